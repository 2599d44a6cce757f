"""Fate: weighed by its odds, the same for the same seed and moves, and never round for ever."""

from __future__ import annotations

from collections import Counter

import pytest

from game.language.program import Program
from game.play.page import Move, Page
from game.play.session import Session
from game.play.state import Setup
from game.shell.fate import MOST_PICKS, pick, settle
from tests.walks import walk

MOVES = tuple(Move(id=f"s.{name}", kind="fate", odds=odds) for name, odds in (("a", 1), ("b", 2), ("c", 5)))


def test_the_same_seed_and_moves_meet_the_same_fate(kitchen: Program) -> None:
    for seed in range(20):
        once = walk(kitchen, "kitchen.wait", "kitchen.go", "green_door.hands", seed=seed)
        again = settle(once.undo().play("green_door.hands"))
        assert once == again


def test_another_way_there_may_meet_another_fate() -> None:
    assert len({pick(MOVES, 7, (f"x.{number}",)).id for number in range(50)}) == 3
    assert len({pick(MOVES, seed, ()).id for seed in range(50)}) == 3


def test_picks_are_as_frequent_as_their_odds() -> None:
    picked = Counter(pick(MOVES, seed, ("x.y",)).id for seed in range(8_000))
    for move in MOVES:
        assert abs(picked[move.id] - 1_000 * move.odds) < 150


def test_a_pick_from_nothing_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="nothing"):
        pick((), 1, ())


def test_fate_that_goes_round_is_left(monkeypatch: pytest.MonkeyPatch, kitchen: Program) -> None:
    monkeypatch.setattr(Session, "page", property(lambda self: Page(lines=(), moves=MOVES)))
    monkeypatch.setattr(
        Session, "play", lambda self, move: Session(self.program, self.setup, (*self.path, move), self.states)
    )
    settled = settle(Session(kitchen, Setup(lead="daniel"), (), ()))
    assert len(settled.path) == MOST_PICKS
