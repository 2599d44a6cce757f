"""Words that are drawn from the seed, and what varies within them: only some seeds show it, and a witness has one that does."""

from __future__ import annotations

from game.play.runtime import page, start, step
from game.proof.verdicts import Verdict
from tests.proofs import proved

STORY = """\
story: {id: drawn, title: Drawn}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out}}
---
scene: hall
script:
  - "Say {~plain|{{if visits(hall) >= 3? late|early}|second}}."
  - choose:
      again: {do: Again., once: false, goto: hall}
      go: {do: Go.}
  - end: out
"""


def of(item: str) -> Verdict:
    _, _, judgement = proved(STORY)
    return next(each for each in judgement.verdicts if each.item.id == item)


def shown_by(verdict: Verdict) -> str:
    """The last page of a verdict's witness."""
    program, _, _ = proved(STORY)
    assert verdict.witness is not None
    state = start(program, verdict.witness.setup)
    for move in verdict.witness.path:
        state = step(program, state, move)
    return page(program, state).lines[0].text


def test_what_counts_within_drawn_words_is_not_thought_to_be_shown_on_every_page() -> None:
    verdict = of("hall.1.way4")
    assert verdict.item.what.startswith("“late”") and verdict.outcome == "proved"


def test_a_witness_of_words_within_drawn_words_has_a_seed_that_shows_them() -> None:
    verdict = of("hall.1.way5")
    assert verdict.item.what.startswith("“early”") and "early" in shown_by(verdict)


def test_words_for_which_no_seed_was_found_are_left_open() -> None:
    verdict = of("hall.1.way6")
    assert verdict.outcome == "not settled" and "no seed that was tried shows it" in verdict.why
