"""Characters that a story cannot hold: each is reported and becomes a space, so that every position stays."""

from __future__ import annotations

import re
from collections import Counter

from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.source import Source, Span

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but the tab and the line end; U+0085 is a line end to YAML
    "\u2028\u2029"  # line ends to YAML, and to no editor's line count
    "\ue000-\ue002"  # emphasis, once a text has been read
    "\ud800-\udfff\ufeff\ufffe\uffff]"  # halves of characters, a stray byte order mark, what is no character
)

_WHAT = {"\x85": "Y003", "\u2028": "Y003", "\u2029": "Y003", "\ue000": "Y002", "\ue001": "Y002", "\ue002": "Y002"}


def replace_refused(source: Source) -> tuple[str, list[Diagnostic]]:
    """A file's text with spaces for what it may not hold, and a mistake for each character so replaced.

    A character is reported where it first stands, with how often: a picture given for a story is a few messages.
    """
    if _REFUSED.search(source.text) is None:
        return source.text, []
    times: Counter[str] = Counter()
    first: dict[str, Span] = {}
    line, line_start = 1, 0
    for found in _REFUSED.finditer(source.text):
        character = found.group()
        times[character] += 1
        if character not in first:
            line += source.text.count("\n", line_start, found.start())
            line_start = source.text.rfind("\n", 0, found.start()) + 1
            column = found.start() - line_start + 1
            first[character] = source.span(line, column, line, column + 1)
    return _REFUSED.sub(" ", source.text), [_refusal(each, first[each], times[each]) for each in first]


def replace_escaped(value: str, span: Span) -> tuple[str, Diagnostic | None]:
    """The same for the value of a text in double quotes, where an escape such as `\\0` may stand for any character."""
    found = _REFUSED.search(value)
    if found is None:
        return value, None
    return _REFUSED.sub(" ", value), _refusal(found.group(), span, 1)


def _refusal(character: str, span: Span, times: int) -> Diagnostic:
    again = f", and {times - 1} more like it in this file" if times > 1 else ""
    return diagnostic(_WHAT.get(character, "Y001"), span, name=f"U+{ord(character):04X}", again=again)
