"""Sources: line ends, and the byte order mark."""

import pytest

from game.text.source import Source, Span


@pytest.mark.parametrize("typed", ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "\ufeffa\nb\n", "\ufeffa\r\nb\n"])
def test_line_ends_and_the_byte_order_mark_are_put_right(typed: str) -> None:
    source = Source("a.yaml", typed)
    assert source.text == "a\nb\n"
    assert source.lines == ["a", "b", ""]


def test_only_a_byte_order_mark_at_the_beginning_is_dropped() -> None:
    assert Source("a.yaml", "a\ufeffb").text == "a\ufeffb"


def test_a_span_names_its_file() -> None:
    assert Source("a.yaml", "ab").span(1, 2, 1, 3) == Span("a.yaml", 1, 2, 1, 3)
