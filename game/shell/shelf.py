"""The shelf: one story's saved games in one folder, listed, written and taken down by name."""

from __future__ import annotations

import re
import unicodedata
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from game.play.saves import Branch, SavedGame, SaveError, decode, encode, save, setup_of
from game.play.session import Session
from game.play.state import Setup
from game.shell import crash, files

AUTOSAVE = "autosave"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class Slot(Struct, frozen=True, kw_only=True):
    """A saved game as a list shows it, from its own summary. `problem` says why it cannot be read, or is ""."""

    name: str
    path: Path
    story: str = ""
    lead: str = ""
    place: str = ""
    time: str = ""
    chapter: str = ""
    last_line: str = ""
    saved_at: str = ""
    turns: int = 0
    ending: str = ""
    problem: str = ""

    @property
    def automatic(self) -> bool:
        """Whether the game was kept by itself, not by name."""
        return self.path.stem.startswith((AUTOSAVE, "earlier-"))


class Shelf:
    """A story's saved games. Each lead's present game is kept by itself under `autosave-LEAD`.

    An autosave never takes the place of another game: what stood there and is no earlier moment of the present game is
    put aside under `earlier-LEAD-N` first, damaged files too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._present: dict[str, Setup] = {}

    def autosave(self, session: Session) -> Path:
        """Keep the present game. A new one is kept from its first move on. OSError if it cannot be written."""
        crash.remember(session, self)
        name = f"{AUTOSAVE}-{session.setup.lead}"
        path = self.folder / file_name(name)
        if self._present.get(name) != session.setup:
            if not session.path and path.exists():
                return path
            self._put_aside(path, session)
        files.write_atomically(path, encode(save(session, label=name, saved_at=_now())))
        self._present[name] = session.setup
        return path

    def write(
        self, name: str, session: Session, branches: tuple[Branch, ...] = (), before: SavedGame | None = None
    ) -> Path:
        """Save the game under a name; one of that name is replaced. OSError if it cannot, ValueError without a name."""
        label = " ".join(name.split())
        if not label:
            raise ValueError("a saved game needs a name")
        path = self.folder / file_name(label)
        made = save(session, label=label, saved_at=_now(), branches=branches, before=before)
        files.write_atomically(path, encode(made))
        return path

    def list(self) -> list[Slot]:
        """Every saved game, the newest first. Never raises: a file that cannot be read has a `problem`."""
        slots = [_slot(path) for path in _saved_files(self.folder)]
        return sorted(slots, key=_newness, reverse=True)

    def find(self, name: str) -> Path | None:
        """The file of a saved game, by its name in any letter case, or by its file's name."""
        wanted = name.removesuffix(".json")
        for candidate in (self.folder / file_name(name), self.folder / file_name(wanted)):
            if candidate.is_file():
                return candidate
        folded = _folded(wanted)
        paths = list(_saved_files(self.folder))
        return next((path for path in paths if _folded(path.stem) == folded), None)

    def read(self, name: str) -> SavedGame:
        """The saved game of that name. SaveError if there is none or it is damaged; OSError if it cannot be read."""
        path = self.find(name)
        if path is None:
            raise SaveError(f"There is no saved game “{name}”.")
        return decode(files.read(path))

    def delete(self, name: str) -> Path:
        """Delete the saved game of that name. SaveError if there is none, OSError if it cannot be."""
        path = self.find(name)
        if path is None:
            raise SaveError(f"There is no saved game “{name}”.")
        files.delete(path)
        return path

    def resumed(self, session: Session) -> None:
        """The game is the one that its lead's autosave holds: it goes on there, even if its next move is to go back."""
        self._present[f"{AUTOSAVE}-{session.setup.lead}"] = session.setup

    def set_down(self) -> None:
        """The present game is left: the next autosave is another one's, and what is kept now is put aside first."""
        self._present.clear()

    def _put_aside(self, path: Path, session: Session) -> None:
        """Give what stands at an autosave's place another name, unless the session is its continuation."""
        if not path.exists():
            return
        try:
            kept = decode(files.read(path))
        except SaveError:
            kept = None
        if kept is not None:
            goes_on = session.path[: len(kept.path)] == kept.path and setup_of(kept) == session.setup
            if goes_on or not kept.path:
                return
        files.move(path, self._free(f"earlier-{session.setup.lead}"))

    def _free(self, stem: str) -> Path:
        number = 1
        while (path := self.folder / f"{stem}-{number}.json").exists():
            number += 1
        return path


def story_shelf(saves: Path, story: str) -> Shelf:
    """The shelf of a story, by its id, in the folder of all saves."""
    return Shelf(saves / file_name(story).removesuffix(".json"))


def all_shelves(saves: Path) -> dict[str, Shelf]:
    """Every story's shelf by its folder's name, in order; empty if the folder is not there or cannot be read."""
    try:
        folders = sorted(each for each in saves.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return {}
    return {folder.name: Shelf(folder) for folder in folders}


def file_name(name: str) -> str:
    """The file for a saved game's name: the same on every system, and never outside its folder.

    Small letters a to z, digits and hyphens. A name with anything else in it gets a checksum behind, so that two
    names never meet in one file; letter case and spaces do not tell names apart.
    """
    folded = _folded(name)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if stem == folded.replace(" ", "-") and 0 < len(stem) <= 60 and not _RESERVED.fullmatch(stem):
        return f"{stem}.json"
    return f"{stem[:40].strip('-') or 'save'}-{zlib.crc32(folded.encode('utf-8', 'replace')):08x}.json"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").split())


def _saved_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith("."))
    except OSError:
        return []


def _slot(path: Path) -> Slot:
    try:
        saved = decode(files.read(path))
    except SaveError as error:
        return Slot(name=path.stem, path=path, problem=str(error), saved_at=_written(path))
    except OSError as error:
        return Slot(name=path.stem, path=path, problem=f"The file cannot be read: {error.strerror or error}.")
    summary = saved.summary
    label = summary.label if summary.label and file_name(summary.label) == path.name else path.stem
    return Slot(
        name=label,
        path=path,
        story=saved.story.title or saved.story.id,
        lead=summary.lead or saved.setup.lead,
        place=summary.place,
        time=summary.time,
        chapter=summary.chapter,
        last_line=summary.last_line,
        saved_at=summary.saved_at or _written(path),
        turns=summary.turns,
        ending=summary.ending,
    )


def _newness(slot: Slot) -> tuple[str, str]:
    return (slot.saved_at, slot.name)


def _written(path: Path) -> str:
    """When the file was last written, as `_now` says it; "" if that cannot be told."""
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="milliseconds")
    return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
