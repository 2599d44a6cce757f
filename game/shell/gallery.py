"""What a player has come to in a story, to be shown: endings and memories. Of what was not come to no word is told."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from game.language.program import Program
from game.language.texts import Text
from game.play.met import RECOVERED, Met, share_read, texts_of
from game.play.words import styled


class Shown(Struct, frozen=True):
    """An ending or a memory. `title` is "" where it was not come to, `words` where they are not the same in every game."""

    title: str = ""
    under: str = ""
    words: str = ""
    recovered: bool = False


class Gallery(Struct, frozen=True):
    """The endings and memories of a story in the order of its source, and how much of it was met.

    `options` are taken, met, and all that there are.
    """

    endings: tuple[Shown, ...]
    memories: tuple[Shown, ...]
    read: int
    texts: tuple[int, int]
    options: tuple[int, int]
    games: int

    @property
    def told(self) -> str:
        """All of it in a line."""
        parts = [f"{self.read}% read", of_all(self.endings, "ending"), of_all(self.memories, "memory")]
        return " · ".join(part for part in parts if part)


def gallery_of(program: Program, met: Met) -> Gallery:
    """What to show of what was met."""
    reached = Counter(game.ending for game in met.games.values())
    names = {lead.id: lead.name for lead in program.leads}
    endings = []
    for ending in program.endings:
        who = [names[id] for id in names if any((game.lead, game.ending) == (id, ending.id) for game in met.games.values())]
        if many := reached[ending.id]:
            under = f"as {' and '.join(who)}, {times(many)}" if who and len(names) > 1 else times(many)
            endings.append(Shown(ending.title or ending.id, under, still_words(ending.about)))
        else:
            endings.append(Shown())
    memories = []
    for each in program.fragments:
        state = met.memories.get(each.id, 0)
        recovered = state == RECOVERED
        words = still_words(each.recovered if recovered else each.surfaced) if state else ""
        memories.append(Shown(each.title or each.id, "", words, recovered) if state else Shown())
    texts = texts_of(program).every
    return Gallery(
        tuple(endings), tuple(memories), share_read(program, met.read), (len(texts & met.read), len(texts)),
        (sum(taken > 0 for _, taken in met.options.values()), len(met.options)), len(met.games),
    )  # fmt: skip


def still_words(text: Text) -> str:
    """The words of a text that is the same in every game; "" of one that is not."""
    parts = [part for part in text.parts if isinstance(part, str)]
    return styled("".join(parts))[0] if len(parts) == len(text.parts) else ""


def of_all(shown: tuple[Shown, ...], what: str) -> str:
    """How many of them were come to: “2 of 5 endings”, "" where there are none."""
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    came_to = sum(each.title != "" for each in shown)
    return f"{came_to} of {len(shown)} {what if len(shown) == 1 else many}" if shown else ""


def times(many: int) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(many, f"{many} times")
