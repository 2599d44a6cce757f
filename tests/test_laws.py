"""The laws of play, over every feature's story and the shipped one, by paths that Hypothesis chooses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.language.program import Program
from game.play.page import Page
from game.play.position import position_of, state_at
from game.play.runtime import page, start, step
from game.play.saves import decode, encode, restore, save
from game.play.session import Session, begin, replay
from game.play.state import Setup, State
from game.shell.stories import find_story, load
from tests.conftest import STORIES

FEATURES = sorted((STORIES / "features").glob("*.yaml"))
choices = st.lists(st.integers(0, 11), max_size=25)


@cache
def compiled(story: Path | None) -> Program:
    program = load(find_story(story)).program
    assert program is not None
    return program


def played(program: Program, lead: int, seed: int, picks: list[int]) -> Session:
    """A session whose every move is one of the open ones, fate's among them."""
    session = begin(program, Setup(lead=program.leads[lead % len(program.leads)].id, seed=seed))
    for pick in picks:
        moves = session.page.open
        if not moves:
            break
        session = session.play(moves[pick % len(moves)].id)
    return session


def pages(session: Session) -> list[Page]:
    return [session.page_at(number) for number in range(len(session.path) + 1)]


sessions = st.builds(
    lambda story, lead, seed, picks: played(compiled(story), lead, seed, picks),
    st.sampled_from(FEATURES),
    st.integers(0, 1),
    st.integers(0, 5),
    choices,
)
calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(sessions, st.integers(0, 30))
def test_rewinding_is_the_path_without_its_last_moves(session: Session, moves: int) -> None:
    back = min(moves, len(session.path))
    shorter = session.rewind(back)
    again = replay(session.program, session.setup, session.path[: len(session.path) - back])
    assert (shorter.path, shorter.states) == (again.path, again.states)


@calm
@given(sessions)
def test_replay_reproduces_every_page(session: Session) -> None:
    again = replay(session.program, session.setup, session.path)
    assert pages(again) == pages(session)
    assert again.states == session.states


@calm
@given(sessions)
def test_showing_a_page_changes_nothing(session: Session) -> None:
    """A step gives the same state whether its page was shown before it, twice, or never."""
    unshown: State = start(session.program, session.setup)
    shown = unshown
    for move in session.path:
        assert page(session.program, shown) == page(session.program, shown)
        shown = step(session.program, shown, move)
        unshown = step(session.program, State(*(getattr(unshown, each) for each in State.__struct_fields__)), move)
        assert shown == unshown
        assert hash(shown) == hash(unshown)


@calm
@given(sessions)
def test_a_save_and_a_load_change_nothing(session: Session) -> None:
    restored = restore(session.program, decode(encode(save(session))))
    assert (restored.outcome, restored.note) == ("same", "")
    assert restored.session is not None
    assert restored.session.states == session.states


@calm
@given(sessions)
def test_a_position_by_names_is_the_whole_state(session: Session) -> None:
    first = session.states[0]
    for state in session.states:
        assert state_at(session.program, first, position_of(session.program, state)) == state


@calm
@given(sessions, st.text(max_size=20))
def test_a_move_that_is_not_open_is_a_key_error_and_changes_nothing(session: Session, move: str) -> None:
    if move in {each.id for each in session.page.open}:
        return
    with pytest.raises(KeyError):
        session.play(move)
    assert session.page == page(session.program, session.state)


@calm
@given(sessions)
def test_undo_takes_back_one_choice_of_the_player_and_what_fate_did_since(session: Session) -> None:
    undone = session.undo()
    assert session.path[: len(undone.path)] == undone.path
    taken_back = session.path[len(undone.path) :]
    players = [number for number in range(len(undone.path), len(session.path)) if not session.page_at(number).fated]
    assert len(players) == (1 if any(not session.page_at(n).fated for n in range(len(session.path))) else 0)
    # Where fate alone has moved, there is nothing to take back.
    assert len(taken_back) >= len(players)
    assert bool(taken_back) == bool(players)


@pytest.mark.slow
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1), st.integers(0, 99), st.lists(st.integers(0, 11), min_size=40, max_size=60))
def test_the_shipped_story_keeps_the_laws(lead: int, seed: int, picks: list[int]) -> None:
    session = played(compiled(None), lead, seed, picks)
    assert session.page.ending is not None
    assert pages(replay(session.program, session.setup, session.path)) == pages(session)
    restored = restore(session.program, decode(encode(save(session))))
    assert restored.session is not None
    assert (restored.outcome, restored.session.states) == ("same", session.states)
