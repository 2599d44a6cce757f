"""Stories on the disk: found by name or folder, read, and made into something that can be played."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from game.shell import files
from game.shell.places import expanded, stories_folder
from game.text.diagnostic import Diagnostic, has_errors
from game.text.source import Source
from game.text.spelling import nearest

if TYPE_CHECKING:
    from game.language.claim_tests import ClaimTest
    from game.language.model import Story
    from game.language.program import Program

DEFAULT = "eight_years_quiet"
LARGEST = 8 * 1024 * 1024
DEEPEST = 64
"""How many folders may lie in one another."""


class StoryError(Exception):
    """Why there is no story to read, in a sentence with what to do about it. `unreadable` tells a fault of the disk."""

    def __init__(self, message: str, unreadable: bool = False) -> None:
        super().__init__(message)
        self.unreadable = unreadable


class StoryFolder(Struct, frozen=True):
    """Where a story lies: a folder, or a single file; and the name to call it by."""

    path: Path
    name: str


class Loaded(Struct, frozen=True):
    """What was read: the program, or None where there are errors; every mistake in file order; the sources by name."""

    program: Program | None
    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    story: Story | None = None
    """The story as it is written; known only where it was read and not taken from the cache."""
    claims: tuple[ClaimTest, ...] = ()
    """What the author says must be true, over the program's slots; known only where it was read to be proved."""


def find_story(name: str | Path | None = None) -> StoryFolder:
    """The story in that folder or file, or the shipped one of that name; the default without a name.

    StoryError if there is none, with the names there are.
    """
    given = str(name) if name is not None else DEFAULT
    path = expanded(given)
    # os.path says no where pathlib raises: to a name too long, or a folder that may not be entered.
    if name is not None and os.path.exists(path):
        if os.path.isdir(path) and not _yaml_files(path):
            raise StoryError(f"The folder {given} holds no story: there is no .yaml file in it.")
        return StoryFolder(path, path.resolve().stem)
    shipped = shipped_stories()
    wanted = given.casefold().replace("-", "_").replace(" ", "_")
    for story in shipped:
        if story.name.casefold() == wanted:
            return story
    known = [story.name for story in shipped]
    meant = nearest(wanted, known)
    remedy = (
        f"Did you mean {meant}?" if meant else "Give a story’s folder, or one of these: " + (", ".join(known) or "none")
    )
    raise StoryError(f"There is no story “{given}”. {remedy.rstrip('.?')}{'?' if meant else '.'}")


def shipped_stories() -> list[StoryFolder]:
    """The stories that ship with the game, in order of name."""
    try:
        folders = sorted(each for each in stories_folder().iterdir() if each.is_dir())
    except OSError:
        return []
    return [StoryFolder(folder, folder.name) for folder in folders if (folder / "story.yaml").is_file()]


def read_sources(folder: StoryFolder) -> dict[str, Source]:
    """The story's files by name, in order of path. StoryError if one cannot be read."""
    paths = _yaml_files(folder.path) if folder.path.is_dir() else [folder.path]
    sources: dict[str, Source] = {}
    for path in paths:
        try:
            data = files.read(path, LARGEST)
        except OSError as error:
            raise StoryError(f"{path} cannot be read: {error.strerror or error}.", unreadable=True) from error
        name = shown_name(path)
        sources[name] = Source(name, decoded(data))
    return sources


def load(folder: StoryFolder, *, to_prove: bool = False) -> Loaded:
    """The story read, checked and compiled, with every mistake in it. StoryError if its files cannot be read.

    `to_prove`: the program counts what the claims ask as well, and they come with it.
    """
    return load_sources(read_sources(folder), to_prove=to_prove)


def load_sources(sources: dict[str, Source], *, to_prove: bool = False) -> Loaded:
    """The story that some files hold, by name, read, checked and compiled, with every mistake in it. Never raises."""
    from game.language.checker import check_story
    from game.language.compiler import compile_story, compile_with_claims
    from game.language.parser import parse_story

    with without_collector():
        story, diagnostics = parse_story(list(sources.values()))
        diagnostics = in_file_order([*diagnostics, *check_story(story)], sources)
        if has_errors(diagnostics):
            return Loaded(None, diagnostics, sources, story)
        program, claims = compile_with_claims(story) if to_prove else (compile_story(story), ())
    return Loaded(program, diagnostics, sources, story, claims)


def load_to_play(folder: StoryFolder) -> Loaded:
    """The same, as fast as can be: a story that was compiled before and has not changed is taken from the cache,

    and then there are no diagnostics.
    """
    from game.shell import compiled

    sources = read_sources(folder)
    key = compiled.key_of(list(sources.values()))
    with without_collector():
        program = compiled.find(key)
    if program is not None:
        return Loaded(program, [], sources)
    loaded = load_sources(sources)
    if loaded.program is not None:
        compiled.keep(key, loaded.program)
    return loaded


@contextmanager
def without_collector() -> Iterator[None]:
    """While much is made and nothing thrown away, the collector of garbage only looks for what is not there."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def decoded(data: bytes) -> str:
    """A file's text: UTF-8 with or without a byte order mark, any line ends. A byte that is none stays as a half
    character, which the reader of stories reports.
    """
    return (
        data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    )


def shown_name(path: Path) -> str:
    """A file as its author calls it: from the present folder if it lies below it; always with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # RuntimeError: links that lead to one another
        return path.as_posix()


def in_file_order(diagnostics: list[Diagnostic], sources: dict[str, Source]) -> list[Diagnostic]:
    """Mistakes by file, as the files are read, then line and column; those of no file last."""
    place = {name: number for number, name in enumerate(sources)}

    def order(each: Diagnostic) -> tuple[int, int, int]:
        return (place.get(each.span.file, len(place)), each.span.line, each.span.column)

    return sorted(diagnostics, key=order)


def _yaml_files(folder: Path) -> list[Path]:
    """Every .yaml file below a folder, `tests` and hidden folders apart, in order of path; not below `DEEPEST` folders."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        inside = Path(here)
        hidden = {each for each in folders if each.startswith(".") or (inside == folder and each == "tests")}
        deep = len(inside.parts) - len(folder.parts) >= DEEPEST
        folders[:] = [] if deep else [each for each in folders if each not in hidden]
        found += [inside / name for name in names if name.endswith(".yaml") and not name.startswith(".")]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
