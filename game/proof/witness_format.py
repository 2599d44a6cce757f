"""The file of witnesses beside a story's tests, format 1: for each item of the story a game that shows it.

Bytes in, values out; no disk. One line a witness, in order of the paths, so that a line tells only what differs from the one
before: `["option kitchen.coat",0,3,"kitchen.coat"]` is the item, the number of the setup, how many moves are those of the line
before, and the moves after them. Written so, two thousand games take a hundred kilobytes, and an edit shows as a few lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from game.play.save_format import Value, Whole
from game.play.state import Setup
from game.proof.verdicts import Witness

FORMAT = 1
MOST_BYTES = 16 * 1024 * 1024
MOST_WITNESSES = 100_000
MOST_MOVES = 20_000
"""Moves of one witness."""
MOST_MOVES_IN_ALL = 4_000_000

Id = Annotated[str, Meta(max_length=400)]


class WitnessError(Exception):
    """What is wrong with a file of witnesses, in a sentence."""


class KeptSetup(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A `Setup`."""

    lead: Id
    seed: Whole = 0
    ghost: dict[Id, Value] = {}
    before: dict[Id, Value] = {}
    finished: tuple[Id, ...] = ()


class KeptWitness(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A line: the item's key, the number of the setup, how many moves are those of the line before, the moves after these."""

    key: Id
    setup: Annotated[int, Meta(ge=0, lt=MOST_WITNESSES)]
    shares: Annotated[int, Meta(ge=0, le=MOST_MOVES)]
    moves: str


class KeptWitnesses(Struct, frozen=True):
    """The file."""

    format: int
    story: Id
    setups: Annotated[tuple[KeptSetup, ...], Meta(max_length=MOST_WITNESSES)] = ()
    witnesses: Annotated[tuple[KeptWitness, ...], Meta(max_length=MOST_WITNESSES)] = ()


def encode(story: str, witnesses: Mapping[str, Witness]) -> bytes:
    """The file of a story's witnesses, by the keys of the items that they show. ValueError for what is no game of this kind."""
    setups: dict[bytes, int] = {}
    lines: list[bytes] = []
    before: tuple[str, ...] = ()
    ordered = sorted(witnesses.items(), key=lambda each: (_coded(each[1].setup), each[1].path, each[0]))
    for key, witness in ordered:
        if witness.setup.anchor is not None or any(" " in move or not move for move in witness.path):
            raise ValueError(f"the game of “{key}” cannot be kept")
        setup = setups.setdefault(_coded(witness.setup), len(setups))
        shares = 0
        while shares < min(len(before), len(witness.path)) and before[shares] == witness.path[shares]:
            shares += 1
        lines.append(msgspec.json.encode(KeptWitness(key, setup, shares, " ".join(witness.path[shares:]))))
        before = witness.path
    head = b'{"format":%d,"story":%s,\n"setups":[' % (FORMAT, msgspec.json.encode(story))
    return head + b",\n".join(setups) + b'],\n"witnesses":[\n' + b",\n".join(lines) + b"\n]}\n"


def _coded(setup: Setup) -> bytes:
    kept = KeptSetup(
        setup.lead, setup.seed, dict(sorted(setup.ghost.items())), dict(sorted(setup.before.items())), setup.finished
    )
    return msgspec.json.encode(kept)


def decode(data: bytes, story: str) -> dict[str, Witness]:
    """The witnesses of that story in a file, by the keys of their items. WitnessError."""
    if len(data) > MOST_BYTES:
        raise WitnessError(f"it is larger than {MOST_BYTES >> 20} MB")
    try:
        kept = msgspec.json.decode(data, type=KeptWitnesses)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise WitnessError("it is no file of witnesses, or was damaged") from error
    if kept.format != FORMAT:
        raise WitnessError(f"it is of another version of Citadel (format {kept.format}); this one reads {FORMAT}")
    if kept.story != story:
        raise WitnessError(f"it is of another story, “{kept.story[:80]}”")
    found: dict[str, Witness] = {}
    setups = [
        Setup(lead=each.lead, seed=each.seed, ghost=each.ghost, before=each.before, finished=each.finished)
        for each in kept.setups
    ]
    path: tuple[str, ...] = ()
    in_all = 0
    for number, each in enumerate(kept.witnesses, 1):
        if each.shares > len(path) or each.setup >= len(setups):
            raise WitnessError(f"its witness {number} goes on from what is not there")
        path = (*path[: each.shares], *each.moves.split())
        in_all += len(path)
        if len(path) > MOST_MOVES or in_all > MOST_MOVES_IN_ALL:
            raise WitnessError("its games are longer than is read")
        found[each.key] = Witness(setups[each.setup], path)
    return found
