"""Which of the slots that stand in the way are enough to show that something stands there.

A search that tracks one slot too many sees twice as many states or more, and so does every later one. Of all that is asked
where the nearest real state cannot go on, as little is taken as shows that it cannot.
"""

from __future__ import annotations

from collections.abc import Callable

from game.proof.abstraction import Abstract
from game.proof.bank import Bank
from game.proof.directed import Directed
from game.proof.machine import Machine

Closed = Callable[[list[str]], frozenset[str]]
"""Slots with all those from which their values are reckoned."""


def least(
    bank: Bank, abstract: Abstract, straight: Directed, fresh: frozenset[str], closed: Closed, item: int
) -> frozenset[str]:
    """Of slots by which the nearest state is seen to go no nearer, as few as are found by leaving out one after the other."""
    tracked = abstract.machine.tracked
    if not _stands(bank, abstract, straight, tracked | fresh, item):
        return fresh
    fields = bank.fields.of
    # Those with the most values first, which cost the most.
    for slot in sorted(fresh, key=lambda name: (-fields[name].mask, name)):
        if slot in fresh:
            # What is reckoned from a slot goes with it.
            fewer = frozenset(each for each in fresh if slot not in closed([each]))
            if _stands(bank, abstract, straight, tracked | fewer, item):
                fresh = fewer
    return fresh


def _stands(bank: Bank, abstract: Abstract, straight: Directed, tracked: frozenset[str], item: int) -> bool:
    """Whether a search over those slots sees that from the nearest state nothing leads nearer to the item."""
    machine = Machine(bank, tracked)
    bits, near = abstract.machine.told_by, straight.distances.get(straight.taken_for, 0)
    for _, _, point, begun in machine.opened(straight.nearest & machine.told_by):
        for after in machine.run(point, begun):
            far = straight.distances.get(after & bits)
            if machine.kind(after) == "learn" or (far is not None and far < near):
                return False
    return item not in bank.had(machine.marks)
