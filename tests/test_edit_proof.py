"""Laws of saved games in edited stories: no edit makes an exception, “same” is never wrong, and nothing is lost that could be kept."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from game.language.program import Program, Slot
from game.language.tables import interval
from game.play.compat import judged
from game.play.counted import COUNTS
from game.play.guided import guided_plays
from game.play.healing import healed, healed_position
from game.play.position import SETUP, plain, position_of, value_today
from game.play.recording import read_recording, record
from game.play.replay_code import follow, read_code, share
from game.play.save_format import SavedPosition
from game.play.saves import SavedGame, decode, encode, restore, save, setup_of
from game.play.session import Session, replay
from game.play.state import State
from game.shell.games import open_story
from game.shell.shelf import Shelf
from tests.conftest import KITCHEN, STORIES
from tests.story_edits import EDITS, KEEPING, Edited, Files, NothingThere, edited, files_of
from tests.walks import walk

SHIPPED = STORIES.parents[1] / "story" / "eight_years_quiet"
STORY_PATHS = [
    SHIPPED, KITCHEN, STORIES / "signal_box.yaml", STORIES / "two_cups.yaml",
    *(STORIES / "features" / f"{name}.yaml" for name in ("board", "storylets", "fate", "variations", "ask", "chapters", "takes")),
]  # fmt: skip


class Saved(NamedTuple):
    """A story with some of its games, as sessions and as they were saved."""

    program: Program
    files: Files
    games: list[tuple[Session, SavedGame]]


def saved_games(path: Path, many: int) -> Saved:
    program = open_story(path)
    plays = guided_plays(program, max(1, many // 3), many)
    games = []
    for saved in read_recording(record(program, plays, many)).games:
        session = replay(program, setup_of(saved), saved.path)
        games.append((session, save(session, label="here")))
    return Saved(program, files_of(path), games)


@pytest.fixture(scope="module")
def some() -> dict[Path, Saved]:
    return {}


def of(path: Path, many: int, kept: dict[Path, Saved]) -> Saved:
    if path not in kept:
        kept[path] = saved_games(path, many)
    return kept[path]


def edits_of(files: Files, many: int, seed: int) -> list[Edited]:
    """So many edits of a story that is still one, each kind in turn."""
    found: list[Edited] = []
    dice = Random(seed)
    for turn in range(20 * many):
        try:
            each = edited(files, list(EDITS)[turn % len(EDITS)], dice)
        except NothingThere:
            continue
        if each.program is not None:
            found.append(each)
        if len(found) == many:
            break
    return found


# ------------------------------------------------------------------ what “same” means, reckoned apart from the engine's own way


def numbers(program: Program, state: State) -> dict[str, tuple[Slot, int]]:
    flat = [number for block in state.blocks for number in block]
    return {slot.name: (slot, number) for slot, number in zip(program.slots, flat, strict=False)}


def assert_same(old: Session, new: Session, told: str) -> None:
    """Every value that both stories know is the same, every new one is as at the start, and the place is the same."""
    then, now = numbers(old.program, old.state), numbers(new.program, new.state)
    was = position_of(old.program, old.state)
    place = healed_position(new.program, SavedPosition(stack=was.stack, values=was.values)).stack
    assert position_of(new.program, new.state).stack == place, told
    for name, (slot, number) in now.items():
        if slot.kind in SETUP:
            continue
        known = next((each for each in (name, *slot.was) if each in then), None)
        if known is None:
            assert number == slot.start or slot.kind in COUNTS, (told, name)
            continue
        before, value = then[known]
        if slot.kind in COUNTS and interval(before.domain) != interval(slot.domain):
            # Kept less far, or further, by one of the two.
            far = min(interval(before.domain)[1], interval(slot.domain)[1])
            assert slot.kind == "turns" or slot.kind == "dealt" or min(value, far) == min(number, far), (told, name)
            continue
        assert plain(slot, number) == value_today(new.program, slot, known, plain(before, value)), (told, name)


def check(each: Edited, games: list[tuple[Session, SavedGame]], shelf: Shelf | None = None) -> None:
    """Every game is taken up, shared and, with a shelf, imported; each session goes on; “same” is the same."""
    program = each.program
    assert program is not None
    for number, (session, saved) in enumerate(games):
        told = f"{each.name}: {each.told}: {' '.join(session.path)}"
        restored = restore(program, saved)
        assert restored.outcome in ("same", "changed", "broken", "lost")
        assert (restored.note == "") == (restored.outcome == "same"), told
        if restored.outcome == "same":
            assert restored.session is not None
            assert_same(session, restored.session, told)
        for found in (restored.session, restored.other):
            if found is not None:
                look_round(found)
                assert restore(program, decode(encode(save(found)))).outcome == "same", told
        followed = follow(program, read_code(share(session)))
        if followed.outcome == "same":
            assert followed.session is not None
            assert_same(session, followed.session, told)
        if followed.session is not None:
            look_round(followed.session)
        if shelf is not None and number % 10 == 0:
            path = shelf.place(saved, f"game {number}")
            again = restore(program, shelf.read(path.name))
            assert (again.outcome, again.note) == (restored.outcome, restored.note)


def look_round(session: Session) -> None:
    for move in session.page.open[:3]:
        assert session.play(move.id).page is not None


@pytest.mark.parametrize("path", STORY_PATHS, ids=lambda path: path.stem)
def test_any_game_survives_some_edits_of_its_story(path: Path, some: dict[Path, Saved], tmp_path: Path) -> None:
    story = of(path, 30 if path == SHIPPED else 15, some)
    for each in edits_of(story.files, 8 if path == SHIPPED else len(EDITS), seed=1):
        check(each, story.games, Shelf(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("path", STORY_PATHS, ids=lambda path: path.stem)
def test_any_game_survives_two_hundred_edits_of_its_story(path: Path, tmp_path: Path) -> None:
    story = saved_games(path, 24)
    made = edits_of(story.files, 200, seed=2)
    assert len(made) == 200
    for each in made:
        check(each, story.games, Shelf(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("path", [SHIPPED, KITCHEN], ids=lambda path: path.stem)
def test_any_game_survives_edits_one_upon_another(path: Path) -> None:
    """A story as it is after a year: the games of the first day are taken up after every edit."""
    story = saved_games(path, 30)
    dice = Random(7)
    files, made = story.files, 0
    for turn in range(200):
        name = dice.choice(list(EDITS))
        copy = {home: list(every) for home, every in files.items()}
        try:
            each = edited(copy, name, dice)
        except NothingThere:
            continue
        if each.program is None:
            continue
        files = each.files
        made += 1
        if made % 5 == 0:
            check(each, story.games)
        assert turn < 199 or made >= 60


# ------------------------------------------------------------------ what an attentive human would have kept


def not_kept(each: Edited, games: list[tuple[Session, SavedGame]]) -> list[str]:
    """The games that fare worse than whoever knew both versions would have let them.

    After an edit that takes nothing away a game is the same, or said. Of a game whose path has nothing in it that was taken
    away, and of one that stood after it, the player's place is left; only who stood where nothing is any more goes on from
    the last page. Nothing but another's lead is lost.
    """
    program = each.program
    assert program is not None
    found = []
    for session, saved in games:
        told = f"{each.name}: {each.told}: {' '.join(session.path)}"
        verdict = judged(program, saved).verdict
        restored = restore(program, saved)
        lead_gone = f"lead {saved.setup.lead}" in each.touched
        if verdict == "lost" and not lead_gone and _standing(program, saved):
            found.append(f"lost: {told}: {restored.note}")
        elif each.name in KEEPING and verdict not in ("same", "said"):
            found.append(f"{verdict}: {told}: {restored.note}")
        elif verdict == "re-anchored" and restored.other is None and _standing(program, saved):
            found.append(f"no place: {told}: {restored.note}")
    return found


def test_the_measure_tells_a_game_that_was_not_kept(kitchen: Program) -> None:
    """A name lost without `was:`, passed off as one kept; and two states that are not the same, as the same."""
    files = files_of(KITCHEN)
    played = walk(kitchen, "kitchen.wait", "kitchen.torch", "kitchen.door")
    games = [(played, save(played))]
    unkept = [
        each._replace(name="rename_option")
        for number in range(40)
        if (each := edited(files, "rename_option_without_was", Random(number))).touched == ("kitchen.torch",)
    ]
    assert unkept and not_kept(unkept[0], games)
    with pytest.raises(AssertionError):
        assert_same(played, walk(kitchen, "kitchen.wait", "kitchen.door", "kitchen.torch"), "")


def _standing(program: Program, saved: SavedGame) -> bool:
    """Whether the scenes in which the player stood are there still."""
    scenes = {scene.id for scene in program.scenes}
    return all(healed(program, scene) in scenes for scene, _ in saved.position.stack)


def test_of_a_sample_of_games_none_is_lost_that_a_human_would_have_kept(some: dict[Path, Saved]) -> None:
    story = of(SHIPPED, 30, some)
    for each in edits_of(story.files, 6, seed=11):
        assert not_kept(each, story.games) == []


@pytest.mark.slow
def test_of_1000_games_of_chapter_1_none_is_lost_in_fifty_edits_that_a_human_would_have_kept() -> None:
    story = saved_games(SHIPPED, 1_000)
    assert len(story.games) == 1_000
    made = edits_of(story.files, 50, seed=12)
    assert len(made) == 50 and len({each.name for each in made}) >= 20
    for each in made:
        assert not_kept(each, story.games) == []
