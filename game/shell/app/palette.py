"""What the command palette offers: the keys of the screen by their names, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from game.shell.app.keys import KEYS
from game.shell.app.themes import PALETTES, TERMINAL

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

WITHOUT_FOOTER = ("theme", "quick_save", "export", "why", "play_from")
"""Keys that the footer has no room for and the palette offers all the same."""


def commands(app: CitadelApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The commands that make sense on that screen."""
    active = {binding.binding.id for binding in screen.active_bindings.values()}
    for key in KEYS:
        if key.id in active and (key.short or key.id in WITHOUT_FOOTER):
            yield SystemCommand(key.description, f"{key.tooltip} ({key.shown})".strip(), _runner(screen, key.action))
    for name in (*PALETTES, TERMINAL):
        title = PALETTES[name].title if name in PALETTES else "The terminal’s own colours"
        yield SystemCommand(f"Theme: {title}", "Colours of the page", partial(app.use_theme, name))


def _runner(screen: Screen[object], action: str) -> Callable[[], None]:
    """Runs an action of a screen once the palette is gone."""

    def run() -> None:
        screen.call_later(screen.run_action, action)

    return run
