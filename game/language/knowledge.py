"""What a story knows of its own telling: links and truths, what was told, what is handed on, what must be true.

Frozen, positioned values like the rest of the model; an id is a plain string.
"""

from __future__ import annotations

from typing import Literal

from game.language.expressions import Expression
from game.language.positioned import Node
from game.language.texts import Text
from game.text.source import NOWHERE, Span


class LinkReading(Node, frozen=True, kw_only=True):
    """One way to understand a link: its words, and the truth and value for which it argues ("" for none)."""

    id: str
    text: Text
    truth: str = ""
    value: str = ""
    truth_span: Span = NOWHERE
    value_span: Span = NOWHERE
    was: tuple[str, ...] = ()


class Link(Node, frozen=True, kw_only=True):
    """Two fragments that belong together, and how that may be read. `wrong` is said while one is only surfaced.

    Where it could not be told which two they are, both are "" and `joined_at` is None.
    """

    id: str
    joins: tuple[str, str]
    readings: tuple[LinkReading, ...]
    wrong: Text | None = None
    joined_at: tuple[Span, Span] | None = None
    """Where the two are named."""
    was: tuple[str, ...] = ()


class Truth(Node, frozen=True, kw_only=True):
    """What the links argue about: its values, the first the start; settled as soon as `settles_at` argue for one."""

    id: str
    values: tuple[str, ...]
    settles_at: int
    was: tuple[str, ...] = ()


class Told(Node, frozen=True, kw_only=True):
    """What one person may tell another. A lie has a life of its own: untold, live, suspected, exposed, confessed."""

    id: str
    by: str
    to: str
    text: Text
    lie: bool = False
    was: tuple[str, ...] = ()


class Heirloom(Node, frozen=True, kw_only=True):
    """The name of a variable or a truth that a finished game hands on (`legacy`)."""

    name: str


class Claim(Node, frozen=True, kw_only=True):
    """What the author says must be true. `holds` and `before` are the conditions of its form, where it has them.

    always: `always P`. never: `never P`. before: `never P before Q`. possible: `P is possible`.
    reaches: `each lead reaches {…}`. lives: `always an ending can be reached`.
    """

    id: str
    form: Literal["always", "never", "before", "possible", "reaches", "lives"]
    holds: Expression | None = None
    before: Expression | None = None
    endings: tuple[str, ...] = ()
