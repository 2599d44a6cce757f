"""Claims: what an author says must be true of the story, from YAML to the model. Nothing is judged here."""

from __future__ import annotations

import re
from typing import Literal

from game.language.conditions import parse_expression
from game.language.declarations import Gathering
from game.language.expressions import Expression, Words
from game.language.fields import excerpt, read_mapping, read_scalar
from game.language.identifiers import check_id, did_you_mean, ending_meant
from game.language.knowledge import Claim
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar, YamlNode
from game.text.source import Span

FORMS = (
    "always P", "never P", "never P before Q", "P is possible", "each lead reaches {…}",
    "always an ending can be reached",
)  # fmt: skip
"""Every form of a claim, as its author writes it."""

_LIVES = re.compile(r"\s*always\s+an\s+ending\s+can\s+be\s+reached\s*\Z")
_NEARLY_LIVES = re.compile(r"\s*always\s+an?\s+ending\b")
_REACHES = re.compile(r"\s*each\s+lead\s+reaches\b")
_POSSIBLE = re.compile(r"\s+is\s+possible\Z")
_FORM_WORD = re.compile(r"\s*(always|never)\b(?![.(])")
_TOKEN = re.compile(r"[^\W\d][\w.]*|\d+|[=!<>]=|\S")
LONGEST_TAIL = 60
"""Within how many characters from the end “is possible” must stand, spaces and all."""

_FIRST_WORD = re.compile(r"\s*(\w+)")
_OPERATORS = frozenset(
    {"and", "or", "not", "in", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "(", "{", ",", "at"}
)
"""After these a value follows, so that `before` after one of them is a value too."""


def parse_claims(node: YamlNode, story: Gathering) -> None:
    """`claims: {no_dead_end: always an ending can be reached}`. The endings must be known."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`claims`", mistakes)
    for key, value in () if mapping is None else mapping.entries:
        loud = [] if key.broken or value.broken else mistakes
        name = check_id(key, "a claim", loud)
        scalar = read_scalar(value, f"the claim “{name}”", loud)
        fresh = story.claimed.enter(name, "a claim", key.span, loud)
        claim = None if scalar is None else parse_claim(name, scalar, key.span, loud, [*story.ends.known])
        if claim is not None and fresh:
            story.claims.append(claim)


def parse_claim(name: str, node: Scalar, span: Span, mistakes: list[Diagnostic], endings: list[str]) -> Claim | None:
    """One claim, or None after adding one mistake.

    ```
    claim = "always" or | "never" or [ "before" or ] | or "is" "possible"
          | "each" "lead" "reaches" "{" ending { "," ending } "}" | "always" "an" "ending" "can" "be" "reached"
    ```
    """
    text = node.value
    if _LIVES.match(text):
        return Claim(id=name, form="lives", span=span)
    if match := _REACHES.match(text):
        return _reaching(name, node, match.end(), span, mistakes, endings)
    if (match := _FORM_WORD.match(text)) and not _NEARLY_LIVES.match(text):
        start = match.end()
        if match[1] == "never" and (parts := _parted(text, start)) is not None:
            middle, after = parts
            holds = parse_expression(node, mistakes, start, middle)
            before = parse_expression(node, mistakes, after)
            return _claim(name, "before", span, holds, before)
        holds = parse_expression(node, mistakes, start)
        return _claim(name, "always" if match[1] == "always" else "never", span, holds)
    body = text.rstrip()
    if match := _POSSIBLE.search(body, max(0, len(body) - LONGEST_TAIL)):
        return _claim(name, "possible", span, parse_expression(node, mistakes, 0, match.start()))
    first = _FIRST_WORD.match(text)
    meant = did_you_mean(first[1], ("always", "never", "each")) if first else ""
    wrote, forms = excerpt(text), "; ".join(f"“{form}”" for form in FORMS)
    where = node.span_of(len(body) - len(body.lstrip()), len(body))
    mistakes.append(diagnostic("T070", where, hint=meant or None, wrote=wrote, forms=forms))
    return None


def _claim(
    name: str,
    form: Literal["always", "never", "before", "possible"],
    span: Span,
    holds: Expression | None,
    *before: Expression | None,
) -> Claim | None:
    """A claim whose every part could be read."""
    if holds is None or None in before:
        return None
    return Claim(id=name, form=form, holds=holds, before=before[0] if before else None, span=span)


def _parted(text: str, start: int) -> tuple[int, int] | None:
    """Where the `before` of `never P before Q` begins and ends. One that stands for a value is none."""
    value = True
    for token in _TOKEN.finditer(text, start):
        word = token[0]
        if word == "before" and not value:
            return token.start(), token.end()
        # `mod` is a word of its own only where a sign may stand: a variable may be called so.
        value = word in _OPERATORS or (word == "mod" and not value)
    return None


def _reaching(
    name: str, node: Scalar, start: int, span: Span, mistakes: list[Diagnostic], endings: list[str]
) -> Claim | None:
    """`each lead reaches {returned, named}`."""
    tree = parse_expression(node, mistakes, start)
    if tree is None:
        return None
    if not isinstance(tree, Words) or not tree.names:
        mistakes.append(diagnostic("T072", node.span_of(start, len(node.value))))
        return None
    for each in tree.names:
        if each.name not in endings:
            mistakes.append(diagnostic("S053", each.span, hint=ending_meant(each.name, endings), name=each.name))
    return Claim(id=name, form="reaches", endings=tuple(each.name for each in tree.names), span=span)
