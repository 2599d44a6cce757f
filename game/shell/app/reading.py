"""The reading screen: running head, page, footer. It shows the app's session and asks the app for each change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from game.play.page import Move, Page
from game.play.session import Session
from game.play.transcript import Chosen, entries
from game.shell.app.bands import Footer, RunningHead
from game.shell.app.keys import AUTHOR, READ, bindings_of, keys_of
from game.shell.app.options import Blank, Menu
from game.shell.app.read_before import ReadBefore, ReadingView
from game.shell.app.transcript_view import TranscriptView
from game.shell.app.typesetting import Block, Entry, set_ending, set_trouble

if TYPE_CHECKING:
    from game.shell.app.answer_line import AnswerLine
    from game.shell.app.main import CitadelApp

AFTER_THE_END = (
    Move(id="!title", label="Back to the title."),
    Move(id="!undo", label="Take back the last choice."),
    Move(id="!replay", label="Watch it again from the beginning."),
)
NOTHING_TYPED = "Type an answer, and press enter."
WHILE_TYPING = (
    ("enter", "answer", "take"),
    ("esc", "other keys", "back"),
    ("ctrl+z", "take back", "undo"),
    ("F1", "help", "app.help"),
)
"""What the footer says while letters go into an answer."""
OPEN_BOARD = Move(id="!board", label="Lay what you remember side by side.")
STUCK = (Move(id="!undo", label="Take back the last choice."), Move(id="!title", label="Back to the title."))


class ReadingScreen(ReadBefore):
    """A game being read and played."""

    app: CitadelApp
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(READ),
        *bindings_of(AUTHOR),
        *(Binding(str(digit), f"take_number({digit})", show=False) for digit in range(1, 10)),
    ]
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    ReadingScreen { layers: default over; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._line: AnswerLine | None = None
        self._aside = False
        """Whether the reader has left the line for the answer, so that letters are keys."""

    def compose(self) -> ComposeResult:
        """Three parts, one under the other."""
        yield RunningHead(id="head")
        yield ReadingView(id="page")
        yield Footer(READ, id="foot")

    def on_mount(self) -> None:
        """Show the game that is being played."""
        self.begin_dimmed()
        if self.app.session is not None:
            self.show(self.app.session, self.app.opening_fresh)

    def show(self, session: Session, fresh: bool, taken: str = "") -> None:
        """Show a session: its new page to be read, or (not `fresh`) a page read before, with what was `taken` there."""
        before, page = self._shown, session.page
        kept = 0
        if before is not None and (before.program, before.setup) == (session.program, session.setup):
            for old, new in zip(before.path, session.path, strict=False):
                if old != new:
                    break
                kept += 1
        self._entries = [*self._entries_before(kept), *entries(session, kept)] if kept else list(entries(session))
        self._shown = session
        self.footer.unhint()
        self.view.show_known(
            self._entries, self.marked(menu_of(page, taken)), self.known(), tail=tail_of(page), fresh=fresh
        )
        self._aside = False
        if self._line is not None:
            self._line.clear()
            self._line.placeholder = next((move.label for move in page.moves if move.id == taken), "")
        self.go_on_skipping(fresh)
        self.tell()

    def hold(self, session: Session) -> None:
        """A session that differs from the one shown only in what is kept beside its path: the page stays as it is."""
        self._shown = session

    def _entries_before(self, page: int) -> list[Entry]:
        """The entries of all pages before that one, as they were told before."""
        for number, entry in enumerate(self._entries):
            if isinstance(entry, Chosen) and entry.number == page - 1:
                return self._entries[: number + 1]
        return []

    def tell(self) -> None:
        """Bring head and footer up to what is on the screen: the head leaves out a place that stands there in full."""
        view = self.view
        if self._shown is not None:
            page = self._shown.page
            where = "" if view.shows("place") else " · ".join(part for part in (page.place, page.time) if part)
            self.query_one("#head", RunningHead).show(where, page.chapter)
        first: list[tuple[str, str, str]] = []
        hidden = ["go_on"]
        if view.away:
            first.append(("end", "back to the text", "scroll_ends(1)"))
        elif view.more:
            first.append(("space", "read on", "go_on"))
            if view.skippable:
                first.append(("x", "skip", "skip"))
        elif view.menu.move is not None:
            first.append(("enter", "take it", "take"))
        elif (count := min(9, len(view.menu.moves))) > 0:
            first.append((f"1–{count}" if count > 1 else "1", "choose", ""))
        elif view.menu.blank is not None:
            first.append(("enter", "answer", "take"))
        if self.skipping:
            first.append(("x", "stop skipping", "skip"))
        if self.app.session is not None and not self.app.session.path:
            hidden += ["undo", "replay"]
            if not self.app.session.branches:
                hidden.append("tree")
        if not self.app.program.fragments:
            hidden.append("memories")
        self._lay_line()
        if self.typing:
            first = [each for each in WHILE_TYPING if each[2] not in hidden]
            hidden = [key.id for key in keys_of(READ)]
        self.footer.show(first, hidden)

    # ------------------------------------------------------------------ typing an answer

    @property
    def typing(self) -> bool:
        """Whether letters go into an answer."""
        return self._line is not None and self._line.has_focus

    def _lay_line(self) -> None:
        """Lay the line for the answer where the page leaves room for it, and have it written on once it is in sight."""
        if self.view.menu.blank is None:
            if self._line is not None and self._line.display:
                self.view.focus()
                self._line.display = False
            return
        if self._line is None:
            from game.shell.app.answer_line import AnswerLine

            self._line = AnswerLine()
            self.mount(self._line)
            self.call_after_refresh(self.tell)
            return
        place = self.view.blank_at
        self._line.display = True
        self._line.lie_at(place and (place[0], place[1] + self.view.region.y, place[2]))
        if place is not None and not self._aside and self.focused is not self._line:
            self._line.focus(scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """The keys mean something else now."""
        if self.typing:
            self._aside = False
        self.tell()

    def on_input_changed(self) -> None:
        """Whoever types sees what is typed."""
        if self.typing:
            self.view.reply("")
            if self.view.away:
                self.view.return_to_place()

    def on_input_submitted(self, message: AnswerLine.Submitted) -> None:
        """Hand the answer in. One that is not taken stays on the line."""
        if self._shown is self.app.session:
            self.view.reply(self.app.answer(message.value) if message.value.strip() else NOTHING_TYPED)

    def _take_up_line(self) -> None:
        """Back to the answer."""
        self._aside = False
        if self.view.away:
            self.view.return_to_place()
        self.tell()

    # ------------------------------------------------------------------ from the page

    def on_transcript_view_moved(self) -> None:
        """The reader has scrolled or pointed."""
        self.unhint()
        self.tell()

    def on_transcript_view_picked(self, message: TranscriptView.Picked) -> None:
        """The reader has chosen."""
        if self._shown is not self.app.session or message.move not in self.view.menu.moves:
            return
        match message.move.id:
            case "!title":
                self.app.leave_game()
            case "!undo":
                self.action_undo()
            case "!board":
                self.action_memories()
            case "!replay":
                self.action_replay()
            case move_id:
                self.app.play(move_id)

    def on_transcript_view_refused(self, message: TranscriptView.Refused) -> None:
        """A locked option tells why."""
        self.footer.hint(message.move.locked)

    # ------------------------------------------------------------------ keys

    def action_go_on(self) -> None:
        """Space: the next screenful."""
        if self.view.menu.blank is not None and not self.view.more:
            self._take_up_line()
        elif self.view.settled and not self.view.read_on() and self.view.menu.moves:
            self.footer.hint(self._how_to_choose())

    def action_take(self) -> None:
        """Enter: the option pointed at, the line for the answer, or the next screenful."""
        if self._line is not None and self.typing:
            self.call_later(self._line.action_submit)
        elif self.view.menu.blank is not None and self.view.read:
            self._take_up_line()
        elif not self.view.take_pointed():
            self.action_go_on()

    def _how_to_choose(self) -> str:
        count = min(9, len(self.view.menu.moves))
        return f"Choose with {f'1 to {count}' if count > 1 else '1'}, or with ↑ ↓ and enter."

    def action_take_number(self, digit: int) -> None:
        """A digit: that option, at once."""
        self.view.take_number(digit)

    def action_point(self, by: int) -> None:
        """Up and down."""
        self.view.point(by)

    def action_undo(self) -> None:
        """Take back one choice."""
        if not self.app.undo():
            self.footer.hint("This is the beginning: there is nothing to take back.")

    def action_save(self) -> None:
        """Save by name."""
        self.app.ask_name_and_save()

    def action_quick_save(self) -> None:
        """Save at once."""
        self.app.quick_save()

    def action_quick_load(self) -> None:
        """Go back to the quick save."""
        self.app.quick_load()

    def action_load(self) -> None:
        """The saved games."""
        self.app.open_saves("load")

    def action_replay(self) -> None:
        """Watch this game again."""
        if self.app.session is not None:
            self.app.open_replay(self.app.session)

    def action_tree(self) -> None:
        """Every way that this game went."""
        if self._shown is not None and self._shown is self.app.session:
            from game.shell.app.tree_screen import TreeScreen

            self.app.push_screen(TreeScreen(self, self._shown))

    def action_notes(self) -> None:
        """Notes and memories."""
        self.app.open_notes(self._entries)

    def action_memories(self) -> None:
        """The board: to lay memories together where the story has opened it, else to look."""
        if self._shown is not None and self._shown.program.fragments:
            from game.shell.app.board_screen import BoardScreen

            self.app.push_screen(BoardScreen(self, self._shown))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What authors have besides is there for nobody else."""
        return self.app.options.for_author if action in ("why", "play_from") else True

    def action_why(self) -> None:
        """Why each option of the page is open or not."""
        if self._shown is not None:
            from game.shell.app.author import why_screen

            self.app.push_screen(why_screen(self._shown))

    def action_play_from(self) -> None:
        """Choose a place to play from."""
        from game.shell.app.author import choose_place

        choose_place(self.app)

    def action_back(self) -> None:
        """To the title; from the line for the answer only to the page."""
        if self.typing:
            self._aside = True
            self.view.focus()
        else:
            self.app.leave_game()

    def action_scroll_line(self, rows: int) -> None:
        """j and k."""
        self.view.scroll_by(rows)

    def action_scroll_screen(self, screens: int) -> None:
        """A screenful less a line, so that the eye finds its way."""
        self.view.scroll_by(screens * max(1, self.view.size.height - 2))

    def action_scroll_ends(self, which: int) -> None:
        """To the beginning of the game, or back to the text."""
        if which < 0:
            self.view.scroll_by(-len(self.view.rows))
        else:
            self.view.return_to_place()


def menu_of(page: Page, taken: str = "") -> Menu:
    """The options of a page; after the end of a game, what to do next."""
    if page.ending is not None:
        return Menu(AFTER_THE_END)
    if page.trouble or page.fated or not page.moves:
        return Menu(STUCK)
    if page.asks:
        return Menu(blank=Blank())
    if page.reflects:
        return Menu((OPEN_BOARD, page.moves[-1]))
    return Menu(page.moves, taken=taken)


def tail_of(page: Page) -> tuple[Block, ...]:
    """What stands under the text of a last page: the ending, or what went wrong."""
    if page.ending is not None:
        return set_ending(page.ending)
    trouble = page.trouble or ("Fate goes round for ever here." if page.fated else "")
    return (set_trouble(f"The story cannot go on from here. {trouble}"),) if trouble else ()
