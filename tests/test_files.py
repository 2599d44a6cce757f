"""Files: written wholly or not at all, whatever call of the system fails; read up to a limit."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from game.shell import files

CALLS = ("make_folder", "open", "write", "sync", "close", "replace")


class Failing(files.Calls):
    """The system's calls, of which the n-th (from 0) fails; `made` are those that were made."""

    def __init__(self, fails: int, error: type[OSError] = OSError) -> None:
        self.fails = fails
        self.error = error
        self.made: list[str] = []

    def __getattribute__(self, name: str) -> object:
        call: Callable[..., object] = super().__getattribute__(name)
        if name.startswith("_") or name in ("fails", "error", "made"):
            return call

        def counted(*arguments: object) -> object:
            self.made.append(name)
            if len(self.made) - 1 == self.fails:
                raise self.error(28, "No space left on device")
            return call(*arguments)

        return counted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "saves" / "kitchen"


def test_what_is_written_is_read(folder: Path) -> None:
    files.write_atomically(folder / "a.json", b"one")
    files.write_atomically(folder / "a.json", b"two")
    assert files.read(folder / "a.json") == b"two"
    assert [path.name for path in folder.iterdir()] == ["a.json"]


@pytest.mark.parametrize("number", range(len(CALLS)))
def test_whichever_call_fails_the_old_file_stands_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    files.write_atomically(folder / "a.json", b"old")
    failing = Failing(number)
    monkeypatch.setattr(files, "calls", failing)
    with pytest.raises(OSError, match="No space"):
        files.write_atomically(folder / "a.json", b"new")
    assert failing.made[number] == CALLS[number]
    monkeypatch.undo()
    assert files.read(folder / "a.json") == b"old"
    assert [path.name for path in folder.iterdir()] == ["a.json"]


def test_a_call_after_the_last_is_never_reached(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "calls", failing := Failing(len(CALLS)))
    files.write_atomically(folder / "a.json", b"new")
    assert tuple(failing.made) == CALLS


def test_a_system_that_writes_a_little_at_a_time_writes_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(files.Calls):
        def write(self, file: int, data: bytes) -> int:
            return os.write(file, data[:3])

    monkeypatch.setattr(files, "calls", Slow())
    files.write_atomically(folder / "a.json", b"0123456789")
    assert files.read(folder / "a.json") == b"0123456789"


def test_a_file_larger_than_the_limit_is_not_read(folder: Path) -> None:
    files.write_atomically(folder / "a.json", b"x" * 11)
    assert len(files.read(folder / "a.json", limit=11)) == 11
    with pytest.raises(OSError, match="larger than 10"):
        files.read(folder / "a.json", limit=10)


@pytest.mark.parametrize("number", [0, 1])
def test_a_read_that_fails_is_an_os_error(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    files.write_atomically(folder / "a.json", b"x")
    monkeypatch.setattr(files, "calls", Failing(number))
    with pytest.raises(OSError, match="No space"):
        files.read(folder / "a.json")


def test_a_file_is_moved_and_deleted(folder: Path) -> None:
    files.write_atomically(folder / "a.json", b"a")
    files.move(folder / "a.json", folder / "b.json")
    assert [path.name for path in folder.iterdir()] == ["b.json"]
    files.delete(folder / "b.json")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("where", ["a folder", "nothing"])
def test_what_is_no_file_cannot_be_read(tmp_path: Path, where: str) -> None:
    with pytest.raises(OSError):
        files.read(tmp_path if where == "a folder" else tmp_path / "missing")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_into_a_pipe_is_written_and_it_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        files.write_through(pipe, b"told")
        assert os.read(reader, 100) == b"told"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
@pytest.mark.parametrize("there", [True, False])
def test_through_a_link_its_target_is_written(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "there" / "a.md", tmp_path / "a.md"
    target.parent.mkdir()
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    files.write_through(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
