"""The one table of keys."""

from __future__ import annotations

import pytest

from game.shell.app.board_screen import BoardScreen
from game.shell.app.compare_screen import CompareScreen
from game.shell.app.keys import (
    AUTHOR,
    BOARD,
    COMPARE,
    DIALOG,
    KEYS,
    LEADS,
    OPPOSITE,
    PAGES,
    READ,
    REPLAY,
    SAVES,
    TITLE,
    TREE,
    keys_of,
)
from game.shell.app.opposite_screen import OppositeScreen
from game.shell.app.reading import ReadingScreen
from game.shell.app.replay_screen import ReplayScreen
from game.shell.app.saves_screen import SavesScreen
from game.shell.app.title import LeadScreen, TitleScreen
from game.shell.app.tree_screen import TreeScreen

SCREENS = {
    READ: ReadingScreen,
    TITLE: TitleScreen,
    SAVES: SavesScreen,
    REPLAY: ReplayScreen,
    LEADS: LeadScreen,
    BOARD: BoardScreen,
    OPPOSITE: OppositeScreen,
    TREE: TreeScreen,
    COMPARE: CompareScreen,
}


def test_ids_are_unique() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("screen", [*SCREENS, PAGES, DIALOG])
def test_no_screen_has_one_key_for_two_things(screen: str) -> None:
    keys = [key for each in keys_of(screen) for key in each.keys]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("screen", [*SCREENS, PAGES, DIALOG])
def test_escape_always_has_a_second_key(screen: str) -> None:
    ways_out = [each for each in keys_of(screen) if "escape" in each.keys]
    assert all(len(each.keys) > 1 for each in ways_out)
    assert ways_out or screen == TITLE


@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_has_an_action_on_its_screen(screen: str) -> None:
    from game.shell.app.main import CitadelApp

    for key in keys_of(screen):
        name = f"action_{key.action.partition('(')[0]}"
        assert hasattr(SCREENS[screen], name) or hasattr(CitadelApp, name), key.id


def test_keys_for_authors_are_none_of_the_readers() -> None:
    read = {key for each in keys_of(READ) for key in each.keys}
    for each in keys_of(AUTHOR):
        assert read.isdisjoint(each.keys)
        assert hasattr(ReadingScreen, f"action_{each.action}")


def test_every_key_says_what_it_does() -> None:
    assert all(key.description and key.description[0].isupper() for key in KEYS)
