"""Fragments: what their scripts may do, and that every detail can be attended to."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.control_flow import Graph, Point, holds_unread, reachable
from game.language.identifiers import did_you_mean, some_of
from game.language.model import (
    Board,
    Call,
    Choose,
    Effect,
    End,
    Fragment,
    Option,
    Recover,
    Return,
    Set,
    Step,
    Story,
    Surface,
)
from game.language.walk import every_step, leaps_of, steps_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic


def check_fragments(story: Story, graph: Graph, *, complete: bool) -> list[Diagnostic]:
    """The rules of memory. Of an incomplete story nothing is said to be missing."""
    found: list[Diagnostic] = []
    for scene in story.scenes:
        found += [diagnostic("M003", effect.span) for effect in _attentions(scene.script)]
    if story.board is not None:
        found += [diagnostic("M003", effect.span) for effect in _attend(story.board)]
    attending: dict[str, list[Point]] = {}
    for point in graph.points:
        if isinstance(point.what, Set | Option) and _attend(point.what):
            attending.setdefault(point.scene, []).append(point)
    for fragment in story.memories:
        found += _leading_away(fragment, graph)
        found += _attending(fragment, attending.get(fragment.id, []))
    if complete:
        met = {step.fragment for step in steps_in(story) if isinstance(step, Surface | Recover)}
        found += [diagnostic("M010", each.span, name=each.id) for each in story.memories if each.id not in met]
    return found


def _leading_away(fragment: Fragment, graph: Graph) -> Iterator[Diagnostic]:
    """A script that leaves the memory before it is over: by `goto`, by `end`, by `return: scene`, its own or that of a
    scene it calls."""
    for leap in leaps_of(fragment.script):
        if not isinstance(leap, Call):
            if leap.scene not in ("", fragment.id):
                yield diagnostic("M005", leap.span, fragment=fragment.id, scene=leap.scene)
        elif (away := graph.returns.get(leap.scene)) is not None and away.sent_to:
            yield diagnostic("M005", leap.span, fragment=fragment.id, scene=min(away.sent_to))
    for step in every_step(fragment.script):
        if isinstance(step, End):
            yield diagnostic("M006", step.span, fragment=fragment.id)
        elif isinstance(step, Return) and step.scene:
            yield diagnostic("M005", step.span, fragment=fragment.id, scene=step.scene)


def _attending(fragment: Fragment, points: list[Point]) -> Iterator[Diagnostic]:
    """Details that are unknown, attended to twice on one way, or that nobody can attend to. `points` attend to one."""
    attended = set()
    for effect in _attentions(fragment.script):
        attended.add(effect.target)
        if effect.target not in fragment.details:
            hint = did_you_mean(effect.target, fragment.details) or None
            words = some_of([f"`{each}`" for each in fragment.details[:20]]) or "none"
            yield diagnostic("M001", effect.span, hint=hint, fragment=fragment.id, name=effect.target, known=words)
    if (second := _second_attention(points)) is not None:
        yield diagnostic("M002", second.span, fragment=fragment.id)
    if not holds_unread(fragment.script) and attended <= set(fragment.details):
        for detail in fragment.details:
            if detail not in attended:
                yield diagnostic("M004", fragment.span, fragment=fragment.id, detail=detail)


def _attentions(script: tuple[Step, ...]) -> Iterator[Effect]:
    """Every `attend` in a script."""
    for step in every_step(script):
        if isinstance(step, Set):
            yield from _attend(step)
        elif isinstance(step, Choose):
            for option in step.options:
                yield from _attend(option)


def _attend(holder: Set | Option | Board) -> list[Effect]:
    return [effect for effect in holder.effects if effect.operator == "attend"]


def _second_attention(points: list[Point]) -> Effect | None:
    """The first `attend`, of those at the points of one script, that may come after another on one way through it."""
    holders = {point: _attend(point.what) for point in points if isinstance(point.what, Set | Option)}
    later = [effects[1] for effects in holders.values() if len(effects) > 1]
    after = reachable(way for point in holders for way in point.ways)
    later += [effects[0] for point, effects in holders.items() if point in after]
    return min(later, key=lambda effect: effect.span, default=None)
