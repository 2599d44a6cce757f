"""Sizes that multiply: where two long lists are crossed, their product has a bound, so that any story is reckoned in seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.language.model import Choose, Story
from game.language.offer_step import CallOffer
from game.language.walk import moves_of, scripted, steps_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic

MOST_OFFERED = 100_000
"""Menus times the scenes that offer themselves in them, over a whole story."""

MOST_MEMORIES = 300
"""Memories of a story in which any two may be laid together in vain: so many make 45,000 pairs."""

MOST_FORMER = 100_000
"""Former ids of moves: those of each move times those of its scene, over a whole story."""


def check_sizes(story: Story) -> Iterator[Diagnostic]:
    """What no story needs and nobody could reckon. One that has such a mistake is not looked at further."""
    menus = Counter(step.tag for step in steps_in(story) if isinstance(step, Choose | CallOffer) and step.tag)
    offering = Counter(scene.offer.tag for scene in story.scenes if scene.offer is not None)
    pairs = {tag: many * offering[tag] for tag, many in menus.items()}
    if sum(pairs.values()) > MOST_OFFERED:
        tag = max(pairs, key=lambda each: pairs[each])
        first = next(scene.offer for scene in story.scenes if scene.offer is not None and scene.offer.tag == tag)
        yield diagnostic("S110", first.span, tag=tag, menus=menus[tag], scenes=offering[tag], most=MOST_OFFERED)
    if story.board is not None and len(story.memories) > MOST_MEMORIES:
        yield diagnostic("M033", story.memories[MOST_MEMORIES].span, many=len(story.memories), most=MOST_MEMORIES)
    former = 0
    for each in scripted(story):
        moves = list(moves_of(each.script))
        former += sum((1 + len(each.was)) * (1 + len(move.was)) - 1 for move in moves)
        if former > MOST_FORMER:
            yield diagnostic("C005", each.span, most=MOST_FORMER)
            return
