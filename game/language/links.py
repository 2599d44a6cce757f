"""Links, truths and the board: what memories laid together may show, from YAML to the model."""

from __future__ import annotations

from game.language.conditions import RESERVED
from game.language.declarations import Gathering, read_former_ids
from game.language.fields import (
    check_keys,
    describe,
    first_line,
    read_list,
    read_mapping,
    read_scalar,
    read_text,
    require,
)
from game.language.identifiers import REFUSED_TO_VARIABLES, check_id
from game.language.knowledge import Link, LinkReading, Truth
from game.language.model import Board
from game.language.moves import parse_former_moves
from game.language.offers import read_whole
from game.language.reading import Reading
from game.language.script import parse_script
from game.language.steps import parse_effects
from game.language.texts import EMPTY
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.source import NOWHERE

BOARD_KEYS = ("wrong",)
WRONG_KEYS = ("text", "set")
WRONG_NEEDS = ("text",)
LINK_KEYS = ("joins", "wrong", "readings", "was")
LINK_NEEDS = ("joins", "readings")
READING_KEYS = ("text", "for", "was")
READING_NEEDS = ("text",)
REFUSED_TO_READINGS = ("none",)
ARGUMENT_KEYS = ("truth", "value")
TRUTH_KEYS = ("values", "settles_at", "was")
TRUTH_NEEDS = ("values", "settles_at")


def parse_board(node: YamlNode, story: Gathering) -> None:
    """`board: {wrong: {text: They never touched., set: heat += 1}}`, or the text alone after `wrong:`."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`board`", mistakes)
    if mapping is None:
        return
    if check_keys(mapping, BOARD_KEYS, "`board`", mistakes):
        require(mapping, BOARD_KEYS, "`board`", first_line(node.span), mistakes)
    for key, value in mapping.entries:
        if key.value == "wrong" and story.board is None:
            story.board = _parse_wrong(key, value, story, [] if value.broken else mistakes)
        elif key.value == "wrong":
            place = story.board.span if story.board is not None else NOWHERE
            first = f"{place.file}:{place.line}:{place.column}"
            what = "a part of the board"
            mistakes.append(diagnostic("N003", key.span, id="wrong", what=what, holder=what, first=first))


def _parse_wrong(key: Scalar, node: YamlNode, story: Gathering, mistakes: list[Diagnostic]) -> Board:
    """What two memories that are no link make the board say and do."""
    if not isinstance(node, Mapping):
        return Board(text=read_text(node, "`wrong`", mistakes), span=key.span)
    if check_keys(node, WRONG_KEYS, "`wrong`", mistakes):
        require(node, WRONG_NEEDS, "`wrong`", key.span, mistakes)
    text, effects = node.get("text"), node.get("set")
    return Board(
        text=EMPTY if text is None else read_text(text, "`text`", mistakes),
        effects=() if effects is None else parse_effects(effects, _reading("", story, mistakes)) or (),
        span=key.span,
    )


def _reading(link: str, story: Gathering, mistakes: list[Diagnostic]) -> Reading:
    """What the parsers of effects and of former moves want to know."""
    return Reading(scene=link, mistakes=mistakes, speakers=(), parse_steps=parse_script, moves=story.moves)


def parse_links(node: YamlNode, story: Gathering) -> None:
    """`links: {same_cup: {joins: [mason_asked, nadia_asked], readings: {…}}}`. Scenes and memories must be known."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`links`", mistakes)
    for key, value in () if mapping is None else mapping.entries:
        _parse_link(key, value, story, [] if key.broken or value.broken else mistakes)


def _parse_link(key: Scalar, value: YamlNode, story: Gathering, mistakes: list[Diagnostic]) -> None:
    name = check_id(key, "a link", mistakes)
    story.places.enter(name, "a link", key.span, mistakes)
    node = read_mapping(value, f"the link “{name}”", mistakes)
    if any(each.id == name for each in story.links):
        return
    if node is None:
        # Known by its name, so that what asks about it is no second mistake.
        story.links.append(Link(id=name, joins=("", ""), readings=(), span=key.span))
        return
    if check_keys(node, LINK_KEYS, "a link", mistakes):
        require(node, LINK_NEEDS, f"the link “{name}”", key.span, mistakes)
    joins, readings, wrong, was = node.get("joins"), node.get("readings"), node.get("wrong"), node.get("was")
    two = None if joins is None else _parse_joins(joins, [] if joins.broken else mistakes)
    listed = None if readings is None else read_mapping(readings, "`readings`", mistakes)
    reading = _reading(name, story, mistakes)
    story.links.append(
        Link(
            id=name,
            joins=("", "") if two is None else (two[0].value, two[1].value),
            joined_at=None if two is None else (two[0].span, two[1].span),
            readings=() if listed is None else tuple(_parse_reading(*each, reading) for each in listed.entries),
            wrong=None if wrong is None else read_text(wrong, "`wrong`", mistakes),
            was=() if was is None else read_former_ids(was, story.places, mistakes),
            span=key.span,
        )
    )


def _parse_joins(node: YamlNode, mistakes: list[Diagnostic]) -> tuple[Scalar, Scalar] | None:
    """The two memories of a link; None after refusing anything else."""
    if not isinstance(node, Sequence) or len(node.items) != 2:
        seen = f"a list of {len(node.items)}" if isinstance(node, Sequence) else describe(node)
        mistakes.append(diagnostic("M020", first_line(node.span), seen=seen))
        return None
    two = read_list(node, "`joins`", mistakes)
    if len(two) != 2:
        return None
    if two[0].value == two[1].value:
        mistakes.append(diagnostic("M021", two[1].span, name=two[1].value))
        return None
    return two[0], two[1]


def _parse_reading(key: Scalar, node: YamlNode, reading: Reading) -> LinkReading:
    """`template: {text: …, for: {truth: who_asked, value: orlick}}`, or the text alone. `none` stands for no reading."""
    reading = reading.of(key).of(node)
    mistakes = reading.mistakes
    check_id(key, "a reading", mistakes, REFUSED_TO_READINGS)
    reading.moves.known.setdefault(f"{reading.scene}.{key.value}", ("a reading", key.span))
    what = f"the reading “{key.value}”"
    if isinstance(node, Scalar):
        return LinkReading(id=key.value, text=read_text(node, what, mistakes), span=key.span)
    mapping = read_mapping(node, what, mistakes)
    if mapping is None:
        return LinkReading(id=key.value, text=EMPTY, span=key.span)
    if check_keys(mapping, READING_KEYS, "a reading", mistakes):
        require(mapping, READING_NEEDS, what, key.span, mistakes)
    text, argument, was = mapping.get("text"), mapping.get("for"), mapping.get("was")
    truth, value = (None, None) if argument is None else _parse_argument(argument, mistakes)
    return LinkReading(
        id=key.value,
        text=EMPTY if text is None else read_text(text, "`text`", mistakes),
        truth="" if truth is None else truth.value,
        value="" if value is None else value.value,
        truth_span=NOWHERE if truth is None else truth.span,
        value_span=NOWHERE if value is None else value.span,
        was=() if was is None else parse_former_moves(was, reading),
        span=key.span,
    )


def _parse_argument(node: YamlNode, mistakes: list[Diagnostic]) -> tuple[Scalar | None, Scalar | None]:
    """The truth and the value for which a reading argues."""
    mapping = read_mapping(node, "`for`", mistakes)
    if mapping is None:
        return None, None
    if check_keys(mapping, ARGUMENT_KEYS, "`for`", mistakes):
        require(mapping, ARGUMENT_KEYS, "`for`", first_line(node.span), mistakes)
    truth, value = mapping.get("truth"), mapping.get("value")
    return (
        None if truth is None else read_scalar(truth, "`truth`", mistakes),
        None if value is None else read_scalar(value, "`value`", mistakes),
    )


def parse_truths(node: YamlNode, story: Gathering) -> None:
    """`truths: {who_asked: {values: [nobody_knows, nadia, orlick], settles_at: 2}}`."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`truths`", mistakes)
    for key, value in () if mapping is None else mapping.entries:
        _parse_truth(key, value, story, [] if key.broken or value.broken else mistakes)


def _parse_truth(key: Scalar, value: YamlNode, story: Gathering, mistakes: list[Diagnostic]) -> None:
    name = check_id(key, "a truth", mistakes, REFUSED_TO_VARIABLES)
    if not story.values.enter(name, "a truth", key.span, mistakes):
        return
    node = read_mapping(value, f"the truth “{name}”", mistakes)
    if node is None:
        story.truths.append(Truth(id=name, values=(), settles_at=0, span=key.span))
        return
    if check_keys(node, TRUTH_KEYS, "a truth", mistakes):
        require(node, TRUTH_NEEDS, f"the truth “{name}”", key.span, mistakes)
    values, was = node.get("values"), node.get("was")
    story.truths.append(
        Truth(
            id=name,
            values=() if values is None else _parse_values(values, [] if values.broken else mistakes),
            settles_at=read_whole(node.get("settles_at"), "`settles_at`", mistakes, least=1),
            was=() if was is None else read_former_ids(was, story.values, mistakes),
            span=key.span,
        )
    )


def _parse_values(node: YamlNode, mistakes: list[Diagnostic]) -> tuple[str, ...]:
    """What a truth may turn out to be, what stands until then first; () after refusing a list that is none."""
    scalars = read_list(node, "`values`", mistakes)
    found: list[str] = []
    for scalar in scalars:
        word = check_id(scalar, "a value of a truth", mistakes, RESERVED)
        if word in found:
            mistakes.append(diagnostic("T023", scalar.span, word=word))
        else:
            found.append(word)
    if len(scalars) == 1:
        mistakes.append(diagnostic("M022", scalars[0].span))
    return tuple(found) if len(found) > 1 else ()
