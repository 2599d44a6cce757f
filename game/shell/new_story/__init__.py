"""`citadel new`: a folder with a small story in it, whole and tested, to be written on.

The files beside this module are what it makes: the story can be read, checked and played where it lies.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from game.language.identifiers import is_id
from game.shell import files
from game.shell.games import Unreadable, UsageError
from game.shell.places import expanded
from game.shell.schema import schema_text
from game.shell.stories import decoded, shipped_stories

HERE = Path(__file__).resolve().parent
MADE_FROM = {
    "story.yaml": "story.yaml",
    "README.md": "readme.txt",
    "tests/kept.txt": "kept.txt",
    "tests/paid.txt": "paid.txt",
    ".vscode/settings.json": "settings.json",
    ".vscode/extensions.json": "extensions.json",
    ".vscode/tasks.json": "tasks.json",
}
"""The files of a new story, and those beside this module that they are made from."""

SCHEMA = ".vscode/story.schema.json"
"""Where the schema lies in it: the first line of the story names it, so that an editor needs no network."""

ID, TITLE = "quarter-tone", "A Quarter Tone"
"""What the story beside this module is called."""

LONGEST = 80
"""Characters of a title or an id."""

_PLAIN = re.compile(r"[^\W\d][\w ,.!?’-]*\Z")
_NOT_TEXT = ("null", "true", "false", "yes", "no")
"""What YAML, or who reads it, may take for something else than a word."""


def run_new(given: str, title: str | None) -> int:
    """Make a new story in that folder, which is not there yet or is empty, and say what to do next.

    UsageError where there is something already, or the folder's name or the title will not do. Unreadable where it
    cannot be written; then nothing is left of it.
    """
    folder = expanded(given)
    _refuse_what_is_there(folder, given)
    name = Path(os.path.abspath(folder)).name
    contents = new_story(_id_from(name), _title_from(name) if title is None else _one_line(title))
    try:
        files.write_tree(folder, contents)
    except OSError as error:
        raise Unreadable(f"{given} cannot be written: {files.reason(error)}.") from error
    typed = _as_typed(given)
    sys.stdout.write(
        f"A new story is in {given}: story.yaml, two walkthroughs in tests/, and what an editor needs.\n\n"
        f"  citadel play {typed}\n  citadel check {typed}\n"
    )
    return 0


def new_story(name: str, title: str) -> dict[str, bytes]:
    """The files of a new story by their paths in its folder."""
    contents = {path: decoded(files.read(HERE / source)) for path, source in MADE_FROM.items()}
    contents["story.yaml"] = _replaced(contents["story.yaml"], f"id: {ID}\n", f"id: {name}\n")
    contents["story.yaml"] = _replaced(contents["story.yaml"], f"title: {TITLE}\n", f"title: {_quoted(title)}\n")
    contents["README.md"] = _replaced(contents["README.md"], f"# {TITLE}\n", f"# {title}\n")
    contents[SCHEMA] = schema_text()
    return {path: text.encode("utf-8") for path, text in contents.items()}


def _replaced(text: str, old: str, new: str) -> str:
    before, found, after = text.partition(old)
    assert found
    return f"{before}{new}{after}"


def _refuse_what_is_there(folder: Path, given: str) -> None:
    """UsageError unless a new folder may be made there, or an empty one is there."""
    if not given.strip():
        raise UsageError("Say which folder: citadel new FOLDER.")
    if os.path.isdir(folder):
        try:
            holds = os.listdir(folder)
        except OSError as error:
            raise Unreadable(f"{given} cannot be read: {files.reason(error)}.") from error
        if holds:
            raise UsageError(f"The folder {given} is not empty. A new story begins in a folder of its own.")
    elif os.path.lexists(folder):
        raise UsageError(f"{given} is there already, and is no folder.")
    elif not os.path.isdir(parent := Path(os.path.abspath(folder)).parent):
        raise UsageError(f"There is no folder {parent} to make it in.")


def _id_from(name: str) -> str:
    """The story's id, from its folder's name. UsageError if there is none in it, or a shipped story has it."""
    found = re.sub(r"[^\w-]+", "-", name.casefold()).strip("-")
    if not is_id(found.replace("-", "_")) or len(found) > LONGEST:
        raise UsageError(
            f"A story is called by its folder, and “{name}” is no id: letters, digits, _ and -, "
            f"first a letter, {LONGEST} at most. Give the folder another name; the title is what --title says."
        )
    if found.replace("-", "_") in [story.name.casefold() for story in shipped_stories()]:
        raise UsageError(f"There is a story {found} that ships with Citadel. Give the folder another name.")
    return found


def _title_from(name: str) -> str:
    """The title, where none is given: the words of the folder's name."""
    words = re.split(r"[\W_]+", name)
    return " ".join(word[0].upper() + word[1:] for word in words if word)


def _one_line(title: str) -> str:
    shown = " ".join(title.split())
    if not shown or not shown.isprintable() or len(shown) > LONGEST:
        raise UsageError(f"A title is one line of at most {LONGEST} characters that can be printed.")
    return shown


def _quoted(title: str) -> str:
    """A title as YAML takes it for nothing but a text: as it is where that is safe, else in single quotes."""
    if _PLAIN.match(title) and title.casefold() not in _NOT_TEXT:
        return title
    return "'" + title.replace("'", "''") + "'"


def _as_typed(given: str) -> str:
    """A folder as it is typed on a command line."""
    if os.name == "nt":
        return f'"{given}"' if " " in given else given
    from shlex import quote

    return quote(given)
