"""The gallery: the endings that were come to in any game, and the memories that came back. Of the others no word is told."""

from __future__ import annotations

from game.shell.app.help_screen import PageScreen, Sheet
from game.shell.app.rows import Row, set_rows
from game.shell.app.typesetting import Block, Geometry
from game.shell.gallery import Gallery, Shown

HIDDEN = "· · ·"
NOT_REMEMBERED = "Nothing is remembered: the game was begun with --no-profile."


class GallerySheet(Sheet):
    """Endings, then memories, in the order of the story; one that was not come to is three dots."""

    def __init__(self, gallery: Gallery | None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._gallery = gallery

    def lay_out(self, where: Geometry) -> list[Row]:
        """A heading for each part."""
        if self._gallery is None:
            return set_rows(Block(NOT_REMEMBERED, "hint", space=0), where, -1)
        rows: list[Row] = []
        for title, parts, memories in (
            ("Endings", self._gallery.endings, False),
            ("Memories", self._gallery.memories, True),
        ):
            if parts:
                rows += set_rows(Block(title, "place", space=2 if rows else 0), where, -1)
            for each in parts:
                rows += _memory(each, where) if memories else _ending(each, where)
        return rows


def _ending(ending: Shown, where: Geometry) -> list[Row]:
    if not ending.title:
        return set_rows(Block(HIDDEN, "hint"), where, -1)
    rows = set_rows(Block(ending.title, "ending_title"), where, -1)
    rows += set_rows(Block(ending.under, "hint", space=0), where, -1)
    return rows + (set_rows(Block(ending.words, "ending", space=0), where, -1) if ending.words else [])


def _memory(memory: Shown, where: Geometry) -> list[Row]:
    if not memory.title:
        return set_rows(Block(HIDDEN, "hint", indent=2), where, -1)
    sign = "●" if memory.recovered else "○"
    rows = set_rows(Block(memory.title, "memory_title", indent=2, sign=sign, sign_role="memory_mark"), where, -1)
    return rows + (set_rows(Block(memory.words, "memory", indent=2, space=0), where, -1) if memory.words else [])


def gallery_screen(gallery: Gallery | None) -> PageScreen:
    """The gallery of a story; None where nothing is remembered."""
    under = gallery.told if gallery is not None else ""
    return PageScreen("Endings and memories", under, GallerySheet(gallery, id="sheet"))
