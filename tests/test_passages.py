"""Passages: paragraphs, speakers, and lines that nearly open speech."""

from __future__ import annotations

import pytest

from game.language.passages import parse_passage
from game.text.diagnostic import Diagnostic
from tests.typed import typed

CAST = {"orlick", "hallam", "mason", "you"}


def read(text: str) -> tuple[list[tuple[str, str, str]], list[Diagnostic]]:
    mistakes: list[Diagnostic] = []
    found = []
    for paragraph in parse_passage(typed(text), CAST, mistakes):
        manner = "".join(str(part) for part in paragraph.manner.parts) if paragraph.manner else ""
        found.append((paragraph.speaker, manner, "".join(str(part) for part in paragraph.text.parts)))
    return found, mistakes


def test_a_blank_line_starts_a_paragraph_and_other_line_ends_are_spaces() -> None:
    assert read("One\nline.\n\nTwo.")[0] == [("", "", "One line."), ("", "", "Two.")]


def test_a_line_that_begins_with_a_speaker_opens_speech() -> None:
    found, mistakes = read("A man.\norlick (to the kettle): It whistles.\n  Twice.\n\nNarration again.")
    assert found == [
        ("", "", "A man."),
        ("orlick", "to the kettle", "It whistles. Twice."),
        ("", "", "Narration again."),
    ]
    assert mistakes == []


def test_speech_goes_on_to_the_next_speaker() -> None:
    assert read("orlick: Sit.\nyou: No.")[0] == [("orlick", "", "Sit."), ("you", "", "No.")]


def test_a_line_that_begins_with_no_speaker_is_narration() -> None:
    found, mistakes = read("Three things: a kettle, a coat, a man.")
    assert found == [("", "", "Three things: a kettle, a coat, a man.")]
    assert mistakes == []


def test_a_near_miss_of_a_speaker_is_warned_about_at_its_place() -> None:
    _, mistakes = read("First.\n\norlik: Sit.")
    assert [(each.code, each.severity, each.span.line, each.span.column) for each in mistakes] == [
        ("X009", "warning", 4, 3)
    ]


def test_a_speaker_without_words_is_refused() -> None:
    assert [each.code for each in read("orlick:\n\nSit.")[1]] == ["X008"]


def test_a_colon_inside_braces_opens_no_speech() -> None:
    assert read("{~a|\norlick: b}")[0][0][0] == ""


def test_a_brace_ends_with_its_paragraph() -> None:
    _, mistakes = read("A {b|c\n\nd} e")
    assert [each.code for each in mistakes] == ["X001", "X002"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("-> hall", "goto: hall"),
        ("-> hall.stairs", "goto: hall.stairs"),
        ("-> hall ->", "call: hall"),
        ("->->", "return:"),
        ("-> END", "end:"),
        ("~ heat += 1", "set: heat += 1"),
        ("~ heat++", "set: heat += 1"),
        ("~ note_down(heat)", "call:"),
        ("== hall", "scene: hall"),
        ("=== function close(x) ===", "scene: close"),
        ("The clock ticks<>", "one paragraph"),
        ("<<set $heat to 1>>", "set:"),
        ("Up, <<jump Hall>>", "goto:"),
        ("<<if visited() gt 1>>The hall.<</if>>", "if condition?"),
        ("<</if>>", "if condition?"),
        ("See [[the hall|Hall]].", "choose:"),
    ],
)
def test_what_another_engine_would_read_is_warned_about_with_what_to_write(line: str, meant: str) -> None:
    _, mistakes = read(f"First.\n\n{line}\n\nLast.")
    assert [(each.code, each.severity, each.span.line) for each in mistakes] == [("X040", "warning", 4)]
    assert meant in mistakes[0].hint


@pytest.mark.parametrize(
    "line", ["~ Ann", "-> Platform 3", "a -> b", "===", "a == b", "[sic]", "a <> b", "<<and so on>>", "[[", "~"]
)
def test_what_only_looks_like_it_is_prose(line: str) -> None:
    assert read(line)[1] == []
