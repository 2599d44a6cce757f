"""The menu: pointing, numbers, and how options look."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from game.play.page import Move
from game.shell.app.options import Menu, set_menu
from game.shell.app.typesetting import geometry

MOVES = (
    Move(id="a.wait", label="Wait."),
    Move(id="a.ask", label="Who rang?", kind="say"),
    Move(id="a.gun", label="Open the drawer.", locked="It is empty."),
)


@pytest.mark.parametrize(("steps", "pointed"), [([1], 0), ([-1], 2), ([1, 1], 1), ([1, -1], 2), ([1, 1, 1, 1], 0)])
def test_arrows_go_round_and_begin_at_an_end(steps: list[int], pointed: int) -> None:
    menu = Menu(MOVES)
    for step in steps:
        menu = menu.point_on(step)
    assert menu.pointed == pointed


def test_nothing_is_pointed_at_until_the_reader_points() -> None:
    assert Menu(MOVES).move is None
    assert Menu().point_on(1).move is None


@pytest.mark.parametrize(("digit", "found"), [(0, None), (1, "a.wait"), (3, "a.gun"), (4, None)])
def test_numbers_begin_at_1_and_count_locked_options(digit: int, found: str | None) -> None:
    move = Menu(MOVES).numbered(digit)
    assert (move.id if move else None) == found


def test_options_show_number_quotation_reason_and_what_was_taken() -> None:
    rows = [row.text[4:] for row in set_menu(Menu(MOVES, pointed=0, taken="a.ask"), geometry(80)) if row.pieces]
    assert rows == ["› 1  Wait.", "  2  “Who rang?”  ·", "  3  Open the drawer.  It is empty."]


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_long_options_hang_behind_their_number_within_the_terminal(width: int) -> None:
    menu = Menu(tuple(Move(id=f"a.b{number}", label="a long road " * 12) for number in range(10)))
    rows = [row for row in set_menu(menu, geometry(width)) if row.pieces]
    assert {row.option for row in rows} == set(range(10))
    starts = [len(row.text) - len(row.text.lstrip(" 0123456789")) for row in rows]
    assert len(set(starts)) == 1
    assert all(cell_len(row.text) <= width for row in rows)
