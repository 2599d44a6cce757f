"""Answers that are typed: which of a page's moves they mean, and what the player is told where they mean none."""

from __future__ import annotations

from msgspec import Struct

from game.play.page import Page
from game.text.bare_words import bare, nearly

NEAR = "Nearly: one letter is off."
"""What the player is told of an answer that was nearly typed; not which."""

MISSED = "That is not it."
"""What the player is told of any other, where the story goes on waiting."""


class Understood(Struct, frozen=True):
    """What was typed: the id of the move that it is, or ""; `near` where one slip stands between it and a move."""

    move: str = ""
    near: bool = False

    @property
    def told(self) -> str:
        """What to tell the player; "" where it is a move."""
        if self.move:
            return ""
        return NEAR if self.near else MISSED


def understood(page: Page, typed: str, language: str) -> Understood:
    """Which move of a page that asks is meant by what was typed; `language` is the program's.

    Letter case, accents, punctuation, spaces and the language's articles do not matter. A near miss is no move, even
    where anything else would be one; nor is what holds no letter and no digit. Never raises.
    """
    words = bare(typed, language)
    if not page.asks or not words:
        return Understood()
    accepted = [(move.id, bare(each, language)) for move in page.moves for each in move.accepts]
    for move_id, each in accepted:
        if words == each:
            return Understood(move_id)
    if any(nearly(words, each) for _, each in accepted):
        return Understood(near=True)
    return Understood(next((move.id for move in page.moves if not move.accepts), ""))
