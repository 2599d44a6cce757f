"""Ways: every step that leads from one scene to another, or to an ending or a memory, as the script is written."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from game.language.circles import callees_first, check_calls, leads_of
from game.language.control_flow import draw
from game.language.flow import entered
from game.language.model import (
    Branch,
    Call,
    Chance,
    Choose,
    End,
    Goto,
    If,
    Match,
    Option,
    Recover,
    Return,
    Step,
    Story,
    Vary,
)
from game.language.positioned import Node
from game.language.texts import EMPTY, Text
from game.language.walk import blocks_of
from game.text.source import Frozen

WayKind = Literal["goto", "call", "return", "recover", "end", "menu", "offer"]


class Way(Node, frozen=True, kw_only=True):
    """One way as one step or option makes it; what it leads to need not exist.

    A "menu" leads from a script that asks with `from` to its tag, an "offer" from a tag to a scene that offers itself
    there, so that n menus and m scenes are n + m ways. A "return" is a `return:` that names a scene.
    """

    kind: WayKind
    source: str
    """The scene or fragment in whose script it stands; of an offer, the tag."""
    target: str
    """A scene; for "recover" a fragment, for "end" an ending, for "menu" a tag."""
    at: str = ""
    """The label that a goto goes to, or ""."""
    move: str = ""
    """The innermost option or branch of fate that it stands in, by its id in the scene; "" outside of any."""
    words: Text = EMPTY
    """The words of that option, of that branch or of the offer."""
    spoken: bool = False
    fate: bool = False
    """Whether `move` is a branch of fate's."""
    conditional: bool = False
    """Whether a condition stands over it, or it is one of several in turn. Options taken before do not count."""


def ways_of(story: Story) -> tuple[Way, ...]:
    """Every way of a story, in the order of the source: scenes, then memories, then the offers. Never raises.

    Linear in the size of the story. Steps that nothing leads to are looked into as well.
    """
    found: list[Way] = []
    for scene in story.scenes:
        _walk(scene.id, scene.script, _Under(), found)
    for fragment in story.memories:
        _walk(fragment.id, fragment.script, _Under(), found)
    for scene in story.scenes:
        if scene.offer is not None and scene.offer.tag:
            found.append(
                Way(
                    kind="offer",
                    source=scene.offer.tag,
                    target=scene.id,
                    words=scene.offer.words,
                    spoken=scene.offer.spoken,
                    conditional=scene.offer.condition is not None,
                    span=scene.span,
                )
            )
    return tuple(found)


def never_entered(story: Story) -> frozenset[str]:
    """The scenes and fragments that play cannot come to from any lead's start, whatever the values of variables."""
    leads = leads_of(story)
    circular, _ = check_calls(leads)
    graph = draw(story, callees_first(leads), circular)
    return frozenset(graph.entries.keys() - entered(story, graph))


class _Under(Frozen, frozen=True):
    """What stands over a step: the innermost option or branch, and whether a condition does."""

    move: Option | Branch | None = None
    conditional: bool = False


def _walk(script: str, steps: tuple[Step, ...], under: _Under, found: list[Way]) -> None:
    """Add the ways of some steps, in order."""
    for step in steps:
        over = under if step.condition is None else replace(under, conditional=True)
        if (way := _way_of(step)) is not None:
            found.append(_placed(way, script, over))
        match step:
            case Choose():
                for option in step.options:
                    inside = replace(over, move=option, conditional=over.conditional or option.condition is not None)
                    _walk(script, option.then, inside, found)
                    if option.goto is not None and (leap := _way_of(option.goto)) is not None:
                        found.append(_placed(leap, script, inside))
                _walk(script, step.otherwise, replace(over, conditional=True), found)
            case Chance():
                for branch in step.branches:
                    inside = replace(over, move=branch, conditional=over.conditional or branch.condition is not None)
                    _walk(script, branch.steps, inside, found)
            case If() | Match() | Vary():
                for block in blocks_of(step):
                    _walk(script, block, replace(over, conditional=True), found)
            case _:
                for block in blocks_of(step):
                    _walk(script, block, over, found)


def _way_of(step: Step) -> Way | None:
    """The way that a step makes by itself; its source is not known yet."""
    match step:
        case Goto():
            return Way(kind="goto", source="", target=step.scene, at=step.at, span=step.span)
        case Call():
            return Way(kind="call", source="", target=step.scene, span=step.span)
        case Return() if step.scene:
            return Way(kind="return", source="", target=step.scene, span=step.span)
        case Recover():
            return Way(kind="recover", source="", target=step.fragment, span=step.span)
        case End():
            return Way(kind="end", source="", target=step.ending, span=step.span)
        case Choose() if step.tag:
            return Way(kind="menu", source="", target=step.tag, span=step.span)
        case _:
            return None


def _placed(way: Way, script: str, under: _Under) -> Way:
    """The way where it stands. A goto that names no scene stays in its own."""
    placed = replace(way, source=script, target=way.target or script, conditional=under.conditional)
    match under.move:
        case Option() as option:
            return replace(placed, move=option.id, words=option.words, spoken=option.spoken)
        case Branch() as branch:
            return replace(placed, move=branch.id, words=branch.about or EMPTY, fate=True)
        case _:
            return placed
