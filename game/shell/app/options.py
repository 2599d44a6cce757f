"""The list of options under a page: what it looks like in rows, which one is pointed at, which a digit means.

Where the player types an answer there is a blank in place of the list. Options are numbered from 1 by their order, locked ones too, as in line mode, so that a number says the same everywhere.
Nothing is pointed at until the reader points.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from game.play.page import Move
from game.shell.app.rows import EMPTY, Row, break_text, pieces_of
from game.shell.app.typesetting import Block, Geometry, words_of

NOBODY = -1


class Blank(Struct, frozen=True):
    """A line to be written on. `written` stands on it where that was done already; `reply` is said under it."""

    written: str = ""
    reply: str = ""


class Menu(Struct, frozen=True):
    """What may be decided here. `pointed` is the option under the reader's finger, from 0, or -1."""

    moves: tuple[Move, ...] = ()
    pointed: int = NOBODY
    taken: str = ""
    """The id of the option that was taken here before the reader went back, or ""."""
    before: frozenset[str] = frozenset()
    """The ids of the options that were taken before, in any game."""
    blank: Blank | None = None
    """In place of options: where the answer is typed."""

    def point_at(self, number: int) -> Menu:
        """The menu with that option pointed at; out of range is nobody."""
        return replace(self, pointed=number if 0 <= number < len(self.moves) else NOBODY)

    def point_on(self, by: int) -> Menu:
        """The menu with the next or the last option pointed at, from end to end and round. Locked ones are told too."""
        if not self.moves:
            return self
        if self.pointed == NOBODY:
            return self.point_at(0 if by > 0 else len(self.moves) - 1)
        return self.point_at((self.pointed + by) % len(self.moves))

    @property
    def move(self) -> Move | None:
        """The option pointed at."""
        return self.moves[self.pointed] if 0 <= self.pointed < len(self.moves) else None

    def numbered(self, digit: int) -> Move | None:
        """The option with that number, from 1."""
        return self.moves[digit - 1] if 1 <= digit <= len(self.moves) else None


def set_menu(menu: Menu, where: Geometry) -> list[Row]:
    """The rows of a menu: an empty one, then each option with its words hanging behind its number."""
    if menu.blank is not None:
        return set_blank(menu.blank, where)
    rows: list[Row] = [EMPTY] if menu.moves else []
    digits = len(str(len(menu.moves)))
    for number, move in enumerate(menu.moves):
        rows += set_option(number, move, menu, where, digits)
    return rows


def set_blank(blank: Blank, where: Geometry) -> list[Row]:
    """The rows of a line to be written on: an empty one, the line itself behind its mark, what is said under it."""
    left = " " * (where.left - where.hang)
    width = max(4, where.measure + where.hang - 2)
    rows: list[Row] = [EMPTY]
    for start, end in break_text(blank.written, width, width):
        mark = "  " if len(rows) > 1 else "› "
        rows.append(Row(((left, ""), (mark, "option_mark"), (blank.written[start:end], "chosen"))))
    for start, end in break_text(blank.reply, width, width):
        rows.append(Row(((left + "  ", ""), (blank.reply[start:end], "reason"))) if blank.reply else EMPTY)
    return rows


def set_option(number: int, move: Move, menu: Menu, where: Geometry, digits: int) -> list[Row]:
    """The rows of one option: mark, number, words; and the reason after them where it is locked."""
    pointed = " pointed" if number == menu.pointed else ""
    words, stretches = words_of(move)
    text = f"{words}  {move.locked}" if move.locked else words
    block = Block(text, "locked" if move.locked else "option", (*stretches, (len(words), len(text), "reason")))
    lead = f"{number + 1:>{digits}}  "
    indent = 2 + len(lead)
    mark = "·" if move.id == menu.taken else "°" if move.id in menu.before else ""
    width = max(4, where.measure + where.hang - indent - (3 if mark else 0))
    left = (" " * (where.left - where.hang), "")
    rows: list[Row] = []
    for index, (start, end) in enumerate(break_text(text, width, width)):
        if index == 0:
            opening = [left, ("› " if pointed else "  ", "option_mark" + pointed)]
            opening.append((lead, ("locked" if move.locked else "number") + pointed))
        else:
            opening = [left, (" " * indent, "option" + pointed)]
        words_here = [(piece, roles + pointed) for piece, roles in pieces_of(block, start, end)]
        if index == 0 and mark:
            words_here.append((f"  {mark}", ("taken" if move.id == menu.taken else "hint") + pointed))
        rows.append(Row((*opening, *words_here), option=number))
    return rows
