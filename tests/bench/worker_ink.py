"""The Python bindings of ink's runtimes, bink and inkcpp: answers to the tasks of `rivals`.

    python worker_ink.py bink|inkcpp TASK FOLDER        (run by the peers' own Python; imports nothing of the project)

Both read what inkjs compiled: `story.json` in the folder; inkcpp makes `story.bin` of it at its first load.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

MODULUS = 2**31 - 1
FACTOR = 48271


class Bink:
    """Blade Ink in Rust, through ctypes."""

    def __init__(self, folder: Path) -> None:
        self.text = (folder / "story.json").read_text(encoding="utf-8")
        self.story = self.new()

    def new(self) -> Any:
        """A story at its beginning."""
        return import_module("bink.story").Story(self.text)

    def page(self) -> tuple[str, list[str]]:
        """The text up to the next choice, and the choices."""
        text = self.story.continue_maximally()
        return text, list(self.story.get_current_choices())

    def choose(self, number: int) -> None:
        """Take a choice, by its index."""
        self.story.choose_choice_index(number)

    def save(self) -> bytes:
        """The present state."""
        state: str = self.story.save_state()
        return state.encode()

    def restore(self, data: bytes) -> None:
        """Back to a state, in the story as it is loaded."""
        self.story.load_state(data.decode())


class Inkcpp:
    """InkCPP in C++, through pybind11. Its snapshots can only be written to a file."""

    def __init__(self, folder: Path) -> None:
        self.module: Any = import_module("inkcpp_py")
        self.folder, self.binary = folder, folder / "story.bin"
        if not self.binary.exists():
            self.module.compile_json(str(folder / "story.json"), str(self.binary))
        self.new()

    def new(self) -> None:
        """A story at its beginning."""
        self.story = self.module.Story.from_file(str(self.binary))
        self.runner = self.story.new_runner()

    def page(self) -> tuple[str, list[str]]:
        """The text up to the next choice, and the choices."""
        text = self.runner.getall()
        return text, [choice.text() for choice in self.runner]

    def choose(self, number: int) -> None:
        """Take a choice, by its index."""
        self.runner.choose(number)

    def save(self) -> bytes:
        """The present state; the time of the disk (a temporary folder) is in it."""
        path = self.folder / "snapshot.bin"
        self.runner.create_snapshot().write_to_file(str(path))
        return path.read_bytes()

    def restore(self, data: bytes) -> None:
        """Back to a state, in the story as it is loaded."""
        path = self.folder / "snapshot.bin"
        path.write_bytes(data)
        self.runner = self.story.new_runner_from_snapshot(self.module.Snapshot.from_file(str(path)))


def main() -> None:
    """Does the task and prints what was measured."""
    engine, task, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    make = {"bink": Bink, "inkcpp": Inkcpp}[engine]
    runtime: Any = make(folder)
    measured: dict[str, Any] = {}
    match task:
        case "load":

            def load() -> None:
                made: Any = make(folder)
                made.page()

            measured["compiled_ms"] = best(load, 5) * 1000
        case "digest":
            taken, draw = sha256(), 1
            for _ in range(2000):
                text, choices = runtime.page()
                for line in (*text.split("\n"), *choices):
                    if words := " ".join(line.split()):
                        taken.update(words.encode() + b"\n")
                draw = draw * FACTOR % MODULUS
                runtime.choose(draw % len(choices))
            measured["digest"] = taken.hexdigest()
        case "play":
            draw = play(runtime, 1, 2000)
            played, begun = 0, time.perf_counter()
            while (spent := time.perf_counter() - begun) < 2:
                draw = play(runtime, draw, 200)
                played += 200
            measured["rate"] = played / spent
        case "save":
            play(runtime, 1, 50)
            runtime.page()
            data = runtime.save()
            measured["save_us"] = best(runtime.save, 30) * 1e6
            measured["save_bytes"] = len(data)
            measured["restore_ms"] = best(lambda: runtime.restore(data), 30) * 1000
        case "memory":
            play(runtime, 1, 200)
            status = Path("/proc/self/status")
            lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
            measured["memory_mb"] = next((int(each.split()[1]) / 1024 for each in lines if "VmHWM" in each), None)
    print(json.dumps(measured))


def play(runtime: Any, draw: int, choices: int) -> int:
    """Random play with every page made."""
    for _ in range(choices):
        _, offered = runtime.page()
        draw = draw * FACTOR % MODULUS
        runtime.choose(draw % len(offered))
    return draw


def best(action: Callable[[], object], runs: int) -> float:
    """Seconds of the quickest of some runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
