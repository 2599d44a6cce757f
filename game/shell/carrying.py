"""Saved games carried from one shelf to another: one file, or a code, with nothing in it of whoever played."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.language.program import Program
from game.play.replay_code import CodeError, follow, looks_like_a_code, read_code
from game.play.save_format import SaveError, printable
from game.play.saves import SavedGame, decode, restore, save
from game.play.session import Session
from game.shell import files
from game.shell.games import Unreadable, UsageError, shelf_of, story_of
from game.shell.places import expanded
from game.shell.recordings import pasted, story_of_code
from game.shell.shelf import Shelf
from game.shell.slots import slot_of

IMPORTED = "imported"
"""The key of a saved game that came from elsewhere: true."""


class Imported(Struct, frozen=True):
    """A game that was put on a shelf: where, and what it is and has become, in a sentence or two. `session` is as much of
    it as today's story plays, None for nothing."""

    path: Path
    told: str
    session: Session | None


def exported(saved: SavedGame, with_names: bool = False) -> SavedGame:
    """A saved game as it may be given away: without its name and those of its branches, and without when it was played."""
    rest = {name: value for name, value in saved.rest.items() if name != IMPORTED}
    if with_names:
        return replace(saved, rest=rest)
    branches = tuple([replace(each, name="") for each in saved.branches])
    summary = replace(saved.summary, label="", saved_at="", played=0, read=0)
    return replace(saved, branches=branches, summary=summary, rest=rest)


def import_game(
    given: str, saves: Path, *, name: str | None = None, story: str | None = None, program: Program | None = None
) -> Imported:
    """Put a saved game's file, a replay code, or what standard input holds of one (`-`), on its story's shelf.

    Nothing is ever replaced. `program` is the story where it is known, else the shipped one or that in `story` is taken.
    UsageError, Unreadable or StoryMistakes.
    """
    text = pasted() if given == "-" else given
    if looks_like_a_code(text):
        saved, program, note, session = _of_code(text, program, story)
    else:
        saved, program, note, session = _of_file(text, program, story)
    saved = replace(saved, rest={**saved.rest, IMPORTED: True})
    label = name or saved.summary.label or _called(saved)
    shelf: Shelf = shelf_of(program, saves)
    try:
        path = shelf.place(saved, label)
    except OSError as error:
        raise Unreadable(f"The game cannot be kept in {shelf.folder}: {files.reason(error)}.") from error
    except (SaveError, ValueError) as error:
        raise UsageError(f"It cannot be kept under that name: {error}.") from error
    return Imported(path, " ".join(part for part in (_what_it_is(saved, slot_of(path).name), note) if part), session)


def _of_code(text: str, program: Program | None, story: str | None) -> tuple[SavedGame, Program, str, Session | None]:
    try:
        shared = read_code(text)
    except CodeError as error:
        raise Unreadable(f"This is no replay code. {error}") from error
    program = program or story_of_code(shared, story)
    followed = follow(program, shared)
    if followed.session is None:
        raise UsageError(followed.note)
    return save(followed.session), program, followed.note, followed.session


def _of_file(text: str, program: Program | None, story: str | None) -> tuple[SavedGame, Program, str, Session | None]:
    path = expanded(text.strip().strip("\"'"))
    try:
        saved = decode(files.read(path))
    except SaveError as error:
        raise Unreadable(f"{path} cannot be used: {error}") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"{printable(str(path))} cannot be read: {files.reason(error)}.") from error
    if program is None or saved.story.id not in (program.id, *program.was):
        program = story_of(saved, story)
    if saved.story.id not in (program.id, *program.was):
        named = saved.story.title or saved.story.id
        raise UsageError(f"The game was saved in “{named[:80]}”, and not in “{program.title}”. Say --story with that one’s folder.")
    restored = restore(program, saved)
    return saved, program, restored.note, None if restored.outcome == "lost" else restored.session


def _called(saved: SavedGame) -> str:
    """A name for a game that has none."""
    who = saved.summary.lead or saved.setup.lead
    place = saved.summary.place.partition(",")[0]
    return f"{who}, {saved.summary.ending or place or saved.summary.chapter or 'imported'}"[:80]


def _what_it_is(saved: SavedGame, name: str) -> str:
    summary = saved.summary
    where = f"the ending “{summary.ending}”" if summary.ending else summary.place or summary.chapter
    far = f"{summary.turns} choice{'' if summary.turns == 1 else 's'}"
    parts = ", ".join(part for part in (summary.lead or saved.setup.lead, where, far) if part)
    return f"Imported as “{name}”: {parts}."
