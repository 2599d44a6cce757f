"""The full-screen app for tests: driven by keys, looked at as a grid of text.

A snapshot is a .txt file under tests/snapshots/: what stands on the screen, row by row, no colours. Run pytest with
UPDATE_SNAPSHOTS=1 to write them anew, and read the difference before you keep it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from game.language.program import Program
from game.play.saves import SavedGame, restore
from game.play.session import Session
from game.shell.app.bands import Footer
from game.shell.app.main import CitadelApp
from game.shell.app.reading import ReadingScreen
from game.shell.app.transcript_view import TranscriptView
from game.shell.options import Options
from game.shell.places import saves_folder

SNAPSHOTS = Path(__file__).parent / "snapshots"


class Reader:
    """Somebody at the keyboard."""

    def __init__(self, app: CitadelApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until the screen has followed."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    @property
    def screen(self) -> str:
        """What stands on the screen; spaces at the ends of rows left out."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"

    @property
    def rows(self) -> list[str]:
        """The same as rows."""
        return self.screen.split("\n")

    @property
    def session(self) -> Session:
        """The game that is being played."""
        assert self.app.session is not None
        return self.app.session

    @property
    def view(self) -> TranscriptView:
        """The page."""
        return self.app.screen.query_one(TranscriptView)

    @property
    def hint(self) -> str:
        """What the footer says in place of keys."""
        return self.app.screen.query_one(Footer).hinted

    @property
    def reading(self) -> bool:
        """Whether the reading screen is on top."""
        return isinstance(self.app.screen, ReadingScreen)

    def row_of(self, words: str) -> int:
        """The row of the screen, from 0, that holds those words."""
        return next(number for number, row in enumerate(self.rows) if words in row)


def read(
    program: Program,
    body: Callable[[Reader], Awaitable[None]],
    *,
    size: tuple[int, int] = (80, 24),
    lead: str | None = "vera",
    grace: float = 0.0,
    saves: Path | None = None,
    go_on_from: tuple[SavedGame, int] | None = None,
    author: bool = False,
    begun: Session | None = None,
) -> None:
    """Run the app without a terminal and let `body` read in it. `lead` None begins at the title.

    `go_on_from` is a saved game, and after how many choices of it to play on: `citadel replay SAVE --to N --continue`.
    """
    options = Options(mode="app", saves=saves or saves_folder(), lead=lead, seed=7, author=author)
    replayed = None
    if go_on_from is not None:
        saved, choices = go_on_from
        replayed = restore(program, saved)
        options = Options(mode="app", saves=options.saves, lead=None, replay="it", to=choices, go_on=True)

    async def run() -> None:
        app = CitadelApp(program, options, replayed, begun=begun)
        before, TranscriptView.grace = TranscriptView.grace, grace
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await body(Reader(app, pilot))
        finally:
            TranscriptView.grace = before
            app.keeper.flush()
            if app.profile is not None:
                app.profile.close()

    asyncio.run(run())


def matches_snapshot(name: str, screen: str) -> None:
    """Fail unless the screen is as its snapshot has it."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(screen, encoding="utf-8")
    assert path.is_file(), f"there is no snapshot {name}: write it with UPDATE_SNAPSHOTS=1"
    assert screen == path.read_text(encoding="utf-8"), f"the screen is not as in {path.name}"
