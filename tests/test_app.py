"""The full-screen app as a reader meets it: keys, mouse, sizes, saved games."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from game.language.program import Program
from game.play.page import Line
from game.play.saves import decode, restore, save
from game.play.transcript import decided, entries
from game.shell.app.bands import Footer
from game.shell.app.replay_screen import ReplayScreen
from game.shell.app.saves_screen import SavesScreen
from game.shell.app.title import LeadScreen, TitleScreen
from game.shell.app.transcript_view import TranscriptView
from game.shell.places import saves_folder
from game.shell.shelf import story_shelf
from game.shell.stories import find_story, load
from tests.screens import Reader, matches_snapshot, read
from tests.walks import walk

STORY = Path(__file__).parent / "stories" / "signal_box.yaml"

TO_THE_ENDING = ("2", "space", "2", "space", "4", "1")


@pytest.fixture(scope="session")
def signal_box() -> Program:
    """A short story with everything a page can show."""
    loaded = load(find_story(STORY))
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


# ------------------------------------------------------------------ choosing


def test_a_digit_takes_its_option_at_once(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2")
        assert reader.session.path == ("box.ask",)
        assert "› “Who rang?”" in reader.screen

    read(signal_box, body, grace=60)


def test_arrows_point_and_enter_takes(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("down", "down")
        assert "› 2  “Who rang?”" in reader.screen
        assert not reader.session.path
        await reader.press("enter")
        assert reader.session.path == ("box.ask",)

    read(signal_box, body)


def test_up_from_nothing_points_at_the_last_option(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("up")
        assert "› 3  Open the drawer." in reader.screen

    read(signal_box, body)


def test_a_click_takes_the_option_under_it(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.pilot.click(offset=(14, reader.row_of("Who rang?")))
        await reader.pilot.pause()
        assert reader.session.path == ("box.ask",)

    read(signal_box, body)


def test_enter_and_space_choose_nothing_while_nothing_is_pointed_at(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("enter", "enter", "space", "enter")
        assert reader.session.path == ()
        assert "Choose with 1 to 3" in reader.hint

    read(signal_box, body)


def test_enter_and_the_mouse_choose_nothing_while_a_page_is_new(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("down", "enter")
        await reader.pilot.click(offset=(14, reader.row_of("Who rang?")))
        await reader.pilot.pause()
        assert reader.session.path == ()

    read(signal_box, body, grace=60)


def test_a_locked_option_tells_why_and_is_not_taken(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("3")
        assert reader.session.path == ()
        assert reader.hint == "The key is on the stationmaster’s ring."
        await reader.press("up", "enter")
        assert reader.session.path == ()

    read(signal_box, body)


def test_a_digit_of_no_option_does_nothing(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        before = reader.screen
        await reader.press("9")
        assert reader.screen == before

    read(signal_box, body)


# ------------------------------------------------------------------ reading on


def test_new_text_begins_at_the_top_and_waits_at_a_page_mark(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2")
        assert reader.row_of("Who rang?") <= 24 // 3
        assert "At a quarter past two" not in reader.screen
        await reader.press("1")
        assert len(reader.session.path) == 1, "the options are not in sight yet"
        await reader.press("enter")
        assert "1  Look at the oil." in reader.screen
        await reader.press("1")
        assert len(reader.session.path) == 2

    read(signal_box, body)


def test_a_text_taller_than_the_screen_is_turned_a_screenful_at_a_time(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space", "2")
        path = reader.session.path
        seen = reader.screen
        turns = 0
        while "Walk back." not in reader.screen:
            await reader.press("space")
            seen += reader.screen
            turns += 1
        assert 1 <= turns <= 3
        for line in (each for each in reader.session.page.lines if each.kind == "narration"):
            shown = re.sub(r"\s+", " ", seen)
            assert line.text[:40] in shown and line.text[-20:] in shown
        assert reader.session.path == path

    read(signal_box, body)


def test_all_options_are_in_sight_at_80_by_24_when_the_text_was_read(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space", "2", "space", "space")
        for words in ("1  Take the broken glass.", "2  Tie the cord.", "3  “Who is reading?”", "4  Walk back."):
            assert words in reader.screen

    read(signal_box, body)


def test_the_whole_transcript_scrolls_and_end_comes_back(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space", "2")
        place = reader.screen
        await reader.press("home")
        assert "Twelve levers stand" in reader.screen
        assert "end back to the text" in reader.screen
        await reader.press("end")
        assert reader.screen == place
        await reader.press("pageup", "k", "k", "j")
        assert reader.screen != place
        await reader.press("space")
        assert reader.screen == place

    read(signal_box, body)


def test_a_digit_pressed_far_from_the_options_comes_back_and_chooses_nothing(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space")
        place, path = reader.screen, reader.session.path
        await reader.press("home", "1")
        assert (reader.screen, reader.session.path) == (place, path)

    read(signal_box, body)


# ------------------------------------------------------------------ going back


def test_undo_goes_back_to_the_start_and_shows_each_page_as_it_was(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        pages = []
        for key in ("2", "space", "2"):
            if key != "space":
                pages.append((reader.session.path, reader.session.page))
            await reader.press(key)
        for path, page in reversed(pages):
            await reader.press("u")
            assert (reader.session.path, reader.session.page) == (path, page)
            assert "·" in reader.rows[reader.row_of("Who rang" if not path else "Light the lamp")], (
                "the mark of what was taken"
            )
        await reader.press("u")
        assert "nothing to take back" in reader.hint

    read(signal_box, body)


def test_after_undo_another_choice_leads_another_way(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "u", "1")
        assert reader.session.path == ("box.lever",)
        assert "Who rang" not in reader.screen.split("It pulls back.")[1]

    read(signal_box, body)


def test_an_ending_offers_title_undo_and_replay(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*TO_THE_ENDING)
        assert "Relieved" in reader.screen
        assert "The morning shift came at six" in reader.screen
        await reader.press("2")
        assert reader.session.page.ending is None
        await reader.press("1", "3")
        assert isinstance(reader.app.screen, ReplayScreen)
        await reader.press("escape", "1")
        assert isinstance(reader.app.screen, TitleScreen)

    read(signal_box, body)


# ------------------------------------------------------------------ saved games


def test_the_game_is_kept_after_every_choice_and_continue_is_where_it_was(signal_box: Program) -> None:
    async def first(reader: Reader) -> None:
        await reader.press("2", "space", "1", "ctrl+q")

    async def second(reader: Reader) -> None:
        assert isinstance(reader.app.screen, TitleScreen)
        assert "Vera Lindt · Night Turn" in reader.screen
        await reader.press("enter")
        assert reader.session.path == ("box.ask", "box.look")
        assert "1  Close the stove’s door." in reader.screen
        assert not reader.view.away, "nobody has scrolled yet: the page stands where reading goes on"

    read(signal_box, first)
    read(signal_box, second, lead=None)
    read(signal_box, second, lead=None, size=(60, 20))


def test_quitting_at_once_from_a_new_page_loses_nothing(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.pilot.press("2", "q", "q")

    read(signal_box, body)
    kept = story_shelf(saves_folder(), "signal-box").read("autosave-vera")
    assert kept.path == ("box.ask",)


def test_a_new_game_does_not_lose_the_game_before(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "q", "2", "1", "1")
        assert reader.session.path == ("box.lever",)
        await reader.press("l")
        assert isinstance(reader.app.screen, SavesScreen)
        assert "An earlier game" in reader.screen
        await reader.press("2")
        assert reader.session.path == ("box.ask",)

    read(signal_box, body)


def test_save_by_name_load_and_delete(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "s")
        assert "Save this moment as" in reader.screen
        await reader.press(*"before [b]", "enter")
        assert reader.hint == "Saved as “before [b]”."
        await reader.press("space", "1", "l")
        assert "before [b]" in reader.screen
        await reader.press("down", "enter")
        assert reader.session.path == ("box.ask",)
        await reader.press("l")
        number = next(n for n, slot in enumerate(reader.app.slots(), 1) if slot.name == "before [b]")
        await reader.press(*["down"] * (number - 1), "d")
        assert reader.hint == "Deleted; u brings it back: “before [b]”."
        assert "before [b]" not in [slot.name for slot in reader.app.slots()]
        await reader.press("u")
        assert "before [b]" in [slot.name for slot in reader.app.slots()]
        await reader.press("e", *"after", "enter")
        assert "before [b]" not in [slot.name for slot in reader.app.slots()] and "after" in reader.screen

    read(signal_box, body)


def test_a_saved_game_is_exported_into_a_new_file_without_its_name(signal_box: Program, tmp_path: Path) -> None:
    target = tmp_path / "away" / "game.json"

    async def body(reader: Reader) -> None:
        await reader.press("2", "s", *"mine", "enter", "space", "1", "l")
        number = next(n for n, slot in enumerate(reader.app.slots(), 1) if slot.name == "mine")
        await reader.press(*["down"] * (number - 1))
        for told in (f"Written: {target}", ""):
            await reader.press("x")
            reader.app.screen.query_one(Input).value = str(target)
            await reader.press("enter")
            assert reader.hint == told
            target.write_bytes(target.read_bytes().rstrip())  # what is there already is not written over
            await reader.press("up", "down")
            reader.app.screen.query_one(Footer).unhint()

    read(signal_box, body, size=(120, 40))
    assert target.read_bytes().endswith(b"}")
    saved = decode(target.read_bytes())
    assert saved.path == ("box.ask",)
    assert (saved.summary.label, saved.summary.saved_at) == ("", "")


def test_a_damaged_saved_game_is_listed_with_what_is_wrong_and_stays_as_it_is(signal_box: Program) -> None:
    folder = saves_folder() / "signal-box"
    folder.mkdir(parents=True)
    (folder / "torn.json").write_text("{")

    async def body(reader: Reader) -> None:
        await reader.press("l")
        assert "torn" in reader.screen and "damaged" in reader.screen
        number = next(n for n, slot in enumerate(reader.app.slots(), 1) if slot.problem)
        await reader.press(str(number))
        assert isinstance(reader.app.screen, SavesScreen)

    read(signal_box, body)
    assert (folder / "torn.json").read_text() == "{"


def test_a_save_whose_choice_is_gone_asks_where_to_go_on(signal_box: Program) -> None:
    shelf = story_shelf(saves_folder(), "signal-box")

    async def first(reader: Reader) -> None:
        await reader.press("2", "space", "2", "ctrl+s")

    read(signal_box, first)
    path = next(slot.path for slot in shelf.list() if slot.stem == "quicksave-vera")
    path.write_text(path.read_text().replace("box.lamp", "box.lantern"))
    before = path.read_bytes()

    async def second(reader: Reader) -> None:
        await reader.press("l")
        number = next(n for n, slot in enumerate(reader.app.slots(), 1) if slot.path == path)
        await reader.press(str(number))
        assert "lantern" in reader.screen
        await reader.press("1")
        assert reader.session.path == ("box.ask",)

    read(signal_box, second, lead=None)
    assert path.read_bytes() == before


def test_a_replay_steps_and_can_be_played_on_without_touching_the_save(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press(*TO_THE_ENDING, "ctrl+s")
        whole = reader.session.path
        saved = {slot.path: slot.path.read_bytes() for slot in reader.app.slots() if not slot.present}
        assert saved
        await reader.press("r", "space")
        replay = reader.app.screen
        assert isinstance(replay, ReplayScreen) and replay.paused and replay.at == 0
        await reader.press("right")
        assert replay.at == 1
        assert "› “Who rang?”" in reader.screen
        await reader.press("right", "right", "left")
        assert replay.at == 1
        await reader.press("c")
        assert reader.reading and reader.session.path == whole[:1]
        await reader.press("space", "space", "1")
        assert reader.session.path == (whole[0], "box.look")
        assert {path: path.read_bytes() for path in saved} == saved
        assert whole in [each.path for each in reader.session.branches], "the whole game is kept"

    read(signal_box, body)


def test_a_saved_game_can_be_gone_on_with_at_once_from_any_of_its_choices(signal_box: Program) -> None:
    whole = walk(signal_box, "box.ask", lead="vera")
    whole = whole.play(whole.page.open[0].id)

    async def body(reader: Reader) -> None:
        assert reader.reading and reader.session.path == ("box.ask",)
        assert "Look at the oil." in reader.screen

    read(signal_box, body, go_on_from=(save(whole), 1))


def test_a_replay_plays_by_itself(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space", "2", "r", *["plus"] * 3)
        replay = reader.app.screen
        assert isinstance(replay, ReplayScreen)
        for _ in range(100):
            await reader.pilot.pause(0.05)
            if replay.at:
                break
        assert replay.at

    read(signal_box, body)


# ------------------------------------------------------------------ looks


def test_markup_signs_and_wide_characters_stand_as_the_author_wrote_them(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        assert "plates say [b]bold[/b], 0 and {nothing}, and the eighth says 信号所" in reader.screen

    read(signal_box, body)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (30, 10), (200, 60)])
def test_no_row_is_wider_than_the_terminal_and_every_word_is_there(signal_box: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2")
        shown = ""
        await reader.press("home")
        for _ in range(40):
            shown += " ".join(row.text for row in reader.view.rows)
            await reader.press("space")
            if not reader.view.more:
                break
        shown += " ".join(row.text for row in reader.view.rows)
        told = {word for line in reader.session.page.lines for word in line.text.split()}
        assert told <= set(shown.split())
        assert all(len(row) <= size[0] for row in reader.rows)

    read(signal_box, body, size=size)


def test_a_new_width_keeps_the_words_at_the_top_of_the_screen(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "space", "2", "space")
        top = next(row for row in reader.rows[2:] if row.strip()).split()[:3]
        await reader.resize(60, 24)
        await reader.resize(120, 24)
        await reader.resize(80, 24)
        assert next(row for row in reader.rows[2:] if row.strip()).split()[:3] == top
        await reader.press("home", "j", "j", "j")
        top = next(row for row in reader.rows[2:] if row.strip()).split()[:2]
        await reader.resize(100, 24)
        assert top[0] in " ".join(reader.rows[2:4])

    read(signal_box, body)


def test_light_and_dark_say_the_same_words_and_the_choice_is_remembered(signal_box: Program) -> None:
    async def first(reader: Reader) -> None:
        assert reader.app.theme == "night"
        dark = reader.screen
        await reader.press("T")
        assert reader.app.theme == "paper"
        assert reader.screen == dark

    async def second(reader: Reader) -> None:
        assert reader.app.theme == "paper"

    read(signal_box, first)
    read(signal_box, second)


def test_no_color_takes_the_terminals_own_colours(signal_box: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def body(reader: Reader) -> None:
        assert reader.app.theme == "terminal"
        assert "1  Put your hand on the eighth lever" in reader.screen

    read(signal_box, body)


def test_the_palette_offers_the_keys_and_the_themes(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("ctrl+p", *"high contrast")
        for _ in range(50):
            await reader.pilot.pause(0.02)
            if "Theme: High contrast" in reader.screen:
                break
        await reader.press("enter")
        await reader.pilot.pause(0.1)
        assert reader.app.theme == "contrast"

    read(signal_box, body)


def test_help_and_notes_open_and_close(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "question_mark")
        assert "Help" in reader.screen and "take back" not in reader.screen
        await reader.press("q", "n")
        assert "Somebody rang with my voice." in reader.screen and "The cold stove" in reader.screen
        await reader.press("escape")
        assert reader.reading

    read(signal_box, body)


def test_selected_text_is_copied_as_prose(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        first, last = reader.row_of("Emil Porter"), reader.row_of("ring me, and")
        await reader.pilot.mouse_down(offset=(6, first))
        await reader.pilot.hover(offset=(60, last))
        await reader.pilot.mouse_up(offset=(60, last))
        await reader.pilot.pause()
        line = next(line for line in reader.session.page.lines if line.kind == "speech")
        assert reader.app.screen.get_selected_text() == f"Emil Porter (through the hatch): {line.text}"
        assert reader.session.path == ()

    read(signal_box, body)


def test_the_app_says_the_words_of_the_transcript(signal_box: Program) -> None:
    """What line mode writes comes from the same entries: see game/play/transcript.py."""

    async def body(reader: Reader) -> None:
        await reader.press(*TO_THE_ENDING)
        shown = " ".join(row.text for row in reader.view.rows)
        told: list[str] = []
        for entry in entries(reader.session):
            if isinstance(entry, Line):
                told += [entry.name, entry.manner, *entry.text.split(" · ")] if entry.kind == "place" else [
                    entry.name, f"({entry.manner})" if entry.manner else "", entry.text]  # fmt: skip
            elif entry.move.kind != "fate":
                told.append(decided(entry.move))
        at = 0
        words = re.sub(r"\s+", " ", shown)
        for part in filter(None, told):
            found = words.find(re.sub(r"\s+", " ", part), at)
            assert found >= 0, part
            at = found + len(part)

    read(signal_box, body)


# ------------------------------------------------------------------ title


def test_the_title_leads_to_a_page_for_each_lead_and_into_the_game(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        assert "Continue" not in reader.screen
        await reader.press("n")
        assert isinstance(reader.app.screen, LeadScreen)
        assert "She knows what every lever" in reader.screen
        await reader.press("2")
        assert "He has never been late" in reader.screen and "She knows" not in reader.screen
        await reader.press("2")
        assert "She knows what every lever" in reader.screen
        await reader.press("2", "1")
        assert reader.session.setup.lead == "otto"
        assert "The clock over the platform is right." in reader.screen
        await reader.press("q")
        assert isinstance(reader.app.screen, TitleScreen)
        assert "Continue" in reader.screen

    read(signal_box, body, lead=None)


# ------------------------------------------------------------------ snapshots


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)], ids=["80x24", "120x40", "60x20"])
def test_a_page_looks_as_it_was_designed(signal_box: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2")
        while reader.view.more:
            await reader.press("space")
        await reader.press("down")
        matches_snapshot(f"page_{size[0]}x{size[1]}", reader.screen)

    read(signal_box, body, size=size)


def test_title_leads_and_ending_look_as_they_were_designed(signal_box: Program) -> None:
    async def title(reader: Reader) -> None:
        matches_snapshot("title_80x24", reader.screen)
        await reader.press("1")
        matches_snapshot("leads_80x24", reader.screen)

    async def ending(reader: Reader) -> None:
        await reader.press(*TO_THE_ENDING)
        matches_snapshot("ending_80x24", reader.screen)
        await reader.press("question_mark")
        matches_snapshot("help_80x24", reader.screen)

    read(signal_box, title, lead=None)
    read(signal_box, ending)


# ------------------------------------------------------------------ what goes wrong

FATE = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: Over.}}
---
scene: hall
script:
  - chance: {x: {then: X.}, y: {then: Y.}}
  - choose: {a: A.}
  - chance: {p: {then: P.}, q: {then: Q.}}
  - choose: {b: B.}
  - end: done
"""


@pytest.mark.parametrize(
    ("path", "options"),
    [([], ["a"]), (["hall.zzz"], ["a"]), (["hall.x", "hall.a", "hall.gone"], ["b"])],
)
@pytest.mark.parametrize("go_on", [True, False])
def test_where_a_path_breaks_off_fate_decides(tmp_path: Path, path: list[str], options: list[str], go_on: bool) -> None:
    (tmp_path / "small.yaml").write_text(FATE, encoding="utf-8")
    small = load(find_story(tmp_path / "small.yaml")).program
    assert small is not None
    saved = decode(msgspec.json.encode({"format": 1, "story": {"id": "small"}, "setup": {"lead": "ann"}, "path": path}))

    async def going_on(reader: Reader) -> None:
        assert [move.short for move in reader.session.page.moves] == options

    async def watching(reader: Reader) -> None:
        replay = reader.app.screen
        assert isinstance(replay, ReplayScreen)
        assert [move.short for move in replay.session.page.moves] == options

    if go_on:
        read(small, going_on, lead=None, go_on_from=(saved, 9))
    else:

        async def body(reader: Reader) -> None:
            reader.app._replay(restore(small, saved))
            await reader.pilot.pause()
            await watching(reader)

        read(small, body, lead=None)


def test_a_disk_that_fails_is_told_and_holds_nobody_up(signal_box: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file stands where the folder should")

    async def body(reader: Reader) -> None:
        reader.app._told_unsaved = False
        reader.app.play("box.ask")
        reader.app.slots()
        await reader.pilot.pause(0.1)
        assert reader.app._told_unsaved
        assert "cannot be kept" in reader.hint

    read(signal_box, body, saves=tmp_path / "file" / "saves")


def test_a_game_loaded_and_saved_keeps_its_branches_and_what_is_unknown(signal_box: Program) -> None:
    shelf = story_shelf(saves_folder(), "signal-box")
    path = shelf.write("x", walk(signal_box, "box.ask", lead="vera"))
    path.write_bytes(
        path.read_bytes().replace(b'"branches": []', b'"branches": [{"name": "b", "path": []}], "later": 7')
    )

    async def body(reader: Reader) -> None:
        reader.app.load_game("x.json")
        await reader.pilot.pause()
        reader.app._save("x")
        await reader.pilot.pause()

    read(signal_box, body)
    assert shelf.read("x").rest == {"later": 7}
    assert [branch.name for branch in shelf.read("x").branches] == ["b"]


def test_a_digit_held_down_takes_one_option_only(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        TranscriptView.grace = 60.0
        await reader.press("2", "2", "2")
        assert len(reader.session.path) == 1

    read(signal_box, body)


def test_what_is_deleted_by_mistake_comes_back_again_and_again(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("2", "ctrl+s", "l")
        kept = {slot.path.name: slot.path.read_bytes() for slot in reader.app.slots()}
        assert len(kept) == 2
        await reader.press("d", "d", "d")
        assert reader.app.slots() == []
        await reader.press("u", "u", "u")
        assert {slot.path.name: slot.path.read_bytes() for slot in reader.app.slots()} == kept
        assert "could be brought back" in reader.hint

    read(signal_box, body)


def test_a_quick_save_is_gone_back_to_at_once(signal_box: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("ctrl+l")
        assert reader.hint == "There is no quick save yet. ctrl+s makes one."
        await reader.press("2", "ctrl+s", "space", "1", "ctrl+l")
        assert reader.session.path == ("box.ask",)
        assert [slot.stem for slot in reader.app.slots()].count("quicksave-vera") == 1

    read(signal_box, body)


def test_saving_over_another_game_is_asked_and_its_backup_kept(signal_box: Program) -> None:
    shelf = story_shelf(saves_folder(), "signal-box")
    other = shelf.write("mine", walk(signal_box, "box.lever", lead="vera")).read_bytes()

    async def body(reader: Reader) -> None:
        await reader.press("2", "s", *"mine", "enter")
        assert "There is another game called “mine”" in reader.screen
        await reader.press("2")
        assert shelf.read("mine").path == ("box.lever",)
        await reader.press("s", *"mine", "enter", "1")
        assert shelf.read("mine").path == ("box.ask",)
        assert shelf.find("mine.json.bak").read_bytes() == other
        await reader.press("l")
        assert "mine, as it was before" in reader.screen

    read(signal_box, body)


def test_a_code_is_imported_among_the_saved_games(signal_box: Program) -> None:
    from game.play.replay_code import share

    code = share(walk(signal_box, "box.ask", lead="vera"))

    async def body(reader: Reader) -> None:
        await reader.press("2", "l", "i")
        reader.app.screen.query_one("Input").value = code.replace("\n", " ")
        await reader.press("enter")
        [imported] = [slot for slot in reader.app.slots() if slot.imported]
        assert imported.summary.turns == 1
        assert "imported" in reader.screen
        await reader.press("i", *"no such file", "enter")
        assert len(reader.app.slots()) == 2

    read(signal_box, body)
