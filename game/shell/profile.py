"""The profile: what a player met of one story over all plays, at hand at once, and written by a thread of its own.

Nobody waits for the disk: what is met goes into memory, and the thread writes it when it can. It opens the file, and
imports SQLite, when something is first wanted of it. A file that is damaged is set aside, and what is known here goes
into a new one; one that is gone is begun anew, for somebody may have wanted it forgotten.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

import msgspec

from game.language.program import Program
from game.play.met import (
    Met,
    asks_what_is_finished,
    finished_before,
    finished_game,
    met_at_last,
    met_between,
    of_today,
    share_read,
    texts_on,
)
from game.play.page import Line
from game.play.session import Session
from game.shell import crash, files

if TYPE_CHECKING:
    from game.shell.profile_file import ProfileFile

FILE = "profile.sqlite3"
AGAIN = 1.0
"""Seconds until another try, where another program is writing."""


def profile_path(saves: Path) -> Path:
    """The profile's file in the folder of all saved games."""
    return saves / FILE


class Profile:
    """What was met of one story. `told` is called with a sentence about what goes wrong, `changed` when the file was read.

    Both are called on the profile's thread, and must not wait for the one that may wait in `flush`.
    """

    def __init__(
        self,
        program: Program,
        path: Path,
        told: Callable[[str], None] = lambda words: None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.program = program
        self.path = path
        self._told = told
        self._changed = changed
        self._met = Met()
        """What is in the file as far as it was read, and all that was met since."""
        self._waiting = Met()
        """What is not in the file yet."""
        self._writing = Met()
        self._to_read = self._ends = False
        self._busy = self._refused = self._again = False
        self.complaints: list[str] = []
        """What went wrong, in sentences."""
        self._file: ProfileFile | None = None
        self._news = Condition()
        self._thread: Thread | None = None

    # ------------------------------------------------------------------ told by the game

    def open(self, patience: float = 0.0) -> None:
        """Have the file read, or read again, and wait for that so many seconds at most."""
        with self._news:
            self._to_read = True
            self._wake()
            self._news.wait_for(lambda: not self._to_read or self._refused, patience)

    def played(self, before: Session, after: Session) -> None:
        """A move of the player's, and fate's after it, led from one page to another."""
        self._meet(met_between(before, after))

    def came_to(self, session: Session) -> None:
        """A page is before the player; where it is a game's last one, that game is finished."""
        met = met_at_last(session)
        if (game := finished_game(session)) is not None:
            met.games[_digest(session)] = game
        self._meet(met)

    def _meet(self, met: Met) -> None:
        if not met:
            return
        with self._news:
            self._met.add(met)
            self._waiting.add(met)
            self._wake()

    # ------------------------------------------------------------------ asked by the game

    def finished(self, patience: float = 1.0) -> tuple[str, ...]:
        """The endings come to before that the story asks about, for a new game; the file is read for it, where it asks at all."""
        if not asks_what_is_finished(self.program):
            return ()
        if os.path.lexists(self.path):
            self.open(patience)
        with self._news:
            return finished_before(self.program, self._met.endings)

    def has_read(self, line: Line) -> bool:
        """Whether a line's words were read before; a mark of the author's was."""
        ids = texts_on(self.program, line)
        with self._news:
            return not ids or ids[0] in self._met.read

    def took(self, move_id: str) -> bool:
        """Whether an option was ever taken before."""
        with self._news:
            return self._met.options.get(move_id, (0, 0))[1] > 0

    def has_met(self, move_id: str) -> bool:
        """Whether an option was ever open before the player, and decided on."""
        with self._news:
            return move_id in self._met.options

    def share(self) -> int:
        """How much of the story was read, in percent."""
        with self._news:
            return share_read(self.program, self._met.read)

    def met(self) -> Met:
        """All that was met, as it is now."""
        met = Met()
        with self._news:
            met.add(self._met)
        return met

    def flush(self, seconds: float = 2.0) -> bool:
        """Wait until all is written, or so long; whether it is."""
        with self._news:
            if self._thread is None:
                return True
            self._refused = False
            self._news.notify_all()
            self._news.wait_for(lambda: not self._due and not self._busy, seconds)
            return not self._waiting and not self._writing

    def close(self, seconds: float = 2.0) -> list[str]:
        """Write what is left, wait so long at most, and let go of the file; what went wrong till then, in sentences.

        A second try is made of what fails.
        """
        written = self.flush(seconds) or self.flush(seconds)  # what was refused once may not be refused again
        if not written and not self.complaints:
            self._complain("The profile could not be written, for another program was writing all the while.")
        with self._news:
            self._ends = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)
        return self.complaints

    # ------------------------------------------------------------------ the thread

    def _wake(self) -> None:
        """Something is to be done. The lock is held."""
        self._refused = False
        if self._thread is None:
            self._thread = Thread(target=self._work, name="profile", daemon=True)
            self._thread.start()
        self._news.notify_all()

    @property
    def _due(self) -> bool:
        """Whether there is something to be done that was not just refused. The lock is held."""
        return (self._to_read or bool(self._waiting)) and not self._refused

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._due and not self._ends:
                    self._news.wait()
                if self._ends:
                    break
                self._busy = True
                reads = self._to_read
                self._writing, self._waiting = self._waiting, Met()
            try:
                done = self._do(reads)
            except Exception as error:  # whatever it is, play goes on and the next is tried
                crash.log.error("the profile failed", exc_info=error)
                self._complain(f"The profile cannot be kept in {self.path.parent} ({error}).")
                done = False
            with self._news:
                written, self._writing = self._writing, Met()
                if not done:
                    written.add(self._waiting)
                    self._waiting = written
                    self._refused = True
                self._to_read = self._to_read and (not reads or self._again)
                self._busy = False
                self._news.notify_all()
                if self._again:
                    self._news.wait_for(lambda: not self._refused or self._ends, AGAIN)
                    self._refused = False
        self._close()

    def _do(self, reads: bool) -> bool:
        """Read, or write, or both; whether that is done. On the thread alone, the lock not held."""
        from game.shell.profile_file import Busy, Damaged, Newer, Trouble

        self._again = False
        try:
            for _ in range(2):
                try:
                    self._once(reads)
                except Damaged as error:
                    self._begin_anew(str(error))
                else:
                    return True
            return False
        except Busy:
            # A short while: nobody is told, and nothing is lost meanwhile.
            self._again = True
            return False
        except Newer as error:
            self._complain(f"The profile {self.path} is left alone: {error}. What you read now is not remembered.")
        except Trouble as error:
            self._complain(f"The profile cannot be kept in {self.path.parent} ({error}). You can play on.")
        self._close()
        return False

    def _once(self, reads: bool) -> None:
        if self._file is not None and not self._file.still_there:
            self._close()
            reads = True
        if self._file is None:
            if not self._writing and not os.path.lexists(self.path):
                self._read_anew(Met())
                return
            from game.shell.profile_file import ProfileFile

            self._file = ProfileFile(self.path)
            reads = True
        if self._writing:
            self._file.add(self.program.id, self._writing)
            with self._news:
                self._writing = Met()
            reads = reads or self._file.others_wrote()
        if reads:
            self._read_anew(of_today(self.program, self._file.load((self.program.id, *self.program.was))))

    def _read_anew(self, met: Met) -> None:
        """What is in the file, and what is not in it yet, is all that is known."""
        with self._news:
            met.add(self._writing)
            met.add(self._waiting)
            self._met = met
        self._tell(self._changed)

    def _begin_anew(self, why: str) -> None:
        """Set the file aside; all that is known goes into the next one."""
        from game.shell.profile_file import Trouble, set_aside

        self._close()
        try:
            aside = set_aside(self.path)
        except OSError as error:
            raise Trouble(f"{why}, and cannot be set aside: {files.reason(error)}") from error
        with self._news:
            known = Met()
            known.add(self._met)
            self._writing, self._waiting = known, Met()
        self._complain(f"The profile could not be used ({why}). It was set aside as {aside.name}, and a new one begun.")

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _complain(self, words: str) -> None:
        """Have something told, once. That it cannot be does not end the thread."""
        if words in self.complaints:
            return
        self.complaints.append(words)
        crash.log.error("%s", words)
        self._tell(lambda: self._told(words))

    @staticmethod
    def _tell(tell: Callable[[], None]) -> None:
        """Tell somebody something. That it cannot be told is no failure of its own."""
        try:
            tell()
        except Exception as failure:
            crash.log.error("that could not be told", exc_info=failure)


def _digest(session: Session) -> str:
    """What a game goes by: the same for the same setup and path."""
    return sha256(msgspec.json.encode((session.setup, session.path))).hexdigest()[:24]
