"""What lies on the memory board on the screen: the cards, a memory laid open, and what is said across the foot."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from game.language.program import Program
from game.play.board import BoardView, Laid
from game.play.transcript import Chosen
from game.shell.app.choice_list import Item
from game.shell.app.paper import Paper
from game.shell.app.rows import EMPTY, Row, set_rows
from game.shell.app.typesetting import Block, Entry, Geometry, roles_of, set_chosen, set_line
from game.shell.board_words import SIGNS, joined, provenance_of, settled_words, source_of

CLOSE = "!close"
LINK = "="
"""Before the id of a link that is an item of the list."""


def cards(board: BoardView, laid: str, close: str) -> list[Item]:
    """Memories, then the links that were made, then the way out (`close` is its words, "" where there is none)."""
    found = []
    for each in board.fragments:
        where = source_of(each)
        details = ((f"laid open · {where}", "number"),) if each.id == laid else ((where, "quiet"),)
        found.append(Item(each.id, f"{SIGNS[each.recovered]} {each.title}", details))
    for made in board.links:
        found.append(Item(LINK + made.id, joined(board, made), ((made.text, "memory"),), long=True))
    return [*found, Item(CLOSE, close)] if close else found


class OpenMemory(Paper, can_focus=False):
    """One memory, to be read: its title, where it comes from, its words."""

    class Fitted(Message):
        """It was laid out anew."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._laid: Laid | None = None

    def show(self, laid: Laid | None) -> None:
        """Lay another memory here, or none."""
        if laid != self._laid:
            self._laid = laid
            self.scroll_to(y=0, animate=False)
            self.relay()

    def relay(self) -> None:
        """Lay out anew, and tell so."""
        super().relay()
        self.post_message(self.Fitted())

    @property
    def cut_off(self) -> bool:
        """Whether it is longer than its place on the screen."""
        return len(self.rows) > self.size.height > 0

    def read_on(self) -> None:
        """Show its next rows; after the last, the first."""
        at = self.scroll_offset.y
        ended = at + self.size.height >= len(self.rows)
        self.scroll_to(y=0 if ended else at + max(1, self.size.height - 1), animate=False)

    def lay_out(self, where: Geometry) -> list[Row]:
        """The title behind its sign, and the words along a line, as in the transcript."""
        laid = self._laid
        if laid is None:
            return []
        title = Block(
            laid.title, "memory_title", indent=2, sign=SIGNS[laid.recovered], sign_role="memory_mark", space=0
        )  # fmt: skip
        rows = set_rows(title, where, -1)
        rows += set_rows(Block(provenance_of(laid), "hint", indent=2, space=0), where, -1)
        words = Block(
            laid.text, "memory", roles_of(laid.styles), indent=2, bar="│", sign_role="memory_mark",
            space=1 if self.app.size.height >= 22 else 0,
        )  # fmt: skip
        return rows + set_rows(words, where, -1)


class Foot(Paper, can_focus=False):
    """What was said to the last two memories that were laid together, and the truths that are settled."""

    DEFAULT_CSS = """
    Foot { height: auto; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._said: Sequence[Entry] = ()
        self._settled: Sequence[str] = ()

    def show(self, program: Program, board: BoardView, said: Sequence[Entry]) -> None:
        """Say what was done last and what came of it, and what is settled."""
        self._said = said
        self._settled = [settled_words(program, each) for each in board.truths]
        self.relay()

    def lay_out(self, where: Geometry) -> list[Row]:
        """Nothing where there is nothing; else an empty row, and then all of it."""
        rows: list[Row] = []
        for entry in self._said:
            block = set_chosen(entry.move, where) if isinstance(entry, Chosen) else set_line(entry, where)
            if block is not None and block.text:
                rows += [row for row in set_rows(block, where, -1) if row.pieces]
        for words in self._settled:
            rows += set_rows(Block(words, "place", space=0), where, -1)
        return [EMPTY, *rows] if rows else []

    def relay(self) -> None:
        """As tall as what it shows, up to six rows."""
        super().relay()
        self.styles.height = min(6, len(self._rows))
