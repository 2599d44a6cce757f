"""Line mode: a game for a pipe, a dumb terminal or a screen reader. Plain words, one below the other, no decoration.

What is written is what the full-screen app shows. A question is a list of numbered options; an answer is a number, an
option's id or its last part, or one of a few commands. Where the story asks for a word, what is typed is the answer, and
a command begins with a slash; it may do so everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from game.language.program import Program
from game.play.answers import understood
from game.play.board import BoardView, board_of
from game.play.dossier import dossier
from game.play.page import Line, Move, Page
from game.play.saves import SaveError, restore
from game.play.session import Session
from game.play.transcript import Chosen, as_text, decided, entries, move_named, spoken
from game.shell import files
from game.shell.dossier_words import dossier_told
from game.shell.fate import settle
from game.shell.line_answers import COMMANDS, Answer, Command, Typed, Unclear, command_of, parse_answer
from game.shell.line_board import HOW, board_told, laid_together
from game.shell.printed import EndOfInput, Paper
from game.shell.profile import Profile
from game.shell.shelf import Shelf
from game.shell.slots import AUTOSAVE

if TYPE_CHECKING:
    from game.shell.line_tree import LineTree

FINE, MISTAKES, INTERRUPTED = 0, 1, 130

HOW_TO_TYPE = "(Type your answer. A command begins with a slash here: /undo, /help, /quit.)"


class LineMode:
    """A game played on paper. `keep` tells whether to save by itself after every choice.

    `profile` remembers what is met; with `marks` options that were taken before are told.
    """

    def __init__(
        self,
        program: Program,
        shelf: Shelf,
        paper: Paper,
        keep: bool = True,
        profile: Profile | None = None,
        marks: bool = False,
    ) -> None:
        self.program = program
        self.shelf = shelf
        self.paper = paper
        self.keep = keep
        self._tree: LineTree | None = None
        self.profile = profile
        self.marked = profile if marks else None
        self._told_unsaved = False
        self._told_how_to_type = False

    def play(self, session: Session, whole_page: bool = True) -> int:
        """Play to an ending, to the end of the input or to `quit`, and return the exit code.

        Ctrl-c saves as well. At an ending somebody who sits there may still go back; a pipe is done.
        """
        self.session = session
        try:
            if whole_page:
                self.show(page_start(session))
            while True:
                page = self.session.page
                stuck = bool(page.trouble) or page.fated
                if not page.moves or stuck:
                    self._close(page)
                    if not self.paper.live:
                        self._keep()
                        self._remember()
                        return MISTAKES if stuck else FINE
                if not self._answer(page):
                    break
        except EndOfInput:
            pass
        except KeyboardInterrupt:
            self.paper.blank()
            self._bow_out()
            return INTERRUPTED
        self._bow_out()
        return FINE

    def show(self, first: int) -> None:
        """Write the lines from page `first` on, and the options."""
        for entry in entries(self.session, first):
            match entry:
                case Line(kind="page"):
                    if self.paper.live:
                        self.paper.ask("(Enter to read on) ")
                        self.paper.blank()
                case Line():
                    self.paper.paragraph(spoken(entry))
                case Chosen():
                    pass  # only fate's picks lie within a page, and its text runs on unbroken
                case _:
                    assert_never(entry)
        page = self.session.page
        if not page.fated:
            self.show_options(page)

    def show_options(self, page: Page) -> None:
        """Write the options, numbered from 1; a locked one has its number too, and its reason.

        Answers that are typed are nobody's to read; how to type one is told at the first question.
        """
        if page.asks:
            if not self._told_how_to_type:
                self._told_how_to_type = True
                self.paper.paragraph(HOW_TO_TYPE)
            self.paper.flush()
            return
        if page.reflects:
            self._show_board()
            return
        for number, move in enumerate(page.moves, 1):
            words = decided(move)
            words = f"{words} (Not open: {move.locked})" if move.locked else words
            before = self.marked is not None and self.marked.took(move.id)
            self.paper.line(f"{words} (taken before)" if before else words, f"{number}. ")
        if page.moves:
            self.paper.blank()
        self.paper.flush()

    def _answer(self, page: Page) -> bool:
        """Read one answer and do it; False for `quit`."""
        text = self.paper.ask()
        if not text:
            return True
        self.paper.blank() if self.paper.live else None
        match self._on_board(text, page) or parse_answer(text, page):
            case Command("quit"):
                return False
            case Command() as command:
                self._do(command)
            case Move() as move:
                self._choose(move)
            case Typed(words):
                self._take_answer(words)
            case Unclear(reply):
                self.paper.paragraph(reply)
        return True

    def _board(self) -> BoardView:
        return board_of(self.program, self.session.state)

    def _show_board(self) -> None:
        for before, words in board_told(self.program, self._board()):
            self.paper.line(words, before)
        self.paper.blank()
        self.paper.paragraph(HOW)
        self.paper.flush()

    def _on_board(self, text: str, page: Page) -> Answer | None:
        """What an answer means where the board is open, if it is about the board."""
        if not page.reflects:
            return None
        meant = laid_together(self._board(), page, text)
        return Unclear(meant) if isinstance(meant, str) else meant

    def _take_answer(self, words: str) -> None:
        """What was typed where the story asks; where it is no answer that is told, and the question stands."""
        found = understood(self.session.page, words, self.program.language)
        if found.move:
            self._choose(move_named(self.session.page, found.move))
        elif command_of(words) is not None:
            self.paper.paragraph(f"{found.told} For the command, type /{words}")
        else:
            self.paper.paragraph(found.told)

    def _choose(self, move: Move) -> None:
        self.paper.paragraph(decided(move), "> ")
        before = self.session
        self.session = settle(before.play(move.id))
        if self.profile is not None:
            self.profile.played(before, self.session)
            self.profile.came_to(self.session)
        self._keep()
        self.show(len(before.path) + 1)

    def _do(self, command: Command) -> None:
        match command.word:
            case "undo":
                self._undo()
            case "save":
                self._save(command.rest)
            case "load":
                self._load(command.rest)
            case "saves":
                self._list()
            case "log":
                self.paper.paragraph("The game so far:")
                for part in as_text(self.session).split("\n\n"):
                    self.paper.paragraph(part.strip())
                self.show_options(self.session.page)
            case "tree" | "goto" | "name" | "compare":
                self._do_in_tree(command)
            case "dossier":
                for paragraph in dossier_told(dossier(self.program, self.session.state)):
                    self.paper.paragraph(paragraph)
            case "again":
                self.show(page_start(self.session))
            case _:
                self._help()

    def _do_in_tree(self, command: Command) -> None:
        if self._tree is None:
            from game.shell.line_tree import LineTree

            self._tree = LineTree(self.paper)
        found = self._tree.do(self.session, command.word, command.rest)
        if found is None:
            return
        self.session = settle(found)
        self._keep()
        if command.word == "goto":
            self.show(page_start(self.session))

    def _undo(self) -> None:
        back = self.session.undo()
        if back is self.session:
            self.paper.paragraph("This is the beginning; there is nothing to take back.")
            return
        self.session = back
        self._keep()
        self.paper.paragraph("Taken back.")
        self.show(page_start(back))

    def _save(self, name: str) -> None:
        if not name:
            self.paper.paragraph("Give the saved game a name: save at the harbour")
            return
        try:
            if self.paper.live and (there := self.shelf.would_replace(name, self.session)) is not None:
                self.paper.paragraph(f"There is another game called “{there.name}”. Type yes to save over it.")
                if self.paper.ask().casefold() not in ("yes", "y"):
                    self.paper.paragraph("It is left as it is.")
                    return
            path = self.shelf.write(name, self.session)
        except (OSError, SaveError, ValueError) as error:
            self.paper.paragraph(f"The game could not be saved in {self.shelf.folder}: {files.reason(error)}.")
        else:
            self.paper.paragraph(f"Saved as “{name}” ({path.name}).")

    def _load(self, name: str) -> None:
        if not name:
            self.paper.paragraph("Say which: load NAME. The command saves lists those there are.")
            return
        try:
            saved = self.shelf.read(name)
        except SaveError as error:
            self.paper.paragraph(f"{error} The command saves lists those there are.")
            return
        except OSError as error:
            self.paper.paragraph(f"“{name}” cannot be read: {files.reason(error)}.")
            return
        from game.shell.opening import taken_up

        restored = restore(self.program, saved)
        loaded = taken_up(self.paper, restored)
        if loaded is None:
            self.paper.paragraph("You are where you were.")
            return
        self.shelf.set_down()
        self.shelf.take_up(loaded, saved, restored)
        self.session = loaded
        self.show(page_start(self.session))

    def _list(self) -> None:
        from game.shell.saved_games import named, where

        slots = self.shelf.list()
        for slot in slots:
            self.paper.line(slot.problem or where(slot), f"{named(slot)}: ", "    ")
            if slot.summary.last_line:
                self.paper.line(slot.summary.last_line, "    ")
        self.paper.paragraph("" if slots else "There are no saved games yet.")

    def _help(self) -> None:
        asks = self.session.page.asks
        how = "Type your answer to the question." if asks else "Answer with the number of an option."
        how = HOW if self.session.page.reflects else how
        self.paper.paragraph(f"{how} Or with one of these words:")
        for word, meaning in COMMANDS.items():
            self.paper.line(meaning, f"/{word}: " if asks else f"{word}: ", "    ")
        self.paper.blank()
        self.show_options(self.session.page)

    def _close(self, page: Page) -> None:
        """Write how the game ended."""
        if page.ending:
            self.paper.paragraph(page.ending.title or page.ending.id)
            if page.ending.about:
                self.paper.paragraph(page.ending.about)
        else:
            self.paper.paragraph(f"The story cannot go on from here: {page.trouble or 'fate goes round for ever.'}")
        if self.paper.live:
            self.paper.paragraph("Answer undo to go back, log to read it all, save NAME, load NAME, or quit.")

    def _keep(self) -> bool:
        """Autosave; that it cannot be done is told once."""
        if not self.keep:
            return False
        try:
            self.shelf.autosave(self.session)
        except (OSError, SaveError) as error:
            if not self._told_unsaved:
                self._told_unsaved = True
                self.paper.paragraph(
                    f"The game cannot be saved in {self.shelf.folder} ({files.reason(error)}). You can play on, but"
                    " what you do now will not be kept."
                )
            return False
        return True

    def _bow_out(self) -> None:
        """Save, and say where."""
        if self.session.path and self._keep():
            self.paper.paragraph(f"Your game is kept as “{AUTOSAVE}-{self.session.setup.lead}”.")
        self._remember()
        self.paper.flush()

    def _remember(self) -> None:
        """Have the profile written, and say what went wrong with it."""
        for words in self.profile.close() if self.profile is not None else ():
            self.paper.paragraph(words)


def page_start(session: Session) -> int:
    """The move after which what now stands on the page began: the player's last one, fate's after it apart."""
    first = len(session.path)
    while first > 0 and session.page_at(first - 1).fated:
        first -= 1
    return first
