"""`citadel new`: a story that is whole, tested and known to an editor; nothing that is there is touched."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from game.language.parser import parse_story
from game.shell import files
from game.shell.new_story import HERE, ID, LONGEST, MADE_FROM, SCHEMA, TITLE, new_story
from game.shell.schema import schema_text
from game.shell.stories import find_story, load
from game.shell.story_tests import run_story_tests, walkthroughs_of
from game.text.source import Source
from tests.commands import ROOT, run
from tests.test_files import Failing
from tests.test_schema import refusals

FILES = sorted([*MADE_FROM, SCHEMA])


def held(folder: Path) -> list[str]:
    """Every file below a folder, with forward slashes."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new story in the present folder."""
    monkeypatch.chdir(tmp_path)
    ran = run(monkeypatch, "new", "last-ferry", "--title", "The Last Ferry")
    assert (ran.code, ran.err) == (0, "")
    assert "citadel check last-ferry" in ran.out
    return tmp_path / "last-ferry"


# ------------------------------------------------------------------ what it makes


def test_it_is_checked_tested_and_played(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = run(monkeypatch, "check", made)
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.startswith("last-ferry: no mistakes.\n2 walkthroughs: none failed.\n\nProved, in ")
    assert "refuted" not in checked.out
    played = run(monkeypatch, "play", made, answers="fork\nwater\nopen\ntake\n")
    assert played.code == 0
    assert played.out.startswith("The Last Ferry\n\nThe consulate, Trieste · 17:20\n")
    assert "A place is laid" in played.out


def test_its_walkthroughs_come_to_every_ending_and_fail_where_the_story_is_changed(made: Path) -> None:
    folder = find_story(made)
    program = load(folder).program
    assert program is not None
    seen = "".join(path.read_text(encoding="utf-8") for path in walkthroughs_of(folder))
    assert len(program.endings) == 2
    assert all(f"*** {ending.title}\n" in seen for ending in program.endings)
    text = (made / "story.yaml").read_text(encoding="utf-8")
    (made / "story.yaml").write_text(text.replace("You had used four.", "You had used three."), encoding="utf-8")
    changed = load(folder).program
    assert changed is not None
    assert [each.ok for each in run_story_tests(changed, folder)] == [False, False]


def test_it_is_small_and_shows_the_language() -> None:
    story, mistakes = parse_story([Source("story.yaml", (HERE / "story.yaml").read_text(encoding="utf-8"))])
    assert mistakes == []
    assert (story.id, story.title) == (ID, TITLE)
    assert (len(story.scenes), len(story.leads), len(story.variables), len(story.endings)) == (3, 1, 1, 2)


def test_it_holds_these_files_and_nothing_beside_it(made: Path) -> None:
    assert held(made) == FILES
    assert held(made.parent) == [f"last-ferry/{name}" for name in FILES]


def test_its_schema_is_the_one_that_its_first_line_names(made: Path) -> None:
    text = (made / "story.yaml").read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    assert (made / named[1]).read_text(encoding="utf-8") == schema_text()
    assert refusals(text) == []
    settings = json.loads((made / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {named[1]: "*.yaml"}


def test_its_task_finds_each_mistake_in_what_check_prints(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (made / "story.yaml").read_text(encoding="utf-8")
    tasks = json.loads((made / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    task = next(each for each in tasks if each["label"] == "citadel check")
    mistake, walkthrough = (re.compile(each["pattern"]["regexp"], re.MULTILINE) for each in task["problemMatcher"])
    pattern = task["problemMatcher"][0]["pattern"]
    groups = [pattern[name] for name in ("file", "line", "column", "severity", "code", "message")]
    monkeypatch.chdir(made)

    (made / "story.yaml").write_text(text.replace("goto: panel", "goto: panle"), encoding="utf-8")
    [found] = mistake.finditer(run(monkeypatch, *task["args"]).out)
    line = text[: text.index("goto: panel")].count("\n") + 1
    assert found.group(*groups) == ("story.yaml", str(line), "11", "error", "S051", "there is no scene “panle”")

    (made / "story.yaml").write_text(text.replace("      take:", "      grab:"), encoding="utf-8")
    out = run(monkeypatch, *task["args"]).out
    assert [each[1] for each in walkthrough.finditer(out)] == ["tests/kept.txt"]
    assert not mistake.search(out)


def test_its_readme_is_five_lines_with_commands_that_there_are(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (made / "README.md").read_text(encoding="utf-8")
    assert len([line for line in readme.split("\n") if line]) == 5
    assert readme.startswith("# The Last Ferry\n")
    named = set(re.findall(r"`citadel (\w+)", readme))
    assert named == {"play", "check", "explain", "schema"}
    assert all(run(monkeypatch, word, "--help").code == 0 for word in named)


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("folder", "name", "title"),
    [
        ("last_ferry", "last_ferry", "Last Ferry"),
        ("The Last Ferry", "the-last-ferry", "The Last Ferry"),
        ("fähre.2", "fähre-2", "Fähre 2"),
    ],
)
def test_a_story_is_called_by_its_folder(
    folder: str, name: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "new", tmp_path / folder).code == 0
    program = load(find_story(tmp_path / folder)).program
    assert program is not None
    assert (program.id, program.title) == (name, title)


@pytest.mark.parametrize(
    "title",
    ["It's 5: the # Ferry", "- No", "null", "Yes", "{Ferry}", '"Ferry"', "Ferry:", "@ferry", "1974", "~", "'", "*A* _b_", "C\\D"],
)  # fmt: skip
def test_any_title_is_taken_as_it_is_typed(title: str) -> None:
    contents = new_story("ferry", title)
    text = contents["story.yaml"].decode("utf-8")
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert (story.title, mistakes) == (title, [])
    assert refusals(text) == []


@pytest.mark.parametrize("title", ["", "  ", "a\x07b", "\ue000", "x" * (LONGEST + 1)])
def test_2_for_a_title_that_is_none(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "new", tmp_path / "ferry", "--title", title)
    assert (ran.code, held(tmp_path)) == (2, [])
    assert "A title is one line" in ran.err


@pytest.mark.parametrize("name", ["1974", "...", "-", "x" * (LONGEST + 1), "eight-years-quiet", "Eight Years Quiet"])
def test_2_for_a_folder_that_no_story_is_called_by(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "new", tmp_path / name)
    assert (ran.code, os.listdir(tmp_path)) == (2, [])
    assert "another name" in ran.err or "..." in name


# ------------------------------------------------------------------ nothing that is there is touched


def test_an_empty_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferry").mkdir()
    monkeypatch.chdir(tmp_path / "ferry")
    assert run(monkeypatch, "new", ".").code == 0
    assert held(tmp_path / "ferry") == FILES


@pytest.mark.parametrize("kept", ["notes.txt", ".git", "story.yaml"])
def test_2_where_the_folder_is_not_empty(kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / kept).write_text("mine", encoding="utf-8")
    ran = run(monkeypatch, "new", tmp_path)
    assert ran.code == 2
    assert "not empty" in ran.err
    assert held(tmp_path) == [kept]
    assert (tmp_path / kept).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("place", "said"), [("", "Say which folder"), ("file", "no folder"), ("nosuch/ferry", "There is no folder")]
)
def test_2_where_there_can_be_no_folder(place: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ran = run(monkeypatch, "new", place)
    assert ran.code == 2
    assert said in ran.err
    assert held(tmp_path) == ["file"]


@pytest.mark.parametrize("empty", [True, False], ids=["an empty folder", "no folder"])
def test_4_and_nothing_is_left_whichever_call_fails(
    empty: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ferry"
    if empty:
        folder.mkdir()
    contents = new_story("ferry", "Ferry")
    monkeypatch.setattr("game.shell.new_story.new_story", lambda name, title: contents)
    writing = Failing(-1)
    monkeypatch.setattr(files, "calls", writing)
    files.write_tree(tmp_path / "counted", contents)
    calls = len(writing.made)
    assert calls >= 4 * len(FILES)
    for number in range(calls - empty):
        monkeypatch.setattr(files, "calls", Failing(number))
        ran = run(monkeypatch, "new", folder)
        assert (ran.code, "No space left on device" in ran.err) == (4, True)
        assert folder.exists() == empty
        assert sorted(os.listdir(tmp_path)) == ["counted", *(["ferry"] if empty else [])]
        assert not empty or os.listdir(folder) == []


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "paid.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        files.write_tree(tmp_path, new_story("ferry", "Ferry"))
    assert held(tmp_path) == ["tests/paid.txt"]
    assert (tmp_path / "tests" / "paid.txt").read_text(encoding="utf-8") == "mine"


# ------------------------------------------------------------------ the checkout's own folder for an editor


def test_the_kept_schema_is_what_the_language_says() -> None:
    again = "make it anew: citadel schema --output .vscode/story.schema.json"
    assert (ROOT / SCHEMA).read_text(encoding="utf-8") == schema_text(), again


def test_the_checkout_maps_its_stories_to_the_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    [(schema, globs)] = settings["yaml.schemas"].items()
    assert schema == SCHEMA
    assert all(list(ROOT.glob(each)) for each in globs)
