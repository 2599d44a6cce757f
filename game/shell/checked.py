"""What `citadel check` does behind mistakes and tests: the proof, the coverage of the tests, witnesses and suggestions."""

from __future__ import annotations

import time
from functools import partial

from msgspec import Struct

from game.language.program import Program
from game.proof.consequences import follows
from game.proof.destinations import destinations
from game.proof.items import Items
from game.proof.shared_words import shared_words
from game.proof.slices import slices_of, untouched
from game.proof.verdicts import Item, Witness
from game.proof.way_there import setups, why_never
from game.shell import files
from game.shell.checking import Wish
from game.shell.covering import Suggested, coverage_of, coverage_told, suggested_told, write_suggestions
from game.shell.games import Unreadable, UsageError
from game.shell.graph import find_chapter
from game.shell.proof_told import Told, proof_told
from game.shell.proof_values import proof_as_values
from game.shell.proving import Proof, Wanted, prove
from game.shell.revisions import RevisionError, story_at
from game.shell.stories import Loaded, StoryFolder, load_sources
from game.shell.witnesses import Kept, keep_witnesses, kept_witnesses

MOST_REASONS, A_MOMENT = 12, 0.3
"""Of so many options it is looked why they are never to be had, and for so many seconds each."""


class Checked(Struct, frozen=True):
    """What came of it: how many items are refuted and how many open, the report in words and as values, each claim's verdict."""

    refuted: int
    open: int
    interrupted: bool
    report: str
    values: dict[str, object]
    claims: dict[str, str]


def check_further(wish: Wish, folder: StoryFolder, loaded: Loaded) -> Checked:
    """Prove a story without errors as far as was asked for, and tell what was found. UsageError, Unreadable."""
    assert loaded.program is not None and loaded.story is not None
    program = loaded.program
    kept = kept_witnesses(program, folder)
    wanted, about = _asked_for(wish, folder, loaded)
    proof = prove(
        program, loaded.claims, folder, list(loaded.sources.values()),
        budget=wish.budget, jobs=wish.jobs, known=tuple(kept.witnesses.values()), wanted=wanted,
    )  # fmt: skip
    never = [each.item.key for each in proof.judgement.refuted if each.witness is None]
    following = follows(program, proof.items, never)
    told = Told(
        program, proof.judgement, loaded.sources, loaded.diagnostics, following, wish.whole,
        lost=frozenset(kept.witnesses) & frozenset(never),
        places={each.id: each.span for each in loaded.story.endings},
        reasons=_reasons(program, [key for key in never if key not in following]),
    )  # fmt: skip
    asked = {each.item.key for each in proof.judgement.verdicts}
    coverage = coverage_of(program, folder, proof.items, asked.difference(never))
    suggested = write_suggestions(program, folder, coverage, proof.known) if wish.suggest else None
    blessed = _blessed(program, folder, kept, proof) if wish.bless else ""
    parts = [kept.trouble + "\n"] if kept.trouble else []
    parts += [about(proof)] if about is not None else []
    parts.append(_how_it_ended(proof, wish) + proof_told(told))
    parts.append(coverage_told(coverage, wish.coverage))
    parts += [] if suggested is None else [suggested_told(suggested)]
    parts += [blessed] if blessed else []
    values = proof_as_values(told) | {
        "budget": wish.budget,
        "interrupted": proof.interrupted,
        "of_the_last_run": proof.reused,
        "untouched_by_tests": [each.key for each in coverage.untouched],
    }
    if suggested is not None:
        values["suggested"] = [_suggested_as_values(each) for each in suggested]
    claims = {each.item.id: each.outcome for each in proof.judgement.verdicts if each.item.kind == "claim"}
    report = "".join(f"\n{part}" for part in parts if part)
    return Checked(len(told.refuted), len(told.open), proof.interrupted, report, values, dict(claims))


def _reasons(program: Program, never: list[str]) -> dict[str, str]:
    """Why options are never to be had, by their keys: the first of them, and each within a moment."""
    places = {f"option {each.id}": each for each in destinations(program) if each.condition is not None}
    begun = setups(program, [lead.id for lead in program.leads], 0)
    found = {}
    for key in [key for key in never if key in places][:MOST_REASONS]:
        reason = why_never(program, places[key], begun, partial(_before, time.monotonic() + A_MOMENT))
        if reason:
            found[key] = reason
    return found


def _before(end: float) -> bool:
    return time.monotonic() < end


def _how_it_ended(proof: Proof, wish: Wish) -> str:
    if proof.interrupted:
        return "Interrupted. What was settled so far:\n"
    if proof.judgement.complete:
        return ""
    left = sum(each.outcome == "not settled" for each in proof.judgement.verdicts)
    within = "" if wish.budget is None else f" in {wish.budget:g} s"
    more = "" if wish.budget is None else " --budget none runs to the end."
    return f"{left:,} of {len(proof.judgement.verdicts):,} items are not settled{within}.{more}\n"


def _suggested_as_values(each: Suggested) -> dict[str, object]:
    return {"file": each.file, "adds": each.adds}


# ------------------------------------------------------------------ what is asked for


class _About(Struct, frozen=True):
    """Says what a report is about, where it is not about the whole story."""

    words: str

    def __call__(self, proof: Proof) -> str:
        every = len(proof.items.all)
        return f"{self.words}: {len(proof.judgement.verdicts):,} of {every:,} items, and only these are told.\n"


def _asked_for(wish: Wish, folder: StoryFolder, loaded: Loaded) -> tuple[Wanted | None, _About | None]:
    """Which items are asked for, and how to say so; None for all."""
    tests: list[Wanted] = []
    words = []
    if wish.chapter is not None:
        assert loaded.story is not None
        chapter = find_chapter(loaded.story, wish.chapter)
        tests.append(_in_chapter(loaded, chapter))
        words.append(f"The chapter “{chapter}”")
    if wish.since is not None:
        tests.append(_touched_since(folder, loaded, wish.since))
        words.append(f"What edits since {wish.since} can have touched")
    if not tests:
        return None, None
    return lambda item: all(test(item) for test in tests), _About(", and of it: ".join(words))


def _in_chapter(loaded: Loaded, chapter: str) -> Wanted:
    assert loaded.program is not None
    scenes = {scene.id for scene in loaded.program.scenes if scene.chapter == chapter}
    return lambda item: item.kind not in ("ending", "claim", "life", "truth") and scene_of(item) in scenes


def scene_of(item: Item) -> str:
    """The id of the scene, memory or link that an item stands in."""
    return item.id.removeprefix("memory ").partition(" ")[0].partition(".")[0]


def _touched_since(folder: StoryFolder, loaded: Loaded, revision: str) -> Wanted:
    assert loaded.program is not None
    try:
        former = load_sources(story_at(revision, folder.path), to_prove=True)
    except RevisionError as error:
        raise UsageError(str(error)) from error
    if former.program is None:
        return lambda item: True  # there was no story then that anything could hang on
    before = slices_of(former.program, former.claims)
    items = Items(loaded.program, loaded.claims)
    now = slices_of(loaded.program, loaded.claims, items)
    shared = shared_words(items)
    return lambda item: not untouched(before, now, item, shared)


# ------------------------------------------------------------------ witnesses


def _blessed(program: Program, folder: StoryFolder, kept: Kept, proof: Proof) -> str:
    """Write the witnesses of a proof beside the story's tests. Unreadable."""
    there = {each.key for each in proof.items.all}
    found: dict[str, Witness] = {key: each for key, each in kept.witnesses.items() if key in there}
    for each in proof.judgement.verdicts:
        if each.witness is not None:
            found[each.item.key] = each.witness
        elif each.outcome == "refuted":
            found.pop(each.item.key, None)
    try:
        name = keep_witnesses(program, folder, found)
    except (OSError, ValueError) as error:
        raise Unreadable(f"The witnesses cannot be written: {files.reason(error)}.") from error
    return f"{name} holds {len(found):,} games that show what was found.\n" if name else ""
