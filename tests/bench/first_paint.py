"""How soon the game is on the screen, against the first frame of an empty Textual app in the same run.

    python -m tests.bench.first_paint [RUNS]          (POSIX; from the checkout)

Each run starts both programs in a pseudo-terminal of 120 by 40, in turn, and takes the time from the start of the
process to the first visible text and to a marker that only a whole page shows. Prints medians and their ratios.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("MARKER")
Empty().run()
"""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?=<>$]*[ -/]*[@-~]|\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.|[\x00-\x20]")


def first_paint(command: list[str], marker: bytes, folder: str) -> tuple[float, float]:
    """Seconds from the start of a command to its first visible text, and to the marker. Kills it then."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", CITADEL_SAVES=f"{folder}/saves")
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen, first, whole = b"", 0.0, 0.0
    while not whole and time.perf_counter() - begun < 20:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        now = time.perf_counter() - begun
        shown = _ESCAPES.sub(b"", seen)
        first = first or (now if shown else 0.0)
        whole = now if marker in shown else 0.0
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return first, whole


def main() -> None:
    """Runs the comparison and prints it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY, encoding="utf-8")
        commands = {
            "empty Textual app": ([sys.executable, str(empty)], b"MARKER"),
            "citadel": ([sys.executable, "-m", "game"], b"Newgame"),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, (command, marker) in commands.items():
                times[name].append(first_paint(command, marker, folder))
    frame = statistics.median(whole for _, whole in times["empty Textual app"])
    for name, pairs in times.items():
        first, whole = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{name:<20} first text {first * 1000:6.0f} ms ({first / frame:.2f} of an empty app's frame)   "
            f"whole page {whole * 1000:6.0f} ms ({whole / frame:.2f})"
        )


if __name__ == "__main__":
    main()
