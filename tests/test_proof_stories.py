"""What is expected of the small stories in tests/proof_stories is what a naive search finds, and every way it names plays."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from game.language import model as m
from game.language.compiler import compile_story
from game.language.program import Program
from tests.naive import Found, TooBig, groups_of, moves_of, search, verdicts_of, whole
from tests.proof_headers import PATHS, expected_of, story_at
from tests.test_naive import generated
from tests.witnesses import claim_is_shown, is_trapped, play

calm = settings(deadline=None, max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_naive_search_finds_what_is_expected_of_a_story(path: Path) -> None:
    story = story_at(path)
    found = whole(story)
    verdicts = verdicts_of(story, found)
    expected = {each.key: each for each in expected_of(path)}
    assert set(expected) <= set(verdicts)
    refuted = {key for key, proved in verdicts.items() if not proved and not key.startswith("line ")}
    assert refuted == {key for key, each in expected.items() if not each.proved and not key.startswith("line ")}
    for key, each in expected.items():
        assert verdicts[key] == each.proved, key
        assert each.moves is None or each.moves == moves_of(found, key), key


def check_ways(story: m.Story, program: Program, found: Found, counting: frozenset[str]) -> None:
    """Every way that a search names plays in the engine, and shows there what it is said to show."""
    for key, way in found.ways.items():
        shown = play(story, program, way.setup, way.path, counting)
        assert key in shown.events, (key, way)
        kind, _, rest = key.partition(" ")
        if kind == "ending":
            assert shown.page.ending is not None
            assert f"{shown.page.ending.id} as {way.setup.lead}" == rest
        elif kind == "memory":
            assert rest in {f"{line.fragment} {line.kind}" for line in shown.page.lines}
    for lead, way in found.traps.items():
        assert way.setup.lead == lead
        shown = play(story, program, way.setup, way.path, counting)
        assert shown.page.ending is None
        assert is_trapped(story, shown.stops[-1])
        assert len(shown.stops) == 1 or not is_trapped(story, shown.stops[-2])
    for claim in story.claims:
        if claim.id in found.shown:
            way = found.shown[claim.id]
            assert claim_is_shown(story, claim, play(story, program, way.setup, way.path, counting)), claim.id


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_way_in_a_story_plays(path: Path) -> None:
    story = story_at(path)
    program = compile_story(story)
    check_ways(story, program, search(story), frozenset())
    for group in groups_of(story):
        check_ways(story, program, search(story, 20_000, group, claims=False), group)


@calm
@given(st.integers(0, 2**32 - 1))
def test_every_way_in_a_generated_story_plays(seed: int) -> None:
    story = generated(seed)
    try:
        found = search(story, 1500)
    except TooBig:
        return
    check_ways(story, compile_story(story), found, frozenset())


@calm
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_ids_does_not_matter(seed: int) -> None:
    """The same story with its scenes in another order has the same items."""
    story = generated(seed)
    dice = Random(seed)
    scenes = dice.sample(story.scenes, len(story.scenes))
    if any(scene.offer is not None for scene in scenes):
        return
    other = replace(story, scenes=tuple(scenes))
    try:
        found, again = search(story, 1500), search(other, 1500)
    except TooBig:
        return
    assert {key: len(way.path) for key, way in found.ways.items()} == {
        key: len(way.path) for key, way in again.ways.items()
    }
    assert (found.traps.keys(), found.holds, found.states) == (again.traps.keys(), again.holds, again.states)
