"""The tree of a game in line mode: listed by number, gone about in, named and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program
from game.play.saves import decode, restore
from tests.test_line_mode import Played
from tests.test_tree_screen import long_game
from tests.walks import walk

COAT, WAIT, TEA = "kitchen.coat", "kitchen.wait", "kitchen.tea"


def played(kitchen: Program, folder: Path, *answers: str) -> Played:
    """A game at the tea; another way of it waited, which is named."""
    session = walk(kitchen, COAT, WAIT).named(2, "the screws").go_to((COAT,)).play(TEA)
    return Played(session, folder, *answers)


def test_the_tree_is_listed_by_number(kitchen: Program, tmp_path: Path) -> None:
    out = played(kitchen, tmp_path, "tree").out
    assert (
        "1. The beginning (Barrington Street, Halifax, 21:10)\n"
        "2. “That’s my coat.”\n"
        "   or 3. Say nothing and count the screws. (named “the screws”)\n"
        "4. Ask if there’s any tea. (you are here)\n"
    ) in out
    assert "begins with “or”" in out


@pytest.mark.parametrize("where", ["3", "3.", "the screws", "The Screws"])
def test_one_goes_to_a_page_by_number_or_name(kitchen: Program, tmp_path: Path, where: str) -> None:
    game = played(kitchen, tmp_path, f"goto {where}")
    assert game.path == (COAT, WAIT)
    assert "Four. He has lined them up by length." in game.out
    kept = decode((tmp_path / "kitchen" / "autosave-daniel.json").read_bytes())
    assert restore(kitchen, kept).session == game.mode.session


def test_a_number_means_what_the_last_list_says_wherever_play_has_gone(kitchen: Program, tmp_path: Path) -> None:
    assert played(kitchen, tmp_path, "tree", "goto 3", "goto 4").path == (COAT, TEA)
    assert played(kitchen, tmp_path, "tree", "goto 3", "tree", "goto 4").path == (COAT, WAIT)


def test_a_page_is_named_and_its_name_taken_away(kitchen: Program, tmp_path: Path) -> None:
    game = played(kitchen, tmp_path, "name 1 the  start", "tree", "name 1", "tree")
    assert "Page 1 is “the start” now." in game.out
    assert "21:10; named “the start”)" in game.out
    assert "It has no name now." in game.out
    assert [each.name for each in game.mode.session.branches if each.name] == ["the screws"]


def test_two_ways_are_told_from_where_they_part(kitchen: Program, tmp_path: Path) -> None:
    out = played(kitchen, tmp_path, "compare 3 4").out
    assert (
        "The first choice is the same, up to:\n\n"
        "Bernard Orlick: It was on the hook. I was cold.\n\n"
        "The first way, to “the screws”:\n\n> Say nothing and count the screws.\n\n"
        "Four. He has lined them up by length.\n"
    ) in out
    assert "The second way, on which you are:\n\n> Ask if there’s any tea.\n" in out
    assert out.index("You are where you were.") > out.index("The second way")


def test_one_page_is_compared_with_the_way_that_is_played(kitchen: Program, tmp_path: Path) -> None:
    one, two = (played(kitchen, tmp_path / name, f"compare {name}").out for name in ("3", "3 4"))
    assert one == two


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("goto", "Say which page: goto 3."),
        ("goto 5", "There is no page 5 in the list that tree tells: it has 1 to 4."),
        ("goto 0", "There is no page 0"),
        ("goto " + "9" * 5000, "There is no page 999999999999 in"),
        ("goto nowhere", "No page is called “nowhere”."),
        ("goto ²", "No page is called “²”."),
        ("goto 4", "You are there."),
        ("/name", "Say which page: name 3 at the harbour."),
        ("name 1 " + "x" * 61, "A name has 60 characters at most."),
        ("compare", "Say which two pages: compare 3 8."),
        ("compare 1 2 3", "Say which two pages"),
        ("compare 1 2", "Both pages lie on one way"),
        ("compare 1 9", "There is no page 9"),
    ],
)
def test_what_cannot_be_done_is_told(kitchen: Program, tmp_path: Path, command: str, reply: str) -> None:
    game = played(kitchen, tmp_path, command)
    assert reply in " ".join(game.out.split())
    assert game.path == (COAT, TEA)


@pytest.mark.parametrize(("command", "rows"), [("tree", 1), ("tree all", 59)])
def test_of_a_large_tree_the_pages_in_a_row_are_one_line(tmp_path: Path, command: str, rows: int) -> None:
    out = Played(long_game(60), tmp_path, command).out
    assert ("2 to 60. 59 choices\n" in out) == (rows == 1)
    assert out.count("Walk on.") == (2 if rows == 1 else 61)  # once among the options
    assert ("tree all lists" in out) == (rows == 1)


def test_what_steers_a_terminal_does_not_get_into_a_name(kitchen: Program, tmp_path: Path) -> None:
    game = played(kitchen, tmp_path, "name 1 re\x1b[31md")
    assert [each.name for each in game.mode.session.branches] == ["the screws", "re[31md"]
