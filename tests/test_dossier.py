"""The dossier: what was told so far, and how far each lie has come."""

from __future__ import annotations

import pytest

from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.dossier import Entry, dossier
from game.play.saves import restore, save
from game.play.session import begin
from game.play.state import Setup
from game.play.transcript import as_text
from game.text.source import Source
from tests.conftest import STORIES
from tests.walks import walk

TELLING = (STORIES / "features" / "telling.yaml").read_text(encoding="utf-8")
BLANK = "The tape was blank."
EVERY_FOOT = "The tape was blank, every foot of it."


def program_of(text: str = TELLING) -> Program:
    story, mistakes = parse_story([Source("telling.yaml", text)])
    assert mistakes == []
    return compile_story(story)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([], []),
        (["lie"], [("tape", "Mason Kane", "Nadia Sinh", BLANK, "live")]),
        (["lie", "lie"], [("tape", "Mason Kane", "Nadia Sinh", EVERY_FOOT, "live")]),
        (["lie", "doubt"], [("tape", "Mason Kane", "Nadia Sinh", BLANK, "suspected")]),
        (["lie", "own"], [("tape", "Mason Kane", "Nadia Sinh", BLANK, "confessed")]),
        (["door"], [("door", "Bernard Orlick", "Mason Kane", "You opened the door. You said so.", "")]),
    ],
)
def test_what_was_told_is_in_it_as_it_reads_now(moves: list[str], told: list[tuple[str, ...]]) -> None:
    session = walk(program_of(), *(f"hall.{move}" for move in moves))
    assert dossier(session.program, session.state) == tuple(Entry(*each) for each in told)


def test_looking_changes_nothing() -> None:
    session = walk(program_of(), "hall.lie", "hall.door")
    before = as_text(session), hash(session.state)
    assert dossier(session.program, session.state) == dossier(session.program, session.state)
    assert (as_text(session), hash(session.state)) == before


def test_what_is_told_may_be_renamed_and_a_save_follows() -> None:
    session = walk(program_of(), "hall.lie", "hall.doubt")
    renamed = TELLING.replace("tape:", "reel:").replace("lie: true}", "lie: true, was: [tape]}")
    renamed = renamed.replace("(tape)", "(reel)").replace("tell: tape", "tell: reel")
    renamed = renamed.replace("expose tape", "expose reel").replace("suspect tape", "suspect reel")
    renamed = renamed.replace("confess tape", "confess reel")
    program = program_of(renamed)
    restored = restore(program, save(session))
    assert (restored.outcome, restored.note) == ("same", "")
    gone = save(session)
    anchored = restore(program, type(gone)(**{**_fields(gone), "path": ("hall.gone",)})).other
    assert anchored is not None
    assert [each.lie for each in dossier(program, anchored.state)] == ["suspected"]


def _fields(saved: object) -> dict[str, object]:
    return {name: getattr(saved, name) for name in saved.__struct_fields__}  # type: ignore[attr-defined]


def test_a_story_in_which_nothing_is_told_has_an_empty_one(kitchen: Program) -> None:
    assert dossier(kitchen, begin(kitchen, Setup(lead="daniel")).state) == ()
