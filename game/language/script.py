"""Scripts: from YAML nodes to steps. The table of the step words stands here; what a word's value means, beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import chain
from typing import NamedTuple

from game.language import answers, branches, calls, options, steps
from game.language.fields import (
    describe,
    excerpt,
    first_line,
    is_missing,
    read_condition,
    read_list,
    read_prose,
    read_scalar,
)
from game.language.identifiers import STEP_WORDS, check_id, did_you_mean
from game.language.inline import parse_text
from game.language.leftovers import warn_of_leftovers
from game.language.model import Paragraph, Passage, Step
from game.language.passages import parse_passage
from game.language.reading import Beside, Reading, Unread
from game.text.catalogue import diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode

_SPEECH = re.compile(r"(?P<name>[^\W\d]\w*)\s*(?:\((?P<manner>[^()\n]*)\))?\Z")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
BESIDE = ("label", "if", "tags")
"""Keys that may stand beside any head."""


class Head(NamedTuple):
    """A step word: the keys of its own that may stand beside it, and the function that reads it."""

    keys: tuple[str, ...]
    parse: Callable[[Scalar, YamlNode, Mapping, Beside, Reading], Step | None]


HEADS = {
    "choose": Head((), options.parse_choose),
    "hub": Head((), options.parse_choose),
    "if": Head(("then", "else"), branches.parse_if),
    "match": Head((), branches.parse_match),
    "set": Head((), steps.parse_set),
    "goto": Head((), steps.parse_goto),
    "call": Head((), calls.parse_call),
    "return": Head((), steps.parse_return),
    "end": Head((), steps.parse_end),
    "sequence": Head((), branches.parse_vary),
    "cycle": Head((), branches.parse_vary),
    "shuffle": Head((), branches.parse_shuffle),
    "once": Head((), branches.parse_vary),
    "chance": Head((), branches.parse_chance),
    "ask": Head(("answers", "else"), answers.parse_ask),
    "surface": Head((), steps.parse_surface),
    "recover": Head((), steps.parse_recover),
    "reflect": Head((), steps.parse_reflect),
    "note": Head((), steps.parse_note),
    "tell": Head((), steps.parse_tell),
    "page": Head((), steps.parse_page),
    "todo": Head((), steps.parse_todo),
}


def parse_script(node: YamlNode, place: str, reading: Reading) -> tuple[Step, ...]:
    """Steps, wherever the language says so: a string, one step, or a list of them. `place` is for messages.

    A step that could not be read is `Unread`, so nothing that is wanted elsewhere seems to be missing too.
    """
    reading = reading.of(node)
    if is_missing(node) or (isinstance(node, Sequence) and not node.items):
        reading.mistakes.append(diagnostic("S020", node.span, place=place))
        return (Unread(span=node.span),)
    items = node.items if isinstance(node, Sequence) else [node]
    found = [_parse_step(item, reading.of(item)) for item in items]
    if node.broken or any(item.broken for item in items):
        found.append(Unread(span=node.span))
    return tuple(found)


def _parse_step(node: YamlNode, reading: Reading) -> Step:
    match node:
        case Scalar():
            return _parse_passage(node, reading)
        case Sequence():
            span = first_line(node.span)
            reading.mistakes.append(diagnostic("S027" if node.flow else "S028", span))
            return Unread(span=node.span)
        case Mapping():
            return _parse_mapping(node, reading)


def _parse_passage(node: Scalar, reading: Reading) -> Step:
    """A string: prose in paragraphs."""
    word = node.value.strip()
    if not node.style and word in STEP_WORDS:
        reading.mistakes.append(diagnostic("S025", node.span, word=word))
        return Unread(span=node.span)
    prose = read_prose(node, "a passage", reading.mistakes, folded=False)
    if prose is None:
        return Unread(span=node.span)
    return Passage(paragraphs=parse_passage(prose, reading.speakers, reading.mistakes), span=node.span)


def _parse_mapping(node: Mapping, reading: Reading) -> Step:
    """A mapping: its head, its own keys and what may stand beside any head."""
    heads = _heads(node, reading.speakers)
    if not heads:
        return _refuse_headless(node, reading)
    (key, value), rest = heads[0], heads[1:]
    if rest:
        second = rest[0][0]
        other = excerpt(second.value)
        reading.mistakes.append(diagnostic("S022", second.span, word=excerpt(key.value), other=other))
        return _unread(node, reading)
    beside = _parse_beside(node, key, reading)
    if key.value in HEADS and key.value in STEP_WORDS:
        head = HEADS[key.value]
        if key.value != "match":
            _check_beside(node, key, head.keys, reading)
        return head.parse(key, value, node, beside, reading) or Unread(span=key.span, **beside)
    _check_beside(node, key, (), reading)
    return _parse_speech(key, value, beside, reading) or Unread(span=key.span, **beside)


def _heads(node: Mapping, speakers: Collection[str]) -> list[tuple[Scalar, YamlNode]]:
    """The entries that say what a step is, in order. `if` is one only where no other is; `match` has any keys."""
    words = [(key, value) for key, value in node.entries if key.value in STEP_WORDS and key.value != "if"]
    if not any(key.value == "match" for key, _ in words):
        spoken = [(key, value) for key, value in node.entries if _speaker(key.value) in speakers]
        words = [entry for entry in node.entries if entry in words or entry in spoken]
    return words or [(key, value) for key, value in node.entries if key.value == "if"]


def _speaker(key: str) -> str:
    match = _SPEECH.match(key)
    return match["name"] if match is not None else ""


def _refuse_headless(node: Mapping, reading: Reading) -> Step:
    """A mapping that is no step: most often prose with a colon that lost its quotes, or a misspelled word."""
    strangers = [(key, value) for key, value in node.entries if key.value not in BESIDE]
    if not strangers or node.broken:
        if not node.broken:
            reading.mistakes.append(diagnostic("S026", first_line(node.span)))
        return _unread(node, reading)
    key, value = strangers[0]
    hint = did_you_mean(_speaker(key.value) or key.value, chain(STEP_WORDS, reading.speakers)) or None
    words = excerpt(key.value)
    reading.mistakes.append(diagnostic("S021", first_line(key.span), hint=hint, key=words, value=describe(value)))
    return _unread(node, reading)


def _unread(node: Mapping, reading: Reading) -> Unread:
    """In place of a mapping that is no step: its label is known all the same."""
    label = node.get("label")
    name = label.value if isinstance(label, Scalar) else ""
    if name:
        assert isinstance(label, Scalar)
        reading.names.enter(name, "a label", label.span, reading.mistakes)
    return Unread(span=first_line(node.span), label=name)


def _check_beside(node: Mapping, head: Scalar, own: tuple[str, ...], reading: Reading) -> None:
    """Report what stands beside a head and does not belong there."""
    known = [*own, *BESIDE]
    for key, _ in node.entries:
        if key is head or key.value in known or key.broken or node.broken:
            continue
        hint = did_you_mean(key.value, known, f"beside it may stand: {', '.join(known)}")
        if key.value == "else" and head.value in ("choose", "hub"):
            hint = "write `else:` among the options, two columns further in"
        beside, named = excerpt(key.value), excerpt(head.value)
        reading.mistakes.append(diagnostic("S023", first_line(key.span), hint=hint, key=beside, head=named))


def _parse_beside(node: Mapping, head: Scalar, reading: Reading) -> Beside:
    """Label, condition and tags."""
    beside = Beside(label="", condition=None, tags=())
    for key, value in node.entries:
        if key is head:
            continue
        match key.value:
            case "label":
                beside["label"] = _parse_label(value, reading)
            case "if":
                beside["condition"] = read_condition(value, "`if`", reading.mistakes)
            case "tags":
                beside["tags"] = tuple(scalar.value for scalar in read_list(value, "`tags`", reading.mistakes))
    return beside


def _parse_label(node: YamlNode, reading: Reading) -> str:
    scalar = read_scalar(node, "`label`", reading.mistakes)
    if scalar is None:
        return ""
    name = check_id(scalar, "a label", reading.mistakes)
    return name if reading.names.enter(name, "a label", scalar.span, reading.mistakes) else ""


def _parse_speech(key: Scalar, value: YamlNode, beside: Beside, reading: Reading) -> Step | None:
    """`orlick (to the kettle): It whistles twice.`: a paragraph, or one for each that a block holds."""
    match = _SPEECH.match(key.value)
    assert match is not None
    mistakes = reading.mistakes
    prose = read_prose(value, f"`{match['name']}`", mistakes, folded=False)
    if prose is None:
        return None
    manner = None
    if match["manner"] is not None:
        manner = parse_text(key, mistakes, match.start("manner"), match.end("manner"))
    warn_of_leftovers(prose, mistakes)
    words_end = len(prose.value.rstrip())
    paragraphs, start = [], len(prose.value) - len(prose.value.lstrip())
    breaks = [found.span() for found in _BLANK_LINES.finditer(prose.value, start, words_end)]
    for end, following in [*breaks, (words_end, words_end)]:
        text = parse_text(prose, mistakes, start, end)
        paragraphs.append(Paragraph(text=text, speaker=match["name"], manner=manner, span=prose.span_of(start, end)))
        start = following
    return Passage(paragraphs=tuple(paragraphs), span=key.span, **beside)
