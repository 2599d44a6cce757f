"""A program that keeps games until it is killed, again and again, and looks each time at what is left of them.

`python -m tests.killing FOLDER KILLS` kills that many times, at every call of the system in turn, before it, after it and
in the middle of what it writes, and for the rest whenever it happens. A line for each thing that was lost or torn; at the
end how many were killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from game.language.program import Program
from game.play.save_format import SavedGame, decode
from game.play.session import Session
from game.shell import files
from game.shell.shelf import Shelf
from game.shell.stories import find_story, load
from tests.conftest import KITCHEN
from tests.walks import walk

FOLDER_LASTS = 5
"""Rounds that are played in one folder, each over what the one before it has left."""


class Death(Struct, frozen=True):
    """When a round ends: about its n-th call of the system, from 0; or so many seconds after it began."""

    call: int = -1
    moment: str = ""
    seconds: float = 0.0


class Deed(Struct, frozen=True):
    """A game that is kept: by itself, or under a name. `anew` tells that another one was played before it."""

    session: Session
    name: str = ""
    anew: bool = False

    def do(self, shelf: Shelf) -> None:
        if self.anew:
            shelf.set_down()
        if self.name:
            shelf.write(self.name, self.session)
        else:
            shelf.autosave(self.session)


class Deadly(files.Calls):
    """The system's calls, about one of which the program is killed."""

    def __init__(self, death: Death) -> None:
        self._death = death
        self._made = 0

    def __getattribute__(self, name: str) -> object:
        call: Callable[..., object] = super().__getattribute__(name)
        if name.startswith("_"):
            return call

        def deadly(*arguments: object) -> object:
            number, self._made = self._made, self._made + 1
            if number != self._death.call:
                return call(*arguments)
            if self._death.moment == "after":
                call(*arguments)
            elif self._death.moment == "within" and name == "write":
                file, data = arguments
                assert isinstance(file, int) and isinstance(data, bytes)
                os.write(file, data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        return deadly


def deeds(program: Program, number: int) -> list[Deed]:
    """What is done in a round: a game kept after each of its moves and under two names; then another."""
    one, two = 2 * number, 2 * number + 1
    moves = ("kitchen.coat", "kitchen.wait", "kitchen.go")
    return [
        Deed(walk(program, *moves[:1], seed=one), anew=True),
        Deed(walk(program, *moves[:2], seed=one)),
        Deed(walk(program, *moves[:2], seed=one), name=f"round {number}"),
        Deed(walk(program, *moves, seed=one)),
        Deed(walk(program, *moves, seed=one), name="always the same"),
        Deed(walk(program, *moves[1:2], seed=two), anew=True),
        Deed(walk(program, *moves[1:], seed=two)),
        Deed(walk(program, *moves[1:], seed=two), name="always the same"),
    ]


def killed(folder: Path, todo: list[Deed], death: Death) -> int | None:
    """Have a child do all this and be killed over it; how many deeds it had done. None if it came to its end alive."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        if death.call >= 0:
            files.calls = Deadly(death)
        shelf = Shelf(folder)
        for deed in todo:
            deed.do(shelf)
            os.write(tell, b".")
        os._exit(0)
    os.close(tell)
    if death.call < 0:
        time.sleep(death.seconds)
        os.kill(child, signal.SIGKILL)
    done = b""
    while part := os.read(told, 100):
        done += part
    os.close(told)
    _, status = os.waitpid(child, 0)
    return len(done) if os.WIFSIGNALED(status) else None


def losses(folder: Path, done: list[Deed], begun: list[Deed]) -> Iterator[str]:
    """What is not as it must be in a folder where some deeds were done and others begun."""
    kept: list[SavedGame] = []
    for path in sorted(folder.iterdir() if folder.is_dir() else []):
        if path.suffix == ".json":
            try:
                kept.append(decode(path.read_bytes()))
            except Exception as error:
                yield f"{path.name} is no whole game: {error}"
    shelf = Shelf(folder)
    if any(slot.problem or slot.path.name.startswith(".") for slot in shelf.list()):
        yield "what was left over is in the list"
    named = {deed.name: deed.session for deed in done if deed.name}
    for name, session in named.items():
        whole = {(session.setup.seed, session.path)}
        whole |= {(deed.session.setup.seed, deed.session.path) for deed in begun if deed.name == name}
        there = shelf.read(name)
        if (there.setup.seed, there.path) not in whole:
            yield f"“{name}” is another game"
    for deed in done:
        seed, moves = deed.session.setup.seed, deed.session.path
        if not any(game.setup.seed == seed and game.path[: len(moves)] == moves for game in kept):
            yield f"the game {seed} is lost after {len(moves)} moves"


def deaths(kills: int, chance: random.Random) -> Iterator[Death]:
    """So many: about calls that lie as far apart as they must, and every third at any time."""
    calls = [Death(call, moment) for call in range(120) for moment in ("before", "within", "after")]
    chance.shuffle(calls)
    for number in range(kills):
        yield calls.pop() if number % 3 and calls else Death(seconds=chance.uniform(0, 0.012))


def main(folder: Path, kills: int) -> None:
    """Kill so often, and print what was lost."""
    program = load(find_story(KITCHEN)).program
    assert program is not None
    chance = random.Random(kills)
    before: list[Deed] = []
    begun: list[Deed] = []
    number = count = 0
    waiting = deaths(4 * kills, chance)
    while count < kills:
        here = folder / str(number // FOLDER_LASTS)
        if number % FOLDER_LASTS == 0:
            before, begun = [], []
        todo = deeds(program, number)
        done = killed(here, todo, next(waiting))
        count += done is not None
        finished = len(todo) if done is None else done
        begun = [*begun[-1:], *todo[finished : finished + 1]]
        for loss in losses(here, [*before, *todo[:finished]], begun):
            print(f"round {number}, {finished} done: {loss}")
        before = todo[:finished]
        number += 1
    print(f"{count} killed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
