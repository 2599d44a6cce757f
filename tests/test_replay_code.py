"""Replay codes: short, forgiving to type, bounded, and true about what has changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.program import Program
from game.play.position import position_of
from game.play.replay_code import CodeError, follow, looks_like_a_code, read_code, share
from game.play.session import Session, begin
from game.play.state import Position, Setup
from game.shell.games import open_story
from tests.walks import compiled, wander

HUB = """\
story: {{id: hub, title: Hub}}
leads: {{ann: {{name: Ann, start: hall}}}}
endings: {{done: {{title: Done}}}}
---
scene: hall
script:
  - hub:
{options}
      go: {{do: Go., leave: true}}
  - end: done
"""
OPTIONS = {"lamp": "Light the lamp.", "door": "Try the door.", "case": "Open the case."}


def hub(options: dict[str, str]) -> Program:
    rows = "\n".join(f"      {id}: {words}" for id, words in options.items())
    return compiled(HUB.format(options=rows))


@pytest.mark.parametrize("number", range(12))
def test_a_code_plays_to_the_same_place(kitchen: Program, number: int) -> None:
    session = wander(kitchen, number)
    code = share(session)
    assert looks_like_a_code(code) or not session.path
    followed = follow(kitchen, read_code(code))
    assert (followed.outcome, followed.note, followed.session) == ("same", "", session)


@pytest.mark.parametrize("number", range(6))
def test_it_is_read_whatever_became_of_its_spaces_and_letters_in_a_message(kitchen: Program, number: int) -> None:
    session = wander(kitchen, number)
    code = share(session)
    for typed in (code.lower(), code.replace("-", " "), "  " + code.replace("\n", "\n\n") + "\n",
                  code.replace("0", "O").replace("1", "l")):  # fmt: skip
        assert follow(kitchen, read_code(typed)).session == session


def test_no_mistyped_sign_is_taken_for_another_game(kitchen: Program) -> None:
    code = share(wander(kitchen, 1)).replace("-", "").replace("\n", "")
    for at in range(len(code)):
        for sign in "0Z":
            if code[at] != sign:
                with pytest.raises(CodeError):
                    read_code(code[:at] + sign + code[at + 1 :])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "There is no code."),
        ("!", "stands in no replay code"),
        ("0123456", "incomplete or mistyped"),
        ("0" * 70_000, "no more than"),
        ("ZZZZZZ-ZZZZZZ-ZZZZZZ", "incomplete or mistyped"),
    ],
)
def test_what_is_no_code_is_told(text: str, why: str) -> None:
    with pytest.raises(CodeError, match=re.escape(why)):
        read_code(text)


@given(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ-", max_size=200))
def test_any_signs_are_a_code_or_told(text: str) -> None:
    try:
        read_code(text)
    except CodeError as error:
        assert str(error)


def walked(program: Program, *moves: str) -> Session:
    session = begin(program, Setup(lead="ann"))
    for move in moves:
        session = session.play(f"hall.{move}")
    return session


WAY = ("door", "lamp", "go")


@pytest.mark.parametrize(
    "options",
    [
        {"new": "Something new.", **OPTIONS},
        {**OPTIONS, "new": "Something new."},
        {"case": OPTIONS["case"], "door": OPTIONS["door"], "lamp": OPTIONS["lamp"]},
        {**OPTIONS, "lamp": "Light the old lamp."},
        {"door": OPTIONS["door"], "lamp": OPTIONS["lamp"]},
    ],
    ids=["put in above", "put in below", "in another order", "in other words", "another taken out"],
)
def test_an_edit_beside_the_path_shifts_nothing(options: dict[str, str]) -> None:
    code = share(walked(hub(OPTIONS), *WAY))
    followed = follow(hub(options), read_code(code))
    assert followed.session is not None
    assert followed.session.path == tuple(f"hall.{each}" for each in WAY)
    assert followed.outcome == "same"


def test_many_options_put_in_do_not_lead_astray() -> None:
    code = share(walked(hub(OPTIONS), *WAY))
    crowd = {f"new_{number}": f"New {number}." for number in range(300)}
    followed = follow(hub({**crowd, **OPTIONS}), read_code(code))
    assert followed.outcome in ("same", "changed", "broken")
    if followed.outcome == "same":
        assert followed.session is not None
        assert followed.session.path == tuple(f"hall.{each}" for each in WAY)


def test_a_renamed_option_is_followed_by_its_former_id() -> None:
    code = share(walked(hub(OPTIONS), *WAY))
    renamed = {"lamp": "{do: Light the lamp.}", "window": "{do: Try the door., was: [door]}"}
    followed = follow(hub(renamed), read_code(code))
    assert followed.session is not None
    assert followed.session.path == ("hall.window", "hall.lamp", "hall.go")


def test_an_option_that_is_gone_is_the_divergence() -> None:
    code = share(walked(hub(OPTIONS), *WAY))
    followed = follow(hub({"door": "Try the door."}), read_code(code))
    assert followed.outcome == "broken"
    assert followed.session is not None
    assert followed.session.path == ("hall.door",)
    assert "after 1 of its 3 moves" in followed.note


def test_a_code_of_another_story_or_lead_is_told(kitchen: Program) -> None:
    code = share(walked(hub(OPTIONS), *WAY))
    assert follow(kitchen, read_code(code)).outcome == "lost"


def test_what_the_game_was_begun_with_goes_along(kitchen: Program) -> None:
    lead = kitchen.leads[0].id
    plain = begin(kitchen, Setup(lead=lead))
    anchor = position_of(kitchen, plain.state)
    setup = Setup(
        lead=lead, seed=-5, ghost={"first_lie": "told", "count": 3, "tools": ["wire"]}, before={"kept": 1}, finished=("out",),
        anchor=Position(anchor.stack, anchor.values),
    )  # fmt: skip
    assert read_code(share(begin(kitchen, setup))).setup == setup


def test_a_whole_chapter_takes_a_few_lines() -> None:
    shipped = open_story("eight_years_quiet")
    for lead in shipped.leads:
        session = wander(shipped, 1, lead=lead.id)
        assert session.page.ending
        assert len(share(session)) < 250
