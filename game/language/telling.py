"""What is told: its declarations, and the checks that only the whole story allows.

A thing told is declared under `told:` and said by the step `tell:`. A lie has a life of its own, in `LIE_STATES`.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.language.declarations import Gathering, read_former_ids
from game.language.expressions import Expression, Has, Read
from game.language.fields import check_keys, read_flag, read_mapping, read_scalar, read_text, require
from game.language.identifiers import check_id, did_you_mean
from game.language.knowledge import Told
from game.language.model import Choose, Effect, Set, Step, Story, Tell
from game.language.names import LIE_STATES, slot_name
from game.language.texts import EMPTY
from game.language.walk import steps_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode

TOLD_KEYS = ("by", "to", "text", "lie", "was")
TOLD_NEEDS = ("by", "to", "text")

MOVED_TO = {"suspect": "suspected", "expose": "exposed", "confess": "confessed"}
"""What each effect makes of a lie."""


def parse_told(node: YamlNode, story: Gathering) -> None:
    """`told: {tape_blank: {by: mason, to: nadia, text: The tape was blank., lie: true}}`. People must be known."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`told`", mistakes)
    for key, value in () if mapping is None else mapping.entries:
        _parse_entry(key, value, story, [] if key.broken or value.broken else mistakes)


def _parse_entry(key: Scalar, value: YamlNode, story: Gathering, mistakes: list[Diagnostic]) -> None:
    name = check_id(key, "what is told", mistakes)
    if not story.telling.enter(name, "what is told", key.span, mistakes):
        return
    node = read_mapping(value, f"what is told as “{name}”", mistakes)
    if node is None:
        story.told.append(Told(id=name, by="", to="", text=EMPTY, span=key.span))
        return
    if check_keys(node, TOLD_KEYS, "what is told", mistakes):
        require(node, TOLD_NEEDS, f"what is told as “{name}”", key.span, mistakes)
    by, to = _person(node, "by", story, mistakes), _person(node, "to", story, mistakes)
    if by is not None and to is not None and by.value == to.value:
        mistakes.append(diagnostic("M042", to.span, name=name, who=to.value))
    text, lie, was = node.get("text"), node.get("lie"), node.get("was")
    story.told.append(
        Told(
            id=name,
            by="" if by is None else by.value,
            to="" if to is None else to.value,
            text=EMPTY if text is None else read_text(text, "`text`", mistakes),
            lie=lie is not None and read_flag(lie, "`lie`", mistakes, otherwise=True),
            was=() if was is None else read_former_ids(was, story.telling, mistakes, name),
            span=key.span,
        )
    )


def _person(node: Mapping, key: str, story: Gathering, mistakes: list[Diagnostic]) -> Scalar | None:
    """Who tells, or is told: a lead or a member of the cast."""
    value = node.get(key)
    scalar = None if value is None else read_scalar(value, f"`{key}`", mistakes)
    if scalar is None or scalar.broken:
        return None
    known = [*(each.id for each in story.leads), *(each.id for each in story.cast)]
    if scalar.value not in known:
        hint = did_you_mean(scalar.value, known) or None
        mistakes.append(diagnostic("M041", scalar.span, hint=hint, name=scalar.value))
        return None
    return scalar


def moves_on(effect: Effect) -> Expression | None:
    """The test under which `suspect`, `expose` or `confess` moves a lie: told, and not so far yet. None for any other.

    A lie goes on and never back, so this is asked before its state is stored.
    """
    if effect.operator not in MOVED_TO:
        return None
    earlier = LIE_STATES.index(MOVED_TO[effect.operator])
    mask = sum(1 << state for state in range(1, earlier))
    return Has(mask, Read(slot_name("told", effect.target)), by_value=True)


def check_telling(story: Story, asked: set[str]) -> Iterator[Diagnostic]:
    """What is declared and comes to nothing; `asked` are the slots that some condition reads."""
    steps = list(steps_in(story))
    said = {step.told for step in steps if isinstance(step, Tell)}
    moved = {effect.target for step in steps for effect in _effects(step) if effect.operator in MOVED_TO}
    if story.board is not None:
        moved |= {effect.target for effect in story.board.effects if effect.operator in MOVED_TO}
    for each in story.told:
        if each.id not in said:
            yield diagnostic("M044", each.span, name=each.id)
        elif each.lie and each.id not in moved and slot_name("told", each.id) not in asked:
            yield diagnostic("M045", each.span, name=each.id)


def _effects(step: Step) -> tuple[Effect, ...]:
    match step:
        case Set():
            return step.effects
        case Choose():
            return tuple(effect for option in step.options for effect in option.effects)
        case _:
            return ()
