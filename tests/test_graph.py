"""The command: formats, chapters, files, and stories that are not whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from game.language.ways import never_entered, ways_of
from game.shell.graph_chart import Link, words_of
from game.shell.graph_text import as_text
from tests.commands import run
from tests.graphs import STORY, chart, large, story_of


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "mix.yaml"
    path.write_text(STORY, encoding="utf-8")
    return path


def link(links: tuple[Link, ...], source: str, target: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [
        (each.kind, each.conditional, each.labels)
        for each in links
        if (each.source[1], each.target[1]) == (source, target)
    ]


def test_like_ways_are_one_link_and_leaps_within_a_scene_are_none() -> None:
    links = chart().links
    assert link(links, "hall", "yard") == [
        ("goto", True, ("gun → .gate",)),
        ("goto", False, ("style", "again")),
        ("goto", True, ()),
    ]
    assert link(links, "hall", "hall") == [("goto", False, ("wakes",))]


def test_a_chapter_folds_every_other_into_one_spot() -> None:
    drawn = chart("Two")
    folded = [spot for spot in drawn.spots if spot.key[0] == "chapter"]
    assert [(spot.label, spot.scenes) for spot in folded] == [('One & "<only>"', 5)]
    assert [spot.key[1] for spot in drawn.spots if spot.key[0] == "scene"] == ["yard", "end"]
    assert link(drawn.links, "yard", 'One & "<only>"') == [("goto", False, ("b → hall",))]
    assert ("goto", False, ("hall.style", "hall.again")) in link(drawn.links, 'One & "<only>"', "yard")


def test_leads_starts_and_what_is_not_reached_are_marked() -> None:
    drawn = chart()
    assert {spot.key for spot in drawn.spots if spot.unreached} == {("scene", "lost"), ("ending", "never")}
    assert link(drawn.links, "ann", "hall") == [("start", False, ())]
    outline = as_text(story_of(), ways_of(story_of()), never_entered(story_of()))
    assert "  lost  [no way leads here]\n" in outline
    assert "  yard  [Bob starts here]\n" in outline
    assert "    ? goes to yard.gate (Two)           gun “Who?”\n" in outline
    assert max(map(len, outline.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "start"), [("g.svg", "<svg"), ("g.dot", "digraph"), ("g.mmd", "---"), ("g", "1. <b>")]
)
def test_the_format_is_that_of_the_file(
    monkeypatch: pytest.MonkeyPatch, story: Path, tmp_path: Path, name: str, start: str
) -> None:
    ran = run(monkeypatch, "graph", story, "--output", tmp_path / name)
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("chapter", ["two", "2", " Two "])
def test_a_chapter_is_found_by_title_or_number(monkeypatch: pytest.MonkeyPatch, story: Path, chapter: str) -> None:
    assert "5 scenes, folded" in run(monkeypatch, "graph", story, "--chapter", chapter).out


@pytest.mark.parametrize(("chapter", "told"), [("tow", "Did you mean “Two”?"), ("3", "2 Two"), ("", "2 Two")])
def test_a_chapter_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, story: Path, chapter: str, told: str
) -> None:
    ran = run(monkeypatch, "graph", story, "--chapter", chapter)
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize("to", ["text", "mermaid", "dot", "svg"])
def test_a_story_with_mistakes_is_drawn_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, story: Path, to: str
) -> None:
    story.write_text(STORY.replace("goto: hall", "goto: not_yet").replace("script: [High.]", "script: {]"), "utf-8")
    ran = run(monkeypatch, "graph", story, "--to", to)
    assert ran.code == 1
    assert "not_yet" in ran.out
    assert "not written" in ran.out
    assert "citadel check" in ran.err


def test_a_file_without_scenes_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("story: {id: none, title: None}\n")
    assert run(monkeypatch, "graph", tmp_path / "none.yaml").code == 2


def test_a_file_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, story: Path, tmp_path: Path) -> None:
    assert run(monkeypatch, "graph", story, "--output", tmp_path / "mix.yaml" / "x.dot").code == 4


@pytest.mark.parametrize("to", ["text", "mermaid", "dot"])
def test_four_times_the_story_takes_four_times_the_calls(to: str) -> None:
    from game.shell.graph import draw

    def calls(scenes: int) -> int:
        story = story_of(large(scenes))
        made = 0

        def counted(_frame: object, event: str, _of: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            draw(story, frozenset(), to, None)  # type: ignore[arg-type]
        finally:
            sys.setprofile(before)
        return made

    calls(100)
    assert calls(1000) < 5 * calls(250)


def test_what_varies_in_an_options_words_is_an_ellipsis_and_no_steering_sign_is_left() -> None:
    story = story_of(STORY.replace("do: Back.", 'do: "{heat} _back_\\u202e."'))
    words = next(way.words for way in ways_of(story) if way.move == "back")
    assert words_of(words) == "… back."
