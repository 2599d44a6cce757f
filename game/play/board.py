"""What lies on the memory board, for those who show it. A view of the state: looking is no move."""

from __future__ import annotations

from msgspec import Struct

from game.language.program import Program
from game.play.page import Styled
from game.play.runtime import glance_at, linked_of
from game.play.state import State
from game.play.words import said, styled, words_of


class Laid(Struct, frozen=True):
    """A memory on the board, with its text as it reads now: the line that surfaced, or the whole where it is recovered.

    `joinable` says whether it can be part of a link yet.
    """

    id: str
    title: str
    provenance: str
    recovered: bool
    joinable: bool
    text: str
    styles: tuple[Styled, ...] = ()


class Made(Struct, frozen=True):
    """A link that was made: its two memories in alphabetical order, and how it is read."""

    id: str
    pair: tuple[str, str]
    reading: str
    text: str
    styles: tuple[Styled, ...] = ()


class Settled(Struct, frozen=True):
    """A truth that is settled for good, and its value."""

    id: str
    value: str


class BoardView(Struct, frozen=True):
    """The board at the end of a state's page: memories and links in the order of the source, truths that are settled."""

    fragments: tuple[Laid, ...] = ()
    links: tuple[Made, ...] = ()
    truths: tuple[Settled, ...] = ()


def board_of(program: Program, state: State) -> BoardView:
    """The board as the player who sees the state's page would find it, whether it is open there or not."""
    linked, glance = linked_of(program), glance_at(program, state)
    values = glance.values
    fragments = []
    for each in linked.board.lying(values):
        info = each.info
        recovered = values[each.place[0]][each.place[1]] == 2
        text, styles = styled(said(words_of(info.recovered if recovered else info.surfaced, linked.places), glance))
        fragments.append(
            Laid(info.id, info.title, info.provenance, recovered, each.joinable(values), text, styles)
        )  # fmt: skip
    links = []
    for link in linked.board.links:
        if number := link.read(values):
            reading = link.readings[number - 1]
            text, styles = styled(said(reading.words, glance))
            links.append(Made(link.info.id, link.info.joins, reading.info.id.rpartition(".")[2], text, styles))
    truths = []
    for truth in program.truths:
        block, place = linked.places[truth.slot]
        if number := values[block][place]:
            truths.append(Settled(truth.id, truth.values[number]))
    return BoardView(tuple(fragments), tuple(links), tuple(truths))
