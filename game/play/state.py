"""Where a game stands: its setup, and its state at the beginning of a page."""

from __future__ import annotations

from msgspec import Struct

Block = tuple[int, ...]


class Position(Struct, frozen=True):
    """A place by permanent ids, for saves: scene and nearest id before it for each frame, the lowest frame first,

    and what differs from the start, by slot name: a number, a yes/no as 0 or 1, a word, or a list of words.
    """

    stack: tuple[tuple[str, str], ...]
    values: dict[str, int | str | list[str]]


class Setup(Struct, frozen=True, kw_only=True):
    """What a game is played with. `anchor` is set where it goes on from a position and not from the lead's first scene.

    `ghost` is what finished games of other leads hand on, `before` what one of the story before it does: see
    `game.play.legacy`.
    """

    lead: str
    seed: int = 0
    ghost: dict[str, int | str | list[str]] = {}
    before: dict[str, int | str | list[str]] = {}
    finished: tuple[str, ...] = ()
    anchor: Position | None = None


class State(Struct, frozen=True, gc=True):
    """The beginning of a page: the instruction to go on with, the frames to come back to (lowest first), all slots.

    Slots are held in blocks of `BLOCK` so that states share what did not change. Hashable.
    """

    point: int
    frames: tuple[int, ...]
    blocks: tuple[Block, ...]
    seed: int = 0
