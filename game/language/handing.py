"""What a call hands on to its scene: each value in the caller's eyes, each name in the scene's."""

from __future__ import annotations

from game.language.changes import fits, put_into_set
from game.language.control_flow import holds_unread
from game.language.expansion import names_in
from game.language.expressions import Constant, Name, span_of
from game.language.identifiers import did_you_mean
from game.language.model import UNKNOWN_DOMAIN, Call, Effect, Enum, Handed, SetOf, Variable
from game.language.names import described, slot_of
from game.language.program import Alter, Assign
from game.language.resolver import Resolver


def resolve_handed(resolver: Resolver, call: Call, chapter: str) -> list[Assign | Alter]:
    """The instructions before a call that set all that its scene takes: to what is handed on, else to its start.

    A mistake is refused, and its value left out.
    """
    resolver.chapter = chapter
    takes = resolver.names.takes.get(call.scene, {})
    if call.handed and not takes:
        _refuse_all(resolver, call)
        return []
    given: set[str] = set()
    found: list[Assign | Alter] = []
    for handed in call.handed:
        variable = takes.get(handed.name)
        if variable is None:
            meant = did_you_mean(handed.name, list(takes), f"it takes: {', '.join(takes)}")
            resolver.refuse("S062", handed.span, hint=meant, scene=call.scene, name=handed.name)
            resolver.used.update(names_in(handed.value))
            continue
        given.add(handed.name)
        found += _store(resolver, handed, variable, chapter)
    return found + [Assign(slot_of(each), Constant(each.start)) for name, each in takes.items() if name not in given]


def taken_by(resolver: Resolver, scene: str) -> tuple[str, ...]:
    """The slots of what a scene takes."""
    return tuple(slot_of(each) for each in resolver.names.takes.get(scene, {}).values())


def _refuse_all(resolver: Resolver, call: Call) -> None:
    """A `with` for a scene that takes nothing, unless there is no such scene, or what it takes could not be read."""
    for handed in call.handed:
        resolver.used.update(names_in(handed.value))
    scene = next((each for each in resolver.names.story.scenes if each.id == call.scene), None)
    if scene is not None and not holds_unread(scene.script):
        resolver.refuse("S063", call.handed[0].span, scene=call.scene, name=call.handed[0].name)


def _store(resolver: Resolver, handed: Handed, variable: Variable, chapter: str) -> list[Assign | Alter]:
    """One value, of the domain of what takes it."""
    domain, value = variable.domain, handed.value
    if domain == UNKNOWN_DOMAIN:
        resolver.used.update(names_in(value))
        return []
    if isinstance(domain, SetOf):
        effect = Effect(target=handed.name, operator="=", value=value, span=span_of(value))
        return put_into_set(resolver, effect, slot_of(variable), domain, chapter)
    unknown = isinstance(value, Name) and not resolver.means_itself(value)
    if unknown and isinstance(value, Name) and isinstance(domain, Enum) and value.name not in domain.values:
        hint = did_you_mean(value.name, domain.values, f"it is {described(domain)}")
        resolver.refuse("T015", value.span, hint=hint, word=value.name)
        return []
    found = resolver.stored(value, chapter, domain)
    if found is None:
        return []
    if not fits(found.domain, domain):
        what, wrong = described(domain), described(found.domain)
        resolver.refuse("T033", span_of(value), name=handed.name, what=what, value=wrong)
        return []
    return [Assign(slot_of(variable), found.tree)]
