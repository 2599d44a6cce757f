"""A session: a path and its states, and the ways from which the player came back."""

from __future__ import annotations

import pytest

from game.language.program import Program
from game.play import session as sessions
from game.play.saves import decode, encode, restore, save
from game.play.session import Branch, Session, begin
from tests.walks import walk, wander


def ways(session: Session) -> list[tuple[str, ...]]:
    return [each.path for each in session.branches]


def test_going_on_leaves_no_branch(kitchen: Program) -> None:
    assert wander(kitchen, 1, most=20).branches == ()


def test_a_way_that_is_left_is_kept(kitchen: Program) -> None:
    there = walk(kitchen, "kitchen.coat", "kitchen.wait")
    other = there.rewind(1).play("kitchen.tea")
    assert other.path == ("kitchen.coat", "kitchen.tea")
    assert ways(other) == [("kitchen.coat", "kitchen.wait")]
    assert ways(other.rewind(2)) == [("kitchen.coat", "kitchen.wait"), ("kitchen.coat", "kitchen.tea")]


def test_going_the_same_way_again_leaves_no_branch(kitchen: Program) -> None:
    there = walk(kitchen, "kitchen.coat", "kitchen.wait")
    back = there.rewind(2)
    assert ways(back) == [there.path]
    assert ways(back.play("kitchen.coat")) == [there.path]
    assert back.play("kitchen.coat").play("kitchen.wait") == there


def test_the_part_of_a_way_that_another_goes_on_from_is_no_branch_of_its_own(kitchen: Program) -> None:
    there = walk(kitchen, "kitchen.coat", "kitchen.wait")
    assert ways(there.rewind(1).rewind(1)) == [there.path]


def test_a_named_place_is_kept_where_play_goes_on_over_it(kitchen: Program) -> None:
    named = walk(kitchen, "kitchen.coat").named(1, "the coat")
    on = named.play("kitchen.wait")
    assert on.branches == (Branch(("kitchen.coat",), "the coat"),)
    assert on.named(1, "").branches == ()


def test_a_name_is_one_places_alone(kitchen: Program) -> None:
    session = walk(kitchen, "kitchen.coat", "kitchen.wait").named(1, "here").named(2, "here")
    assert session.branches == (Branch(("kitchen.coat", "kitchen.wait"), "here"),)


def test_a_way_that_loses_its_name_is_kept_as_a_way(kitchen: Program) -> None:
    named = walk(kitchen, "kitchen.coat").named(1, "the coat").rewind(1).play("kitchen.wait")
    assert named.with_name(("kitchen.coat",), "").branches == (Branch(("kitchen.coat",)),)
    elsewhere = named.with_name(("kitchen.wait",), "the coat")
    assert set(elsewhere.branches) == {Branch(("kitchen.coat",)), Branch(("kitchen.wait",), "the coat")}


def test_of_very_many_branches_the_oldest_without_a_name_is_let_go(
    kitchen: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_BRANCHES", 2)
    session = walk(kitchen, "kitchen.coat").named(1, "kept").rewind(1)
    for number in range(6):
        session = session.rewind(len(session.path))
        for move in wander(kitchen, number, most=5).path:
            session = session.play(move)
    assert len(session.branches) == 2
    assert session.branches[0].name == "kept"


@pytest.mark.parametrize("number", range(20))
def test_the_tree_of_a_game_outlives_saving(kitchen: Program, number: int) -> None:
    session = wander(kitchen, number, most=12)
    for other in range(4):
        session = session.rewind(min(len(session.path), 3))
        for move in wander(kitchen, 100 * number + other, most=30).path:
            if move in [each.id for each in session.page.open]:
                session = session.play(move)
    session = session.named(min(2, len(session.path)), "a place")
    assert restore(kitchen, decode(encode(save(session)))).session == session


def test_a_path_that_breaks_off_is_kept_among_the_branches(kitchen: Program) -> None:
    saved = save(walk(kitchen, "kitchen.coat", "kitchen.wait"))
    broken = decode(encode(saved).replace(b'"kitchen.wait"\n ]', b'"kitchen.gone"\n ]', 1))
    restored = restore(kitchen, broken)
    assert restored.outcome == "broken" and restored.session is not None
    assert restored.session.path == ("kitchen.coat",)
    assert ways(restored.session) == [("kitchen.coat", "kitchen.gone")]


def test_a_new_game_has_no_branches(kitchen: Program) -> None:
    assert begin(kitchen, walk(kitchen).setup).branches == ()
