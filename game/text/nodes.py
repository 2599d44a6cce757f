"""Positioned YAML nodes: what the reader makes of a file, and all that the parser sees of YAML.

A node that is `broken` holds a mistake which the reader has reported, and lacks what could not be read. It is still
worth reading, for the ids in it, but one mistake gives one message: report nothing more about it or what is in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

import msgspec

from game.text.source import Source, Span

Style = Literal["", "'", '"', "|", ">"]
"""How a text was typed: plain, in quotes, or as a block."""


_LINE_END = re.compile("\n")


class Scalar(msgspec.Struct, kw_only=True):
    """A text as typed: `value` after YAML's unquoting and unfolding, nothing resolved (`yes` is "yes")."""

    value: str
    span: Span
    source: Source
    style: Style = ""
    indent: int = 0
    """For a block: the column, from 0, at which its content stands."""
    comment: Span | None = None
    """The comment, from its `#`, that follows an unquoted (or missing) text on its line. Where the text is prose these
    are lost words, and an error (Y007); after `0..6` or `false` they are a comment."""
    broken: bool = False
    _lines: list[int] = []
    """For a block whose places were asked for: where each of its lines starts, from 0."""

    def span_of(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` (from 0, exclusive) of `value` stand in the source.

        Exact in a plain or quoted scalar of one line without escapes and in a literal block; elsewhere the whole span.
        Never raises: numbers beyond the value are brought to its ends.
        """
        if not 0 <= start <= end <= len(self.value):
            start = max(0, min(start, len(self.value)))
            end = max(start, min(end, len(self.value)))
        whole = self.span
        if self.style == "|":
            line, column = self._place_in_block(start)
            if end == start:
                return self.source.span(line, column, line, column)
            # The end is found from the last character, so that a span never ends at the beginning of a line below.
            end_line, end_column = self._place_in_block(end - 1)
            return self.source.span(line, column, end_line, end_column + (self.value[end - 1] != "\n"))
        quotes = 2 if self.style in ("'", '"') else 0
        if self.style == ">" or whole.line != whole.end_line:
            return whole
        if whole.end_column - whole.column != len(self.value) + quotes:  # an escape is longer than what it stands for
            return whole
        first = whole.column + quotes // 2
        return self.source.span(whole.line, first + start, whole.line, first + end)

    def _place_in_block(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of a literal block: its lines are those of the source, indented."""
        if not self._lines:
            self._lines = [0, *(end.end() for end in _LINE_END.finditer(self.value))]
        number = bisect_right(self._lines, offset) - 1
        line, lines = self.span.line + 1 + number, self.source.lines
        # An empty line need not have the margin of the others.
        most = len(lines[line - 1]) + 1 if line <= len(lines) else 1
        return line, min(self.indent + 1 + offset - self._lines[number], most)


class Sequence(msgspec.Struct, kw_only=True):
    """A list."""

    items: list[YamlNode]
    span: Span
    source: Source
    flow: bool = False
    """Whether it was typed in `[ ]`."""
    broken: bool = False


class Mapping(msgspec.Struct, kw_only=True):
    """A mapping, its entries in order; no key stands twice (the reader reported it and kept the first)."""

    entries: list[tuple[Scalar, YamlNode]]
    span: Span
    source: Source
    flow: bool = False
    """Whether it was typed in `{ }`."""
    broken: bool = False

    def get(self, key: str) -> YamlNode | None:
        """The value of a key, or None."""
        return next((value for name, value in self.entries if name.value == key), None)


YamlNode = Scalar | Sequence | Mapping
