"""A list to choose from, for every menu that is not the story's: title, leads, saved games, questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from game.shell.app.paper import Paper
from game.shell.app.rows import EMPTY, Row, break_text, shortened
from game.shell.app.typesetting import Geometry


class Item(Struct, frozen=True):
    """Something to choose: its words, and details under them as (text, role), a row each unless `long`.

    `right` stands at the right end of the first row. `shut` items cannot be chosen.
    """

    id: str
    words: str
    details: tuple[tuple[str, str], ...] = ()
    right: str = ""
    long: bool = False
    shut: bool = False


class ChoiceList(Paper, can_focus=True):
    """Items under one another, the first pointed at. Arrows or j and k, enter, digits, or the mouse."""

    DEFAULT_CSS = """
    ChoiceList { height: 1fr; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,tab", "point(1)", show=False),
        Binding("up,k,shift+tab", "point(-1)", show=False),
        Binding("pagedown", "point(5)", show=False),
        Binding("pageup", "point(-5)", show=False),
        Binding("home", "point_end(-1)", show=False),
        Binding("end", "point_end(1)", show=False),
        Binding("enter,space,right", "take", show=False),
        *(Binding(str(digit), f"take_number({digit})", show=False) for digit in range(1, 10)),
    ]

    class Taken(Message):
        """An item was chosen."""

        def __init__(self, list: ChoiceList, item: Item) -> None:
            super().__init__()
            self.list = list
            self.item = item

        @property
        def control(self) -> ChoiceList:
            """The list it is of."""
            return self.list

    class Pointed(Message):
        """Another item is pointed at."""

    def __init__(self, items: Sequence[Item] = (), *, airy: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items = list(items)
        self.pointed = 0
        self.airy = airy

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items, pointing at the same number as far as there is one."""
        self.items = list(items)
        self.pointed = max(0, min(self.pointed, len(self.items) - 1))
        self.relay()

    def point_at(self, id: str) -> None:
        """Point at the item of that id, if there is one."""
        self.pointed = next((number for number, item in enumerate(self.items) if item.id == id), self.pointed)
        self.relay()

    @property
    def item(self) -> Item | None:
        """The item pointed at."""
        return self.items[self.pointed] if self.items else None

    def lay_out(self, where: Geometry) -> list[Row]:
        """Mark, number or letter, words; details hang under the words."""
        rows: list[Row] = []
        for number, item in enumerate(self.items):
            if number and (self.airy or item.details or self.items[number - 1].details):
                rows.append(EMPTY)
            rows += self._set_item(number, item, where)
        return rows

    def _set_item(self, number: int, item: Item, where: Geometry) -> list[Row]:
        on = number == self.pointed
        lead = f"{number + 1:>{len(str(len(self.items)))}}  "
        left = where.left - where.hang
        width = max(4, where.measure + where.hang - 2 - len(lead))
        under = " " * (left + 2 + len(lead))
        role = "locked" if item.shut else "option strong" if on or item.details else "option"
        right = item.right if cell_len(item.words) + cell_len(item.right) + 2 <= width else ""
        rows: list[Row] = []
        under_words = item.right if item.right and not right else ""
        for start, end in break_text(item.words, width, width):
            words = (item.words[start:end], role)
            if rows:
                rows.append(Row(((under, ""), words), option=number))
                continue
            mark = ("› " if on else "  ", "option_mark")
            gap = " " * (width - cell_len(item.words) - cell_len(right)) if right else ""
            pieces = ((" " * left, ""), mark, (lead, "number" if on else "quiet"), words, (gap, ""), (right, "quiet"))
            rows.append(Row(pieces, option=number))
        if under_words:
            rows.append(Row(((under, ""), (shortened(under_words, width), "quiet")), option=number))
        for text, look in item.details:
            cuts = break_text(text, width, width) if item.long else [(0, len(text))]
            rows += [
                Row(((under, ""), (shortened(text[start:end], width), look)), option=number) for start, end in cuts
            ]
        return rows

    def relay(self) -> None:
        """Lay out anew, and keep the item pointed at on the screen."""
        super().relay()
        mine = [number for number, row in enumerate(self._rows) if row.option == self.pointed]
        if mine and (mine[0] < self.scroll_offset.y or mine[-1] >= self.scroll_offset.y + self.size.height):
            self.scroll_to(y=max(0, mine[-1] + 1 - self.size.height, min(mine[0], self.scroll_offset.y)), animate=False)

    def action_point(self, by: int) -> None:
        """Point at another item."""
        if not self.items:
            return
        to = self.pointed + by
        self.pointed = to % len(self.items) if abs(by) == 1 else max(0, min(to, len(self.items) - 1))
        self.relay()
        self.post_message(self.Pointed())

    def action_point_end(self, which: int) -> None:
        """Point at the first or the last item."""
        self.action_point(which * len(self.items) if len(self.items) > 1 else 0)

    def action_take(self) -> None:
        """Choose the item pointed at."""
        if (item := self.item) is not None and not item.shut:
            self.post_message(self.Taken(self, item))

    def action_take_number(self, digit: int) -> None:
        """Choose the item of that number."""
        if 1 <= digit <= len(self.items):
            self.pointed = digit - 1
            self.relay()
            self.action_take()

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the mouse."""
        number = self.option_at(event.y)
        if number >= 0:
            self.action_take_number(number + 1)
