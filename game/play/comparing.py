"""Two ways of one game beside each other: the page where they part, and what each went on to."""

from __future__ import annotations

from msgspec import Struct

from game.play.game_tree import GameTree, parting
from game.play.page import Line, Page
from game.play.session import Session, replay
from game.play.transcript import Chosen, entries


class Side(Struct, frozen=True):
    """One of the two ways. Each of its turns begins with what was decided, and has all that was read after it.

    `last` is its last page; `moves` the moves from the beginning to there.
    """

    moves: int
    turns: tuple[tuple[Line | Chosen, ...], ...]
    last: Page

    @property
    def told(self) -> list[Line | Chosen]:
        """All of its entries."""
        return [entry for turn in self.turns for entry in turn]


class Comparison(Struct, frozen=True):
    """Two ways that part on a page: that page's lines, and each way from there to its end."""

    common: tuple[Line, ...]
    turns: int
    """How many of the player's decisions both have in common."""
    one: Side
    other: Side


def ways_to_compare(tree: GameTree, one: int, other: int) -> tuple[int, int] | None:
    """The last pages of the two ways that go straight on from two pages; None where they are one way.

    Of a page and one that came of it by turning off, the first stands for the way that went straight on.
    """
    ends = tree.tip(one), tree.tip(other)
    return None if ends[0] == ends[1] else ends


def compared(session: Session, one: tuple[str, ...], other: tuple[str, ...]) -> Comparison:
    """Two ways of a session's tree from the page where they part.

    KeyError where a move is not open in today's story. ValueError where one way holds all of the other, which then parts
    from it nowhere. Costs a step for each move of both ways, and a page for each from there on.
    """
    at = parting(one, other)
    if at == min(len(one), len(other)):
        raise ValueError("one way holds the other")
    first, second = _along(session, one), _along(session, other)
    while at > 0 and first.page_at(at).fated:  # where fate went two ways, the player's page before it is the common one
        at -= 1
    common = tuple(line for line in first.page_at(at).lines if line.kind != "page")
    decided = sum(not first.page_at(moves).fated for moves in range(at))
    return Comparison(common, decided, _side(first, at), _side(second, at))


def _along(session: Session, path: tuple[str, ...]) -> Session:
    """The session at the end of a way, for what it reads as alone."""
    if session.path[: len(path)] == path:
        return Session(session.program, session.setup, path, session.states[: len(path) + 1])
    if parting(session.path, path):
        return session.go_to(path)
    return replay(session.program, session.setup, path)


def _side(session: Session, at: int) -> Side:
    turns: list[list[Line | Chosen]] = []
    for entry in entries(session, at):
        if isinstance(entry, Chosen) and (entry.move.kind != "fate" or not turns):
            turns.append([entry])
        elif turns:
            turns[-1].append(entry)
    return Side(len(session.path), tuple(tuple(turn) for turn in turns), session.page)
