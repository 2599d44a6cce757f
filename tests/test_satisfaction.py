"""Conditions that can never hold: told where that is sure, and nowhere else."""

from __future__ import annotations

import pytest

from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.source import Source

STORY = """\
story: {{id: small, title: Small}}
leads: {{ann: {{name: Ann, start: hall}}, bob: {{name: Bob, start: hall}}}}
variables:
  heat: 0..6
  far: 0..1000000
  near: -1000..1000 = 0
  mood: calm | tense | lost
  paid: false
  bag: set of key, map, coin
  trunk: set of a, b, c, d, e, f, g, h
endings: {{done: {{title: Done}}}}
---
scene: hall
script:
  - "{{heat}} {{far}} {{near}} {{mood}} {{if paid? Paid.}} {{bag}} {{trunk}}"
  - choose:
      stay: Stay.
      go: {{do: Go., if: {condition}, once: {once}}}
  - end: done
"""


def codes(condition: str, once: str = "true") -> list[str]:
    story, mistakes = parse_story([Source("story.yaml", STORY.format(condition=f'"{condition}"', once=once))])
    return [each.code for each in (*mistakes, *check_story(story))]


@pytest.mark.parametrize(
    "condition",
    [
        "heat >= 4 and heat < 2",
        "heat == 3 and not (heat >= 1)",
        "paid and not paid",
        "mood == calm and mood in {tense, lost}",
        "far > 500 and far < 400",
        "far == 999999 and far < 999999",
        "near < 0 and near > 0",
        "key in bag and count(bag) == 0",
        "heat + 1 == 2 and heat != 1 or (paid and paid == false)",
        "visits(hall) >= 3 and visits(hall) < 2",
        "chose(hall.go)",
        "lead == ann and lead == bob",
    ],
)
def test_a_condition_that_no_values_fulfil_is_told_once(condition: str) -> None:
    assert codes(condition) == ["F014"]


@pytest.mark.parametrize(
    "condition",
    [
        "heat >= 2 and heat < 4",
        "far > 400 and far < 402",
        "far == 999999",
        "near < 0 or near > 0",
        "key in bag and count(bag) == 1",
        "a in trunk and not (b in trunk) and count(trunk) == 2",
        "heat * 2 > far",
        "visits(hall) >= 2 and visits(hall) < 3",
        "chose(hall.stay) and not chose(hall.go)",
        "paid or not paid",
    ],
)
def test_a_condition_that_some_values_fulfil_is_not_told(condition: str) -> None:
    assert codes(condition) == []


def test_an_option_that_may_be_taken_again_may_ask_whether_it_was() -> None:
    assert codes("chose(hall.go)", once="false") == []
    assert codes("chose(hall.go)") == ["F014"]
