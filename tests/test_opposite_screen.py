"""New game in the app where there are finished games: opposite another lead's, after one of the story before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.opposite import ALONE
from game.play.replay_code import share
from game.play.saves import save
from game.shell.app.main import CitadelApp
from game.shell.app.opposite_screen import OppositeScreen
from game.shell.app.title import LeadScreen, TitleScreen
from game.shell.games import open_story, shelf_of
from game.shell.opposite import company_of
from game.shell.options import Options
from game.shell.places import saves_folder
from tests.conftest import STORIES
from tests.screens import Reader, read
from tests.walks import walk

FEATURES = STORIES / "features"


@pytest.fixture(scope="module")
def two() -> Program:
    return open_story(FEATURES / "legacy.yaml")


@pytest.fixture(scope="module")
def three() -> Program:
    return open_story(FEATURES / "ghosts_of_three.yaml")


def put(program: Program, name: str, *moves: str, lead: str) -> Path:
    return shelf_of(program, saves_folder()).place(save(walk(program, *moves, lead=lead)), name)


def test_without_a_finished_game_the_page_of_a_lead_is_as_ever(two: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n")
        assert "1  Begin as Mason Kane" in reader.screen and "2  Turn to Nadia Sinh" in reader.screen
        assert "Opposite" not in reader.screen

    put(two, "open", lead="nadia")
    put(two, "his own", lead="mason")
    read(two, body, lead=None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_a_finished_game_of_the_other_can_be_played_opposite(two: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n", "2")
        assert isinstance(reader.app.screen, OppositeScreen)
        assert reader.row_of("1  Nadia Sinh: Done") < reader.row_of("second") < reader.row_of("first"), "the newest first"
        await reader.press("2")
        assert isinstance(reader.app.screen, LeadScreen)
        assert "Opposite Nadia Sinh, who came to “Done”." in reader.screen
        await reader.press("1")
        assert reader.reading and reader.session.setup.ghost["first_lie"] == "told"
        assert "She told it." in reader.screen
        await reader.press("q")
        assert "opposite Nadia Sinh, who came to “Done”" in reader.screen, "the title says it of the game to go on with"
        await reader.press("l")
        assert "opposite Nadia Sinh, who came to “Done”" in reader.screen, "so do the saved games"

    put(two, "first", "archive.tell", lead="nadia")
    put(two, "second", "archive.keep", lead="nadia")
    read(two, body, lead=None, size=size)


def test_it_can_be_left_alone_after_all(two: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n", "2", "q")
        assert isinstance(reader.app.screen, LeadScreen) and "who came to" not in reader.screen
        await reader.press("2", "1")
        assert "2  Opposite nobody" in reader.screen
        await reader.press("2")
        assert "who came to" not in reader.screen
        await reader.press("1")
        assert reader.session.setup.ghost == {}

    put(two, "hers", "archive.tell", lead="nadia")
    read(two, body, lead=None)


def test_several_add_up_and_turning_to_one_of_them_leaves_that_game_out(three: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n", "2", "1")
        assert "Opposite Ivo Lesk, who came to “Done”." in reader.screen and "2  Opposite Nadia Sinh …" in reader.screen
        await reader.press("2", "1")
        assert "and Nadia Sinh, who came to “Done”." in " ".join(reader.screen.split())
        await reader.press("4")
        assert "I V O   L E S K" in reader.screen and "Opposite Nadia Sinh, who came to “Done”." in reader.screen
        await reader.press("1")
        assert reader.session.setup.lead == "lesk" and set(reader.session.setup.ghost) == {
            "nadia.lead", "nadia.ending", "nadia.door",
        }  # fmt: skip

    put(three, "hers", "hall.open", lead="nadia")
    put(three, "his", "hall.ajar", lead="lesk")
    read(three, body, lead=None)


def test_a_friends_game_is_imported_where_it_is_wanted(two: Program) -> None:
    kept, unfinished = (share(walk(two, *moves, lead="nadia")) for moves in (["archive.keep"], []))

    async def body(reader: Reader) -> None:
        await reader.press("n", "2")
        for code in (unfinished, kept):
            await reader.press("i")
            reader.app.screen.query_one("Input").value = code.replace("\n", " ")  # type: ignore[attr-defined]
            await reader.press("enter")
        told = " ".join(each.message for each in reader.app._notifications)
        assert "has not come to an ending yet" in told
        await reader.press("enter")
        await reader.press("1")
        assert reader.session.setup.ghost["first_lie"] == "kept"

    put(two, "hers", "archive.tell", lead="nadia")
    read(two, body, lead=None)


def test_a_game_that_vanished_or_boasts_is_said_and_another_can_be_chosen(two: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n", "2")
        gone.unlink()
        boast.write_bytes(boast.read_bytes().replace(b'"archive.keep"', b""))
        await reader.press("1")
        assert "No such file" in " ".join(each.message for each in reader.app._notifications)
        await reader.press("2")
        assert "has not come to an ending" in " ".join(each.message for each in reader.app._notifications)
        await reader.press("3", "1")
        assert reader.session.setup.ghost["first_lie"] == "told"

    put(two, "hers", "archive.tell", lead="nadia")
    boast = put(two, "boast", "archive.keep", lead="nadia")
    gone = put(two, "gone", "archive.keep", lead="nadia")
    read(two, body, lead=None)


def test_a_story_that_follows_offers_the_finished_games_of_the_one_before(two: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("n")
        assert "1  Begin as Ann Bell" in reader.screen and "2  After Legacy …" in reader.screen
        await reader.press("2", "1")
        assert "After Legacy, where Nadia came to “Done”." in reader.screen
        await reader.press("1")
        assert "There was another year." in reader.screen

    put(two, "hers", "archive.tell", lead="nadia")
    read(open_story(FEATURES / "following.yaml"), body, lead=None)


@pytest.mark.parametrize("lead", [None, "mason"])
def test_asked_for_on_the_command_line_it_opens_with_the_page_that_says_so(two: Program, lead: str | None) -> None:
    put(two, "hers", "archive.tell", lead="nadia")
    options = Options(mode="app", saves=saves_folder(), lead=lead, seed=7, opposite=("hers",))
    company = company_of(two, options.opposite, None, options.saves)
    assert company != ALONE

    async def run() -> None:
        app = CitadelApp(two, options, None, company)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            reader = Reader(app, pilot)
            if lead is None:
                assert [type(each) for each in app.screen_stack] == [TitleScreen, LeadScreen]
                assert "Opposite Nadia Sinh, who came to “Done”." in reader.screen
                await reader.press("1")
            assert reader.session.setup.ghost["first_lie"] == "told" and "She told it." in reader.screen
        app.keeper.flush()

    asyncio.run(run())
