"""How much of an edit a reader meets: both versions of a story played by chance, each play once in the one and once in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import sqrt

from msgspec import Struct

from game.language.program import Program
from game.play.chance import Met, met_by_chance
from game.play.decisions import decisions
from game.play.healing import healed

LEAST_MEETINGS = 10
LEAST_SHARE = 0.02
"""An option has moved if it is open at so many more or fewer of its meetings, and"""
ERRORS = 2.5
"""by so many standard errors of the difference of two shares (pooled, as in a test of two proportions)."""


class Moved(Struct, frozen=True):
    """How often an option was open when its menu was met: before and after the edit, of how many meetings."""

    id: str
    was_open: int
    was_met: int
    open: int
    met: int

    @property
    def shares(self) -> tuple[float, float]:
        """Before and after."""
        return self.was_open / max(1, self.was_met), self.open / max(1, self.met)


class EndingShare(Struct, frozen=True):
    """The share of plays that came to an ending, before and after."""

    id: str
    was: float
    now: float


class Difference(Struct, frozen=True):
    """What plays by chance of all leads meet of two versions. `then` and `now` are by lead."""

    then: dict[str, Met]
    now: dict[str, Met]
    moved: tuple[Moved, ...]
    endings: tuple[EndingShare, ...]

    def share_now(self, of: Iterable[int | str]) -> float:
        """The share of plays of today's version that meet any of some instructions and moves."""
        return _share(self.now, frozenset(of))

    def share_then(self, of: Iterable[int | str]) -> float:
        """The same in the version of then."""
        return _share(self.then, frozenset(of))


def difference(old: Program, new: Program, plays: int, seed: int = 0) -> Difference:
    """So many plays of each lead that both versions have; of a lead that one has, in that one alone."""

    def today(move: str) -> str:
        return move if move in decisions(new) else healed(new, move)

    leads = {lead.id: new.renamed.get(f"lead {lead.id}", lead.id) for lead in old.leads}
    then = {leads[lead.id]: met_by_chance(old, lead.id, plays, seed, today) for lead in old.leads}
    now = {lead.id: met_by_chance(new, lead.id, plays, seed) for lead in new.leads}
    was_met, was_open = _counts(then, today)
    met, is_open = _counts(now, lambda move: move)
    moved = [
        Moved(id, was_open.get(id, 0), was_met[id], is_open.get(id, 0), many)
        for id, many in met.items()
        if id in was_met
    ]
    names = {past[9:-1]: slot.name[9:-1] for slot in new.slots if slot.kind == "finished" for past in slot.was}
    endings = []
    ids = dict.fromkeys([names.get(each.id, each.id) for each in old.endings] + [each.id for each in new.endings])
    for id in ids:
        before = sum(many for met in then.values() for each, many in met.endings.items() if names.get(each, each) == id)
        after = sum(met.endings[id] for met in now.values())
        endings.append(EndingShare(id, before / _plays(then), after / _plays(now)))
    return Difference(then, now, tuple(each for each in moved if _has_moved(each)), tuple(endings))


def _counts(found: dict[str, Met], today: Callable[[str], str]) -> tuple[dict[str, int], dict[str, int]]:
    met: dict[str, int] = {}
    is_open: dict[str, int] = {}
    for each in found.values():
        for into, counted in ((met, each.meetings), (is_open, each.open)):
            for id, many in counted.items():
                name = today(id)
                into[name] = into.get(name, 0) + many
    return met, is_open


def _has_moved(each: Moved) -> bool:
    was, now = each.shares
    if min(each.met, each.was_met) < LEAST_MEETINGS or abs(now - was) < LEAST_SHARE:
        return False
    pooled = (each.was_open + each.open) / (each.was_met + each.met)
    error = sqrt(pooled * (1 - pooled) * (1 / each.was_met + 1 / each.met))
    return abs(now - was) >= ERRORS * error


def _plays(found: dict[str, Met]) -> int:
    return max(1, sum(met.plays for met in found.values()))


def _share(found: dict[str, Met], of: frozenset[int | str]) -> float:
    return sum(not each.isdisjoint(of) for met in found.values() for each in met.each) / _plays(found)
