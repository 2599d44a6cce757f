"""A saved game under the names of today: ids that the author renamed, and the places they name."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from game.language.program import Program
from game.play.page import Move
from game.play.runtime import page, step
from game.play.save_format import SavedPosition
from game.play.state import Position, Setup, State

MOST_TRIED = 2_000
"""Picks of fate's that are tried for one game, where the story has come to ask fate before its moves."""
MOST_PICKS = 4
"""Picks of fate's in a row that may have come in before one move."""


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


def healed_setup(program: Program, setup: Setup) -> Setup:
    """A setup under the names of today."""
    lead = program.renamed.get(f"lead {setup.lead}", setup.lead)
    anchor = setup.anchor
    if anchor is not None:
        anchor = healed_position(program, SavedPosition(stack=anchor.stack, values=anchor.values))
    known = {each.id for each in program.leads}
    return replace(setup, lead=setup.lead if setup.lead in known else lead, anchor=anchor)


def healed_position(program: Program, position: SavedPosition) -> Position:
    """A position under the names of today."""
    stack = []
    for scene, at in position.stack:
        nearest, sign, ordinal = at.partition("#")
        new_scene, _, new_at = healed(program, f"{scene}.{nearest}").partition(".")
        today = (new_scene, new_at) if nearest else (program.renamed.get(scene, scene), "")
        stack.append((today[0], f"{today[1]}{sign}{ordinal}"))
    # A slot knows its own old names; a variable's may be a scene's as well.
    return Position(tuple(stack), dict(position.values))


def standing(program: Program, position: Position) -> bool:
    """Whether every scene of a position is still in the story, and there is one."""
    scenes = {scene.id for scene in program.scenes}
    return bool(position.stack) and all(scene in scenes for scene, _ in position.stack)


def stepped(program: Program, state: State, move: str, tries: Iterator[int]) -> list[tuple[str, State]]:
    """The move under its name of today, and the state after it; [] if it is not open.

    Where the story has come to ask fate before it, the picks after which the move is open come first: of these the
    likeliest. Nobody decided them when the game was played. At most as many are tried as `tries` still counts.
    """
    if taken := _taken(program, state, move):
        return [taken]
    return _past_fate(program, state, move, MOST_PICKS, tries) or []


def _taken(program: Program, state: State, move: str) -> tuple[str, State] | None:
    for name in dict.fromkeys((move, healed(program, move))):
        try:
            return name, step(program, state, name)
        except KeyError:
            continue
    return None


def _past_fate(
    program: Program, state: State, move: str, most: int, tries: Iterator[int]
) -> list[tuple[str, State]] | None:
    """Some picks of fate's and then the move; None if none of those that may be tried leads to it."""
    here = page(program, state)
    if most == 0 or not here.fated:
        return None

    def likeliest_first(each: Move) -> tuple[int, str]:
        return (-each.odds, each.id)

    for pick in sorted(here.open, key=likeliest_first):
        if next(tries, None) is None:
            return None
        after = step(program, state, pick.id)
        if taken := _taken(program, after, move):
            return [(pick.id, after), taken]
        if rest := _past_fate(program, after, move, most - 1, tries):
            return [(pick.id, after), *rest]
    return None
