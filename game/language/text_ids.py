"""The id of every text of a story, by which a translation or a recording of a voice can name it.

An id is made of permanent ids alone: `kitchen.coat.do`, `memory green_door.surfaced`. Texts that have no id of their own
are counted from the nearest one before them: `kitchen.3` is the third paragraph of the scene before its first option,
label or branch, `kitchen.coat.2` the second after the option `coat`. So an edit moves the ids of its neighbours at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.language.model import (
    Chance,
    Choose,
    Fragment,
    If,
    Match,
    Note,
    Option,
    Passage,
    Prompt,
    Scene,
    Step,
    Story,
    Vary,
)
from game.language.texts import EMPTY, Text

Found = Iterator[tuple[str, Text]]


def text_ids(story: Story) -> dict[str, Text]:
    """Every text that a reader can see, by its id, in the order of the source. Names and titles are no texts."""
    found: dict[str, Text] = {}
    for ending in story.endings:
        found[f"ending {ending.id}.about"] = ending.about
    for phrase in story.phrases:
        found[f"phrase {phrase.name}"] = phrase.text
    for told in story.told:
        found[f"told {told.id}"] = told.text
    for fragment in story.memories:
        found |= dict(_of_fragment(fragment))
    if story.board is not None:
        found["board wrong"] = story.board.text
    for link in story.links:
        if link.wrong is not None:
            found[f"link {link.id}.wrong"] = link.wrong
        for reading in link.readings:
            found[f"link {link.id}.{reading.id}"] = reading.text
    for scene in story.scenes:
        found |= dict(_of_scene(scene))
    return {id: text for id, text in found.items() if text != EMPTY}


def _of_fragment(fragment: Fragment) -> Found:
    yield f"memory {fragment.id}.surfaced", fragment.surfaced
    yield f"memory {fragment.id}.recovered", fragment.recovered
    yield from _Script(fragment.id).of(fragment.script)


def _of_scene(scene: Scene) -> Found:
    if scene.place is not None:
        yield f"{scene.id}.place", scene.place
    if scene.time is not None:
        yield f"{scene.id}.time", scene.time
    if scene.offer is not None:
        yield f"{scene.id}.offer", scene.offer.words
    yield from _Script(scene.id).of(scene.script)


class _Script:
    """Walks one script, counting from the nearest permanent id."""

    def __init__(self, scene: str) -> None:
        self.scene = scene
        self.anchor = scene
        self.counts: dict[str, int] = {}

    def next(self) -> str:
        """The id of the next text that has none of its own."""
        self.counts[self.anchor] = self.counts.get(self.anchor, 0) + 1
        return f"{self.anchor}.{self.counts[self.anchor]}"

    def of(self, steps: tuple[Step, ...]) -> Found:
        for step in steps:
            if step.label:
                self.anchor = f"{self.scene}.{step.label}"
            yield from self.of_step(step)

    def below(self, id: str, steps: tuple[Step, ...]) -> Found:
        """Steps that begin at an id of their own; after them the one before holds again."""
        before, self.anchor = self.anchor, f"{self.scene}.{id}"
        yield from self.of(steps)
        self.anchor = before

    def of_step(self, step: Step) -> Found:
        match step:
            case Passage():
                for paragraph in step.paragraphs:
                    id = self.next()
                    yield id, paragraph.text
                    if paragraph.manner is not None:
                        yield f"{id}.manner", paragraph.manner
            case Note():
                yield self.next(), step.text
            case Choose():
                for option in step.options:
                    yield from self.of_option(option)
                yield from self.of(step.otherwise)
            case Prompt():
                yield self.next(), step.text
                for answer in step.answers:
                    yield from self.below(answer.id, answer.then)
                yield from self.of(step.otherwise)
            case Chance():
                for branch in step.branches:
                    if branch.about is not None:
                        yield f"{self.scene}.{branch.id}.about", branch.about
                    yield from self.below(branch.id, branch.steps)
            case If():
                yield from self.of(step.then)
                yield from self.of(step.otherwise)
            case Match():
                for case in step.cases:
                    yield from self.of(case.steps)
                yield from self.of(step.otherwise)
            case Vary():
                for item in step.items:
                    yield from self.of(item)

    def of_option(self, option: Option) -> Found:
        yield f"{self.scene}.{option.id}.{'say' if option.spoken else 'do'}", option.words
        if option.locked is not None:
            yield f"{self.scene}.{option.id}.locked", option.locked
        yield from self.below(option.id, option.then)
