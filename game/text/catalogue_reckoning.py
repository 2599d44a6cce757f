"""Mistakes of reckoning, of the family T: what cannot be divided. `catalogue_types` says how to add one."""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import example

RECKONING = [
    Entry(
        code="T090",
        title="Division by what may be zero",
        message="“{operator}” divides by a number from 1 on that is written out, and this is none",
        hint="write the number itself, or ask by match: with ranges",
        why="So nothing is ever divided by zero, and it stays known which values can come out.",
        wrong=example("variables: {heat: 0..6, share: 0..3}\n", "- if: heat / share >= 2\n  then: They are close."),
        right=example("variables: {heat: 0..6}\n", "- if: heat / 3 >= 2\n  then: They are close."),
    ),
]
