"""What every value of a story's model is: frozen, with a place in the source."""

from __future__ import annotations

from game.text.source import Frozen, Span


class Node(Frozen, frozen=True, kw_only=True):
    """What has a place in the source."""

    span: Span
