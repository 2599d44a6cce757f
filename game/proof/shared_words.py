"""Words that stand in several scenes, as a phrase does: what is read of them hangs on more than one scene."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.program import Fate, Instruction, Menu, Say
from game.language.tables import SceneInfo
from game.language.texts import Text
from game.proof.items import Items


def shared_words(items: Items) -> frozenset[str]:
    """The keys of the items of words that stand in more than one scene."""
    homes: dict[int, set[str]] = {}
    for scene in items.program.scenes:
        for text in _texts(scene, items.program.code[scene.entry : scene.end]):
            for number in items.of_text(text):
                homes.setdefault(number, set()).add(scene.id)
    return frozenset(items.all[number].key for number, scenes in homes.items() if len(scenes) > 1)


def _texts(scene: SceneInfo, code: tuple[Instruction, ...]) -> Iterator[Text]:
    """Every text that a scene may show."""
    found: list[Text | None] = [scene.place, scene.time]
    for each in code:
        match each:
            case Say(text, manner=manner):
                found += [text, manner]
            case Menu(options, _, scenes):
                for option in (*options, *scenes):
                    found += [option.words, option.locked]
            case Fate(branches):
                found += [branch.about for branch in branches]
    return (text for text in found if text is not None)
