"""Picks what is worth keeping of what the fuzzers found: `python -m tests.fuzz.minimize [KIND …]`.

The smallest inputs first, each kept in the corpus only if it reaches a line of `game/` that none before it has reached. What
the corpus holds already stays.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.targets import CORPUS, TARGETS, cases, found_so_far, kitchen

GAME = str(Path(__file__).parents[2] / "game")
MOST = 40


def lines_reached(kind: str, data: bytes) -> set[tuple[str, int]]:
    """The lines of the program that an input of this kind comes to."""
    reached: set[tuple[str, int]] = set()

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(GAME):
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return watch

    sys.settrace(watch)
    try:
        TARGETS[kind](data)
    finally:
        sys.settrace(None)
    return reached


def minimize(kind: str) -> None:
    """Add to the corpus of a kind what brings something new."""
    kitchen()
    reached: set[tuple[str, int]] = set()
    for path in cases(kind):
        reached |= lines_reached(kind, path.read_bytes())
    kept = 0
    for path in sorted(found_so_far(kind).iterdir(), key=lambda path: (path.stat().st_size, path.name)):
        data = path.read_bytes()
        fresh = lines_reached(kind, data) - reached
        if fresh and kept < MOST:
            reached |= fresh
            kept += 1
            (CORPUS / kind / sha256(data).hexdigest()[:12]).write_bytes(data)
    print(f"{kind}: {kept} more, {len(reached)} lines reached")


if __name__ == "__main__":
    for name in sys.argv[1:] or TARGETS:
        minimize(name)
