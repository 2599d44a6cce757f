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


AMONG_OTHERS = """\
story: {id: drawn, title: Drawn}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out, about: "{~Seven|Eight} it is."}}
---
scene: hall
script:
  - "Red, blue, green or grey? {~Red|Blue|Green|Grey}."
  - shuffle: [Blue it was., Green it was., Or was it red?]
  - choose:
      a: {do: "{~Red|Blue} A."}
      b: {do: B.}
  - end: out
"""


def test_words_that_a_page_says_anyway_are_not_taken_for_those_that_were_drawn() -> None:
    program, _, judgement = proved(AMONG_OTHERS)
    found = {v.item.id: v for v in judgement.verdicts if v.item.kind == "line"}
    assert {v.outcome for v in found.values()} == {"proved"}
    texts = {
        "hall.1.way1": "grey? Red.", "hall.1.way2": "grey? Blue.", "hall.1.way3": "grey? Green.", "hall.1.way4": "grey? Grey.",
        "hall.2": "Blue it was.", "hall.3": "Green it was.", "hall.4": "Or was it red?",
        "hall.a.words.way1": "Red A.", "hall.a.words.way2": "Blue A.",
        "ending out.about.way1": "Seven it is.", "ending out.about.way2": "Eight it is.",
    }  # fmt: skip
    for id, text in texts.items():
        witness = found[id].witness
        assert witness is not None
        state = start(program, witness.setup)
        for move in witness.path:
            state = step(program, state, move)
        last = page(program, state)
        shown = [*(line.text for line in last.lines), *(move.label for move in last.moves)]
        assert text in " ".join([*shown, last.ending.about if last.ending else ""]), id
