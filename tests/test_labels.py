"""Labels that are counted: slots only where asked, healed with their scene, told apart from options."""

from __future__ import annotations

import pytest

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.language.tables import interval
from game.play.runtime import start, step
from game.play.state import Position, Setup
from game.play.values import BLOCK
from game.text.diagnostic import Diagnostic
from game.text.source import Source

HEAD = "story: {id: small, title: Small}\nleads: {ann: {name: Ann, start: hall}}\nendings: {done: {title: Done}}\n---\n"
SCENE = """scene: hall
was: [lobby]
script:
  - label: top
    choose:
      wait: {do: Wait., once: false, goto: .top}
      go: Go.
  - "{if ASKED? Yes.}"
  - end: done
"""


def read(text: str) -> list[Diagnostic]:
    story, found = parse_story([Source("story.yaml", HEAD + text)])
    return [*found, *check_story(story)]


def program(asked: str) -> Program:
    story, found = parse_story([Source("story.yaml", HEAD + SCENE.replace("ASKED", asked))])
    assert [*found, *check_story(story)] == []
    return compile_story(story)


@pytest.mark.parametrize(
    ("asked", "slots"),
    [
        ("chose(hall.go)", set()),
        ("visits(hall) >= 2", {"visits(hall)"}),
        ("visits(hall.top) >= 2", {"visits(hall.top)"}),
        ("turns_since(hall.top) >= 2", {"turns_since(hall.top)"}),
    ],
)
def test_a_label_has_a_slot_only_where_it_is_asked_for(asked: str, slots: set[str]) -> None:
    assert {each.name for each in program(asked).slots if each.kind in ("visits", "turns")} == slots


def test_a_count_goes_no_further_than_asked() -> None:
    [slot] = [each for each in program("visits(hall.top) >= 2").slots if each.kind == "visits"]
    story = program("visits(hall.top) >= 2")
    state = start(story, Setup(lead="ann"))
    number = [each.name for each in story.slots].index(slot.name)
    seen = []
    for _ in range(5):
        state = step(story, state, "hall.wait")
        seen.append(state.blocks[number // BLOCK][number % BLOCK])
    assert seen == [1, 2, 3, 3, 3]
    assert seen[-1] == interval(slot.domain)[1]


def test_a_count_is_healed_when_its_scene_is_renamed() -> None:
    story = program("visits(hall.top) >= 3")
    at = Position((("lobby", "top"),), {"visits(lobby.top)": 2})
    state = start(story, Setup(lead="ann", anchor=at))
    number = [each.name for each in story.slots].index("visits(hall.top)")
    assert state.blocks[number // BLOCK][number % BLOCK] == 2


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("visits(hall.tpo) >= 1", "did you mean “hall.top”?"),
        ("visits(hall.wait) >= 1", "it is an option: “chose(hall.wait)” asks whether it was taken"),
        ("chose(hall.top)", "it is a label: “visits(hall.top) >= 1” asks whether play came there"),
    ],
)
def test_a_question_about_no_label_says_what_to_ask(asked: str, hint: str) -> None:
    assert [(each.code, each.hint) for each in read(SCENE.replace("ASKED", asked))] == [("T014", hint)]


LOOP = """scene: hall
script:
  - label: top
    if: COUNTED < 3
    then: {goto: .top}
  - end: done
"""


def test_a_loop_past_a_label_that_is_counted_may_end() -> None:
    assert read(LOOP.replace("COUNTED", "visits(hall.top)")) == []
    assert [each.code for each in read(LOOP.replace("COUNTED", "visits(hall)"))] == ["F009"]
