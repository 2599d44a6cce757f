"""What is left is settled by tracking as little as it takes.

Explicit-value abstraction, refined by its own false alarms (Beyer and Löwe, 2013). A search over the tracked slots either never comes to an item, which is then never had, or gives a
path to it. That path is played for real; where it cannot be gone, what was asked there is tracked too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from game.language import program as p
from game.language.expressions import Expression
from game.proof.abstraction import Abstract, Region
from game.proof.asked import slots_read
from game.proof.bank import Bank
from game.proof.directed import Directed, directed
from game.proof.lead import Lead
from game.proof.machine import Machine
from game.proof.precision import least
from game.proof.search import Ask, Exhausted, Guided, Path
from game.proof.stops import Stop
from game.proof.texts_asked import counted_under, tests_in, texts_of
from game.proof.witnesses import MOST_AT_ONCE

MOST_ROUNDS = 60
"""How often the tracked slots of one question grow."""
PLAYS_FOR_AN_ENDING = 40
LARGE = 100_000
"""Abstract states of a search that is dear to repeat: all that stands in the way is tracked next, not as little as shows it."""
CLOSURE = 200_000
"""States seen from a suspected trap before it is given up."""


class Settled(Struct):
    """What came of a question. `never`: the items that are never had. `had`: those that are, with their paths."""

    never: set[int]
    had: dict[int, Path]
    cut: str = ""
    states: int = 0


class Reals:
    """The machines on which an abstract path is tried: one that runs as the game does, and one that notes where it runs."""

    def __init__(self, lead: Lead, wanted: Iterable[int], passed: Iterable[int]) -> None:
        self.lead = lead
        wanted = frozenset(wanted)
        self.bank = Bank(lead, wanted)
        self.machine = Machine(self.bank)
        self._noting = Machine(Bank(lead, wanted, surveys=True))
        self.feeds = _feeds(lead, passed)

    def closed(self, slots: Iterable[str]) -> frozenset[str]:
        """The slots, with all from which their values are reckoned."""
        found: set[str] = set()
        left = [slot for slot in slots if slot in self.bank.fields.of]
        while left:
            slot = left.pop()
            if slot not in found:
                found.add(slot)
                left += [each for each in self.feeds.get(slot, ()) if each in self.bank.fields.of]
        return frozenset(found)

    def asked_on(self, point: int, state: int) -> list[str]:
        """What is asked on the run from a point, to choose how it goes on."""
        self._noting.take_up()
        self._noting.run(point, state)
        passed = self._noting.bank.passed
        self.machine.take_up()
        return self.asked_at(passed)

    def asked_at(self, points: Iterable[int]) -> list[str]:
        """What the instructions at some points ask to choose how play goes on."""
        found: list[str] = []
        for point in points:
            code = self.lead.program.code[point]
            if isinstance(code, p.Say | p.Enter | p.Finish):
                continue
            for tree in tests_in(self.lead.program, self.lead.stops, point):
                found += slots_read(tree)
            if isinstance(code, p.Vary):
                found.append(code.slot)
        return found

    def blocked(self, abstract: Abstract, straight: Directed) -> list[str]:
        """What is asked where the abstraction sees a way on from the state nearest to an item, and the game has none."""
        bits = abstract.machine.told_by
        near = straight.distances.get(straight.taken_for, 0)
        asked: list[str] = []
        self.machine.take_up()
        opened = {way: (point, begun) for way, _, point, begun in self.machine.opened(straight.nearest)}
        stop = self.lead.stops.get((straight.nearest & self.machine.fields.stop_mask) - 1)
        turns = abstract.turns
        for turn in turns.from_state([n for n, state in enumerate(abstract.order) if state & bits == straight.taken_for]):
            # Where the item itself is at hand, any of the ways may be the one that has it.
            leads_to = [straight.distances.get(abstract.order[to] & bits, near) for to in turns.to(turn)]
            if stop is None or (near and min(leads_to, default=near) >= near):
                continue
            way = turns.way[turn]
            if way in opened:
                asked += self.asked_on(*opened[way])
            else:
                asked += deciding(stop, way)
        return asked

    # ------------------------------------------------------------------ an abstract path

    def tried(
        self, abstract: Machine, path: Path, item: int = -1
    ) -> tuple[list[tuple[int, Path]], list[str], Path | None]:
        """Goes an abstract path for real: the states it comes to, what was asked where it cannot be gone or in the end,

        and the path on which the item was come by.
        """
        machine = self.machine
        machine.take_up()
        begins: list[tuple[int, Path]] = [(state, ()) for state in machine.starts()]
        if self._has(item):
            return begins, [], ()
        at, shown = self.answered(begins, item)
        if shown is not None:
            return at, [], shown
        asked: list[str] = []
        last: list[tuple[int, int]] = [
            (machine.program.leads[self.lead.lead].start, machine.fields.start(machine.tracked))
        ]
        # What the abstraction tracks must be as it says; where only that is not, it was wrong about the run before.
        held = abstract.told_by
        for astate, number in path:
            if abstract.kind(astate) == "learn":
                continue
            stop = astate & machine.fields.stop_mask
            after: list[tuple[int, Path]] = []
            runs: list[tuple[int, int]] = []
            stood = False
            for state, real in at:
                if state & held != astate & held:
                    continue
                stood = True
                opened = machine.opened(state)
                if self._has(item):
                    return [], [], self._path_to(item, state, real)
                for way, _, point, begun in opened:
                    if way != number:
                        continue
                    runs.append((point, begun))
                    after += [(each, (*real, (state, way))) for each in machine.run(point, begun)]
                    if self._has(item):
                        return [], [], (*real, (state, way))
            if not after:
                if stood:
                    asked = deciding(self.lead.stops[stop - 1], number)
                else:
                    asked = [slot for point, begun in last for slot in self.asked_on(point, begun)]
                return [], asked, None
            last = runs
            at, shown = self.answered(after, item)
            if shown is not None:
                return [], [], shown
        for state, real in at:
            machine.opened(state)
            if self._has(item):
                return [], [], self._path_to(item, state, real)
        asked = [slot for point, begun in last for slot in self.asked_on(point, begun)]
        asked += self.lead.items.asked.get(item, ())
        return at, asked, None

    def _has(self, item: int) -> bool:
        return item >= 0 and item in self.bank.had(self.machine.marks)

    def _path_to(self, item: int, state: int, real: Path) -> Path:
        move = self.machine.move_of_item(state, item)
        return (*real, (state, move)) if move >= 0 else real

    def answered(self, at: Sequence[tuple[int, Path]], item: int) -> tuple[list[tuple[int, Path]], Path | None]:
        """The states after every answer to what they ask of earlier games; and the path, if the item is come by then."""
        found: list[tuple[int, Path]] = []
        left = list(reversed(at))
        while left and len(found) < MOST_AT_ONCE:
            state, real = left.pop()
            if self.machine.kind(state) != "learn":
                found.append((state, real))
                continue
            for way, _, point, begun in self.machine.opened(state):
                left += [(each, (*real, (state, way))) for each in self.machine.run(point, begun)]
                if self._has(item):
                    return found, (*real, (state, way))
        return found, None


def deciding(stop: Stop, number: int) -> list[str]:
    """The slots that decide whether a way is open: its own guard's, and in a crowd those of all that may stand before it."""
    ways = stop.ways[stop.crowd :] if number >= stop.crowd else stop.ways[number : number + 1]
    return slots_of(way.guard for way in ways)


def slots_of(trees: Iterable[Expression | None]) -> list[str]:
    """The slots that some tests ask."""
    return [slot for tree in trees if tree is not None for slot in slots_read(tree)]


def _feeds(lead: Lead, passed: Iterable[int]) -> dict[str, set[str]]:
    """For each slot those from which its values are reckoned."""
    found: dict[str, set[str]] = {}
    for point in passed:
        code = lead.program.code[point]
        if isinstance(code, p.Assign):
            found.setdefault(code.slot, set()).update(slots_read(code.value))
        for name, under in _counted(lead, point):
            found.setdefault(name, set()).update(under)
    for slot in lead.program.slots:
        if slot.kind == "variable" and slot.chapter:
            found.setdefault(slot.name, set()).add("chapter()")
        if slot.kind in ("ghost", "before"):
            name = slot.name.removeprefix("known(").removesuffix(")")
            found.setdefault(slot.name, set()).update((name, f"known({name})"))
    return found


def _counted(lead: Lead, point: int) -> Iterator[tuple[str, list[str]]]:
    """The slots that count words which an instruction may show, each with those that decide whether it does.

    A run parts where it is not known whether something is said, but not where it is not known which words are shown.
    """
    stop = lead.stops.get(point)
    if stop is None:
        for text in texts_of(lead.program, lead.program.code[point]):
            yield from counted_under(text, [])
        return
    for number, way in enumerate(stop.ways):
        under = deciding(stop, number)
        for words in (way.words, way.locked):
            if words is not None:
                yield from counted_under(words, under)


class Question(Struct):
    """How far a question has come: the slots tracked, and the states of the search before from which it is still open."""

    tracked: frozenset[str]
    region: Region | None = None


def question(reals: Reals, item: int) -> Question:
    """The question whether an item is ever had, before anything was looked for."""
    return Question(reals.closed(reals.lead.items.asked.get(item, ())))


def refined(
    reals: Reals, bank: Bank, item: int, limit: int, ask: Ask, at: Question, beside: Mapping[int, Question]
) -> Settled:  # fmt: skip
    """Settles whether an item is ever had, beginning `at` where it was left. `bank` is the abstraction's own.

    From where a search sees no way to the item, a finer one need not look. It looks as well from where other questions,
    those `beside` it, are open: whatever of these, or of all in a search of everything, is not come to is told too.
    """
    states = 0
    never: set[int] = set()
    for _ in range(MOST_ROUNDS):
        tracked = at.tracked
        others = {} if at.region is None else {
            each: other.region for each, other in beside.items()
            if other.region is not None and each != item and each not in never and other.tracked <= tracked
        }  # fmt: skip
        regions = () if at.region is None else (at.region, *others.values())
        abstract = Abstract(bank, tracked, regions)
        abstract.every = frozenset((item,))
        abstract.search(limit, ask)
        states += len(abstract.order)
        path = abstract.gathered.paths.get(item)
        if abstract.complete:
            wanted = bank.live.wanted if at.region is None else others.keys() | {item}
            never |= {each for each in wanted if each not in abstract.gathered.paths}
        if path is None:
            return Settled(never, {}, abstract.cut, states)
        _, asked, real = reals.tried(abstract.machine, path, item)
        if real is None and abstract.complete:
            straight = directed(reals.machine, abstract, item, ask)
            real = straight.path
            if real is None and straight.nearest >= 0:
                # What stands in the way where one is nearest matters more than what does where a path first fails.
                nearer = reals.closed(reals.blocked(abstract, straight)) - tracked
                if nearer and len(abstract.order) < LARGE:
                    nearer = least(bank, abstract, straight, nearer, reals.closed, item)
                asked = [*nearer] or asked
        if real is not None:
            return Settled(never, {item: real}, states=states)
        more = reals.closed(asked) | tracked
        if more == tracked:
            return Settled(never, {}, "nothing more could be tracked", states)
        if not ask(0):
            return Settled(never, {}, "the time ran out", states)
        at.tracked = more
        if abstract.complete:
            at.region = abstract.leading_to(number for _, number in abstract.shown)
    return Settled(never, {}, f"{MOST_ROUNDS} refinements did not settle it", states)


class Life(Struct):
    """Whether a lead can be trapped. `trap`: the path whose last move is the first after which no ending can be come to."""

    alive: bool = False
    trap: Path | None = None
    cut: str = ""
    states: int = 0


def live_everywhere(reals: Reals, bank: Bank, limit: int, ask: Ask, at: Question) -> Life:
    """Settles whether from every state some ending can be come to, beginning `at` where it was left.

    From where a search sees no way to a state that may be trapped, a finer one need not look.
    """
    states = 0
    for _ in range(MOST_ROUNDS):
        tracked = at.tracked
        abstract = Abstract(bank, tracked, () if at.region is None else (at.region,)).search(limit, ask)
        states += len(abstract.order)
        if not abstract.complete:
            return Life(cut=abstract.cut, states=states)
        lost = abstract.lost()
        if not lost:
            return Life(alive=True, states=states)
        asked: list[str] = []
        for number in lost[:1]:
            path = abstract.path_to(number)
            come, asked, _ = reals.tried(abstract.machine, path)
            stop = abstract.order[number] & bank.fields.stop_mask
            here = [each for each in come if each[0] & bank.fields.stop_mask == stop]
            if come and not here and abstract.machine.kind(abstract.order[number]) == "learn":
                here = come
            for state, real in here[:4]:
                escape, complete = way_out(reals.machine, state, ask)
                if escape is None and complete:
                    return Life(trap=first_lost(reals.machine, real, ask), states=states)
                if escape is None:
                    return Life(cut=f"{CLOSURE:,} states behind a suspected trap did not settle it", states=states)
                asked = _asked_on_the_way(reals, escape, tracked)
                if reals.closed(asked) - tracked:
                    break
        more = reals.closed(asked) | tracked
        if more == tracked:
            return Life(cut="nothing more could be tracked", states=states)
        at.tracked = more
        at.region = abstract.leading_to(lost)
    return Life(cut=f"{MOST_ROUNDS} refinements did not settle it", states=states)


def way_out(machine: Machine, state: int, ask: Ask) -> tuple[Path | None, bool]:
    """A path from a state to an ending; without one, whether every state behind it was seen."""
    machine.take_up()
    if machine.kind(state) == "end":
        return (), True
    plays = Guided(machine, [state])
    for _ in range(PLAYS_FOR_AN_ENDING):
        plays.play(state)
        if plays.ended:
            return plays.last, True
    search = Exhausted(machine).search([state], CLOSURE, ask)
    for number, each in enumerate(search.order):
        if machine.kind(each) == "end":
            return search.path_to(number), True
    return None, search.complete


def first_lost(machine: Machine, path: Path, ask: Ask) -> Path:
    """The path as far as the first move after which no ending can be come to; it leads to such a state itself."""
    low, high = 0, len(path)
    while low < high:
        # Who is lost stays lost, so what lies between can be halved.
        middle = (low + high) // 2
        escape, complete = way_out(machine, path[middle][0], ask)
        if escape is None and complete:
            high = middle
        else:
            low = middle + 1
    return path[:low]


def _asked_on_the_way(reals: Reals, escape: Path, tracked: frozenset[str]) -> list[str]:
    """What is asked on the way to an ending, as far as the first move that asks for something not tracked yet."""
    machine = reals.machine
    asked: list[str] = []
    for state, number in escape:
        stop = reals.lead.stops.get((state & machine.fields.stop_mask) - 1)
        if stop is not None:
            asked += deciding(stop, number)
        for way, _, point, begun in machine.opened(state):
            if way == number:
                asked += reals.asked_on(point, begun)
        if reals.closed(asked) - tracked:
            break
    return asked
