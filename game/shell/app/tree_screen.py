"""The tree of the game that is being played: to go to any of its pages, to name one, to compare two of its ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from game.play.comparing import ways_to_compare
from game.play.game_tree import GameTree, Looks, Node, grafted, pruned, tree_of
from game.play.session import Branch, Session
from game.shell.app.bands import Footer
from game.shell.app.keys import TREE, bindings_of
from game.shell.app.title import Heading
from game.shell.app.tree_view import Glimpse, TreeView

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp
    from game.shell.app.reading import ReadingScreen

GONE = "This page is not in today’s story: it cannot be gone to."
LONGEST_NAME = 60


class TreeScreen(Screen[None]):
    """The pages of a game over the page that is being read."""

    app: CitadelApp
    BINDINGS = bindings_of(TREE)
    AUTO_FOCUS = "#tree"

    def __init__(self, under: ReadingScreen, session: Session) -> None:
        super().__init__()
        self._under = under
        self._session = session
        self._tree: GameTree = tree_of(session)
        self._looks = Looks(session, self._tree)
        self._foldable = False

    def compose(self) -> ComposeResult:
        """The heading, the tree, the page pointed at, the keys."""
        yield Heading("The tree of this game")
        yield TreeView(id="tree")
        yield Glimpse(id="glimpse")
        yield Footer(TREE, id="foot")

    @property
    def view(self) -> TreeView:
        """The tree."""
        return self.query_one("#tree", TreeView)

    @property
    def footer(self) -> Footer:
        """The line of keys."""
        return self.query_one("#foot", Footer)

    def on_mount(self) -> None:
        """Begin at the page that play is at."""
        self._point_at(self._tree.here)

    def _point_at(self, page: int) -> None:
        self.view.show(self._tree, self._looks, page)
        self._foldable = self.view.foldable
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """The heading's air depends on the height."""
        self.query_one(Heading).relay()

    def show(self, session: Session, fresh: bool, taken: str = "") -> None:
        """The session has changed: the page under the tree follows it, and the tree is drawn anew."""
        if session.path == self._session.path:
            self._under.hold(session)
        else:
            self._under.show(session, fresh, taken)
        path = self.view.node.path
        marked = self._tree.nodes[self.view.marked].path if self.view.marked >= 0 else None
        self._session, self._tree = session, tree_of(session)
        self._looks = Looks(session, self._tree)
        self.view.marked = -1 if marked is None else self._tree.nearest(marked)
        self._point_at(self._tree.nearest(path))

    def on_tree_view_pointed(self) -> None:
        """Show the page pointed at, and what can be done with it."""
        self.footer.unhint()
        self._tell()

    def _tell(self) -> None:
        view = self.view
        look = self._looks.at(view.node.number)
        head = [look.chapter, look.place, look.time]
        self.query_one("#glimpse", Glimpse).show(
            " · ".join(part for part in head if part), GONE if look.gone else look.words
        )
        hidden = [] if self.app.taken_out else ["unprune"]
        if not self._foldable:
            hidden.append("fold")
        if view.shown.folded:
            first = ("enter", "unfold", "go_there")
            hidden += ["name_page", "mark", "prune"]
        elif view.node.number == self._tree.here:
            first = ("enter", "back to it", "go_there")
        else:
            first = ("enter", "go", "go_there")
        if view.node.present:
            hidden.append("prune")
        self.footer.show([first], ["go_there", *hidden])

    # ------------------------------------------------------------------ what can be done

    def on_tree_view_taken(self) -> None:
        """The row under the mouse was pointed at already."""
        self.action_go_there()

    def action_go_there(self) -> None:
        """Go to the page pointed at; open what is folded there."""
        view = self.view
        if view.shown.folded:
            view.open_fold()
        elif view.node.number == self._tree.here:
            self.action_leave()
        elif self._looks.at(view.node.number).gone:
            self.footer.hint(GONE)
        else:
            path = view.node.path
            self.app.pop_screen()
            self.app.go_to(path)

    def action_name_page(self) -> None:
        """Ask for a name."""
        from game.shell.app.dialogs import NameDialog

        if self.view.shown.folded:
            return
        node = self.view.node

        def named(name: str | None) -> None:
            if name is not None and name != node.name:
                self.app.session = self._session.with_name(node.path, name)
                self.footer.hint(f"Named “{name}”." if name else "The name is taken away.")

        dialog = NameDialog(node.name, "Call this page", "names it", LONGEST_NAME, may_be_empty=bool(node.name))
        self.app.push_screen(dialog, named)

    def action_mark(self) -> None:
        """Mark a page; then compare it with another. Marked twice, it is compared with the way that is played."""
        view = self.view
        if view.shown.folded:
            return
        number = view.node.number
        if view.marked < 0:
            view.mark(number)
            also = "." if view.node.present else "; c again: with the way you are on."
            self.footer.hint(f"Marked. c elsewhere compares{also}")
            return
        one = view.marked
        other = self._tree.here if number == one else number
        view.mark(-1)
        ends = ways_to_compare(self._tree, one, other)
        if ends is None:
            if number != one:
                view.mark(number)
                self.footer.hint("Both lie on one way. c on a page of another way compares the two.")
            return
        tips = [self._tree.nodes[end] for end in ends]
        if any(self._looks.at(end).gone for end in ends):
            self.footer.hint("One of the two cannot be read to its end in today’s story.")
            return
        from game.shell.app.compare_screen import CompareScreen

        self.app.push_screen(
            CompareScreen(self._session, (tips[0].path, tips[1].path), (_called(tips[0]), _called(tips[1])))
        )

    def action_fold(self) -> None:
        """Fold pages in a row, or show all."""
        self.view.fold()

    def action_prune(self) -> None:
        """Take a page and what came of it out of the tree; it can be brought back."""
        view = self.view
        if view.shown.folded:
            return
        if view.node.present:
            self.footer.hint("You are on this way. Go to another one, then delete it.")
            return
        mine = view.node.path
        self.app.taken_out.append(tuple([each for each in self._session.branches if each.path[: len(mine)] == mine]))
        self.app.session = pruned(self._session, mine)
        self.footer.hint("Deleted, with all that came of it. u brings it back.")

    def action_unprune(self) -> None:
        """Bring back what was deleted last."""
        back: tuple[Branch, ...] = self.app.taken_out.pop() if self.app.taken_out else ()
        if not back:
            self.footer.hint("Nothing has been deleted here that could be brought back.")
            return
        self.app.session = grafted(self._session, back)
        self._point_at(self._tree.nearest(back[0].path))
        self.footer.hint("It is back.")

    def action_leave(self) -> None:
        """Back to the page."""
        self.app.pop_screen()


def _called(tip: Node) -> str:
    """What stands over a way that is compared, by its last page."""
    if tip.name:
        return f"To “{tip.name}”"
    return "The way you are on" if tip.present else "Another way"
