"""The profile's file: one SQLite database for all stories, which is opened with care and written a few rows at a time.

It may be anybody's file. So it is looked at before SQLite is: it must be a file, of no great size, with SQLite's name at
its head. Then its tables must be exactly ours, word by word: a trigger or a view in it is never met. What is read out of
it is bounded in rows, length and time, and a value of the wrong type is passed over.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from game.play.met import RECOVERED, SURFACED, Finished, Met
from game.shell import files
from game.shell.locks import locked

BESIDE = ("-wal", "-shm", "-journal")
"""What the names of the files end in that SQLite has beside its own."""

APPLICATION, SCHEMA = 0x43495450, 1
LARGEST = 64 * 1024 * 1024
PATIENCE = 0.5
"""Seconds to wait for another program that writes."""

STEP, MOST_STEPS = 10_000, 10_000
"""How many of SQLite's own instructions are a step, and how many of these one piece of work may take: some seconds' worth."""

MOST_ROWS = 100_000
LONGEST_ID = 400
MOST = 1_000_000_000
MOST_SET_ASIDE = 99

TABLES = {
    "read": "CREATE TABLE read (story TEXT, text TEXT, PRIMARY KEY (story, text)) WITHOUT ROWID",
    "option": (
        "CREATE TABLE option (story TEXT, move TEXT, met INTEGER, taken INTEGER, PRIMARY KEY (story, move)) WITHOUT ROWID"
    ),
    "memory": "CREATE TABLE memory (story TEXT, memory TEXT, state INTEGER, PRIMARY KEY (story, memory)) WITHOUT ROWID",
    "game": (
        "CREATE TABLE game (story TEXT, game TEXT, lead TEXT, ending TEXT, choices INTEGER, PRIMARY KEY (story, game))"
        " WITHOUT ROWID"
    ),
}

_BUSY, _DAMAGED = {5, 6}, {1, 9, 11, 17, 18, 19, 20, 24, 26}
"""SQLite's numbers of what goes wrong: busy and locked; and what no file of ours can lead to."""

_REASONS = {
    8: "it may not be written there", 10: "the disk fails or is full", 13: "the disk is full", 14: "it cannot be opened there",
}  # fmt: skip


class Trouble(Exception):
    """Why the profile cannot be used, in the middle of a sentence: “the disk is full”."""


class Busy(Trouble):
    """Another program is writing; it may be tried again."""


class Damaged(Trouble):
    """The file is damaged, or none of ours: it is to be set aside."""


class Newer(Trouble):
    """The file is of a later version of the program: it is to be left alone."""


class Calls:
    """The calls to SQLite. Tests put one in its place whose n-th call fails."""

    def connect(self, path: Path) -> sqlite3.Connection:
        # The database is opened, and never made, by what `as_uri` has quoted.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(uri, timeout=PATIENCE, isolation_level=None, uri=True)

    def execute(self, connection: sqlite3.Connection, order: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return connection.execute(order, values)

    def execute_many(self, connection: sqlite3.Connection, order: str, rows: Iterator[Sequence[object]]) -> None:
        connection.executemany(order, rows)

    def close(self, connection: sqlite3.Connection) -> None:
        connection.close()


calls = Calls()


class ProfileFile:
    """The file, open. Of one thread. Every method may raise a `Trouble`; then what was to be written is not in the file."""

    def __init__(self, path: Path) -> None:
        """Open it; it is made where it is not there."""
        self.path = path
        self._steps = 0
        self._version = -1
        with _told():
            if not os.path.lexists(path):
                _make(path)
            _look_at(path)
            self._connection = calls.connect(path)
        try:
            with _told(), self._working():
                self._begin_carefully()
                self._identity = _identity(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of it. Never raises."""
        with suppress(sqlite3.Error):
            calls.close(self._connection)

    def _begin_carefully(self) -> None:
        """Set the bounds, and see whether it is a file of ours."""
        connection = self._connection
        connection.set_progress_handler(self._tired, STEP)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2_000_000)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        # Words are read as they are, even where they are none: `_word` sorts them out.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for order in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "secure_delete = ON"):
            calls.execute(connection, f"PRAGMA {order}")
        owner = self._number("PRAGMA application_id")
        version = self._number("PRAGMA user_version")
        if owner == APPLICATION and version > SCHEMA:
            raise Newer("it was written by a later version of Citadel")
        there = calls.execute(connection, "SELECT type, name, sql FROM sqlite_master LIMIT 20").fetchall()
        ours = {("table", name, order) for name, order in TABLES.items()}
        if owner != APPLICATION or version != SCHEMA or set(there) != ours or len(there) != len(ours):
            raise Damaged("it is no profile of Citadel’s")
        mode = calls.execute(connection, "PRAGMA journal_mode = WAL").fetchone()
        if mode != ("wal",):
            raise Trouble("the disk there does not let two programs write at once")
        calls.execute(connection, "PRAGMA synchronous = NORMAL")
        self._version = self._number("PRAGMA data_version")

    # ------------------------------------------------------------------ read

    def load(self, stories: Sequence[str]) -> Met:
        """What was met of a story, by its id and those it had before."""
        met = Met()
        with _told(), self._working():
            for story in stories:
                met.add(self._load(story))
            self._version = self._number("PRAGMA data_version")
        return met

    def _load(self, story: str) -> Met:
        met = Met(read={id for (id,) in self._rows("SELECT text FROM read WHERE story = ?", story) if _word(id)})
        for id, seen, taken in self._rows("SELECT move, met, taken FROM option WHERE story = ?", story):
            if _word(id) and _count(seen) and _count(taken):
                met.options[id] = (seen, taken)
        for id, state in self._rows("SELECT memory, state FROM memory WHERE story = ?", story):
            if _word(id) and state in (SURFACED, RECOVERED):
                met.memories[id] = int(state)
        for id, lead, ending, choices in self._rows("SELECT game, lead, ending, choices FROM game WHERE story = ?", story):
            if _word(id) and _word(lead) and _word(ending) and _count(choices):
                met.games[id] = Finished(lead, ending, choices)
        return met

    def stories(self) -> list[str]:
        """The ids of the stories of which anything is remembered, in order."""
        parts = " UNION ".join(f"SELECT story FROM {table}" for table in TABLES)
        with _told(), self._working():
            return sorted(id for (id,) in calls.execute(self._connection, f"{parts} LIMIT 1000") if _word(id))

    def _rows(self, order: str, story: str) -> sqlite3.Cursor:
        return calls.execute(self._connection, f"{order} LIMIT {MOST_ROWS}", (story,))

    def _number(self, order: str) -> int:
        found = calls.execute(self._connection, order).fetchone()[0]
        return found if isinstance(found, int) else -1

    # ------------------------------------------------------------------ written

    def add(self, story: str, met: Met) -> None:
        """Write what was met beside what is there, all of it or nothing."""
        with _told(), self._working(), self._transaction():
            many = calls.execute_many
            many(self._connection, "INSERT OR IGNORE INTO read VALUES (?, ?)", ((story, id) for id in sorted(met.read)))
            many(
                self._connection,
                "INSERT INTO option VALUES (?, ?, ?, ?) ON CONFLICT (story, move) DO UPDATE SET"
                f" met = min({MOST}, met + excluded.met), taken = min({MOST}, taken + excluded.taken)",
                ((story, id, seen, taken) for id, (seen, taken) in sorted(met.options.items())),
            )
            many(
                self._connection,
                "INSERT INTO memory VALUES (?, ?, ?) ON CONFLICT (story, memory) DO UPDATE SET state = max(state, excluded.state)",
                ((story, id, state) for id, state in sorted(met.memories.items())),
            )
            many(
                self._connection,
                "INSERT OR IGNORE INTO game VALUES (?, ?, ?, ?, ?)",
                ((story, id, game.lead, game.ending, game.choices) for id, game in sorted(met.games.items())),
            )

    def others_wrote(self) -> bool:
        """Whether another program has written since this was last asked, or the file was read."""
        with _told(), self._working():
            before, self._version = self._version, self._number("PRAGMA data_version")
        return self._version != before

    def forget(self, stories: Sequence[str]) -> None:
        """Forget all of a story, by its id and those it had before; what was written of it is written over."""
        with _told(), self._working():
            with self._transaction():
                for table in TABLES:
                    for story in stories:
                        calls.execute(self._connection, f"DELETE FROM {table} WHERE story = ?", (story,))
            with suppress(sqlite3.Error):  # another program that reads may hold it up: it is forgotten all the same
                calls.execute(self._connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def still_there(self) -> bool:
        """Whether the file that is open still has its name: SQLite would go on writing into one that is gone."""
        try:
            return _identity(self.path) == self._identity
        except OSError:
            return False

    @contextmanager
    def _working(self) -> Iterator[None]:
        self._steps = 0
        yield

    def _tired(self) -> bool:
        """Another step was made; whether that was one too many, and the work is to be broken off."""
        self._steps += 1
        return self._steps > MOST_STEPS

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        calls.execute(self._connection, "BEGIN IMMEDIATE")
        try:
            yield
            calls.execute(self._connection, "COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise


def set_aside(path: Path) -> Path:
    """Give a file that cannot be used another name, and what SQLite has beside it; that name. OSError.

    What lies beside goes first: SQLite would take it for a new file's own.
    """
    number = 1
    while os.path.lexists(aside := path.with_name(f"profile.damaged-{number}.sqlite3")) and number < MOST_SET_ASIDE:
        number += 1
    for end in reversed(BESIDE):
        if os.path.lexists(beside := path.with_name(path.name + end)):
            files.move(beside, aside.with_name(aside.name + end))
    files.move(path, aside)
    return aside


def forget_all(path: Path) -> None:
    """Delete the file and what belongs to it, those that were set aside too. OSError."""
    found = [path, *(path.with_name(path.name + end) for end in BESIDE), *sorted(path.parent.glob("profile.damaged-*.sqlite3*"))]
    for each in found:
        if os.path.lexists(each):
            files.delete(each)


def _make(path: Path) -> None:
    """Make a new file under another name and give it its own when it is whole, so that a kill leaves no half of one."""
    files.make_private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.citadel.{os.getpid()}.{time.monotonic_ns()}.new")
    files.calls.close(files.calls.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.PRIVATE_FILE))
    try:
        connection = calls.connect(fresh)
        try:
            for order in (
                f"PRAGMA application_id = {APPLICATION}",
                f"PRAGMA user_version = {SCHEMA}",
                *TABLES.values(),
                "PRAGMA journal_mode = WAL",
            ):
                calls.execute(connection, order)
        finally:
            calls.close(connection)
        with locked(path.parent):
            if not os.path.lexists(path):
                files.move(fresh, path)
    finally:
        for end in ("", *BESIDE):
            with suppress(OSError):
                files.delete(fresh.with_name(fresh.name + end))


def _look_at(path: Path) -> None:
    """See that it is a file to be opened at all. Damaged where it is not."""
    for each in (path, *(path.with_name(path.name + end) for end in BESIDE)):
        try:
            there = os.lstat(each)
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(there.st_mode):
            raise Damaged("it is no file" if each == path else f"{each.name} is no file")
        if there.st_size > LARGEST:
            raise Damaged(f"it is larger than {LARGEST >> 20} MB")
        # Ours is always written through the -wal: another journal beside it is somebody else's, and would be obeyed.
        if each.name.endswith("-journal"):
            raise Damaged("somebody else’s journal lies beside it")
    file = files.calls.open(path, os.O_RDONLY)
    try:
        if files.calls.read(file, 16) != b"SQLite format 3\0":
            raise Damaged("it is no profile of Citadel’s")
    finally:
        files.calls.close(file)


def _identity(path: Path) -> tuple[int, int]:
    there = os.lstat(path)
    return there.st_dev, there.st_ino


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with the file or in SQLite, as a `Trouble`."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF in _BUSY:
            raise Busy("another program is writing there") from error
        if code & 0xFF in _DAMAGED:
            raise Damaged("it is damaged") from error
        raise Trouble(_REASONS.get(code & 0xFF, str(error))) from error
    except OSError as error:
        raise Trouble(files.reason(error)) from error
    except (ValueError, OverflowError) as error:  # a number or a word that Python has no room for
        raise Damaged("it is damaged") from error


def _word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID


def _count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= MOST
