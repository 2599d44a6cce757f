"""A game that is being kept when the program is killed: it is the old one or the new one, and no other is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.language.program import Program
from game.shell import files
from game.shell.shelf import Shelf, all_shelves
from tests.commands import ROOT
from tests.walks import walk

needs_kill = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")


def kill(folder: Path, times: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(folder), str(times)],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (f"{times} killed\n", "")


def left_over(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*") if path.is_file()]


@needs_kill
def test_killed_a_hundred_times_no_game_is_lost_or_half(tmp_path: Path) -> None:
    kill(tmp_path, 100)
    assert left_over(tmp_path), "some were killed while a file was being written"


@needs_kill
@pytest.mark.slow
def test_killed_five_hundred_times_no_game_is_lost_or_half(tmp_path: Path) -> None:
    kill(tmp_path, 500)


@pytest.fixture
def torn(tmp_path: Path, kitchen: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a write leaves that was killed before it could rename; nothing else is in its folder."""

    class Killed(files.Calls):
        def replace(self, path: Path, target: Path) -> None:
            raise OSError

    folder = tmp_path / "saves" / "kitchen"
    with monkeypatch.context() as patched:
        patched.setattr(files, "calls", Killed())
        patched.setattr(Killed, "remove", lambda self, path: None)
        with pytest.raises(OSError):
            Shelf(folder).write("The harbour", walk(kitchen, "kitchen.wait"))
    [path] = folder.iterdir()
    return path


def test_what_is_left_over_is_in_no_list_and_under_no_name(torn: Path) -> None:
    shelf = Shelf(torn.parent)
    assert shelf.list() == []
    assert shelf.find(torn.name) is None and shelf.find(torn.stem) is None
    assert [each.list() for each in all_shelves(torn.parent.parent).values()] == [[]]


@pytest.mark.parametrize(("age", "stays"), [(0, True), (files.A_DAY - 60, True), (files.A_DAY + 60, False)])
def test_what_is_left_over_goes_when_a_day_later_something_is_written(
    torn: Path, kitchen: Program, age: int, stays: bool
) -> None:
    then = time.time() - age
    os.utime(torn, (then, then))
    Shelf(torn.parent).autosave(walk(kitchen, "kitchen.coat"))
    assert torn.exists() == stays


def test_no_other_file_goes_with_it(torn: Path, kitchen: Program) -> None:
    others = [torn.with_name(name) for name in (".notes.new", ".a.1.2.new", "a.citadel.1.2.new", ".a.citadel.1.2.old")]
    for path in (torn, *others):
        path.write_bytes(b"x")
        os.utime(path, (1, 1))
    Shelf(torn.parent).autosave(walk(kitchen, "kitchen.coat"))
    assert not torn.exists()
    assert all(path.exists() for path in others)


def test_that_it_cannot_be_taken_away_is_no_matter(
    torn: Path, kitchen: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck(files.Calls):
        def remove(self, path: Path) -> None:
            raise PermissionError(13, "Permission denied")

    os.utime(torn, (1, 1))
    monkeypatch.setattr(files, "calls", Stuck())
    path = Shelf(torn.parent).autosave(walk(kitchen, "kitchen.coat"))
    assert path.is_file() and torn.exists()
