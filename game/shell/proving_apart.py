"""A story judged in several processes, a lead in each: what they found is put together as one judgement."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from game.language.claim_tests import ClaimTest
from game.language.program import Program
from game.proof.items import Items
from game.proof.judge import Part, judge, parts_of, together
from game.proof.verdicts import Judgement, Progress, Verdict, Witness
from game.shell.unix import leave_interrupts_to_others

EVERY = 0.2
"""Seconds between two reports of a process on how far it has come."""
FEW = 4
"""Items that are left for one process at the least, if there are so many."""


class Task(Struct, frozen=True):
    """What a process is given. `seconds` is the time it has, None for as long as it takes."""

    program: Program
    claims: tuple[ClaimTest, ...]
    games: tuple[Witness, ...]
    only: tuple[str, ...]
    lead: str
    part: Part
    seconds: float | None


class Apart:
    """A judgement that several processes make: one for each lead, and where there are more, some for what a lead leaves open."""

    def __init__(
        self, program: Program, claims: tuple[ClaimTest, ...], games: Sequence[Witness], only: Sequence[str], many: int
    ) -> None:  # fmt: skip
        self.program, self.claims, self.games = program, claims, tuple(games)
        self.only, self.many = tuple(only), many
        self.items = Items(program, claims)
        self.by_lead: dict[str, Judgement] = {}
        first: Part = "easy" if many > len(program.leads) else "whole"
        self.waiting: list[Task] = [self._task(lead.id, self.only, first) for lead in program.leads]

    def _task(self, lead: str, only: Sequence[str], part: Part) -> Task:
        return Task(self.program, self.claims, self.games if part != "hard" else (), tuple(only), lead, part, None)

    def take(self, task: Task, found: Judgement) -> None:
        """Takes up what a process found."""
        if task.part == "hard":
            found = completed(self.by_lead[task.lead], found, self.items, self.claims, task)
        self.by_lead[task.lead] = found
        if task.part == "easy":
            asked = {*self.only}
            for number, claim in enumerate(self.claims):
                key, parts = self.items.all[self.items.claimed[number]].key, parts_of(claim, self.items, [task.lead])
                if parts and key in asked:
                    asked.discard(key)
                    asked |= {self.items.all[each].key for each in parts}
            left = [
                each.item.key
                for each in found.verdicts
                if each.outcome == "not settled" and each.item.lead in ("", task.lead) and each.item.key in asked
            ]
            shares = min(self.many, -(-len(left) // FEW))
            self.waiting += [self._task(task.lead, left[share::shares], "hard") for share in range(shares)]

    def so_far(self, running: Sequence[tuple[Task, Progress]]) -> Progress:
        """How far it has come, as one. An item is settled when every lead has settled it: of these at least so many."""
        asked = {*self.only}
        settled = {
            lead: sum(each.outcome != "not settled" and each.item.key in asked for each in found.verdicts)
            for lead, found in self.by_lead.items()
        }
        for task, each in running:
            settled[task.lead] = settled.get(task.lead, 0) + each.settled
        items = len(self.only)
        states = sum(found.states for found in self.by_lead.values()) + sum(each.states for _, each in running)
        stages = dict.fromkeys(each.stage for _, each in running)
        return Progress("; ".join(stages), states, max(0, sum(settled.values()) - items * (len(settled) - 1)), items)


def completed(
    first: Judgement, found: Judgement, items: Items, claims: tuple[ClaimTest, ...], task: Task
) -> Judgement:  # fmt: skip
    """A lead's judgement with what a search for some of its items found since."""
    states = first.states + found.states
    asked = {*task.only}
    verdicts = [
        replace(later, states=states) if later.item.key in asked else earlier
        for earlier, later in zip(first.verdicts, found.verdicts, strict=True)
    ]
    for number, claim in enumerate(claims):
        if parts := parts_of(claim, items, [task.lead]):
            at = items.claimed[number]
            verdicts[at] = together(items.all[at], [verdicts[each] for each in parts], states)
    return Judgement(tuple(verdicts), states)


def judge_apart(
    program: Program, claims: tuple[ClaimTest, ...], games: Sequence[Witness], only: Sequence[str],
    end: float | None, many: int, stopped: Callable[[], bool], show: Callable[[Progress], None],
) -> Judgement:  # fmt: skip
    """The judgement of all leads together, by as many processes at once as `many`, until `end` on this machine's clock.

    RuntimeError where a process died.
    """
    context = multiprocessing.get_context("spawn")
    apart = Apart(program, claims, games, only, many)
    running: dict[Connection, SpawnProcess] = {}
    progress: dict[Connection, Progress] = {}
    tasks: dict[Connection, Task] = {}
    told = False
    try:
        while apart.waiting or running:
            while apart.waiting and len(running) < many:
                task = apart.waiting.pop(0)
                # What comes later has the time that is left; what was looked for already needs none if there is none.
                left = None if end is None else max(0.0, end - time.monotonic())
                if task.part == "hard" and (left == 0 or stopped()):
                    continue
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                ours.send_bytes(msgspec.msgpack.encode(replace(task, seconds=0.0 if stopped() else left)))
                running[ours], tasks[ours] = process, task
            if stopped() and not told:
                told = True
                for pipe in running:
                    pipe.send_bytes(b"stop")
            for ready in wait([*running], EVERY):
                assert isinstance(ready, Connection)
                try:
                    data = ready.recv_bytes()
                except EOFError:
                    raise RuntimeError(f"the proof of {tasks[ready].lead} broke off") from None
                if data[:1] == b"p":
                    progress[ready] = msgspec.msgpack.decode(data[1:], type=Progress)
                    show(apart.so_far([(tasks[pipe], each) for pipe, each in progress.items()]))
                    continue
                apart.take(tasks[ready], msgspec.msgpack.decode(data[1:], type=Judgement))
                progress.pop(ready, None)
                running.pop(ready).join()
                ready.close()
    finally:
        for process in running.values():
            process.terminate()
    return merged(apart.by_lead, {claim.id for claim in claims if claim.form != "possible"})


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

    judgement = judge(task.program, task.claims, keep_going, task.games, [task.lead], task.only, task.part)
    pipe.send_bytes(b"j" + msgspec.msgpack.encode(judgement))
    pipe.close()


def merged(by_lead: dict[str, Judgement], of_all: set[str]) -> Judgement:
    """One judgement of each lead's own. `of_all` are the ids of claims that hold if they hold for every lead."""
    judgements = list({id(each): each for each in by_lead.values()}.values())
    if len(judgements) == 1:
        return judgements[0]
    states = sum(each.states for each in judgements)
    verdicts = []
    for every in zip(*(each.verdicts for each in by_lead.values()), strict=True):
        item = every[0].item
        if item.lead:
            own = dict(zip(by_lead, every, strict=True)).get(item.lead)
            verdicts.append(own if own is not None else every[0])
        elif item.kind == "claim" and item.id in of_all:
            verdicts.append(_merged(every, "refuted", "proved", states))
        else:
            verdicts.append(_merged(every, "proved", "refuted", states))
    return Judgement(tuple(verdicts), states)


def _merged(together: Sequence[Verdict], one: str, every: str, states: int) -> Verdict:
    """The verdict `one` if a lead has it, `every` if all have that, else none."""
    having = [each for each in together if each.outcome == one]
    if having:
        best = min(having, key=lambda each: len(each.witness.path) if each.witness is not None else 0)
        shortest = best.shortest and all(each.shortest or each.outcome == every for each in together)
        return replace(best, shortest=shortest, states=states)
    if all(each.outcome == every for each in together):
        return replace(together[0], states=states)
    left = next(each for each in together if each.outcome == "not settled")
    return replace(left, states=states)
