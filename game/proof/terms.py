"""Conditions as Python source over a packed state `s`; where a slot is not kept in it, as what may be and what must be.

Only numbers and fixed words go into the source: nothing that an author typed does.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from game.language.expressions import Binary, Constant, Count, Expression, Has, Negate, Not, Read
from game.language.satisfaction import reckoned
from game.proof.fields import Field

_SIGNS = {"/": "//", "mod": "%"}


class Tri(Struct, frozen=True):
    """A test of which it may not be known whether it holds: source for whether it may, and whether it may not.

    `known`: one is the other's contrary. "1" and "0" where that is settled for every state.
    """

    may: str
    may_not: str
    known: bool = True


ALWAYS, NEVER, UNKNOWN = Tri("1", "0"), Tri("0", "1"), Tri("1", "1", known=False)


class Terms:
    """Writes expressions over the slots that `fields` keeps; `fixed` are those that hold one number in every state.

    `special` has the source of what is read like a slot and is none.
    """

    def __init__(
        self, fields: Mapping[str, Field], fixed: Mapping[str, int], special: Mapping[str, str] | None = None
    ) -> None:
        self.fields = fields
        self.fixed = fixed
        self.special = special or {}

    def folded(self, tree: Expression) -> Expression:
        """The expression with what is fixed reckoned out."""
        match tree:
            case Read(slot):
                return Constant(self.fixed[slot]) if slot in self.fixed else tree
            case Not(of):
                inner = self.folded(of)
                return Constant(int(not inner.value)) if isinstance(inner, Constant) else Not(inner)
            case Negate(of):
                inner = self.folded(of)
                return Constant(-inner.value) if isinstance(inner, Constant) else Negate(inner)
            case Count(of):
                inner = self.folded(of)
                return Constant(inner.value.bit_count()) if isinstance(inner, Constant) else Count(inner)
            case Has(mask, of, by_value):
                inner = self.folded(of)
                if isinstance(inner, Constant):
                    return Constant(mask >> inner.value & 1 if by_value else int(inner.value & mask != 0))
                return Has(mask, inner, by_value)
            case Binary(operator, left, right):
                return self._folded(operator, self.folded(left), self.folded(right))
            case _:
                return tree

    def _folded(self, operator: str, left: Expression, right: Expression) -> Expression:
        if operator in ("and", "or"):
            absorbing = operator == "or"
            for one, other in ((left, right), (right, left)):
                if isinstance(one, Constant):
                    return Constant(int(absorbing)) if bool(one.value) is absorbing else other
        if isinstance(left, Constant) and isinstance(right, Constant):
            return Constant(reckoned(operator, left.value, right.value))
        return Binary(operator, left, right)

    def known(self, tree: Expression) -> bool:
        """Whether every slot in it is kept."""
        match tree:
            case Read(slot):
                return slot in self.fields or slot in self.fixed or slot in self.special
            case Not(of) | Negate(of) | Count(of) | Has(_, of):
                return self.known(of)
            case Binary(_, left, right):
                return self.known(left) and self.known(right)
            case _:
                return True

    def number(self, tree: Expression) -> str:
        """Source for the value of an expression in which every slot is kept."""
        match tree:
            case Constant(value):
                return str(value) if value >= 0 else f"({value})"
            case Read(slot):
                if slot in self.special:
                    return self.special[slot]
                if slot in self.fixed:
                    return str(self.fixed[slot])
                return self._read(self.fields[slot])
            case Not(of):
                return f"(not {self.number(of)})"
            case Negate(of):
                return f"(-{self.number(of)})"
            case Count(of):
                return f"({self.number(of)}).bit_count()"
            case Has(mask, of, by_value):
                inner = self.number(of)
                return f"({mask} >> {inner} & 1)" if by_value else f"({inner} & {mask} != 0)"
            case Binary("==" | "!=" | "<" | "<=" | ">" | ">=" as sign, Read(slot), Constant(value)) if (
                slot in self.fields
            ):
                field = self.fields[slot]
                return f"(s >> {field.shift} & {field.mask} {sign} {value - field.low})"
            case Binary(operator, left, right):
                return f"({self.number(left)} {_SIGNS.get(operator, operator)} {self.number(right)})"
            case _:
                raise TypeError(f"not resolved: {tree!r}")

    @staticmethod
    def _read(field: Field) -> str:
        inner = f"s >> {field.shift} & {field.mask}"
        return (
            f"(({inner}) + {field.low})"
            if field.low > 0
            else f"(({inner}) - {-field.low})"
            if field.low
            else f"({inner})"
        )

    def test(self, tree: Expression) -> Tri:
        """A test as what may be. What is not known is taken to be independent of all else."""
        return self._test(self.folded(tree))

    def _test(self, tree: Expression) -> Tri:
        if isinstance(tree, Constant):
            return ALWAYS if tree.value else NEVER
        if self.known(tree):
            holds = self.number(tree)
            return Tri(holds, f"not {holds}")
        match tree:
            case Not(of):
                inner = self._test(of)
                return Tri(inner.may_not, inner.may, inner.known)
            case Binary("and" | "or" as operator, left, right):
                one, other = self._test(left), self._test(right)
                both, either = ("and", "or") if operator == "and" else ("or", "and")
                may, may_not = _joined(both, one.may, other.may), _joined(either, one.may_not, other.may_not)
                if may_not == "0":
                    return ALWAYS
                return NEVER if may == "0" else Tri(may, may_not, known=False)
            case _:
                return UNKNOWN


def _joined(word: str, one: str, other: str) -> str:
    absorbing, neutral = ("0", "1") if word == "and" else ("1", "0")
    if absorbing in (one, other):
        return absorbing
    if one == neutral:
        return other
    return one if other == neutral else f"({one} {word} {other})"
