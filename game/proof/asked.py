"""Compiled conditions in the author's words again, and how they stand with given values."""

from __future__ import annotations

from game.language.expressions import Binary, Constant, Count, Expression, Has, Negate, Not, Read
from game.language.model import Domain, Enum, SetOf, YesNo
from game.language.program import Program

_PRECEDENCE = {"or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "in": 4, "+": 5, "-": 5, "|": 5}
_TIGHT, _NOT, _SIGN = 6, 3, 7


class Wording:
    """Writes a program's conditions as its author might: slots by their names, numbers of words as the words."""

    def __init__(self, program: Program) -> None:
        self._domains: dict[str, Domain] = {slot.name: slot.domain for slot in program.slots}

    def of(self, tree: Expression, least: int = 0) -> str:
        """A resolved expression in words, between brackets where it binds looser than `least`."""
        words, binds = self._worded(tree)
        return f"({words})" if binds < least else words

    def value(self, slot: str, number: int) -> str:
        """What a slot holds, as an author writes it: `true`, `doubted`, `{coat, torch}`, `4`."""
        return value_in_words(self._domains[slot], number)

    def _worded(self, tree: Expression) -> tuple[str, int]:
        match tree:
            case Constant(value, truth):
                return (("true" if value else "false") if truth else str(value)), 9
            case Read(slot):
                return slot, 9
            case Not(of):
                return f"not {self.of(of, _NOT)}", _NOT
            case Negate(of):
                return f"-{self.of(of, _SIGN)}", _SIGN
            case Count(of):
                return f"count({self.of(of)})", 9
            case Has(mask, of, by_value):
                return self._has(mask, of, by_value), 4
            case Binary(operator, left, right):
                return self._binary(operator, left, right)
            case _:
                raise TypeError(f"not resolved: {tree!r}")

    def _has(self, mask: int, of: Expression, by_value: bool) -> str:
        domain = self._domain(of)
        held = self.of(of, 5)
        words = domain.values if isinstance(domain, Enum | SetOf) else ()
        named = [word for bit, word in enumerate(words) if mask >> bit & 1]
        if by_value:
            return f"{held} in {{{', '.join(named)}}}"
        if len(named) == 1:
            return f"{named[0]} in {held}"
        return f"any of {{{', '.join(named)}}} in {held}"

    def _binary(self, operator: str, left: Expression, right: Expression) -> tuple[str, int]:
        binds = _PRECEDENCE.get(operator, _TIGHT)
        for holder, other in ((left, right), (right, left)):
            domain = self._domain(holder)
            if isinstance(domain, Enum | SetOf | YesNo) and isinstance(other, Constant) and binds == 4:
                word = value_in_words(domain, other.value)
                sides = (self.of(left, 5), word) if holder is left else (word, self.of(right, 5))
                return f"{sides[0]} {operator} {sides[1]}", binds
        return f"{self.of(left, binds)} {operator} {self.of(right, binds + 1)}", binds

    def _domain(self, tree: Expression) -> Domain | None:
        match tree:
            case Read(slot):
                return self._domains.get(slot)
            case Binary("&" | "|", left):
                return self._domain(left)
            case _:
                return None


def value_in_words(domain: Domain, number: int) -> str:
    """A slot's number as an author writes it."""
    match domain:
        case YesNo():
            return "true" if number else "false"
        case Enum(values):
            return values[number] or "none" if 0 <= number < len(values) else str(number)
        case SetOf(values):
            return "{" + ", ".join(word for bit, word in enumerate(values) if number >> bit & 1) + "}"
        case _:
            return str(number)


def clauses(tree: Expression) -> list[Expression]:
    """The parts that must all hold: what `and` joins at the top."""
    if isinstance(tree, Binary) and tree.operator == "and":
        return [*clauses(tree.left), *clauses(tree.right)]
    return [tree]


def slots_read(tree: Expression) -> list[str]:
    """The slots that an expression asks, each once, from the left."""
    match tree:
        case Read(slot):
            return [slot]
        case Not(of) | Negate(of) | Count(of) | Has(_, of):
            return slots_read(of)
        case Binary(_, left, right):
            return list(dict.fromkeys([*slots_read(left), *slots_read(right)]))
        case _:
            return []
