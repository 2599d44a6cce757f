"""Values of a state, and the functions that conditions and effects become."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from game.language.expressions import Binary, Constant, Count, Expression, Has, Negate, Not, Read
from game.language.program import Slot

BLOCK = 64
"""How many slots a block of a state holds. A step copies the blocks that it writes to and shares the others."""

FAR = 2**63
"""Further from 0 than any number of a story."""

Values = list[Sequence[int]]
Reader = Callable[[Values], int]

_OPERATORS: dict[str, Callable[[int, int], int]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.floordiv, "mod": operator.mod,
    "&": operator.and_, "|": operator.or_,
}  # fmt: skip


def places_of(slots: Sequence[Slot]) -> dict[str, tuple[int, int]]:
    """Each slot's block and its place in it, both from 0."""
    return {slot.name: divmod(number, BLOCK) for number, slot in enumerate(slots)}


def blocks_of(numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The numbers of all slots, in blocks."""
    return tuple(tuple(numbers[at : at + BLOCK]) for at in range(0, len(numbers), BLOCK))


def expression_reader(tree: Expression, places: dict[str, tuple[int, int]]) -> Reader:
    """A resolved expression as a function of the values; yes/no gives something true or false."""
    match tree:
        case Constant(value):
            return lambda values: value
        case Read(slot):
            block, place = places[slot]
            return lambda values: values[block][place]
        case Not(of):
            inner = expression_reader(of, places)
            return lambda values: not inner(values)
        case Negate(of):
            inner = expression_reader(of, places)
            return lambda values: -inner(values)
        case Count(of):
            inner = expression_reader(of, places)
            return lambda values: inner(values).bit_count()
        case Has(mask, of, by_value):
            inner = expression_reader(of, places)
            if by_value:
                return lambda values: mask >> inner(values) & 1
            return lambda values: inner(values) & mask != 0
        case Binary():
            return _binary(tree, places)
        case _:
            raise TypeError(f"not resolved: {tree!r}")


def _binary(tree: Binary, places: dict[str, tuple[int, int]]) -> Reader:
    left, right = expression_reader(tree.left, places), expression_reader(tree.right, places)
    match tree.operator:
        case "and":
            return lambda values: left(values) and right(values)
        case "or":
            return lambda values: left(values) or right(values)
    if (asked := range_asked(tree)) is not None:
        slot, low, high = asked
        block, place = places[slot]
        return lambda values: low <= values[block][place] <= high
    apply = _OPERATORS[tree.operator]
    return lambda values: apply(left(values), right(values))


def range_asked(test: Expression) -> tuple[str, int, int] | None:
    """The slot and the numbers, low to high, for which a test of one slot holds; None where it asks for anything else.

    Nearly all that stories ask is of this kind, and is answered by one function instead of three.
    """
    match test:
        case Read(slot):
            return slot, 1, FAR
        case Not(Read(slot)):
            return slot, 0, 0
        case Binary("==", Read(slot), Constant(value)):
            return slot, value, value
        case Binary("<", Read(slot), Constant(value)):
            return slot, -FAR, value - 1
        case Binary("<=", Read(slot), Constant(value)):
            return slot, -FAR, value
        case Binary(">", Read(slot), Constant(value)):
            return slot, value + 1, FAR
        case Binary(">=", Read(slot), Constant(value)):
            return slot, value, FAR
        case _:
            return None


def write(values: Values, block: int, place: int, number: int) -> None:
    """Stores a number; the block becomes a list of its own at the first write."""
    held = values[block]
    if type(held) is not list:
        held = values[block] = list(held)
    held[place] = number


def frozen(values: Values) -> tuple[tuple[int, ...], ...]:
    """The values as a state keeps them: blocks that were not written to are the same objects as before."""
    return tuple([tuple(block) if type(block) is list else block for block in values])  # type: ignore[misc]
