"""The typographic form of every kind of line."""

from __future__ import annotations

import pytest

from game.play.page import Line, Move, Styled
from game.shell.app.rows import set_rows
from game.shell.app.typesetting import geometry, set_chosen, set_line

NARROW, WIDE, EDGE = geometry(80), geometry(120), geometry(60)


def looks(line: Line, width: int = 80) -> list[str]:
    """The rows of a line without the margin and the empty rows before."""
    where = geometry(width)
    return [row.text[max(0, where.left - 2) :] for row in set_rows(set_line(line, where), where, 0) if row.pieces]


@pytest.mark.parametrize(
    ("width", "left", "measure"),
    [(200, 66, 68), (120, 26, 68), (80, 6, 68), (70, 1, 68), (60, 1, 58), (10, 1, 8), (1, 0, 8)],
)
def test_the_column_is_68_wide_in_the_middle_and_edge_to_edge_where_it_must(
    width: int, left: int, measure: int
) -> None:
    assert (geometry(width).left, geometry(width).measure) == (left, measure)


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (Line(text="It snows."), ["  It snows."]),
        (Line(text="Vienna · 21:10", kind="place"), ["  Vienna" + " " * 57 + "21:10"]),
        (Line(text="Vienna", kind="place"), ["  Vienna"]),
        (Line(text="Twice.", kind="speech", name="Orlick"), ["  Orlick  Twice."]),
        (Line(text="Twice.", kind="speech", name="Orlick", manner="cold"), ["  Orlick  (cold) Twice."]),
        (Line(text="A bell.", kind="surfaced", name="The door"), ["  ○ The door. A bell."]),
        (Line(text="You rang.", kind="recovered", name="The door"), ["  ● The door. You rang."]),
        (Line(text="Rain.", kind="memory"), ["  │ Rain."]),
        (Line(text="He lies.", kind="note"), ["+ He lies."]),
    ],
    ids=lambda value: value.kind if isinstance(value, Line) else "",
)
def test_each_kind_of_line_has_its_form(line: Line, rows: list[str]) -> None:
    assert looks(line) == rows


def test_a_speech_hangs_under_its_name_where_the_name_runs_in() -> None:
    rows = looks(Line(text="word " * 20, kind="speech", name="Orlick"))
    assert rows[0].startswith("  Orlick  word") and rows[1].startswith("    word")


def test_a_name_stands_in_the_margin_of_a_wide_terminal() -> None:
    row = set_rows(set_line(Line(text="Twice.", kind="speech", name="Orlick"), WIDE), WIDE, 0)[-1]
    assert row.text == " " * 17 + "Orlick   Twice."
    assert row.column == WIDE.left


def test_a_name_too_long_for_the_margin_runs_in() -> None:
    block = set_line(Line(text="Yes.", kind="speech", name="The Secretary to the Delegate"), WIDE)
    assert not block.label and block.text.startswith("The Secretary")


def test_emphasis_moves_with_the_name_before_it() -> None:
    line = Line(text="It is out.", kind="speech", name="Orlick", manner="cold", styles=(Styled(6, 9, "emphasis"),))
    for where in (NARROW, WIDE):
        block = set_line(line, where)
        start, end = next((start, end) for start, end, role in block.stretches if role == "emphasis")
        assert block.text[start:end] == "out"


@pytest.mark.parametrize(
    ("move", "text"),
    [(Move(id="a.b", label="Who rang?", kind="say"), "“Who rang?”"), (Move(id="a.c", label="Wait."), "Wait.")],
)
def test_what_was_chosen_is_marked_and_what_was_said_is_quoted(move: Move, text: str) -> None:
    block = set_chosen(move, EDGE)
    assert block is not None and (block.text, block.sign) == (text, "›")


def test_fate_leaves_no_mark_in_the_text() -> None:
    assert set_chosen(Move(id="a.b", label="He wakes", kind="fate"), NARROW) is None
