"""Which values each slot may hold at each place, every slot by itself: a data-flow analysis to a fixpoint.

It settles at once most of what can never be had because nothing has set what it asks. An environment is one integer, a bit
for each value of each slot, so that two are joined by `|`. What a call did not write is after it as it was before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from heapq import heappop, heappush
from itertools import product

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Not
from game.language.tables import interval
from game.language.texts import Text, Vary
from game.proof.asked import slots_read
from game.proof.calls import Site
from game.proof.earlier import KINDS
from game.proof.items import counts, ways_of
from game.proof.lead import Lead
from game.proof.machine import Ended
from game.proof.search import EVERY, Ask
from game.proof.stops import Stop, Way
from game.proof.terms import Terms
from game.proof.texts_asked import tests_in

MOST_VALUES = 64
"""Values of a slot that are told apart; of one with more nothing is known."""
MOST_TOGETHER = 256
"""Combinations of values that are tried where a test asks several slots."""


class Held:
    """The values of one slot in an environment: a bit each, from `shift` on, for `low` and up."""

    __slots__ = ("low", "many", "shift", "start", "whole")

    def __init__(self, shift: int, low: int, many: int, start: int) -> None:
        self.shift, self.low, self.many = shift, low, many
        self.whole = (1 << many) - 1 << shift
        self.start = start

    def bit(self, value: int) -> int:
        """The bit of a value; values beyond an end are the end."""
        return 1 << self.shift + min(max(value - self.low, 0), self.many - 1)

    def values(self, environment: int) -> list[int]:
        """The values that it may have."""
        bits = environment >> self.shift & (1 << self.many) - 1
        return [self.low + number for number in range(bits.bit_length()) if bits >> number & 1]


class ValueSets:
    """The analysis of one lead's game; `at` has the environment before each point, 0 where play never comes."""

    def __init__(self, lead: Lead, ask: Ask) -> None:
        self.lead = lead
        self._ask = ask
        self.program = lead.program
        self.held: dict[str, Held] = {}
        at = 0
        asked = {
            slot
            for point in range(len(lead.program.code))
            for tree in tests_in(lead.program, lead.stops, point)
            for slot in slots_read(tree)
        }
        asked |= {code.slot for code in lead.program.code if isinstance(code, p.Vary)} | {"chapter()"}
        for name in lead.kept:
            slot = lead.slots[name]
            if name not in asked and slot.kind != "shown":
                continue
            low, high = interval(slot.domain)
            if high - low < MOST_VALUES:
                self.held[name] = Held(at, low, high - low + 1, slot.start)
                at += high - low + 1
        self._sat: dict[tuple[int, int], int] = {}
        self._trees: list[Expression] = []
        self._inside: dict[tuple[int, int, int], tuple[Expression, Expression]] = {}
        self.calls = lead.calls
        self._written = {
            to: sum(self.held[name].whole for name in names if name in self.held)
            for to, names in self.calls.writes.items()
        }
        self._order = self.calls.order
        self.at = [0] * (len(self.program.code) + 1)
        self._called: dict[Site, int] = {}
        self._left: list[tuple[int, int]] = []
        self._waiting: set[int] = set()
        self._solve()

    # ------------------------------------------------------------------ the fixpoint

    def _solve(self) -> None:
        begin = 0
        for name, held in self.held.items():
            begin |= held.whole if self.lead.slots[name].kind in KINDS else held.bit(held.start)
        self._join(self.program.leads[self.lead.lead].start, begin | 1 << self._top)
        steps = 0
        while self._left:
            steps += 1
            if steps % EVERY == 0 and not self._ask(0):
                raise Ended
            _, point = heappop(self._left)
            self._waiting.discard(point)
            self._step(point, self.at[point])

    @cached_property
    def _top(self) -> int:
        """A bit that is set in every environment, so that one of no slots is none that play never comes to."""
        return max((held.shift + held.many for held in self.held.values()), default=0)

    def _join(self, point: int, environment: int) -> None:
        if environment | self.at[point] != self.at[point]:
            self.at[point] |= environment
            if point not in self._waiting:
                self._waiting.add(point)
                heappush(self._left, (self._order.get(point, 0), point))

    def _step(self, point: int, now: int) -> None:
        if point in self.lead.stops:
            self._stopped(self.lead.stops[point], now)
            return
        match self.program.code[point]:
            case p.Jump(to):
                self._join(to, now)
            case p.Unless(test, to):
                self._join(point + 1, self.where(test, now, True))
                self._join(to, self.where(test, now, False))
            case p.Switch(subject, arms, otherwise):
                for low, high, to in arms:
                    inside = self.within(subject, low, high)
                    self._join(to, self.where(inside, now, True))
                    now = self.where(inside, now, False)
                self._join(otherwise, now)
            case p.Vary():
                self._varied(self.program.code[point], now)
            case p.CallScene(to):
                self._call((point, to, point + 1), now)
            case p.Return(to):
                self._come_back(point, now, to)
            case p.RunOut():
                self._come_back(point, now, -1)
            case p.Finish():
                pass
            case code:
                self._join(point + 1, self.after(code, point, now))

    def after(self, code: p.Instruction, point: int, now: int) -> int:
        """What may be held after an instruction that the next one follows."""
        match code:
            case p.Assign(slot, value):
                return self._assigned(slot, value, now)
            case p.Alter(slot, mask, add):
                return self._mapped(slot, now, lambda held: held | mask if add else held & ~mask)
            case p.Enter(number):
                return self._entered(number, point, now)
            case p.Reach(visits, turns):
                return self._put(turns, 0, self._mapped(visits, now, lambda held: held + 1))
            case p.Forget(slots):
                for slot in slots:
                    now = self._put(slot, self.lead.slots[slot].start, now)
            case p.Say(text, manner=manner):
                now = self._shown(text, now)
                return now if manner is None else self._shown(manner, now)
        return now

    def _shown(self, text: Text, now: int) -> int:
        """Words that vary were shown, and counted. That a page counts when it is left makes no more possible than this."""
        for part in text.parts:
            if isinstance(part, str) or not now:
                continue
            if isinstance(part, Vary) and part.sign != "~" and part.slot in self.held:
                held = self.held[part.slot]
                high = held.low + held.many - 1
                wraps = part.sign == "&"
                now = self._mapped(part.slot, now, lambda count, h=high, w=wraps: 0 if w and count >= h else count + 1)  # type: ignore[misc]
            ways = [self._shown(words, now) for words in ways_of(part) if counts(words)]
            for each in ways:
                now |= each
        return now

    def _entered(self, number: int, point: int, now: int) -> int:
        scene = self.program.scenes[number]
        now = self._put(scene.turns, 0, self._mapped(scene.visits, now, lambda held: held + 1))
        for text in (scene.place, scene.time):
            if text is not None:
                now = self._shown(text, now)
        taken = self.lead.takes.get(scene.id, ())
        force = self.held.get("chapter()")
        if force is not None and scene.chapter:
            here = force.bit(self.lead.chapters.index(scene.chapter))
            if now & force.whole != here:
                reset = now & ~force.whole | here
                for name in self.lead.fresh.get(scene.chapter, ()):
                    reset = self._put(name, self.lead.slots[name].start, reset)
                # Within a call the chapter in force is the caller's.
                now = reset if not now & here and point not in self.calls.within else now | reset
        if taken and not self.lead.frames_setting(scene.id):
            for name in taken:
                now = self._put(name, self.lead.slots[name].start, now)
        elif taken:
            reset = now
            for name in taken:
                reset = self._put(name, self.lead.slots[name].start, reset)
            now |= reset
        return now

    def _varied(self, code: p.Instruction, now: int) -> None:
        assert isinstance(code, p.Vary)
        held = self.held.get(code.slot)
        if held is None or code.how == "shuffle":
            for to in (*code.arms, code.otherwise):
                self._join(to, now)
            return
        for count in held.values(now):
            high = held.low + held.many - 1
            after = count + 1 if count < high else (0 if code.how == "cycle" else count)
            to = code.arms[count] if count < len(code.arms) else code.otherwise
            self._join(to, now & ~held.whole | held.bit(after))

    def _stopped(self, stop: Stop, now: int) -> None:
        for way in stop.ways:
            for text in (way.words, way.locked):
                if text is not None and counts(text):
                    now |= self._shown(text, now)
        none_open = now
        for way in stop.ways:
            opened = now if way.guard is None else self.where(way.guard, now, True)
            none_open = 0 if way.guard is None else self.where(way.guard, none_open, False)
            if not opened:
                continue
            after = self._done(way, opened)
            if way.frame >= 0:
                self._call((stop.point, way.to, way.frame), after)
            else:
                self._join(way.to, after)
        if stop.otherwise >= 0 and none_open:
            self._join(stop.otherwise, none_open)

    def _done(self, way: Way, now: int) -> int:
        for kind, slot, number in way.doing:
            if kind == "set":
                now = self._put(slot, number, now)
            elif kind == "or":
                now = self._mapped(slot, now, lambda held, bits=number: held | bits)  # type: ignore[misc]
            else:
                bit = 1 << number
                now = self._mapped(slot, now, lambda held, bit=bit: bit if held & bit else held | bit)  # type: ignore[misc]
        if way.turn:
            for slot in self.lead.turns:
                now = self._mapped(slot, now, lambda held: held + 1)
        return now

    # ------------------------------------------------------------------ calls

    def _call(self, site: Site, now: int) -> None:
        before = self._called.get(site, 0)
        if now | before != before:
            self._called[site] = now | before
            for point in self.calls.bodies[site[1]]:
                if self.at[point] and isinstance(self.program.code[point], p.RunOut | p.Return):
                    self._back_to(site, point, self.at[point])
        self._join(site[1], now)

    def _come_back(self, point: int, now: int, _to: int) -> None:
        for site in self.calls.ends.get(point, ()):
            if site in self._called:
                self._back_to(site, point, now)

    def _back_to(self, site: Site, point: int, now: int) -> None:
        """After a call: what it wrote as it left it, all else as it was."""
        written = self._written[site[1]]
        after = self._called[site] & ~written | now & written
        code = self.program.code[point]
        if isinstance(code, p.Return) and code.to >= 0:
            following = self.program.code[site[2]] if site[2] < len(self.program.code) else None
            for slot in following.slots if isinstance(following, p.Forget) else ():
                after = self._put(slot, self.lead.slots[slot].start, after)
            self._join(code.to, after)
        else:
            self._join(site[2], after)

    # ------------------------------------------------------------------ values

    def _put(self, slot: str, value: int, now: int) -> int:
        held = self.held.get(slot)
        return now if held is None or not now else now & ~held.whole | held.bit(value)

    def _mapped(self, slot: str, now: int, change: Callable[[int], int]) -> int:
        held = self.held.get(slot)
        if held is None or not now:
            return now
        after = now & ~held.whole
        for value in held.values(now):
            after |= held.bit(change(value))
        return after

    def _assigned(self, slot: str, value: Expression, now: int) -> int:
        held = self.held.get(slot)
        if held is None:
            return now
        tree = self._fixed.folded(value)
        if isinstance(tree, Constant):
            return self._put(slot, tree.value, now)
        after = now & ~held.whole
        combined = self._combinations(tree, now)
        if combined is None:
            return after | held.whole
        for values in combined:
            found = Terms({}, values).folded(tree)
            assert isinstance(found, Constant)
            after |= held.bit(found.value)
        return after

    @cached_property
    def _fixed(self) -> Terms:
        return Terms({}, self.lead.fixed)

    def _combinations(self, tree: Expression, now: int) -> list[dict[str, int]] | None:
        """Every way in which what a tree reads may be held; None where they are too many, or not known."""
        names = slots_read(tree)
        if any(name not in self.held for name in names):
            return None
        each = [self.held[name].values(now) for name in names]
        many = 1
        for values in each:
            many *= len(values)
        if many > MOST_TOGETHER:
            return None
        return [dict(zip(names, values, strict=True)) for values in product(*each)]

    def within(self, subject: Expression, low: int, high: int) -> Expression:
        """Whether a value lies from one number to another: the same object for the same question."""
        key = (id(subject), low, high)
        if key not in self._inside:
            tests = [Binary(">=", subject, Constant(low)), Binary("<=", subject, Constant(high))]
            made = Binary("==", subject, Constant(low)) if low == high else Binary("and", tests[0], tests[1])
            self._inside[key] = (made, subject)
        return self._inside[key][0]

    def where(self, test: Expression, now: int, want: bool) -> int:
        """The environment where a test holds, or does not; 0 where that cannot be."""
        if not now:
            return 0
        match test:
            case Constant(value):
                return now if bool(value) is want else 0
            case Not(of):
                return self.where(of, now, not want)
            case Binary("and" | "or" as operator, left, right):
                if (operator == "and") is want:
                    return self.where(right, self.where(left, now, want), want)
                one = self.where(left, now, want)
                return one | self.where(right, self.where(left, now, not want), want)
        return self._where_known(test, now, want)

    def _where_known(self, test: Expression, now: int, want: bool) -> int:
        tree = self._fixed.folded(test)
        if isinstance(tree, Constant):
            return now if bool(tree.value) is want else 0
        names = slots_read(tree)
        if len(names) == 1 and names[0] in self.held:
            held = self.held[names[0]]
            key = (id(test), want)
            good = self._sat.get(key)
            if good is None:
                self._trees.append(test)  # so that its id stays its own
                good = 0
                for value in range(held.low, held.low + held.many):
                    found = Terms({}, {names[0]: value}).folded(tree)
                    if isinstance(found, Constant) and bool(found.value) is want:
                        good |= held.bit(value)
                self._sat[key] = good
            left = now & good
            return now & ~held.whole | left if left else 0
        combined = self._combinations(tree, now)
        if combined is None:
            return now
        after = now
        for name in names:
            after &= ~self.held[name].whole
        some = False
        for values in combined:
            found = Terms({}, values).folded(tree)
            if isinstance(found, Constant) and bool(found.value) is want:
                some = True
                for name, value in values.items():
                    after |= self.held[name].bit(value)
        return after if some else 0
