"""The lines above and below the page: the running head, and the footer with the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from game.shell.app.keys import Key, keys_of
from game.shell.app.paper import finder_of
from game.shell.app.rows import Piece, shortened
from game.shell.app.typesetting import geometry

HINT_SECONDS = 4.0


class Band(Widget):
    """A line of text on the screen, set over the column of prose."""

    DEFAULT_CSS = """
    Band { height: 1; background: $background; }
    """
    ALLOW_SELECT = False

    @property
    def text_row(self) -> int:
        """The row of this band that has the text."""
        return 0

    def pieces(self, width: int) -> list[Piece]:
        """What stands in that many columns."""
        return []

    def render_line(self, y: int) -> Strip:
        """The line, from the left edge of the prose."""
        find = finder_of(self.app.theme).find
        where = geometry(self.size.width)
        here = y == self.text_row
        segments = [Segment(" " * where.left, find(""))] if here else []
        if here:
            segments += [Segment(text, find(roles)) for text, roles in self.pieces(where.measure)]
        return Strip(segments).extend_cell_length(self.size.width, find("")).crop(0, self.size.width)


class RunningHead(Band):
    """Where and when on the left, the chapter on the right, and an empty line under them, or round them, as
    the height allows (the app's CSS says how high).
    """

    DEFAULT_CSS = """
    RunningHead { height: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = self._right = ""

    @property
    def text_row(self) -> int:
        """The first, and the second in a high terminal."""
        return 1 if self.size.height > 2 else 0

    def show(self, left: str, right: str) -> None:
        """Change what it says."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        """The chapter gives way where both do not fit, then the place is cut."""
        left, right = self._left, self._right
        if cell_len(left) + cell_len(right) + 2 > width:
            right = ""
        left = shortened(left, width)
        return [(left, "quiet"), (" " * (width - cell_len(left) - cell_len(right)), ""), (right, "quiet")]


class Footer(Band):
    """The keys that do something now, as many as fit, from the one table; or, for a few seconds, a hint."""

    DEFAULT_CSS = """
    Footer { height: 2; }
    """

    def __init__(self, screen: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = keys_of(screen)
        self._first: tuple[tuple[str, str, str], ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._hint = ""
        self._hint_role = "hint"
        self._timer: Timer | None = None
        self._places: list[tuple[int, int, str]] = []

    def show(self, first: Sequence[tuple[str, str, str]], hidden: Sequence[str] = ()) -> None:
        """Begin with these (key, words, action); leave the keys of these ids out."""
        now = (tuple(first), frozenset(hidden))
        if now != (self._first, self._hidden):
            self._first, self._hidden = now
            self.refresh()

    def hint(self, words: str, role: str = "hint") -> None:
        """Say something in place of the keys for a few seconds."""
        self._hint, self._hint_role = words, role
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(HINT_SECONDS, self.unhint)
        self.refresh()

    def unhint(self) -> None:
        """Show the keys again."""
        if self._hint:
            self._hint = ""
            self.refresh()

    @property
    def text_row(self) -> int:
        """What is empty lies between it and the page, and below it where there is room."""
        return min(1, self.size.height - 1)

    @property
    def hinted(self) -> str:
        """The hint that is shown, or ""."""
        return self._hint

    def pieces(self, width: int) -> list[Piece]:
        """The hint, or the keys that fit."""
        self._places = []
        if self._hint:
            return [(shortened(self._hint, width), self._hint_role)]
        pieces: list[Piece] = []
        used = 0
        for key, words, action in self._all():
            needed = cell_len(key) + 1 + cell_len(words) + (3 if pieces else 0)
            if used + needed > width:
                continue
            if pieces:
                pieces.append(("   ", ""))
            pieces += [(key, "key"), (" " + words, "quiet")]
            self._places.append((used + (3 if used else 0), used + needed, action))
            used += needed
        return pieces

    def _all(self) -> list[tuple[str, str, str]]:
        mine: list[Key] = [key for key in self._keys if key.short and key.id not in self._hidden]
        return [*self._first, *((key.shown, key.short, key.action) for key in mine)]

    async def on_click(self, event: events.Click) -> None:
        """Do what the words under the mouse say."""
        at = event.x - geometry(self.size.width).left
        for start, end, action in self._places:
            if start <= at < end and action:
                event.stop()
                await self.screen.run_action(action)
                return
