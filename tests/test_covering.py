"""What a story's walkthroughs touch, and the walkthroughs that are suggested for the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.play.walkthrough import as_walkthrough
from tests.commands import run
from tests.proofs import FAIR, TRAP, folder_with, with_claims
from tests.walks import walk


@pytest.fixture
def fair(tmp_path: Path) -> Path:
    folder = folder_with(tmp_path / "fair", FAIR)
    program, _ = with_claims(FAIR)
    (folder / "tests" / "goes.txt").write_text(as_walkthrough(walk(program, "hall.go")), encoding="utf-8")
    return folder


def test_a_line_sums_up_what_the_walkthroughs_touch(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "The walkthroughs read 3 of 7 lines, take 1 of 4 options and come to 1 of 3 endings. --coverage lists the others."
    assert told in run(monkeypatch, "check", fair).out


def test_coverage_lists_what_none_touches_with_its_place(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", fair, "--coverage")
    assert re.search(r"story\.yaml:\d+: the option “hall\.wait”\n", ran.out)
    assert "  the ending “rain” as Bob\n" in ran.out
    assert "option “hall.go”" not in ran.out


def test_what_is_never_had_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = folder_with(tmp_path / "trap", TRAP)
    program, _ = with_claims(TRAP)
    played = walk(program, "hall.take", "hall.vault", "vault.open")
    (trap / "tests" / "opens.txt").write_text(as_walkthrough(played), encoding="utf-8")
    assert "come to 1 of 1 ending." in run(monkeypatch, "check", trap).out.replace("--coverage lists the others.", "")


def test_without_walkthroughs_nothing_is_said_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR)
    assert "walkthrough" not in run(monkeypatch, "check", folder).out
    assert "no walkthrough that can be played" in run(monkeypatch, "check", folder, "--coverage").out


def test_suggested_walkthroughs_touch_the_rest_pass_and_replace_nothing(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = fair / "tests" / "suggested_1.txt"
    mine.write_text((fair / "tests" / "goes.txt").read_text(encoding="utf-8"), encoding="utf-8")
    before = mine.read_bytes()
    ran = run(monkeypatch, "check", fair, "--suggest")
    assert "tests/suggested_2.txt is new, and adds " in ran.out
    assert mine.read_bytes() == before
    again = run(monkeypatch, "check", fair)
    assert again.code == 0 and "none failed" in again.out
    assert "read 7 of 7 lines, take 4 of 4 options and come to 3 of 3 endings.\n" in again.out
    assert "No play was found that touches more" in run(monkeypatch, "check", fair, "--suggest").out


def test_a_story_of_a_single_file_has_no_folder_for_suggestions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fair.yaml"
    path.write_text(FAIR, encoding="utf-8")
    ran = run(monkeypatch, "check", path, "--suggest")
    assert ran.code == 4 and "has no folder for tests" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["fair.yaml"]
