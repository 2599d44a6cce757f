"""The reference for authors: every example in it is checked and played, and says what the page says it does.

A fence says what it holds: `yaml story` a whole story; `yaml declarations` a part that every later example has too;
`yaml script` the steps of the scene `hall`; `yaml scenes` documents with that scene among them; `yaml wrong` a story with
a mistake. `text` after one of these is what the reader, or the author, sees; `json path` the path of the last play.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from game.language.branches import BRANCH_KEYS
from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.conditions import LATER as LATER_QUESTIONS
from game.language.conditions import QUESTIONS
from game.language.identifiers import STEP_WORDS
from game.language.offers import OFFER_KEYS
from game.language.options import OPTION_KEYS
from game.language.parser import LATER as LATER_PARTS
from game.language.parser import TOP_LEVEL, parse_story
from game.language.program import Program
from game.language.scenes import FRAGMENT_KEYS, PROVENANCES, SCENE_KEYS
from game.language.script import LATER as LATER_STEPS
from game.play.session import Session
from game.play.walkthrough import as_walkthrough, play_walkthrough, read_walkthrough
from game.text.catalogue import lookup
from game.text.diagnostic import Diagnostic
from game.text.examples import example as framed
from game.text.rendering import render
from game.text.source import Source
from tests.walks import wander

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "language.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```([\w ]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
LATER_KEYS = {"takes", "with", "follows"}
LATER_EFFECTS = {"suspect", "expose", "confess"}
LATER_NAMES = {"ghost", "before"}


class Example(Struct, frozen=True):
    """A fence with its kind, the line it begins on, the story that it makes with what it needs, and what follows it."""

    kind: str
    line: int
    typed: str
    story: str
    before: int
    """How many lines of the story stand before what the page shows."""
    seen: str = ""
    path: str = ""


def examples() -> list[Example]:
    """Every example on the page, in order."""
    found: list[Example] = []
    declared = ""
    for fence in FENCE.finditer(PAGE):
        kind, typed = fence[1], fence[2]
        line = PAGE.count("\n", 0, fence.start()) + 1
        if kind == "text":
            found[-1] = replace(found[-1], seen=typed)
            continue
        if kind == "json path":
            found[-1] = replace(found[-1], path=typed)
            continue
        head = "" if kind in ("yaml story", "yaml wrong") else declared
        body, tail = typed, ""
        if kind == "yaml declarations":
            declared += f"{typed}---\n"
            tail = "---\nscene: hall\nscript:\n  - end: away\n"
        elif kind == "yaml script":
            head += "scene: hall\nscript:\n"
            tail = "- end: away\n"
        elif kind == "yaml scenes" and "end: " not in typed:
            tail = "  - end: away\n"
        found.append(Example(kind, line, typed, head + body + tail, head.count("\n")))
    return found


EXAMPLES = [pytest.param(each, id=f"line {each.line}") for each in examples()]
PLAYED = [param for param, each in zip(EXAMPLES, examples(), strict=True) if each.kind != "yaml wrong"]
SEEN = [param for param, each in zip(EXAMPLES, examples(), strict=True) if each.seen and each.kind != "yaml wrong"]
WRONG = [param for param, each in zip(EXAMPLES, examples(), strict=True) if each.kind == "yaml wrong"]


def mistakes_in(text: str) -> list[Diagnostic]:
    story, found = parse_story([Source("story.yaml", text)])
    return [*found, *check_story(story)]


def program_of(example: Example) -> Program:
    story, _ = parse_story([Source("story.yaml", example.story)])
    return compile_story(story)


def played(example: Example) -> tuple[Session, str]:
    """The play that the text after an example tells, and what it reads like: without the lead where the page leaves it
    out, and without the ending that the test has put there."""
    headed = example.seen.startswith("lead: ")
    program = program_of(example)
    text = example.seen if headed else f"lead: {program.leads[0].id}\n\n{example.seen}"
    session = play_walkthrough(program, read_walkthrough(text))
    shown = as_walkthrough(session)
    if not headed:
        shown = shown.partition("\n\n")[2]
    if "end: " not in example.typed or "*** " not in example.seen:
        shown = shown.partition("\n\n*** ")[0].rstrip("\n") + "\n"
    return session, shown


@pytest.mark.parametrize("example", PLAYED)
def test_an_example_has_no_mistake(example: Example) -> None:
    lines = range(example.before + 1, example.before + example.typed.count("\n") + 1)
    unread = {"T037", "F010", "M010"} if example.kind == "yaml declarations" else set()
    found = [
        each
        for each in mistakes_in(example.story)
        if each.severity == "error" or (each.span.line in lines and each.code not in unread)
    ]
    assert found == []


@pytest.mark.parametrize("example", PLAYED)
def test_an_example_can_be_played_by_every_lead(example: Example) -> None:
    program = program_of(example)
    for lead in program.leads:
        for number in range(4):
            session = wander(program, number, most=8, lead=lead.id)
            assert session.page.trouble == ""
            assert session.page.ending is not None or session.page.open


@pytest.mark.parametrize("example", SEEN)
def test_the_reader_sees_what_the_page_shows(example: Example) -> None:
    session, shown = played(example)
    assert shown == example.seen
    if example.path:
        assert list(session.path) == json.loads(example.path)


@pytest.mark.parametrize("example", WRONG)
def test_a_mistake_is_told_as_the_page_shows(example: Example) -> None:
    source = Source("story.yaml", example.typed)
    assert "".join(render(each, source) for each in mistakes_in(example.typed)) == example.seen


def test_there_are_examples_of_every_kind() -> None:
    kinds = [each.kind for each in examples()]
    assert {kind: kinds.count(kind) for kind in set(kinds)}.keys() == {
        "yaml story",
        "yaml declarations",
        "yaml script",
        "yaml scenes",
        "yaml wrong",
    }
    assert len(SEEN) >= 10
    assert sum(bool(each.path) for each in examples()) == 1


def rows(section: str) -> list[list[str]]:
    """The cells of the tables of a section, without heads; a bar inside a cell is written with a backslash."""
    lines = [line for line in SECTIONS[section].split("\n") if line.startswith("|")]
    cells = [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for number, row in enumerate(cells) if not _is_head(cells, number)]


def _is_head(cells: list[list[str]], number: int) -> bool:
    """Whether this is a table's head, or the rule below it."""
    ruled = [set("".join(row)) <= {"-"} for row in cells]
    return ruled[number] or (number + 1 < len(cells) and ruled[number + 1])


def coded(cell: str) -> list[str]:
    """What stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def words_in(cell: str) -> set[str]:
    """The words between backticks in a cell."""
    return {word for code in coded(cell) for word in re.findall(r"\w+", code)}


TRAPS = [pytest.param(*row, id=row[0]) for row in rows("Writing round YAML")]


@pytest.mark.parametrize(("typed", "code", "instead"), TRAPS)
def test_a_trap_is_the_mistake_that_the_page_says_and_its_remedy_is_none(typed: str, code: str, instead: str) -> None:
    frame = next(each for each in reversed(examples()) if each.kind == "yaml declarations")
    head = frame.story.rpartition("scene: hall")[0]
    for cell, expected in ((typed, [code]), (instead, [])):
        text = f"{head}scene: hall\nscript:\n  {coded(cell)[0]}\n  - end: away\n"
        assert [each.code for each in mistakes_in(text) if each.severity == "error"] == expected


def test_there_are_traps() -> None:
    assert len(TRAPS) >= 8


def test_every_step_that_is_played_is_in_the_table() -> None:
    [table] = [{word for row in rows("Scenes and steps") for word in words_in(row[0])}]
    assert set(STEP_WORDS) - LATER_STEPS <= table
    assert not LATER_STEPS & table


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("Files", set(TOP_LEVEL) - LATER_PARTS),
        ("Options", set(OPTION_KEYS)),
        ("Conditions", set(QUESTIONS)),
    ],
)
def test_a_table_names_every_key_that_is_played(section: str, keys: set[str]) -> None:
    assert keys <= {word for row in rows(section) for word in words_in(row[0])}


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("Scenes and steps", set(SCENE_KEYS) - LATER_KEYS - {"offer"}),
        ("Memories", {*FRAGMENT_KEYS, *PROVENANCES}),
        ("Chance", set(BRANCH_KEYS) - {"was"}),
        ("Scenes that offer themselves", set(OFFER_KEYS)),
        ("Renaming", {"was"}),
    ],
)
def test_a_section_names_every_key(section: str, keys: set[str]) -> None:
    assert keys <= set(re.findall(r"\w+", SECTIONS[section]))


def test_what_is_not_played_yet_is_what_the_engine_refuses() -> None:
    named = {word for row in rows("Not played yet") for word in words_in(row[0])} - {"call"}
    assert named == {*LATER_STEPS, *LATER_PARTS, *LATER_QUESTIONS, *LATER_KEYS, *LATER_EFFECTS, *LATER_NAMES}


@pytest.mark.parametrize(
    ("declarations", "script", "code"),
    [
        ("", "- call: {scene: hall, with: {who: ann}}", "S090"),
        *(("", f"- set: {word} lie", "S090") for word in sorted(LATER_EFFECTS)),
        *(("", f"- {word}: x", "S090") for word in sorted(LATER_STEPS)),
        *((f"{word}: {{x: y}}\n", "- Rain.", "S090") for word in sorted(LATER_PARTS)),
        *(("", f"- if: {word}(x)\n  then: Rain.", "T027") for word in LATER_QUESTIONS),
        *(("", f"- if: {word}.x\n  then: Rain.", "T027") for word in sorted(LATER_NAMES)),
    ],
)
def test_what_is_not_played_yet_is_refused_with_the_code_that_the_page_gives(
    declarations: str, script: str, code: str
) -> None:
    assert {each.code for each in mistakes_in(framed(declarations, script)) if each.severity == "error"} == {code}
    assert code in SECTIONS["Not played yet"]


def test_every_code_on_the_page_is_in_the_catalogue() -> None:
    codes = set(re.findall(r"\b[YSNTXFM]\d{3}\b", PAGE))
    assert len(codes) >= 8
    assert all(lookup(code) is not None for code in codes)


def test_every_link_into_the_page_leads_to_a_heading() -> None:
    headings = {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in SECTIONS}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= headings
