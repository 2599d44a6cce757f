"""Two ways of a game side by side, from the page where they part; one under the other in a narrow terminal.

Each decision and what was read after it begins on the same row on both sides. A paragraph that the other side has too
is paled, so that what differs stands out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from game.play.comparing import Comparison, Side, compared
from game.play.page import Line
from game.play.session import Session
from game.play.transcript import Chosen
from game.shell.app.bands import Footer
from game.shell.app.help_screen import Sheet
from game.shell.app.keys import COMPARE, bindings_of
from game.shell.app.reading import tail_of
from game.shell.app.rows import EMPTY, Piece, Row, set_rows
from game.shell.app.title import Heading
from game.shell.app.typesetting import Block, Entry, Geometry, set_chosen, set_line

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

TWO_COLUMNS = 76
"""The width of a terminal from which on two columns of words stand side by side."""
WIDEST_COLUMN = 66
COMMON_LINES = 2
"""Paragraphs of the common page that are shown, the last ones."""


class CompareSheet(Sheet):
    """The two ways as rows."""

    def __init__(self, comparison: Comparison, names: tuple[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._comparison = comparison
        self._names = names
        self._second = 0
        self._turns: list[int] = []

    @property
    def second(self) -> int:
        """The row with which the second way begins, where they stand one under the other; else 0."""
        return self._second

    @property
    def turns(self) -> list[int]:
        """The rows with which the turns begin."""
        return self._turns

    def lay_out(self, where: Geometry) -> list[Row]:
        """The common page's end, then the two ways."""
        found = self._comparison
        rows: list[Row] = []
        common = [line for line in found.common if line.kind != "place"][-COMMON_LINES:]
        for line in common:
            rows += self._set(line, where, pale=True)
        sides = (found.one, found.other)
        self._second = 0
        if where.width < TWO_COLUMNS:
            self._turns = []
            for name, side, other in zip(self._names, sides, sides[::-1], strict=True):
                if self._turns:
                    self._second = len(rows) + 1
                rows += set_rows(Block(name, "ending_title", space=1 if not self._turns else 2), where, -1)
                for turn in _set_turns(self, side, other, where):
                    self._turns.append(len(rows))
                    rows += turn
            return _without_head(rows)
        width = min(WIDEST_COLUMN, (where.width - 5) // 2)
        left = (where.width - 2 * width - 3) // 2
        column = Geometry(width, 3, width - 3)
        heads = [set_rows(Block(name, "ending_title", space=0), column, -1) for name in self._names]
        rows += [EMPTY] if rows else []
        rows += _side_by_side(heads[0], heads[1], width, left)
        rows = _without_head(rows)
        self._turns = []
        halves = [_set_turns(self, side, other, column) for side, other in zip(sides, sides[::-1], strict=True)]
        for first, second in zip_longest(*halves, fillvalue=list[Row]()):
            self._turns.append(len(rows))
            rows += _side_by_side(first, second, width, left)
        return rows

    def _set(self, entry: Entry, where: Geometry, pale: bool = False) -> list[Row]:
        block = set_chosen(entry.move, where) if isinstance(entry, Chosen) else set_line(entry, where)
        if block is None or not block.text:
            return []
        rows = set_rows(block, where, -1)
        return [_paled(row) for row in rows] if pale else rows


def _set_turns(sheet: CompareSheet, side: Side, other: Side, where: Geometry) -> list[list[Row]]:
    """A way's turns as rows, what the other way says too paled; the ending stands in the last one."""
    known = {line.text for line in other.told if isinstance(line, Line)}
    turns = [
        [row for entry in turn for row in sheet._set(entry, where, isinstance(entry, Line) and entry.text in known)]
        for turn in side.turns
    ]
    if turns:
        turns[-1] += [row for block in tail_of(side.last) for row in set_rows(block, where, -1)]
    return turns


def _side_by_side(one: list[Row], other: list[Row], width: int, left: int) -> list[Row]:
    """Rows of two columns, so many columns wide each, with a line between them."""
    rows = []
    for first, second in zip_longest(one, other, fillvalue=EMPTY):
        used = sum(cell_len(text) for text, _ in first.pieces)
        gap: list[Piece] = [(" " * max(0, width - used) + " │ ", "quiet")]
        rows.append(Row(((" " * left, ""), *first.pieces, *gap, *second.pieces)))
    return rows


def _paled(row: Row) -> Row:
    """A row in the colour of what was read before."""
    return Row(tuple((text, f"{roles} past" if roles else roles) for text, roles in row.pieces))


def _without_head(rows: list[Row]) -> list[Row]:
    """The rows without empty ones before the first."""
    first = next((number for number, row in enumerate(rows) if row.pieces), 0)
    return rows[first:]


class CompareScreen(Screen[None]):
    """Two ways of a game, to be read side by side, and to go on with either."""

    app: CitadelApp
    BINDINGS = bindings_of(COMPARE)
    AUTO_FOCUS = "#sheet"

    def __init__(self, session: Session, ways: tuple[tuple[str, ...], tuple[str, ...]], names: tuple[str, str]) -> None:
        super().__init__()
        self._ways = ways
        self._names = names
        self._comparison = compared(session, *ways)

    def compose(self) -> ComposeResult:
        """Heading, sheet, footer."""
        turns = self._comparison.turns
        under = f"The first {turns} choices are the same." if turns > 1 else "They part at once."
        yield Heading("Two ways side by side", "The first choice is the same." if turns == 1 else under)
        yield CompareSheet(self._comparison, (f"1  {self._names[0]}", f"2  {self._names[1]}"), id="sheet")
        yield Footer(COMPARE, id="foot")

    @property
    def sheet(self) -> CompareSheet:
        """The two ways."""
        return self.query_one("#sheet", CompareSheet)

    def on_resize(self, event: events.Resize) -> None:
        """The heading's air depends on the height, and whether one can go from way to way on the width."""
        self.query_one(Heading).relay()
        self.query_one("#foot", Footer).show([], [] if event.size.width < TWO_COLUMNS else ["other_way"])

    def action_go_on_with(self, which: int) -> None:
        """Go to the end of the first way (0) or the second."""
        path = self._ways[which]
        self.app.pop_screen()
        self.app.pop_screen()
        self.app.go_to(path)

    def action_other_way(self) -> None:
        """Where they stand one under the other: from the first to the second, and back."""
        sheet = self.sheet
        if sheet.second:
            sheet.scroll_to(
                y=0 if sheet.scroll_offset.y >= min(sheet.second, sheet.max_scroll_y) else sheet.second, animate=False
            )

    def action_turn(self, by: int) -> None:
        """To the next decision, or the one before."""
        at = self.sheet.scroll_offset.y
        rows = [0, *(row + 1 for row in self.sheet.turns)]
        on: Iterable[int] = (row for row in rows if row > at) if by > 0 else (row for row in reversed(rows) if row < at)
        to = next(iter(on), None)
        if to is not None:
            self.sheet.scroll_by(to - at)

    def action_leave(self) -> None:
        """Back to the tree."""
        self.app.pop_screen()

    def action_scroll_line(self, rows: int) -> None:
        """j and k."""
        self.sheet.scroll_by(rows)

    def action_scroll_screen(self, screens: int) -> None:
        """A screenful."""
        self.sheet.scroll_by(screens * max(1, self.sheet.size.height - 2))

    def action_scroll_ends(self, which: int) -> None:
        """The first or the last row."""
        self.sheet.scroll_by(which * len(self.sheet.rows))
