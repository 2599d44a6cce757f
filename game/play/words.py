"""Words as they are shown: a text becomes a function of the state, or a constant where nothing in it varies."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import Protocol

from game.language.expressions import Expression, Read
from game.language.tables import PRINTED
from game.language.texts import CLOSE, EMPHASIS, SHUFFLED, STRONG, IfWords, MatchWords, Part, Plural, Show, Text, Vary
from game.play.page import Style, Styled
from game.play.values import Reader, Values, expression_reader

_SPACES = re.compile(" {2,}")
_SIGNS = {EMPHASIS: "emphasis", STRONG: "strong"}


class Reading(Protocol):
    """What a text needs of a run: the values, the seed, and where to note that words were shown."""

    values: Values
    seed: int
    shown: list[tuple[int, int, int, bool]]


Words = Callable[[Reading], str]
Places = dict[str, tuple[int, int]]
"""Where each slot is: its block and its place in it, both from 0."""


def words_of(text: Text, places: Places) -> str | Words:
    """A text as a constant, or as a function that notes in `shown` the counts of what it showed.

    Emphasis is still in it as private characters; `styled` takes it out.
    """
    made = [_part(part, places) for part in text.parts]
    functions = tuple(each for each in made if not isinstance(each, str))
    if not functions:
        return "".join(each for each in made if isinstance(each, str))
    if len(made) == 1:
        return functions[0]
    pattern = "".join(each.replace("%", "%%") if isinstance(each, str) else "%s" for each in made)
    if len(functions) == 1:
        only = functions[0]
        return lambda run: pattern % only(run)
    return lambda run: pattern % tuple([each(run) for each in functions])


def said(words: str | Words, run: Reading) -> str:
    """What words say now."""
    return words if isinstance(words, str) else words(run)


def counting(text: Text) -> bool:
    """Whether showing a text counts anywhere in it."""
    for part in text.parts:
        match part:
            case Vary():
                return True
            case IfWords() if counting(part.then) or counting(part.otherwise):
                return True
            case MatchWords() if counting(part.otherwise) or any(counting(case.words) for case in part.cases):
                return True
            case Plural() if any(counting(form.words) for form in part.words):
                return True
    return False


def styled(shown: str) -> tuple[str, tuple[Styled, ...]]:
    """A shown text without its signs of emphasis, and where they stood. White space at its ends goes.

    Spaces that meet where words were left out become one.
    """
    if "  " in shown:
        shown = _SPACES.sub(" ", shown)
    shown = shown.strip()
    if CLOSE not in shown:
        return shown, ()
    plain: list[str] = []
    styles: list[Styled] = []
    opened: list[tuple[int, Style]] = []
    for sign in shown:
        if sign in _SIGNS:
            opened.append((len(plain), "emphasis" if sign == EMPHASIS else "strong"))
        elif sign == CLOSE:
            if opened:
                start, style = opened.pop()
                styles.append(Styled(start, len(plain), style))
        else:
            plain.append(sign)
    return "".join(plain), tuple(sorted(styles, key=lambda each: (each.start, -each.end)))


def _called(words: str | Words) -> Words:
    return (lambda run: words) if isinstance(words, str) else words


def _part(part: Part, places: Places) -> str | Words:
    match part:
        case str():
            return part
        case Show():
            return _show(part, places)
        case IfWords():
            return _if(part, places)
        case MatchWords():
            return _match(part, places)
        case Plural():
            return _plural(part, places)
        case Vary():
            return _vary(part, places)


def _function(text: Text, places: Places) -> Words:
    return _called(words_of(text, places))


def _show(part: Show, places: Places) -> Words:
    read = _number(part.value, places)
    if part.kind == "number":
        return lambda run: str(read(run.values))
    names = tuple(value.replace("_", " ") for value in part.values)
    if part.kind == "enum":
        return lambda run: names[read(run.values)]
    return lambda run: listed([name for bit, name in enumerate(names) if read(run.values) >> bit & 1])


def listed(names: list[str]) -> str:
    """`wire`, `wire and torch`, `wire, torch and badge`; for no names, `nothing`."""
    if len(names) < 2:
        return names[0] if names else "nothing"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _if(part: IfWords, places: Places) -> Words:
    test = expression_reader(part.test, places)
    then, otherwise = words_of(part.then, places), words_of(part.otherwise, places)
    if isinstance(then, str) and isinstance(otherwise, str):
        return lambda run: then if test(run.values) else otherwise
    yes, no = _called(then), _called(otherwise)
    return lambda run: yes(run) if test(run.values) else no(run)


def _match(part: MatchWords, places: Places) -> Words:
    subject: Reader = expression_reader(part.subject, places)
    cases = tuple((case.low, case.high, _function(case.words, places)) for case in part.cases)
    otherwise = _function(part.otherwise, places)

    def chosen(run: Reading) -> str:
        value = subject(run.values)
        for low, high, words in cases:
            if low <= value <= high:
                return words(run)
        return otherwise(run)

    return chosen


def _number(value: Expression, places: Places) -> Reader:
    """A number as it is printed."""
    read = expression_reader(value, places)
    if isinstance(value, Read) and value.slot.startswith("turns_since("):
        # A scene never entered lies further back than can be counted.
        return lambda values: min(read(values), PRINTED)
    return read


def _plural(part: Plural, places: Places) -> Words:
    from game.language.plurals import category_of

    read, language = _number(part.count, places), part.language
    forms = {form.category: _function(form.words, places) for form in part.words}
    otherwise = forms.get("other") or _function(part.words[-1].words, places)
    return lambda run: forms.get(category_of(language, read(run.values)), otherwise)(run)


def _vary(part: Vary, places: Places) -> Words:
    choices = tuple(_function(each, places) for each in part.choices)
    many, slot = len(choices), part.slot
    if not slot:
        return lambda run: choices[drawn(run.seed, part.place, 0, many)](run)
    block, place = places[slot]
    sign = part.sign
    ways = {"": many, "&": many, "!": many + 1, "~": SHUFFLED}[sign]
    note = (block, place, ways - 1, sign in ("&", "~"))

    def chosen(run: Reading) -> str:
        count = run.values[block][place]
        run.shown.append(note)
        if sign == "~":
            return choices[drawn(run.seed, slot, count, many)](run)
        return choices[count](run) if count < many else ""

    return chosen


def drawn(seed: int, place: str, count: int, many: int) -> int:
    """One of `many` (from 0) by a fixed hash of the setup's seed, the place, and how often it was read."""
    key = blake2b(f"{seed}/{place}/{count}".encode(), digest_size=8).digest()
    return int.from_bytes(key, "big") % many


@lru_cache(maxsize=4096)
def dealt(seed: int, place: str, round: int, many: int) -> tuple[int, ...]:
    """The numbers from 0 to `many` in an order of their own for each round: Fisher and Yates over `drawn`."""
    order = list(range(many))
    for last in range(many - 1, 0, -1):
        other = drawn(seed, f"{place}#{last}", round, last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def weighed(odds: list[int], draw: int) -> int:
    """Which of some odds a number below their sum falls on."""
    return next(index for index, upto in enumerate(accumulate(odds)) if draw < upto)
