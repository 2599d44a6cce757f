"""The list of finished games with which a new one can be begun: opposite another lead's, or after one of the story before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.screen import Screen

from game.play.opposite import Company, Partner, Unsuited, partner_of
from game.play.save_format import SaveError, decode
from game.shell import files
from game.shell.app.bands import Footer
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.keys import OPPOSITE, bindings_of
from game.shell.app.saves_screen import ask_and_import, display_name, when
from game.shell.opposite import Shelved, former_in, on_shelves, partner_in
from game.shell.slots import Slot

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

Which = Literal["opposite", "after"]


class OppositeScreen(Screen[Partner | None]):
    """Finished games, the newest first; hands back the one that was chosen."""

    app: CitadelApp
    BINDINGS = bindings_of(OPPOSITE)
    AUTO_FOCUS = "#games"

    def __init__(self, lead: str, name: str, which: Which, company: Company) -> None:
        super().__init__()
        self._lead, self._name, self._which, self._company = lead, name, which, company
        self._slots: tuple[Slot, ...] = ()

    def compose(self) -> ComposeResult:
        """Heading, list, footer."""
        from game.shell.app.title import Heading

        there = self._there()
        whom = f"opposite {there.opposite_whom}" if self._which == "opposite" else f"after {there.after_what}"
        yield Heading(f"{self._name}, {whom}", "A finished game to begin with. It stays as it is.")
        yield ChoiceList(id="games")
        yield Footer(OPPOSITE, id="foot")

    @property
    def games(self) -> ChoiceList:
        """The list."""
        return self.query_one("#games", ChoiceList)

    def on_mount(self) -> None:
        """Read the shelves."""
        self.refresh_list()
        self.query_one("#foot", Footer).show([("enter", "choose it", "take")])

    def refresh_list(self) -> None:
        """Show what the shelves hold now."""
        there = self._there()
        self._slots = there.partners if self._which == "opposite" else there.former
        self.games.set_items([item_of(slot) for slot in self._slots])

    def _there(self) -> Shelved:
        program = self.app.program
        self.app.keeper.flush()
        return on_shelves(program, self.app.options.saves, self._lead).beside(program, self._company)

    def action_take(self) -> None:
        """The footer's words were clicked."""
        self.games.action_take()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Hand the game back, if it will do."""
        slot = next(each for each in self._slots if str(each.path) == message.item.id)
        try:
            if self._which == "opposite":
                partner = partner_in(self.app.program, slot)
            else:
                partner = former_in(self.app.program, slot, self.app.options.story)
        except (Unsuited, SaveError) as error:
            self.app.notify(str(error), severity="error", markup=False)
        except OSError as error:
            self.app.notify(f"It cannot be read: {files.reason(error)}.", severity="error", markup=False)
        else:
            self.dismiss(partner)

    def action_import_game(self) -> None:
        """Keep a game that was given, and point at it."""
        ask_and_import(self.app, self._imported)

    def _imported(self, path: Path) -> None:
        self.refresh_list()
        if any(each.path == path for each in self._slots):
            self.games.point_at(str(path))
            return
        why = f"It is no game for this list: {self._name} is played opposite others." if self._which == "opposite" else ""
        try:
            if self._which == "opposite":
                partner_of(self.app.program, decode(files.read(path)))
        except (Unsuited, SaveError, OSError) as error:
            why = files.reason(error)
        if why:
            self.app.notify(f"{why.rstrip('.')}.", severity="warning", markup=False)

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss(None)


def item_of(slot: Slot) -> Item:
    """A finished game as the list shows it: whose, how it ended and when; what it is called."""
    of = slot.summary
    count = f"{of.turns} choice{'' if of.turns == 1 else 's'}"
    about = ["imported" if slot.imported else "", display_name(slot), count, of.opposite]
    detail = " · ".join(part for part in about if part)
    return Item(str(slot.path), f"{slot.lead}: {of.ending}", ((detail, "quiet"),), right=when(slot.saved_at))
