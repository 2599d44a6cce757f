"""Plays that are led to where none has been: of what can be decided, the least tried first.

After Go-Explore (Ecoffet et al. 2021): what was seen open and never tried is gone back to, by the path on which it was
seen, and tried before a new game is begun.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.language.program import Asked, Fate, Menu, Program, Reflect, Say
from game.language.tables import BOARD
from game.play.decisions import decisions
from game.play.legacy import ghost_of
from game.play.page import Move
from game.play.session import Session, begin
from game.play.state import Setup
from game.play.words import drawn

LONGEST = 400
"""Moves after which a guided play is left: a story may go round for ever."""


def guided_plays(program: Program, least: int, most: int, seed: int = 0) -> list[Session]:
    """At least and at most so many plays: as many as it takes to try everything that was seen open. The same for the same seed."""
    return list(Guide(program, seed).plays(least, most))


class Guide:
    """What has been tried, and where there is something that has not."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.seed = seed
        self.tried: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._untried: deque[tuple[str, Session, Move]] = deque()
        self._ended: dict[str, Session] = {}
        self._endings: dict[str, None] = {}

    def plays(self, least: int, most: int) -> Iterator[Session]:
        """One play after the other. What is over is known to the next: its ending, and what it hands on."""
        number = 0
        while number < most:
            back = self._gone_back(number)
            if back is None and number >= least:
                return
            session = self._played_on(back or begin(self.program, self._setup(number)), number)
            if (ending := session.page.ending) is not None:
                self._ended[session.setup.lead] = session
                self._endings[ending.id] = None
            yield session
            number += 1

    def _setup(self, number: int) -> Setup:
        """Each lead in turn; every second round the games that came to an ending are behind the player."""
        leads = self.program.leads
        lead = leads[number % len(leads)].id
        seed = (self.seed * 1_000_003 + number) % 2**31
        if number // len(leads) % 2 == 0:
            return Setup(lead=lead, seed=seed)
        ghost = {}
        if self.program.legacy:
            for other, ended in self._ended.items():
                if other != lead:
                    ghost.update(ghost_of(self.program, other, ended.state))
        return Setup(lead=lead, seed=seed, finished=tuple(self._endings), ghost=ghost)

    def _gone_back(self, number: int) -> Session | None:
        """A session after the move that was seen first of those never tried; every fourth play is a new one all the same."""
        while self._untried and number % 4 != 3:
            key, session, move = self._untried.popleft()
            if not self.tried[key]:
                self.tried[key] += 1
                return session.play(move.id)
        return None

    def _played_on(self, session: Session, number: int) -> Session:
        while len(session.path) < LONGEST:
            page = session.page
            if not page.open:
                break
            for move in page.open:
                key = _key(move, page.scene)
                if key not in self._seen:
                    self._seen.add(key)
                    self._untried.append((key, session, move))
            turn = len(session.path)
            least = min(self.tried[_key(move, page.scene)] for move in page.open)
            rarest = [move for move in page.open if self.tried[_key(move, page.scene)] == least]
            move = rarest[drawn(self.seed, f"guide {number}", turn, len(rarest))]
            self.tried[_key(move, page.scene)] += 1
            session = session.play(move.id)
        return session


def _key(move: Move, scene: str) -> str:
    """What counts as the same thing tried: on a board all that is laid together in vain is one."""
    return f"{scene} in vain" if move.kind == "wrong" else move.id


class Covered(Struct, frozen=True):
    """How much of a story some plays have in them: how many scenes and decisions of how many, and what is in none."""

    scenes: tuple[int, int]
    decisions: tuple[int, int]
    missed_scenes: tuple[str, ...]
    missed: tuple[str, ...]


def covered(program: Program, sessions: Iterable[Session]) -> Covered:
    """The scenes that said something or stopped in some plays, and what was decided in them. A page for each move."""
    taken: set[str] = set()
    points: set[int] = set()
    met: set[str] = set()
    for session in sessions:
        taken.update(session.path)
        for moves in range(len(session.path) + 1):
            page = session.page_at(moves)
            met.add(page.scene)
            points.update(line.point for line in page.lines)
    known = decisions(program)
    met.update(move.rpartition(".")[0] for move in taken)
    # What a memory or a link is without a word of its own has nothing to be met by.
    told = (Say, Menu, Fate, Asked, Reflect)
    scenes = [
        scene
        for scene in program.scenes
        if scene.id != BOARD and any(isinstance(code, told) for code in program.code[scene.entry : scene.end])
    ]
    missed_scenes = tuple(
        scene.id for scene in scenes if scene.id not in met and points.isdisjoint(range(scene.entry, scene.end))
    )
    missed = tuple(id for id in known if id not in taken)
    return Covered(
        (len(scenes) - len(missed_scenes), len(scenes)), (len(known) - len(missed), len(known)), missed_scenes, missed
    )
