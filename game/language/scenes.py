"""Scenes and fragments: a script, with what stands round it."""

from __future__ import annotations

from typing import Literal, cast

import msgspec

from game.language.calls import whole_takes
from game.language.declarations import Gathering, read_former_ids
from game.language.fields import (
    check_keys,
    read_list,
    read_mapping,
    read_plain,
    read_scalar,
    read_text,
    read_word,
    require,
)
from game.language.identifiers import check_id, did_you_mean, some_of
from game.language.model import Fragment, Scene, Step
from game.language.offers import parse_offer
from game.language.reading import Reading, Unread
from game.language.script import parse_script
from game.language.texts import EMPTY, Text
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode
from game.text.source import Span

SCENE_KEYS = ("scene", "place", "time", "tags", "script", "was", "offer", "takes")
SCENE_NEEDS = ("script",)
FRAGMENT_KEYS = ("owner", "title", "provenance", "surfaced", "recovered", "details", "script", "was")
FRAGMENT_NEEDS = ("owner", "title", "provenance", "surfaced")
PROVENANCES = ("lived", "told", "document", "said")
BOTH = "both"
"""The owner of a fragment that every lead may recover."""


def parse_scene(node: Mapping, chapter: str, lead: str, story: Gathering) -> None:
    """A document with `scene:`."""
    mistakes = [] if node.broken else story.mistakes
    key = next(name for name, _ in node.entries if name.value == "scene")
    id_node = node.get("scene")
    assert id_node is not None
    scalar = read_scalar(id_node, "`scene`", mistakes)
    name, span = ("", key.span) if scalar is None else (scalar.value, scalar.span)
    fresh = True
    if scalar is not None:
        check_id(scalar, "a scene", mistakes)
        fresh = story.places.enter(name, "a scene", span, mistakes)
    hint = "a chapter's head stands in a document of its own, before its scenes and a line `---`"
    known = check_keys(node, SCENE_KEYS, "a scene", mistakes, hint="" if node.get("chapter") is None else hint)
    if known:
        require(node, SCENE_NEEDS, f"the scene “{name}”", span, mistakes)
    takes, unread = whole_takes(node, story, name, mistakes)
    scene = Scene(
        id=name,
        script=(*_parse_script(node, name, span, story, mistakes), *unread),
        takes=takes,
        chapter=chapter,
        lead=lead,
        place=_text(node, "place", mistakes),
        time=_text(node, "time", mistakes),
        tags=_words(node, "tags", mistakes),
        was=_former(node, name, story, mistakes),
        offer=None if node.get("offer") is None else parse_offer(node, name, mistakes),
        span=span,
    )
    if fresh and name:
        story.number_of_scene[name] = len(story.scenes)
        story.scenes.append(scene)
    else:
        _note_loss(name, story)


def _note_loss(name: str, story: Gathering) -> None:
    """A second scene of the same id is not kept: nothing is concluded from what the first lacks."""
    at = story.number_of_scene.get(name) if name else (0 if story.scenes else None)
    scene = None if at is None else story.scenes[at]
    if at is not None and scene is not None and not (scene.script and isinstance(scene.script[-1], Unread)):
        lost = Unread(span=scene.span)
        story.scenes[at] = msgspec.structs.replace(scene, script=(*scene.script, lost))


def parse_memories(node: YamlNode, story: Gathering) -> None:
    """`memories: {green_door: {owner: mason, …}}`. The leads must be known."""
    mistakes = [] if node.broken else story.mistakes
    mapping = read_mapping(node, "`memories`", mistakes)
    for key, value in () if mapping is None else mapping.entries:
        _parse_fragment(key, value, story, [] if value.broken else mistakes)


def _parse_fragment(key: Scalar, value: YamlNode, story: Gathering, mistakes: list[Diagnostic]) -> None:
    name = check_id(key, "a fragment", mistakes)
    fresh = story.places.enter(name, "a fragment", key.span, mistakes)
    node = read_mapping(value, f"the fragment “{name}”", mistakes)
    if not fresh or node is None:
        _note_loss(name, story)
        return
    provenance = node.get("provenance")
    # A lie told as cover may only ever be laid on the board: it is said, and never recovered.
    said = isinstance(provenance, Scalar) and provenance.value == "said"
    wanted = FRAGMENT_NEEDS + (() if said else ("recovered",))
    if check_keys(node, FRAGMENT_KEYS, "a fragment", mistakes):
        require(node, wanted, f"the fragment “{name}”", key.span, mistakes)
    title = node.get("title")
    how = "" if provenance is None else read_word(provenance, "`provenance`", PROVENANCES, mistakes)
    story.memories.append(
        Fragment(
            id=name,
            owner=_owner(node, story, mistakes),
            title=name if title is None else read_plain(title, "`title`", mistakes),
            provenance=cast(Literal["lived", "told", "document", "said"], how or "lived"),
            surfaced=_text(node, "surfaced", mistakes) or EMPTY,
            recovered=_text(node, "recovered", mistakes) or EMPTY,
            details=_details(node, mistakes),
            script=() if node.get("script") is None else _parse_script(node, name, key.span, story, mistakes),
            was=_former(node, name, story, mistakes),
            span=key.span,
        )
    )


def _owner(node: Mapping, story: Gathering, mistakes: list[Diagnostic]) -> str:
    owner = node.get("owner")
    scalar = None if owner is None else read_scalar(owner, "`owner`", mistakes)
    if scalar is None:
        return BOTH
    if scalar.value != BOTH and not any(scalar.value == lead.id for lead in story.leads) and not scalar.broken:
        known = [*(lead.id for lead in story.leads), BOTH]
        hint = did_you_mean(scalar.value, known, f"an owner is one of: {some_of(known)}")
        mistakes.append(diagnostic("M007", scalar.span, hint=hint, name=scalar.value))
    return scalar.value


def _details(node: Mapping, mistakes: list[Diagnostic]) -> tuple[str, ...]:
    """What the player may attend to. `none` stands for nothing yet, so no detail is called that."""
    details = node.get("details")
    found: list[str] = []
    for scalar in [] if details is None else read_list(details, "`details`", mistakes):
        name = check_id(scalar, "a detail", mistakes, ("none",))
        if name in found:
            mistakes.append(diagnostic("M009", scalar.span, name=name))
        else:
            found.append(name)
    return tuple(found)


def _parse_script(
    node: Mapping, name: str, span: Span, story: Gathering, mistakes: list[Diagnostic]
) -> tuple[Step, ...]:
    script = node.get("script")
    if script is None:
        return (Unread(span=span),)
    speakers = (*(lead.id for lead in story.leads), *(each.id for each in story.cast), "you")
    reading = Reading(
        scene=name, mistakes=mistakes, speakers=speakers, parse_steps=parse_script, moves=story.moves
    )  # fmt: skip
    steps = reading.of(script).steps(script, "the script")
    return (*steps, Unread(span=span)) if node.broken else steps


def _text(node: Mapping, key: str, mistakes: list[Diagnostic]) -> Text | None:
    value = node.get(key)
    return None if value is None else read_text(value, f"`{key}`", mistakes)


def _words(node: Mapping, key: str, mistakes: list[Diagnostic]) -> tuple[str, ...]:
    value = node.get(key)
    return () if value is None else tuple(scalar.value for scalar in read_list(value, f"`{key}`", mistakes))


def _former(node: Mapping, name: str, story: Gathering, mistakes: list[Diagnostic]) -> tuple[str, ...]:
    was = node.get("was")
    return () if was is None else read_former_ids(was, story.places, mistakes, name)
