"""Walkthroughs: a play as it reads on paper, its moves in brackets, which can be played again and compared.

```
lead: nadia
seed: 7

The room tone under it is a smaller room. You know the room.

> “That isn’t 1974.”  [splice]

> (fate: he wakes)  [wakes]
```
"""

from __future__ import annotations

import re

from msgspec import Struct

from game.language.program import Program
from game.play.page import Line, Page
from game.play.runtime import page, start, step
from game.play.session import Session
from game.play.state import Setup
from game.play.transcript import Chosen, decided, entries, spoken

MOST_MOVES = 20_000
_MOVE = re.compile(r"> .*\[(?P<id>[\w.+]+)\]\s*\Z")
_HEADER = re.compile(r"(?P<key>lead|seed|finished|ghost|before):\s*(?P<value>.*)\Z")


class Walkthrough(Struct, frozen=True):
    """What a walkthrough's text asks for: the setup, and the moves as typed, with the line (from 1) of each.

    `ghost` and `before` are saved games by their paths, as typed, with the line; what these hand on is put into the
    setup by whoever may read files.
    """

    setup: Setup
    moves: tuple[tuple[str, int], ...]
    ghost: tuple[str, int] = ("", 0)
    before: tuple[str, int] = ("", 0)


class WalkthroughError(Exception):
    """A walkthrough that cannot be played: says why, and on which line (from 1)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_walkthrough(text: str) -> Walkthrough:
    """The setup and the moves of a walkthrough; its prose is not read.

    WalkthroughError without a lead, with a bad seed or with more than `MOST_MOVES`.
    """
    headers: dict[str, str] = {}
    lines: dict[str, int] = {}
    moves: list[tuple[str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := _MOVE.match(line):
            if len(moves) == MOST_MOVES:
                raise WalkthroughError(f"a walkthrough has no more than {MOST_MOVES:,} moves", number)
            moves.append((match["id"], number))
        elif not moves and (match := _HEADER.match(line)):
            headers.setdefault(match["key"], match["value"].strip())
            lines.setdefault(match["key"], number)
    if "lead" not in headers:
        raise WalkthroughError("a walkthrough begins with “lead:” and the id of its lead", 1)
    seed = headers.get("seed", "0")
    if not re.fullmatch(r"-?\d{1,19}", seed) or not -(2**63) <= int(seed) < 2**63:
        raise WalkthroughError(f"the seed is a whole number of 64 bits, and “{seed}” is none", 1)
    finished = tuple(each.strip() for each in headers.get("finished", "").split(",") if each.strip())
    ghost, before = ((headers.get(key, ""), lines.get(key, 0)) for key in ("ghost", "before"))
    return Walkthrough(Setup(lead=headers["lead"], seed=int(seed), finished=finished), tuple(moves), ghost, before)


def play_walkthrough(program: Program, walkthrough: Walkthrough) -> Session:
    """The session after a walkthrough's moves. WalkthroughError where a move is not open, with those that are."""
    try:
        states = [start(program, walkthrough.setup)]
    except KeyError as error:
        raise WalkthroughError(f"the story has no lead “{walkthrough.setup.lead}”", 1) from error
    path: list[str] = []
    for typed, line in walkthrough.moves:
        seen = page(program, states[-1])
        found = meant(seen, typed)
        if found is None:
            open_ids = ", ".join(move.short for move in seen.open) or "none"
            raise WalkthroughError(f"“{typed}” is not open here; open are: {open_ids}", line)
        path.append(found)
        states.append(step(program, states[-1], found))
    return Session(program, walkthrough.setup, tuple(path), tuple(states))


def meant(page: Page, typed: str) -> str | None:
    """The id of the open move that a typed id means: the whole id, or its last part where only one fits. Else None."""
    ids = [move.id for move in page.open]
    if typed in ids:
        return typed
    fitting = [id for id in ids if id.rpartition(".")[2] == typed]
    return fitting[0] if len(fitting) == 1 else None


def as_walkthrough(session: Session, ghost: str = "", before: str = "") -> str:
    """A session as a walkthrough: played again, it gives this text.

    `ghost` and `before` are the paths of the saved games from which its setup was filled, which no session knows.
    """
    setup = session.setup
    head = [f"lead: {setup.lead}"]
    head += [f"{key}: {path}" for key, path in (("ghost", ghost), ("before", before)) if path]
    if setup.finished:
        head.append(f"finished: {', '.join(setup.finished)}")
    if setup.seed:
        head.append(f"seed: {setup.seed}")
    parts = ["\n".join(head)]
    for entry in entries(session):
        match entry:
            case Line(kind="page"):
                parts.append("~")
            case Line(kind="place"):
                parts.append(f"# {entry.text}")
            case Line():
                parts.append(re.sub(r"\A>", r"\\>", spoken(entry)))
            case Chosen(move=move):
                words = decided(move)
                if move.kind == "fate":
                    words = f"(fate: {move.label})" if move.label else "(fate)"
                parts.append(f"> {words}  [{move.short}]")
    last = session.page
    if last.ending is not None:
        parts.append(f"*** {last.ending.title}" + (f"\n{last.ending.about}" if last.ending.about else ""))
    elif last.trouble:
        parts.append(f"!!! {last.trouble}")
    else:
        parts.append("\n".join(_offered(last)))
    return "\n\n".join(parts) + "\n"


def _offered(page: Page) -> list[str]:
    """The moves of the last page, where the play stopped before its ending."""
    return [f"? {decided(move)}  [{move.short}]{f'  ({move.locked})' if move.locked else ''}" for move in page.moves]
