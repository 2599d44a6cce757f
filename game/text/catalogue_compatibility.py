"""Mistakes of compatibility: old ids that lead saved games astray, or that no saved game can hold.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (C005, …), a title, the message and, if it
helps, a hint, why it is a mistake, and two examples, as in the other families.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import example

ASKED = '- "{heat} {noise}"'


def _ids(many: int) -> str:
    """So many ids, by commas."""
    return ", ".join(f"old{number}" for number in range(many))


ENTRIES = [
    Entry(
        code="C001",
        title="An old id that is today's",
        message="“{id}” is what this is called today, so it is no old id",
        hint="write what it was called before, or leave `was:` out",
        why="Saved games find a thing by the id of today first. `was:` gives the ids that it no longer has.",
        wrong=example("variables: {heat: {of: 0..6, was: [heat]}, noise: 0..2}\n", ASKED),
        right=example("variables: {heat: {of: 0..6, was: [alarm]}, noise: 0..2}\n", ASKED),
        severity="warning",
    ),
    Entry(
        code="C002",
        title="Two things that exchange their ids",
        message="“{one}” and “{other}” each claim the other's id as an old one",
        hint="give one of the two an id that neither ever had",
        why="A saved game that holds either id may be from before or after the exchange, and nobody could tell which.",
        wrong=example("variables: {heat: {of: 0..6, was: [noise]}, noise: {of: 0..2, was: [heat]}}\n", ASKED),
        right=example("variables: {heat: {of: 0..6, was: [alarm]}, noise: 0..2}\n", ASKED),
    ),
    Entry(
        code="C003",
        title="An old id that no saved game holds",
        message="no saved game holds the id of {what}, so `was:` says nothing here",
        hint="leave `was:` out",
        why="Saved games hold ids of leads, scenes, moves, variables, memories, endings and what is told. Others may change freely.",
        wrong=example("cast: {orlick: {name: Bernard Orlick, was: [olick]}}\n", "- orlick: Rain."),
        right=example("cast: {orlick: {name: Bernard Orlick}}\n", "- orlick: Rain."),
        severity="warning",
    ),
    Entry(
        code="C004",
        title="An old id that is a label",
        message="“{id}” claims the old id “{old}”, and a label of that scene is called so today",
        hint="rename the label, or take it out of `was:`",
        why="A saved game keeps its place by the nearest option or label. One that stands at the label would be moved.",
        wrong=example("", "- label: asking\n  choose:\n    wait: {do: Wait., was: [asking]}\n    go: Go."),
        right=example("", "- label: asking\n  choose:\n    wait: {do: Wait., was: [stay]}\n    go: Go."),
    ),
    Entry(
        code="C005",
        title="Too many old ids",
        message="with the scenes' own old ids, the moves of the story have more than {most} old ids",
        hint="keep those by which saved games are still about",
        why="A move may be known by each of its old ids in each of its scene's. So many could not be looked through.",
        wrong=example("", f"- choose: {{go: {{do: Go., was: [{_ids(400)}]}}}}").replace(
            "scene: hall\n", f"scene: hall\nwas: [{_ids(400)}]\n"
        ),
        right=example("", "- choose: {go: {do: Go., was: [a1, a2]}}").replace(
            "scene: hall\n", "scene: hall\nwas: [b1, b2]\n"
        ),
    ),
]
