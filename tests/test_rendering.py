"""Diagnostics as their author sees them."""

import msgspec
import pytest

from game.text.diagnostic import Diagnostic
from game.text.rendering import WINDOW, as_json, render
from game.text.source import NOWHERE, Source, Span


def shown(line: str, start: int, end: int, *, number: int = 1, end_line: int = 0) -> list[str]:
    """The excerpt and the carets of a mistake in a line, without the margin."""
    source = Source("a.yaml", "\n" * (number - 1) + line)
    span = Span("a.yaml", number, start, end_line or number, end)
    _, excerpt, carets = render(Diagnostic("N004", "no", span), source).splitlines()
    margin = len(str(number)) + 4
    return [excerpt[margin:], carets[margin:]]


def test_a_mistake_is_shown_in_full() -> None:
    source = Source("story/vienna.yaml", "\n" * 14 + "        goto: backroom\n")
    mistake = Diagnostic(
        "N004", "there is no scene “backroom”", source.span(15, 15, 15, 23), "did you mean “back_room”?"
    )
    assert (
        render(mistake, source)
        == render(mistake, {source.name: source})
        == """\
story/vienna.yaml:15:15: error N004: there is no scene “backroom”
 15 |         goto: backroom
    |               ^^^^^^^^
    = did you mean “back_room”?
"""
    )


def test_a_warning_says_so_and_without_a_hint_there_is_no_line_for_it() -> None:
    source = Source("a.yaml", "heat: 1")
    mistake = Diagnostic("T001", "odd", source.span(1, 7, 1, 8), severity="warning")
    assert render(mistake, source) == "a.yaml:1:7: warning T001: odd\n 1 | heat: 1\n   |       ^\n"


@pytest.mark.parametrize(
    ("line", "start", "end", "excerpt", "carets"),
    [
        ("goto: hall", 7, 11, "goto: hall", "      ^^^^"),
        ("goto:", 6, 6, "goto:", "     ^"),
        ("goto:", 99, 120, "goto:", "     ^"),
        ("\tgoto: hall", 8, 12, "    goto: hall", "          ^^^^"),
        ("a\tb", 2, 3, "a    b", " ^^^^"),
        ("漢字: hall", 5, 9, "漢字: hall", "      ^^^^"),
        ("漢字: hall", 1, 3, "漢字: hall", "^^^^"),
        ("e\u0301: hall", 5, 9, "e\u0301: hall", "   ^^^^"),
        ("😀 x", 3, 4, "😀 x", "   ^"),
        ("\x1b[31m x", 7, 8, "\ufffd[31m x", "      ^"),
        ("a\u202eb x", 5, 6, "a\ufffdb x", "    ^"),
    ],
)
def test_the_caret_stands_under_the_very_columns(line: str, start: int, end: int, excerpt: str, carets: str) -> None:
    assert shown(line, start, end) == [excerpt, carets]


def test_a_span_of_several_lines_has_its_caret_to_the_end_of_the_first() -> None:
    assert shown("  - |   ", 5, 3, end_line=4) == ["  - |", "    ^"]
    assert shown("do: Wait\n  here.", 5, 8, end_line=2) == ["do: Wait", "    ^^^^"]


@pytest.mark.parametrize("letter", ["x", "漢"])
@pytest.mark.parametrize(("before", "after"), [(0, 300), (10, 300), (150, 300), (300, 10), (300, 0), (99, 0)])
def test_of_a_long_line_the_part_round_the_caret_is_shown(letter: str, before: int, after: int) -> None:
    line = letter * before + "WRONG" + letter * after
    excerpt, carets = shown(line, before + 1, before + 6)
    wide = 2 if letter == "漢" else 1
    columns = "".join(each * (wide if each == letter else 1) for each in excerpt)
    assert len(columns) <= WINDOW
    assert columns[len(carets) - carets.count("^") : len(carets)] == "WRONG"
    assert (columns[0] == "…") == (before * wide > 40 and (before + after) * wide + 5 > WINDOW)
    assert (columns[-1] == "…") == (after > 10)


def test_a_line_as_wide_as_the_window_is_shown_whole() -> None:
    assert shown("x" * WINDOW, 1, 2)[0] == "x" * WINDOW


def test_a_caret_wider_than_the_window_ends_with_it() -> None:
    excerpt, carets = shown("x" * 500, 101, 400)
    assert len(excerpt) == len(carets) == WINDOW


@pytest.mark.parametrize("span", [Span("a.yaml", 9, 1, 9, 2), Span("b.yaml", 1, 1, 1, 2)])
def test_a_place_that_the_sources_lack_is_named_without_an_excerpt(span: Span) -> None:
    lines = render(Diagnostic("S001", "no", span, "yes"), {"a.yaml": Source("a.yaml", "x")}).splitlines()
    assert lines == [f"{span.file}:{span.line}:1: error S001: no", "    = yes"]


def test_a_mistake_without_a_place_is_its_message() -> None:
    assert render(Diagnostic("S001", "there is no story", NOWHERE), None) == "error S001: there is no story\n"


def test_the_authors_words_cannot_steer_the_terminal() -> None:
    text = render(Diagnostic("S001", "no “\x1b[2J\n”", NOWHERE, "\x07"), None)
    assert not set(text) & {"\x1b", "\x07"} and text.count("\n") == 2


def test_json_holds_everything_flat() -> None:
    told = as_json(Diagnostic("S001", "no", Span("a.yaml", 1, 2, 3, 4), "yes"))
    assert msgspec.json.decode(msgspec.json.encode(told)) == {
        "code": "S001",
        "severity": "error",
        "message": "no",
        "hint": "yes",
        "file": "a.yaml",
        "line": 1,
        "column": 2,
        "end_line": 3,
        "end_column": 4,
    }
