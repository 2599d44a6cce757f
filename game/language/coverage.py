"""Coverage: whether a `match` names each value that its subject may have, by what is declared alone."""

from __future__ import annotations

import re

from game.language.expressions import Ask, Binary, Expression, Name, Not
from game.language.model import Domain, Enum, Match, Number, YesNo
from game.language.names import LIE_STATES, Names
from game.language.tables import PRINTED

_NUMBERS = re.compile(r"(-?[0-9]{1,10})(?:\s*\.\.\s*(-?[0-9]{1,10}))?\Z")


def covers(step: Match, names: Names, scene: str) -> bool:
    """Whether the cases of a match in a scene leave no value out. False where that cannot be told; never raises."""
    domain = _domain_of(step.subject, names, scene)
    keys = {case.key for case in step.cases}
    match domain:
        case Enum(values):
            return keys >= set(values)
        case YesNo():
            return keys >= {"true", "false"}
        case Number(low, high):
            return _fills(keys, low, high)
        case _:
            return False


def _domain_of(subject: Expression, names: Names, scene: str) -> Domain | None:
    """What a subject may be; None for a sum, and for what names nothing."""
    passed = set[str]()
    while isinstance(subject, Name) and subject.name in names.defines and names.variable(subject.name, scene) is None:
        if subject.name in passed:
            return None
        passed.add(subject.name)
        scene = ""
        subject = names.defines[subject.name].value
    match subject:
        case Name("lead"):
            return names.leads
        case Name("ghost" | "before"):
            return YesNo()
        case Name(name) if len(names.leads.values) > 2 and name in {f"ghost.{lead}" for lead in names.leads.values}:
            return YesNo()
        case Name(name) if (variable := names.variable(name, scene)) is not None:
            return variable.domain
        case Ask("visits" | "turns_since"):
            return Number(0, PRINTED)
        case Ask("chose" | "surfaced" | "recovered" | "finished" | "told"):
            return YesNo()
        case Ask("detail", fragment) if fragment in names.fragments:
            return names.details(fragment)
        case Ask("linked", link) if link in names.links:
            return names.readings(link)
        case Ask("truth", truth) if truth in names.truths:
            return names.truth(truth)
        case Ask("lie"):
            return Enum(LIE_STATES)
        case Not() | Binary(operator="or" | "and" | "in" | "==" | "!=" | "<" | "<=" | ">" | ">="):
            return YesNo()
        case _:
            return None


def _fills(keys: set[str], low: int, high: int) -> bool:
    """Whether numbers and ranges, as typed, leave out none from `low` to `high`."""
    found = (_NUMBERS.match(key) for key in keys)
    for start, end in sorted((int(each[1]), int(each[2] or each[1])) for each in found if each):
        if start > low:
            return False
        low = max(low, end + 1)
    return low > high
