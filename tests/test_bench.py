"""The benchmark's synthetic story, which is not measured here."""

from __future__ import annotations

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.play.runtime import page, start, step
from game.play.state import Setup
from game.text.source import Source
from tests.bench.synthetic import as_citadel, as_ink, synthetic_story


def test_the_synthetic_story_has_no_mistake_and_plays_through_every_scene() -> None:
    files = as_citadel(synthetic_story(60))
    story, found = parse_story([Source(name, text) for name, text in files.items()])
    assert [*found, *check_story(story)] == []
    program = compile_story(story)
    state = start(program, Setup(lead="walker"))
    seen = set()
    for _ in range(60):
        shown = page(program, state)
        seen.add(shown.scene)
        assert len(shown.lines) == 3 and shown.open
        state = step(program, state, f"{shown.scene}.a")
    assert len(seen) == 60, "the first options lead on along a tour of all scenes"


def test_both_languages_are_given_the_same_scenes() -> None:
    story = synthetic_story(20)
    ours, ink = "".join(as_citadel(story).values()), as_ink(story)
    for scene in story:
        assert f"scene: {scene.name}\n" in ours and f"=== {scene.name} ===\n" in ink
        assert all(option.label in ours and option.label in ink for option in scene.options)
