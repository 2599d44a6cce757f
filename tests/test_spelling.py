"""What was probably meant."""

import pytest

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
