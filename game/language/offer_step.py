"""The step that plays whatever offers itself. `model` holds the other steps."""

from __future__ import annotations

from game.language.model import Step


class CallOffer(Step, frozen=True, kw_only=True):
    """`call: {from: tag}`: play the most urgent open scene that offers itself under a tag, and come back; or nothing."""

    tag: str
