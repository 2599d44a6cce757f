"""The saved games: to go on with, to watch again, to rename, to delete and bring back, to import."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.screen import Screen

from game.shell import files
from game.shell.app.bands import Footer
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.dialogs import NameDialog
from game.shell.app.keys import SAVES, bindings_of
from game.shell.places import expanded
from game.shell.play_time import in_words
from game.shell.slots import AUTOSAVE, CHECKPOINT, EARLIER, QUICK, Slot

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
        self.saves.set_items([item_of(slot) for slot in self._slots])
        foot = self.query_one("#foot", Footer)
        verb = "load it" if self.purpose == "load" else "watch it"
        foot.show([("enter", verb, "take")] if self._slots else [], [] if self._slots else ["delete", "rename"])
        if not self._slots:
            foot.hint("There are no saved games yet.")

    def action_take(self) -> None:
        """The footer's words were clicked."""
        self.saves.action_take()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Load or watch the game."""
        name = message.item.id
        self.app.pop_screen()
        if self.purpose == "load":
            self.app.load_game(name)
        else:
            self.app.replay_game(name)

    def action_delete(self) -> None:
        """Put the game away; it can be brought back."""
        item = self.saves.item
        slot = self._slot()
        if item is None or slot is None:
            return
        if self.app.on_shelf(lambda: self.app.shelf.delete(item.id), "Deleting") is not None:
            self.refresh_list()
            self.query_one("#foot", Footer).hint(f"Deleted; u brings it back: “{display_name(slot)}”.")

    def action_undelete(self) -> None:
        """Bring back the game that was deleted last."""
        path = self.app.on_shelf(self.app.shelf.undelete, "Bringing it back")
        self.refresh_list()
        if path is None:
            self.query_one("#foot", Footer).hint("Nothing has been deleted that could be brought back.")
            return
        self.saves.point_at(path.name)
        if (slot := self._slot()) is not None:
            self.query_one("#foot", Footer).hint(f"Brought back “{display_name(slot)}”.")

    def action_rename(self) -> None:
        """Ask for another name."""
        slot = self._slot()
        if slot is None or slot.problem:
            return
        proposed = "" if slot.automatic or slot.backup else slot.name

        def named(name: str | None) -> None:
            if name is None:
                return
            path = self.app.on_shelf(lambda: self.app.shelf.rename(slot.path.name, name), "Renaming")
            self.refresh_list()
            if path is not None:
                self.saves.point_at(path.name)

        self.app.push_screen(NameDialog(proposed, "Rename it to", "renames"), named)

    def action_export(self) -> None:
        """Ask for a file, and write the game into it for somebody else."""
        slot = self._slot()
        if slot is None or slot.problem:
            return
        path = slot.path

        def answered(given: str | None) -> None:
            if given is None:
                return
            target = expanded(given)
            written = self.app.on_shelf(lambda: exported_to(target, path), "Exporting")
            if written is not None:
                self.query_one("#foot", Footer).hint(f"Written: {target}")

        self.app.push_screen(
            NameDialog(f"~/{path.name.removesuffix('.bak')}", "Export it into the file", "exports", 1_000), answered
        )

    def action_import_game(self) -> None:
        """Ask for a file or a code, and keep what it holds."""
        ask_and_import(self.app, self._imported)

    def _imported(self, path: Path) -> None:
        self.refresh_list()
        self.saves.point_at(path.name)

    def _slot(self) -> Slot | None:
        item = self.saves.item
        return None if item is None else next((each for each in self._slots if each.path.name == item.id), None)

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.app.pop_screen()


def exported_to(target: Path, path: Path) -> Path:
    """Write a saved game's file into a new one, without names and times. OSError or SaveError."""
    from game.play.saves import decode, encode
    from game.shell.carrying import exported

    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    files.write_through(target, encode(exported(decode(files.read(path)))))
    return target


def ask_and_import(app: CitadelApp, then: Callable[[Path], None]) -> None:
    """Ask for the path of a saved game or a code, keep what it holds, and say so. `then` is told where it is kept."""

    def answered(given: str | None) -> None:
        if given is None:
            return
        from game.shell.carrying import import_game
        from game.shell.games import StoryMistakes, Unreadable, UsageError

        try:
            imported = import_game(given, app.options.saves, program=app.program)
        except (Unreadable, UsageError) as error:
            app.notify(str(error), severity="error", markup=False)
            return
        except StoryMistakes:
            app.notify("The story of that game has mistakes, so it cannot be played.", severity="error", markup=False)
            return
        then(imported.path)
        app.notify(imported.told, markup=False)

    question = "Paste a replay code, or type the path of a saved game"
    app.push_screen(NameDialog("", question, "imports", most=64_000), answered)


def item_of(slot: Slot) -> Item:
    """A saved game as the list shows it: name, how far and how old; who and where; the last line."""
    if slot.problem:
        return Item(slot.path.name, slot.name, ((slot.problem, "warning"),), shut=True)
    of = slot.summary
    # The place last: it is what may be cut where there is no room.
    about = ["imported" if slot.imported else "", slot.lead, of.ending or of.chapter, of.time, of.place]
    details = [(" · ".join(part for part in about if part), "quiet")]
    if of.opposite:
        details.append((of.opposite, "quiet"))
    if of.last_line:
        details.append((of.last_line, "manner"))
    count = f"{of.turns} choice{'' if of.turns == 1 else 's'}"
    read = f"{of.read}% read" if of.read else ""
    right = " · ".join(part for part in (count, in_words(of.played), read, when(slot.saved_at)) if part)
    return Item(slot.path.name, display_name(slot), tuple(details), right=right)


def display_name(slot: Slot) -> str:
    """What a saved game is called: its own name, or what kind of keepsake it is."""
    kind, _, rest = slot.stem.partition("-")
    name = slot.name
    if kind == AUTOSAVE and rest:
        name = "The game as you left it"
    elif kind == EARLIER and rest:
        name = f"An earlier game ({rest.rpartition('-')[2]})"
    elif kind == CHECKPOINT and rest:
        name = f"The beginning of {slot.summary.chapter or 'a chapter'}"
    elif kind == QUICK and rest:
        name = "Quick save"
    return f"{name}, as it was before" if slot.backup else name


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
