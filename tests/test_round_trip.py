"""Any story of the model, written as YAML in any of its spellings, is read back as it was; a sound one plays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.language import expressions, knowledge, model, program, texts
from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program, Slot
from game.language.reading import Unread
from game.language.tables import interval
from game.play.legacy import Handed, ghost_of
from game.play.position import Plain, plain, position_of
from game.play.session import Session
from game.text.diagnostic import has_errors
from game.text.source import Source, Span
from tests.fuzz.targets import played
from tests.story_strategy import DOMAINS, EXPRESSIONS, PARTS, STEPS, sound_stories, stories, story_of
from tests.story_writer import write

calm = settings(deadline=None, max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
long = settings(calm, max_examples=2000)
RESOLVED = {"Read", "Count", "Has"}
"""Expressions that the parser never makes."""

NEVER_TYPED = {
    ("Story", "digest"), ("Story", "whole"), ("Show", "kind"), ("Show", "values"), ("Vary", "slot"), ("Vary", "place"),
    ("IfWords", "number"), ("MatchWords", "number"), ("MatchCase", "low"), ("MatchCase", "high"),
    ("Return", "span"), ("Plural", "language"), ("Story", "language_span"),
    ("Link", "joined_at"), ("LinkReading", "truth_span"), ("LinkReading", "value_span"),
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
        if ("Story", name) not in NEVER_TYPED:
            assert bare(getattr(found, name)) == bare(getattr(story, name)), "\n".join(each.text for each in sources)


def check_play(story: model.Story, dice: Random) -> list[Session]:
    """A sound story, written and read, plays on from whatever earlier games handed on."""
    found, sources = read_back(story, dice)
    text = "\n".join(each.text for each in sources)
    errors = [each for each in check_story(found) if each.severity == "error"]
    assert not has_errors(errors), f"{errors}\n{text}"
    compiled = compile_story(found)
    sessions: list[Session] = []
    for number in range(2):
        ghost, before = a_ghost(compiled, dice, sessions), handed_on(taken_over(found), dice)
        session = played(compiled, 50, dice.randrange(2**32) + number, ghost, before)
        assert session.page.trouble == "", text
        sessions.append(session)
    return sessions


def taken_over(story: model.Story) -> dict[str, model.Domain]:
    """What a story takes from the one that it follows."""
    return {} if story.follows is None else {each.name: each.domain for each in story.follows.legacy}


def handed_on(domains: dict[str, model.Domain], dice: Random) -> Handed:
    """What some game handed on: values of these domains, values of none, or nothing; now and then no game at all."""
    if dice.random() < 0.2:
        return {}
    found: Handed = {"lead": "somebody"}
    for name, domain in domains.items():
        low, high = interval(domain)
        value = plain(Slot(name, "before", domain), dice.randint(low, high))
        strange: tuple[Plain, ...] = ("no_such_word", -(10**12), 10**12, ["no_such_word"], [], "")
        if dice.random() < 0.9:
            found[name] = dice.choice(strange) if dice.random() < 0.2 else value
    return found


def a_ghost(compiled: Program, dice: Random, sessions: list[Session]) -> Handed:
    """The ghosts of some of the leads: made up, or what a game played before handed on."""
    if sessions and dice.random() < 0.5:
        session = dice.choice(sessions)
        return ghost_of(compiled, session.setup.lead, session.state)
    found: Handed = {}
    for lead in dice.sample(compiled.leads, dice.randint(1, len(compiled.leads))):
        handed = handed_on({each.name: each.domain for each in compiled.legacy}, dice)
        if handed and len(compiled.leads) <= 2:
            found = {**handed, "lead": lead.id}
        elif handed:
            found |= {f"{lead.id}.{name}": value for name, value in handed.items() if name != "lead"}
            found[f"{lead.id}.lead"] = lead.id
    return found


dices = st.integers(0, 2**32 - 1).map(Random)


@calm
@given(stories(), dices)
def test_a_story_written_and_read_is_the_same(story: model.Story, dice: Random) -> None:
    check_round_trip(story, dice)


@calm
@given(sound_stories(), dices)
def test_a_sound_story_written_and_read_plays(story: model.Story, dice: Random) -> None:
    check_play(story, dice)


def what_was_met(session: Session) -> Iterator[str]:
    """The kinds of moves that a game was made of, and of what it remembered on the way."""
    code = session.program.code
    asked = [each for each in code if isinstance(each, program.Asked)]
    links = session.program.board.links
    moves = {
        "an answer": {answer.id for each in asked for answer in each.answers},
        "another word": {each.miss for each in asked if each.miss},
        "a reading": {each.id for link in links for each in link.readings},
        "a board closed": {"close"},
    }
    yield from (what for what, ids in moves.items() if ids & {*session.path})
    yield from ("a pair in vain" for move in session.path if "+" in move)
    kinds = {slot.name: slot.kind for slot in session.program.slots}
    lies = {each.slot for each in session.program.told if each.lie}
    for state in session.states:
        for name, value in position_of(session.program, state).values.items():
            yield f"a lie {value}" if name in lies else kinds[name]
            yield from ["a value handed on"] if name.startswith("known(") else []


def test_sound_stories_play_through_all_that_a_game_remembers() -> None:
    """Were nothing of it ever met, the plays above would say nothing of it."""
    met: set[str] = set()
    for seed in range(120):
        for session in check_play(story_of(seed, sound=True), Random(seed)):
            met |= {*what_was_met(session)}
    assert met >= {
        "an answer", "another word", "a reading", "a board closed", "a pair in vain", "a value handed on",
        "a lie live", "a lie suspected", "a lie exposed", "a lie confessed",
        "linked", "truth", "board", "told", "taken", "ghost", "before", "memory", "variable",
    }  # fmt: skip


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
    modules = (model, knowledge, expressions, texts)
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
