"""Our engine's answers to the tasks of `rivals`: `python -m tests.bench.worker_ours TASK FOLDER`, a JSON object out.

load: source and cache to a program that can be played. digest: of all text. play: choices a second. save, memory.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from game.language.program import Program
from game.play.runtime import page, start, step
from game.play.session import Session, begin
from game.play.state import Setup, State
from game.shell.stories import StoryFolder, load_to_play

MODULUS = 2**31 - 1
FACTOR = 48271
"""Park and Miller's generator: small enough for every language's whole numbers."""
SETUP = Setup(lead="walker")


def main() -> None:
    """Does the task and prints what was measured."""
    task, folder = sys.argv[1], Path(sys.argv[2])
    os.environ["CITADEL_CACHE"] = str(folder / "cache")
    story = StoryFolder(folder / "story", "synthetic")
    match task:
        case "load":
            print(json.dumps(loaded(story) | started(story)))
        case "digest":
            print(json.dumps({"digest": digest(_program(story), 2000)}))
        case "play":
            print(json.dumps({"rate": rate(_program(story))}))
        case "save":
            print(json.dumps(saved(_program(story))))
        case "memory":
            program = _program(story)
            play(program, start(program, SETUP), 1, 200)
            print(json.dumps({"memory_mb": peak_memory()}))


def _program(story: StoryFolder) -> Program:
    program = load_to_play(story).program
    assert program is not None
    return program


def loaded(story: StoryFolder) -> dict[str, float]:
    """Milliseconds to the first page in a process whose modules are imported: from source (once), then from the cache."""
    from game.language import checker, compiler, parser  # noqa: F401  imported before the clock starts

    times = []
    for _ in range(6):
        gc.collect()
        begun = time.perf_counter()
        program = _program(story)
        page(program, start(program, SETUP))
        times.append((time.perf_counter() - begun) * 1000)
        del program
    return {"source_ms": times[0], "compiled_ms": min(times[1:])}


def started(story: StoryFolder) -> dict[str, float]:
    """Milliseconds of the whole command in line mode, its input at an end, so that it shows the first page and goes:

    from source (median of three, the cache emptied each time), and from the cache (median of five).
    """
    command = [sys.executable, "-m", "game", "play", str(story.path), "--plain", "--as", "walker", "--seed", "1"]
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"CITADEL_CACHE": home, "CITADEL_SAVES": f"{home}/saves", "CITADEL_CONFIG": home}

        def run(fresh: bool) -> float:
            for kept in Path(home).glob("*.story") if fresh else ():
                kept.unlink()
            begun = time.perf_counter()
            done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
            assert b"The dial says" in done.stdout, done.stderr.decode()
            return (time.perf_counter() - begun) * 1000

        return {
            "start_ms": statistics.median(run(True) for _ in range(3)),
            "restart_ms": statistics.median(run(False) for _ in range(5)),
        }


def digest(program: Program, choices: int) -> str:
    """A digest of the lines and open options of that many pages."""
    state, draw, taken = start(program, SETUP), 1, sha256()
    for _ in range(choices):
        shown = page(program, state)
        for words in (*(line.text for line in shown.lines), *(move.label for move in shown.open)):
            taken.update(words.encode() + b"\n")
        draw = draw * FACTOR % MODULUS
        state = step(program, state, shown.open[draw % len(shown.open)].id)
    return taken.hexdigest()


def play(program: Program, state: State, draw: int, choices: int) -> tuple[State, int]:
    """Random play with every page made."""
    for _ in range(choices):
        moves = page(program, state).open
        draw = draw * FACTOR % MODULUS
        state = step(program, state, moves[draw % len(moves)].id)
    return state, draw


def rate(program: Program) -> float:
    """Choices a second, once every scene has been seen about twice."""
    state, draw = play(program, start(program, SETUP), 1, max(2000, 2 * len(program.scenes)))
    choices = 0
    begun = time.perf_counter()
    while (spent := time.perf_counter() - begun) < 2:
        state, draw = play(program, state, draw, 1000)
        choices += 1000
    return choices / spent


def saved(program: Program) -> dict[str, float]:
    """Microseconds and bytes of a save at turn 50 in memory, milliseconds of its restoration; the best of many."""
    from game.play import saves

    session, draw = begin(program, SETUP), 1
    for _ in range(50):
        moves = session.page.open
        draw = draw * FACTOR % MODULUS
        session = session.play(moves[draw % len(moves)].id)
    data = saves.encode(saves.save(session))
    restored: Session | None = None

    def write() -> None:
        saves.encode(saves.save(session))

    def read() -> None:
        nonlocal restored
        restored = saves.restore(program, saves.decode(data)).session

    timings = {"save_us": best(write) * 1e6, "save_bytes": len(data), "restore_ms": best(read) * 1000}
    assert restored is not None and restored.state == session.state
    return timings


def best(action: object) -> float:
    """Seconds of the quickest of a hundred runs."""
    assert callable(action)
    times = []
    for _ in range(100):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


def peak_memory() -> float | None:
    """This process's greatest resident size in MB; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
