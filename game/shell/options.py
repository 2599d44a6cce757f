"""What the command line was asked for, as one value that every front end is given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple


class Options(NamedTuple):
    """A wish to play or to see a replay.

    `story` is a folder, a file or a shipped story's name, None for the default; `lead` None asks the player (line mode
    takes the first); `seed` None draws one. `saves` is the folder that holds a folder a story. `replay` is a saved
    game's name or file; `to` is how many of its choices to show, None for all; `pace` is in words a minute, 0 for no
    waiting. `width` is the longest line in line mode, in characters. A plain tuple, so that the app's title card need
    wait for no library.
    """

    mode: Literal["app", "plain", "json"]
    saves: Path
    story: str | None = None
    lead: str | None = None
    seed: int | None = None
    replay: str | None = None
    to: int | None = None
    go_on: bool = False
    pace: int = 260
    width: int = 72
    keep: bool = True
    """Whether to save by itself after every choice."""
    values: bool = False
    """Whether JSON mode tells the values of the story's variables."""
    profile: bool = True
    """Whether to remember what is read and chosen, over all plays."""
    marks: bool = False
    """Whether line mode says which options were taken before."""
    debug: bool = False
    opposite: tuple[str, ...] = ()
    """Finished games of other leads to begin opposite: names, files or codes."""
    before: str | None = None
    """A finished game of the story before to begin after, in the same way."""
    at: str | None = None
    """The place to begin at: a scene, a label or an option."""
    manner: Literal["shortest", "usual", "random"] = "shortest"
    """By which way to come there."""
    author: bool = False
    """Whether whoever plays says to be the story's author."""

    @property
    def for_author(self) -> bool:
        """Whether to offer what authors want: it was asked for, or the story is a folder or a file that was named."""
        return self.author or (self.story is not None and os.path.exists(os.path.expanduser(self.story)))
