"""Steps that hold no other steps: effects, leaps, memory, and what is shown or noted."""

from __future__ import annotations

from game.language.effects import parse_effect
from game.language.fields import (
    describe,
    excerpt,
    first_line,
    is_missing,
    read_list,
    read_plain,
    read_scalar,
    read_text,
)
from game.language.identifiers import is_word, split_target
from game.language.model import (
    Effect,
    End,
    Goto,
    Note,
    PageMark,
    Recover,
    Reflect,
    Return,
    Set,
    Step,
    Surface,
    Tell,
    Todo,
)
from game.language.reading import Beside, Reading
from game.text.catalogue import diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode


def parse_effects(node: YamlNode, reading: Reading) -> tuple[Effect, ...] | None:
    """One effect or a list of them, in order; None where one could not be read."""
    whole = True
    found = []
    for scalar in read_list(node, "`set`", reading.mistakes):
        effect = parse_effect(scalar, reading.of(scalar).mistakes)
        if effect is None:
            whole = False
        else:
            found.append(effect)
    return tuple(found) if found or whole else None


def parse_set(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`set: heat += 1`."""
    effects = parse_effects(value, reading)
    return None if effects is None else Set(effects=effects, span=value.span, **beside)


def parse_goto(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`goto: scene`, `goto: scene.label`, `goto: .label`; its span is that of the target."""
    scalar = read_scalar(value, "`goto`", reading.mistakes)
    if scalar is None:
        return None
    target = split_target(scalar.value)
    if target is None:
        if not scalar.broken:
            reading.mistakes.append(diagnostic("S032", scalar.span, wrote=excerpt(scalar.value)))
        return None
    return Goto(scene=target[0], at=target[1], span=scalar.span, **beside)


def parse_return(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`return:`, or `return: scene`."""
    if is_missing(value):
        return Return(span=key.span, **beside)
    scene = parse_id(value, "return", "a scene, or nothing", reading)
    return None if scene is None else Return(scene=scene, span=value.span, **beside)


def parse_end(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`end: ending`."""
    ending = parse_id(value, "end", "an ending", reading)
    return None if ending is None else End(ending=ending, span=value.span, **beside)


def parse_surface(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`surface: fragment`."""
    fragment = parse_id(value, "surface", "a fragment", reading)
    return None if fragment is None else Surface(fragment=fragment, span=value.span, **beside)


def parse_recover(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`recover: fragment`."""
    fragment = parse_id(value, "recover", "a fragment", reading)
    return None if fragment is None else Recover(fragment=fragment, span=value.span, **beside)


def parse_reflect(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`reflect:`, with nothing after it."""
    if not is_missing(value) and not value.broken:
        reading.mistakes.append(diagnostic("M032", first_line(value.span), seen=describe(value)))
    return Reflect(span=key.span, **beside)


def parse_note(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`note: text`."""
    return Note(text=read_text(value, "`note`", reading.mistakes, folded=False), span=value.span, **beside)


def parse_tell(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`tell: NAME`, of what is declared under `told:`."""
    told = parse_id(value, "tell", "what is told", reading)
    return None if told is None else Tell(told=told, span=value.span, **beside)


def parse_page(key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`page:`, with nothing after it."""
    if not is_missing(value) and not value.broken:
        reading.mistakes.append(diagnostic("S035", value.span, seen=describe(value)))
    return PageMark(span=key.span, **beside)


def parse_todo(_key: Scalar, value: YamlNode, _node: Mapping, beside: Beside, reading: Reading) -> Step | None:
    """`todo: text`, which is never shown."""
    return Todo(text=read_plain(value, "`todo`", reading.mistakes), span=value.span, **beside)


def parse_id(node: YamlNode, word: str, wanted: str, reading: Reading) -> str | None:
    """The one id that a step word is followed by."""
    scalar = read_scalar(node, f"`{word}`", reading.mistakes)
    if scalar is None:
        return None
    if not is_word(scalar.value):
        if not scalar.broken:
            wrote = excerpt(scalar.value)
            reading.mistakes.append(diagnostic("S033", scalar.span, word=word, wanted=wanted, wrote=wrote))
        return None
    return scalar.value
