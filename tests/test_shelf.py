"""The shelf of saved games: names that are safe on every system, lists that never fail, autosaves that lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from game.language.program import Program
from game.play.save_format import MOST_MOVES
from game.play.saves import SavedGame, SaveError, decode, encode, restore
from game.play.session import Branch, Session
from game.shell import files
from game.shell.shelf import Shelf, all_shelves, story_shelf
from game.shell.slots import file_name
from tests.walks import walk

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return story_shelf(tmp_path, "kitchen")


def names(shelf: Shelf) -> list[str]:
    return sorted(slot.name for slot in shelf.list())


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("kitchen", "kitchen.json"),
        ("autosave-mason", "autosave-mason.json"),
        ("chapter_1", "chapter_1.json"),
        ("AT-THE-DOOR", "at-the-door.json"),
    ],
)
def test_a_plain_name_is_its_file(name: str, file: str) -> None:
    assert file_name(name) == file


@given(st.text())
def test_a_file_name_is_safe_whatever_the_name(name: str) -> None:
    file = file_name(name)
    stem = file.removesuffix(".json")
    assert file == stem + ".json"
    assert stem
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert not stem.startswith("-")
    assert stem not in RESERVED
    assert len(file) < 70
    assert file_name(stem) == file, "a file's own name finds it"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "/etc/passwd", "C:\\x", "a/b", "con", "x" * 300, "\x00", "."]
)
def test_no_name_leaves_the_folder(shelf: Shelf, kitchen: Program, name: str) -> None:
    path = shelf.write(name, walk(kitchen))
    assert path.parent == shelf.folder
    assert path.is_file()
    assert shelf.read(name).story.id == "kitchen"


def test_names_that_look_alike_do_not_meet(shelf: Shelf, kitchen: Program) -> None:
    for name in ("Лиссабон", "Лондон", "a b", "a/b", "a:b", "a-b", "a_b", "É", "e"):
        shelf.write(name, walk(kitchen))
    assert names(shelf) == sorted(["Лиссабон", "Лондон", "a b", "a/b", "a:b", "a-b", "a_b", "É", "e"])


def test_letter_case_and_spaces_do_not_tell_names_apart(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("At the Door", walk(kitchen))
    shelf.write("at  the door ", walk(kitchen, "kitchen.wait"))
    assert {slot.path.name for slot in shelf.list() if not slot.backup} == {file_name("at the door")}
    assert shelf.read("AT THE DOOR").path == ("kitchen.wait",)


def test_an_empty_name_is_refused(shelf: Shelf, kitchen: Program) -> None:
    with pytest.raises(ValueError, match="name"):
        shelf.write("  ", walk(kitchen))


# ------------------------------------------------------------------ lists


def test_the_list_tells_each_game_from_its_summary_the_newest_first(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("one", walk(kitchen, "kitchen.wait"))
    shelf.write("two", walk(kitchen, "kitchen.wait", "kitchen.go", "green_door.hands", "kitchen.stay"))
    newest, oldest = shelf.list()
    assert (oldest.name, oldest.lead, oldest.summary.place, oldest.summary.time) == (
        "one",
        "Daniel Marsh",
        "Barrington Street, Halifax",
        "21:10",
    )
    told = oldest.summary
    assert (told.chapter, told.turns, told.ending, oldest.problem) == ("Apportionment", 1, "", "")
    assert (newest.name, newest.summary.turns, newest.summary.ending) == ("two", 4, "Tea for two")


def test_no_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none").list() == []
    assert all_shelves(tmp_path / "none") == {}


def test_what_cannot_be_read_is_listed_with_its_problem(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("good", walk(kitchen))
    (shelf.folder / "torn.json").write_bytes(b'{"format": 1')
    (shelf.folder / "foreign.json").write_bytes(b'{"a": 1}')
    (shelf.folder / "folder.json").mkdir()
    (shelf.folder / "notes.txt").write_text("no saved game")
    slots = {slot.name: slot.problem for slot in shelf.list()}
    assert set(slots) == {"good", "torn", "foreign", "folder"}
    assert slots["good"] == ""
    assert "damaged" in slots["torn"]
    assert "no saved game" in slots["foreign"]
    assert slots["folder"]


def test_a_game_is_found_by_its_file_put_there_by_hand(shelf: Shelf, kitchen: Program) -> None:
    path = shelf.write("one", walk(kitchen))
    path.rename(path.with_name("From_Lisbon.json"))
    assert shelf.read("from lisbon").story.id == "kitchen"


def test_a_game_is_deleted_by_name(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("one", walk(kitchen))
    shelf.delete("One")
    assert shelf.list() == []
    with pytest.raises(SaveError, match="no saved game “one”"):
        shelf.delete("one")
    with pytest.raises(SaveError, match="no saved game “one”"):
        shelf.read("one")


# ------------------------------------------------------------------ autosaves


def test_the_autosave_follows_the_game(shelf: Shelf, kitchen: Program) -> None:
    for moves in ((), ("kitchen.wait",), ("kitchen.wait", "kitchen.door"), ("kitchen.wait",), ("kitchen.coat",)):
        session = walk(kitchen, *moves)
        shelf.autosave(session)
        assert restore(kitchen, shelf.read("autosave-daniel")).session == session
    assert names(shelf) == ["autosave-daniel"]


def test_each_lead_has_an_autosave(shelf: Shelf, kitchen: Program) -> None:
    shelf.autosave(walk(kitchen, "kitchen.wait"))
    shelf.autosave(walk(kitchen, "stairs.count", lead="ines"))
    assert names(shelf) == ["autosave-daniel", "autosave-ines"]


def test_another_game_puts_the_one_before_it_aside(shelf: Shelf, kitchen: Program) -> None:
    first = walk(kitchen, "kitchen.wait", seed=1)
    shelf.autosave(first)
    shelf.autosave(walk(kitchen, seed=2))
    assert shelf.read("autosave-daniel").path == first.path, "a game without a move displaces none"
    second = walk(kitchen, "kitchen.coat", seed=2)
    shelf.autosave(second)
    assert names(shelf) == ["autosave-daniel", "earlier-daniel-1"]
    assert shelf.read("earlier-daniel-1").path == first.path
    assert shelf.read("autosave-daniel").path == second.path


def test_a_program_started_again_goes_on_in_the_same_autosave(shelf: Shelf, kitchen: Program) -> None:
    shelf.autosave(walk(kitchen, "kitchen.wait"))
    again = Shelf(shelf.folder)
    again.autosave(walk(kitchen, "kitchen.wait", "kitchen.door"))
    assert names(shelf) == ["autosave-daniel"]
    third = Shelf(shelf.folder)
    session = walk(kitchen, "kitchen.wait")
    third.resumed(session)
    third.autosave(session)
    assert names(shelf) == ["autosave-daniel"]
    assert shelf.read("autosave-daniel").path == ("kitchen.wait",)


def test_a_branch_of_the_kept_game_leaves_it_as_it_was(shelf: Shelf, kitchen: Program) -> None:
    kept = walk(kitchen, "kitchen.wait", "kitchen.door")
    shelf.autosave(kept)
    shelf.set_down()
    shelf.autosave(walk(kitchen, "kitchen.tea"))
    assert shelf.read("earlier-daniel-1").path == kept.path
    assert shelf.read("autosave-daniel").path == ("kitchen.tea",)


def test_a_damaged_autosave_is_put_aside_as_it_is(shelf: Shelf, kitchen: Program) -> None:
    path = shelf.autosave(walk(kitchen, "kitchen.wait"))
    path.write_bytes(b'{"format": 7, "story": 1}')
    Shelf(shelf.folder).autosave(walk(kitchen, "kitchen.wait"))
    assert (shelf.folder / "earlier-daniel-1.json").read_bytes() == b'{"format": 7, "story": 1}'
    assert decode(files.read(path)).path == ("kitchen.wait",)


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path, kitchen: Program) -> None:
    (tmp_path / "kitchen").write_text("a file stands where the folder should")
    with pytest.raises(OSError):
        story_shelf(tmp_path, "kitchen").autosave(walk(kitchen, "kitchen.wait"))


def test_two_programs_at_once_lose_neither_game(shelf: Shelf, kitchen: Program) -> None:
    other = Shelf(shelf.folder)
    shelf.autosave(walk(kitchen, "kitchen.wait", seed=1))
    other.autosave(walk(kitchen, "kitchen.coat", seed=2))
    shelf.autosave(walk(kitchen, "kitchen.wait", "kitchen.door", seed=1))
    other.autosave(walk(kitchen, "kitchen.coat", "kitchen.wait", seed=2))
    shelf.autosave(walk(kitchen, "kitchen.wait", "kitchen.go", seed=1))
    kept = {(game.setup.seed, game.path) for game in map(shelf.read, names(shelf))}
    assert kept == {
        (1, ("kitchen.wait", "kitchen.go")),
        (1, ("kitchen.wait", "kitchen.door")),
        (2, ("kitchen.coat", "kitchen.wait")),
    }


def test_the_game_put_aside_takes_the_place_of_its_own_earlier_moment(shelf: Shelf, kitchen: Program) -> None:
    other, moves = Shelf(shelf.folder), ("kitchen.coat", "kitchen.wait", "kitchen.go")
    for number in range(1, 4):
        shelf.autosave(walk(kitchen, *moves[:number], seed=1))
        other.autosave(walk(kitchen, *moves[:number], seed=2))
    assert names(shelf) == ["autosave-daniel", "earlier-daniel-1", "earlier-daniel-2"]


@pytest.mark.parametrize("name", ["autosave-daniel", "Autosave", "earlier-daniel-1", "EARLIER-x", "autosave daniel"])
def test_the_names_of_games_kept_by_themselves_are_refused(shelf: Shelf, kitchen: Program, name: str) -> None:
    with pytest.raises(ValueError, match="kept by themselves"):
        shelf.write(name, walk(kitchen))
    assert names(shelf) == []


def test_a_file_is_meant_by_its_very_name_before_any_other(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("my-save", walk(kitchen))
    by_hand = shelf.folder / "My Save.json"
    by_hand.write_bytes(encode(restored_of(kitchen, "kitchen.wait")))
    assert shelf.read("My Save.json").path == ("kitchen.wait",)
    shelf.delete("My Save.json")
    assert names(shelf) == ["my-save"]


def test_stories_whose_ids_look_alike_have_shelves_of_their_own(tmp_path: Path) -> None:
    assert story_shelf(tmp_path, "my_story").folder != story_shelf(tmp_path, "my-story").folder


def restored_of(kitchen: Program, *moves: str) -> SavedGame:
    """A game of a later version: with a branch, and with a key that nobody knows today."""
    from game.play.saves import save

    made = save(replace(walk(kitchen, *moves), branches=(Branch(("kitchen.coat",), "other"),)))
    return decode(encode(made).replace(b'"path": [', b'"later": 7, "path": [', 1))


def test_a_game_taken_up_keeps_branches_and_unknown_keys_until_it_is_set_down(shelf: Shelf, kitchen: Program) -> None:
    saved = restored_of(kitchen, "kitchen.wait")
    assert saved.rest == {"later": 7} and saved.branches
    restored = restore(kitchen, saved)
    session = restored.session
    assert session is not None
    shelf.take_up(session, saved, restored)
    on = session.play("kitchen.door")
    shelf.write("again", on)
    shelf.autosave(on)
    for name in ("again", "autosave-daniel"):
        assert (shelf.read(name).rest, shelf.read(name).branches) == ({"later": 7}, saved.branches)
    shelf.set_down()
    shelf.write("again", on)
    assert shelf.read("again").rest == {}


def test_a_game_too_long_to_be_read_again_is_not_written(shelf: Shelf, kitchen: Program) -> None:
    begun = walk(kitchen)
    endless = Session(kitchen, begun.setup, ("kitchen.wait",) * (MOST_MOVES + 1), begun.states)
    with pytest.raises(SaveError, match="more than 20,000 moves"):
        shelf.write("endless", endless)
    with pytest.raises(SaveError, match="more than 20,000 moves"):
        shelf.autosave(endless)
    assert names(shelf) == []
