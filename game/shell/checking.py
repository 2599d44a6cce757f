"""`citadel check` and `citadel explain`: every mistake of a story at once, and what a code means."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from game.shell.games import Unreadable, UsageError
from game.shell.stories import Loaded, StoryError, find_story, load
from game.shell.story_tests import Tested, run_story_tests
from game.text.catalogue import explain, lookup
from game.text.diagnostic import has_errors
from game.text.rendering import as_json as told
from game.text.rendering import render, shown


def run_check(story: str | Path | None, as_json: bool, quick: bool = False, bless: bool = False) -> int:
    """Write every mistake of a story to standard output, and what its own tests say unless `quick`.

    1 if there are errors or a test of the story fails, else 0. `bless` writes the tests as they read now.
    """
    try:
        folder = find_story(story)
        loaded = load(folder)
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error
    tested: list[Tested] = []
    if loaded.program is not None and not quick:
        try:
            tested = run_story_tests(loaded.program, folder, bless)
        except OSError as error:
            raise Unreadable(f"The story's tests cannot be written: {error.strerror or error}.") from error
    fine = not has_errors(loaded.diagnostics) and all(each.ok for each in tested)
    if as_json:
        answer = {
            "story": folder.path.as_posix(),
            "ok": fine,
            "diagnostics": [told(each) for each in loaded.diagnostics],
            "tests": [
                {"file": each.file, "ok": each.ok, "trouble": each.trouble, "difference": each.difference}
                for each in tested
            ],
            "claims": [{"id": each, "verdict": "not judged"} for each in loaded.claims],
        }
        # The json module passes on half characters, which the names of files may have; the output replaces them.
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
    else:
        sys.stdout.write(report(loaded, folder.name) + report_claims(loaded.claims) + report_tests(tested))
    return 0 if fine else 1


def report_claims(claims: tuple[str, ...]) -> str:
    """What became of the claims: they are read, and this version judges none. "" where there are none."""
    if not claims:
        return ""
    one = len(claims) == 1
    return f"{len(claims)} claim{'' if one else 's'}: read, but not judged: this version proves nothing yet.\n"


def report_tests(tested: list[Tested]) -> str:
    """What the story's own tests say: each that fails, and a last line that counts them; "" where there are none."""
    parts = []
    for each in tested:
        if each.trouble:
            parts.append(f"{shown(each.file)}:{each.line}: {shown(each.trouble)}\n")
        elif each.difference:
            difference = "\n".join(map(shown, each.difference.split("\n")))
            parts.append(f"{difference}\n    = if it is meant to read so now: citadel check --bless\n")
    if tested:
        failed = sum(not each.ok for each in tested)
        blessed = sum(each.blessed for each in tested)
        line = f"{len(tested)} walkthrough{'' if len(tested) == 1 else 's'}: {failed or 'none'} failed"
        parts.append(f"{line}, {blessed} written anew.\n" if blessed else f"{line}.\n")
    return "\n".join(parts)


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
