"""Saved games that nobody ever saved: damaged, foreign, huge, and meant to do harm; by what is wrong with each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from game.play.save_format import printable
from tests.commands import Ran

SOUND: dict[str, Any] = {
    "format": 1,
    "story": {"id": "kitchen", "title": "The Kitchen", "version": "1.2.0", "digest": ""},
    "setup": {"lead": "daniel", "seed": 3, "ghost": {}, "finished": [], "anchor": None},
    "path": ["kitchen.wait"],
    "branches": [{"name": "", "path": ["kitchen.coat"]}],
    "position": {"stack": [["kitchen", "wait"]], "values": {"chose(kitchen.wait)": 1}},
    "summary": {"label": "x", "lead": "Daniel Marsh", "turns": 1},
}
STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\r\n\x00"
"""What would set a terminal's title, clear its screen, and write from right to left."""


def with_(**keys: object) -> bytes:
    """A sound game but for these keys."""
    return json.dumps({**SOUND, **keys}).encode()


def behind(tail: str) -> bytes:
    """A sound game with one more key, in letters."""
    return f"{json.dumps(SOUND)[:-1]}, {tail}}}".encode()


def within(part: str, **keys: object) -> bytes:
    """A sound game but for these keys of a part."""
    return with_(**{part: {**SOUND[part], **keys}})


REFUSED: dict[str, bytes] = {
    "empty": b"",
    "spaces": b" \n" * 1000,
    "NULs": b"\x00" * 1000,
    "no JSON": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "another encoding": json.dumps(SOUND).encode("utf-16"),
    "100,000 brackets": b"[" * 100_000,
    "100,000 objects": b'{"a":' * 100_000,
    "brackets beside the rest": behind(f'"x": {"[" * 100_000}{"]" * 100_000}'),
    "brackets, and closed again": behind(f'"x": {"[" * 900}{"]" * 900}'),
    "brackets for a value": behind(f'"legacy": {{"a": {"[" * 900}{"]" * 900}}}'),
    "foreign": b'{"version": 2, "passages": []}',
    "a list": b"[1]",
    "a word": b'"format"',
    "format 2": with_(format=2),
    "format 0": with_(format=0),
    "format -1": with_(format=-1),
    "format yes": with_(format=True),
    "format in words": with_(format="1"),
    "format 1.0": with_(format=1.0),
    "format none": with_(format=None),
    "format of 4,000 digits": behind(f'"format": {"9" * 4000}'),
    "10 to the 5,000th": behind(f'"x": 1{"0" * 5000}'),
    "1e400": behind('"x": 1e400'),
    "NaN": behind('"x": NaN'),
    "a seed of 80 bits": behind(f'"setup": {{"lead": "daniel", "seed": {2**80}}}'),
    "no lead": with_(setup={}),
    "no story": with_(story={}),
    "half a character": behind('"path": ["\\ud800"]'),
    "a number for a move": with_(path=[1]),
    "a part for a move": with_(path=[["kitchen.wait"]]),
    "20,001 moves": with_(path=["kitchen.wait"] * 20_001),
    "1,001 branches": with_(branches=[{"shares": 1}] * 1001),
    "a branch that shares -1": with_(branches=[{"shares": -1}]),
    "branches that grow to 20,000,000": with_(path=["a"] * 20_000, branches=[{"shares": 20_000}] * 1000),
    "a stack of 100,000": within("position", stack=[["kitchen", "wait"]] * 100_000),
    "a million lists": behind(f'"x": [{"[]," * 1_000_000}[]]'),
    "a million words": behind(f'"path": [{chr(34)}ab"{", ".join([""] + [chr(34) + "ab" + chr(34)] * 1_000_000)}]'),
    "a million values": within("position", values={str(number): number for number in range(1_000_000)}),
    "more than 16 MB": within("summary", label="x" * (16 << 20)),
}
"""Each is told in a sentence, and nothing is made of it."""

TAKEN_UP: dict[str, bytes] = {
    "sound": with_(),
    "20,000 moves": with_(path=["kitchen.wait"] * 20_000),
    "10 branches of 20,000": with_(path=["kitchen.wait"] * 20_000, branches=[{"shares": 20_000}] * 10),
    "1,000 branches": with_(branches=[{"shares": 1, "path": ["kitchen.x"] * 190}] * 1000),
    "a stack of 20,000": within("position", stack=[["kitchen", "wait"]] * 20_000),
    "an anchor of 20,000": within("setup", anchor={"stack": [["kitchen", "wait"]] * 20_000, "values": {}}),
    "200,000 values": within("position", values={str(number): 1 for number in range(200_000)}),
    "a huge ghost": within("setup", ghost={str(number): ["x"] * 100 for number in range(2000)}),
    "a ghost's value of 4,000 digits": behind(f'"setup": {{"lead": "daniel", "ghost": {{"a": {"9" * 4000}}}}}'),
    "the same key twice": behind('"path": ["kitchen.coat"], "path": ["kitchen.wait"]'),
    "keys of tomorrow": with_(later={"deep": [[[{"rest": 1}]]]}, rest={"rest": 2}),
    "a move that is code": with_(path=["__import__('os').system('touch owned')", "../../owned", "{{7*7}}"]),
    "signs that steer": with_(
        story={**SOUND["story"], "title": STEERING, "version": STEERING},
        path=["kitchen.wait", STEERING],
        branches=[{"name": STEERING, "path": [STEERING]}],
        summary=dict.fromkeys(
            ("label", "lead", "place", "time", "chapter", "last_line", "ending", "saved_at"), STEERING
        ),
    ),
    "another story that steers": with_(story={"id": f"../../{STEERING}", "title": STEERING}),
    "another lead that steers": within("setup", lead=f"../../{STEERING}"),
    "words of a megabyte": with_(
        story={**SOUND["story"], "title": "x" * 1_000_000},
        path=["y" * 1_000_000],
        summary=dict.fromkeys(("label", "lead", "place", "last_line"), "z y " * 250000),
    ),
    "a year of none": within("summary", saved_at="9999-99-99T99:99:99", turns=-5, played=-(2**63), read=2**63 - 1),
}
"""Each is read: it is played as far as it goes, or told to be another story's."""


def inside(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "cache" not in path.parts}


def calm(ran: Ran, codes: tuple[int, ...] = (0, 1, 2, 4)) -> None:
    """What holds of every command: a plain end, and nothing that steers the terminal."""
    told = ran.out + ran.err
    assert ran.code in codes, told
    assert "error of its own" not in told and "Traceback" not in told
    assert all(printable(line) == line for line in told.split("\n"))
