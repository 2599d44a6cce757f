"""The functions that a lead's searches share.

A function depends on the slots that it mentions, as far as they are tracked: so a search that tracks one slot more writes
anew only what mentions that slot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from game.language import program as p
from game.language.expressions import Expression, Read
from game.language.plurals import category_of
from game.language.tables import PRINTED
from game.language.texts import Plural
from game.proof.asked import slots_read
from game.proof.blocks import BlockWriter
from game.proof.earlier import Earlier
from game.proof.fields import Field, Fields
from game.proof.items import decides
from game.proof.lead import Lead
from game.proof.liveness import Liveness
from game.proof.made import made
from game.proof.openings import expander_source
from game.proof.stops import Stop, Way
from game.proof.terms import ALWAYS, Terms, Tri
from game.proof.texts_asked import tests_in

Function = Callable[[int, int], Any]
Opened = tuple[int, bool, int, int]
"""An open way: its number, whether it is surely open, the point where it goes on, and the state there."""
Expander = Callable[[int, Callable[[Opened], None]], None]


class Kept(Mapping[str, Field]):
    """The fields of the slots that are tracked. It notes which names it was asked for."""

    def __init__(self, fields: Mapping[str, Field], tracked: Collection[str]) -> None:
        self._fields = fields
        self._tracked = tracked
        self.mentioned: set[str] = set()

    def __getitem__(self, name: str) -> Field:
        self.mentioned.add(name)
        if name not in self._tracked:
            raise KeyError(name)
        return self._fields[name]

    def __contains__(self, name: object) -> bool:
        self.mentioned.add(str(name))
        return name in self._tracked and name in self._fields

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._fields if name in self._tracked)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Bank:
    """What the machines of a lead share for the same `wanted` items: the layout, what is live, the marks, the functions.

    `surveys`: its functions note every point that they pass, and leave in a state what is dead.
    """

    def __init__(self, lead: Lead, wanted: Collection[int], *, surveys: bool = False) -> None:
        self.lead = lead
        self.surveys = surveys
        wanted = frozenset(wanted)
        items = lead.items
        self.claims = [
            (claim, items.claimed[index])
            for index, claim in enumerate(items.claims)
            if decides(claim) is not None and items.claimed[index] in wanted
        ]
        trees = [tree for claim, _ in self.claims for tree in (claim.holds, claim.before) if tree is not None]
        self.all_earlier = Earlier(lead.program, lead.id, lead.kept)
        flags = [Earlier.asked(group) for group in self.all_earlier.groups]
        self.monitors = [f"held before({claim.id})" for claim, _ in self.claims if claim.form == "before"]
        self.fields = Fields(lead.program, lead.kept, [*flags, *self.monitors])
        self.live = Liveness(lead, self.fields, wanted, [slot for tree in trees for slot in slots_read(tree)])
        self.groups_of_claims = self.all_earlier.read_by(trees)
        self.always = self.fields.stack_mask
        inner = (slot for group in self.all_earlier.groups for slot in self.all_earlier.slots_of(group))
        for name in (*flags, *self.monitors, *inner):
            if name in self.fields.of:
                self.always |= self.fields.of[name].whole
        self.marks: set[int] = set()
        self._leaves: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        self._of_leaf: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        self._learning: dict[tuple[int, str], int] = {}
        self.learnt: list[tuple[int, str]] = []
        self._asked_at: dict[int, list[str]] = {}
        self._masks: dict[int, int] = {}
        self.namespace: dict[str, Any] = {"add": self.marks.add, "back": [-1, *self.fields.frames], "form": self._form}
        self._plurals: list[Plural] = []
        self._written: dict[str, list[tuple[frozenset[str], frozenset[str], Any]]] = {}

    @cached_property
    def frame_masks(self) -> list[int]:
        """What matters where each frame is come back to, by its number."""
        return [0, *(self.bits_at(point) for point in self.fields.frames)]

    # ------------------------------------------------------------------ functions

    def function(self, name: str, tracked: frozenset[str], write: Callable[[Kept], str]) -> Any:
        """The function of that name for those tracked slots, written if there is none yet."""
        for mentioned, had, function in self._written.setdefault(name, []):
            if tracked & mentioned == had:
                return function
        kept = Kept(self.fields.of, tracked)
        function = made(name, write(kept), self.namespace)
        mentioned = frozenset(kept.mentioned)
        self._written[name].append((mentioned, tracked & mentioned, function))
        return function

    def plural(self, part: Plural) -> int:
        """The number by which functions ask for the form of a plural."""
        if part not in self._plurals:
            self._plurals.append(part)
        return self._plurals.index(part)

    def _form(self, plural: int, number: int) -> int:
        """Which way of a plural goes with a number: as the game itself chooses it."""
        part = self._plurals[plural]
        if isinstance(part.count, Read) and part.count.slot.startswith("turns_since("):
            number = min(number, PRINTED)
        categories = [form.category for form in part.words]
        category = category_of(part.language, number)
        if category in categories:
            return categories.index(category)
        return categories.index("other") if "other" in categories else len(categories) - 1

    # ------------------------------------------------------------------ marks

    def leaf(self, had: tuple[int, ...], passed: tuple[int, ...]) -> int:
        """The mark for a way on which these items were come by; -1 where there is nothing to note."""
        had = tuple(sorted({item for item in had if item in self.live.wanted}))
        passed = passed if self.surveys else ()
        if not had and not passed:
            return -1
        if len(had) == 1 and not passed:
            return had[0]
        mark = self._leaves.get((had, passed))
        if mark is None:
            mark = self._leaves[had, passed] = len(self.lead.items.all) + len(self._of_leaf)
            self._of_leaf.append((had, passed))
        return mark

    def had(self, marks: Iterable[int]) -> set[int]:
        """The items behind some marks."""
        found: set[int] = set()
        for mark in marks:
            if mark < len(self.lead.items.all):
                found.add(mark)
            else:
                found.update(self._of_leaf[mark - len(self.lead.items.all)][0])
        return found

    @property
    def passed(self) -> set[int]:
        """The points that were passed, where it surveys."""
        found: set[int] = set()
        for mark in self.marks:
            if mark >= len(self.lead.items.all):
                found.update(self._of_leaf[mark - len(self.lead.items.all)][1])
        return found

    # ------------------------------------------------------------------ stops

    def asked_at(self, point: int) -> list[str]:
        """The groups of what earlier games left that an instruction asks."""
        found = self._asked_at.get(point)
        if found is None:
            trees = tests_in(self.lead.program, self.lead.stops, point)
            found = self._asked_at[point] = self.all_earlier.read_by(trees)
        return found

    def learning(self, point: int, group: str) -> int:
        """The number of the stop at which a group is settled, before going on at a point."""
        number = self._learning.get((point, group))
        if number is None:
            number = self._learning[point, group] = len(self.lead.program.code) + 2 + len(self.learnt)
            self.learnt.append((point, group))
        return number

    def point_of(self, stop: int) -> int:
        """The instruction that a stop is, or before which it waits."""
        many = len(self.lead.program.code)
        return stop - 1 if stop <= many else self.learnt[stop - many - 2][0]

    def mask(self, stop: int) -> int:
        """The bits of a state that matter at a stop, what its frames add left out."""
        found = self._masks.get(stop)
        if found is None:
            found = self._masks[stop] = self.always | self.bits_at(self.point_of(stop))
        return found

    def bits_at(self, point: int) -> int:
        """The bits of the slots that matter before an instruction."""
        if point >= len(self.lead.program.code):
            return 0
        code = self.lead.program.code[point]
        return self.live.always if isinstance(code, p.Finish | p.RunOut | p.Return) else self.live.before[point]


class Writing:
    """What a writer of functions asks: a bank, and the slots that are tracked."""

    def __init__(self, bank: Bank, kept: Kept, earlier: Earlier) -> None:
        self.bank = bank
        self.lead = bank.lead
        self.program = bank.lead.program
        self.fields = bank.fields
        self.live = bank.live
        self.surveys = bank.surveys
        self.kept = kept
        self.earlier = earlier
        self.terms = Terms(kept, bank.lead.fixed)
        self.leaf = bank.leaf
        self.learning = bank.learning
        self.plural = bank.plural

    def block(self, point: int) -> str:
        """The source of `b…`, which runs from a point."""
        return BlockWriter(self, point).source()

    def counting_block(self, point: int) -> str:
        """The source of `v…`, which runs from a point and tells how many instructions that was."""
        return BlockWriter(self, point, counting=True).source()

    def expander(self, stop: Stop) -> str:
        """The source of `k…`, which opens a stop."""
        return expander_source(self, stop)

    def had_at(self, point: int) -> tuple[int, ...]:
        """The items that an instruction is."""
        items = self.lead.items
        found = items.at_point.get(point, ())
        code = self.program.code[point]
        if isinstance(code, p.Finish):
            found = (*found, items.endings[self.lead.id, self.program.endings[code.ending].id])
        return found

    def straight(self, start: int, end: int) -> bool:
        """Whether the instructions from one point to another follow each other whatever holds."""
        kinds = (p.Say, p.Assign, p.Alter, p.PageMark, p.Begin, p.Reach)
        return end - start <= 40 and all(
            isinstance(self.program.code[point], kinds) and not self.lead.meets[point] and not self.earlier_at(point)
            for point in range(start, end)
        )

    def writes(self, points: Iterable[int]) -> bool:
        """Whether an instruction among these changes what is kept in a state, or shows words that depend on it."""
        for point in points:
            match self.program.code[point]:
                case p.Assign(slot) | p.Alter(slot):
                    if slot in self.kept:
                        return True
                case p.Reach(visits, turns):
                    if visits in self.kept or turns in self.kept:
                        return True
                case p.Say(text, manner=manner):
                    asked = self.live.text(text) | (0 if manner is None else self.live.text(manner))
                    if any(name in self.kept for name in self.live.names(asked)):
                        return True
        return False

    def earlier_at(self, point: int) -> list[str]:
        """The tracked groups of what earlier games left that must be settled before an instruction."""
        return [group for group in self.bank.asked_at(point) if self.earlier.asked(group) in self.kept]

    def arrive(self, stop: int) -> str:
        """Source for the state `s` at a stop."""
        if self.bank.monitors:
            return f"rest(s, {stop})"
        if self.surveys:
            return f"s | {stop}"
        return f"s & {self.bank.mask(stop)} | {stop} if s < {1 << self.fields.top} else rest(s, {stop})"

    @staticmethod
    def stop_number(point: int) -> int:
        """The number of the stop that an instruction is."""
        return point + 1

    def guard(self, _stop: Stop, way: Way) -> Tri:
        """Whether a way may be open."""
        return self.tri(way.guard)

    def tri(self, tree: Expression | None) -> Tri:
        """Whether a test may hold; None always does."""
        return ALWAYS if tree is None else self.terms.test(tree)

    def pushed(self, frame: int, state: str) -> str:
        """Source for a state with a frame on its stack that comes back to a point."""
        fields = self.fields
        low, number = (1 << fields.top) - 1, fields.frame_of[frame]
        return f"{state} & {low} | ({state} >> {fields.top} << {fields.frame_bits} | {number}) << {fields.top}"
