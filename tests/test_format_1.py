"""Saved games of format 1, as they were written once: read for ever, and never made again.

The first is of the first version that saved games; the others have every key that came since.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from game.play.save_format import SavedBranch, SavedGame, SavedPosition, SavedSetup, StoryStamp, Summary
from game.play.saves import branches_of, decode, encode, restore, save, setup_of
from game.shell.games import open_story
from tests.conftest import KITCHEN, STORIES

WRITTEN = Path(__file__).resolve().parent.parent / "saves" / "examples" / "format-1"
FEATURES = STORIES / "features"
PLAYED_IN = {"kitchen": KITCHEN, "legacy": FEATURES / "legacy.yaml", "following": FEATURES / "following.yaml"}
DIGESTS = {
    "following-after": "ae98c8217547510c51547fb2df860904886cb0d66655650c700e873687f1f53f",
    "kitchen-anchor": "9d52f2f2c808c2829d958609b77bc3ee1ad2a14ff6483a36ee04dc74eec5f98f",
    "kitchen-branches": "d4604382cb40f31075c4b5a8cf1c034140159490ac4e64c4b5ac91d89860d83a",
    "kitchen-counted": "c542ef558ea7f718b8db50b43618dd8ba6bd2fd38a5bd504443bd3a02bfbc592",
    "kitchen-first": "d6b70232dc46fb055c4d7b7650ad4a77a989ee4e09cca24a104a7f30fd0f3a35",
    "kitchen-starts": "17a31f434a4e2383745500857ed795cd2115c7a472977b6172abc82ac52c4395",
    "legacy-opposite": "c1d70e2c87245629f5e31777302e9240aca87042e191d02685e909e3c32dee47",
}
"""Of the files as they were written. Where a test of theirs fails the reader is mended, not the file."""


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((WRITTEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_the_files_are_as_they_were_written() -> None:
    there = {path.stem: sha256(path.read_bytes()).hexdigest() for path in WRITTEN.iterdir()}
    assert there == DIGESTS


def test_between_them_they_have_every_key_of_the_format() -> None:
    seen: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, dict):
            seen.update(value)
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            look(each)

    for name in DIGESTS:
        look(document(name))
    for record in (SavedGame, StoryStamp, SavedSetup, SavedPosition, SavedBranch, Summary):
        assert set(record.__struct_fields__) - {"rest"} <= seen


@pytest.mark.parametrize("name", DIGESTS)
def test_each_is_taken_up_where_it_was_left(name: str) -> None:
    told = document(name)
    saved = decode((WRITTEN / f"{name}.json").read_bytes())
    restored = restore(open_story(PLAYED_IN[saved.story.id]), saved)
    assert restored.outcome == "same" and restored.session is not None
    assert list(restored.session.path) == told["path"]
    assert restored.session.setup == setup_of(saved)
    assert restored.session.branches == branches_of(saved)


@pytest.mark.parametrize("name", DIGESTS)
def test_nothing_of_it_is_lost_when_it_is_written_again(name: str) -> None:
    saved = decode((WRITTEN / f"{name}.json").read_bytes())
    assert json.loads(encode(saved)) == document(name)
    session = restore(open_story(PLAYED_IN[saved.story.id]), saved).session
    assert session is not None
    again = json.loads(encode(save(session, label="again", before=saved)))
    told = document(name)
    assert again["path"] == told["path"] and again["setup"] == told["setup"] and again["branches"] == told["branches"]
    assert again.get("later") == told.get("later") and again["summary"].get("mood") == told["summary"].get("mood")
