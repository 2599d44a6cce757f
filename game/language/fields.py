"""Fields: typed reading of YAML nodes, one function a kind of value.

Each reports one mistake where the node is of another kind, and then gives what does least harm: None, "" or an empty
text. Nothing is reported of a node that the reader has reported already. `what` names the thing: "a title", "`tags`".
"""

from __future__ import annotations

from collections.abc import Collection

from game.language.conditions import parse_expression
from game.language.expressions import Constant, Expression
from game.language.identifiers import did_you_mean
from game.language.inline import parse_text
from game.language.texts import EMPTY, Text
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.source import Span

UNKNOWN_CONDITION = Constant(1, truth=True)
"""Stands for a condition that could not be read: nothing is concluded from its absence."""


def is_missing(node: YamlNode) -> bool:
    """Whether nothing was typed here: `key:` and then the end of the line."""
    return isinstance(node, Scalar) and node.value == "" and node.style == ""


def describe(node: YamlNode) -> str:
    """What YAML saw, for a message."""
    match node:
        case Mapping(entries=entries):
            return f"a mapping with the key “{entries[0][0].value}”" if entries else "an empty mapping"
        case Sequence():
            return "a list"
        case Scalar(value=value):
            return f"the text “{excerpt(value)}”" if value else "nothing"


def excerpt(value: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(value.split())
    return line if len(line) <= 40 else line[:39] + "…"


def read_scalar(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> Scalar | None:
    """A text that is there, and no list or mapping."""
    if isinstance(node, Scalar) and node.value.strip():
        return node
    if not node.broken:
        if not isinstance(node, Scalar):
            mistakes.append(diagnostic("S003", first_line(node.span), what=what, wanted="a text", seen=describe(node)))
        elif node.comment is not None:
            mistakes.append(_lost_words(node, node.comment))
        else:
            mistakes.append(diagnostic("S018", node.span, what=what))
    return None


def read_mapping(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> Mapping | None:
    """A mapping with at least one key."""
    if isinstance(node, Mapping) and node.entries:
        return node
    if not node.broken:
        if is_missing(node) or isinstance(node, Mapping):
            mistakes.append(diagnostic("S018", node.span, what=what))
        else:
            span = first_line(node.span)
            mistakes.append(diagnostic("S003", span, what=what, wanted="keys with values", seen=describe(node)))
    return None


def read_text(node: YamlNode, what: str, mistakes: list[Diagnostic], *, folded: bool = True) -> Text:
    """Prose with what varies in it. Refuses a comment that swallowed words, and `>` unless `folded`."""
    scalar = read_prose(node, what, mistakes, folded=folded)
    return EMPTY if scalar is None else parse_text(scalar, mistakes)


def read_prose(node: YamlNode, what: str, mistakes: list[Diagnostic], *, folded: bool = True) -> Scalar | None:
    """A text that is prose, not parsed yet."""
    scalar = read_scalar(node, what, mistakes)
    if scalar is None or scalar.broken:
        return None
    if scalar.comment is not None:
        mistakes.append(_lost_words(scalar, scalar.comment))
    if scalar.style == ">" and not folded:
        mistakes.append(diagnostic("S024", first_line(scalar.span)))
    return scalar


def _lost_words(scalar: Scalar, comment: Span) -> Diagnostic:
    words = scalar.source.lines[comment.line - 1][comment.column - 1 : comment.end_column - 1]
    return diagnostic("Y007", comment, words=excerpt(words))


def read_plain(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> str:
    """Prose that is taken as it stands, such as a name or a title; "" where there is none."""
    scalar = read_prose(node, what, mistakes)
    return "" if scalar is None else " ".join(scalar.value.split())


def read_word(node: YamlNode, what: str, allowed: Collection[str], mistakes: list[Diagnostic]) -> str:
    """One of some words, or "" ."""
    scalar = read_scalar(node, what, mistakes)
    if scalar is None or scalar.value in allowed:
        return "" if scalar is None else scalar.value
    if not scalar.broken:
        hint = did_you_mean(scalar.value, allowed) or None
        listed = ", ".join(allowed)
        mistakes.append(
            diagnostic("S007", scalar.span, hint=hint, what=what, wrote=excerpt(scalar.value), allowed=listed)
        )
    return ""


def read_flag(node: YamlNode, what: str, mistakes: list[Diagnostic], *, otherwise: bool) -> bool:
    """`true` or `false`; `otherwise` where it is neither."""
    scalar = read_scalar(node, what, mistakes)
    if scalar is not None and scalar.value in ("true", "false"):
        return scalar.value == "true"
    if scalar is not None and not scalar.broken:
        mistakes.append(diagnostic("S006", scalar.span, what=what, wrote=excerpt(scalar.value)))
    return otherwise


def read_list(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> list[Scalar]:
    """Texts: a list of them, or one alone."""
    items = node.items if isinstance(node, Sequence) else [node]
    if not items and not node.broken:
        mistakes.append(diagnostic("S018", node.span, what=what))
    scalars = [read_scalar(item, what, mistakes) for item in items]
    return [scalar for scalar in scalars if scalar is not None]


def read_condition(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> Expression:
    """A condition, or a stand-in for one that could not be read."""
    tree = read_expression(node, what, mistakes)
    return UNKNOWN_CONDITION if tree is None else tree


def read_expression(node: YamlNode, what: str, mistakes: list[Diagnostic]) -> Expression | None:
    """A condition or a value, or None."""
    # An empty one has a mistake of its own.
    scalar = node if isinstance(node, Scalar) else read_scalar(node, what, mistakes)
    return None if scalar is None or scalar.broken else parse_expression(scalar, mistakes)


def check_keys(mapping: Mapping, known: Collection[str], what: str, mistakes: list[Diagnostic], hint: str = "") -> bool:
    """Report the keys that `what` ("an option") does not have; whether there was none of them."""
    if mapping.broken:
        return False
    strangers = [key for key, _ in mapping.entries if key.value not in known and not key.broken]
    for key in strangers:
        meant = did_you_mean(key.value, known, hint) or None
        listed = ", ".join(f"`{each}`" for each in known)
        span = first_line(key.span)
        mistakes.append(diagnostic("S001", span, hint=meant, key=excerpt(key.value), place=what, known=listed))
    return not strangers


def require(mapping: Mapping, keys: Collection[str], what: str, span: Span, mistakes: list[Diagnostic]) -> None:
    """Report, at `span`, the keys that `what` lacks, in one message."""
    missing = [key for key in keys if mapping.get(key) is None]
    if missing and not mapping.broken:
        mistakes.append(diagnostic("S005", span, what=what, keys=" and ".join(f"`{key}:`" for key in missing)))


def first_line(span: Span) -> Span:
    """A span of one line as it is, and of a longer one its first character: carets under a whole block tell nothing."""
    if span.line == span.end_line:
        return span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)
