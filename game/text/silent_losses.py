"""What YAML reads without complaint and not as its author meant: words dropped, lines swallowed, texts become keys."""

from __future__ import annotations

import re

from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar
from game.text.source import Source, Span

UNSPACED_KEY = re.compile(r"[ ]*(?:- +)*([A-Za-z_]\w*):(?=[^\s/])")
"""A line that would begin with a key, were there a space after its colon. `https://…` is none."""

UNSPACED_ITEM = re.compile(r"[ ]*(?:- +)*(-)(?=\w)")
"""A line that would begin with a list's item, were there a space after its `-`."""

_COLON = re.compile(r"\s*:")
_COMMENT = re.compile(r"[ \t]+(#.*)")


def comment_after(span: Span, source: Source) -> Span | None:
    """The comment that follows a text on its last line, from the `#` on."""
    found = _COMMENT.match(source.lines[span.end_line - 1], span.end_column - 1)
    if found is None:
        return None
    return source.span(span.end_line, found.start(1) + 1, span.end_line, found.end(1) + 1)


def swallowed_line(span: Span, source: Source) -> Diagnostic | None:
    """The mistake in a plain text of several lines one of which was meant for an item or a key."""
    first = source.lines[span.line - 1]
    for number in range(span.line + 1, span.end_line + 1):
        line = source.lines[number - 1]
        if key := UNSPACED_KEY.match(line):
            return unspaced_key(key, number, source)
        if line.lstrip().startswith("- "):
            item = UNSPACED_ITEM.match(first)
            if item and item.end() == span.column:
                return diagnostic("Y019", source.span(span.line, span.column, span.line, span.column + 1))
            column = line.index("-") + 1
            return diagnostic("Y026", source.span(number, column, number, column + 1), line=span.line)
    return None


def unspaced_key(key: re.Match[str], line: int, source: Source) -> Diagnostic:
    """The mistake of a match of `UNSPACED_KEY`: the caret goes under the colon."""
    return diagnostic("Y018", source.span(line, key.end(), line, key.end() + 1), key=key.group(1))


def silent_escape(scalar: Scalar) -> Diagnostic | None:
    r"""The mistake of `\_` in double quotes, which YAML takes for a space, where the story wants an underscore."""
    if "\xa0" not in scalar.value:
        return None
    span = scalar.span
    for number in range(span.line, span.end_line + 1):
        line = scalar.source.lines[number - 1]
        start = span.column - 1 if number == span.line else 0
        column = line.find("\\_", start, span.end_column if number == span.end_line else len(line))
        if column >= 0:
            where = scalar.source.span(number, column + 1, number, column + 3)
            return diagnostic("Y021", where, escape="\\_", meaning="is a space")
    return None


def explicit_key(span: Span, source: Source) -> Diagnostic | None:
    """The mistake of a text that begins with `? `, which makes it a key."""
    line, at = source.lines[span.line - 1], span.column - 2
    while at > 0 and line[at].isspace():
        at -= 1
    if line[at : at + 1] != "?" or (at > 0 and line[at - 1] not in " \t[{,"):
        return None
    where = source.span(span.line, at + 1, span.line, at + 2)
    return diagnostic("Y006", where, sign="?", meaning="the beginning of a key")


def stray_key(key: Scalar, first: bool) -> Diagnostic | None:
    """The mistake of a key in `{ }` with neither colon nor value; None where the colon is there."""
    if _COLON.match(key.source.lines[key.span.end_line - 1], key.span.end_column - 1):
        return None
    if key.style == "" and (found := re.match(r"([A-Za-z_]\w*):(?=[^\s/])", key.value)):
        return diagnostic("Y018", key.span_of(found.end() - 1, found.end()), key=found.group(1))
    hint = None if first else "a comma in { } ends a text: put the whole text, with its comma, in quotes"
    return diagnostic("Y010", key.span, hint, key=shortened(key.value))


def shortened(words: str, most: int = 40) -> str:
    """Words as a message quotes them."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
