"""What an effect means: a value stored, or bits of a set changed."""

from __future__ import annotations

from game.language.expressions import Binary, Constant, Name, Read, Words
from game.language.identifiers import did_you_mean
from game.language.model import UNKNOWN_DOMAIN, Domain, Effect, Enum, Number, SetOf, YesNo
from game.language.names import LIE_STATES, described, slot_name, slot_of
from game.language.program import Alter, Assign
from game.language.resolver import Resolver
from game.language.sets import changed_set
from game.language.telling import MOVED_TO


def resolve_effect(resolver: Resolver, effect: Effect, chapter: str, fragment: str = "") -> list[Assign | Alter]:
    """The instructions that carry an effect out; none after refusing it. `fragment` is the one whose script it is in."""
    resolver.chapter = chapter
    if effect.operator == "attend":
        return _attend(resolver, effect, fragment)
    if effect.operator in MOVED_TO:
        return _move_on(resolver, effect)
    variable = resolver.names.variable(effect.target, resolver.scene)
    if variable is None:
        if effect.target in resolver.names.defines:
            hint = did_you_mean(effect.target, resolver.names.variables) or None
            resolver.refuse("T032", effect.span, hint=hint, name=effect.target)
        else:
            resolver.refuse_unknown(effect.target, effect.span)
        return []
    if variable.chapter and variable.chapter != chapter:
        resolver.refuse("T026", effect.span, name=variable.name, chapter=variable.chapter)
        return []
    if variable.domain == UNKNOWN_DOMAIN:
        return []
    if isinstance(variable.domain, SetOf):
        return put_into_set(resolver, effect, slot_of(variable), variable.domain, chapter)
    return _assign(resolver, effect, slot_of(variable), variable.domain, chapter)


def _attend(resolver: Resolver, effect: Effect, fragment: str) -> list[Assign | Alter]:
    """`attend hands`: the detail is kept. Where it may stand is the flow's question."""
    details = resolver.names.details(fragment).values if fragment else ()
    if effect.target not in details[1:]:
        return []
    return [Assign(slot_name("detail", fragment), Constant(details.index(effect.target)))]


def _move_on(resolver: Resolver, effect: Effect) -> list[Assign | Alter]:
    """`expose tape_blank`: how far the lie has come. When it does so is `moves_on`."""
    told = resolver.names.told.get(effect.target)
    if told is None:
        hint = did_you_mean(effect.target, resolver.names.told) or None
        resolver.refuse("M040", effect.span, hint=hint, name=effect.target)
        return []
    if not told.lie:
        resolver.refuse("M043", effect.span, name=effect.target)
        return []
    state = LIE_STATES.index(MOVED_TO[effect.operator])
    return [Assign(slot_name("told", effect.target), Constant(state))]


def _assign(resolver: Resolver, effect: Effect, slot: str, domain: Domain, chapter: str) -> list[Assign | Alter]:
    assert effect.value is not None
    found = resolver.stored(effect.value, chapter, domain)
    if found is None:
        return []
    if effect.operator == "=":
        if not fits(found.domain, domain):
            code = "T031" if isinstance(found.domain, YesNo) else "T033"
            resolver.refuse(
                code, effect.span, name=effect.target, what=described(domain), value=described(found.domain)
            )
            return []
        return [Assign(slot, found.tree)]
    if isinstance(domain, Enum) and isinstance(found.domain, Number) and found.domain.low == found.domain.high:
        # A word's number is stored clamped, as any other: it moves along the words and stops at their ends.
        return [Assign(slot, Binary(effect.operator[0], Read(slot), Constant(found.domain.low)))]
    if not isinstance(domain, Number) or not isinstance(found.domain, Number):
        resolver.refuse("T034", effect.span, name=effect.target, what=described(domain), operator=effect.operator)
        return []
    return [Assign(slot, Binary(effect.operator[0], Read(slot), found.tree))]


def fits(value: Domain, domain: Domain) -> bool:
    """Whether a value may be stored: numbers saturate, anything else must be alike."""
    if isinstance(domain, Number):
        return isinstance(value, Number)
    return value == domain


def put_into_set(resolver: Resolver, effect: Effect, slot: str, domain: SetOf, chapter: str) -> list[Assign | Alter]:
    """Words of a set: added, taken away, or all that it holds."""
    value = effect.value
    if isinstance(value, Name) and value.name not in domain.values and resolver.means_itself(value):
        found = resolver.stored(value, chapter, domain)
        if found is None:
            return []
        if found.domain == domain:
            return [Assign(slot, changed_set(slot, effect.operator, found.tree))]
        hint = "name the words themselves, or a set of the same words in the same order"
        what = described(domain)
        resolver.refuse("T034", effect.span, hint=hint, name=effect.target, what=what, operator=effect.operator)
        return []
    names = value.names if isinstance(value, Words) else (value,) if isinstance(value, Name) else None
    if names is None:
        resolver.refuse("T033", effect.span, name=effect.target, what=described(domain), value="a number or a yes/no")
        return []
    mask = 0
    for name in names:
        if name.name not in domain.values:
            hint = did_you_mean(name.name, domain.values, f"it is {described(domain)}")
            resolver.refuse("T015", name.span, hint=hint, word=name.name)
            return []
        mask |= 1 << domain.values.index(name.name)
    if effect.operator != "=":
        return [Alter(slot, mask, effect.operator == "+=")]
    every = (1 << len(domain.values)) - 1
    return [Alter(slot, every, add=False), Alter(slot, mask, add=True)]
