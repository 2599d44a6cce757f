"""What an edit is said not to have touched keeps its verdict: small edits of whole stories, each judged anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.language.checker import check_story
from game.language.claim_tests import ClaimTest
from game.language.compiler import compile_with_claims
from game.language.parser import parse_story
from game.language.program import Program
from game.play.session import replay
from game.proof.items import Items
from game.proof.judge import judge
from game.proof.shared_words import shared_words
from game.proof.slices import slices_of, untouched
from game.proof.verdicts import Verdict
from game.text.diagnostic import has_errors
from game.text.source import Source
from tests.conftest import STORIES

WHOLE = sorted([*STORIES.glob("*.yaml"), *STORIES.glob("features/*.yaml")])
EVERY = 6
"""Every so many lines an edit is tried, so that the test is quick."""


def edits(text: str) -> Iterator[str]:
    """The text with one line left out, a number made another, an effect turned round, a condition turned round."""
    lines = text.split("\n")
    for number in range(0, len(lines), EVERY):
        line = lines[number]
        for other in (
            None,
            re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), line, count=1),
            line.replace(" += ", " -= "),
            line.replace(" >= ", " < ").replace(" == ", " != "),
        ):
            if other != line:
                yield "\n".join([*lines[:number], *([] if other is None else [other]), *lines[number + 1 :]])


def compiled(text: str) -> tuple[Program, tuple[ClaimTest, ...]] | None:
    story, mistakes = parse_story([Source("story.yaml", text)])
    if has_errors([*mistakes, *check_story(story)]):
        return None
    return compile_with_claims(story)


def judged(program: Program, claims: tuple[ClaimTest, ...]) -> dict[str, Verdict]:
    return {each.item.key: each for each in judge(program, claims, lambda progress: True).verdicts}


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_what_is_untouched_keeps_its_verdict_and_its_game(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = compiled(text)
    assert first is not None
    before, slices = judged(*first), slices_of(*first)
    for edited in edits(text):
        now = compiled(edited)
        if now is None:
            continue
        fresh, after, shared = judged(*now), slices_of(*now), shared_words(Items(*now))
        for key, verdict in fresh.items():
            if key in before and untouched(slices, after, verdict.item, shared):
                assert before[key].outcome == verdict.outcome, f"{key} in\n{edited}"
                if (witness := before[key].witness) is not None:
                    replay(now[0], witness.setup, witness.path)


def test_some_edits_are_stories_and_leave_much_untouched() -> None:
    text = (STORIES / "kitchen.yaml").read_text(encoding="utf-8")
    first = compiled(text)
    assert first is not None
    slices, items = slices_of(*first), Items(*first).all
    found = [now for now in map(compiled, edits(text)) if now is not None]
    kept = [sum(untouched(slices, slices_of(*now), item) for item in items) for now in found]
    assert len(found) > 10 and max(kept) == len(items) and min(kept) < len(items) / 4
