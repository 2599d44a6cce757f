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
