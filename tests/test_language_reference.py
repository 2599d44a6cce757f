"""The reference for authors: every example in it is checked and played, and says what the page says it does."""

from __future__ import annotations

import json
import re

import pytest

from game.language.answers import ANSWER_KEYS
from game.language.branches import BRANCH_KEYS
from game.language.calls import CALL_KEYS
from game.language.claims import FORMS
from game.language.conditions import OF_CLAIMS, QUESTIONS
from game.language.identifiers import STEP_WORDS
from game.language.links import ARGUMENT_KEYS, BOARD_KEYS, LINK_KEYS, READING_KEYS, TRUTH_KEYS, WRONG_KEYS
from game.language.names import LIE_STATES
from game.language.offers import OFFER_KEYS
from game.language.options import OPTION_KEYS
from game.language.parser import TOP_LEVEL
from game.language.scenes import FRAGMENT_KEYS, PROVENANCES, SCENE_KEYS
from game.language.telling import MOVED_TO, TOLD_KEYS
from game.text.catalogue import lookup
from game.text.rendering import render
from game.text.source import Source
from tests.pages import (
    DOCS,
    Example,
    anchor,
    check_every_lead_can_play,
    coded,
    examples_of,
    mistakes_in,
    mistakes_of,
    played,
    rows_of,
)

PAGE = (DOCS / "language.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
ALL = examples_of(PAGE)
EXAMPLES = [pytest.param(each, id=f"line {each.line}") for each in ALL]
PLAYED = [param for param, each in zip(EXAMPLES, ALL, strict=True) if each.kind != "yaml wrong"]
SEEN = [param for param, each in zip(EXAMPLES, ALL, strict=True) if each.seen and each.kind != "yaml wrong"]
WRONG = [param for param, each in zip(EXAMPLES, ALL, strict=True) if each.kind == "yaml wrong"]


@pytest.mark.parametrize("example", PLAYED)
def test_an_example_has_no_mistake(example: Example) -> None:
    assert mistakes_of(example) == []


@pytest.mark.parametrize("example", PLAYED)
def test_an_example_can_be_played_by_every_lead(example: Example) -> None:
    check_every_lead_can_play(example)


@pytest.mark.parametrize("example", SEEN)
def test_the_reader_sees_what_the_page_shows(example: Example) -> None:
    session, shown = played(example)
    assert shown == example.seen
    if example.path:
        assert list(session.path) == json.loads(example.path)


@pytest.mark.parametrize("example", WRONG)
def test_a_mistake_is_told_as_the_page_shows(example: Example) -> None:
    source = Source("story.yaml", example.typed)
    assert "".join(render(each, source) for each in mistakes_in(example.typed)) == example.seen


def test_there_are_examples_of_every_kind() -> None:
    kinds = [each.kind for each in ALL]
    assert {kind: kinds.count(kind) for kind in set(kinds)}.keys() == {
        "yaml story",
        "yaml declarations",
        "yaml script",
        "yaml scenes",
        "yaml wrong",
    }
    assert len(SEEN) >= 10
    assert sum(bool(each.path) for each in ALL) == 1


def rows(section: str) -> list[list[str]]:
    """The cells of the tables under a heading of the page."""
    return rows_of(SECTIONS[section])


def words_in(cell: str) -> set[str]:
    """The words between backticks in a cell."""
    return {word for code in coded(cell) for word in re.findall(r"\w+", code)}


TRAPS = [pytest.param(*row, id=row[0]) for row in rows("Writing round YAML")]


@pytest.mark.parametrize(("typed", "code", "instead"), TRAPS)
def test_a_trap_is_the_mistake_that_the_page_says_and_its_remedy_is_none(typed: str, code: str, instead: str) -> None:
    frame = next(each for each in reversed(ALL) if each.kind == "yaml declarations")
    head = frame.story.rpartition("scene: hall")[0]
    for cell, expected in ((typed, [code]), (instead, [])):
        text = f"{head}scene: hall\nscript:\n  {coded(cell)[0]}\n  - end: away\n"
        assert [each.code for each in mistakes_in(text) if each.severity == "error"] == expected


def test_there_are_traps() -> None:
    assert len(TRAPS) >= 8


def test_every_step_is_in_the_table() -> None:
    [table] = [{word for row in rows("Scenes and steps") for word in words_in(row[0])}]
    assert set(STEP_WORDS) <= table


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("Files", set(TOP_LEVEL)),
        ("Options", set(OPTION_KEYS)),
        ("Conditions", set(QUESTIONS)),
    ],
)
def test_a_table_names_every_key(section: str, keys: set[str]) -> None:
    assert keys <= {word for row in rows(section) for word in words_in(row[0])}


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("Scenes and steps", set(SCENE_KEYS) - {"offer"}),
        ("Memories", {*FRAGMENT_KEYS, *PROVENANCES}),
        ("Chance", set(BRANCH_KEYS) - {"was"}),
        ("Handing something on", set(CALL_KEYS)),
        ("Asking for a word", set(ANSWER_KEYS)),
        ("Scenes that offer themselves", set(OFFER_KEYS)),
        ("The board", {*ARGUMENT_KEYS, *BOARD_KEYS, *LINK_KEYS, *READING_KEYS, *TRUTH_KEYS, *WRONG_KEYS}),
        ("Renaming", {"was"}),
        ("What was told", {*TOLD_KEYS, *MOVED_TO, *LIE_STATES}),
        ("Claims", {*OF_CLAIMS}),
    ],
)
def test_a_section_names_every_key(section: str, keys: set[str]) -> None:
    assert keys <= set(re.findall(r"\w+", SECTIONS[section]))


def test_every_code_on_the_page_is_in_the_catalogue() -> None:
    codes = set(re.findall(r"\b[YSNTXFMC]\d{3}\b", PAGE))
    assert len(codes) >= 8
    assert all(lookup(code) is not None for code in codes)


def test_every_link_into_the_page_leads_to_a_heading() -> None:
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= {anchor(title) for title in SECTIONS}


def test_every_form_of_a_claim_is_in_the_table() -> None:
    assert [row[0].strip("`") for row in rows("Claims")] == list(FORMS)
