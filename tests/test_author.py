"""What the app offers authors: why an option is open, and play from a place. Readers are offered neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program
from game.proof.way_there import Missed
from game.shell import playing_from
from game.shell.app.dialogs import Question
from game.shell.app.help_screen import PageScreen
from game.shell.games import UsageError
from game.shell.options import Options
from game.shell.playing_from import game_at
from tests.commands import run
from tests.conftest import KITCHEN
from tests.screens import Reader, read
from tests.walks import compiled


def test_w_tells_why_each_option_is_open_or_not(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("space", "w")
        assert isinstance(reader.app.screen, PageScreen)
        assert "At the very beginning, in kitchen" in reader.screen
        assert "kitchen.gun cannot be taken" in reader.screen
        assert "no   heat >= 2" in reader.screen
        assert "heat is 0, as when the game began" in reader.screen
        await reader.press("q")
        assert reader.reading

    read(kitchen, body, lead="daniel", author=True)


def test_play_from_finds_a_game_and_keeps_the_one_before(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("space", "1", "f")
        for letter in "stairs.count":
            await reader.pilot.press("full_stop" if letter == "." else letter)
        await reader.pilot.pause(0.5)
        await reader.press("enter")
        assert isinstance(reader.app.screen, Question)
        await reader.press("enter")
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert reader.session.setup.lead == "ines"
        assert reader.session.page.scene == "stairs"

    read(kitchen, body, lead="daniel", author=True)


def test_play_from_says_why_no_game_comes_there(kitchen: Program) -> None:
    from game.proof.destinations import destination
    from game.shell.app.author import look_for

    async def body(reader: Reader) -> None:
        before = reader.session
        look_for(reader.app, destination(kitchen, "kitchen.gun"), "shortest")
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert "heat >= 2" in reader.screen
        await reader.press("escape")
        assert reader.session is before

    read(kitchen, body, lead="daniel", author=True)


def test_readers_are_offered_neither(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("space", "w", "f")
        assert reader.reading
        await reader.press("question_mark", "end")
        assert "For authors" not in "".join(row.text for row in reader.app.screen.query_one("#sheet").rows)

    read(kitchen, body, lead="daniel")


def test_whoever_names_a_story_of_a_folder_is_its_author(tmp_path: Path) -> None:
    def asked(story: str | None, author: bool = False) -> bool:
        return Options(mode="app", saves=tmp_path, story=story, author=author).for_author

    assert asked(str(KITCHEN)) and asked(None, author=True)
    assert not asked(None) and not asked("eight_years_quiet")


def test_the_app_begins_at_the_place(kitchen: Program) -> None:
    begun = game_at(kitchen, "kitchen.stay", "shortest", seed=3)

    async def body(reader: Reader) -> None:
        assert reader.session is begun
        assert "Put the kettle on again." in reader.screen

    read(kitchen, body, lead=None, begun=begun)


def test_line_mode_and_json_begin_at_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run(monkeypatch, "play", KITCHEN, "--plain", "--at", "kitchen.stay", "--usual", "--seed", "3", answers="")
    assert plain.code == 0 and "2. Put the kettle on again." in plain.out
    told = run(monkeypatch, "play", KITCHEN, "--json", "--at", "stay", "--seed", "3", answers="")
    assert told.code == 0 and '"id":"kitchen.stay"' in told.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--at", "kitchen.gun"], "“heat >= 2” never held there (heat was 0)"),
        (["--at", "kitchn"], "Did you mean kitchen?"),
        (["--usual"], "name it with --at PLACE"),
        (["--at", "kitchen", "--as", "ines"], "No game comes to the scene “kitchen”"),
    ],
)
def test_where_there_is_no_way_that_is_told_and_nothing_is_begun(
    monkeypatch: pytest.MonkeyPatch, asked: list[str], told: str
) -> None:
    ran = run(monkeypatch, "play", KITCHEN, "--plain", *asked, answers="")
    assert (ran.code, ran.out) == (2, "") and told in ran.err


def test_random_ways_differ_with_the_seed(kitchen: Program) -> None:
    paths = {game_at(kitchen, "kitchen.stay", "random", seed=seed).path for seed in range(6)}
    assert len(paths) > 1


def test_a_place_of_another_lead_is_told(kitchen: Program) -> None:
    with pytest.raises(UsageError, match="no lead"):
        game_at(kitchen, "kitchen", "shortest", lead="nobody")


KEYS = """\
story: {id: keys, title: Keys}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: Over.}}
variables: {keys: 0..6}
---
scene: hall
script:
  - label: round
    choose:
      take: {do: Take one., once: false, set: keys += 1, goto: .round}
      open: {do: Open., if: keys >= 4, goto: vault}
      never: {do: Never., if: keys >= 4 and visits(vault) >= 1, goto: vault}
---
scene: vault
script:
  - label: dark
    end: done
"""


def test_where_plays_do_not_come_the_proof_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    program = compiled(KEYS)
    for search in ("shortest_way", "guided_way"):
        monkeypatch.setattr(playing_from, search, lambda *arguments: Missed(False, 7))
    with pytest.raises(UsageError, match=r"“hall\.never”: that is proved"):
        game_at(program, "hall.never", "shortest", seed=1)
    session = game_at(program, "hall.open", "shortest", seed=1)
    assert session.path == ("hall.take",) * 4 and session.setup.seed == 1
    with pytest.raises(UsageError, match="That is no proof"):  # of a label the proof says nothing
        game_at(program, "vault.dark", "shortest", seed=1)


def test_help_tells_an_author_of_both_keys(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("space", "question_mark")
        told = "".join(row.text for row in reader.app.screen.query_one("#sheet").rows)
        assert "For authors" in told and "Play from…" in told

    read(kitchen, body, lead="daniel", author=True)
