"""What a question of the story's memory means: `visits(kitchen)`, `chose(kitchen.wait)`, `count(tools)`."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from game.language.conditions import OF_CLAIMS, QUESTIONS
from game.language.expressions import Ask, Binary, Constant, Count, Expression, Name, Read
from game.language.identifiers import did_you_mean
from game.language.model import UNKNOWN_DOMAIN, Domain, Enum, Number, SetOf, YesNo
from game.language.names import LIE_STATES, Names, described, slot_name
from game.language.tables import PRINTED
from game.text.spelling import nearest

if TYPE_CHECKING:
    from game.language.resolver import Resolver


class Typed(NamedTuple):
    """A resolved expression, and what its value may be."""

    tree: Expression
    domain: Domain


def resolve_question(resolver: Resolver, tree: Ask) -> Typed | None:
    """What is asked of the story's memory."""
    if tree.question in OF_CLAIMS and not resolver.claiming:
        asked = f"at {tree.about}" if tree.question == "at" else f"{tree.question}({tree.about})"
        resolver.refuse("T071", tree.span, asked=asked)
        return None
    if tree.question not in (*QUESTIONS, *OF_CLAIMS):
        meant = nearest(tree.question, (*QUESTIONS, *(OF_CLAIMS[1:] if resolver.claiming else ())))
        resolver.refuse(
            "T013", tree.span, hint=f"did you mean “{meant}(…)”?" if meant else None, question=tree.question
        )
        return None
    if tree.question == "count":
        return _count(resolver, tree)
    names = resolver.names
    kinds: dict[str, tuple[str, Collection[str]]] = {
        "visits": ("scene", names.scenes),
        "turns_since": ("scene", names.scenes),
        "chose": ("option", names.moves),
        "finished": ("ending", names.endings),
        "linked": ("link", names.links),
        "truth": ("truth", names.truths),
        "at": ("scene", names.scenes | dict.fromkeys(names.fragments)),
        "ended": ("ending", names.endings),
        "told": ("thing told", names.told),
        "lie": ("lie", dict.fromkeys(each.id for each in names.told.values() if each.lie)),
    }
    kind, known = kinds.get(tree.question, ("memory", names.fragments))
    if kind == "scene" and "." in tree.about:
        kind, known = "label", names.labels
    if tree.question == "lie" and tree.about in names.told and tree.about not in known:
        resolver.refuse("M043", tree.about_span, name=tree.about)
        return None
    if tree.about not in known:
        hint = _asked_otherwise(names, kind, tree.about) or did_you_mean(tree.about, known) or None
        resolver.refuse("T014", tree.about_span, hint=hint, kind=kind, name=tree.about)
        return None
    return _answer(resolver, tree)


def _asked_otherwise(names: Names, kind: str, about: str) -> str | None:
    """What to ask where an option was taken for a label, or a label for an option."""
    if kind == "label" and about in names.moves:
        return f"it is an option: “chose({about})” asks whether it was taken"
    if kind == "option" and about in names.labels:
        return f"it is a label: “visits({about}) >= 1” asks whether play came there"
    return None


def _answer(resolver: Resolver, tree: Ask) -> Typed | None:
    slot = slot_name(tree.question, tree.about)
    match tree.question:
        case "visits" | "turns_since":
            resolver.counts.setdefault(slot, 1)
            return Typed(Read(slot), Number(0, PRINTED))
        case "surfaced":
            return Typed(Binary(">=", Read(slot_name("memory", tree.about)), Constant(1)), YesNo())
        case "recovered":
            return Typed(Binary("==", Read(slot_name("memory", tree.about)), Constant(2)), YesNo())
        case "detail":
            return Typed(Read(slot), resolver.names.details(tree.about))
        case "linked" | "truth":
            domain = (
                resolver.names.readings(tree.about) if tree.question == "linked" else resolver.names.truth(tree.about)
            )
            return None if domain == UNKNOWN_DOMAIN else Typed(Read(slot), domain)
        case "told" | "lie":
            told = slot_name("told", tree.about)
            resolver.used.add(told)
            if tree.question == "lie":
                return Typed(Read(told), Enum(LIE_STATES))
            lie = resolver.names.told[tree.about].lie
            return Typed(Binary(">=", Read(told), Constant(1)) if lie else Read(told), YesNo())
        case _:
            resolver.used.add(slot)
            return Typed(Read(slot), YesNo())


def standing_alone(found: Typed) -> Typed:
    """What is asked where a yes/no is wanted: `linked(same_cup)` alone is whether the link was made at all."""
    match found.tree:
        case Read(slot) if slot.startswith("linked("):
            return Typed(Binary("!=", found.tree, Constant(0)), YesNo())
    return found


def _count(resolver: Resolver, tree: Ask) -> Typed | None:
    held = resolver.name(Name(tree.about, tree.about_span))
    if held is None:
        return None
    if not isinstance(held.domain, SetOf):
        resolver.refuse("T029", tree.about_span, name=tree.about, what=described(held.domain))
        return None
    return Typed(Count(held.tree), Number(0, len(held.domain.values)))
