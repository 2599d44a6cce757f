"""The catalogue of mistakes. That each wrong example raises its code is shown here for YAML's own family."""

import re
import subprocess
import sys
from string import Formatter
from typing import Any

import pytest

from game.text.catalogue import FAMILIES, Entry, diagnostic, entries, explain, lookup
from game.text.source import NOWHERE, Source
from game.text.yaml_reader import read_documents

YAML_ENTRIES = [entry for entry in entries() if entry.code.startswith("Y")]


@pytest.mark.parametrize("entry", YAML_ENTRIES, ids=lambda entry: entry.code)
def test_a_wrong_example_of_yaml_raises_its_code_alone(entry: Entry) -> None:
    _, found = read_documents(Source("a.yaml", entry.wrong))
    assert [each.code for each in found] == [entry.code]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_a_right_example_is_sound_yaml(entry: Entry) -> None:
    documents, found = read_documents(Source("a.yaml", entry.right))
    assert documents and not found


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_an_entry_is_complete(entry: Entry) -> None:
    assert re.fullmatch(rf"[{''.join(FAMILIES)}]\d{{3}}", entry.code)
    assert entry.title and entry.why.endswith(".")
    assert entry.wrong != entry.right
    assert entry.message[0].islower() or not entry.message[0].isalpha() or entry.message.startswith("YAML")
    assert not entry.message.endswith(".")
    words: dict[str, Any] = {name: "WORD" for _, name, _, _ in Formatter().parse(entry.message + entry.hint) if name}
    made = diagnostic(entry.code, NOWHERE, **words)
    assert (made.message + made.hint).count("WORD") >= len(words)


def test_codes_are_unique_and_in_order() -> None:
    codes = [entry.code for entry in entries()]
    assert len(set(codes)) == len(codes)
    assert [code[0] for code in codes] == sorted((code[0] for code in codes), key=list(FAMILIES).index)


def test_a_diagnostic_is_filled_from_its_entry() -> None:
    made = diagnostic("Y018", NOWHERE, key="goto")
    assert (made.code, made.span, made.severity) == ("Y018", NOWHERE, "error")
    assert "“goto:”" in made.message and made.hint == "write “goto: ”"


def test_a_hint_and_a_severity_can_be_given() -> None:
    made = diagnostic("Y018", NOWHERE, "look", "warning", key="{goto}")
    assert (made.hint, made.severity) == ("look", "warning")
    assert "{goto}" in made.message


@pytest.mark.parametrize(("code", "words"), [("Y999", {}), ("Q001", {}), ("Y018", {})])
def test_our_own_mistakes_are_raised(code: str, words: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        diagnostic(code, NOWHERE, **words)


@pytest.mark.parametrize(
    ("code", "found"), [("Y005", True), (" y005 ", True), ("Y999", False), ("", False), ("q", False)]
)
def test_an_entry_is_looked_up_by_its_code(code: str, found: bool) -> None:
    assert (lookup(code) is not None) == found


def test_an_explanation_holds_all_of_the_entry() -> None:
    entry = lookup("Y005")
    assert entry is not None
    text = explain("y005")
    assert text.startswith(f"Y005: {entry.title}\n")
    for line in [*entry.wrong.splitlines(), *entry.right.splitlines()]:
        assert f"    {line}\n" in text
    assert all(len(line) <= 84 for line in text.splitlines())


def test_an_unknown_code_is_explained_as_unknown() -> None:
    assert "Y999" in explain("Y999")


def test_entries_are_not_imported_before_a_mistake_is_reported() -> None:
    program = (
        "import sys, game.text.yaml_reader as r, game.text.source as s; r.read_documents(s.Source('a', 'a: b'));"
        "sys.exit(any(name.startswith('game.text.catalogue_') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
