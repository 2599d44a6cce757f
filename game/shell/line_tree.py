"""The tree of a game in line mode: its pages by number, and what goto, name and compare mean by one.

The numbers are those of the last list that was written, for as long as the same game goes on: where play has gone since
then does not change what a number on the paper means.
"""

from __future__ import annotations

from game.play.comparing import compared, ways_to_compare
from game.play.game_tree import GameTree, Looks, Node, listed, tree_of
from game.play.save_format import printable
from game.play.session import Session
from game.play.transcript import paragraphs, spoken
from game.shell.printed import Paper

FOLD_FROM = 40
"""Pages from which on those in a row are told as one line."""
DEEPEST = 8
"""Indents that are written at most."""
LONGEST_NAME = 60
HOW = (
    "Every page this game came to, with what you chose to come there. A way that parts from a page is indented below it"
    " and begins with “or”; then the list goes on with the way that went straight on."
)


class Refusal(Exception):
    """Something that cannot be done, and what the reader is told."""


def tree_told(session: Session, tree: GameTree, *, whole: bool) -> list[tuple[str, str]]:
    """The lines of a tree, each with what stands before it; of a large one pages in a row are one line, unless `whole`."""
    looks = Looks(session, tree)
    lines = []
    for row in listed(tree, folded=not whole and len(tree.nodes) > FOLD_FROM):
        node = tree.nodes[row.number]
        indent = "   " * min(node.lane, DEEPEST)
        if row.folded:
            lines.append((f"{indent}{row.number + 1} to {row.number + row.folded}. ", f"{row.folded} choices"))
        else:
            before = f"{indent}{'or ' if node.turns_off else ''}{node.number + 1}. "
            lines.append((before, _words(node, looks, here=node.number == tree.here)))
    return lines


def _words(node: Node, looks: Looks, *, here: bool) -> str:
    look = looks.at(node.number)
    notes = [
        ", ".join(part for part in (look.place, look.time) if part) if look.moved else "",
        f"ending: {look.ending}" if look.ending else "",
        f"named “{node.name}”" if node.name else "",
        "not in today’s story" if look.gone else "",
        "you are here" if here else "",
    ]
    told = "; ".join(note for note in notes if note)
    return f"{look.label} ({told})" if told else look.label


class LineTree:
    """The tree on paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._of: Session | None = None
        self._tree = GameTree((), 0)
        self._told_how = False

    def do(self, session: Session, command: str, words: str) -> Session | None:
        """Do what a command asks: list, compare, or make another session, which is returned; else None."""
        try:
            match command:
                case "tree":
                    self._tell(session, words)
                case "compare":
                    self._compare(session, words)
                case "goto":
                    return self._gone_to(session, words)
                case _:
                    return self._named(session, words)
        except Refusal as refusal:
            self._paper.paragraph(str(refusal))
        return None

    def _tell(self, session: Session, words: str) -> None:
        """List the pages; of a large tree those in a row as one line, unless `words` is "all"."""
        self._of, self._tree = session, tree_of(session)
        if len(self._tree.nodes) > 1 and not self._told_how:
            self._told_how = True
            self._paper.paragraph(HOW)
        rows = tree_told(session, self._tree, whole=words.casefold() == "all")
        for before, told in rows:
            self._paper.line(told, before)
        self._paper.blank()
        if len(rows) < len(self._tree.nodes):
            self._paper.paragraph("tree all lists the pages in between too.")
        self._paper.flush()

    def _gone_to(self, session: Session, words: str) -> Session:
        node = self._meant(session, words, "goto 3")
        if node.path == session.path:
            raise Refusal("You are there.")
        try:
            return session.go_to(node.path)
        except KeyError:
            raise Refusal("This page is not in today’s story: it cannot be gone to.") from None

    def _named(self, session: Session, words: str) -> Session:
        """The session with a page named, or without its name where none is given."""
        number, _, name = words.partition(" ")
        node = self._meant(session, number, "name 3 at the harbour")
        name = " ".join(printable(name).split())
        if len(name) > LONGEST_NAME:
            raise Refusal(f"A name has {LONGEST_NAME} characters at most.")
        self._paper.paragraph(f"Page {node.number + 1} is “{name}” now." if name else "It has no name now.")
        return session.with_name(node.path, name)

    def _compare(self, session: Session, words: str) -> None:
        """Tell two ways after the page where they part: of two pages, or of one and the way that is played."""
        numbers = words.split()
        if not 1 <= len(numbers) <= 2:
            raise Refusal("Say which two pages: compare 3 8. The command tree lists them by number.")
        pages = [self._meant(session, number, "compare 3 8").path for number in numbers]
        tree = tree_of(session)
        found = [tree.nearest(path) for path in pages]
        ends = ways_to_compare(tree, found[0], found[1] if len(found) == 2 else tree.here)
        if ends is None:
            raise Refusal("Both pages lie on one way, which parts from itself nowhere.")
        try:
            told = compared(session, tree.nodes[ends[0]].path, tree.nodes[ends[1]].path)
        except KeyError:
            raise Refusal("One of the two ways cannot be read to its end in today’s story.") from None
        choices = "The first choice is" if told.turns == 1 else f"The first {told.turns} choices are"
        self._paper.paragraph(f"{choices} the same, up to:" if told.turns else "The two ways part at once, after:")
        for line in [line for line in told.common if line.kind != "place"][-1:]:
            self._paper.paragraph(spoken(line))
        for which, side, end in (("first", told.one, ends[0]), ("second", told.other, ends[1])):
            tip = tree.nodes[end]
            called = ", on which you are" if tip.present else f", to “{tip.name}”" if tip.name else ""
            self._paper.paragraph(f"The {which} way{called}:")
            for paragraph in paragraphs(side.told, side.last):
                self._paper.paragraph(paragraph)
        self._paper.paragraph("You are where you were.")
        self._paper.flush()

    def _meant(self, session: Session, words: str, example: str) -> Node:
        """The page of a number or a name. Refusal if there is none."""
        if self._of is None or (self._of.program, self._of.setup) != (session.program, session.setup):
            self._of, self._tree = session, tree_of(session)
        if not words:
            raise Refusal(f"Say which page: {example}. The command tree lists them by number.")
        number = words.rstrip(".)")
        if number.isascii() and number.isdecimal():
            nodes = self._tree.nodes
            if len(number) < 8 and 1 <= int(number) <= len(nodes):
                return nodes[int(number) - 1]
            raise Refusal(f"There is no page {number[:12]} in the list that tree tells: it has 1 to {len(nodes)}.")
        node = tree_of(session).named(words)
        if node is None:
            raise Refusal(f"No page is called “{words[:40]}”. The command tree lists them by number.")
        return node
