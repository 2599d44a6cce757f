"""A story's own tests: walkthroughs played again by `citadel check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.shell.command_line import main

STORY = """\
story: {id: small, title: Small, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: Over.}}
---
scene: hall
script:
  - A hall.
  - choose:
      wait: {do: Wait., then: You wait.}
      go: Go.
  - end: done
"""
READS = """\
lead: ann

A hall.

> Wait.  [wait]

You wait.

*** Done
Over.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    return tmp_path


def walkthrough(story: Path, text: str) -> Path:
    path = story / "tests" / "waits.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_walkthrough_that_reads_as_written_is_fine(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    walkthrough(story, READS)
    assert main(["check", str(story)]) == 0
    assert "1 walkthrough: none failed." in capsys.readouterr().out


def test_a_difference_is_shown_as_a_diff_and_can_be_blessed(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = walkthrough(story, READS.replace("You wait.", "You waited."))
    assert main(["check", str(story)]) == 1
    told = capsys.readouterr().out
    assert "-You waited.\n+You wait." in told and "--bless" in told
    assert main(["check", str(story), "--bless"]) == 0
    assert path.read_text(encoding="utf-8") == READS
    assert main(["check", str(story)]) == 0


def test_a_move_that_is_not_open_is_told_with_its_line_and_the_open_ones(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = walkthrough(story, READS.replace("[wait]", "[run]"))
    assert main(["check", str(story), "--bless"]) == 1
    assert "waits.txt:5: “run” is not open here; open are: wait, go" in capsys.readouterr().out
    assert "[run]" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "A hall.\n", "lead: bob\n", "lead: ann\nseed: soon\n", "\x00> [wait]"])
def test_a_walkthrough_that_cannot_be_played_is_told_and_kept(story: Path, text: str) -> None:
    path = walkthrough(story, text)
    assert main(["check", str(story), "--bless"]) == 1
    assert path.read_text(encoding="utf-8") == text


def test_quick_leaves_the_tests_out(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    walkthrough(story, "lead: bob\n")
    assert main(["check", str(story), "--quick"]) == 0
    assert "walkthrough" not in capsys.readouterr().out


def test_json_tells_of_every_test(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    walkthrough(story, READS.replace("You wait.", "You waited."))
    assert main(["check", str(story), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False and answer["diagnostics"] == []
    assert [each["ok"] for each in answer["tests"]] == [False]
