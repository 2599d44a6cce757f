"""Places by permanent ids: what a save keeps as witness, and what play can go on from when the path is gone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import ne

from game.language.model import Enum, Number, SetOf, YesNo
from game.language.program import OTHERWISE, CallScene, Menu, Program, Reflect, Slot
from game.language.tables import BOARD, SceneInfo, interval
from game.play.runtime import linked_of
from game.play.state import Position, State
from game.play.values import BLOCK, Values, frozen, write

Plain = int | str | list[str]

SETUP = ("lead", "finished", "ghost", "before")
"""Kinds of slots that hold what a game was begun with: they follow from the setup, never from a position."""


def position_of(program: Program, state: State) -> Position:
    """A state by names: its frames, and every slot that is not as it was at the start of every game."""
    stack = tuple(program.anchors.get(point, ("", "")) for point in (*state.frames, state.point))
    return Position(stack, {slot.name: plain(slot, number) for slot, number in _changed(program, state)})


def _changed(program: Program, state: State) -> Iterator[tuple[Slot, int]]:
    """Every slot whose number is not that of the start, with the number, in order."""
    for number, (block, start) in enumerate(zip(state.blocks, linked_of(program).start, strict=True)):
        if block != start:
            for place in compress(range(len(block)), map(ne, block, start)):
                yield program.slots[number * BLOCK + place], block[place]


def plain(slot: Slot, number: int) -> Plain:
    """A slot's number as plain data: a word for an enum, a list of words for a set, else the number."""
    match slot.domain:
        case Enum(values):
            return values[number]
        case SetOf(values):
            return [word for bit, word in enumerate(values) if number >> bit & 1]
        case _:
            return number


def coded(slot: Slot, value: object) -> int | None:
    """The number that stands for plain data in a slot; None where today's domain does not hold it."""
    match slot.domain:
        case Enum(values):
            return values.index(value) if isinstance(value, str) and value in values else None
        case SetOf(values):
            if not isinstance(value, list):
                return None
            return sum(1 << bit for bit, word in enumerate(values) if word in value)
        case YesNo():
            return int(value) if value in (0, 1) and isinstance(value, int) else None
        case Number():
            if not isinstance(value, int):
                return None
            low, high = interval(slot.domain)
            return min(max(value, low), high)


def value_today(program: Program, slot: Slot, name: str, value: Plain) -> Plain:
    """Plain data under the names of today: how a link is read, by the reading's; what was read on the board, by links'.

    `name` is that of the slot when the value was kept.
    """
    if slot.kind == "linked" and isinstance(value, str):
        link = name.partition("(")[2].rstrip(")")
        return program.renamed.get(f"{link}.{value}", value).rpartition(".")[2]
    if slot.kind == "board" and isinstance(value, list):
        return [program.renamed.get(each, each) for each in value]
    return value


def state_at(program: Program, start: State, position: Position) -> State:
    """A state at a position of a story that may have changed since: today's variables with the values that still fit.

    `start` is the first state of the game. Frames whose scene or call is gone are left out; where the place itself is
    gone, play goes on from the beginning of its scene, and where that is gone from the start. Never raises.
    """
    values: Values = list(start.blocks)
    places = linked_of(program).places
    for slot in program.slots:
        for name in (slot.name, *slot.was):
            if name in position.values and slot.kind not in SETUP:
                number = coded(slot, value_today(program, slot, name, position.values[name]))
                if number is not None:
                    write(values, *places[slot.name], number)
                break
    points = _points(program, position.stack)
    if not points:
        return State(start.point, (), frozen(values), start.seed)
    return State(points[-1], tuple(points[:-1]), frozen(values), start.seed)


def _points(program: Program, stack: tuple[tuple[str, str], ...]) -> list[int]:
    """The frames' points to come back to and the point to go on from, as far as they still exist."""
    scenes = {scene.id: scene for scene in program.scenes}
    anchored = {anchor: point for point, anchor in sorted(program.anchors.items(), reverse=True)}
    found: list[int] = []
    boards = _board_scenes(program)
    wanted = [_today(program, scene, id) for scene, id in stack]
    for number, (scene, id) in enumerate(wanted):
        if scene not in scenes:
            continue
        nearest, _, ordinal = id.partition("#")
        point = anchored.get((scene, nearest), scenes[scene].entry)
        if ordinal == OTHERWISE:
            # What was played for no answer of those accepted: found as a whole, or not at all.
            point = anchored.get((scene, id), scenes[scene].entry)
        if number == len(wanted) - 1:
            closed = anchored.get((scene, id), -1) if ordinal else -1
            found.append(closed if _after_board(program, closed) else point)
            continue
        back = anchored.get((scene, id)) if ordinal or _comes_back(program, anchored.get((scene, id))) else None
        if back is None:
            back = _after_call(program, scenes[scene], point, wanted[number + 1][0])
        if back is not None:
            found.append(back)
        elif wanted[number + 1][0] in boards:
            # The board is opened there no more: play goes on from the nearest place before it.
            found.append(point)
            break
    return found


def _comes_back(program: Program, point: int | None) -> bool:
    """Whether a point is one that a call comes back to: it follows a call, is a menu in which scenes offer themselves,

    or the board.
    """
    if point is None:
        return False
    code = program.code[point]
    opened = isinstance(code, Reflect) or (isinstance(code, Menu) and bool(code.scenes))
    return opened or isinstance(program.code[point - 1], CallScene)


def _after_board(program: Program, point: int) -> bool:
    """Whether a point is where play goes on when the board is closed."""
    return point > 0 and isinstance(program.code[point - 1], Reflect)


def _board_scenes(program: Program) -> set[str]:
    """The scenes that only the board plays: those of its links, and its own."""
    return {BOARD, *(link.id for link in program.board.links)}


def _today(program: Program, scene: str, id: str) -> tuple[str, str]:
    """A place's ids as they are called today."""
    nearest, sign, ordinal = id.partition("#")
    moved = program.renamed.get(f"{scene}.{nearest}", "")
    if nearest and moved:
        home, _, today = moved.partition(".")
        return home, f"{today}{sign}{ordinal}"
    return program.renamed.get(scene, scene), id


def _after_call(program: Program, scene: SceneInfo, point: int, called: str) -> int | None:
    """The point to come back to from the first call of `called` at or after a point of a scene, or anywhere in it.

    After a call that is the next instruction; a menu in which the scene offered itself, and the board, are met again.
    None without any of them.
    """
    board = called in _board_scenes(program)
    entry = next((each.entry for each in program.scenes if each.id == called), -1)
    back = []
    for at in range(scene.entry, scene.end):
        match program.code[at]:
            case CallScene(to) if to == entry:
                back.append(at + 1)
            case Menu(scenes=scenes) if any(each.to == entry for each in scenes):
                back.append(at)
            case Reflect() if board:
                back.append(at)
    return next((each for each in back if each >= point), back[0] if back else None)
