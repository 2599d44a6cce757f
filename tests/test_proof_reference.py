"""The proof and a naive search of the same small story agree on every verdict, and every witness shows what it says."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.language import model as m
from game.language.compiler import compile_with_claims
from game.proof.judge import judge
from tests.judged import differences
from tests.naive import TooBig, whole
from tests.proof_headers import PATHS, expected_of, story_at
from tests.small_stories import small_story
from tests.test_naive import generated

calm = settings(deadline=None, max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck))
long = settings(calm, max_examples=500)
seeds = st.integers(0, 2**32 - 1)
NARROW = (10, 60, 300_000)
"""Limits by which even in small stories some questions are put off, to be answered beside others."""
FEW, MANY = 120, 1500
"""States of a naive search: in the ordinary suite, and in the long tests."""


def disagreements(story: m.Story, most: int, singly: bool = True) -> list[str]:
    """Where the two differ; nothing where the story is too big to be searched naively.

    `singly`: what the search for each item by itself finds, which else only what is left open comes to, is compared as well.
    """
    try:
        found = whole(story, most)
    except TooBig:
        return []
    program, claims = compile_with_claims(story)
    told = differences(story, program, judge(program, claims, lambda progress: True), found)
    if not singly:
        return told
    with patch("game.proof.judge.LIMITS", NARROW):
        hard = judge(program, claims, lambda progress: True, part="hard")
    return told + [f"{each} (singly)" for each in differences(story, program, hard, found) if ": not settled" not in each]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_both_agree_on_a_story_of_the_tests(path: Path) -> None:
    assert disagreements(story_at(path), MANY) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_proof_finds_what_is_expected_of_a_story(path: Path) -> None:
    """Without the naive search between them: what the head of the file says is what the judgement says."""
    program, claims = compile_with_claims(story_at(path))
    judgement = judge(program, claims, lambda progress: True)
    assert judgement.complete
    verdicts = {each.item.key.replace("life always an ending as", "life as"): each for each in judgement.verdicts}
    for each in expected_of(path):
        verdict = verdicts.get(each.key)
        if verdict is None:
            # Which two memories are laid together in vain is no item, and what nobody can be told of said words is none.
            assert "+" in each.key or each.key.endswith(".do") or not each.proved, each.key
            continue
        assert (verdict.outcome == "proved") == each.proved, each.key


@calm
@given(seeds)
def test_both_agree_on_a_small_story_full_of_traps(seed: int) -> None:
    made = small_story(seed)
    if made is not None:
        assert disagreements(made[0], FEW) == [], made[1]


@calm
@given(seeds)
def test_both_agree_on_a_story_with_every_kind_of_step(seed: int) -> None:
    assert disagreements(generated(seed), FEW) == []


@pytest.mark.slow
@long
@given(seeds)
def test_both_agree_on_hundreds_of_small_stories(seed: int) -> None:
    made = small_story(seed)
    if made is not None:
        assert disagreements(made[0], MANY, singly=seed % 2 == 0) == [], made[1]


@pytest.mark.slow
@settings(long, max_examples=250)
@given(seeds)
def test_both_agree_on_hundreds_of_stories_with_every_kind_of_step(seed: int) -> None:
    assert disagreements(generated(seed), MANY, singly=seed % 2 == 0) == []
