"""Blocks broken into rows of a terminal's columns: wrapping, indents, margins. Widths are in cells, not characters.

A `Row` is a whole line of the screen as stretches of (text, role); "" is the role of empty paper. It knows which
characters of its block it shows, so that a place survives re-wrapping and a selection can be copied as prose.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from rich.cells import cell_len

from game.shell.app.typesetting import Block, Geometry

Piece = tuple[str, str]
"""Text and its roles: names of roles with spaces between, the last the strongest; "" is empty paper."""


class Row(Struct, frozen=True):
    """One line of the screen. `block` is its entry's number or -1; `start` to `end` are characters of the block."""

    pieces: tuple[Piece, ...]
    block: int = -1
    start: int = 0
    end: int = 0
    column: int = 0
    """The character of this row (from 0) at which the block's own text begins."""
    option: int = -1
    """The option this row belongs to, by its number in the menu from 0."""

    @property
    def text(self) -> str:
        """All of it, margins included."""
        return "".join(text for text, _ in self.pieces)


EMPTY = Row(())


def break_text(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Where a text's rows begin and end, in characters from 0, by greedy filling; the spaces at a break belong to none.

    `first` and `rest` are widths in cells, 1 or more. A newline always breaks. A word wider than a row is cut.
    """
    rows: list[tuple[int, int]] = []
    plain = text.isascii()
    at = 0
    length = len(text)
    width = first
    while at < length:
        newline = text.find("\n", at)
        stop = length if newline < 0 else newline
        if plain and stop - at <= width:
            end = stop
        else:
            end = at + width if plain else at + fitting(text[at:stop], width)
            if end >= stop:
                end = stop
            elif text[end] != " ":
                space = text.rfind(" ", at, end)
                dash = max(text.rfind("—", at, end), text.rfind("-", at, end)) + 1
                if max(space, dash) > at:
                    end = max(space, dash)
        shown_to = end
        while shown_to > at and text[shown_to - 1] == " ":
            shown_to -= 1
        rows.append((at, shown_to))
        if end == newline:
            at = end + 1
        else:
            at = end
            while at < length and text[at] == " ":
                at += 1
        width = rest
    return rows or [(0, 0)]


def fitting(text: str, width: int) -> int:
    """How many characters of a text fit into that many cells; 1 at least."""
    cells = 0
    for number, character in enumerate(text):
        cells += 1 if character.isascii() else cell_len(character)
        if cells > width:
            return max(1, number)
    return len(text)


def pieces_of(block: Block, start: int, end: int) -> list[Piece]:
    """The characters `start` to `end` of a block, cut where the roles change."""
    cuts = {start, end}
    for first, last, _ in block.stretches:
        cuts.update(cut for cut in (first, last) if start < cut < end)
    edges = sorted(cuts)
    pieces: list[Piece] = []
    for left, right in pairwise(edges):
        roles = [block.role, *(role for first, last, role in block.stretches if first <= left and right <= last)]
        pieces.append((block.text[left:right], " ".join(roles)))
    return pieces


def set_rows(block: Block, where: Geometry, number: int) -> list[Row]:
    """The rows of a block, the empty ones before it included (they belong to no block)."""
    rows: list[Row] = [EMPTY] * block.space
    width = max(4, where.measure - block.indent)
    broken = break_text(block.text, width, max(4, width - block.hang))
    for index, (start, end) in enumerate(broken):
        indent = where.left + block.indent + (block.hang if index else 0)
        pieces: list[Piece] = []
        column = indent
        sign = block.bar or (block.sign if index == 0 else "")
        if sign:
            before = max(0, where.left + block.sign_at)
            gap = indent - before - cell_len(sign)
            pieces += [(" " * before, ""), (sign, block.sign_role), (" " * max(0, gap), "")]
            column = before + len(sign) + max(0, gap)
        elif block.label and index == 0:
            before = max(0, indent - 3 - cell_len(block.label))
            gap = indent - before - cell_len(block.label)
            pieces += [(" " * before, ""), (block.label, "name"), (" " * gap, "")]
            column = before + len(block.label) + gap
        else:
            pieces.append((" " * indent, ""))
        pieces += pieces_of(block, start, end)
        if block.right and index == 0:
            used = sum(cell_len(text) for text, _ in pieces)
            gap = where.left + where.measure - used - cell_len(block.right)
            pieces += [(" " * gap, ""), (block.right, "time")] if gap >= 2 else []
        rows.append(Row(tuple(pieces), number, start, end, column))
    return rows


def shortened(text: str, width: int) -> str:
    """A text cut to so many cells, with an ellipsis where it was longer."""
    if cell_len(text) <= width:
        return text
    return text[: fitting(text, max(1, width - 1))].rstrip() + "…"
