"""What a command makes, written where its user wants it: into a file, or to standard output."""

from __future__ import annotations

import sys

from game.shell import files
from game.shell.games import Unreadable
from game.shell.places import expanded


def write_out(target: str | None, text: str, what: str) -> None:
    """Write a text into a file, or to standard output for `-` and None. Unreadable if the file cannot be written.

    Links are followed, and into a pipe or a device it is written plainly. `what` names it for the sentence that says where
    it is.
    """
    if target is None or target == "-":
        sys.stdout.write(text)
        return
    try:
        files.write_through(expanded(target), text.encode("utf-8", "replace"))
    except OSError as error:
        raise Unreadable(f"{target} cannot be written: {files.reason(error)}.") from error
    sys.stdout.write(f"The {what} is in {target}.\n")
