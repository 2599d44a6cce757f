"""What was read before, in this game or another: such lines are dimmed and passed over on request, options are marked."""

from __future__ import annotations

import time
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from textual.screen import Screen

from game.play.session import Session
from game.play.transcript import Chosen
from game.shell.app.bands import Footer
from game.shell.app.options import Menu
from game.shell.app.preferences import keep_dimmed, prefers_dimmed
from game.shell.app.rows import Row
from game.shell.app.transcript_view import TranscriptView
from game.shell.app.typesetting import Block, Entry

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

Stopped = Literal["new", "end"]
"""Before what skipping stopped: a line that was never read, or the options."""


class ReadingView(TranscriptView):
    """The transcript, with the entries of the newest page that were `known` when it was shown."""

    DEFAULT_CSS = """
    ReadingView { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._known: Container[int] = ()
        self._dimmed = False

    def show_known(
        self,
        entries: Sequence[Entry],
        menu: Menu,
        known: Container[int],
        *,
        tail: tuple[Block, ...] = (),
        fresh: bool = True,
    ) -> None:
        """Show a transcript; `known` are the numbers of its entries that were read before."""
        self._known = known
        self.show(entries, menu, tail=tail, fresh=fresh)

    def learn(self, before: frozenset[str], known: Container[int]) -> None:
        """The same page, but more is known of it by now: which options were taken `before`, which entries were read."""
        self._known = known
        self._menu = replace(self._menu, before=before)
        if self._stage >= len(self._stops):
            self._reset_menu()
        self.refresh()

    def dim(self, dimmed: bool) -> None:
        """Show what was read before paled, or no more."""
        self._dimmed = dimmed
        self.refresh()

    def is_past(self, row: Row) -> bool:
        """What is past, and if wished what was read in another game."""
        return super().is_past(row) or (self._dimmed and row.block in self._known)

    @property
    def place(self) -> int:
        """The row at which the reader's place is."""
        return self._top

    @property
    def skippable(self) -> bool:
        """Whether there is more of the page, and all that is on the screen of it was read before."""
        return self.more and not self.away and self._first_new(self._bottom()) is None

    def _first_new(self, below: int | None = None) -> int | None:
        """The first entry from the reader's place on that was never read; only above that row, if one is given."""
        shown = next((row.block for row in self._rows[self._top :] if row.block >= 0), len(self._entries))
        for number in range(max(self._page_start, shown), len(self._entries)):
            entry = self._entries[number]
            if isinstance(entry, Chosen) or not entry.text or number in self._known:
                continue
            if below is not None and (number >= len(self._set) or self._row_of(number) >= below):
                return None
            return number
        return None

    def skip(self) -> Stopped:
        """Turn on to the first line that was never read, and to the options if there is none. Nothing is chosen."""
        if self.away:
            self.return_to_place()
        self._shown_at = time.monotonic()
        number = self._first_new()
        if number is None:
            self._turn_to_stage(len(self._stops))
            self._paged = True
            self._put(max(0, len(self._rows) - self.size.height))
            return "end"
        if number >= len(self._set) or self._row_of(number) >= self._bottom():
            self._turn_to_stage(sum(stop < number for stop in self._stops))
            self._paged = True
            self._put(max(0, min(self._row_of(number), len(self._rows) - self.size.height)))
        return "new"

    def _turn_to_stage(self, stage: int) -> None:
        if stage > self._stage:
            self._stage = stage
            self._set_rows(len(self._set))


class ReadBefore(Screen[None]):
    """A screen with a page, which knows what the reader has met of it before. It asks the app's profile, and no file."""

    app: CitadelApp

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._shown: Session | None = None
        self._skipping = self._dimmed = False
        self._hinted_at = (-1, -1)

    @property
    def view(self) -> ReadingView:
        """The page."""
        return self.query_one("#page", ReadingView)

    @property
    def footer(self) -> Footer:
        """The line of keys."""
        return self.query_one("#foot", Footer)

    def tell(self) -> None:
        """Bring what stands round the page up to it."""

    def known(self) -> frozenset[int]:
        """The numbers of the newest page's entries that were read before it was shown."""
        profile = self.app.profile
        found: set[int] = set()
        if profile is None:
            return frozenset()
        for number in range(len(self._entries) - 1, -1, -1):
            entry = self._entries[number]
            if isinstance(entry, Chosen):
                if entry.move.kind != "fate":
                    break
            elif profile.has_read(entry):
                found.add(number)
        return frozenset(found)

    def taken_before(self, menu: Menu) -> frozenset[str]:
        """The options that were taken before."""
        profile = self.app.profile
        return frozenset(move.id for move in menu.moves if profile.took(move.id)) if profile is not None else frozenset()

    def marked(self, menu: Menu) -> Menu:
        """The menu, those options marked."""
        return replace(menu, before=self.taken_before(menu))

    def learn(self) -> None:
        """More is known of other games than when the page was shown."""
        if self._shown is not None and self._shown is self.app.session:
            self.view.learn(self.taken_before(self.view.menu), self.known())
            self.tell()

    def action_endings(self) -> None:
        """What was come to in any game."""
        self.app.open_gallery()

    # ------------------------------------------------------------------ skipped

    def action_skip(self) -> None:
        """Skip what was read before, in this page and the next ones, or stop doing so."""
        if self._skipping:
            self._skipping = False
            self.footer.hint("Reading at your own pace again.")
        elif self.app.profile is None:
            self.footer.hint("Nothing is remembered, so there is nothing to skip.")
        else:
            self._skip_on()
        self.tell()

    def go_on_skipping(self, fresh: bool) -> None:
        """Another page is shown; where it is a `fresh` one, skipping goes on if it was not stopped."""
        if self._skipping and fresh:
            self._skip_on()
        self._skipping = self._skipping and fresh

    def _skip_on(self) -> None:
        """As far as all was read before. What is new ends it, be it words or a choice; the choice is the reader's."""
        from game.play.met import counted

        profile = self.app.profile
        moves = self._shown.page.moves if self._shown is not None else ()
        self._skipping = False
        if profile is None:
            return
        if self.view.skip() == "new":
            self._hint("This is new to you.")
        elif any(not profile.has_met(id) for id in counted(moves)):
            self._hint("You have never been given this choice.")
        else:
            self._skipping = bool(moves)

    def _hint(self, words: str) -> None:
        """Say something about the place where skipping has come to. It stands until the reader goes on from there."""
        self._hinted_at = self._place
        self.footer.hint(words)

    @property
    def _place(self) -> tuple[int, int]:
        return self.view.place, self.view.menu.pointed

    def unhint(self) -> None:
        """The page has moved; what was said is no longer to the point, unless it is of this very place."""
        if self._place != self._hinted_at or self.view.away:
            self.footer.unhint()

    @property
    def skipping(self) -> bool:
        """Whether the next page will be skipped as far as it was read before."""
        return self._skipping

    # ------------------------------------------------------------------ dimmed

    def begin_dimmed(self) -> None:
        """As the reader had it last."""
        self._dimmed = prefers_dimmed()
        self.view.dim(self._dimmed)

    def action_dim(self) -> None:
        """Dim what was read before, or no more."""
        self._dimmed = not self._dimmed
        self.view.dim(self._dimmed)
        keep_dimmed(self._dimmed)
        self.footer.hint("What you have read before is dimmed." if self._dimmed else "Nothing is dimmed.")
