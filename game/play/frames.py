"""Frames: calling a scene, coming back, and forgetting what it took.

What a scene takes has its start value but while a call that sets it lasts. Such a call comes back to a `Forget`, so the
frames tell whether one does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from game.language import program as p
from game.play.run import STOP, Run

Operation = Callable[[Run], int]
Starts = tuple[tuple[int, int, int], ...]
"""Slots by block and place, each with its start."""


class Takes:
    """What the scenes of a program take, and the points where that is forgotten."""

    def __init__(self, program: p.Program, places: dict[str, tuple[int, int]]) -> None:
        self.program = program
        self.starts = {slot.name: (*places[slot.name], slot.start) for slot in program.slots if slot.kind == "taken"}
        self.by_scene: dict[str, Starts] = {}
        for name, start in self.starts.items():
            scene = name.rpartition(".")[0]
            self.by_scene[scene] = (*self.by_scene.get(scene, ()), start)

    @cached_property
    def forgotten(self) -> dict[int, Starts]:
        """For each point where a call is come back from that has set something: what is forgotten there."""
        return {
            point: self.starts_of(code.slots)
            for point, code in enumerate(self.program.code)
            if isinstance(code, p.Forget)
        }

    def starts_of(self, slots: Iterable[str]) -> Starts:
        """Those slots, with their starts."""
        return tuple(self.starts[slot] for slot in slots)

    def during(self, scene: str) -> frozenset[int]:
        """The points that a call comes back to which has set what a scene takes."""
        starts = self.by_scene.get(scene, ())
        return frozenset(point for point, forgotten in self.forgotten.items() if set(forgotten) & set(starts))


def reset(run: Run, starts: Starts) -> None:
    """These slots are as at the start of a game."""
    for block, place, start in starts:
        run.write(block, place, start)


def calling(following: int, to: int) -> Operation:
    """A scene is called from the point before `following`."""

    def push(run: Run) -> int:
        run.frames.append(following)
        return to

    return push


def coming_back(to: int, takes: Takes) -> Operation:
    """The frame is over: on where it was called, or at `to` in the caller's, where what the call set is forgotten too."""

    def pop(run: Run) -> int:
        if not run.frames:
            run.trouble = "There is nothing to return to here."
            return STOP
        back = run.frames.pop()
        if to < 0:
            return back
        if takes.starts:
            reset(run, takes.forgotten.get(back, ()))
        return to

    return pop


def forgetting(following: int, starts: Starts) -> Operation:
    """What a call set is as at the start again."""

    def forget(run: Run) -> int:
        reset(run, starts)
        return following

    return forget


def running_out(scene: str) -> Operation:
    """The end of a scene."""

    def pop(run: Run) -> int:
        if run.frames:
            return run.frames.pop()
        run.trouble = f"The scene “{scene}” runs out here and leads nowhere."
        return STOP

    return pop
