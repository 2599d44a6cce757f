"""Games that come to a place: the shortest, the usual, any; and what is said where there is none."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.language.program import Program
from game.play.runtime import page
from game.play.session import replay
from game.proof.destinations import UnknownPlace, destination, destinations
from game.proof.page_ends import stop_of, ways
from game.proof.paths import distances, paths_of, reached
from game.proof.verdicts import Witness
from game.proof.way_there import (
    Arrival,
    Missed,
    any_way,
    guided_way,
    kept_way,
    setups,
    shortened,
    shortest_way,
    usual_way,
)
from tests.walks import compiled, wander

HEAD = "story: {id: small, title: Small}\nleads: {ann: {name: Ann, start: hall}}\nendings: {done: {title: Done, about: Over.}}\n"
LOCK = (
    HEAD
    + """variables: {keys: 0..5, lamp: broken | lit}
---
scene: hall
script:
  - label: round
    choose:
      take: {do: Take a key., once: false, set: keys += 1, goto: .round}
      drop: {do: Drop a key., once: false, set: keys -= 1, goto: .round}
      wait: {do: Wait., once: false, goto: .round}
      open: {do: Open., if: keys >= 3, goto: vault}
      light: {do: Light., if: lamp == lit and keys >= 1, goto: vault}
---
scene: vault
script:
  - end: done
---
scene: nowhere
script:
  - end: done
"""
)


@pytest.fixture(scope="module")
def lock() -> Program:
    return compiled(LOCK)


def always() -> bool:
    return True


def test_every_place_of_a_story_can_be_named(kitchen: Program) -> None:
    found = {place.id: place.kind for place in destinations(kitchen)}
    assert found["kitchen"] == "scene"
    assert found["kitchen.asking"] == "label"
    assert found["kitchen.coat"] == "option"
    assert found["kitchen.wakes"] == "option"
    assert found["green_door.hands"] == "option"


def test_the_last_part_of_an_id_will_do_where_only_one_place_ends_so(kitchen: Program) -> None:
    assert destination(kitchen, "coat").id == "kitchen.coat"


@pytest.mark.parametrize(
    ("name", "told"),
    [("kitchn", "Did you mean kitchen?"), ("hall.zebra", "There is no scene, label or option “hall.zebra”")],
)
def test_a_place_that_is_none_is_told_with_a_remedy(kitchen: Program, name: str, told: str) -> None:
    with pytest.raises(UnknownPlace, match=told.replace("?", r"\?")):
        destination(kitchen, name)


def test_the_shortest_way_is_the_shortest(lock: Program) -> None:
    found = shortest_way(lock, destination(lock, "vault"), setups(lock, ["ann"], 1), always)
    assert isinstance(found, Arrival) and found.shortest
    assert found.session.path == ("hall.take", "hall.take", "hall.take", "hall.open")


def test_every_way_that_is_found_can_be_played(kitchen: Program) -> None:
    begun = setups(kitchen, ["daniel", "ines"], 5)
    found = 0
    for place in destinations(kitchen):
        for search in (shortest_way, usual_way, guided_way):
            arrival = search(kitchen, place, begun, always)
            if isinstance(arrival, Arrival):
                session = replay(kitchen, arrival.session.setup, arrival.session.path)
                assert session.states == arrival.session.states
                assert place.holds(kitchen, stop_of(kitchen, session.state))
                found += 1
    assert found > 50


def test_guided_plays_find_what_chance_hardly_does_and_leave_out_what_is_not_needed(lock: Program) -> None:
    found = guided_way(lock, destination(lock, "vault"), setups(lock, ["ann"], 1), always)
    assert isinstance(found, Arrival)
    assert found.session.path == ("hall.take", "hall.take", "hall.take", "hall.open")


def test_the_usual_way_has_the_values_that_most_plays_have(lock: Program) -> None:
    found = usual_way(lock, destination(lock, "vault"), setups(lock, ["ann"], 1), always)
    assert isinstance(found, Arrival) and found.arrived > 20
    keys = next(number for number, slot in enumerate(lock.slots) if slot.name == "keys")
    assert [number for block in found.session.state.blocks for number in block][keys] == 3


def test_any_way_differs_with_the_seed(lock: Program) -> None:
    begun, place = setups(lock, ["ann"], 1), destination(lock, "vault")
    found = [any_way(lock, place, begun, seed, always) for seed in range(6)]
    assert len({each.session.path for each in found if isinstance(each, Arrival)}) > 1


def test_what_never_can_be_is_said_to_be_so_with_the_part_of_the_condition_that_never_held(lock: Program) -> None:
    found = shortest_way(lock, destination(lock, "light"), setups(lock, ["ann"], 1), always)
    assert isinstance(found, Missed) and found.never
    assert [each.words for each in found.unmet] == ["lamp == lit"]
    assert found.unmet[0].values == ("lamp was broken",)


def test_a_search_that_was_ended_claims_nothing(lock: Program) -> None:
    found = shortest_way(lock, destination(lock, "light"), setups(lock, ["ann"], 1), lambda: False)
    assert isinstance(found, Missed) and not found.never


def test_a_kept_game_is_taken_as_far_as_the_place(lock: Program) -> None:
    setup = setups(lock, ["ann"], 1)[0]
    long = Witness(setup, ("hall.wait", "hall.take", "hall.take", "hall.take", "hall.open"))
    gone = Witness(setup, ("hall.gone",))
    found = kept_way(lock, destination(lock, "open"), [gone, long], ["ann"])
    assert found is not None and found.path == long.path[:-1]
    assert kept_way(lock, destination(lock, "open"), [long], ["bob"]) is None


def test_a_shortened_game_still_comes_there(lock: Program) -> None:
    place = destination(lock, "open")
    wandering = ("hall.wait",) * 9 + ("hall.take", "hall.drop") * 4 + ("hall.take",) * 3
    session = replay(lock, setups(lock, ["ann"], 1)[0], wandering)
    assert shortened(lock, place, session, always).path == ("hall.take",) * 3


def test_open_moves_are_those_of_the_page(kitchen: Program) -> None:
    for seed in range(6):
        for state in wander(kitchen, seed).states:
            assert [way.move for way in ways(kitchen, stop_of(kitchen, state))] == [
                m.id for m in page(kitchen, state).open
            ]


def test_play_goes_only_where_the_paths_lead(kitchen: Program) -> None:
    onward = paths_of(kitchen)
    for seed in range(6):
        for state in wander(kitchen, seed).states:
            for point, following in pairwise(stop_of(kitchen, state).points):
                assert following in onward[point] or not onward[point]  # where nothing follows, a call comes back


def test_what_no_way_leads_to_is_not_reached(lock: Program) -> None:
    hall, vault, nowhere = (each.entry for each in lock.scenes)
    assert vault in reached(lock, [hall]) and nowhere not in reached(lock, [hall])
    assert vault not in reached(lock, [hall], frozenset({vault}))
    assert distances(lock, [vault])[hall] == 1 and hall not in distances(lock, [nowhere])
