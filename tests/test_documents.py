"""The documents: every example in them runs and says what it is said to, and every link leads somewhere."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import game
from game.language.program import Program
from game.play.save_format import SavedBranch, SavedGame, SavedPosition, SavedSetup, StoryStamp, Summary
from game.play.saves import branches_of, decode, restore
from game.shell.games import story_of
from game.shell.stories import shipped_stories
from tests.conftest import KITCHEN

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
EXAMPLES = sorted((ROOT / "saves" / "examples").glob("*.json"))


def shown(path: Path) -> list[tuple[str, str]]:
    """The commands of a document with the output that it gives them."""
    text = path.read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


RUN = [
    pytest.param(command, output, id=f"{path.name}: {command[:50]}")
    for path in DOCUMENTS
    for command, output in shown(path)
    if output.strip()
]


@pytest.mark.skipif(os.name != "posix", reason="the examples are written for a POSIX shell")
@pytest.mark.parametrize(("command", "output"), RUN)
def test_an_example_says_what_the_document_says(command: str, output: str) -> None:
    line = re.sub(r"\bcitadel\b", f"{sys.executable} -m game", command, count=1)
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.stdout.decode("utf-8").strip() == output.strip()


def test_there_are_examples_to_run() -> None:
    assert len(RUN) >= 3


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_named_in_a_document_is_there(path: Path) -> None:
    for named in re.findall(r"`((?:game|tests|saves|docs)/[\w/*.]+)`", path.read_text(encoding="utf-8")):
        assert list(ROOT.glob(named)) or "eight_years" in named or named == "game/stories/", named


def test_the_tour_of_the_package_runs() -> None:
    tried = doctest.testmod(game)
    assert tried.attempted >= 8
    assert tried.failed == 0


def test_the_example_of_the_save_format_is_a_saved_game(kitchen: Program) -> None:
    text = (ROOT / "docs" / "save-format.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    saved = decode(example.encode())
    restored = restore(kitchen, saved)
    named, left = branches_of(saved)
    assert (restored.outcome, named.path, left.path) == ("same", ("kitchen.wait",), ("kitchen.coat",))
    assert json.loads(example)["path"] == ["kitchen.wait"]


def test_the_save_format_names_every_key() -> None:
    text = (ROOT / "docs" / "save-format.md").read_text(encoding="utf-8")
    for record in (SavedGame, StoryStamp, SavedSetup, SavedPosition, SavedBranch, Summary):
        for name in record.__struct_fields__:
            assert name == "rest" or f"`{name}`" in text or f"story.{name}" in text, name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_recording_is_still_played(path: Path, kitchen: Program) -> None:
    saved = decode(path.read_bytes())
    program = kitchen if saved.story.id == kitchen.id else story_of(saved)
    restored = restore(program, saved)
    assert restored.outcome != "lost"
    if saved.story.digest == program.digest or program is kitchen:
        assert (restored.outcome, restored.note) == ("same", "")
        assert restored.session is not None
        assert (restored.session.page.ending is not None) == bool(saved.summary.ending)


def test_there_are_recordings_of_every_shipped_story_and_lead() -> None:
    recorded = {(saved.story.id, saved.setup.lead) for saved in (decode(path.read_bytes()) for path in EXAMPLES)}
    assert ("kitchen", "daniel") in recorded
    for folder in shipped_stories():
        from game.shell.games import open_story

        program = open_story(folder.path)
        assert {(program.id, lead.id) for lead in program.leads} <= recorded


def test_the_fixture_story_has_no_mistakes() -> None:
    from game.shell.stories import find_story, load

    assert load(find_story(KITCHEN)).diagnostics == []
