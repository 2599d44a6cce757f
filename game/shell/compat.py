"""`citadel compat`: what becomes of saved games of one version of a story in another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from textwrap import wrap

import msgspec
from msgspec import Struct

from game.language.program import Program
from game.play.compat import VERDICTS, Group, Sorted, Verdict, sort_saves
from game.play.guided import Covered, covered, guided_plays
from game.play.recording import Recording, looks_like_a_recording, read_recording, record
from game.play.save_format import MOST_BYTES, SaveError
from game.shell import files
from game.shell.games import Unreadable, UsageError, shipped_program
from game.shell.places import expanded
from game.shell.versions import open_version
from game.shell.writing_out import write_out
from game.text.rendering import shown

MOST_GROUPS = 12
"""Causes that are shown of each verdict."""


class Made(Struct, frozen=True):
    """The saved games that are loaded; what they cover is known where they were made now."""

    recording: Recording
    data: bytes
    covered: Covered | None = None


def run_compat(
    old: str, new: str | None, *, saves: int, seed: int, fail_on: Verdict | None, to_record: str | None, as_json: bool
) -> int:
    """Sort the saved games of `old`, a recording or a story, in `new`; 1 where one fares so badly as `fail_on`, or worse.

    With `to_record` they are written into that file; then `new` may be left out, and nothing is sorted.
    """
    made = _made(old, new, saves, seed)
    if to_record is not None:
        write_out(to_record, made.data.decode(), "recording")
        if new is None:
            return 0
    program = _today(made, old, new)
    found = sort_saves(program, made.recording.games)
    sys.stdout.write(_as_json(made, program, found) if as_json else "\n".join(_lines(made, program, found)) + "\n")
    return 1 if fail_on is not None and found.at_least(fail_on) else 0


def _made(old: str, new: str | None, saves: int, seed: int) -> Made:
    path = expanded(old)
    if path.name.endswith(".json") and os.path.isfile(path):
        try:
            data = files.read(path, MOST_BYTES)
            if not looks_like_a_recording(data):
                raise SaveError("The file is no recording. “citadel compat STORY --record FILE” makes one.")
            return Made(read_recording(data), data)
        except SaveError as error:
            raise Unreadable(f"{old} cannot be used: {error}") from error
        except OSError as error:
            raise Unreadable(f"{old} cannot be read: {files.reason(error)}.") from error
    program = open_version(old, new)
    plays = guided_plays(program, max(1, saves // 2), max(1, saves), seed)
    data = record(program, plays, saves, seed)
    return Made(read_recording(data), data, covered(program, plays))


def _today(made: Made, old: str, new: str | None) -> Program:
    if new is None:
        program = shipped_program(made.recording.story.id)
        if program is None:
            named = made.recording.story.title or made.recording.story.id
            raise UsageError(f"Say in which story: “{named}” does not ship with Citadel.")
        return program
    return open_version(new, None if made.covered is None else old)


def _lines(made: Made, program: Program, found: Sorted) -> Iterator[str]:
    stamp = made.recording.story
    plays = made.recording.plays
    yield (
        f"{found.many} saved game{'' if found.many == 1 else 's'} of {plays} play{'' if plays == 1 else 's'} of "
        f"{stamp.title or stamp.id} {stamp.version}, taken up in {program.version}"
    )
    if made.covered is not None:
        scenes, decisions = made.covered.scenes, made.covered.decisions
        yield f"with {scenes[0]} of {scenes[1]} scenes and {decisions[0]} of {decisions[1]} choices and picks in them"
        for missed in (made.covered.missed_scenes, made.covered.missed):
            if missed:
                yield from _wrapped(f"never met: {', '.join(missed[:20])}{' …' if len(missed) > 20 else ''}", "  ")
    yield ""
    for verdict in VERDICTS:
        yield f"  {verdict:<12}{found.counts[verdict]:>6}{found.counts[verdict] / max(1, found.many):>8.1%}"
    for verdict in reversed(VERDICTS):
        groups = [group for group in found.groups if group.verdict == verdict]
        for group in groups[:MOST_GROUPS]:
            yield ""
            yield from _told(group)
        if len(groups) > MOST_GROUPS:
            yield f"\nand {len(groups) - MOST_GROUPS} more causes of “{verdict}”"


def _told(group: Group) -> Iterator[str]:
    example = group.games[0]
    many = len(group.games)
    yield f"{group.verdict}, {many} game{'' if many == 1 else 's'}: {group.cause}"
    yield from _wrapped(example.note, "  ")
    path = " ".join(example.saved.path) or "without a move"
    yield from _wrapped(f"for example as {example.saved.setup.lead}, seed {example.saved.setup.seed}: {path}", "    ")


def _wrapped(words: str, margin: str) -> list[str]:
    return wrap(shown(words), 100, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def _as_json(made: Made, program: Program, found: Sorted) -> str:
    answer: dict[str, object] = {
        "story": made.recording.story.id,
        "old": made.recording.story.version,
        "new": program.version,
        "games": found.many,
        "plays": made.recording.plays,
        "never met": [*made.covered.missed_scenes, *made.covered.missed] if made.covered is not None else None,
        **{verdict: found.counts[verdict] for verdict in VERDICTS},
        "shares": {verdict: round(found.counts[verdict] / max(1, found.many), 4) for verdict in VERDICTS},
        "causes": [
            {
                "verdict": group.verdict,
                "cause": group.cause,
                "games": len(group.games),
                "note": group.games[0].note,
                "example": {
                    "lead": group.games[0].saved.setup.lead,
                    "seed": group.games[0].saved.setup.seed,
                    "path": group.games[0].saved.path,
                },
            }
            for group in found.groups
        ],
    }
    return msgspec.json.encode(answer).decode() + "\n"
