"""Every file of mistakes/ makes exactly the mistakes that its first lines expect, at these places and in this order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.diagnostic import Diagnostic
from game.text.source import Source

FILES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))
EXPECTED = re.compile(r"# expect: (\w+ at \d+:\d+)\n")


def mistakes_in(path: Path) -> list[Diagnostic]:
    story, found = parse_story([Source(path.name, path.read_text(encoding="utf-8"))])
    return sorted([*found, *check_story(story)], key=lambda each: each.span)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_makes_the_mistakes_it_expects_and_no_others(path: Path) -> None:
    found = [f"{each.code} at {each.span.line}:{each.span.column}" for each in mistakes_in(path)]
    assert found == EXPECTED.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_named_by_a_code_expects_it(path: Path) -> None:
    named = re.match(r"[A-Z]\d{3}(?=_)", path.stem)
    expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
    assert expected
    assert named is None or {each.split()[0] for each in expected} == {named[0]}


def test_every_span_lies_in_its_file() -> None:
    for path in FILES:
        lines = path.read_text(encoding="utf-8").split("\n")
        for each in mistakes_in(path):
            assert 1 <= each.span.line <= each.span.end_line <= len(lines)
            assert 1 <= each.span.column <= len(lines[each.span.line - 1]) + 1
            assert 1 <= each.span.end_column <= len(lines[each.span.end_line - 1]) + 1
