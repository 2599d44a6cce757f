"""What an edit since a revision of git can have touched; and folders without git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from game.play.walkthrough import as_walkthrough
from tests.commands import run
from tests.proofs import FAIR, folder_with, with_claims
from tests.walks import walk

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A story in a folder of a repository, committed."""
    folder = folder_with(tmp_path / "books" / "fair", FAIR)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return folder


def test_words_touch_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = FAIR.replace("A hall.", "A wide hall.")
    program, _ = with_claims(edited)
    (kept / "tests" / "goes.txt").write_text(as_walkthrough(walk(program, "hall.go")), encoding="utf-8")
    (kept / "story.yaml").write_text(edited, encoding="utf-8")
    ran = run(monkeypatch, "check", kept, "--since", "HEAD")
    assert ran.code == 0
    assert "What edits since HEAD can have touched: 0 of " in ran.out and "There is nothing to prove." in ran.out
    assert "The walkthroughs" not in ran.out


def test_only_what_an_edit_can_have_touched_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "story.yaml").write_text(FAIR.replace("heat += 2", "heat += 1"), encoding="utf-8")
    ran = run(monkeypatch, "check", kept, "--since", "HEAD")
    assert ran.code == 1
    assert "refuted: “It is warm.”" in ran.out
    assert "  1 scene can be entered\n  2 options can be taken\n" in ran.out


def test_where_the_story_had_mistakes_then_all_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "story.yaml").write_text("story: {id: fair}\n", encoding="utf-8")
    git(kept, "commit", "-qam", "broken")
    (kept / "story.yaml").write_text(FAIR, encoding="utf-8")
    assert "  2 scenes can be entered\n" in run(monkeypatch, "check", kept, "--since", "HEAD").out


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD^9", "HEAD:story.yaml", ""])
def test_what_is_no_revision_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch, revision: str) -> None:
    ran = run(monkeypatch, "check", kept, f"--since={revision}")
    assert ran.code == 2 and "revision" in ran.err


def test_a_folder_without_git_is_told_under_since_and_checked_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = folder_with(tmp_path / "fair", FAIR)
    ran = run(monkeypatch, "check", folder, "--since", "HEAD")
    assert ran.code == 2 and "git says: not a git repository" in ran.err
    assert run(monkeypatch, "check", folder).code == 0


def test_without_git_installed_that_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = run(monkeypatch, "check", kept, "--since", "HEAD")
    assert ran.code == 2 and "git is needed, and it is not there" in ran.err
