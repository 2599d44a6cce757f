"""Compatibility: old ids that would lead a saved game astray, as far as a story's form shows it."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.model import Story
from game.language.slots import former_ids
from game.language.walk import every_step, moves_of, scripted
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic


def check_compatibility(story: Story) -> Iterator[Diagnostic]:
    """Old ids of options and branches by which saves know a label of today.

    A save keeps the nearest id before a place, be it a move or a label, so both share one set of old names.
    """
    labels = {f"{each.id}.{step.label}" for each in scripted(story) for step in every_step(each.script) if step.label}
    for each in scripted(story):
        for move in moves_of(each.script):
            for old in former_ids(each.id, (), move.id, move.was) if move.was else ():
                if old in labels:
                    yield diagnostic("C004", move.span, id=move.id, old=old.rpartition(".")[2])
