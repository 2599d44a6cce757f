"""Any edit of a story gives mistakes or a program, soon, and never an exception; what compiles plays and is saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.shell.stories import decoded
from game.text.source import Source
from tests.conftest import STORIES
from tests.fuzz.targets import TARGETS, cases, loaded, played, seeds
from tests.patience import patience

SHIPPED = sorted((STORIES.parents[1] / "story" / "eight_years_quiet").rglob("*.yaml"))
FEATURES = sorted((STORIES / "features").glob("*.yaml"))
SIGNS = (
    "- ", "  - ", ": ", "? ", "| ", "|\n", ">\n", "{", "}", "[", "]", ",", "#", " #", "&a ", "*a", "!t ", "%", "@", "`", "'", '"', "\\",
    "---\n", "...\n", "<<: ", "\t", "\ufeff", "\x00", "\x85", "\u2028", "\ue000", "_", "*", "{~", "{if ", "|}", "??", "\r", "\u202e", "漢",
)  # fmt: skip


def edit_bytes(text: str, dice: Random) -> str:
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(data) + 1)
        data[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    return decoded(bytes(data))


def edit_letters(text: str, dice: Random) -> str:
    place, other = dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)
    return (
        text[:place]
        + dice.choice(("", text[other : other + 1], dice.choice(SIGNS)))
        + text[place + dice.randint(0, 4) :]
    )


def edit_lines(text: str, dice: Random) -> str:
    lines = text.split("\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines[at]
    ways: tuple[Callable[[], list[str]], ...] = (
        list,
        lambda: [line, line],
        lambda: [lines[other]],
        lambda: [line, lines[other]],
        lambda: [" " * dice.randint(1, 4) + line],
        lambda: [line[dice.randint(1, 4) :]],
        lambda: ["\t" + line],
        lambda: [line + dice.choice(SIGNS)],
        lambda: [line[: len(line) - len(line.lstrip())] + dice.choice(SIGNS) + line.lstrip()],
        lambda: [line[: dice.randrange(len(line) + 1)]],
    )
    lines[at : at + 1] = dice.choice(ways)()
    return "\n".join(lines)


def edit_words(text: str, dice: Random) -> str:
    words = re.split(r"(\w+)", text)
    one, other = dice.randrange(1, len(words), 2), dice.randrange(1, len(words), 2)
    words[one], words[other] = words[other], dice.choice((words[one], words[other]))
    return "".join(words)


def edit_nodes(text: str, dice: Random) -> str:
    """An entry, with all that stands further right below it, is cut, put elsewhere, or put in another's place."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.strip()]

    def entry(at: int) -> tuple[int, int]:
        margin = len(lines[at]) - len(lines[at].lstrip())
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > margin):
            end += 1
        return at, end

    start, end = entry(dice.choice(starts))
    other, other_end = entry(dice.choice(starts))
    margin = len(lines[other]) - len(lines[other].lstrip())
    moved = [
        " " * margin + line.removeprefix(" " * (len(lines[start]) - len(lines[start].lstrip())))
        for line in lines[start:end]
    ]
    way = dice.randrange(3)
    if way == 0:
        del lines[start:end]
    elif way == 1:
        lines[other:other] = moved
    else:
        lines[other:other_end] = moved
    return "\n".join(lines)


EDITS = {"bytes": edit_bytes, "letters": edit_letters, "lines": edit_lines, "words": edit_words, "nodes": edit_nodes}
edits = st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3)
calm = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def check_edited(files: list[Path], kinds: list[str], seed: int) -> None:
    """One file of a story edited, and the whole read to its end."""
    dice = Random(seed)
    sources = [Source(each.name, each.read_text(encoding="utf-8")) for each in files]
    edited = dice.choice(sources)
    text = edited.text
    for kind in kinds:
        text = EDITS[kind](text, dice) if re.search(r"\w", text) else text
    sources[sources.index(edited)] = Source(edited.name, text)
    with patience():
        program, found = loaded(*sources)
    if program is None:
        assert any(each.severity == "error" for each in found)
    else:
        played(program, 30, seed)


@settings(calm, max_examples=250)
@given(st.sampled_from(FEATURES), edits, st.integers(0, 2**32 - 1))
def test_an_edited_feature_gives_mistakes_or_plays(path: Path, kinds: list[str], seed: int) -> None:
    check_edited([path], kinds, seed)


@settings(calm, max_examples=6)
@given(edits, st.integers(0, 2**32 - 1))
def test_the_edited_story_gives_mistakes_or_plays(kinds: list[str], seed: int) -> None:
    check_edited(SHIPPED, kinds, seed)


@pytest.mark.slow
@settings(calm, max_examples=4000)
@given(st.sampled_from(FEATURES), edits, st.integers(0, 2**32 - 1))
def test_many_edited_features_give_mistakes_or_play(path: Path, kinds: list[str], seed: int) -> None:
    check_edited([path], kinds, seed)


@pytest.mark.slow
@settings(calm, max_examples=120)
@given(edits, st.integers(0, 2**32 - 1))
def test_the_much_edited_story_gives_mistakes_or_plays(kinds: list[str], seed: int) -> None:
    check_edited(SHIPPED, kinds, seed)


@pytest.mark.parametrize("kind", sorted(TARGETS))
def test_every_kept_input_of_the_fuzzers_holds(kind: str) -> None:
    for path in cases(kind):
        try:
            TARGETS[kind](path.read_bytes())
        except Exception as error:  # which one it was is what matters
            raise AssertionError(f"{kind}/{path.name}") from error


@pytest.mark.parametrize("kind", sorted(TARGETS))
def test_the_fuzzers_begin_with_sound_inputs(kind: str) -> None:
    assert {"story": "plays", "save": "same", "walkthrough": "plays", "cache": "kept"}[kind] in {
        TARGETS[kind](seed) for seed in seeds(kind)
    }
