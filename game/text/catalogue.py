"""The catalogue of mistakes: every code with its message, why it is a mistake, a wrong example and a right one.

The entries stand in one module a family, `game.text.catalogue_yaml` and so on, found by a code's first letter and
imported only when a mistake of theirs is reported or explained. Documentation and tests are made from the same entries.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from textwrap import fill
from typing import Any

import msgspec

from game.text.diagnostic import Diagnostic, Severity
from game.text.examples import abridged
from game.text.source import Span

FAMILIES = {
    "Y": "yaml",
    "S": "structure",
    "N": "names",
    "T": "types",
    "X": "text",
    "F": "flow",
    "M": "memory",
    "C": "compatibility",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of mistake. A code is permanent: it is never given to another mistake, nor used again.

    `message` and `hint` are `str.format` templates (a brace of their own is doubled) over the words that
    `diagnostic` is given. `wrong` and `right` are whole small stories in one file: a test reads `wrong`, and the only
    mistake found in it is this one; it reads `right`, and none is found.
    """

    code: str
    title: str
    message: str
    why: str
    wrong: str
    right: str
    hint: str = ""
    severity: Severity = "error"


def diagnostic(
    code: str, span: Span, /, hint: str | None = None, severity: Severity | None = None, **words: Any
) -> Diagnostic:
    """The mistake with this code at this place; `words` fill the entry's message and, where no hint is given, its hint.

    KeyError for a code that is not in the catalogue, or a word that is missing: those are mistakes of ours.
    """
    entry = _family(code[:1])[code]
    return Diagnostic(
        code=code,
        message=entry.message.format(**words),
        span=span,
        hint=entry.hint.format(**words) if hint is None else hint,
        severity=severity or entry.severity,
    )


def lookup(code: str) -> Entry | None:
    """The entry of a code, in either letter case, or None."""
    code = code.strip().upper()
    return _family(code[0]).get(code) if code[:1] in FAMILIES else None


def entries() -> list[Entry]:
    """Every entry, family by family, in order of code."""
    return [entry for letter in FAMILIES for _, entry in sorted(_family(letter).items())]


def explain(code: str) -> str:
    """One entry as text for the terminal. A code that is unknown gives a line that says so; never raises."""
    entry = lookup(code)
    if entry is None:
        return f"There is no mistake with the code {code.strip()!r}."
    parts = [f"{entry.code}: {entry.title}", fill(entry.why, 80), "Wrong:", _indented(entry.wrong)]
    return "\n\n".join([*parts, "Right:", _indented(entry.right)]) + "\n"


def _indented(example: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in abridged(example.strip("\n")).split("\n"))


@cache
def _family(letter: str) -> dict[str, Entry]:
    """The entries of a family by code. Imported late: a story without mistakes needs none of them."""
    module = import_module(f"game.text.catalogue_{FAMILIES[letter]}")
    listed: list[Entry] = module.ENTRIES
    by_code = {entry.code: entry for entry in listed}
    assert len(by_code) == len(listed), f"a code stands twice in the family {FAMILIES[letter]}"
    return by_code
