"""The ways of a compiled story, as they are written: which instruction may follow which, whatever the conditions say."""

from __future__ import annotations

from collections.abc import Iterable

from game.language.program import (
    Asked,
    CallScene,
    Fate,
    Finish,
    Instruction,
    Jump,
    Menu,
    Program,
    Reflect,
    Return,
    RunOut,
    Switch,
    Unless,
    Vary,
)

Paths = list[tuple[int, ...]]
"""For each point the points that may follow it. A call is followed by what it calls, and by what comes after it."""


def paths_of(program: Program) -> Paths:
    """The points that may follow each. What a called scene comes back to is taken to follow the call itself."""
    kept: Paths | None = program.__dict__.get("paths")
    if kept is None:
        board = _board_points(program)
        kept = [_onward(point, code, board) for point, code in enumerate(program.code)]
        program.__dict__["paths"] = kept
    return kept


def _board_points(program: Program) -> tuple[int, ...]:
    """Where what comes of memories laid together begins."""
    board = program.board
    found = [reading.to for link in board.links for reading in link.readings]
    found += [link.wrong for link in board.links if link.wrong >= 0]
    return tuple(found if board.wrong < 0 else [*found, board.wrong])


def _onward(point: int, code: Instruction, board: tuple[int, ...]) -> tuple[int, ...]:
    match code:
        case Jump(to):
            return (to,)
        case Unless(_, to):
            return (point + 1, to)
        case Switch(_, arms, otherwise):
            return (*(to for _, _, to in arms), otherwise)
        case CallScene(to):
            return (to, point + 1)
        case Return(to):
            return (to,) if to >= 0 else ()
        case Finish() | RunOut():
            return ()
        case Menu(options, otherwise, scenes):
            return (*(each.to for each in options), *(each.to for each in scenes), otherwise)
        case Fate(branches, otherwise):
            return (*(each.to for each in branches), otherwise)
        case Asked(answers, otherwise):
            return (*(each.to for each in answers), *((otherwise,) if otherwise >= 0 else ()))
        case Reflect():
            return (*board, point + 1)
        case Vary(_, _, arms, otherwise):
            return (*arms, otherwise) if otherwise >= 0 else arms
        case _:
            return (point + 1,)


def reached(program: Program, starts: Iterable[int], without: frozenset[int] = frozenset()) -> set[int]:
    """The points to which some way leads from these, none of it over a point of `without`."""
    onward = paths_of(program)
    found = {start for start in starts if start not in without}
    left = list(found)
    while left:
        for point in onward[left.pop()]:
            if point not in found and point not in without and point < len(onward):
                found.add(point)
                left.append(point)
    return found


def distances(program: Program, goals: Iterable[int]) -> dict[int, int]:
    """How many decisions at least lie between each point and the nearest goal, of those from which a way leads to one."""
    onward = paths_of(program)
    back: list[list[int]] = [[] for _ in onward]
    for point, following in enumerate(onward):
        for to in following:
            if to < len(back):
                back[to].append(point)
    found = dict.fromkeys(goals, 0)
    now, far = list(found), 0
    while now:
        later: list[int] = []
        while now:
            to = now.pop()
            if found[to] < far:
                continue
            for point in back[to]:
                decided = isinstance(program.code[point], Menu | Fate | Asked | Reflect)
                steps = far + decided
                if found.get(point, steps + 1) > steps:
                    found[point] = steps
                    (later if decided else now).append(point)
        now, far = later, far + 1
    return found
