"""Two versions of a story to compare, however they are named: a folder, a file, a shipped story's name, a git revision."""

from __future__ import annotations

import os
from pathlib import Path

from game.language.program import Program
from game.shell.games import StoryMistakes, Unreadable, UsageError
from game.shell.places import expanded
from game.shell.revisions import RevisionError, story_at
from game.shell.stories import Loaded, StoryError, find_story, load_sources, load_to_play
from game.text.source import Source


def open_versions(old: str, new: str | None) -> tuple[Program, Program]:
    """Both, the older first. Without `new` that is the story which ships with the game.

    A revision alone is the other one's folder or file as it was then. UsageError, Unreadable or StoryMistakes.
    """
    return open_version(old, new), open_version(new, old)


def open_version(named: str | None, other: str | None = None) -> Program:
    """One of the two. The same exceptions."""
    try:
        loaded = _loaded(named, other)
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error
    if loaded.program is None:
        raise StoryMistakes(loaded)
    return loaded.program


def _loaded(named: str | None, other: str | None) -> Loaded:
    try:
        return load_to_play(find_story(named))
    except StoryError as no_story:
        if named is None or os.path.exists(expanded(named)):
            raise
        try:
            return load_sources(_as_it_was(named, other))
        except RevisionError as error:
            meant = any(sign in named for sign in ":~^@")
            raise UsageError(str(error) if meant else f"{no_story} And as a revision of it: {error}") from error


def _as_it_was(named: str, other: str | None) -> dict[str, Source]:
    """The files of a revision: by its path in the repository where we are or, that failing, in that of the other version."""
    if ":" in named:
        try:
            return story_at(named, Path.cwd())
        except RevisionError:
            if other is None or not os.path.exists(expanded(other)):
                raise
    try:
        return story_at(named, find_story(other).path.resolve())
    except StoryError as error:
        raise RevisionError(f"it is not known of which story. {error}") from error
