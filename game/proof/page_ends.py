"""A page without its words: the points that its run passes, and the moves that are open at its end."""

from __future__ import annotations

from typing import NamedTuple

from game.language.program import Program
from game.language.tables import SceneInfo
from game.play.linking import LONGEST_RUN
from game.play.page import CLOSE
from game.play.run import STOP, Run
from game.play.runtime import Glance, linked_of
from game.play.state import State


class Way(NamedTuple):
    """A move that is open: its id, the point where its own instructions begin, and how likely it is if fate decides.

    `called`: at the end of these the page is met again.
    """

    move: str
    to: int
    odds: int = 1
    called: bool = False


class Stop(NamedTuple):
    """Where a page comes to its end: the points passed on the way there, in order, and the run as it then is."""

    points: list[int]
    run: Run

    @property
    def point(self) -> int:
        """The instruction at which the run stopped."""
        return self.run.point


def stop_of(program: Program, state: State) -> Stop:
    """The run of a page. A step from the same state need not run it again."""
    linked = linked_of(program)
    run = Run(state.point, list(state.blocks), list(state.frames), state.seed, None)
    operations, point = linked.operations, state.point
    points: list[int] = []
    for _ in range(LONGEST_RUN):
        run.point = point
        if not points or points[-1] != point:  # met twice where a scene's instructions are made when play comes there
            points.append(point)
        point = operations[point](run)
        if point == STOP:
            break
    else:
        run.trouble = "round"
    linked.last = (state, run)
    return Stop(points, run)


def ways(program: Program, stop: Stop) -> list[Way]:
    """The moves that are open where a page ends, in the order of the page; none at an ending."""
    run = stop.run
    if run.trouble:
        return []
    if run.menu is not None:
        taken = [Way(each.offered.id, each.offered.to) for each in run.menu.options if each.open(run.values)]
        offering = run.menu.offering(run.values)
        return [*taken, *(Way(each.offered.id, each.offered.to, called=True) for each in offering)]
    if run.fate is not None:
        branches = [run.fate.branches[number] for number in run.fate.open(run.values)]
        return [Way(each.id, each.to, max(1, each.odds)) for each in branches]
    if run.asked is not None:
        return [Way(move.id, run.asked.ways[move.id]) for move in run.asked.moves]
    if run.board is not None:
        found = []
        for move in run.board.moves(Glance(run)):
            closes = move.id == CLOSE
            to = run.point + 1 if closes else run.board.point_of(move.id, run.values)
            found.append(Way(move.id, to, called=not closes))
        return found
    return []


def scene_of(program: Program, point: int) -> SceneInfo:
    """The scene that a point belongs to."""
    return linked_of(program).scene_at(point)
