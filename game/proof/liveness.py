"""Which slots can still matter, place by place: backward over the instructions, to a fixpoint.

Strong: what is only used to reckon something that does not matter does not matter either. Two states that differ in dead
slots alone have the same future, so a search may take them for one. What the callers of a scene will ask is not in its
own set: whoever stands in a call adds what matters where each frame is come back to. But what is reckoned for them there is
reckoned from something, and that is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from game.language import program as p
from game.language.expressions import Expression
from game.language.texts import IfWords, MatchWords, Part, Plural, Text, Vary
from game.proof.asked import slots_read
from game.proof.fields import Fields
from game.proof.items import ways_of
from game.proof.lead import Lead
from game.proof.stops import Stop, Way


class Liveness:
    """The live slots before each point, as the bits of their fields in a state.

    `wanted` are the items that are still open: what only decides whether others are had is dead. `always` matters wherever
    play waits.
    """

    def __init__(
        self,
        lead: Lead,
        fields: Fields,
        wanted: Collection[int],
        always: Iterable[str] = (),
    ) -> None:
        self.lead = lead
        self.program, self.items, self.stops = lead.program, lead.items, lead.stops
        self.wanted = frozenset(wanted)
        self.bit = {name: field.whole for name, field in fields.of.items()}
        self.always = self.bits(always)
        self._texts: dict[int, int] = {}
        self.fresh: dict[str, int] = {}
        for slot in lead.program.slots:
            if slot.kind == "variable" and slot.chapter:
                self.fresh[slot.chapter] = self.fresh.get(slot.chapter, 0) | self.bit.get(slot.name, 0)
        self._named: dict[int, list[str]] = {}

    def bits(self, names: Iterable[str]) -> int:
        """The bits of those slots; of those that are not kept, none."""
        found = 0
        for name in names:
            found |= self.bit.get(name, 0)
        return found

    def names(self, bits: int) -> list[str]:
        """The slots of some bits."""
        found = self._named.get(bits)
        if found is None:
            found = self._named[bits] = [name for name, bit in self.bit.items() if bits & bit] if bits else []
        return found

    @cached_property
    def before(self) -> list[int]:
        """The live slots before each point."""
        code = self.program.code
        before = [0] * (len(code) + 1)
        earlier: list[list[int]] = [[] for _ in range(len(code) + 1)]
        for point in range(len(code)):
            for after in self.lead.after(point):
                earlier[after].append(point)
        callers = _Callers(self.lead)
        left = list(range(len(code)))
        waiting = [True] * len(code)
        while left:
            point = left.pop()
            waiting[point] = False
            now = self._at(point, before, callers.after(point))
            if now != before[point]:
                before[point] = now
                for each in (*earlier[point], *callers.asking(point, now)):
                    if not waiting[each]:
                        waiting[each] = True
                        left.append(each)
        return before

    def _at(self, point: int, before: list[int], outside: int) -> int:
        """The live slots before a point; `outside` are those that matter where its call comes back."""
        if point in self.stops:
            return self._stopped(self.stops[point], before)
        match self.program.code[point]:
            case p.Say(text, manner=manner):
                return before[point + 1] | self.text(text) | (0 if manner is None else self.text(manner))
            case p.Assign(slot, value):
                bit, after = self.bit.get(slot, 0), before[point + 1]
                return after & ~bit | self.bits(slots_read(value)) if (after | outside) & bit else after
            case p.Unless(test, to):
                return before[point + 1] | before[to] | self.bits(slots_read(test))
            case p.Switch(subject, arms, otherwise):
                after = before[otherwise] | self.bits(slots_read(subject))
                for _, _, to in arms:
                    after |= before[to]
                return after
            case p.CallScene(to):
                return before[to] | before[point + 1]
            case p.Return(to):
                return before[to] if to >= 0 else 0
            case p.RunOut():
                return 0
            case p.Finish(ending):
                return self.always | self.text(self.program.endings[ending].about)
            case p.Enter(number):
                return self._entered(number, before[point + 1])
            case p.Reach(_, turns):
                return before[point + 1] & ~self.bits([turns])
            case p.Forget(slots):
                return before[point + 1] & ~self.bits(slots)
            case p.Vary(how, slot, arms, otherwise):
                after = before[otherwise]
                for to in arms:
                    after |= before[to]
                return after | (0 if how == "shuffle" else self.bit.get(slot, 0))
            case p.Jump(to):
                return before[to]
            case _:
                return before[point + 1]

    def _entered(self, number: int, after: int) -> int:
        scene = self.program.scenes[number]
        after &= ~self.bits([scene.turns])
        if after & self.fresh.get(scene.chapter, 0):
            after |= self.bits(["chapter()"])
        for text in (scene.place, scene.time):
            if text is not None:
                after |= self.text(text)
        return after

    def _stopped(self, stop: Stop, before: list[int]) -> int:
        found = self.always
        for way in stop.ways:
            after = before[way.to]
            for kind, slot, _ in way.doing:
                if kind == "set":
                    after &= ~self.bit.get(slot, 0)
                elif kind == "deal":
                    after |= self.bit.get(slot, 0)
            found |= after | self._asked(way.guard) | self._shown(way)
        return found | before[stop.otherwise] if stop.otherwise >= 0 else found

    def _shown(self, way: Way) -> int:
        """What decides which words a menu shows of an option, where that is wanted."""
        found = 0 if way.words is None else self.text(way.words)
        if way.locked is not None:
            found |= self.text(way.locked)
            if self.items.locked.get(way.id) in self.wanted:
                found |= self._asked(way.asks)
        return found | self._asked(way.met) | self._asked(way.asks) if found else 0

    def _asked(self, test: Expression | None) -> int:
        return 0 if test is None else self.bits(slots_read(test))

    def text(self, text: Text) -> int:
        """What decides which of a text's wanted ways are shown."""
        found = self._texts.get(id(text))
        if found is None:
            found = 0
            for part in text.parts:
                if not isinstance(part, str):
                    found |= self._part(part)
            self._texts[id(text)] = found
        return found

    def _part(self, part: Part) -> int:
        inner = 0
        for words in ways_of(part):
            inner |= self.text(words)
        if not inner and not self.wants(part):
            return 0
        match part:
            case IfWords(test):
                return inner | self._asked(test)
            case MatchWords(subject):
                return inner | self._asked(subject)
            case Vary("" | "&" | "!", slot=slot):
                return inner | self.bit.get(slot, 0)
            case Plural(count):
                return inner | self._asked(count)
            case _:
                return inner

    def text_wanted(self, text: Text) -> bool:
        """Whether some way of a text's parts is wanted."""
        return any(not isinstance(part, str) and self.wants(part) for part in text.parts)

    def wants(self, part: Part) -> bool:
        """Whether some way of a part, or of a part within it, is wanted."""
        for number, words in enumerate(ways_of(part)):
            if self.items.by_arm.get((part, number)) in self.wanted:
                return True
            if any(not isinstance(each, str) and self.wants(each) for each in words.parts):
                return True
        return False


class _Callers:
    """What matters outside of the calls that a point may be in, as far as it is known."""

    def __init__(self, lead: Lead) -> None:
        self.calls = lead.calls
        self.after_call = dict.fromkeys(self.calls.bodies, 0)

    def after(self, point: int) -> int:
        """The slots that matter where the calls come back that a point may be in."""
        found = 0
        for to in self.calls.around.get(point, ()):
            found |= self.after_call[to]
        return found

    def asking(self, point: int, now: int) -> list[int]:
        """Takes up what matters before a point that is come back to; the points that have to be looked at again."""
        found: list[int] = []
        left = [(to, now) for to in self.calls.back_at.get(point, ())]
        while left:
            to, bits = left.pop()
            if bits & ~self.after_call[to]:
                self.after_call[to] |= bits
                found += self.calls.assigned[to]
                left += [(each, self.after_call[to]) for each in self.calls.inner[to]]
        return found
