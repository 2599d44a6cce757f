"""The shelf: one story's saved games in one folder, written, read and taken down by name.

Every change of the folder is made under its lock, so that two games that go on at once keep both.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.play.saves import Restored, SavedGame, SaveError, branches_of, decode, encode, save, setup_of
from game.play.session import Session
from game.play.state import Setup
from game.shell import crash, files
from game.shell.deleted import bring_back, put_away
from game.shell.locks import locked
from game.shell.play_time import PlayTime
from game.shell.slots import (
    AUTOSAVE,
    CHECKPOINT,
    EARLIER,
    QUICK,
    Slot,
    file_name,
    find_in,
    kept_by_itself,
    moment,
    saved_files,
    slots_in,
)

MOST_EARLIER = 10
"""Games put aside that are kept, of all leads; those that came to an ending are not counted."""


class Present(Struct, frozen=True):
    """A game that an autosave holds: its setup, and the file's bytes as this shelf last wrote or read them."""

    setup: Setup
    data: bytes | None


class Shelf:
    """A story's saved games. Each lead's present game is kept by itself under `autosave-LEAD`.

    An autosave takes the place of the present game, and of no other: what else is found there is put aside first under
    `earlier-LEAD-N`, be it damaged or of another process. Only a game without a move, and one that the present game
    goes on from, are overwritten; and a game put aside takes the place of its own earlier moment there. Where a chapter
    begins the game is kept a second time, under `checkpoint-LEAD-CHAPTER`.

    What a file held before it is written anew stays beside it as a backup (`.bak`) until the next save by hand: where it
    was saved in another version of the story, and where it is written over by hand.

    A game taken up from a file keeps that file's unknown keys wherever it is saved until it is set down.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share_read: Callable[[Session], int] | None = None
        """Tells how much of the story was read by now, in percent, for the summary of a saved game."""
        self.time = PlayTime()
        self._present: dict[str, Present] = {}
        self._origin: tuple[Setup, SavedGame] | None = None
        self._newest = ""

    # ------------------------------------------------------------------ written

    def autosave(self, session: Session) -> Path:
        """Keep the present game. A new one is kept from its first move on.

        OSError if it cannot be written, SaveError if it has more moves than a saved game holds.
        """
        crash.remember(session, self)
        name = f"{AUTOSAVE}-{session.setup.lead}"
        path = self.folder / file_name(name)
        data = encode(self._saved(name, session))
        files.make_private_folder(self.folder)
        with locked(self.folder):
            present, there = self._present.get(name), _bytes_of(path)
            if present is None or present.setup != session.setup:
                if not session.path and there is not None:
                    return path
                present = None
            if there is not None and there != data:
                others = present is None or there != present.data
                if not (others and self._put_aside(path, there, session)):
                    self._back_up(path, there, session)
            files.write_atomically(path, data, private=True)
            self._present[name] = Present(session.setup, data)
            self._keep_chapter(session)
        return path

    def write(self, name: str, session: Session) -> Path:
        """Save the game under a name. One of that name is replaced; another game's is its backup till the next save by hand.

        OSError if it cannot be written. ValueError without a name, or with one of those that are for games kept by
        themselves; SaveError if it has more moves than a saved game holds.
        """
        return self._write_by_hand(_given(name), session)

    def quick_save(self, session: Session) -> Path:
        """Save the game in its lead's one place for this. OSError or SaveError."""
        return self._write_by_hand(f"{QUICK}-{session.setup.lead}", session)

    def _write_by_hand(self, label: str, session: Session) -> Path:
        path = self.folder / file_name(label)
        data = encode(self._saved(label, session))
        files.make_private_folder(self.folder)
        with locked(self.folder):
            there = _bytes_of(path)
            backed_up = there is not None and self._back_up(path, there, session, by_hand=True)
            files.write_atomically(path, data, private=True)
            for each in saved_files(self.folder):
                if each.suffix == ".bak" and not (backed_up and each == _backup_of(path)):
                    with suppress(OSError):
                        files.delete(each)
        return path

    def would_replace(self, name: str, session: Session) -> Slot | None:
        """The saved game of that name, if it is another than one that the session goes on from. Never raises."""
        path = self.folder / file_name(_given(name))
        with suppress(OSError):
            there = _bytes_of(path)
            kept = None if there is None else _decoded(there)
            if there is not None and (kept is None or not _goes_on(kept, session)):
                return next((slot for slot in slots_in(self.folder) if slot.path == path), None)
        return None

    def place(self, saved: SavedGame, name: str) -> Path:
        """Put a saved game from elsewhere under that name, or the first free one like it. OSError, ValueError, SaveError."""
        label = _given(name)
        files.make_private_folder(self.folder)
        with locked(self.folder):
            number, path = 1, self.folder / file_name(label)
            while path.exists():
                number += 1
                path = self.folder / file_name(f"{label} {number}")
            label = label if number == 1 else f"{label} {number}"
            summary = replace(saved.summary, label=label, saved_at=self._moment())
            files.write_atomically(path, encode(replace(saved, summary=summary)), private=True)
        return path

    def _saved(self, label: str, session: Session) -> SavedGame:
        """The session as a saved game, with what is unknown in the game that it was taken up from."""
        before = self._origin[1] if self._origin is not None and self._origin[0] == session.setup else None
        read = self.share_read(session) if self.share_read is not None else 0
        played = self.time.now()
        return save(session, label=label, saved_at=self._moment(), played=played, read=read, before=before)

    def _moment(self) -> str:
        """Now, and never earlier than any game on the shelf: the clock may have been set back since."""
        if not self._newest:
            self._newest = max((slot.saved_at for slot in self.list()), default="-")
        now = moment(datetime.now(UTC))
        if now <= self._newest:
            with suppress(ValueError, OverflowError):
                now = moment(datetime.fromisoformat(self._newest).astimezone(UTC) + timedelta(milliseconds=1))
        self._newest = max(now, self._newest)
        return now

    # ------------------------------------------------------------------ read

    def list(self) -> list[Slot]:
        """Every saved game, the newest first. Never raises: a file that cannot be read has a `problem`."""
        return slots_in(self.folder)

    def find(self, name: str) -> Path | None:
        """The file of a saved game: the one whose file has that very name, else by its name in any letter case."""
        return find_in(self.folder, name)

    def read(self, name: str) -> SavedGame:
        """The saved game of that name. SaveError if there is none or it is damaged; OSError if it cannot be read."""
        return decode(files.read(self._found(name)))

    def quick_saved(self, lead: str) -> str:
        """The file's name of a lead's quick save, "" if there is none."""
        name = file_name(f"{QUICK}-{lead}")
        return name if (self.folder / name).is_file() else ""

    # ------------------------------------------------------------------ put elsewhere

    def delete(self, name: str) -> Path:
        """Put the saved game of that name away; `undelete` brings it back. SaveError if there is none, OSError."""
        path = self._found(name)
        with locked(self.folder):
            put_away(path)
        return path

    def undelete(self, name: str | None = None) -> Path | None:
        """Bring back the game deleted last, or the last of that name; None if there is none. OSError."""
        with locked(self.folder):
            return bring_back(self.folder, name)

    def rename(self, name: str, new: str) -> Path:
        """Give a saved game another name. SaveError if there is none or that name is taken; ValueError; OSError."""
        path, label = self._found(name), _given(new)
        target = self.folder / file_name(label)
        saved = decode(files.read(path))
        with locked(self.folder):
            if target != path and target.exists():
                raise SaveError(f"There is a saved game “{label}” already.")
            summary = replace(saved.summary, label=label)
            files.write_atomically(target, encode(replace(saved, summary=summary)), private=True)
            if target != path:
                files.delete(path)
        return target

    def _found(self, name: str) -> Path:
        path = self.find(name)
        if path is None:
            raise SaveError(f"There is no saved game “{name}”.")
        return path

    # ------------------------------------------------------------------ the present game

    def resumed(self, session: Session) -> None:
        """The game is the one that its lead's autosave holds: it goes on there, even if its next move is to go back."""
        name = f"{AUTOSAVE}-{session.setup.lead}"
        self._present[name] = Present(session.setup, _bytes_of(self.folder / file_name(name)))

    def take_up(self, session: Session, saved: SavedGame, restored: Restored, goes_on: bool = False) -> None:
        """The session is played from now on, as `restored` from `saved`; `goes_on` where the autosave holds it.

        It keeps the saved game's unknown keys, unless it begins anew at the place that was saved, and how long it was
        played till then.
        """
        if goes_on:
            self.resumed(session)
        same = restored.session is not None and restored.session.setup == session.setup
        self._origin = (session.setup, saved) if same else None
        self.time.begin(saved.summary.played)

    def set_down(self) -> None:
        """The present game is left: the next autosave is another one's, and what is kept now is put aside first."""
        self._present.clear()
        self._origin = None
        self.time.begin()

    def _put_aside(self, path: Path, data: bytes, session: Session) -> bool:
        """Give what stands at an autosave's place another name, unless the session is its continuation (False)."""
        kept = _decoded(data)
        if kept is not None and (not kept.path or _goes_on(kept, session)):
            return False
        files.move(path, self._place_for(f"{EARLIER}-{session.setup.lead}", kept))
        self._prune()
        return True

    def _place_for(self, stem: str, kept: SavedGame | None) -> Path:
        """The first free name, or that of the same game at an earlier moment: two processes do not fill the folder."""
        number = 1
        while (there := _bytes_of(path := self.folder / file_name(f"{stem}-{number}"))) is not None:
            earlier = _decoded(there)
            if (
                kept is not None
                and earlier is not None
                and all(each in branches_of(kept) for each in branches_of(earlier))
                and kept.path[: len(earlier.path)] == earlier.path
                and setup_of(earlier) == setup_of(kept)
            ):
                break
            number += 1
        return path

    def _prune(self) -> None:
        """Of too many games put aside the oldest that came to no ending go to the deleted ones. Never raises."""
        earlier = [slot for slot in self.list() if slot.stem.startswith(f"{EARLIER}-") and not slot.backup]
        unfinished = [slot for slot in earlier if not slot.summary.ending]
        for slot in unfinished[MOST_EARLIER:]:
            with suppress(OSError):
                put_away(slot.path)

    def _back_up(self, path: Path, there: bytes, session: Session, *, by_hand: bool = False) -> bool:
        """Keep what a file holds beside it, if that is of another version of the story; if it is written over by hand, also

        where the session does not go on from it. OSError.
        """
        kept = _decoded(there)
        same_version = kept is not None and kept.story.digest in ("", session.program.digest)
        if same_version and not (by_hand and kept is not None and not _goes_on(kept, session)):
            return False
        files.write_atomically(_backup_of(path), there, private=True)
        return True

    def _keep_chapter(self, session: Session) -> None:
        """Keep the game a second time on a chapter's first page. That it cannot be done is no failure of its own."""
        chapter = session.page.chapter
        if not chapter or not session.path or session.undo().page.chapter == chapter:
            return
        chapters = list(dict.fromkeys(scene.chapter for scene in session.program.scenes if scene.chapter))
        name = f"{CHECKPOINT}-{session.setup.lead}-{chapters.index(chapter) + 1}"
        with suppress(OSError):
            files.write_atomically(self.folder / file_name(name), encode(self._saved(name, session)), private=True)


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


def _given(name: str) -> str:
    """A name that is given by hand, in order. ValueError for none, and for one of those of games kept by themselves."""
    label = " ".join(name.split())
    if not label:
        raise ValueError("a saved game needs a name")
    if kept_by_itself(file_name(label).removesuffix(".json")):
        raise ValueError(f"names that begin with “{label.partition('-')[0]}” are for games kept by themselves")
    return label


def _backup_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.bak")


def _bytes_of(path: Path) -> bytes | None:
    """What stands in a file; None if there is none. OSError if it cannot be read."""
    try:
        return files.read(path)
    except FileNotFoundError:
        if path.exists():
            raise
        return None


def _decoded(data: bytes) -> SavedGame | None:
    try:
        return decode(data)
    except SaveError:
        return None


def _goes_on(before: SavedGame, session: Session) -> bool:
    """Whether a session goes on from the saved game, or holds where it stood as a branch."""
    ways = (session.path, *(each.path for each in session.branches))
    return setup_of(before) == session.setup and any(path[: len(before.path)] == before.path for path in ways)
