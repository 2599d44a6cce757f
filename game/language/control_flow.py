"""Control flow: every script as points and the ways between them, for the checks of flow.

A point is where play may stand: the beginning of a scene, a step, an option, a branch or an answer. Ways stay within one frame: a
`call` goes on with the step after it, if what it calls can come back. Conditions are not looked into, so a way here is
one that play may take as far as the form of the script shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from game.language.coverage import covers
from game.language.model import (
    Answer,
    Branch,
    Call,
    Chance,
    Choose,
    End,
    Goto,
    If,
    Match,
    Option,
    Prompt,
    Reflect,
    Return,
    Step,
    Story,
    Vary,
)
from game.language.names import Names
from game.language.offer_step import CallOffer
from game.language.reading import Unread
from game.language.walk import every_step, offers_in, scripted, steps_in


class Point(msgspec.Struct, eq=False):
    """One place in a script, with the ways on."""

    scene: str
    what: Step | Option | Branch | Answer | None = None
    """What stands here; None where a scene begins or runs out."""
    ways: list[Point] = msgspec.field(default_factory=list)
    doubtful: list[Point] = msgspec.field(default_factory=list)
    """Ways that only values could show to be closed: past a menu all of whose options may be shut or taken."""
    waits: bool = False
    """Whether play may stop here for a decision."""
    turns: bool = False
    """Whether a way may be closed later though nothing is set: what varies counts how often it was reached."""

    def onward(self) -> list[Point]:
        """Every way, doubtful or not."""
        return self.ways + self.doubtful if self.doubtful else self.ways


class Graph(msgspec.Struct):
    """The points of a whole story. Fragments' scripts stand beside scenes: they share one space of names."""

    entries: dict[str, Point] = msgspec.field(default_factory=dict)
    exits: dict[str, Point] = msgspec.field(default_factory=dict)
    """Where each scene runs out."""
    labels: dict[tuple[str, str], Point] = msgspec.field(default_factory=dict)
    steps: dict[int, Point] = msgspec.field(default_factory=dict)
    """The point of a step, by its `id()`: equal steps may stand in two places."""
    points: list[Point] = msgspec.field(default_factory=list)
    returns: dict[str, ComingBack] = msgspec.field(default_factory=dict)
    """How each called scene may come back."""


def draw(story: Story, order: list[str], circular: set[str]) -> Graph:
    """The graph of a story. What leads to no scene or label leads nowhere.

    `order` and `circular` are as `comings_back` wants them.
    """
    drawing = _Drawing(story, order, circular)
    for each in scripted(story):
        name = drawing.scene = each.id
        entry, out = drawing.point(), drawing.point()
        drawing.graph.entries[name], drawing.graph.exits[name] = entry, out
        entry.ways.append(drawing.lay(each.script, out))
    drawing.join()
    return drawing.graph


def reachable(starts: Iterable[Point], *, doubtful: bool = True) -> set[Point]:
    """The points that play may come to from these, themselves among them."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        point = waiting.pop()
        for following in point.onward() if doubtful else point.ways:
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


class _Drawing:
    """Draws one story. Steps are laid from the last to the first, each knowing the point that comes after it."""

    def __init__(self, story: Story, order: list[str], circular: set[str]) -> None:
        self.graph = Graph()
        self.order, self.circular = order, circular
        self.scene = ""
        self.names = Names(story)
        tags = {step.tag for step in _taking_offers(story)} - {""}
        self.offers = {tag: [scene.id for scene in offers_in(story, tag)] for tag in tags}
        self.leaps: list[tuple[Point, str, str]] = []
        """Points with the scene and label they go to."""
        self.calls: list[tuple[Point, str, Point]] = []
        """Points with the scene they call and the point after."""

    def point(self, what: Step | Option | Branch | Answer | None = None) -> Point:
        point = Point(self.scene, what)
        self.graph.points.append(point)
        return point

    def lay(self, steps: tuple[Step, ...], after: Point) -> Point:
        """The point where these steps begin."""
        for step in reversed(steps):
            after = self.lay_step(step, after)
        return after

    def lay_step(self, step: Step, after: Point) -> Point:
        point = self.point(step)
        self.ways_of(step, point, after)
        first = point
        if step.condition is not None:
            first = self.point()
            first.ways = [point, after]
        if step.label:
            self.graph.labels[self.scene, step.label] = first
        self.graph.steps[id(step)] = first
        return first

    def ways_of(self, step: Step, point: Point, after: Point) -> None:
        """Where play may go on from a step."""
        match step:
            case Goto():
                self.leaps.append((point, step.scene or self.scene, step.at))
            case Call():
                self.calls.append((point, step.scene, after))
            case Return() | End():
                pass
            case If():
                point.ways = [self.lay(step.then, after), self.lay(step.otherwise, after)]
            case Match():
                point.ways = [self.lay(case.steps, after) for case in step.cases]
                past = point.doubtful if not step.otherwise and covers(step, self.names, self.scene) else point.ways
                past.append(self.lay(step.otherwise, after))
            case Choose():
                self.lay_choose(step, point, after)
            case Vary():
                point.turns = True
                point.ways = [self.lay(item, after) for item in step.items]
                if step.how == "once":
                    point.ways.append(after)
            case Chance():
                point.waits = True
                for branch in step.branches:
                    begun = self.point(branch)
                    begun.ways = [self.lay(branch.steps, after)]
                    point.ways.append(begun)
                if all(branch.condition is not None for branch in step.branches):
                    point.doubtful.append(after)
            case Prompt():
                point.waits = True
                for answer in step.answers:
                    given = self.point(answer)
                    given.ways = [self.lay(answer.then, after)]
                    point.ways.append(given)
                if step.otherwise:
                    point.ways.append(self.lay(step.otherwise, after))
            case Reflect():
                point.waits = True
                point.ways = [after]
            case CallOffer():
                self.calls += [(point, scene, after) for scene in self.offers.get(step.tag, ())]
                point.doubtful.append(after)
            case Unread():
                point.doubtful.append(after)
            case _:
                point.ways = [after]

    def lay_choose(self, step: Choose, point: Point, after: Point) -> None:
        """A menu: a hub is come back to from each option that does not leave it."""
        point.waits = True
        for option in step.options:
            begun = self.point(option)
            sequel = point if step.hub and not option.leave else after
            if option.goto is not None:
                sequel = self.point(option.goto)
                self.leaps.append((sequel, option.goto.scene or self.scene, option.goto.at))
            begun.ways = [self.lay(option.then, sequel)]
            point.ways.append(begun)
        # A scene that offers itself is called, and the menu is met again at its end.
        self.calls += [(point, scene, point) for scene in self.offers.get(step.tag, ())]
        otherwise = self.lay(step.otherwise, after)
        if step.otherwise:
            point.ways.append(otherwise)
        elif step.tag or all(option.condition is not None or option.once for option in step.options):
            point.doubtful.append(otherwise)

    def join(self) -> None:
        """Draw the ways of leaps and calls, now that every scene and label has its point."""
        graph = self.graph
        for point, scene, label in self.leaps:
            target = graph.labels.get((scene, label)) if label else graph.entries.get(scene)
            if target is not None:
                point.ways.append(target)
        graph.returns = comings_back(graph, self.calls, self.order, self.circular)
        for point, scene, after in self.calls:
            point.ways += ways_after_call(graph, graph.returns[scene], after)
            point.waits = point.waits or graph.returns[scene].stops


def _taking_offers(story: Story) -> Iterator[Choose | CallOffer]:
    """Every menu of a story, and every call of whatever offers itself."""
    yield from (step for step in steps_in(story) if isinstance(step, Choose | CallOffer))


MOST_WALKED = 2_000_000
"""How many points are looked at, over all called scenes, to tell how they come back."""


class ComingBack(msgspec.Struct, frozen=True):
    """How a called scene may come back: to the step after the call, and to scenes by `return: scene`.

    `stops` where play may wait for a decision, or end, before that.
    """

    here: bool
    stops: bool = False
    sent_to: frozenset[str] = frozenset()


def comings_back(
    graph: Graph, calls: list[tuple[Point, str, Point]], order: list[str], circular: set[str]
) -> dict[str, ComingBack]:
    """For each called scene how it may come back, as the least that is true of all together.

    `order` names scenes before those that call them, so that one pass over them settles nearly every story.
    Of a scene that does not exist, or whose calls come round to themselves, the best is assumed: that is told elsewhere.
    So it is once the walks have come to `MOST_WALKED` points, which no story that anybody wrote needs.
    """
    called = {scene for _, scene, _ in calls}
    assumed = {scene for scene in called if scene in circular or scene not in graph.entries}
    found = {scene: ComingBack(here=scene in assumed, stops=scene in assumed) for scene in called}
    by_point: dict[Point, list[tuple[str, Point]]] = {}
    for point, scene, after in calls:
        by_point.setdefault(point, []).append((scene, after))
    outs = set(graph.exits.values())
    asked = [scene for scene in order if scene in called and scene not in assumed]
    walked = 0
    changed = True
    while changed:
        changed = False
        for scene in asked:
            now, points = _coming_back(graph, scene, outs, by_point, found)
            walked += points
            if walked > MOST_WALKED:
                return found | dict.fromkeys(asked, ComingBack(here=True, stops=True))
            changed = changed or now != found[scene]
            found[scene] = now
    return found


def _coming_back(
    graph: Graph,
    scene: str,
    outs: set[Point],
    calls: dict[Point, list[tuple[str, Point]]],
    known: dict[str, ComingBack],
) -> tuple[ComingBack, int]:
    """One scene's, by a walk over the frame that it opens, and how many points that has; `outs` is where scenes run out."""
    here, stops, sent_to = False, False, set[str]()
    found = {graph.entries[scene]}
    waiting = [graph.entries[scene]]
    while waiting:
        point = waiting.pop()
        here = here or point in outs
        stops = stops or point.waits or isinstance(point.what, End)
        if isinstance(point.what, Return):
            here = here or point.what.scene not in graph.entries
            sent_to |= {point.what.scene} - {""}
        onward = point.onward()
        for callee, after in calls.get(point, ()):
            stops = stops or known[callee].stops
            onward = [*onward, *ways_after_call(graph, known[callee], after)]
        for following in onward:
            if following not in found:
                found.add(following)
                waiting.append(following)
    return ComingBack(here, stops, frozenset(sent_to)), len(found)


def ways_after_call(graph: Graph, coming_back: ComingBack, after: Point) -> list[Point]:
    """Where play may be in the caller's frame when a call is over."""
    sent = [graph.entries[scene] for scene in sorted(coming_back.sent_to) if scene in graph.entries]
    return [after, *sent] if coming_back.here else sent


def leaves(option: Option) -> bool:
    """Whether a hub is left by this option. A leap that a nested option or a condition may prevent does not count."""
    last = any(isinstance(step, Goto | End | Return) and step.condition is None for step in option.then)
    return option.leave or option.goto is not None or last


def holds_unread(steps: tuple[Step, ...]) -> bool:
    """Whether a step of a script could not be read."""
    return any(isinstance(step, Unread) for step in every_step(steps))
