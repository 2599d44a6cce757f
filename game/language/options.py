"""Options: what a `choose` or a `hub` offers."""

from __future__ import annotations

import msgspec

from game.language.control_flow import leaves
from game.language.fields import (
    check_keys,
    describe,
    first_line,
    is_missing,
    read_condition,
    read_flag,
    read_list,
    read_mapping,
    read_scalar,
    read_text,
)
from game.language.identifiers import check_id
from game.language.model import Choose, Goto, Option, Step
from game.language.moves import enter_move, parse_former_moves
from game.language.offers import read_whole
from game.language.reading import Beside, Reading, Unread
from game.language.steps import parse_effects, parse_goto
from game.language.texts import EMPTY
from game.language.walk import every_step
from game.text.catalogue import diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode

OPTION_KEYS = ("do", "say", "if", "locked", "once", "set", "then", "goto", "leave", "was", "tags")


def parse_choose(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`choose:` or `hub:` with its options by id, and `else:` among them."""
    hub = key.value == "hub"
    mistakes = reading.of(value).mistakes
    mapping = None if is_missing(value) else read_mapping(value, f"`{key.value}`", mistakes)
    if mapping is None:
        if is_missing(value):
            mistakes.append(diagnostic("S017", key.span, word=key.value, wanted="option"))
        return None
    found: list[Option] = []
    otherwise: tuple[Step, ...] = ()
    from_node = mapping.get("from")
    tag = None if from_node is None else read_scalar(from_node, "`from`", mistakes)
    limit = read_whole(mapping.get("limit"), "`limit`", mistakes, least=1)
    whole = not mapping.broken
    for name, node in mapping.entries:
        if name.value in ("from", "limit"):
            continue
        if name.value == "else":
            otherwise = reading.of(value).steps(node, "`else`")
        else:
            known_before = len(mistakes)
            found.append(_parse_option(name, node, reading.of(value).of(node), hub=hub))
            whole = whole and len(mistakes) == known_before and not node.broken
    if hub:
        found = _lasting_ways_out(found, mapping)
    if from_node is None and mapping.get("limit") is not None and whole:
        span = next(name.span for name, _ in mapping.entries if name.value == "limit")
        mistakes.append(diagnostic("S037", span))
    if whole and (from_node is None or hub):
        _check_block(key, found, hub, reading)
    return Choose(
        options=tuple(found),
        otherwise=otherwise,
        hub=hub,
        tag="" if tag is None else check_id(tag, "a tag", mistakes),
        limit=limit,
        span=key.span,
        **beside,
    )


def _lasting_ways_out(found: list[Option], mapping: Mapping) -> list[Option]:
    """The options of a hub, those that always leave it not used up where the hub would never run dry without them.

    An option with `once:` beside it is as its author says.
    """
    if not any(not option.once and not leaves(option) for option in found):
        return found
    if any(option.leave and not option.once and option.condition is None for option in found):
        return found
    said = {name.value for name, node in mapping.entries if isinstance(node, Mapping) and node.get("once") is not None}
    return [
        msgspec.structs.replace(option, once=False)
        if leaves(option) and option.condition is None and option.id not in said
        else option
        for option in found
    ]


def _check_block(key: Scalar, found: list[Option], hub: bool, reading: Reading) -> None:
    """What only the options together can show. Asked of a block without mistakes: a slip in an option is told once."""
    if not found:
        reading.mistakes.append(diagnostic("S017", key.span, word=key.value, wanted="option"))
    elif hub and not any(option.condition is None and leaves(option) for option in found):
        reading.mistakes.append(diagnostic("S016", key.span))
    elif all(option.condition is not None for option in found):
        reading.mistakes.append(diagnostic("S019", key.span, word=key.value))


def _parse_option(key: Scalar, node: YamlNode, reading: Reading, *, hub: bool) -> Option:
    mistakes = reading.mistakes
    enter_move(key, "an option", reading)
    if isinstance(node, Scalar):
        if is_missing(node) and node.comment is None:
            reading.mistakes.append(diagnostic("S012", key.span, id=key.value))
            return Option(id=key.value, words=EMPTY, spoken=False, span=key.span)
        words = read_text(node, f"the option “{key.value}”", mistakes, folded=False)
        return Option(id=key.value, words=words, spoken=False, span=key.span)
    if not isinstance(node, Mapping):
        if not node.broken:
            what = f"the option “{key.value}”"
            wanted = "its words, or keys with values"
            mistakes.append(diagnostic("S003", first_line(node.span), what=what, wanted=wanted, seen=describe(node)))
        return Option(id=key.value, words=EMPTY, spoken=False, then=(Unread(span=node.span),), span=key.span)
    return _parse_keys(key, node, reading, hub=hub)


def _parse_keys(key: Scalar, node: Mapping, reading: Reading, *, hub: bool) -> Option:
    """An option with keys of its own."""
    mistakes = reading.mistakes
    known = check_keys(node, OPTION_KEYS, "an option", mistakes)
    for each, _ in node.entries:
        if each.value == "leave" and not hub and not node.broken:
            mistakes.append(diagnostic("S015", each.span, id=key.value))
        if each.value == "locked" and node.get("if") is None and known:
            mistakes.append(diagnostic("S014", each.span, id=key.value))
    act, said = node.get("do"), node.get("say")
    if act is not None and said is not None and not node.broken:
        second = [each for each, _ in node.entries if each.value in ("do", "say")][1]
        mistakes.append(diagnostic("S013", second.span, id=key.value))
    words_node = act if act is not None else said
    if words_node is None and known:
        mistakes.append(diagnostic("S012", key.span, id=key.value))
    words = EMPTY if words_node is None else read_text(
        words_node, "`do`" if act is not None else "`say`", mistakes, folded=False
    )  # fmt: skip
    condition, locked, effects = node.get("if"), node.get("locked"), node.get("set")
    once, leave, was, tags = node.get("once"), node.get("leave"), node.get("was"), node.get("tags")
    then, goto = _parse_sequel(node, reading)
    leaving = leave is not None and read_flag(leave, "`leave`", mistakes, otherwise=True)
    return Option(
        id=key.value,
        words=words,
        spoken=act is None and said is not None,
        condition=None if condition is None else read_condition(condition, "`if`", mistakes),
        locked=None if locked is None else read_text(locked, "`locked`", mistakes, folded=False),
        # The way out of a hub is not used up: the hub may be met again.
        once=not leaving if once is None else read_flag(once, "`once`", mistakes, otherwise=True),
        effects=() if effects is None else parse_effects(effects, reading) or (),
        then=then,
        goto=goto,
        leave=leaving,
        was=() if was is None else parse_former_moves(was, reading, key.value),
        tags=() if tags is None else tuple(tag.value for tag in read_list(tags, "`tags`", mistakes)),
        span=key.span,
    )


def _parse_sequel(node: Mapping, reading: Reading) -> tuple[tuple[Step, ...], Goto | None]:
    """What follows when the option is chosen: steps, and where play goes on."""
    then_node, goto_node = node.get("then"), node.get("goto")
    then = () if then_node is None else reading.steps(then_node, "`then`")
    goto = None
    if goto_node is not None:
        beside = Beside(label="", condition=None, tags=())
        step = parse_goto(node.entries[0][0], goto_node, node, beside, reading)
        if isinstance(step, Goto):
            goto = step
        else:
            then = (*then, Unread(span=goto_node.span))
    if node.broken and not any(isinstance(step, Unread) for step in every_step(then)):
        then = (*then, Unread(span=node.span))
    return then, goto
