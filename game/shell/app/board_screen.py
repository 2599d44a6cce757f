"""The memory board: what is remembered in a list, and two memories laid beside each other. It knows no rule of the game.

What can be joined is in the page's moves. Open where the story says so, it makes them; opened to look, it makes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from game.play.board import BoardView, Laid, board_of
from game.play.page import Move
from game.play.session import Session
from game.play.transcript import Chosen, entries
from game.shell.app.bands import Footer
from game.shell.app.board_parts import CLOSE, LINK, Foot, OpenMemory, cards
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.keys import BOARD, bindings_of
from game.shell.app.title import Heading
from game.shell.board_words import NOTHING_JOINS, NOTHING_LIES, readings_of

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp
    from game.shell.app.reading import ReadingScreen

LEAVE = "!leave"


class BoardScreen(Screen[None]):
    """The board over the page that it was opened from. `live` where it is the story that opened it."""

    app: CitadelApp
    BINDINGS = bindings_of(BOARD)
    AUTO_FOCUS = "#cards"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (104, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    BoardScreen #desk { layout: horizontal; height: 1fr; padding: 0 5; }
    BoardScreen #cards { width: 2fr; margin-right: 1; }
    BoardScreen #sides { layout: vertical; width: 3fr; height: 1fr; }
    BoardScreen OpenMemory { height: 1fr; width: 1fr; }
    BoardScreen #first { margin-bottom: 1; }
    BoardScreen #readings { height: auto; max-height: 50%; margin-top: 1; }
    BoardScreen.-narrow.choosing #cards { display: none; }
    BoardScreen.-wide #desk { max-width: 140; padding: 0 3; }
    BoardScreen.-wide #cards { width: 36; margin-right: 2; }
    BoardScreen.-wide #sides { layout: horizontal; width: 1fr; }
    BoardScreen.-wide { align-horizontal: center; }
    BoardScreen.-narrow #desk { layout: vertical; padding: 0; }
    BoardScreen.-narrow #cards, BoardScreen.-narrow #sides { width: 100%; }
    BoardScreen.-narrow #cards { height: 1fr; margin: 0 0 1 0; }
    BoardScreen.-narrow #sides { height: 1fr; }
    BoardScreen.-narrow.two #sides { height: 2fr; }
    BoardScreen.-narrow #first { margin-bottom: 0; }
    """

    def __init__(self, under: ReadingScreen, session: Session) -> None:
        super().__init__()
        self._under = under
        self._session = session
        self._board = BoardView()
        self._first = ""
        self._choosing: tuple[Move, ...] = ()
        self.live = session.page.reflects

    def compose(self) -> ComposeResult:
        """The heading, the list beside what is laid open, the readings, what is said, the keys."""
        yield Heading("What you remember")
        with Container(id="desk"):
            yield ChoiceList(id="cards")
            with Container(id="sides"):
                yield OpenMemory(id="first")
                yield OpenMemory(id="second")
        yield ChoiceList(id="readings")
        yield Foot(id="said")
        yield Footer(BOARD, id="foot")

    @property
    def list(self) -> ChoiceList:
        """The memories, the links, and the way out."""
        return self.query_one("#cards", ChoiceList)

    @property
    def readings(self) -> ChoiceList:
        """How two that are laid together may be read."""
        return self.query_one("#readings", ChoiceList)

    @property
    def footer(self) -> Footer:
        """The line of keys."""
        return self.query_one("#foot", Footer)

    def on_mount(self) -> None:
        """Lay out what is remembered."""
        self._lay_out(fresh=False)

    def on_resize(self, event: events.Resize) -> None:
        """The heading's air depends on the height."""
        self.query_one(Heading).relay()

    def show(self, session: Session, fresh: bool, taken: str = "") -> None:
        """Another session: the page under the board follows it, and the board is put away where it is open no more."""
        self._session = session
        self._under.show(session, fresh, taken)
        if session.page.reflects and self.live:
            self._first = ""
            self._lay_out(fresh)
        elif self.is_current:
            self.app.pop_screen()

    def _lay_out(self, fresh: bool) -> None:
        self._board = board_of(self._session.program, self._session.state)
        closing = self._session.page.moves[-1].label if self.live else ""
        self.list.set_items(cards(self._board, self._first, closing))
        self._offer(())
        said = list(entries(self._session, len(self._session.path) - 1)) if fresh else []
        since = next((number for number, entry in enumerate(said) if isinstance(entry, Chosen)), 0)
        self.query_one("#said", Foot).show(self._session.program, self._board, said[since:])
        if not self._board.fragments:
            self.footer.hint(NOTHING_LIES)
        self._look()

    # ------------------------------------------------------------------ looking

    def _laid(self, id: str) -> Laid | None:
        return next((each for each in self._board.fragments if each.id == id), None)

    def _look(self) -> None:
        """Show what is under the cursor, beside what is laid open; under a link both of its memories."""
        first, second = self._first, self.list.item.id if self.list.item else ""
        if second.startswith(LINK):
            first, second = next(made.pair for made in self._board.links if LINK + made.id == second)
        one, other = self._laid(first), self._laid(second)
        if one == other:
            other = None
        self.query_one("#first", OpenMemory).show(one)
        self.query_one("#second", OpenMemory).show(other)
        self.query_one("#first").display = one is not None
        self.query_one("#second").display = other is not None or one is None
        self.set_class(one is not None and other is not None, "two")
        self._tell()

    def _tell(self) -> None:
        item = self.list.item
        words = "lay it open"
        if self._choosing:
            words = "read it so"
        elif item is not None and item.id == CLOSE:
            words = "close"
        elif item is not None and (item.id.startswith(LINK) or (self._first and item.id != self._first)):
            words = "lay them together" if self.live else "lay it open"
        elif item is not None and item.id == self._first:
            words = "put it back"
        hidden = [] if self.live and self._session.path else ["undo"]
        if not any(each.display and each.cut_off for each in self.query(OpenMemory)):
            hidden.append("more")
        self.footer.show([("enter", words, "take")] if item else [], hidden)

    def on_open_memory_fitted(self) -> None:
        """A memory may be cut off now."""
        self._tell()

    def on_choice_list_pointed(self) -> None:
        """The cursor has moved."""
        self.footer.unhint()
        self._look()

    # ------------------------------------------------------------------ laying together

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """A memory is laid open, a second beside it, or a reading chosen."""
        id = message.item.id
        if message.list is self.readings:
            self._read(id)
        elif id == CLOSE:
            self._close()
        elif id.startswith(LINK):
            one, other = next(made.pair for made in self._board.links if LINK + made.id == id)
            self._lay_together(one, other)
        elif self._first and id != self._first and self.live:
            self._lay_together(self._first, id)
        else:
            self._open(id if id != self._first else "")

    def _open(self, id: str) -> None:
        """Lay a memory open, or none."""
        self._first = id
        pointed = self.list.pointed
        self.list.set_items(cards(self._board, id, self._session.page.moves[-1].label if self.live else ""))
        self.list.pointed = pointed
        self._look()

    def _lay_together(self, one: str, other: str) -> None:
        self._look()
        moves = readings_of(self._session.page, one, other) if self.live else ()
        if not moves:
            if self.live:
                self.footer.hint(NOTHING_JOINS)
        elif moves[0].kind == "wrong":
            self.app.play(moves[0].id)
        else:
            self._offer(moves)

    def _offer(self, moves: tuple[Move, ...]) -> None:
        """Offer how two memories may be read, or offer nothing."""
        self._choosing = moves
        readings = self.readings
        readings.display = bool(moves)
        self.set_class(bool(moves), "choosing")
        if moves:
            readings.pointed = 0
            items = [Item(move.id, move.label) for move in moves]
            readings.set_items([*items, Item(LEAVE, "Leave them as they are.")])
            readings.focus()
            self.call_after_refresh(self._fit_readings)
        else:
            self.list.focus()
        self._tell()

    def _fit_readings(self) -> None:
        self.readings.styles.height = len(self.readings.rows)

    def _read(self, id: str) -> None:
        if id == LEAVE:
            self._offer(())
        else:
            self.app.play(id)

    def _close(self) -> None:
        if self.live:
            self.app.play(self._session.page.moves[-1].id)
        else:
            self.app.pop_screen()

    # ------------------------------------------------------------------ keys

    def action_take(self) -> None:
        """The footer's words were clicked."""
        (self.readings if self._choosing else self.list).action_take()

    def action_more(self) -> None:
        """The next rows of each memory that is cut off."""
        for each in self.query(OpenMemory):
            each.read_on()

    def action_undo(self) -> None:
        """Take back one choice."""
        if self.live and not self.app.undo():
            self.footer.hint("This is the beginning: there is nothing to take back.")

    def action_leave(self) -> None:
        """One step back: from the readings, from a memory laid open, from the board."""
        if self._choosing:
            self._offer(())
        elif self._first:
            self._open("")
        else:
            self._close()
