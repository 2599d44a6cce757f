"""Keeps the present game on the disk after every choice, on a thread of its own: the reader never waits for it.

Only the newest game counts: while one is being written, those that come and are passed by are not.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread

from game.play.session import Session
from game.shell import crash
from game.shell.shelf import Shelf


class Keeper:
    """Writes sessions to the shelf's autosave, one after the other."""

    def __init__(self, shelf: Shelf, failed: Callable[[Exception], None]) -> None:
        """`failed` is called on the keeper's thread, and must not wait for the one that may wait in `flush`."""
        self._shelf = shelf
        self._failed = failed
        self._waiting: Session | None = None
        self._busy = False
        self._changed = Condition()
        self._thread: Thread | None = None

    def keep(self, session: Session) -> None:
        """Have the session written soon."""
        with self._changed:
            self._waiting = session
            if self._thread is None:
                self._thread = Thread(target=self._write_all, name="autosave", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self, seconds: float = 5.0) -> None:
        """Wait until everything is written, or so long."""
        with self._changed:
            self._changed.wait_for(self._idle, seconds)

    def _idle(self) -> bool:
        return self._waiting is None and not self._busy

    def _write_all(self) -> None:
        while True:
            with self._changed:
                while self._waiting is None:
                    self._changed.wait()
                session, self._waiting, self._busy = self._waiting, None, True
            try:
                self._shelf.autosave(session)
            except Exception as error:  # whatever it is, the next game is tried again
                self._tell(error)
            finally:
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()

    def _tell(self, error: Exception) -> None:
        """Have the failure told. That it cannot be does not end the thread."""
        crash.log.error("the game could not be kept", exc_info=error)
        try:
            self._failed(error)
        except Exception as failure:
            crash.log.error("nor could that be told", exc_info=failure)
