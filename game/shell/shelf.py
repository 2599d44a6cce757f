"""The shelf: one story's saved games in one folder, listed, written and taken down by name."""

from __future__ import annotations

import re
import unicodedata
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from game.play.save_format import printable
from game.play.saves import Restored, SavedGame, SaveError, branches_of, decode, encode, save, setup_of
from game.play.session import Session
from game.play.state import Setup
from game.shell import crash, files

AUTOSAVE = "autosave"
EARLIER = "earlier"
_KEPT_BY_ITSELF = re.compile(rf"({AUTOSAVE}|{EARLIER})(-.*)?")
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
        return _KEPT_BY_ITSELF.fullmatch(self.path.stem) is not None

    @property
    def present(self) -> bool:
        """Whether it is a lead's present game."""
        return self.path.stem.startswith(f"{AUTOSAVE}-")


class Present(Struct, frozen=True):
    """A game that an autosave holds: its setup, and the file's bytes as this shelf last wrote or read them."""

    setup: Setup
    data: bytes | None


class Shelf:
    """A story's saved games. Each lead's present game is kept by itself under `autosave-LEAD`.

    An autosave takes the place of the present game, and of no other: what else is found there is put aside first under
    `earlier-LEAD-N`, be it damaged or of another process. Only a game without a move, and one that the present game
    goes on from, are overwritten; and a game put aside takes the place of its own earlier moment there.

    A game taken up from a file keeps that file's unknown keys wherever it is saved until it is set down.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._present: dict[str, Present] = {}
        self._origin: tuple[Setup, SavedGame] | None = None

    def autosave(self, session: Session) -> Path:
        """Keep the present game. A new one is kept from its first move on.

        OSError if it cannot be written, SaveError if it has more moves than a saved game holds.
        """
        crash.remember(session, self)
        name = f"{AUTOSAVE}-{session.setup.lead}"
        path = self.folder / file_name(name)
        data = encode(self._saved(name, session))
        present, there = self._present.get(name), _bytes_of(path)
        if present is None or present.setup != session.setup:
            if not session.path and there is not None:
                return path
            present = None
        if there is not None and (present is None or there != present.data):
            self._put_aside(path, there, session)
        files.write_atomically(path, data)
        self._present[name] = Present(session.setup, data)
        return path

    def write(self, name: str, session: Session) -> Path:
        """Save the game under a name; one of that name is replaced. OSError if it cannot be written.

        ValueError without a name, or with one of those that are for games kept by themselves; SaveError if it has more
        moves than a saved game holds.
        """
        label = " ".join(name.split())
        if not label:
            raise ValueError("a saved game needs a name")
        path = self.folder / file_name(label)
        if _KEPT_BY_ITSELF.fullmatch(path.stem):
            raise ValueError(f"names that begin with “{AUTOSAVE}” or “{EARLIER}” are for games kept by themselves")
        files.write_atomically(path, encode(self._saved(label, session)))
        return path

    def _saved(self, label: str, session: Session) -> SavedGame:
        """The session as a saved game, with what is unknown in the game that it was taken up from."""
        before = self._origin[1] if self._origin is not None and self._origin[0] == session.setup else None
        return save(session, label=label, saved_at=_now(), before=before)

    def list(self) -> list[Slot]:
        """Every saved game, the newest first. Never raises: a file that cannot be read has a `problem`."""
        slots = [_slot(path) for path in _saved_files(self.folder)]
        return sorted(slots, key=_newness, reverse=True)

    def find(self, name: str) -> Path | None:
        """The file of a saved game: the one whose file has that very name, else by its name in any letter case."""
        wanted = name.removesuffix(".json")
        paths = {path.name: path for path in _saved_files(self.folder)}
        for candidate in (name, f"{name}.json", file_name(name), file_name(wanted)):
            if candidate in paths:
                return paths[candidate]
        loose = _loosened(wanted)
        return next((path for path in paths.values() if _loosened(path.stem) == loose), None)

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
        name = f"{AUTOSAVE}-{session.setup.lead}"
        self._present[name] = Present(session.setup, _bytes_of(self.folder / file_name(name)))

    def take_up(self, session: Session, saved: SavedGame, restored: Restored, goes_on: bool = False) -> None:
        """The session is played from now on, as `restored` from `saved`; `goes_on` where the autosave holds it.

        It keeps the saved game's unknown keys, unless it begins anew at the place that was saved.
        """
        if goes_on:
            self.resumed(session)
        same = restored.session is not None and restored.session.setup == session.setup
        self._origin = (session.setup, saved) if same else None

    def set_down(self) -> None:
        """The present game is left: the next autosave is another one's, and what is kept now is put aside first."""
        self._present.clear()
        self._origin = None

    def _put_aside(self, path: Path, data: bytes, session: Session) -> None:
        """Give what stands at an autosave's place another name, unless the session is its continuation."""
        kept = _decoded(data)
        if kept is not None and (not kept.path or _goes_on(kept, setup_of(kept), session.path, session.setup)):
            return
        files.move(path, self._place_for(f"{EARLIER}-{session.setup.lead}", kept))

    def _place_for(self, stem: str, kept: SavedGame | None) -> Path:
        """The first free name, or that of the same game at an earlier moment: two processes do not fill the folder."""
        number = 1
        while (there := _bytes_of(path := self.folder / file_name(f"{stem}-{number}"))) is not None:
            earlier = _decoded(there)
            if (
                kept is not None
                and earlier is not None
                and all(each in branches_of(kept) for each in branches_of(earlier))
                and _goes_on(earlier, setup_of(earlier), kept.path, setup_of(kept))
            ):
                break
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

    Small letters a to z, digits, hyphens and underscores. A name with anything else in it, be it a space, gets a
    checksum of 32 bits behind, so that two names meet in one file by that chance only. Letter case, and how many
    spaces there are, do not tell names apart.
    """
    folded = _folded(name)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-")
    if stem == folded and 0 < len(stem) <= 60 and not _RESERVED.fullmatch(stem):
        return f"{stem}.json"
    return f"{stem[:40].strip('-') or 'save'}-{zlib.crc32(folded.encode('utf-8', 'replace')):08x}.json"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _loosened(name: str) -> str:
    """A name for finding a file that was put there by hand: underscores are spaces."""
    return " ".join(_folded(name).replace("_", " ").split())


def _bytes_of(path: Path) -> bytes | None:
    """What stands in a file; None if there is none. OSError if it cannot be read."""
    try:
        return files.read(path)
    except FileNotFoundError:
        return None


def _decoded(data: bytes) -> SavedGame | None:
    try:
        return decode(data)
    except SaveError:
        return None


def _goes_on(before: SavedGame, setup: Setup, path: tuple[str, ...], its_setup: Setup) -> bool:
    """Whether a path of a game with that setup goes on from the saved game."""
    return path[: len(before.path)] == before.path and setup == its_setup


def _saved_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith("."))
    except OSError:
        return []


def _slot(path: Path) -> Slot:
    try:
        saved = decode(files.read(path))
    except SaveError as error:
        return Slot(name=printable(path.stem), path=path, problem=str(error), saved_at=_written(path))
    except OSError as error:
        problem = f"The file cannot be read: {files.reason(error)}."
        return Slot(name=printable(path.stem), path=path, problem=problem)
    summary = saved.summary
    label = summary.label if summary.label and file_name(summary.label) == path.name else printable(path.stem)
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
