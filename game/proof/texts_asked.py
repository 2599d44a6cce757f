"""The tests that an instruction asks, those of its words among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.language import program as p
from game.language.expressions import Expression
from game.language.program import Program
from game.language.texts import Text
from game.proof.items import tests_of, ways_of
from game.proof.stops import Stop


def tests_in(program: Program, stops: Mapping[int, Stop], point: int) -> Iterator[Expression]:
    """Every test whose outcome the instruction at a point depends on."""
    if point in stops:
        for way in stops[point].ways:
            if way.guard is not None:
                yield way.guard
            for text in (way.words, way.locked):
                if text is not None:
                    yield from tests_in_text(text)
        return
    match program.code[point]:
        case p.Unless(test):
            yield test
        case p.Switch(subject):
            yield subject
        case p.Assign(_, value):
            yield value
        case p.Say(text, manner=manner):
            yield from tests_in_text(text)
            if manner is not None:
                yield from tests_in_text(manner)
        case p.Enter(number):
            for words in (program.scenes[number].place, program.scenes[number].time):
                if words is not None:
                    yield from tests_in_text(words)


def tests_in_text(text: Text) -> Iterator[Expression]:
    """Every test in a text."""
    for part in text.parts:
        yield from tests_of(part)
        for words in ways_of(part):
            yield from tests_in_text(words)
