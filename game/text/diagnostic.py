"""An author's mistake, as a value."""

from __future__ import annotations

from typing import Literal

import msgspec

from game.text.source import Span

Severity = Literal["error", "warning"]


class Diagnostic(msgspec.Struct, frozen=True):
    """One mistake: its permanent code in the catalogue, what is wrong, where, and what to write instead."""

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = "error"


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any of these keeps the story from being played."""
    return any(each.severity == "error" for each in diagnostics)
