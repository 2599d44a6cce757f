"""The tree of a game: every page that any of its ways came to, in the order in which a list tells them.

The way that is played now goes straight on, and where it has no say that which was gone first. What parts from a page
stands after it and before what it goes straight on to, so that a list shows a tree by its indents alone.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise
from operator import ne

from msgspec import Struct
from msgspec.structs import replace

from game.play.page import Page
from game.play.runtime import page, step
from game.play.saves import fates
from game.play.session import Branch, Session
from game.play.state import State
from game.play.transcript import decided, move_named, spoken

FEWEST = 3
"""Pages in a row that are worth folding."""
MOST_LOOKS = 2_000


class Node(Struct, frozen=True):
    """A page of the tree: where the player decides, or where a way ends. Fate's moves lie between two of them.

    It stands after the first `moves` moves of `way`. `number` is its place in the list, from 0, the beginning; `parent`
    the page before it, or -1; `children` are the pages that came of it, that to which it goes straight on last. `lane`
    counts how often one turns off to come here, and `turns_off` is set on the first page after that.
    """

    number: int
    parent: int
    way: tuple[str, ...]
    moves: int
    lane: int
    turns_off: bool
    present: bool
    """Whether it lies on the way that is played now."""
    name: str = ""
    children: tuple[int, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The moves from the beginning to this page."""
        return self.way[: self.moves]


class GameTree(Struct, frozen=True):
    """All pages of a game, and the number of the one that play is at."""

    nodes: tuple[Node, ...]
    here: int

    def tip(self, number: int) -> int:
        """The last page of the way that goes straight on from a page."""
        while self.nodes[number].children:
            number = self.nodes[number].children[-1]
        return number

    def nearest(self, path: tuple[str, ...]) -> int:
        """The page at the end of a path, or the last one on the way there that is in the tree."""
        node, found = self.nodes[0], 0
        while True:
            for number in node.children:
                child = self.nodes[number]
                if path[node.moves : child.moves] == child.way[node.moves : child.moves]:
                    node, found = child, number
                    break
            else:
                return found

    def is_plain(self, number: int) -> bool:
        """Whether a page may be folded: it is one of a row, and nothing parts, ends, begins or is named there."""
        node = self.nodes[number]
        alone = node.parent >= 0 and len(self.nodes[node.parent].children) == 1
        return alone and len(node.children) == 1 and not node.name and number != self.here

    def named(self, name: str) -> Node | None:
        """The page of that name, in any letter case; None if there is none."""
        folded = name.casefold()
        return next((node for node in self.nodes if node.name and node.name.casefold() == folded), None)


class Shown(Struct, frozen=True):
    """A row of the list: a page, or, with `folded`, so many pages from that one on."""

    number: int
    folded: int = 0


def tree_of(session: Session) -> GameTree:
    """The tree of a session's path and branches. Its cost grows with the moves of all of them; nothing is played."""
    fated = fates(session.program)
    ways = [session.path, *(each.path for each in session.branches)]
    after: list[dict[str, int]] = [{}]
    stands = [(0, 0)]
    ends = []
    for which, way in enumerate(ways):
        at = 0
        for moves, move in enumerate(way, 1):
            found = after[at].get(move)
            if found is None:
                found = after[at][move] = len(after)
                after.append({})
                stands.append((which, moves))
            at = found
        ends.append(at)
    here = ends[0]  # the present path was laid first: its places have the numbers up to this one
    passing = [any(move in fated for move in each) for each in after]
    passing[here] = False
    names: dict[int, str] = {}
    for end, branch in zip(ends[1:], session.branches, strict=True):
        while passing[end]:
            end = next(iter(after[end].values()))
        if branch.name:
            names[end] = branch.name
    pages: list[tuple[int, int, int, bool]] = []
    children: list[list[int]] = []
    at_page = 0
    waiting = [(0, -1, 0, False)]
    while waiting:
        place, parent, lane, turns_off = waiting.pop()
        if not passing[place]:
            number = len(pages)
            pages.append((place, parent, lane, turns_off))
            children.append([])
            if parent >= 0:
                children[parent].append(number)
            if place == here:
                at_page = number
            parent, turns_off = number, False
        following = list(after[place].values())
        if len(following) > 1:
            following.sort(key=lambda each: each > here)  # which keeps the order of the others
            waiting.append((following[0], parent, lane, turns_off))
            waiting += [(each, parent, lane + 1, True) for each in reversed(following[1:])]
        elif following:
            waiting.append((following[0], parent, lane, turns_off))
    nodes = []
    for number, (place, parent, lane, turns_off) in enumerate(pages):
        which, moves = stands[place]
        name = names.get(place, "")
        nodes.append(
            Node(number, parent, ways[which], moves, lane, turns_off, place <= here, name, tuple(children[number]))
        )
    return GameTree(tuple(nodes), at_page)


def listed(tree: GameTree, folded: bool, opened: Set[int] = frozenset()) -> list[Shown]:
    """The rows of the tree: all pages, or with pages in a row `folded`, but for the rows that begin at the `opened` ones."""
    rows: list[Shown] = []
    number = 0
    while number < len(tree.nodes):
        end = number
        while folded and tree.is_plain(end):
            end += 1
        if end - number >= FEWEST and number not in opened:
            rows.append(Shown(number, end - number))
            number = end
            continue
        rows += [Shown(each) for each in range(number, max(end, number + 1))]
        number = max(end, number + 1)
    return rows


class Look(Struct, frozen=True):
    """A page as a list tells it. `label` is what was decided to come there, as the player read it.

    `words` are the page's, and `moved` tells that it has another place or time than the page before it. `gone`: it cannot
    be reached in today's story, and only its label is known.
    """

    label: str
    chapter: str = ""
    place: str = ""
    time: str = ""
    moved: bool = False
    ending: str = ""
    words: str = ""
    gone: bool = False


class Looks:
    """Looks at the pages of a tree, each made when it is asked for: a page costs a page, and the steps that lead to it."""

    def __init__(self, session: Session, tree: GameTree) -> None:
        self._session = session
        self._tree = tree
        self._states: dict[int, State | None] = {}
        self._looks: dict[int, Look] = {}

    def at(self, number: int) -> Look:
        """How that page looks."""
        found = self._looks.get(number)
        if found is None:
            if len(self._looks) >= MOST_LOOKS:
                self._looks.clear()
            found = self._looks[number] = self._look(number)
        return found

    def page(self, number: int) -> Page | None:
        """The page itself; None if it cannot be reached in today's story."""
        state = self.state(number)
        return None if state is None else page(self._session.program, state)

    def state(self, number: int) -> State | None:
        """The state at a page; None if it cannot be reached in today's story."""
        nodes, states = self._tree.nodes, self._states
        steps = []
        at = number
        while at not in states and not nodes[at].present:
            steps.append(at)
            at = nodes[at].parent
        state = self._session.states[nodes[at].moves] if nodes[at].present else states[at]
        for each in reversed(steps):
            state = self._stepped(state, nodes[nodes[each].parent].moves, nodes[each])
            states[each] = state
        return state

    def _stepped(self, state: State | None, moves: int, node: Node) -> State | None:
        try:
            for move in node.way[moves : node.moves]:
                state = step(self._session.program, state, move) if state is not None else None
        except KeyError:
            return None
        return state

    def _look(self, number: int) -> Look:
        node = self._tree.nodes[number]
        now = self.page(number)
        before = self.page(node.parent) if node.parent >= 0 else None
        label = self._label(node, before)
        if now is None:
            return Look(label, gone=True)
        words = " ".join(spoken(line) for line in now.lines if line.kind not in ("place", "page"))
        return Look(
            label,
            chapter=now.chapter,
            place=now.place,
            time=now.time,
            moved=before is None or (before.place, before.time) != (now.place, now.time),
            ending=(now.ending.title or now.ending.id) if now.ending else "",
            words=" ".join(words.split()),
        )

    def _label(self, node: Node, before: Page | None) -> str:
        """What was decided to come to a page; and what fate then did, where its author gave it words."""
        if node.parent < 0:
            return "The beginning"
        first = self._tree.nodes[node.parent].moves
        move = node.way[first]
        label = decided(move_named(before, move)) if before is not None else ""
        parts = [label or move.rpartition(".")[2].replace("_", " ").replace("+", " and ")]
        state = self.state(node.parent)
        for at in range(first, node.moves - 1):
            state = self._stepped(state, at, replace(node, moves=at + 1))
            if state is None:
                break
            if words := move_named(page(self._session.program, state), node.way[at + 1]).label:
                parts.append(f"({words})")
        return " ".join(parts)


def parting(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many moves two ways have in common."""
    found = next((at for at, differ in enumerate(map(ne, one, other)) if differ), None)
    return min(len(one), len(other)) if found is None else found


def pruned(session: Session, path: tuple[str, ...]) -> Session:
    """The session without a page of its tree and all that came of it. ValueError if the present way leads through it.

    Where nothing else goes on from the page before it, that is kept as the end of its way.
    """
    if session.path[: len(path)] == path:
        raise ValueError("play is on this way")
    fated = fates(session.program)
    stump = path
    while stump and stump[-1] in fated:
        stump = stump[:-1]
    stump = stump[:-1]
    left = [each for each in session.branches if each.path[: len(path)] != path]
    if len(left) < len(session.branches):
        left.append(Branch(stump))
    return replace(session, branches=_ways(session.path, left))


def grafted(session: Session, branches: tuple[Branch, ...]) -> Session:
    """The session with branches that were taken from it put back. A name that was given to another page stays there."""
    names = {each.name for each in session.branches}
    back = [Branch(each.path) if each.name in names else each for each in branches if each not in session.branches]
    return replace(session, branches=_ways(session.path, [*session.branches, *back]))


def _ways(path: tuple[str, ...], branches: list[Branch]) -> tuple[Branch, ...]:
    """The branches that say something which neither the path nor another one says."""
    # In order, what a way begins another with stands right before it.
    ordered = sorted({path, *(each.path for each in branches)})
    said = {path, *(one for one, other in pairwise(ordered) if other[: len(one)] == one)}
    said.update(each.path for each in branches if each.name)
    kept = []
    for each in branches:
        if each.name or each.path not in said:
            kept.append(each)
            said.add(each.path)
    return tuple(kept)
