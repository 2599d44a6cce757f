"""A diagnostic as its author sees it: the place, the message, the line with a caret below it, and what to write."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from game.text.diagnostic import Diagnostic
from game.text.source import Source, Span

WINDOW = 100
"""How many columns of a long line are shown."""

LEAD_IN = 40
"""How many columns of a long line are shown before the caret, where there are so many."""

TAB = 4


def render(diagnostic: Diagnostic, sources: Source | Mapping[str, Source] | None) -> str:
    """The lines of one mistake, each with its end; `sources` is its file, or all files by name.

        story/vienna.yaml:15:15: error N004: there is no scene “backroom”
         15 |         goto: backroom
            |               ^^^^^^^^
            = did you mean “back_room”?

    The line is shown as wide as a terminal shows it: a tab is four columns, a wide character two. Of one longer than
    `WINDOW` the part round the caret is shown, between `…`. Over several lines the caret runs to the end of the first.
    Without a source, or a place in it, the first line and the hint are all. Never raises.
    """
    words = f"{diagnostic.severity} {diagnostic.code}: {diagnostic.message}"
    return placed(diagnostic.span, words, [diagnostic.hint] if diagnostic.hint else [], sources)


def placed(span: Span, words: str, notes: Sequence[str], sources: Source | Mapping[str, Source] | None) -> str:
    """The same for what is no diagnostic: a place, what is said of it, the line, and notes under it. Never raises."""
    source = sources.get(span.file) if isinstance(sources, Mapping) else sources
    place = f"{span.file}:{span.line}:{span.column}: " if span.line > 0 else f"{span.file}: " if span.file else ""
    parts = [shown(f"{place}{words}")]
    margin = " " * 4
    if source is not None and 0 < span.line <= len(source.lines):
        line = source.lines[span.line - 1]
        end = span.end_column if span.end_line == span.line else len(line.rstrip()) + 1
        excerpt, carets = _excerpt(line, span.column - 1, end - 1)
        number = str(span.line)
        margin = " " * (len(number) + 2)
        parts += [f" {number} | {excerpt}".rstrip(), f"{margin}| {carets}"]
    parts += [f"{margin}= {shown(note)}" for note in notes]
    return "\n".join(parts) + "\n"


def as_json(diagnostic: Diagnostic) -> dict[str, str | int]:
    """The mistake as an object of JSON; lines and columns from 1, in characters, the end exclusive."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """What is shown of a line, and the carets under its characters from `start` to `end` (from 0; at least one)."""
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    cells = [_cell(character) for character in line]
    # columns[i] is where character i begins; one more for the line's end.
    columns = [0]
    for _, width in cells:
        columns.append(columns[-1] + width)
    first, last = columns[start], max(columns[end], columns[start] + 1)
    if columns[-1] <= WINDOW:
        return "".join(glyph for glyph, _ in cells), " " * first + "^" * (last - first)
    left = max(0, min(first - LEAD_IN, columns[-1] - WINDOW))
    right = left + WINDOW
    # A sign of what is left out stands in the window's own first or last column.
    inner_left = left + 1 if left else 0
    inner_right = right - 1 if right < columns[-1] else right
    kept = [i for i in range(len(cells)) if columns[i] >= inner_left and columns[i + 1] <= inner_right]
    gap = columns[kept[0]] - inner_left if kept else 0  # half of a wide character at the window's edge
    words = "".join(cells[i][0] for i in kept)
    excerpt = ("…" if left else "") + " " * gap + words + ("…" if right < columns[-1] else "")
    first, last = first - left, min(last, right) - left
    return excerpt, " " * first + "^" * max(1, last - first)


def _cell(character: str) -> tuple[str, int]:
    """What is shown for a character, and how many columns it takes."""
    if character == "\t":
        return " " * TAB, TAB
    if character < "\x7f":
        return (character, 1) if character >= " " else ("\ufffd", 1)
    if character == "\u200d" or unicodedata.category(character) in ("Mn", "Me"):
        return character, 0
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return "\ufffd", 1
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def shown(text: str) -> str:
    """A text of ours with the author's words in it, on one line and without what would steer the terminal."""
    return "".join(_cell(character)[0] for character in text)
