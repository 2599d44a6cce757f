"""Moves: the ids of options and of fate's branches, and the old ids by which saves may know them."""

from __future__ import annotations

import re

from game.language.fields import excerpt, read_list
from game.language.identifiers import REFUSED_TO_OPTIONS, check_id
from game.language.reading import Reading
from game.text.catalogue import diagnostic
from game.text.nodes import Scalar, YamlNode


def enter_move(key: Scalar, what: str, reading: Reading) -> None:
    """Take an option's or a branch's id in its scene; `what` is "an option"."""
    check_id(key, what, reading.mistakes, REFUSED_TO_OPTIONS)
    reading.names.enter(key.value, what, key.span, reading.mistakes)
    reading.moves.known.setdefault(f"{reading.scene}.{key.value}", (what, key.span))


def parse_former_moves(node: YamlNode, reading: Reading, name: str = "") -> tuple[str, ...]:
    """`was:` of an option or a branch: `scene.id`, or `id` for one of the same scene. As typed.

    `name` is the id of today.
    """
    found = []
    for scalar in read_list(node, "`was`", reading.mistakes):
        parts = scalar.value.split(".")
        if scalar.broken or not (len(parts) <= 2 and all(re.fullmatch(r"\w+", part) for part in parts)):
            reading.of(scalar).mistakes.append(diagnostic("S034", scalar.span, wrote=excerpt(scalar.value)))
            continue
        found.append(scalar.value)
        full = scalar.value if len(parts) == 2 else f"{reading.scene}.{scalar.value}"
        if not scalar.broken:
            reading.moves.claim(full, scalar.span, f"{reading.scene}.{name}" if name else "")
    return tuple(found)
