"""What a game touches of all that is written: the items that its pages show and its moves are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.language.program import Enter, Finish, Instruction, Menu, Program, Say
from game.language.texts import IfWords, MatchWords, Part, Plural, Text, Vary
from game.play.linking import LONGEST_RUN
from game.play.run import STOP, Run
from game.play.runtime import linked_of
from game.play.session import Session
from game.play.state import State
from game.play.values import Values, expression_reader
from game.play.words import drawn
from game.proof.items import Items, arms_of, ways_of
from game.proof.verdicts import Item

TOUCHABLE = ("scene", "option", "line", "memory", "reading", "truth", "ending")
"""Kinds of items that a game can touch; claims and life are said of all games."""


class Touching:
    """Tells what games of a program touch, by the keys of its items."""

    def __init__(self, program: Program, items: Items | None = None) -> None:
        self.program = program
        self.items = Items(program, ()) if items is None else items
        self.all: tuple[Item, ...] = tuple(each for each in self.items.all if each.kind in TOUCHABLE)
        self._places = linked_of(program).places
        self._choosers: dict[Part, Callable[[Values, int], int]] = {}
        self._varying: dict[int, bool] = {}

    def of(self, session: Session) -> set[str]:
        """The keys of all that a game touches, its last page included."""
        found: set[int] = set()
        for number, state in enumerate(session.states):
            found |= self.of_page(state, session.setup.lead)
            if number < len(session.path) and (item := self.items.by_move.get(session.path[number])) is not None:
                found.add(item)
        return {self.items.all[number].key for number in found}

    def of_page(self, state: State, lead: str) -> set[int]:
        """What a page shows, by the numbers of the items."""
        found: set[int] = set()
        for point, code, run in self._instructions(state):
            found.update(self.items.at_point.get(point, ()))
            match code:
                case Say(text, manner=manner):
                    self._take(found, run, text, manner)
                case Enter(number):
                    scene = self.program.scenes[number]
                    self._take(found, run, scene.place, scene.time)
                case Menu():
                    if run.menu is not None:
                        self._take_menu(found, run)
                case Finish(ending):
                    item = self.items.endings.get((lead, self.program.endings[ending].id))
                    if item is not None:
                        found.add(item)
                    self._take(found, run, self.program.endings[ending].about)
        if run.fate is not None:
            open_now = set(run.fate.open(run.values))
            for number, branch in enumerate(run.fate.branches):
                if number in open_now:
                    self._take(found, run, branch.about)
        if run.board is not None:
            for link in run.board.links:
                for reading in run.board.open_readings(link, run.values):
                    self._take(found, run, reading.info.words)
        return found

    def _take_menu(self, found: set[int], run: Run) -> None:
        assert run.menu is not None
        for option in (*run.menu.options, *run.menu.offering(run.values)):
            if not option.met(run.values):
                continue
            if option.holds(run.values):
                self._take(found, run, option.offered.words)
            elif option.offered.locked is not None:
                self._take(found, run, option.offered.words, option.offered.locked)
                if (item := self.items.locked.get(option.offered.id)) is not None:
                    found.add(item)

    def _instructions(self, state: State) -> Iterator[tuple[int, Instruction, Run]]:
        """Each instruction of a page's run, with the run as it is when its words are shown."""
        run = Run(state.point, list(state.blocks), list(state.frames), state.seed, None)
        operations, code, point = linked_of(self.program).operations, self.program.code, state.point
        for _ in range(LONGEST_RUN):
            run.point = point
            says = isinstance(code[point], Say)
            if says:
                yield point, code[point], run
            point = operations[point](run)
            if not says and (point != run.point or point == STOP):
                yield run.point, code[run.point], run
            if point == STOP:
                return

    # ------------------------------------------------------------------ words that vary

    def _take(self, found: set[int], run: Run, *texts: Text | None) -> None:
        for text in texts:
            if text is not None and self._varies(text):
                self._ways(found, run.values, run.seed, text)

    def _varies(self, text: Text) -> bool:
        known = self._varying.get(id(text))
        if known is None:
            known = self._varying[id(text)] = any(True for _ in arms_of(text)) or any(map(ways_of, text.parts))
        return known

    def _ways(self, found: set[int], values: Values, seed: int, text: Text) -> None:
        for part in text.parts:
            ways = ways_of(part)
            if not ways:
                continue
            number = self._chosen(part, values, seed)
            if not 0 <= number < len(ways):
                continue
            if (item := self.items.by_arm.get((part, number))) is not None:
                found.add(item)
            self._ways(found, values, seed, ways[number])

    def _chosen(self, part: Part, values: Values, seed: int) -> int:
        """Which way of a part is shown; one past the last where none is."""
        chooser = self._choosers.get(part)
        if chooser is None:
            chooser = self._choosers[part] = self._chooser(part)
        return chooser(values, seed)

    def _chooser(self, part: Part) -> Callable[[Values, int], int]:
        match part:
            case IfWords(test):
                holds = expression_reader(test, self._places)
                return lambda values, seed: 0 if holds(values) else 1
            case MatchWords(subject, cases):
                read = expression_reader(subject, self._places)
                bounds = [(case.low, case.high) for case in cases]

                def case_of(values: Values, seed: int) -> int:
                    value = read(values)
                    return next((n for n, (low, high) in enumerate(bounds) if low <= value <= high), len(bounds))

                return case_of
            case Plural(count, words, language):
                from game.language.plurals import category_of

                number = expression_reader(count, self._places)
                forms = [form.category for form in words]

                def form_of(values: Values, seed: int) -> int:
                    category = category_of(language, number(values))
                    return forms.index(category) if category in forms else len(forms) - 1

                return form_of
            case Vary(sign, choices, slot, _, place):
                many = len(choices)
                if not slot:
                    return lambda values, seed: drawn(seed, place, 0, many)
                block, at = self._places[slot]
                if sign == "~":
                    return lambda values, seed: drawn(seed, slot, values[block][at], many)
                return lambda values, seed: values[block][at]
            case _:
                return lambda values, seed: -1
