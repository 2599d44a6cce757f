"""What was probably meant."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.text import spelling
from game.text.spelling import nearest

KNOWN = ["kitchen", "back_room", "fish_plant", "archive", "heat", "cover", "wait", "coat", "tools", "at", "to", "hands"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("kitchn", "kitchen"),
        ("kithcen", "kitchen"),
        ("kitchenn", "kitchen"),
        ("Kitchen", "kitchen"),
        ("KITCHENS", "kitchen"),
        ("backroom", "back_room"),
        ("back-room", "back_room"),
        ("fishplant", "fish_plant"),
        ("arhcives", "archive"),
        ("hand", "hands"),
        ("tool", "tools"),
        ("haet", "heat"),
        ("covre", "cover"),
        ("AT", "at"),
    ],
)
def test_a_slip_finds_its_word(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


@pytest.mark.parametrize("word", ["", "_", "garden", "ta", "ht", "chitin", "cellar", "zzzzzzz", "hxxt"])
def test_what_is_too_far_from_everything_finds_nothing(word: str) -> None:
    assert nearest(word, KNOWN) is None


def test_the_nearer_of_two_wins_and_of_two_as_near_the_first() -> None:
    assert nearest("coatx", ["coats_a", "coat"]) == "coat"
    assert nearest("bat", ["cat", "rat"]) == "cat"


def test_the_word_itself_is_no_suggestion() -> None:
    assert nearest("heat", ["heat"]) is None
    assert nearest("heat", ["heat", "heats"]) == "heats"


def test_words_that_share_most_of_their_letters_are_told_apart_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = []
    slips = spelling.slips_between

    def counting(one: str, other: str, most: int) -> int:
        counted.append(other)
        return slips(one, other, most)

    monkeypatch.setattr(spelling, "slips_between", counting)
    known = [*(f"{letter}{letter}{letter}_room" for letter in "abcdefghijklmnp"), "kitchen"]
    assert nearest("kitchin", known) == "kitchen"
    assert counted == ["kitchen"]


LETTERS = st.text(alphabet="abc_ s", max_size=8)


@given(LETTERS, LETTERS)
def test_a_slip_counts_the_same_from_both_sides(one: str, other: str) -> None:
    assert spelling.slips_between(one, other, 9) == spelling.slips_between(other, one, 9) == _counted(one, other)


@cache
def _counted(one: str, other: str) -> int:
    """The slips between two words, by the definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [_counted(one[1:], other) + 1, _counted(one, other[1:]) + 1]
    ways.append(_counted(one[1:], other[1:]) + (one[0] != other[0]))
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        ways.append(_counted(one[2:], other[2:]) + 1)
    return min(ways)
