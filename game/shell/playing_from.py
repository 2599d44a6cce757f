"""`citadel play --at`: a game that stands at a place of the story, found among those that a player could have."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec.structs import replace

from game.language.program import Program
from game.play.opposite import ALONE, Company
from game.play.session import Session
from game.proof.destinations import Destination, UnknownPlace, destination
from game.proof.verdicts import Verdict, Witness
from game.proof.way_there import (
    Arrival,
    Missed,
    any_way,
    arriving,
    guided_way,
    kept_way,
    setups,
    shortest_way,
    usual_way,
)
from game.shell.fate import settle
from game.shell.games import UsageError, draw_seed, find_lead
from game.shell.options import Options
from game.shell.stories import find_story
from game.shell.witnesses import kept_witnesses
from game.text.rendering import shown

Manner = Literal["shortest", "usual", "random"]

PATIENCE = 15.0
"""Seconds that a way is looked for."""


class NoWay(UsageError):
    """No game was found that comes to the place: why, in a sentence or two."""


def game_at(
    program: Program, name: str, manner: Manner, *, lead: str | None = None, seed: int | None = None,
    known: Iterable[Witness] = (), company: Company = ALONE, patience: float = PATIENCE,
) -> Session:  # fmt: skip
    """A game at the place of that name. UsageError where there is no such place, NoWay where no game was found.

    `known` are games that were kept; of those that come there, the shortest bounds the search for the shortest.
    """
    try:
        place = destination(program, name)
    except UnknownPlace as error:
        raise UsageError(str(error)) from error
    leads = _leads(program, place, lead)
    begun = setups(program, leads, draw_seed() if seed is None else seed, company.ghost, company.before)
    go_on = _until(patience)
    if manner != "shortest":
        drawn = begun[0].seed
        found = (
            usual_way(program, place, begun, go_on)
            if manner == "usual"
            else any_way(program, place, begun, drawn, go_on)
        )
        if isinstance(found, Arrival):
            return found.session
    kept = kept_way(program, place, known, leads)
    exact = shortest_way(program, place, begun, _until(patience / 2))
    if isinstance(exact, Arrival):
        return exact.session
    if kept is not None:
        return kept
    guided = guided_way(program, place, begun, _until(patience / 3)) if not exact.never else exact
    if isinstance(guided, Arrival):
        return guided.session
    judged = None if exact.never or company != ALONE else _judged(program, place, leads, begun[0].seed, patience / 2)
    if isinstance(judged, Session):
        return judged
    raise NoWay(no_way_told(program, place, exact, guided, judged))


def _judged(program: Program, place: Destination, leads: list[str], seed: int, seconds: float) -> Session | Verdict | None:
    """What the proof says of a place: a game that comes there, or its verdict. None for a label, of which it says nothing."""
    if place.kind == "label":
        return None
    from game.proof.judge import judge

    go_on = _until(seconds)
    key = f"{place.kind} {place.id}"
    judgement = judge(program, (), lambda progress: go_on(), leads=leads, only=[key])
    verdict = next((each for each in judgement.verdicts if each.item.key == key), None)
    if verdict is None or verdict.witness is None:
        return verdict
    setup = replace(verdict.witness.setup, seed=seed)
    witness = Witness(setup, verdict.witness.path)
    # Words that are drawn from the seed change no way.
    return arriving(program, place, witness) or arriving(program, place, verdict.witness) or verdict


def game_asked_for(program: Program, options: Options, lead: str | None, company: Company = ALONE) -> Session:
    """The game that stands at the place that was asked for with `--at`, settled. UsageError, NoWay."""
    assert options.at is not None
    known = kept_witnesses(program, find_story(options.story)).witnesses.values()
    found = game_at(
        program,
        options.at,
        options.manner,
        lead=lead,
        seed=options.seed,
        known=known if company == ALONE else (),
        company=company,
    )
    return settle(found)


def _until(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _leads(program: Program, place: Destination, asked: str | None) -> list[str]:
    """The leads with whom to look: the one asked for, else the scene's own, else all."""
    chosen = find_lead(program, asked) if asked is not None else ""
    if place.lead and chosen and place.lead != chosen:
        raise UsageError(
            f"“{place.id}” belongs to {place.lead}, and {chosen} never comes there. Say --as {place.lead}."
        )
    if chosen or place.lead:
        return [chosen or place.lead]
    return [each.id for each in program.leads]


def no_way_told(
    program: Program, place: Destination, exact: Missed, guided: Missed, judged: Verdict | None = None
) -> str:
    """Why there is no game at a place, and how sure that is."""
    what = {"scene": "comes to the scene", "label": "comes to the label", "option": "can make the move"}[place.kind]
    if exact.never:
        told = f"No game {what} “{place.id}”: every state from which a way leads there was seen ({exact.states:,})."
    elif judged is not None and judged.outcome == "refuted":
        told = f"No game {what} “{place.id}”: that is proved."
    else:
        told = (
            f"No game was found that {what} “{place.id}”, in {exact.states:,} states and {guided.plays:,} plays. "
            "That is no proof: “citadel check --budget none” may settle it."
        )
    if guided.stood and guided.unmet:
        never = " and ".join(f"“{each.words}” never held there ({'; '.join(each.values)})" for each in guided.unmet)
        told += f" The page where it stands was seen {_times(guided.stood)}, but {never}."
    elif guided.stood:
        told += f" The page where it stands was seen {_times(guided.stood)}, and what it asks for never held at once."
    elif place.kind == "option" and not exact.never:
        told += " Not even the page where it stands was seen."
    return shown(told)


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"
