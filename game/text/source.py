"""What the author typed, and where: sources, and spans of characters in them."""

from __future__ import annotations

from functools import cached_property

import msgspec


class Frozen(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is made once and never changed. It can hold no circle, so the collector of garbage need not look at it;

    what is as it is by default is left out where it is written.
    """


class Span(Frozen, frozen=True, order=True):
    """A run of characters in a file: lines and columns from 1, in characters, the end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Source(msgspec.Struct, dict=True):
    """One file of a story: its name as shown to the author, and its text with `\\n` line ends and no byte order mark.

    Both are put right here, so that columns are those of the author's editor.
    """

    name: str
    text: str

    def __post_init__(self) -> None:
        self.text = self.text.removeprefix("\ufeff")
        if "\r" in self.text:
            self.text = self.text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 of a span is `lines[0]`."""
        return self.text.split("\n")

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """A span in this source."""
        return Span(self.name, line, column, end_line, end_column)


NOWHERE = Span("", 0, 0, 0, 0)
"""The span of what no author typed."""
