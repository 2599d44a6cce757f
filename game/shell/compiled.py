"""Compiled stories kept in the cache folder, so that a story which has not changed is not read again."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

import msgspec

from game._version import __version__
from game.language.program import Program
from game.shell import files
from game.shell.places import GAME, cache_folder
from game.text.source import Source

DIGEST = 32
"""How many bytes of a kept file come before the program."""

MOST_KEPT = 12
LARGEST = 256 * 1024 * 1024
"""How many bytes a kept story may have: a hundred megabytes of YAML."""


def key_of(sources: list[Source]) -> str:
    """What a compiled story is kept under: a digest of its sources' names and texts, and of the compiler."""
    digest = sha256(f"{__version__} {stamp_of('text', 'language')}\n".encode())
    for source in sources:
        data = source.text.encode("utf-8", "surrogateescape")
        digest.update(f"{source.name}\n{len(data)}\n".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def find(key: str) -> Program | None:
    """The compiled story under that key, or None: not kept, damaged, or the cache cannot be read. Never raises."""
    try:
        return unpacked(files.read(cache_folder() / f"{key}.story", LARGEST))
    except Exception:  # a cache is never a reason to stop: whatever is wrong with it, the story is compiled again
        return None


def keep(key: str, program: Program) -> None:
    """Keep a compiled story, and drop the oldest beyond `MOST_KEPT`. Failing to is no matter. Never raises."""
    with suppress(Exception):
        folder = cache_folder()
        files.write_atomically(folder / f"{key}.story", packed(program))
        kept = sorted(folder.glob("*.story"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[MOST_KEPT:]:
            files.delete(path)


def packed(program: Program) -> bytes:
    """A program as it is kept: the SHA-256 of what follows, 32 bytes; then MessagePack."""
    data = msgspec.msgpack.encode(program)
    return sha256(data).digest() + data


def unpacked(data: bytes) -> Program | None:
    """The program that was packed, or None where any byte of it was changed: a leap may well lead elsewhere and still

    be a number. May raise for what another program has packed.
    """
    if sha256(data[DIGEST:]).digest() != data[:DIGEST]:
        return None
    return msgspec.msgpack.decode(data[DIGEST:], type=Program)


def stamp_of(*parts: str) -> str:
    """When the modules of those folders were last changed: someone who works on them wants nothing of yesterday's."""
    times = [path.stat().st_mtime_ns for part in parts for path in (GAME / part).glob("*.py")]
    return f"{len(times)} {max(times, default=0)}"
