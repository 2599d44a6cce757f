"""A game being played: a setup, a path, and the state after each move."""

from __future__ import annotations

from msgspec import Struct

from game.language.program import Program
from game.play.page import Page
from game.play.runtime import page, start, step
from game.play.state import Setup, State


class Session(Struct, frozen=True):
    """A play-through. `states[0]` is the start and `states[n]` the state after n moves of `path`."""

    program: Program
    setup: Setup
    path: tuple[str, ...]
    states: tuple[State, ...]

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
        return Session(self.program, self.setup, (*self.path, move_id), (*self.states, state))

    def rewind(self, moves: int = 1) -> Session:
        """The session without its last moves; ValueError if it has not so many."""
        if not 0 <= moves <= len(self.path):
            raise ValueError(f"cannot take back {moves} of {len(self.path)} moves")
        kept = len(self.path) - moves
        return Session(self.program, self.setup, self.path[:kept], self.states[: kept + 1])

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
