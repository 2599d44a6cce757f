"""How each kind of line stands on the page: the typographic forms, apart from any terminal.

An entry of the transcript (a line, or what was chosen) becomes a `Block`: a paragraph with its indents, the sign that
hangs before it, the name that stands in the margin, and roles (names of styles) over stretches of its text. Nothing
here knows a colour or parses markup, so an author's brackets are only brackets.

At less than `WITH_NAMES_IN_MARGIN` columns a speaker's name runs in before the words and the rest hangs under it; in
wider terminals it stands in the left margin, as in a printed play.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from game.play.page import Line, Move, Reached, Styled
from game.play.transcript import Chosen, decided

MEASURE = 68
"""The widest line of prose, in columns: about 66 characters, which print has found kindest to the eye."""

MARGIN_FOR_NAMES = 22
WITH_NAMES_IN_MARGIN = MEASURE + 2 * MARGIN_FOR_NAMES

Role = Literal[
    "prose", "speech", "emphasis", "strong", "name", "manner", "chosen", "chosen_mark", "place", "time", "memory",
    "memory_title", "memory_mark", "note", "note_mark", "ending", "ending_title", "trouble", "number", "option",
    "option_mark", "locked", "reason", "taken", "hint",
]  # fmt: skip

Stretch = tuple[int, int, Role]
"""Characters from the first number (from 0) to the second (exclusive) have this role beside the block's own."""

Entry = Line | Chosen


class Geometry(Struct, frozen=True):
    """Where the column of prose stands in so many columns of terminal."""

    width: int
    left: int
    measure: int

    @property
    def names_in_margin(self) -> bool:
        """Whether there is room for the speakers' names beside the prose."""
        return self.left >= MARGIN_FOR_NAMES

    @property
    def hang(self) -> int:
        """By how many columns a sign may hang out of the prose into the margin: 2, or 0 where there is none."""
        return 2 if self.left >= 3 else 0


def geometry(width: int) -> Geometry:
    """The column for that width: 68 columns in the middle; edge to edge but for one column where there are no more."""
    measure = max(8, min(MEASURE, width - 2))
    return Geometry(width, max(0, (width - measure) // 2), measure)


class Block(Struct, frozen=True):
    """A paragraph to be set. Columns count from the left edge of the measure; `indent` and `sign_at` may be negative."""

    text: str
    role: Role = "prose"
    stretches: tuple[Stretch, ...] = ()
    indent: int = 0
    hang: int = 0
    """How much further every row but the first is indented."""
    sign: str = ""
    sign_role: Role = "chosen_mark"
    sign_at: int = 0
    bar: str = ""
    """Drawn at `sign_at` in every row."""
    label: str = ""
    """A speaker's name, for the margin."""
    right: str = ""
    """Set at the right end of the first row (the hour of a place)."""
    space: int = 1
    """Empty rows before it."""
    said_by: str = ""
    """What a copy of the text puts before it."""


def roles_of(styles: tuple[Styled, ...], offset: int = 0) -> tuple[Stretch, ...]:
    """An author's emphasis as roles, moved on by that many characters."""
    return tuple((styled.start + offset, styled.end + offset, styled.style) for styled in styles)


def set_line(line: Line, where: Geometry) -> Block:
    """A line of the story as a block. Marks for the reader ("page") become an empty one."""
    out = -where.hang
    match line.kind:
        case "speech":
            return set_speech(line, where)
        case "place":
            text, _, hour = line.text.rpartition(" · ")
            if text and len(text) + len(hour) + 4 <= where.measure:
                return Block(text, "place", right=hour, space=2)
            return Block(line.text, "place", roles_of(line.styles), space=2)
        case "surfaced" | "recovered":
            sign = "○" if line.kind == "surfaced" else "●"
            title = f"{line.name}. " if line.name else ""
            head: tuple[Stretch, ...] = ((0, len(line.name), "memory_title"),) if line.name else ()
            return Block(
                title + line.text, "memory", head + roles_of(line.styles, len(title)),
                indent=2, sign=sign, sign_role="memory_mark",
            )  # fmt: skip
        case "memory":
            return Block(
                line.text, "memory", roles_of(line.styles),
                indent=2, bar="│", sign_role="memory_mark",
            )  # fmt: skip
        case "note":
            return Block(
                line.text, "note", roles_of(line.styles), indent=2 + out, sign="+", sign_role="note_mark", sign_at=out
            )
        case "page":
            return Block("", space=0)
        case _:
            return Block(line.text, "prose", roles_of(line.styles))


def set_speech(line: Line, where: Geometry) -> Block:
    """A speech: name in the margin or run in, then how it is said, then the words."""
    manner = f"({line.manner}) " if line.manner else ""
    said_by = f"{line.name}: " if line.name else ""
    if where.names_in_margin and len(line.name) <= MARGIN_FOR_NAMES - 3:
        stretches: tuple[Stretch, ...] = ((0, max(0, len(manner) - 1), "manner"),) if manner else ()
        return Block(
            manner + line.text, "speech", stretches + roles_of(line.styles, len(manner)),
            label=line.name, said_by=said_by,
        )  # fmt: skip
    name = f"{line.name}  " if line.name else ""
    opening: list[Stretch] = [(0, len(line.name), "name")] if name else []
    if manner:
        opening.append((len(name), len(name) + len(manner) - 1, "manner"))
    before = len(name) + len(manner)
    return Block(name + manner + line.text, "speech", (*opening, *roles_of(line.styles, before)), hang=2 if name else 0)


def set_chosen(move: Move, where: Geometry) -> Block | None:
    """What the reader decided, as it stays in the transcript. None for fate's moves, whose text runs on unbroken."""
    if move.kind == "fate":
        return None
    text, stretches = words_of(move)
    return Block(
        text, "chosen", stretches, indent=2 - where.hang, sign="›", sign_role="chosen_mark", sign_at=-where.hang
    )


def words_of(move: Move) -> tuple[str, tuple[Stretch, ...]]:
    """A move's label as it is printed, in quotation marks where it is spoken, and the roles in it."""
    return decided(move), roles_of(move.styles, 1 if move.kind == "say" else 0)


def set_ending(ending: Reached) -> tuple[Block, ...]:
    """The end of a game: its title, and what it was about."""
    title = Block(ending.title, "ending_title", space=2)
    return (title, Block(ending.about, "ending")) if ending.about else (title,)


def set_trouble(trouble: str) -> Block:
    """A story that cannot go on, which is its author's mistake and not the reader's."""
    return Block(trouble, "trouble", indent=2, sign="!", sign_role="trouble", space=2)
