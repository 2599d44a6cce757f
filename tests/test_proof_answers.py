"""What an earlier game may have left is gone through as far as the story can tell it apart, however much there is."""

from __future__ import annotations

import pytest

from game.play.state import Setup
from game.proof.bank import Bank
from game.proof.items import Items
from game.proof.machine import Machine
from game.proof.survey import survey
from game.proof.verdicts import Verdict, Witness
from game.proof.witnesses import follow, setup_of
from tests.proofs import proved, with_claims

HEAD = """
story: {{id: left, title: Left, follows: {{id: the-first, legacy: {{coins: "0..1000000000", tools: "{tools}"}}}}}}
leads: {{ann: {{name: Ann, start: hall}}}}
endings: {{out: {{title: Out}}}}
variables: {{spent: "0..1000000000"}}
---
scene: hall
script:
  - choose:
"""
TOOLS = "set of " + ", ".join(f"t{number}" for number in range(20))


def story(*options: str) -> str:
    return HEAD.format(tools=TOOLS) + "\n".join(f"      {each}" for each in options) + "\n  - end: out\n"


def verdict_of(text: str, key: str, **options: object) -> Verdict:
    _, _, judgement = proved(text, **options)
    return next(each for each in judgement.verdicts if each.item.key == key)


COMPARED = story(
    "poor: {do: Beg., if: before.coins < 3}",
    "middling: {do: Pay., if: before.coins >= 700 and before.coins <= 700}",
    "never: {do: Fly., if: before.coins > 5 and before.coins < 6}",
    "tooled: {do: Dig., if: t3 in before.tools and not (t4 in before.tools)}",
    "go: {do: Go.}",
)


@pytest.mark.parametrize("option", ["poor", "middling", "tooled", "go"])
def test_a_number_of_a_thousand_million_is_parted_where_it_is_compared(option: str) -> None:
    found = verdict_of(COMPARED, f"option hall.{option}")
    assert found.outcome == "proved"
    assert found.witness is not None


def test_what_no_value_is_for_is_refuted_for_certain() -> None:
    assert verdict_of(COMPARED, "option hall.never").outcome == "refuted"


def test_sets_that_are_compared_as_a_whole_are_told_apart() -> None:
    seven = "set of " + ", ".join(f"t{number}" for number in range(7))
    text = HEAD.format(tools=seven) + "      dig: {do: Dig., if: 'before.tools == {t3, t4}'}\n      go: Go.\n  - end: out\n"
    assert verdict_of(text, "option hall.dig").outcome == "proved"


def test_what_an_ending_says_tells_values_apart_too() -> None:
    text = story("go: Go.").replace("{title: Out}", "{title: Out, about: '{if before.coins == 500? Rich|Poor}.'}")
    assert verdict_of(text, "line ending out.about.way1").outcome == "proved"


def test_a_match_parts_the_values_that_it_names() -> None:
    text = story("go: Go.").replace("  - end: out", "  - match: before.coins\n    500: Rich.\n    else: Poor.\n  - end: out")
    program, claims = with_claims(text)
    seen, _, _ = survey(program, Items(program, claims), 0, lambda states: True)
    assert seen.answers["before.coins"].whole and 500 in seen.answers["before.coins"].values
    assert verdict_of(text, "line hall.1").outcome == "proved"


def test_values_that_are_reckoned_with_are_not_told_apart_by_their_comparisons() -> None:
    reckoned = story("odd: {do: Be odd., if: before.coins mod 7 == 3 and before.coins > 900000000}", "go: {do: Go.}")
    found = verdict_of(reckoned, "option hall.odd")
    assert found.outcome == "not settled"
    assert "more values than can be gone through" in found.why


def test_a_value_that_is_kept_is_not_told_apart_by_its_comparisons() -> None:
    kept = story("buy: {do: Buy., set: spent = before.coins, then: [{choose: {rich: {do: Boast., if: spent == 77}}}]}")
    assert verdict_of(kept, "option hall.rich").outcome != "refuted"


def test_a_known_game_is_played_with_its_own_value() -> None:
    program, claims = with_claims(COMPARED)
    items = Items(program, claims)
    seen, possible, _ = survey(program, items, 0, lambda states: True)
    machine = Machine(Bank(seen, possible))
    known = Witness(Setup(lead="ann", before={"lead": "ann", "coins": 2, "tools": ["t9"]}), ("hall.poor",))
    assert follow(machine, known)
    assert items.by_move["hall.poor"] in machine.bank.had(machine.marks)


HANDED_ON = """
story: {id: kept, title: Kept}
leads: {ada: {name: Ada, start: hall}, ivo: {name: Ivo, start: hall}}
endings: {out: {title: Out}}
variables: {m: p | q | r}
legacy: [m]
---
scene: hall
script:
  - match: ghost.m
    r: R.
    else: None.
  - choose: {a: {do: A., set: m = r}, b: {do: B., set: m = q}}
  - end: out
"""


@pytest.mark.parametrize("kept", ["p", "q", "r", ""])
def test_a_known_game_that_is_told_again_has_left_the_same(kept: str) -> None:
    program, claims = with_claims(HANDED_ON)
    seen, possible, _ = survey(program, Items(program, claims), 0, lambda states: True)
    machine = Machine(Bank(seen, possible))
    ghost: dict[str, int | str | list[str]] = {"lead": "ivo", "m": kept} if kept else {}
    [(_, path)] = follow(machine, Witness(Setup(lead="ada", ghost=ghost), ()))
    assert setup_of(machine, path).ghost == ghost
