"""The ids of texts: every text has one, no two share one, and an edit elsewhere leaves it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from game.language.model import Story
from game.language.parser import parse_story
from game.language.text_ids import text_ids
from game.language.texts import EMPTY, Text
from game.text.source import Source
from tests.conftest import KITCHEN

ROOT = Path(__file__).parent.parent
STORIES = sorted([*(ROOT / "tests" / "stories").rglob("*.yaml"), *(ROOT / "story").rglob("*.yaml")])


def texts_in(node: object) -> Iterator[Text]:
    """Every text anywhere in a value of the model, those inside other texts apart."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            yield from texts_in(getattr(node, field))
    elif isinstance(node, tuple):
        for each in node:
            yield from texts_in(each)


def parsed(text: str) -> Story:
    return parse_story([Source("story.yaml", text)])[0]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_text_of_a_story_has_an_id_of_its_own(path: Path) -> None:
    story = parsed(path.read_text(encoding="utf-8"))
    every = [text for text in texts_in(story) if text != EMPTY]
    named = list(text_ids(story).values())
    assert len(named) == len(every)
    assert {id(text) for text in named} == {id(text) for text in every}


def test_ids_are_made_of_scenes_options_and_places_between_them() -> None:
    ids = list(text_ids(parsed(KITCHEN.read_text(encoding="utf-8"))))
    assert any(each.endswith(".do") for each in ids)
    assert len(set(ids)) == len(ids)


BEFORE = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done}}
---
scene: hall
script:
  - One.
  - choose:
      stay: {do: Stay., then: [Two., Three.]}
      go: {do: Go., then: Four.}
  - end: done
"""


def test_a_line_added_in_one_option_moves_no_id_of_another() -> None:
    before = {id: "".join(map(str, text.parts)) for id, text in text_ids(parsed(BEFORE)).items()}
    after = {
        id: "".join(map(str, text.parts))
        for id, text in text_ids(parsed(BEFORE.replace("[Two.,", "[New., Two.,"))).items()
    }
    assert before == {
        "hall.1": "One.", "hall.stay.do": "Stay.", "hall.stay.1": "Two.", "hall.stay.2": "Three.",
        "hall.go.do": "Go.", "hall.go.1": "Four.",
    }  # fmt: skip
    moved = {id for id in before if after.get(id) != before[id]}
    assert moved == {"hall.stay.1", "hall.stay.2"}
