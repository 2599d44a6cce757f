"""Plurals: the forms of a language, which part is meant for which, and when Babel is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from game.language.expressions import Constant
from game.language.plurals import categories, category_of, named_words, whole_categories
from game.language.texts import EMPTY, Plural, PluralWords, Text
from game.play.survey import words_in
from game.play.words import counting
from tests.conftest import KITCHEN, STORIES

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("language", "every", "whole"),
    [
        ("en", "one other", "one other"),
        ("en-GB", "one other", "one other"),
        ("ja", "other", "other"),
        ("cs", "one few many other", "one few other"),
        ("ru", "one few many other", "one few many"),
        ("ar", "zero one two few many other", "zero one two few many other"),
        ("es", "one many other", "one other"),
        ("xx", "", ""),
        ("english", "", ""),
        ("", "", ""),
        ("../en", "", ""),
    ],
)
def test_the_forms_of_a_language(language: str, every: str, whole: str) -> None:
    assert categories(language) == tuple(every.split())
    assert whole_categories(language) == tuple(whole.split())


@pytest.mark.parametrize(
    ("language", "number", "category"),
    [
        ("en", 1, "one"), ("en", 0, "other"), ("en", -1, "one"), ("en", 21, "other"),
        ("fr", 0, "one"), ("pl", 22, "few"), ("pl", 12, "many"), ("ru", 21, "one"), ("ar", 2, "two"), ("xx", 1, "other"),
    ],
)  # fmt: skip
def test_the_form_that_goes_with_a_number(language: str, number: int, category: str) -> None:
    assert category_of(language, number) == category


def parts(*typed: str) -> Plural:
    """A plural of those categories as typed, each saying its own place."""
    words = tuple(PluralWords(each, Text((str(place),))) for place, each in enumerate(typed))
    return Plural(Constant(1), words)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", ("", ""), "one0 other1"),
        ("pl", ("", ""), "one0 other1"),
        ("pl", ("", "", ""), "one0 few1 many2"),
        ("pl", ("", "", "", ""), "one0 few1 many2 other3"),
        ("cs", ("", "", ""), "one0 few1 other2"),
        ("ja", ("",), "other0"),
        ("ar", ("", "", "", "", "", ""), "zero0 one1 two2 few3 many4 other5"),
        ("en", ("one", ""), "one0 other1"),
        ("en", ("other", "one"), "one1 other0"),
        ("pl", ("few", "one", ""), "few0 one1 other2"),
        ("ru", ("one", "few", "many"), "one0 few1 many2"),
        ("en", ("",), "1 part stands here"),
        ("en", ("", "", ""), "3 parts stand here"),
        ("ja", ("", ""), "2 parts stand here"),
        ("pl", ("", "", "", "", ""), "5 parts stand here"),
        ("en", ("one", "one", ""), "“one” stands twice"),
        ("en", ("", "one"), "a part before the last has no name"),
        ("en", ("other", ""), "the last part has no name, and “other” stands already"),
        ("pl", ("one", "few"), "nothing stands here for “other”"),
    ],
)
def test_which_part_is_meant_for_which_numbers(language: str, typed: tuple[str, ...], meant: str) -> None:
    found = named_words(parts(*typed), language)
    told = found if isinstance(found, str) else " ".join(f"{each.category}{each.words.parts[0]}" for each in found)
    assert told == meant


def test_the_words_of_every_part_are_counted() -> None:
    plural = Plural(Constant(1), (PluralWords("one", Text(("a tool",))), PluralWords("other", Text(("tools",)))))
    assert words_in(Text(("Many ", plural))) == 4
    assert not counting(Text((plural, "", *EMPTY.parts)))


def loads_babel(*arguments: str) -> bool:
    """Whether a command imports Babel."""
    code = (
        "import sys; from game.shell.command_line import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, stdin=subprocess.DEVNULL
    )
    return "babel" in done.stderr.split()


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (("--help",), False),
        (("check", str(KITCHEN)), False),
        (("play", str(KITCHEN), "--plain"), False),
        (("check", str(STORIES / "features" / "plurals.yaml")), True),
    ],
    ids=["help", "check without plurals", "play without plurals", "check with plurals"],
)
def test_babel_is_loaded_for_plurals_alone(arguments: tuple[str, ...], loaded: bool) -> None:
    assert loads_babel(*arguments) is loaded
