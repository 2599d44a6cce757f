"""Bare words: what does not matter in a typed answer, and what is one slip away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.text.bare_words import ARTICLES, bare, nearly
from tests.patience import patience


@pytest.mark.parametrize(
    ("typed", "language", "left"),
    [
        ("  The   LETHE! ", "en", "lethe"),
        ("the lethe", "de", "the lethe"),
        ("Die Fähre", "de-AT", "fahre"),
        ("l’eau", "fr", "eau"),
        ("L'Aquila", "it", "aquila"),
        ("l'eau", "en", "leau"),
        ("don't", "en", "dont"),
        ("lord of the rings", "en", "lord of rings"),
        ("The", "en", "the"),
        ("O'Brien", "en", "obrien"),
        ("green-door", "en", "green door"),
        ("Łódź", "pl", "lodz"),
        ("Straße", "de", "strasse"),
        ("ΛΉΘΗΣ", "el", "ληθησ"),
        ("हिन्दी", "hi", bare("हिन्दी")),
        ("1974.", "en", "1974"),
        ("?!…", "en", ""),
        ("", "en", ""),
    ],
)
def test_what_is_left_of_a_typed_answer(typed: str, language: str, left: str) -> None:
    assert bare(typed, language) == left


def test_vowels_that_are_written_as_marks_are_letters() -> None:
    assert bare("कि") != bare("का")
    assert " " not in bare("हिन्दी")


@pytest.mark.parametrize(
    ("typed", "wanted", "near"),
    [
        ("lethe", "lethe", False),
        ("lthe", "lethe", True),
        ("letthe", "lethe", True),
        ("letha", "lethe", True),
        ("lehte", "lethe", True),
        ("lehta", "lethe", False),
        ("styx", "lethe", False),
        ("yet", "yes", False),
        ("door", "doom", True),
        ("greendoor", "green door", True),
        ("to me", "to be", False),
        ("grean door", "green door", True),
        ("1975", "1974", False),
        ("room 1975", "room 1974", False),
        ("roam 1974", "room 1974", True),
        ("", "abcd", False),
    ],
)
def test_one_slip_is_near(typed: str, wanted: str, near: bool) -> None:
    assert nearly(typed, wanted) is near


def test_articles_are_bare_themselves() -> None:
    for articles in ARTICLES.values():
        for article in articles.split():
            assert bare(article) == article


@given(st.text(max_size=60), st.sampled_from([*sorted(ARTICLES), "", "xx"]))
def test_what_is_bare_has_one_space_between_words_and_is_never_near_itself(typed: str, language: str) -> None:
    left = bare(typed, language)
    assert left == " ".join(left.split())
    assert bare(left) == left
    assert not nearly(left, left)


@pytest.mark.parametrize("sign", ["a", "ﷺ", "' ", "e\u0301", "\u0301"])
def test_an_endless_answer_costs_no_more_than_a_long_one(sign: str) -> None:
    with patience():
        nearly(bare(sign * 1_000_000, "en"), bare(sign * 999_999 + "b", "en"))
