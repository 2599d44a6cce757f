"""Answers that are typed, at every front end: in the app, in line mode and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.language.program import Program
from game.play.answers import MISSED, NEAR
from game.play.session import replay
from game.play.state import Setup
from game.play.transcript import as_markdown, as_text
from game.play.walkthrough import as_walkthrough, play_walkthrough, read_walkthrough
from game.shell.app.help_screen import PageScreen
from game.shell.app.replay_screen import ReplayScreen
from game.shell.stories import find_story, load
from tests.commands import run
from tests.screens import Reader, matches_snapshot, read

STORY = Path(__file__).parent / "stories" / "two_cups.yaml"


@pytest.fixture(scope="session")
def two_cups() -> Program:
    """A short story with two questions, the second with an `else`."""
    loaded = load(find_story(STORY))
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


# ------------------------------------------------------------------ the app


def test_letters_are_the_answer_and_no_keys(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"quslrn", "space", "1")
        assert "› quslrn 1" in reader.screen
        assert reader.reading and not reader.session.path

    read(two_cups, body)


def test_enter_answers_and_the_transcript_has_the_answers_own_words(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"the LETHE", "enter")
        assert reader.session.path == ("ferry.lethe",)
        assert "› Lethe" in reader.screen
        assert "the LETHE" not in reader.screen
        await reader.press(*"me", "enter")
        assert reader.session.path == ("ferry.lethe", "ferry.else")

    read(two_cups, body)


@pytest.mark.parametrize(("typed", "reply"), [("lethq", NEAR), ("thames", MISSED)])
def test_a_miss_is_told_under_the_line_and_takes_nothing_away(two_cups: Program, typed: str, reply: str) -> None:
    async def body(reader: Reader) -> None:
        before = reader.rows
        await reader.press(*typed, "enter")
        at = reader.row_of(f"› {typed}")
        assert reply in reader.rows[at + 1]
        assert reader.rows[: at - 1] == before[: at - 1]
        await reader.press("backspace")
        assert reply not in reader.screen
        assert f"› {typed[:-1]}" in reader.screen
        assert not reader.session.path

    read(two_cups, body)


def test_an_empty_line_is_no_answer_even_where_anything_is(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"lethe", "enter", "enter", "space", "enter")
        assert reader.session.path == ("ferry.lethe",)

    read(two_cups, body)


def test_escape_gives_the_keys_back_and_enter_the_line(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"styx", "enter", *"bernard", "escape")
        assert "u take back" in reader.screen
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, PageScreen)
        await reader.press("q", "enter", *" orlick", "enter")
        assert reader.session.path == ("ferry.styx", "ferry.orlick")
        await reader.press("u", "escape", "escape")
        assert not reader.reading

    read(two_cups, body)


def test_a_choice_is_taken_back_from_the_line_and_the_word_given_there_is_shown(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"styx", "enter", "a", "ctrl+z")
        assert not reader.session.path
        assert "› Styx" in reader.screen
        await reader.press(*"lethe", "enter")
        assert reader.session.path == ("ferry.lethe",)

    read(two_cups, body)


def test_a_click_on_the_text_does_not_turn_letters_into_keys(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.pilot.click(offset=(20, 4))
        await reader.press("q")
        assert reader.reading and "› q" in reader.screen
        await reader.press("escape")
        await reader.pilot.click(offset=(20, reader.row_of("› q")))
        await reader.press("u")
        assert "› qu" in reader.screen

    read(two_cups, body)


def test_a_question_under_a_long_text_waits_until_it_is_read(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("space")
        assert "What is the river called?" in reader.screen
        await reader.press(*"lethe", "enter")
        assert reader.session.path == ("ferry.lethe",)

    read(two_cups, body, size=(40, 10))


def test_typing_far_from_the_line_brings_it_back(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"lethe", "enter", "escape", "home", "enter")
        assert "You could say a name." in reader.screen
        await reader.press("pageup", "pageup", "x")
        assert "› x" in reader.screen

    read(two_cups, body, size=(60, 14))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_a_question_looks_as_it_was_designed(two_cups: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"lethe", "enter", *"hallam")
        matches_snapshot(f"question_{size[0]}x{size[1]}", reader.screen)

    read(two_cups, body, size=size)


def test_a_replay_shows_what_was_answered_and_no_other_answer(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*"lethe", "enter", "escape", "r", "space")
        assert isinstance(reader.app.screen, ReplayScreen)
        assert "› Lethe" in reader.screen
        assert "Styx" not in reader.screen
        await reader.press("right")
        assert "You could say a name." in reader.screen
        assert "Orlick\n" not in reader.screen.replace("Bernard Orlick ", "")

    read(two_cups, body)


# ------------------------------------------------------------------ line mode


def test_in_line_mode_a_line_is_the_answer_and_commands_begin_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", STORY, "--plain", answers="undo\n/undo\n/xyzzy\nLETHE\n/undo\nstyx\n/log\nme\n1\n")
    assert ran.code == 0
    assert f"{MISSED} For the command, type /undo" in ran.out
    assert "there is nothing to take back" in ran.out
    assert "There is no command “/xyzzy”." in ran.out
    assert "Taken back." in ran.out
    assert "> Styx" in ran.out and "> Lethe" in ran.out and "> …" in ran.out
    assert ran.out.count("A command begins with a slash here") == 1


def test_line_mode_tells_a_near_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", STORY, "--plain", answers="lethq\n/help\n")
    assert NEAR in ran.out
    assert "/save NAME:" in ran.out
    assert "Styx" not in ran.out


# ------------------------------------------------------------------ JSON


def told(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_json_offers_one_move_and_takes_an_id_or_typed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "ask=lethq\nask=thames\nask\nask=The Lethe\nferry.orlick\n"
    first, near, missed, bare, second, third = told(run(monkeypatch, "play", STORY, "--json", answers=lines).out)
    assert first["moves"] == [
        {
            "id": "ask", "label": "", "kind": "ask", "locked": "", "prompt": "What is the river called?",
            "answers": ["ferry.lethe", "ferry.styx"], "else": False,
        }
    ]  # fmt: skip
    assert (near["error"], near["near"]) == (NEAR, True)
    assert (missed["error"], missed["near"]) == (MISSED, False)
    assert "error" in bare and "near" not in bare
    assert second["path"] == ["ferry.lethe"] and second["moves"][0]["else"] is True
    assert third["path"] == ["ferry.lethe", "ferry.orlick"]


# ------------------------------------------------------------------ on paper


def test_a_question_and_its_answer_read_well_on_paper(two_cups: Program) -> None:
    session = replay(two_cups, Setup(lead="vera"), ("ferry.styx", "ferry.else", "ferry.land"))
    assert "What is the river called?\n\n> Styx\n\n“The other one,”" in as_text(session)
    assert "What is the river called?\n\n> **Styx**" in as_markdown(session)
    told = as_walkthrough(session)
    assert "> Styx  [styx]" in told and "> …  [else]" in told
    assert as_walkthrough(play_walkthrough(two_cups, read_walkthrough(told))) == told
