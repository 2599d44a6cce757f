"""A search for one item that knows how far it is: the abstraction says from each state in how many moves it may be had.

Best first over real states. What the abstraction tracks is exact, so it goes straight on until something that is not
tracked stands in the way, and then takes the next best.
"""

from __future__ import annotations

from heapq import heappop, heappush

from msgspec import Struct

from game.proof.abstraction import Abstract
from game.proof.machine import Machine
from game.proof.search import EVERY, Ask, Path

MOST_OPENED = 4_000
"""States that are gone on from, for one item."""
MOST_ALIKE = 12
"""Of these, those that the abstraction takes for one."""
FAR = 1 << 29
"""How far a state is at first where an earlier game is asked before play waits: no search that knew less has seen it."""


class Directed(Struct):
    """What came of it: a path to the item, or else the state that was nearest to it (-1 for none), with what the abstraction

    takes it for, and how far it takes each of its states to be.
    """

    path: Path | None
    nearest: int
    taken_for: int
    distances: dict[int, int]


def directed(machine: Machine, abstract: Abstract, item: int, ask: Ask) -> Directed:
    """Looks for a path to an item. The abstraction must be complete, and have watched for the item.

    `machine` is one of the game as it is, of a bank with the same items as the abstraction's.
    """
    distances = abstract.distances(item)
    nearest, least = -1, 1 << 30
    held = abstract.machine.told_by
    machine.take_up()
    came: dict[int, tuple[int, int]] = {}
    queue: list[tuple[int, int, int]] = []
    count = 0
    for state in machine.starts():
        came[state] = (-1, -1)
        heappush(queue, (distances.get(state & held, FAR), 0, state))

    def path_to(state: int) -> Path:
        steps = []
        while came[state][0] >= 0:
            steps.append(came[state])
            state = came[state][0]
        return tuple(reversed(steps))

    def has() -> bool:
        return item in machine.bank.had(machine.marks)

    def found(path: Path | None) -> Directed:
        return Directed(path, nearest, nearest & held, distances)

    if has():
        return found(())
    alike: dict[int, int] = {}
    opened = 0
    while queue and opened < MOST_OPENED:
        far, _, state = heappop(queue)
        if far < least:
            nearest, least = state, far
        alike[state & held] = alike.get(state & held, 0) + 1
        if alike[state & held] > MOST_ALIKE:
            continue
        opened += 1
        if opened % EVERY == 0 and not ask(EVERY):
            break
        ways = machine.opened(state)
        if has():
            move = machine.move_of_item(state, item)
            return found((*path_to(state), (state, move)) if move >= 0 else path_to(state))
        for way, _, point, begun in ways:
            for after in machine.run(point, begun):
                if after not in came:
                    came[after] = (state, way)
                    near = far if machine.kind(after) == "learn" else distances.get(after & held)
                    if near is not None:
                        count += 1
                        # Of those that are as near the one seen last, which is the furthest on.
                        heappush(queue, (near, -count, after))
            if has():
                return found((*path_to(state), (state, way)))
    return found(None)
