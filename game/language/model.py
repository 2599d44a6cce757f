"""The story as its author meant it: frozen, positioned values without behaviour.

The parser makes these from YAML; the checker reads them; the compiler turns them into a `Program`.
An id is a plain string here; whether it names anything is the checker's question.
"""

from __future__ import annotations

from typing import Literal

from game.language.expressions import Expression
from game.language.knowledge import Claim, Heirloom, Link, Told, Truth
from game.language.positioned import Node
from game.language.texts import Text
from game.text.source import NOWHERE, Frozen, Span


class Number(Frozen, frozen=True, tag=True):
    """Whole numbers from low to high, both included; what is stored saturates there."""

    low: int
    high: int


class YesNo(Frozen, frozen=True, tag=True):
    """True or false, held as 1 or 0."""


class Enum(Frozen, frozen=True, tag=True):
    """One of some words, ordered as written; held as the word's index from 0."""

    values: tuple[str, ...]


class SetOf(Frozen, frozen=True, tag=True):
    """Any of some words; held as a bit mask, the first word in bit 0."""

    values: tuple[str, ...]


Domain = Number | YesNo | Enum | SetOf

UNKNOWN_DOMAIN = Enum(("?",))
"""The domain of a variable whose declaration could not be read: nothing more is said of it."""


class Step(Node, frozen=True, kw_only=True):
    """One step of a script. `label` is "" without one; `condition` is None where it is always played."""

    label: str = ""
    condition: Expression | None = None
    tags: tuple[str, ...] = ()


class Paragraph(Node, frozen=True, kw_only=True):
    """A paragraph of a passage. `speaker` is "" for narration, else a cast id, a lead's id or "you"."""

    text: Text
    speaker: str = ""
    manner: Text | None = None


class Passage(Step, frozen=True, kw_only=True):
    """Narration and speech, a paragraph at a time."""

    paragraphs: tuple[Paragraph, ...]


class Effect(Node, frozen=True, kw_only=True):
    """One change of a variable. `flag` is `= true`, `not flag` is `= false`; for sets `+=` adds and `-=` removes.

    `attend hands`, `suspect tape_blank` and their like have that word as operator, what it is about as target, no value.
    """

    target: str
    operator: Literal["=", "+=", "-=", "attend", "suspect", "expose", "confess"]
    value: Expression | None = None


class Goto(Step, frozen=True, kw_only=True):
    """Leave for a scene ("" is this one) and there for a label ("" is its beginning)."""

    scene: str
    at: str = ""


class Option(Node, frozen=True, kw_only=True):
    """What the player may choose. Carried out: effects, the words if they are spoken, then, goto."""

    id: str
    words: Text
    spoken: bool
    condition: Expression | None = None
    locked: Text | None = None
    once: bool = True
    effects: tuple[Effect, ...] = ()
    then: tuple[Step, ...] = ()
    goto: Goto | None = None
    leave: bool = False
    was: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Choose(Step, frozen=True, kw_only=True):
    """A menu. A `hub` is met again after each option until one that leaves.

    With `tag` it also offers the scenes that offer themselves under it: at most `limit` of them, where that is not 0.
    """

    options: tuple[Option, ...]
    otherwise: tuple[Step, ...] = ()
    hub: bool = False
    tag: str = ""
    limit: int = 0


class If(Step, frozen=True, kw_only=True):
    """`if: test … then: … else: …`; its own condition is the test (`condition` stays None)."""

    test: Expression
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


class Case(Node, frozen=True, kw_only=True):
    """One key of a `match` as typed: a word, a number, `true`, `false`, or a range of numbers (`0..2`)."""

    key: str
    steps: tuple[Step, ...] = ()


class Match(Step, frozen=True, kw_only=True):
    """`match: expression` with its values as keys; `otherwise` is its `else`."""

    subject: Expression
    cases: tuple[Case, ...]
    otherwise: tuple[Step, ...] = ()


class Set(Step, frozen=True, kw_only=True):
    """Effects, in order."""

    effects: tuple[Effect, ...]


class Handed(Node, frozen=True, kw_only=True):
    """A value that a call hands to what its scene `takes`."""

    name: str
    value: Expression


class Call(Step, frozen=True, kw_only=True):
    """Play a scene and come back; `handed` are the values of its `with`."""

    scene: str
    handed: tuple[Handed, ...] = ()


class Return(Step, frozen=True, kw_only=True):
    """Come back from a call; with a scene, at once go there in the caller's frame."""

    scene: str = ""


class End(Step, frozen=True, kw_only=True):
    """The game is over, with this ending."""

    ending: str


class Vary(Step, frozen=True, kw_only=True):
    """Steps varied by how often this step has been reached. `shuffle` here is the list form: text only, no move."""

    how: Literal["sequence", "cycle", "shuffle", "once"]
    items: tuple[tuple[Step, ...], ...]


class Branch(Node, frozen=True, kw_only=True):
    """What fate may pick. Of those whose condition holds, each has `odds` chances in their sum."""

    id: str
    odds: int = 1
    condition: Expression | None = None
    about: Text | None = None
    steps: tuple[Step, ...] = ()
    was: tuple[str, ...] = ()


class Chance(Step, frozen=True, kw_only=True):
    """Fate picks a branch. With `shuffle` each branch is picked once before any is picked again."""

    branches: tuple[Branch, ...]
    shuffle: bool = False


class Answer(Node, frozen=True, kw_only=True):
    """What the player may type: the words that are taken for it, at least one, and what follows."""

    id: str
    accepts: tuple[str, ...]
    then: tuple[Step, ...] = ()
    was: tuple[str, ...] = ()


class Prompt(Step, frozen=True, kw_only=True):
    """`ask`: the player types a word. `otherwise` is played for anything else; empty, where that costs nothing."""

    text: Text
    answers: tuple[Answer, ...]
    otherwise: tuple[Step, ...] = ()


class Reflect(Step, frozen=True, kw_only=True):
    """The memory board is opened."""


class Tell(Step, frozen=True, kw_only=True):
    """Something is told to somebody."""

    told: str


class Note(Step, frozen=True, kw_only=True):
    """Into the journal."""

    text: Text


class Surface(Step, frozen=True, kw_only=True):
    """A fragment's line comes back."""

    fragment: str


class Recover(Step, frozen=True, kw_only=True):
    """A fragment's scene is played."""

    fragment: str


class PageMark(Step, frozen=True, kw_only=True):
    """A new screenful for the reader; not a move."""


class Todo(Step, frozen=True, kw_only=True):
    """Never shown; `check` lists it."""

    text: str


class Variable(Node, frozen=True, kw_only=True):
    """A declared variable; `chapter` is "" for one of the whole story. `start` is coded as its domain says.

    `scene` is the scene that takes it from its callers, or "".
    """

    name: str
    domain: Domain
    start: int
    chapter: str = ""
    scene: str = ""
    was: tuple[str, ...] = ()


class Follows(Node, frozen=True, kw_only=True):
    """The story that this one follows, and what it takes from there, with the domains that it expects."""

    id: str
    legacy: tuple[Variable, ...] = ()


class Define(Node, frozen=True, kw_only=True):
    """A named condition or number, computed when asked."""

    name: str
    value: Expression


class Phrase(Node, frozen=True, kw_only=True):
    """A named text."""

    name: str
    text: Text


class Lead(Node, frozen=True, kw_only=True):
    """Whom the player may be, and the scene where that one's story starts."""

    id: str
    name: str
    start: str
    about: str = ""
    was: tuple[str, ...] = ()


class Character(Node, frozen=True, kw_only=True):
    """A member of the cast."""

    id: str
    name: str
    about: str = ""


class Fragment(Node, frozen=True, kw_only=True):
    """A memory: buried, then surfaced (a line), then recovered (its script has been played)."""

    id: str
    owner: str
    title: str
    provenance: Literal["lived", "told", "document", "said"]
    surfaced: Text
    recovered: Text
    details: tuple[str, ...] = ()
    script: tuple[Step, ...] = ()
    was: tuple[str, ...] = ()


class Board(Node, frozen=True, kw_only=True):
    """What laying together two fragments that are no link says and does, each time."""

    text: Text
    effects: tuple[Effect, ...] = ()


class Ending(Node, frozen=True, kw_only=True):
    """One way for the game to end."""

    id: str
    title: str
    about: Text
    was: tuple[str, ...] = ()


class Chapter(Node, frozen=True, kw_only=True):
    """A chapter as its file's head names it; `lead` is "" where it is every lead's."""

    title: str
    lead: str = ""


class Offer(Node, frozen=True, kw_only=True):
    """How a scene offers itself in menus: under which tag, in which words, when, and how urgently (higher first)."""

    tag: str
    words: Text
    spoken: bool
    condition: Expression | None = None
    priority: int = 0
    once: bool = True


class Scene(Node, frozen=True, kw_only=True):
    """A scene: its script, and where and when it plays."""

    id: str
    script: tuple[Step, ...]
    chapter: str = ""
    lead: str = ""
    place: Text | None = None
    time: Text | None = None
    tags: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    offer: Offer | None = None
    takes: tuple[Variable, ...] = ()


class Story(Frozen, frozen=True, kw_only=True):
    """Everything the author wrote, in the order of the files."""

    id: str
    title: str
    version: str
    author: str
    language: str
    leads: tuple[Lead, ...]
    cast: tuple[Character, ...] = ()
    variables: tuple[Variable, ...] = ()
    defines: tuple[Define, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    memories: tuple[Fragment, ...] = ()
    endings: tuple[Ending, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    scenes: tuple[Scene, ...] = ()
    told: tuple[Told, ...] = ()
    board: Board | None = None
    links: tuple[Link, ...] = ()
    truths: tuple[Truth, ...] = ()
    legacy: tuple[Heirloom, ...] = ()
    follows: Follows | None = None
    claims: tuple[Claim, ...] = ()
    was: tuple[str, ...] = ()
    language_span: Span = NOWHERE
    digest: str = ""
    whole: bool = True
    """Whether every part could be read; where not, nothing is concluded from what is missing."""
