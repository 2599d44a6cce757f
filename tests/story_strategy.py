"""Hypothesis strategies over the model: whole stories, with every kind of node and awkward words everywhere.

`stories()` makes any story that the parser makes of some text without an error of form; what its ids name is nobody's
question. `sound_stories()` makes stories in which everything named is there, and every scene leads to an ending, so that
they compile and play. Every node is as the parser would have made it, spans apart.

A kind of step, expression, part of a text or domain that is not in the tables here makes tests/test_round_trip.py fail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from game.language import expressions as e
from game.language import knowledge as k
from game.language import model as m
from game.language import texts as t
from game.language.conditions import LARGEST, OF_CLAIMS, QUESTIONS, RESERVED
from game.language.identifiers import REFUSED_TO_OPTIONS, REFUSED_TO_PEOPLE, REFUSED_TO_VARIABLES, STEP_WORDS
from game.language.names import LIE_STATES
from game.language.offer_step import CallOffer
from game.language.plurals import ORDER, categories, whole_categories
from game.text.bare_words import bare
from game.text.source import NOWHERE

T = TypeVar("T")
AT = {"span": NOWHERE}

AWKWARD_IDS = (
    "yes", "no", "on", "off", "null", "Null", "y", "n", "e1", "nan", "none", "old", "to", "by", "scene", "takes", "_", "__",
    "Ärger", "été", "漢字", "x2", "ask_", "choose_2", "True", "FALSE", "story", "tests", "a" * 60,
)  # fmt: skip
AWKWARD_WORDS = (
    "yes", "no", "null", "~", "1e3", "12:30", "0x1F", "0o7", "1974", "-", "—", "...", "---", "<<", "=", "?", "!", "!!str",
    "&a", "*b", "%", "@", "`", "a:", ":a", "a:b", "#", "a#b", "#a", "[a]", "]", "{", "}", "|", "|a", ">", ">a", ",", "a,b", "’", "“a",
    "b”", "\\", "\\n", "_", "__", "*", "**", "_a", "a_", "you", "if", "match", "goto:", "- a", "? a", ": a", "a: b", "é", "漢", "😀", "ﷺ",
    "1_000", "2001-01-01", ".5", "+1", ".inf", "true", "false", "\u202ea", "a\u200db", "\\u0041", "$", "()", "(a)", "a)", "~~", "%a", "!a", "&",
)  # fmt: skip
PLAIN_WORDS = ("Rain", "falls", "again", "on", "the", "harbour", "Who", "left.", "Nobody;", "four", "men", "late,")


Pick = Callable[[Random], T]
"""How something is drawn by some dice."""


def ids(refused: Collection[str] = ()) -> Pick[str]:
    """An id that is none of those refused."""

    def pick(dice: Random) -> str:
        while True:
            letters = "".join(dice.choice("abcdefgxyz_0189") for _ in range(dice.randint(0, 5)))
            word = dice.choice(AWKWARD_IDS) if dice.random() < 0.4 else dice.choice("abcdefghijkxyz") + letters
            if word not in refused:
                return word

    return pick


NAMES = ids(REFUSED_TO_VARIABLES | {"attend"})
PLACES = ids({"none"})


def line(dice: Random) -> str:
    """Text of one line taken as it stands: a title, a name, a tag. Words of any kind parted by single spaces."""
    words = []
    for _ in range(dice.randint(1, 4)):
        chance = dice.random()
        letters = "".join(
            chr(dice.choice((dice.randint(33, 126), dice.randint(161, 1500), 0x6F22, 0x1F600))) for _ in range(3)
        )
        words.append(
            dice.choice(AWKWARD_WORDS) if chance < 0.5 else dice.choice(PLAIN_WORDS) if chance < 0.8 else letters
        )
    return " ".join(" ".join(words).split())


def several(pick: Pick[str], least: int, most: int) -> Pick[tuple[str, ...]]:
    """Some of these, all different."""

    def picks(dice: Random) -> tuple[str, ...]:
        found: dict[str, None] = {}
        wanted = dice.randint(least, most)
        while len(found) < wanted:
            found[pick(dice)] = None
        return tuple(found)

    return picks


TAGS = several(line, 0, 2)


class Maker:
    """Draws one story. What a sound story's conditions and leaps may name is in `world`; without one, anything goes."""

    def __init__(self, dice: Random, sound: bool) -> None:
        self.dice, self.sound = dice, sound
        self.speakers: list[str] = ["you"]
        self.used: set[str] = set()
        self.olds = 0
        self.variables: list[m.Variable] = []
        self.later: list[str] = []
        self.callable: list[str] = []
        self.fragments: list[str] = []
        self.endings: list[str] = []
        self.scenes: list[str] = []
        self.phrases: list[str] = []
        self.defines: list[str] = []
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.attends: tuple[str, ...] = ()
        self.in_fragment = False
        self.counting = True
        self.claiming = False
        self.language = "en"
        self.leads: list[str] = []
        self.takes: dict[str, tuple[m.Variable, ...]] = {}
        self.links: list[k.Link] = []
        self.truths: list[k.Truth] = []
        self.told: list[str] = []
        self.lies: list[str] = []
        self.earlier: list[m.Variable] = []
        """What earlier games hand on, by the names under which it is asked, such as `ghost.risk`."""
        self.games: list[str] = []
        """What asks whether there is an earlier game: `ghost`, `ghost.ada`, `before`."""

    # -------------------------------------------------------------- draws

    def draw(self, pick: Pick[T]) -> T:
        return pick(self.dice)

    def one(self, items: Sequence[T]) -> T:
        return self.dice.choice(items)

    def maybe(self, odds: int = 2) -> bool:
        return self.dice.randrange(odds) == 0

    def number(self, low: int, high: int) -> int:
        return self.dice.randint(low, high)

    def fresh(self, pick: Pick[str], used: set[str] | None = None) -> str:
        """An id that is not taken."""
        taken = self.used if used is None else used
        word = base = pick(self.dice)
        number = 1
        while word in taken:
            number += 1
            word = f"{base}_{number}"
        taken.add(word)
        return word

    def was(self, dotted: bool = False) -> tuple[str, ...]:
        found = []
        for _ in range(self.number(0, 2) if self.maybe(4) else 0):
            self.olds += 1
            found.append(f"old{self.olds}.x" if dotted and self.maybe() else f"old{self.olds}")
        return tuple(found)

    # -------------------------------------------------------------- expressions

    def condition(self, depth: int = 2) -> e.Expression:
        if not self.sound:
            return self.any_expression(depth)
        if depth and self.maybe(3):
            operator = self.one(("and", "or"))
            return e.Binary(operator, self.condition(depth - 1), self.condition(depth - 1))
        if depth and self.maybe(5):
            return e.Not(self.condition(depth - 1))
        return self.sound_test()

    def sound_test(self) -> e.Expression:
        choices: list[e.Expression] = [e.Constant(1, truth=True), e.Binary("==", e.Name("lead"), e.Name("lead"))]
        if self.scenes:
            visits = e.Ask("visits", self.one(self.scenes))
            choices.append(e.Binary(self.one((">=", "==", "<", "!=")), visits, e.Constant(self.number(0, 3))))
        if self.fragments:
            choices.append(e.Ask(self.one(("surfaced", "recovered")), self.one(self.fragments)))
        if self.endings:
            choices.append(e.Ask("finished", self.one(self.endings)))
        if self.defines:
            choices.append(e.Name(self.one(self.defines)))
        choices += [e.Name(each) for each in self.games]
        choices += [e.Ask("linked", each.id) for each in self.links]
        choices += [e.Ask("told", each) for each in self.told]
        if self.claiming:
            choices += [e.Ask("at", self.one(self.scenes)), e.Ask("ended", self.one(self.endings))]
        for subject, domain in self.known():
            match domain:
                case m.YesNo():
                    choices.append(subject)
                case m.Number(low, high):
                    value = self.number(0, max(0, high))
                    left: e.Expression = e.Binary(self.one("+-*"), subject, e.Constant(self.number(0, 3)))
                    choices.append(e.Binary(self.one((">=", "<", "==", "!=")), left, e.Constant(value)))
                    if low >= 0 and high - low < 200:
                        choices.append(e.Binary("in", subject, e.Words((e.Name(str(high)),))))
                    choices.append(e.Binary("<", e.Negate(subject), e.Constant(1)))
                case m.Enum(values):
                    word = e.Name(self.one(values))
                    choices.append(e.Binary(self.one(("==", "!=", ">=", "<")), subject, word))
                    choices.append(e.Binary("in", subject, e.Words((word, e.Name(values[0])))))
                case m.SetOf(values):
                    choices.append(e.Binary("in", e.Name(self.one(values)), subject))
                    if isinstance(subject, e.Name):
                        choices.append(e.Binary(">=", e.Ask("count", subject.name), e.Constant(1)))
        return self.one(choices)

    def known(self) -> list[tuple[e.Expression, m.Domain]]:
        """What a sound story's conditions may compare, print or match, with its domain."""
        found: list[tuple[e.Expression, m.Domain]] = []
        found += [(e.Name(each.name), each.domain) for each in (*self.variables, *self.earlier)]
        found += [(e.Ask("truth", each.id), m.Enum(each.values)) for each in self.truths]
        found += [(e.Ask("lie", each), m.Enum(LIE_STATES)) for each in self.lies]
        for link in self.links:
            found.append((e.Ask("linked", link.id), m.Enum(("none", *(each.id for each in link.readings)))))
        return found

    def value(self) -> e.Expression:
        """What a text may print."""
        if not self.sound:
            return self.any_expression(1)
        shown = [subject for subject, domain in self.known() if not isinstance(domain, m.YesNo)]
        return self.one([*shown, *(e.Name(each) for each in self.phrases), e.Name("lead")])

    def count(self) -> e.Expression:
        """A number by which words may be chosen."""
        if not self.sound:
            return self.any_expression(1)
        numbers: list[e.Expression] = [e.Constant(self.number(0, 5))]
        for subject, domain in self.known():
            if isinstance(domain, m.Number):
                numbers.append(subject)
            elif isinstance(domain, m.SetOf) and isinstance(subject, e.Name):
                numbers.append(e.Ask("count", subject.name))
        return self.one(numbers)

    def stored(self, domain: m.Domain) -> e.Expression:
        """A value that a variable of a sound story may be set to, or be handed."""
        alike = [subject for subject, other in self.known() if other == domain]
        if alike and self.maybe(4):
            return self.one(alike)
        match domain:
            case m.YesNo():
                return self.condition(1) if self.maybe(3) else e.Constant(self.number(0, 1), truth=True)
            case m.Number():
                return self.count()
            case m.Enum(values):
                return e.Name(self.one(values))
            case m.SetOf(values):
                return e.Words((e.Name(self.one(values)),))

    def any_expression(self, depth: int = 3) -> e.Expression:
        kinds = EXPRESSIONS if depth else (e.Constant, e.Name, e.Ask)
        return EXPRESSIONS[self.one([*kinds])](self, depth - 1)

    # -------------------------------------------------------------- texts

    def literal(self, inside: bool, alone: bool = True) -> str:
        """Words; inside braces nothing that a condition, a case or a sign would begin with."""
        words = []
        for place in range(self.number(1, 4)):
            if place == 0 and inside:
                words.append(self.one(PLAIN_WORDS))
            elif self.maybe(8) and (place or alone):
                words.append(self.one((t.EMPHASIS, t.STRONG)) + self.one(PLAIN_WORDS) + t.CLOSE)
            elif self.maybe(3):
                words.append(self.one([word for word in AWKWARD_WORDS if "=" not in word]))
            else:
                words.append(self.one(PLAIN_WORDS))
        return " ".join(words).replace("--", "—")

    def text(self, depth: int = 2, inside: bool = False, manner: bool = False) -> t.Text:
        parts: list[t.Part] = []
        for _ in range(self.number(1, 3)):
            if parts and not isinstance(parts[-1], str):
                parts.append(" " + self.literal(inside=True) + " ")
            elif not parts:
                parts.append(self.literal(inside) + (" " if depth else ""))
            if depth and self.maybe(3) and isinstance(parts[-1], str):
                kinds = [t.Vary] if manner else [kind for kind in PARTS if kind is not str]
                if self.sound and not self.counting:
                    kinds = [kind for kind in kinds if kind is not t.Vary]
                parts.append(PARTS[self.one(kinds)](self, depth - 1))
        if isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        if manner:
            parts = [each.translate({40: None, 41: None}) if isinstance(each, str) else each for each in parts]
            parts = [" ".join(each.split()) if isinstance(each, str) and len(parts) == 1 else each for each in parts]
            if not all(isinstance(each, str) and each for each in parts):
                return t.Text(("low",))
        return t.Text(tuple(parts))

    def still(self) -> t.Text:
        """A text that can be seen again."""
        self.counting = False
        made = self.text()
        self.counting = True
        return made

    def choices(self, least: int, depth: int) -> tuple[t.Text, ...]:
        return tuple(self.text(depth, inside=True) for _ in range(self.number(least, 3)))

    # -------------------------------------------------------------- steps

    def steps(self, depth: int, least: int = 1) -> tuple[m.Step, ...]:
        return tuple(self.step(depth) for _ in range(self.number(least, 2)))

    def step(self, depth: int) -> m.Step:
        kinds = STEPS if depth else tuple(kind for kind in STEPS if kind not in HOLDING)
        if self.sound:
            kinds = tuple(kind for kind in kinds if kind not in (m.Goto, m.End, m.Return))
        return STEPS[self.one([*kinds])](self, depth - 1)

    def beside(self, odds: int = 3) -> dict[str, Any]:
        """What may stand beside any head."""
        found: dict[str, Any] = {}
        if self.maybe(odds):
            found["label"] = self.fresh(PLACES)
            self.labels.append(found["label"])
        if self.maybe(odds):
            found["condition"] = self.condition()
        if self.maybe(odds * 2):
            found["tags"] = self.draw(TAGS)
        return found

    def move(self) -> str:
        return self.fresh(ids(REFUSED_TO_OPTIONS))

    def goto(self, **beside: Any) -> m.Goto:
        if self.sound:
            return m.Goto(scene=self.one(self.later), **AT, **beside)
        scene, at = self.draw(PLACES), self.draw(PLACES)
        scene, at = self.one(((scene, ""), ("", at), (scene, at)))
        return m.Goto(scene=scene, at=at, **AT, **beside)

    def effects(self) -> tuple[m.Effect, ...]:
        return tuple(self.effect() for _ in range(self.number(1, 3)))

    def effect(self) -> m.Effect:
        if not self.sound:
            if self.maybe(5):
                word = self.one(("attend", "suspect", "expose", "confess"))
                return m.Effect(target=self.draw(PLACES), operator=word, **AT)  # type: ignore[arg-type]
            return m.Effect(
                target=self.draw(NAMES), operator=self.one(("=", "+=", "-=")), value=self.any_expression(2), **AT
            )
        if self.lies and (not self.variables or self.maybe(3)):
            word = self.one(("suspect", "expose", "confess"))
            return m.Effect(target=self.one(self.lies), operator=word, **AT)  # type: ignore[arg-type]
        each = self.one(self.variables)
        operator, value = "=", self.stored(each.domain)
        match each.domain:
            case m.Number() if self.maybe():
                operator, value = self.one(("+=", "-=")), e.Constant(self.number(0, 3))
            case m.SetOf(values) if self.maybe():
                operator, value = self.one(("+=", "-=")), e.Words((e.Name(self.one(values)),))
        return m.Effect(target=each.name, operator=operator, value=value, **AT)  # type: ignore[arg-type]

    def changes(self) -> bool:
        """Whether there is anything that effects may change."""
        return not self.sound or bool(self.variables or self.lies)

    def option(self, depth: int, hub: bool, way_out: bool) -> m.Option:
        condition = None if way_out or not self.maybe(4) else self.condition()
        leave = way_out or (hub and self.maybe(3))
        free = bool(self.later) if self.sound else True
        return m.Option(
            id=self.move(),
            words=self.text(1),
            spoken=self.maybe(),
            condition=condition,
            locked=self.text(1) if condition is not None and self.maybe() else None,
            once=not self.maybe(3) and not way_out,
            effects=self.effects() if self.maybe(3) and self.changes() else (),
            then=self.steps(depth, 0) if self.maybe() else (),
            goto=self.goto() if free and self.maybe(5) and not (self.sound and self.in_fragment) else None,
            leave=leave,
            was=self.was(dotted=True),
            tags=self.draw(TAGS) if self.maybe(6) else (),
            **AT,
        )

    def paragraph(self, speaker: str, manner: t.Text | None) -> m.Paragraph:
        text = self.text()
        while not speaker and isinstance(text.parts[0], str) and ":" in text.parts[0].split(" ")[0] + text.parts[0]:
            text = t.Text((self.one(PLAIN_WORDS),))
        return m.Paragraph(text=text, speaker=speaker, manner=manner, **AT)

    def manner(self) -> t.Text | None:
        return self.text(0, manner=True) if self.maybe(3) else None


def _passage(maker: Maker, _depth: int) -> m.Passage:
    """Prose as a block, or speech with a speaker for its key, beside which other keys may stand."""
    if maker.maybe(3):
        speaker, manner = maker.one(maker.speakers), maker.manner()
        paragraphs = tuple(maker.paragraph(speaker, manner) for _ in range(maker.number(1, 2)))
        return m.Passage(paragraphs=paragraphs, **AT, **maker.beside())
    paragraphs = ()
    for _ in range(maker.number(1, 3)):
        speaker = maker.one(maker.speakers) if maker.maybe() else ""
        paragraphs += (maker.paragraph(speaker, maker.manner() if speaker else None),)
    return m.Passage(paragraphs=paragraphs, **AT)


def _choose(maker: Maker, depth: int) -> m.Choose:
    hub = maker.maybe(3)
    tag = maker.one(maker.tags) if maker.tags and maker.maybe(3) and not maker.in_fragment and maker.callable else ""
    if not maker.sound and maker.maybe(4):
        tag = maker.draw(PLACES)
    first = maker.option(depth, hub, hub)
    more = tuple(maker.option(depth, hub, False) for _ in range(maker.number(0, 2)))
    return m.Choose(
        options=(*more, first),
        otherwise=maker.steps(depth) if maker.maybe(4) else (),
        hub=hub,
        tag=tag,
        limit=maker.number(1, 1000) if tag and maker.maybe() else 0,
        **AT,
        **maker.beside(),
    )


def _if(maker: Maker, depth: int) -> m.If:
    beside = maker.beside()
    beside.pop("condition", None)
    otherwise = maker.steps(depth) if maker.maybe() else ()
    return m.If(test=maker.condition(), then=maker.steps(depth), otherwise=otherwise, **AT, **beside)


def _match(maker: Maker, depth: int) -> m.Match:
    subject: e.Expression
    if maker.sound:
        suited = [(tree, domain) for tree, domain in maker.known() if not isinstance(domain, m.SetOf)]
        subject, keys = e.Name("lead"), maker.speakers[:1]
        if suited:
            subject, domain = maker.one(suited)
            match domain:
                case m.Enum(values):
                    keys = [word for word in values if word not in REFUSED_TO_PEOPLE]
                case m.YesNo():
                    keys = ["true", "false"]
                case m.Number(low, high):
                    keys = [f"{low}..{high}", str(low)]
        keys = keys[: maker.number(1, 3)] or ["else"]
        if not suited or keys == ["else"]:
            return m.Match(subject=e.Constant(1, truth=True), cases=(_case(maker, "true", depth),), **AT)
    else:
        subject = maker.any_expression(2)
        words = ids(REFUSED_TO_PEOPLE)
        keys = [
            *dict.fromkeys(
                (maker.draw(words), str(maker.number(-99, 999)), f"{maker.number(-9, 9)}..{maker.number(0, 99)}")
            )
        ]
        keys = keys[: maker.number(1, 3)]
    cases = tuple(_case(maker, key, depth) for key in keys)
    otherwise = maker.steps(depth) if maker.maybe() else ()
    return m.Match(subject=subject, cases=cases, otherwise=otherwise, **AT, **maker.beside())


def _case(maker: Maker, key: str, depth: int) -> m.Case:
    return m.Case(key=key, steps=maker.steps(depth), **AT)


def _vary(maker: Maker, depth: int) -> m.Vary:
    how = maker.one(("sequence", "cycle", "shuffle", "once"))
    many = maker.number(1, 3)
    if how == "shuffle":
        items = tuple((_passage(maker, 0),) for _ in range(many))
    else:
        items = tuple(maker.steps(depth) for _ in range(many))
    return m.Vary(how=how, items=items, **AT, **maker.beside())  # type: ignore[arg-type]


def _chance(maker: Maker, depth: int) -> m.Chance:
    shuffle = maker.maybe()
    branches = tuple(
        m.Branch(
            id=maker.move(),
            odds=maker.number(1, 999_999) if maker.maybe() else 1,
            condition=maker.condition() if maker.maybe(4) else None,
            about=maker.text(1) if maker.maybe(3) else None,
            steps=maker.steps(depth),
            was=maker.was(dotted=True),
            **AT,
        )
        for _ in range(maker.number(1, 3))
    )
    return m.Chance(branches=branches, shuffle=shuffle, **AT, **maker.beside())


def _instead(maker: Maker) -> m.Step:
    """Where a sound story has nothing to name."""
    return m.PageMark(**AT)


def _set(maker: Maker, _depth: int) -> m.Step:
    if not maker.changes():
        return _instead(maker)
    return m.Set(effects=maker.effects(), **AT, **maker.beside())


def _call(maker: Maker, _depth: int) -> m.Step:
    handed: tuple[m.Handed, ...] = ()
    if not maker.sound:
        if maker.maybe():
            names = maker.draw(several(NAMES, 1, 3))
            handed = tuple(m.Handed(name=name, value=maker.any_expression(2), **AT) for name in names)
        return m.Call(scene=maker.draw(PLACES), handed=handed, **AT, **maker.beside())
    if not maker.callable:
        return _instead(maker)
    scene = maker.one(maker.callable)
    for each in maker.takes[scene]:
        if not maker.maybe(4):
            handed += (m.Handed(name=each.name, value=maker.stored(each.domain), **AT),)
    return m.Call(scene=scene, handed=handed, **AT, **maker.beside())


def _call_offer(maker: Maker, _depth: int) -> m.Step:
    # In a sound story nothing may come round to itself, and whose offer is played is known to the engine alone.
    return _instead(maker) if maker.sound else CallOffer(tag=maker.draw(ids()), **AT, **maker.beside())


def _prompt(maker: Maker, depth: int) -> m.Prompt:
    answers: list[m.Answer] = []
    known: set[str] = set()
    for _ in range(maker.number(1, 3)):
        accepts: list[str] = []
        while not accepts or maker.maybe(3):
            words = maker.draw(line)
            if bare(words) and bare(words, maker.language) not in known:
                accepts.append(words)
        known |= {bare(words, maker.language) for words in accepts}
        then = maker.steps(depth) if maker.maybe() else ()
        was = maker.was(dotted=True)
        answers.append(m.Answer(id=maker.move(), accepts=tuple(accepts), then=then, was=was, **AT))
    otherwise = maker.steps(depth) if maker.maybe() else ()
    return m.Prompt(text=maker.text(), answers=tuple(answers), otherwise=otherwise, **AT, **maker.beside())


def _tell(maker: Maker, _depth: int) -> m.Step:
    if maker.sound:
        return m.Tell(told=maker.one(maker.told), **AT, **maker.beside()) if maker.told else _instead(maker)
    return m.Tell(told=maker.draw(PLACES), **AT, **maker.beside())


def _fragment_of(kind: type[m.Surface] | type[m.Recover]) -> Callable[[Maker, int], m.Step]:
    def make(maker: Maker, _depth: int) -> m.Step:
        if maker.sound:
            if not maker.fragments or maker.in_fragment:
                return _instead(maker)
            return kind(fragment=maker.one(maker.fragments), **AT, **maker.beside())
        return kind(fragment=maker.draw(PLACES), **AT, **maker.beside())

    return make


STEPS: dict[type[m.Step], Callable[[Maker, int], m.Step]] = {
    m.Passage: _passage,
    m.Choose: _choose,
    m.If: _if,
    m.Match: _match,
    m.Set: _set,
    m.Goto: lambda maker, _: maker.goto(**maker.beside()),
    m.Call: _call,
    CallOffer: _call_offer,
    m.Return: lambda maker, _: m.Return(scene=maker.draw(PLACES) if maker.maybe() else "", **AT, **maker.beside()),
    m.End: lambda maker, _: m.End(ending=maker.draw(PLACES), **AT, **maker.beside()),
    m.Vary: _vary,
    m.Chance: _chance,
    m.Prompt: _prompt,
    m.Reflect: lambda maker, _: m.Reflect(**AT, **maker.beside()),
    m.Tell: _tell,
    m.Note: lambda maker, _: m.Note(text=maker.text(), **AT, **maker.beside()),
    m.Surface: _fragment_of(m.Surface),
    m.Recover: _fragment_of(m.Recover),
    m.PageMark: lambda maker, _: m.PageMark(**AT, **maker.beside()),
    m.Todo: lambda maker, _: m.Todo(text=maker.draw(line), **AT, **maker.beside()),
}
HOLDING = (m.Choose, m.If, m.Match, m.Vary, m.Chance, m.Prompt)


def _binary(maker: Maker, depth: int) -> e.Binary:
    operator = maker.one(("or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "mod"))
    return e.Binary(operator, maker.any_expression(depth), maker.any_expression(depth))


def _name(maker: Maker, _depth: int) -> e.Name:
    refused = RESERVED | {"if", "match"}
    words = [maker.draw(ids(refused)) for _ in range(maker.number(1, 2))]
    if maker.maybe(6):
        words = [maker.one(("ghost", "before")), *words][: maker.number(1, 3)]
    return e.Name(".".join(words))


EXPRESSIONS: dict[type[Any], Callable[[Maker, int], e.Expression]] = {
    e.Constant: lambda maker, _: (
        e.Constant(maker.number(0, 1), truth=True) if maker.maybe() else e.Constant(maker.one((0, 1, 7, 99, LARGEST)))
    ),
    e.Name: _name,
    e.Ask: lambda maker, _: e.Ask(maker.one((*QUESTIONS, *OF_CLAIMS)), _name(maker, 0).name),
    e.Words: lambda maker, _: e.Words(tuple(e.Name(maker.one(("a", "yes", "-3", "12", "x2"))) for _ in range(maker.number(0, 3)))),
    e.Not: lambda maker, depth: e.Not(maker.any_expression(depth)),
    e.Negate: lambda maker, depth: e.Negate(maker.any_expression(depth)),
    e.Binary: _binary,
}  # fmt: skip


def _match_words(maker: Maker, depth: int) -> t.MatchWords:
    if maker.sound:
        subject, values = e.Constant(1, truth=True), ["true"]
    else:
        subject, values = maker.any_expression(1), [maker.one(("intact", "3", "-3", "0..2", "yes", "true"))]  # type: ignore[assignment]
    cases = tuple(t.MatchCase(value, maker.text(depth, inside=True)) for value in values)
    otherwise = maker.text(depth, inside=True) if maker.maybe() else t.EMPTY
    return t.MatchWords(subject, cases, otherwise)


def _plural(maker: Maker, depth: int) -> t.Plural:
    if maker.sound:
        known = categories(maker.language)
        if maker.maybe():
            orders = [known, whole_categories(maker.language), *([("one", "other")] if "one" in known else [])]
            names = [""] * len(maker.one(orders))
        else:
            names = [each for each in known if each == "other" or maker.maybe()]
            if len(names) > 1 and maker.maybe():
                names[-1] = ""
    else:
        names = [maker.one(("", *ORDER, "one_or_so", "1")) for _ in range(maker.number(1, 3))]
    words = tuple(t.PluralWords(each, maker.text(depth, inside=True)) for each in names)
    return t.Plural(maker.count(), words)


def _vary_words(maker: Maker, depth: int) -> t.Vary:
    sign = maker.one(("", "&", "~", "!"))
    return t.Vary(sign, maker.choices(1 if sign else 2, depth))  # type: ignore[arg-type]


PARTS: dict[type[Any], Callable[[Maker, int], t.Part]] = {
    str: lambda maker, _: maker.literal(False),
    t.Show: lambda maker, _: t.Show(maker.value()),
    t.IfWords: lambda maker, depth: t.IfWords(
        maker.condition(1), maker.text(depth, inside=True), maker.text(depth, inside=True) if maker.maybe() else t.EMPTY
    ),
    t.MatchWords: _match_words,
    t.Plural: _plural,
    t.Vary: _vary_words,
}


def _words(maker: Maker, least: int) -> tuple[str, ...]:
    word = ids(RESERVED)
    words = maker.draw(several(word, least, 4))
    # A word that begins with a digit can be declared, and named nowhere.
    return (*words, maker.one(("1974", "2x", "0"))) if maker.maybe(4) and not maker.sound else words


def _number_domain(maker: Maker) -> tuple[m.Domain, int]:
    low = maker.number(-5, 3)
    high = maker.number(low, low + 9) if maker.maybe(9) is False else LARGEST
    return m.Number(low, high), maker.number(low, min(high, low + 9))


def _enum_domain(maker: Maker) -> tuple[m.Domain, int]:
    words = _words(maker, 2)
    return m.Enum(words), maker.number(0, len(words) - 1)


def _set_domain(maker: Maker) -> tuple[m.Domain, int]:
    words = _words(maker, 1)
    return m.SetOf(words), maker.number(0, (1 << len(words)) - 1)


DOMAINS: dict[type[Any], Callable[[Maker], tuple[m.Domain, int]]] = {
    m.Number: _number_domain,
    m.YesNo: lambda maker: (m.YesNo(), maker.number(0, 1)),
    m.Enum: _enum_domain,
    m.SetOf: _set_domain,
}


def _variables(maker: Maker, used: set[str], chapter: str = "") -> list[m.Variable]:
    made = []
    for _ in range(maker.number(0, 3)):
        domain, start = DOMAINS[maker.one([*DOMAINS])](maker)
        name = maker.fresh(NAMES, used)
        made.append(m.Variable(name=name, domain=domain, start=start, chapter=chapter, was=maker.was(), **AT))
    return made


def _takes(maker: Maker, values: set[str], scene: str) -> tuple[m.Variable, ...]:
    """What a scene takes: names of its own, which no other value of the story has."""
    made = _variables(maker, set(values)) if maker.maybe(1 if maker.sound else 3) else []
    return tuple(replace(each, scene=scene) for each in made)


def _truths(maker: Maker, values: set[str]) -> list[k.Truth]:
    made = []
    for _ in range(maker.number(0, 2)):
        words = maker.draw(several(ids(RESERVED), 2, 4))
        settles = maker.number(1, 2) if maker.sound else maker.number(1, 999)
        made.append(k.Truth(id=maker.fresh(NAMES, values), values=words, settles_at=settles, was=maker.was(), **AT))
    return made


def _links(maker: Maker, places: set[str], pairs: Sequence[tuple[str, str]]) -> list[k.Link]:
    """Links that join these pairs, without their words: those may name what is made after this."""
    made = []
    for joins in pairs:
        names: set[str] = set()
        readings = []
        for _ in range(maker.number(1, 3)):
            truth = value = ""
            if maker.maybe() and not maker.sound:
                truth, value = maker.draw(NAMES), maker.draw(PLACES)
            elif maker.truths and not maker.maybe(4):
                found = maker.one(maker.truths)
                truth, value = found.id, maker.one(found.values[1:])
            name, was = maker.fresh(PLACES, names), maker.was(dotted=True)
            readings.append(k.LinkReading(id=name, text=t.EMPTY, truth=truth, value=value, was=was, **AT))
        name = maker.fresh(PLACES, places)
        made.append(k.Link(id=name, joins=joins, readings=tuple(readings), was=maker.was(), **AT))
    return made


def _worded(maker: Maker, link: k.Link) -> k.Link:
    """A link with its words, which can all be seen again."""
    readings = tuple(replace(each, text=maker.still()) for each in link.readings)
    return replace(link, readings=readings, wrong=maker.still() if maker.maybe() else None)


def _legacy(maker: Maker, variables: Sequence[m.Variable]) -> tuple[k.Heirloom, ...]:
    known = [*(each.name for each in variables), *(each.id for each in maker.truths)]
    names = [each for each in known if maker.maybe()] if maker.sound else maker.draw(several(ids({"lead"}), 0, 3))
    return tuple(k.Heirloom(name=name, **AT) for name in names)


def _follows(maker: Maker, itself: str) -> m.Follows | None:
    if maker.maybe():
        return None
    taken = tuple(replace(each, was=()) for each in _variables(maker, set()))
    return m.Follows(
        id=maker.one([each for each in ("the-story-before", "b-2", "früher", "no") if each != itself]),
        legacy=taken,
        **AT,
    )


def _hand_on(
    maker: Maker, variables: Sequence[m.Variable], legacy: Sequence[k.Heirloom], follows: m.Follows | None
) -> None:
    """Let a sound story ask what earlier games hand on."""
    domains: dict[str, m.Domain] = {each.id: m.Enum(each.values) for each in maker.truths}
    domains |= {each.name: each.domain for each in variables}
    handed = {each.name: domains[each.name] for each in legacy}
    asked: dict[str, dict[str, m.Domain]] = {}
    if len(maker.leads) == 2:
        asked["ghost"] = handed
    elif len(maker.leads) > 2:
        maker.games.append("ghost")
        asked = {f"ghost.{lead}": handed for lead in maker.leads}
    if follows is not None:
        asked["before"] = {each.name: each.domain for each in follows.legacy}
    for game, values in asked.items():
        maker.games.append(game)
        for name, domain in values.items():
            maker.earlier.append(m.Variable(name=f"{game}.{name}", domain=domain, start=0, **AT))


def _claims(maker: Maker) -> tuple[k.Claim, ...]:
    made = []
    names: set[str] = set()
    maker.claiming = True
    for _ in range(maker.number(0, 3)):
        form = maker.one(("always", "never", "before", "possible", "reaches", "lives"))
        made.append(
            k.Claim(
                id=maker.fresh(ids(), names),
                form=form,  # type: ignore[arg-type]
                holds=None if form in ("reaches", "lives") else maker.condition(),
                before=maker.condition() if form == "before" else None,
                endings=tuple(maker.endings[: maker.number(1, 2)]) if form == "reaches" else (),
                **AT,
            )
        )
    maker.claiming = False
    return tuple(made)


def _told(maker: Maker, people: Sequence[str]) -> tuple[k.Told, ...]:
    """What is told, in the order in which its ids are known."""
    made = []
    for name in maker.told:
        by, to = maker.draw(several(lambda dice: dice.choice(people), 2, 2))
        text, lie = maker.still(), name in maker.lies
        made.append(k.Told(id=name, by=by, to=to, text=text, lie=lie, was=maker.was(), **AT))
    return tuple(made)


def _pairs(maker: Maker, owners: dict[str, str]) -> list[tuple[str, str]]:
    """What links may join: of a sound story, memories that somebody can have both of."""
    if not maker.sound:
        return [maker.draw(several(PLACES, 2, 2)) for _ in range(maker.number(0, 2))]  # type: ignore[misc]
    found = []
    for one, other in combinations(owners, 2):
        if owners[one] == owners[other] or "both" in (owners[one], owners[other]):
            found.append((one, other) if maker.maybe() else (other, one))
    return found[: maker.number(1, 3)]


def story_of(seed: int, sound: bool) -> m.Story:
    """The story that a number stands for."""
    maker = Maker(Random(seed), sound)
    draw = maker.draw
    maker.language = maker.one(("en", "no", "de", "pl", "cs", "ja"))
    people: set[str] = set()
    values: set[str] = set()
    places: set[str] = set()
    person = ids(REFUSED_TO_PEOPLE | {"both", *(STEP_WORDS if not sound else ())})
    lead_ids = [maker.fresh(person, people) for _ in range(maker.number(1, 3))]
    cast_ids = [maker.fresh(person, people) for _ in range(maker.number(0, 2))]
    maker.speakers = [*lead_ids, *cast_ids, "you"]
    maker.leads = lead_ids
    chapters = [""]
    chapters += draw(several(line, 0, 2))
    scenes: list[tuple[str, str, str]] = []
    heads: list[m.Chapter] = []
    for chapter in chapters:
        lead = maker.one(lead_ids) if not sound and maker.maybe(3) else ""
        if chapter:
            heads.append(m.Chapter(title=chapter, lead=lead, **AT))
        if not chapter and lead:
            scenes.append((maker.fresh(PLACES, places), "", ""))
        scenes += [(maker.fresh(PLACES, places), chapter, lead) for _ in range(maker.number(1, 2))]
    # In a sound story scenes go on to later ones, and those at the end are for being called: these only come back.
    guests = [maker.fresh(PLACES, places) for _ in range(maker.number(0, 2))] if sound else []
    fragment_ids = [maker.fresh(PLACES, places) for _ in range(maker.number(0, 3))]
    owners = {name: maker.one([*lead_ids, "both", "both"]) for name in fragment_ids}
    maker.endings = [maker.fresh(PLACES, maker.used) for _ in range(maker.number(1, 2))]
    maker.scenes = [name for name, _, _ in scenes]
    story_wide = _variables(maker, values)
    maker.variables = [*story_wide]
    maker.fragments = fragment_ids if sound else []
    if sound:
        maker.variables = [each for each in story_wide if each.name != "lead"]
    truths = maker.truths = _truths(maker, values)
    links = _links(maker, places, _pairs(maker, owners))
    if len(lead_ids + cast_ids) > 1:
        telling: set[str] = set()
        maker.told = [maker.fresh(PLACES, telling) for _ in range(maker.number(0, 3))]
        maker.lies = [name for name in maker.told if maker.maybe()]
    itself = maker.one((draw(ids()), "eight-years", "a-1", "null"))
    legacy, follows = _legacy(maker, story_wide), _follows(maker, itself)
    if sound:
        maker.links = links
        _hand_on(maker, story_wide, legacy, follows)
    defines = [
        m.Define(name=maker.fresh(NAMES, values), value=maker.condition(), **AT) for _ in range(maker.number(0, 2))
    ]
    maker.counting = False
    phrases = [m.Phrase(name=maker.fresh(NAMES, values), text=maker.text(), **AT) for _ in range(maker.number(0, 2))]
    maker.counting = True
    maker.defines, maker.phrases = [each.name for each in defines], [each.name for each in phrases]
    links = [_worded(maker, each) for each in links]
    board = m.Board(text=maker.still(), effects=maker.effects() if maker.changes() and maker.maybe() else (), **AT)
    memories = []
    for name in fragment_ids:
        maker.used, maker.labels, maker.in_fragment = set(), [], True
        how = maker.one(("lived", "told", "document", "said"))
        details: tuple[str, ...] = () if sound else draw(several(PLACES, 0, 3))
        memories.append(
            m.Fragment(
                id=name,
                owner=owners[name],
                title=draw(line),
                provenance=how,  # type: ignore[arg-type]
                surfaced=maker.still(),
                recovered=t.EMPTY if how == "said" and not sound and maker.maybe() else maker.still(),
                details=details,
                script=maker.steps(2) if maker.maybe() else (),
                was=maker.was(),
                **AT,
            )
        )
        maker.in_fragment = False
    own: list[m.Variable] = []
    for head in heads:
        own += [*_variables(maker, values, head.title)] if not sound else []
    for name, _, _ in [*scenes, *((name, "", "") for name in guests)]:
        maker.takes[name] = _takes(maker, values, name)
    maker.callable = guests
    maker.tags = ["places"] if guests else []
    made = []
    for number, (name, chapter, lead) in enumerate(scenes):
        maker.later = maker.scenes[number + 1 :]
        made.append(_scene(maker, name, chapter, lead))
    last_chapter = (scenes[-1][1], scenes[-1][2])
    maker.later, maker.callable = [], []
    for name in guests:
        maker.tags = []
        made.append(_scene(maker, name, *last_chapter, guest=True))
    told = _told(maker, [*lead_ids, *cast_ids])
    claims = _claims(maker)
    return m.Story(
        id=itself,
        title=draw(line),
        version=draw(line) if maker.maybe() else "",
        author=draw(line) if maker.maybe() else "",
        language=maker.language,
        leads=tuple(
            m.Lead(
                id=each, name=draw(line), start=scenes[0][0] if sound else maker.one(scenes)[0],
                about=draw(line) if maker.maybe() else "", was=maker.was(), **AT,
            )
            for each in lead_ids
        ),
        cast=tuple(m.Character(id=each, name=draw(line), about=draw(line) if maker.maybe() else "", **AT) for each in cast_ids),
        variables=(*story_wide, *own),
        defines=tuple(defines),
        phrases=tuple(phrases),
        memories=tuple(memories),
        endings=tuple(
            m.Ending(id=each, title=draw(line), about=maker.still() if maker.maybe() else t.EMPTY, was=maker.was(), **AT)
            for each in maker.endings
        ),
        chapters=tuple(heads),
        scenes=tuple(made),
        told=told,
        board=board if maker.maybe() else None,
        links=tuple(links),
        truths=tuple(truths),
        legacy=legacy,
        follows=follows,
        claims=claims,
        was=draw(several(line, 0, 2)) if maker.maybe(4) else (),
    )  # fmt: skip


def _scene(maker: Maker, name: str, chapter: str, lead: str, guest: bool = False) -> m.Scene:
    maker.used, maker.labels = set(), []
    story_wide, takes = maker.variables, maker.takes[name]
    maker.variables = [*story_wide, *takes]
    script = maker.steps(3)
    # What hardly ever comes about by itself: two memories and then a board, a lie and then what becomes of it.
    if maker.sound and maker.links and not guest and maker.maybe():
        joined = [m.Recover(fragment=each, **AT) for each in maker.one(maker.links).joins]
        script = (*joined, m.Reflect(**AT), *script)
    if maker.sound and maker.lies and not guest and maker.maybe():
        lie, word = maker.one(maker.lies), maker.one(("suspect", "expose", "confess"))
        moved = m.Set(effects=(m.Effect(target=lie, operator=word, **AT),), **AT)  # type: ignore[arg-type]
        script = (m.Tell(told=lie, **AT), moved, *script)
    if maker.sound and not guest:
        if maker.later and maker.maybe():
            script += (maker.goto(condition=maker.condition()),)
        script += (m.Goto(scene=maker.later[0], **AT),) if maker.later else (m.End(ending=maker.endings[0], **AT),)
    place, time = (maker.text(1) if maker.maybe(3) else None for _ in range(2))
    maker.variables = story_wide
    offer = None
    if guest or (not maker.sound and maker.maybe(4)):
        offer = m.Offer(
            tag="places" if guest else maker.draw(PLACES),
            words=maker.text(1),
            spoken=maker.maybe(),
            condition=maker.condition() if maker.maybe(3) else None,
            priority=maker.number(-1000, 1000) if maker.maybe() else 0,
            once=guest or maker.maybe(),
            **AT,
        )
    return m.Scene(
        id=name,
        script=script,
        chapter=chapter,
        lead=lead,
        place=place,
        time=time,
        tags=maker.draw(TAGS) if maker.maybe(4) else (),
        was=maker.was(),
        offer=offer,
        takes=takes,
        **AT,
    )


SEEDS = st.integers(0, 2**32 - 1)


def stories() -> st.SearchStrategy[m.Story]:
    """Stories without an error of form."""
    return SEEDS.map(lambda seed: story_of(seed, sound=False))


def sound_stories() -> st.SearchStrategy[m.Story]:
    """Stories without any error, which play to an ending however they are played."""
    return SEEDS.map(lambda seed: story_of(seed, sound=True))
