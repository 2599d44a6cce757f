"""What a finished game hands on, and what a new game takes from it. Plain values; no disk.

A setup's `ghost` is flat, as saved games hold it. In a story of at most two leads its keys are names (`first_lie`),
with more they say whose they are (`nadia.first_lie`); the key `lead` (`nadia.lead`) holds the lead's id, so that a
ghost with nothing to hand on is one all the same, and `ending` the title of the ending that the game came to. A setup's
`before` is like the ghost of a story of two leads.
"""

from __future__ import annotations

from game.language.model import Number, SetOf
from game.language.program import Program, Slot
from game.language.tables import interval
from game.play.position import Plain, coded, plain
from game.play.runtime import glance_at, linked_of, page
from game.play.state import Setup, State

Handed = dict[str, Plain]

NO_VALUES = ("lead", "ending")
"""Keys that say whose game it was and how it ended."""


def legacy_of(program: Program, state: State) -> Handed:
    """What a game hands on by name, at the end of the page that begins at `state`: of a finished game, its last page."""
    values = glance_at(program, state).values
    places = linked_of(program).places
    found: Handed = {}
    for each in program.legacy:
        block, place = places[each.slot]
        found[each.name] = plain(Slot(each.slot, "variable", each.domain), values[block][place])
    return found


def beside(program: Program, lead: str, ending: str, legacy: Handed) -> Handed:
    """What a finished game of `lead` hands on, as the ghost of another lead's setup. With three leads or more, several

    add up.
    """
    handed = after(lead, ending, legacy)
    return handed if len(program.leads) <= 2 else {f"{lead}.{name}": value for name, value in handed.items()}


def after(lead: str, ending: str, legacy: Handed) -> Handed:
    """The same of a game of the story before, played as `lead`, as the `before` of a setup."""
    return {"lead": lead, **({"ending": ending} if ending else {}), **legacy}


def ghost_of(program: Program, lead: str, state: State) -> Handed:
    """A finished game of `lead` as the ghost of another lead's setup."""
    return beside(program, lead, ending_of(program, state), legacy_of(program, state))


def before_of(program: Program, lead: str, state: State) -> Handed:
    """A finished game of the story before, played as `lead`, as the `before` of a setup. `program` is that story's."""
    return after(lead, ending_of(program, state), legacy_of(program, state))


def ending_of(program: Program, state: State) -> str:
    """The title of the ending to which the page at `state` comes, "" where it comes to none."""
    ending = page(program, state).ending
    return "" if ending is None else ending.title or ending.id


def inherited(program: Program, setup: Setup) -> dict[str, int]:
    """The slots of a new game that its setup's ghost and the story before it fill, with their numbers. Never raises.

    What today's domain does not hold is not known, and its slot stays as it starts.
    """
    handed = {
        **_under("before", setup.before, alone=True),
        **_under("ghost", setup.ghost, alone=len(program.leads) <= 2, lead=setup.lead),
    }
    found: dict[str, int] = {}
    for slot in program.slots:
        if slot.kind not in ("ghost", "before"):
            continue
        for name in (slot.name, *slot.was):
            if name in handed and (number := _held(slot, handed[name])) is not None:
                found[slot.name] = number
                if slot.name.count("."):
                    found[f"known({slot.name})"] = 1
                break
    return {name: number for name, number in found.items() if name in linked_of(program).places}


def _under(word: str, handed: Handed, *, alone: bool, lead: str = "") -> Handed:
    """What was handed on under the names of slots, and for each game that it is there.

    Where there is one such game (`alone`), its lead is not named. A game's own lead is no ghost of it.
    """
    found: Handed = {}
    for key, value in handed.items():
        whose, _, name = key.rpartition(".")
        whose = whose or str(handed.get("lead", ""))
        if lead and whose == lead:
            continue
        prefix = word if alone else f"{word}.{whose}"
        found[word] = found[prefix] = 1
        if name not in NO_VALUES:
            found.setdefault(f"{prefix}.{name}", value)
    return found


def _held(slot: Slot, value: Plain) -> int | None:
    """The number of a value that today's domain holds, or None."""
    if isinstance(slot.domain, Number) and isinstance(value, int):
        low, high = interval(slot.domain)
        return value if low <= value <= high else None
    if isinstance(slot.domain, SetOf) and isinstance(value, list) and not set(value) <= set(slot.domain.values):
        return None
    return coded(slot, value)
