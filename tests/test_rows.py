"""Wrapping: nothing lost, nothing too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from game.shell.app.rows import break_text, pieces_of, set_rows, shortened
from game.shell.app.typesetting import Block, geometry

TEXTS = some.text(alphabet="ab c-—信é \n", max_size=120)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("well-known", 6, ["well-", "known"]),
        ("信号所です", 4, ["信号", "所で", "す"]),
        ("a\nb", 10, ["a", "b"]),
        ("信", 1, ["信"]),
    ],
)
def test_a_text_is_broken_at_spaces_and_dashes_by_cells(text: str, width: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in break_text(text, width, width)] == rows


@given(TEXTS, some.integers(2, 20), some.integers(2, 20))
def test_no_character_but_space_is_lost_and_no_row_is_too_wide(text: str, first: int, rest: int) -> None:
    broken = break_text(text, first, rest)
    kept = "".join(text[start:end] for start, end in broken)
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    for number, (start, end) in enumerate(broken):
        assert cell_len(text[start:end]) <= (rest if number else first)


@given(TEXTS, some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), max_size=4))
def test_pieces_put_together_are_the_text(text: str, cuts: list[tuple[int, int]]) -> None:
    stretches = tuple((min(pair), max(pair), "strong") for pair in cuts)
    pieces = pieces_of(Block(text, stretches=stretches), 0, len(text))  # type: ignore[arg-type]
    assert "".join(words for words, _ in pieces) == text


@pytest.mark.parametrize("width", [10, 30, 60, 80, 120, 200])
def test_every_row_of_a_block_stands_within_the_terminal(width: int) -> None:
    block = Block("word " * 40, indent=2, hang=2, sign="›", label="Bernard Orlick", right="02:10")
    for row in set_rows(block, geometry(width), 0):
        assert cell_len(row.text) <= width


def test_a_row_knows_which_characters_it_shows() -> None:
    block = Block("one two three four", sign="›", sign_at=-2)
    where = geometry(80)
    for row in set_rows(block, where, 5)[1:]:
        assert row.block == 5
        assert row.text[row.column :] == block.text[row.start : row.end]


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("a bcd", 3, "a…"), ("信号所", 5, "信号…")]
)
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, width: int, cut: str) -> None:
    assert shortened(text, width) == cut
