"""A replay as an asciicast: a file that terminals' players and web pages show as a recording, version 2.

The format is that of asciinema: a line of JSON with the size, then `[seconds, "o", output]` a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import msgspec

from game.play.session import Session
from game.shell.printed import Paper
from game.shell.replaying import told

COLUMNS, ROWS = 80, 24


def cast_of(session: Session, pace: int, width: int = 72) -> bytes:
    """The whole game in line mode at `pace` words a minute (0: at once), as an asciicast. No time, no name of the player's."""
    head = {"version": 2, "width": max(COLUMNS, width), "height": ROWS, "title": session.program.title}
    lines = [head, *([round(at, 3), "o", text] for at, text in _shown(session, pace, width))]
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def _shown(session: Session, pace: int, width: int) -> Iterator[tuple[float, str]]:
    """What is written, with the second at which it is."""
    page = StringIO()
    paper = Paper(None, page, width, live=False)
    at = 0.0
    paper.paragraph(session.program.title)
    for seconds in told(session, paper, pace):
        if page.tell():
            yield at, page.getvalue().replace("\n", "\r\n")
            page.seek(0)
            page.truncate()
        at += seconds
