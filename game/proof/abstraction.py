"""A search over some slots only: whatever else is asked may be either, so what it does not come to is never come to.

On its graph a game is played against what is not known, and against fate: who wins it everywhere is never trapped.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection

from msgspec import Struct

from game.proof.bank import Bank
from game.proof.machine import Machine
from game.proof.search import EVERY, Ask, Gathered, Path


class Turn(Struct):
    """A way of an abstract state: its number, whether it is surely open, the states it may lead to."""

    way: int
    sure: bool
    to: tuple[int, ...]


class Abstract:
    """Every state over the tracked slots that may be come to. `complete` unless the search was cut."""

    def __init__(self, bank: Bank, tracked: Collection[str]) -> None:
        self.machine = Machine(bank, tracked)
        self.gathered = Gathered(self.machine)
        self.order: list[int] = []
        self.number: dict[int, int] = {}
        self.parents = array("i")
        self.by = array("i")
        self.turns: list[tuple[Turn, ...]] = []
        self.complete = False
        self.cut = ""

    def _see(self, state: int, parent: int, way: int) -> int:
        known = self.number.get(state)
        if known is None:
            known = self.number[state] = len(self.order)
            self.order.append(state)
            self.parents.append(parent)
            self.by.append(way)
        return known

    def path_to(self, number: int) -> Path:
        """A way by which a state may be come to, in as few moves as there are."""
        found = []
        while self.parents[number] >= 0:
            found.append((self.order[self.parents[number]], self.by[number]))
            number = self.parents[number]
        return tuple(reversed(found))

    def search(self, limit: int, ask: Ask, *, until: int = -1) -> Abstract:
        """Sees every state, `limit` at most; with `until` it may stop as soon as that item was come by."""
        machine, gathered = self.machine, self.gathered
        for state in machine.starts():
            self._see(state, -1, -1)
        if gathered.fresh:
            gathered.at((), 0)
        at = asked = 0
        while at < len(self.order):
            if until in gathered.paths:
                return self
            if len(self.order) - asked >= EVERY:
                if not ask(len(self.order) - asked):
                    self.cut = "the time ran out"
                    return self
                asked = len(self.order)
            if len(self.order) >= limit:
                self.cut = f"it was cut at {limit:,} abstract states"
                return self
            state = self.order[at]
            opened = machine.opened(state)
            if gathered.fresh:
                gathered.at(self.path_to(at), state)
            turns = []
            for way, sure, point, begun in opened:
                to = tuple([self._see(after, at, way) for after in machine.run(point, begun)])
                if gathered.fresh:
                    gathered.on_way(self.path_to(at), state, way)
                turns.append(Turn(way, sure, to))
            self.turns.append(tuple(turns))
            at += 1
        ask(len(self.order) - asked)
        self.complete = True
        return self

    def lost(self) -> list[int]:
        """The states, in the order seen, from which no player is sure to come to an ending. Of a complete search.

        A least fixpoint: an ending is won; a player's state is won if a way that is surely open is, or if every way is
        that may be open; fate's, and what an earlier game left, if every way is; a way, if every state it may lead to is.
        """
        many = len(self.order)
        kinds = [self.machine.kind(state) for state in self.order]
        won = bytearray(many)
        before: list[list[tuple[int, int]]] = [[] for _ in range(many)]
        open_ends: list[list[int]] = []
        ways_left = [len(turns) for turns in self.turns]
        for number, turns in enumerate(self.turns):
            open_ends.append([len(set(turn.to)) for turn in turns])
            for index, turn in enumerate(turns):
                for to in set(turn.to):
                    before[to].append((number, index))
        left = [number for number, kind in enumerate(kinds) if kind == "end"]
        for each in left:
            won[each] = 1
        while left:
            for number, index in before[left.pop()]:
                open_ends[number][index] -= 1
                if open_ends[number][index]:
                    continue
                ways_left[number] -= 1
                sure = self.turns[number][index].sure and kinds[number] not in ("fate", "learn")
                if not won[number] and (sure or not ways_left[number]):
                    won[number] = 1
                    left.append(number)
        return [number for number in range(many) if not won[number]]
