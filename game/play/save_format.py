"""Saved games, format 1: a setup and a path, and the position they led to as a witness. Bytes in, values out; no disk.

The format is read for ever. Keys that this version does not know stay in `rest`, as they are, and are written again
with the record that holds them. A later format's file is refused, not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from game.play.session import MOST_BRANCH_MOVES, MOST_BRANCHES

FORMAT = 1
MOST_MOVES = 20_000
MOST_BYTES = 16 * 1024 * 1024
MOST_PARTS = 250_000
"""Values in a file's lists and objects, so that a small file cannot fill the memory."""
MOST_CHARACTERS = 1_000
"""Characters of a text that are read."""
DEEPEST = 100
"""Lists and objects in one another."""
Value = int | str | list[str]
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]


LATER = ("before", "shares", "played", "read", "legacy", "opposite", "counted", "starts")
"""Keys that came after the first: where they hold nothing, a game is written as ever."""


class SaveError(Exception):
    """What is wrong with a saved game, in one sentence for the player."""


class Record(Struct, frozen=True, kw_only=True):
    """A JSON object of the format; `rest` holds the keys that this version does not know."""

    rest: dict[str, Any] = field(default_factory=dict)


class StoryStamp(Record, frozen=True, kw_only=True):
    """Which story was played, a digest of its sources as they were, and which counts it kept, and where its values

    started (`game.play.counted`).
    """

    id: str
    title: str = ""
    version: str = ""
    digest: str = ""
    counted: str = ""
    starts: tuple[str, ...] = ()


class SavedPosition(Record, frozen=True, kw_only=True):
    """A `Position`: (scene, nearest id) a frame, the lowest first; by name the values that differ from the start."""

    stack: Annotated[tuple[tuple[str, str], ...], Meta(max_length=MOST_MOVES)] = ()
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
    `played` counts the seconds spent in the game, `read` is the share of the story read by then, in percent. `opposite`
    says whom it is played opposite, and after what: “opposite Nadia Sinh, who came to “Returned””.
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
    opposite: str = ""


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
    if too_long := _too_long(saved):
        raise SaveError(f"The game has more than {too_long}, which is all that a saved game holds.")
    data = msgspec.json.format(msgspec.json.encode(_plain(saved)), indent=1) + b"\n"
    if too_large := _too_large(data):
        raise SaveError(f"The game has more than {too_large}, which is all that a saved game holds.")
    return data


def decode(data: bytes) -> SavedGame:
    """The saved game in some bytes, whatever they hold. SaveError with the reason if it is none, and nothing else.

    What a terminal would obey is taken out of every text of the format's own keys, and what is longer than any game's is
    cut. The memory needed is at most some ten times the file's size.
    """
    if too_large := _too_large(data):
        raise SaveError(f"The file holds more than {too_large}, which no saved game has.")
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
            f"The game was saved by a later version of Citadel (format {str(number)[:12]}); this one reads up to {FORMAT}."
        )
    if number != FORMAT or isinstance(number, bool):
        raise SaveError("The file does not say which format it has, so it cannot be read as a saved game.")
    try:
        saved = _record(SavedGame, document)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SaveError(f"The saved game is damaged ({_reason(error)}).") from error
    if too_long := _too_long(saved):
        raise SaveError(f"The saved game holds more than {too_long}, which no game has.")
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


def _too_long(saved: SavedGame) -> str:
    """What a game has too much of, "" for one that can be kept. A branch counts from the game's beginning."""
    lengths = [branch.shares + len(branch.path) for branch in saved.branches]
    if max(len(saved.path), *lengths, 0) > MOST_MOVES:
        return f"{MOST_MOVES:,} moves"
    if len(lengths) > MOST_BRANCHES:
        return f"{MOST_BRANCHES:,} branches"
    return f"{MOST_BRANCH_MOVES:,} moves in its branches" if sum(lengths) > MOST_BRANCH_MOVES else ""


def _too_large(data: bytes) -> str:
    """What a file has too much of, "" for one that can be read; told from its bytes, before anything is made of them."""
    if len(data) > MOST_BYTES:
        return f"{MOST_BYTES >> 20} MB"
    return f"{MOST_PARTS:,} values" if data.count(b",") > MOST_PARTS else ""


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
            rest[name] = _shallow(part, DEEPEST)
        elif name == "branches" and isinstance(part, list):
            known[name] = tuple(_record(SavedBranch, each) for each in part)
        elif name in _RECORDS and part is not None:
            known[name] = _record(_RECORDS[name], part)
        else:
            known[name] = _cleaned(_shallow(part, DEEPEST))
    return msgspec.convert({**known, "rest": rest}, kind)


def _shallow(value: object, deepest: int) -> object:
    """A JSON value of no more than so many lists and objects in one another. ValidationError if there are more."""
    if isinstance(value, dict | list):
        if deepest == 0:
            raise msgspec.ValidationError(f"more than {DEEPEST} lists stand in one another")
        for each in value.values() if isinstance(value, dict) else value:
            _shallow(each, deepest - 1)
    return value


def _cleaned(value: object) -> object:
    """A JSON value with only what is printable in its texts, names among them."""
    match value:
        case str():
            return printable(value[:MOST_CHARACTERS])
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
