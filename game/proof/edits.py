"""The edit between two versions of a story: what a reader would call added, gone, renamed, reworded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from game.language.expressions import Expression
from game.language.program import Alter, Assign, CallScene, Finish, Jump, Program, Say, Unless
from game.language.tables import SceneInfo
from game.language.texts import CLOSE, EMPHASIS, STRONG, IfWords, MatchWords, Part, Plural, Show, Text, Vary
from game.play.decisions import Decision, decisions
from game.play.healing import healed
from game.proof.asked import Wording

LineKind = Literal["added", "gone", "changed", "moved"]
ChoiceKind = Literal["added", "gone", "renamed", "reworded", "condition"]
SceneKind = Literal["added", "gone", "renamed", "changed"]

MOST_PAIRED = 2_500
ALIKE = 0.5
"""How much of two lines that stand at the same place must be alike for one to be the other, changed."""


class LineEdit(Struct, frozen=True):
    """A line as it is and as it was, "" where it is not; their instructions in the two stories, or -1. moved: from `was_scene`."""

    kind: LineKind
    scene: str
    words: str = ""
    was: str = ""
    point: int = -1
    was_point: int = -1
    was_scene: str = ""


class ChoiceEdit(Struct, frozen=True):
    """An option, an answer, a pick of fate's or a reading: its id of today and of then, and what of it is other."""

    kind: ChoiceKind
    id: str
    was_id: str = ""
    words: str = ""
    was: str = ""


class SceneEdit(Struct, frozen=True):
    """A scene; `was` is its old id where it was renamed. Of a changed one, which of its steps that say nothing came and went."""

    kind: SceneKind
    id: str
    was: str = ""
    steps_added: tuple[str, ...] = ()
    steps_gone: tuple[str, ...] = ()


class EndingEdit(Struct, frozen=True):
    """An ending that was declared and is not, or the other way about, or whose words are other."""

    kind: Literal["added", "gone", "changed"]
    id: str
    title: str


class Edit(Struct, frozen=True):
    """All of it, in the order of the source."""

    scenes: tuple[SceneEdit, ...]
    lines: tuple[LineEdit, ...]
    choices: tuple[ChoiceEdit, ...]
    endings: tuple[EndingEdit, ...]


def edit_between(old: Program, new: Program) -> Edit:
    """What was edited between two versions of one story. Never raises; about linear in their size but for long scenes."""
    ids = {scene.id for scene in new.scenes}
    scene_ids = {each.id: each.id if each.id in ids else new.renamed.get(each.id, each.id) for each in old.scenes}
    then, now = Told(old, _names_today(new), {**_endings_today(new), **scene_ids}), Told(new)
    today = {scene_ids[scene.id]: scene for scene in old.scenes}
    scenes: list[SceneEdit] = []
    lines: list[LineEdit] = []
    for scene in new.scenes:
        before = today.pop(scene.id, None)
        if before is None:
            scenes.append(SceneEdit("added", scene.id))
            lines += [LineEdit("added", scene.id, words, point=point) for point, words in now.lines(scene)]
            continue
        changed = _lines_between(then.lines(before), now.lines(scene), scene.id)
        gone, added = _steps_between(then.steps(before), now.steps(scene))
        headed = then.head(before) != now.head(scene)
        if before.id != scene.id:
            scenes.append(SceneEdit("renamed", scene.id, before.id))
        if changed or gone or added or headed:
            scenes.append(SceneEdit("changed", scene.id, "", added, gone))
        lines += changed
    for scene in today.values():
        scenes.append(SceneEdit("gone", scene.id))
        lines += [LineEdit("gone", scene.id, "", words, was_point=point) for point, words in then.lines(scene)]
    return Edit(tuple(scenes), _with_moved(lines), tuple(_choices(old, new, then, now)), tuple(_endings(then, now)))


def _names_today(new: Program) -> dict[str, str]:
    """Names of slots of then to those of today."""
    return {old: slot.name for slot in new.slots for old in slot.was}


def _endings_today(new: Program) -> dict[str, str]:
    """Ids of endings of then to those of today, with their kind before them. Known where anything asks for the ending."""
    finished = [slot for slot in new.slots if slot.kind == "finished"]
    return {f"end {old[9:-1]}": slot.name[9:-1] for slot in finished for old in slot.was}


class Told:
    """A story's lines, conditions and steps as an author might write them, under today's names.

    `names` are those of slots, `ids` those of scenes, and of endings with `end` before them.
    """

    def __init__(
        self, program: Program, names: dict[str, str] | None = None, ids: dict[str, str] | None = None
    ) -> None:
        names = names or {}
        self.program = program
        self.ids = ids or {}
        self._wording = Wording(program)
        self._names = names
        ordered = sorted(names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, ordered))})(?![\w.(])") if names else None
        self._scene_at = {scene.entry: self.ids.get(scene.id, scene.id) for scene in program.scenes}

    def condition(self, tree: Expression | None) -> str:
        """A condition in words, "" where there is none."""
        if tree is None:
            return ""
        words = self._wording.of(tree)
        return self._pattern.sub(lambda found: self._names[found[0]], words) if self._pattern else words

    def text(self, text: Text | None) -> str:
        """A text with what varies in it between braces."""
        return "" if text is None else "".join(map(self._part, text.parts))

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return part.replace(EMPHASIS, "_").replace(STRONG, "").replace(CLOSE, "_")
            case Show(value):
                return "{" + self.condition(value) + "}"
            case IfWords(test, then, otherwise):
                return f"{{if {self.condition(test)}? {self.text(then)}|{self.text(otherwise)}}}"
            case MatchWords(subject, cases, otherwise):
                told = [f"{case.value} = {self.text(case.words)}" for case in cases]
                return f"{{match {self.condition(subject)}? {'|'.join([*told, self.text(otherwise)])}}}"
            case Plural(count, words):
                return f"{{plural {self.condition(count)}: {'|'.join(self.text(each.words) for each in words)}}}"
            case Vary(sign, choices):
                return f"{{{sign}{'|'.join(map(self.text, choices))}}}"

    def ending(self, id: str) -> str:
        """An ending's id as it is today."""
        return self.ids.get(f"end {id}", id)

    def lines(self, scene: SceneInfo) -> list[tuple[int, str]]:
        """What a scene says, by the instructions that say it."""
        return [
            (point, self._said(code))
            for point in range(scene.entry, scene.end)
            if isinstance(code := self.program.code[point], Say)
        ]

    def _said(self, line: Say) -> str:
        manner = f" ({self.text(line.manner)})" if line.manner is not None else ""
        return f"{line.name or line.speaker}{manner}: {self.text(line.text)}" if line.speaker else self.text(line.text)

    def head(self, scene: SceneInfo) -> tuple[str, ...]:
        """What a page shows of a scene above its lines."""
        return (scene.chapter, self.text(scene.place), self.text(scene.time))

    def steps(self, scene: SceneInfo) -> list[str]:
        """What a scene does without a word: what it sets and asks, where it leads."""
        return [told for code in self.program.code[scene.entry : scene.end] if (told := self._step(code))]

    def _step(self, code: object) -> str:
        match code:
            case Assign(slot, value):
                return f"{self._names.get(slot, slot)} = {self.condition(value)}"
            case Alter(slot, mask, add):
                return f"{self._names.get(slot, slot)} {'+=' if add else '-='} {self._wording.value(slot, mask)}"
            case Unless(test):
                return f"if {self.condition(test)}"
            case CallScene(to):
                return f"call {self._scene_at.get(to, '')}"
            case Jump(to) if to in self._scene_at:
                return f"goto {self._scene_at[to]}"
            case Finish(ending):
                return f"end {self.ending(self.program.endings[ending].id)}"
            case _:
                return ""


def _lines_between(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], scene: str) -> list[LineEdit]:
    """The lines of a scene that came, went or are other."""
    found: list[LineEdit] = []
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    for what, low, high, from_, to in matcher.get_opcodes():
        if what == "equal":
            continue
        gone, added = list(old[low:high]), list(new[from_:to])
        # What is rewritten from end to end is not paired: each line would be held against each.
        apart = len(gone) * len(added) > MOST_PAIRED
        while not apart and gone and added and _alike(gone[0][1], added[0][1]):
            (was_point, was), (point, words) = gone.pop(0), added.pop(0)
            found.append(LineEdit("changed", scene, words, was, point, was_point))
        # What is left is paired by what is most alike, each old line once.
        for point, words in added:
            other = None if apart else max(gone, key=lambda each: _share(each[1], words), default=None)
            if other is not None and _alike(other[1], words):
                gone.remove(other)
                found.append(LineEdit("changed", scene, words, other[1], point, other[0]))
            else:
                found.append(LineEdit("added", scene, words, point=point))
        found += [LineEdit("gone", scene, "", was, was_point=point) for point, was in gone]
    return found


def _share(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _alike(one: str, other: str) -> bool:
    return _share(one, other) >= ALIKE


def _with_moved(lines: list[LineEdit]) -> tuple[LineEdit, ...]:
    """The same lines, where one that is gone was put in elsewhere word for word as one that moved."""
    left: dict[str, list[LineEdit]] = {}
    for each in lines:
        if each.kind == "gone":
            left.setdefault(each.was, []).append(each)
    moved: dict[int, LineEdit] = {}
    taken: set[int] = set()
    for number, each in enumerate(lines):
        if each.kind == "added" and left.get(each.words):
            source = left[each.words].pop(0)
            taken.add(id(source))
            moved[number] = LineEdit(
                "moved", each.scene, each.words, source.was, each.point, source.was_point, source.scene
            )
    return tuple([moved.get(number, each) for number, each in enumerate(lines) if id(each) not in taken])


def _steps_between(old: list[str], new: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which steps went, and which came."""
    gone: list[str] = []
    added: list[str] = []
    for what, low, high, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[low:high]
            added += new[from_:to]
    return tuple(gone), tuple(added)


def _choices(old: Program, new: Program, then: Told, now: Told) -> list[ChoiceEdit]:
    was = {}
    for each in decisions(old).values():
        was[each.id if each.id in decisions(new) else healed(new, each.id)] = each
    found: list[ChoiceEdit] = []
    for id, decision in decisions(new).items():
        before = was.pop(id, None)
        label = _label(now, decision)
        if before is None:
            found.append(ChoiceEdit("added", id, "", label))
            continue
        if before.id.rpartition(".")[2] != id.rpartition(".")[2]:
            found.append(ChoiceEdit("renamed", id, before.id, label, _label(then, before)))
        if label != _label(then, before):
            found.append(ChoiceEdit("reworded", id, before.id, label, _label(then, before)))
        if now.condition(decision.condition) != then.condition(before.condition):
            conditions = (now.condition(decision.condition), then.condition(before.condition))
            found.append(ChoiceEdit("condition", id, before.id, *conditions))
    return [*found, *(ChoiceEdit("gone", each.id, each.id, "", _label(then, each)) for each in was.values())]


def _label(told: Told, decision: Decision) -> str:
    """What a reader sees of a decision: its label, or the words that an answer accepts."""
    return ", ".join(decision.accepts) if decision.words is None else told.text(decision.words)


def _endings(then: Told, now: Told) -> list[EndingEdit]:
    before, new = ({told.ending(each.id): each for each in told.program.endings} for told in (then, now))
    found = [EndingEdit("added", id, each.title) for id, each in new.items() if id not in before]
    found += [EndingEdit("gone", id, each.title) for id, each in before.items() if id not in new]
    for id, each in new.items():
        if id in before and (each.title, now.text(each.about)) != (before[id].title, then.text(before[id].about)):
            found.append(EndingEdit("changed", id, each.title))
    return found
