"""Sets as a whole: compared with one another or with words in braces, put together, taken from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language.expressions import Binary, Constant, Expression, Name, Read, Words
from game.language.identifiers import did_you_mean
from game.language.model import SetOf, YesNo
from game.language.names import described
from game.language.questions import Typed

if TYPE_CHECKING:
    from game.language.resolver import Resolver

COMPARED = ("==", "!=", ">=", "<=")
"""`>=`: holds at least these words; `<=`: holds none but these."""


def words_as_set(resolver: Resolver, words: Words, domain: SetOf) -> Typed | None:
    """`{key, coin}` as a value of a set's domain; None after refusing a word of it."""
    mask = 0
    for name in words.names:
        if name.name not in domain.values:
            hint = did_you_mean(name.name, domain.values, f"it is {described(domain)}")
            resolver.refuse("T015", name.span, hint=hint, word=name.name)
            return None
        mask |= 1 << domain.values.index(name.name)
    return Typed(Constant(mask), domain)


def word_for_set(resolver: Resolver, name: Name, domain: SetOf) -> bool:
    """Whether a bare word was compared with a set that may hold it: refused, with how to ask."""
    if name.name not in domain.values or resolver.means_itself(name):
        return False
    hint = f"ask “{name.name} in …”, or compare with a set: “{{{name.name}}}”"
    resolver.refuse("T012", name.span, hint=hint, name=name.name)
    return True


def compare_sets(operator: str, left: Expression, right: Expression) -> Typed:
    """Two resolved sets of the same words compared by one of `COMPARED`."""
    match operator:
        case ">=":
            return Typed(Binary("==", Binary("&", left, right), right), YesNo())
        case "<=":
            return Typed(Binary("==", Binary("&", left, right), left), YesNo())
        case _:
            return Typed(Binary(operator, left, right), YesNo())


def changed_set(slot: str, operator: str, value: Expression) -> Expression:
    """What a set is after `=`, `+=` or `-=` with another of the same words."""
    match operator:
        case "+=":
            return Binary("|", Read(slot), value)
        case "-=":
            return Binary("-", Read(slot), Binary("&", Read(slot), value))
        case _:
            return value
