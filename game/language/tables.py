"""What a program keeps beside its instructions: its scenes, people, endings and memories, and where all was written."""

from __future__ import annotations

import struct

from msgspec.structs import astuple

from game.language.expressions import Expression
from game.language.model import Domain, Enum, Number, YesNo
from game.language.texts import Text
from game.text.source import Frozen, Span

PRINTED = 99
"""How far a count is kept that is printed or stored."""

BOARD = "board()"
"""The scene of what belongs to no link, and the slot that holds which links were read since the board was opened."""


class SceneInfo(Frozen, frozen=True):
    """A scene: where its instructions begin and end (exclusive), and what the page shows of it."""

    id: str
    entry: int
    end: int
    chapter: str = ""
    place: Text | None = None
    time: Text | None = None
    visits: str = ""
    turns: str = ""
    memory: str = ""
    """The fragment whose scene this is, or ""."""
    lead: str = ""
    """The lead whose scene this is, or "" where it is everybody's."""


class EndingInfo(Frozen, frozen=True):
    """An ending, with the words that a page shows of it."""

    id: str
    title: str
    about: Text


class LeadInfo(Frozen, frozen=True):
    """A lead: the name, and the point where that one's story starts."""

    id: str
    name: str
    about: str
    start: int


class FragmentInfo(Frozen, frozen=True):
    """A memory as the board shows it."""

    id: str
    owner: str
    title: str
    provenance: str
    surfaced: Text
    recovered: Text
    details: tuple[str, ...]


class SourceMap(Frozen, frozen=True):
    """Where the author wrote each instruction: for each point five numbers of four bytes (file, line, column, end line

    and end column; the file -1 where nothing is known). As one string of bytes it costs a big story no time to load.
    """

    files: tuple[str, ...] = ()
    places: bytes = b""

    def at(self, point: int) -> Span | None:
        """The place of an instruction, as far as it is known."""
        if not 0 <= point < len(self.places) // _PLACE.size:
            return None
        file, *place = _PLACE.unpack_from(self.places, point * _PLACE.size)
        return None if file < 0 else Span(self.files[file], *place)


_PLACE = struct.Struct("<5i")


def source_map(spans: dict[int, Span], points: int) -> SourceMap:
    """The spans of a program with that many instructions."""
    files = {name: number for number, name in enumerate(dict.fromkeys(span.file for span in spans.values()))}
    places = bytearray()
    for point in range(points):
        span = spans.get(point)
        where = (-1, 0, 0, 0, 0) if span is None else (files[span.file], *astuple(span)[1:])
        places += _PLACE.pack(*where)
    return SourceMap(tuple(files), bytes(places))


class ReadingInfo(Frozen, frozen=True):
    """One way to read a link: its move id, its words, and the point where its own instructions begin.

    `bit` is its number in the link's slot, from 1. `settled` is the test that while the link is read so, no other reading
    can be had any more; None where it argues for nothing.
    """

    id: str
    words: Text
    to: int
    bit: int
    settled: Expression | None = None


class LinkInfo(Frozen, frozen=True):
    """Two memories that belong together. `slot` tells how it is read (0: not yet); `wrong` is the point of what is said

    while one of the two is only surfaced, or -1.
    """

    id: str
    joins: tuple[str, str]
    slot: str
    readings: tuple[ReadingInfo, ...]
    wrong: int = -1


class BoardInfo(Frozen, frozen=True):
    """The memory board: its links, and the point of what is said of two memories that are none (-1 where nothing is).

    `read` is the slot that holds which links were read since it was opened, a bit each in their order.
    """

    links: tuple[LinkInfo, ...] = ()
    wrong: int = -1
    read: str = ""


class TruthInfo(Frozen, frozen=True):
    """What links argue about, and its slot; the first value stands until it is settled."""

    id: str
    values: tuple[str, ...]
    slot: str


class ToldInfo(Frozen, frozen=True):
    """What may be told, for the dossier. `slot` is a yes/no, or for a lie how far it has come.

    `by` and `to` are the ids of people, with their names beside them.
    """

    id: str
    by: str
    by_name: str
    to: str
    to_name: str
    text: Text
    lie: bool
    slot: str


class HeirloomInfo(Frozen, frozen=True):
    """What a finished game hands on: the name, the slot that holds it, and its domain."""

    name: str
    slot: str
    domain: Domain


def interval(domain: Domain) -> tuple[int, int]:
    """The least and the greatest number that stand for a value of the domain."""
    match domain:
        case Number(low, high):
            return low, high
        case YesNo():
            return 0, 1
        case Enum(values):
            return 0, len(values) - 1
        case _:
            return 0, (1 << len(domain.values)) - 1
