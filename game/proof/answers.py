"""Which values of an earlier game are told apart: those between which nothing in the story can tell stand for one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Has, Not, Read
from game.language.model import SetOf
from game.language.program import Slot
from game.language.tables import interval
from game.language.texts import MatchWords, Show

WHOLE = 64
"""A domain of so many values is gone through whole; of a larger one, a value for each stretch that is asked about."""
MOST = 4_096
"""Values of one answer; of more, those are left out that no test names."""


class Answers(Struct, frozen=True):
    """The values that an earlier game may have left, as far as they are told apart; not `whole` where some are left out."""

    values: Sequence[int]
    whole: bool = True
    bits: int = 0
    """Of a set of which not every value is gone through, those that are told apart."""

    def standing_for(self, value: int) -> int:
        """Which of the values stands for one."""
        if value in self.values:
            return value
        if self.bits:
            return value & self.bits
        return max((each for each in self.values if each <= value), default=self.values[0])


class _Uses(Struct):
    """How a slot is read: where its values are parted (from each on they may be told from those before), which bits of

    a set are asked for, and whether it is read in some way that may tell any two values apart.
    """

    of_words: bool
    parts: set[int] = field(default_factory=set)
    bits: int = 0
    every: bool = False


def answers_of(slots: Sequence[Slot], read_in: Iterable[Any]) -> dict[str, Answers]:
    """For each slot of those given the values to go through. `read_in` is all that may read one: instructions, claims."""
    large = {slot.name: _Uses(isinstance(slot.domain, SetOf)) for slot in slots if _many(slot) > WHOLE}
    if large:
        for each in read_in:
            _note(each, large)
    return {slot.name: _answers(slot, large.get(slot.name)) for slot in slots}


def _many(slot: Slot) -> int:
    low, high = interval(slot.domain)
    return high - low + 1


def _answers(slot: Slot, uses: _Uses | None) -> Answers:
    low, high = interval(slot.domain)
    if uses is None:
        return Answers(range(low, high + 1))
    if isinstance(slot.domain, SetOf):
        bits = [bit for bit in range(high.bit_length()) if uses.bits >> bit & 1]
        told_apart = 1 << len(bits)
        if not uses.every and told_apart <= MOST:
            values = [sum(1 << bit for n, bit in enumerate(bits) if each >> n & 1) for each in range(told_apart)]
            return Answers(values, bits=sum(1 << bit for bit in bits))
    parts = sorted({low, high, *(each for each in uses.parts if low <= each <= high)})
    if not uses.every and not isinstance(slot.domain, SetOf) and len(parts) <= MOST:
        return Answers(parts)
    if high - low < MOST:
        return Answers(range(low, high + 1))
    return Answers(sorted({*range(low, low + WHOLE), *parts[:MOST]}), whole=False)


def _note(node: Any, large: dict[str, _Uses]) -> None:
    """Notes every reading of those slots in a value: an instruction, a text, an expression."""
    match node:
        case Read(slot):
            if slot in large:
                large[slot].every = True
        case Show(Read()):
            # What is only printed decides nothing.
            pass
        case Binary("==" | "!=" | "<" | "<=" | ">" | ">=", Read(slot), Constant(number)) | Binary(
            "==" | "!=" | "<" | "<=" | ">" | ">=", Constant(number), Read(slot)
        ):
            if slot in large:
                large[slot].parts |= {number, number + 1}
                # Sets that are compared as a whole.
                large[slot].every |= large[slot].of_words
        case Has(mask, Read(slot), False):
            if slot in large:
                large[slot].bits |= mask
        case MatchWords(subject, cases, otherwise):
            _matched(subject, [(case.low, case.high) for case in cases], large)
            for text in (*(case.words for case in cases), otherwise):
                _note(text, large)
        case p.Switch(subject, arms):
            _matched(subject, [(low, high) for low, high, _ in arms], large)
        case _:
            for each in _within(node):
                _note(each, large)


def _matched(subject: Expression, arms: Iterable[tuple[int, int]], large: dict[str, _Uses]) -> None:
    """Notes what a `match` asks: as `game.language.heirlooms` writes it, of a value that need not be known."""
    match subject:
        case Binary("-", Read(slot), Binary("*", Not(Read(flag)), Constant())) if slot in large and flag not in large:
            large[slot].parts |= {each for low, high in arms for each in (low, high + 1)}
        case _:
            _note(subject, large)


def _within(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, Struct):
        yield from (getattr(node, name) for name in node.__struct_fields__)
