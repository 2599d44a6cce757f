"""The memory board, ready to ask: what lies on it, what may be laid together, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.program import Program
from game.language.tables import FragmentInfo, LinkInfo, ReadingInfo
from game.play.page import CLOSE, Move
from game.play.values import Reader, Values, expression_reader
from game.play.words import Reading, Words, said, styled, words_of

CLOSING = "Close the board."
"""The label of the move that puts the board away."""

Places = dict[str, tuple[int, int]]


class LinkedFragment:
    """A memory as the board holds it."""

    __slots__ = ("info", "place", "said")

    def __init__(self, info: FragmentInfo, places: Places) -> None:
        self.info = info
        self.place = places[f"memory({info.id})"]
        self.said = info.provenance == "said"

    def lies(self, values: Values) -> bool:
        """Whether it lies on the board: it has surfaced, or is recovered."""
        return values[self.place[0]][self.place[1]] > 0

    def joinable(self, values: Values) -> bool:
        """Whether it can be joined: it is recovered, or was said and has surfaced."""
        return values[self.place[0]][self.place[1]] > (0 if self.said else 1)


class LinkedReading:
    """A reading of a link: its words, and whether no other can be had in its stead."""

    __slots__ = ("info", "move", "settled", "words")

    def __init__(self, info: ReadingInfo, pair: tuple[str, str], places: Places) -> None:
        self.info = info
        self.words: str | Words = words_of(info.words, places)
        self.settled: Reader | None = None if info.settled is None else expression_reader(info.settled, places)
        self.move = None if callable(self.words) else _link_move(info.id, self.words, pair)
        """The move, if its words never vary."""


def _link_move(id: str, words: str, pair: tuple[str, str]) -> Move:
    label, styles = styled(words)
    return Move(id=id, label=label, kind="link", styles=styles, pair=pair)


class LinkedLink:
    """A link, with what it joins. `bit` is its own in the slot of what was read since the board was opened."""

    __slots__ = ("bit", "info", "place", "readings", "two")

    def __init__(self, info: LinkInfo, bit: int, fragments: dict[str, LinkedFragment], places: Places) -> None:
        self.info = info
        self.bit = bit
        self.place = places[info.slot]
        self.two = (fragments[info.joins[0]], fragments[info.joins[1]])
        self.readings = tuple(LinkedReading(each, info.joins, places) for each in info.readings)

    def read(self, values: Values) -> int:
        """Which reading it has, from 1; 0 where it was not made yet."""
        return values[self.place[0]][self.place[1]]

    def joinable(self, values: Values) -> bool:
        """Whether both memories can be joined."""
        return self.two[0].joinable(values) and self.two[1].joinable(values)


class LinkedBoard:
    """The board of one program. Asking for one move costs no more than that move, however many pairs there are."""

    def __init__(self, program: Program, places: Places) -> None:
        board = program.board
        self.fragments = tuple(LinkedFragment(info, places) for info in program.fragments)
        self.by_id = {each.info.id: each for each in self.fragments}
        self.links = tuple(LinkedLink(each, 1 << n, self.by_id, places) for n, each in enumerate(board.links))
        self.by_pair = {each.info.joins: each for each in self.links}
        self.by_move = {reading.info.id: (link, reading) for link in self.links for reading in link.readings}
        self.wrong = board.wrong
        self.since = places[board.read] if board.read else None
        """Where it is held which links were read since the board was opened."""

    def lying(self, values: Values) -> list[LinkedFragment]:
        """The memories on the board, in the order of the source."""
        return [each for each in self.fragments if each.lies(values)]

    def moves(self, run: Reading) -> list[Move]:
        """All that can be done: each link's readings, then every pair that says it is none, then to close the board."""
        found = []
        for link in self.links:
            for reading in self.open_readings(link, run.values):
                move = reading.move
                found.append(
                    _link_move(reading.info.id, said(reading.words, run), link.info.joins) if move is None else move
                )
        for one, other in self.wrong_pairs(run.values):
            label = f"{styled(one.info.title)[0]} and {styled(other.info.title)[0]}"
            pair = (one.info.id, other.info.id)
            found.append(Move(id="+".join(pair), label=label, kind="wrong", pair=pair))
        found.append(Move(id=CLOSE, label=CLOSING, kind="close"))
        return found

    def open_readings(self, link: LinkedLink, values: Values) -> tuple[LinkedReading, ...]:
        """How a link may be read now: in any way, or once it is read in another, but once only on one board, and no

        more when the truth that it argues for is settled.
        """
        if not link.joinable(values):
            return ()
        number = link.read(values)
        if number == 0:
            return link.readings
        if self.since is not None and values[self.since[0]][self.since[1]] & link.bit:
            return ()
        settled = link.readings[number - 1].settled
        if settled is not None and settled(values):
            return ()
        return tuple(each for each in link.readings if each.info.bit != number)

    def wrong_pairs(self, values: Values) -> Iterator[tuple[LinkedFragment, LinkedFragment]]:
        """The pairs on the board that can be laid together in vain, each in the order of its ids."""
        if self.wrong < 0:
            pairs = [link.two for link in self.links if link.two[0].lies(values) and link.two[1].lies(values)]
        else:
            lying = self.lying(values)
            pairs = [(one, other) for number, one in enumerate(lying) for other in lying[number + 1 :]]
        for one, other in pairs:
            two = (one, other) if one.info.id < other.info.id else (other, one)
            if self.in_vain(*two, values) >= 0:
                yield two

    def in_vain(self, one: LinkedFragment, other: LinkedFragment, values: Values) -> int:
        """Where it is said that two memories on the board, in the order of their ids, are no link; -1 where it is not."""
        link = self.by_pair.get((one.info.id, other.info.id))
        if link is None:
            return self.wrong
        if link.joinable(values) or link.read(values):
            return -1
        return self.wrong if link.info.wrong < 0 else link.info.wrong

    def point_of(self, move_id: str, values: Values) -> int:
        """The point where a link's or a wrong pair's own instructions begin; -1 where the move is not open."""
        if (found := self.by_move.get(move_id)) is not None:
            link, reading = found
            return reading.info.to if reading in self.open_readings(link, values) else -1
        first, _, second = move_id.partition("+")
        one, other = self.by_id.get(first), self.by_id.get(second)
        if one is None or other is None or first >= second or not (one.lies(values) and other.lies(values)):
            return -1
        return self.in_vain(one, other, values)

    def read_since(self, move_id: str, values: Values) -> int:
        """Which links were read since the board was opened, this move's among them."""
        if self.since is None or move_id == CLOSE:
            return 0
        held = values[self.since[0]][self.since[1]]
        found = self.by_move.get(move_id)
        return held if found is None else held | found[0].bit
