"""What a selection on the page puts on the clipboard: prose as it was written, not rows as they were wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Offset
from textual.selection import Selection

from game.play.page import Line
from game.play.transcript import spoken
from game.shell.app.rows import Row
from game.shell.app.typesetting import Entry


def paragraph_at(rows: Sequence[Row], number: int) -> Selection | None:
    """The whole of the paragraph to which that row belongs; None where it is no paragraph's."""
    if not 0 <= number < len(rows) or rows[number].block < 0:
        return None
    mine = [n for n, row in enumerate(rows) if row.block == rows[number].block]
    first, last = mine[0], mine[-1]
    return Selection(Offset(rows[first].column, first), Offset(len(rows[last].text), last))


def selected_text(rows: Sequence[Row], entries: Sequence[Entry], selection: Selection) -> str:
    """The selected words: rows of one paragraph joined, an empty line between paragraphs, options a line each.

    A speech that is selected from its first letter to its last is copied with its speaker, as in a transcript.
    """
    paragraphs: list[str] = []
    parts: list[str] = []
    whole = True
    last = (-1, -1)
    for number, row in enumerate(rows):
        span = selection.get_span(number)
        if span is None or not row.pieces:
            continue
        text = row.text
        start, end = span[0], len(text) if span[1] < 0 else span[1]
        words = text[max(start, row.column) : end].strip() if row.block >= 0 else text[start:end].strip()
        if not words:
            continue
        now = (row.block, row.option)
        if now != last:
            _close(paragraphs, parts, whole, last[0], entries, rows, number)
            parts, whole, last = [], True, now
        whole = whole and start <= row.column and end >= len(text.rstrip())
        parts.append(words)
        if row.start > 0 and len(parts) == 1:
            whole = False
    _close(paragraphs, parts, whole, last[0], entries, rows, len(rows))
    return "\n\n".join(paragraphs)


def _close(
    paragraphs: list[str], parts: list[str], whole: bool, block: int,
    entries: Sequence[Entry], rows: Sequence[Row], after: int,
) -> None:  # fmt: skip
    """End a paragraph: whole lines of the story are told by the transcript, cut ones as they were seen."""
    if not parts:
        return
    complete = whole and not (after < len(rows) and rows[after].block == block)
    if complete and 0 <= block < len(entries):
        entry = entries[block]
        if isinstance(entry, Line) and entry.kind == "speech":
            paragraphs.append(spoken(entry))
            return
    paragraphs.append(" ".join(parts))
