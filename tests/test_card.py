"""The title card."""

from __future__ import annotations

import subprocess
import sys

import pytest

from game.shell.app.card import card, card_rows, spaced, title_of, trace
from game.shell.app.preferences import keep_theme, preferred_theme
from game.shell.places import config_folder


@pytest.mark.parametrize(
    ("story", "title"),
    [
        (None, "Eight Years Quiet"),
        ("story/eight_years_quiet/", "Eight Years Quiet"),
        ("a/night-desk.yaml", "Night Desk"),
    ],
)
def test_a_story_is_called_by_its_folder(story: str | None, title: str) -> None:
    assert title_of(story) == title


def test_a_title_is_spaced_where_there_is_room() -> None:
    assert spaced("Eight Years", 40) == "E I G H T   Y E A R S"
    assert spaced("Eight Years", 12) == "EIGHT YEARS"
    assert spaced("Eight Years", 5) == "EIGHT"


def test_a_trace_speaks_falls_silent_and_speaks_again() -> None:
    upper, lower = trace("Eight Years Quiet", 68)
    assert len(upper) == len(lower) == 68
    assert set(lower[26:48]) == {"▁"} and set(upper[26:48]) == {" "}
    assert set(lower[:22]) != {"▁"} and set(lower[52:]) != {"▁"}
    assert trace("Eight Years Quiet", 68) != trace("Night Desk", 68)


@pytest.mark.parametrize("size", [(80, 24), (30, 10), (10, 3), (1, 1)])
def test_the_card_fits_any_terminal(size: tuple[int, int]) -> None:
    width, height = size
    _, left, rows = card_rows("Eight Years Quiet", width, height)
    assert all(left + len(text) <= max(width, 8) for text, _ in rows)


def test_without_colours_the_card_has_none() -> None:
    assert "\x1b[38" not in card("Night Desk", "night", 80, 24, colours=False)
    assert "\x1b[38" in card("Night Desk", "night", 80, 24, colours=True)


def test_the_card_needs_neither_textual_nor_yaml_nor_msgspec() -> None:
    script = "import sys; from game.shell.app.card import show_card; show_card(None); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "yaml", "msgspec", "rich"} & set(loaded)


def test_the_theme_is_remembered_beside_other_settings() -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.json").write_text('{"other": 1}')
    keep_theme("paper")
    assert preferred_theme() == "paper"
    assert '"other": 1' in (config_folder() / "settings.json").read_text()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": 5}', '{"theme": "neon"}', "\udcff"])
def test_damaged_settings_are_no_settings(text: str) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert preferred_theme() == "night"
