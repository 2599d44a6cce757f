"""`citadel diff`: the edit between two versions of a story in a reader's words, and how much of it a reader meets."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap

import msgspec

from game.language.program import Program
from game.play.difference import Difference, EndingShare, difference
from game.proof.edits import ChoiceEdit, Edit, LineEdit, SceneEdit, edit_between
from game.shell.games import UsageError
from game.shell.versions import open_versions
from game.text.rendering import shown

MOST = 40
"""Entries that are shown of each list."""


def run_diff(old: str, new: str | None, *, plays: int, seed: int, as_json: bool) -> int:
    """Write the edit between two versions to standard output."""
    then, now = open_versions(old, new)
    if then.id not in (now.id, *now.was):
        raise UsageError(f"“{then.title}” ({then.id}) and “{now.title}” ({now.id}) are two stories, not two versions of one.")
    edit, found = edit_between(then, now), difference(then, now, plays, seed)
    if as_json:
        sys.stdout.write(msgspec.json.encode(as_values(then, now, edit, found, plays)).decode() + "\n")
    else:
        sys.stdout.write("\n".join(as_text(then, now, edit, found, plays)) + "\n")
    return 0


def share_of_line(found: Difference, line: LineEdit) -> float:
    """The share of plays that read a line: one that is gone, of those of then."""
    return found.share_then([line.was_point]) if line.kind == "gone" else found.share_now([line.point])


def share_of_choice(found: Difference, choice: ChoiceEdit) -> float:
    """The share of plays that are offered a choice: one that is gone, of those of then."""
    return found.share_then([choice.id]) if choice.kind == "gone" else found.share_now([choice.id])


def touched(found: Difference, edit: Edit) -> float:
    """The share of plays that read a line or are offered a choice which is new or has other words."""
    met: list[int | str] = [each.point for each in edit.lines if each.kind in ("added", "changed", "moved")]
    return found.share_now([*met, *(each.id for each in edit.choices if each.kind in ("added", "reworded"))])


def as_values(then: Program, now: Program, edit: Edit, found: Difference, plays: int) -> dict[str, object]:
    """The report as plain values, shares from 0 to 1."""
    return {
        "story": now.id,
        "old": then.version,
        "new": now.version,
        "plays": plays,
        "touched": round(touched(found, edit), 4),
        "scenes": [_without_nothing(each) for each in edit.scenes],
        "choices": [
            {**_without_nothing(each), "share": round(share_of_choice(found, each), 4)} for each in edit.choices
        ],
        "lines": [
            {
                **{name: value for name, value in _without_nothing(each).items() if name not in ("point", "was_point")},
                "share": round(share_of_line(found, each), 4),
            }
            for each in edit.lines
        ],
        "endings": [_without_nothing(each) for each in edit.endings],
        "reached": {each.id: [round(each.was, 4), round(each.now, 4)] for each in found.endings},
        "availability": [
            {"id": each.id, "open": [round(share, 4) for share in each.shares], "meetings": [each.was_met, each.met]}
            for each in found.moved
        ],
    }


def _without_nothing(edit: msgspec.Struct) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(edit).items() if value not in ("", ())}


def as_text(then: Program, now: Program, edit: Edit, found: Difference, plays: int) -> Iterator[str]:
    """The report for a terminal."""
    yield f"{now.title}, {then.version} and {now.version}, in {plays} plays by chance of each lead"
    if edit == Edit((), (), (), ()) and not found.moved:
        yield "Nothing that a reader could meet was edited."
        return
    yield f"{touched(found, edit):.0%} of plays meet a line or a choice that is new or has other words."
    yield from _list("Scenes", (_scene(each, edit) for each in edit.scenes))
    yield from _list("Choices", (_choice(each, share_of_choice(found, each)) for each in edit.choices))
    yield from _list("Lines, and the share of plays in which they are read", _lines(found, edit))
    yield from _list("Endings", _endings(edit, found.endings))
    yield from _list(
        "Open at another share of meetings",
        (
            [f"{each.id}: {each.shares[0]:.0%} of {each.was_met}, now {each.shares[1]:.0%} of {each.met}"]
            for each in found.moved
        ),
    )


def _list(title: str, entries: Iterable[list[str]]) -> Iterator[str]:
    every = list(entries)
    if not every:
        return
    yield ""
    yield title
    for first, *rest in every[:MOST]:
        yield from wrap(shown(first), 100, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
        for each in rest:
            yield from wrap(shown(each), 100, initial_indent="      ", subsequent_indent="        ", break_on_hyphens=False)
    if len(every) > MOST:
        yield f"  and {len(every) - MOST} more"


def _scene(scene: SceneEdit, edit: Edit) -> list[str]:
    if scene.kind == "renamed":
        return [f"renamed  {scene.id}, which was {scene.was}"]
    kinds = [line.kind for line in edit.lines if line.scene == scene.id]
    counted = [f"{kinds.count(kind)} {kind}" for kind in ("added", "changed", "gone", "moved") if kind in kinds]
    lines = f": {', '.join(counted)} of its lines" if counted and scene.kind == "changed" else ""
    steps = [f"now also {step}" for step in scene.steps_added] + [f"no more {step}" for step in scene.steps_gone]
    return [f"{scene.kind:<8} {scene.id}{lines}", *steps[:8], *([f"and {len(steps) - 8} more"] if len(steps) > 8 else [])]


def _choice(choice: ChoiceEdit, share: float) -> list[str]:
    match choice.kind:
        case "added":
            return [f"added    {choice.id} “{choice.words}”, offered in {share:.0%} of plays"]
        case "gone":
            return [f"gone     {choice.id} “{choice.was}”, was offered in {share:.0%} of plays"]
        case "renamed":
            return [f"renamed  {choice.id}, which was {choice.was_id}"]
        case "reworded":
            return [f"reworded {choice.id} “{choice.words}”", f"was “{choice.was}”"]
        case "condition":
            return [f"if       {choice.id}: {choice.words or 'always'}", f"was {choice.was or 'always'}"]


def _lines(found: Difference, edit: Edit) -> Iterator[list[str]]:
    # The most read first; what nobody reads is at the end, and may be cut.
    for line in sorted(edit.lines, key=lambda each: -share_of_line(found, each)):
        share = f"{share_of_line(found, line):>4.0%}  {line.kind:<8}{line.scene}: "
        match line.kind:
            case "added" | "moved":
                from_ = [f"from {line.was_scene}"] if line.kind == "moved" else []
                yield [f"{share}“{_short(line.words)}”", *from_]
            case "gone":
                yield [f"{share}“{_short(line.was)}”"]
            case "changed":
                now, was = differing_part(line.words, line.was)
                yield [f"{share}“{now}”", f"was “{was}”"]


def _endings(edit: Edit, shares: Iterable[EndingShare]) -> Iterator[list[str]]:
    for each in edit.endings:
        yield [f"{each.kind:<8} {each.id} “{each.title}”"]
    for share in shares:
        if bool(share.was) != bool(share.now):
            yield [f"{'gained' if share.now else 'lost':<8} {share.id}: {share.was:.1%} of plays came to it, now {share.now:.1%}"]
        elif abs(share.was - share.now) >= 0.005:
            yield [f"moved    {share.id}: {share.was:.1%} of plays came to it, now {share.now:.1%}"]


def differing_part(one: str, other: str, around: int = 60) -> tuple[str, str]:
    """Two texts without what they have in common, but for some characters of it around, to whole words."""
    one, other = " ".join(one.split()), " ".join(other.split())
    shortest = min(len(one), len(other))
    ahead = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    behind = next((at for at in range(shortest - ahead) if one[-1 - at] != other[-1 - at]), shortest - ahead)
    start, rest = max(0, ahead - around), max(0, behind - around)
    return _cut(one, start, len(one) - rest), _cut(other, start, len(other) - rest)


def _cut(words: str, start: int, end: int) -> str:
    if start:
        start = words.rfind(" ", 0, start + 1) + 1
    if end < len(words):
        end = words.find(" ", end) if " " in words[end:] else len(words)
    shown_part = _short(words[start:end], 300)
    return f"{'… ' if start else ''}{shown_part}{' …' if end < len(words) and not shown_part.endswith('…') else ''}"


def _short(words: str, most: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"
