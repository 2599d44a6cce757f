"""Circles: what comes round to itself, among scenes that call each other and among the points of scripts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

from game.language.control_flow import Graph, Point
from game.language.model import Call, Choose, Goto, Recover, Return, Set, Step, Story, Surface
from game.language.offer_step import CallOffer
from game.language.walk import every_step, leaps_of, offers_in, scripted
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.source import Span

N = TypeVar("N", bound=Hashable)

OPENING = ("calls", "offers", "recovers")
"""How a scene leads to another so that it waits for that to be over."""


def components(nodes: Iterable[N], onward: Callable[[N], Iterable[N]]) -> list[list[N]]:
    """The strongly connected components, each after those that it leads to (Tarjan 1972, without recursion)."""
    found: list[list[N]] = []
    number: dict[N, int] = {}
    lowest: dict[N, int] = {}
    open_nodes: list[N] = []
    is_open: set[N] = set()
    for root in nodes:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        open_nodes.append(root)
        is_open.add(root)
        path = [(root, iter(onward(root)))]
        while path:
            node, following = path[-1]
            for each in following:
                if each not in number:
                    number[each] = lowest[each] = len(number)
                    open_nodes.append(each)
                    is_open.add(each)
                    path.append((each, iter(onward(each))))
                    break
                if each in is_open:
                    lowest[node] = min(lowest[node], number[each])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    component: list[N] = []
                    while not component or component[-1] != node:
                        component.append(open_nodes.pop())
                        is_open.discard(component[-1])
                    found.append(component[::-1])
    return found


class Lead(NamedTuple):
    """One scene leading to another, and how: "calls", "offers", "recovers", "goes to" or "returns to"; of a scene called that

    ends with `return: scene`, also the caller to that scene, "by the `return:` of … goes to".
    """

    target: str
    how: str
    span: Span


def leads_of(story: Story) -> dict[str, list[Lead]]:
    """For each scene and fragment, in order, what its script leads to."""
    found: dict[str, list[Lead]] = {}
    for each in scripted(story):
        leads = found.setdefault(each.id, [])
        for leap in leaps_of(each.script):
            if isinstance(leap, Goto):
                leads += [Lead(leap.scene, "goes to", leap.span)] if leap.scene else []
            else:
                leads.append(Lead(leap.scene, "calls", leap.span))
        for step in every_step(each.script):
            if isinstance(step, Choose) and step.tag:
                leads += [Lead(scene.id, "offers", step.span) for scene in offers_in(story, step.tag)]
            elif isinstance(step, CallOffer):
                leads += [Lead(scene.id, "calls", step.span) for scene in offers_in(story, step.tag)]
            elif isinstance(step, Recover):
                leads.append(Lead(step.fragment, "recovers", step.span))
            elif isinstance(step, Return) and step.scene:
                leads.append(Lead(step.scene, "returns to", step.span))
    for name, leads in found.items():
        found[name] = [lead for lead in leads if lead.target in found]
    return found


def callees_first(leads: dict[str, list[Lead]]) -> list[str]:
    """Every scene, each after those that it leads to, as far as they do not lead back."""
    return [name for each in components(leads, lambda scene: [lead.target for lead in leads[scene]]) for name in each]


def check_calls(leads: dict[str, list[Lead]]) -> tuple[set[str], list[Diagnostic]]:
    """Calls and recoveries that come round to themselves: the scenes on such circles, and one error a circle.

    A `return: scene` closes its frame before it goes there: the scene is played in the stead of the caller, not of the called.
    """
    circular: set[str] = set()
    found = []
    onward = _in_frames(leads)
    for component in components(onward, lambda scene: [lead.target for lead in onward[scene]]):
        inside = set(component)
        opening = [
            (lead.span, name, lead)
            for name in component
            for lead in onward[name]
            if lead.how in OPENING and lead.target in inside
        ]
        if opening:
            circular |= inside
            span, name, lead = min(opening, key=lambda each: each[0])
            found.append(diagnostic("F003", span, chain=_chain(name, lead, onward)))
    return circular, found


def _in_frames(leads: dict[str, list[Lead]]) -> dict[str, list[Lead]]:
    """For each scene what it leads to in its own frame, or opens one for."""
    onward = {name: [lead for lead in known if lead.how != "returns to"] for name, known in leads.items()}
    more = any(lead.how == "returns to" for known in leads.values() for lead in known)
    while more:
        more = False
        left: dict[str, list[Lead]] = {}
        for known in onward.values():
            for called in dict.fromkeys(lead.target for lead in known if lead.how in OPENING):
                if called not in left:
                    left[called] = _left_by(called, onward, leads)
                fresh = [lead for lead in left[called] if lead not in known]
                known += fresh
                more = more or bool(fresh)
    return onward


def _left_by(called: str, onward: dict[str, list[Lead]], leads: dict[str, list[Lead]]) -> list[Lead]:
    """Where the caller goes on by the `return:` of a scene called, or of one that this goes to."""
    seen, left = {called}, [called]
    found = []
    while left:
        scene = left.pop()
        found += [
            Lead(lead.target, f"by the `return:` of “{scene}” goes to", lead.span)
            for lead in leads[scene]
            if lead.how == "returns to"
        ]
        further = {lead.target for lead in onward[scene] if lead.how not in OPENING} - seen
        seen |= further
        left += further
    return found


def _chain(caller: str, first: Lead, leads: dict[str, list[Lead]]) -> str:
    """The shortest way from a call back to the scene that makes it: “hall” calls “cellar”, which goes to “hall”."""
    back: dict[str, tuple[str, Lead]] = {}
    waiting = [first.target]
    for scene in waiting:
        for lead in leads[scene]:
            if lead.target not in back:
                back[lead.target] = (scene, lead)
                waiting.append(lead.target)
    links: list[Lead] = []
    scene = caller
    while scene != first.target:
        scene, lead = back[scene]
        links.append(lead)
    told = f"“{caller}” {first.how} “{first.target}”"
    return told + "".join(f", which {lead.how} “{lead.target}”" for lead in reversed(links))


def check_loops(graph: Graph, played: set[Point], counted: frozenset[str] = frozenset()) -> list[Diagnostic]:
    """Loops without a decision in them: one error for each that nothing leaves, a warning where nothing changes in it.

    A loop that sets a variable, enters a scene anew, or comes by a label that some condition counts (`counted`, as
    `scene.label`), may well end: what its conditions allow is for a proof.
    """
    found = []
    for component in components([p for p in graph.points if p in played and not p.waits], _onward_unless_waiting):
        inside = set(component)
        if len(component) == 1 and component[0] not in component[0].ways:
            continue
        leaps = [point.what for point in component if isinstance(point.what, Goto)]
        if not leaps:
            continue
        first = min(leaps, key=lambda each: each.span)
        if all(way in inside for point in component for way in point.onward()):
            found.append(diagnostic("F008", first.span, target=_target(first)))
        elif not any(point.turns or _changes(point, counted) for point in component):
            found.append(diagnostic("F009", first.span, target=_target(first)))
    return found


def _onward_unless_waiting(point: Point) -> list[Point]:
    return [way for way in point.ways if not way.waits]


def _target(goto: Goto) -> str:
    return f"{goto.scene}.{goto.at}" if goto.at else goto.scene


def _changes(point: Point, counted: frozenset[str]) -> bool:
    """Whether what stands at a point may change what conditions ask about. A leap to a scene's own label is no visit of it."""
    what = point.what
    if isinstance(what, Step) and f"{point.scene}.{what.label}" in counted:
        return True
    if isinstance(what, Goto):
        return bool(what.scene) and not (what.at and what.scene == point.scene)
    return isinstance(what, Set | Call | CallOffer | Surface | Recover)
