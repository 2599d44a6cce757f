"""The full-screen app: its looks, its keys, its screens, its end. The session is its base's."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game.language.program import Program
from game.play.opposite import ALONE, Company
from game.play.saves import Restored, restore
from game.play.session import Session
from game.shell.app.preferences import keep_theme, preferred_theme
from game.shell.app.session_app import SessionApp
from game.shell.app.themes import OTHER, all_themes
from game.shell.app.typesetting import Entry
from game.shell.fate import settle
from game.shell.options import Options


class CitadelApp(SessionApp):
    """The full-screen app, for one story."""

    CSS = """
    Screen { background: $background; color: $foreground; layout: vertical; }
    .tiny RunningHead, .tiny Footer, .short Footer { height: 1; }
    .roomy RunningHead, .roomy Footer { height: 3; }
    Toast { background: $raised; color: $foreground; border-left: none; padding: 0 1; }
    ModalScreen, CommandPalette { background: $background 70%; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette > Vertical, CommandPalette CommandList, CommandPalette CommandInput { background: $background; }
    CommandPalette CommandList { border-bottom: hkey $quiet; scrollbar-size: 0 0; }
    CommandPalette #--input { border: hkey $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "toggle_theme", "Light or dark", id="theme", show=False),
        Binding("question_mark,f1", "help", "Help", id="help", show=False),
        Binding("ctrl+q", "quit_at_once", "Quit", id="quit_at_once", show=False, priority=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "tiny"), (16, "short"), (22, "tall"), (30, "roomy")]  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "ctrl+p"
    TITLE = "Citadel"

    def __init__(
        self, program: Program, options: Options, replayed: Restored | None = None, company: Company = ALONE,
        begun: Session | None = None,
    ) -> None:  # fmt: skip
        super().__init__(program, options)
        self._replayed = replayed
        self._company = company
        self.begun = begun
        self.crashed: Exception | None = None
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in all_themes():
            self.register_theme(theme)
        self.theme = preferred_theme()

    def get_default_screen(self) -> Screen[None]:
        """The lowest screen: the title, or the page at once where a game was asked for by its lead."""
        if self.begun is not None:
            self.open_game(self.begun)
            return self._reading_screen()
        if self._replayed is None and self.options.lead is not None:
            self.new_game(self.options.lead, self._company)
            return self._reading_screen()
        from game.shell.app.title import TitleScreen

        return TitleScreen()

    def on_mount(self) -> None:
        """Over the title the replay that was asked for, or the page that says whom one is to play opposite."""
        if self._replayed is not None:
            self._replay(self._replayed, self.options.to)
        elif self._company != ALONE and self.options.lead is None:
            from game.shell.app.title import LeadScreen
            from game.shell.opposite import lead_beside

            lead = lead_beside(self.program, None, self._company)
            self.push_screen(LeadScreen(next(each for each in self.program.leads if each.id == lead), self._company))

    def on_ready(self) -> None:
        """All there is now stays: the collector of garbage need not look at it again."""
        gc.enable()
        gc.freeze()
        if (profile := self.have_profile()) is not None:
            profile.open()
        self.set_timer(0.2, _import_the_rest)

    # ------------------------------------------------------------------ other screens

    def open_saves(self, purpose: str) -> None:
        """The list of saved games."""
        from game.shell.app.saves_screen import SavesScreen

        self.push_screen(SavesScreen("replay" if purpose == "replay" else "load"))

    def replay_game(self, name: str) -> None:
        """Watch a saved game."""
        saved = self._read(name)
        if saved is not None:
            self._replay(restore(self.program, saved))

    def _replay(self, restored: Restored, to: int | None = None) -> None:
        if restored.session is None or restored.outcome == "lost":
            self._told_lost(restored.note)
            return
        whole = settle(restored.session)  # a path that breaks off may do so where fate has the next word
        if self.options.go_on:
            going_on = whole.first(to)
            self.branch_from(going_on, len(going_on.path))
        else:
            self.open_replay(whole, to)
        if restored.note:
            self.notify(restored.note, markup=False)

    def open_replay(self, session: Session, to: int | None = None) -> None:
        """Watch a game from its beginning."""
        from game.shell.app.replay_screen import ReplayScreen

        self.push_screen(ReplayScreen(session, self.options.pace, to))

    def branch_from(self, session: Session, moves: int) -> None:
        """Play on from the page after so many moves of a game, as a game of its own."""
        self._set_down()
        self.session = None
        self._open(session.rewind(len(session.path) - moves))

    def open_game(self, session: Session) -> None:
        """Play a game that was found, as a game of its own."""
        self._set_down()
        self.session = None
        self._open(session)

    def open_notes(self, entries: Sequence[Entry]) -> None:
        """What was noted, remembered and told."""
        from game.play.dossier import dossier
        from game.shell.app.help_screen import notes_screen

        told = dossier(self.program, self.session.state) if self.session is not None else ()
        self.push_screen(notes_screen(entries, told))

    def open_gallery(self) -> None:
        """The gallery: what was come to in any game."""
        from game.shell.app.gallery_screen import gallery_screen
        from game.shell.gallery import gallery_of

        self.push_screen(gallery_screen(gallery_of(self.program, self.profile.met()) if self.profile is not None else None))

    def action_help(self) -> None:
        """All the keys."""
        from game.shell.app.help_screen import help_screen

        self.push_screen(help_screen(self.options.for_author))

    def action_toggle_theme(self) -> None:
        """Light or dark."""
        self.use_theme(OTHER.get(self.theme, "night"))

    def use_theme(self, theme: str) -> None:
        """Take another theme, and remember it."""
        self.theme = theme
        keep_theme(theme)

    def action_quit_at_once(self) -> None:
        """Leave the program; it never asks."""
        self.exit(0)

    # ------------------------------------------------------------------ the palette

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The keys of this screen by their names, and the themes."""
        from game.shell.app.palette import commands

        yield from commands(self, screen)

    # ------------------------------------------------------------------ the end

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error for the crash file, in place of a traceback over the reader's terminal."""
        self.crashed = self.crashed or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Stop without printing the traceback: it goes into the crash file."""
        self._close_messages_no_wait()


def _import_the_rest() -> None:
    """Have the screens at hand before the reader asks for one."""
    from game.shell.app import help_screen, reading, replay_screen, title  # noqa: F401
