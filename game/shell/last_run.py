"""The verdicts of the last run on a story, kept in the cache folder: an unchanged story is told at once, an edited one sooner."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from game.proof.slices import Slices
from game.proof.verdicts import Verdict
from game.shell import files
from game.shell.compiled import DIGEST, key_of, stamp_of
from game.shell.places import cache_folder
from game.shell.stories import StoryFolder
from game.text.source import Source

MOST_KEPT = 40
LARGEST = 256 * 1024 * 1024
NOT_ASKED = "it was not asked for"
"""Why an item has no verdict of a run that was about others."""


class LastRun(Struct, frozen=True):
    """What the last run found: the key of the story that it read, its budget in seconds (None: none), the story's slices."""

    key: str
    budget: float | None
    slices: Slices
    states: int
    verdicts: tuple[Verdict, ...]

    def settles(self, budget: float | None) -> bool:
        """Whether another run of that budget would find no more: all is settled, or this one had as long."""
        left = [each for each in self.verdicts if each.outcome == "not settled"]
        if any(each.why == NOT_ASKED for each in left):
            return False
        return not left or self.budget is None or (budget is not None and budget <= self.budget)


def proof_key(sources: list[Source]) -> str:
    """What a run is of: the story's sources, the compiler and the prover."""
    return sha256(f"{key_of(sources)} {stamp_of('play', 'proof')}".encode()).hexdigest()


def recall(folder: StoryFolder) -> LastRun | None:
    """The last run on the story of that folder; None where there is none, or it cannot be read. Never raises."""
    try:
        data = files.read(_path(folder), LARGEST)
        if sha256(data[DIGEST:]).digest() != data[:DIGEST]:
            return None
        return msgspec.msgpack.decode(data[DIGEST:], type=LastRun)
    except Exception:  # a cache is never a reason to stop
        return None


def remember(folder: StoryFolder, run: LastRun) -> None:
    """Keep a run, in place of the last. Failing to is no matter. Never raises."""
    with suppress(Exception):
        data = msgspec.msgpack.encode(run)
        files.write_atomically(_path(folder), sha256(data).digest() + data)
        kept = sorted(cache_folder().glob("*.verdicts"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[MOST_KEPT:]:
            files.delete(path)


def _path(folder: StoryFolder) -> Path:
    name = sha256(str(folder.path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache_folder() / f"{name}.verdicts"
