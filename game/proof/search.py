"""Searches over a machine's states: to the end, breadth first, and by guided play."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from game.proof.machine import Machine

Path = tuple[tuple[int, int], ...]
"""How a state was come to: each state before it, with the number of the way that was taken there."""

Ask = Callable[[int], bool]
"""Asked now and then with the number of states seen since it was asked last; False ends the search."""


LEFT_OUT = "an earlier game may have left more values than can be gone through"
EVERY = 2_000
"""States between two questions whether to go on."""


class Gathered:
    """The items that were come by so far, each with the path to it."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.paths: dict[int, Path] = {}
        self._marks: set[int] = set()

    @property
    def fresh(self) -> bool:
        """Whether something was noted since it was last gathered."""
        return len(self.machine.marks) != len(self._marks)

    def gather(self) -> list[int]:
        """The items that are new since it was last gathered."""
        fresh = self.machine.marks - self._marks
        self._marks |= fresh
        return [item for item in self.machine.bank.had(fresh) if item not in self.paths]

    def forget(self, items: Iterable[int]) -> None:
        """The marks of those items are taken off, so that they are noted again."""
        wanted = set(items)
        gone = {mark for mark in self.machine.marks if self.machine.bank.had((mark,)) & wanted}
        self.machine.marks.difference_update(gone)
        self._marks -= gone

    def at(self, path: Path, state: int) -> None:
        """What a state shows was noted: its items have the path to it, and those of its moves the move as well."""
        for item in self.gather():
            self.paths[item] = path
            move = self.machine.move_of_item(state, item)
            if move >= 0:
                self.paths[item] = (*path, (state, move))

    def on_way(self, path: Path, state: int, way: int) -> None:
        """What a run came by was noted."""
        for item in self.gather():
            self.paths[item] = (*path, (state, way))


class Seen:
    """States in the order in which they were seen, each with how it was come to first."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self.parents = array("i")
        self.by = array("i")

    def add(self, state: int, parent: int, way: int) -> int:
        """A state come to by a way from the one of that number (-1: it was begun with). Its own number."""
        self.order.append(state)
        self.parents.append(parent)
        self.by.append(way)
        return len(self.order) - 1

    def path_to(self, number: int) -> Path:
        """How a state was come to first."""
        found = []
        while self.parents[number] >= 0:
            found.append((self.order[self.parents[number]], self.by[number]))
            number = self.parents[number]
        return tuple(reversed(found))


def turned_round(
    edges: array[int], begins: Sequence[int], ends: Sequence[int], many: int
) -> tuple[array[int], array[int]]:
    """Edges from each source (from its begin to its end) to one of so many states, the other way round: for each state the

    sources that lead there, those from one's head to the next one's.
    """
    heads = array("i", bytes(4 * (many + 1)))
    for to in edges:
        heads[to + 1] += 1
    for each in range(many):
        heads[each + 1] += heads[each]
    found, fill = array("i", bytes(4 * len(edges))), heads[:]
    for source in range(len(begins)):
        for edge in range(begins[source], ends[source]):
            to = edges[edge]
            found[fill[to]] = source
            fill[to] += 1
    return heads, found


class Exhausted(Seen):
    """A search breadth first. `complete`: nothing was left to see. `order` holds the states, `parents` and `by` how each was

    come to first; `edges`, from each one's `begins` to its `ends`, the states that it leads to. To learn what an earlier game
    left is no move.
    """

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self.machine = machine
        self.gathered = Gathered(machine)
        self.number: dict[int, int] = {}
        self.edges = array("i")
        self.begins = array("i")
        self.ends = array("i")
        self.complete = False
        self.cut = ""
        self._next: deque[int] = deque()
        self._level = 0
        """How many states are left of those that as many moves lead to."""
        self._ahead = bool(machine.lead.in_labels_too & machine.bank.live.wanted)

    def _see(self, state: int, parent: int, way: int) -> int:
        known = self.number.get(state)
        if known is None:
            known = self.number[state] = self.add(state, parent, way)
            self.begins.append(0)
            self.ends.append(0)
            if state & self.machine.fields.stop_mask > len(self.machine.program.code):
                self._next.appendleft(known)
            else:
                self._next.append(known)
        return known

    def search(self, begins: Iterable[int], limit: int, ask: Ask) -> Exhausted:
        """Sees every state that can be come to, `limit` at most."""
        machine, gathered = self.machine, self.gathered
        for state in begins:
            self._see(state, -1, -1)
        if gathered.fresh:
            gathered.at((), 0)
        asked = 0
        while self._next:
            if len(self.order) - asked >= EVERY:
                if not ask(len(self.order) - asked):
                    self.cut = "the time ran out"
                    return self
                asked = len(self.order)
            if len(self.order) >= limit:
                self.cut = f"it was cut at {limit:,} states"
                return self
            at = self._next.popleft()
            state = self.order[at]
            if self._ahead:
                self._look_ahead(at, state)
            self.begins[at] = len(self.edges)
            opened = machine.opened(state)
            if gathered.fresh:
                gathered.at(self.path_to(at), state)
            for way, _, point, begun in opened:
                for after in machine.run(point, begun):
                    self.edges.append(self._see(after, at, way))
                if gathered.fresh:
                    gathered.on_way(self.path_to(at), state, way)
            self.ends[at] = len(self.edges)
        ask(len(self.order) - asked)
        self.complete = not machine.left_out
        self.cut = "" if self.complete else LEFT_OUT
        return self

    def _look_ahead(self, at: int, state: int) -> None:
        """What all states show to which as many moves lead is noted before what comes after any of them."""
        if state & self.machine.fields.stop_mask > len(self.machine.program.code):
            return
        if not self._level:
            self._level = len(self._next) + 1
            for each in (at, *self._next):
                self.machine.opened(self.order[each])
                if self.gathered.fresh:
                    self.gathered.at(self.path_to(each), self.order[each])
        self._level -= 1

    def trapped(self) -> int:
        """The first state seen from which no ending can be come to; -1 if there is none. Of a complete search."""
        many = len(self.order)
        heads, back = turned_round(self.edges, self.begins, self.ends, many)
        good = bytearray(many)
        left = [number for number, state in enumerate(self.order) if self.machine.kind(state) == "end"]
        for each in left:
            good[each] = 1
        while left:
            number = left.pop()
            for edge in range(heads[number], heads[number + 1]):
                before = back[edge]
                if not good[before]:
                    good[before] = 1
                    left.append(before)
        return good.find(0)


class Draw:
    """Numbers that look drawn, the same every time: xorshift with 64 bits (Marsaglia, 2003)."""

    def __init__(self, seed: int = 1) -> None:
        self.state = seed * 0x9E3779B97F4A7C15 & (1 << 64) - 1 or 1

    def below(self, many: int) -> int:
        """A number from 0 to below `many`."""
        x = self.state
        x ^= x << 13 & (1 << 64) - 1
        x ^= x >> 7
        x ^= x << 17 & (1 << 64) - 1
        self.state = x
        return x % many


LONGEST_PLAY = 3_000
"""Moves after which a guided play is given up."""


MOST_STUCK = 4


class Guided:
    """Plays that take at each stop the way least tried so far, and so come soon to nearly everything."""

    def __init__(self, machine: Machine, begins: list[int]) -> None:
        self.machine = machine
        self.begins = begins
        self.gathered = Gathered(machine)
        self.tried: dict[tuple[int, int], int] = {}
        self.draw = Draw()
        self.plays = 0
        self.ended = 0
        self.last: Path = ()
        """The last play that came to an ending."""
        self.stuck: list[Path] = []
        """The first plays that came to none."""
        if self.gathered.fresh:
            self.gathered.at((), 0)

    def play(self, begin: int | None = None, before: Path = ()) -> int:
        """One play to its end; the moves it took. It begins anew, or at a state that `before` leads to."""
        machine, gathered, tried, draw = self.machine, self.gathered, self.tried, self.draw
        mask = machine.fields.stop_mask
        state = self.begins[draw.below(len(self.begins))] if begin is None else begin
        path = list(before)
        self.plays += 1
        for moves in range(LONGEST_PLAY):
            opened = machine.opened(state)
            if gathered.fresh:
                gathered.at(tuple(path), state)
            if not opened:
                if machine.kind(state) == "end":
                    self.ended += 1
                    self.last = tuple(path[len(before) :])
                elif len(self.stuck) < MOST_STUCK:
                    self.stuck.append(tuple(path))
                return moves
            stop = state & mask
            least, chosen = -1, opened[0]
            for each in opened:
                # A little chance among ways that were tried about as often, so that plays do not march in step.
                many = tried.get((stop, each[0]), 0) * 8 + draw.below(9)
                if least < 0 or many < least:
                    least, chosen = many, each
            way, _, point, begun = chosen
            tried[stop, way] = tried.get((stop, way), 0) + 1
            results = machine.run(point, begun)
            if gathered.fresh:
                gathered.on_way(tuple(path), state, way)
            path.append((state, way))
            state = results[draw.below(len(results))] if len(results) > 1 else results[0]
        if len(self.stuck) < MOST_STUCK:
            self.stuck.append(tuple(path))
        return LONGEST_PLAY
