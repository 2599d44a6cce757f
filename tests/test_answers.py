"""Answers that are typed: which move is meant, and what the player is told."""

from __future__ import annotations

import pytest

from game.language.program import Program
from game.play.answers import MISSED, NEAR, Understood, understood
from game.play.page import Move, Page
from game.play.position import position_of, state_at
from game.play.session import begin
from game.play.state import Position, Setup
from game.shell.stories import find_story, load
from tests.conftest import STORIES
from tests.walks import walk

CLOSED = Page(
    lines=(),
    moves=(
        Move(id="hall.lethe", kind="answer", label="Lethe", accepts=("Lethe", "the river Lethe")),
        Move(id="hall.styx", kind="answer", label="Styx", accepts=("Styx",)),
    ),
)
OPEN = Page(lines=(), moves=(*CLOSED.moves, Move(id="hall.else", kind="answer")))


def asking() -> Program:
    program = load(find_story(STORIES / "features" / "ask.yaml")).program
    assert program is not None
    return program


@pytest.mark.parametrize(
    ("typed", "closed", "open_"),
    [
        ("the LETHE!", "hall.lethe", "hall.lethe"),
        ("A river Lèthe", "hall.lethe", "hall.lethe"),
        ("styx", "hall.styx", "hall.styx"),
        ("Lehte", NEAR, NEAR),
        ("sty", NEAR, NEAR),
        ("acheron", MISSED, "hall.else"),
        ("", MISSED, MISSED),
        ("!?", MISSED, MISSED),
        ("hall.else", MISSED, "hall.else"),
    ],
)
def test_an_answer_is_understood(typed: str, closed: str, open_: str) -> None:
    for page, expected in ((CLOSED, closed), (OPEN, open_)):
        found = understood(page, typed, "en")
        assert (found.move or found.told) == expected
        assert found.told == ("" if found.move else expected)


def test_what_is_accepted_wins_over_what_is_nearly_another() -> None:
    moves = (
        Move(id="a.door", kind="answer", label="door", accepts=("door",)),
        Move(id="a.doom", kind="answer", label="doom", accepts=("doom",)),
    )
    assert understood(Page(lines=(), moves=moves), "doom", "en") == Understood("a.doom")


def test_a_page_that_asks_nothing_understands_nothing() -> None:
    assert understood(Page(lines=(), moves=(Move(id="a.door", label="door"),)), "door", "en") == Understood()
    assert understood(Page(lines=()), "door", "en") == Understood()


def test_the_question_is_the_last_line_of_its_page_and_its_moves_are_answers() -> None:
    page = walk(asking()).page
    assert page.asks
    assert (page.lines[-1].kind, page.lines[-1].text) == ("prompt", "What is the word?")
    assert [(move.id, move.label, move.accepts) for move in page.open] == [
        ("hall.lethe", "Lethe", ("Lethe", "the Lethe")),
        ("hall.river", "a river", ("a river",)),
        ("hall.styx", "Styx", ("Styx",)),
        ("hall.else", "", ()),
    ]


@pytest.mark.parametrize("moves", [["hall.lethe"], ["hall.else"], ["hall.else", "hall.else"], ["hall.styx"]])
def test_a_place_after_an_answer_is_found_again_by_its_ids(moves: list[str]) -> None:
    program = asking()
    session = walk(program, *moves)
    position = position_of(program, session.state)
    again = state_at(program, begin(program, Setup(lead="ann", seed=3)).state, position)
    assert again == session.state


def test_a_place_after_an_else_that_is_gone_is_the_beginning_of_its_scene() -> None:
    program = asking()
    start = begin(program, Setup(lead="ann")).state
    state = state_at(program, start, Position((("hall", "ann#else"),), {}))
    assert state.point == start.point


def test_a_move_that_is_no_answer_here_is_refused() -> None:
    with pytest.raises(KeyError):
        walk(asking()).play("hall.ann")
