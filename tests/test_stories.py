"""Stories on the disk: found by name and folder, read in order, and kept compiled until something changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.shell import compiled, files
from game.shell.stories import StoryError, StoryFolder, find_story, load, load_to_play, read_sources, shipped_stories
from tests.conftest import KITCHEN
from tests.walks import wander


@pytest.fixture
def folder(tmp_path: Path) -> StoryFolder:
    """The kitchen as a folder of two files, with things beside them that are no part of it."""
    head, _, rest = KITCHEN.read_text(encoding="utf-8").partition("---\nscene: stairs")
    story = tmp_path / "kitchen"
    for name, text in {
        "b/stairs.yaml": "chapter: Apportionment\n---\nscene: stairs" + rest,
        "a.yaml": head,
        "tests/way.yaml": "no: story",
        ".git/x.yaml": "no: story",
        ".swp.yaml": "no: story",
        "notes.yml": "no: story",
        "NOTES.md": "no story",
    }.items():
        files.write_atomically(story / name, text.encode())
    return StoryFolder(story, "kitchen")


@pytest.mark.parametrize("name", [None, "eight_years_quiet", "Eight-Years-Quiet", "eight years quiet"])
def test_the_shipped_story_is_found_by_its_name(name: str | None) -> None:
    assert find_story(name).path.name == "eight_years_quiet"
    assert find_story(name) in shipped_stories()


def test_every_yaml_file_belongs_to_the_story_in_order_of_path(folder: StoryFolder) -> None:
    names = [Path(name).relative_to(folder.path).as_posix() for name in read_sources(find_story(folder.path))]
    assert names == ["a.yaml", "b/stairs.yaml"]


def test_a_story_is_the_same_however_it_is_cut_into_files(folder: StoryFolder) -> None:
    whole, cut = load(find_story(KITCHEN)).program, load(folder).program
    assert whole is not None
    assert cut is not None
    for number in range(5):
        one, two = wander(whole, number), wander(cut, number)
        assert one.path == two.path
        assert [line.text for line in one.page.lines] == [line.text for line in two.page.lines]


def test_mistakes_come_in_the_order_of_the_files(folder: StoryFolder) -> None:
    for name in ("a.yaml", "b/stairs.yaml"):
        path = folder.path / name
        path.write_text(path.read_text(encoding="utf-8") + "\n---\nscene: \n---\nscene: 7x\nscript: [goto: nowhere]\n")
    found = [(each.span.file, each.span.line) for each in load(folder).diagnostics]
    assert found == sorted(found)
    assert len({file for file, _ in found}) == 2


def test_a_compiled_story_is_kept_and_is_the_same(folder: StoryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_to_play(folder)
    monkeypatch.setattr("game.shell.stories.load", lambda folder: pytest.fail("it was compiled again"))
    second = load_to_play(folder)
    assert second.program == first.program
    assert second.program is not first.program


def test_an_edit_is_compiled_anew(folder: StoryFolder) -> None:
    load_to_play(folder)
    path = folder.path / "a.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: The Kitchen", "title: The Galley"), encoding="utf-8"
    )
    program = load_to_play(folder).program
    assert program is not None
    assert program.title == "The Galley"


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xff" * 100, b"\x81\xa2id\xa1x"])
def test_a_damaged_cache_is_no_matter(folder: StoryFolder, own_folders: Path, damage: bytes) -> None:
    program = load_to_play(folder).program
    [kept] = (own_folders / "cache").glob("*.story")
    kept.write_bytes(damage)
    assert load_to_play(folder).program == program
    assert kept.read_bytes() != damage


def test_any_changed_byte_of_a_kept_story_is_noticed(folder: StoryFolder, own_folders: Path) -> None:
    """A leap's target, changed, is still a number: played, it would lead anywhere."""
    load_to_play(folder)
    [kept] = (own_folders / "cache").glob("*.story")
    key, whole = kept.stem, kept.read_bytes()
    assert compiled.find(key) is not None
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert compiled.find(key) is None, f"byte {place}"


def test_a_cache_that_cannot_be_written_is_no_matter(folder: StoryFolder, own_folders: Path) -> None:
    (own_folders / "cache").write_text("no folder")
    assert load_to_play(folder).program is not None


def test_the_cache_does_not_grow_for_ever(folder: StoryFolder, own_folders: Path) -> None:
    program = load(folder).program
    assert program is not None
    for number in range(compiled.MOST_KEPT + 3):
        compiled.keep(f"key{number}", program)
    assert len(list((own_folders / "cache").glob("*.story"))) == compiled.MOST_KEPT


def test_a_story_with_mistakes_is_not_kept(folder: StoryFolder, own_folders: Path) -> None:
    files.write_atomically(folder.path / "z.yaml", b"scene: x\nscript: [goto: nowhere]\n")
    assert load_to_play(folder).program is None
    assert not (own_folders / "cache").exists()


def test_a_file_too_large_for_a_story_is_unreadable(folder: StoryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.shell.stories.LARGEST", 100)
    with pytest.raises(StoryError, match="cannot be read") as caught:
        read_sources(folder)
    assert caught.value.unreadable
