"""One lead's game before anything is tracked: where play can come to at all, and what never changes on the way."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from game.language import program as p
from game.language.circles import components
from game.language.expressions import Constant, Not, Read
from game.language.program import Program
from game.proof.bank import Bank
from game.proof.earlier import KINDS
from game.proof.items import Items, counting_slots
from game.proof.lead import Lead
from game.proof.machine import Ended, Machine
from game.proof.search import Ask
from game.proof.stops import Stop, stops_of
from game.proof.terms import Terms
from game.proof.texts_asked import texts_of


def survey(
    program: Program, items: Items, lead: int, ask: Ask = lambda states: True
) -> tuple[Lead, set[int], set[int]]:
    """A lead with what is fixed for it, the items that may be had, and the points that may be passed. Ended, if it is ended.

    Every condition may be either, but for what is fixed: a slot that nothing on the way writes holds what it held. So what
    is not among the items is never had, whatever is tracked.
    """
    stops = stops_of(program)
    seen = Lead(program, items, lead, stops, {})
    seen = replace(seen, fixed=_never_written(program, lead, _connected(seen), stops))
    while True:
        bank = Bank(seen, range(len(items.all)), surveys=True)
        leads_to = _everywhere(Machine(bank, ()), ask)
        passed = bank.passed
        fixed = _never_written(program, lead, passed, stops)
        if len(fixed) == len(seen.fixed):
            found = bank.had(bank.marks)
            return replace(seen, stops=_first_time(seen, passed, leads_to)), found, passed
        seen = replace(seen, fixed=fixed)


def _connected(seen: Lead) -> set[int]:
    """The points to which any way leads, whatever is asked."""
    left = [seen.program.leads[seen.lead].start]
    board = seen.program.board
    if any(isinstance(code, p.Reflect) for code in seen.program.code):
        left += [reading.to for link in board.links for reading in link.readings]
    found: set[int] = set()
    while left:
        point = left.pop()
        if point not in found and point < len(seen.program.code):
            found.add(point)
            left += seen.after(point)
    return found


LeadsTo = dict[int, dict[int, set[int]]]
"""For each stop, by the number of each of its ways, the stops that follow."""


def _everywhere(machine: Machine, ask: Ask) -> LeadsTo:
    """Every state that a machine can be in, told by its stop alone."""
    left = machine.starts()
    seen = set(left)
    mask = machine.fields.stop_mask
    leads_to: LeadsTo = {}
    while left:
        at = left.pop()
        if not ask(1):
            raise Ended
        ways = leads_to.setdefault(at & mask, {})
        for way, _, point, state in machine.opened(at):
            for each in machine.run(point, state):
                ways.setdefault(way, set()).add(each & mask)
                if each not in seen:
                    seen.add(each)
                    left.append(each)
    return leads_to


def _first_time(seen: Lead, passed: Collection[int], leads_to: LeadsTo) -> dict[int, Stop]:
    """The stops, where a move that can be made once is simply open if play cannot come back there after it."""
    graph = {stop: set().union(*ways.values()) for stop, ways in leads_to.items()}
    round_again = {
        stop: number
        for number, circle in enumerate(components(graph, lambda stop: graph.get(stop, ())))
        for stop in circle
    }
    elsewhere: set[str] = set()
    for point in passed:
        code = seen.program.code[point]
        if isinstance(code, p.Assign):
            elsewhere.add(code.slot)
    homes: dict[str, list[tuple[int, int]]] = {}
    for point, stop in seen.stops.items():
        for number, way in enumerate(stop.ways):
            for kind, slot, _ in way.doing:
                if kind == "set":
                    homes.setdefault(slot, []).append((point, number))
    found = dict(seen.stops)
    for point, stop in seen.stops.items():
        ways = []
        for number, way in enumerate(stop.ways):
            after = leads_to.get(point + 1, {}).get(number, set())
            slot = way.met.of.slot if isinstance(way.met, Not) and isinstance(way.met.of, Read) else ""
            back = any(round_again.get(each, -1) == round_again.get(point + 1, -2) for each in after)
            if slot and slot not in elsewhere and len(homes[slot]) == 1 and not back:
                way = replace(way, met=None, guard=Terms({}, {slot: 0}).folded(way.guard) if way.guard else None)
                if way.guard == Constant(1):
                    way = replace(way, guard=None)
            ways.append(way)
        if tuple(ways) != stop.ways:
            found[point] = replace(stop, ways=tuple(ways))
    return found


def _never_written(program: Program, lead: int, points: Collection[int], stops: dict[int, Stop]) -> dict[str, int]:
    """The slots that no instruction among the points writes, with what they hold."""
    written: set[str] = set()
    turns = [slot.name for slot in program.slots if slot.kind == "turns"]
    scenes = program.scenes
    for point in points:
        if point in stops:
            written.update(slot for way in stops[point].ways for _, slot, _ in way.doing)
            if any(way.turn for way in stops[point].ways):
                written.update(turns)
        for text in texts_of(program, program.code[point]):
            written.update(counting_slots(text))
        match program.code[point]:
            case p.Assign(slot) | p.Alter(slot) | p.Vary(_, slot):
                written.add(slot)
            case p.Enter(number):
                written.update((scenes[number].visits, scenes[number].turns))
                if scenes[number].chapter:
                    written.add("chapter()")
            case p.Reach(visits, since):
                written.update((visits, since))
    fixed = {slot.name: slot.start for slot in program.slots if slot.name not in written and slot.kind not in KINDS}
    fixed["lead"] = lead
    return fixed
