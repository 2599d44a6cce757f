"""Help: every key of the table, and how the page works. Notes: what was written down, came back and was told."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from game.play.dossier import Entry as Told
from game.play.page import Line
from game.shell.app.bands import Footer
from game.shell.app.keys import ALL, AUTHOR, BOARD, COMPARE, KEYS, PAGES, READ, REPLAY, SAVES, TITLE, TREE, bindings_of
from game.shell.app.paper import Paper
from game.shell.app.rows import EMPTY, Row, break_text, set_rows
from game.shell.app.title import Heading
from game.shell.app.typesetting import Block, Entry, Geometry, set_line
from game.shell.dossier_words import between, come_to

HOW_IT_WORKS = (
    "Read, and choose with the number before an option; or point with the arrows and press enter; or click.",
    "The game is kept by itself after every choice. You can leave at any moment: Continue is where you were.",
    "Select words with the mouse and copy them with ctrl+c.",
)
SECTIONS = (
    ("Reading", READ),
    ("For authors", AUTHOR),
    ("Memories", BOARD),
    ("The tree of a game", TREE),
    ("Two ways side by side", COMPARE),
    ("Title", TITLE),
    ("Saved games", SAVES),
    ("Replay", REPLAY),
    ("Everywhere", ALL),
)


class Sheet(Paper, can_focus=True):
    """Rows to be scrolled through."""

    def scroll_by(self, rows: int) -> None:
        """That many rows on."""
        last = max(0, len(self.rows) - self.size.height)
        self.scroll_to(y=max(0, min(self.scroll_offset.y + rows, last)), animate=False)


class KeysSheet(Sheet):
    """How the page works, and the table of keys; those for authors only where one plays."""

    def __init__(self, for_author: bool, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections = [each for each in SECTIONS if for_author or each[1] != AUTHOR]

    def lay_out(self, where: Geometry) -> list[Row]:
        """Sentences first, then the keys by screen."""
        rows: list[Row] = []
        for sentence in HOW_IT_WORKS:
            rows += set_rows(Block(sentence, space=1 if rows else 0), where, -1)
        wide = min(22, max(cell_len(key.all_shown) for key in KEYS) + 2, where.measure // 2)
        for title, screen in self._sections:
            rows += set_rows(Block(title, "place", space=2), where, -1)
            for key in KEYS:
                if screen in key.where:
                    rows += key_rows(key.all_shown, " ".join((key.description + ".", key.tooltip)).strip(), wide, where)
        return rows


def key_rows(keys: str, words: str, wide: int, where: Geometry) -> list[Row]:
    """One key: its name, and beside it what it does."""
    rows: list[Row] = []
    left = " " * where.left
    for number, (start, end) in enumerate(break_text(words, where.measure - wide, where.measure - wide)):
        name = keys if number == 0 else ""
        rows.append(Row(((left, ""), (name.ljust(wide)[:wide], "key"), (words[start:end], "option"))))
    return rows


class NotesSheet(Sheet):
    """Notes and memories in the order in which they came, then what was told."""

    def __init__(self, lines: Sequence[Line], told: Sequence[Told], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = lines
        self._told = told

    def lay_out(self, where: Geometry) -> list[Row]:
        """Each as it stood on its page."""
        rows: list[Row] = []
        for line in self._lines:
            set_anew = set_rows(set_line(line, where), where, -1)
            rows += set_anew if rows else [row for row in set_anew if row is not EMPTY]
        if self._told:
            rows += set_rows(Block("What was told", "place", space=2 if rows else 0), where, -1)
        for each in self._told:
            rows += set_rows(Block(between(each), "name"), where, -1)
            rows += set_rows(Block(each.text, "speech", indent=2, space=0), where, -1)
            if each.lie:
                rows += set_rows(Block(come_to(each), "reason", indent=2, space=0), where, -1)
        return rows or set_rows(Block("Nothing yet.", "hint", space=0), where, -1)


class PageScreen(Screen[None]):
    """A heading and a sheet, to be read and left."""

    BINDINGS = bindings_of(PAGES)
    AUTO_FOCUS = "#sheet"

    def __init__(self, title: str, under: str, sheet: Sheet) -> None:
        super().__init__()
        self._heading = (title, under)
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        """Heading, sheet, footer."""
        yield Heading(*self._heading)
        yield self._sheet
        yield Footer(PAGES, id="foot")

    def on_resize(self, event: events.Resize) -> None:
        """The heading's air depends on the height."""
        self.query_one(Heading).relay()

    def action_leave(self) -> None:
        """Back to the page."""
        self.app.pop_screen()

    def action_help(self) -> None:
        """The same key closes what it opened."""
        self.app.pop_screen()

    def action_scroll_line(self, rows: int) -> None:
        """j and k."""
        self._sheet.scroll_by(rows)

    def action_scroll_screen(self, screens: int) -> None:
        """A screenful."""
        self._sheet.scroll_by(screens * max(1, self._sheet.size.height - 2))

    def action_scroll_ends(self, which: int) -> None:
        """The first or the last row."""
        self._sheet.scroll_by(which * len(self._sheet.rows))


def help_screen(for_author: bool = False) -> PageScreen:
    """The help."""
    return PageScreen("Help", "", KeysSheet(for_author, id="sheet"))


def notes_screen(entries: Sequence[Entry], told: Sequence[Told] = ()) -> PageScreen:
    """What was noted, remembered and told so far."""
    kept = [entry for entry in entries if isinstance(entry, Line) and entry.kind in ("note", "surfaced", "recovered")]
    return PageScreen("Notes and memories", "", NotesSheet(kept, told, id="sheet"))
