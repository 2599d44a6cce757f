"""What there is to prove of a program: everything that is written, and where play shows it.

A part of a text that varies is an item for each of its ways. Those of a phrase are items once, wherever it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.language import program as p
from game.language.claim_tests import ClaimTest
from game.language.expressions import Binary, Constant, Expression, Not, Read
from game.language.program import Program
from game.language.tables import BOARD
from game.language.texts import CLOSE, EMPHASIS, STRONG, IfWords, MatchWords, Part, Plural, Show, Text, Vary
from game.proof.asked import slots_read
from game.proof.verdicts import Item
from game.text.source import Span

_SIGNS = str.maketrans("", "", EMPHASIS + STRONG + CLOSE)
MOST_WORDS = 60
"""Characters of a line by which a verdict names it."""

Arm = tuple[Part, int]
"""One way of a part that varies: the part, which its place tells from equal ones, and the way's number from 0."""


class Items:
    """Every item of a program, numbered, and by what it is had.

    `at_point` holds the items of an instruction that is carried out, `by_move` those of a move that is made, `locked` those
    of an option's reason that is shown, `by_arm` those of words. `endings` and `lives` are one for each lead.
    """

    def __init__(self, program: Program, claims: tuple[ClaimTest, ...]) -> None:
        self.program = program
        self.claims = claims
        self.all: list[Item] = []
        self.at_point: dict[int, tuple[int, ...]] = {}
        self.by_move: dict[str, int] = {}
        self.locked: dict[str, int] = {}
        self.by_arm: dict[Arm, int] = {}
        self.asked: dict[int, tuple[str, ...]] = {}
        """The slots that are asked before an item is had: by a test of its own, by the option and the conditions around it."""
        self._gates: tuple[str, ...] = ()
        self.endings: dict[tuple[str, str], int] = {}
        self.lives: dict[str, int] = {}
        self.claimed: dict[int, int] = {}
        """By a claim's index, the item that something holds which decides it."""
        self.random_words: set[str] = set()
        """The slots that count words which are drawn from the seed."""
        self.drawn: set[int] = set()
        """The items of words that are drawn from the seed: only some seeds show them."""
        self._keys: dict[str, int] = {}
        points = (point for point, code in enumerate(program.code) if isinstance(code, p.Say))
        self.text_ids = dict(zip(points, program.said.split("\n"), strict=False))
        """The name of each line by its point."""
        self._gather()

    def _new(self, item: Item) -> int:
        number = self._keys.setdefault(item.key, len(self.all))
        if number == len(self.all):
            self.all.append(item)
        elif self.all[number].span is None:
            self.all[number] = item
        return number

    def _mark(self, point: int, number: int) -> None:
        self.at_point[point] = (*self.at_point.get(point, ()), number)

    # ------------------------------------------------------------------ gathered

    def _gather(self) -> None:
        program = self.program
        scenes = {}
        for number, scene in enumerate(program.scenes):
            if scene.id == BOARD or any(link.id == scene.id for link in program.board.links):
                continue
            if not scene.memory:
                scenes[number] = self._new(
                    Item("scene", scene.id, what=f"the scene “{scene.id}”", span=program.span_of(scene.entry))
                )
        for fragment in program.fragments:
            # What was only said is laid on the board as it surfaced: nobody need recover it.
            for state in ("surfaced", "recovered") if fragment.provenance != "said" else ("surfaced",):
                self._new(self._memory(fragment.id, state, None))
        for scene in program.scenes:
            self._scene(scene.id, scene.entry, scene.end, scenes)
        for link in program.board.links:
            for reading in link.readings:
                span = program.span_of(reading.to)
                what = f"the link “{link.id}” read as “{reading.id.rpartition('.')[2]}”"
                self.by_move[reading.id] = self._new(Item("reading", reading.id, what=what, span=span))
                self._arms(reading.words, f"link {reading.id}", span)
        for code in program.code:
            if isinstance(code, p.Vary) and code.how == "shuffle":
                for start in code.arms:
                    self._dealt(start)
        for number, code in enumerate(program.code):
            if isinstance(code, p.Assign) and code.slot.startswith("truth(") and isinstance(code.value, Constant):
                truth = next(each for each in program.truths if each.slot == code.slot)
                value = truth.values[code.value.value]
                what = f"the truth “{truth.id}” settled as “{value}”"
                item = Item("truth", f"{truth.id}.{value}", what=what, span=program.span_of(number))
                self._mark(number, self._new(item))
        for lead in program.leads:
            for ending in program.endings:
                what = f"the ending “{ending.id}” as {lead.name}"
                self.endings[lead.id, ending.id] = self._new(Item("ending", ending.id, lead.id, what))
            what = f"from everywhere that {lead.name} can come to, an ending can be reached"
            self.lives[lead.id] = self._new(Item("life", "always an ending", lead.id, what))
        for ending in program.endings:
            self._arms(ending.about, f"ending {ending.id}.about", None)
        for index, claim in enumerate(self.claims):
            item = Item("claim", claim.id, what=f"the claim “{claim.id}”", span=claim.span)
            self.claimed[index] = self._new(item)

    def _scene(self, scene: str, entry: int, end: int, scenes: dict[int, int]) -> None:
        program = self.program
        anchor, count = scene, 0
        gates: list[tuple[int, int, tuple[str, ...]]] = []
        for point in range(entry, end):
            gates = [each for each in gates if each[1] > point]
            self._gates = tuple(slot for start, _, slots in gates if start <= point for slot in slots)
            gates += _gates_of(program.code[point], point)
            if point in program.anchors:
                home, at = program.anchors[point]
                if at and "#" not in at and f"{home}.{at}" != anchor:
                    anchor, count = f"{home}.{at}", 0
            code = program.code[point]
            match code:
                case p.Enter(number):
                    if number in scenes:
                        self._mark(point, scenes[number])
                    info = program.scenes[number]
                    for name, text in (("place", info.place), ("time", info.time)):
                        if text is not None:
                            self._arms(text, f"{info.id}.{name}", program.span_of(point))
                case p.Say(kind="surfaced" | "recovered" as kind, fragment=fragment):
                    self._mark(point, self._new(self._memory(fragment, kind, program.span_of(point))))
                    self._arms(code.text, f"memory {fragment}.{kind}", program.span_of(point))
                case p.Say():
                    count += 1
                    id = self.text_ids.get(point) or f"{anchor}.{count}"
                    item = Item("line", id, what=f"“{excerpt(code.text)}”", span=program.span_of(point))
                    self._mark(point, self._new(item))
                    self._asks(self._keys[item.key])
                    self._arms(code.text, id, program.span_of(point))
                    if code.manner is not None:
                        self._arms(code.manner, f"{id}.manner", program.span_of(point))
                case p.Menu(options, _, offered):
                    for each in (*options, *offered):
                        self._option(each)
                case p.Fate(branches):
                    for branch in branches:
                        self._move(branch.id, branch.to, "the branch of fate")
                        self._asks(self.by_move[branch.id], branch.condition)
                        if branch.about is not None:
                            self._arms(branch.about, f"{branch.id}.about", program.span_of(branch.to))
                case p.Asked(answers, otherwise, miss):
                    for answer in answers:
                        self._move(answer.id, answer.to, "the answer")
                    if miss:
                        self._move(miss, otherwise, "the answer")

    @staticmethod
    def _memory(fragment: str, state: str, span: Span | None) -> Item:
        return Item("memory", f"{fragment} {state}", what=f"the memory “{fragment}”, {state}", span=span)

    def _dealt(self, point: int) -> None:
        """What an arm of a shuffled list says is drawn from the seed."""
        while not isinstance(code := self.program.code[point], p.Jump):
            if isinstance(code, p.Say):
                self.drawn.update(self.at_point.get(point, ()), self.of_text(code.text))
            point += 1

    def _move(self, id: str, to: int, what: str) -> None:
        item = Item("option", id, what=f"{what} “{id}”", span=self.program.span_of(to))
        self.by_move.setdefault(id, self._new(item))

    def _asks(self, number: int, *trees: Expression | None) -> None:
        asked = [slot for tree in trees if tree is not None for slot in slots_read(tree)]
        self.asked[number] = tuple(dict.fromkeys((*self.asked.get(number, ()), *asked, *self._gates)))

    def _option(self, each: p.Offered) -> None:
        span = self.program.span_of(each.to)
        self._move(each.id, each.to, "the option")
        self._asks(self.by_move[each.id], each.condition)
        self._arms(each.words, f"{each.id}.words", span)
        if each.locked is not None:
            item = Item("line", f"{each.id}.locked", what=f"the reason “{excerpt(each.locked)}”", span=span)
            self.locked[each.id] = self._new(item)
            self._asks(self.locked[each.id], each.condition)
            self._arms(each.locked, f"{each.id}.locked", span)

    # ------------------------------------------------------------------ words

    def _arms(self, text: Text, id: str, span: Span | None) -> None:
        """The ways of every part of a text that varies, `id.1` and so on."""
        drawn: list[Arm] = []
        for count, (part, way, words) in enumerate(arms_of(text), 1):
            random = isinstance(part, Vary) and part.sign == "~"
            if isinstance(part, Vary) and random:
                # How often words were shown that only some seeds show is known of no game.
                self.random_words |= {part.slot, *counting_slots(words)}
            if (part, way) not in self.by_arm and not blank(words):
                item = Item("line", f"{id}.way{count}", what=f"“{excerpt(words)}” in “{excerpt(text)}”", span=span)
                self.by_arm[part, way] = self._new(item)
                self._asks(self.by_arm[part, way], *tests_of(part))
                if isinstance(part, Vary) and part.slot and not random:
                    self._asks(self.by_arm[part, way], Read(part.slot))
            if random:
                drawn += [(part, way), *((inner, number) for inner, number, _ in arms_of(words))]
        self.drawn.update(self.by_arm[arm] for arm in drawn if arm in self.by_arm)

    def of_text(self, text: Text) -> set[int]:
        """The items of a text's ways."""
        return {self.by_arm[part, way] for part, way, _ in arms_of(text) if (part, way) in self.by_arm}


def _gates_of(code: p.Instruction, point: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """What an instruction asks before the instructions from one point to another (exclusive) are carried out."""
    match code:
        case p.Unless(test, to) if to > point:
            return [(point + 1, to, tuple(slots_read(test)))]
        case p.Menu(options, otherwise):
            starts = sorted(each.to for each in options)
            ends = dict(zip(starts, [*starts[1:], max(otherwise, starts[-1] + 1 if starts else 0)], strict=True))
            return [(each.to, ends[each.to], _asked_of(each)) for each in options]
        case _:
            return []


def _asked_of(option: p.Offered) -> tuple[str, ...]:
    """What is asked before an option can be taken, that it was taken before included."""
    once = (option.taken,) if option.once and option.taken else ()
    return (*once, *(slots_read(option.condition) if option.condition is not None else ()))


def arms_of(text: Text) -> Iterator[tuple[Part, int, Text]]:
    """Each way of each part that varies, with its words, the outer before the inner."""
    for part in text.parts:
        for number, words in enumerate(ways_of(part)):
            if not isinstance(part, Plural):
                yield part, number, words
            yield from arms_of(words)


def counting_slots(text: Text) -> set[str]:
    """The slots in which a text counts how often its words were shown."""
    return {part.slot for part, _, _ in arms_of(text) if isinstance(part, Vary) and part.slot}


def counts(text: Text) -> bool:
    """Whether a text counts how often some of its words were shown."""
    return any(isinstance(part, Vary) for part, _, _ in arms_of(text))


def ways_of(part: Part) -> tuple[Text, ...]:
    """The ways of a part, in order; none where it does not vary."""
    match part:
        case IfWords(_, then, otherwise):
            return then, otherwise
        case MatchWords(_, cases, otherwise):
            return (*(case.words for case in cases), otherwise)
        case Plural(_, words):
            return tuple(each.words for each in words)
        case Vary(_, choices):
            return choices
        case _:
            return ()


def tests_of(part: Part) -> tuple[Expression, ...]:
    """What a part asks to choose its way."""
    match part:
        case IfWords(test):
            return (test,)
        case MatchWords(subject):
            return (subject,)
        case Plural(count):
            return (count,)
        case _:
            return ()


def blank(text: Text) -> bool:
    """Whether a text has nothing to read."""
    return not any(not isinstance(part, str) or part.translate(_SIGNS).strip() for part in text.parts)


def excerpt(text: Text) -> str:
    """The beginning of a text, as its author would know it again."""
    words = " ".join("".join(_plain(part) for part in text.parts).translate(_SIGNS).split())
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"


def _plain(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Show):
        return "{…}"
    ways = ways_of(part)
    return next((excerpt(each) for each in ways if not blank(each)), "")


def decides(claim: ClaimTest) -> Expression | None:
    """What must hold at one place to decide a claim, before `before` is asked; None where it is decided otherwise."""
    match claim.form:
        case "always":
            return None if claim.holds is None else Not(claim.holds)
        case "never" | "before" | "possible":
            return claim.holds
        case _:
            return None


def both(one: Expression | None, other: Expression | None) -> Expression | None:
    """What holds where both do; None is what always holds."""
    if one is None or other is None:
        return one or other
    return Binary("and", one, other)
