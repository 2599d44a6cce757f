"""Paper for line mode: paragraphs wrapped to a width and written, answers read a line at a time."""

from __future__ import annotations

import sys
from textwrap import wrap
from typing import TextIO

from game.play.save_format import printable
from game.shell.terminal import is_terminal

NARROWEST = 20
LONGEST_ANSWER = 10_000


class EndOfInput(Exception):
    """There is nothing more to read."""


class Paper:
    """Where line mode writes and reads. `live` tells that somebody sits before it: both ends are a terminal."""

    def __init__(self, reader: TextIO | None, writer: TextIO, width: int, live: bool) -> None:
        self.reader = reader
        self.writer = writer
        self.width = max(NARROWEST, width)
        self.live = live

    def paragraph(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Write a paragraph, wrapped, and an empty line. `first` stands before its first line, `rest` before others."""
        self.line(text, first, rest)
        self.blank()

    def line(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Write a paragraph without an empty line after it. Its own line ends stay, and nothing that steers a terminal."""
        hang = " " * len(first) if rest is None else rest
        start = first
        for part in map(printable, text.split("\n")):
            lines = wrap(
                part, self.width, initial_indent=start, subsequent_indent=hang, break_on_hyphens=False
            )  # a word longer than the line is broken
            self.writer.write("\n".join(each.rstrip() for each in lines or [start.rstrip()]) + "\n")
            start = hang

    def blank(self) -> None:
        """Write an empty line."""
        self.writer.write("\n")

    def flush(self) -> None:
        """Have all that was written be seen."""
        self.writer.flush()

    def ask(self, prompt: str = "> ") -> str:
        """The next line of the reader's, without spaces at its ends. The prompt is shown only to one who sits there.

        EndOfInput where there is none.
        """
        if self.live:
            self.writer.write(prompt)
        self.flush()
        try:
            answer = _line_of(self.reader) if self.reader is not None else ""
        except (OSError, ValueError) as error:  # a closed or broken standard input holds nothing more
            raise EndOfInput from error
        if not answer:
            if self.live:
                self.blank()
            raise EndOfInput
        return answer.lstrip("\ufeff").strip()


def _line_of(reader: TextIO) -> str:
    """The next line's first `LONGEST_ANSWER` characters; what is behind them is read past."""
    line = part = reader.readline(LONGEST_ANSWER)
    while len(part) == LONGEST_ANSWER and not part.endswith("\n"):
        part = reader.readline(LONGEST_ANSWER)
    return line


def standard_paper(width: int) -> Paper:
    """Paper over the standard streams: as wide as the terminal, and never wider than `width`."""
    live = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if is_terminal(sys.stdout):
        from shutil import get_terminal_size

        width = min(width, get_terminal_size((80, 24)).columns - 1)
    return Paper(sys.stdin, sys.stdout, width, live)
