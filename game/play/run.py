"""One run from the beginning of a page to its end: the values as they change, and what is said on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.play.menus import LinkedAsk, LinkedFate, LinkedMenu
from game.play.page import Line
from game.play.state import Block
from game.play.values import Values

if TYPE_CHECKING:
    from game.play.reflecting import LinkedBoard

STOP = -1


class Run:
    """One run from the beginning of a page to its end. `lines` is None where only the outcome is wanted."""

    __slots__ = (
        "asked",
        "board",
        "ending",
        "fate",
        "frames",
        "lines",
        "menu",
        "point",
        "seed",
        "shown",
        "trouble",
        "values",
        "written",
    )

    def __init__(self, point: int, values: Values, frames: list[int], seed: int, lines: list[Line] | None) -> None:
        self.point = point
        self.values = values
        self.written: list[int] = []
        self.frames = frames
        self.seed = seed
        self.lines = lines
        self.shown: list[tuple[int, int, int, bool]] = []
        self.menu: LinkedMenu | None = None
        self.fate: LinkedFate | None = None
        self.asked: LinkedAsk | None = None
        self.board: LinkedBoard | None = None
        self.ending = STOP
        self.trouble = ""

    def write(self, block: int, place: int, number: int) -> None:
        """Stores a number; the block becomes a list of its own at the first write."""
        held = self.values[block]
        if type(held) is not list:
            held = self.values[block] = list(held)
            self.written.append(block)
        held[place] = number

    def frozen(self) -> tuple[Block, ...]:
        """The values as a state keeps them: blocks that were not written to are the same objects as before."""
        values: list[Any] = self.values
        for block in self.written:
            values[block] = tuple(values[block])
        self.written.clear()
        return tuple(values)
