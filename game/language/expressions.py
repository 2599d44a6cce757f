"""Conditions and numbers: the tree of an expression, first with names, then with slots.

The parser makes `Constant`, `Name`, `Ask`, `Words`, `Not`, `Negate` and `Binary`. The resolver turns every
name into a `Read` of a slot or a `Constant`, so that what is compiled holds numbers alone.
"""

from __future__ import annotations

from game.text.source import NOWHERE, Frozen, Span


class Constant(Frozen, frozen=True, tag=True):
    """A whole number; `true` and `false` are 1 and 0 with `truth` set."""

    value: int
    truth: bool = False
    span: Span = NOWHERE


class Name(Frozen, frozen=True, tag=True):
    """A bare word: a variable, a define, or a value of what it is compared with. May be dotted."""

    name: str
    span: Span = NOWHERE


class Ask(Frozen, frozen=True, tag=True):
    """A question of the story's memory: `visits(kitchen)`, `chose(kitchen.wait)`, `count(tools)`."""

    question: str
    about: str
    span: Span = NOWHERE
    about_span: Span = NOWHERE


class Words(Frozen, frozen=True, tag=True):
    """`{doubted, blown}` after `in`."""

    names: tuple[Name, ...]
    span: Span = NOWHERE


class Not(Frozen, frozen=True, tag=True):
    """`not x`."""

    of: Expression
    span: Span = NOWHERE


class Negate(Frozen, frozen=True, tag=True):
    """`-x`."""

    of: Expression
    span: Span = NOWHERE


class Binary(Frozen, frozen=True, tag=True):
    """Two sides and one of `or and == != < <= > >= in + - * / mod`. `/` rounds down; both divide by a constant.

    The resolver makes `&` and `|` of two sets: what both hold, what either does."""

    operator: str
    left: Expression
    right: Expression
    span: Span = NOWHERE


class Read(Frozen, frozen=True, tag=True):
    """The value of a slot, by the slot's name. Made by the resolver."""

    slot: str


class Count(Frozen, frozen=True, tag=True):
    """How many bits are set in a set. Made by the resolver."""

    of: Expression


class Has(Frozen, frozen=True, tag=True):
    """Whether any bit of `mask` is set: `torch in tools`, or `cover in {…}` as a shift. Made by the resolver.

    With `value`, whether bit number `value` is set in `mask`.
    """

    mask: int
    of: Expression
    by_value: bool = False


Expression = Constant | Name | Ask | Words | Not | Negate | Binary | Read | Count | Has


def span_of(tree: Expression) -> Span:
    """Where an author's expression stands: from its leftmost part to its rightmost."""
    match tree:
        case Binary():
            first, last = span_of(tree.left), span_of(tree.right)
            return Span(first.file, first.line, first.column, last.end_line, last.end_column)
        case Not() | Negate():
            last = span_of(tree.of)
            return Span(tree.span.file, tree.span.line, tree.span.column, last.end_line, last.end_column)
        case Constant() | Name() | Ask() | Words():
            return tree.span
        case _:
            raise TypeError(f"not an author's expression: {tree!r}")


def holds_count(tree: Expression) -> bool:
    """Whether a visit count or a count of turns stands anywhere in a resolved expression of numbers."""
    match tree:
        case Read(slot):
            return slot.startswith(("visits(", "turns_since("))
        case Binary(operator="+" | "-" | "*" | "/" | "mod"):
            return holds_count(tree.left) or holds_count(tree.right)
        case Negate():
            return holds_count(tree.of)
        case _:
            return False
