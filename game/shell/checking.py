"""`citadel check` and `citadel explain`: every mistake of a story at once, what its own tests say, and what can be proved."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

from game.shell.arguments import FINE, INTERRUPTED, MISTAKES, UNSETTLED
from game.shell.games import Unreadable, UsageError
from game.shell.stories import Loaded, StoryError, StoryFolder, find_story, load
from game.shell.story_tests import Tested, run_story_tests
from game.text.catalogue import explain, lookup
from game.text.diagnostic import has_errors
from game.text.rendering import as_json as told
from game.text.rendering import render, shown

if TYPE_CHECKING:
    from game.shell.checked import Checked


class Wish(NamedTuple):
    """What `citadel check` was asked for. `budget` is in seconds, None for none; `jobs` 0 for as many as there are cores."""

    story: str | None = None
    as_json: bool = False
    quick: bool = False
    bless: bool = False
    budget: float | None = 30.0
    jobs: int = 0
    chapter: str | None = None
    since: str | None = None
    strict: bool = False
    coverage: bool = False
    suggest: bool = False
    whole: bool = False


def run_check(wish: Wish) -> int:
    """Write every mistake of a story to standard output, what its own tests say, and what is proved unless `quick`.

    1 if there are errors, a test fails or something is refuted; 130 after ctrl-c; under `strict` 3 where something is not
    settled; else 0. `bless` writes the tests as they read now, and the witnesses.
    """
    folder, loaded = _loaded(wish)
    tested: list[Tested] = []
    if loaded.program is not None and not wish.quick:
        try:
            tested = run_story_tests(loaded.program, folder, wish.bless)
        except OSError as error:
            raise Unreadable(f"The story's tests cannot be written: {error.strerror or error}.") from error
    fine = not has_errors(loaded.diagnostics) and all(each.ok for each in tested)
    if not wish.as_json:
        sys.stdout.write(report(loaded, folder.name) + report_tests(tested))
        sys.stdout.flush()
    checked = None
    if loaded.program is not None and not wish.quick:
        from game.shell.checked import check_further

        checked = check_further(wish, folder, loaded)
    if wish.as_json:
        _write_json(folder, loaded, tested, checked, fine and (checked is None or not checked.refuted))
    elif checked is not None:
        sys.stdout.write(checked.report)
    elif wish.quick:
        sys.stdout.write(report_claims(loaded))
    if not fine or (checked is not None and checked.refuted):
        return MISTAKES
    if checked is not None and checked.interrupted:
        return INTERRUPTED
    return UNSETTLED if checked is not None and checked.open and wish.strict else FINE


def _loaded(wish: Wish) -> tuple[StoryFolder, Loaded]:
    try:
        folder = find_story(wish.story)
        return folder, load(folder, to_prove=not wish.quick)
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error


def _write_json(
    folder: StoryFolder, loaded: Loaded, tested: list[Tested], checked: Checked | None, fine: bool
) -> None:
    answer = {
        "story": folder.path.as_posix(),
        "ok": fine,
        "diagnostics": [told(each) for each in loaded.diagnostics],
        "tests": [
            {"file": each.file, "ok": each.ok, "trouble": each.trouble, "difference": each.difference} for each in tested
        ],
        "claims": [
            {"id": each.id, "verdict": "not judged" if checked is None else checked.claims.get(each.id, "not asked for")}
            for each in (loaded.story.claims if loaded.story is not None else ())
        ],
        "proof": None if checked is None else checked.values,
    }
    # The json module passes on half characters, which the names of files may have; the output replaces them.
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")


def report_claims(loaded: Loaded) -> str:
    """That the claims were read and not judged; "" where there are none."""
    many = len(loaded.story.claims) if loaded.story is not None else 0
    return f"{many} claim{'' if many == 1 else 's'}: read, but not judged: --quick proves nothing.\n" if many else ""


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
