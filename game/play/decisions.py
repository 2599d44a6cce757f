"""Everything that can be decided in a story: options, answers, fate's branches, ways to read two memories."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from game.language.expressions import Expression
from game.language.program import Asked, Fate, Menu, Offered, Program
from game.language.texts import Text
from game.play.words import styled

Kind = Literal["option", "scene", "answer", "branch", "reading"]
"""scene: a scene that offers itself in a menu; branch: one of fate's."""


class Decision(Struct, frozen=True):
    """One of them, by its move's id. `words` is its label, None where it has none.

    `menu` is the point of the instruction that offers it, -1 on the board; a scene that offers itself in several menus has
    that of the first.
    """

    id: str
    scene: str
    kind: Kind
    menu: int = -1
    words: Text | None = None
    condition: Expression | None = None
    locked: Text | None = None
    accepts: tuple[str, ...] = ()


def decisions(program: Program) -> dict[str, Decision]:
    """All of a story's decisions by id, in the order of the source; those of the board last. Made once a program."""
    kept = program.__dict__.get("decisions")
    if kept is None:
        kept = program.__dict__["decisions"] = _found(program)
    found: dict[str, Decision] = kept
    return found


def _found(program: Program) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for scene in program.scenes:
        for point in range(scene.entry, scene.end):
            for each in _offered(program, point, scene.id):
                found.setdefault(each.id, each)
    for link in program.board.links:
        for reading in link.readings:
            found.setdefault(reading.id, Decision(reading.id, link.id, "reading", words=reading.words))
    return found


def _offered(program: Program, point: int, scene: str) -> list[Decision]:
    match program.code[point]:
        case Menu() as menu:
            return [
                *(_option(each, scene, "option", point) for each in menu.options),
                *(_option(each, each.id, "scene", point) for each in menu.scenes),
            ]
        case Fate() as fate:
            return [
                Decision(each.id, scene, "branch", point, each.about, each.condition) for each in fate.branches
            ]
        case Asked() as asked:
            found = [Decision(each.id, scene, "answer", point, accepts=each.accepts) for each in asked.answers]
            return [*found, Decision(asked.miss, scene, "answer", point)] if asked.miss else found
        case _:
            return []


def _option(each: Offered, scene: str, kind: Kind, point: int) -> Decision:
    return Decision(each.id, scene, kind, point, each.words, each.condition, each.locked)


def label_of(program: Program, move_id: str) -> str:
    """What a reader is shown of a decision where that never varies; else the last part of its id, and so for unknown ones."""
    decision = decisions(program).get(move_id)
    parts = decision.words.parts if decision is not None and decision.words is not None else ()
    if parts and all(isinstance(part, str) for part in parts):
        return styled("".join(str(part) for part in parts))[0]
    return readable(move_id.rpartition(".")[2])


def readable(name: str) -> str:
    """An id in words."""
    return name.replace("_", " ").replace("+", " and ")[:80]
