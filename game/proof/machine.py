"""A lead's game as functions over packed states, as far as some slots are tracked.

Each function runs from a point as far as the way is straight, and gives what comes next: a whole number (a state at a
stop), a pair (the point to go on at, the state so far), or a list of such, where the way parts by something that is not
in the state. What it comes by it adds to the marks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property, partial
from typing import Any

from game.language import program as p
from game.language.expressions import Expression
from game.play.linking import LONGEST_RUN
from game.proof.asked import slots_read
from game.proof.bank import Bank, Expander, Function, Kept, Opened, Writing
from game.proof.earlier import Earlier
from game.proof.items import decides
from game.proof.made import made
from game.proof.terms import Terms

USUAL_RUN = 500
"""Functions that may follow one another without anybody deciding, before it is counted how long a run is."""
MOST_AT_ONCE = 20_000
"""Functions of a run that parts again and again, of all its ways together: how long it is, is counted on none of them."""


class Ended(Exception):
    """A search was ended before what it says would have been of any use."""


class Functions(dict[int, Any]):
    """Functions by their number, made when they are first asked for."""

    def __init__(self, make: Callable[[int], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Any:
        made = self[number] = self._make(number)
        return made


class Machine:
    """One lead's game over the `tracked` slots; where every slot that matters is among them, it runs as the game does.

    Only one machine of a bank is used at a time: `take_up` makes it that, and forgets what was marked.
    """

    def __init__(self, bank: Bank, tracked: Collection[str] | None = None) -> None:
        self.bank = bank
        self.lead = bank.lead
        self.program = bank.lead.program
        self.fields = bank.fields
        self.marks = bank.marks
        names = set(bank.lead.kept if tracked is None else tracked)
        self.earlier = Earlier(self.program, self.lead.id, names)
        for group in self.earlier.groups:
            names.add(Earlier.asked(group))
            names.update(slot for slot in self.earlier.slots_of(group) if slot in self.fields.of)
        names.update(bank.monitors)
        self.tracked = frozenset(names)
        self.blocks: dict[int, Function] = Functions(self._block)
        self._counting: dict[int, Function] = Functions(self._counting_block)
        self._steps = 0
        """Instructions of the run that is being counted."""
        self._expanders: dict[int, Expander] = Functions(self._expander)
        self._asks = bool(self.earlier.groups)
        self.left_out = False
        """Whether something was asked of an earlier game that has more answers than were gone through."""
        self._claim_tests: list[tuple[int, Callable[[int, int], Any]]] = []
        self._monitors: list[tuple[int, Callable[[int, int], Any]]] = []
        self._write_claims()
        self.take_up()

    def take_up(self) -> None:
        """This machine is used from now on; nothing is marked."""
        self.marks.clear()
        self.bank.namespace.update(rest=self._rest, framed=self._framed, at=self._at, ended=self._ended, passed=self._passed)

    @cached_property
    def told_by(self) -> int:
        """The bits by which a state of a machine that tracks more is taken for one of this: where it waits, and what is tracked.

        Not by that something was so before, which claims watch for: it is known for sure the later the less is tracked. Nor by
        whether there was an earlier game, which is settled by the way where a value of it is asked that only the other tracks.
        """
        bits = self.fields.stop_mask | self.fields.stack_mask
        flags = self.earlier.flags
        for name in self.tracked.difference(self.bank.monitors, flags, map(Earlier.asked, flags)):
            if name in self.fields.of:
                bits |= self.fields.of[name].whole
        return bits

    # ------------------------------------------------------------------ functions

    def _writing(self, kept: Kept) -> Writing:
        return Writing(self.bank, kept, self.earlier)

    def _block(self, point: int) -> Function:
        function: Function = self.bank.function(
            f"b{point}", self.tracked, lambda kept: self._writing(kept).block(point)
        )
        return function

    def _counting_block(self, point: int) -> Function:
        function: Function = self.bank.function(
            f"v{point}", self.tracked, lambda kept: self._writing(kept).counting_block(point)
        )
        return function

    def _passed(self, many: int) -> None:
        self._steps += many

    def _expander(self, stop: int) -> Expander:
        if stop > len(self.program.code):
            return partial(self._learn, stop, *self.bank.learnt[stop - len(self.program.code) - 2])
        if stop - 1 not in self.lead.stops:
            return lambda state, out: None
        at = self.lead.stops[stop - 1]
        expander: Expander = self.bank.function(f"k{stop}", self.tracked, lambda kept: self._writing(kept).expander(at))
        return expander

    def _learn(self, stop: int, point: int, group: str, state: int, out: Callable[[Opened], None]) -> None:
        for number, each in enumerate(self._answered(state ^ stop, group)):
            out((number, True, point, each))

    def _answered(self, state: int, group: str) -> list[int]:
        if group in self.earlier.values and not self.lead.answers[group].whole:
            self.left_out = True
        return self.earlier.ways(self.fields, state, group, self.lead.answers)

    def _rest(self, state: int, stop: int) -> int:
        """A state at a stop, with a call stack or with something to watch for."""
        # Where it is asked what an earlier game left, play does not wait.
        for bit, test in self._monitors if stop <= len(self.program.code) else ():
            if not state & bit and test(state, stop):
                state |= bit
        return state & self.matters(state & self.fields.stack_mask | stop) | stop

    def matters(self, state: int) -> int:
        """The bits of a state that matter where it waits, and where each of its frames is come back to."""
        mask = self.bank.mask(state & self.fields.stop_mask)
        left, fields = state >> self.fields.top, self.fields
        while left:
            mask |= self.bank.frame_masks[left & fields.frame_mask]
            left >>= fields.frame_bits
        return mask

    def _framed(self, state: int, frames: frozenset[int]) -> bool:
        left = state >> self.fields.top
        while left:
            if left & self.fields.frame_mask in frames:
                return True
            left >>= self.fields.frame_bits
        return False

    # ------------------------------------------------------------------ claims

    def _at(self, state: int, stop: int, scene: int) -> bool:
        """Whether a scene is on the stack of a state at a stop."""
        scenes = self.program.scenes
        points = [self.bank.point_of(stop)] if stop else []
        points += [point - 1 for point in self.fields.stack_of(state)]
        return any(scenes[scene].entry <= point < scenes[scene].end for point in points)

    def _ended(self, stop: int, ending: int) -> bool:
        """Whether a stop is a game's end with an ending."""
        code = self.program.code[stop - 1] if 0 < stop <= len(self.program.code) else None
        return isinstance(code, p.Finish) and code.ending == ending

    def _special(self, tree: Expression) -> dict[str, str]:
        """The source for what claims alone can ask."""
        found = {}
        scenes = {scene.id: number for number, scene in enumerate(self.program.scenes)}
        endings = {ending.id: number for number, ending in enumerate(self.program.endings)}
        for slot in slots_read(tree):
            word, _, about = slot.removesuffix(")").partition("(")
            if word == "at":
                found[slot] = f"at(s, k, {scenes[about]})"
            elif word == "ended":
                found[slot] = f"ended(k, {endings[about]})"
        return found

    def _write_claims(self) -> None:
        kept = Kept(self.fields.of, self.tracked)
        for claim, item in self.bank.claims:
            tree = decides(claim)
            assert tree is not None
            test = Terms(kept, self.lead.fixed, self._special(tree)).test(tree).may
            if claim.form == "before":
                held = self.fields.of[f"held before({claim.id})"]
                assert claim.before is not None
                before = Terms(kept, self.lead.fixed, self._special(claim.before)).test(claim.before)
                # What only may have held has not held for certain, so that nothing is called sound too soon.
                surely = before.may if before.known else f"not ({before.may_not})"
                self._monitors.append((held.whole, self._defined(surely)))
                test = f"({test}) and not s & {held.whole}"
            self._claim_tests.append((item, self._defined(test)))

    def _defined(self, test: str) -> Callable[[int, int], Any]:
        function: Callable[[int, int], Any] = made("claim", f"def claim(s, k): return {test}", self.bank.namespace)
        return function

    # ------------------------------------------------------------------ run

    @property
    def first(self) -> int:
        """The point at which a game begins."""
        return self.program.leads[self.lead.lead].start

    def begins(self) -> list[int]:
        """The values of a game that begins, one state for each answer to what the claims ask of earlier games."""
        begins = [self.fields.start(self.tracked)]
        for group in self.bank.groups_of_claims:
            if group in self.earlier.groups:
                begins = [each for state in begins for each in self._answered(state, group)]
        return begins

    def starts(self) -> list[int]:
        """The states where a game first waits."""
        return [each for begin in self.begins() for each in self.run(self.first, begin)]

    def run(self, point: int, state: int) -> list[int]:
        """Every state at a stop to which a run may lead; 0 stands for one that goes round for ever.

        A run that has to ask what an earlier game left leads to where it begins, and goes on from there when that is known:
        the words of a page are counted from how its beginning was.
        """
        blocks, asks = self.blocks, self._asks
        result = blocks[point](state, state)
        for _ in range(USUAL_RUN):
            if result.__class__ is int:
                return [self._asked_first(result, point, state) if asks else result]
            if result.__class__ is list:
                return self._all_asked_first(self._run_all(result, state), point, state)
            result = blocks[result[0]](result[1], state)
        return self._run_long(point, state)

    def _run_long(self, point: int, state: int) -> list[int]:
        """Where a run leads that is long: the game itself gives one up that is longer than `LONGEST_RUN`."""
        self._steps = 0
        mark, renewed = (-1, -1), 1
        at, now = point, state
        while True:
            result = self._counting[at](now, state)
            if self._steps > LONGEST_RUN:
                return [0]
            if result.__class__ is not tuple:
                found = [result] if result.__class__ is int else self._run_all(result, state)
                return self._all_asked_first(found, point, state)
            if result == mark:
                return [0]
            if self._steps >= renewed:
                # Brent (1980): what goes round comes by one of these again.
                mark, renewed = result, 2 * self._steps
            at, now = result

    def _all_asked_first(self, results: list[int], point: int, state: int) -> list[int]:
        return list({self._asked_first(each, point, state): None for each in results}) if self._asks else results

    def _asked_first(self, result: int, point: int, state: int) -> int:
        """The state before a run, where what the run has to know is asked first; else the one that it leads to."""
        if result & self.fields.stop_mask <= len(self.program.code):
            return result
        group = self.bank.learnt[(result & self.fields.stop_mask) - len(self.program.code) - 2][1]
        return self._rest(state, self.bank.learning(point, group))

    def _run_all(self, results: list[Any], begun: int) -> list[int]:
        """Where a run that parts may lead. One that may come round to where it was may go round so for ever."""
        found: dict[int, None] = dict.fromkeys(each for each in results if each.__class__ is int)
        if len(found) == len(results):
            return results
        left = [each for each in results if each.__class__ is not int]
        after: dict[Any, list[Any]] = {}
        blocks = self.blocks
        steps = 0
        while left:
            each = left.pop()
            steps += 1
            if each.__class__ is int:
                found[each] = None
            elif each not in after:
                result = blocks[each[0]](each[1], begun)
                after[each] = result if result.__class__ is list else [result]
                left += after[each]
            if steps > MOST_AT_ONCE:
                # Whether the game gives it up hangs on the way that it takes.
                raise Ended
        if 0 not in found and _goes_round(after):
            found[0] = None
        return list(found)

    def opened(self, state: int) -> list[Opened]:
        """The ways that may be open in a state at a stop; of an ending none. What it shows is noted."""
        found: list[Opened] = []
        stop = state & self.fields.stop_mask
        if stop:
            if self._claim_tests and stop <= len(self.program.code):
                for item, test in self._claim_tests:
                    if item not in self.marks and test(state, stop):
                        self.marks.add(item)
            self._expanders[stop](state, found.append)
        return found

    def kind(self, state: int) -> str:
        """What a state waits for: `menu`, `fate`, `ask`, `board`; `learn` (what an earlier game left), `end`, `trouble`."""
        stop = state & self.fields.stop_mask
        if stop > len(self.program.code):
            return "learn"
        if stop - 1 in self.lead.stops:
            return self.lead.stops[stop - 1].kind
        return "end" if stop and isinstance(self.program.code[stop - 1], p.Finish) else "trouble"

    def move_of_item(self, state: int, item: int) -> int:
        """The number of the way that is an item at the stop of a state; -1 where it is none."""
        stop = self.lead.stops.get((state & self.fields.stop_mask) - 1)
        by_move = self.lead.items.by_move
        ways = () if stop is None else stop.ways
        return next((n for n, way in enumerate(ways) if by_move.get(way.id, -1) == item), -1)


def _goes_round(after: dict[Any, list[Any]]) -> bool:
    """Whether a walk over these, from each to what comes after it, can come back to where it was."""
    # Kahn (1962): what can be taken away, one that nothing leads to after another, is on no circle.
    leading = dict.fromkeys(after, 0)
    for following in after.values():
        for each in following:
            if each in leading:
                leading[each] += 1
    free = [each for each, many in leading.items() if not many]
    gone = 0
    while free:
        gone += 1
        for each in after[free.pop()]:
            if each in leading:
                leading[each] -= 1
                if not leading[each]:
                    free.append(each)
    return gone < len(after)
