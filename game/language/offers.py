"""Offers: scenes that stand in menus by themselves while their condition holds (storylets)."""

from __future__ import annotations

import re

from game.language.fields import (
    check_keys,
    excerpt,
    read_condition,
    read_flag,
    read_mapping,
    read_scalar,
    read_text,
    require,
)
from game.language.identifiers import check_id
from game.language.model import Offer
from game.language.texts import EMPTY
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, YamlNode

OFFER_KEYS = ("in", "do", "say", "if", "priority", "once")
OFFER_NEEDS = ("in",)


def parse_offer(scene: Mapping, name: str, mistakes: list[Diagnostic]) -> Offer | None:
    """`offer: {in: TAG, do: Go up to the roof, if: heat >= 2, priority: 2}` of a scene."""
    value = scene.get("offer")
    assert value is not None
    node = read_mapping(value, "`offer`", mistakes)
    if node is None:
        return None
    span = next(key.span for key, _ in scene.entries if key.value == "offer")
    if check_keys(node, OFFER_KEYS, "an offer", mistakes):
        require(node, OFFER_NEEDS, f"the offer of “{name}”", span, mistakes)
    act, said = node.get("do"), node.get("say")
    if act is not None and said is not None and not node.broken:
        mistakes.append(diagnostic("S013", span, id=name))
    words = act if act is not None else said
    if words is None and not node.broken:
        mistakes.append(diagnostic("S012", span, id=name))
    tag_node, condition, once = node.get("in"), node.get("if"), node.get("once")
    tag = None if tag_node is None else read_scalar(tag_node, "`in`", mistakes)
    return Offer(
        tag="" if tag is None else check_id(tag, "a tag", mistakes),
        words=EMPTY if words is None else read_text(words, "the words of an offer", mistakes, folded=False),
        spoken=act is None and said is not None,
        condition=None if condition is None else read_condition(condition, "`if`", mistakes),
        priority=read_whole(node.get("priority"), "`priority`", mistakes),
        once=True if once is None else read_flag(once, "`once`", mistakes, otherwise=True),
        span=span,
    )


def read_whole(node: YamlNode | None, what: str, mistakes: list[Diagnostic], least: int = -1000) -> int:
    """A whole number from `least` to 1000; 0 where there is none, or what is there is none."""
    scalar = None if node is None else read_scalar(node, what, mistakes)
    if scalar is None or scalar.broken:
        return 0
    if not re.fullmatch(r"-?[0-9]{1,4}", scalar.value) or not least <= int(scalar.value) <= 1000:
        mistakes.append(diagnostic("S036", scalar.span, what=what, wrote=excerpt(scalar.value), least=least))
        return 0
    return int(scalar.value)
