"""Plays by chance that two versions of a story can be compared by: alike but where the edit makes them differ.

Each open move is weighed by a hash of the play's seed, its id and how often it was met, and the heaviest is made. So an
option put in elsewhere shifts no other play. (Highest random weight: Thaler and Ravishankar 1998; with odds as in Efraimidis
and Spirakis 2006.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import log

from msgspec import Struct, field

from game.language.program import Program
from game.play.decisions import decisions
from game.play.page import Page
from game.play.session import Session, begin
from game.play.state import Setup
from game.play.survey import LONGEST_PLAY, odds_of
from game.play.words import drawn

_FINE = 2**53


class Met(Struct):
    """What some plays by chance met: in how many of them each instruction said something and each move was offered or

    made, how often each option was met in its menu, how often it was open then, and how often each ending came.
    """

    plays: int = 0
    read: Counter[int] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    meetings: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    each: list[frozenset[int | str]] = []
    """Of each play the instructions that said something, and the ids of what was offered."""


def met_by_chance(
    program: Program, lead: str, plays: int, seed: int = 0, today: Callable[[str], str] = lambda move: move
) -> Met:
    """What that many plays of a lead meet: the same every time. `today` gives a move the id by which it is weighed."""
    found = Met(plays=plays)
    menus: dict[int, list[str]] = {}
    for each in decisions(program).values():
        if each.kind == "option":
            menus.setdefault(each.menu, []).append(each.id)
    for number in range(plays):
        _met(found, program, Setup(lead=lead, seed=seed * 1_000_003 + number), menus, today)
    return found


def _met(
    found: Met, program: Program, setup: Setup, menus: dict[int, list[str]], today: Callable[[str], str]
) -> None:
    session = begin(program, setup)
    times: Counter[str] = Counter()
    seen: set[int | str] = set()
    known = decisions(program)
    while True:
        page = session.page
        seen.update(line.point for line in page.lines)
        seen.update(move.id for move in page.moves)
        openly = {move.id for move in page.open}
        menu = next((known[move.id].menu for move in page.moves if move.id in known and known[move.id].menu in menus), -1)
        for id in menus.get(menu, ()):
            found.meetings[id] += 1
            found.open[id] += id in openly
        if not openly or len(session.path) >= LONGEST_PLAY:
            break
        session = _moved(session, page, times, today)
    if page.ending is not None:
        found.endings[page.ending.id] += 1
    found.read.update(each for each in seen if isinstance(each, int))
    found.offered.update(each for each in seen if isinstance(each, str))
    found.each.append(frozenset(seen))


def _moved(session: Session, page: Page, times: Counter[str], today: Callable[[str], str]) -> Session:
    """The session after the move that weighs most."""
    best, heaviest = page.open[0], float("-inf")
    for move, odds in zip(page.open, odds_of(page.open), strict=True):
        name = today(move.id)
        times[name] += 1
        weight = log((drawn(session.setup.seed, f"chance {name}", times[name], _FINE) + 1) / (_FINE + 1)) / max(odds, 1)
        if weight > heaviest:
            best, heaviest = move, weight
    return session.play(best.id)
