"""The shipped chapters: a walkthrough to every way out, each also with a save and a load after every choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program
from game.play.saves import decode, encode, restore, save
from game.play.session import begin
from game.play.walkthrough import as_walkthrough, play_walkthrough, read_walkthrough
from game.shell.stories import find_story, load
from game.shell.story_tests import walkthroughs_of

STORY = find_story()
WALKTHROUGHS = walkthroughs_of(STORY)


@pytest.fixture(scope="module")
def program() -> Program:
    loaded = load(STORY).program
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("path", WALKTHROUGHS, ids=lambda path: path.stem)
def test_a_walkthrough_reads_as_written_with_a_save_and_a_load_after_every_move(path: Path, program: Program) -> None:
    text = path.read_text(encoding="utf-8")
    whole = play_walkthrough(program, read_walkthrough(text))
    assert as_walkthrough(whole) == text
    assert whole.page.ending is not None
    session = begin(program, whole.setup)
    for move in whole.path:
        restored = restore(program, decode(encode(save(session.play(move)))))
        assert (restored.outcome, restored.note) == ("same", "")
        assert restored.session is not None
        session = restored.session
    assert session.states == whole.states


@pytest.mark.parametrize("lead", ["mason", "nadia"])
def test_every_way_out_of_a_chapter_has_its_walkthrough(lead: str, program: Program) -> None:
    [way] = [slot for slot in program.slots if slot.name == f"{lead}_way"]
    ways = {word for word in way.domain.values if word not in ("none", "unset")}  # type: ignore[union-attr]
    assert {path.stem.removeprefix(f"{lead}_") for path in WALKTHROUGHS if path.stem.startswith(lead)} == ways | {
        "refused"
    }
