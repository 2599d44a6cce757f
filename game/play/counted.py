"""Which counts a story keeps: what no condition asks for is not counted, and a saved game tells which were.

Without that nobody could tell a scene that was never visited from one whose visits nobody counted.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b

from game.language.program import Program

COUNTS = ("visits", "turns", "chose", "reached", "shown", "dealt")
"""Kinds of slots that count. What was chosen follows from the path, so it needs no telling."""
SIGNS = 3
"""Letters of a hash of each count's name: one in 262,144 is mistaken for another, and then a change is told that is none."""
MOST = 300
EVERY = "*"
"""Written where a story keeps more than `MOST`: a count that is not in the saved game is taken for one at its start."""


def counted_in(program: Program) -> str:
    """The counts that a story keeps, for a saved game: letters of hashes one after the other. Made once a program."""
    kept = program.__dict__.get("counted")
    if kept is None:
        names = {_sign_of(slot.name) for slot in program.slots if slot.kind in COUNTS and slot.kind != "chose"}
        kept = program.__dict__["counted"] = EVERY if len(names) > MOST else "".join(sorted(names))
    told: str = kept
    return told


class Counted:
    """The counts that the story of a saved game kept, as far as it tells; an older one tells nothing."""

    __slots__ = ("_every", "_signs")

    def __init__(self, told: str) -> None:
        self._every = told == EVERY
        self._signs = {told[at : at + SIGNS] for at in range(0, len(told), SIGNS)}

    def any_of(self, *names: str) -> bool:
        """Whether one of these names was counted."""
        return self._every or not self._signs.isdisjoint(map(_sign_of, names))


def _sign_of(name: str) -> str:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return urlsafe_b64encode(digest).decode()[:SIGNS]
