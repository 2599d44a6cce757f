"""Values of a state, and the functions that conditions and effects become."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from game.language.expressions import Binary, Constant, Count, Expression, Has, Negate, Not, Read
from game.language.program import Slot

BLOCK = 64
"""How many slots a block of a state holds. A step copies the blocks that it writes to and shares the others."""

Values = list[Sequence[int]]
Reader = Callable[[Values], int]

_OPERATORS: dict[str, Callable[[int, int], int]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip


def places_of(slots: Sequence[Slot]) -> dict[str, tuple[int, int]]:
    """Each slot's block and its place in it, both from 0."""
    return {slot.name: divmod(number, BLOCK) for number, slot in enumerate(slots)}


def blocks_of(numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The numbers of all slots, in blocks."""
    return tuple(tuple(numbers[at : at + BLOCK]) for at in range(0, len(numbers), BLOCK))


def expression_reader(tree: Expression, places: dict[str, tuple[int, int]]) -> Reader:
    """A resolved expression as a function of the values; yes/no gives something true or false.

    The commonest shape, a slot against a constant, is one function instead of three: it halves a turn.
    """
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
    apply = _OPERATORS[tree.operator]
    if isinstance(tree.left, Read) and isinstance(tree.right, Constant):
        block, place = places[tree.left.slot]
        value = tree.right.value
        return lambda values: apply(values[block][place], value)
    return lambda values: apply(left(values), right(values))


def write(values: Values, block: int, place: int, number: int) -> None:
    """Stores a number; the block becomes a list of its own at the first write."""
    held = values[block]
    if type(held) is not list:
        held = values[block] = list(held)
    held[place] = number


def frozen(values: Values) -> tuple[tuple[int, ...], ...]:
    """The values as a state keeps them: blocks that were not written to are the same objects as before."""
    return tuple([tuple(block) if type(block) is list else block for block in values])  # type: ignore[misc]
