"""The benchmarks' stories, which are not measured here."""

from __future__ import annotations

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.model import Choose
from game.language.parser import parse_story
from game.play.runtime import page, start, step
from game.play.state import Setup
from game.text.source import Source
from tests.bench.proof_story import proof_story
from tests.bench.synthetic import as_citadel, as_ink, synthetic_story
from tests.naive_play import every_step


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


def test_the_story_to_be_proved_has_its_size_and_no_mistake_but_the_scene_that_nothing_leads_to() -> None:
    planted = proof_story(400, seed=4)
    story, found = parse_story([Source(name, text) for name, text in planted.files.items()])
    mistakes = [*found, *check_story(story)]
    assert {each.code for each in mistakes} <= {"F004", "T037", "F010", "F014", "S019"}
    assert [each.code for each in mistakes].count("F004") == 1
    assert planted.variables == 95
    assert planted.words > 78_000
    assert len(story.scenes) == 401
    assert planted.scene in {each.id for each in story.scenes}
    moves = {
        f"{owner}.{option.id}"
        for owner, step in every_step(story)
        if isinstance(step, Choose)
        for option in step.options
    }
    assert {planted.option, planted.trap} <= moves
