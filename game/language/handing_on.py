"""Declarations of what games hand on: `legacy:`, and `follows:` in the head of the story."""

from __future__ import annotations

from game.language.domains import parse_domain
from game.language.fields import check_keys, read_list, read_mapping, read_scalar, require
from game.language.identifiers import REFUSED_TO_VARIABLES, check_id
from game.language.knowledge import Heirloom
from game.language.model import UNKNOWN_DOMAIN, Follows, Variable
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import YamlNode

FOLLOWS_KEYS = ("id", "legacy")
FOLLOWS_NEEDS = ("id",)
REFUSED_TO_LEGACY = ("lead", "ending")
"""Who the lead was, and how it ended, are no values: every finished game hands them on."""


def parse_legacy(node: YamlNode, listed: list[Heirloom], mistakes: list[Diagnostic]) -> None:
    """`legacy: [first_lie, whose_reel]`, added to what was `listed` before."""
    mistakes = [] if node.broken else mistakes
    known = {each.name for each in listed}
    for scalar in read_list(node, "`legacy`", mistakes):
        name = check_id(scalar, "what is handed on", mistakes, REFUSED_TO_LEGACY)
        if name in known:
            mistakes.append(diagnostic("M048", scalar.span, name=name))
        else:
            known.add(name)
            listed.append(Heirloom(name=name, span=scalar.span))


def parse_follows(node: YamlNode, mistakes: list[Diagnostic]) -> Follows | None:
    """`follows: {id: eight-years-quiet, legacy: {first_lie: told | kept}}`."""
    mistakes = [] if node.broken else mistakes
    mapping = read_mapping(node, "`follows`", mistakes)
    if mapping is None:
        return None
    if check_keys(mapping, FOLLOWS_KEYS, "`follows`", mistakes):
        require(mapping, FOLLOWS_NEEDS, "`follows`", mapping.span, mistakes)
    id_node, legacy_node = mapping.get("id"), mapping.get("legacy")
    scalar = None if id_node is None else read_scalar(id_node, "`id`", mistakes)
    name = "" if scalar is None else check_id(scalar, "a story", mistakes, hyphens=True)
    legacy = None if legacy_node is None else read_mapping(legacy_node, "`legacy`", mistakes)
    taken = []
    for key, value in () if legacy is None else legacy.entries:
        loud = [] if key.broken or value.broken else mistakes
        check_id(key, "what is handed on", loud, REFUSED_TO_VARIABLES)
        typed = read_scalar(value, f"the domain of “{key.value}”", loud)
        domain, start = (None if typed is None else parse_domain(typed, loud)) or (UNKNOWN_DOMAIN, 0)
        taken.append(Variable(name=key.value, domain=domain, start=start, span=key.span))
    return Follows(id=name, legacy=tuple(taken), span=mapping.span if scalar is None else scalar.span)
