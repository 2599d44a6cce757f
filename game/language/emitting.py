"""Instructions in the making: points given out in order, leaps forward filled in when their ends are known."""

from __future__ import annotations

from collections.abc import Callable

from game.language import program as p
from game.text.source import Span


class Emitter:
    """Gathers the instructions of a program, with the place in the source and the nearest permanent id of each."""

    def __init__(self) -> None:
        self.code: list[p.Instruction] = []
        self.spans: dict[int, Span] = {}
        self.anchors: dict[int, tuple[str, str]] = {}
        self.scene = ""
        self.anchor = ""
        self._later: list[tuple[int, Callable[[], p.Instruction]]] = []

    def emit(self, instruction: p.Instruction, span: Span | None = None) -> int:
        """Adds an instruction; its point."""
        self.code.append(instruction)
        if span is not None:
            self.spans[len(self.code) - 1] = span
        return len(self.code) - 1

    def emit_later(self, make: Callable[[], p.Instruction], span: Span | None = None) -> int:
        """Adds an instruction that is made when every point is known."""
        point = self.emit(p.PageMark(), span)
        self._later.append((point, make))
        return point

    @property
    def here(self) -> int:
        """The point of the next instruction."""
        return len(self.code)

    def at_anchor(self, id: str) -> None:
        """From here on, `id` is the nearest permanent id before a step."""
        self.anchor = id

    def fill_in(self) -> None:
        """Makes the instructions that waited for points to be known."""
        for point, make in self._later:
            self.code[point] = make()
        self._later.clear()
