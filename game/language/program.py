"""A compiled story: one list of instructions and one list of slots. Data alone, so it can be kept and proved.

A *point* is an index into `code`. Instructions follow one another unless they say where to go on. Every name has
become a slot's name or a point, every condition an expression over slots.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from game.language.expressions import Expression
from game.language.model import Domain
from game.language.tables import (
    BoardInfo,
    EndingInfo,
    FragmentInfo,
    HeirloomInfo,
    LeadInfo,
    SceneInfo,
    SourceMap,
    ToldInfo,
    TruthInfo,
)
from game.language.texts import Text
from game.text.source import Frozen, Span

SlotKind = Literal[
    "variable",
    "lead",
    "chapter",
    "visits",
    "turns",
    "chose",
    "memory",
    "detail",
    "finished",
    "reached",
    "shown",
    "dealt",
    "taken",
    "linked",
    "truth",
    "board",
    "told",
    "ghost",
    "before",
]
"""memory: a fragment buried, surfaced or recovered. chapter: the chapter in force.
reached: how often a `sequence`, `cycle` or `once` was reached. shown: how often words that vary were shown.
dealt: which branches of a `shuffle` have been picked, as bits. taken: what a scene takes from its callers.
linked: how a link is read. truth: what a truth has settled at. board: which links were read since it was opened.
told: whether something was told, or how far a lie has come. ghost, before: what an earlier game handed on, and whether."""


class Slot(Frozen, frozen=True):
    """One number of the state. `name` is permanent: `heat`, `visits(kitchen)`, `chose(kitchen.coat)`."""

    name: str
    kind: SlotKind
    domain: Domain
    start: int = 0
    chapter: str = ""
    was: tuple[str, ...] = ()


# ------------------------------------------------------------------ instructions


class Enter(Frozen, frozen=True, tag=True):
    """A scene begins: count the visit; a new chapter's variables start afresh when the lowest frame enters it."""

    scene: int


class Begin(Frozen, frozen=True, tag=True):
    """An option's or a branch's own instructions begin: does nothing, and gives the place a point of its own."""


class Reach(Frozen, frozen=True, tag=True):
    """A label is passed, by falling into it or by a jump: count it. A slot is "" where nothing asks for it."""

    visits: str = ""
    turns: str = ""


SayKind = Literal["narration", "speech", "surfaced", "memory", "recovered", "note", "prompt"]


class Say(Frozen, frozen=True, tag=True):
    """Show a paragraph. The speaker "you" is whoever is the lead; `fragment` is the memory whose text this is, or ""."""

    text: Text
    kind: SayKind = "narration"
    speaker: str = ""
    name: str = ""
    manner: Text | None = None
    fragment: str = ""


class PageMark(Frozen, frozen=True, tag=True):
    """A new screenful for the reader."""


class Assign(Frozen, frozen=True, tag=True):
    """Store a value; the linker clamps numbers into the slot's domain."""

    slot: str
    value: Expression


class Alter(Frozen, frozen=True, tag=True):
    """Add bits to a set, or take them away."""

    slot: str
    mask: int
    add: bool


class Jump(Frozen, frozen=True, tag=True):
    """Go on elsewhere, in this frame."""

    to: int


class Unless(Frozen, frozen=True, tag=True):
    """Go on elsewhere if the test is false."""

    test: Expression
    to: int


class Switch(Frozen, frozen=True, tag=True):
    """Go on where the value (a slot's coding) says; `arms` are (low, high, point), the first that fits."""

    subject: Expression
    arms: tuple[tuple[int, int, int], ...]
    otherwise: int


class CallScene(Frozen, frozen=True, tag=True):
    """Push the next point as a frame and go on at `to`."""

    to: int


class Return(Frozen, frozen=True, tag=True):
    """Pop a frame and go on there; with `to` >= 0, go on at that point in the caller's frame."""

    to: int = -1


class Finish(Frozen, frozen=True, tag=True):
    """The game is over."""

    ending: int


class RunOut(Frozen, frozen=True, tag=True):
    """The end of a scene: pop a frame, or a dead end."""


class Offered(Frozen, frozen=True):
    """An option of a menu: its move id, its words, and the point where its own instructions begin."""

    id: str
    words: Text
    spoken: bool
    to: int
    condition: Expression | None = None
    locked: Text | None = None
    taken: str = ""
    """The slot that tells whether it was taken, or "" where nothing asks for it."""
    once: bool = True


class Menu(Frozen, frozen=True, tag=True):
    """Stop for the player's choice; with no option open go on at `otherwise`.

    `scenes` are those that offer themselves here, the most urgent first: called, and the menu is met again at their end.
    Of the open ones at most `limit` are offered, where that is not 0.
    """

    options: tuple[Offered, ...]
    otherwise: int
    scenes: tuple[Offered, ...] = ()
    limit: int = 0


class Picked(Frozen, frozen=True):
    """A branch of fate: its move id, and the point where its steps begin. Its bit in a shuffle's slot is its index."""

    id: str
    to: int
    odds: int
    condition: Expression | None = None
    about: Text | None = None
    taken: str = ""
    """The slot that tells whether it was ever picked, or "" where nothing asks for it."""


class Fate(Frozen, frozen=True, tag=True):
    """Stop for fate's pick; with no branch open go on at `otherwise`. `dealt` is a shuffle's slot, or ""."""

    branches: tuple[Picked, ...]
    otherwise: int
    dealt: str = ""


class Answered(Frozen, frozen=True):
    """An answer to a question: its move id, the words that are taken for it, where its own instructions begin."""

    id: str
    accepts: tuple[str, ...]
    to: int
    taken: str = ""
    """The slot that tells whether it was ever given, or "" where nothing asks for it."""


OTHERWISE = "else"
"""The last part of the id of the move that stands for whatever is typed beside the answers."""


class Asked(Frozen, frozen=True, tag=True):
    """Stop for a typed word. `otherwise` is the point for anything else (its move is `miss`), or -1 where that is none."""

    answers: tuple[Answered, ...]
    otherwise: int = -1
    miss: str = ""


class Reflect(Frozen, frozen=True, tag=True):
    """Stop with the memory board open; closed, go on at the next point. The links' instructions return here."""


class Forget(Frozen, frozen=True, tag=True):
    """A call is over: what its scene took is as it was before. Stands where the call comes back to."""

    slots: tuple[str, ...]


class Vary(Frozen, frozen=True, tag=True):
    """Go on at one of `arms` by how often this was reached before (`slot`), then count it.

    sequence: the last for ever; cycle: round; once: after the last, at `otherwise`; shuffle: by the seed, each once a round.
    """

    how: Literal["sequence", "cycle", "shuffle", "once"]
    slot: str
    arms: tuple[int, ...]
    otherwise: int


Instruction = (
    Enter
    | Begin
    | Reach
    | Say
    | PageMark
    | Assign
    | Alter
    | Jump
    | Unless
    | Switch
    | CallScene
    | Return
    | Finish
    | RunOut
    | Menu
    | Fate
    | Asked
    | Reflect
    | Forget
    | Vary
)


class Program(Struct, frozen=True, dict=True, kw_only=True):
    """A story that can be played. `anchors` gives, for each point from which play can go on, its scene and nearest id."""

    id: str
    title: str
    version: str
    author: str
    language: str
    digest: str
    code: tuple[Instruction, ...]
    slots: tuple[Slot, ...]
    scenes: tuple[SceneInfo, ...]
    leads: tuple[LeadInfo, ...]
    endings: tuple[EndingInfo, ...]
    fragments: tuple[FragmentInfo, ...]
    anchors: dict[int, tuple[str, str]]
    said: str = ""
    """The id of the text that each `Say` says, in the order of `code`, a line each; "" for none. As one string it costs a

    big story no time to load: `game.play.texts` takes it apart.
    """
    tags: dict[int, tuple[str, ...]] = {}
    """The tags of a scene (at its entry), of an option (where its instructions begin), of what says something."""
    board: BoardInfo = BoardInfo()
    truths: tuple[TruthInfo, ...] = ()
    told: tuple[ToldInfo, ...] = ()
    legacy: tuple[HeirloomInfo, ...] = ()
    follows: str = ""
    """The id of the story whose finished game may come before one of this, or ""."""
    was: tuple[str, ...] = ()
    """Former ids of the story."""
    renamed: dict[str, str]
    """Old ids by `was:` to today's: moves and labels as `old_scene.old_id`, scenes as `old_scene`, leads as `lead old`,
    endings as `ending old`. Slots carry their own."""
    source_map: SourceMap

    def span_of(self, point: int) -> Span | None:
        """Where the author wrote what this instruction came from, as far as it is known."""
        return self.source_map.at(point)
