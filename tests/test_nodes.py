"""Nodes: where the characters of a text stand in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.text.nodes import Mapping, Scalar
from game.text.source import Source, Span
from game.text.yaml_reader import read_documents


def first_value(text: str) -> Scalar:
    """The value of the first key of a file's only document."""
    (root,), found = read_documents(Source("a.yaml", text))
    assert not found
    assert isinstance(root, Mapping)
    value = root.entries[0][1]
    assert isinstance(value, Scalar)
    return value


def typed_at(scalar: Scalar, span: Span) -> str:
    """What stands in the source at a span of one line."""
    assert span.line == span.end_line
    return scalar.source.lines[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("do: Wait here.\n", "here", 1, 10),
        ("do: 'Wait here.'\n", "here", 1, 11),
        ('do: "Wait here."\n', "here", 1, 11),
        ("do:\n  Wait here.\n", "here", 2, 8),
        ("do: |\n  Wait here.\n", "here", 2, 8),
        ("do: |\n  Wait\n\n  for it here.\n", "here", 4, 10),
        ("do: |-\n  Wait here.", "here", 2, 8),
        ("do: |  # a block\n\n\n  Wait here.\n", "here", 4, 8),
        ("do: |\n  Wait\n    over here.\n", "here", 3, 10),
        ("do: |2\n    Wait here.\n", "here", 2, 10),
        ("do: |\n  漢字 here.\n", "here", 2, 6),
        ("a:\n", "", 1, 3),
    ],
)
def test_a_span_within_a_text_is_exact(text: str, word: str, line: int, column: int) -> None:
    value = first_value(text)
    start = value.value.index(word)
    span = value.span_of(start, start + len(word))
    assert span == Span("a.yaml", line, column, line, column + len(word))
    assert typed_at(value, span) == word


@pytest.mark.parametrize(
    "text",
    [
        "do: >\n  Wait\n  here.\n",
        "do: Wait\n  here.\n",
        "do: 'Wait\n  here.'\n",
        "do: 'It''s here.'\n",
        'do: "Wait\\there."\n',
        'do: "Wait \\\n  here."\n',
    ],
)
def test_where_folding_or_escapes_hide_the_column_the_span_is_the_whole_text(text: str) -> None:
    value = first_value(text)
    assert value.span_of(2, 4) == value.span


def test_an_empty_line_of_a_block_has_no_margin_to_stand_behind() -> None:
    value = first_value("then: |\n\n    abc\n")
    assert value.span_of(0, 4) == Span("a.yaml", 2, 1, 3, 8)


def test_a_span_over_lines_of_a_block_ends_in_its_last_line() -> None:
    value = first_value("do: |\n  One\n  two\n")
    assert value.value == "One\ntwo\n"
    assert value.span_of(1, 6) == Span("a.yaml", 2, 4, 3, 5)
    assert value.span_of(0, 8) == Span("a.yaml", 2, 3, 3, 6), "the last line's end is not the beginning of another"


@pytest.mark.parametrize(("start", "end"), [(-5, 2), (0, 99), (99, 99), (3, 1)])
def test_numbers_beyond_the_text_are_brought_to_its_ends(start: int, end: int) -> None:
    span = first_value("do: Wait\n").span_of(start, end)
    assert 5 <= span.column <= span.end_column <= 9


LINES = st.lists(st.text("ab \u6f22#:{}'\"", max_size=8), min_size=1, max_size=6)


@given(LINES, st.integers(1, 5))
def test_every_character_of_a_block_is_found_where_it_was_typed(lines: list[str], indent: int) -> None:
    lines = ["x" + lines[0], *lines[1:]]  # a first line that begins with a space would set the indent
    text = "do: |\n" + "".join(f"{' ' * indent}{line}\n" if line.strip() else "\n" for line in lines)
    value = first_value(text)
    for at, letter in enumerate(value.value):
        span = value.span_of(at, at + 1)
        assert letter == "\n" or typed_at(value, span) == letter
