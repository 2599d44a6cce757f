"""What a finished game hands on, and what a new game with a ghost, or a story before it, makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.legacy import before_of, ghost_of, inherited, legacy_of
from game.play.saves import decode, encode, restore, save, setup_of
from game.play.session import Session, begin
from game.play.state import Position, Setup
from game.text.source import Source
from tests.conftest import STORIES
from tests.walks import walk

TWO = (STORIES / "features" / "legacy.yaml").read_text(encoding="utf-8")
THREE = (STORIES / "features" / "ghosts_of_three.yaml").read_text(encoding="utf-8")
NEXT = (STORIES / "features" / "following.yaml").read_text(encoding="utf-8")


def program_of(text: str) -> Program:
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert mistakes == []
    return compile_story(story)


TOLD = walk(program_of(TWO), "archive.tell", lead="nadia")


def lines_of(program: Program, setup: Setup) -> list[str]:
    return [line.text for line in begin(program, setup).page.lines]


def test_a_game_hands_on_what_its_last_page_leaves() -> None:
    assert legacy_of(TOLD.program, TOLD.state) == {
        "first_lie": "told", "trust": 3, "paid": 1, "bag": ["key", "map"],
    }  # fmt: skip


def test_a_ghost_says_whose_it_is() -> None:
    assert ghost_of(TOLD.program, "nadia", TOLD.state)["lead"] == "nadia"
    handed = legacy_of(TOLD.program, TOLD.state)
    assert before_of(TOLD.program, "nadia", TOLD.state) == {"lead": "nadia", "ending": "Done", **handed}
    three = program_of(THREE)
    session = walk(three, "hall.open", lead="nadia")
    assert ghost_of(three, "nadia", session.state) == {
        "nadia.lead": "nadia", "nadia.ending": "Done", "nadia.door": "open",
    }  # fmt: skip


@pytest.mark.parametrize("story", [TWO, THREE])
def test_a_ghost_with_nothing_to_hand_on_is_one_all_the_same(story: str) -> None:
    program = program_of(story)
    ghost = {"lead": "nadia"} if story is TWO else {"nadia.lead": "nadia"}
    assert lines_of(program, Setup(lead="mason", ghost=ghost))[0].startswith(("Somebody was here", "Not alone"))
    assert lines_of(program, Setup(lead="mason"))[0].startswith(("Nobody was here", "Alone"))


@pytest.mark.parametrize("value", ["burned", 7, -1, ["told"], [], "", "none|told", True])
def test_a_value_that_todays_domain_lacks_is_not_known(value: Any) -> None:
    ghost = {"lead": "nadia", "first_lie": value, "trust": value, "paid": value, "bag": value}
    found = inherited(program_of(TWO), Setup(lead="mason", ghost=ghost))
    assert "known(ghost.first_lie)" not in found
    assert ("known(ghost.trust)" in found) == (value in (-1, True))
    assert ("known(ghost.bag)" in found) == (value == [])


def test_a_set_with_a_word_that_is_gone_is_not_known() -> None:
    assert "known(ghost.bag)" not in inherited(
        program_of(TWO), Setup(lead="mason", ghost={"lead": "nadia", "bag": ["key", "lamp"]})
    )


def test_a_game_is_no_ghost_of_its_own_lead() -> None:
    ghost = ghost_of(TOLD.program, "nadia", TOLD.state)
    assert inherited(TOLD.program, Setup(lead="nadia", ghost=ghost)) == {}


def test_old_names_of_values_and_of_leads_are_followed() -> None:
    two = program_of(TWO)
    found = inherited(two, Setup(lead="mason", ghost={"lead": "nadia", "first_fib": "kept"}))
    assert found["known(ghost.first_lie)"] == 1
    three = program_of(THREE.replace("nadia: {name: Nadia Sinh,", "nadia: {was: [nina], name: Nadia Sinh,"))
    found = inherited(three, Setup(lead="mason", ghost={"nina.lead": "nina", "nina.door": "open"}))
    assert (found["ghost.nadia"], found["ghost.nadia.door"], found["known(ghost.nadia.door)"]) == (1, 2, 1)


def test_a_ghost_of_two_leads_is_known_when_a_third_comes_into_the_story() -> None:
    found = inherited(program_of(THREE), Setup(lead="mason", ghost={"lead": "nadia", "door": "ajar"}))
    assert found["ghost.nadia.door"] == 1


def test_nothing_is_kept_of_what_nothing_asks_for() -> None:
    silent = TWO.partition('script:\n  - "{if ghost?')[0] + "script:\n  - end: done\n"
    assert {slot.name for slot in program_of(TWO).slots if slot.kind == "ghost"} >= {"ghost", "ghost.trust"}
    assert not [slot for slot in program_of(silent).slots if slot.kind == "ghost"]


def test_a_ghost_is_saved_and_stays_with_the_game() -> None:
    ghost = ghost_of(TOLD.program, "nadia", TOLD.state)
    session = begin(TOLD.program, Setup(lead="mason", ghost=ghost))
    restored = restore(TOLD.program, decode(encode(save(session))))
    assert (restored.outcome, restored.session) == ("same", session)


def test_an_edit_that_asks_more_of_a_ghost_is_no_change_to_a_saved_game() -> None:
    setup = Setup(lead="mason", ghost=ghost_of(TOLD.program, "nadia", TOLD.state))
    asked_less = program_of(
        "story: {id: legacy, title: L}\nleads: {mason: {name: M, start: a}, nadia: {name: N, start: a}}\n"
        "endings: {done: {title: D}}\nvariables: {first_lie: none | told}\nlegacy: first_lie\n"
        "---\nscene: a\nscript:\n  - choose: {go: Go., if_: Stay.}\n  - end: done\n"
    )
    asked_more = program_of(
        "story: {id: legacy, title: L}\nleads: {mason: {name: M, start: a}, nadia: {name: N, start: a}}\n"
        "endings: {done: {title: D}}\nvariables: {first_lie: none | told}\nlegacy: first_lie\n"
        "---\nscene: a\nscript:\n  - choose: {go: Go., if_: Stay.}\n  - '{if ghost.first_lie == told? Told.}'\n"
        "  - end: done\n"
    )
    restored = restore(asked_more, save(begin(asked_less, setup).play("a.go")))
    assert (restored.outcome, restored.note) == ("same", "")


def test_a_position_does_not_bring_a_ghost_along() -> None:
    program = program_of(TWO)
    anchor = Position((("office", ""),), {"ghost": 1, "known(ghost.first_lie)": 1, "ghost.first_lie": "told"})
    assert lines_of(program, Setup(lead="mason", anchor=anchor))[0] == "Nobody was here before."


def test_the_story_before_is_saved_under_a_key_of_its_own() -> None:
    program = program_of(NEXT)
    setup = Setup(lead="ann", before=before_of(TOLD.program, "nadia", TOLD.state))
    saved = save(begin(program, setup))
    document = json.loads(encode(saved))
    assert document["setup"]["before"] == {
        "lead": "nadia",
        "ending": "Done",
        "first_lie": "told",
        "trust": 3,
        "paid": 1,
        "bag": ["key", "map"],
    }
    assert setup_of(decode(encode(saved))) == setup
    assert lines_of(program, setup)[0] == "There was another year."


def test_a_saved_game_without_a_story_before_is_written_as_ever_and_read() -> None:
    session = begin(program_of(NEXT), Setup(lead="ann"))
    document = json.loads(encode(save(session)))
    assert list(document["setup"]) == ["lead", "seed", "ghost", "finished", "anchor"]
    restored = restore(session.program, decode(json.dumps(document).encode()))
    assert (restored.outcome, restored.session) == ("same", session)


@given(
    st.dictionaries(st.text(max_size=12), st.one_of(st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3))))
)
def test_no_ghost_stops_a_game_from_beginning(handed: dict[str, Any]) -> None:
    for text, lead in ((TWO, "mason"), (THREE, "lesk"), (NEXT, "ann")):
        program = PROGRAMS.setdefault(text, program_of(text))
        session = begin(program, Setup(lead=lead, ghost=handed, before=handed))
        assert isinstance(session, Session) and session.page.trouble == ""


PROGRAMS: dict[str, Program] = {}


COPIED = """
story: {id: copied, title: Copied}
leads: {nadia: {name: Nadia, start: hall}, mason: {name: Mason, start: hall}}
variables: {bag: "set of key, map = key"}
legacy: [bag]
endings: {out: {title: Out}}
---
scene: hall
script:
  - set: bag = ghost.bag
  - "{bag}"
  - end: out
"""


@pytest.mark.parametrize(("ghost", "shown"), [(["map"], "map"), ([], "nothing"), (["sword"], "key"), (None, "key")])
def test_a_set_that_was_handed_on_is_copied_like_any_other(ghost: list[str] | None, shown: str) -> None:
    handed: dict[str, Any] = {} if ghost is None else {"lead": "nadia", "bag": ghost}
    assert lines_of(program_of(COPIED), Setup(lead="mason", ghost=handed)) == [shown]
