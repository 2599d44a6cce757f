"""What follows from the values that each slot may hold at each place: what is never had, and which tests are settled."""

from __future__ import annotations

from msgspec.structs import replace

from game.language import program as p
from game.language.expressions import Constant, Expression
from game.language.texts import IfWords, MatchWords, Part, Text, Vary
from game.proof.items import ways_of
from game.proof.lead import Lead
from game.proof.search import Ask
from game.proof.stops import Stop
from game.proof.texts_asked import texts_of
from game.proof.value_sets import ValueSets


def settled_by_values(lead: Lead, ask: Ask = lambda states: True) -> tuple[Lead, set[int]]:
    """The lead with every test settled that has one outcome wherever it is asked, and the items that are never had. Ended, if it

    is ended.
    """
    follows = _Following(lead, ask)
    return replace(lead, stops=follows.stops(), decided=follows.decided()), follows.never()


class _Following:
    def __init__(self, lead: Lead, ask: Ask) -> None:
        self.lead = lead
        self.sets = ValueSets(lead, ask)

    def never(self) -> set[int]:
        """The items that are never had as far as this shows, of those that instructions, moves and words are."""
        items = self.lead.items
        had: set[int] = set()
        for point, code in enumerate(self.lead.program.code):
            now = self.sets.at[point]
            if not now:
                continue
            had.update(items.at_point.get(point, ()))
            if isinstance(code, p.Finish):
                had.add(items.endings[self.lead.id, self.lead.program.endings[code.ending].id])
            if (stop := self.lead.stops.get(point)) is not None:
                self._offered(stop, now, had)
                continue
            if isinstance(code, p.Enter):
                # A place is read when the visit is counted.
                now |= self.sets.after(code, point, now)
            for text in texts_of(self.lead.program, code):
                self._read(text, now, had)
        known = {*items.by_move.values(), *items.locked.values(), *items.by_arm.values()}
        known.update(number for numbers in items.at_point.values() for number in numbers)
        known.update(number for (lead, _), number in items.endings.items() if lead == self.lead.id)
        return known - had

    def _offered(self, stop: Stop, now: int, had: set[int]) -> None:
        items = self.lead.items
        for way in stop.ways:
            opened = now if way.guard is None else self.sets.where(way.guard, now, True)
            if opened and way.id in items.by_move:
                had.add(items.by_move[way.id])
            met = now if way.met is None else self.sets.where(way.met, now, True)
            shut = 0 if way.guard is None else self.sets.where(way.guard, met, False)
            if way.words is not None and (opened or (way.locked is not None and shut)):
                self._read(way.words, met, had)
            if way.locked is not None and shut:
                had.add(items.locked[way.id])
                self._read(way.locked, shut, had)

    def _read(self, text: Text, now: int, had: set[int]) -> None:
        for part in text.parts:
            if not isinstance(part, str):
                for number, environment in self._ways(part, now):
                    if (part, number) in self.lead.items.by_arm:
                        had.add(self.lead.items.by_arm[part, number])
                    self._read(ways_of(part)[number], environment, had)

    def _ways(self, part: Part, now: int) -> list[tuple[int, int]]:
        """The ways of a part that may be shown, each with where it is."""
        match part:
            case IfWords(test):
                found = [(0, self.sets.where(test, now, True)), (1, self.sets.where(test, now, False))]
            case MatchWords(subject, cases):
                found = []
                for number, case in enumerate(cases):
                    inside = self.sets.within(subject, case.low, case.high)
                    found.append((number, self.sets.where(inside, now, True)))
                    now = self.sets.where(inside, now, False)
                found.append((len(cases), now))
            case Vary(sign, choices, slot) if sign != "~" and slot in self.sets.held:
                held = self.sets.held[slot]
                if slot in self.lead.echoed:
                    # Counted since the page began, by whose count play chooses.
                    return [(n, now | held.bit(n)) for n in range(len(choices)) if self._may_have_been(part, n, now)]
                return [(n, now & ~held.whole | held.bit(n)) for n in held.values(now) if n < len(choices)]
            case _:
                found = [(number, now) for number in range(len(ways_of(part)))]
        return [(number, environment) for number, environment in found if environment]

    def _may_have_been(self, part: Vary, count: int, now: int) -> bool:
        """Whether words may have been shown so often when the page began."""
        return bool(now) and (part.sign == "&" or count <= max(self.sets.held[part.slot].values(now)))

    def stops(self) -> dict[int, Stop]:
        """The stops, with the guards left out that hold wherever they are asked, and shut where they never do."""
        found = {}
        for point, stop in self.lead.stops.items():
            now = self.sets.at[point]
            ways = []
            for way in stop.ways:
                met = way.met if way.met is not None and self.sets.where(way.met, now, False) else None
                shown = now if way.met is None else self.sets.where(way.met, now, True)
                guard, asks = self._settled(way.guard, now), self._settled(way.asks, shown)
                if not now or (guard is way.guard and met is way.met and asks is way.asks):
                    ways.append(way)
                else:
                    ways.append(replace(way, guard=guard, met=met, asks=asks))
            found[point] = replace(stop, ways=tuple(ways)) if tuple(ways) != stop.ways else stop
        return found

    def _settled(self, test: Expression | None, now: int) -> Expression | None:
        """A test, or what it always comes to: None where it holds, no where it does not."""
        if test is None or not now:
            return test
        if not self.sets.where(test, now, False):
            return None
        return test if self.sets.where(test, now, True) else Constant(0)

    def decided(self) -> dict[int, bool]:
        """The tests of instructions that always have the same outcome, by their points."""
        found = {}
        for point, code in enumerate(self.lead.program.code):
            if isinstance(code, p.Unless) and (now := self.sets.at[point]):
                if not self.sets.where(code.test, now, False):
                    found[point] = True
                elif not self.sets.where(code.test, now, True):
                    found[point] = False
        return found
