"""What games before this one may have left, branched on where it is first asked: endings seen, ghosts, a former story's values.

No product of them all is formed: each is open until something asks it, and then as many ways go on as it has values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from game.language.expressions import Expression
from game.language.program import Program, Slot
from game.play.position import plain
from game.play.state import Setup
from game.proof.answers import Answers
from game.proof.asked import slots_read
from game.proof.fields import Fields

KINDS = ("finished", "ghost", "before")


class Earlier:
    """The groups of slots that one question settles, by the name of the slot that holds the answer.

    A value that was handed on goes with its `known(…)`. `flags` are those that tell whether there is such a game at all.
    """

    def __init__(self, program: Program, lead: str, kept: Collection[str]) -> None:
        self.program, self.lead = program, lead
        every = {slot.name: slot for slot in program.slots if slot.kind in KINDS}
        self.slots: dict[str, Slot] = {name: slot for name, slot in every.items() if not name.startswith("known(")}
        self.values = {name for name in self.slots if f"known({name})" in every}
        self.flags = {name for name, slot in self.slots.items() if slot.kind != "finished"} - self.values
        self.group_of = {name: name for name in self.slots} | {f"known({name})": name for name in self.values}
        self.groups = tuple(
            name for name in self.slots if name in kept or (name in self.values and f"known({name})" in kept)
        )
        self.others = [each.id for each in program.leads if each.id != lead]

    @staticmethod
    def asked(group: str) -> str:
        """The flag that a group is settled."""
        return f"asked({group})"

    def slots_of(self, group: str) -> list[str]:
        """Every slot of a group."""
        return [group, f"known({group})"] if group in self.values else [group]

    def read_by(self, trees: Iterable[Expression | None]) -> list[str]:
        """The groups that some tests ask, in order."""
        found = (self.group_of.get(slot, "") for tree in trees if tree is not None for slot in slots_read(tree))
        return [group for group in dict.fromkeys(found) if group in self.groups]

    def ways(self, fields: Fields, state: int, group: str, answers: Mapping[str, Answers]) -> list[int]:
        """The states in which a group is settled, one for each answer that agrees with what was settled before."""
        settled = state | fields.of[self.asked(group)].put(1)
        if self.slots[group].kind == "finished":
            return [settled, settled | fields.of[group].put(1)]
        if group in self.flags:
            return self._of_flag(fields, state, settled, group)
        found = [settled]
        there = self._with_flags(fields, settled, group.rpartition(".")[0])
        if there is not None:
            field = fields.of.get(group)
            known = fields.of.get(f"known({group})")
            there |= known.put(1) if known is not None else 0
            for number in answers[group].values if field is not None else (0,):
                found.append(there if field is None else there & ~field.whole | field.put(number))
        return found

    def _of_flag(self, fields: Fields, state: int, settled: int, flag: str) -> list[int]:
        found = []
        inner = [group for group in self.groups if group.startswith(f"{flag}.")]
        if not any(self._told(fields, state, group) == 1 for group in inner) and not self._needed(fields, state, flag):
            found.append(settled)
        there = self._with_flags(fields, state, flag)
        if there is not None and not (flag == "ghost" and self._nobody(fields, state)):
            found.append(there)
        return found

    def _told(self, fields: Fields, state: int, group: str) -> int:
        """-1 while a group is open, 1 where it says that there is such a game, 0 where it does not."""
        if not fields.of[self.asked(group)].get(state):
            return -1
        holder = f"known({group})" if group in self.values else group
        return fields.of[holder].get(state) if holder in fields.of else 0

    def _with_flags(self, fields: Fields, state: int, prefix: str) -> int | None:
        """The state with every flag up that says there is such a game; None where it was settled that there is none."""
        if prefix.startswith("ghost.") and prefix.partition(".")[2] == self.lead:
            return None
        if prefix.startswith("ghost") and not self.others:
            return None
        for flag in dict.fromkeys((prefix.partition(".")[0], prefix)):
            if flag not in self.groups or flag not in fields.of:
                continue
            asked, field = fields.of[self.asked(flag)], fields.of[flag]
            if asked.get(state) and not field.get(state):
                return None
            state |= asked.whole | field.put(1)
        return state

    def _nobody(self, fields: Fields, state: int) -> bool:
        """Whether it is settled of every other lead that no game of theirs is there."""
        if len(self.program.leads) <= 2:
            return not self.others
        told = [
            self._told(fields, state, f"ghost.{lead}") if f"ghost.{lead}" in self.groups else -1 for lead in self.others
        ]
        return all(each == 0 for each in told)

    def _needed(self, fields: Fields, state: int, flag: str) -> bool:
        """Whether there must be this lead's game, since there is one and nobody else's."""
        if not flag.startswith("ghost.") or "ghost" not in self.groups or self._told(fields, state, "ghost") != 1:
            return False
        if flag.partition(".")[2] == self.lead:
            return False
        others = [f"ghost.{lead}" for lead in self.others if f"ghost.{lead}" != flag]
        return all(each in self.groups and self._told(fields, state, each) == 0 for each in others)

    # ------------------------------------------------------------------ as a setup

    def setup(self, fields: Fields, state: int, seed: int = 0) -> Setup:
        """A setup whose game begins with the answers of a state. What was never asked is left out."""
        finished = []
        handed: dict[str, dict[str, int | str | list[str]]] = {"ghost": {}, "before": {}}
        for group in self.groups:
            if self._told(fields, state, group) != 1 and not (
                self.slots[group].kind == "finished" and fields.of[group].get(state)
            ):
                continue
            if self.slots[group].kind == "finished":
                finished.append(group.removeprefix("finished(").removesuffix(")"))
                continue
            word, _, rest = group.partition(".")
            whose, name = self._whose(word, rest, group in self.flags)
            lead_key = f"{whose}.lead" if word == "ghost" and len(self.program.leads) > 2 else "lead"
            if whose:
                handed[word][lead_key] = whose
            if name:
                slot = self.slots[group]
                number = fields.of[group].get(state) if group in fields.of else slot.start
                key = f"{whose}.{name}" if "." in lead_key else name
                handed[word][key] = plain(slot, number)
        if "ghost" in self.groups and self._told(fields, state, "ghost") == 1 and not handed["ghost"]:
            # Somebody's game is there, and it was not asked whose.
            lead = next((each for each in self.others if not self._is_absent(fields, state, each)), "")
            if lead:
                handed["ghost"][f"{lead}.lead" if len(self.program.leads) > 2 else "lead"] = lead
        return Setup(
            lead=self.lead, seed=seed, ghost=handed["ghost"], before=handed["before"], finished=tuple(finished)
        )

    def _is_absent(self, fields: Fields, state: int, lead: str) -> bool:
        """Whether it is settled that a lead's game is not there."""
        return f"ghost.{lead}" in self.groups and self._told(fields, state, f"ghost.{lead}") == 0

    def _whose(self, word: str, rest: str, flag: bool) -> tuple[str, str]:
        """The lead of the game that a group is about, and the name of the value in it, "" for a flag."""
        leads = [each.id for each in self.program.leads]
        if word == "before":
            return (leads[0], "" if flag else rest)
        if len(leads) <= 2:
            return (self.others[0] if self.others else "", "" if flag else rest)
        if not rest:
            return "", ""
        lead, _, name = rest.partition(".")
        return lead, name
