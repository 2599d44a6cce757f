"""A story judged in several processes, a lead in each: what they found is put together as one judgement."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

import msgspec
from msgspec import Struct

from game.language.claim_tests import ClaimTest
from game.language.program import Program
from game.proof.judge import judge
from game.proof.verdicts import Judgement, Progress, Verdict, Witness
from game.shell.unix import leave_interrupts_to_others

EVERY = 0.2
"""Seconds between two reports of a process on how far it has come."""


class Task(Struct, frozen=True):
    """What a process is given. `seconds` is the time it has, None for as long as it takes."""

    program: Program
    claims: tuple[ClaimTest, ...]
    games: tuple[Witness, ...]
    only: tuple[str, ...]
    leads: tuple[str, ...]
    seconds: float | None


def judge_apart(
    program: Program, claims: tuple[ClaimTest, ...], games: Sequence[Witness], only: Sequence[str],
    end: float | None, many: int, stopped: Callable[[], bool], show: Callable[[Progress], None],
) -> Judgement:  # fmt: skip
    """The judgement of all leads together, of as many at once as `many`, until `end` on this machine's clock.

    RuntimeError where a process died.
    """
    context = multiprocessing.get_context("spawn")
    waiting = [(lead.id,) for lead in program.leads]
    running: dict[Connection, SpawnProcess] = {}
    progress: dict[Connection, Progress] = {}
    leads_of: dict[Connection, tuple[str, ...]] = {}
    by_lead: dict[str, Judgement] = {}
    told = False
    try:
        while waiting or running:
            while waiting and len(running) < many:
                leads = waiting.pop(0)
                # Leads that come later have the time that is left.
                left = None if end is None else max(0.0, end - time.monotonic())
                task = Task(program, claims, tuple(games), tuple(only), leads, 0.0 if stopped() else left)
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                ours.send_bytes(msgspec.msgpack.encode(task))
                running[ours], leads_of[ours] = process, leads
            if stopped() and not told:
                told = True
                for pipe in running:
                    pipe.send_bytes(b"stop")
            for ready in wait([*running], EVERY):
                assert isinstance(ready, Connection)
                try:
                    data = ready.recv_bytes()
                except EOFError:
                    raise RuntimeError(f"the proof of {', '.join(leads_of[ready])} broke off") from None
                if data[:1] == b"p":
                    progress[ready] = msgspec.msgpack.decode(data[1:], type=Progress)
                    show(_together(list(progress.values())))
                    continue
                judgement = msgspec.msgpack.decode(data[1:], type=Judgement)
                by_lead |= dict.fromkeys(leads_of[ready], judgement)
                running.pop(ready).join()
                ready.close()
    finally:
        for process in running.values():
            process.terminate()
    return merged(by_lead, {claim.id for claim in claims if claim.form != "possible"})


def work(pipe: Connection) -> None:
    """A process: judge what comes through the pipe, tell how far it is, and give back the judgement."""
    leave_interrupts_to_others()
    task = msgspec.msgpack.decode(pipe.recv_bytes(), type=Task)
    end = None if task.seconds is None else time.monotonic() + task.seconds
    told = 0.0

    def keep_going(progress: Progress) -> bool:
        nonlocal told
        now = time.monotonic()
        if now - told < EVERY / 4:
            return end is None or now < end
        told = now
        pipe.send_bytes(b"p" + msgspec.msgpack.encode(progress))
        return not pipe.poll() and (end is None or now < end)

    judgement = judge(task.program, task.claims, keep_going, task.games, task.leads, only=task.only)
    pipe.send_bytes(b"j" + msgspec.msgpack.encode(judgement))
    pipe.close()


def _together(every: list[Progress]) -> Progress:
    """How far several have come, as one. An item is settled when every lead has settled it: of these at least so many."""
    items = every[0].items
    settled = max(0, sum(each.settled for each in every) - items * (len(every) - 1))
    return Progress("; ".join(each.stage for each in every), sum(each.states for each in every), settled, items)


def merged(by_lead: dict[str, Judgement], of_all: set[str]) -> Judgement:
    """One judgement of each lead's own. `of_all` are the ids of claims that hold if they hold for every lead."""
    judgements = list({id(each): each for each in by_lead.values()}.values())
    if len(judgements) == 1:
        return judgements[0]
    states = sum(each.states for each in judgements)
    verdicts = []
    for together in zip(*(each.verdicts for each in by_lead.values()), strict=True):
        item = together[0].item
        if item.lead:
            own = dict(zip(by_lead, together, strict=True)).get(item.lead)
            verdicts.append(own if own is not None else together[0])
        elif item.kind == "claim" and item.id in of_all:
            verdicts.append(_merged(together, "refuted", "proved", states))
        else:
            verdicts.append(_merged(together, "proved", "refuted", states))
    return Judgement(tuple(verdicts), states)


def _merged(together: Sequence[Verdict], one: str, every: str, states: int) -> Verdict:
    """The verdict `one` if a lead has it, `every` if all have that, else none."""
    having = [each for each in together if each.outcome == one]
    if having:
        best = min(having, key=lambda each: len(each.witness.path) if each.witness is not None else 0)
        shortest = best.shortest and all(each.shortest or each.outcome == every for each in together)
        return msgspec.structs.replace(best, shortest=shortest, states=states)
    if all(each.outcome == every for each in together):
        return msgspec.structs.replace(together[0], states=states)
    left = next(each for each in together if each.outcome == "not settled")
    return msgspec.structs.replace(left, states=states)
