"""Words that stand in several scenes, as a phrase does: what is read of them hangs on more than one scene."""

from __future__ import annotations

from game.proof.items import Items
from game.proof.texts_asked import texts_of


def shared_words(items: Items) -> frozenset[str]:
    """The keys of the items of words that stand in more than one scene."""
    homes: dict[int, set[str]] = {}
    for scene in items.program.scenes:
        for code in items.program.code[scene.entry : scene.end]:
            for text in texts_of(items.program, code):
                for number in items.of_text(text):
                    homes.setdefault(number, set()).add(scene.id)
    return frozenset(items.all[number].key for number, scenes in homes.items() if len(scenes) > 1)
