"""What a search leaves out because a coarser one saw no way on from there."""

from __future__ import annotations

from game.proof.abstraction import Abstract, Region
from game.proof.bank import Bank
from game.proof.items import Items
from game.proof.survey import survey
from tests.proofs import with_claims

TWO_KEYS = """\
story: {id: two-keys, title: Two keys}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out}}
variables: {iron: false, brass: false}
---
scene: hall
script:
  - label: round
    choose:
      iron: {do: Take the iron key., set: iron = true, goto: .round}
      brass: {do: Take the brass key., set: brass = true, goto: .round}
      yard: {do: Go into the yard., goto: yard}
---
scene: yard
script:
  - choose:
      door: {do: Open the door., if: iron and brass, then: [{end: out}]}
      wait: {do: Wait.}
  - end: out
"""


CYCLE = """\
story: {id: cycle, title: Cycle}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out}}
---
scene: hall
script:
  - cycle:
      - - choose: {wait: {do: Wait., once: false}, look: {do: Look., once: false}}
      - - end: out
  - goto: hall
"""
"""To a search that does not know how often the hall was entered, the game may be over before it begins."""


AFTER_ANOTHER = """\
story: {id: after, title: After, follows: {id: the-first, legacy: {coins: 0..9}}}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out}}
variables: {key: false}
---
scene: hall
script:
  - choose: {wait: Wait.}
  - choose:
      take: {do: Take., if: before.coins == 3, set: key = true}
      leave: {do: Leave.}
  - choose: {rest: Rest.}
  - goto: yard
---
scene: yard
script:
  - choose:
      door: {do: Door., if: before and key, then: [{end: out}]}
      go: {do: Go.}
  - end: out
"""


def searched(*tracked: str, regions: tuple[Region, ...] = (), story: str = TWO_KEYS) -> tuple[Abstract, int]:
    """A search over some slots, and the number of the item that is the door."""
    program, claims = with_claims(story)
    items = Items(program, claims)
    seen, possible, _ = survey(program, items, 0, lambda states: True)
    door = items.by_move["yard.door"]
    abstract = Abstract(Bank(seen, possible), tracked, regions)
    abstract.every = frozenset((door,))
    return abstract.search(10_000, lambda states: True), door


def way_to_the_door(abstract: Abstract) -> Region:
    return abstract.leading_to(number for _, number in abstract.shown)


def test_a_finer_search_within_a_region_comes_to_what_one_without_comes_to() -> None:
    coarse, door = searched("iron")
    fine, _ = searched("iron", "brass")
    within, _ = searched("iron", "brass", regions=(way_to_the_door(coarse),))
    assert door in fine.gathered.paths and door in within.gathered.paths
    assert set(within.order) <= set(fine.order)


def test_that_there_was_a_game_before_may_be_known_sooner_to_a_finer_search() -> None:
    """Where a value of that game is asked, which only the finer one tracks, it is settled by the way."""
    coarse, door = searched("before", "key", story=AFTER_ANOTHER)
    finer = ("before", "key", "before.coins", "known(before.coins)")
    within, _ = searched(*finer, regions=(way_to_the_door(coarse),), story=AFTER_ANOTHER)
    assert door in coarse.gathered.paths and door in within.gathered.paths


def test_from_what_lies_outside_nothing_is_seen() -> None:
    coarse, door = searched()
    nowhere, _ = searched("iron", regions=(Region(coarse.machine.told_by, set()),))
    assert door not in nowhere.gathered.paths and not nowhere.order


def test_what_may_come_before_anybody_decides_is_noted_again_where_it_comes_later() -> None:
    program, claims = with_claims(CYCLE)
    items = Items(program, claims)
    seen, _, _ = survey(program, items, 0, lambda states: True)
    out = items.endings["ann", "out"]
    abstract = Abstract(Bank(seen, {out}), ())
    abstract.every = frozenset((out,))
    abstract.search(10_000, lambda states: True)
    assert abstract.gathered.paths[out] == () and abstract.shown
