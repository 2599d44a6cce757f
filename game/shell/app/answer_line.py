"""The line on which the player types an answer. It lies over the page, just where the page leaves it room."""

from __future__ import annotations

from textual.widgets import Input

MOST_LETTERS = 200
OUT_OF_SIGHT = (0, -2, 10)


class AnswerLine(Input):
    """One line of typing. Letters are letters while it has the focus; enter hands in what stands there."""

    DEFAULT_CSS = """
    AnswerLine, AnswerLine:focus { layer: over; border: none; height: 1; padding: 0; background: $raised;
                                   color: $choice; }
    AnswerLine > .input--placeholder { color: $quiet; }
    """

    def __init__(self) -> None:
        super().__init__(max_length=MOST_LETTERS, select_on_focus=False)
        self.lie_at(None)

    def lie_at(self, place: tuple[int, int, int] | None) -> None:
        """Lie at a column and row of the screen, so wide; None is out of sight, and keeps the focus."""
        column, row, self.styles.width = place or OUT_OF_SIGHT
        self.styles.offset = (column, row)
