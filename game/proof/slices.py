"""What of a story an item hangs on: which scenes can be played before it, and whether an edit has touched any of them.

What can be read or taken in a scene hangs only on what is played before: on the scenes from which a way leads there, and on
what they call. Of these everything counts but the words. So two versions of a story, in which all these scenes are the same
but for their words, give the same verdict on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from game.language.claim_tests import ClaimTest
from game.language.program import (
    Asked,
    CallScene,
    Enter,
    Fate,
    Instruction,
    Jump,
    Menu,
    PageMark,
    Program,
    Reflect,
    Return,
    Say,
    Switch,
    Unless,
    Vary,
)
from game.language.texts import IfWords, MatchWords, Part, Plural, Show, Text
from game.language.texts import Vary as VaryWords
from game.play.runtime import linked_of
from game.proof.items import Items, ways_of
from game.proof.paths import paths_of, reached
from game.proof.texts_asked import texts_of
from game.proof.verdicts import Item

_Place = Callable[[int], list[object]]


class Slices(Struct, frozen=True):
    """Digests of what verdicts hang on: for each scene of all that can be played before it, and of its own lines; of all."""

    before: dict[str, str]
    lines: dict[str, str]
    whole: str


def slices_of(program: Program, claims: Sequence[ClaimTest] = (), items: Items | None = None) -> Slices:
    """The slices of a program with its claims. Costs a pass over the code, and one over the scenes for each.

    `items` are those of the program, where they are at hand.
    """
    place, shape = _places(program), _Shapes(Items(program, ()) if items is None else items)
    own = [_flow(program, number, place) for number in range(len(program.scenes))]
    said = {scene.id: _said(program, number, place, shape) for number, scene in enumerate(program.scenes)}
    common = _common(program, shape)
    before = _before(program)
    sliced = {
        scene.id: _digest([common, *sorted(own[each] for each in before[number])])
        for number, scene in enumerate(program.scenes)
    }
    claimed = [
        [each.id, each.form, msgspec.to_builtins(each.holds), msgspec.to_builtins(each.before), each.endings]
        for each in claims
    ]
    claimed.append(_asked_slots(program, claimed))
    return Slices(sliced, said, _digest([common, *sorted(own), *sorted(said.values()), claimed]))


def untouched(before: Slices, now: Slices, item: Item, shared: Collection[str] = ()) -> bool:
    """Whether nothing that a verdict on an item hangs on has been touched between two versions of a story.

    `shared` are the keys of items that stand in several scenes.
    """
    scene = item.id.partition(".")[0]
    of_scene = item.kind in ("scene", "option", "line") and item.key not in shared
    if not of_scene or scene not in now.before or scene not in before.before:
        return before.whole == now.whole
    if before.before[scene] != now.before[scene]:
        return False
    # A line is named by its number, which another line takes where one is put in before it.
    return item.kind != "line" or before.lines.get(scene) == now.lines.get(scene)


def _before(program: Program) -> list[set[int]]:
    """For each scene the scenes that can be played before something in it, itself among them."""
    onward = paths_of(program)
    scene_at = linked_of(program).scene_at
    number = {scene.id: place for place, scene in enumerate(program.scenes)}
    home = [number[scene_at(point).id] for point in range(len(program.code))]
    into: list[set[int]] = [{place} for place in range(len(program.scenes))]
    for point, code in enumerate(program.code):
        for to in onward[point]:
            into[home[to]].add(home[point])
        called = _called(program, code)
        if called:
            # All that is played until the call comes back is played before what follows it.
            into[home[point]].update(home[each] for each in reached(program, called))
    found: list[set[int]] = []
    for place in range(len(program.scenes)):
        seen, left = {place}, [place]
        while left:
            for each in into[left.pop()]:
                if each not in seen:
                    seen.add(each)
                    left.append(each)
        found.append(seen)
    return found


def _called(program: Program, code: Instruction) -> tuple[int, ...]:
    match code:
        case CallScene(to):
            return (to,)
        case Menu(scenes=scenes) if scenes:
            return tuple(each.to for each in scenes)
        case Reflect():
            return tuple(reading.to for link in program.board.links for reading in link.readings)
        case _:
            return ()


def _places(program: Program) -> _Place:
    """Tells where an instruction is: its scene, and how many that are no words come before it there."""
    telling = [point for point, code in enumerate(program.code) if not isinstance(code, Say | PageMark)]
    scene_at = linked_of(program).scene_at

    def place(point: int) -> list[object]:
        if not 0 <= point < len(program.code):
            return ["", -1]
        home = scene_at(point)
        return [home.id, bisect_left(telling, point) - bisect_left(telling, home.entry)]

    return place


def _flow(program: Program, number: int, place: _Place) -> str:
    """A digest of a scene without its words: what is asked, what is set, where it goes on."""
    scene = program.scenes[number]
    code = program.code
    kept = [point for point in range(scene.entry, scene.end) if not isinstance(code[point], Say | PageMark)]
    slots = _slots(program)
    told: list[object] = [scene.id, scene.chapter, scene.lead, scene.visits, scene.turns, scene.memory]
    names: set[str] = {scene.visits, scene.turns}
    for point in kept:
        told.append(_plain(code[point], place, names))
    told.append([slots[name] for name in sorted(names) if name in slots])
    return _digest(told)


def _plain(code: Instruction, place: _Place, names: set[str]) -> list[object]:
    """An instruction without words and without numbers of points; `names` takes up the slots that it names."""
    match code:
        case Enter():
            return ["enter"]
        case Jump(to) | CallScene(to):
            return [type(code).__name__, place(to)]
        case Return(to):
            return ["return", place(to)]
        case Unless(test, to):
            return ["unless", _named(test, names), place(to)]
        case Switch(subject, arms, otherwise):
            return [
                "switch",
                _named(subject, names),
                [[low, high, place(to)] for low, high, to in arms],
                place(otherwise),
            ]
        case Menu(options, otherwise, scenes, limit):
            offers = [
                [each.id, place(each.to), _named(each.condition, names), each.locked is not None, each.once]
                for each in (*options, *scenes)
            ]
            names.update(each.taken for each in (*options, *scenes))
            return ["menu", offers, len(options), place(otherwise), limit]
        case Fate(branches, otherwise, dealt):
            names.update((dealt, *(each.taken for each in branches)))
            picks = [[each.id, place(each.to), each.odds > 0, _named(each.condition, names)] for each in branches]
            return ["fate", picks, place(otherwise)]
        case Asked(answers, otherwise, miss):
            names.update(each.taken for each in answers)
            return ["asked", [[each.id, place(each.to)] for each in answers], place(otherwise), miss]
        case Vary(how, slot, arms, otherwise):
            names.add(slot)
            return ["vary", how, slot, [place(to) for to in arms], place(otherwise)]
        case _:
            return [type(code).__name__, _named(code, names)]


def _named(tree: object, names: set[str]) -> object:
    """A part of the program as plain data; `names` takes up every word in it, slots' names among them."""
    plain = msgspec.to_builtins(tree)
    left = [plain]
    while left:
        match left.pop():
            case str() as word:
                names.add(word)
            case dict() as inside:
                left.extend(inside.values())
            case list() | tuple() as inside:
                left.extend(inside)
    return plain


def _said(program: Program, number: int, place: _Place, shape: _Shapes) -> str:
    """A digest of what a scene says, without the words: which lines there are, where they stand, and what they vary by."""
    scene = program.scenes[number]
    kept = [point for point in range(scene.entry, scene.end) if not isinstance(program.code[point], PageMark)]

    def among_lines(point: int) -> list[object]:
        return [bisect_left(kept, point)] if scene.entry <= point < scene.end else place(point)

    told: list[object] = []
    for point in kept:
        code = program.code[point]
        if isinstance(code, Say):
            told.append([shape.ids.get(point, ""), code.kind, code.fragment, shape.of(code.text), shape.of(code.manner)])
        else:
            told.append([_plain(code, among_lines, set()), [shape.of(text) for text in texts_of(program, code)]])
    return _digest([told, _asked_slots(program, told)])


def _asked_slots(program: Program, told: object) -> list[object]:
    """The slots that are named anywhere in plain data, with what they can hold and how they start."""
    names: set[str] = set()
    _named(told, names)
    slots = _slots(program)
    return [slots[name] for name in sorted(names) if name in slots]


class _Shapes:
    """What texts vary by, without the words, and which items their ways are: a phrase's are others than those of another.

    `ids` has the names of lines by their points, in which labels stand.
    """

    def __init__(self, items: Items) -> None:
        self.items = items
        self.ids = items.text_ids

    def of(self, text: Text | None) -> object:
        """What a text varies by."""
        if text is None:
            return None
        found: list[object] = []
        for part in text.parts:
            match part:
                case IfWords(test, then, otherwise):
                    found.append(["if", self._keys(part), msgspec.to_builtins(test), self.of(then), self.of(otherwise)])
                case MatchWords(subject, cases, otherwise):
                    arms = [[each.low, each.high, self.of(each.words)] for each in cases]
                    asked = msgspec.to_builtins(subject)
                    found.append(["match", self._keys(part), asked, arms, self.of(otherwise)])
                case Plural(count, words, language):
                    forms = [[each.category, self.of(each.words)] for each in words]
                    found.append(["plural", language, msgspec.to_builtins(count), forms])
                case VaryWords(sign, choices, slot):
                    found.append(["vary", self._keys(part), sign, slot, [self.of(each) for each in choices]])
                case Show():
                    found.append("show")
        return found

    def _keys(self, part: Part) -> list[str]:
        numbers = (self.items.by_arm.get((part, way)) for way in range(len(ways_of(part))))
        return ["" if number is None else self.items.all[number].key for number in numbers]


def _slots(program: Program) -> dict[str, object]:
    kept: dict[str, object] | None = program.__dict__.get("plain_slots")
    if kept is None:
        kept = program.__dict__["plain_slots"] = {
            slot.name: [slot.name, slot.kind, msgspec.to_builtins(slot.domain), slot.start, slot.chapter]
            for slot in program.slots
        }
    return kept


def _common(program: Program, shape: _Shapes) -> str:
    """A digest of what every scene hangs on: the leads and their starts, the board, what is handed on, the endings."""
    where = linked_of(program).scene_at
    board = program.board
    links = [
        [link.id, link.joins, link.slot, link.wrong >= 0, [
            [each.id, each.bit, msgspec.to_builtins(each.settled), shape.of(each.words)] for each in link.readings
        ]]
        for link in board.links
    ]  # fmt: skip
    told = [
        [[lead.id, where(lead.start).id] for lead in program.leads],
        [links, board.wrong >= 0, board.read],
        [[each.id, each.owner, each.provenance, each.details] for each in program.fragments],
        msgspec.to_builtins(program.truths),
        msgspec.to_builtins(program.legacy),
        program.follows,
        [[each.id, shape.of(each.about)] for each in program.endings],
    ]
    return _digest([told, _asked_slots(program, told)])


def _digest(told: object) -> str:
    return blake2b(msgspec.msgpack.encode(told), digest_size=16).hexdigest()
