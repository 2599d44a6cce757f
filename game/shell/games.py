"""Games begun and taken up, for every front end: a story loaded, a lead chosen, a saved game found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from game.language.program import Program
from game.play.opposite import ALONE, Company
from game.play.saves import SavedGame, SaveError, decode
from game.play.session import Session, begin
from game.play.state import Setup
from game.shell import files
from game.shell.fate import settle
from game.shell.places import expanded
from game.shell.shelf import Shelf, all_shelves, story_shelf
from game.shell.stories import Loaded, StoryError, find_story, load_to_play, shipped_stories

if TYPE_CHECKING:
    from game.shell.options import Options


class UsageError(Exception):
    """What was asked for is not there: one sentence, with what to do about it."""


class Unreadable(Exception):
    """What is there cannot be read or written: one sentence."""


class StoryMistakes(Exception):
    """The story has errors, so it cannot be played; `loaded` holds them."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__("the story has mistakes")
        self.loaded = loaded


class Found(Struct, frozen=True):
    """A saved game that was found, and where: its story's shelf, and its name there."""

    saved: SavedGame
    path: Path
    shelf: Shelf


def open_story(name: str | Path | None) -> Program:
    """The story of that name, ready to play. UsageError, Unreadable or StoryMistakes."""
    try:
        loaded = load_to_play(find_story(name))
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error
    if loaded.program is None:
        raise StoryMistakes(loaded)
    return loaded.program


def new_game(
    program: Program,
    lead: str | None = None,
    seed: int | None = None,
    company: Company = ALONE,
    finished: tuple[str, ...] = (),
) -> Session:
    """A new game, settled: the first lead where none is named, a seed drawn where none is given. UsageError.

    `company` are the finished games with which it is begun, `finished` the endings that were come to before.
    """
    setup = Setup(
        lead=find_lead(program, lead),
        seed=draw_seed() if seed is None else seed,
        ghost=company.ghost,
        before=company.before,
        finished=finished,
    )
    return settle(begin(program, setup))


def game_to_begin(
    program: Program, options: Options, lead: str | None, company: Company = ALONE, finished: tuple[str, ...] = ()
) -> Session:
    """A new game with that lead, in that company; with `--at` one that stands at the place. UsageError."""
    if options.at is None:
        return new_game(program, lead, options.seed, company, finished)
    from game.shell.playing_from import game_asked_for

    return game_asked_for(program, options, lead, company)


def find_lead(program: Program, name: str | None) -> str:
    """A lead's id by id or name in any letter case; the first lead's without a name. UsageError names them all."""
    if name is None:
        return program.leads[0].id
    wanted = name.casefold()
    for lead in program.leads:
        if wanted in (lead.id.casefold(), lead.name.casefold()):
            return lead.id
    known = " or ".join(lead.id for lead in program.leads)
    raise UsageError(f"There is no lead “{name}” in {program.title}. Say --as {known}.")


def draw_seed() -> int:
    """A fresh seed, short enough to be told to somebody."""
    return int.from_bytes(os.urandom(3), "big")


def find_save(name: str, saves: Path) -> Found:
    """A saved game by its name on any story's shelf, as STORY/NAME, or as a file. UsageError or Unreadable."""
    as_file = expanded(name)
    if as_file.name.endswith((".json", ".json.bak")) and os.path.isfile(as_file):  # a name too long is no file, and no error
        return _read(as_file, Shelf(as_file.parent))
    story, _, rest = name.partition("/")
    places: list[tuple[str, Shelf, Path]] = []
    for folder, shelf in all_shelves(saves).items():
        path = shelf.find(name) or (shelf.find(rest) if rest and folder == story else None)
        if path is not None:
            places.append((folder, shelf, path))
    if len(places) > 1:
        named = ", ".join(f"{folder}/{name}" for folder, _, _ in places)
        raise UsageError(f"More than one story has a saved game “{name}”. Say which: {named}.")
    if not places:
        raise UsageError(f"There is no saved game “{name}” in {saves}. “citadel saves” lists those there are.")
    return _read(places[0][2], places[0][1])


def story_of(saved: SavedGame, asked: str | None = None) -> Program:
    """The program of a saved game's story: the one asked for, else the shipped one with its id. The same exceptions."""
    if asked is not None:
        return open_story(asked)
    if (program := shipped_program(saved.story.id)) is not None:
        return program
    title = saved.story.title or saved.story.id
    raise UsageError(f"The game was saved in “{title}”, which does not ship with Citadel. Say --story FOLDER.")


def shipped_program(id: str) -> Program | None:
    """The shipped story of that id, under its present or a former one; None if there is none. The same exceptions."""
    for story in shipped_stories():
        if story.name.replace("_", "-") == id.replace("_", "-"):
            return open_story(story.path)
    if len(shipped_stories()) == 1:
        program = open_story(None)
        if id in (program.id, *program.was):
            return program
    return None


def shelf_of(program: Program, saves: Path) -> Shelf:
    """The shelf of a story's saved games."""
    return story_shelf(saves, program.id)


def _read(path: Path, shelf: Shelf) -> Found:
    try:
        return Found(decode(files.read(path)), path, shelf)
    except SaveError as error:
        raise Unreadable(f"{path} cannot be used: {error}") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from error
