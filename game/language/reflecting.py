"""The board, from the model to instructions: where it is opened, and what its moves do.

The moves stand in scenes of their own, after all others: one for each link, with the link's id, and one called
`board()` for what is no link. Each begins with the way back, so that a place in it that is gone leads to the board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Has, Read
from game.language.knowledge import Link, LinkReading, Truth
from game.language.model import Reflect
from game.language.names import slot_name
from game.language.tables import BOARD, BoardInfo, LinkInfo, ReadingInfo, SceneInfo, TruthInfo
from game.language.texts import Text

if TYPE_CHECKING:
    from game.language.compiler import Compiler

IN_VAIN = "wrong()"
"""The place, in a link's scene or the board's, of what is said in vain. No id looks like this."""


def compile_reflect(compiler: Compiler, step: Reflect) -> None:
    """The board is opened: its moves come back here, and closing it goes on at the next point."""
    # A label here names the place already.
    compiler.anchors.setdefault(compiler.here, compiler.coming_back())
    compiler.emit(p.Reflect(), step.span)
    compiler.anchors[compiler.here] = compiler.coming_back()


def compile_board(compiler: Compiler) -> tuple[BoardInfo, tuple[SceneInfo, ...]]:
    """The board's table and scenes; of a story without links and without a board, nothing."""
    story = compiler.story
    if not story.links and story.board is None:
        return BoardInfo(), ()
    compiler.chapter = compiler.fragment = ""
    board = _Compiling(compiler)
    scenes = [board.scene_of_all()]
    links = []
    for link in story.links:
        found, scene = board.link(link)
        links.append(found)
        scenes.append(scene)
    read = BOARD if any(len(link.readings) > 1 for link in story.links) else ""
    return BoardInfo(tuple(links), board.wrong, read), tuple(scenes)


def truths_of(compiler: Compiler) -> tuple[TruthInfo, ...]:
    """The table of truths."""
    return tuple(TruthInfo(each.id, each.values, slot_name("truth", each.id)) for each in compiler.story.truths)


class _Compiling:
    """The points that the scenes of one board share."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.wrong = -1
        self.effects = -1
        """What laying together a pair in vain does, after the words; -1 for nothing."""
        self.settling: dict[tuple[str, str], int] = {}
        """Where a truth is settled if links enough argue for a value."""

    def open_scene(self, id: str) -> int:
        """The scene's first point, which only goes back to the board."""
        compiler = self.compiler
        compiler.scene, compiler.anchor = id, ""
        compiler.anchors[compiler.here] = (id, "")
        return compiler.emit(p.RunOut())

    def scene_of_all(self) -> SceneInfo:
        """What a pair that is no link says and does, and the settling of each truth, once for all its readings."""
        compiler, story = self.compiler, self.compiler.story
        entry = self.open_scene(BOARD)
        if story.board is not None:
            compiler.anchors[compiler.here] = (BOARD, IN_VAIN)
            self.wrong = compiler.emit(p.Begin(), story.board.span)
            compiler.emit(p.Say(compiler.still(story.board.text, f"{BOARD} wrong")), story.board.span)
            self.effects = compiler.here
            compiler.effects(story.board)
            compiler.emit(p.RunOut())
        arguments: dict[tuple[str, str], list[Expression]] = {}
        for link in story.links:
            for argument, bits in _arguments(link).items():
                test = Has(bits, Read(slot_name("linked", link.id)), by_value=True)
                arguments.setdefault(argument, []).append(test)
        for truth in story.truths:
            for value in truth.values[1:]:
                if (truth.id, value) in arguments:
                    self.settling[truth.id, value] = compiler.here
                    self.settle(truth, value, arguments[truth.id, value])
        return SceneInfo(BOARD, entry, compiler.here)

    def settle(self, truth: Truth, value: str, tests: list[Expression]) -> None:
        """A truth that is not settled yet has its value as soon as links enough argue for it."""
        slot = slot_name("truth", truth.id)
        unsettled = Binary("==", Read(slot), Constant(0))
        enough = Binary(">=", _sum(tests), Constant(truth.settles_at))
        after = self.compiler.unless(Binary("and", unsettled, enough), truth.span)
        self.compiler.emit(p.Assign(slot, Constant(truth.values.index(value))))
        after.append(self.compiler.here)
        self.compiler.emit(p.RunOut())

    def link(self, link: Link) -> tuple[LinkInfo, SceneInfo]:
        """A link's scene: its readings, and what is said in vain."""
        compiler = self.compiler
        entry = self.open_scene(link.id)
        readings = tuple(self.reading(link, bit, each) for bit, each in enumerate(link.readings, 1))
        wrong = -1 if link.wrong is None else self.said_in_vain(link, link.wrong)
        one, other = sorted(link.joins)
        owners = {compiler.names.fragments[name].owner for name in link.joins} & set(compiler.names.leads.values)
        return (
            LinkInfo(link.id, (one, other), slot_name("linked", link.id), readings, wrong),
            SceneInfo(link.id, entry, compiler.here, lead=min(owners, default="")),
        )

    def reading(self, link: Link, bit: int, reading: LinkReading) -> ReadingInfo:
        """A reading: how the link is read now, and what that settles."""
        compiler, move = self.compiler, f"{link.id}.{reading.id}"
        words = compiler.still(reading.text, move)
        to, taken = compiler.here, slot_name("chose", move)
        compiler.anchors[to] = (link.id, reading.id)
        used = compiler.resolver.used
        compiler.emit_later(lambda: p.Assign(taken, Constant(1)) if taken in used else p.Begin(), reading.span)
        compiler.emit(p.Assign(slot_name("linked", link.id), Constant(bit)), reading.span)
        settling = self.settling.get((reading.truth, reading.value), -1)
        compiler.emit(p.RunOut() if settling < 0 else p.Jump(settling))
        settled = None
        if reading.truth:
            settled = Binary("!=", Read(slot_name("truth", reading.truth)), Constant(0))
        return ReadingInfo(move, words, to, bit, settled)

    def said_in_vain(self, link: Link, text: Text) -> int:
        """A link's own words for the time before it can be made; the effects are those of any pair in vain."""
        compiler = self.compiler
        compiler.anchors[compiler.here] = (link.id, IN_VAIN)
        point = compiler.emit(p.Begin(), link.span)
        compiler.emit(p.Say(compiler.still(text, f"{link.id} wrong")), link.span)
        compiler.emit(p.RunOut() if self.effects < 0 else p.Jump(self.effects))
        return point


def _arguments(link: Link) -> dict[tuple[str, str], int]:
    """For each truth and value that a link may argue for, its readings that do, as bits."""
    found: dict[tuple[str, str], int] = {}
    for bit, reading in enumerate(link.readings, 1):
        if reading.truth:
            argument = (reading.truth, reading.value)
            found[argument] = found.get(argument, 0) | 1 << bit
    return found


def _sum(terms: list[Expression]) -> Expression:
    """The terms added up, in halves: a chain of hundreds would be too deep to read."""
    while len(terms) > 1:
        odd = terms[-1:] if len(terms) % 2 else []
        terms = [Binary("+", one, other) for one, other in zip(terms[::2], terms[1::2], strict=False)] + odd
    return terms[0]
