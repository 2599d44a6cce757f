"""A game that comes to a place: the shortest there is, the most usual, or any, each a game that a player could have.

Three searches, each bounded and each asked whether to go on: all states in order of their distance; plays that are drawn
towards the place and try what was tried least; plays by chance, as players make them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from game.language.program import Program
from game.play.legacy import Handed
from game.play.run import Run
from game.play.runtime import linked_of, start, step
from game.play.session import Session
from game.play.state import Setup, State
from game.play.words import drawn, weighed
from game.proof.asked import Wording, clauses, slots_read
from game.proof.destinations import Destination
from game.proof.page_ends import Stop, Way, stop_of, ways
from game.proof.paths import distances
from game.proof.reasons import holds
from game.proof.verdicts import Witness

MOST_STATES = 20_000
"""States that are looked at for the shortest way."""
MOST_PLAYS = 2_000
USUAL_PLAYS, USUAL_ARRIVALS = 600, 100
"""Plays by chance of which the most usual is told, and how many of them that arrive will do."""
LONGEST_PLAY = 1_500
PATIENCE = 400
"""Moves of one play without coming to a move that was never tried before: then another is begun."""

FORMER = ("finished", "ghost", "before")
"""Kinds of slots that hold what games before this one hand on: of those not every one is tried."""

GoOn = Callable[[], bool]
"""Asked before each play and every few states; False ends the search."""


class Arrival(Struct, frozen=True):
    """A game that stands at the place. `shortest`: no game comes there in fewer moves. Of so many plays, so many came there."""

    session: Session
    shortest: bool = False
    plays: int = 0
    arrived: int = 0


class Unmet(Struct, frozen=True):
    """A part of the move's condition that held in no play, with what its values were: `heat >= 4`, `heat was 0, 1 or 2`."""

    words: str
    values: tuple[str, ...]


class Missed(Struct, frozen=True):
    """No game was found. `never`: every state from which a way leads there was seen, `states` of them.

    `stood` counts the pages that were seen and on which the move stands; `unmet` are the parts of its condition that held
    on none of them.
    """

    never: bool
    states: int
    plays: int = 0
    stood: int = 0
    unmet: tuple[Unmet, ...] = ()


class _Step(NamedTuple):
    """A state, and how it was come to: the number of the state before, and the move."""

    state: State
    before: int
    move: str
    setup: Setup


def setups(
    program: Program, leads: Iterable[str], seed: int, ghost: Handed | None = None, before: Handed | None = None
) -> list[Setup]:
    """How a game may begin: with each lead, and with every ending known where the story asks for that.

    `ghost` and `before` are what earlier games hand on to it.
    """
    handed, former = ghost or {}, before or {}
    asks = any(slot.kind == "finished" for slot in program.slots)
    known = [(), tuple(each.id for each in program.endings)] if asks else [()]
    return [
        Setup(lead=lead, seed=seed, finished=finished, ghost=handed, before=former)
        for lead in leads
        for finished in known
    ]


def kept_way(program: Program, place: Destination, known: Iterable[Witness], leads: Iterable[str]) -> Session | None:
    """The shortest of some games, each as far as the place; None if none comes there."""
    best: Session | None = None
    wanted = set(leads)
    for witness in known:
        if witness.setup.lead not in wanted:
            continue
        session = arriving(program, place, witness)
        if session is not None and (best is None or len(session.path) < len(best.path)):
            best = session
    return best


def arriving(program: Program, place: Destination, witness: Witness) -> Session | None:
    """A game as far as it comes to the place; None where it does not, or cannot be played."""
    try:
        states = [start(program, witness.setup)]
    except KeyError:
        return None
    for number in range(len(witness.path) + 1):
        if place.holds(program, stop_of(program, states[-1])):
            return Session(program, witness.setup, witness.path[:number], tuple(states))
        if number < len(witness.path):
            try:
                states.append(step(program, states[-1], witness.path[number]))
            except KeyError:
                return None
    return None


def shortest_way(program: Program, place: Destination, begun: list[Setup], go_on: GoOn) -> Arrival | Missed:
    """The shortest way, found by looking at all states in order of their distance, up to `MOST_STATES` of them.

    What is found is the shortest; where nothing is found and every state was seen, no game ever comes there.
    """
    seen: set[State] = set()
    queue: list[_Step] = []
    for setup in begun:
        state = start(program, setup)
        if state not in seen:
            seen.add(state)
            queue.append(_Step(state, -1, "", setup))
    near = distances(program, place.points)
    unmet = _Unmet(program, place)
    for number, at in enumerate(queue):  # grows as it goes
        if number % 200 == 0 and not go_on():
            return Missed(False, len(seen))
        stop = stop_of(program, at.state)
        if place.holds(program, stop):
            return Arrival(_session(program, queue, number), shortest=True)
        unmet.note(stop)
        for way in ways(program, stop):
            if way.to not in near and not way.called and not stop.run.frames:
                continue  # from there no way leads to the place, and no caller is left to come back to
            state = step(program, at.state, way.move)
            if state not in seen:
                if len(seen) >= MOST_STATES:
                    return Missed(False, len(seen))
                seen.add(state)
                queue.append(_Step(state, number, way.move, at.setup))
    whole = all(slot.kind not in FORMER for slot in program.slots)
    return Missed(whole, len(seen), 0, unmet.stood, unmet.told())


def _session(program: Program, queue: list[_Step], number: int) -> Session:
    setup, states, path = queue[number].setup, [], []
    while number >= 0:
        states.append(queue[number].state)
        path.append(queue[number].move)
        number = queue[number].before
    return Session(program, setup, tuple(path[-2::-1]), tuple(states[::-1]))


def guided_way(program: Program, place: Destination, begun: list[Setup], go_on: GoOn) -> Arrival | Missed:
    """A way found by plays that take what was tried least, every other one of them what leads nearest to the place.

    Of a way that is found, moves are left out again as long as it still leads there.
    """
    tried: Counter[tuple[int, str]] = Counter()
    near = distances(program, place.points)
    unmet = _Unmet(program, place)
    plays = 0
    while plays < MOST_PLAYS and go_on():
        setup = begun[plays % len(begun)]
        drawn_to = near if plays // len(begun) % 2 else {}
        plays += 1
        session = _guided_play(program, place, setup, tried, drawn_to, unmet, plays)
        if session is not None:
            return Arrival(shortened(program, place, session, go_on), plays=plays, arrived=1)
    return Missed(False, 0, plays, unmet.stood, unmet.told())


def _guided_play(
    program: Program, place: Destination, setup: Setup, tried: Counter[tuple[int, str]], near: dict[int, int],
    unmet: _Unmet, number: int,
) -> Session | None:  # fmt: skip
    states, path = [start(program, setup)], list[str]()
    dull = 0
    for count in range(LONGEST_PLAY):
        stop = stop_of(program, states[-1])
        if place.holds(program, stop):
            return Session(program, setup, tuple(path), tuple(states))
        unmet.note(stop)
        found = ways(program, stop)
        if not found or dull > PATIENCE:
            return None
        way = _least_tried(found, stop.point, tried, near, (number, count))
        tried[stop.point, way.move] += 1
        dull = 0 if tried[stop.point, way.move] == 1 else dull + 1
        states.append(step(program, states[-1], way.move))
        path.append(way.move)
    return None


def _least_tried(
    found: list[Way], point: int, tried: Counter[tuple[int, str]], near: dict[int, int], salt: tuple[int, int]
) -> Way:
    far = 1 << 30

    def order(way: Way) -> tuple[int, int, int]:
        # What leads nearest to the place goes first, as long as it was not tried much more often than the others.
        tries = tried[point, way.move]
        distance = near.get(way.to, far) if near else 0
        return tries // 4 if near else tries, distance, drawn(salt[0], way.move, salt[1], 1 << 16)

    return min(found, key=order)


def why_never(program: Program, place: Destination, begun: list[Setup], go_on: GoOn) -> str:
    """Why a move that is never to be had is not, as far as plays show it: the part of its condition that held on no page

    where it stands, with the values seen there. "" where no play comes to such a page.
    """
    found = guided_way(program, place, begun, go_on)
    if isinstance(found, Arrival) or not found.unmet:
        return ""
    return " and ".join(f"“{each.words}” held on no page with it ({'; '.join(each.values)})" for each in found.unmet)


def shortened(program: Program, place: Destination, session: Session, go_on: GoOn) -> Session:
    """The same game with as many moves left out as can be: runs of moves first, then single ones."""
    length = max(1, len(session.path) // 2)
    while True:
        at = 0
        while at < len(session.path):
            if not go_on():
                return session
            path = session.path[:at] + session.path[at + length :]
            shorter = arriving(program, place, Witness(session.setup, path))
            if shorter is not None:
                session = shorter
            else:
                at += length
        if length == 1:
            return session
        length //= 2


def usual_way(program: Program, place: Destination, begun: list[Setup], go_on: GoOn) -> Arrival | Missed:
    """Of many plays by chance that come to the place, the one whose values are those that most of them have there."""
    arrived: list[Session] = []
    unmet = _Unmet(program, place)
    plays = 0
    while plays < USUAL_PLAYS and len(arrived) < USUAL_ARRIVALS and (go_on() or not plays):
        setup = begun[plays % len(begun)]
        plays += 1
        session = _chance_play(program, place, setup, plays, unmet)
        if session is not None:
            arrived.append(session)
    if not arrived:
        return Missed(False, 0, plays, unmet.stood, unmet.told())
    return Arrival(_most_usual(arrived), plays=plays, arrived=len(arrived))


def any_way(program: Program, place: Destination, begun: list[Setup], seed: int, go_on: GoOn) -> Arrival | Missed:
    """The first play by chance that comes to the place."""
    unmet = _Unmet(program, place)
    plays = 0
    while plays < MOST_PLAYS and go_on():
        setup = begun[drawn(seed, "setup", plays, len(begun))]
        plays += 1
        session = _chance_play(program, place, setup, seed + plays, unmet)
        if session is not None:
            return Arrival(session, plays=plays, arrived=1)
    return Missed(False, 0, plays, unmet.stood, unmet.told())


def _chance_play(program: Program, place: Destination, setup: Setup, salt: int, unmet: _Unmet) -> Session | None:
    states, path = [start(program, setup)], list[str]()
    for count in range(LONGEST_PLAY):
        stop = stop_of(program, states[-1])
        if place.holds(program, stop):
            return Session(program, setup, tuple(path), tuple(states))
        unmet.note(stop)
        found = ways(program, stop)
        if not found:
            return None
        odds = [way.odds for way in found]
        way = found[weighed(odds, drawn(salt, "way", count, sum(odds)))]
        states.append(step(program, states[-1], way.move))
        path.append(way.move)
    return None


def _most_usual(arrived: list[Session]) -> Session:
    """The session whose slots agree the most with what each slot mostly holds; of equals the shortest."""
    values = [[number for block in session.state.blocks for number in block] for session in arrived]
    mostly = [Counter(column).most_common(1)[0][0] for column in zip(*values, strict=True)]

    def agreement(number: int) -> tuple[int, int]:
        agreeing = sum(held == usual for held, usual in zip(values[number], mostly, strict=True))
        return agreeing, -len(arrived[number].path)

    return arrived[max(range(len(arrived)), key=agreement)]


class _Unmet:
    """What parts of a move's condition held on no page where it stands, and what their values were there."""

    def __init__(self, program: Program, place: Destination) -> None:
        self._program, self._place = program, place
        self._clauses = clauses(place.condition) if place.condition is not None else []
        self._held = [False] * len(self._clauses)
        self._values: list[dict[str, set[int]]] = [{slot: set() for slot in slots_read(each)} for each in self._clauses]
        self.stood = 0

    def note(self, stop: Stop) -> None:
        """Take account of one more page."""
        if self._place.kind != "option" or stop.point not in self._place.points:
            return
        self.stood += 1
        for number, clause in enumerate(self._clauses):
            self._held[number] = self._held[number] or holds(self._program, clause, stop.run.values)
            for slot, seen in self._values[number].items():
                seen.add(_value(self._program, stop.run, slot))

    def told(self) -> tuple[Unmet, ...]:
        """The parts that never held; empty where the move's page was never come to."""
        if not self.stood:
            return ()
        wording = Wording(self._program)
        return tuple(
            Unmet(wording.of(clause), tuple(_told(wording, slot, seen) for slot, seen in self._values[number].items()))
            for number, clause in enumerate(self._clauses)
            if not self._held[number]
        )


def _value(program: Program, run: Run, slot: str) -> int:
    block, place = linked_of(program).places[slot]
    return run.values[block][place]


def _told(wording: Wording, slot: str, seen: set[int]) -> str:
    ordered = sorted(seen)
    words = [wording.value(slot, number) for number in ordered[:6]]
    if len(ordered) > 6:
        return f"{slot} was {words[0]}, and up to {wording.value(slot, ordered[-1])}"
    return f"{slot} was {_either(words)}"


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
