"""Which counts a story keeps, and where its values start: a saved game holds only values that differ from the start.

What no condition asks for is not counted, so nobody could tell a scene that was never visited from one whose visits
nobody counted, nor a value that stood at its start from one that was not there, if the saved game did not say.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b

import msgspec

from game.language.program import Program, Slot
from game.play.position import SETUP, plain

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


NAME, START = 2, 4
"""Letters of the hashes of a name and of its start: a change that is none may be told, one in 16 million is not."""
A_LINE = 150
"""Values in one text: a longer text would be cut as it is read."""


def starts_in(program: Program) -> tuple[str, ...]:
    """Where each value of a story starts, for a saved game: `NAME` and `START` letters of hashes for each. Made once a program."""
    kept = program.__dict__.get("starts")
    if kept is None:
        slots = [slot for slot in program.slots if slot.kind not in (*COUNTS, *SETUP, "chapter")]
        signs = sorted(_hashed(slot.name)[:NAME] + _start_of(slot.name, slot) for slot in slots)
        lines = [signs[at : at + A_LINE] for at in range(0, len(signs), A_LINE)]
        kept = program.__dict__["starts"] = tuple(["".join(line) for line in lines])
    told: tuple[str, ...] = kept
    return told


class Starts:
    """Where the values of a saved game's story started, as far as it tells; an older one tells nothing."""

    __slots__ = ("_by_name",)

    def __init__(self, told: tuple[str, ...]) -> None:
        self._by_name: dict[str, set[str]] = {}
        wide = NAME + START
        for line in told:
            for at in range(0, len(line), wide):
                self._by_name.setdefault(line[at : at + NAME], set()).add(line[at + NAME : at + wide])

    def moved(self, slot: Slot) -> bool:
        """Whether a value that the saved game does not hold stood then at another start than today's."""
        for name in (slot.name, *slot.was):
            then = self._by_name.get(_hashed(name)[:NAME])
            if then is not None:
                return _start_of(name, slot) not in then
        return False


def _start_of(name: str, slot: Slot) -> str:
    return _hashed(f"{name} = {msgspec.json.encode(plain(slot, slot.start)).decode()}")[:START]


def _hashed(words: str) -> str:
    return urlsafe_b64encode(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).digest()).decode()


def _sign_of(name: str) -> str:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return urlsafe_b64encode(digest).decode()[:SIGNS]
