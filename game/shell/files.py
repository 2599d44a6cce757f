"""Files read and written: the only place where the program opens, renames or deletes one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from game.shell.unix import sync_folder

LARGEST = 16 * 1024 * 1024


class Calls:
    """The calls to the system that writing and reading make. Tests put one in its place whose n-th call fails."""

    def make_folder(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def make_new_folder(self, path: Path) -> None:
        path.mkdir()

    def open(self, path: Path, flags: int) -> int:
        return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, file: int, data: bytes) -> int:
        return os.write(file, data)

    def sync(self, file: int) -> None:
        os.fsync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def replace(self, path: Path, target: Path) -> None:
        os.replace(path, target)

    def remove(self, path: Path) -> None:
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        path.rmdir()

    def read(self, file: int, most: int) -> bytes:
        return os.read(file, most)


calls = Calls()


def write_atomically(path: Path, data: bytes) -> None:
    """Put the data in the file, wholly or not at all; folders above it are made.

    The data goes to a new file beside it, is flushed to the disk, and takes the file's name. OSError if any of this
    fails: then the file is as it was, and nothing is left beside it.
    """
    calls.make_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}.new")
    file = calls.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        try:
            _write_all(file, data)
            calls.sync(file)
        finally:
            calls.close(file)
        _take_name(fresh, path)
    except BaseException:
        with suppress(OSError):
            calls.remove(fresh)
        raise
    sync_folder(str(path.parent))


def write_through(path: Path, data: bytes) -> None:
    """Put the data where that name leads, as a shell's `>` does: links are followed, and stay.

    A file is replaced as `write_atomically` does it; into a pipe or a device the data is written plainly. OSError.
    """
    target = Path(os.path.realpath(path))
    if not target.exists() or target.is_file():
        write_atomically(target, data)
        return
    file = calls.open(target, os.O_WRONLY)
    try:
        _write_all(file, data)
    finally:
        calls.close(file)


def write_tree(folder: Path, contents: dict[str, bytes]) -> None:
    """Put new files, by their paths with forward slashes, into a folder that is empty or not there: all, or none.

    Nothing that is there is replaced. OSError if a file is there already, or anything fails: then what was made is
    gone again.
    """
    made: list[tuple[Path, Callable[[Path], None]]] = []

    def have_folder(path: Path) -> None:
        if path.is_dir():
            return
        if path != folder:
            have_folder(path.parent)
        calls.make_new_folder(path)
        made.append((path, calls.remove_folder))

    try:
        have_folder(folder)
        for name, data in contents.items():
            path = folder / name
            have_folder(path.parent)
            file = calls.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            made.append((path, calls.remove))
            try:
                _write_all(file, data)
                calls.sync(file)
            finally:
                calls.close(file)
    except BaseException:
        for path, undo in reversed(made):
            with suppress(OSError):
                undo(path)
        raise
    sync_folder(str(folder))


def read(path: Path, limit: int = LARGEST) -> bytes:
    """All bytes of a file. OSError if it cannot be read, or is longer than `limit` bytes."""
    file = calls.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        parts: list[bytes] = []
        left = limit + 1
        while left > 0 and (part := calls.read(file, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    finally:
        calls.close(file)
    if left <= 0:
        raise OSError(f"{path} is larger than {limit} bytes")
    return b"".join(parts)


def move(path: Path, target: Path) -> None:
    """Give a file another name; what has that name is replaced. OSError if it cannot."""
    _take_name(path, target)
    sync_folder(str(target.parent))


def delete(path: Path) -> None:
    """Delete a file. OSError if it cannot."""
    calls.remove(path)


def reason(error: Exception) -> str:
    """Why it failed, in the system's words where it has some; without the name of the file."""
    return getattr(error, "strerror", None) or str(error).rstrip(".")


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[calls.write(file, bytes(rest)) :]


def _take_name(path: Path, target: Path, patience: int = 20) -> None:
    """Rename over the target. Windows refuses while another program has it open, as a virus scanner may."""
    for left in range(patience, -1, -1):
        try:
            calls.replace(path, target)
            return
        except PermissionError:
            if os.name != "nt" or left == 0:
                raise
            time.sleep(0.02)
