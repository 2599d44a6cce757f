"""A story's own tests: the walkthroughs under its `tests/`, played again and compared."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from game.language.program import Program
from game.play.walkthrough import WalkthroughError, as_walkthrough, play_walkthrough, read_walkthrough
from game.shell import files
from game.shell.earlier_games import with_earlier_games
from game.shell.stories import StoryFolder, decoded, shown_name

LONGEST = 2 * 1024 * 1024
"""Bytes of one walkthrough."""


class Tested(Struct, frozen=True):
    """What became of one walkthrough: `trouble` says why it cannot be played, `difference` how it reads otherwise now."""

    file: str
    line: int = 1
    trouble: str = ""
    difference: str = ""
    blessed: bool = False

    @property
    def ok(self) -> bool:
        """Whether it plays, and reads as it is written."""
        return not self.trouble and not self.difference


def walkthroughs_of(folder: StoryFolder) -> list[Path]:
    """The story's walkthroughs, in order of name: `tests/*.txt` beside its files; none for a story of a single file."""
    return sorted(folder.path.glob("tests/*.txt")) if folder.path.is_dir() else []


def run_story_tests(program: Program, folder: StoryFolder, bless: bool = False) -> list[Tested]:
    """Plays every walkthrough of a story. With `bless` one that reads otherwise now is written as it reads.

    OSError only where a blessed one cannot be written.
    """
    return [_tested(program, folder, path, bless) for path in walkthroughs_of(folder)]


def replayed(program: Program, folder: StoryFolder, text: str) -> str:
    """How a walkthrough reads now. WalkthroughError where it cannot be played."""
    walkthrough = with_earlier_games(program, folder, read_walkthrough(text))
    return as_walkthrough(play_walkthrough(program, walkthrough), walkthrough.ghost[0], walkthrough.before[0])


def _shortened(trouble: str) -> str:
    """A trouble without the middle of what was typed, where that is a page of its own."""
    return trouble if len(trouble) <= 600 else f"{trouble[:300]} … {trouble[-300:]}"


def _tested(program: Program, folder: StoryFolder, path: Path, bless: bool) -> Tested:
    name = shown_name(path)
    try:
        text = decoded(files.read(path, LONGEST))
    except OSError as error:
        return Tested(name, trouble=f"it cannot be read: {error.strerror or error}")
    try:
        now = replayed(program, folder, text)
    except WalkthroughError as error:
        return Tested(name, error.line, _shortened(str(error)))
    if now == text:
        return Tested(name)
    if bless:
        files.write_atomically(path, now.encode("utf-8", "replace"))
        return Tested(name, blessed=True)
    difference = unified_diff(
        text.splitlines(), now.splitlines(), f"{name} as written", f"{name} as played", lineterm=""
    )
    return Tested(name, difference="\n".join(difference))
