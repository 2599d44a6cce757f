"""The whole game in three pure functions: `start`, `page`, `step`.

A state stands at the beginning of a page. Showing the page runs from there to the next decision on a copy of the
values and throws the copy away; a step runs the same way and keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language.program import Program
from game.language.tables import SceneInfo
from game.play.linking import LONGEST_RUN, Linked
from game.play.menus import LinkedFate, LinkedMenu
from game.play.page import CLOSE, Move, Page, Reached
from game.play.run import STOP, Run
from game.play.state import Setup, State
from game.play.values import Values, frozen, write
from game.play.words import said, styled

if TYPE_CHECKING:
    from game.play.reflecting import LinkedBoard


def linked_of(program: Program) -> Linked:
    """A program's functions: made once, and kept with it."""
    kept = program.__dict__.get("linked")
    if kept is None:
        kept = program.__dict__["linked"] = Linked(program)
    linked: Linked = kept
    return linked


def start(program: Program, setup: Setup) -> State:
    """The first state. KeyError if the story has no such lead."""
    linked = linked_of(program)
    number = next((n for n, lead in enumerate(program.leads) if lead.id == setup.lead), None)
    if number is None:
        raise KeyError(setup.lead)
    values: Values = list(linked.start)
    write(values, *linked.places["lead"], number)
    finished = {f"finished({ending})" for ending in setup.finished}
    for slot in program.slots:
        if slot.kind == "finished" and not finished.isdisjoint((slot.name, *slot.was)):
            write(values, *linked.places[slot.name], 1)
    if any(slot.kind in ("ghost", "before") for slot in program.slots):
        from game.play.legacy import inherited

        for name, value in inherited(program, setup).items():
            write(values, *linked.places[name], value)
    state = State(program.leads[number].start, (), frozen(values), setup.seed)
    if setup.anchor is None:
        return state
    from game.play.position import state_at

    return state_at(program, state, setup.anchor)


def page(program: Program, state: State) -> Page:
    """What the player sees: lines, moves, perhaps an ending. Shows and changes nothing else."""
    linked = linked_of(program)
    run = _run(linked, state, speaking=True)
    lines = tuple(run.lines or ())
    glance = Glance(run)
    scene, place, time = _standing(linked, run, glance)
    moves: tuple[Move, ...] = ()
    ending = None
    if run.menu is not None:
        moves = tuple(_offers(glance, run.menu))
    elif run.fate is not None:
        moves = tuple(_picks(glance, run.fate))
    elif run.asked is not None:
        moves = run.asked.moves
    elif run.board is not None:
        moves = tuple(run.board.moves(glance))
    elif run.ending >= 0:
        info = program.endings[run.ending]
        ending = Reached(info.id, styled(info.title)[0], linked.shown(info.about, glance))
    lowest = linked.scene_at(run.frames[0] - 1) if run.frames else scene
    return Page(
        lines=lines, moves=moves, ending=ending, trouble=run.trouble,
        scene=scene.id, place=place, time=time, chapter=lowest.chapter,
    )  # fmt: skip


def step(program: Program, state: State, move_id: str) -> State:
    """The state after a move. KeyError if it is not open here."""
    linked = linked_of(program)
    run = _run(linked, state, speaking=False)
    # The run may be kept: what is written from here on is not its own.
    after = Run(run.point, list(run.frozen()), run.frames, run.seed, None)
    values = after.values
    shown = run.shown
    frames = tuple(run.frames)
    if run.menu is not None:
        option = run.menu.by_id.get(move_id)
        if option is None:
            # A scene that offers itself is called, and the menu is met again at its end.
            option = next((each for each in run.menu.offering(run.values) if each.offered.id == move_id), None)
            frames = (*frames, run.point)
        if option is None or not option.open(run.values):
            raise KeyError(move_id)
        if run.menu.counting:
            # The words of the menu count as shown, like every other word of the page that is left.
            glance = Glance(run)
            _offers(glance, run.menu)
            shown = [*run.shown, *glance.shown]
        to = option.offered.to
        if option.taken is not None:
            after.write(*option.taken, 1)
        _count_turn(linked, after)
    elif run.fate is not None:
        to = _pick(run, run.fate, after, move_id)
    elif run.asked is not None:
        to = run.asked.ways[move_id]
        if move_id in run.asked.taken:
            after.write(*run.asked.taken[move_id], 1)
        _count_turn(linked, after)
    elif run.board is not None:
        to = _lay(run, run.board, after, move_id)
        if move_id != CLOSE:
            # What comes of it is called, and the board is met again at its end.
            frames = (*frames, run.point)
        _count_turn(linked, after)
    else:
        raise KeyError(move_id)
    for block, place, most, wraps in shown:
        count = values[block][place]
        if count < most or wraps:
            after.write(block, place, 0 if count >= most else count + 1)
    return State(to, frames, after.frozen(), state.seed)


def _count_turn(linked: Linked, after: Run) -> None:
    """One move of the player's more since each scene was entered that something asks about."""
    for block, place, most in linked.turns:
        if after.values[block][place] < most:
            after.write(block, place, after.values[block][place] + 1)


def _run(linked: Linked, state: State, *, speaking: bool) -> Run:
    """Runs from the beginning of a page to its end. The last run is kept: a step mostly follows its own page."""
    last = linked.last
    if last is not None and last[0] is state and (last[1].lines is not None or not speaking):
        return last[1]
    run = Run(state.point, list(state.blocks), list(state.frames), state.seed, [] if speaking else None)
    operations = linked.operations
    point = state.point
    for _ in range(LONGEST_RUN):
        run.point = point
        point = operations[point](run)
        if point == STOP:
            break
    else:
        run.trouble = "The story goes round here without end, and nobody can decide anything."
    linked.last = (state, run)
    return run


class Glance:
    """A look at a run's values, which notes what it shows for itself: the run is kept, and two may look at it at once."""

    __slots__ = ("seed", "shown", "values")

    def __init__(self, run: Run) -> None:
        self.values, self.seed = run.values, run.seed
        self.shown: list[tuple[int, int, int, bool]] = []


def glance_at(program: Program, state: State) -> Glance:
    """A look at the values where a page ends: what the page itself sets is in them."""
    return Glance(_run(linked_of(program), state, speaking=False))


def _offers(run: Glance, menu: LinkedMenu) -> list[Move]:
    """The moves of a menu: the open ones, and those greyed with a reason."""
    options = (*menu.options, *menu.offering(run.values)) if menu.scenes else menu.options
    return [move for option in options if (move := option.shown(run)) is not None]


def _picks(run: Glance, fate: LinkedFate) -> list[Move]:
    """Fate's moves, with their odds."""
    found = []
    for number in fate.open(run.values):
        branch = fate.branches[number]
        label, styles = styled(said(fate.words[number], run))
        found.append(Move(id=branch.id, label=label, kind="fate", odds=branch.odds, styles=styles))
    return found


def _pick(run: Run, fate: LinkedFate, after: Run, move_id: str) -> int:
    """Where a pick of fate's goes on. In a shuffle the branch leaves the pack."""
    for number in fate.open(run.values):
        branch = fate.branches[number]
        if branch.id == move_id:
            if branch.taken:
                after.write(*fate.places[branch.taken], 1)
            if fate.dealt is not None:
                block, place = fate.dealt
                gone = run.values[block][place]
                # Picked although gone: the open branches had all been picked, and the pack is whole again.
                after.write(block, place, 1 << number if gone >> number & 1 else gone | 1 << number)
            return branch.to
    raise KeyError(move_id)


def _lay(run: Run, board: LinkedBoard, after: Run, move_id: str) -> int:
    """Where a move of the board goes on."""
    to = run.point + 1 if move_id == CLOSE else board.point_of(move_id, run.values)
    if to < 0:
        raise KeyError(move_id)
    if board.since is not None:
        after.write(*board.since, board.read_since(move_id, run.values))
    return to


def _standing(linked: Linked, run: Run, glance: Glance) -> tuple[SceneInfo, str, str]:
    """The scene where the run stopped, and the place and time of it or of the nearest frame below that has them."""
    scene = standing = linked.scene_at(run.point)
    below = reversed(run.frames)
    while standing.place is None and standing.time is None:
        frame = next(below, None)
        if frame is None:
            return scene, "", ""
        standing = linked.scene_at(frame - 1)
    return scene, *linked.where(standing, glance)
