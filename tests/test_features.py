"""Every feature of the language: a story, and how it reads on paper.

`pytest tests/test_features.py --bless` writes the transcripts anew; read them before they are kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program
from game.play.saves import decode, encode, restore, save
from game.play.session import Session, begin
from game.play.walkthrough import Walkthrough, as_walkthrough, play_walkthrough, read_walkthrough
from game.shell.earlier_games import with_earlier_games
from game.shell.stories import find_story, load
from tests.conftest import STORIES

FEATURES = STORIES / "features"
TRANSCRIPTS = sorted(FEATURES.glob("*.txt"))


def program_of(transcript: Path) -> tuple[Program, Walkthrough]:
    """The story that a transcript plays: `hub.yaml` for `hub.txt` and `hub.1.txt`; and what the transcript asks for."""
    folder = find_story(FEATURES / f"{transcript.name.partition('.')[0]}.yaml")
    loaded = load(folder)
    assert loaded.program is not None, [f"{each.code} {each.message}" for each in loaded.diagnostics]
    walkthrough = read_walkthrough(transcript.read_text(encoding="utf-8"))
    return loaded.program, with_earlier_games(loaded.program, folder, walkthrough)


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_feature_reads_as_its_transcript(transcript: Path, request: pytest.FixtureRequest) -> None:
    program, walkthrough = program_of(transcript)
    session = play_walkthrough(program, walkthrough)
    now = as_walkthrough(session, walkthrough.ghost[0], walkthrough.before[0])
    if request.config.getoption("--bless"):
        transcript.write_text(now, encoding="utf-8")
    else:
        assert now == transcript.read_text(encoding="utf-8")


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_feature_plays_the_same_with_a_save_and_a_load_after_every_move(transcript: Path) -> None:
    program, walkthrough = program_of(transcript)
    whole = play_walkthrough(program, walkthrough)
    session: Session = begin(program, whole.setup)
    for move in whole.path:
        session = session.play(move)
        restored = restore(program, decode(encode(save(session))))
        assert (restored.outcome, restored.note) == ("same", "")
        assert restored.session is not None
        session = restored.session
    assert session.states == whole.states
    assert as_walkthrough(session) == as_walkthrough(whole)


def test_every_feature_has_a_transcript() -> None:
    told = {each.name.partition(".")[0] for each in TRANSCRIPTS}
    assert told == {each.stem for each in FEATURES.glob("*.yaml")}
