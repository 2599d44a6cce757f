"""Saved games, format 1: a setup and a path, and the position they led to as a witness. Bytes in, values out; no disk.

The format is read for ever. Keys that this version does not know stay in `rest`, as they are, and are written again
with the record that holds them. A later format's file is refused, not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from game.play.session import MOST_BRANCHES

FORMAT = 1
MOST_MOVES = 20_000
Value = int | str | list[str]
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]


LATER = ("before", "shares", "played", "read", "legacy")
"""Keys that came after the first: where they hold nothing, a game is written as ever."""


class SaveError(Exception):
    """What is wrong with a saved game, in one sentence for the player."""


class Record(Struct, frozen=True, kw_only=True):
    """A JSON object of the format; `rest` holds the keys that this version does not know."""

    rest: dict[str, Any] = field(default_factory=dict)


class StoryStamp(Record, frozen=True, kw_only=True):
    """Which story was played, and a digest of its sources as they were."""

    id: str
    title: str = ""
    version: str = ""
    digest: str = ""


class SavedPosition(Record, frozen=True, kw_only=True):
    """A `Position`: (scene, nearest id) a frame, the lowest first; by name the values that differ from the start."""

    stack: tuple[tuple[str, str], ...] = ()
    values: dict[str, Value] = {}


class SavedSetup(Record, frozen=True, kw_only=True):
    """A `Setup`."""

    lead: str
    seed: Whole = 0
    ghost: dict[str, Value] = {}
    before: dict[str, Value] = {}
    finished: tuple[str, ...] = ()
    anchor: SavedPosition | None = None


class SavedBranch(Record, frozen=True, kw_only=True):
    """A `Branch`: the first `shares` moves are those of the game's own path, the others follow."""

    name: str = ""
    shares: Annotated[int, Meta(ge=0, le=MOST_MOVES)] = 0
    path: tuple[str, ...] = ()


class Summary(Record, frozen=True, kw_only=True):
    """What a list of saved games shows, so that nothing need be replayed for it.

    `lead` is the name, `ending` the ending's title or "", `turns` counts the player's moves, `saved_at` is ISO 8601.
    `played` counts the seconds spent in the game, `read` is the share of the story read by then, in percent.
    """

    label: str = ""
    lead: str = ""
    place: str = ""
    time: str = ""
    chapter: str = ""
    last_line: str = ""
    turns: Whole = 0
    ending: str = ""
    saved_at: str = ""
    played: Whole = 0
    read: Whole = 0


class SavedGame(Record, frozen=True, kw_only=True):
    """A saved game, format 1. `legacy` is what a game that has come to its ending hands on, by name."""

    format: int = FORMAT
    story: StoryStamp
    setup: SavedSetup
    path: tuple[str, ...] = ()
    branches: tuple[SavedBranch, ...] = ()
    position: SavedPosition = SavedPosition()
    summary: Summary = Summary()
    legacy: dict[str, Value] = {}


def encode(saved: SavedGame) -> bytes:
    """The saved game as JSON in UTF-8, indented, the keys in the format's order and unknown ones after them.

    SaveError for one that `decode` would refuse for its length.
    """
    if _longest(saved) > MOST_MOVES:
        raise SaveError(f"The game has more than {MOST_MOVES:,} moves, which is all that a saved game holds.")
    return msgspec.json.format(msgspec.json.encode(_plain(saved)), indent=1) + b"\n"


def decode(data: bytes) -> SavedGame:
    """The saved game in some bytes, whatever they hold. SaveError with the reason if it is none, and nothing else.

    What a terminal would obey is taken out of every text of the format's own keys.
    """
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        what = "is empty" if not data.strip() else "is damaged, or is no saved game"
        raise SaveError(f"The file {what}.") from error
    if not isinstance(document, dict) or "format" not in document or "story" not in document:
        raise SaveError("The file is no saved game of Citadel.")
    number = document["format"]
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise SaveError(
            f"The game was saved by a later version of Citadel (format {number}); this one reads up to {FORMAT}."
        )
    if number != FORMAT or isinstance(number, bool):
        raise SaveError("The file does not say which format it has, so it cannot be read as a saved game.")
    try:
        saved = _record(SavedGame, document)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SaveError(f"The saved game is damaged ({_reason(error)}).") from error
    if _longest(saved) > MOST_MOVES or len(saved.branches) > MOST_BRANCHES:
        raise SaveError(
            f"The saved game holds more than {MOST_MOVES:,} moves, or than {MOST_BRANCHES:,} branches, which no game has."
        )
    return saved


def printable(text: str) -> str:
    """The text without control characters (C0, DEL, C1) and signs that turn the direction of writing; line ends and

    tabs are spaces.
    """
    return text.translate(_UNPRINTABLE)


_UNPRINTABLE: Mapping[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029), " "),
}


def _longest(saved: SavedGame) -> int:
    """The length of its longest path."""
    return max(len(saved.path), *(branch.shares + len(branch.path) for branch in saved.branches), 0)


# ------------------------------------------------------------------ records and unknown keys

_RecordKind = TypeVar("_RecordKind", bound=Record)
_RECORDS: Mapping[str, type[Record]] = {
    "story": StoryStamp,
    "setup": SavedSetup,
    "position": SavedPosition,
    "anchor": SavedPosition,
    "summary": Summary,
}


def _record(kind: type[_RecordKind], value: object) -> _RecordKind:
    """A JSON value as a record, unknown keys in its `rest`. ValidationError if it does not fit."""
    if not isinstance(value, dict):
        raise msgspec.ValidationError(f"{kind.__name__.lower()} is no object")
    known: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, part in value.items():
        if name == "rest" or name not in kind.__struct_fields__:
            rest[name] = part
        elif name == "branches" and isinstance(part, list):
            known[name] = tuple(_record(SavedBranch, each) for each in part)
        elif name in _RECORDS and part is not None:
            known[name] = _record(_RECORDS[name], part)
        else:
            known[name] = _cleaned(part)
    return msgspec.convert({**known, "rest": rest}, kind)


def _cleaned(value: object) -> object:
    """A JSON value with only what is printable in its texts, names among them."""
    match value:
        case str():
            return printable(value)
        case list():
            return [_cleaned(each) for each in value]
        case dict():
            return {printable(name): _cleaned(each) for name, each in value.items()}
        case _:
            return value


def _plain(value: Any) -> Any:
    """A record as JSON's own values, its unknown keys among the known."""
    match value:
        case Record():
            names = (name for name in value.__struct_fields__ if name != "rest")
            known = {name: _plain(getattr(value, name)) for name in names}
            for name in LATER:
                if not known.get(name, True):
                    del known[name]
            return {**known, **value.rest}
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _reason(error: Exception) -> str:
    """The decoder's reason as a clause."""
    words = str(error).split("\n")[0].rstrip(".").replace("`", "")
    return words[:1].lower() + words[1:120]
