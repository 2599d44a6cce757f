"""Mistakes of claims: a part of the family of types and conditions, T070 to T089."""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import example

HEAT = "variables: {heat: 0..6}\n"
ASKED = "- set: heat += 1\n- if: heat >= 4\n  then: They are close."

ENTRIES = [
    Entry(
        code="T070",
        title="A claim that has none of the six forms",
        message="“{wrote}” is no claim; there are {forms}",
        hint="begin with `always`, `never` or `each lead reaches`, or end with `is possible`",
        why="A claim is judged over all that can be played, so it says how: always, never, or at least once.",
        wrong=example(HEAT + "claims: {fair: heat <= 5}\n", ASKED),
        right=example(HEAT + "claims: {fair: always heat <= 5}\n", ASKED),
    ),
    Entry(
        code="T071",
        title="A question for claims alone",
        message="“{asked}” can be asked in claims only",
        hint="in a script, ask `visits(…)`, or store what matters in a variable",
        why="Claims look at a story from outside, and may ask which scene is being played and how the game ended.",
        wrong=example("", "- if: at hall\n  then: A draught."),
        right=example("claims: {seen: at hall is possible}\n", "- if: visits(hall) >= 1\n  then: A draught."),
    ),
    Entry(
        code="T072",
        title="Endings that are not listed",
        message="which endings each lead reaches is said in braces",
        hint="write `each lead reaches {{returned, named}}`",
        why="The claim names the endings that every lead must be able to come to.",
        wrong=example("claims: {both: each lead reaches done}\n", "- Rain."),
        right=example('claims: {both: "each lead reaches {done}"}\n', "- Rain."),
    ),
]
