"""A game that plays again by itself, page by page, at the reader's pace. It never touches the saved game."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from game.play.page import Line, Page
from game.play.session import Session
from game.play.transcript import decided, entries, move_named
from game.shell.app.bands import Footer, RunningHead
from game.shell.app.keys import REPLAY, bindings_of
from game.shell.app.options import Blank, Menu
from game.shell.app.reading import tail_of
from game.shell.app.transcript_view import TranscriptView

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

PACES = (0.25, 0.5, 1.0, 2.0, 4.0, 16.0)
"""How fast, as times the reading pace."""
SHORTEST = 1.2
LONGEST = 40.0


class ReplayScreen(Screen[None]):
    """Shows the pages of a finished or unfinished path one after the other."""

    app: CitadelApp
    BINDINGS = bindings_of(REPLAY)
    AUTO_FOCUS = "#page"

    def __init__(self, session: Session, words_a_minute: int, to: int | None = None) -> None:
        super().__init__()
        self.session = session
        self._turns = [number for number in range(len(session.path) + 1) if not session.page_at(number).fated]
        self._turns = self._turns or [len(session.path)]  # fate alone, round and round
        self._last = len(self._turns) - 1 if to is None else max(0, min(to, len(self._turns) - 1))
        self._at = 0
        self._words_a_minute = words_a_minute
        self._pace = 2
        self.paused = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The reading screen's three parts."""
        yield RunningHead(id="head")
        yield TranscriptView(id="page")
        yield Footer(REPLAY, id="foot")

    @property
    def view(self) -> TranscriptView:
        """The page."""
        return self.query_one("#page", TranscriptView)

    @property
    def at(self) -> int:
        """The turn that is shown: how many of the player's choices were made."""
        return self._at

    def on_mount(self) -> None:
        """Begin at the beginning."""
        self._show()

    def _show(self) -> None:
        """Show the present turn, its choice pointed at, and wait as long as it takes to read."""
        moves = self._turns[self._at]
        so_far = self.session.rewind(len(self.session.path) - moves)
        page = so_far.page
        taken = self.session.path[moves] if moves < len(self.session.path) else ""
        self.view.show(list(entries(so_far)), menu_as_taken(page, taken), tail=tail_of(page))
        where = " · ".join(part for part in (page.place, page.time) if part)
        self.query_one("#head", RunningHead).show(where, f"replay {self._at} of {len(self._turns) - 1}")
        self._wait(page)
        self.tell()

    def _wait(self, page: Page) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.paused or self._at >= self._last:
            return
        words = sum(len(line.text.split()) for line in page.lines if isinstance(line, Line))
        rate = self._words_a_minute * PACES[self._pace]
        seconds = 0.05 if rate <= 0 else max(SHORTEST / PACES[self._pace], min(LONGEST, words * 60 / rate))
        self._timer = self.set_timer(seconds, self._turn_on)

    def tell(self) -> None:
        """Bring the footer up to what goes on."""
        words = "go on" if self.paused else "pause"
        pace = f"pace ×{PACES[self._pace]:g}"
        first = [("space", words, "pause"), ("+ −", pace, "pace(-1)"), ("← →", "step", "turn(1)")]
        self.query_one("#foot", Footer).show(first, ["pause", "step_on", "step_back"])

    def _turn_on(self) -> None:
        """The time for this page is over; a text taller than the screen goes on first."""
        if self.view.more and self.view.read_on():
            self._wait(Page(lines=()))
            return
        if self._at < self._last:
            self._at += 1
            self._show()

    def action_turn(self, by: int) -> None:
        """One page on or back, or the next screenful of a long one, and stop there."""
        self.paused = True
        if by > 0 and self.view.more and self.view.read_on():
            self._wait(self.session.page_at(self._turns[self._at]))
            self.tell()
            return
        self._at = max(0, min(self._at + by, len(self._turns) - 1))
        self._show()

    def action_pause(self) -> None:
        """Stop, or go on; at the end, begin again."""
        self.paused = not self.paused
        if not self.paused and self._at >= self._last:
            self._at = 0
            self._last = len(self._turns) - 1
        self._show()

    def action_pace(self, by: int) -> None:
        """Faster or slower."""
        self._pace = max(0, min(self._pace - by, len(PACES) - 1))
        moves = self._turns[self._at]
        self._wait(self.session.page_at(moves))
        self.tell()

    def action_continue_here(self) -> None:
        """Play on from this page, as a branch of its own."""
        self.app.branch_from(self.session, self._turns[self._at])

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.app.pop_screen()

    def action_scroll_line(self, rows: int) -> None:
        """j and k."""
        self.view.scroll_by(rows)

    def action_scroll_screen(self, screens: int) -> None:
        """A screenful."""
        self.view.scroll_by(screens * max(1, self.view.size.height - 2))

    def action_scroll_ends(self, which: int) -> None:
        """To the beginning, or back to the page that plays."""
        if which < 0:
            self.view.scroll_by(-len(self.view.rows))
        else:
            self.view.return_to_place()


def menu_as_taken(page: Page, taken: str) -> Menu:
    """What a page offered, with that move pointed at; of a question or the board only what was answered there."""
    if page.asks or page.reflects:
        return Menu(blank=Blank(decided(move_named(page, taken)))) if taken else Menu()
    number = next((number for number, move in enumerate(page.moves) if move.id == taken), -1)
    return Menu(page.moves).point_at(number)
