"""A game being played: a setup, a path, and the state after each move."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from game.language.program import Program
from game.play.page import Page
from game.play.runtime import page, start, step
from game.play.state import Setup, State

MOST_BRANCHES = 1_000
MOST_BRANCH_MOVES = 200_000
"""Moves of all branches of a game, each counted from its beginning: what is kept of a game stays within bounds."""


class Branch(Struct, frozen=True):
    """Another way that the same game went, from its beginning; or, with a name, a place of it that the player named."""

    path: tuple[str, ...]
    name: str = ""


class Session(Struct, frozen=True):
    """A play-through. `states[0]` is the start and `states[n]` the state after n moves of `path`.

    `branches` are the ways from which the player came back, the oldest first, and the places that were named: with `path`
    they are the tree of the game. Of more than `MOST_BRANCHES`, or of more moves than `MOST_BRANCH_MOVES`, the oldest are
    let go, those without a name first.
    """

    program: Program
    setup: Setup
    path: tuple[str, ...]
    states: tuple[State, ...]
    branches: tuple[Branch, ...] = ()

    @property
    def state(self) -> State:
        """Where play is now."""
        return self.states[-1]

    @property
    def page(self) -> Page:
        """What the player sees now."""
        return page(self.program, self.states[-1])

    def page_at(self, moves: int) -> Page:
        """What the player saw after that many moves, from 0 to `len(path)`."""
        return page(self.program, self.states[moves])

    def play(self, move_id: str) -> Session:
        """The session after one more move. KeyError if it is not open here."""
        state = step(self.program, self.states[-1], move_id)
        path = (*self.path, move_id)
        branches = self.branches
        if branches:
            branches = tuple([each for each in branches if each.name or path[: len(each.path)] != each.path])
        return Session(self.program, self.setup, path, (*self.states, state), branches)

    def rewind(self, moves: int = 1) -> Session:
        """The session without its last moves, which are kept as a branch; ValueError if it has not so many."""
        if not 0 <= moves <= len(self.path):
            raise ValueError(f"cannot take back {moves} of {len(self.path)} moves")
        kept = len(self.path) - moves
        return Session(self.program, self.setup, self.path[:kept], self.states[: kept + 1], self._with_tip(kept))

    def go_to(self, path: tuple[str, ...]) -> Session:
        """The session at another page, by the moves from the beginning; the way that is left is kept as a branch.

        KeyError, with the move's number as second argument, where one is not open; this session is then as it was.
        Costs a step for each move after those that both ways have in common.
        """
        kept = next((at for at, (one, two) in enumerate(zip(self.path, path, strict=False)) if one != two), None)
        kept = min(len(self.path), len(path)) if kept is None else kept
        states = list(self.states[: kept + 1])
        for number, move in enumerate(path[kept:], kept):
            try:
                states.append(step(self.program, states[-1], move))
            except KeyError as error:
                raise KeyError(move, number) from error
        branches = tuple([each for each in self._with_tip(kept) if each.name or path[: len(each.path)] != each.path])
        return Session(self.program, self.setup, path, tuple(states), branches)

    def _with_tip(self, kept: int) -> tuple[Branch, ...]:
        """The branches, and the present way among them if it is left after `kept` moves and no branch goes on from it."""
        ways = self.branches
        whole = len(self.path)
        if kept == whole or any(len(each.path) >= whole and each.path[:whole] == self.path for each in ways):
            return ways
        return within_bounds((*ways, Branch(self.path)))

    def named(self, moves: int, name: str) -> Session:
        """The session with a name given to the page after so many moves of its path; "" takes the name away.

        A name is given once: the place that had it before loses it.
        """
        return self.with_name(self.path[:moves], name)

    def with_name(self, path: tuple[str, ...], name: str) -> Session:
        """The session with a name given to the place where a path of its tree leads; "" takes the name away."""
        left = [
            each
            for each in self.branches
            if not (each.path == path and (each.name or name)) and not (each.name and each.name == name)
        ]
        bared = [Branch(each.path) for each in self.branches if each.name and each not in left and each.path != path]
        for each in (*bared, *([] if name else [Branch(path)])):
            # A way that had only a name to be kept for is kept as a way, unless another goes on from it.
            others = [self.path, *(other.path for other in left)]
            if all(other[: len(each.path)] != each.path for other in others):
                left.append(each)
        return replace(self, branches=within_bounds((*left, Branch(path, name)) if name else tuple(left)))

    def undo(self) -> Session:
        """The session before the player's last choice: fate's moves since then go with it. At the start, itself."""
        kept = len(self.path)
        while kept > 0:
            kept -= 1
            if not self.page_at(kept).fated:
                break
        else:
            return self
        return self.rewind(len(self.path) - kept)

    def first(self, choices: int | None) -> Session:
        """The session after so many of its player's choices, and fate's after the last of them; all of it for None."""
        if choices is None:
            return self
        for moves in range(len(self.path)):
            if not self.page_at(moves).fated:
                if choices == 0:
                    return self.rewind(len(self.path) - moves)
                choices -= 1
        return self


def within_bounds(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """The branches that a game keeps of these: of too many the oldest are let go, those without a name first, the last never."""
    many = len(branches) - MOST_BRANCHES
    long = sum(len(each.path) for each in branches) - MOST_BRANCH_MOVES
    if many <= 0 and long <= 0:
        return branches
    let_go = set()
    for number in sorted(range(len(branches) - 1), key=lambda number: branches[number].name != ""):
        if many > 0 or long > 0:
            let_go.add(number)
            many -= 1
            long -= len(branches[number].path)
    return tuple([each for number, each in enumerate(branches) if number not in let_go])


def begin(program: Program, setup: Setup) -> Session:
    """A new game."""
    return Session(program, setup, (), (start(program, setup),))


def replay(program: Program, setup: Setup, path: tuple[str, ...]) -> Session:
    """The session after a whole path. KeyError, with the move's number as second argument, where it is not open."""
    session = begin(program, setup)
    for number, move in enumerate(path):
        try:
            session = session.play(move)
        except KeyError as error:
            raise KeyError(move, number) from error
    return session


def is_new(before: Session | None, now: Session) -> bool:
    """Whether a page is new to the reader: one more move was made, or a new game was begun."""
    if not now.path:
        return before is None or before.setup != now.setup
    return before is not None and len(now.path) > len(before.path) and now.path[: len(before.path)] == before.path
