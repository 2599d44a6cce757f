"""What keeping a game costs a choice, and how long the code of a whole game is.

    python -m tests.bench.saving [STORY] [PLAYS]          (from the checkout; eight_years_quiet and 40 by default)

Plays by chance to their ends three times in one run, in turn: each choice alone, with the autosave written before the next
page (line mode), and with it handed to the keeper's thread (the full-screen app). Prints for each the median and the 95th
percentile of a choice in milliseconds, and what the autosave adds; what as many bytes cost that are written, flushed and renamed
with nothing else, in turn with it: the disk's own share; and the processor's time, which a busy disk does not change. Then
the characters of the replay codes of the same games.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from game.language.program import Program
from game.play.replay_code import share
from game.play.session import Session
from game.shell.app.keeper import Keeper
from game.shell.fate import settle
from game.shell.games import open_story
from game.shell.shelf import Shelf
from tests.walks import walk, wander


def main() -> None:
    """Measure and print."""
    program = open_story(sys.argv[1] if len(sys.argv) > 1 else None)
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    plays = [
        wander(program, number, most=2_000, lead=program.leads[number % len(program.leads)].id) for number in range(many)
    ]
    alone: list[float] = []
    written: list[float] = []
    handed: list[float] = []
    disk: list[float] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        shelf = Shelf(Path(folder) / "written")
        keeper = Keeper(Shelf(Path(folder) / "handed"), _failed)
        for session in plays:
            alone += _timed(program, session, lambda _: None)
            written += _timed(program, session, shelf.autosave)
            handed += _timed(program, session, keeper.keep)
            keeper.flush()
            size = max(each.stat().st_size for each in shelf.folder.glob("*.json"))
            disk += [_plain_write(Path(folder), size) for _ in session.path]
        begun = time.process_time()
        for session in plays:
            _timed(program, session, shelf.autosave)
        work = (time.process_time() - begun) / len(written)
    base = statistics.median(alone)
    for name, times in (("a choice alone", alone), ("with its autosave written", written), ("with it handed on", handed)):
        high = sorted(times)[int(0.95 * len(times))]
        middle = statistics.median(times)
        print(f"{name:<28} median {middle * 1e3:6.3f} ms, 95th {high * 1e3:6.3f} ms, adds {(middle - base) * 1e3:6.3f} ms")
    plain = statistics.median(disk)
    share_of_disk = plain / (statistics.median(written) - base)
    print(f"{'the same bytes alone':<28} median {plain * 1e3:6.3f} ms: {share_of_disk:.2f} of what the autosave adds")
    print(f"{'processor time of it all':<28}   mean {work * 1e3:6.3f} ms a choice, {work / base:.0f} times a choice alone")
    lengths = sorted(len(share(session)) for session in plays)
    moves = sorted(len(session.path) for session in plays)
    told = f"{lengths[0]} to {lengths[-1]} characters, median {lengths[many // 2]}; {moves[0]} to {moves[-1]} moves"
    print(f"codes of {many} whole games: {told}")


def _timed(program: Program, session: Session, keep: Callable[[Session], object]) -> list[float]:
    """Seconds of each choice of a play: the move, fate's after it, the next page, and keeping it."""
    now = walk(program, lead=session.setup.lead, seed=session.setup.seed)
    times = []
    while len(now.path) < len(session.path):
        move = session.path[len(now.path)]
        begun = time.perf_counter()
        now = settle(now.play(move))
        _ = now.page
        keep(now)
        times.append(time.perf_counter() - begun)
    return times


def _plain_write(folder: Path, size: int) -> float:
    data = os.urandom(size)
    begun = time.perf_counter()
    with open(folder / "plain.tmp", "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(folder / "plain.tmp", folder / "plain")
    home = os.open(folder, os.O_RDONLY)
    os.fsync(home)
    os.close(home)
    return time.perf_counter() - begun


def _failed(error: Exception) -> None:
    raise SystemExit(f"the autosave failed: {error}")


if __name__ == "__main__":
    main()
