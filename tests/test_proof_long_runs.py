"""Runs in which nobody decides for long: the game gives one up after so many instructions, and so does the proof."""

from __future__ import annotations

import pytest

from game.play.runtime import page, start
from game.play.state import Setup
from tests.proofs import proved

STORY = """\
story: {{id: long, title: Long}}
leads: {{ann: {{name: Ann, start: hall}}}}
variables: {{n: 0..100000, m: 0..3}}
endings: {{out: {{title: Out}}}}
---
scene: hall
script:
  - label: again
    set: [{effects}]
  - if: n < {rounds}
    then: [{{goto: .again}}]
  - choose: {{go: Go., stay: Stay.}}
  - end: out
"""


@pytest.mark.parametrize(
    ("effects", "rounds", "ends"),
    [
        pytest.param("n += 1", 24_000, True, id="many short rounds"),
        pytest.param("n += 1" + ", m = 1, m = 2" * 9, 4_000, True, id="few long rounds"),
        pytest.param("n += 1" + ", m = 1, m = 2" * 9, 15_000, False, id="more long rounds"),
        pytest.param("n += 1", 90_000, False, id="too many short rounds"),
    ],
)
def test_a_run_is_as_long_as_the_game_lets_it_be(effects: str, rounds: int, ends: bool) -> None:
    program, _, judgement = proved(STORY.format(effects=effects, rounds=rounds))
    assert bool(page(program, start(program, Setup(lead="ann"))).trouble) is not ends
    wanted = "proved" if ends else "refuted"
    outcomes = {v.item.key: v.outcome for v in judgement.verdicts if v.item.kind in ("option", "ending", "life")}
    assert set(outcomes.values()) == {wanted}, outcomes


def test_what_a_run_does_under_conditions_counts_where_it_is_done() -> None:
    odd = """  - if: n mod 2 == 0
    then: [{{set: [m = 1, m = 2, m = 1, m = 2, m = 1, m = 2, m = 1]}}]
"""
    text = STORY.replace("  - if: n <", odd + "  - if: n <").format(effects="n += 1", rounds=14_000)
    program, _, judgement = proved(text)
    assert page(program, start(program, Setup(lead="ann"))).trouble
    assert {v.outcome for v in judgement.verdicts if v.item.kind in ("option", "ending", "life")} == {"refuted"}


def test_a_long_run_that_parts_again_and_again_leaves_open_what_hangs_on_it() -> None:
    drawn = "  - shuffle: [Aa., Bb.]\n"
    text = STORY.replace("  - if: n <", drawn + "  - if: n <").format(effects="n += 1", rounds=18_000)
    program, _, judgement = proved(text)
    assert page(program, start(program, Setup(lead="ann"))).trouble
    assert {v.outcome for v in judgement.verdicts if v.item.kind in ("option", "ending", "life")} == {"not settled"}
