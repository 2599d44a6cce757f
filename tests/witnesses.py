"""Games that are said to show something, played again in the engine and in the naive interpreter: whether they do."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from game.language import model as m
from game.language.knowledge import Claim
from game.language.model import Number, YesNo
from game.language.program import Program
from game.play.page import Page
from game.play.runtime import page, start, step
from game.play.state import Setup
from tests.naive import name_of, search_from
from tests.naive_conditions import UNKNOWN
from tests.naive_play import Naive, Waiting


class Shown(Struct):
    """A game played to its end: the page it ends on, what happened on the way to it, and every place where it waited."""

    page: Page
    events: frozenset[str]
    stops: list[Waiting]


def decided_by(naive: Naive, setup: Setup) -> dict[str, Any]:
    """What an engine's setup decides of earlier games, for the naive interpreter."""
    decided: dict[str, Any] = {f"finished({each.id})": each.id in setup.finished for each in naive.story.endings}
    many = len(naive.meaning.leads) > 2
    decided["before"] = bool(setup.before)
    decided["ghost"] = bool(setup.ghost)
    if many:
        for lead in naive.meaning.leads:
            if lead != setup.lead:
                decided[f"ghost.{lead}"] = any(key.partition(".")[0] == lead for key in setup.ghost)
    for name in naive.meaning.earlier:
        game, _, rest = name.partition(".")
        value: Any = (setup.ghost if game == "ghost" else setup.before).get(rest, UNKNOWN)
        if isinstance(naive.meaning.earlier[name][0], YesNo) and value is not UNKNOWN:
            value = bool(value)
        value = frozenset(value) if isinstance(value, list) else value
        decided[name] = value if _could_be(naive, name, value) else UNKNOWN
    return decided


def _could_be(naive: Naive, name: str, value: Any) -> bool:
    """Whether an earlier game may have handed that on."""
    domain = naive.meaning.earlier[name][0]
    if isinstance(domain, Number):
        return isinstance(value, int) and domain.low <= value <= domain.high
    return value in naive.meaning.could_be(name)


def play(story: m.Story, program: Program, setup: Setup, path: tuple[str, ...], counting: frozenset[str]) -> Shown:
    """Plays a path in both. KeyError where a move is not open in one of them."""
    naive = Naive(story, counting)
    waiting = naive.begin(setup.lead, decided_by(naive, setup))
    state = start(program, setup)
    stops = [waiting]
    for move in path:
        moves = {each.id: each for each in naive.moves(waiting)}
        shown = page(program, state)
        assert set(moves) == {each.id for each in shown.open}, f"{move} of {path}"
        waiting = naive.after_move(waiting, moves[move])
        state = step(program, state, move)
        stops.append(waiting)
    events = frozenset(name_of(event, setup.lead) for event in naive.events)
    return Shown(page(program, state), events, stops)


def is_trapped(story: m.Story, waiting: Waiting, most: int = 50_000) -> bool:
    """Whether no ending can be reached from here."""
    return not search_from(Naive(story), waiting, most)


def claim_is_shown(story: m.Story, claim: Claim, shown: Shown) -> bool:
    """Whether a game breaks a claim where it ends, or shows there what is claimed to be possible."""
    naive = Naive(story)
    if claim.form == "lives":
        return is_trapped(story, shown.stops[-1])
    was = False
    for waiting in shown.stops:
        here = naive.here(waiting)
        was |= claim.before is not None and naive.meaning.holds(claim.before, waiting.values, "", here)
    holds = naive.meaning.holds(claim.holds, waiting.values, "", here)
    return not holds if claim.form == "always" else holds and not was
