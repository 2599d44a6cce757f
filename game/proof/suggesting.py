"""Whole plays that touch what a story's own tests do not: a small set, chosen from many by what each adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.language.program import Program
from game.play.runtime import start, step
from game.play.session import Session
from game.play.state import Setup, State
from game.play.words import drawn
from game.proof.page_ends import stop_of, ways
from game.proof.touched import Touching
from game.proof.verdicts import Witness
from game.proof.way_there import GoOn

MOST_PLAYS = 400
MOST_CHOSEN = 24
"""Walkthroughs that are suggested at once."""
LONGEST_PLAY = 1_500
DULL = 40
"""Plays in a row that touch nothing new: then no more are tried."""

Tried = Counter[tuple[int, str]]


class Suggestion(Struct, frozen=True):
    """A play, and the keys of what it touches that neither the tests do nor the suggestions before it."""

    session: Session
    adds: frozenset[str]


def suggestions(
    program: Program,
    touching: Touching,
    already: Iterable[str],
    begun: list[Setup],
    known: Iterable[Witness],
    go_on: GoOn,
) -> list[Suggestion]:
    """Plays that come to an ending and together touch as much as was found of what is not yet, that which adds most first.

    Candidates are plays that try what was tried least, and the games of `known` played on to an ending.
    """
    covered = set(already)
    candidates: list[tuple[Session, frozenset[str]]] = []
    met = set(covered)
    dull = 0
    tried: Tried = Counter()
    for session in _candidates(program, touching, begun, known, met, tried):
        adds = frozenset(touching.of(session) - covered)
        dull = 0 if adds - met else dull + 1
        if adds - met:
            candidates.append((session, adds))
            met |= adds
        if dull > DULL or not go_on():
            break
    chosen: list[Suggestion] = []
    while candidates and len(chosen) < MOST_CHOSEN:
        session, adds = max(candidates, key=lambda each: (len(each[1] - covered), -len(each[0].path)))
        new = adds - covered
        if not new:
            break
        chosen.append(Suggestion(session, frozenset(new)))
        covered |= new
    return chosen


def _candidates(
    program: Program, touching: Touching, begun: list[Setup], known: Iterable[Witness], met: set[str], tried: Tried
) -> Iterator[Session]:
    """Plays to an ending: those that try what was tried least, then the games that are known."""
    dull = 0
    for number in range(MOST_PLAYS):
        before = len(met)
        session = played_on(program, begun[number % len(begun)], (), tried, number)
        if session is not None:
            yield session
        dull = 0 if len(met) > before else dull + 1
        if dull > DULL // 2:
            break
    for number, witness in enumerate(known):
        if not witness.setup.ghost and not witness.setup.before:  # which a walkthrough names as a saved game's file
            session = played_on(program, witness.setup, witness.path, tried, number)
            if session is not None:
                yield session


def played_on(program: Program, setup: Setup, path: tuple[str, ...], tried: Tried, salt: int) -> Session | None:
    """A game from a path on, by what was tried least, to its ending; None where it comes to none or the path is gone."""
    try:
        states: list[State] = [start(program, setup)]
        for move in path:
            states.append(step(program, states[-1], move))
    except KeyError:
        return None
    moves = list(path)
    for count in range(LONGEST_PLAY):
        stop = stop_of(program, states[-1])
        found = ways(program, stop)
        if not found:
            return Session(program, setup, tuple(moves), tuple(states)) if stop.run.ending >= 0 else None
        point = stop.point
        fewest = min(tried[point, way.move] for way in found)
        least = [way for way in found if tried[point, way.move] == fewest]
        way = least[drawn(salt, "least", count, len(least))]
        tried[point, way.move] += 1
        states.append(step(program, states[-1], way.move))
        moves.append(way.move)
    return None
