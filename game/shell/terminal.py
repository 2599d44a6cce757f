"""Whether somebody sits there. Asked before anything else is imported, so it imports nothing of ours."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at that end. A closed stream is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def whole_screen() -> bool:
    """Whether a full-screen program has a place here: every end is a terminal, and no dumb one."""
    if os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    # Textual reads standard input and draws on standard error.
    return all(is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))
