"""Scalars as an author would have typed them, for the tests of what reads them."""

from __future__ import annotations

from game.text.nodes import Scalar
from game.text.source import Source


def typed(text: str) -> Scalar:
    """A literal block that holds `text`, its first line at line 2 of a file, two spaces in."""
    lines = text.split("\n")
    source = Source("story.yaml", "passage: |\n" + "\n".join(f"  {line}" for line in lines) + "\n")
    span = source.span(1, 10, len(lines) + 2, 1)
    return Scalar(value=text + "\n", span=span, source=source, style="|", indent=2)
