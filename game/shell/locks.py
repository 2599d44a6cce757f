"""A lock on a folder between the processes that write there. Where the system has none, it holds nobody up."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from game.shell import files
from game.shell.unix import POSIX, lock_at_once

PATIENCE = 2.0
"""Seconds to wait for another process; it holds the lock for the time of a write."""


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the folder's lock meanwhile; False where it cannot be had: then play goes on without it.

    The system lets go of it when a process ends, however it ends.
    """
    file = -1
    held = False
    with suppress(OSError):
        file = _opened(folder)
        held = _take(file)
    try:
        yield held
    finally:
        if file >= 0:
            with suppress(OSError):
                files.calls.close(file)


def _take(file: int) -> bool:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _try(file)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        else:
            return True


def _try(file: int) -> None:
    """Take the lock without waiting. OSError where another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        lock_at_once(file)


def _opened(folder: Path) -> int:
    if POSIX:
        return files.calls.open(folder, os.O_RDONLY)
    # A folder cannot be locked there: a file in it stands for it, and stays.
    return files.calls.open(folder / ".lock", os.O_RDWR | os.O_CREAT, files.PRIVATE_FILE)
