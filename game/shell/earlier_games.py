"""Saved games that a walkthrough begins with: another lead's finished game as its ghost, one of the story before it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from game.language.program import Program
from game.play.legacy import Handed, before_of, ghost_of
from game.play.save_format import SaveError, decode
from game.play.saves import restore
from game.play.session import Session
from game.play.walkthrough import Walkthrough, WalkthroughError
from game.shell import files
from game.shell.opposite import former_story
from game.shell.stories import StoryFolder

LARGEST = 16 * 1024 * 1024
"""Bytes of one saved game."""


def with_earlier_games(program: Program, folder: StoryFolder, walkthrough: Walkthrough) -> Walkthrough:
    """A walkthrough with what the saved games hand on that it names. WalkthroughError, with the line, where one is not
    to be had, or is no finished game of another lead or of the story before.
    """
    (ghosts, at), (before, before_at) = walkthrough.ghost, walkthrough.before
    setup = walkthrough.setup
    handed: Handed = {}
    for path in _paths(ghosts):
        session = _finished(program, folder, path, at)
        lead = session.setup.lead
        if lead == setup.lead:
            raise WalkthroughError(f"“{path}” is a game of “{lead}”, the lead of this one: a ghost is another's", at)
        ghost = ghost_of(program, lead, session.state)
        if not handed.keys().isdisjoint(ghost):
            raise WalkthroughError(f"“{path}” is a second ghost where there can be one", at)
        handed |= ghost
    setup = replace(setup, ghost=handed)
    if before:
        if not program.follows:
            raise WalkthroughError("this story follows no other, so no game comes before it", before_at)
        former = _former(program, folder, before_at)
        session = _finished(former, folder, before, before_at)
        setup = replace(setup, before=before_of(former, session.setup.lead, session.state))
    return replace(walkthrough, setup=setup)


def _paths(listed: str) -> list[str]:
    """The paths of a header, which commas part."""
    return [path.strip() for path in listed.split(",") if path.strip()]


def _finished(program: Program, folder: StoryFolder, path: str, line: int) -> Session:
    """A saved game of a story that was played to an ending."""
    try:
        saved = decode(files.read(_inside(folder, path, line), LARGEST))
    except OSError as error:
        raise WalkthroughError(f"“{path}” cannot be read: {error.strerror or error}", line) from error
    except SaveError as error:
        raise WalkthroughError(f"“{path}”: {error}", line) from error
    restored = restore(program, saved)
    if restored.session is None or restored.outcome not in ("same", "changed"):
        raise WalkthroughError(f"“{path}”: {restored.note}", line)
    if restored.session.page.ending is None:
        raise WalkthroughError(f"“{path}” is a game that has not come to an ending, so it hands nothing on", line)
    return restored.session


def _inside(folder: StoryFolder, path: str, line: int) -> Path:
    """The file that a path means, which lies in the story's folder, symbolic links followed."""
    try:
        root = (folder.path if folder.path.is_dir() else folder.path.parent).resolve()
        found = (root / path).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise WalkthroughError(f"“{path}” is no path of a file", line) from error
    if not found.is_relative_to(root):
        raise WalkthroughError(f"“{path}” lies outside the story's folder, where nothing is read", line)
    return found


def _former(program: Program, folder: StoryFolder, line: int) -> Program:
    """The story that this one follows."""
    found = former_story(program, folder.path)
    if found is None:
        raise WalkthroughError(f"the story “{program.follows}”, which this one follows, is not to be found beside it", line)
    return found
