"""Where play waits, and for what: each move with its guard and its effects as expressions over slots.

The same for menus, fate, questions and the board, so that whoever searches need not know them apart.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Has, Not, Read
from game.language.program import Program
from game.language.tables import FragmentInfo, LinkInfo
from game.language.texts import Text
from game.play.page import CLOSE
from game.proof.items import both

Doing = tuple[Literal["set", "or", "deal"], str, int]
"""What a move itself writes. set: the slot becomes the number. or: its bits are added. deal: the shuffle's branch of that

number leaves the pack, which is whole again where it had left already.
"""


class Way(Struct, frozen=True):
    """A move: open where its guard holds (None: always), it writes `doing`, pushes `frame` (a point, or -1) and goes on at `to`.

    `id` is the move's; of two memories that are no link all pairs with the same outcome are one way, with the id "".
    `turn` tells that it counts as a turn of the player's. `words` and `locked` are what is shown of it; `met` is the
    part of the guard without which nothing is shown.
    """

    id: str
    to: int
    guard: Expression | None = None
    doing: tuple[Doing, ...] = ()
    frame: int = -1
    turn: bool = True
    words: Text | None = None
    locked: Text | None = None
    met: Expression | None = None
    asks: Expression | None = None
    """The rest of the guard: what the author asks."""


class Stop(Struct, frozen=True):
    """A place where somebody decides; where no way is open play goes on at `otherwise` (-1: there always is one).

    Of the ways from `crowd` on at most `limit` are open, the first first.
    """

    point: int
    kind: Literal["menu", "fate", "ask", "board"]
    ways: tuple[Way, ...]
    otherwise: int = -1
    crowd: int = 0
    limit: int = 0

    @property
    def crowded(self) -> bool:
        """Whether there may be more ways than can be open."""
        return self.limit > 0 and self.crowd < len(self.ways)

    @property
    def certain(self) -> bool:
        """Whether some way is open whatever holds."""
        return any(way.guard is None for way in self.ways)


def stop_at(program: Program, point: int) -> Stop | None:
    """The stop that an instruction is, None where it is none."""
    match program.code[point]:
        case p.Menu(options, otherwise, scenes, limit):
            ways = [_option(each, -1) for each in options]
            offered = [_option(each, point) for each in scenes]
            crowd = len(ways) if limit and limit < len(offered) else len(ways) + len(offered)
            return Stop(point, "menu", (*ways, *offered), otherwise, crowd, limit)
        case p.Fate(branches, otherwise, dealt):
            ways = [_branch(branches, number, dealt) for number, each in enumerate(branches) if each.odds > 0]
            return Stop(point, "fate", tuple(ways), otherwise, len(ways))
        case p.Asked(answers, otherwise, miss):
            ways = [Way(each.id, each.to, doing=(("set", each.taken, 1),) if each.taken else ()) for each in answers]
            if miss:
                ways.append(Way(miss, otherwise))
            return Stop(point, "ask", tuple(ways), -1, len(ways))
        case p.Reflect():
            ways = _of_board(program, point)
            return Stop(point, "board", tuple(ways), -1, len(ways))
    return None


def stops_of(program: Program) -> dict[int, Stop]:
    """Every stop of a program by its point."""
    found = {}
    for point in range(len(program.code)):
        if (stop := stop_at(program, point)) is not None:
            found[point] = stop
    return found


def _option(each: p.Offered, frame: int) -> Way:
    met = Not(Read(each.taken)) if each.taken and each.once else None
    doing: tuple[Doing, ...] = (("set", each.taken, 1),) if each.taken else ()
    return Way(
        each.id,
        each.to,
        both(met, each.condition),
        doing,
        frame,
        words=each.words,
        locked=each.locked,
        met=met,
        asks=each.condition,
    )


def _branch(branches: tuple[p.Picked, ...], number: int, dealt: str) -> Way:
    each = branches[number]
    doing: list[Doing] = [("set", each.taken, 1)] if each.taken else []
    guard = each.condition
    if dealt:
        doing.append(("deal", dealt, number))
        whole: Expression | None = None
        for other, branch in enumerate(branches):
            gone: Expression = Has(1 << other, Read(dealt))
            if branch.condition is not None:
                gone = Binary("or", Not(branch.condition), gone)
            whole = both(whole, gone)
        assert whole is not None
        guard = both(guard, Binary("or", Not(Has(1 << number, Read(dealt))), whole))
    return Way(each.id, each.to, guard, tuple(doing), turn=False, words=each.about, asks=guard)


# ------------------------------------------------------------------ the board


def _of_board(program: Program, point: int) -> list[Way]:
    board = program.board
    found = []
    by_id = {each.id: each for each in program.fragments}
    for bit, link in enumerate(board.links):
        one, other = (by_id[name] for name in link.joins)
        for reading in link.readings:
            doing: tuple[Doing, ...] = (("or", board.read, 1 << bit),) if board.read else ()
            guard = both(both(_joinable(one), _joinable(other)), _readable(program, link, bit, reading.bit))
            found.append(Way(reading.id, reading.to, guard, doing, point, words=reading.words, asks=guard))
    in_vain: dict[int, list[Expression]] = {}
    linked = {}
    for link in board.links:
        one, other = (by_id[name] for name in link.joins)
        linked[link.joins] = link
        to = link.wrong if link.wrong >= 0 else board.wrong
        if to >= 0:
            vain = Not(Binary("or", _and(_joinable(one), _joinable(other)), _read(link)))
            in_vain.setdefault(to, []).append(_and(_and(_lies(one), _lies(other)), vain))
    if board.wrong >= 0:
        for number, one in enumerate(program.fragments):
            for other in program.fragments[number + 1 :]:
                pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                if pair not in linked:
                    in_vain.setdefault(board.wrong, []).append(_and(_lies(one), _lies(other)))
    found += [Way("", to, _any(tests), (), point) for to, tests in in_vain.items()]
    closing: tuple[Doing, ...] = (("set", board.read, 0),) if board.read else ()
    found.append(Way(CLOSE, point + 1, None, closing))
    return found


def _and(one: Expression, other: Expression) -> Expression:
    return Binary("and", one, other)


def _any(tests: list[Expression]) -> Expression:
    """Whether one of these holds; in halves, since a chain of hundreds would be too deep to read."""
    while len(tests) > 1:
        odd = tests[-1:] if len(tests) % 2 else []
        tests = [Binary("or", one, other) for one, other in zip(tests[::2], tests[1::2], strict=False)] + odd
    return tests[0]


def _lies(fragment: FragmentInfo) -> Expression:
    return Binary(">=", Read(f"memory({fragment.id})"), Constant(1))


def _joinable(fragment: FragmentInfo) -> Expression:
    return Binary(">=", Read(f"memory({fragment.id})"), Constant(1 if fragment.provenance == "said" else 2))


def _read(link: LinkInfo) -> Expression:
    return Binary(">=", Read(link.slot), Constant(1))


def _readable(program: Program, link: LinkInfo, bit: int, number: int) -> Expression:
    """Whether a link can be read in its way of that number: it was not yet, or is read otherwise, not on this board, and

    its truth is open.
    """
    unread: Expression = Not(_read(link))
    again: Expression = Binary("!=", Read(link.slot), Constant(number))
    if program.board.read:
        again = _and(again, Not(Has(1 << bit, Read(program.board.read))))
    for reading in link.readings:
        if reading.settled is not None:
            held = Binary("==", Read(link.slot), Constant(reading.bit))
            again = _and(again, Not(_and(held, reading.settled)))
    return Binary("or", unread, again)
