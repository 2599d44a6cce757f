"""The page of mistakes: it is what the catalogue says today, and every entry stands on it whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.shell.mistakes_page import HEADINGS, mistakes_page
from game.text.catalogue import FAMILIES, Entry, entries

KEPT = Path(__file__).resolve().parent.parent / "docs" / "mistakes.md"
PAGE = mistakes_page()
SECTIONS = {part[:4]: part for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]}


def test_the_kept_page_is_what_the_catalogue_says() -> None:
    again = "make it anew: python -m game.shell.mistakes_page > docs/mistakes.md"
    assert KEPT.read_text(encoding="utf-8") == PAGE, again


def test_every_code_has_its_entry_and_a_link_to_it_in_the_same_order() -> None:
    codes = [entry.code for entry in entries()]
    assert list(SECTIONS) == codes
    assert re.findall(r"^- \[(.{4})\]\(#", PAGE, re.MULTILINE) == codes
    assert re.findall(r"\]\(#(\w+)\)", PAGE) == [code.lower() for code in codes]


def test_every_family_has_its_heading() -> None:
    assert list(HEADINGS) == list(FAMILIES)
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == [f"{letter}: {words}" for letter, words in HEADINGS.items()]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_an_entry_shows_what_the_reader_says_of_its_wrong_example(entry: Entry) -> None:
    fences = re.findall(r"^```(\w+)\n(.*?)\n```$", SECTIONS[entry.code], re.MULTILINE | re.DOTALL)
    assert [language for language, _ in fences] == ["yaml", "text", "yaml"]
    assert re.match(rf"story\.yaml:\d+:\d+: {entry.severity} {entry.code}: ", fences[1][1])


def test_what_cannot_be_seen_is_named() -> None:
    assert "⟨U+2028⟩" in SECTIONS["Y003"]
    assert "⟨tab⟩" in SECTIONS["Y004"]
    assert "·" in SECTIONS["Y027"]
    assert all(each.isprintable() or each == "\n" for each in PAGE)
