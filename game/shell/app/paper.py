"""A sheet of rows: the one way text gets onto the screen. Every other view is a sheet that lays out its own rows."""

from __future__ import annotations

from functools import cache

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from game.shell.app.rows import EMPTY, Row
from game.shell.app.themes import StyleFinder, style_finder
from game.shell.app.typesetting import Geometry, geometry

finder_of = cache(style_finder)


class Paper(ScrollView, inherit_bindings=False):
    """Rows in the colours of the theme, wrapped for its width when that changes."""

    DEFAULT_CSS = """
    Paper { background: $background; scrollbar-size: 0 0; overflow: hidden scroll; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[Row] = []
        self._geometry = geometry(80)
        self._hovered = -1

    @property
    def rows(self) -> list[Row]:
        """All rows as they are set now; not to be changed by others."""
        return self._rows

    def row_at(self, number: int) -> Row:
        """The row of that number, from 0; an empty one after the last."""
        return self._rows[number] if 0 <= number < len(self._rows) else EMPTY

    def lay_out(self, where: Geometry) -> list[Row]:
        """The rows for that width. For a sheet of its own kind to say."""
        return []

    def relay(self) -> None:
        """Lay out all rows anew."""
        self._geometry = geometry(self.size.width or self.app.size.width)
        self._rows = self.lay_out(self._geometry)
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap for the new width."""
        self.relay()

    @property
    def finder(self) -> StyleFinder:
        """The styles of the theme in force."""
        return finder_of(self.app.theme)

    def is_past(self, row: Row) -> bool:
        """Whether a row is shown paled."""
        return False

    def is_row_marked(self, row: Row) -> bool:
        """Whether the whole width of a row's option lies on raised paper."""
        return row.option >= 0 and row.option == self._hovered

    def render_line(self, y: int) -> Strip:
        """One row of the screen, with the characters' places for the mouse's selection."""
        number = self.scroll_offset.y + y
        row = self.row_at(number)
        find = self.finder.find
        past = self.is_past(row)
        lit = " pointed" if self.is_row_marked(row) else ""
        segments = [Segment(text, find(roles + lit if roles else roles, past)) for text, roles in row.pieces]
        strip = Strip(segments).extend_cell_length(self.size.width, find("")).crop(0, self.size.width)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            strip = self._with_selection(strip, span)
        return strip.apply_offsets(0, number)

    def _with_selection(self, strip: Strip, span: tuple[int, int]) -> Strip:
        """The strip with its characters from the first to the second (-1: to the end) on marked paper."""
        start, end = span
        marked: list[Segment] = []
        at = 0
        for text, style, _ in strip:
            first, last = max(0, start - at), len(text) if end < 0 else max(0, min(len(text), end - at))
            at += len(text)
            if first >= last or style is None or not text.strip():
                marked.append(Segment(text, style))
                continue
            found = style + self.finder.find("selected")
            cut = [Segment(text[:first], style), Segment(text[first:last], found), Segment(text[last:], style)]
            marked += [each for each in cut if each.text]
        return Strip(marked, strip.cell_length)

    # ------------------------------------------------------------------ mouse

    def option_at(self, y: int) -> int:
        """The option that this line of the widget shows, from 0, or -1."""
        return self.row_at(self.scroll_offset.y + y).option

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which option the mouse is on; that does not point at it."""
        self._hover(self.option_at(event.y))

    def on_leave(self, event: events.Leave) -> None:
        """The mouse has gone."""
        self._hover(-1)

    def _hover(self, option: int) -> None:
        if option != self._hovered:
            self._hovered = option
            self.styles.pointer = "pointer" if option >= 0 else "default"
            self.refresh()
