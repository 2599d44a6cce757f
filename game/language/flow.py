"""Flow: whether what is named is there, every way leads somewhere, and everything can be played."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.circles import Lead, callees_first, check_calls, check_loops, components, leads_of
from game.language.control_flow import Graph, Point, draw, holds_unread, reachable
from game.language.deduction import check_deduction
from game.language.fragments import check_fragments
from game.language.identifiers import is_id
from game.language.model import Call, Choose, End, Goto, Recover, Return, Scene, Step, Story, Todo
from game.language.offer_step import CallOffer
from game.language.reading import Unread
from game.language.targets import check_targets
from game.language.walk import blocks_of, offers_in, scripted, steps_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.source import Span


def check_flow(story: Story, counted: frozenset[str] = frozenset()) -> list[Diagnostic]:
    """Every mistake of structure and flow in a parsed story, in no order. Never raises for the author.

    Only the form of scripts is looked at, never the values of variables: what is an error here is one whatever they are.
    Where a step could not be read, nothing is concluded from its absence. `counted` are the labels (`scene.label`)
    that conditions ask about.
    """
    astray = check_targets(story)
    complete = not astray and not any(holds_unread(each.script) for each in scripted(story))
    leads = leads_of(story)
    circular, found = check_calls(leads)
    graph = draw(story, callees_first(leads), circular)
    live = reachable(graph.entries.values())
    found += astray
    found += check_loops(graph, live, counted)
    found += check_fragments(story, graph, complete=complete)
    found += check_deduction(story, complete=complete)
    found += _unplayed_steps(story, graph, live)
    found += _frameless_play(story, graph)
    found += _exhausted_menus(graph, live)
    if complete:
        found += _unreached_scenes(story, graph, leads)
        found += _unused_endings(story)
    found += [
        diagnostic("F011", step.span, text=step.text)
        for step in steps_in(story)
        if isinstance(step, Todo)
    ]
    return found


def _starts(story: Story, graph: Graph) -> list[Point]:
    """Where the leads' stories begin, in the lowest frame."""
    return [graph.entries[lead.start] for lead in story.leads if lead.start in graph.entries]


def _frameless_play(story: Story, graph: Graph) -> Iterator[Diagnostic]:
    """Scenes that run out, and returns, where no call is to be come back from."""
    played = reachable(_starts(story, graph))
    entries = set(graph.entries.values())
    others = {way for p in played if isinstance(p.what, Goto) and p.what.scene for way in p.ways}
    certain = reachable((played & entries) | others, doubtful=False)
    before_an_exit: dict[Point, list[Point]] = {}
    exits = set(graph.exits.values()) & certain
    for point in graph.points if exits else ():
        if point in certain:
            for way in set(point.ways) & exits:
                before_an_exit.setdefault(way, []).append(point)
    for scene in story.scenes:
        out = graph.exits[scene.id]
        if out in certain:
            yield diagnostic("F001", _where_it_runs_out(scene, before_an_exit.get(out, [])), scene=scene.id)
    for point in graph.points:
        if isinstance(point.what, Return) and point in played:
            yield diagnostic("F002", point.what.span, scene=point.scene)


def _where_it_runs_out(scene: Scene, last: list[Point]) -> Span:
    """The one step after which nothing comes, of the points `last`, or the script's last step where there are several."""
    spans = {point.what.span for point in last if point.what is not None}
    if len(last) == 1 and len(spans) == 1:
        return spans.pop()
    return scene.script[-1].span if scene.script else scene.span


def _unplayed_steps(story: Story, graph: Graph, live: set[Point]) -> Iterator[Diagnostic]:
    """The first step of each run of steps that nothing leads to."""

    def first_dead(steps: tuple[Step, ...]) -> Iterator[Diagnostic]:
        for step in steps:
            if graph.steps[id(step)] in live:
                for block in blocks_of(step):
                    yield from first_dead(block)
            elif not isinstance(step, Todo | Unread):
                yield diagnostic("F005", step.span)
                return

    for scene in story.scenes:
        yield from first_dead(scene.script)
    for fragment in story.memories:
        yield from first_dead(fragment.script)


def _exhausted_menus(graph: Graph, live: set[Point]) -> Iterator[Diagnostic]:
    """Menus in a loop of their scene that is left only when every option, each to be taken once, has been taken."""
    scenes = {point.scene for point in graph.points if isinstance(point.what, Choose) and _may_run_dry(point.what)}
    points = [point for point in graph.points if point.scene in scenes]
    for component in components(points, lambda point: [p for p in point.onward() if p.scene == point.scene]):
        inside = set(component)
        for point in component:
            menu = point.what
            if not isinstance(menu, Choose) or not _may_run_dry(menu) or point not in live:
                continue
            # The ways of a menu are its options' in their order; what they lead to comes back, or is a way out.
            free = [way for option, way in zip(menu.options, point.ways, strict=True) if option.condition is None]
            ways_out = any(way not in inside for each in inside - {point} for way in each.onward())
            if free and inside.issuperset(free) and not ways_out:
                yield diagnostic("F013", menu.span)


def _may_run_dry(menu: Choose) -> bool:
    """Whether a menu lasts only until its options, each to be taken once, have been taken."""
    lasting = menu.hub or menu.otherwise or menu.tag
    return not lasting and all(option.once for option in menu.options if option.condition is None)


def entered(story: Story, graph: Graph) -> set[str]:
    """The scenes and fragments that play may come to from the leads' starts, by a label of theirs perhaps."""
    played: set[Point] = set()
    waiting = _starts(story, graph)
    while waiting:
        point = waiting.pop()
        if point not in played:
            played.add(point)
            waiting += point.onward()
            waiting += [graph.entries[name] for name in _opened(point, story) if name in graph.entries]
    return {point.scene for point in played}


def _unreached_scenes(story: Story, graph: Graph, leads: dict[str, list[Lead]]) -> Iterator[Diagnostic]:
    """Scenes that no way leads to. Of those that lead to one another, only the first that nothing else leads to."""
    if any(lead.start not in graph.entries for lead in story.leads) or not story.leads:
        return
    played = entered(story, graph)
    unreached = {scene.id: scene for scene in story.scenes if scene.id not in played and is_id(scene.id)}
    told: set[str] = set()
    order = components(unreached, lambda name: [lead.target for lead in leads[name] if lead.target in unreached])
    for component in reversed(order):
        if told.isdisjoint(component):
            scene = min((unreached[name] for name in component), key=lambda each: each.span)
            yield diagnostic("F004", scene.span, scene=scene.id)
        for name in component:
            told |= {name, *(lead.target for lead in leads[name])}


def _opened(point: Point, story: Story) -> list[str]:
    """The scenes or the fragment that a frame may be opened for at a point."""
    match point.what:
        case Call(scene=name) | Recover(fragment=name):
            return [name]
        case Choose(tag=tag) | CallOffer(tag=tag) if tag:
            return [scene.id for scene in offers_in(story, tag)]
        case _:
            return []


def _unused_endings(story: Story) -> Iterator[Diagnostic]:
    """Endings that no step ends with."""
    used = {step.ending for step in steps_in(story) if isinstance(step, End)}
    for ending in story.endings:
        if ending.id not in used and is_id(ending.id):
            yield diagnostic("F010", ending.span, ending=ending.id)
