"""Characters that a story cannot hold."""

import pytest

from game.text.characters import replace_escaped, replace_refused
from game.text.source import NOWHERE, Source


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "Y001"),
        ("\x07", "Y001"),
        ("\x1b", "Y001"),
        ("\x7f", "Y001"),
        ("\ud800", "Y001"),
        ("\ufeff", "Y001"),
        ("\uffff", "Y001"),
        ("\ue000", "Y002"),
        ("\ue002", "Y002"),
        ("\x85", "Y003"),
        ("\u2028", "Y003"),
        ("\u2029", "Y003"),
    ],
)
def test_a_refused_character_is_reported_and_becomes_a_space(character: str, code: str) -> None:
    text, found = replace_refused(Source("a.yaml", f"a: b\nc: d{character}e\n"))
    assert text == "a: b\nc: d e\n"
    assert [(each.code, each.span.line, each.span.column, each.span.end_column) for each in found] == [(code, 2, 5, 6)]
    assert f"U+{ord(character):04X}" in found[0].message


@pytest.mark.parametrize("character", ["\t", "é", "漢", "\xa0", "\u200d", "\ue003", "\ufffd", "😀", "\U000e0001"])
def test_other_characters_are_let_be(character: str) -> None:
    assert replace_refused(Source("a.yaml", character)) == (character, [])


def test_many_of_a_kind_are_one_message_with_their_number() -> None:
    text, found = replace_refused(Source("a.yaml", "\x00a\x01\x00\x00"))
    assert text == " a   "
    assert [(each.span.column, "2 more" in each.message) for each in found] == [(1, True), (3, False)]


def test_all_bytes_that_are_no_utf_8_are_one_message_that_says_what_to_save_as() -> None:
    text, found = replace_refused(
        Source("a.yaml", b"Caf\xe9, \xfcber, \xe9t\xe9\x07".decode("utf-8", "surrogateescape"))
    )
    assert text == "Caf ,  ber,  t  "
    assert [(each.code, each.span.column) for each in found] == [("Y001", 4), ("Y001", 16)]
    assert "byte E9" in found[0].message and "3 more" in found[0].message
    assert "save the file as UTF-8" in found[0].hint
    assert "UTF-8" not in found[1].hint


def test_half_a_character_that_is_escaped_is_no_byte_of_the_file() -> None:
    _, mistake = replace_escaped("\udc80", NOWHERE)
    assert mistake is not None and "U+DC80" in mistake.message and "UTF-8" not in mistake.hint


def test_an_escape_cannot_smuggle_a_refused_character_in() -> None:
    value, mistake = replace_escaped("a\x00b", NOWHERE)
    assert value == "a b"
    assert mistake is not None and mistake.code == "Y001"
    assert replace_escaped("plain", NOWHERE) == ("plain", None)
