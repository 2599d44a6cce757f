"""A search over some slots only: whatever else is asked may be either, so what it does not come to is never come to.

On its graph a game is played against what is not known, and against fate: who wins it everywhere is never trapped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from msgspec import Struct

from game.proof.bank import Bank, Opened
from game.proof.machine import Machine
from game.proof.search import EVERY, LEFT_OUT, Ask, Gathered, Seen


class Turn(Struct):
    """A way of an abstract state: its number, whether it is surely open, the states it may lead to."""

    way: int
    sure: bool
    to: tuple[int, ...]


class Abstract(Seen):
    """Every state over the tracked slots that may be come to. `complete` unless the search was cut."""

    def __init__(self, bank: Bank, tracked: Collection[str]) -> None:
        super().__init__()
        self.machine = Machine(bank, tracked)
        self.gathered = Gathered(self.machine)
        self.number: dict[int, int] = {}
        self.turns: list[list[Turn]] = []
        self.shown: set[tuple[int, int]] = set()
        """Every item with every state that shows it, or of which a move leads to it: only noted with `every`."""
        self.every: frozenset[int] = frozenset()
        self._opened = bytearray()
        self.complete = False
        self.cut = ""

    def _see(self, state: int, parent: int, way: int) -> int:
        known = self.number.get(state)
        if known is None:
            known = self.number[state] = self.add(state, parent, way)
            self.turns.append([])
            self._opened.append(0)
        return known

    def distances(self, item: int) -> dict[int, int]:
        """For each state from which an item may be come to, in how many moves at least. Of a complete search."""
        before: list[list[int]] = [[] for _ in self.order]
        for number, turns in enumerate(self.turns):
            for turn in turns:
                for to in turn.to:
                    before[to].append(number)
        goals = {number for each, number in self.shown if each == item}
        found = {self.order[number]: 0 for number in goals}
        left = deque(goals)
        while left:
            number = left.popleft()
            for each in before[number]:
                if self.order[each] not in found:
                    found[self.order[each]] = found[self.order[number]] + 1
                    left.append(each)
        return found

    def search(self, limit: int, ask: Ask, *, until: int = -1) -> Abstract:
        """Sees every state, `limit` at most; with `until` it may stop as soon as that item was come by.

        Those come first to which the fewest guesses lead: a way that is not surely open is one, and so is a run that parts.
        """
        machine, gathered = self.machine, self.gathered
        sure_now = deque(self._see(state, -1, -1) for state in machine.starts())
        guessed: deque[tuple[int, Opened] | int] = deque()
        if gathered.fresh:
            gathered.at((), 0)
        asked = 0
        while sure_now or guessed:
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
            if sure_now:
                self._open(sure_now.popleft(), sure_now, guessed)
            else:
                # Everything that takes no further guess was seen: now those that take one.
                level, guessed = guessed, deque()
                for each in level:
                    if isinstance(each, int):
                        sure_now.append(each)
                    else:
                        self._go(*each, sure_now, guessed)
        ask(len(self.order) - asked)
        self.complete = not machine.left_out
        self.cut = "" if self.complete else LEFT_OUT
        return self

    def _open(self, at: int, now: deque[int], later: deque[tuple[int, Opened] | int]) -> None:
        """Goes every way that is surely open; the others are for later."""
        if self._opened[at]:
            return
        self._opened[at] = 1
        state = self.order[at]
        opened = self.machine.opened(state)
        if self.gathered.fresh:
            self.gathered.at(self.path_to(at), state)
            self._note(at)
        for each in opened:
            if each[1]:
                self._go(at, each, now, later)
            else:
                later.append((at, each))

    def _note(self, at: int) -> None:
        """What is watched for is noted every time that it is come by."""
        if self.every:
            self.shown.update((item, at) for item in self.machine.bank.had(self.machine.marks) & self.every)
            self.gathered.forget(self.every)

    def _go(self, at: int, opened: Opened, now: deque[int], later: deque[tuple[int, Opened] | int]) -> None:
        way, sure, point, begun = opened
        after = self.machine.run(point, begun)
        many = len(self.order)
        to = tuple([self._see(each, at, way) for each in after])
        if self.gathered.fresh:
            self.gathered.on_way(self.path_to(at), self.order[at], way)
            self._note(at)
        self.turns[at].append(Turn(way, sure, to))
        (now if len(to) == 1 else later).extend(each for each in to if each >= many)

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
