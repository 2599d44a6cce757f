"""A state in one integer: the number of its stop in the lowest bits, a bit-field for each slot, the call stack on top."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from game.language.program import CallScene, Menu, Program, Reflect, Slot
from game.language.tables import interval


class Field(Struct, frozen=True):
    """Where a slot's number lies: above `shift` bits, `mask` before shifting, as its distance from `low`."""

    shift: int
    mask: int
    low: int
    high: int

    def put(self, number: int) -> int:
        """A number of the slot in its place; it must lie from `low` to `high`."""
        return number - self.low << self.shift

    @property
    def whole(self) -> int:
        """All its bits, in their place."""
        return self.mask << self.shift

    def get(self, state: int) -> int:
        """The slot's number in a state."""
        return (state >> self.shift & self.mask) + self.low


class Fields:
    """The layout of a program's states: its slots of those names, and some more flags, behind `stop_bits` bits.

    Frames are the points that calls come back to, numbered from 1 in `frame_of`, the highest frame in the lowest bits.
    """

    def __init__(self, program: Program, names: Iterable[str], flags: Iterable[str] = ()) -> None:
        wanted = set(names)
        self.stop_bits = (8 * len(program.code) + 4096).bit_length()
        self.of: dict[str, Field] = {}
        self.slots: dict[str, Slot] = {}
        at = self.stop_bits
        for slot in program.slots:
            if slot.name in wanted:
                low, high = interval(slot.domain)
                width = (high - low).bit_length()
                self.of[slot.name] = Field(at, (1 << width) - 1, low, high)
                self.slots[slot.name] = slot
                at += width
        for flag in flags:
            self.of[flag] = Field(at, 1, 0, 1)
            at += 1
        self.top = at
        self.frames = frame_points(program)
        self.frame_of = {point: number for number, point in enumerate(self.frames, 1)}
        self.frame_bits = max(1, len(self.frames).bit_length())
        self.frame_mask = (1 << self.frame_bits) - 1
        self.stop_mask = (1 << self.stop_bits) - 1
        self.stack_mask = -1 << self.top

    def start(self, names: Iterable[str]) -> int:
        """Those slots as a game starts, with an empty stack; of the others, which are left out, no bit is set."""
        return sum(self.of[name].put(self.slots[name].start) for name in names if name in self.slots)

    def stack_of(self, state: int) -> list[int]:
        """The points of the frames, the highest first."""
        left, found = state >> self.top, []
        while left:
            found.append(self.frames[(left & self.frame_mask) - 1])
            left >>= self.frame_bits
        return found


def frame_points(program: Program) -> tuple[int, ...]:
    """Every point that a call comes back to."""
    found = set()
    for point, code in enumerate(program.code):
        match code:
            case CallScene():
                found.add(point + 1)
            case Menu(scenes=scenes) if scenes:
                found.add(point)
            case Reflect():
                found.add(point)
    return tuple(sorted(found))
