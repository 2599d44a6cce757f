"""Passages: a block of prose, split into paragraphs of narration and speech."""

from __future__ import annotations

import re
from collections.abc import Collection

from game.language.inline import parse_text
from game.language.leftovers import warn_of_leftovers
from game.language.model import Paragraph
from game.language.texts import Text
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar
from game.text.source import Span
from game.text.spelling import nearest

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
"""A brace, or what a backslash keeps from being one."""

_NEARLY = re.compile(r"\s*(?P<name>[^\W\d]\w*)(?:[ \t]*\([^()\n]*\))?:(?P<space>\s|\Z)?(?!//)")
_SPEAKER = re.compile(r"\s*(?P<name>[^\W\d]\w*)(?:[ \t]*\((?P<manner>[^()\n]*)\))?:(?=\s|\Z)")


def parse_passage(node: Scalar, speakers: Collection[str], mistakes: list[Diagnostic]) -> tuple[Paragraph, ...]:
    """The paragraphs of a passage, in order.

    A blank line starts a new paragraph and other line ends are spaces. A line that begins with `id:` or `id (manner):`,
    the id one of `speakers`, opens speech, up to the next blank line or speaker. Lines inside an open brace are neither.
    """
    found: list[Paragraph] = []
    warn_of_leftovers(node, mistakes)
    for start, end, opens in _paragraphs(node.value, speakers):
        if not opens:
            text = parse_text(node, mistakes, start, end)
            found.append(Paragraph(text=text, span=_span(node, start, end)))
            _warn_of_near_miss(node, start, end, speakers, mistakes)
            continue
        match = _SPEAKER.match(node.value, start, end)
        assert match is not None
        manner: Text | None = None
        if match["manner"] is not None:
            manner = parse_text(node, mistakes, match.start("manner"), match.end("manner"))
        if not node.value[match.end() : end].strip():
            mistakes.append(diagnostic("X008", node.span_of(match.start("name"), match.end()), speaker=match["name"]))
            continue
        text = parse_text(node, mistakes, match.end(), end)
        _warn_of_near_miss(node, node.value.find("\n", match.end(), end) + 1 or end, end, speakers, mistakes)
        found.append(Paragraph(text=text, speaker=match["name"], manner=manner, span=_span(node, start, end)))
    return tuple(found)


def _span(node: Scalar, start: int, end: int) -> Span:
    value = node.value
    while start < end and value[start].isspace():
        start += 1
    while end > start and value[end - 1].isspace():
        end -= 1
    return node.span_of(start, end)


def _paragraphs(value: str, speakers: Collection[str]) -> list[tuple[int, int, bool]]:
    """Where each paragraph starts and ends (from 0, exclusive), and whether it opens with a speaker."""
    found: list[tuple[int, int, bool]] = []
    start, spoken, depth, at = -1, False, 0, 0
    for line in value.splitlines(keepends=True):
        match = _SPEAKER.match(line) if depth == 0 else None
        opens = match is not None and match["name"] in speakers
        blank = not line.strip()
        if start >= 0 and (blank or opens):
            found.append((start, at, spoken))
            start = -1
        if start < 0 and not blank:
            start, spoken = at, opens
        depth = _depth_after(line, depth)
        at += len(line)
    if start >= 0:
        found.append((start, at, spoken))
    return found


def _depth_after(line: str, depth: int) -> int:
    """How many braces are open after a line; a blank line inside braces ends them, so that one slip stays one."""
    if not line.strip():
        return 0
    for sign in _BRACE.findall(line):
        if sign == "{":
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
    return depth


def _warn_of_near_miss(
    node: Scalar, start: int, end: int, speakers: Collection[str], mistakes: list[Diagnostic]
) -> None:
    """A line that opens like a speech by nobody, but nearly by somebody, gets a warning; so does a colon without a space."""
    if ":" not in node.value[start:end]:
        return
    at = start
    for line in node.value[start:end].splitlines(keepends=True):
        match = _NEARLY.match(node.value, at, end)
        at += len(line)
        if match is None:
            continue
        exact = match["name"] if match["name"] in speakers else None
        meant = exact or (nearest(match["name"], speakers) if match["space"] else None)
        if meant is None:
            continue
        span = node.span_of(match.start("name"), match.end("name"))
        mistakes.append(diagnostic("X009", span, wrote=match["name"], meant=meant))
