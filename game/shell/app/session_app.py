"""The app's session, and the saved games that it comes from and goes to.

A move, an undo, a load and a branch each set `session`; there is no other road by which the page changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import App, ScreenStackError
from textual.reactive import var
from textual.screen import ModalScreen, Screen

from game.language.program import Program
from game.play.opposite import ALONE, Company
from game.play.saves import Restored, SavedGame, SaveError, restore
from game.play.session import Branch, Session, is_new
from game.shell import crash, files
from game.shell.app.keeper import Keeper
from game.shell.fate import settle
from game.shell.games import new_game, shelf_of
from game.shell.options import Options
from game.shell.slots import AUTOSAVE, Slot

if TYPE_CHECKING:
    from game.shell.app.reading import ReadingScreen
    from game.shell.opposite import Shelved
    from game.shell.profile import Profile

T = TypeVar("T")
SHOW_SESSIONS = ("ReadingScreen", "BoardScreen", "TreeScreen")
GO_ON = [("page", "Go on from the last page that could be reached"), ("place", "Go on from the place where you saved")]


class SessionApp(App[int]):
    """An app that holds one session: one watcher of it shows the page and has it kept."""

    session: var[Session | None] = var(None, init=False)

    def __init__(self, program: Program, options: Options) -> None:
        super().__init__()
        self.program = program
        self.options = options
        self.shelf = shelf_of(program, options.saves)
        self.keeper = Keeper(self.shelf, self._not_kept)
        self.begun: Session | None = None
        """The game at a place that was asked for, with which the app began."""
        self.profile: Profile | None = None
        """What is remembered of this story over all games: not before the first page is on the screen, if nothing asks."""
        self._told_unsaved = False
        self._taken = ""
        self._going_back = False
        self.taken_out: list[tuple[Branch, ...]] = []
        """What was deleted from the tree of the present game, the last of it last."""

    def have_profile(self) -> Profile | None:
        """The profile, from now on; None where nothing is to be remembered. Its file is not looked at yet."""
        if self.profile is None and self.options.profile:
            from game.shell.profile import Profile, profile_path

            path = profile_path(self.options.saves)
            profile = self.profile = Profile(self.program, path, self._told_of_profile, self._profile_read)
            self.shelf.share_read = lambda session: profile.share()
        return self.profile

    def _finished(self) -> tuple[str, ...]:
        """The endings come to before, for a new game; most stories do not ask about any."""
        if not any(slot.kind == "finished" for slot in self.program.slots):
            return ()
        profile = self.have_profile()
        return profile.finished() if profile is not None else ()

    def _told_of_profile(self, words: str) -> None:
        """Something is wrong with the profile. Called on its thread."""
        self.call_later(self.call_after_refresh, self._say, words, "warning")

    def _profile_read(self) -> None:
        """More is known of what was met in other games. Called on the profile's thread."""
        self.call_later(self._learn)

    def _learn(self) -> None:
        """Have the screen say what is known by now."""
        for screen in self._screens:
            if (learn := getattr(screen, "learn", None)) is not None:
                learn()

    @staticmethod
    def _reading_screen() -> ReadingScreen:
        from game.shell.app.reading import ReadingScreen

        return ReadingScreen()

    def watch_session(self, before: Session | None, now: Session | None) -> None:
        """The one watcher: show the page, have the game kept."""
        if now is None:
            return
        taken, self._taken = self._taken, ""
        fresh, self._going_back = is_new(before, now) and not self._going_back, False
        if before is not None and before.setup != now.setup:
            self.taken_out.clear()
        if self.profile is not None and fresh and before is not None and before.setup == now.setup:
            self.profile.played(before, now)
        if (reading := self._reading) is not None:
            reading.show(now, fresh, taken)
        if self.profile is not None and fresh:
            self.profile.came_to(now)
        if self.options.keep:
            self.keeper.keep(now)
        crash.remember(now, self.shelf)

    @property
    def opening_fresh(self) -> bool:
        """Whether the page that a new reading screen opens with is new to the reader."""
        return self.session is not None and (not self.session.path or self.session is self.begun)

    def play(self, move_id: str) -> None:
        """Make a move, and fate's after it."""
        if self.session is None:
            return
        try:
            self.session = settle(self.session.play(move_id))
        except KeyError:
            self.bell()

    def answer(self, typed: str) -> str:
        """Take what was typed for an answer; where it is none nothing happens, and what to say to that is returned."""
        if self.session is None or not self.session.page.asks:
            return ""
        from game.play.answers import understood

        found = understood(self.session.page, typed, self.program.language)
        if found.move:
            self.play(found.move)
        return found.told

    def undo(self) -> bool:
        """Take back the player's last choice; False at the beginning."""
        if self.session is None or not self.session.path:
            return False
        back = self.session.undo()
        if back is self.session:
            return False
        self._taken = self.session.path[len(back.path)]
        self.session = back
        return True

    def go_to(self, path: tuple[str, ...]) -> None:
        """Go to a page of the present game's tree, by its moves; what stands there was read before."""
        if self.session is None or self.session.path == path:
            return
        try:
            there = settle(self.session.go_to(path))
        except KeyError:
            self.bell()
            return
        self._going_back = True
        self.session = there

    def new_game(self, lead: str, company: Company = ALONE) -> None:
        """Begin anew as that lead, with finished games or alone; the game before is put aside, not lost."""
        self._set_down()
        self._open(new_game(self.program, lead, self.options.seed, company, self._finished()))

    def finished_beside(self, lead: str) -> Shelved:
        """The finished games with which a game of that lead can be begun."""
        from game.shell.opposite import on_shelves

        self.keeper.flush()
        return on_shelves(self.program, self.options.saves, lead)

    def _set_down(self) -> None:
        """The present game is left for another one."""
        self.keeper.flush()
        self.shelf.set_down()

    def _open(self, session: Session) -> None:
        """Show that game on the reading screen: over the title, or below it where the app began with a game."""
        while len(self._screens) > 1 and self._reading is None:
            self.pop_screen()
        self.session = session
        if self._screens and self._reading is None:
            self.push_screen(self._reading_screen())

    @property
    def _reading(self) -> ReadingScreen | None:
        """The reading screen, or the board or the tree over it, which show sessions as well, if it is on top."""
        top = self._screens[-1] if self._screens else None
        # Known by its name, so that the screen's module need not be imported for the title.
        return cast("ReadingScreen", top) if type(top).__name__ in SHOW_SESSIONS else None

    @property
    def _screens(self) -> Sequence[Screen[object]]:
        """The screens from the lowest up; none while the app begins."""
        try:
            return self.screen_stack
        except ScreenStackError:
            return ()

    def leave_game(self) -> None:
        """Back to the title, which may not have been there yet."""
        self.keeper.flush()
        if len(self._screens) > 1:
            self.pop_screen()
        else:
            from game.shell.app.title import TitleScreen

            self.push_screen(TitleScreen())

    # ------------------------------------------------------------------ saved games

    def slots(self) -> list[Slot]:
        """Every saved game of this story, the newest first."""
        self.keeper.flush()
        return self.shelf.list()

    def newest(self) -> Slot | None:
        """The game that Continue goes on with: the newest kept by itself, else the newest there is."""
        slots = [slot for slot in self.slots() if not slot.problem and not slot.backup]
        return next((slot for slot in slots if slot.present), slots[0] if slots else None)

    def load_game(self, name: str) -> None:
        """Take a saved game up, and tell what has become of it since."""
        saved = self._read(name)
        if saved is None:
            return
        restored = restore(self.program, saved)
        goes_on = restored.outcome == "same" and name.startswith(f"{AUTOSAVE}-")
        self._told_about(restored, goes_on, saved)

    def _read(self, name: str) -> SavedGame | None:
        try:
            return self.shelf.read(name)
        except SaveError as error:
            self.notify(str(error), severity="error", markup=False)
        except OSError as error:
            self.notify(f"It cannot be read: {files.reason(error)}.", severity="error", markup=False)
        return None

    def _told_about(self, restored: Restored, goes_on: bool, saved: SavedGame) -> None:
        """Say what is not as it was, ask where it matters, and open the game."""
        from game.shell.app.dialogs import Question

        def open_answered(answer: str | None) -> None:
            session = restored.other if answer == "place" else restored.session
            if answer in ("page", "place") and session is not None:
                self._set_down()
                self.shelf.take_up(session, saved, restored, goes_on)
                self.session = None
                self._open(settle(session))

        match restored.outcome:
            case "same":
                open_answered("page")
            case "changed":
                self._ask(Question(restored.note, [("page", "Go on")]), open_answered)
            case "broken":
                choices = GO_ON if restored.other is not None else [("page", GO_ON[0][1])]
                self._ask(Question(restored.note, choices), open_answered)
            case "lost":
                self._told_lost(restored.note)

    def _told_lost(self, note: str) -> None:
        """Say why nothing of a game can be played."""
        from game.shell.app.dialogs import Question

        self._ask(Question(note, [("leave", "Leave it as it is")]), lambda answer: None)

    def _ask(self, dialog: ModalScreen[str | None], answered: Callable[[str | None], None]) -> None:
        """Put a question. The answer comes to the app, for the screen that led here may be gone by then."""
        self.call_later(self.push_screen, dialog, answered)

    def on_shelf(self, act: Callable[[], T], what: str) -> T | None:
        """Do something to the saved games; where it fails that is told, and the result is None."""
        try:
            return act()
        except (OSError, SaveError, ValueError) as error:
            reason = files.reason(error)
            self.notify(f"{what} failed: {reason[:1].lower()}{reason[1:]}.", severity="error", markup=False)
        return None

    def ask_name_and_save(self) -> None:
        """Save under a name that the reader gives; asked again where that would replace another game."""
        from game.shell.app.dialogs import NameDialog

        if self.session is not None:
            self._ask(NameDialog(self._proposed_name()), self._save_as)

    def quick_save(self) -> None:
        """Save in the lead's own place for this."""
        if (session := self.session) is not None:
            self._saved(lambda: self.shelf.quick_save(session), "Saved. ctrl+l goes back to here.")

    def quick_load(self) -> None:
        """Go back to the lead's quick save."""
        name = self.shelf.quick_saved(self.session.setup.lead) if self.session is not None else ""
        if name:
            self.load_game(name)
        else:
            self._say("There is no quick save yet. ctrl+s makes one.")

    def _proposed_name(self) -> str:
        page = self.session.page if self.session is not None else None
        parts = [page.place or page.chapter, page.time] if page is not None else []
        return ", ".join(part for part in parts if part) or self.program.title

    def _save_as(self, name: str | None) -> None:
        from game.shell.app.dialogs import Question

        if name is None or (session := self.session) is None:
            return
        there = self.on_shelf(lambda: self.shelf.would_replace(name, session), "Saving")
        if there is None:
            self._save(name)
            return
        words = f"There is another game called “{there.name}”. It is kept as a backup until you save again."
        choices = [("replace", "Save over it"), ("leave", "Leave it as it is")]
        self._ask(Question(words, choices), lambda answer: self._save(name if answer == "replace" else None))

    def _save(self, name: str | None) -> None:
        if name is not None and (session := self.session) is not None:
            self._saved(lambda: self.shelf.write(name, session), f"Saved as “{name}”.")

    def _saved(self, write: Callable[[], object], words: str) -> None:
        try:
            write()
        except (OSError, SaveError, ValueError) as error:
            self._say(f"The game could not be saved: {files.reason(error)}.", "warning")
        else:
            self._say(words)

    def _say(self, words: str, role: str = "hint") -> None:
        if (reading := self._reading) is not None:
            reading.footer.hint(words, role)
        else:
            self.notify(words, markup=False)

    def _not_kept(self, error: Exception) -> None:
        """The autosave failed; told once. Called on the keeper's thread, which must not wait for this one."""
        if not self._told_unsaved:
            words = f"The game cannot be kept in {self.shelf.folder} ({files.reason(error)}). You can play on."
            self._told_unsaved = self.call_later(self.call_after_refresh, self._say, words, "warning")
