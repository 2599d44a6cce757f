"""Steps that part ways without asking the player: `if`, `match`, what varies, and fate."""

from __future__ import annotations

import re
from typing import Literal, cast

from game.language.fields import (
    UNKNOWN_CONDITION,
    check_keys,
    describe,
    excerpt,
    first_line,
    is_missing,
    read_condition,
    read_expression,
    read_mapping,
    read_scalar,
    read_text,
    require,
)
from game.language.identifiers import STEP_WORDS
from game.language.model import Branch, Case, Chance, If, Match, Passage, Step, Vary
from game.language.moves import enter_move, parse_former_moves
from game.language.reading import Beside, Reading, Unread
from game.text.catalogue import diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.source import Span

_VALUE = re.compile(r"-?[0-9]{1,10}(?:\s*\.\.\s*-?[0-9]{1,10})?\Z|[^\W\d]\w*\Z")
BRANCH_KEYS = ("odds", "if", "about", "then", "was")
BRANCH_NEEDS = ("then",)
REFUSED_TO_VALUES = (*STEP_WORDS, "you", "then", "label", "tags")
"""A key of a `match` that is one of these means what it says everywhere: no value of that name."""

MOST_SHUFFLED = 8


def parse_if(key: Scalar, value: YamlNode, node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`if: test`, with `then:` and perhaps `else:`."""
    test = read_condition(value, "`if`", reading.mistakes)
    then, otherwise = node.get("then"), node.get("else")
    if then is None:
        strangers = [each for each, _ in node.entries if each.value not in ("if", "else", "label", "tags")]
        if not strangers and not node.broken:
            reading.mistakes.append(diagnostic("S005", key.span, what="an `if`", keys="`then:`"))
        return None
    return If(
        test=test,
        then=reading.steps(then, "`then`"),
        otherwise=() if otherwise is None else reading.steps(otherwise, "`else`"),
        span=key.span,
        label=beside["label"],
        tags=beside["tags"],
    )


def parse_match(key: Scalar, value: YamlNode, node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`match: expression` with its values as keys."""
    subject = read_expression(value, "`match`", reading.mistakes)
    cases: list[Case] = []
    otherwise: tuple[Step, ...] = ()
    strangers = 0
    for name, steps in node.entries:
        if name is key or name.value in ("label", "if", "tags"):
            continue
        if name.value == "else":
            otherwise = reading.steps(steps, "`else`")
        elif name.value in REFUSED_TO_VALUES:
            reading.mistakes.append(diagnostic("N002", name.span, what="a value of a `match`", id=name.value))
            strangers += 1
        elif not _VALUE.match(name.value):
            reading.mistakes.append(diagnostic("S029", name.span, wrote=excerpt(name.value)))
            strangers += 1
        else:
            cases.append(Case(key=name.value, steps=reading.steps(steps, f"`{name.value}`"), span=name.span))
    if not cases and not strangers and not node.broken:
        reading.mistakes.append(diagnostic("S017", key.span, word="match", wanted="value"))
    if subject is not None and cases:
        return Match(subject=subject, cases=tuple(cases), otherwise=otherwise, span=key.span, **beside)
    # Kept for the labels and leaps in it, as tests that nothing is known of.
    then = _one_of([*(case.steps for case in cases), otherwise], key.span)
    return If(test=UNKNOWN_CONDITION, then=then, span=key.span, label=beside["label"])


def _one_of(ways: list[tuple[Step, ...]], span: Span) -> tuple[Step, ...]:
    """Any one of these ways, by tests that nothing is known of; paired off, so that hundreds are a few tests deep."""
    while len(ways) > 1:
        pairs = zip(ways[::2], [*ways[1::2], ()] if len(ways) % 2 else ways[1::2], strict=True)
        ways = [(If(test=UNKNOWN_CONDITION, then=one, otherwise=other, span=span),) for one, other in pairs]
    return ways[0]


def parse_vary(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`sequence:`, `cycle:`, `once:` and the list form of `shuffle:`."""
    how = cast(Literal["sequence", "cycle", "shuffle", "once"], key.value)
    if not isinstance(value, Sequence) or not value.items:
        if not value.broken:
            if is_missing(value) or isinstance(value, Sequence):
                reading.mistakes.append(diagnostic("S017", key.span, word=how, wanted="item"))
            else:
                span, seen = first_line(value.span), describe(value)
                reading.mistakes.append(diagnostic("S003", span, what=f"`{how}`", wanted="a list", seen=seen))
        return None
    items = tuple(reading.steps(item, f"an item of `{how}`") for item in value.items)
    return Vary(how=how, items=items, span=key.span, **beside)


def parse_shuffle(key: Scalar, value: YamlNode, node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`shuffle:`: a list of texts, which is no move, or branches by id, which are fate's."""
    if not isinstance(value, Mapping):
        step = parse_vary(key, value, node, beside, reading)
        if isinstance(step, Vary) and isinstance(value, Sequence):
            for item, steps in zip(value.items, step.items, strict=True):
                if not all(isinstance(each, Passage | Unread) for each in steps):
                    reading.of(item).mistakes.append(diagnostic("S030", first_line(item.span)))
                    break
        return step
    if len(value.entries) > MOST_SHUFFLED and not value.broken:
        extra = value.entries[MOST_SHUFFLED][0]
        reading.mistakes.append(diagnostic("S031", extra.span, count=len(value.entries), most=MOST_SHUFFLED))
    return _parse_fate(key, value, beside, reading, shuffle=True)


def parse_chance(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`chance:` with its branches by id."""
    return _parse_fate(key, value, beside, reading, shuffle=False)


def _parse_fate(key: Scalar, value: YamlNode, beside: Beside, reading: Reading, *, shuffle: bool) -> Step | None:
    if is_missing(value) or (isinstance(value, Mapping) and not value.entries):
        reading.of(value).mistakes.append(diagnostic("S017", key.span, word=key.value, wanted="branch"))
        return None
    mapping = read_mapping(value, f"`{key.value}`", reading.mistakes)
    if mapping is None:
        return None
    reading = reading.of(value)
    found = [_parse_branch(name, node, reading.of(node), shuffle=shuffle) for name, node in mapping.entries]
    return Chance(branches=tuple(found), shuffle=shuffle, span=key.span, **beside)


def _parse_branch(key: Scalar, node: YamlNode, reading: Reading, *, shuffle: bool) -> Branch:
    """A branch of fate: `{odds: 2, then: …}`, or its steps alone."""
    mistakes = reading.mistakes
    enter_move(key, "a branch", reading)
    if not isinstance(node, Mapping) or (shuffle and not _is_branch(node)):
        return Branch(id=key.value, steps=reading.steps(node, f"the branch “{excerpt(key.value)}”"), span=key.span)
    known = check_keys(node, BRANCH_KEYS, "a branch", mistakes)
    odds, condition, about = node.get("odds"), node.get("if"), node.get("about")
    then, was = node.get("then"), node.get("was")
    if known:
        require(node, BRANCH_NEEDS, f"the branch “{key.value}”", key.span, mistakes)
    return Branch(
        id=key.value,
        odds=1 if odds is None else _parse_odds(odds, reading),
        condition=None if condition is None else read_condition(condition, "`if`", mistakes),
        about=None if about is None else read_text(about, "`about`", mistakes, folded=False),
        steps=() if then is None else reading.steps(then, "`then`"),
        was=() if was is None else parse_former_moves(was, reading, key.value),
        span=key.span,
    )


def _is_branch(node: Mapping) -> bool:
    """Whether a mapping under a named `shuffle` is a branch with keys of its own, and not one step."""
    keys = {key.value for key, _ in node.entries}
    return bool(keys & {"about", "was", "odds"}) or keys == {"then"}


def _parse_odds(node: YamlNode, reading: Reading) -> int:
    scalar = read_scalar(node, "`odds`", reading.mistakes)
    if scalar is None or scalar.broken:
        return 1
    if not re.fullmatch(r"[0-9]{1,6}", scalar.value) or int(scalar.value) < 1:
        reading.mistakes.append(diagnostic("S008", scalar.span, wrote=excerpt(scalar.value)))
        return 1
    return int(scalar.value)
