"""The page: the whole transcript in one column, what is new at the top of it, and the options under the words.

One widget with Textual's line API over rows that are wrapped once for a width: it costs the same at the end of a long
game as at its beginning. It knows no rule of the game; it shows entries and a menu, and posts what the reader picks.

*Reading*: new text begins at the top of the screen, or lower where the terminal is tall, with what came before above
it, paled. A text that does not fit is turned a screenful at a time, and waits at the author's page marks. Options can be
taken when they can be seen; until `GRACE` seconds after new text came, enter and the mouse take nothing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from msgspec.structs import replace
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection

from game.play.page import Move
from game.play.transcript import Chosen
from game.shell.app.copying import paragraph_at, selected_text
from game.shell.app.options import Menu, set_menu
from game.shell.app.paper import Paper
from game.shell.app.rows import Row, set_rows
from game.shell.app.typesetting import Block, Entry, geometry, set_chosen, set_line

GRACE = 0.35
"""Seconds after new text in which enter and the mouse choose nothing."""


class TranscriptView(Paper, can_focus=True):
    """The transcript and the menu under it."""

    class Picked(Message):
        """The reader takes an option that is open."""

        def __init__(self, move: Move) -> None:
            super().__init__()
            self.move = move

    class Refused(Message):
        """The reader tried a locked option."""

        def __init__(self, move: Move) -> None:
            super().__init__()
            self.move = move

    class Moved(Message):
        """Something that a footer may want to tell has changed: the place in the text, or what is pointed at."""

    grace = GRACE

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: list[Entry] = []
        self._pressed = (0, 0.0)
        self._tail: tuple[Block, ...] = ()
        self._menu = Menu()
        self._menu_from = 0
        """The row with which the menu begins."""
        self._set: list[int] = []
        """For each entry that was set so far, the number of rows up to its end."""
        self._page_start = 0
        self._stops: list[int] = []
        self._stage = 0
        self._top = 0
        """The row at which the reader's place was put at the top of the screen."""
        self._paged = False
        """Whether the reader has turned on within the text since its place was set."""
        self._anchor: tuple[int, int, int] | None = None
        """The scroll position that a change of width led to, and the entry and character kept there."""
        self._read = True
        self._shown_at = 0.0

    # ------------------------------------------------------------------ what is shown

    def show(self, entries: Sequence[Entry], menu: Menu, *, tail: tuple[Block, ...] = (), fresh: bool = True) -> None:
        """Show a transcript up to its last page. `fresh` text is read from its beginning; other was read before."""
        same = 0
        for old, new in zip(self._entries, entries, strict=False):
            if old != new:
                break
            same += 1
        self._entries = list(entries)
        self._tail, self._menu, self._hovered = tail, menu, -1
        self._page_start = max(
            (n for n, entry in enumerate(entries) if isinstance(entry, Chosen) and entry.move.kind != "fate"), default=0
        )
        after = range(self._page_start, len(entries))
        self._stops = [n for n in after if not isinstance(entry := entries[n], Chosen) and entry.kind == "page"]
        self._stage = 0 if fresh else len(self._stops)
        self._read = not fresh
        self._shown_at = time.monotonic() if fresh else 0.0
        self.screen.clear_selection()
        if not self.size.width:  # not laid out yet: the first frame is to have the text all the same
            self._geometry = geometry(self.app.size.width)
        self._set_rows(same)
        self._go_to_place()

    @property
    def menu(self) -> Menu:
        """The options and what is pointed at."""
        return self._menu

    @property
    def read(self) -> bool:
        """Whether the end of the text has been on the screen."""
        return self._read

    def shows(self, kind: str) -> bool:
        """Whether a line of that kind is on the screen."""
        for row in self._rows[self.scroll_offset.y : self._bottom()]:
            if 0 <= row.block < len(self._entries):
                entry = self._entries[row.block]
                if not isinstance(entry, Chosen) and entry.kind == kind:
                    return True
        return False

    @property
    def more(self) -> bool:
        """Whether there is text below the screen, or after the author's page mark."""
        return self._stage < len(self._stops) or self._bottom() < len(self._rows)

    @property
    def away(self) -> bool:
        """Whether the reader has scrolled back from where the reading is. As far down as can be is never back:

        a screen that grows pulls the text with it before it is put in its place anew.
        """
        return self.scroll_offset.y < min(self._top, self.max_scroll_y)

    # ------------------------------------------------------------------ setting

    def _set_rows(self, keep: int = 0) -> None:
        """Wrap what is shown, all but the first `keep` entries, which are set already."""
        where = self._geometry
        shown = self._entries[: self._stops[self._stage]] if self._stage < len(self._stops) else self._entries
        keep = min(keep, len(self._set), len(shown))
        del self._set[keep:]
        del self._rows[(self._set[-1] if self._set else 0) :]
        for number in range(keep, len(shown)):
            entry = shown[number]
            block = set_chosen(entry.move, where) if isinstance(entry, Chosen) else set_line(entry, where)
            if block is not None and block.text:
                self._add(block, number)
            self._set.append(len(self._rows))
        if len(shown) == len(self._entries):
            for block in self._tail:
                self._add(block, len(self._entries))
        self._menu_from = len(self._rows)
        if len(shown) == len(self._entries):
            self._rows += set_menu(self._menu, where)

    def _add(self, block: Block, number: int) -> None:
        rows = set_rows(block, self._geometry, number)
        self._rows += rows if self._rows else rows[block.space :]

    def _row_of(self, entry: int, character: int = 0) -> int:
        """The row that shows that character of that entry, or the first one after it."""
        first = self._set[entry - 1] if 0 < entry <= len(self._set) else 0
        for number in range(first, len(self._rows)):
            row = self._rows[number]
            if row.block > entry or row.option >= 0 or (row.block == entry and character <= row.end):
                return number
        return len(self._rows)

    @property
    def _new_from(self) -> int:
        """The first entry of what is new: after the reader's last choice, or after the last page mark passed."""
        if 0 < self._stage <= len(self._stops):
            return self._stops[self._stage - 1] + 1
        return self._page_start

    def _go_to_place(self) -> None:
        """Put the newest text where reading begins: at the top, or a third of the way down if all of it fits there."""
        height = max(1, self.size.height)
        first = self._row_of(self._new_from)
        spare = height - (len(self._rows) - first)
        top = max(0, first - max(0, min(spare, height // 3)))
        while top < first and top > 0 and self._rows[top - 1].pieces:
            top += 1
        while top < first and not self._rows[top].pieces:
            top += 1
        self._paged = False
        self._put(top)

    def _put(self, top: int) -> None:
        """Scroll so that this row is the first on the screen, and that is the reader's place."""
        self._top = top
        self.virtual_size = Size(self.size.width, max(len(self._rows), top + self.size.height))
        self.scroll_to(y=top, animate=False)
        self._look()
        self.refresh()
        self.post_message(self.Moved())

    def _look(self) -> None:
        """Note whether the end has been seen."""
        if not self._read and self._stage >= len(self._stops) and self._bottom() >= len(self._rows):
            self._read = True

    def _bottom(self) -> int:
        return self.scroll_offset.y + self.size.height

    def relay(self) -> None:
        """For a new size: wrap anew, and keep the words that are at the top of the screen there."""
        if self.size.width == self._geometry.width and self._rows:
            if self.away:
                self._put_back()
            elif self._paged:
                self._put(self._top)
            else:
                self._go_to_place()
            return
        at, was_away = self.scroll_offset.y, self.away
        anchor = self._anchor
        if anchor is None or anchor[0] != at:
            row = next((row for row in self._rows[at:] if row.block >= 0), None)
            anchor = (at, row.block, row.start) if row is not None else None
        self._geometry = geometry(self.size.width)
        self._set_rows()
        if anchor is None or not (self._paged or was_away):
            self._anchor = None
            self._go_to_place()
            return
        kept = self._row_of(anchor[1], anchor[2])
        if was_away:
            self._go_to_place()
            self.scroll_to(y=kept, animate=False)
        else:
            self._put(kept)
        self._anchor = (self.scroll_offset.y, anchor[1], anchor[2])
        self.refresh()

    def _put_back(self) -> None:
        at = self.scroll_offset.y
        self._go_to_place()
        self.scroll_to(y=at, animate=False)

    # ------------------------------------------------------------------ reading on

    @property
    def settled(self) -> bool:
        """Whether the grace after new text is over."""
        return time.monotonic() - self._shown_at >= self.grace

    def read_on(self) -> bool:
        """Turn to the next screenful; False if all has been read and nothing was done."""
        if self.away:
            self.return_to_place()
            return True
        bottom = self._bottom()
        if bottom < len(self._rows):
            top = bottom
            while top < len(self._rows) and not self._rows[top].pieces:
                top += 1
            if top > 0 and self._rows[top - 1].pieces and self.size.height > 12:
                top -= 1
            self._paged = True
            # Never past the end: what is left is shown with all that leads to it, and the whole menu is in view.
            self._put(min(top, len(self._rows) - self.size.height))
        elif self._stage >= len(self._stops):
            return False
        else:
            self._stage += 1
            self._set_rows(len(self._set))
            self._shown_at = time.monotonic()
            self._go_to_place()
        return True

    def return_to_place(self) -> None:
        """Scroll back to where the reading is."""
        self.scroll_to(y=self._top, animate=False)

    def scroll_by(self, rows: int) -> None:
        """Scroll that many rows; past the end of the text there is nothing to see."""
        last = max(self._top, len(self._rows) - self.size.height)
        self.scroll_to(y=max(0, min(self.scroll_offset.y + rows, last)), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the place in the text has changed."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._look()
            self.post_message(self.Moved())

    # ------------------------------------------------------------------ options

    def point(self, by: int) -> None:
        """Point at the next option or the one before; while there is unread text, scroll instead."""
        if not self._menu.moves or (not self._read and not self._menu_in_sight()):
            self.scroll_by(by)
            return
        self._point_at(self._menu.point_on(by).pointed)

    def _point_at(self, number: int) -> None:
        self._menu = self._menu.point_at(number)
        self._reset_menu()
        rows = [n for n, row in enumerate(self._rows) if row.option == number]
        if rows and rows[-1] >= self._bottom():
            self.scroll_to(y=rows[-1] + 1 - self.size.height, animate=False)
        elif rows and rows[0] < self.scroll_offset.y:
            self.scroll_to(y=rows[0], animate=False)
        self.post_message(self.Moved())

    def _reset_menu(self) -> None:
        """Draw the menu anew."""
        self._rows[self._menu_from :] = set_menu(self._menu, self._geometry)
        self.refresh()

    def _menu_in_sight(self) -> bool:
        return any(row.option >= 0 for row in self._rows[self.scroll_offset.y : self._bottom()])

    def _scrolled_to(self, row: int) -> bool:
        return self.scroll_offset.y <= row < self._bottom()

    def take_number(self, digit: int) -> None:
        """Take the option of that number if it is in sight; else bring the reader back to the options.

        A key that is held down takes nothing more: the grace begins anew with each of its strokes.
        """
        move = self._menu.numbered(digit)
        now = time.monotonic()
        held = self._pressed[0] == digit and now - self._pressed[1] < self.grace
        self._pressed = (digit, now)
        if move is None or held:
            return
        if any(row.option == digit - 1 for row in self._rows[self.scroll_offset.y : self._bottom()]):
            self._take(move)
        else:
            self.read_on()

    def take_pointed(self) -> bool:
        """Take the option pointed at; False if there is none."""
        move = self._menu.move
        if move is None:
            return False
        if self.settled:
            self._take(move)
        return True

    def _take(self, move: Move) -> None:
        self.post_message(self.Refused(move) if move.locked else self.Picked(move))

    # ------------------------------------------------------------------ a line to be written on

    @property
    def blank_at(self) -> tuple[int, int, int] | None:
        """Where the line for the answer stands on this widget: column, row, width. None where it is not in sight."""
        row = self._menu_from + 1
        if self._menu.blank is None or not self._scrolled_to(row) or row >= len(self._rows):
            return None
        left = self._geometry.left - self._geometry.hang + 2
        return left, row - self.scroll_offset.y, self._geometry.left + self._geometry.measure - left

    def reply(self, words: str) -> None:
        """Say something under the line; the text above it stays where it is as long as there is room."""
        if self._menu.blank is None or self._menu.blank.reply == words:
            return
        self._menu = replace(self._menu, blank=replace(self._menu.blank, reply=words))
        self._reset_menu()
        over = len(self._rows) - self._bottom()
        if words and over > 0:
            self._put(self.scroll_offset.y + over)

    def focus_on_click(self) -> bool:
        """A click on the text takes no letters away from an answer that is being typed."""
        return self._menu.blank is None

    # ------------------------------------------------------------------ mouse

    def on_click(self, event: events.Click) -> None:
        """Take the option that was clicked on, unless words were being selected."""
        option = self.option_at(event.y)
        chosen_text = self.text_selection
        dragging = chosen_text is not None and chosen_text.start != chosen_text.end
        if option >= 0 and self.settled and not dragging:
            event.prevent_default()
            self._take(self._menu.moves[option])

    def is_past(self, row: Row) -> bool:
        """What was read before is paled, but not for a reader who has gone back to it."""
        return 0 <= row.block < self._new_from and not self.away

    # ------------------------------------------------------------------ selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as prose: paragraphs unwrapped, an empty line between them."""
        text = selected_text(self._rows, self._entries, selection)
        return (text, "\n") if text else None

    def text_select_all(self) -> None:
        """A double click takes the paragraph under the mouse, not the whole game."""
        number = self.scroll_offset.y + self.app.mouse_position.y - self.region.y
        paragraph = paragraph_at(self._rows, number)
        if paragraph is not None:
            self.screen.selections = {self: paragraph}
