"""The title screen, and the page on which the reader chooses whom to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.screen import Screen

from game.language.tables import LeadInfo
from game.play.opposite import ALONE, Company, Partner, as_sentence, begun_with
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

    def __init__(
        self, title: str, under: str, about: str = "", *, beside: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._title = title
        self._under = under
        self._about = about
        self._beside = beside

    def lay_out(self, where: Geometry) -> list[Row]:
        """The card's rows, a line under the title, whom one plays opposite, what to know, and room beneath."""
        size = self.app.size
        first, left, rows = card_rows(self._title, size.width, size.height)
        laid = [EMPTY] * first + [Row(((" " * left, ""), (text, role))) if text else EMPTY for text, role in rows]
        if self._under:
            laid.append(Row(((" " * left, ""), (self._under[: where.measure], "quiet"))))
        measure = max(8, min(MEASURE, where.measure))
        for text in filter(None, (self._beside, self._about)):
            lines = [text[start:end] for start, end in break_text(text, measure, measure)]
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
        come_to = self._come_to()
        items = [
            Item("new_game", "New game"),
            Item("load", "Load a saved game"),
            Item("replay", "Replay a saved game"),
            Item("endings", "Endings and memories", come_to),
            Item("quit", "Quit"),
        ]
        if slot is not None:
            lines = filter(None, (line_of(slot), slot.summary.opposite))
            items.insert(0, Item("continue", "Continue", tuple([(words, "quiet") for words in lines])))
        else:
            items = [item for item in items if item.id not in ("load", "replay", *(() if come_to else ("endings",)))]
        self.query_one("#menu", ChoiceList).set_items(items)
        hidden = ["load", "replay"] if slot is None else []
        self.query_one("#foot", Footer).show([], hidden)

    def _come_to(self) -> tuple[tuple[str, str], ...]:
        """How much of the story was met in all games, under the gallery's name; nothing as long as nothing is known."""
        profile = self.app.profile
        if profile is None or not (met := profile.met()):
            return ()
        from game.shell.gallery import gallery_of

        return ((gallery_of(self.app.program, met).told, "quiet"),)

    def learn(self) -> None:
        """More is known of other games."""
        self.refresh_menu()

    async def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Do it."""
        await self.run_action(message.item.id)

    def action_continue(self) -> None:
        """Go on with the newest game."""
        slot = self.app.newest()
        if slot is not None:
            self.app.load_game(slot.path.name)

    def action_new_game(self) -> None:
        """Choose whom to be; not asked where there is one only, and no game of a story before to begin with."""
        leads = self.app.program.leads
        if len(leads) == 1 and not self.app.finished_beside(leads[0].id).any:
            self.app.new_game(leads[0].id)
        else:
            self.app.push_screen(LeadScreen(leads[0]))

    def action_load(self) -> None:
        """The saved games."""
        self.app.open_saves("load")

    def action_replay(self) -> None:
        """The saved games, to watch one."""
        self.app.open_saves("replay")

    def action_endings(self) -> None:
        """What was come to in any game."""
        self.app.open_gallery()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)


def line_of(slot: Slot) -> str:
    """A saved game in one line: who, where, when it was."""
    of = slot.summary
    parts = [slot.lead, of.ending or of.chapter, of.place, of.time, when(slot.saved_at)]
    return " · ".join(part for part in parts if part)


class LeadScreen(Screen[None]):
    """A page for each of those whom the reader may be: the name, where that one's story begins, what to know.

    Where there are finished games to begin with, they are offered; those chosen stand under the name.
    """

    app: CitadelApp
    BINDINGS = bindings_of(LEADS)
    AUTO_FOCUS = "#leads"

    def __init__(self, lead: LeadInfo, company: Company = ALONE) -> None:
        super().__init__()
        self.lead = lead
        partners = tuple([each for each in company.partners if each.lead != lead.id])
        self.company = Company(partners, company.former)

    def compose(self) -> ComposeResult:
        """The card, what to know, the menu, the footer."""
        program, company = self.app.program, self.company
        setup = Setup(lead=self.lead.id, ghost=company.ghost, before=company.before)
        first = begin(program, setup).page
        where = [part for part in (first.chapter, first.place, first.time) if part]
        beside = " ".join([as_sentence(begun_with(program, setup)), *company.notes]).strip()
        yield TitleCard(self.lead.name, " · ".join(where), self.lead.about, beside=beside, id="card")
        yield ChoiceList(self._items(), airy=False, id="leads")
        yield Footer(LEADS, id="foot")

    def _items(self) -> list[Item]:
        """Begin, with whom, or turn to another page."""
        program = self.app.program
        there = self.app.finished_beside(self.lead.id).beside(program, self.company)
        items = [Item("begin", f"Begin as {self.lead.name}")]
        if there.partners:
            items.append(Item(" opposite", f"Opposite {there.opposite_whom} …"))
        if there.former:
            items.append(Item(" after", f"After {there.after_what} …"))
        if self.company != ALONE:
            items.append(Item(" alone", "Without a game before" if not self.company.partners else "Opposite nobody"))
        return [*items, *(Item(lead.id, f"Turn to {lead.name}") for lead in program.leads if lead != self.lead)]

    def on_resize(self) -> None:
        """The card's place depends on the height too."""
        self.query_one("#card", TitleCard).relay()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Begin, choose a finished game, or turn to another page."""
        match message.item.id:
            case "begin":
                self.app.pop_screen()
                self.app.new_game(self.lead.id, self.company)
            case " alone":
                self.app.switch_screen(LeadScreen(self.lead))
            case " opposite" | " after":
                from game.shell.app.opposite_screen import OppositeScreen

                which: Literal["opposite", "after"] = "after" if message.item.id == " after" else "opposite"
                screen = OppositeScreen(self.lead.id, self.lead.name, which, self.company)
                self.app.push_screen(screen, lambda partner: self._chosen(which, partner))
            case other:
                lead = next(lead for lead in self.app.program.leads if lead.id == other)
                self.app.switch_screen(LeadScreen(lead, self.company))

    def _chosen(self, which: Literal["opposite", "after"], partner: Partner | None) -> None:
        """Say on this page whom one plays opposite."""
        if partner is None:
            return
        before = Company(self.company.partners, partner)
        self.app.switch_screen(LeadScreen(self.lead, before if which == "after" else self.company.with_partner(partner)))

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
