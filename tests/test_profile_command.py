"""`citadel profile`, `citadel stats --played`, and what the front ends remember."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from game.play.met import Met
from game.play.saves import encode, save
from game.shell.places import saves_folder
from game.shell.profile import profile_path
from game.shell.profile_file import ProfileFile
from tests.commands import run, spawn
from tests.conftest import KITCHEN
from tests.walks import walk

ENDING = "wait\nname\ngo\n"


def met(story: str = "kitchen", folder: Path | None = None) -> Met:
    file = ProfileFile(profile_path(folder or saves_folder()))
    try:
        return file.load((story,))
    finally:
        file.close()


def played(monkeypatch: pytest.MonkeyPatch, answers: str = "coat\n", *more: str) -> str:
    return run(monkeypatch, "play", KITCHEN, "--seed", "3", *more, answers=answers).out


def test_line_mode_remembers_what_was_met(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch, "coat\nwait\n")
    assert met().options == {"kitchen.wait": (2, 1), "kitchen.coat": (1, 1), "kitchen.tea": (2, 0)}


def test_line_mode_says_the_same_words_whatever_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    first = played(monkeypatch)
    assert played(monkeypatch) == first
    assert played(monkeypatch, "coat\n", "--no-profile") == first


def test_marks_are_told_on_request_from_the_first_page_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(taken before)" not in played(monkeypatch, "coat\n", "--marks")
    again = played(monkeypatch, "", "--marks")
    assert "2. “That’s my coat.” (taken before)" in again
    assert again.count("(taken before)") == 1


@pytest.mark.parametrize("arguments", [("--no-profile",), ("--json",)])
def test_nothing_is_remembered_where_that_is_not_wanted(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    played(monkeypatch, "kitchen.coat\n", *arguments)
    assert not profile_path(saves_folder()).exists()


def test_json_remembers_where_it_saves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    played(monkeypatch, "kitchen.coat\n", "--json", "--saves", str(tmp_path))
    assert met(folder=tmp_path).options["kitchen.coat"] == (1, 1)


def test_a_replay_that_is_only_watched_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch)
    before = met()
    run(monkeypatch, "replay", "autosave-daniel", "--story", str(KITCHEN))
    assert met() == before
    run(monkeypatch, "replay", "autosave-daniel", "--story", str(KITCHEN), "--continue", answers="wait\n")
    assert met().options["kitchen.wait"] == (2, 1)


def test_an_ending_that_was_reached_is_known_to_the_next_game(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    story = tmp_path / "coin.yaml"
    story.write_text(ENDS)
    first = run(monkeypatch, "play", story, answers="end\n").out
    second = run(monkeypatch, "play", story, answers="end\n").out
    assert "You." in first and "Again you." in second
    told = json.loads(run(monkeypatch, "play", story, "--json", "--saves", str(saves_folder())).out.splitlines()[0])
    assert told["lines"][0]["text"] == "Again you."
    saved = json.loads((saves_folder() / "coin" / "autosave-ann.json").read_text())
    assert saved["setup"]["finished"] == ["done"]
    alone = run(monkeypatch, "play", story, "--no-profile", answers="end\n").out
    assert "Again you." not in alone


ENDS = """\
story: {id: coin, title: Coin}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done}, left: {title: Left}}
---
scene: hall
script:
  - if: finished(done)
    then: [Again you.]
    else: [You.]
  - choose:
      end: {do: End., then: [{end: done}]}
      leave: {do: Leave., then: [{end: left}]}
"""


def test_a_save_says_how_much_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch)
    assert "% read" in run(monkeypatch, "saves").out


def test_what_goes_wrong_is_told_at_the_end_and_the_game_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    saves_folder().mkdir(parents=True)
    profile_path(saves_folder()).write_text("Dear diary")
    out = played(monkeypatch)
    assert "It was on the hook." in out
    assert "profile.damaged-1.sqlite3" in out.split("Your game is kept")[1]
    assert "damaged" not in played(monkeypatch)


# ---------------------------------------------------------------------- shown and forgotten


def test_nothing_was_remembered_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("profile",), ("profile", "show", KITCHEN), ("profile", "forget")):
        ran = run(monkeypatch, *arguments)
        assert ran.code == 0 and ran.out.startswith("Nothing is remembered"), arguments
    assert not saves_folder().exists()


def test_show_tells_how_much_was_met_and_no_title_of_what_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch, ENDING)
    out = run(monkeypatch, "profile", "show", KITCHEN).out
    assert out == f"""\
The Kitchen
  read       46% (19 of 41 texts)
  options    3 taken of 7 met
  finished   never
  endings    0 of 2
    · · ·
    · · ·
  memories   1 of 1
    The green door, surfaced

All this is kept in {profile_path(saves_folder())}, and nowhere else.
"""


def test_a_story_that_is_not_here_is_shown_by_its_ids(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    story = tmp_path / "coin.yaml"
    story.write_text(ENDS)
    run(monkeypatch, "play", story, answers="end\n")
    story.unlink()
    for arguments in (("profile",), ("profile", "show", "coin")):
        out = run(monkeypatch, *arguments).out
        assert "coin (its story is not to be found here" in out
        assert "endings    done" in out
        assert "finished   once" in out


def test_one_story_is_forgotten_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    story = tmp_path / "coin.yaml"
    story.write_text(ENDS)
    run(monkeypatch, "play", story, answers="end\n")
    played(monkeypatch)
    assert "kitchen is forgotten" in run(monkeypatch, "profile", "forget", KITCHEN).out
    assert not met() and met("coin")
    assert "coin is forgotten" in run(monkeypatch, "profile", "forget", "coin").out
    assert not met("coin")
    assert run(monkeypatch, "profile").out == "Nothing is remembered.\n"
    assert (saves_folder() / "kitchen" / "autosave-daniel.json").exists()


def test_all_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch)
    assert run(monkeypatch, "profile", "forget").out.startswith("All is forgotten.")
    assert [each.name for each in saves_folder().iterdir()] == ["kitchen"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("burn",), 2, "There are show and forget."),
        (("show", "nowhere"), 2, "There is no story “nowhere”"),
        (("forget", "nowhere"), 2, "There is no story “nowhere”"),
    ],
)
def test_what_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str) -> None:
    played(monkeypatch)
    before = met()
    ran = run(monkeypatch, "profile", *arguments)
    assert (ran.code, words in ran.err) == (code, True), ran
    assert met() == before


def test_a_damaged_one_is_told_and_left_but_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    saves_folder().mkdir(parents=True)
    profile_path(saves_folder()).write_text("Dear diary")
    for arguments in (("profile",), ("profile", "forget", KITCHEN), ("stats", KITCHEN, "--played")):
        ran = run(monkeypatch, *arguments)
        assert ran.code == 4 and "no profile of Citadel’s" in ran.err
    assert profile_path(saves_folder()).read_text() == "Dear diary"
    assert run(monkeypatch, "profile", "forget").code == 0
    assert not profile_path(saves_folder()).exists()


def test_what_a_stranger_put_into_it_steers_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    file = ProfileFile(profile_path(saves_folder()))
    file.add("evil\x1b[2J", Met(read={"a\x1b]0;x\x07"}))
    file.close()
    ran = run(monkeypatch, "profile")
    assert "evil" in ran.out and "\x1b" not in ran.out and "\x07" not in ran.out


# ---------------------------------------------------------------------- stats --played


def test_options_are_told_by_how_often_they_were_taken_and_met(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch, "coat\nwait\n")
    played(monkeypatch, "wait\n")
    ran = run(monkeypatch, "stats", KITCHEN, "--played")
    assert ran.out == """\
kitchen 1.2.0: 0 finished games here, 0 imported, 3 of 15 options met

  option                    taken     of   share
  kitchen.wait                  2      3     67%
  kitchen.coat                  1      2     50%
  kitchen.tea                   0      3      0%

  met and never taken      kitchen.tea
"""


def test_imported_games_are_counted_each_once_and_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    played(monkeypatch, "coat\n")
    from game.shell.stories import find_story, load

    program = load(find_story(KITCHEN)).program
    assert program is not None
    theirs = tmp_path / "theirs.json"
    theirs.write_bytes(encode(save(walk(program, "kitchen.wait", "kitchen.go"), label="theirs", saved_at="")))
    for name in ("one", "two"):
        assert run(monkeypatch, "saves", "import", theirs, "--name", name, "--story", KITCHEN).code == 0
    told = json.loads(run(monkeypatch, "stats", KITCHEN, "--played", "--json").out)
    assert (told["finished games"], told["imported games"]) == (0, 1)
    rows = {row["option"]: row for row in told["options"]}
    assert rows["kitchen.wait"] == {
        "option": "kitchen.wait", "met": 2, "taken": 1,
        "mine": {"met": 1, "taken": 0}, "imported": {"met": 1, "taken": 1},
    }  # fmt: skip
    assert rows["stairs.jump"]["met"] == 0
    assert "imported" in run(monkeypatch, "stats", KITCHEN, "--played").out


def test_nothing_was_played_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "stats", KITCHEN, "--played").out == (
        "kitchen 1.2.0: 0 finished games here, 0 imported, 0 of 15 options met\n"
    )


# ---------------------------------------------------------------------- start-up


@pytest.mark.parametrize("arguments", [("--help",), ("play", "--help"), ("saves",), ("play", KITCHEN, "--plain")])
def test_sqlite_is_not_imported_before_something_is_to_be_kept(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from game.shell.command_line import main; "
        f"code = main({[str(each) for each in arguments]!r}); sys.exit('sqlite3' in sys.modules)"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=False, env={**os.environ})
    assert done.returncode == 0, done.stderr


def test_two_programs_play_at_once(tmp_path: Path) -> None:
    from threading import Thread

    threads = [
        Thread(target=spawn, args=("play", KITCHEN, "--saves", tmp_path), kwargs={"answers": b"coat\nwait\n"}) for _ in "12"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met(folder=tmp_path).options["kitchen.coat"] == (2, 2)
