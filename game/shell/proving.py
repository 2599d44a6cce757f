"""A story proved within a time: what is known from the last run is taken, the rest is judged, on several cores if there are."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from game.language.claim_tests import ClaimTest
from game.language.program import Program
from game.proof.items import Items
from game.proof.judge import judge
from game.proof.shared_words import shared_words
from game.proof.slices import Slices, slices_of, untouched
from game.proof.verdicts import Item, Judgement, Progress, Verdict, Witness
from game.shell.last_run import NOT_ASKED, LastRun, proof_key, recall, remember
from game.shell.stories import StoryFolder
from game.shell.terminal import is_terminal
from game.shell.unix import interruptible
from game.text.source import Source

BUDGET = 30.0
"""Seconds for a story, where nothing else is said."""
SMALL = 1_500
"""Instructions of a story that is judged in this process: to begin others would take longer."""

Wanted = Callable[[Item], bool]


class Proof(Struct, frozen=True):
    """What a run found. `judgement` has the items that were asked for; `reused` counts those whose verdict the last run had.

    `interrupted`: somebody pressed ctrl-c, and what is not settled then stays so.
    """

    judgement: Judgement
    items: Items
    reused: int = 0
    interrupted: bool = False
    known: tuple[Witness, ...] = ()


def prove(
    program: Program, claims: tuple[ClaimTest, ...], folder: StoryFolder, sources: Sequence[Source],
    *, budget: float | None = BUDGET, jobs: int = 0, known: Sequence[Witness] = (), wanted: Wanted | None = None,
) -> Proof:  # fmt: skip
    """Judge a story within a budget of seconds (None: to the end), and keep what was found for the next run.

    `program` and `claims` are those of `compile_with_claims`. `known` are witnesses that were kept. `wanted` tells which items
    are asked for; without it all are. `jobs`: processes, 0 for as many as there are cores.
    """
    items = Items(program, claims)
    asked = [each for each in items.all if wanted is None or wanted(each)]
    key, slices, last = proof_key(list(sources)), slices_of(program, claims, items), recall(folder)
    settled = _settled(last, slices, items) if last is not None else {}
    if last is not None and last.key == key and _all_there(last, asked, settled, budget):
        there = {each.item.key: each for each in last.verdicts}
        verdicts = tuple([there[each.key] for each in asked])
        return Proof(Judgement(verdicts, last.states), items, len(verdicts), known=_games(verdicts, known))
    left = [each.key for each in asked if each.key not in settled]
    games = _games(last.verdicts if last is not None else (), known)
    with interruptible() as stopped:
        found = _judged(program, claims, games, left, budget, jobs, stopped) if left else Judgement((), 0)
    fresh = {each.item.key: each for each in found.verdicts if each.item.key in set(left)}
    merged = [fresh.get(each.key) or settled.get(each.key) or _not_asked(each) for each in items.all]
    spent = 0.0 if stopped() else budget
    states = found.states or (last.states if last is not None else 0)
    remember(folder, LastRun(key, spent, slices, states, tuple(merged)))
    kept = {each.key for each in asked}
    judgement = Judgement(tuple([each for each in merged if each.item.key in kept]), states)
    return Proof(judgement, items, len(asked) - len(left), stopped(), _games(judgement.verdicts, games))


def _settled(last: LastRun, slices: Slices, items: Items) -> dict[str, Verdict]:
    """The verdicts of the last run that no edit since can have touched, said of today's items."""
    today = {each.key: each for each in items.all}
    shared = shared_words(items)
    return {
        each.item.key: replace(each, item=today[each.item.key])
        for each in last.verdicts
        if each.outcome != "not settled"
        and each.item.key in today
        and untouched(last.slices, slices, today[each.item.key], shared)
    }


def _all_there(last: LastRun, asked: list[Item], settled: dict[str, Verdict], budget: float | None) -> bool:
    """Whether the last run, of the same story, has told all that is asked for."""
    there = {each.item.key: each for each in last.verdicts}
    if any(each.key not in there for each in asked):
        return False
    left = [there[each.key] for each in asked if each.key not in settled]
    if any(each.why == NOT_ASKED for each in left):
        return False
    return not left or last.budget is None or (budget is not None and budget <= last.budget)


def _not_asked(item: Item) -> Verdict:
    return Verdict(item, "not settled", why=NOT_ASKED)


def _games(verdicts: Sequence[Verdict], known: Sequence[Witness]) -> tuple[Witness, ...]:
    """Every game that shows something, each once."""
    found = [*known, *(each.witness for each in verdicts if each.witness is not None)]
    return tuple({(each.setup.lead, each.path, repr(each.setup)): each for each in found}.values())


# ------------------------------------------------------------------ judging


def _judged(
    program: Program, claims: tuple[ClaimTest, ...], games: Sequence[Witness], left: Sequence[str],
    budget: float | None, jobs: int, stopped: Callable[[], bool],
) -> Judgement:  # fmt: skip
    end = None if budget is None else time.monotonic() + budget
    many = jobs or os.cpu_count() or 1
    if many > 1 and (jobs > 1 or len(program.code) >= SMALL):
        from game.shell.proving_apart import judge_apart

        with shown_progress() as show:
            return judge_apart(program, claims, games, left, end, many, stopped, show)
    with shown_progress() as show:

        def keep_going(progress: Progress) -> bool:
            show(progress)
            return not stopped() and (end is None or time.monotonic() < end)

        return judge(program, claims, keep_going, games, only=left)


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Gives what shows progress on standard error, a line that is written over, if somebody sits there."""
    if not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        yield lambda progress: None
        return
    from shutil import get_terminal_size

    begun = told = time.monotonic()
    width = 0

    def show(progress: Progress) -> None:
        nonlocal told, width
        now = time.monotonic()
        if now - told < 0.25:
            return
        told = now
        line = progress_told(progress, now - begun)[: get_terminal_size((80, 24)).columns - 1]
        sys.stderr.write("\r" + line.ljust(width))
        sys.stderr.flush()
        width = len(line)

    try:
        yield show
    finally:
        if width:
            sys.stderr.write("\r" + " " * width + "\r")
            sys.stderr.flush()


def progress_told(progress: Progress, seconds: float) -> str:
    """How far a proof has come, on one line: settled of all, states, states a second, the stage."""
    rate = progress.states / seconds if seconds > 0 else 0
    return (
        f"{progress.settled:,} of {progress.items:,} settled, {progress.states:,} states, "
        f"{rate:,.0f} a second: {progress.stage}"
    )
