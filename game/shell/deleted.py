"""Saved games that were deleted, or made room for newer ones: kept for a while in a folder of their own."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from game.shell import files
from game.shell.slots import file_name, saved_files

FOLDER = ".deleted"
MOST = 50
"""Games that are kept there: behind that the one deleted first goes for good."""

_NUMBERED = re.compile(r"(?P<number>\d{6})-(?P<name>.+)")


def put_away(path: Path) -> Path:
    """Move a saved game's file to the deleted ones. OSError if it cannot, and for a folder."""
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    folder = path.parent / FOLDER
    there = deleted_in(path.parent)
    number = 1 + max((int(each.name[:6]) for each in there), default=0)
    target = folder / f"{number % 1_000_000:06}-{path.name}"
    files.make_private_folder(folder)
    files.move(path, target)
    for old in there[: max(0, len(there) + 1 - MOST)]:
        files.delete(old)
    return target


def deleted_in(folder: Path) -> list[Path]:
    """The deleted games of a story's folder, the first deleted first."""
    return [path for path in saved_files(folder / FOLDER) if _NUMBERED.fullmatch(path.name)]


def bring_back(folder: Path, name: str | None = None) -> Path | None:
    """Put the game deleted last, or the last of that name, back where it was; None if there is none. OSError.

    Where another game has its name by now, it gets a number behind.
    """
    for path in reversed(deleted_in(folder)):
        own = path.name[7:]
        if name is not None and not _is_called(own, name):
            continue
        target, number = folder / own, 1
        while target.exists():
            number += 1
            stem, dot, kind = own.partition(".")
            target = folder / f"{stem}-{number}{dot}{kind}"
        files.move(path, target)
        return target
    return None


def _is_called(file: str, name: str) -> bool:
    return file in (name, f"{name}.json", file_name(name))
