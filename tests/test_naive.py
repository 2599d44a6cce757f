"""The naive interpreter and the engine play the same games: the same moves on every page, the same endings."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.language import model as m
from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.runtime import page, start, step
from game.shell.stories import find_story, read_sources
from game.text.source import Source
from tests.conftest import STORIES
from tests.naive import setup_of
from tests.naive_play import Naive, Unasked, Waiting
from tests.small_stories import small_story
from tests.story_strategy import story_of
from tests.story_writer import write

calm = settings(deadline=None, max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))


def read(path: Path) -> m.Story:
    story, _ = parse_story([Source(path.name, path.read_text(encoding="utf-8"))])
    return story


def generated(seed: int) -> m.Story:
    """A story that the tests' maker makes, as it is read from YAML."""
    dice = Random(seed)
    story, mistakes = parse_story(write(story_of(seed, sound=True), dice))
    assert not [each for each in (*mistakes, *check_story(story)) if each.severity == "error"]
    return story


def begun(naive: Naive, lead: str, dice: Random) -> tuple[Waiting, dict[str, Any]]:
    """A game whose earlier games are decided by dice, for all that it will ever ask about them."""
    setup: dict[str, Any] = {f"finished({each.id})": dice.random() < 0.5 for each in naive.story.endings}
    for game in {"ghost", "before", *(name.rpartition(".")[0] for name in naive.meaning.earlier)}:
        setup[game] = dice.random() < 0.7
    if len(naive.meaning.leads) > 2:
        setup |= {f"ghost.{each}": dice.random() < 0.5 for each in naive.meaning.leads}
    for name in naive.meaning.earlier:
        try:
            setup[name] = dice.choice(naive.meaning.could_be(name))
        except OverflowError:
            setup[name] = 7
    if len(naive.meaning.leads) > 2:
        del setup[f"ghost.{lead}"]
    return naive.begin(lead, setup), setup


def compare(story: m.Story, program: Program, lead: str, dice: Random, most: int = 25) -> None:
    """One game by dice in both."""
    naive = Naive(story)
    waiting, decided = begun(naive, lead, dice)
    state = start(program, setup_of(naive, lead, decided))
    path: list[str] = []
    for _ in range(most):
        shown = page(program, state)
        moves = {each.id: each for each in naive.moves(waiting)}
        where = f"after {path} as {lead}"
        assert (waiting.kind == "trouble") == bool(shown.trouble), where
        assert waiting.ending == ("" if shown.ending is None else shown.ending.id), where
        assert sorted(moves) == sorted(each.id for each in shown.open), where
        assert all(each.fate == shown.fated for each in moves.values()), where
        if waiting.kind == "trouble":
            return
        assert waiting.frames[-1].owner == shown.scene, where
        if not moves:
            return
        move = dice.choice(sorted(moves))
        path.append(move)
        waiting = naive.after_move(waiting, moves[move])
        state = step(program, state, move)


PLAYED = sorted([*STORIES.glob("*.yaml"), *(STORIES / "features").glob("*.yaml")])


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
def test_a_story_of_the_tests_plays_alike(path: Path) -> None:
    story = read(path)
    program = compile_story(story)
    for number in range(12):
        for lead in story.leads:
            compare(story, program, lead.id, Random(number))


def test_the_shipped_story_plays_alike() -> None:
    story, _ = parse_story(list(read_sources(find_story(None)).values()))
    program = compile_story(story)
    for number in range(3):
        for lead in story.leads:
            compare(story, program, lead.id, Random(number), most=120)


def check_generated(seed: int) -> None:
    story = generated(seed)
    program = compile_story(story)
    for lead in story.leads:
        for number in range(3):
            compare(story, program, lead.id, Random(seed + number))


def check_small(seed: int) -> None:
    made = small_story(seed)
    if made is None:
        return
    story, _ = made
    program = compile_story(story)
    for lead in story.leads:
        for number in range(4):
            compare(story, program, lead.id, Random(seed + number))


@calm
@given(st.integers(0, 2**32 - 1))
def test_a_generated_story_plays_alike(seed: int) -> None:
    check_generated(seed)


@calm
@given(st.integers(0, 2**32 - 1))
def test_a_small_story_full_of_traps_plays_alike(seed: int) -> None:
    check_small(seed)


@pytest.mark.slow
@settings(calm, max_examples=2000)
@given(st.integers(0, 2**32 - 1))
def test_thousands_of_generated_stories_play_alike(seed: int) -> None:
    check_generated(seed)
    check_small(seed)


def test_what_nobody_has_decided_is_asked_for() -> None:
    story = read(STORIES / "features" / "legacy.yaml")
    with pytest.raises(Unasked):
        for lead in story.leads:
            waiting = Naive(story).begin(lead.id)
            naive = Naive(story)
            while naive.moves(waiting):
                waiting = naive.after_move(waiting, naive.moves(waiting)[0])
