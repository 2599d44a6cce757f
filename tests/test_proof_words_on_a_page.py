"""Words that vary, several times on one page: those that count are chosen by the count as the page began; equal ones are told apart."""

from __future__ import annotations

import pytest

from game.play.runtime import page, start, step
from game.proof.verdicts import Verdict
from tests.proofs import proved

HEAD = """\
story: {id: words, title: Words}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out}}
variables: {x: false, y: false}
"""
TWICE = """\
phrases: {alias: "{{if x? Late|Early} one|two}"}
---
scene: hall
script:
  - "A {alias}."
  - set: x = true
  - "B {alias}."
  - choose:
      go: {do: Go.}
      stay: {do: Stay., once: false, goto: hall}
  - end: out
"""
IN_A_LABEL = """\
phrases: {alias: "{{if x? Late|Early} one|two {if x? after|before}|three}"}
---
scene: hall
script:
  - "A {alias}."
  - set: x = true
  - label: menu
    choose:
      go: {do: "Go {alias}."}
      stay: {do: Stay., once: false, goto: .menu}
      again: {do: Again., once: false, goto: hall}
  - end: out
"""
WITHIN = """\
phrases: {alias: "{one {first|again}|two {!once}}"}
---
scene: hall
script:
  - label: top
    choose:
      go: {do: "Go {alias}."}
      stay: {do: "Stay {alias}.", once: false, goto: .top}
      speak: {do: Speak., once: false, then: ["A {alias}.", {goto: .top}]}
  - end: out
"""
NO_WAY_OPEN = """\
phrases: {alias: "{{if y? Late|Early} one|two {if x? after|before}|three}"}
---
scene: hall
script:
  - "A {alias}."
  - choose:
      y: {do: Y., set: y = true}
      n: {do: N.}
  - "B {alias}."
  - choose:
      go: {do: "Go {alias}.", if: y and not x, then: [{set: x = true}, {goto: hall}]}
  - "C {alias}."
  - end: out
"""


def verdicts(text: str) -> dict[str, Verdict]:
    """Of each way that varies, by its words."""
    _, _, judgement = proved(HEAD + text)
    return {v.item.what.partition(" in ")[0].strip("“”"): v for v in judgement.verdicts if ".way" in v.item.id}


def shown_by(text: str, verdict: Verdict) -> str:
    """The last page of a verdict's witness, its labels too."""
    program, _, _ = proved(HEAD + text)
    assert verdict.witness is not None
    state = start(program, verdict.witness.setup)
    for move in verdict.witness.path:
        state = step(program, state, move)
    last = page(program, state)
    return " ".join([*(line.text for line in last.lines), *(move.label for move in last.moves)])


@pytest.mark.parametrize(
    ("text", "words", "outcome"),
    [
        (TWICE, "Early", "proved"),
        (TWICE, "Late", "proved"),
        (TWICE, "two", "proved"),
        (IN_A_LABEL, "Early", "proved"),
        (IN_A_LABEL, "Late", "proved"),
        (IN_A_LABEL, "after", "refuted"),
        (IN_A_LABEL, "before", "refuted"),
        (IN_A_LABEL, "three", "proved"),
        (WITHIN, "first", "proved"),
        (WITHIN, "again", "refuted"),
        (WITHIN, "once", "proved"),
        (NO_WAY_OPEN, "Late", "refuted"),
        (NO_WAY_OPEN, "before", "proved"),
        (NO_WAY_OPEN, "after", "refuted"),
        (NO_WAY_OPEN, "three", "proved"),
    ],
)
def test_words_that_count_are_judged_by_the_count_as_their_page_began(text: str, words: str, outcome: str) -> None:
    verdict = verdicts(text)[words]
    assert verdict.outcome == outcome
    if outcome == "proved":
        assert words in shown_by(text, verdict)


@pytest.mark.parametrize(
    "line",
    [
        '"{if y? {if x? so|not so}|{if x? so|not so}}"',
        r'"A\tb {if y? {if x? so|not so}|{if x? so|not so}}"',
        "'It''s {if y? {if x? so|not so}|{if x? so|not so}}'",
        '"{if y? {match x? true = so|not so}|{match x? true = so|not so}}"',
    ],
)
def test_equal_words_under_an_equal_test_are_each_judged_by_itself(line: str) -> None:
    text = f"""---
scene: hall
script:
  - {line}
  - choose:
      x: {{do: X., once: false, set: x = true, goto: hall}}
      go: {{do: Go.}}
  - set: x = true
  - "It is {{if x? so|not so}}."
  - end: out
"""
    _, _, judgement = proved(HEAD + text)
    outcomes = {v.item.id: v.outcome for v in judgement.verdicts if ".way" in v.item.id}
    assert outcomes == {
        "hall.1.way1": "refuted", "hall.1.way2": "refuted", "hall.1.way3": "refuted",
        "hall.1.way4": "proved", "hall.1.way5": "proved", "hall.1.way6": "proved",
        "hall.2.way1": "proved", "hall.2.way2": "refuted",
    }  # fmt: skip


def test_words_of_a_label_and_of_a_line_are_told_by_the_shortest_game_of_both() -> None:
    text = """phrases: {mark: "{if y? Black|White}"}
---
scene: hall
script:
  - choose:
      a: {do: A., goto: left}
      b: {do: B., set: y = true, goto: right}
---
scene: left
script:
  - choose:
      c: {do: C., set: y = true, then: ["It is {mark}."]}
      d: {do: D.}
  - end: out
---
scene: right
script:
  - choose:
      e: {do: "{mark} E."}
      f: {do: F.}
  - end: out
"""
    black = verdicts(text)["Black"]
    assert black.shortest and black.witness is not None and black.witness.path == ("hall.b",)
