"""The texts that an instruction shows, and the tests that it asks, those of its words among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.language import program as p
from game.language.expressions import Expression
from game.language.program import Program
from game.language.texts import Text, Vary
from game.proof.asked import slots_read
from game.proof.items import tests_of, ways_of
from game.proof.stops import Stop


def tests_in(program: Program, stops: Mapping[int, Stop], point: int) -> Iterator[Expression]:
    """Every test whose outcome the instruction at a point depends on."""
    code = program.code[point]
    if point in stops:
        yield from (way.guard for way in stops[point].ways if way.guard is not None)
    match code:
        case p.Unless(test):
            yield test
        case p.Switch(subject):
            yield subject
        case p.Assign(_, value):
            yield value
    for text in texts_of(program, code):
        yield from tests_in_text(text)


def texts_of(program: Program, code: p.Instruction) -> Iterator[Text]:
    """Every text that an instruction may show."""
    found: tuple[Text | None, ...] = ()
    match code:
        case p.Say(text, manner=manner):
            found = (text, manner)
        case p.Enter(number):
            found = (program.scenes[number].place, program.scenes[number].time)
        case p.Menu(options, _, scenes):
            found = tuple(text for each in (*options, *scenes) for text in (each.words, each.locked))
        case p.Fate(branches):
            found = tuple(branch.about for branch in branches)
        case p.Reflect():
            found = tuple(reading.words for link in program.board.links for reading in link.readings)
        case p.Finish(ending):
            found = (program.endings[ending].about,)
    return (text for text in found if text is not None)


def tests_in_text(text: Text) -> Iterator[Expression]:
    """Every test in a text."""
    for part in text.parts:
        yield from tests_of(part)
        for words in ways_of(part):
            yield from tests_in_text(words)


def counted_under(text: Text, under: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The slots that count words of a text, each with `under` and what is asked before those words are shown."""
    for part in text.parts:
        asked = [*under, *(slot for tree in tests_of(part) for slot in slots_read(tree))]
        if isinstance(part, Vary) and part.slot:
            yield part.slot, asked
            asked = [*asked, part.slot]
        for words in ways_of(part):
            yield from counted_under(words, asked)
