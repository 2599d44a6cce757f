"""What is said of the memory board in plain words, the same in the app and in line mode."""

from __future__ import annotations

from game.language.program import Program
from game.play.board import BoardView, Laid, Made, Settled
from game.play.page import Move, Page

SIGNS = {True: "●", False: "○"}
"""The sign of a memory that is recovered, and of one of which only a line has surfaced."""

NOTHING_JOINS = "Nothing joins these two."
NOTHING_LIES = "There is nothing on the board yet."

_PROVENANCE = {"lived": "lived", "told": "told to you", "document": "on paper", "said": "something said"}


def source_of(laid: Laid) -> str:
    """Where a memory comes from."""
    return _PROVENANCE.get(laid.provenance, laid.provenance)


def provenance_of(laid: Laid) -> str:
    """Where a memory comes from, and whether there is only a line of it."""
    return source_of(laid) if laid.recovered else f"{source_of(laid)}, only a line so far"


def joined(board: BoardView, made: Made) -> str:
    """The two memories of a link by their titles."""
    titles = {each.id: each.title for each in board.fragments}
    return " and ".join(titles.get(each, each) for each in made.pair)


def settled_words(program: Program, settled: Settled) -> str:
    """A truth that is settled: `Whose cup: Vera Lund.`"""
    name = next((lead.name for lead in program.leads if lead.id == settled.value), settled.value.replace("_", " "))
    question = settled.id.replace("_", " ")
    return f"{question[:1].upper()}{question[1:]}: {name}."


def readings_of(page: Page, one: str, other: str) -> tuple[Move, ...]:
    """The moves that two memories laid together make, in the order of the page: readings, or the one in vain."""
    pair = tuple(sorted((one, other)))
    return tuple(move for move in page.open if move.pair == pair)
