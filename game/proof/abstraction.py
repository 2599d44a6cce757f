"""A search over some slots only: whatever else is asked may be either, so what it does not come to is never come to.

On its graph a game is played against what is not known, and against fate: who wins it everywhere is never trapped.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from game.proof.bank import Bank, Opened
from game.proof.machine import Machine
from game.proof.search import EVERY, LEFT_OUT, Ask, Gathered, Seen, turned_round


class Region(Struct, frozen=True):
    """The states of a coarser search that still matter, told by the bits in `held`: what it takes for any other is not seen."""

    held: int
    states: Collection[int]


class Turns:
    """The ways of abstract states, in the order in which they were gone: of each the state, its number, whether it is surely

    open, and the states it may lead to. An array for each, since there may be millions.
    """

    def __init__(self) -> None:
        self.of = array("i")
        self.way = array("i")
        self.sure = bytearray()
        self.heads = array("i", (0,))
        self.ends = array("i")

    def add(self, of: int, way: int, sure: bool, to: Iterable[int]) -> None:
        """One more."""
        self.of.append(of)
        self.way.append(way)
        self.sure.append(sure)
        for each in to:
            self.ends.append(each)
        self.heads.append(len(self.ends))

    def to(self, turn: int) -> array[int]:
        """The states that a way may lead to."""
        return self.ends[self.heads[turn] : self.heads[turn + 1]]

    def from_state(self, states: Collection[int]) -> Iterator[int]:
        """The ways of some states."""
        return (turn for turn, of in enumerate(self.of) if of in states)

    def leading_to(self, many: int) -> tuple[array[int], array[int]]:
        """For each of so many states the ways that may lead there: those from one's head to the next one's."""
        return turned_round(self.ends, self.heads[:-1], self.heads[1:], many)


class Abstract(Seen):
    """Every state over the tracked slots that may be come to. `complete` unless the search was cut.

    With `regions`, of searches that tracked no more, what lies outside of all of them is left out; a way that leads there
    leads nowhere.
    """

    def __init__(self, bank: Bank, tracked: Collection[str], regions: Sequence[Region] = ()) -> None:
        super().__init__()
        self.machine = Machine(bank, tracked)
        self.gathered = Gathered(self.machine)
        self.number: dict[int, int] = {}
        self.turns = Turns()
        self.shown: set[tuple[int, int]] = set()
        """Every item with every state that shows it, or of which a move leads to it: only noted with `every`."""
        self.every: frozenset[int] = frozenset()
        self._regions = tuple(regions)
        self._opened = bytearray()
        self.complete = False
        self.cut = ""

    def _see(self, state: int, parent: int, way: int) -> int:
        """The number of a state; -1 where it is left out."""
        known = self.number.get(state)
        if known is None:
            if self._regions and self._outside(state):
                return -1
            known = self.number[state] = self.add(state, parent, way)
            self._opened.append(0)
        return known

    def _outside(self, state: int) -> bool:
        for region in self._regions:
            if state & region.held in region.states:
                return False
        # Where only this search asks what an earlier game left, the coarser one did not wait.
        return self.machine.kind(state) != "learn"

    def distances(self, item: int) -> dict[int, int]:
        """For what each state is taken for from which an item may be come to, in how many moves at least. Of a complete search."""
        found: dict[int, int] = {}
        bits, shown = self.machine.told_by, (number for each, number in self.shown if each == item)
        for state, near in zip(self.order, self._nearness(shown), strict=True):
            if near >= 0:
                found[state & bits] = min(near, found.get(state & bits, near))
        return found

    def leading_to(self, goals: Iterable[int]) -> Region:
        """The states from which one of those may be come to, by their numbers. Of a complete search."""
        found = self._nearness(goals)
        bits = self.machine.told_by
        return Region(bits, {state & bits for state, near in zip(self.order, found, strict=True) if near >= 0})

    def _nearness(self, goals: Iterable[int]) -> array[int]:
        """For each state in how many moves one of those may be come to, -1 where none can."""
        found = array("i", [-1]) * len(self.order)
        heads, leading = self.turns.leading_to(len(self.order))
        left = deque(sorted(set(goals)))
        for number in left:
            found[number] = 0
        while left:
            number = left.popleft()
            for turn in leading[heads[number] : heads[number + 1]]:
                before = self.turns.of[turn]
                if found[before] < 0:
                    found[before] = found[number] + 1
                    left.append(before)
        return found

    def search(self, limit: int, ask: Ask) -> Abstract:
        """Sees every state, `limit` at most.

        Those come first to which the fewest guesses lead: a way that is not surely open is one, and so is a run that parts.
        """
        machine, gathered = self.machine, self.gathered
        sure_now = deque(number for state in machine.starts() if (number := self._see(state, -1, -1)) >= 0)
        guessed: deque[tuple[int, Opened] | int] = deque()
        if gathered.fresh:
            gathered.at((), 0)
            # On the way to where play first waits no state shows it; it is noted again where one does.
            gathered.forget(self.every)
        asked = 0
        while sure_now or guessed:
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
        if len(after) == 1:
            number = self.number.get(after[0], -1)
            if number < 0:
                number = self._see(after[0], at, way)
                if number >= 0:
                    now.append(number)
            self.turns.add(at, way, sure, (number,) if number >= 0 else ())
        else:
            to = dict.fromkeys([self._see(each, at, way) for each in after])
            to.pop(-1, None)
            self.turns.add(at, way, sure, to)
            later.extend(each for each in to if each >= many)
        if self.gathered.fresh:
            self.gathered.on_way(self.path_to(at), self.order[at], way)
            self._note(at)

    def lost(self) -> list[int]:
        """The states, in the order seen, from which no player is sure to come to an ending. Of a complete search.

        A least fixpoint: an ending is won; a player's state is won if a way that is surely open is, or if every way is
        that may be open; fate's, and what an earlier game left, if every way is; a way, if every state it may lead to is.
        """
        many, turns = len(self.order), self.turns
        kinds = [self.machine.kind(state) for state in self.order]
        won = bytearray(many)
        heads, leading = turns.leading_to(many)
        open_ends = array("i", [turns.heads[each + 1] - turns.heads[each] for each in range(len(turns.of))])
        ways_left = array("i", bytes(4 * many))
        for of in turns.of:
            ways_left[of] += 1
        left = [number for number, kind in enumerate(kinds) if kind == "end"]
        for each in left:
            won[each] = 1

        def is_won(turn: int) -> None:
            number = turns.of[turn]
            ways_left[number] -= 1
            sure = turns.sure[turn] and kinds[number] not in ("fate", "learn")
            if not won[number] and (sure or not ways_left[number]):
                won[number] = 1
                left.append(number)

        # What lies outside of a region is won: in it are all from which one that is not can be come to.
        for turn in range(len(turns.of)):
            if not open_ends[turn]:
                is_won(turn)
        while left:
            number = left.pop()
            for turn in leading[heads[number] : heads[number + 1]]:
                open_ends[turn] -= 1
                if not open_ends[turn]:
                    is_won(turn)
        return [number for number in range(many) if not won[number]]
