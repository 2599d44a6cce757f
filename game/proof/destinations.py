"""Places of a story from which somebody may want to play: a scene, a label, a move, each by its permanent id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from game.language.expressions import Expression
from game.language.program import Asked, Fate, Menu, Program, Reflect
from game.language.tables import BOARD
from game.proof.page_ends import Stop, scene_of, ways
from game.text.spelling import nearest


class Destination(Struct, frozen=True):
    """A place to come to: a game is at a scene or a label where a page passes it, and at a move where that is open.

    `id` is `kitchen`, `kitchen.asking` or `kitchen.coat`. `points` are those of the scene or label, or where the move can be
    made. `condition` is the move's own, `lead` the lead whose scene it stands in, or "".
    """

    id: str
    kind: Literal["scene", "label", "option"]
    points: frozenset[int]
    lead: str = ""
    condition: Expression | None = None

    def holds(self, program: Program, stop: Stop) -> bool:
        """Whether a page that ends so is at the place."""
        if self.kind != "option":
            return not self.points.isdisjoint(stop.points)
        return stop.point in self.points and any(way.move == self.id for way in ways(program, stop))


class UnknownPlace(Exception):
    """Why there is no place of that name, in a sentence with what to do about it."""


def destinations(program: Program) -> list[Destination]:
    """Every place of a story, in the order of the source: each scene, then what is in it."""
    return list(_found(program).values())


def destination(program: Program, name: str) -> Destination:
    """The place of that name: its id, a former id, or the last part of one where only one place ends so. UnknownPlace."""
    places = _found(program)
    wanted = name.strip()
    if wanted not in places:
        wanted = program.renamed.get(wanted, wanted)
    if wanted in places:
        return places[wanted]
    ending = [id for id in places if id.rpartition(".")[2] == wanted]
    if len(ending) == 1:
        return places[ending[0]]
    if ending:
        raise UnknownPlace(f"“{name}” could be any of {', '.join(ending)}. Name the scene as well.")
    meant = nearest(wanted, list(places))
    scene = wanted.partition(".")[0]
    inside = [id for id in places if id.startswith(f"{scene}.")]
    if meant:
        remedy = f"Did you mean {meant}?"
    elif inside and scene != wanted:
        remedy = f"In “{scene}” there are {', '.join(inside[:12])}."
    else:
        remedy = "Name a scene, or a label or an option as SCENE.ID; “citadel graph” lists the scenes."
    raise UnknownPlace(f"There is no scene, label or option “{name}”. {remedy}")


def _found(program: Program) -> dict[str, Destination]:
    kept: dict[str, Destination] | None = program.__dict__.get("destinations")
    if kept is None:
        kept = program.__dict__["destinations"] = {each.id: each for each in _all(program)}
    return kept


def _all(program: Program) -> Iterator[Destination]:
    moves = _moves(program)
    for scene in program.scenes:
        if scene.id == BOARD:
            continue
        yield Destination(scene.id, "scene", frozenset((scene.entry,)), scene.lead)
        for point in range(scene.entry, scene.end):
            home, id = program.anchors.get(point, ("", ""))
            if home == scene.id and id and "#" not in id and f"{home}.{id}" not in moves:
                yield Destination(f"{home}.{id}", "label", frozenset((point,)), scene.lead)
    scenes = {scene.id for scene in program.scenes}
    for id, (points, condition) in moves.items():
        # A scene that offers itself is a place of its own already.
        if id not in scenes:
            yield Destination(id, "option", frozenset(points), scene_of(program, min(points)).lead, condition)


def _moves(program: Program) -> dict[str, tuple[set[int], Expression | None]]:
    """Every move with an id: the points where it can be made, and its condition."""
    found: dict[str, tuple[set[int], Expression | None]] = {}
    boards = set()
    for point, code in enumerate(program.code):
        match code:
            case Menu(options, _, scenes):
                made = [(each.id, each.condition) for each in (*options, *scenes)]
            case Fate(branches):
                made = [(each.id, each.condition) for each in branches]
            case Asked(answers, _, miss):
                made = [(each, None) for each in (*(answer.id for answer in answers), miss) if each]
            case Reflect():
                boards.add(point)
                continue
            case _:
                continue
        for id, condition in made:
            found.setdefault(id, (set(), condition))[0].add(point)
    for link in program.board.links if boards else ():
        for reading in link.readings:
            found[reading.id] = (boards, None)
    return found
