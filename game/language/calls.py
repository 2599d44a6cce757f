"""Calls that hand something on, and what a scene takes from them: from YAML to the model."""

from __future__ import annotations

from game.language.declarations import Gathering, read_variable
from game.language.fields import check_keys, read_expression, read_mapping, require
from game.language.identifiers import REFUSED_TO_VARIABLES, Register, check_id
from game.language.model import Call, Handed, Step, Variable
from game.language.offer_calls import parse_call_offer
from game.language.reading import Beside, Reading, Unread
from game.language.steps import parse_id
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode

CALL_KEYS = ("scene", "with")
CALL_NEEDS = ("scene",)


def parse_call(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`call: scene`, or `call: {scene: x, with: {who: hallam}}`, or `call: {from: tag}`; its span is that of the scene's name."""
    if not isinstance(value, Mapping):
        scene = parse_id(value, "call", "a scene", reading)
        return None if scene is None else Call(scene=scene, span=value.span, **beside)
    reading = reading.of(value)
    if value.get("from") is not None:
        return parse_call_offer(value, beside, reading)
    if check_keys(value, CALL_KEYS, "a call", reading.mistakes):
        span = value.span if not value.entries else value.entries[0][0].span
        require(value, CALL_NEEDS, "a call", span, reading.mistakes)
    scene_node, with_node = value.get("scene"), value.get("with")
    handed = () if with_node is None else _parse_with(with_node, reading.of(with_node))
    scene = None if scene_node is None else parse_id(scene_node, "scene", "a scene", reading)
    if scene is None or scene_node is None or handed is None:
        return None
    return Call(scene=scene, handed=handed, span=scene_node.span, **beside)


def _parse_with(node: YamlNode, reading: Reading) -> tuple[Handed, ...] | None:
    """`{who: hallam}`: values by the names that the scene takes; None where one could not be read."""
    mapping = read_mapping(node, "`with`", reading.mistakes)
    if mapping is None:
        return None
    trees = [(key, read_expression(value, f"`{key.value}`", reading.mistakes)) for key, value in mapping.entries]
    if any(tree is None for _, tree in trees):
        return None
    return tuple(Handed(name=key.value, value=tree, span=key.span) for key, tree in trees if tree is not None)


def parse_takes(node: YamlNode, scene: str, story: Gathering, mistakes: list[Diagnostic]) -> tuple[Variable, ...]:
    """`takes: {who: orlick | hallam}` of a scene: domains as variables have them. The variables must be known."""
    mistakes = [] if node.broken else mistakes
    mapping = read_mapping(node, "`takes`", mistakes)
    register = Register()
    found: list[Variable] = []
    for key, value in () if mapping is None else mapping.entries:
        within: list[Diagnostic] = [] if key.broken or value.broken else mistakes
        name = check_id(key, "a taken name", within, REFUSED_TO_VARIABLES)
        if name in story.values.known:
            holder, place = story.values.known[name]
            first = f"{place.file}:{place.line}:{place.column}"
            what = "a taken name"
            within.append(diagnostic("N003", key.span, id=name, what=what, holder=holder, first=first))
        elif register.enter(name, "a taken name", key.span, within):
            found.append(read_variable(key, value, "a taken name", register, within, scene=scene))
    register.check_former(mistakes)
    return tuple(found)


def whole_takes(
    node: Mapping, story: Gathering, scene: str, mistakes: list[Diagnostic]
) -> tuple[tuple[Variable, ...], tuple[Step, ...]]:
    """What a scene takes, and a step that stands for what could not be read of it: nothing is concluded from that."""
    value = node.get("takes")
    if value is None:
        return (), ()
    known_before = len(mistakes)
    takes = parse_takes(value, scene, story, mistakes)
    damaged = value.broken or len(mistakes) > known_before
    return takes, (Unread(span=value.span),) if damaged else ()
