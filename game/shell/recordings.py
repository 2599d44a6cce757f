"""Recordings: a game that was played, by the name or the file of its save, or by a replay code."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from game.language.program import Program
from game.play.replay_code import LONGEST, CodeError, Shared, follow, looks_like_a_code, read_code
from game.play.saves import Restored, restore
from game.shell.games import Unreadable, UsageError, find_save, open_story, shipped_program, story_of

LONGEST_LINES = 2_000
"""Lines of a code that are read from standard input."""


class Recording(Struct, frozen=True):
    """A recorded game in today's story: what it was restored to, with its program."""

    program: Program
    restored: Restored


def open_recording(name: str | None, saves: Path, story: str | None = None) -> Recording:
    """The game of a saved game's name or file, of a code, or of one on standard input for `-` and for no name.

    UsageError, Unreadable or StoryMistakes.
    """
    if name is None or name == "-":
        name = pasted()
    elif not looks_like_a_code(name):
        saved = find_save(name, saves).saved
        program = story_of(saved, story)
        return Recording(program, restore(program, saved))
    try:
        shared = read_code(name)
    except CodeError as error:
        raise Unreadable(f"This is no replay code. {error}") from error
    program = story_of_code(shared, story)
    followed = follow(program, shared)
    return Recording(program, Restored(followed.session, followed.outcome, followed.note))


def pasted() -> str:
    """A code from standard input: to its end, or to the first empty line after some of it."""
    lines: list[str] = []
    live = sys.stdin is not None and sys.stdin.isatty()
    if live:
        sys.stderr.write("Paste the code; an empty line ends it.\n")
        sys.stderr.flush()
    for _ in range(LONGEST_LINES):
        line = sys.stdin.readline(LONGEST) if sys.stdin is not None else ""
        if not line or (lines and not line.strip()) or sum(map(len, lines)) > LONGEST:
            break
        if line.strip():
            lines.append(line)
    return "".join(lines)


def story_of_code(shared: Shared, asked: str | None) -> Program:
    if asked is not None:
        return open_story(asked)
    program = shipped_program(shared.story)
    if program is None:
        named = shared.story[:80]
        raise UsageError(f"The code is of the story “{named}”, which does not ship with Citadel. Say --story FOLDER.")
    return program
