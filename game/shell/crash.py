"""An unexpected error: the game is saved, the terminal given back, and a crash file written that says what happened."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from game._version import __version__
from game.shell import files
from game.shell.unix import restore_terminal_modes, terminal_modes

if TYPE_CHECKING:
    from game.play.session import Session
    from game.shell.shelf import Shelf

log = logging.getLogger("citadel")
log.addHandler(logging.NullHandler())
log.propagate = False

# What a full-screen program may have switched on: the other screen, a hidden cursor, the mouse, bracketed paste, keys.
GIVE_BACK = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"


class _Watched:
    """The game as it last was, and the terminal as it was at first."""

    session: Session | None = None
    shelf: Shelf | None = None
    modes: list[Any] | None = None
    full_screen: bool = False


_watched = _Watched()


def remember(session: Session, shelf: Shelf | None = None) -> None:
    """The game as it is now, for a crash file. The shelf calls this at each autosave."""
    _watched.session = session
    if shelf is not None:
        _watched.shelf = shelf


def remember_terminal() -> None:
    """A full-screen program begins: the terminal's modes as they are now, to be given back after a crash."""
    _watched.full_screen = True
    _watched.modes = terminal_modes()


def restore_terminal() -> None:
    """Give the terminal back as it was. Does nothing where there is none; never raises."""
    restore_terminal_modes(_watched.modes)
    with suppress(Exception):
        if sys.__stdout__ is not None and sys.__stdout__.isatty() and _watched.full_screen:
            sys.__stdout__.write(GIVE_BACK)
            sys.__stdout__.flush()


def report(error: BaseException, saves: Path) -> str:
    """Save the game, write a crash file, and return what the player is told, with where it lies. Never raises."""
    session, shelf = _watched.session, _watched.shelf
    kept = ""
    if session is not None and shelf is not None:
        try:
            kept = f"Your game is saved in {shelf.autosave(session)}.\n"
        except Exception as failure:  # the crash is told in any case
            kept = f"Your game could not be saved: {failure}.\n"
    path = saves / f"crash-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    words = "Citadel has met an error of its own and must stop.\n" + kept
    story = described(error, session)
    try:
        files.write_atomically(path, story.encode("utf-8", "backslashreplace"))
    except Exception:
        return f"{words}No crash file could be written in {saves}; it would have said:\n\n{story}"
    return f"{words}What happened is written in {path}.\n"


def described(error: BaseException, session: Session | None) -> str:
    """The crash file: versions, the game's setup and path, the traceback."""
    import platform

    parts = [
        f"Citadel {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        *(f"{name} {_version_of(name)}" for name in ("textual", "msgspec", "PyYAML", "platformdirs")),
        f"arguments: {sys.argv[1:]!r}",
    ]
    if session is not None:
        with suppress(Exception):
            program, setup = session.program, session.setup
            parts += [
                f"story: {program.id} {program.version} {program.digest}",
                f"setup: lead {setup.lead}, seed {setup.seed}",
                f"path ({len(session.path)} moves):",
                *(f"    {move}" for move in session.path),
            ]
    return "\n".join(parts) + "\n\n" + "".join(traceback.format_exception(error))


def start_log(saves: Path) -> str:
    """Write a log beside the saves from now on, and return where; "" if it cannot be written."""
    path = saves / "debug.log"
    try:
        to_file = _Log(files.open_to_append(path))
    except OSError:
        return ""
    to_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(to_file)
    log.setLevel(logging.DEBUG)
    log.debug("Citadel %s, Python %s, %s, arguments %r", __version__, sys.version, sys.platform, sys.argv)
    return str(path)


class _Log(logging.StreamHandler[TextIO]):
    """A log which a full disk ends in silence: whoever plays has the screen."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: what cannot be logged is not."""


def _version_of(distribution: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"
