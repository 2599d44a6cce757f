"""A file cut into its documents, and a document cut around an entry that YAML cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.source import Source

_BOUNDARY = re.compile(r"^(?:---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_HEAD = re.compile(r"(?:---(?=[ \t\n]))?(?:[ \t]*(?:#[^\n]*)?\n)*")
_DIRECTIVE = re.compile(r"%[^\n]*")
_BARE_KEY = re.compile(r"[ ]*[^-#\s].*:\s*(?:#.*)?$")
_EMPTY = re.compile(r"(?:---)?(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:#[^\n]*)?\Z")


def split_documents(text: str, source: Source, found: list[Diagnostic]) -> Iterator[tuple[str, int]]:
    """Each document that is not empty, its `---` included, with the number of lines before it.

    YAML's other marks between documents, `...` and directives, are reported into `found` and become spaces.
    """
    starts = [0, *(each.start() for each in _BOUNDARY.finditer(text) if each.start())]
    lines_before = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        chunk = text[start:end]
        if chunk.startswith("..."):
            found.append(diagnostic("Y022", source.span(lines_before + 1, 1, lines_before + 1, 4)))
            first_line, _, _ = chunk.partition("\n")
            chunk = " " * len(first_line) + chunk[len(first_line) :]
        chunk = _without_directives(chunk, lines_before, source, found)
        if not _EMPTY.match(chunk):
            yield chunk, lines_before
        lines_before += chunk.count("\n")


def _without_directives(chunk: str, lines_before: int, source: Source, found: list[Diagnostic]) -> str:
    """The chunk with spaces for the lines at its head that begin with `%`."""
    at = kept = 0
    pieces: list[str] = []
    line = lines_before + 1
    while True:
        if head := _HEAD.match(chunk, at):
            line += chunk.count("\n", at, head.end())
            at = head.end()
        directive = _DIRECTIVE.match(chunk, at)
        if directive is None:
            return "".join([*pieces, chunk[kept:]])
        length = len(directive.group())
        found.append(diagnostic("Y016", source.span(line, 1, line, length + 1), words=directive.group().split()[0]))
        pieces += [chunk[kept:at], " " * length]
        at = kept = directive.end()


def erase_entry(chunk: str, line: int) -> tuple[str, int]:
    """The chunk without the entry that begins on a line (from 1), and the entry's last line; 0 where nothing is there.

    An entry is its line and those below that stand further right, or that are items of a list under its key.
    """
    lines = chunk.split("\n")
    if not 0 < line <= len(lines) or not lines[line - 1]:
        return chunk, 0
    first = lines[line - 1]
    if not first.strip():
        lines[line - 1] = ""
        return "\n".join(lines), line
    column = len(first) - len(first.lstrip())
    is_key = _BARE_KEY.match(first) is not None
    last = line
    for number, below in enumerate(lines[line:], line + 1):
        words = below.lstrip()
        indent = len(below) - len(words)
        if words and indent <= column and not (is_key and indent == column and words.startswith("- ")):
            break
        last = number
    lines[line - 1 : last] = [""] * (last - line + 1)
    return "\n".join(lines), last
