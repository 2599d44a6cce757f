"""Which text of the source each instruction says: the ids of `game.language.text_ids`, followed through compiling."""

from __future__ import annotations

from collections.abc import Iterable

from game.language.model import Story
from game.language.program import Instruction, Say
from game.language.text_ids import text_ids
from game.language.texts import Text


class Said:
    """The ids of a story's texts, by which object a text is: two of them may well be equal."""

    def __init__(self, story: Story) -> None:
        self._in_source = {id(text): name for name, text in text_ids(story).items()}
        self._resolved: dict[int, str] = {}

    def follow(self, text: Text, resolved: Text) -> Text:
        """A text that was resolved goes by the id of the one in the source."""
        self._resolved[id(resolved)] = self._in_source.get(id(text), "")
        return resolved

    def by(self, code: Iterable[Instruction]) -> str:
        """The id of what each `Say` says, a line each; "" for what has none."""
        return "\n".join(self._resolved.get(id(each.text), "") for each in code if isinstance(each, Say))
