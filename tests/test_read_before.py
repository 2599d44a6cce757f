"""What a reader has met before, in the app: marked, dimmed, skipped, and in the gallery."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.language.program import Program
from game.shell.app.help_screen import PageScreen
from game.shell.app.preferences import keep_theme, preferred_theme, prefers_dimmed
from game.shell.app.read_before import ReadingView
from game.shell.app.title import TitleScreen
from game.shell.options import Options
from game.shell.places import saves_folder
from game.shell.profile import Profile, profile_path
from game.shell.stories import find_story, load
from tests.screens import Reader, matches_snapshot, read
from tests.walks import walk

STORY = Path(__file__).parent / "stories" / "signal_box.yaml"


@pytest.fixture(scope="session")
def signal_box() -> Program:
    loaded = load(find_story(STORY))
    assert loaded.program is not None
    return loaded.program


def played_before(program: Program, *moves: str) -> Profile:
    """A game was played here before this one."""
    profile = Profile(program, profile_path(saves_folder()))
    session = walk(program, lead="vera", seed=7)
    for move in moves:
        before = session
        session = walk(program, *[each for each in before.path if each in moves], move, lead="vera", seed=7)
        profile.played(before, session)
        profile.came_to(session)
    profile.close()
    return profile


async def until(reader: Reader, holds: Callable[[], bool]) -> None:
    """Wait until the profile was read and the screen tells of it."""
    for _ in range(500):
        await reader.pilot.pause(0.01)
        if holds():
            return
    raise AssertionError(reader.screen)


def dimmed(reader: Reader, words: str) -> bool:
    """Whether the row with those words is shown paled."""
    view = reader.view
    row = next(row for row in view.rows if words in row.text)
    return view.is_past(row)


def test_an_option_that_was_taken_in_another_game_is_marked(signal_box: Program) -> None:
    played_before(signal_box, "box.ask")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "“Who rang?”  °" in reader.screen)
        assert reader.screen.count("°") == 1

    read(signal_box, body)


def test_an_option_that_was_just_taken_back_has_the_sign_for_that(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "u")
        assert "“Who rang?”  ·" in reader.screen

    read(signal_box, body)


def test_nothing_is_marked_and_no_file_made_where_nothing_is_remembered(
    signal_box: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    played_before(signal_box, "box.ask")
    before = profile_path(saves_folder()).read_bytes()
    monkeypatch.setattr(Options, "__new__", _without_profile(Options.__new__))

    async def body(reader: Reader) -> None:
        assert reader.app.profile is None
        await reader.press("2", "x")
        assert "Nothing is remembered" in reader.hint
        await reader.press("e")
        assert "Nothing is remembered" in reader.screen

    read(signal_box, body)
    assert profile_path(saves_folder()).read_bytes() == before


def _without_profile(new: Callable[..., Options]) -> Callable[..., Options]:
    return lambda cls, *args, **named: new(cls, *args, **{**named, "profile": False})


def test_read_lines_are_dimmed_on_request_and_the_wish_is_kept(signal_box: Program) -> None:
    played_before(signal_box, "box.ask")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        assert not dimmed(reader, "Twelve levers")
        await reader.press("d")
        assert dimmed(reader, "Twelve levers")
        assert "dimmed" in reader.hint
        await reader.press("2")
        assert not dimmed(reader, "A woman."), "this page was never left"
        assert dimmed(reader, "Twelve levers"), "what is past is paled anyway"

    read(signal_box, body)
    assert prefers_dimmed()

    async def again(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        assert dimmed(reader, "Twelve levers")
        await reader.press("d")
        assert not dimmed(reader, "Twelve levers")

    read(signal_box, again)
    assert not prefers_dimmed()


def test_one_setting_leaves_the_other_alone() -> None:
    keep_theme("paper")
    from game.shell.app.preferences import keep_dimmed

    keep_dimmed(True)
    assert preferred_theme() == "paper" and prefers_dimmed()
    keep_theme("night")
    assert prefers_dimmed()


def test_skipping_goes_on_to_the_options_over_a_page_mark_and_never_chooses(signal_box: Program) -> None:
    played_before(signal_box, "box.ask", "box.look")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        await reader.press("x")
        assert not reader.session.path, "it never chooses"
        await reader.press("2")
        assert "Look at the oil.  °" in reader.screen, "the page mark was passed"
        assert len(reader.session.path) == 1
        assert "stop skipping" in reader.screen

    read(signal_box, body, size=(120, 40))


def test_skipping_stops_at_a_line_that_is_new(signal_box: Program) -> None:
    played_before(signal_box, "box.lever")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        await reader.press("x", "2")
        assert "A woman. She had your voice." in reader.screen
        assert "Look at the oil." not in reader.screen
        assert "new to you" in reader.hint
        assert "stop skipping" not in reader.screen

    read(signal_box, body)


def test_skipping_stops_at_a_choice_that_was_never_given(signal_box: Program) -> None:
    profile = played_before(signal_box, "box.ask", "box.look")
    met = profile.met()
    del met.options["box.lamp"]
    profile_path(saves_folder()).unlink()
    again = Profile(signal_box, profile_path(saves_folder()))
    again._meet(met)
    again.close()

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        await reader.press("x", "2")
        assert "Light the lamp." in reader.screen
        assert "never been given this choice" in reader.hint

    read(signal_box, body)


def test_the_same_key_stops_skipping_and_going_back_does(signal_box: Program) -> None:
    played_before(signal_box, "box.ask", "box.look")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "°" in reader.screen)
        await reader.press("x", "x", "2")
        assert "Look at the oil." not in reader.screen, "the page waits at its mark"
        await reader.press("x")
        assert "Look at the oil." in reader.screen
        await reader.press("u")
        assert "stop skipping" not in reader.screen

    read(signal_box, body)


def test_a_page_that_nobody_has_read_is_not_skipped(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        before = reader.screen
        await reader.press("x")
        assert reader.view.scroll_offset.y == 0
        assert "new to you" in reader.hint
        assert reader.screen.split("\n")[:12] == before.split("\n")[:12]

    read(signal_box, body, size=(60, 14))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
def test_skipping_leaves_the_menu_in_sight_at_any_size(signal_box: Program, size: tuple[int, int]) -> None:
    played_before(signal_box, "box.ask", "box.look")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: reader.app.profile is not None and reader.app.profile.took("box.ask"))
        await reader.press("x")
        view = reader.view
        assert isinstance(view, ReadingView)
        assert not view.more and view.read
        assert "Open the drawer." in reader.screen

    read(signal_box, body, size=size)


def test_the_footer_offers_to_skip_where_the_screen_was_read_before(signal_box: Program) -> None:
    played_before(signal_box, "box.ask", "box.look")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "x skip" in reader.screen)

    read(signal_box, body, size=(60, 14))


def test_the_gallery_shows_what_was_come_to_and_no_word_of_the_rest(signal_box: Program) -> None:
    profile = Profile(signal_box, profile_path(saves_folder()))
    session = walk(signal_box, "box.ask", "box.look", lead="vera", seed=7)
    profile.played(walk(signal_box, "box.ask", lead="vera", seed=7), session)
    while session.page.open:
        before, session = session, walk(signal_box, *_chosen(session), session.page.open[-1].id, lead="vera", seed=7)
        profile.played(before, session)
    profile.came_to(session)
    assert session.page.ending is not None
    profile.close()

    async def body(reader: Reader) -> None:
        assert isinstance(reader.app.screen, TitleScreen)
        await until(reader, lambda: "1 of 2 endings" in reader.screen)
        await reader.press("e")
        assert isinstance(reader.app.screen, PageScreen)
        assert session.page.ending is not None and session.page.ending.title in reader.screen
        assert "as Vera Lindt, once" in reader.screen
        assert "● The cold stove" in reader.screen
        assert reader.screen.count("· · ·") == 1
        matches_snapshot("gallery_80x24", reader.screen)
        await reader.press("q")
        assert isinstance(reader.app.screen, TitleScreen)

    read(signal_box, body, lead=None)


def _chosen(session: object) -> list[str]:
    from game.play.session import Session

    assert isinstance(session, Session)
    return [move for number, move in enumerate(session.path) if not session.page_at(number).fated]


def test_an_ending_is_known_as_soon_as_it_is_reached(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        for key in ("2", "space", "2", "space", "4", "1"):
            await reader.press(key)
        while reader.session.page.open:
            reader.app.play(reader.session.page.open[0].id)
            await reader.pilot.pause()
        assert reader.app.profile is not None
        assert reader.app.profile.met().endings == {reader.session.page.ending.id}  # type: ignore[union-attr]
        await reader.press("e")
        assert "1 of 2 endings" in reader.screen

    read(signal_box, body)


def test_trouble_with_the_profile_is_told_in_the_footer(signal_box: Program) -> None:
    saves_folder().mkdir(parents=True)
    profile_path(saves_folder()).write_bytes(b"none")

    async def body(reader: Reader) -> None:
        await until(reader, lambda: "could not be used" in reader.hint)
        await reader.press("2")
        assert reader.session.path == ("box.ask",)

    read(signal_box, body)


def test_a_saved_game_says_how_much_of_the_story_was_read(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "l")
        assert "% read" in reader.screen

    read(signal_box, body, size=(120, 40))


def test_nothing_of_the_profile_is_imported_before_the_first_page_is_on_the_screen() -> None:
    code = "import sys, game.shell.app.main, game.shell.app.reading; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"sqlite3", "game.shell.profile", "game.play.met"} & set(done.stdout.split())
