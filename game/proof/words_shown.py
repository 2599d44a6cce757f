"""The source that notes which ways of texts are shown, and counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language.expressions import Expression
from game.language.texts import IfWords, MatchWords, Part, Plural, Text, Vary
from game.proof.items import ways_of

if TYPE_CHECKING:
    from game.proof.bank import Writing


class WordsWriter:
    """Writes the lines of a function: `s` is the state so far, `z` the state at the beginning of the page."""

    def __init__(self, machine: Writing) -> None:
        self.machine = machine
        self.fields = machine.kept
        self.terms = machine.terms
        self.lines: list[str] = []
        self.names = 0

    def put(self, indent: int, line: str) -> None:
        """One line more."""
        self.lines.append(f"{' ' * indent}{line}")

    def text(self, text: Text, indent: int) -> None:
        """Notes which ways of a text's parts are shown, as far as that is wanted, and counts them."""
        for part in text.parts:
            if not isinstance(part, str) and self.machine.live.wants(part):
                self._part(part, indent)

    def _way(self, part: Part, number: int, indent: int, nothing: str = "pass") -> None:
        """One way of a part is shown."""
        before = len(self.lines)
        item = self.machine.lead.items.by_arm.get((part, number))
        if item is not None and item in self.machine.live.wanted:
            self.put(indent, f"add({item})")
        self.text(ways_of(part)[number], indent)
        if len(self.lines) == before and nothing:
            self.put(indent, nothing)

    def _part(self, part: Part, indent: int) -> None:
        match part:
            case IfWords(test):
                holds = self.terms.test(test)
                for number, source in enumerate((holds.may, holds.may_not)):
                    if source != "0":
                        self.put(indent, f"if {source}:")
                        self._way(part, number, indent + 1)
            case MatchWords(subject, cases):
                tree = self.terms.folded(subject)
                if not self.terms.known(tree):
                    self._any_way(part, indent)
                    return
                name = self._name()
                self.put(indent, f"{name} = {self.terms.number(tree)}")
                for number, case in enumerate(cases):
                    self.put(indent, f"{'el' if number else ''}if {case.low} <= {name} <= {case.high}:")
                    self._way(part, number, indent + 1)
                if cases:
                    self.put(indent, "else:")
                self._way(part, len(cases), indent + (1 if cases else 0))
            case Plural(count):
                self._plural(part, count, indent)
            case Vary(sign, slot=slot) if sign != "~" and slot:
                self._vary(part, sign, slot, indent)
            case _:
                self._any_way(part, indent)

    def _plural(self, part: Plural, count: Expression, indent: int) -> None:
        """The form that goes with a number, where that is known."""
        tree = self.terms.folded(count)
        if not self.terms.known(tree):
            self._any_way(part, indent)
            return
        name = self._name()
        self.put(indent, f"{name} = form({self.machine.plural(part)}, {self.terms.number(tree)})")
        self._way_of(name, part, indent)

    def _vary(self, part: Part, sign: str, slot: str, indent: int) -> None:
        field = self.fields.get(slot)
        if field is None:
            self._any_way(part, indent)
            return
        name = self._name()
        self.put(indent, f"{name} = z >> {field.shift} & {field.mask}")
        self._way_of(name, part, indent)
        self.put(indent, f"{name} = s >> {field.shift} & {field.mask}")
        self.put(indent, f"if {name} < {field.high}: s += {1 << field.shift}")
        if sign == "&":
            self.put(indent, f"else: s -= {field.high << field.shift}")

    def _any_way(self, part: Part, indent: int) -> None:
        """Any of the ways may be shown."""
        for number in range(len(ways_of(part))):
            self._way(part, number, indent, "")

    def _way_of(self, name: str, part: Part, indent: int) -> None:
        """The way is shown whose number a name has."""
        for number in range(len(ways_of(part))):
            self.put(indent, f"if {name} == {number}:")
            self._way(part, number, indent + 1)

    def _name(self) -> str:
        self.names += 1
        return f"v{self.names}"
