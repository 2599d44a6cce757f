"""Games saved and taken up again, in a story that may have been edited since. Values alone: the disk is the shell's."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from game.language.program import Program, Slot
from game.play.legacy import legacy_of
from game.play.page import Line
from game.play.position import SETUP, coded, position_of, value_today
from game.play.runtime import linked_of, start, step
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
    `note` is a sentence for the player.
    """

    session: Session | None
    outcome: Outcome
    note: str = ""
    other: Session | None = None


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
        story=StoryStamp(
            id=program.id,
            title=program.title,
            version=program.version,
            digest=program.digest,
            rest=before.story.rest if before else {},
        ),
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


EDITED = "The story was edited after this game was saved: your choices all hold, but some of what they led to is new."
COUNTS = ("visits", "turns", "chose", "reached", "shown", "dealt")


def restore(program: Program, saved: SavedGame) -> Restored:
    """The saved game in today's story. Ids that the author renamed are followed. Never raises; a step for each move."""
    if saved.story.id not in (program.id, *program.was):
        named = saved.story.title or saved.story.id
        return _lost(program, saved, f"This game was saved in another story, “{named[:80]}”.")
    setup = _healed_setup(program, setup_of(saved))
    if setup.lead not in {lead.id for lead in program.leads}:
        return _lost(program, saved, f"There is no lead “{saved.setup.lead[:80]}” in “{program.title}” any more.")
    if setup.anchor is not None and not _standing(program, setup.anchor):
        return _lost(program, saved, "The place where this game began is no longer in the story.")
    session = _followed(program, setup, saved.path[:MOST_MOVES])
    followed = len(session.path)
    session = replace(session, branches=_branches_today(program, saved, session))
    if followed < len(saved.path):
        return Restored(session, "broken", _what_is_gone(program, saved, followed), _at_position(program, setup, saved))
    witness = saved.position
    if not witness.stack or _alike(program, position_of(program, session.state), saved):
        return Restored(session, "same")
    return Restored(session, "changed", EDITED)


def healed(program: Program, move_id: str) -> str:
    """A move's id as it is today, by the author's `was:`; unknown ids stay as they are."""
    seen: set[str] = set()
    while move_id not in seen:
        seen.add(move_id)
        if move_id in program.renamed:
            move_id = program.renamed[move_id]
            continue
        if "+" in move_id:
            # Two memories laid together: each has a name of its own.
            return "+".join(sorted(program.renamed.get(each, each) for each in move_id.split("+")))
        scene, dot, last = move_id.rpartition(".")
        if dot:
            move_id = f"{program.renamed.get(scene, scene)}.{last}"
    return move_id


def _followed(program: Program, setup: Setup, path: tuple[str, ...]) -> Session:
    """The session after as much of the path as can be played."""
    states: list[State] = [start(program, setup)]
    taken: list[str] = []
    for move in path:
        played = _stepped(program, states[-1], move)
        if played is None:
            break
        taken.append(played[0])
        states.append(played[1])
    return Session(program, setup, tuple(taken), tuple(states))


def _branches_today(program: Program, saved: SavedGame, session: Session) -> tuple[Branch, ...]:
    """The branches of a saved game beside its path of today. Where that breaks off, the way as it was is one of them."""
    ways = list(branches_of(saved))
    if len(session.path) < len(saved.path):
        ways.append(Branch(saved.path))
    found: list[Branch] = []
    for each in ways:
        shared = min(_shared(each.path, saved.path), len(session.path))
        path = (*session.path[:shared], *(healed(program, move) for move in each.path[shared:]))
        found.append(Branch(path, each.name))
    return within_bounds(tuple(found))


def _stepped(program: Program, state: State, move: str) -> tuple[str, State] | None:
    """The move that was taken, under its name of today, and the state after it; None if it is not open."""
    for name in dict.fromkeys((move, healed(program, move))):
        try:
            return name, step(program, state, name)
        except KeyError:
            continue
    return None


def _at_position(program: Program, setup: Setup, saved: SavedGame) -> Session | None:
    """A game that goes on from the saved position; None if its scene is gone."""
    position = _healed_position(program, saved.position)
    if not _standing(program, position):
        return None
    return begin(program, replace(setup, anchor=position))


def _standing(program: Program, position: Position) -> bool:
    """Whether every scene of a position is still in the story, and there is one."""
    scenes = {scene.id for scene in program.scenes}
    return bool(position.stack) and all(scene in scenes for scene, _ in position.stack)


def _healed_setup(program: Program, setup: Setup) -> Setup:
    lead = program.renamed.get(f"lead {setup.lead}", setup.lead)
    anchor = setup.anchor
    if anchor is not None:
        anchor = _healed_position(program, SavedPosition(stack=anchor.stack, values=anchor.values))
    known = {each.id for each in program.leads}
    return replace(setup, lead=setup.lead if setup.lead in known else lead, anchor=anchor)


def _healed_position(program: Program, position: SavedPosition) -> Position:
    """A position under the names of today."""
    stack = []
    for scene, at in position.stack:
        nearest, sign, ordinal = at.partition("#")
        new_scene, _, new_at = healed(program, f"{scene}.{nearest}").partition(".")
        today = (new_scene, new_at) if nearest else (program.renamed.get(scene, scene), "")
        stack.append((today[0], f"{today[1]}{sign}{ordinal}"))
    # A slot knows its own old names; a variable's may be a scene's as well.
    return Position(tuple(stack), dict(position.values))


def _alike(program: Program, now: Position, saved: SavedGame) -> bool:
    """Whether a position is where the game was saved, with the same values, as far as today's story can tell.

    What no condition asked for was not counted: in an edited story a count that was not saved is not compared.
    """
    then = _healed_position(program, saved.position)
    if now.stack != then.stack:
        return False
    if now.values == then.values or saved.story.digest == program.digest:
        return now.values == then.values
    for slot in program.slots:
        here = now.values.get(slot.name)
        known = next((name for name in (slot.name, *slot.was) if name in then.values), None)
        there = None if known is None else value_today(program, slot, known, then.values[known])
        if slot.kind in SETUP or (slot.kind in COUNTS and there is None):
            continue
        if here != there and _number(slot, here) != _number(slot, there):
            return False
    return True


def _number(slot: Slot, value: int | str | list[str] | None) -> int | None:
    return slot.start if value is None else coded(slot, value)


def _what_is_gone(program: Program, saved: SavedGame, followed: int) -> str:
    """Which move is not to be had, in words for the player."""
    scene, _, option = saved.path[followed].rpartition(".")
    where = f" in “{_readable(scene)}”" if scene else ""
    far = f"{followed} of this game’s {len(saved.path)} moves could be followed"
    if saved.story.digest == program.digest:
        return f"The choice “{_readable(option)}”{where} cannot be made there, so the file was altered: {far}."
    return f"The choice “{_readable(option)}”{where} is gone from the story since this game was saved: {far}."


def _readable(name: str) -> str:
    return name.replace("_", " ").replace("+", " and ")[:80]


def _lost(program: Program, saved: SavedGame, note: str) -> Restored:
    """A new game in place of one that cannot be played, for the saved lead if there is one of that name."""
    leads = [lead.id for lead in program.leads]
    if not leads:
        return Restored(None, "lost", note)
    lead = saved.setup.lead if saved.setup.lead in leads else leads[0]
    return Restored(begin(program, Setup(lead=lead, seed=saved.setup.seed)), "lost", note)
