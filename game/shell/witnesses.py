"""The witnesses that a story keeps beside its tests, in `tests/witnesses.json`: read on each run, written when asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.language.program import Program
from game.proof.verdicts import Witness
from game.proof.witness_format import MOST_BYTES, WitnessError, decode, encode
from game.shell import files
from game.shell.stories import StoryFolder, shown_name

NAME = "witnesses.json"


class Kept(Struct, frozen=True):
    """The witnesses that are kept, by the keys of their items; `trouble` says why a file that is there cannot be used."""

    witnesses: dict[str, Witness]
    trouble: str = ""


def witness_file(folder: StoryFolder) -> Path | None:
    """Where a story keeps its witnesses; None for a story of a single file, which has no folder of its own."""
    return folder.path / "tests" / NAME if folder.path.is_dir() else None


def kept_witnesses(program: Program, folder: StoryFolder) -> Kept:
    """A story's witnesses, under the ids of today. Never raises: a file that cannot be used is passed over, and told."""
    path = witness_file(folder)
    if path is None or not path.exists():
        return Kept({})
    try:
        found = _read(program, path)
    except WitnessError as error:
        trouble = str(error)
    except OSError as error:
        trouble = f"it cannot be read: {files.reason(error)}"
    else:
        return Kept({key: _today(program, witness) for key, witness in found.items()})
    return Kept({}, f"{shown_name(path)} is passed over: {trouble}. “citadel check --bless” writes it anew.")


def _read(program: Program, path: Path) -> dict[str, Witness]:
    data = files.read(path, MOST_BYTES)
    trouble: WitnessError | None = None
    for story in (program.id, *program.was):
        try:
            return decode(data, story)
        except WitnessError as error:
            trouble = trouble or error
    assert trouble is not None
    raise trouble


def _today(program: Program, witness: Witness) -> Witness:
    """A witness with today's ids for those that were changed."""
    if not program.renamed:
        return witness
    renamed = program.renamed
    setup = witness.setup
    lead = renamed.get(f"lead {setup.lead}", setup.lead)
    path = tuple(renamed.get(move, move) for move in witness.path)
    return Witness(replace(setup, lead=lead), path)


def keep_witnesses(program: Program, folder: StoryFolder, witnesses: Mapping[str, Witness]) -> str:
    """Write a story's witnesses; the file's name, or "" where it held the same or there is no place for it. OSError."""
    path = witness_file(folder)
    if path is None:
        return ""
    data = encode(program.id, witnesses)
    try:
        if files.read(path, MOST_BYTES) == data:
            return ""
    except OSError:
        pass
    files.write_atomically(path, data)
    return shown_name(path)
