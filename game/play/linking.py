"""Instructions become functions: each takes a run and gives the next point, or STOP.

A scene's functions are made when play first comes there, so that a long story starts as quickly as a short one.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Read
from game.language.tables import SceneInfo, interval
from game.language.texts import Text
from game.play.frames import Operation, Takes, calling, coming_back, forgetting, reset, running_out
from game.play.menus import LinkedAsk, LinkedFate, LinkedMenu
from game.play.page import Line
from game.play.run import STOP, Run
from game.play.values import Reader, blocks_of, expression_reader, places_of, range_asked
from game.play.words import Reading, Words, counting, dealt, said, styled, words_of

if TYPE_CHECKING:
    from game.play.reflecting import LinkedBoard

LONGEST_RUN = 100_000
"""How many instructions may follow one another without anybody deciding. A story that needs more goes round for ever."""


class Linked:
    """A program's functions and tables. `operations[point]` links the point's scene when it is first called."""

    def __init__(self, program: p.Program) -> None:
        self.program = program
        self.places = places_of(program.slots)
        self.domains = {slot.name: slot.domain for slot in program.slots}
        self.start = blocks_of([slot.start for slot in program.slots])
        self.operations: list[Operation] = [self.link_scene] * len(program.code)
        self.entries = [scene.entry for scene in program.scenes]
        self.turns = [
            (*self.places[slot.name], interval(slot.domain)[1]) for slot in program.slots if slot.kind == "turns"
        ]
        self.fresh: dict[str, list[tuple[int, int, int]]] = {}
        for slot in program.slots:
            if slot.kind == "variable" and slot.chapter:
                self.fresh.setdefault(slot.chapter, []).append((*self.places[slot.name], slot.start))
        self.takes = Takes(program, self.places)
        self.wheres: dict[str, tuple[str | Words, ...]] = {}
        self.last: tuple[object, Run] | None = None

    @cached_property
    def fates(self) -> frozenset[str]:
        """The ids of all moves that are fate's."""
        return frozenset(each.id for code in self.program.code if isinstance(code, p.Fate) for each in code.branches)

    @cached_property
    def board(self) -> LinkedBoard:
        """The memory board, the same wherever it is opened."""
        from game.play.reflecting import LinkedBoard

        return LinkedBoard(self.program, self.places)

    def scene_at(self, point: int) -> SceneInfo:
        """The scene that a point belongs to."""
        return self.program.scenes[bisect_right(self.entries, point) - 1]

    def link_scene(self, run: Run) -> int:
        """Makes the functions of the scene that the run stands in, and goes on at the same point."""
        scene = self.scene_at(run.point)
        for point in range(scene.entry, scene.end):
            self.operations[point] = self.link(point, self.program.code[point])
        return run.point

    def link(self, point: int, code: p.Instruction) -> Operation:
        """The function of one instruction."""
        following = point + 1
        match code:
            case p.Say():
                return self.say(point, code)
            case p.Begin():
                return lambda run: following
            case p.Jump(to):
                return lambda run: to
            case p.Unless(test, to):
                return self.unless(following, test, to)
            case p.Assign():
                return self.assign(following, code)
            case p.Alter():
                return self.alter(following, code)
            case p.Menu():
                return self.menu(code)
            case p.Fate():
                return self.fate(code)
            case p.Asked():
                return self.ask(code)
            case p.Enter():
                return self.enter(point, self.program.scenes[code.scene])
            case p.CallScene(to):
                return calling(following, to)
            case p.Return(to):
                return coming_back(to, self.takes)
            case p.RunOut():
                return running_out(self.scene_at(point).id)
            case p.Forget(slots):
                return forgetting(following, self.takes.starts_of(slots))
            case p.Finish(ending):
                return self.finish(ending)
            case p.Switch():
                return self.switch(code)
            case p.Vary():
                return self.vary(code)
            case p.Reflect():
                return self.reflect()
            case p.Reach():
                return self.reach(following, code)
            case p.PageMark():
                return self.page_mark(point)
            case _:
                raise TypeError(f"cannot link {type(code).__name__}")

    # -------------------------------------------------------------- words

    def say(self, point: int, code: p.Say) -> Operation:
        following = point + 1
        words = words_of(code.text, self.places)
        manner: str | Words = "" if code.manner is None else words_of(code.manner, self.places)
        if isinstance(words, str) and isinstance(manner, str) and code.speaker != "you":
            plain, styles = styled(words)
            line = Line(
                text=plain, kind=code.kind, speaker=code.speaker, name=code.name, manner=styled(manner)[0],
                styles=styles, fragment=code.fragment, point=point,
            )  # fmt: skip

            def constant(run: Run) -> int:
                if run.lines is not None:
                    run.lines.append(line)
                return following

            return constant
        counts = counting(code.text) or (code.manner is not None and counting(code.manner))
        kind, named, leads, fragment = code.kind, (code.speaker, code.name), self.program.leads, code.fragment
        you = code.speaker == "you"

        def varying(run: Run) -> int:
            if run.lines is None and not counts:
                return following
            shown, styles = styled(said(words, run))
            how = styled(said(manner, run))[0] if manner else ""
            if run.lines is not None and shown:
                speaker, name = named
                if you:
                    lead = leads[run.values[0][0]]
                    speaker, name = lead.id, lead.name
                run.lines.append(
                    Line(
                        text=shown, kind=kind, speaker=speaker, name=name, manner=how,
                        styles=styles, fragment=fragment, point=point,
                    )
                )  # fmt: skip
            return following

        return varying

    def page_mark(self, point: int) -> Operation:
        line = Line(text="", kind="page", point=point)

        def mark(run: Run) -> int:
            if run.lines:
                run.lines.append(line)
            return point + 1

        return mark

    def where(self, scene: SceneInfo, run: Reading) -> tuple[str, str]:
        """A scene's place and time, as shown now."""
        found = self.wheres.get(scene.id)
        if found is None:
            found = self.wheres[scene.id] = tuple(
                "" if text is None else words_of(text, self.places) for text in (scene.place, scene.time)
            )
        place, time = found
        return styled(said(place, run))[0], styled(said(time, run))[0]

    def shown(self, text: Text | None, run: Reading) -> str:
        """A text as shown now, without emphasis; "" for none."""
        if text is None:
            return ""
        words = words_of(text, self.places)
        return styled(words if isinstance(words, str) else words(run))[0]

    # -------------------------------------------------------------- values

    def unless(self, following: int, test: Expression, to: int) -> Operation:
        if (asked := range_asked(test)) is not None:
            slot, low, high = asked
            block, place = self.places[slot]
            return lambda run: following if low <= run.values[block][place] <= high else to
        holds = expression_reader(test, self.places)
        return lambda run: following if holds(run.values) else to

    def assign(self, following: int, code: p.Assign) -> Operation:
        block, place = self.places[code.slot]
        low, high = interval(self.domains[code.slot])
        match code.value:
            case Constant(number):
                settled = low if number < low else high if number > high else number

                def settle(run: Run) -> int:
                    run.write(block, place, settled)
                    return following

                return settle
            case Binary("+" | "-" as sign, Read(slot), Constant(number)) if slot == code.slot:
                amount = number if sign == "+" else -number

                def add(run: Run) -> int:
                    number = run.values[block][place] + amount
                    run.write(block, place, low if number < low else high if number > high else number)
                    return following

                return add
        read: Reader = expression_reader(code.value, self.places)

        def store(run: Run) -> int:
            number = int(read(run.values))
            run.write(block, place, low if number < low else high if number > high else number)
            return following

        return store

    def alter(self, following: int, code: p.Alter) -> Operation:
        block, place = self.places[code.slot]
        mask, add = code.mask, code.add

        def change(run: Run) -> int:
            held = run.values[block][place]
            run.write(block, place, held | mask if add else held & ~mask)
            return following

        return change

    # -------------------------------------------------------------- ways

    def enter(self, point: int, scene: SceneInfo) -> Operation:
        following = point + 1
        visits = self.places[scene.visits] if scene.visits else None
        most = interval(self.domains[scene.visits])[1] if scene.visits else 0
        turns = self.places[scene.turns] if scene.turns else None
        fresh = self.fresh.get(scene.chapter, [])
        in_force = self.places.get("chapter()")
        number = 0
        if in_force is not None and scene.chapter:
            number = self.domains["chapter()"].values.index(scene.chapter)  # type: ignore[union-attr]
        placed = [text for text in (scene.place, scene.time) if text is not None]
        counts = any(counting(text) for text in placed)
        taken = self.takes.by_scene.get(scene.id, ())
        calls = self.takes.during(scene.id) if taken else frozenset[int]()

        def begin(run: Run) -> int:
            values = run.values
            if visits is not None and values[visits[0]][visits[1]] < most:
                run.write(*visits, values[visits[0]][visits[1]] + 1)
            if turns is not None:
                run.write(*turns, 0)
            if in_force is not None and not run.frames and values[in_force[0]][in_force[1]] != number:
                run.write(*in_force, number)
                for block, place, start in fresh:
                    run.write(block, place, start)
            if taken and calls.isdisjoint(run.frames):
                reset(run, taken)
            if placed and (counts or run.lines is not None):
                where, when = self.where(scene, run)
                if run.lines is not None:
                    line = Line(text=" · ".join(filter(None, (where, when))), kind="place", point=point)
                    run.lines.append(line)
            return following

        return begin

    def reach(self, following: int, code: p.Reach) -> Operation:
        visits = self.places[code.visits] if code.visits else None
        most = interval(self.domains[code.visits])[1] if code.visits else 0
        turns = self.places[code.turns] if code.turns else None

        def count(run: Run) -> int:
            if visits is not None and (held := run.values[visits[0]][visits[1]]) < most:
                run.write(*visits, held + 1)
            if turns is not None:
                run.write(*turns, 0)
            return following

        return count

    def finish(self, ending: int) -> Operation:
        def stop(run: Run) -> int:
            run.ending = ending
            return STOP

        return stop

    def switch(self, code: p.Switch) -> Operation:
        read = expression_reader(code.subject, self.places)
        arms, otherwise = code.arms, code.otherwise

        def choose(run: Run) -> int:
            value = read(run.values)
            for low, high, to in arms:
                if low <= value <= high:
                    return to
            return otherwise

        return choose

    def vary(self, code: p.Vary) -> Operation:
        block, place = self.places[code.slot]
        arms, many, otherwise, how, slot = code.arms, len(code.arms), code.otherwise, code.how, code.slot
        most = interval(self.domains[slot])[1]

        def choose(run: Run) -> int:
            count = run.values[block][place]
            wraps = how in ("cycle", "shuffle")
            if count < most or wraps:
                run.write(block, place, 0 if count >= most else count + 1)
            if how == "shuffle":
                return arms[dealt(run.seed, slot, count // many, many)[count % many]]
            return arms[count] if count < many else otherwise

        return choose

    # -------------------------------------------------------------- stops

    def menu(self, code: p.Menu) -> Operation:
        linked = LinkedMenu(code, self.places)

        def stop(run: Run) -> int:
            values = run.values
            for option in linked.options:
                if option.open(values):
                    run.menu = linked
                    return STOP
            if linked.scenes and linked.offering(values):
                run.menu = linked
                return STOP
            return linked.otherwise

        return stop

    def fate(self, code: p.Fate) -> Operation:
        linked = LinkedFate(code, self.places)

        def stop(run: Run) -> int:
            if not linked.open(run.values):
                return linked.otherwise
            run.fate = linked
            return STOP

        return stop

    def ask(self, code: p.Asked) -> Operation:
        linked = LinkedAsk(code, self.places)

        def stop(run: Run) -> int:
            run.asked = linked
            return STOP

        return stop

    def reflect(self) -> Operation:
        board = self.board

        def stop(run: Run) -> int:
            run.board = board
            return STOP

        return stop
