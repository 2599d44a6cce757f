"""What games hand on: `legacy`, the ghost of another lead's game, and the story that this one follows.

A value that an earlier game handed on is a slot of its own, `ghost.first_lie`, `ghost.nadia.first_lie` or
`before.first_lie`, and beside it `known(…)` tells whether there is one that today's domain holds. `ghost`,
`ghost.nadia` and `before` tell whether there is such a game. A program has those that something asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.language.expressions import Binary, Constant, Count, Expression, Name, Negate, Not, Read
from game.language.identifiers import did_you_mean
from game.language.model import UNKNOWN_DOMAIN, Enum, Lead, Variable, YesNo
from game.language.names import Names, slot_name
from game.language.program import Slot, SlotKind
from game.language.questions import Typed
from game.language.tables import HeirloomInfo
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic

if TYPE_CHECKING:
    from game.language.resolver import Resolver

EARLIER = ("ghost", "before")
"""The words by which conditions ask what an earlier game handed on."""

FAR = 2**62
"""Further from 0 than any value: what is not known is no value that a `match` may name."""


def check_heirlooms(names: Names) -> Iterator[Diagnostic]:
    """Names in `legacy` that are none to hand on, and a story that follows itself."""
    story = names.story
    for each in story.legacy:
        variable = names.variables.get(each.name)
        if variable is not None and variable.chapter:
            yield diagnostic("M047", each.span, name=each.name, chapter=variable.chapter)
        elif heirloom_info(names, each.name) is None:
            known = [v.name for v in story.variables if not v.chapter] + [truth.id for truth in story.truths]
            yield diagnostic("M046", each.span, hint=did_you_mean(each.name, known) or None, name=each.name)
    follows = story.follows
    if follows is not None and follows.id and follows.id == story.id:
        yield diagnostic("M053", follows.span, id=story.id)


def heirloom_info(names: Names, name: str) -> HeirloomInfo | None:
    """What `legacy` means by a name: a variable of the whole story, or a truth. None where it is neither."""
    variable = names.variables.get(name)
    if variable is not None:
        return None if variable.chapter or variable.scene else HeirloomInfo(name, name, variable.domain)
    truth = next((each for each in names.story.truths if each.id == name), None)
    return None if truth is None else HeirloomInfo(name, slot_name("truth", name), Enum(truth.values))


def known_flag(slot: str) -> str:
    """The slot that tells whether the value of an earlier game is known."""
    return slot_name("known", slot)


def resolve_earlier(resolver: Resolver, tree: Name) -> Typed | None:
    """`ghost`, `ghost.first_lie`, `ghost.nadia`, `ghost.nadia.first_lie`, `before`, `before.first_lie`."""
    word, *rest = tree.name.split(".")
    story = resolver.names.story
    if word == "before":
        if story.follows is None:
            resolver.refuse("M052", tree.span)
            return None
        return _asked(resolver, tree, "before", rest, {each.name: each for each in story.follows.legacy})
    leads = {lead.id: lead for lead in story.leads}
    if len(leads) < 2:
        if story.whole:
            resolver.refuse("M050", tree.span)
        return None
    handed = {each.name: _handed_on(resolver.names, each.name) for each in story.legacy}
    known = {name: variable for name, variable in handed.items() if variable is not None}
    lead: Lead | None = None
    if len(leads) > 2 and rest:
        lead = leads.get(rest[0])
        if lead is None:
            first = next(iter(leads))
            why, write = f"of which lead's ghost is “{rest[0]}” asked?", f"“ghost.{first}.{rest[0]}”"
            hint = did_you_mean(rest[0], leads) if len(rest) > 1 or rest[0] not in handed else ""
            resolver.refuse("M051", tree.span, hint=hint or None, why=why, write=write)
            return None
        rest = rest[1:]
    elif rest and rest[0] in leads and rest[0] not in handed:
        why = f"with two leads there is one ghost, and “{rest[0]}” is not asked for"
        resolver.refuse("M051", tree.span, why=why, write=f"“{'.'.join(['ghost', *rest[1:]])}”")
        return None
    return _asked(resolver, tree, "ghost" if lead is None else f"ghost.{lead.id}", rest, known, lead)


def _handed_on(names: Names, name: str) -> Variable | None:
    """A name of `legacy` as a variable: its domain, its start, its old ids."""
    if (variable := names.variables.get(name)) is not None:
        return None if variable.chapter else variable
    truth = next((each for each in names.story.truths if each.id == name), None)
    if truth is None:
        return None
    return Variable(name=truth.id, domain=Enum(truth.values), start=0, was=truth.was, span=truth.span)


def _asked(
    resolver: Resolver, tree: Name, prefix: str, rest: list[str], known: dict[str, Variable], lead: Lead | None = None
) -> Typed | None:
    """The slots of what is asked, noted in the resolver, and the value."""
    kind: SlotKind = "before" if prefix == "before" else "ghost"
    former = [prefix, *(f"ghost.{old}" for old in (lead.was if lead is not None else ()))]
    if not rest:
        resolver.earlier[prefix] = Slot(prefix, kind, YesNo(), was=tuple(former[1:]))
        # As a comparison it is sure: whether there is a game is always known.
        return Typed(Binary("==", Read(prefix), Constant(1)), YesNo())
    name = ".".join(rest)
    variable = known.get(name)
    if variable is None:
        if not any(each.name == name for each in resolver.names.story.legacy) or kind == "before":
            listed = ", ".join(f"“{prefix}.{each}”" for each in known) or "nothing is handed on"
            hint = did_you_mean(name, known) or (f"there is {listed}" if known else listed)
            resolver.refuse("M049", tree.span, hint=hint, name=name)
        return None
    if variable.domain == UNKNOWN_DOMAIN:
        return None
    slot = f"{prefix}.{name}"
    was = tuple(f"{old}.{each}" for old in former for each in (name, *variable.was))[1:]
    resolver.earlier[slot] = Slot(slot, kind, variable.domain, variable.start, was=was)
    resolver.earlier[known_flag(slot)] = Slot(
        known_flag(slot), kind, YesNo(), was=tuple(known_flag(old) for old in was)
    )
    if isinstance(variable.domain, YesNo):
        # What is not known is no.
        return Typed(Binary("and", Read(known_flag(slot)), Read(slot)), YesNo())
    return Typed(Read(slot), variable.domain)


def unsure(tree: Expression) -> list[str]:
    """The flags on which the value of a resolved expression depends: those of what earlier games handed on in it.

    A comparison is sure of itself: it has asked them.
    """
    match tree:
        case Read(slot) if slot.startswith(("ghost.", "before.")):
            return [known_flag(slot)]
        case Binary("and", Read(flag), Read(slot)) if flag == known_flag(slot):
            return [flag]
        case Binary("+" | "-" | "*", left, right):
            return [*unsure(left), *unsure(right)]
        case Negate(of) | Count(of):
            return unsure(of)
        case _:
            return []


def if_known(test: Expression, *of: Expression, otherwise: bool = False) -> Expression:
    """A test of some values, `otherwise` where one of them is not known."""
    for flag in dict.fromkeys(flag for each in of for flag in unsure(each)):
        test = Binary("or", Not(Read(flag)), test) if otherwise else Binary("and", Read(flag), test)
    return test


def matched(subject: Typed) -> Typed:
    """The subject of a `match`: no value that a key names, where it is not known."""
    tree = subject.tree
    for flag in dict.fromkeys(unsure(tree)):
        tree = Binary("-", tree, Binary("*", Not(Read(flag)), Constant(FAR)))
    return Typed(tree, subject.domain)
