"""Replay in line mode, transcripts of saved games, and going on from a page as a new branch."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.saves import branches_of, decode
from game.play.transcript import as_markdown
from game.shell.games import shelf_of
from game.shell.options import Options
from game.shell.printed import Paper
from game.shell.replaying import run_replay
from tests.commands import Ran, run
from tests.conftest import KITCHEN
from tests.walks import walk, wander

MOVES = ("kitchen.coat", "kitchen.wait", "kitchen.go", "green_door.hands", "kitchen.stay")


@pytest.fixture
def saved(kitchen: Program, own_folders: Path) -> Path:
    return shelf_of(kitchen, own_folders / "saves").write("The whole game", walk(kitchen, *MOVES))


def replay(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path, answers: str = "") -> Ran:
    return run(monkeypatch, "replay", "the whole game", "--story", KITCHEN, *arguments, answers=answers)


def test_a_saved_game_is_told_again_at_once_through_a_pipe(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    ran = replay(monkeypatch)
    assert ran.code == 0
    assert ran.out.startswith("The Kitchen\n\nBarrington Street")
    assert "\n> “That’s my coat.”\n\nBernard Orlick: It was on the hook. I was cold.\n" in ran.out
    assert ran.out.endswith("Tea for two\n\nThe kettle whistles once.\n\n")
    assert "1. " not in ran.out


def test_it_stops_after_so_many_choices(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    for number in range(len(MOVES) + 1):
        told = replay(monkeypatch, "--to", str(number)).out
        assert told.count("\n> ") == number
    assert replay(monkeypatch, "--to", "99").out == replay(monkeypatch).out


def test_the_first_choices_take_the_fate_after_them_along(kitchen: Program) -> None:
    for number in range(20):
        whole = wander(kitchen, number)
        for choices in range(len(whole.path) + 1):
            part = whole.first(choices)
            assert not part.page.fated
            assert part.path == whole.path[: len(part.path)]
            made = sum(not part.page_at(moves).fated for moves in range(len(part.path)))
            assert made == choices or part == whole


def test_a_save_is_named_by_its_file_too(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    assert run(monkeypatch, "replay", saved, "--story", KITCHEN).out == replay(monkeypatch).out


def test_the_transcript_is_the_games_markdown(
    monkeypatch: pytest.MonkeyPatch, saved: Path, tmp_path: Path, kitchen: Program
) -> None:
    target = tmp_path / "told" / "game.md"
    ran = replay(monkeypatch, "--transcript", target)
    assert ran == (0, f"The transcript is in {target}.\n", "")
    assert target.read_text(encoding="utf-8") == as_markdown(walk(kitchen, *MOVES))
    short = replay(monkeypatch, "--transcript", "-", "--to", "1").out
    assert short == as_markdown(walk(kitchen, *MOVES[:1]))


def test_play_goes_on_from_a_page_as_a_new_branch(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    before = saved.read_bytes()
    ran = replay(monkeypatch, "--to", "1", "--continue", answers="tea\nname\n")
    assert ran.code == 0
    assert "\n1. Say nothing and count the screws.\n" in ran.out
    assert saved.read_bytes() == before
    branch = decode((saved.parent / "autosave-daniel.json").read_bytes())
    assert branch.path == ("kitchen.coat", "kitchen.tea", "kitchen.name")


def test_a_branch_of_the_autosave_leaves_the_autosave_whole(
    monkeypatch: pytest.MonkeyPatch, kitchen: Program, own_folders: Path
) -> None:
    shelf = shelf_of(kitchen, own_folders / "saves")
    shelf.autosave(walk(kitchen, *MOVES))
    run(monkeypatch, "replay", "autosave-daniel", "--story", KITCHEN, "--to", "0", "--continue", answers="tea\n")
    present = shelf.read("autosave-daniel")
    assert present.path == ("kitchen.tea",)
    assert [each.path for each in branches_of(present)] == [walk(kitchen, *MOVES).path]


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, options: Options, *answers: str) -> tuple[int, str, list[float]]:
    written, waited = io.StringIO(), []
    paper = Paper(io.StringIO("".join(f"{answer}\n" for answer in answers)), written, 72, True)
    monkeypatch.setattr("game.shell.replaying.standard_paper", lambda width: paper)
    monkeypatch.setattr("time.sleep", waited.append)
    return run_replay(options), written.getvalue(), waited


def test_somebody_who_sits_there_is_given_time_to_read(
    monkeypatch: pytest.MonkeyPatch, saved: Path, own_folders: Path
) -> None:
    options = Options(mode="plain", saves=own_folders / "saves", story=str(KITCHEN), replay="the whole game", pace=60)
    code, _, waited = at_a_terminal(monkeypatch, options)
    assert code == 0
    assert waited[1] == 11.0, "eleven words at sixty a minute"
    assert waited[2] == 10.0


def test_somebody_who_sits_there_may_go_on_playing(
    monkeypatch: pytest.MonkeyPatch, saved: Path, own_folders: Path
) -> None:
    options = Options(
        mode="plain", saves=own_folders / "saves", story=str(KITCHEN), replay="the whole game", pace=0, to=1
    )
    code, told, waited = at_a_terminal(monkeypatch, options, "play", "tea", "", "quit")
    assert (code, waited) == (0, [])
    assert "Sit down, Daniel." in told


def test_a_changed_story_is_told_before_the_replay(
    monkeypatch: pytest.MonkeyPatch, saved: Path, tmp_path: Path
) -> None:
    path = tmp_path / "kitchen.yaml"
    path.write_text(KITCHEN.read_text(encoding="utf-8").replace("      stay:", "      remain:"), encoding="utf-8")
    ran = run(monkeypatch, "replay", "the whole game", "--story", path, answers="1\n")
    assert ran.code == 0
    assert "“stay” in “kitchen”, is no longer in it" in ran.out
    assert "count the screws" in ran.out


def test_a_game_of_another_story_is_not_replayed(monkeypatch: pytest.MonkeyPatch, saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "cellar.yaml"
    path.write_text(KITCHEN.read_text(encoding="utf-8").replace("id: kitchen,", "id: cellar,"), encoding="utf-8")
    ran = run(monkeypatch, "replay", "the whole game", "--story", path)
    assert ran.code == 1
    assert "another story, “The Kitchen”" in ran.out


def test_a_game_whose_story_does_not_ship_asks_for_it(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    ran = run(monkeypatch, "replay", "the whole game")
    assert ran.code == 2
    assert "--story FOLDER" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
def test_a_transcript_goes_where_a_link_leads(monkeypatch: pytest.MonkeyPatch, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert replay(monkeypatch, "--transcript", tmp_path / "link.md").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").startswith("# The Kitchen")
