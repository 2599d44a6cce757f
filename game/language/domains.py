"""Domains: what a variable may be, as its declaration says."""

from __future__ import annotations

import re
from typing import Any

from game.language.conditions import LARGEST, RESERVED
from game.language.model import Domain, Enum, Number, SetOf, YesNo
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar

_RANGE = re.compile(r"\s*(-?\d{1,12})\s*\.\.\s*(-?\d{1,12})\s*\Z")
_WORD = re.compile(r"\w+\Z")
MOST_WORDS = 256
"""How many words an enum or a set may have."""


def parse_domain(node: Scalar, mistakes: list[Diagnostic]) -> tuple[Domain, int] | None:
    """A variable's domain and its start, coded as the domain says; None after adding one mistake.

    ```
    declaration = "true" | "false" | domain [ "=" start ]
    domain      = low ".." high | word { "|" word } | "set of" word { "," word }
    ```
    Without a start: a range's low end, an enum's first word, the empty set.
    """

    def refuse(code: str, **words: Any) -> tuple[Domain, int] | None:
        mistakes.append(diagnostic(code, node.span, **words))
        return None

    text = node.value.strip()
    if text in ("true", "false"):
        return YesNo(), int(text == "true")
    written, equals, start = (part.strip() for part in text.partition("="))
    if match := _RANGE.match(written):
        low, high = int(match[1]), int(match[2])
        if low > high or max(abs(low), abs(high)) > LARGEST:
            return refuse("T021", low=low, high=high)
        if not equals:
            return Number(low, high), low
        if not re.fullmatch(r"-?\d{1,12}", start) or not low <= int(start) <= high:
            return refuse("T022", start=start, domain=written)
        return Number(low, high), int(start)
    is_set = re.match(r"set of\b", written) is not None
    listed = written[6:].split(",") if is_set else written.split("|")
    words = tuple(word.strip() for word in listed)
    bad = next((word for word in words if not _WORD.match(word) or word in RESERVED), None)
    if bad is not None or (len(words) < 2 and not is_set) or len(words) > MOST_WORDS:
        return refuse("T020", wrote=text)
    twice = next((word for word in words if words.count(word) > 1), None)
    if twice is not None:
        return refuse("T023", word=twice)
    chosen = [word.strip() for word in start.split(",")] if equals and start else []
    unknown = next((word for word in chosen if word not in words), None)
    if unknown is not None or (equals and not is_set and len(chosen) != 1):
        return refuse("T022", start=start, domain=written)
    if is_set:
        return SetOf(words), sum(1 << words.index(word) for word in set(chosen))
    return Enum(words), words.index(chosen[0]) if chosen else 0
