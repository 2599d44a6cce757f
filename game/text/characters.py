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

_BYTES = frozenset(map(chr, range(0xDC80, 0xDD00)))
"""What stands for each byte that is no UTF-8, where a file was read as UTF-8 all the same."""

_BYTE = "\udc80"
"""Any of these: they have one cause, and make one message a file."""

_SAVE = "save the file as UTF-8: it seems to be in another encoding, such as Latin-1 or Windows-1252"

_WHAT = {"\x85": "Y003", "\u2028": "Y003", "\u2029": "Y003", "\ue000": "Y002", "\ue001": "Y002", "\ue002": "Y002"}


def replace_refused(source: Source) -> tuple[str, list[Diagnostic]]:
    """A file's text with spaces for what it may not hold, and a mistake for each character so replaced.

    A character is reported where it first stands, with how often: a picture given for a story is a few messages.
    So are all bytes of a file that are no UTF-8 together.
    """
    if _REFUSED.search(source.text) is None:
        return source.text, []
    times: Counter[str] = Counter()
    first: dict[str, Span] = {}
    line, line_start, byte = 1, 0, 0
    for found in _REFUSED.finditer(source.text):
        character = _BYTE if found.group() in _BYTES else found.group()
        times[character] += 1
        if character not in first:
            line += source.text.count("\n", line_start, found.start())
            line_start = source.text.rfind("\n", 0, found.start()) + 1
            column = found.start() - line_start + 1
            first[character] = source.span(line, column, line, column + 1)
            byte = byte or (ord(found.group()) & 0xFF if character == _BYTE else 0)
    mistakes = [_refusal(each, first[each], times[each], byte if each == _BYTE else 0) for each in first]
    return _REFUSED.sub(" ", source.text), mistakes


def replace_escaped(value: str, span: Span) -> tuple[str, Diagnostic | None]:
    """The same for the value of a text in double quotes, where an escape such as `\\0` may stand for any character."""
    found = _REFUSED.search(value)
    if found is None:
        return value, None
    return _REFUSED.sub(" ", value), _refusal(found.group(), span, 1)


def _refusal(character: str, span: Span, times: int, byte: int = 0) -> Diagnostic:
    again = f", and {times - 1} more like it in this file" if times > 1 else ""
    if byte:
        return diagnostic("Y001", span, hint=_SAVE, name=f"of the byte {byte:02X}, which is not UTF-8,", again=again)
    return diagnostic(_WHAT.get(character, "Y001"), span, name=f"U+{ord(character):04X}", again=again)
