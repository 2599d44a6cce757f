"""A text as its author typed it between quotation marks: literal words and what varies among them.

Emphasis is kept as two private characters in the literals (`EMPHASIS`, `STRONG` open, `CLOSE` closes), so that a
text is one string until it is shown; `game.play.words` turns them into spans. No author can type them: they are refused.
"""

from __future__ import annotations

from typing import Literal

from game.language.expressions import Expression
from game.text.source import NOWHERE, Frozen, Span

EMPHASIS, STRONG, CLOSE = "\ue000", "\ue001", "\ue002"

SHUFFLED = 64
"""How many readings of random words are told apart before they come round."""


class Show(Frozen, frozen=True, tag=True):
    """`{heat}`: a value, or a phrase. Resolved: `values` holds the words (enum, set), `kind` how they print."""

    value: Expression
    kind: Literal["", "number", "enum", "set"] = ""
    values: tuple[str, ...] = ()
    span: Span = NOWHERE


class IfWords(Frozen, frozen=True, tag=True):
    """`{if heat >= 4? They are close.|Nobody follows.}`

    Resolved, its `number` tells it from equal words that `span` does not: quotation marks may hide a column.
    """

    test: Expression
    then: Text
    otherwise: Text
    span: Span = NOWHERE
    number: int = 0


class MatchWords(Frozen, frozen=True, tag=True):
    """`{match cover? intact = Daniel|doubted = Mr Marsh|Mason}`. Resolved cases are ranges of numbers; `number` as above."""

    subject: Expression
    cases: tuple[MatchCase, ...]
    otherwise: Text
    span: Span = NOWHERE
    number: int = 0


class MatchCase(Frozen, frozen=True):
    """A value as typed (a word, a number or `1..3`), and its words; resolved, the numbers low to high."""

    value: str
    words: Text
    span: Span = NOWHERE
    low: int = 0
    high: int = 0


class Plural(Frozen, frozen=True, tag=True):
    """`{plural count(tools): tool|tools}`. Resolved: every part has its category, and `language` says by whose rules."""

    count: Expression
    words: tuple[PluralWords, ...]
    language: str = ""
    span: Span = NOWHERE


class PluralWords(Frozen, frozen=True):
    """The words for a category of numbers; as typed, the category is "" where none was named."""

    category: str
    words: Text
    span: Span = NOWHERE


class Vary(Frozen, frozen=True, tag=True):
    """`{first|second}` (""), `{&a|b}`, `{~a|b}`, `{!only once}`. Resolved: `slot` counts the times it was shown."""

    sign: Literal["", "&", "~", "!"]
    choices: tuple[Text, ...]
    slot: str = ""
    span: Span = NOWHERE
    place: str = ""
    """Where words that do not count are drawn from: the same wherever the story lies."""


Part = str | Show | IfWords | MatchWords | Plural | Vary


class Text(Frozen, frozen=True):
    """The parts of a text, in order."""

    parts: tuple[Part, ...]
    span: Span = NOWHERE


EMPTY = Text(())
