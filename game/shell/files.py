"""Files read and written: the only place where the program opens, renames or deletes one."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from game.shell.unix import sync_folder

LARGEST = 16 * 1024 * 1024
A_DAY = 24 * 60 * 60

_LEFT_OVER = re.compile(r"\..*\.citadel\.\d+\.\d+\.new")
"""The name of a file that is being written; of one so called that is old, the writing was cut short."""


class Calls:
    """The calls to the system that writing and reading make. Tests put one in its place whose n-th call fails."""

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        if mode != 0o777 and not path.parent.exists():
            self.make_folder(path.parent, mode)
        path.mkdir(mode, parents=True, exist_ok=True)

    def make_new_folder(self, path: Path) -> None:
        path.mkdir()

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        return os.open(path, flags | getattr(os, "O_BINARY", 0), mode)

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

    def look(self, file: int) -> os.stat_result:
        return os.fstat(file)


calls = Calls()


PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""Rights of what is nobody else's: saved games and what is remembered of them."""


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner can look into, if it is not there; those above it too. OSError."""
    calls.make_folder(path, PRIVATE_FOLDER)


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put the data in the file, wholly or not at all; folders above it are made. A private one only its owner can read.

    The data goes to a new file beside it, is flushed to the disk, and takes the file's name. OSError if any of this
    fails: then the file is as it was, and nothing is left beside it. Where the program was killed in the middle,
    the new file stays; whatever is written into that folder a day later takes it away.
    """
    make_private_folder(path.parent) if private else calls.make_folder(path.parent)
    # Only the beginning of the name, so that the longest that the system allows can be written.
    fresh = path.with_name(f".{path.name[:40]}.citadel.{os.getpid()}.{time.monotonic_ns()}.new")
    file = calls.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE if private else 0o666)
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
    _sweep(path)


def _sweep(written: Path) -> None:
    """Delete what was left over in a file's folder a day before it was written, by the disk's own clock. Never raises."""
    with suppress(OSError):
        now = os.stat(written).st_mtime
        with os.scandir(written.parent) as there:
            found = [each for each in there if _LEFT_OVER.fullmatch(each.name)]
            old = [Path(each.path) for each in found if now - each.stat(follow_symlinks=False).st_mtime > A_DAY]
        for path in old:
            with suppress(OSError):
                calls.remove(path)


def write_through(path: Path, data: bytes) -> None:
    """Put the data where that name leads, as a shell's `>` does: links are followed, and stay.

    A file is replaced as `write_atomically` does it; into a pipe or a device the data is written plainly. OSError.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))  # links that lead to one another, and to no file
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
    """All bytes of a file. OSError if it cannot be read, or is longer than `limit` bytes; and for what is no file:

    a pipe would have us wait for ever, and some devices never end.
    """
    file = calls.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        there = calls.look(file)
        if stat.S_ISDIR(there.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(there.st_mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device, and no file")
        if there.st_size > limit:
            raise _too_large(limit)
        parts: list[bytes] = []
        left = limit + 1
        while left > 0 and (part := calls.read(file, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    finally:
        calls.close(file)
    if left <= 0:
        raise _too_large(limit)
    return b"".join(parts)


def _too_large(limit: int) -> OSError:
    size = f"{limit >> 20} MB" if limit % (1 << 20) == 0 else f"{limit} bytes"
    return OSError(errno.EFBIG, f"it is larger than {size}")


def open_to_append(path: Path) -> TextIO:
    """A text file to write behind what stands in it; folders above it are made. OSError, also for a pipe nobody reads."""
    calls.make_folder(path.parent)
    file = calls.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    return os.fdopen(file, "a", encoding="utf-8", errors="backslashreplace")


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
