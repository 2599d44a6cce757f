"""What a proof says: an item of the story, its verdict, and a path to play for each answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from game.play.state import Setup
from game.text.source import Span

ItemKind = Literal["scene", "option", "line", "memory", "reading", "truth", "ending", "claim", "life"]
"""scene: it is entered. option: a move that can be made: of a menu, a question, or fate's.
line: words that can be read, one way of words that vary. memory: it surfaces (`green_door surfaced`) or is recovered.
reading: a link is read so. truth: it settles at a value. ending: a lead comes to it. claim: an author's own.
life: from every state that can be reached, some ending can be."""

Outcome = Literal["proved", "refuted", "not settled"]


class Item(Struct, frozen=True):
    """Something of a story that is proved or refuted. `id` is made of permanent ids and unique in its kind and lead.

    `lead` is set where the item is one lead's (an ending, life). `what` names it for the author; `span` is its place.
    """

    kind: ItemKind
    id: str
    lead: str = ""
    what: str = ""
    span: Span | None = None

    @property
    def key(self) -> str:
        """The item's name in files: `option kitchen.coat`, `ending returned as mason`."""
        return f"{self.kind} {self.id}" + (f" as {self.lead}" if self.lead else "")


class Witness(Struct, frozen=True):
    """A game that shows something: its setup and its path. What it shows is on the page where the path ends, or is its last move."""

    setup: Setup
    path: tuple[str, ...]


class Verdict(Struct, frozen=True):
    """What became of an item.

    Of what should be possible, `proved` comes with a witness that shows it, and `refuted` means that nothing ever does. Of
    what should never be, `refuted` comes with a witness, and `proved` means that nothing ever does. `shortest`: no game
    shows it in fewer moves. `states` is how many were seen for it, `why` where the search was cut.
    """

    item: Item
    outcome: Outcome
    witness: Witness | None = None
    shortest: bool = False
    states: int = 0
    why: str = ""


class Progress(Struct, frozen=True):
    """How far a proof has come: the stage, states seen in all, items settled of all items."""

    stage: str
    states: int
    settled: int
    items: int


class Judgement(Struct, frozen=True):
    """The verdicts on every item, in the order of the source, and how many states were seen. `complete`: every one is settled."""

    verdicts: tuple[Verdict, ...]
    states: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left open."""
        return all(each.outcome != "not settled" for each in self.verdicts)

    @property
    def refuted(self) -> tuple[Verdict, ...]:
        """What does not hold."""
        return tuple(each for each in self.verdicts if each.outcome == "refuted")


KeepGoing = Callable[[Progress], bool]
"""Asked from time to time; False ends the search, and what is not settled then stays so."""
