"""The memory board and the dossier as they are met: in the app, in line mode, in JSON, on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.board import board_of
from game.play.session import Session, replay
from game.play.state import Setup
from game.play.transcript import as_markdown, as_text
from game.play.walkthrough import as_walkthrough, play_walkthrough, read_walkthrough
from game.shell.app.board_screen import BoardScreen
from game.shell.app.replay_screen import ReplayScreen
from game.shell.board_words import NOTHING_JOINS
from game.shell.line_board import laid_together
from game.shell.stories import find_story, load
from tests.commands import run
from tests.screens import Reader, matches_snapshot, read

STORY = Path(__file__).parent / "stories" / "two_cups.yaml"
TO_THE_BOARD = ("ferry.lethe", "ferry.orlick", "ferry.land")
TYPED = "lethe\norlick\n1\n"


@pytest.fixture(scope="session")
def two_cups() -> Program:
    """A short story with four memories, two links and a truth."""
    loaded = load(find_story(STORY))
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


def at_the_board(program: Program, *moves: str) -> Session:
    return replay(program, Setup(lead="vera"), (*TO_THE_BOARD, *moves))


async def go_to_the_board(reader: Reader) -> None:
    """Take the game to the board and open it."""
    reader.app.session = at_the_board(reader.app.program)
    await reader.press("m")
    assert isinstance(reader.app.screen, BoardScreen)


# ------------------------------------------------------------------ the app


def test_what_leads_to_the_board_is_read_before_it_is_opened(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        reader.app.session = at_the_board(two_cups)
        await reader.press("space", "space")
        assert "There is a bench" in reader.screen
        assert "1  Lay what you remember side by side." in reader.screen
        await reader.press("1")
        assert isinstance(reader.app.screen, BoardScreen)

    read(two_cups, body)


def test_the_memory_under_the_cursor_is_read_and_looking_is_no_move(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        assert "so as not to feel" in reader.screen
        await reader.press("down")
        assert "had a" in reader.screen and "so as not to feel" not in reader.screen
        await reader.press("up", "enter", "down")
        assert "so as not to feel" in reader.screen and "signal box" in reader.screen
        assert reader.session.path == TO_THE_BOARD

    read(two_cups, body)


def test_two_that_belong_together_offer_their_readings(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "2")
        assert "1  It is the same cup." in reader.screen
        await reader.press("escape")
        assert "It is the same cup." not in reader.screen
        await reader.press("2", "2")
        assert reader.session.path[3:] == ("same_cup.habit",)
        assert "given one." in reader.screen

    read(two_cups, body)


def test_two_that_do_not_are_told_so_by_the_story_or_by_the_board(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("4", "1")
        assert reader.session.path[3:] == ("ledger+your_cup",)
        assert "They never touched." in reader.screen
        await reader.press("1", "2", "1", "1", "2")
        assert reader.session.path[4:] == ("same_cup.one_cup",)
        assert reader.hint == NOTHING_JOINS

    read(two_cups, body)


def test_a_truth_that_is_settled_is_told(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "2", "1", "1", "3", "1")
        assert "Whose cup: Vera Lund." in reader.screen

    read(two_cups, body)


def test_closing_goes_on_in_the_text_and_undo_opens_the_board_again(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "2", "1", "end", "enter")
        assert reader.reading
        assert reader.session.path[3:] == ("same_cup.one_cup", "close")
        assert "You get up again." in reader.screen and "› It is the same cup." in reader.screen
        await reader.press("u", "m", "u")
        assert isinstance(reader.app.screen, BoardScreen) and reader.session.path == TO_THE_BOARD
        await reader.press("u")
        assert reader.reading and "Step ashore." in reader.screen

    read(two_cups, body)


def test_escape_steps_back_and_then_closes(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "escape")
        assert "laid open" not in reader.screen and not reader.reading
        await reader.press("escape")
        assert reader.reading and reader.session.path[3:] == ("close",)

    read(two_cups, body)


def test_elsewhere_the_board_can_be_looked_at_and_nothing_moves(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        reader.app.session = at_the_board(two_cups, "same_cup.one_cup", "close")
        await reader.press("m", "1", "2", "down", "enter", "u")
        assert isinstance(reader.app.screen, BoardScreen)
        assert "Close the board." not in reader.screen
        assert reader.session.path[3:] == ("same_cup.one_cup", "close")
        await reader.press("escape", "q")
        assert reader.reading and reader.session.path[3:] == ("same_cup.one_cup", "close")

    read(two_cups, body)


def test_the_mouse_lays_together_too(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        for words in ("1  ● The cup", "4  ○ The page"):
            await reader.pilot.click(offset=(14, reader.row_of(words)))
            await reader.pilot.pause()
        assert reader.session.path[3:] == ("ledger+your_cup",)

    read(two_cups, body)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_the_board_looks_as_it_was_designed(two_cups: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "down")
        matches_snapshot(f"board_{size[0]}x{size[1]}", reader.screen)
        await reader.press("enter")
        matches_snapshot(f"board_readings_{size[0]}x{size[1]}", reader.screen)

    read(two_cups, body, size=size)


def test_a_memory_that_is_cut_off_can_be_read_on(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        await go_to_the_board(reader)
        await reader.press("1", "down")
        assert "n more" in reader.screen
        assert "back for it." not in reader.screen
        await reader.press("n")
        assert "back for it." in reader.screen

    read(two_cups, body, size=(60, 15))


def test_a_replay_shows_the_reading_that_was_chosen_and_no_other(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        reader.app.session = at_the_board(two_cups, "same_cup.one_cup", "close")
        await reader.press("r", "space", *["right"] * 3)
        assert isinstance(reader.app.screen, ReplayScreen)
        while reader.view.more:
            await reader.press("right")
        assert "› It is the same cup." in reader.screen
        assert "given one" not in reader.screen

    read(two_cups, body, size=(80, 40))


def test_notes_tell_what_was_told_and_what_became_of_a_lie(two_cups: Program) -> None:
    async def body(reader: Reader) -> None:
        reader.app.session = replay(two_cups, Setup(lead="vera"), TO_THE_BOARD[:2])
        await reader.press("n")
        assert "Vera Lund to Bernard Orlick" in reader.screen and "A lie, and believed." in reader.screen
        assert "what the river was called" not in reader.screen
        await reader.press("q")
        reader.app.session = at_the_board(two_cups)
        await reader.press("n", "G")
        assert "A lie, and suspected." in reader.screen

    read(two_cups, body)


# ------------------------------------------------------------------ line mode


def test_in_line_mode_numbers_lay_together_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = TYPED + "1\n1 4\n2 1\n2 1 1\n1 2\n9 1\nsoup\nclose\nundo\nclose\n1\n"
    ran = run(monkeypatch, "play", STORY, "--plain", answers=answers)
    assert ran.code == 0
    for words in (
        "1. The cup with the chip (lived)",
        "3. What you said at the border (something said, only a line so far)",
        "They never touched.",
        "2 1 2: Everyone who trained there was given one.",
        "> It is the same cup. One of you was never there.",
        NOTHING_JOINS,
        "from 1 to 4",
        "“soup” is nothing on the board.",
        "> Close the board.",
    ):
        assert words in ran.out, words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("close", None),
        ("same_cup.one_cup", None),
        ("2 2", "Lay two different memories side by side."),
        ("0 1", "The memories have numbers from 1 to 4."),
        ("1 2 9", "Readings go from 1 to 2."),
        ("2+1, 1", "same_cup.one_cup"),
        ("1 4", "ledger+your_cup"),
    ],
)
def test_numbers_mean_memories(two_cups: Program, text: str, meant: str | None) -> None:
    session = at_the_board(two_cups)
    found = laid_together(board_of(two_cups, session.state), session.page, text)
    assert (found if found is None or isinstance(found, str) else found.id) == meant


def test_line_mode_has_the_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", STORY, "--plain", answers="/dossier\nlethe\norlick\ndossier\n1\ndossier\n")
    assert "Nothing has been told yet." in ran.out
    assert "Vera Lund to Bernard Orlick: I never knew his name. A lie, and believed." in ran.out
    assert "A lie, and\nsuspected." in ran.out


# ------------------------------------------------------------------ JSON and paper


def test_json_offers_the_boards_moves_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "ask=lethe\nask=orlick\nferry.land\nsame_cup.habit\nclose\n"
    told = [json.loads(line) for line in run(monkeypatch, "play", STORY, "--json", answers=lines).out.splitlines()]
    moves = {move["id"]: move for move in told[3]["moves"]}
    assert moves["same_cup.habit"]["pair"] == ["his_cup", "your_cup"]
    assert moves["ledger+your_cup"]["kind"] == "wrong"
    assert "pair" not in moves["close"]
    assert told[-1]["path"][3:] == ["same_cup.habit", "close"]


def test_the_board_reads_well_on_paper(two_cups: Program) -> None:
    session = at_the_board(two_cups, "ledger+your_cup", "same_cup.habit", "close", "ferry.on")
    assert (
        "> The page from the stores ledger and The cup with the chip\n\nYou hold them side by side. They never"
        " touched.\n\n> Everyone who trained there was given one.\n\n> Close the board.\n\nYou get up again."
    ) in as_text(session)
    assert "> **Everyone who trained there was given one.**" in as_markdown(session)
    told = as_walkthrough(session)
    assert "[ledger+your_cup]" in told
    assert as_walkthrough(play_walkthrough(two_cups, read_walkthrough(told))) == told
