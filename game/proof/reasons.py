"""Why an option can be taken or not: its condition, the values of today, and which earlier choice set each of them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from game.language.expressions import Expression, Read
from game.language.program import Asked, Fate, Menu, Offered, Picked, Program
from game.play.linking import LONGEST_RUN
from game.play.run import STOP, Run
from game.play.runtime import linked_of
from game.play.session import Session
from game.play.state import State
from game.play.values import Values, expression_reader
from game.proof.asked import Wording, clauses, slots_read
from game.text.source import Span


class Cause(Struct, frozen=True):
    """What last set a value: after `moves` moves of the path (0: on the first page), on the way that `move` led.

    `move` is the id of the choice or of fate's pick, "" before the first; `label` its words. `span` is where the author
    wrote what changed it: the effect, or the option that was taken; None where that is not known.
    """

    moves: int
    move: str
    label: str
    span: Span | None


class Held(Struct, frozen=True):
    """A value that a condition asks: what it is, what it was before the last change, and what changed it.

    `cause` is None where it is as it was when the game began.
    """

    name: str
    value: str
    before: str
    cause: Cause | None


class Clause(Struct, frozen=True):
    """A part of a condition, all of which must hold."""

    words: str
    holds: bool
    values: tuple[Held, ...]


class Reason(Struct, frozen=True):
    """Why a move of the page can be made or not. `taken` is what used it up, where it may be taken once only.

    `crowded`: it would be offered, but more urgent scenes fill the menu's limit. `span` is where the author wrote it.
    """

    move: str
    span: Span | None
    open: bool
    clauses: tuple[Clause, ...]
    taken: Held | None = None
    crowded: bool = False


def reasons(program: Program, session: Session) -> list[Reason]:
    """Why each move of the page where a session stands is open or not, those included that are not shown.

    In the order of the source. Empty where nothing is chosen among options: at a question, on the board, at an ending.
    """
    history = _History(session)
    run = _replayed(program, session.state)
    if run.menu is None and run.fate is None:
        return []
    code = program.code[run.point]
    assert isinstance(code, Menu | Fate)
    values = run.values
    offered: tuple[Offered | Picked, ...] = (*code.options, *code.scenes) if isinstance(code, Menu) else code.branches
    open_now = {move.id for move in session.page.open}
    return [_reason(program, each, values, history, each.id in open_now) for each in offered]


def why(program: Program, session: Session, move: str) -> Reason:
    """Why that move, by its id or its last part, can be made or not. KeyError if the page has no such move."""
    every = reasons(program, session)
    found = [each for each in every if move in (each.move, each.move.rpartition(".")[2])]
    if not found:
        raise KeyError(move)
    return found[0]


def _reason(program: Program, each: Offered | Picked, values: Values, history: _History, is_open: bool) -> Reason:
    wording = Wording(program)
    told = []
    for clause in clauses(each.condition) if each.condition is not None else ():
        held = tuple(history.held(slot) for slot in slots_read(clause))
        told.append(Clause(wording.of(clause), holds(program, clause, values), held))
    taken = None
    if isinstance(each, Offered) and each.taken and each.once and holds(program, Read(each.taken), values):
        taken = history.held(each.taken)
    met = taken is None and all(clause.holds for clause in told)
    return Reason(each.id, program.span_of(each.to), is_open, tuple(told), taken, crowded=met and not is_open)


def holds(program: Program, test: Expression, values: Values) -> bool:
    """Whether a condition holds with these values."""
    return bool(expression_reader(test, linked_of(program).places)(values))


class _History:
    """The last change of each slot on a session's way, its present page included."""

    def __init__(self, session: Session) -> None:
        self._program = program = session.program
        self._wording = Wording(program)
        self._last: dict[tuple[int, int], tuple[int, Cause]] = {}
        self._now: Values = list(session.states[0].blocks)
        ways = ways_of_moves(program)
        for number, state in enumerate(session.states):
            move = session.path[number - 1] if number else ""
            label = (
                next((each.label for each in session.page_at(number - 1).moves if each.id == move), "") if move else ""
            )
            chosen = Cause(number, move, label, program.span_of(ways.get(move, -1)))
            # What the move itself changed: that it was taken, what is counted as the page is left.
            for block, (old, new) in enumerate(zip(self._now, state.blocks, strict=True)):
                for place, (before, after) in enumerate(zip(old, new, strict=True)) if old is not new else ():
                    if before != after:
                        self._last[block, place] = (before, chosen)
            run = _replayed(program, state)
            for where, before, after, point in run.writes:
                if before != after:
                    self._last[where] = (before, replace(chosen, span=program.span_of(point)))
            self._now = run.values

    def held(self, slot: str) -> Held:
        """What a slot holds now, and why."""
        block, place = linked_of(self._program).places[slot]
        value = self._wording.value(slot, self._now[block][place])
        if (block, place) not in self._last:
            return Held(slot, value, "", None)
        before, cause = self._last[block, place]
        return Held(slot, value, self._wording.value(slot, before), cause)


def ways_of_moves(program: Program) -> dict[str, int]:
    """Where each move's own instructions begin, by its id."""
    found: dict[str, int] = {}
    for code in program.code:
        match code:
            case Menu(options, _, scenes):
                found |= {each.id: each.to for each in (*options, *scenes)}
            case Fate(branches):
                found |= {each.id: each.to for each in branches}
            case Asked(answers, otherwise, miss):
                found |= {each.id: each.to for each in answers} | {miss: otherwise}
    for link in program.board.links:
        found |= {reading.id: reading.to for reading in link.readings}
    return found


class _Watched(Run):
    """A run that notes what it writes, in order: the place, the number before, the number after, the instruction."""

    __slots__ = ("writes",)
    writes: list[tuple[tuple[int, int], int, int, int]]

    def write(self, block: int, place: int, number: int) -> None:
        self.writes.append(((block, place), self.values[block][place], number, self.point))
        super().write(block, place, number)


def _replayed(program: Program, state: State) -> _Watched:
    """The run of a page from its beginning to its end."""
    run = _Watched(state.point, list(state.blocks), list(state.frames), state.seed, None)
    run.writes = []
    operations, point = linked_of(program).operations, state.point
    for _ in range(LONGEST_RUN):
        run.point = point
        point = operations[point](run)
        if point == STOP:
            break
    return run
