"""The source of the functions that run a program: one block of it from a point to wherever ways meet or somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language import program as p
from game.language.expressions import Constant, Expression
from game.proof.labels import write_labels
from game.proof.stops import Stop
from game.proof.words_shown import WordsWriter

if TYPE_CHECKING:
    from game.proof.bank import Writing

DEEPEST = 12
"""Blocks of Python within one another: behind that a function goes on in another."""
LONGEST = 250
"""Lines of one function, likewise."""


class BlockWriter(WordsWriter):
    """Writes one function of a machine: `s` is the state so far, `z` the state at the beginning of the page."""

    def __init__(self, machine: Writing, point: int, counting: bool = False) -> None:
        super().__init__(machine)
        self.program = machine.program
        self.point = point
        self.counting = counting

    def source(self) -> str:
        """The function from the point on: `b…`, or `v…` where it tells how many instructions it was."""
        self.walk(self.point, 1, (), ())
        return "\n".join([f"def {'v' if self.counting else 'b'}{self.point}(s, z):", *self.lines])

    # ------------------------------------------------------------------ leaving

    def leave(self, indent: int, result: str, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        """The end of a straight way: what it came by is noted, and what comes next given back."""
        self._note(indent, had, passed)
        self.put(indent, f"return {result}")

    def _note(self, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        self._count(indent, passed)
        mark = self.machine.leaf(had, passed)
        if mark >= 0:
            self.put(indent, f"add({mark})")

    def _count(self, indent: int, passed: tuple[int, ...]) -> None:
        if self.counting and passed:
            self.put(indent, f"passed({len(passed)})")

    @staticmethod
    def next(point: int) -> str:
        """What goes on at a point."""
        return f"({point}, s)"

    def walk(self, point: int, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        """Writes from a point on, until the way ends. `had` are items come by, `passed` points, since the function began."""
        machine = self.machine
        while True:
            begun = bool(self.lines) or bool(passed) or point != self.point
            if begun and (machine.lead.meets[point] or indent > DEEPEST or len(self.lines) > LONGEST):
                self.leave(indent, self.next(point), had, passed)
                return
            if machine.earlier_at(point):
                for group in machine.earlier_at(point):
                    asked = self.fields[machine.earlier.asked(group)]
                    self.put(indent, f"if not s & {asked.whole}:")
                    self.leave(indent + 1, machine.arrive(machine.learning(point, group)), had, passed)
            had += machine.had_at(point)
            passed += (point,)
            code = self.program.code[point]
            match code:
                case p.Jump(to):
                    point = to
                    if to == self.point:
                        self.leave(indent, self.next(to), had, passed)
                        return
                case p.Unless():
                    following = self.unless(point, code, indent, had, passed)
                    if following < 0:
                        return
                    point = following
                case p.Switch():
                    self.switch(code, indent, had, passed)
                    return
                case p.Vary():
                    self.vary(code, indent, had, passed)
                    return
                case p.CallScene(to):
                    self.put(indent, f"s = {machine.pushed(point + 1, 's')}")
                    self.leave(indent, self.next(to), had, passed)
                    return
                case p.Return() | p.RunOut():
                    self.come_back(point, code.to if isinstance(code, p.Return) else -1, indent, had, passed)
                    return
                case p.Finish(ending):
                    self.text(self.program.endings[ending].about, indent)
                    self.leave(indent, machine.arrive(machine.stop_number(point)), had, passed)
                    return
                case p.Menu() | p.Fate() | p.Asked() | p.Reflect():
                    self.stop(machine.lead.stops[point], indent, had, passed)
                    return
                case _:
                    self.simple(point, code, indent)
                    point += 1

    # ------------------------------------------------------------------ straight instructions

    def simple(self, point: int, code: p.Instruction, indent: int) -> None:
        """Writes an instruction after which the next one follows."""
        match code:
            case p.Say(text, manner=manner):
                self.text(text, indent)
                if manner is not None:
                    self.text(manner, indent)
            case p.Assign(slot, value):
                self.assign(slot, value, indent)
            case p.Alter(slot, mask, add):
                if (field := self.fields.get(slot)) is not None:
                    bits = mask << field.shift
                    self.put(indent, f"s |= {bits}" if add else f"s &= {~bits}")
            case p.Enter(number):
                self.enter(number, indent)
            case p.Reach(visits, turns):
                self.count(visits, indent)
                self.reset([turns], indent, 0)
            case p.Forget(slots):
                self.reset(list(slots), indent)

    def assign(self, slot: str, value: Expression, indent: int) -> None:
        field = self.fields.get(slot)
        if field is None:
            return
        value = self.terms.folded(value)
        if isinstance(value, Constant):
            number = min(max(value.value, field.low), field.high)
            self.put(indent, f"s = s & {~field.whole} | {field.put(number)}")
            return
        self.put(indent, f"v = {self.terms.number(value)}")
        low, high = field.low, field.high
        self.put(indent, f"v = {low} if v < {low} else {high} if v > {high} else v")
        minus = f"v - {low}" if low > 0 else f"v + {-low}" if low else "int(v)"
        self.put(indent, f"s = s & {~field.whole} | ({minus}) << {field.shift}")

    def reset(self, names: list[str], indent: int, number: int | None = None) -> None:
        """Slots become what they are at the start of a game, or that number."""
        clear = value = 0
        for name in names:
            if (field := self.fields.get(name)) is not None:
                clear |= field.whole
                value |= field.put(self.machine.lead.slots[name].start if number is None else number)
        if clear:
            self.put(indent, f"s = s & {~clear} | {value}")

    def count(self, name: str, indent: int) -> None:
        if (field := self.fields.get(name)) is not None:
            self.put(
                indent, f"if s >> {field.shift} & {field.mask} < {field.high - field.low}: s += {1 << field.shift}"
            )

    def enter(self, number: int, indent: int) -> None:
        machine, scene = self.machine, self.program.scenes[number]
        self.count(scene.visits, indent)
        self.reset([scene.turns], indent, 0)
        force = self.fields.get("chapter()")
        if force is not None and scene.chapter:
            chapter = machine.lead.chapters.index(scene.chapter)
            fresh = [name for name in machine.lead.fresh.get(scene.chapter, ()) if name in self.fields]
            self.put(indent, f"if s < {1 << machine.fields.top} and s >> {force.shift} & {force.mask} != {chapter}:")
            self.put(indent + 1, f"s = s & {~force.whole} | {force.put(chapter)}")
            self.reset(fresh, indent + 1)
        taken = [name for name in machine.lead.takes.get(scene.id, ()) if name in self.fields]
        if taken:
            self.put(indent, f"if not framed(s, {machine.lead.frames_setting(scene.id)!r}):")
            self.put(indent + 1, "pass")
            self.reset(taken, indent + 1)
        for text in (scene.place, scene.time):
            if text is not None:
                self.text(text, indent)

    # ------------------------------------------------------------------ ways that part

    def unless(self, point: int, code: p.Unless, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> int:
        """Writes both ways, or only what is between; the point to go on at, or -1 where both ways have been written."""
        if point in self.machine.lead.decided:
            return point + 1 if self.machine.lead.decided[point] else code.to
        test = self.terms.test(code.test)
        if test.may == "0":
            return code.to
        if test.may_not == "0":
            return point + 1
        between = range(point + 1, code.to)
        straight = self.machine.straight(point + 1, code.to)
        if straight and (test.known or not self.machine.writes(between)):
            self.put(indent, f"if {test.may}:")
            before = len(self.lines)
            self._count(indent + 1, tuple(between))
            items: tuple[int, ...] = ()
            for each in between:
                self.simple(each, self.program.code[each], indent + 1)
                items += self.machine.had_at(each)
            mark = self.machine.leaf(items, tuple(between))
            if mark >= 0:
                self.put(indent + 1, f"add({mark})")
            if len(self.lines) == before:
                self.lines.pop()
            return code.to
        if test.known:
            self.put(indent, f"if {test.may}:")
            self.walk(point + 1, indent + 1, had, passed)
            return code.to
        self.fork([(test.may, point + 1), (test.may_not, code.to)], indent, had, passed)
        return -1

    def fork(
        self, ways: list[tuple[str, int]], indent: int, had: tuple[int, ...], passed: tuple[int, ...], stop: str = ""
    ) -> None:
        """Every way whose test may hold goes on; with `stop`, the source of a test and of a state to stop with come first."""
        self._note(indent, had, passed)
        if not stop and all(test == "1" for test, _ in ways):
            self.put(indent, f"return [{', '.join(self.next(to) for _, to in ways)}]")
            return
        self.put(indent, f"r = [{stop}]")
        for test, to in ways:
            self.put(indent, f"if {test}: r.append({self.next(to)})")
        self.put(indent, "return r")

    def switch(self, code: p.Switch, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        subject = self.terms.folded(code.subject)
        if not self.terms.known(subject):
            points = dict.fromkeys((*(to for _, _, to in code.arms), code.otherwise))
            self.fork([("1", to) for to in points], indent, had, passed)
            return
        self.put(indent, f"v = {self.terms.number(subject)}")
        for low, high, to in code.arms:
            self.put(indent, f"if v == {low}:" if low == high else f"if {low} <= v <= {high}:")
            self.leave(indent + 1, self.next(to), had, passed)
        self.leave(indent, self.next(code.otherwise), had, passed)

    def vary(self, code: p.Vary, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        field = self.fields.get(code.slot)
        if code.how == "shuffle" or (field is None and code.slot not in self.terms.fixed):
            # Which comes is drawn from the seed, or not known here.
            points = dict.fromkeys((*code.arms, *((code.otherwise,) if code.how == "once" else ())))
            self.fork([("1", to) for to in points], indent, had, passed)
            return
        if field is None:
            count = self.terms.fixed[code.slot]
            to = code.arms[count] if count < len(code.arms) else code.otherwise
            self.leave(indent, self.next(to), had, passed)
            return
        most = field.high
        self.put(indent, f"v = s >> {field.shift} & {field.mask}")
        step = 1 << field.shift
        back = f"s -= {most << field.shift}" if code.how == "cycle" else "pass"
        self.put(indent, f"if v < {most}: s += {step}")
        self.put(indent, f"else: {back}")
        for number, to in enumerate(code.arms):
            self.put(indent, f"if v == {number}:")
            self.leave(indent + 1, self.next(to), had, passed)
        self.leave(indent, self.next(code.otherwise), had, passed)

    def come_back(self, point: int, to: int, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        """The frame is over."""
        machine, fields = self.machine, self.machine.fields
        low = (1 << fields.top) - 1
        self.put(indent, f"if s < {1 << fields.top}:")
        self.leave(indent + 1, machine.arrive(machine.stop_number(point)), had, passed)
        self.put(indent, f"k = s >> {fields.top} & {fields.frame_mask}")
        self.put(indent, f"s = s & {low} | s >> {fields.top + fields.frame_bits} << {fields.top}")
        if to < 0:
            self.leave(indent, "(back[k], s)", had, passed)
            return
        for frame, names in machine.lead.forgotten.items():
            kept = [name for name in names if name in self.fields]
            if kept:
                self.put(indent, f"if k == {frame}:")
                self.reset(kept, indent + 1)
        self.leave(indent, self.next(to), had, passed)

    # ------------------------------------------------------------------ stops

    def stop(self, stop: Stop, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        """A state at a stop; where no way may be open, what follows it."""
        tests = [self.machine.guard(stop, way) for way in stop.ways]
        if stop.otherwise < 0 or any(test.may_not == "0" for test in tests):
            self._wait(stop, indent, had, passed)
            return
        may = [test.may for test in tests if test.may != "0"]
        if not may:
            self.leave(indent, self.next(stop.otherwise), had, passed)
            return
        some = " or ".join(may)
        if all(test.known for test in tests):
            self.put(indent, f"if {some}:")
            self._wait(stop, indent + 1, had, passed)
            self.leave(indent, self.next(stop.otherwise), had, passed)
            return
        none = " and ".join(f"({test.may_not})" for test in tests)
        if none != "(1)":
            self.put(indent, f"if not ({none}):")
            self._wait(stop, indent + 1, had, passed)
            self.put(indent, f"if not ({some}):")
            self.leave(indent + 1, self.next(stop.otherwise), had, passed)
        self.put(indent, "q = s")
        self.put(indent, f"w = {self._arrived(stop, indent)}")
        self.put(indent, "s = q")
        self.fork([("1", stop.otherwise)], indent, had, passed, "w")

    def _wait(self, stop: Stop, indent: int, had: tuple[int, ...], passed: tuple[int, ...]) -> None:
        self.leave(indent, self._arrived(stop, indent), had, passed)

    def _arrived(self, stop: Stop, indent: int) -> str:
        """Source for the state at a stop, after its labels where they are to be noted before."""
        if stop.point in self.machine.lead.echoing:
            write_labels(self.machine, self, stop, indent)
        return self.machine.arrive(self.machine.stop_number(stop.point))
