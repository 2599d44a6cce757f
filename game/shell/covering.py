"""What a story's own walkthroughs touch of it, and new ones for what they do not."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from game.language.program import Program
from game.play.session import Session
from game.play.walkthrough import WalkthroughError, as_walkthrough, play_walkthrough, read_walkthrough
from game.proof.items import Items
from game.proof.suggesting import MOST_CHOSEN, suggestions
from game.proof.touched import TOUCHABLE, Touching
from game.proof.verdicts import Item, Witness
from game.proof.way_there import setups
from game.shell import files
from game.shell.earlier_games import with_earlier_games
from game.shell.games import Unreadable
from game.shell.stories import StoryFolder, decoded, shown_name
from game.shell.story_tests import LONGEST, walkthroughs_of
from game.text.rendering import shown

COUNTED = (("line", "read", "line"), ("option", "take", "option"), ("ending", "come to", "ending"))
"""What the summary counts: the kind of item, the verb, the noun."""
MOST_LISTED = 400
PATIENCE = 20.0
"""Seconds in which walkthroughs to suggest are looked for."""


class Coverage(Struct, frozen=True):
    """What walkthroughs touch, of what can be had: every item that counts, and the keys of those touched."""

    items: tuple[Item, ...]
    touched: frozenset[str]
    walkthroughs: int

    @property
    def untouched(self) -> tuple[Item, ...]:
        """What none of them touches, in the order of the source."""
        return tuple(each for each in self.items if each.key not in self.touched)


def coverage_of(program: Program, folder: StoryFolder, all_items: Items, counted: Collection[str]) -> Coverage:
    """What a story's walkthroughs touch of the items of those keys. What no game ever has should not be among them."""
    touching = Touching(program, all_items)
    touched: set[str] = set()
    played = _played(program, folder)
    for session in played:
        touched |= touching.of(session)
    items = tuple(each for each in touching.all if each.key in counted)
    return Coverage(items, frozenset(touched), len(played))


def _played(program: Program, folder: StoryFolder) -> list[Session]:
    """Each walkthrough that can be played. What is wrong with others is told where they are tested."""
    found = []
    for path in walkthroughs_of(folder):
        try:
            text = decoded(files.read(path, LONGEST))
            found.append(play_walkthrough(program, with_earlier_games(program, folder, read_walkthrough(text))))
        except (OSError, WalkthroughError):
            continue
    return found


def coverage_told(coverage: Coverage, whole: bool) -> str:
    """A line that sums it up, and with `whole` all that no walkthrough touches, with its place."""
    if not coverage.walkthroughs:
        return "" if not whole else "The story has no walkthrough that can be played, so nothing is covered.\n"
    if not coverage.items:
        return ""
    every, had = Counter[str](each.kind for each in coverage.items), Counter[str]()
    for each in coverage.items:
        had[each.kind] += each.key in coverage.touched
    parts = [
        f"{verb} {had[kind]:,} of {every[kind]:,} {noun}{'' if every[kind] == 1 else 's'}"
        for kind, verb, noun in COUNTED
        if every[kind]
    ]
    told = f"The walkthroughs {', '.join(parts[:-1])}{' and ' if parts[:-1] else ''}{parts[-1]}."
    left = coverage.untouched
    if not whole:
        return told + (" --coverage lists the others.\n" if left else "\n")
    lines = [told, *(_line(each) for each in left[:MOST_LISTED])]
    if len(left) > MOST_LISTED:
        lines.append(f"  and {len(left) - MOST_LISTED:,} more")
    return "\n".join(lines) + "\n"


def _line(item: Item) -> str:
    place = f"{item.span.file}:{item.span.line}: " if item.span is not None else ""
    lead = f" as {item.lead}" if item.lead and item.kind != "ending" else ""
    return shown(f"  {place}{item.what or item.id}{lead}")


# ------------------------------------------------------------------ suggested walkthroughs


class Suggested(Struct, frozen=True):
    """A walkthrough that was written: its file, and how many items of each kind it adds."""

    file: str
    adds: dict[str, int]


def write_suggestions(
    program: Program, folder: StoryFolder, coverage: Coverage, known: Sequence[Witness]
) -> list[Suggested]:
    """Write walkthroughs that touch what the story's own do not, as `tests/suggested_1.txt` and so on. Unreadable.

    No file that is there is replaced.
    """
    if not folder.path.is_dir():
        raise Unreadable("A story of a single file has no folder for tests; give the story a folder of its own.")
    touching = Touching(program)
    end = time.monotonic() + PATIENCE
    begun = setups(program, [lead.id for lead in program.leads], 0)
    counted = {each.key: each.kind for each in coverage.items}
    # What does not count, since nobody ever has it, is as good as touched.
    already = coverage.touched | {each.key for each in touching.all if each.key not in counted}
    found = suggestions(program, touching, already, begun, known, lambda: time.monotonic() < end)
    written = []
    for each in found:
        path = _free_name(folder.path / "tests")
        try:
            files.write_tree(path.parent, {path.name: as_walkthrough(each.session).encode("utf-8", "replace")})
        except OSError as error:
            raise Unreadable(f"{shown_name(path)} cannot be written: {files.reason(error)}.") from error
        written.append(Suggested(shown_name(path), _by_kind(counted[key] for key in each.adds if key in counted)))
    return written


def _free_name(tests: Path) -> Path:
    number = 1
    while (path := tests / f"suggested_{number}.txt").exists() or path.is_symlink():
        number += 1
    return path


def suggested_told(written: Sequence[Suggested]) -> str:
    """What each walkthrough that was written adds."""
    if not written:
        return "No play was found that touches more than the walkthroughs do.\n"
    lines = []
    for each in written:
        adds = [f"{number:,} {_named(kind, number)}" for kind, number in each.adds.items()]
        lines.append(f"{each.file} is new, and adds {', '.join(adds)}.")
    if len(written) == MOST_CHOSEN:
        lines.append("That may not be all: --suggest once more goes on from there.")
    return "\n".join(lines) + "\n"


def _named(kind: str, number: int) -> str:
    plural = {"memory": "memories", "truth": "truths"}.get(kind, f"{kind}s")
    return kind if number == 1 else plural


def _by_kind(kinds: Iterable[str]) -> dict[str, int]:
    """How many there are of each kind, in the order of the kinds."""
    found = Counter(kinds)
    return {kind: found[kind] for kind in TOUCHABLE if found[kind]}
