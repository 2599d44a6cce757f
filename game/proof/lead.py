"""A program as one lead plays it, with the tables that its searches ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from game.language import program as p
from game.language.model import Enum
from game.language.program import Program, Slot
from game.language.texts import Text
from game.proof.answers import Answers, answers_of
from game.proof.calls import Calls
from game.proof.fields import frame_points
from game.proof.items import Items
from game.proof.stops import Stop
from game.proof.texts_asked import counted_under, texts_of


class Lead(Struct, frozen=True, dict=True):
    """One lead's game: its stops by their points, and the slots that hold one number in every state."""

    program: Program
    items: Items
    lead: int
    stops: dict[int, Stop]
    fixed: dict[str, int]
    decided: dict[int, bool] = {}
    """The tests of instructions that have one outcome wherever they are asked, by their points."""

    @property
    def id(self) -> str:
        """The lead's id."""
        return self.program.leads[self.lead].id

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The program's slots by name."""
        return {slot.name: slot for slot in self.program.slots}

    @cached_property
    def names(self) -> dict[tuple[int, int], str]:
        """The id of every move, by the number of its stop (its point and one) and of its way."""
        return {(stop.point + 1, n): way.id for stop in self.stops.values() for n, way in enumerate(stop.ways)}

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """Every slot on which something can depend: not those that are fixed, nor those by which words or their order are

        drawn from the seed.
        """
        drawn = {code.slot for code in self.program.code if isinstance(code, p.Vary) and code.how == "shuffle"}
        left_out = drawn | self.items.random_words | self.fixed.keys()
        return tuple(slot.name for slot in self.program.slots if slot.name not in left_out)

    @cached_property
    def frames(self) -> tuple[int, ...]:
        """Every point that a call comes back to."""
        return frame_points(self.program)

    @cached_property
    def chapters(self) -> Sequence[str]:
        """The chapters, as the slot of the one in force numbers them."""
        domain = self.slots["chapter()"].domain
        return domain.values if isinstance(domain, Enum) else ()

    @cached_property
    def fresh(self) -> dict[str, list[str]]:
        """The variables of each chapter."""
        found: dict[str, list[str]] = {}
        for slot in self.program.slots:
            if slot.kind == "variable" and slot.chapter:
                found.setdefault(slot.chapter, []).append(slot.name)
        return found

    @cached_property
    def takes(self) -> dict[str, list[str]]:
        """The slots of what each scene takes."""
        found: dict[str, list[str]] = {}
        for slot in self.program.slots:
            if slot.kind == "taken":
                found.setdefault(slot.name.rpartition(".")[0], []).append(slot.name)
        return found

    @cached_property
    def forgotten(self) -> dict[int, tuple[str, ...]]:
        """By the number of a frame (from 1), the slots that are forgotten where it is come back to."""
        number = {point: number for number, point in enumerate(self.frames, 1)}
        return {
            number[point]: code.slots
            for point, code in enumerate(self.program.code)
            if isinstance(code, p.Forget) and point in number
        }

    def frames_setting(self, scene: str) -> frozenset[int]:
        """The frames of calls that have set what a scene takes."""
        taken = set(self.takes.get(scene, ()))
        return frozenset(frame for frame, names in self.forgotten.items() if taken & set(names))

    @cached_property
    def answers(self) -> dict[str, Answers]:
        """The values that earlier games may have left, for each slot that takes one."""
        program = self.program
        slots = [slot for slot in program.slots if slot.kind in ("ghost", "before")]
        shown = [(scene.place, scene.time) for scene in program.scenes]
        told = [ending.about for ending in program.endings]
        return answers_of(slots, (program.code, program.board, *shown, *told, self.items.claims))

    @cached_property
    def turns(self) -> list[str]:
        """The slots that count the player's moves."""
        return [slot.name for slot in self.program.slots if slot.kind == "turns"]

    @cached_property
    def calls(self) -> Calls:
        """Its calls."""
        return Calls(self)

    def _above(self) -> Iterator[Text]:
        """Every text that may stand on a page but for the labels of menus, as often as it is written."""
        for code in self.program.code:
            if not isinstance(code, p.Menu):
                yield from texts_of(self.program, code)

    @cached_property
    def echoed(self) -> frozenset[str]:
        """The slots that count words which one page may show several times: play chooses by the count as the page began."""
        found: set[str] = set()
        again: set[str] = set()
        for text in self._above():
            for slot, _ in counted_under(text, []):
                (again if slot in found else found).add(slot)
        for stop in self.stops.values():
            again |= found.intersection(_counted_at(stop))
        return frozenset(again)

    @cached_property
    def echoing(self) -> frozenset[int]:
        """The menus whose labels count with what stands above them, by their points."""
        return frozenset(
            point for point, stop in self.stops.items() if stop.kind == "menu" and self.echoed & _counted_at(stop)
        )

    @cached_property
    def in_labels_too(self) -> frozenset[int]:
        """The items of words that stand in labels and elsewhere, as a phrase's may."""
        of_text = self.items.of_text
        labels = set[int]().union(*(of_text(text) for stop in self.stops.values() for text in _labels(stop)))
        return frozenset(labels.intersection(set[int]().union(*map(of_text, self._above()))))

    def after(self, point: int) -> list[int]:
        """The points that may follow an instruction, without what comes back from a call."""
        if point in self.stops:
            stop = self.stops[point]
            return [each for each in (*(way.to for way in stop.ways), stop.otherwise) if each >= 0]
        match self.program.code[point]:
            case p.Jump(to):
                return [to]
            case p.Unless(_, to) | p.CallScene(to):
                return [point + 1, to]
            case p.Return(to):
                return [to] if to >= 0 else []
            case p.RunOut() | p.Finish():
                return []
            case p.Switch(_, arms, otherwise):
                return list({*(to for _, _, to in arms), otherwise})
            case p.Vary(_, _, arms, otherwise):
                return list({*arms, otherwise})
            case _:
                return [point + 1]

    @cached_property
    def meets(self) -> list[bool]:
        """For each point, whether several ways lead there, or one that is not straight."""
        code = self.program.code
        many = [0] * (len(code) + 2)
        begins = [lead.start for lead in self.program.leads] + [scene.entry for scene in self.program.scenes]
        for point in (*begins, *self.frames, *(way.to for stop in self.stops.values() for way in stop.ways)):
            many[point] += 2
        for point in range(len(code)):
            for after in self.after(point):
                many[after] += 1
        return [each > 1 for each in many]


def _labels(stop: Stop) -> list[Text]:
    return [text for way in stop.ways for text in (way.words, way.locked) if text is not None]


def _counted_at(stop: Stop) -> set[str]:
    """The slots that count the words of a stop's labels."""
    return {slot for text in _labels(stop) for slot, _ in counted_under(text, [])}
