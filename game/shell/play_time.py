"""How long a game has been played: the time between one choice and the next, as far as somebody sat there."""

from __future__ import annotations

import time

LONGEST_PAUSE = 300.0
"""Seconds that count between two choices at most: behind that the reader is thought to have gone."""


class PlayTime:
    """Counts the seconds of one game at a time, by a clock that nobody sets."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._last = time.monotonic()

    def begin(self, seconds: int = 0) -> None:
        """Another game is played now, which took so long till then."""
        self._seconds = float(max(0, seconds))
        self._last = time.monotonic()

    def now(self) -> int:
        """The whole seconds until now. Somebody has just done something."""
        last, self._last = self._last, time.monotonic()
        self._seconds += min(LONGEST_PAUSE, self._last - last)
        return int(self._seconds)


def in_words(seconds: int) -> str:
    """A time played, for a list: "" under a minute, "25 min", "3 h 05"."""
    minutes = seconds // 60
    if minutes < 1:
        return ""
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"
