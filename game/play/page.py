"""What a player sees: lines, moves, and perhaps an ending. Plain values that every front end shows in its own way."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Style = Literal["emphasis", "strong"]

LineKind = Literal["place", "narration", "speech", "surfaced", "memory", "recovered", "note", "prompt", "page"]
"""place: where and when a scene plays. surfaced, recovered: a memory's own text, with its title in `name`.
memory: narration of a memory's scene. note: for the journal. prompt: the question to which the player types an answer,
always the last line of its page. page: a mark that a new screenful begins; its text is empty."""

MoveKind = Literal["do", "say", "fate", "answer", "link", "wrong", "close"]
"""do, say: an option. fate: what fate may pick. answer: a word that the player may type. link: a reading of two
memories that belong together; wrong: two memories that are laid together in vain; close: the board is put away."""

CLOSE = "close"
"""The id of the move that puts the board away."""


class Styled(Struct, frozen=True):
    """Emphasis on the characters `start` to `end` (from 0, exclusive) of a text."""

    start: int
    end: int
    style: Style


class Line(Struct, frozen=True, kw_only=True):
    """A paragraph. `speaker` is the id of who speaks ("" in narration), `name` that one's name, `manner` how."""

    text: str
    kind: LineKind = "narration"
    speaker: str = ""
    name: str = ""
    manner: str = ""
    styles: tuple[Styled, ...] = ()
    fragment: str = ""
    """The memory whose scene or text this is, or ""."""
    point: int = -1
    """The instruction that said it; `Program.span_of(point)` is its place in the source."""


class Move(Struct, frozen=True, kw_only=True):
    """Something that can be decided here. `id` is unique among the page's moves: `kitchen.coat`.

    `label` is what the player reads (without quotation marks where kind is "say"); `locked` is the reason why it cannot
    be taken now, or "". Fate's moves have `odds`, and a label only where the author gave one for the record.
    `accepts` are the words that are taken for an answer: none where it stands for whatever is typed beside. `pair` are the
    memories that a move of the board lays together, in alphabetical order of their ids, or ().
    """

    id: str
    label: str = ""
    kind: MoveKind = "do"
    locked: str = ""
    odds: int = 1
    styles: tuple[Styled, ...] = ()
    accepts: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The last part of the id, which will do in line mode and in transcripts."""
        return self.id.rpartition(".")[2]


class Reached(Struct, frozen=True):
    """The ending that a page ends with."""

    id: str
    title: str
    about: str


class Page(Struct, frozen=True, kw_only=True):
    """All that happens until somebody must decide.

    `ending` is set where the game is over and `trouble` where the story cannot go on (its author's mistake); then there
    are no moves. Where fate is to decide, every move is of kind "fate" and the shell picks one at once.
    """

    lines: tuple[Line, ...]
    moves: tuple[Move, ...] = ()
    ending: Reached | None = None
    trouble: str = ""
    scene: str = ""
    place: str = ""
    time: str = ""
    chapter: str = ""

    @property
    def open(self) -> tuple[Move, ...]:
        """The moves that can be taken."""
        return tuple([move for move in self.moves if not move.locked])

    @property
    def fated(self) -> bool:
        """Whether fate decides here, not the player."""
        return bool(self.moves) and self.moves[0].kind == "fate"

    @property
    def asks(self) -> bool:
        """Whether the player types an answer here."""
        return bool(self.moves) and self.moves[0].kind == "answer"

    @property
    def reflects(self) -> bool:
        """Whether the memory board is open. Its last move closes it."""
        return bool(self.moves) and self.moves[-1].kind == "close"
