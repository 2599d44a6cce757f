"""The tree of a game: what its pages are, that nothing done to a game loses one, and what may be taken out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from game.language.program import Program
from game.play.comparing import compared, ways_to_compare
from game.play.game_tree import GameTree, Looks, Node, grafted, listed, parting, pruned, tree_of
from game.play.page import Line
from game.play.saves import decode, encode, restore, save
from game.play.session import Branch, Session
from game.play.transcript import Chosen, entries
from game.shell.fate import settle
from tests.test_laws import FEATURES, compiled
from tests.walks import walk, wander

COAT, WAIT, TEA = "kitchen.coat", "kitchen.wait", "kitchen.tea"


def told(session: Session) -> list[str]:
    """The tree as a list: lanes as indents, the label, and marks."""
    tree = tree_of(session)
    looks = Looks(session, tree)
    rows = []
    for node in tree.nodes:
        marks = f"{'*' if node.number == tree.here else ''}{f' [{node.name}]' if node.name else ''}"
        rows.append(f"{'  ' * node.lane}{looks.at(node.number).label}{marks}")
    return rows


def branched(kitchen: Program) -> Session:
    """Waited after the coat; before that, tea in its place; named; and now at the tea."""
    return walk(kitchen, COAT, WAIT).named(2, "the screws").go_to((COAT,)).play(TEA)


def places(session: Session) -> set[tuple[str, ...]]:
    """Every place of a tree, fate's among them."""
    ways = (session.path, *(each.path for each in session.branches))
    return {way[:moves] for way in ways for moves in range(len(way) + 1)}


def pages(session: Session) -> set[tuple[str, ...]]:
    return {node.path for node in tree_of(session).nodes}


def names(session: Session) -> dict[str, tuple[str, ...]]:
    return {each.name: each.path for each in session.branches if each.name}


# ------------------------------------------------------------------ what it is


def test_what_parts_from_a_page_stands_after_it_and_before_what_goes_straight_on(kitchen: Program) -> None:
    assert told(branched(kitchen)) == [
        "The beginning",
        "“That’s my coat.”",
        "  Say nothing and count the screws. [the screws]",
        "Ask if there’s any tea.*",
    ]


def test_the_way_that_is_played_goes_straight_on(kitchen: Program) -> None:
    assert told(branched(kitchen).go_to((COAT, WAIT))) == [
        "The beginning",
        "“That’s my coat.”",
        "  Ask if there’s any tea.",
        "Say nothing and count the screws.* [the screws]",
    ]


def test_a_new_game_is_a_tree_of_one_page(kitchen: Program) -> None:
    tree = tree_of(walk(kitchen))
    assert [(node.number, node.parent, node.children, node.path) for node in tree.nodes] == [(0, -1, (), ())]
    assert tree.here == 0


def test_fate_makes_no_page_of_its_own(kitchen: Program) -> None:
    session = wander(kitchen, 1)
    assert any(session.page_at(moves).fated for moves in range(len(session.path)))
    tree = tree_of(session)
    assert len(tree.nodes) == 1 + sum(not session.page_at(moves).fated for moves in range(len(session.path)))
    assert all(not page.fated for node in tree.nodes if (page := Looks(session, tree).page(node.number)))


def test_a_page_that_is_gone_from_the_story_keeps_its_place_and_is_told(kitchen: Program) -> None:
    session = walk(kitchen, COAT)
    session = Session(kitchen, session.setup, session.path, session.states, (Branch((COAT, "kitchen.gone_by", WAIT)),))
    tree = tree_of(session)
    looks = Looks(session, tree)
    assert [(looks.at(node.number).label, looks.at(node.number).gone) for node in tree.nodes[2:]] == [
        ("gone by", True),
        ("wait", True),
    ]


def test_a_long_row_of_pages_is_folded_but_for_where_something_happens(kitchen: Program) -> None:
    session = walk(kitchen, COAT, WAIT)
    tree = tree_of(session)
    nodes = tree.nodes
    assert listed(tree, folded=True) == listed(tree, folded=False)
    many = GameTree(tuple(_row(nodes[0], number, 12) for number in range(12)), 11)
    rows = listed(many, folded=True)
    assert [(row.number, row.folded) for row in rows] == [(0, 0), (1, 10), (11, 0)]
    assert [row.number for row in listed(many, folded=True, opened={1})] == list(range(12))


def _row(node: Node, number: int, most: int) -> Node:
    return replace(node, number=number, parent=number - 1, children=(number + 1,) if number + 1 < most else ())


# ------------------------------------------------------------------ going about in it


def test_going_to_a_page_of_another_way_keeps_the_way_that_is_left(kitchen: Program) -> None:
    session = branched(kitchen)
    there = session.go_to((COAT, WAIT))
    assert there.path == (COAT, WAIT)
    assert there.state == walk(kitchen, COAT, WAIT).state
    assert Branch((COAT, TEA)) in there.branches
    assert there.go_to((COAT, TEA)).state == session.state


def test_going_nowhere_changes_nothing(kitchen: Program) -> None:
    session = branched(kitchen)
    assert session.go_to(session.path) == session


def test_what_cannot_be_gone_to_is_told_by_its_number(kitchen: Program) -> None:
    with pytest.raises(KeyError) as raised:
        branched(kitchen).go_to((COAT, "kitchen.gone"))
    assert raised.value.args == ("kitchen.gone", 1)


def test_a_way_taken_out_can_be_put_back(kitchen: Program) -> None:
    session = branched(kitchen)
    without = pruned(session, (COAT, WAIT))
    assert told(without) == ["The beginning", "“That’s my coat.”", "Ask if there’s any tea.*"]
    back = grafted(without, session.branches)
    assert told(back) == told(session)


def test_what_led_to_a_way_taken_out_is_kept(kitchen: Program) -> None:
    session = walk(kitchen, COAT, WAIT).go_to(())
    without = pruned(session, (COAT, WAIT))
    assert without.branches == (Branch((COAT,)),)
    assert grafted(without, session.branches).branches == session.branches


def test_the_way_that_is_played_is_not_taken_out(kitchen: Program) -> None:
    with pytest.raises(ValueError, match="play is on this way"):
        pruned(branched(kitchen), (COAT,))


# ------------------------------------------------------------------ comparing


def test_two_ways_are_compared_from_the_page_where_they_part(kitchen: Program) -> None:
    session = branched(kitchen)
    found = compared(session, (COAT, WAIT), (COAT, TEA))
    assert found.turns == 1
    assert [line.text for line in found.common if line.kind == "speech"] == ["It was on the hook. I was cold."]
    one, other = found.one.told, found.other.told
    assert isinstance(one[0], Chosen) and isinstance(other[0], Chosen)
    assert (one[0].move.id, other[0].move.id) == (WAIT, TEA)
    assert all(isinstance(each, Line) for each in one[1:])
    assert other[1:] == [
        each for each in _read(session.go_to((COAT, TEA))) if each not in _read(session.go_to((COAT,)))
    ]


def _read(session: Session) -> list[object]:
    return [each for each in entries(session) if isinstance(each, Line)]


def test_a_page_stands_for_the_way_that_goes_straight_on_from_it(kitchen: Program) -> None:
    tree = tree_of(branched(kitchen))
    assert ways_to_compare(tree, 0, 2) == (3, 2)
    assert ways_to_compare(tree, 1, 3) is None


@pytest.mark.parametrize(("one", "other"), [((COAT,), (COAT, TEA)), ((COAT, TEA), (COAT, TEA))])
def test_a_way_that_holds_the_other_parts_from_it_nowhere(
    kitchen: Program, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="holds"):
        compared(branched(kitchen), one, other)


@pytest.mark.parametrize(
    ("one", "other", "common"), [("", "", 0), ("ab", "ab", 2), ("ab", "abc", 2), ("axc", "ayc", 1)]
)
def test_ways_part_where_their_moves_differ(one: str, other: str, common: int) -> None:
    assert parting(tuple(one), tuple(other)) == parting(tuple(other), tuple(one)) == common


# ------------------------------------------------------------------ laws

deeds = st.lists(
    st.tuples(
        st.sampled_from(["play", "play", "play", "rewind", "undo", "name", "bare", "go", "go"]), st.integers(0, 40)
    ),
    max_size=40,
)


def done(session: Session, deed: str, number: int) -> Session:
    tree = tree_of(session)
    node = tree.nodes[number % len(tree.nodes)]
    match deed:
        case "play" if moves := session.page.open:
            return settle(session.play(moves[number % len(moves)].id))
        case "rewind":
            return settle(session.rewind(number % (len(session.path) + 1)))
        case "undo":
            return session.undo()
        case "name":
            return session.with_name(node.path, f"name {number % 7}")
        case "bare":
            return session.with_name(node.path, "")
        case "go":
            return session.go_to(node.path)
        case _:
            return session


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FEATURES), st.integers(0, 5), deeds)
def test_no_deed_loses_a_page_and_saving_keeps_the_whole_tree(
    story: Path, seed: int, deeds: list[tuple[str, int]]
) -> None:
    program = compiled(story)
    session = walk(program, seed=seed)
    seen = places(session)
    for deed, number in deeds:
        before = names(session)
        session = done(session, deed, number)
        assert seen <= places(session), f"{deed} lost a page"
        seen = places(session)
        if deed not in ("name", "bare"):
            assert names(session) == before
        tree = tree_of(session)
        assert tree.nodes[tree.here].path == session.path
        assert [node.number for node in tree.nodes] == list(range(len(tree.nodes)))
        assert all(row.number == at for at, row in enumerate(listed(tree, folded=False)))
        assert sum(max(1, row.folded) for row in listed(tree, folded=True)) == len(tree.nodes)
        restored = restore(program, decode(encode(save(session))))
        assert restored.session == session and restored.outcome == "same"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FEATURES), deeds, st.integers(0, 40), st.integers(0, 40))
def test_what_is_taken_out_comes_back_whole_and_ways_are_compared_as_they_read(
    story: Path, deeds: list[tuple[str, int]], one: int, other: int
) -> None:
    program = compiled(story)
    session = walk(program)
    for deed, number in deeds:
        session = done(session, deed, number)
    tree = tree_of(session)
    path = tree.nodes[one % len(tree.nodes)].path
    if session.path[: len(path)] != path:
        without = pruned(session, path)
        assert pages(without) == {each for each in pages(session) if each[: len(path)] != path}
        back = grafted(without, session.branches)
        assert places(back) == places(session) and names(back) == names(session)
    ends = ways_to_compare(tree, one % len(tree.nodes), other % len(tree.nodes))
    if ends is not None:
        first, second = (tree.nodes[end].path for end in ends)
        found = compared(session, first, second)
        assert found.one.told != found.other.told
        for side, way in ((found.one, first), (found.other, second)):
            whole = _read(session.go_to(way))
            lines = [each for each in side.told if isinstance(each, Line)]
            assert whole[len(whole) - len(lines) :] == lines
            assert side.moves == len(way)
