"""`citadel check` and `citadel explain`: every mistake of a story at once, and what a code means."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from game.shell.games import Unreadable, UsageError
from game.shell.stories import Loaded, StoryError, find_story, load
from game.text.catalogue import explain, lookup
from game.text.diagnostic import has_errors
from game.text.rendering import as_json as told
from game.text.rendering import render


def run_check(story: str | Path | None, as_json: bool) -> int:
    """Write every mistake of a story to standard output; 1 if there are errors, else 0."""
    try:
        folder = find_story(story)
        loaded = load(folder)
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error
    if as_json:
        answer = {
            "story": folder.path.as_posix(),
            "ok": not has_errors(loaded.diagnostics),
            "diagnostics": [told(each) for each in loaded.diagnostics],
        }
        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    else:
        sys.stdout.write(report(loaded, folder.name))
    return 1 if has_errors(loaded.diagnostics) else 0


def run_explain(code: str) -> int:
    """Write what a mistake's code means."""
    if lookup(code) is None:
        raise UsageError(
            f"There is no mistake with the code “{code}”. “citadel check” shows each mistake’s code, such as S051."
        )
    sys.stdout.write(explain(code))
    return 0


def report(loaded: Loaded, name: str) -> str:
    """Every mistake with its place and remedy, and a last line that counts them."""
    parts = [render(each, loaded.sources) for each in loaded.diagnostics]
    errors = sum(each.severity == "error" for each in loaded.diagnostics)
    warnings = len(loaded.diagnostics) - errors
    if not parts:
        return f"{name}: no mistakes.\n"
    counted = [
        f"{number} {what}{'' if number == 1 else 's'}"
        for number, what in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts) + f"\n{name}: {' and '.join(counted)}.\n"
