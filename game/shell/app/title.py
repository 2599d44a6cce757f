"""The title screen, and the page on which the reader chooses whom to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from game.language.tables import LeadInfo
from game.play.session import begin
from game.play.state import Setup
from game.shell.app.bands import Footer
from game.shell.app.card import MEASURE, card_rows
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.keys import LEADS, TITLE, bindings_of
from game.shell.app.paper import Paper
from game.shell.app.rows import EMPTY, Row, break_text
from game.shell.app.saves_screen import when
from game.shell.app.typesetting import Geometry
from game.shell.slots import Slot

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp


class TitleCard(Paper):
    """The story's name and its trace, where the card before the program's start had them."""

    DEFAULT_CSS = """
    TitleCard { height: auto; }
    """
    ALLOW_SELECT = False

    def __init__(self, title: str, under: str, about: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._under = under
        self._about = about

    def lay_out(self, where: Geometry) -> list[Row]:
        """The card's rows, a line under the title, what to know of it, and room beneath."""
        size = self.app.size
        first, left, rows = card_rows(self._title, size.width, size.height)
        laid = [EMPTY] * first + [Row(((" " * left, ""), (text, role))) if text else EMPTY for text, role in rows]
        if self._under:
            laid.append(Row(((" " * left, ""), (self._under[: where.measure], "quiet"))))
        if self._about:
            measure = max(8, min(MEASURE, where.measure))
            lines = [self._about[start:end] for start, end in break_text(self._about, measure, measure)]
            laid += [EMPTY, *(Row(((" " * left, ""), (words, "option"))) for words in lines)]
        return laid + [EMPTY] * (2 if size.height >= 20 else 1)

    def relay(self) -> None:
        """As tall as what it shows."""
        super().relay()
        self.styles.height = len(self._rows)


class TitleScreen(Screen[None]):
    """Continue, new game, load, replay, quit."""

    app: CitadelApp
    BINDINGS = bindings_of(TITLE)
    AUTO_FOCUS = "#menu"

    def compose(self) -> ComposeResult:
        """Card, menu, footer."""
        program = self.app.program
        yield TitleCard(program.title, program.author, id="card")
        yield ChoiceList(airy=False, id="menu")
        yield Footer(TITLE, id="foot")

    def on_mount(self) -> None:
        """Fill the menu."""
        self.refresh_menu()

    def on_screen_resume(self) -> None:
        """Back from a game: there is one more to go on with."""
        self.refresh_menu()

    def on_resize(self) -> None:
        """The card's place depends on the height too."""
        self.query_one("#card", TitleCard).relay()

    def refresh_menu(self) -> None:
        """What can be done from here now."""
        slot = self.app.newest()
        items = [
            Item("new_game", "New game"),
            Item("load", "Load a saved game"),
            Item("replay", "Replay a saved game"),
            Item("quit", "Quit"),
        ]
        if slot is not None:
            items.insert(0, Item("continue", "Continue", ((line_of(slot), "quiet"),)))
        else:
            items = [item for item in items if item.id not in ("load", "replay")]
        self.query_one("#menu", ChoiceList).set_items(items)
        self.query_one("#foot", Footer).show([], [] if slot is not None else ["load", "replay"])

    async def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Do it."""
        await self.run_action(message.item.id)

    def action_continue(self) -> None:
        """Go on with the newest game."""
        slot = self.app.newest()
        if slot is not None:
            self.app.load_game(slot.path.name)

    def action_new_game(self) -> None:
        """Choose whom to be; not asked where there is one only."""
        leads = self.app.program.leads
        if len(leads) == 1:
            self.app.new_game(leads[0].id)
        else:
            self.app.push_screen(LeadScreen(leads[0]))

    def action_load(self) -> None:
        """The saved games."""
        self.app.open_saves("load")

    def action_replay(self) -> None:
        """The saved games, to watch one."""
        self.app.open_saves("replay")

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)


def line_of(slot: Slot) -> str:
    """A saved game in one line: who, where, when it was."""
    of = slot.summary
    parts = [slot.lead, of.ending or of.chapter, of.place, of.time, when(slot.saved_at)]
    return " · ".join(part for part in parts if part)


class LeadScreen(Screen[None]):
    """A page for each of those whom the reader may be: the name, where that one's story begins, what to know."""

    app: CitadelApp
    BINDINGS = bindings_of(LEADS)
    AUTO_FOCUS = "#leads"

    def __init__(self, lead: LeadInfo) -> None:
        super().__init__()
        self.lead = lead

    def compose(self) -> ComposeResult:
        """The card, what to know, the menu, the footer."""
        first = begin(self.app.program, Setup(lead=self.lead.id)).page
        where = [part for part in (first.chapter, first.place, first.time) if part]
        others = [lead for lead in self.app.program.leads if lead != self.lead]
        yield TitleCard(self.lead.name, " · ".join(where), self.lead.about, id="card")
        yield ChoiceList(
            [Item("begin", f"Begin as {self.lead.name}"), *(Item(lead.id, f"Turn to {lead.name}") for lead in others)],
            airy=False,
            id="leads",
        )
        yield Footer(LEADS, id="foot")

    def on_resize(self) -> None:
        """The card's place depends on the height too."""
        self.query_one("#card", TitleCard).relay()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Begin, or turn to another page."""
        if message.item.id == "begin":
            self.app.pop_screen()
            self.app.new_game(self.lead.id)
            return
        other = next(lead for lead in self.app.program.leads if lead.id == message.item.id)
        self.app.switch_screen(LeadScreen(other))

    def action_leave(self) -> None:
        """Back to the title."""
        self.app.pop_screen()


class Heading(Paper):
    """A screen's name, and a line under it."""

    DEFAULT_CSS = """
    Heading { height: auto; }
    """
    ALLOW_SELECT = False

    def __init__(self, title: str, under: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._under = under

    def lay_out(self, where: Geometry) -> list[Row]:
        """At the top, with air around it where there is room."""
        left = " " * where.left
        rows = [EMPTY] * (2 if self.app.size.height >= 20 else 1)
        rows.append(Row(((left, ""), (self._title, "place"))))
        if self._under:
            rows += [Row(((left, ""), (self._under[: where.measure], "quiet")))]
        return [*rows, EMPTY]

    def relay(self) -> None:
        """As tall as what it shows."""
        super().relay()
        self.styles.height = len(self._rows)
