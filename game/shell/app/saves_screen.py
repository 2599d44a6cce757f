"""The saved games: to go on with, to watch again, to delete."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from game.shell.app.bands import Footer
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.keys import SAVES, bindings_of
from game.shell.shelf import Slot

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

Purpose = Literal["load", "replay"]
HEADINGS: dict[Purpose, tuple[str, str]] = {
    "load": ("Load a saved game", "The game you are in is kept."),
    "replay": ("Replay a saved game", "It plays again, page by page; the saved game stays as it is."),
}


class SavesScreen(Screen[None]):
    """A list of saved games, the newest first."""

    app: CitadelApp
    BINDINGS = bindings_of(SAVES)
    AUTO_FOCUS = "#saves"

    def __init__(self, purpose: Purpose) -> None:
        super().__init__()
        self.purpose = purpose
        self._slots: list[Slot] = []
        self._doomed = ""

    def compose(self) -> ComposeResult:
        """Heading, list, footer."""
        from game.shell.app.title import Heading

        yield Heading(*HEADINGS[self.purpose])
        yield ChoiceList(id="saves")
        yield Footer(SAVES, id="foot")

    @property
    def saves(self) -> ChoiceList:
        """The list."""
        return self.query_one("#saves", ChoiceList)

    def on_mount(self) -> None:
        """Read the shelf."""
        self.refresh_list()

    def refresh_list(self) -> None:
        """Show what the shelf holds now."""
        self._slots = self.app.slots()
        self.saves.set_items([item_of(slot, doomed=slot.path.name == self._doomed) for slot in self._slots])
        foot = self.query_one("#foot", Footer)
        verb = "load it" if self.purpose == "load" else "watch it"
        foot.show([("enter", verb, "take")] if self._slots else [], [] if self._slots else ["delete"])
        if not self._slots:
            foot.hint("There are no saved games yet.")

    def action_take(self) -> None:
        """The footer's words were clicked."""
        self.saves.action_take()

    def on_choice_list_pointed(self) -> None:
        """Moving on is a no to deleting."""
        self._spare()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Load or watch the game; where it was asked whether to delete, this is a no to that."""
        if self._doomed:
            self._spare()
            return
        name = message.item.id
        self.app.pop_screen()
        if self.purpose == "load":
            self.app.load_game(name)
        else:
            self.app.replay_game(name)

    def action_delete(self) -> None:
        """Ask once, then delete."""
        item = self.saves.item
        if item is None:
            return
        if self._doomed != item.id:
            self._doomed = item.id
            self.refresh_list()
            words = "Press d again to delete it for good. Any other key keeps it."
            self.query_one("#foot", Footer).hint(words, "warning")
            return
        self._doomed = ""
        self.app.delete_game(item.id)
        self.query_one("#foot", Footer).unhint()
        self.refresh_list()

    def on_key(self, event: events.Key) -> None:
        """Any key but the one that was asked for is a no to deleting."""
        if event.key not in ("d", "q", "escape"):
            self._spare()

    def _spare(self) -> None:
        if self._doomed:
            self._doomed = ""
            self.query_one("#foot", Footer).unhint()
            self.refresh_list()

    def action_leave(self) -> None:
        """Back to where it was opened; or only a no to deleting."""
        if self._doomed:
            self._spare()
        else:
            self.app.pop_screen()


def item_of(slot: Slot, doomed: bool = False) -> Item:
    """A saved game as the list shows it: name, how far and how old; who and where; the last line."""
    if slot.problem:
        return Item(slot.path.name, slot.name, ((slot.problem, "warning"),), shut=True)
    about = [slot.lead, slot.ending or slot.chapter, ", ".join(part for part in (slot.place, slot.time) if part)]
    details = [(" · ".join(part for part in about if part), "quiet")]
    if doomed:
        details.append(("Delete it for good? d once more.", "warning"))
    elif slot.last_line:
        details.append((slot.last_line, "manner"))
    count = f"{slot.turns} choice{'' if slot.turns == 1 else 's'}"
    right = " · ".join(part for part in (count, when(slot.saved_at)) if part)
    return Item(slot.path.name, display_name(slot), tuple(details), right=right)


def display_name(slot: Slot) -> str:
    """What a saved game is called: its own name, or what kind of keepsake it is."""
    stem = slot.path.stem
    if slot.present:
        return "The game as you left it"
    if stem.startswith("earlier-"):
        return f"An earlier game ({stem.rpartition('-')[2]})"
    return slot.name


def when(saved_at: str, now: datetime | None = None) -> str:
    """How long ago a moment in ISO 8601 was, in words; "" where it is none."""
    try:
        then = datetime.fromisoformat(saved_at)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    seconds = ((now or datetime.now(UTC)) - then).total_seconds()
    if seconds < -86400:  # some clock is wrong: the date says more than an age
        return _date(then)
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{round(seconds / 60)} minutes ago"
    if seconds < 36 * 3600:
        hours = round(seconds / 3600)
        return f"{hours} hour{'' if hours == 1 else 's'} ago"
    if seconds < 14 * 86400:
        return f"{round(seconds / 86400)} days ago"
    return _date(then)


def _date(then: datetime) -> str:
    """The day in the reader's time zone, or in its own where no calendar reaches that far."""
    with suppress(OverflowError, OSError, ValueError):
        then = then.astimezone()
    return f"{then:%d %B} {then.year}".lstrip("0")
