"""The tree of a game as rows: lanes on the left, what was decided, and at the right where the page plays.

A row is made when it comes into sight, so that thousands of pages cost no more than the screen shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from game.play.game_tree import GameTree, Look, Looks, Node, Shown, listed
from game.shell.app.paper import Paper
from game.shell.app.rows import EMPTY, Piece, Row, break_text, shortened
from game.shell.app.typesetting import Geometry, geometry

FOLD_FROM = 40
"""Pages from which on a tree is folded to begin with."""
WIDEST = 100
HERE, PRESENT, ELSEWHERE, FOLD = "●", "●", "○", "⋮"


class TreeView(Paper, can_focus=True):
    """The pages of a game. Arrows or j and k point, ← and → go from branch to branch; a click points, a second one goes."""

    DEFAULT_CSS = """
    TreeView { height: 1fr; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "point(1)", show=False),
        Binding("up,k", "point(-1)", show=False),
        Binding("right,tab", "point_branch(1)", show=False),
        Binding("left,shift+tab", "point_branch(-1)", show=False),
        Binding("pagedown", "point_screen(1)", show=False),
        Binding("pageup,b", "point_screen(-1)", show=False),
        Binding("home,g", "point_end(-1)", show=False),
        Binding("end,G", "point_end(1)", show=False),
    ]

    class Pointed(Message):
        """Another page is pointed at."""

    class Taken(Message):
        """The page pointed at is to be gone to, or the fold to be opened."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._looks: Looks | None = None
        self._tree = GameTree((), 0)
        self._listed: Sequence[Shown] = ()
        self._made: dict[tuple[int, bool], Row] = {}
        self._opened: set[int] = set()
        self.folded = False
        self.marked = -1
        """The page to be compared with another, by its number, or -1."""
        self.pointed = 0
        """The row under the finger, from 0."""

    # ------------------------------------------------------------------ what is shown

    def show(self, tree: GameTree, looks: Looks, page: int) -> None:
        """Show a tree, that page pointed at. It is folded if it is large."""
        if not self._tree.nodes:
            self.folded = len(tree.nodes) > FOLD_FROM
        self._tree, self._looks = tree, looks
        self._opened.clear()
        self._list(page)

    @property
    def pages(self) -> int:
        """How many pages the tree has."""
        return len(self._tree.nodes)

    @property
    def foldable(self) -> bool:
        """Whether there are pages in a row to be folded."""
        return len(listed(self._tree, folded=True)) < len(self._tree.nodes)

    @property
    def shown(self) -> Shown:
        """The row pointed at."""
        return self._listed[self.pointed]

    @property
    def node(self) -> Node:
        """The page pointed at; of a fold the first one."""
        return self._tree.nodes[self.shown.number]

    def fold(self) -> None:
        """Fold pages in a row, or show all pages."""
        self.folded = not self.folded
        self._opened.clear()
        self._list(self.shown.number)
        self.post_message(self.Pointed())

    def open_fold(self) -> None:
        """Show the pages that are folded into the row pointed at."""
        self._opened.add(self.shown.number)
        self._list(self.shown.number)
        self.post_message(self.Pointed())

    def mark(self, page: int) -> None:
        """Mark a page to be compared, or none with -1."""
        self.marked = page
        self._made.clear()
        self.refresh()

    def _list(self, page: int) -> None:
        self._listed = listed(self._tree, self.folded, self._opened)
        at = next((at for at, row in enumerate(self._listed) if row.number > page), len(self._listed))
        self.pointed = max(0, at - 1)
        self.relay()

    def relay(self) -> None:
        """For a new width or other rows: all are made anew when they come into sight."""
        self._geometry = geometry(self.size.width or self.app.size.width)
        self._made.clear()
        self.virtual_size = Size(self.size.width, len(self._listed))
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        """Scroll so that the row pointed at is on the screen, with some before and after it."""
        height = max(1, self.size.height)
        air = min(2, (height - 1) // 2)
        top = min(max(self.scroll_offset.y, self.pointed + 1 + air - height), self.pointed - air)
        self.scroll_to(y=max(0, min(top, len(self._listed) - height)), animate=False)

    # ------------------------------------------------------------------ a row

    def row_at(self, number: int) -> Row:
        """That row, made if it was not in sight before."""
        if not 0 <= number < len(self._listed) or self._looks is None:
            return EMPTY
        key = (number, number == self.pointed)
        row = self._made.get(key)
        if row is None:
            row = self._made[key] = self._set_row(number, self._looks, self._geometry)
        return row

    def _set_row(self, number: int, looks: Looks, where: Geometry) -> Row:
        shown = self._listed[number]
        node, on = self._tree.nodes[shown.number], number == self.pointed
        left = max(0, where.left - 2)
        width = max(where.measure, min(where.width - where.left - 4, WIDEST))
        pieces: list[Piece] = [(" " * left, ""), ("› " if on else "  ", "option_mark"), *_lanes(node, width // 3)]
        width -= sum(cell_len(text) for text, _ in pieces[2:])
        if shown.folded:
            words = f"{shown.folded} choices"
            return Row((*pieces, (f"{FOLD} ", "quiet"), (words, "quiet strong" if on else "quiet")), option=number)
        here = node.number == self._tree.here
        look = looks.at(node.number)
        role = "locked" if look.gone else "option strong" if on or here else "option" if node.present else "quiet"
        tags = [(f"“{node.name}”", "name")] if node.name else []
        tags += [("you are here", "chosen strong")] if here else []
        tags += [("marked", "chosen")] if node.number == self.marked else []
        tags += [("not in today’s story", "reason")] if look.gone else []
        width -= 2 + sum(cell_len(text) + 2 for text, _ in tags)
        most = max(0, width * 2 // 5)
        right, look_of = (look.ending, "ending_title") if look.ending else (_where(look, most), "time")
        right = shortened(right, most) if right else ""
        label = shortened(look.label, max(8, width - (cell_len(right) + 2 if right else 0)))
        mark = (
            f"{HERE if here else PRESENT if node.present else ELSEWHERE} ",
            "option_mark" if node.present else "quiet",
        )
        pieces += [mark, (label, role), *(piece for tag in tags for piece in (("  ", ""), tag))]
        gap = width - cell_len(label) - cell_len(right)
        if right and gap >= 0:
            pieces += [(" " * gap, ""), (right, look_of)]
        return Row(tuple(pieces), option=number)

    # ------------------------------------------------------------------ pointing

    def point_at(self, row: int) -> None:
        """Point at that row, or the nearest there is."""
        self.pointed = max(0, min(row, len(self._listed) - 1))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Pointed())

    def action_point(self, by: int) -> None:
        """The next row, or the one before."""
        self.point_at(self.pointed + by)

    def action_point_screen(self, screens: int) -> None:
        """A screenful on or back."""
        self.point_at(self.pointed + screens * max(1, self.size.height - 2))

    def action_point_end(self, which: int) -> None:
        """The first row or the last."""
        self.point_at(which * len(self._listed))

    def action_point_branch(self, by: int) -> None:
        """The next row, or the last before, where a way turns off, ends or has a name."""
        at = self.pointed + by
        while 0 <= at < len(self._listed):
            node = self._tree.nodes[self._listed[at].number]
            if node.turns_off or node.name or not node.children:
                break
            at += by
        self.point_at(at)

    def on_click(self, event: events.Click) -> None:
        """Point at the row under the mouse; if that is so already, go there."""
        row = self.option_at(event.y)
        if row == self.pointed:
            self.post_message(self.Taken())
        elif row >= 0:
            self.point_at(row)


def _lanes(node: Node, most: int) -> list[Piece]:
    """The lines of the ways that go on beside a page, in so many columns; of many those in the middle are counted."""
    lanes = node.lane
    if lanes == 0:
        return []
    before = lanes - 1
    count = f"⋯{before} "
    drawn = "│ " * before if 2 * lanes <= most else count
    return [(drawn + ("├─" if node.turns_off else "│ "), "quiet")]


def _where(look: Look, most: int) -> str:
    """Where and when a page plays, if the page before it did not play there; of a long place only how it begins."""
    if not look.moved:
        return ""
    short = look.place.partition(",")[0]
    told = [" · ".join(part for part in (place, look.time) if part) for place in (look.place, short)]
    return next((words for words in (*told, short) if cell_len(words) <= most), "")


class Glimpse(Paper, can_focus=False):
    """The page pointed at in a few rows: its chapter, and how its words begin."""

    DEFAULT_CSS = """
    Glimpse { height: 4; }
    .tall Glimpse, .roomy Glimpse { height: 5; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._head = self._words = ""

    def show(self, head: str, words: str) -> None:
        """Show another page's."""
        if (head, words) != (self._head, self._words):
            self._head, self._words = head, words
            self.relay()
            self.scroll_to(y=0, animate=False)

    def lay_out(self, where: Geometry) -> list[Row]:
        """An empty row, the head, the words in what is left."""
        left = (" " * where.left, "")
        rows = [EMPTY, Row((left, (shortened(self._head, where.measure), "place")))]
        most = max(1, self.size.height - 2)
        cuts = break_text(self._words, where.measure, where.measure)
        for at, (start, end) in enumerate(cuts[:most]):
            rest = self._words[start:] if at == most - 1 else self._words[start:end]
            rows.append(Row((left, (shortened(rest, where.measure), "quiet"))))
        return rows
