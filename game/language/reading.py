"""What a parser of steps knows while it reads a script, and what stands in place of a step that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypedDict

import msgspec

from game.language.expressions import Expression
from game.language.identifiers import Register
from game.language.model import Step
from game.text.diagnostic import Diagnostic
from game.text.nodes import YamlNode


class Unread(Step, frozen=True, kw_only=True):
    """A step that could not be read: its mistake is reported, and play may go anywhere from it.

    The checks of flow draw no conclusion from what such a script lacks, so that one mistake stays one message.
    """


class Beside(TypedDict):
    """What may stand beside the head of any step."""

    label: str
    condition: Expression | None
    tags: tuple[str, ...]


class Reading(msgspec.Struct, kw_only=True):
    """One script being read. `names` holds the options, branches and labels of its scene, which share one space."""

    scene: str
    mistakes: list[Diagnostic]
    speakers: Collection[str]
    parse_steps: Callable[[YamlNode, str, Reading], tuple[Step, ...]]
    """Reads Steps, wherever they stand; the second argument names the place for messages: "the script", "`then`".
    Held here because steps hold options, which hold steps."""
    names: Register = msgspec.field(default_factory=lambda: Register(code="N004"))
    moves: Register = msgspec.field(default_factory=Register)
    """The whole story's options and branches as `scene.option`, with the old ids that `was:` gives them."""

    def steps(self, node: YamlNode, place: str) -> tuple[Step, ...]:
        """The steps that stand at `place`."""
        return self.parse_steps(node, place, self)

    def of(self, node: YamlNode) -> Reading:
        """This reading, silent about a node whose mistake the reader of YAML has reported already."""
        return msgspec.structs.replace(self, mistakes=[]) if node.broken else self
