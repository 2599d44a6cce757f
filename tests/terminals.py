"""A program in a terminal of its own, for tests: what it writes is read as text, what a reader types is sent to it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import time
from types import TracebackType

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Za-z0-9]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b[=>78cM]"
)


class Terminal:
    """A child in a pseudo-terminal of so many columns and rows. POSIX only."""

    def __init__(self, command: list[str], environment: dict[str, str], width: int = 80, height: int = 24) -> None:
        import fcntl
        import pty
        import termios

        self.began = time.monotonic()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update(environment)
            os.execvp(command[0], command)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.raw = ""
        self._mark = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.kill()

    def type(self, keys: str) -> None:
        """Send keys. Only what is written from now on counts for `wait_for`."""
        self._mark = len(self.raw)
        os.write(self.file, keys.encode())

    def wait_for(self, words: str, seconds: float = 20.0) -> float:
        """Wait until the words have been written, and return the seconds since the start. AssertionError in vain."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert self._read(max(0.0, end - time.monotonic())), f"{words!r} never came; there is:\n{self.text[-3000:]}"
        return time.monotonic() - self.began

    @property
    def text(self) -> str:
        """What was written since the last keys, without the terminal's escapes."""
        return ESCAPES.sub("", self.raw[self._mark :])

    def wait_for_end(self, seconds: float = 20.0) -> int:
        """Read to the end, and return the exit code; negative for a signal."""
        end = time.monotonic() + seconds
        while self._read(max(0.0, end - time.monotonic())):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End it at once, as a closed window would not even do."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self.file >= 0:
            os.close(self.file)
            self.file = -1

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.file], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.file, 65536)
        except OSError:  # Linux tells the end of a terminal's output this way
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)
