"""A recording: some hundreds of saved games of one story in one file, by which a later edit of it is judged.

It holds plays, and for each the places at which it was saved. What many of them share (ids of moves, places, names of
values) is written once. Bytes in, values out; no disk. Read for ever, like saved games, and within the same bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from game.language.program import Program
from game.play.position import position_of
from game.play.save_format import (
    MOST_BYTES,
    MOST_MOVES,
    SavedGame,
    SavedPosition,
    SavedSetup,
    SaveError,
    StoryStamp,
    Value,
    Whole,
    printable,
)
from game.play.saves import stamp_of
from game.play.session import Session
from game.play.words import drawn

FORMAT = 1
MOST_GAMES = 10_000
MOST_IN_ALL = 2_000_000
"""Moves of all saved games of a recording, each counted from its beginning."""


class Mark(Struct, frozen=True, array_like=True):
    """A place at which a play was saved: after how many moves, the frames by number of place, the values by number of name."""

    moves: int
    stack: tuple[int, ...]
    values: tuple[tuple[int, Value], ...]


class Play(Struct, frozen=True, omit_defaults=True):
    """A play: what it was begun with, its moves by number, and where it was saved."""

    lead: str
    path: tuple[int, ...]
    marks: tuple[Mark, ...]
    seed: Whole = 0
    finished: tuple[str, ...] = ()
    ghost: dict[str, Value] = {}
    before: dict[str, Value] = {}


class _Stamp(Struct, frozen=True):
    id: str
    title: str = ""
    version: str = ""
    digest: str = ""
    counted: str = ""
    starts: tuple[str, ...] = ()


class _File(Struct, frozen=True):
    recording: int
    story: _Stamp
    moves: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    plays: tuple[Play, ...]


class Recording(Struct, frozen=True):
    """The saved games, those of one play one after the other, and how many plays they are of."""

    story: StoryStamp
    games: tuple[SavedGame, ...]
    plays: int


def looks_like_a_recording(data: bytes) -> bool:
    """Whether a file is meant for a recording, and not for one saved game."""
    return b'"recording"' in data[:200]


def record(program: Program, sessions: Sequence[Session], many: int, seed: int = 0) -> bytes:
    """The recording of some plays, saved at so many places in all: each at its end, the others at places drawn by lot."""
    moves, places, names = _Numbers(), _Numbers(), _Numbers()
    marks = _marks(sessions, many, seed)
    plays = []
    for session, at in zip(sessions, marks, strict=True):
        made = []
        for many_moves in at:
            position = position_of(program, session.states[many_moves])
            values = tuple([(names[name], value) for name, value in position.values.items()])
            made.append(Mark(many_moves, tuple([places[each] for each in position.stack]), values))
        setup = session.setup
        plays.append(
            Play(
                lead=setup.lead, seed=setup.seed, finished=setup.finished, ghost=setup.ghost, before=setup.before,
                path=tuple([moves[each] for each in session.path]), marks=tuple(made),
            )
        )  # fmt: skip
    stamp = stamp_of(program)
    head = {
        "recording": FORMAT,
        "story": _Stamp(stamp.id, stamp.title, stamp.version, stamp.digest, stamp.counted, stamp.starts),
        "moves": moves.in_order(),
        "places": places.in_order(),
        "names": names.in_order(),
    }
    # A play a line: a file that is kept beside the source is compared line by line.
    lines = b",\n".join(msgspec.json.encode(each) for each in plays)
    return msgspec.json.encode(head)[:-1] + b',"plays":[\n' + lines + b"\n]}\n"


def _marks(sessions: Sequence[Session], many: int, seed: int) -> list[list[int]]:
    """After how many moves each play is saved."""
    found = [{len(session.path)} for session in sessions[:many]] + [set[int]() for _ in sessions[many:]]
    left = many - sum(map(len, found))
    for turn in range(6):
        for number, session in enumerate(sessions):
            if left > 0 and session.path:
                at = drawn(seed, f"saved {number}", turn, len(session.path))
                left -= at not in found[number]
                found[number].add(at)
    return [sorted(each) for each in found]


def read_recording(data: bytes) -> Recording:
    """The saved games of a recording. SaveError with the reason if it is none, or is longer than any."""
    if len(data) > MOST_BYTES:
        raise SaveError(f"The file holds more than {MOST_BYTES // 1024 // 1024} MB, which no recording has.")
    try:
        found = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SaveError("The file is damaged, or is no recording.") from error
    if found.recording != FORMAT:
        raise SaveError(f"The recording was made by a later version of Citadel (format {found.recording}).")
    marks = [mark for play in found.plays for mark in play.marks]
    if len(marks) > MOST_GAMES or sum(mark.moves for mark in marks) > MOST_IN_ALL:
        raise SaveError("The recording holds more games than are read.")
    stamp = StoryStamp(
        id=printable(found.story.id), title=printable(found.story.title), version=printable(found.story.version),
        digest=found.story.digest, counted=found.story.counted, starts=found.story.starts,
    )  # fmt: skip
    moves, names = tuple(map(printable, found.moves)), tuple(map(printable, found.names))
    places = tuple([(printable(scene), printable(at)) for scene, at in found.places])
    games = [game for play in found.plays for game in _games(play, stamp, moves, places, names)]
    return Recording(stamp, tuple(games), len(found.plays))


def _games(
    play: Play, stamp: StoryStamp, moves: tuple[str, ...], places: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> Iterator[SavedGame]:
    if len(play.path) > MOST_MOVES:
        raise SaveError(f"The recording holds a game of more than {MOST_MOVES:,} moves.")
    path = tuple(_by_number(moves, play.path))
    setup = SavedSetup(
        lead=printable(play.lead), seed=play.seed, finished=tuple(map(printable, play.finished)), ghost=play.ghost,
        before=play.before,
    )  # fmt: skip
    for mark in play.marks:
        if not 0 <= mark.moves <= len(path):
            raise SaveError("The recording is damaged: a game was saved where none was.")
        values = dict(zip(_by_number(names, [name for name, _ in mark.values]), [at for _, at in mark.values], strict=True))
        position = SavedPosition(stack=tuple(_by_number(places, mark.stack)), values=values)
        yield SavedGame(story=stamp, setup=setup, path=path[: mark.moves], position=position)


_Named = TypeVar("_Named")


def _by_number(named: Sequence[_Named], numbers: Iterable[int]) -> Iterator[_Named]:
    for number in numbers:
        if not 0 <= number < len(named):
            raise SaveError("The recording is damaged: a number in it stands for nothing.")
        yield named[number]


class _Numbers(dict[object, int]):
    """Numbers from 0 for what is met, in its order."""

    def __missing__(self, key: object) -> int:
        self[key] = len(self)
        return self[key]

    def in_order(self) -> list[object]:
        return list(self)
