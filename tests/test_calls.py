"""Calls that hand something on: how long it lasts, and what becomes of it in saves."""

from __future__ import annotations

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Forget, Program
from game.play.position import position_of, state_at
from game.play.saves import restore, save
from game.play.session import begin
from game.play.state import Setup
from game.text.examples import example
from game.text.source import Source
from tests.walks import walk

CALL = example("", "- call: {scene: porch, with: {who: bob}}\n- call: porch")
PORCH = """\
---
scene: porch
takes: {who: ann | bob}
script:
  - choose:
      wait: {do: "Wait for {who}.", once: false}
"""
OFFERED = (
    example("", "- choose: {from: talk, go: Go.}")
    + """\
---
scene: porch
offer: {in: talk, do: Go out., once: false}
takes: {who: ann | bob}
script:
  - choose:
      wait: {do: "Wait for {who}.", once: false, set: who = bob}
"""
)


def program_of(text: str) -> Program:
    story, found = parse_story([Source("story.yaml", text)])
    mistakes = [each for each in [*found, *check_story(story)] if each.severity == "error"]
    assert mistakes == []
    return compile_story(story)


def labels(program: Program, *moves: str) -> list[str]:
    return [move.label for move in walk(program, *moves).page.open]


def test_what_is_handed_on_lasts_as_long_as_the_call() -> None:
    program = program_of(CALL + PORCH)
    assert labels(program) == ["Wait for bob."]
    assert labels(program, "porch.wait") == ["Wait for ann."]


def test_only_a_call_of_a_scene_that_takes_something_has_anything_to_forget() -> None:
    program = program_of(CALL + PORCH)
    assert [code.slots for code in program.code if isinstance(code, Forget)] == [("porch.who",), ("porch.who",)]
    plain = CALL.replace("{scene: porch, with: {who: bob}}", "porch") + PORCH.replace("takes: {who: ann | bob}\n", "")
    assert not any(isinstance(code, Forget) for code in program_of(plain.replace("{who}", "her")).code)


def test_a_scene_that_offers_itself_has_its_start_values_each_time() -> None:
    program = program_of(OFFERED)
    assert labels(program, "porch") == ["Wait for ann."]
    assert labels(program, "porch", "porch.wait", "porch") == ["Wait for ann."]


def test_a_scene_of_the_same_name_keeps_its_own() -> None:
    program = program_of(
        CALL.replace("- call: porch", "- call: {scene: yard, with: {who: bob}}")
        + PORCH
        + PORCH.replace("porch", "yard")
    )
    assert {"porch.who", "yard.who"} <= {slot.name for slot in program.slots}


def test_a_place_within_a_call_is_found_again_with_what_was_handed_on() -> None:
    program = program_of(CALL + PORCH)
    session = walk(program)
    after = session.play("porch.wait")
    position = position_of(program, after.state)
    assert position.values["porch.who"] == "bob"
    assert state_at(program, begin(program, Setup(lead="ann", seed=3)).state, position) == after.state


def test_a_save_knows_what_a_scene_takes_by_its_old_names() -> None:
    old = program_of(CALL + PORCH)
    saved = save(walk(old, "porch.wait"))
    text = CALL.replace("porch", "deck").replace("who", "whom") + PORCH.replace("scene: porch", "scene: deck").replace(
        "takes: {who: ann | bob}", "was: [porch]\ntakes: {whom: {of: ann | bob, was: [who]}}"
    ).replace("{who}", "{whom}")
    new = program_of(text)
    restored = restore(new, saved)
    assert restored.outcome == "same"
    assert restored.session is not None
    assert [move.label for move in restored.session.page.open] == ["Wait for ann."]
    [slot] = [each for each in new.slots if each.kind == "taken"]
    assert "porch.who" in slot.was
