"""Games saved and taken up again, in a story that may have been edited since. Values alone: the disk is the shell's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from game.language.program import Program, Slot
from game.play.counted import COUNTS, Counted, Starts, counted_in, starts_in
from game.play.gone import NEW_VALUES, kept_things_gone, move_gone, things_gone
from game.play.healing import MOST_TRIED, healed, healed_position, healed_setup, standing, stepped
from game.play.legacy import legacy_of
from game.play.page import Line
from game.play.position import SETUP, Plain, coded, plain, position_of, value_today
from game.play.runtime import linked_of, start
from game.play.save_format import (
    MOST_MOVES,
    SavedBranch,
    SavedGame,
    SavedPosition,
    SavedSetup,
    SaveError,
    StoryStamp,
    Summary,
    decode,
    encode,
)
from game.play.session import Branch, Session, begin, within_bounds
from game.play.state import Position, Setup, State
from game.play.transcript import spoken

__all__ = [
    "Outcome",
    "Restored",
    "SaveError",
    "SavedGame",
    "decode",
    "encode",
    "restore",
    "save",
    "setup_of",
    "turns",
]

Outcome = Literal["same", "changed", "broken", "lost"]


class Restored(Struct, frozen=True):
    """What became of a saved game.

    same: it is as it was, and `note` is "". changed: the path is whole but leads to another state. broken: a move is
    gone; `session` stands at the last page that could be reached, and `other`, if there is one, at the saved position
    with today's variables. lost: nothing of it can be played; `session` is a new game, or None if there is no lead.
    `note` is a sentence for the player. `followed` counts the moves of the saved path that were followed.
    """

    session: Session | None
    outcome: Outcome
    note: str = ""
    other: Session | None = None
    followed: int = 0


def save(
    session: Session,
    *,
    label: str = "",
    saved_at: str = "",
    played: int = 0,
    read: int = 0,
    before: SavedGame | None = None,
) -> SavedGame:
    """The session as a saved game. `before` is the game it was loaded from, whose unknown keys are kept.

    `played` counts the seconds spent in it, `read` is the share of the story that was read by then, in percent.
    """
    program, page = session.program, session.page
    told = [line for line in page.lines if line.kind not in ("place", "page")]
    lead = next((each.name for each in program.leads if each.id == session.setup.lead), session.setup.lead)
    return SavedGame(
        story=stamp_of(program, before.story.rest if before else {}),
        setup=_saved_setup(session.setup, before.setup.rest if before else {}),
        path=session.path,
        branches=_saved_branches(session, before),
        position=_saved_position(position_of(program, session.state), before.position.rest if before else {}),
        summary=Summary(
            label=label,
            lead=lead,
            place=page.place,
            time=page.time,
            chapter=page.chapter,
            last_line=_shortened(told[-1]) if told else "",
            turns=turns(session),
            ending=(page.ending.title or page.ending.id) if page.ending else "",
            saved_at=saved_at,
            played=played,
            read=read,
            opposite=_opposite(session) if session.setup.ghost or session.setup.before else "",
            rest=before.summary.rest if before else {},
        ),
        legacy=legacy_of(program, session.state) if page.ending and program.legacy else {},
        rest=before.rest if before else {},
    )


def _opposite(session: Session) -> str:
    from game.play.opposite import begun_with

    return begun_with(session.program, session.setup)


def stamp_of(program: Program, rest: dict[str, Any] | None = None) -> StoryStamp:
    """Which story a game is played in."""
    return StoryStamp(
        id=program.id,
        title=program.title,
        version=program.version,
        digest=program.digest,
        counted=counted_in(program),
        starts=starts_in(program),
        rest=rest or {},
    )


def _saved_branches(session: Session, before: SavedGame | None) -> tuple[SavedBranch, ...]:
    """The branches by what they share with the path; with the unknown keys of those that were there before."""
    rest = {branch.path: each.rest for branch, each in zip(branches_of(before), before.branches, strict=True)} if before else {}
    found = []
    for each in session.branches:
        shares = _shared(each.path, session.path)
        found.append(SavedBranch(name=each.name, shares=shares, path=each.path[shares:], rest=rest.get(each.path, {})))
    return tuple(found)


def branches_of(saved: SavedGame) -> tuple[Branch, ...]:
    """The branches of a saved game, each from its beginning."""
    return tuple([Branch((*saved.path[: each.shares], *each.path), each.name) for each in saved.branches])


def _shared(path: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many moves two paths begin with in common."""
    return next((at for at, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), min(len(path), len(other)))


def turns(session: Session) -> int:
    """How many of the session's moves were the player's."""
    fated = fates(session.program)
    return sum(move not in fated for move in session.path)


def fates(program: Program) -> frozenset[str]:
    """The ids of all moves that are fate's."""
    return linked_of(program).fates


def setup_of(saved: SavedGame) -> Setup:
    """The setup that the game was played with."""
    setup, anchor = saved.setup, saved.setup.anchor
    return Setup(
        lead=setup.lead,
        seed=setup.seed,
        ghost=setup.ghost,
        before=setup.before,
        finished=setup.finished,
        anchor=None if anchor is None else Position(anchor.stack, anchor.values),
    )


def _saved_setup(setup: Setup, rest: dict[str, Any]) -> SavedSetup:
    return SavedSetup(
        lead=setup.lead,
        seed=setup.seed,
        ghost=setup.ghost,
        before=setup.before,
        finished=setup.finished,
        anchor=None if setup.anchor is None else _saved_position(setup.anchor, {}),
        rest=rest,
    )


def _saved_position(position: Position, rest: dict[str, Any]) -> SavedPosition:
    return SavedPosition(stack=position.stack, values=position.values, rest=rest)


def _shortened(line: Line, most: int = 160) -> str:
    """A line for a list, cut at a word with an ellipsis where it is longer than `most` characters."""
    text = " ".join(spoken(line).split())
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:.") + "…"


# ------------------------------------------------------------------ taking up again



def restore(program: Program, saved: SavedGame) -> Restored:
    """The saved game in today's story. Ids that the author renamed are followed. Never raises; a step for each move."""
    if saved.story.id not in (program.id, *program.was):
        named = saved.story.title or saved.story.id
        return _lost(program, saved, f"This game was saved in another story, “{named[:80]}”.")
    setup = healed_setup(program, setup_of(saved))
    if setup.lead not in {lead.id for lead in program.leads}:
        return _lost(program, saved, f"There is no lead “{saved.setup.lead[:80]}” in “{program.title}” any more.")
    if setup.anchor is not None and not standing(program, setup.anchor):
        return _lost(program, saved, "The place where this game began is no longer in the story.")
    session, followed = _followed(program, setup, saved.path[:MOST_MOVES])
    session = replace(session, branches=_branches_today(program, saved, session, followed))
    if followed < len(saved.path):
        other = _at_position(program, saved, session, followed)
        return Restored(session, "broken", move_gone(program, saved, followed), other, followed)
    if note := kept_things_gone(program, saved):
        return Restored(session, "changed", note, followed=followed)
    if not saved.position.stack or next(_differing(program, session, saved), None) is None:
        return Restored(session, "same", followed=followed)
    return Restored(session, "changed", NEW_VALUES, followed=followed)


def _followed(program: Program, setup: Setup, path: tuple[str, ...]) -> tuple[Session, int]:
    """The session after as much of the path as can be played, and how many of its moves those are."""
    states: list[State] = [start(program, setup)]
    taken: list[str] = []
    tries = iter(range(MOST_TRIED))
    followed = 0
    for move in path:
        played = stepped(program, states[-1], move, tries)
        if not played or len(taken) + len(played) > MOST_MOVES:
            break
        taken += [name for name, _ in played]
        states += [state for _, state in played]
        followed += 1
    return Session(program, setup, tuple(taken), tuple(states)), followed


def _branches_today(program: Program, saved: SavedGame, session: Session, followed: int) -> tuple[Branch, ...]:
    """The branches of a saved game beside its path of today. Where that breaks off, the way as it was is one of them."""
    ways = list(branches_of(saved))
    if followed < len(saved.path):
        ways.append(Branch(saved.path))
    today = tuple([healed(program, move) for move in saved.path])
    # Where fate's picks have come in, the path of today has no moves in common by number, and each branch is its own.
    in_step = session.path[:followed] == today[:followed]
    found: list[Branch] = []
    for each in ways:
        shared = min(_shared(each.path, saved.path), followed) if in_step else 0
        path = (*session.path[:shared], *(healed(program, move) for move in each.path[shared:]))
        found.append(Branch(path, each.name))
    return within_bounds(tuple(found))


def _at_position(program: Program, saved: SavedGame, session: Session, followed: int) -> Session | None:
    """A game that goes on from the saved position with today's values; None if its scene is gone.

    Where the option before that position is gone, play goes on from the last one made in its scene that is still there,
    and where a value is gone, with that of the last page that could be reached.
    """
    position = healed_position(program, saved.position)
    if not standing(program, position):
        return None
    there = set(program.anchors.values())
    scene, at = position.stack[-1]
    if "#" not in at and (scene, at) not in there:
        moves = reversed(saved.path)
        made = (healed(program, move).rpartition(".") for move in moves)
        at = next((last for home, _, last in made if home == scene and (home, last) in there), "")
        position = replace(position, stack=(*position.stack[:-1], (scene, at)))
    reached = position_of(program, session.state).values
    values = dict(position.values)
    for slot in program.slots:
        known = next((name for name in (slot.name, *slot.was) if name in values), None)
        if known is not None and coded(slot, value_today(program, slot, known, values[known])) is None:
            del values[known]
            if slot.name in reached:
                values[slot.name] = reached[slot.name]
    return begin(program, replace(session.setup, anchor=replace(position, values=values)))


def differing(program: Program, restored: Restored, saved: SavedGame) -> list[str]:
    """For an author: the names of the values in which a game that was restored differs from the saved one.

    Its place is “the place”; a memory or the like that the story knows no more is named as the saved game does.
    """
    gone = things_gone(program, saved)
    return [*gone, *(_differing(program, restored.session, saved) if restored.session is not None else ())]


def _differing(program: Program, session: Session, saved: SavedGame) -> Iterator[str]:
    """Where a session is not at the place, or has not the values, of the saved game, as far as today's story can tell.

    A count that the story of then did not keep is not compared: what no condition asked for was not counted.
    """
    now, then = position_of(program, session.state), healed_position(program, saved.position)
    if now.stack != then.stack:
        yield "the place"
    if saved.story.digest == program.digest:
        yield from (name for name in {**now.values, **then.values} if now.values.get(name) != then.values.get(name))
        return
    counted, starts = Counted(saved.story.counted), Starts(saved.story.starts)
    for slot in program.slots:
        if slot.kind in SETUP:
            continue
        here = now.values.get(slot.name)
        known = next((name for name in (slot.name, *slot.was) if name in then.values), None)
        if known is None and slot.kind in COUNTS and not counted.any_of(slot.name, *slot.was):
            continue
        there = None if known is None else value_today(program, slot, known, then.values[known])
        moved = known is None and slot.kind not in COUNTS and starts.moved(slot)
        if moved or (here != there and not _as_good_as(slot, here, there)):
            yield slot.name


def _as_good_as(slot: Slot, here: Plain | None, there: Plain | None) -> bool:
    """Whether a value is the saved one, written otherwise: at its start, or a count that is kept less far today."""
    now = slot.start if here is None else coded(slot, here)
    then = slot.start if there is None else coded(slot, there)
    if now != then:
        return False
    return then is None or there is None or slot.kind in COUNTS or plain(slot, then) == there


def _lost(program: Program, saved: SavedGame, note: str) -> Restored:
    """A new game in place of one that cannot be played, for the saved lead if there is one of that name."""
    leads = [lead.id for lead in program.leads]
    if not leads:
        return Restored(None, "lost", note)
    lead = saved.setup.lead if saved.setup.lead in leads else leads[0]
    return Restored(begin(program, Setup(lead=lead, seed=saved.setup.seed)), "lost", note)
