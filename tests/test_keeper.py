"""The thread that keeps the game."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from game.language.program import Program
from game.play.session import Session
from game.shell.app.keeper import Keeper
from game.shell.shelf import Shelf
from tests.walks import walk


def failing(error: Exception) -> None:
    raise AssertionError(error)


def test_the_newest_game_is_on_the_disk_after_flush(kitchen: Program, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    keeper = Keeper(shelf, failing)
    session = walk(kitchen)
    for _ in range(3):
        session = session.play(session.page.open[0].id)
        keeper.keep(session)
    keeper.flush()
    assert shelf.read(f"autosave-{session.setup.lead}").path == session.path


def test_games_that_were_passed_by_are_not_written(kitchen: Program, tmp_path: Path) -> None:
    begun, go_on = Event(), Event()
    written: list[int] = []

    class Slow(Shelf):
        def autosave(self, session: Session) -> Path:
            begun.set()
            go_on.wait(5)
            written.append(len(session.path))
            return self.folder

    keeper = Keeper(Slow(tmp_path), failing)
    first = walk(kitchen)
    second = first.play(first.page.open[0].id)
    third = second.play(second.page.open[0].id)
    keeper.keep(first)
    assert begun.wait(5)
    keeper.keep(second)
    keeper.keep(third)
    go_on.set()
    keeper.flush()
    assert written == [0, 2]


def test_a_disk_that_fails_is_told_and_does_not_stop_the_thread(kitchen: Program, tmp_path: Path) -> None:
    told: list[Exception] = []

    class Full(Shelf):
        def autosave(self, session: Session) -> Path:
            raise OSError(28, "No space left on device")

    keeper = Keeper(Full(tmp_path), told.append)
    for _ in range(2):
        keeper.keep(walk(kitchen))
        keeper.flush()
    assert [getattr(error, "errno", None) for error in told] == [28, 28]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("of another kind")])
def test_whatever_fails_the_next_game_is_tried_again(kitchen: Program, tmp_path: Path, error: Exception) -> None:
    tried: list[int] = []

    class Faulty(Shelf):
        def autosave(self, session: Session) -> Path:
            tried.append(1)
            raise error

    def failed(error: Exception) -> None:
        raise RuntimeError("App is not running")

    keeper = Keeper(Faulty(tmp_path), failed)
    for _ in range(2):
        keeper.keep(walk(kitchen))
        keeper.flush()
    assert len(tried) == 2
