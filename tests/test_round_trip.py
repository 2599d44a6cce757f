"""Any story of the model, written as YAML in any of its spellings, is read back as it was; a sound one plays."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.language import expressions, model, texts
from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.reading import Unread
from game.text.diagnostic import has_errors
from game.text.source import Source, Span
from tests.fuzz.targets import played
from tests.story_strategy import DOMAINS, EXPRESSIONS, PARTS, STEPS, sound_stories, stories
from tests.story_writer import write

calm = settings(deadline=None, max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
long = settings(calm, max_examples=2000)
RESOLVED = {"Read", "Count", "Has"}
"""Expressions that the parser never makes."""

NEVER_TYPED = {
    ("Story", "digest"), ("Story", "whole"), ("Show", "kind"), ("Show", "values"), ("Vary", "slot"), ("Vary", "place"),
    ("MatchCase", "low"), ("MatchCase", "high"), ("Return", "span"),
}  # fmt: skip
"""What is set after parsing, or says how it went."""


def bare(value: Any) -> Any:
    """A model's node without its spans and digests, to be compared and to be read in a failure."""
    match value:
        case msgspec.Struct():
            names = [each for each in value.__struct_fields__ if (type(value).__name__, each) not in NEVER_TYPED]
            kept = {each: bare(getattr(value, each)) for each in names if each not in ("span", "about_span")}
            return (type(value).__name__, kept)
        case tuple():
            return tuple(bare(each) for each in value)
        case _:
            return value


def read_back(story: model.Story, dice: Random) -> tuple[model.Story, list[Source]]:
    """A story written and read, which makes no mistake of form."""
    sources = write(story, dice)
    found, mistakes = parse_story(sources)
    errors = [each for each in mistakes if each.severity == "error"]
    assert errors == [], f"{errors[:3]}" + "".join(f"\n=== {each.name}\n{each.text}" for each in sources)
    return found, sources


def check_round_trip(story: model.Story, dice: Random) -> None:
    found, sources = read_back(story, dice)
    for name in story.__struct_fields__:
        if name not in ("digest", "whole"):
            assert bare(getattr(found, name)) == bare(getattr(story, name)), "\n".join(each.text for each in sources)


def check_play(story: model.Story, dice: Random) -> None:
    found, sources = read_back(story, dice)
    text = "\n".join(each.text for each in sources)
    errors = [each for each in check_story(found) if each.severity == "error"]
    assert not has_errors(errors), f"{errors}\n{text}"
    program = compile_story(found)
    for number in range(2):
        session = played(program, 50, dice.randrange(2**32) + number)
        assert session.page.trouble == "", text


dices = st.integers(0, 2**32 - 1).map(Random)


@calm
@given(stories(), dices)
def test_a_story_written_and_read_is_the_same(story: model.Story, dice: Random) -> None:
    check_round_trip(story, dice)


@calm
@given(sound_stories(), dices)
def test_a_sound_story_written_and_read_plays(story: model.Story, dice: Random) -> None:
    check_play(story, dice)


@pytest.mark.slow
@long
@given(stories(), dices)
def test_many_stories_written_and_read_are_the_same(story: model.Story, dice: Random) -> None:
    check_round_trip(story, dice)


@pytest.mark.slow
@long
@given(sound_stories(), dices)
def test_many_sound_stories_written_and_read_play(story: model.Story, dice: Random) -> None:
    check_play(story, dice)


def names_of(kinds: Any) -> set[str]:
    return {each.__name__ for each in kinds}


def subclasses(kind: type[Any]) -> set[type[Any]]:
    found = set(kind.__subclasses__())
    return found.union(*(subclasses(each) for each in found)) if found else found


def test_the_strategy_makes_every_kind_of_node() -> None:
    assert names_of(STEPS) == names_of(subclasses(model.Step) - {Unread})
    assert names_of(EXPRESSIONS) == names_of(get_args(expressions.Expression)) - RESOLVED
    assert names_of(PARTS) == names_of(get_args(texts.Part))
    assert names_of(DOMAINS) == names_of(get_args(model.Domain))


def test_the_strategy_fills_every_field() -> None:
    """A field that an author may fill and that the strategy never does would be lost in the writing unnoticed."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)

    def look(value: Any) -> None:
        if isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                part = getattr(value, name)
                seen[type(value).__name__, name].add(repr(bare(part)))
                look(part)
        elif isinstance(value, tuple):
            for each in value:
                look(each)

    @settings(calm, max_examples=150, database=None)
    @given(stories())
    def make(story: model.Story) -> None:
        look(story)

    make()
    modules = (model, expressions, texts)
    kinds = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    for kind in kinds:
        if not issubclass(kind, msgspec.Struct) or kind.__name__ in {*RESOLVED, "Node", "Step", "Frozen", "Span"}:
            continue
        for field in msgspec.structs.fields(kind):
            if field.type is Span or field.name in ("span", "about_span") or (kind.__name__, field.name) in NEVER_TYPED:
                continue
            if (kind, field.name) == (model.If, "condition"):
                continue  # its condition is its test
            assert len(seen[kind.__name__, field.name]) > 1, f"{kind.__name__}.{field.name}"
