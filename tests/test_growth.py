"""The work of reading a story grows with the story, whatever its shape: counted, not timed, on a text and one twice as long."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from game.text import spelling
from game.text.spelling import nearest, sparing
from tests.fuzz.doubling import SHAPES, load

ONCE_QUADRATIC = {
    "missing labels": 100, "missing names": 100, "missing endings": 100, "attending again": 300, "wrong defines": 60,
    "starts that are missing": 200, "chose of many": 60, "fragments": 300,
}  # fmt: skip
"""Shapes of story whose work once grew as the square of their size, each with a size that shows it."""


def lines_run(text: str) -> int:
    """How many lines of Python a text's reading runs."""
    run = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal run
        run += event == "line"
        return count

    sys.settrace(count)
    try:
        load(text)
    finally:
        sys.settrace(None)
    return run


@pytest.mark.parametrize("shape", ONCE_QUADRATIC)
def test_twice_the_story_is_twice_the_work(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "MOST_COMPARED", 500)  # suggestions may cost what they cost, up to a bound
    size, (_, make) = ONCE_QUADRATIC[shape], SHAPES[shape]
    load(make(size))  # what is kept for words met before is kept now
    once, twice = lines_run(make(size)), lines_run(make(2 * size))
    assert twice < 2.6 * once, f"{twice / once:.2f} times the work"


def test_suggestions_are_spared_beyond_a_bound() -> None:
    known = [f"word{number}" for number in range(50)]
    with sparing(120):
        found = [nearest("wort7", known) for _ in range(4)]
    assert found == ["word7", "word7", None, None]
    assert nearest("wort7", known) == "word7"
