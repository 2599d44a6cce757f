"""Judges a story: for every item a verdict, with a game that shows it where there is one.

For each lead in turn: what could be come to if every condition might be either; whether an ending can be reached from all
of that whatever is not known; everything, as far as that goes; known games and guided plays; then, for what is left, search
over as few slots as it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Literal

from msgspec import Struct

from game.language.claim_tests import ClaimTest
from game.language.program import Program
from game.proof.abstraction import Abstract
from game.proof.bank import Bank
from game.proof.impossible import settled_by_values
from game.proof.items import Items
from game.proof.lead import Lead
from game.proof.machine import Ended, Machine
from game.proof.novelty import Novel
from game.proof.refinement import (
    Life,
    Question,
    Reals,
    Settled,
    first_lost,
    live_everywhere,
    question,
    refined,
    way_out,
)
from game.proof.search import Exhausted, Gathered, Guided, Path
from game.proof.survey import survey
from game.proof.touched import Touching
from game.proof.verdicts import Item, Judgement, KeepGoing, Outcome, Progress, Verdict, Witness
from game.proof.witnesses import follow, with_seed, witness

FIRST_LOOK = 300_000
"""States of a first search of everything."""
STALE = 120_000
"""Moves of guided play without anything new, behind which it ends."""
MOST_GUIDED = 3_000_000
MOST_NOVEL = 200_000
"""States that a search for what is new keeps."""
LIMITS = (30_000, 300_000, 3_000_000)
"""Abstract states for one question, round for round."""


Part = Literal["whole", "easy", "hard"]
"""What of the work is done: all; all but the search for each item that is left; or that alone, for items known to be left."""


class Had(Struct, frozen=True):
    """An item that was come by: the game, and whether no game shows it in fewer moves."""

    witness: Witness
    shortest: bool


class Judging:
    """Gathers what is known of the items that are asked for, over the leads that are."""

    def __init__(
        self, program: Program, claims: tuple[ClaimTest, ...], keep_going: KeepGoing,
        leads: Collection[str] = (), only: Collection[str] | None = None, part: Part = "whole",
    ) -> None:  # fmt: skip
        self.program = program
        self.claims = claims
        self.part = part
        self.items = Items(program, claims)
        self.leads = {lead.id for lead in program.leads if not leads or lead.id in leads}
        self.asked = self._asked(only)
        self.had: dict[int, Had] = {}
        self.never: dict[int, set[str]] = {}
        self.looked: dict[int, set[str]] = {}
        """By an item, the leads whose shortest game that shows it is known."""
        self.cut: dict[int, str] = {}
        self.alive: dict[str, bool] = {}
        self.traps: dict[str, Witness] = {}
        self.states = 0
        self.stopped = False
        self.stage = ""
        self._keep_going = keep_going

    def ask(self, states: int) -> bool:
        """Counts states; whether to go on."""
        self.states += states
        if not self.stopped:
            never = sum(self.leads <= leads for item, leads in self.never.items() if item in self.asked)
            progress = Progress(self.stage, self.states, len(self.had) + never, len(self.asked))
            self.stopped = not self._keep_going(progress)
        return not self.stopped

    @cached_property
    def _touching(self) -> Touching:
        return Touching(self.program, self.items)

    def _asked(self, only: Collection[str] | None) -> set[int]:
        """The items of those keys, and those that claims among them are made of."""
        items = self.items
        if only is None:
            return set(range(len(items.all)))
        wanted = set(only)
        found = {number for number, item in enumerate(items.all) if item.key in wanted}
        for index, claim in enumerate(self.claims):
            if items.claimed[index] in found:
                found.update(parts_of(claim, items, self.leads))
        return found

    def _life_open(self, lead: str) -> bool:
        """Whether it is asked, and not known, that an ending can be reached from everywhere."""
        return lead not in self.alive and self.items.lives[lead] in self.asked

    # ------------------------------------------------------------------ one lead

    def lead(self, number: int, known: Sequence[Witness]) -> None:
        """Settles as much as can be of one lead's game."""
        with suppress(Ended):
            self._lead(number, known)

    def _lead(self, number: int, known: Sequence[Witness]) -> None:
        name = self.program.leads[number].name
        self.stage = f"{name}: where play can come to"
        seen, possible, passed = survey(self.program, self.items, number, self.ask)
        seen, impossible = settled_by_values(seen, self.ask)
        possible -= impossible
        self._never(seen, set(range(len(self.items.all))) - possible)
        possible &= self.asked
        if self._life_open(seen.id) and self.ask(0):
            self._life_at_once(seen)
        # What another lead has shown in so many moves, this one may show in fewer.
        wanted = {item for item in possible if item not in self.had or self.had[item].shortest}
        if not wanted and not self._life_open(seen.id):
            return
        if (self.part == "hard" or not self._search_all(seen, wanted, possible, known)) and self.part != "easy":
            self.stage = f"{name}: what is left"
            self._refine(seen, passed, possible)

    def _search_all(self, seen: Lead, wanted: set[int], possible: set[int], known: Sequence[Witness]) -> bool:
        """Searches for all items together, in one way after the other; whether that settled all."""
        name = seen.program.leads[seen.lead].name
        if self.ask(0):
            self.stage = f"{name}: every state"
            if self._exhaust(seen, wanted, shortest=True):
                return True
        if self.ask(0):
            self.stage = f"{name}: known games and guided play"
            self._play(seen, possible - self.had.keys(), known)
        left = possible - self.had.keys()
        if left and self.ask(0):
            self.stage = f"{name}: what is new, for what is left"
            machine = Machine(Bank(seen, left))
            novel = Novel(machine).search(machine.starts(), MOST_NOVEL, self.ask)
            for item, path in novel.gathered.paths.items():
                self._found(machine, item, path, shortest=False)
            left = possible - self.had.keys()
        if (left or self._life_open(seen.id)) and self.ask(0):
            self.stage = f"{name}: every state, for what is left"
            return self._exhaust(seen, left, shortest=False)
        return False

    def _never(self, seen: Lead, items: set[int]) -> None:
        for item in items:
            self.never.setdefault(item, set()).add(seen.id)

    def _found(self, machine: Machine, item: int, path: Path, *, shortest: bool) -> bool:
        """An item was come by. False where no game could be made of it, which leaves it open."""
        had = self.had.get(item)
        if had is not None and not (shortest and had.shortest):
            return True
        game = witness(machine, path, item)
        if game is None:
            self.cut[item] = "the game that a search found could not be played"
            return False
        if item in self.items.drawn:
            game = with_seed(self._touching, game, item)
            if game is None:
                self.cut[item] = "no seed that was tried shows it"
                return False
        if had is None or len(game.path) < len(had.witness.path):
            self.had[item] = Had(game, shortest)
        return True

    def _life_at_once(self, seen: Lead) -> None:
        """Whether an ending can be reached from everywhere even if all that is asked were against the player."""
        abstract = Abstract(Bank(seen, ()), ()).search(FIRST_LOOK, self.ask)
        if abstract.complete and not abstract.lost():
            self.alive[seen.id] = True

    def _exhaust(self, seen: Lead, wanted: set[int], *, shortest: bool) -> bool:
        """Sees every state, if there are not too many; whether that settled all."""
        machine = Machine(Bank(seen, wanted))
        search = Exhausted(machine).search(machine.starts(), FIRST_LOOK, self.ask)
        fine = True
        for item, path in search.gathered.paths.items():
            fine &= self._found(machine, item, path, shortest=shortest)
            if shortest:
                self.looked.setdefault(item, set()).add(seen.id)
        if not search.complete:
            return False
        self._never(seen, wanted - search.gathered.paths.keys())
        if seen.id not in self.alive:
            trapped = search.trapped()
            self.alive[seen.id] = trapped < 0
            if trapped >= 0:
                self._trap(machine, search.path_to(trapped), search.order[trapped])
        return fine

    def _trap(self, machine: Machine, path: Path, at: int = -1) -> None:
        """A state was found, `at` where that is known, from which no ending can be come to."""
        self.alive[machine.lead.id] = False
        game = (
            Witness(machine.earlier.setup(machine.fields, at), ()) if at >= 0 and not path else witness(machine, path)
        )
        if game is not None:
            self.traps[machine.lead.id] = game

    def _play(self, seen: Lead, wanted: set[int], known: Sequence[Witness]) -> None:
        """Known games again, then guided plays until nothing new comes of them for long."""
        machine = Machine(Bank(seen, wanted))
        gathered = Gathered(machine)
        by_move = self.items.by_move
        moves_of_items = set(by_move.values())
        for game in known:
            # A file of games may be a stranger's, and longer than there is time for.
            if game.setup.lead == seen.id and self.ask(len(game.path)):
                through = follow(machine, game)
                # What could be done on the way was not therefore done.
                taken = {by_move[move] for move in game.path if move in by_move} if through else set()
                for item in {*gathered.gather(), *taken}:
                    if item in wanted and item not in self.items.drawn and (item in taken or item not in moves_of_items):
                        gathered.paths[item] = ()
                        self.had.setdefault(item, Had(game, shortest=False))
        machine.take_up()
        plays = Guided(machine, machine.starts())
        moves = since = asked = 0
        while since < STALE and moves < MOST_GUIDED:
            many = len(plays.gathered.paths)
            made = plays.play()
            moves, since = moves + made + 1, since + made + 1
            if len(plays.gathered.paths) > many:
                since = 0
            if moves - asked > 5_000:
                if not self.ask(moves - asked):
                    break
                asked = moves
            if len(plays.gathered.paths) == len(wanted):
                break
        for item, path in plays.gathered.paths.items():
            self._found(machine, item, path, shortest=False)
        if self._life_open(seen.id):
            self._suspect(seen, [witness(machine, path) for path in plays.stuck])

    def _suspect(self, seen: Lead, games: Sequence[Witness | None]) -> None:
        """Looks whether games that came to no ending are trapped."""
        machine = Machine(Bank(seen, ()))
        for game in games:
            for state, path in follow(machine, game) if game is not None and self.ask(0) else ():
                escape, complete = way_out(machine, state, self.ask)
                if escape is None and complete:
                    self._trap(machine, first_lost(machine, path, self.ask))
                    return

    def _refine(self, seen: Lead, passed: set[int], possible: set[int]) -> None:
        """Settles what is left one by one; a search may settle more than it was for. The hardest come last."""

        def left() -> set[int]:
            return {item for item in possible - self.had.keys() if seen.id not in self.never.get(item, ())}

        wanted = left()
        reals, bank = Reals(seen, wanted, passed), Bank(seen, wanted)
        at = {item: question(reals, item) for item in sorted(wanted)}
        of_life, bank_of_life, at_of_life = Reals(seen, (), passed), Bank(seen, ()), Question(frozenset())
        for limit in LIMITS:
            # What takes long is begun with what comes last, by the way to which what comes before it may be settled.
            for item in sorted(left(), reverse=True):
                if not self.ask(0):
                    return
                if item in (still := left()):
                    beside = {each: at[each] for each in still}
                    found = refined(reals, bank, item, limit, self.ask, at[item], beside)
                    self._settle(seen, found, item, reals.machine)
            if self._life_open(seen.id) and self.ask(0):
                self._live(seen, of_life, live_everywhere(of_life, bank_of_life, limit, self.ask, at_of_life))

    def _settle(self, seen: Lead, settled: Settled, item: int, machine: Machine) -> None:
        self._never(seen, settled.never - self.had.keys())
        for each, path in settled.had.items():
            machine.take_up()
            self._found(machine, each, path, shortest=False)
        if settled.cut:
            self.cut[item] = settled.cut

    def _live(self, seen: Lead, reals: Reals, life: Life) -> None:
        if life.alive:
            self.alive[seen.id] = True
        elif life.trap is not None:
            reals.machine.take_up()
            self._trap(reals.machine, life.trap)
        else:
            self.cut[self.items.lives[seen.id]] = life.cut

    # ------------------------------------------------------------------ verdicts

    def judgement(self) -> Judgement:
        """What is known now."""
        verdicts = [self._verdict(number, item) for number, item in enumerate(self.items.all)]
        return Judgement(tuple(verdicts), self.states)

    def _verdict(self, number: int, item: Item) -> Verdict:
        if item.kind == "life":
            return self._of_life(item, item.lead)
        if item.kind == "claim":
            return self._of_claim(number, item)
        leads = {item.lead} if item.lead else self.leads
        return self._of_finding(number, item, "proved", "refuted", leads)

    def _of_finding(self, number: int, item: Item, found: Outcome, never: Outcome, leads: set[str]) -> Verdict:
        had = self.had.get(number)
        if had is not None:
            looked = self.looked.get(number, set()) | self.never.get(number, set())
            return Verdict(item, found, had.witness, had.shortest and leads <= looked, self.states)
        if leads <= self.never.get(number, set()):
            return Verdict(item, never, states=self.states)
        return Verdict(item, "not settled", states=self.states, why=self.cut.get(number, self._why()))

    def _why(self) -> str:
        return "the search was ended before it was its turn" if self.stopped else "no search settled it"

    def _of_life(self, item: Item, lead: str) -> Verdict:
        if lead not in self.alive:
            why = self.cut.get(self.items.lives[lead], self._why())
            return Verdict(item, "not settled", states=self.states, why=why)
        if self.alive[lead]:
            return Verdict(item, "proved", states=self.states)
        return Verdict(item, "refuted", self.traps.get(lead), states=self.states)

    def _of_claim(self, number: int, item: Item) -> Verdict:
        claim = next(each for index, each in enumerate(self.claims) if self.items.claimed[index] == number)
        leads = self.leads
        match claim.form:
            case "possible":
                return self._of_finding(number, item, "proved", "refuted", leads)
            case "always" | "never" | "before":
                return self._of_finding(number, item, "refuted", "proved", leads)
            case _:
                parts = parts_of(claim, self.items, leads)
                return together(item, [self._verdict(each, self.items.all[each]) for each in parts], self.states)


def parts_of(claim: ClaimTest, items: Items, leads: Collection[str]) -> list[int]:
    """The items that a claim is made of: endings that are to be had, or that there always is one; of others none."""
    match claim.form:
        case "reaches":
            return [items.endings[lead, ending] for lead in sorted(leads) for ending in claim.endings]
        case "lives":
            return [each for lead, each in items.lives.items() if lead in leads]
        case _:
            return []


def together(item: Item, parts: Sequence[Verdict], states: int) -> Verdict:
    """The verdict on what holds if every part does."""
    for outcome in ("refuted", "not settled"):
        for part in parts:
            if part.outcome == outcome:
                why = f"{part.item.what}: {part.why}" if part.why else part.item.what
                return Verdict(item, part.outcome, part.witness, part.shortest, states, why)
    return Verdict(item, "proved", states=states)


def judge(
    program: Program,
    claims: tuple[ClaimTest, ...],
    keep_going: KeepGoing,
    known: Sequence[Witness] = (),
    leads: Collection[str] = (),
    only: Collection[str] | None = None,
    part: Part = "whole",
) -> Judgement:
    """Every item's verdict. `program` and `claims` are those of `compile_with_claims`.

    `keep_going` is asked some hundred times a second; when it says no, what is settled so far is given back. `known` are
    games that showed something before an edit: what they still show is not searched again.

    With `leads` the verdicts are of their games alone, as if there were no others. `only` are the keys of the items that are
    asked for: the others stay open, where they are not settled by the way. With `part` only that part of the work is done.
    """
    judging = Judging(program, claims, keep_going, leads, only, part)
    for number, lead in enumerate(program.leads):
        if lead.id in judging.leads:
            judging.lead(number, known)
    return judging.judgement()
