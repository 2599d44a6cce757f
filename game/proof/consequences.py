"""Which of a story's refuted items only follow from others: what stands in a scene that nobody comes to is told with it."""

from __future__ import annotations

from collections.abc import Collection

from game.language.program import Program
from game.play.runtime import linked_of
from game.proof.destinations import destinations
from game.proof.items import Items
from game.proof.paths import reached
from game.proof.reasons import ways_of_moves

SEVERAL = ""
"""What an item follows from that no single one, but several together, shut off."""
MOST_ASKED = 60
"""Of so many options and scenes it is asked whether one alone shuts something off: each costs a walk through the story."""


def follows(program: Program, items: Items, refuted: Collection[str]) -> dict[str, str]:
    """For each refuted item that follows from another the key of that one, or `SEVERAL`; those that stand alone are left out.

    `refuted` are keys of items of which no game has one. An option's lines follow from it, a scene's options from the scene,
    and what can only be come to over them from either.
    """
    shut = set(refuted)
    begins = _begins(program, shut)
    starts = [lead.start for lead in program.leads]
    there = reached(program, starts)
    open_now = reached(program, starts, frozenset(begins.values()))
    alone = {key: reached(program, starts, frozenset((point,))) for key, point in list(begins.items())[:MOST_ASKED]}
    points = _points(program, items)
    home = linked_of(program).scene_at
    found: dict[str, str] = {}
    for key in refuted:
        kind, _, id = key.partition(" ")
        parent = _parent(kind, id)
        if parent in shut:
            found[key] = parent
            continue
        if kind not in ("line", "option", "scene", "memory") or not points.get(key):
            continue
        mine = points[key]
        scenes = {f"scene {home(point).id}" for point in mine}
        if kind != "scene" and len(scenes) == 1 and scenes <= shut:
            found[key] = scenes.pop()
        elif not any(point in there for point in mine):
            continue  # nothing leads there at all
        elif kind == "scene":
            outside = reached(program, starts, frozenset(point for each, point in begins.items() if each != key))
            if not any(point in outside for point in mine):
                found[key] = _one(alone, mine, key)
        elif not any(point in open_now for point in mine):
            found[key] = _one(alone, mine, key)
    rooted = {key: _root(found, root) for key, root in found.items()}
    return {key: root for key, root in rooted.items() if root != key}


def _begins(program: Program, shut: set[str]) -> dict[str, int]:
    """Where what is shut would begin: the point of each option's own instructions, and of each scene's."""
    ways = ways_of_moves(program)
    found = {f"option {move}": to for move, to in ways.items() if f"option {move}" in shut}
    for scene in program.scenes:
        if f"scene {scene.id}" in shut:
            found[f"scene {scene.id}"] = scene.entry
    return found


def _points(program: Program, items: Items) -> dict[str, list[int]]:
    """Where each item would be had: of an option the points where it is offered."""
    found: dict[str, list[int]] = {}
    for point, numbers in items.at_point.items():
        for number in numbers:
            found.setdefault(items.all[number].key, []).append(point)
    for place in destinations(program):
        if place.kind == "option":
            found.setdefault(f"option {place.id}", []).extend(place.points)
    return found


def _parent(kind: str, id: str) -> str:
    """The key of what a way of words belongs to: its line, its option, its scene."""
    if kind != "line":
        return ""
    head, _, last = id.rpartition(".")
    if not last.startswith("way"):
        return ""
    home, _, part = head.rpartition(".")
    if part in ("words", "locked", "about"):
        return f"option {home}"
    if home.startswith("memory ") and part in ("surfaced", "recovered"):
        return f"{home} {part}"
    if part == "manner":
        return f"line {home}"
    return f"scene {home}" if part in ("place", "time") else f"line {head}"


def _one(alone: dict[str, set[int]], points: list[int], own: str) -> str:
    """The one that shuts these points off by itself, if there is one."""
    for key, left in alone.items():
        if key != own and not any(point in left for point in points):
            return key
    return SEVERAL


def _root(found: dict[str, str], key: str) -> str:
    """What the last in a chain follows from; of two that follow from each other, the first met."""
    seen = {key}
    while key in found and found[key] not in seen:
        key = found[key]
        seen.add(key)
    return key
