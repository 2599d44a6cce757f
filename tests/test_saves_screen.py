"""How a saved game is told in the list."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.play.save_format import Summary
from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.saves_screen import display_name, item_of, when
from game.shell.app.typesetting import geometry
from game.shell.slots import Slot

NOW = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=20), "20 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=40), "14 October 2026"),
        (timedelta(hours=-3), "just now"),
        (timedelta(days=-40), "2 January 2027"),
    ],
)
def test_the_age_of_a_saved_game_is_told_in_words(ago: timedelta, words: str) -> None:
    assert when((NOW - ago).isoformat(), NOW) == words


@pytest.mark.parametrize("text", ["", "yesterday", "9999-99-99"])
def test_no_moment_is_told_for_what_is_none(text: str) -> None:
    assert when(text, NOW) == ""


@pytest.mark.parametrize(
    ("stem", "name"),
    [("autosave-mason", "The game as you left it"), ("earlier-mason-2", "An earlier game (2)"), ("harbour", "harbour"),
     ("quicksave-mason", "Quick save")],
)
def test_games_kept_by_themselves_have_plain_names(stem: str, name: str) -> None:
    assert display_name(Slot(name=stem, path=Path(f"{stem}.json"))) == name


def test_a_saved_game_tells_who_where_how_far_and_its_last_line() -> None:
    slot = Slot(
        name="harbour", path=Path("harbour.json"), lead="Mason Kane", imported=True,
        summary=Summary(chapter="Apportionment", place="Halifax", time="21:10", last_line="It whistles twice.", turns=1,
                        played=1500, read=7),
    )  # fmt: skip
    item = item_of(slot)
    assert [text for text, _ in item.details] == [
        "imported · Mason Kane · Apportionment · 21:10 · Halifax", "It whistles twice.",
    ]  # fmt: skip
    assert item.right == "1 choice · 25 min · 7% read"


def test_how_far_and_how_old_stands_under_a_name_that_leaves_no_room_for_it() -> None:
    shown = ChoiceList([Item("a", "short", right="3 choices"), Item("b", "long " * 12, right="4 choices")])
    rows = [row.text.strip() for row in shown.lay_out(geometry(80))]
    assert rows[0].startswith("› 1  short") and rows[0].endswith("3 choices")
    assert rows[1] == "2  " + ("long " * 12).strip() and rows[2] == "4 choices"


def test_a_damaged_one_tells_what_is_wrong_and_cannot_be_chosen() -> None:
    item = item_of(Slot(name="torn", path=Path("torn.json"), problem="The file is damaged."))
    assert item.shut and item.details == (("The file is damaged.", "warning"),)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
@pytest.mark.parametrize("zone", ["XXX12", "XXX-12"])
@pytest.mark.parametrize(
    ("moment", "year"), [("0001-01-01T00:00:00+00:00", " 1"), ("9999-12-31T23:59:59+00:00", " 9999")]
)
def test_the_ends_of_the_calendar_are_dates_too(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, year: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        told = when(moment, NOW)
    time.tzset()
    assert told.endswith(year)
