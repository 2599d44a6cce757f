"""Answers: what the player may type where the story asks, from YAML to the model, and what no two may share."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.fields import check_keys, excerpt, is_missing, read_mapping, read_prose, read_text, require
from game.language.model import Answer, Prompt, Step, Story
from game.language.moves import enter_move, parse_former_moves
from game.language.reading import Beside, Reading, Unread
from game.language.walk import steps_in
from game.text.bare_words import bare
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode

ANSWER_KEYS = ("accepts", "then", "was")
ANSWER_NEEDS = ("accepts",)


def parse_ask(key: Scalar, value: YamlNode, node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`ask: prompt` with `answers:` by id, and perhaps `else:`."""
    mistakes = reading.mistakes
    text = read_text(value, "`ask`", mistakes, folded=False)
    answers_node, else_node = node.get("answers"), node.get("else")
    if answers_node is None:
        strangers = [each for each, _ in node.entries if each.value not in ("ask", "else", "label", "if", "tags")]
        if not strangers and not node.broken:
            mistakes.append(diagnostic("S005", key.span, what="an `ask`", keys="`answers:`"))
        return None
    if is_missing(answers_node) or (isinstance(answers_node, Mapping) and not answers_node.entries):
        reading.of(answers_node).mistakes.append(diagnostic("S017", key.span, word="answers", wanted="answer"))
        return None
    within = reading.of(answers_node)
    mapping = read_mapping(answers_node, "`answers`", within.mistakes)
    if mapping is None:
        return None
    answers = tuple(_parse_answer(name, each, within.of(each)) for name, each in mapping.entries)
    otherwise = () if else_node is None else reading.steps(else_node, "`else`")
    return Prompt(text=text, answers=answers, otherwise=otherwise, span=key.span, **beside)


def _parse_answer(key: Scalar, node: YamlNode, reading: Reading) -> Answer:
    mistakes = reading.mistakes
    enter_move(key, "an answer", reading)
    mapping = read_mapping(node, f"the answer “{excerpt(key.value)}”", mistakes)
    if mapping is None:
        return Answer(id=key.value, accepts=(), then=(Unread(span=node.span),), span=key.span)
    if check_keys(mapping, ANSWER_KEYS, "an answer", mistakes):
        require(mapping, ANSWER_NEEDS, f"the answer “{excerpt(key.value)}”", key.span, mistakes)
    accepts, then, was = mapping.get("accepts"), mapping.get("then"), mapping.get("was")
    steps = () if then is None else reading.steps(then, "`then`")
    return Answer(
        id=key.value,
        accepts=() if accepts is None else tuple(_parse_accepts(accepts, reading)),
        then=(*steps, Unread(span=node.span)) if node.broken else steps,
        was=() if was is None else parse_former_moves(was, reading),
        span=key.span,
    )


def _parse_accepts(node: YamlNode, reading: Reading) -> Iterator[str]:
    """One text or a list of them, each with a letter or a digit in it."""
    if isinstance(node, Sequence) and not node.items and not node.broken:
        reading.mistakes.append(diagnostic("S018", node.span, what="`accepts`"))
    for item in node.items if isinstance(node, Sequence) else [node]:
        scalar = read_prose(item, "`accepts`", reading.mistakes)
        if scalar is None:
            continue
        if not bare(scalar.value):
            reading.mistakes.append(diagnostic("S060", scalar.span, wrote=excerpt(scalar.value)))
            continue
        yield " ".join(scalar.value.split())


def check_answers(story: Story) -> Iterator[Diagnostic]:
    """Two answers of one `ask` that accept the same, once for each such pair."""
    for step in steps_in(story):
        if isinstance(step, Prompt):
            yield from _alike(step, story.language)


def _alike(step: Prompt, language: str) -> Iterator[Diagnostic]:
    takers: dict[str, Answer] = {}
    told: set[tuple[str, str]] = set()
    for answer in step.answers:
        for words in answer.accepts:
            first = takers.setdefault(bare(words, language), answer)
            if first is not answer and (first.id, answer.id) not in told:
                told.add((first.id, answer.id))
                yield diagnostic("S061", answer.span, first=first.id, second=answer.id, words=excerpt(words))
