"""What a text means: its conditions resolved, its values typed, its variations numbered."""

from __future__ import annotations

import re

from msgspec import Struct

from game.language.expansion import names_in, too_large
from game.language.expressions import Name, span_of
from game.language.identifiers import did_you_mean
from game.language.model import Enum, Number, SetOf, YesNo
from game.language.names import described
from game.language.plurals import categories, named_words
from game.language.questions import Typed
from game.language.resolver import Resolver
from game.language.texts import SHUFFLED, IfWords, MatchCase, MatchWords, Part, Plural, PluralWords, Show, Text, Vary
from game.text.source import NOWHERE, Span

_RANGE = re.compile(r"(-?\d+)(?:\s*\.\.\s*(-?\d+))?\Z")
_ASKED_WITH_A_COLON = re.compile(r"\s*((?:not )?([^\W\d]\w*)(?: ?(?:[=!]=|[<>]=?)[^:]*)?) ?:(?:\s|\Z)")
"""How ink asks in a text, `{heat > 2: words|words}`: the condition, and the first name in it."""


class Place(Struct):
    """Where words that vary stand: the nearest permanent id before them, and how many came since.

    With `counts` False the text can be seen again at any time, so nothing in it may count.
    """

    anchor: str
    counts: bool = True
    met: int = 0
    asked: int = 0

    def slot(self) -> str:
        """The name of the next slot that counts here: `words(kitchen.asking.2)`."""
        self.met += 1
        return f"words({self.anchor}.{self.met})"

    def number(self) -> int:
        """The number of the next part here that asks something."""
        self.asked += 1
        return self.asked


class Shown(Struct, frozen=True):
    """A slot that counts how often words were shown: how many ways it has, and how it goes on after the last."""

    slot: str
    ways: int
    wraps: bool


class Wording:
    """Resolves texts through a resolver; `shown` gathers the slots that they count in.

    Of places in the source only those of what varies are kept: they tell equal words in two places apart.
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.shown: dict[str, Shown] = {}
        self._phrases: dict[tuple[str, str, bool], tuple[Part, ...]] = {}
        self._saying: list[str] = []
        phrases = resolver.names.phrases
        self._too_large = too_large({name: each.text for name, each in phrases.items()})
        for name, told in self._too_large.items():
            if told:
                resolver.refuse("X015", phrases[name].span, name=name)
            resolver.used.update(names_in(phrases[name].text))

    def text(self, text: Text, chapter: str, place: Place) -> Text:
        """The text with every name resolved; parts with a mistake are left out and reported."""
        if all(isinstance(part, str) for part in text.parts):
            return Text(text.parts)
        parts: list[Part] = []
        for part in text.parts:
            parts.extend(self._part(part, chapter, place))
        return Text(tuple(parts))

    def _part(self, part: Part, chapter: str, place: Place) -> tuple[Part, ...]:
        match part:
            case str():
                return (part,)
            case Show():
                return self._show(part, chapter, place)
            case IfWords(test, then, otherwise):
                number = place.number()
                # Both ways are resolved even where the test is wrong, so that one run reports every mistake.
                tree = self.resolver.condition(test, chapter)
                ways = self.text(then, chapter, place), self.text(otherwise, chapter, place)
                return () if tree is None else (IfWords(tree, *ways, part.span, number),)
            case MatchWords():
                return self._match(part, chapter, place)
            case Plural():
                return self._plural(part, chapter, place)
            case Vary():
                return self._vary(part, chapter, place)

    def _show(self, part: Show, chapter: str, place: Place) -> tuple[Part, ...]:
        if isinstance(part.value, Name) and part.value.name in self.resolver.names.phrases:
            return self._phrase(part.value, chapter, place)
        found = self.resolver.shown(part.value, chapter)
        if found is None:
            return ()
        match found.domain:
            case YesNo():
                self.resolver.refuse("X011", part.span)
                return ()
            case Number():
                return (Show(found.tree, "number"),)
            case Enum(values):
                return (Show(found.tree, "enum", values),)
            case SetOf(values):
                return (Show(found.tree, "set", values),)

    def _phrase(self, name: Name, chapter: str, place: Place) -> tuple[Part, ...]:
        """A phrase's parts, in the place of its name; resolved once a chapter, and once for texts that can be seen again."""
        key = (name.name, chapter, place.counts)
        if key in self._phrases or name.name in self._too_large:
            return self._phrases.get(key, ())
        phrase = self.resolver.names.phrases[name.name]
        if name.name in self._saying:
            chain = " → ".join([*self._saying[self._saying.index(name.name) :], name.name])
            self.resolver.refuse("X013", phrase.span, chain=chain)
            return ()
        self._saying.append(name.name)
        known = len(self.resolver.mistakes)
        scene, self.resolver.scene = self.resolver.scene, ""
        resolved = self.text(phrase.text, chapter, Place(f"phrase {name.name}", place.counts)).parts
        self.resolver.scene = scene
        fresh = self.resolver.mistakes[known:]
        # The phrase may count elsewhere; here, where it is named, it may not.
        self.resolver.mistakes[known:] = [each for each in fresh if each.code != "X010"]
        if any(each.code == "X010" for each in fresh):
            self.resolver.refuse("X010", name.span)
        self._saying.pop()
        self._phrases[key] = resolved
        return resolved

    def _match(self, part: MatchWords, chapter: str, place: Place) -> tuple[Part, ...]:
        number = place.number()
        subject = self.resolver.shown(part.subject, chapter, matched=True)
        cases = []
        for case in part.cases:
            words = self.text(case.words, chapter, place)
            arm = None if subject is None else resolve_case(self.resolver, case.value, case.span, subject)
            if arm is not None:
                cases.append(MatchCase(case.value, words, NOWHERE, *arm))
        otherwise = self.text(part.otherwise, chapter, place)
        if subject is None:
            return ()
        if isinstance(subject.domain, SetOf):
            self.resolver.refuse("X014", span_of(part.subject), what=described(subject.domain))
            return ()
        return (MatchWords(subject.tree, tuple(cases), otherwise, part.span, number),)

    def _plural(self, part: Plural, chapter: str, place: Place) -> tuple[Part, ...]:
        """A plural with a category for each of its parts, by the rules of the story's language."""
        story = self.resolver.names.story
        found = self.resolver.shown(part.count, chapter)
        if found is not None and not isinstance(found.domain, Number):
            self.resolver.refuse("T018", span_of(part.count), what=described(found.domain))
            found = None
        words = tuple(
            PluralWords(each.category, self.text(each.words, chapter, place), each.span) for each in part.words
        )
        known = categories(story.language)
        if not known:
            self.resolver.refuse("X033", story.language_span, language=story.language)
            return ()
        strangers = [each for each in words if each.category and each.category not in known]
        for each in strangers:
            hint = did_you_mean(each.category, known) or None
            self.resolver.refuse(
                "X032", each.span, hint=hint, category=each.category, language=story.language, known=listed(known)
            )
        if strangers:
            return ()
        forms = named_words(Plural(part.count, words), story.language)
        if isinstance(forms, str):
            self.resolver.refuse("X031", part.span, wrong=forms, language=story.language, known=listed(known))
            return ()
        plain = tuple(PluralWords(each.category, each.words) for each in forms)
        return () if found is None else (Plural(found.tree, plain, story.language),)

    def _vary(self, part: Vary, chapter: str, place: Place) -> tuple[Part, ...]:
        slot = place.slot()
        self._warn_of_a_condition(part)
        choices = tuple(self.text(each, chapter, place) for each in part.choices)
        if not place.counts:
            if part.sign != "~":
                self.resolver.refuse("X010", part.span)
            return (Vary(part.sign, choices, "", part.span, slot),)
        ways = {"": len(choices), "&": len(choices), "!": len(choices) + 1, "~": SHUFFLED}[part.sign]
        self.shown[slot] = Shown(slot, ways, part.sign in ("&", "~"))
        return (Vary(part.sign, choices, slot, part.span),)

    def _warn_of_a_condition(self, part: Vary) -> None:
        """Warns of words that vary where somebody who knows ink meant words under a condition."""
        opening = part.choices[0].parts[:1]
        if part.sign or not opening or not isinstance(opening[0], str):
            return
        match = _ASKED_WITH_A_COLON.match(opening[0])
        names = self.resolver.names
        if match is None:
            return
        if match[2] in names.variables or match[2] in names.defines:
            self.resolver.refuse("X020", part.span, asked=match[1], test=match[1])
        elif match[1] in names.scenes:
            self.resolver.refuse("X020", part.span, asked=match[1], test=f"visits({match[1]}) >= 1")


def listed(words: tuple[str, ...]) -> str:
    """Words of the language in an author's message: `one, few and other`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def resolve_case(resolver: Resolver, value: str, span: Span, subject: Typed) -> tuple[int, int] | None:
    """The numbers, low to high, that a key of a `match` stands for; None after refusing it."""
    if isinstance(subject.domain, Number) and (match := _RANGE.match(value)):
        low = int(match[1])
        high = int(match[2]) if match[2] is not None else low
        slot = getattr(subject.tree, "slot", "")
        if slot.startswith(("visits(", "turns_since(")):
            resolver.counts[slot] = max(resolver.counts.get(slot, 1), min(high + 1, 99))
        if low <= high and subject.domain.low <= high and low <= subject.domain.high:
            return low, high
    number = resolver.coded(Name(value, span), subject.domain) if not isinstance(subject.domain, SetOf) else None
    return None if number is None else (number, number)
