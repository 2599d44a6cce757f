"""The memory board in line mode: what lies there in numbers, and what an answer to it means."""

from __future__ import annotations

import re

from game.language.program import Program
from game.play.board import BoardView
from game.play.page import Move, Page
from game.shell.board_words import (
    NOTHING_JOINS,
    NOTHING_LIES,
    joined,
    provenance_of,
    readings_of,
    settled_words,
)

HOW = "Two numbers lay two memories side by side, one number reads a memory again, close closes the board."

_NUMBERS = re.compile(r"\d{1,4}(?:[\s,+]+\d{1,4}){0,2}")


def board_told(program: Program, board: BoardView) -> list[tuple[str, str]]:
    """The lines of the board, each with what stands before it: memories by number, links with their readings, truths."""
    told = [
        (f"{number}. ", f"{each.title} ({provenance_of(each)})") for number, each in enumerate(board.fragments, 1)
    ] or [("", NOTHING_LIES)]
    told += [("", f"{joined(board, made)}: {made.text}") for made in board.links]
    told += [("", settled_words(program, each)) for each in board.truths]
    return told


def laid_together(board: BoardView, page: Page, text: str) -> Move | str | None:
    """What numbers mean on the board: a move, or what to tell. None where these are no numbers.

    `2` tells a memory; `2 5` makes the move of two that are laid together in vain, or lists how they may be read;
    `2 5 1` takes the first of those readings.
    """
    if not _NUMBERS.fullmatch(text):
        return None
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    fragments = board.fragments
    if any(not 1 <= number <= len(fragments) for number in numbers[:2]):
        return f"The memories have numbers from 1 to {len(fragments)}." if fragments else NOTHING_LIES
    one = fragments[numbers[0] - 1]
    if len(numbers) == 1:
        return f"{one.title}. {one.text}"
    other = fragments[numbers[1] - 1]
    if one is other:
        return "Lay two different memories side by side."
    moves = readings_of(page, one.id, other.id)
    if not moves:
        return NOTHING_JOINS
    if len(numbers) == 3:
        return moves[numbers[2] - 1] if 1 <= numbers[2] <= len(moves) else f"Readings go from 1 to {len(moves)}."
    if moves[0].kind == "wrong":
        return moves[0]
    ways = "\n".join(f"{numbers[0]} {numbers[1]} {number}: {move.label}" for number, move in enumerate(moves, 1))
    return f"{one.title} and {other.title} may be read so:\n{ways}"
