"""The one guarded place for calls that only POSIX systems have. Elsewhere each does nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from typing import Any

POSIX = os.name == "posix"


def sync_folder(path: str) -> None:
    """Have a folder's list of files written to the disk, so that a rename in it outlives a power cut."""
    if not POSIX:
        return
    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def lock_at_once(file: int) -> None:
    """Lock an open file or folder for this process alone, without waiting. OSError where another holds it."""
    if not POSIX:
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def terminal_modes() -> list[Any] | None:
    """The modes of the terminal at standard input, to be given back later; None where there is none."""
    if not POSIX:
        return None
    import termios

    with suppress(termios.error, OSError, ValueError, AttributeError):
        return termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
    return None


def restore_terminal_modes(modes: list[Any] | None) -> None:
    """Give the terminal the modes it had."""
    if not POSIX or modes is None:
        return
    import termios

    with suppress(termios.error, OSError, ValueError, AttributeError):
        termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSADRAIN, modes)  # type: ignore[union-attr]


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Gives what tells whether ctrl-c was pressed. A second one stops at once, as ever. On Windows it works as well.

    On another thread than the first, which ctrl-c does not reach, it never was.
    """
    import signal

    pressed = False

    def press(number: int, frame: object) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, before)

    if current_thread() is not main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def leave_interrupts_to_others() -> None:
    """Have ctrl-c at the terminal, which reaches every process, mean nothing to this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
