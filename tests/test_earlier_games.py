"""Walkthroughs that begin with saved games: what they hand on, and why one is refused."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from game.shell.command_line import main
from tests.conftest import STORIES

FEATURES = STORIES / "features"
READS = (FEATURES / "legacy.2.txt").read_text(encoding="utf-8").replace("ghosts/", "tests/")
GHOST = (FEATURES / "ghosts" / "nadia_told.json").read_text(encoding="utf-8")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "legacy"
    (folder / "tests").mkdir(parents=True)
    shutil.copy(FEATURES / "legacy.yaml", folder / "story.yaml")
    (folder / "tests" / "nadia_told.json").write_text(GHOST, encoding="utf-8")
    return folder


def check(story: Path, text: str, *more: str) -> int:
    (story / "tests" / "play.txt").write_text(text, encoding="utf-8")
    return main(["check", str(story), *more])


def test_a_ghost_is_read_from_the_storys_folder_and_written_back_as_it_was_typed(story: Path) -> None:
    assert check(story, READS) == 0
    assert check(story, READS.replace("She told it.", "She did not."), "--bless") == 0
    assert (story / "tests" / "play.txt").read_text(encoding="utf-8") == READS


def test_a_header_may_list_endings_finished_before(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headed = READS.replace("tests/nadia_told.json\n", "tests/nadia_told.json\nfinished: done, other\n")
    assert check(story, headed) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("tests/none.json", None, "cannot be read: No such file"),
        ("tests", None, "cannot be read"),
        ("../outside.json", GHOST, "lies outside the story's folder"),
        ("/etc/passwd", None, "lies outside the story's folder"),
        ("tests/a.json", "", "The file is empty"),
        ("tests/a.json", "{}", "is no saved game"),
        ("tests/a.json", GHOST.replace('"legacy"', '"kitchen"'), "saved in another story, “kitchen”"),
        ("tests/a.json", GHOST.replace("nadia", "mason"), "in “archive”, cannot be made any more"),
        ("tests/a.json", GHOST.replace("nadia", "mason").replace('"archive.tell"', ""), "a ghost is another's"),
        ("tests/a.json", GHOST.replace("nadia", "boris"), "There is no lead “boris”"),
        ("tests/a.json", GHOST.replace("archive.tell", "archive.told"), "“told” in “archive”, is no longer in it"),
        ("tests/a.json", GHOST.replace('"archive.tell"', ""), "has not come to an ending"),
        ("tests/a.json, tests/nadia_told.json", GHOST, "is a second ghost where there can be one"),
    ],
    ids=str,
)
def test_a_ghost_that_is_none_is_told_with_its_line(
    story: Path, capsys: pytest.CaptureFixture[str], path: str, content: str | None, said: str
) -> None:
    if content is not None:
        (story / path.partition(",")[0]).write_text(content, encoding="utf-8")
    assert check(story, READS.replace("tests/nadia_told.json", path)) == 1
    told = capsys.readouterr().out
    assert "play.txt:2: " in told and said in told


@pytest.mark.skipif(os.name != "posix", reason="wants symbolic links")
def test_a_link_out_of_the_folder_is_not_followed(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (story.parent / "outside.json").write_text(GHOST, encoding="utf-8")
    (story / "tests" / "link.json").symlink_to(story.parent / "outside.json")
    (story / "tests" / "round.json").symlink_to(story / "tests" / "round.json")
    assert check(story, READS.replace("nadia_told", "link")) == 1
    assert "lies outside" in capsys.readouterr().out
    assert check(story, READS.replace("nadia_told", "round")) == 1


def test_a_game_of_the_story_before_is_found_beside_this_one(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = story.parent / "following"
    (after / "tests").mkdir(parents=True)
    shutil.copy(FEATURES / "following.yaml", after / "story.yaml")
    (after / "tests" / "nadia_told.json").write_text(GHOST, encoding="utf-8")
    text = (FEATURES / "following.2.txt").read_text(encoding="utf-8").replace("ghosts/", "tests/")
    assert check(after, text) == 0, capsys.readouterr().out
    shutil.rmtree(story)
    assert check(after, text) == 1
    assert "play.txt:2: the story “legacy”, which this one follows, is not to be found" in capsys.readouterr().out


def test_a_story_that_follows_none_has_no_game_before(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(story, "lead: mason\nbefore: tests/nadia_told.json\n") == 1
    assert "play.txt:2: this story follows no other" in capsys.readouterr().out
