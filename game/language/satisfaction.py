"""Whether a condition can hold at all, by what is declared alone: tried with every value that could make a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from game.language.expressions import Binary, Constant, Count, Expression, Has, Negate, Not, Read
from game.language.model import Domain, SetOf
from game.language.names import Names
from game.language.tables import interval

MOST_TRIED = 4096
"""How many combinations of values are tried; of a condition that has more, nothing is said."""

_WHOLE = 64
"""A domain of so many values is tried whole; of a larger one, the numbers round those that are compared."""


def can_hold(tree: Expression, names: Names, fixed: Mapping[str, int] | None = None) -> bool:
    """Whether a resolved condition is true for some values of the slots that it reads; True too where that is not known.

    Slots are taken to be independent of one another. `fixed` gives those whose value is known, by name.
    """
    known = dict(fixed or {})
    slots = sorted({each.slot for each in _parts(tree) if isinstance(each, Read)} - set(known))
    tried = [_values(slot, tree, names) for slot in slots]
    if any(not values for values in tried) or prod(len(values) for values in tried) > MOST_TRIED:
        return True
    return any(_value(tree, {**known, **dict(zip(slots, values, strict=True))}) for values in product(*tried))


def _parts(tree: Expression) -> Iterator[Expression]:
    """An expression and everything in it."""
    yield tree
    match tree:
        case Not(of=of) | Negate(of=of) | Count(of=of) | Has(of=of):
            yield from _parts(of)
        case Binary():
            yield from _parts(tree.left)
            yield from _parts(tree.right)


def _values(slot: str, tree: Expression, names: Names) -> list[int]:
    """The values of a slot that are worth trying; none where too many would be."""
    domain = _domain_of(slot, names)
    low, high = (0, None) if domain is None else interval(domain)
    if high is not None and high - low < _WHOLE:
        return list(range(low, high + 1))
    compared = _compared(slot, tree)
    if compared is None or isinstance(domain, SetOf):
        return []
    ends = {low, low + 1} if high is None else {low, high}
    near = ends | {number + step for number in compared for step in (-1, 0, 1)}
    return sorted(number for number in near if number >= low and (high is None or number <= high))


def _compared(slot: str, tree: Expression) -> set[int] | None:
    """The constants that a slot is compared with; None where it is read in any other way than that, or as a yes/no."""
    read, found = Read(slot), set[int]()
    for part in _parts(tree):
        match part:
            case Binary("==" | "!=" | "<" | "<=" | ">" | ">=", left, right):
                for one, other in ((left, right), (right, left)):
                    if one == read and not isinstance(other, Constant):
                        return None
                    if one == read and isinstance(other, Constant):
                        found.add(other.value)
            case Binary("+" | "-" | "*" | "/" | "mod" | "&" | "|", left, right) if read in (left, right):
                return None
            case Negate(of=of) | Count(of=of) | Has(of=of) if of == read:
                return None
    return found


def _domain_of(slot: str, names: Names) -> Domain | None:
    """What a slot may hold, where that is declared; of counts and of what is noted, nothing but that they begin at 0."""
    if slot == "lead":
        return names.leads
    variable = names.variables.get(slot)
    return None if variable is None else variable.domain


def _value(tree: Expression, values: Mapping[str, int]) -> int:
    match tree:
        case Constant(value):
            return value
        case Read(slot):
            return values[slot]
        case Not(of):
            return int(not _value(of, values))
        case Negate(of):
            return -_value(of, values)
        case Count(of):
            return _value(of, values).bit_count()
        case Has(mask, of, by_value):
            held = _value(of, values)
            return mask >> held & 1 if by_value else int(held & mask != 0)
        case Binary("and", left, right):
            return int(bool(_value(left, values)) and bool(_value(right, values)))
        case Binary("or", left, right):
            return int(bool(_value(left, values)) or bool(_value(right, values)))
        case Binary(operator, left, right):
            return reckoned(operator, _value(left, values), _value(right, values))
        case _:
            raise TypeError(f"not resolved: {tree!r}")


def reckoned(operator: str, left: int, right: int) -> int:
    """What an operator but `and` and `or` makes of two numbers; of a comparison 1 or 0."""
    match operator:
        case "==":
            return int(left == right)
        case "!=":
            return int(left != right)
        case "<":
            return int(left < right)
        case "<=":
            return int(left <= right)
        case ">":
            return int(left > right)
        case ">=":
            return int(left >= right)
        case "+":
            return left + right
        case "-":
            return left - right
        case "/":
            return left // right
        case "&":
            return left & right
        case "|":
            return left | right
        case "mod":
            return left % right
        case _:
            return left * right
