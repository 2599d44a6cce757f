"""The catalogue's examples are true: each wrong one makes its mistake, each right one does not."""

from __future__ import annotations

import pytest

from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.catalogue import Entry, entries
from game.text.diagnostic import Diagnostic
from game.text.source import Source

EVERY_ENTRY = [pytest.param(entry, id=entry.code) for entry in entries()]


def mistakes_in(text: str) -> list[Diagnostic]:
    story, found = parse_story([Source("story.yaml", text)])
    return [*found, *check_story(story)]


@pytest.mark.parametrize("entry", EVERY_ENTRY)
def test_the_wrong_example_makes_this_mistake_and_no_other_error(entry: Entry) -> None:
    found = mistakes_in(entry.wrong)
    assert [each.severity for each in found if each.code == entry.code] == [entry.severity], found
    assert {each.code for each in found if each.severity == "error"} <= {entry.code}, found


@pytest.mark.parametrize("entry", EVERY_ENTRY)
def test_the_right_example_makes_no_error_and_not_this_mistake(entry: Entry) -> None:
    found = mistakes_in(entry.right)
    assert not [each for each in found if each.code == entry.code or each.severity == "error"], found


@pytest.mark.parametrize("entry", [each for each in entries() if each.code[0] in "SNFM"], ids=lambda each: each.code)
def test_examples_of_form_and_flow_are_without_warnings_of_other_kinds(entry: Entry) -> None:
    assert {each.code for each in mistakes_in(entry.wrong)} <= {entry.code, "T037"}
    assert mistakes_in(entry.right) == []
