"""The calls of a program: where they are made, what is passed until they come back, and what is written on the way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from game.language import program as p
from game.language.circles import components
from game.proof.items import counting_slots
from game.proof.texts_asked import texts_of

if TYPE_CHECKING:
    from game.proof.lead import Lead

Site = tuple[int, int, int]
"""A call: its instruction, the point called, the point come back to."""


class Calls:
    """The calls of one lead's game."""

    def __init__(self, lead: Lead) -> None:
        self.lead = lead

    @cached_property
    def sites(self) -> list[Site]:
        """Every call of the program."""
        found = [
            (point, code.to, point + 1)
            for point, code in enumerate(self.lead.program.code)
            if isinstance(code, p.CallScene)
        ]
        for stop in self.lead.stops.values():
            found += [(stop.point, way.to, way.frame) for way in stop.ways if way.frame >= 0]
        return list(dict.fromkeys(found))

    @cached_property
    def bodies(self) -> dict[int, set[int]]:
        """By the point called, the points that are passed until it comes back; those of calls within are left out.

        Where a call within ends with `return: scene`, that scene is passed in its caller's stead.
        """
        found: dict[int, set[int]] = {to: set() for _, to, _ in self.sites}
        called_at: dict[int, list[int]] = {}
        for point, to, _ in self.sites:
            called_at.setdefault(point, []).append(to)
        left = [(to, to) for to in found]
        returning: dict[int, set[int]] = {to: set() for to in found}
        callers: dict[int, set[int]] = {to: set() for to in found}
        while left:
            body, point = left.pop()
            if point in found[body]:
                continue
            found[body].add(point)
            left += [(body, each) for each in self._own_after(point)]
            for called in called_at.get(point, ()):
                callers[called].add(body)
                left += [(body, each) for each in returning[called]]
            code = self.lead.program.code[point]
            if isinstance(code, p.Return) and code.to >= 0:
                returning[body].add(code.to)
                left += [(each, code.to) for each in callers[body]]
        return found

    def _own_after(self, point: int) -> list[int]:
        if point in self.lead.stops:
            stop = self.lead.stops[point]
            found = [way.to for way in stop.ways if way.frame < 0]
            return [each for each in (*found, stop.otherwise) if each >= 0]
        if isinstance(self.lead.program.code[point], p.CallScene):
            return [point + 1]
        if isinstance(self.lead.program.code[point], p.Return):
            return []
        return self.lead.after(point)

    @cached_property
    def writes(self) -> dict[int, set[str]]:
        """By the point called, the slots that are written until it comes back, calls within among them."""
        own = {to: self._written(body) for to, body in self.bodies.items()}
        changed = True
        while changed:
            changed = False
            for to, called in self.inner.items():
                names = own[to].union(*(own[each] for each in called))
                if len(names) != len(own[to]):
                    own[to], changed = names, True
        return own

    def _written(self, points: Iterable[int]) -> set[str]:
        names: set[str] = set()
        for point in points:
            if point in self.lead.stops:
                stop = self.lead.stops[point]
                names.update(slot for way in stop.ways for _, slot, _ in way.doing)
                names.update(self.lead.turns)
            code = self.lead.program.code[point]
            for words in texts_of(self.lead.program, code):
                names.update(counting_slots(words))
            match code:
                case p.Assign(slot) | p.Alter(slot) | p.Vary(_, slot):
                    names.add(slot)
                case p.Enter(number):
                    scene = self.lead.program.scenes[number]
                    names.update((scene.visits, scene.turns, *self.lead.takes.get(scene.id, ())))
                case p.Reach(visits, turns):
                    names.update((visits, turns))
                case p.Forget(slots):
                    names.update(slots)
        return names

    @cached_property
    def around(self) -> dict[int, list[int]]:
        """For each point that may be passed within a call, the points called on whose way it lies."""
        found: dict[int, list[int]] = {}
        for to, body in self.bodies.items():
            for point in body:
                found.setdefault(point, []).append(to)
        return found

    @cached_property
    def back_at(self) -> dict[int, list[int]]:
        """By a point that is come back to, the points called."""
        found: dict[int, list[int]] = {}
        for _, to, back in self.sites:
            found.setdefault(back, []).append(to)
        return found

    @cached_property
    def inner(self) -> dict[int, set[int]]:
        """By the point called, the points called on its way."""
        return {to: {called for point, called, _ in self.sites if point in body} for to, body in self.bodies.items()}

    @cached_property
    def assigned(self) -> dict[int, list[int]]:
        """By the point called, the points on its way where something is reckoned."""
        code = self.lead.program.code
        return {to: [each for each in body if isinstance(code[each], p.Assign)] for to, body in self.bodies.items()}

    @cached_property
    def within(self) -> set[int]:
        """Every point that may be passed within a call."""
        return set().union(*self.bodies.values())

    @cached_property
    def ends(self) -> dict[int, list[Site]]:
        """By a point that comes back, the calls that may end there."""
        found: dict[int, list[Site]] = {}
        for site in self.sites:
            for point in self.bodies[site[1]]:
                if isinstance(self.lead.program.code[point], p.RunOut | p.Return):
                    found.setdefault(point, []).append(site)
        return found

    @cached_property
    def order(self) -> dict[int, int]:
        """The points in an order in which each comes after those that lead to it, and all that is gone round in together."""
        graph = {
            point: [*self.lead.after(point), *(back for _, _, back in self.ends.get(point, ()))]
            for point in range(len(self.lead.program.code))
        }
        order: dict[int, int] = {}
        for circle in reversed(components(graph, lambda point: graph.get(point, ()))):
            for point in sorted(circle):
                order[point] = len(order)
        return order
