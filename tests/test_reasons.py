"""Why an option is open or not: the condition in the author's words, and what set each value that it asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.language.program import Program
from game.proof.reasons import Reason, reasons, why
from tests.commands import run
from tests.conftest import KITCHEN
from tests.walks import compiled, walk

STORY = """
story: {id: s, title: S}
leads: {ann: {name: Ann, start: yard}}
variables:
  heat: 0..6
  cover: intact | doubted | blown
  tools: set of wire, torch, badge
  late: false
endings: {out: {title: Out, about: Out.}}
---
scene: shed
script:
  - set: [tools += torch, heat += 2]
---
scene: yard
script:
  - set: cover = doubted
  - hub:
      shed:
        do: Look into the shed.
        then:
          - call: shed
      warm: {do: Stamp your feet., set: heat += 1, once: false}
      gate: {do: Climb., if: (torch in tools or late) and heat >= 3 and not cover == blown, locked: Not yet.}
      hidden: {do: Hide., if: "cover in {intact, blown}"}
      asked: {do: Ask., if: visits(shed) > 0 and chose(yard.warm)}
      many: {do: Carry., if: count(tools) == 2}
      wait: {do: Wait., once: false}
      go: {do: Go., leave: true}
  - end: out
"""


@pytest.fixture(scope="module")
def yard() -> Program:
    return compiled(STORY)


def told(reason: Reason) -> list[tuple[str, bool]]:
    return [(clause.words, clause.holds) for clause in reason.clauses]


def test_each_part_of_a_condition_is_told_in_the_authors_words(yard: Program) -> None:
    here = walk(yard)
    assert told(why(yard, here, "gate")) == [
        ("torch in tools or late", False), ("heat >= 3", False), ("not cover == blown", True),
    ]  # fmt: skip
    assert told(why(yard, here, "hidden")) == [("cover in {intact, blown}", False)]
    assert told(why(yard, here, "yard.asked")) == [("visits(shed) > 0", False), ("chose(yard.warm)", False)]
    assert told(why(yard, here, "many")) == [("count(tools) == 2", False)]


def test_a_value_is_traced_to_the_choice_and_the_line_that_set_it(yard: Program) -> None:
    there = walk(yard, "yard.shed", "yard.warm")
    torch, heat, cover = why(yard, there, "gate").clauses
    tools, late = torch.values
    assert (tools.value, tools.before) == ("{torch}", "{}")
    assert tools.cause is not None and (tools.cause.moves, tools.cause.move) == (1, "yard.shed")
    assert tools.cause.label == "Look into the shed."
    assert tools.cause.span is not None and tools.cause.span.line == 13
    assert late.cause is None and late.value == "false"
    assert heat.values[0].cause is not None and heat.values[0].cause.moves == 2
    assert (heat.values[0].value, heat.values[0].before) == ("3", "2")
    begun = cover.values[0].cause
    assert begun is not None and (begun.moves, begun.move) == (0, "")
    assert why(yard, there, "gate").open


def test_what_the_present_page_sets_is_traced_too(yard: Program) -> None:
    cover = why(yard, walk(yard), "hidden").clauses[0].values[0]
    assert (cover.value, cover.before) == ("doubted", "intact")


def test_a_choice_that_is_used_up_is_traced_to_where_it_was_made(yard: Program) -> None:
    reason = why(yard, walk(yard, "yard.wait", "yard.shed"), "shed")
    assert not reason.open and reason.clauses == ()
    assert reason.taken is not None and reason.taken.cause is not None
    assert reason.taken.cause.moves == 2


def test_what_is_open_agrees_with_the_page_on_every_way(yard: Program) -> None:
    from tests.walks import wander

    for number in range(20):
        session = wander(yard, number, most=12)
        for moves in range(len(session.path) + 1):
            here = session.rewind(moves)
            every = reasons(yard, here)
            assert {each.move for each in every if each.open} == {each.id for each in here.page.open}
            for each in every:
                holds = all(clause.holds for clause in each.clauses) and each.taken is None
                assert holds == each.open or each.crowded


def test_a_scene_that_others_crowd_out_is_told() -> None:
    program = compiled(
        """
story: {id: s, title: S}
leads: {ann: {name: Ann, start: yard}}
endings: {out: {title: Out, about: Out.}}
---
scene: yard
script:
  - choose: {from: calls, limit: 1, go: Go.}
  - end: out
---
scene: first
offer: {in: calls, do: First., priority: 2}
script: [One.]
---
scene: second
offer: {in: calls, do: Second.}
script: [Two.]
"""
    )
    assert [(each.move, each.open, each.crowded) for each in reasons(program, walk(program))] == [
        ("yard.go", True, False), ("first", True, False), ("second", False, True),
    ]  # fmt: skip


def test_a_move_that_the_page_has_not_is_a_key_error(yard: Program) -> None:
    with pytest.raises(KeyError):
        why(yard, walk(yard), "nothing")
    assert reasons(yard, walk(yard, "yard.go")) == []


# ------------------------------------------------------------------ the command


def test_the_command_tells_an_option_or_the_whole_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    story, path = Path("s.yaml"), Path("way.txt")
    story.write_text(STORY)
    path.write_text("lead: ann\n\n> [shed]\n> [warm]\n")
    ran = run(monkeypatch, "why", story, path, "gate")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "yard.gate can be taken (s.yaml:24:7)",
        "  yes  torch in tools or late",
        "       tools is {torch}, with move 1, yard.shed “Look into the shed.” (s.yaml:13:11); before that {}",
        "       late is false, as when the game began",
        "  yes  heat >= 3",
        "       heat is 3, with move 2, yard.warm “Stamp your feet.” (s.yaml:23:41); before that 2",
        "  yes  not cover == blown",
        "       cover is doubted, before the first choice (s.yaml:17:10); before that intact",
    ]
    every = run(monkeypatch, "why", story, path, "--to", "1").out
    assert [part.split(" ")[0] for part in every.split("\n\n")] == [
        "yard.shed", "yard.warm", "yard.gate", "yard.hidden", "yard.asked", "yard.many", "yard.wait", "yard.go",
    ]  # fmt: skip
    [told] = [json.loads(run(monkeypatch, "why", story, path, "gate", "--json").out)]
    assert told["open"] is True and told["clauses"][1]["values"][0]["cause"]["move"] == "yard.warm"


def test_what_is_not_there_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    way = tmp_path / "way.txt"
    way.write_text("lead: daniel\n\n> [coat]\n")
    ran = run(monkeypatch, "why", KITCHEN, way, "nothing")
    assert ran.code == 2 and "kitchen.wait, kitchen.coat" in ran.err
    way.write_text("lead: daniel\n\n> [coat]\n> [coat]\n")
    ran = run(monkeypatch, "why", KITCHEN, way)
    assert ran.code == 2 and "way.txt:4" in ran.err
    assert run(monkeypatch, "why", KITCHEN, tmp_path / "gone.txt").code == 4
    assert run(monkeypatch, "why", KITCHEN, "gone").code == 2
