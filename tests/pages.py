"""Pages of the documentation: their examples, as stories that can be checked and played.

A fence says what it holds: `yaml story` a whole story; `yaml declarations` a part that every later example has too;
`yaml script` the steps of the scene `hall`; `yaml scenes` documents with that scene among them; `yaml wrong` a story with
a mistake. `text` after one of these is what the reader, or the author, sees; `json path` the path of the last play. Other
fences are other people's.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.session import Session
from game.play.walkthrough import as_walkthrough, play_walkthrough, read_walkthrough
from game.text.diagnostic import Diagnostic
from game.text.source import Source
from tests.walks import wander

DOCS = Path(__file__).resolve().parent.parent / "docs"
FENCE = re.compile(r"^```([\w ]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STORIES = ("yaml story", "yaml declarations", "yaml script", "yaml scenes", "yaml wrong")


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


def examples_of(page: str) -> list[Example]:
    """Every example on a page, in order."""
    found: list[Example] = []
    declared = ""
    for fence in FENCE.finditer(page):
        kind, typed = fence[1], fence[2]
        line = page.count("\n", 0, fence.start()) + 1
        if kind == "text":
            found[-1] = replace(found[-1], seen=typed)
            continue
        if kind == "json path":
            found[-1] = replace(found[-1], path=typed)
            continue
        if kind not in STORIES:
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


def mistakes_in(text: str) -> list[Diagnostic]:
    """What the reader and the checker say of a story in one file."""
    story, found = parse_story([Source("story.yaml", text)])
    return [*found, *check_story(story)]


def mistakes_of(example: Example) -> list[Diagnostic]:
    """Every error of an example, and the warnings about what the page itself shows, but for reminders and what is read further on."""
    lines = range(example.before + 1, example.before + example.typed.count("\n") + 1)
    meant = {"T037", "F010", "M010"} if example.kind == "yaml declarations" else {"F011"}
    return [
        each
        for each in mistakes_in(example.story)
        if each.severity == "error" or (each.span.line in lines and each.code not in meant)
    ]


def program_of(example: Example) -> Program:
    """The story of an example, ready to be played."""
    story, _ = parse_story([Source("story.yaml", example.story)])
    return compile_story(story)


def check_every_lead_can_play(example: Example) -> None:
    """Plays an example by chance, four times as each lead: it never stops but at an ending."""
    program = program_of(example)
    for lead in program.leads:
        for number in range(4):
            session = wander(program, number, most=8, lead=lead.id)
            assert session.page.trouble == ""
            assert session.page.ending is not None or session.page.open


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


def rows_of(section: str) -> list[list[str]]:
    """The cells of the tables of a section, without heads; a bar inside a cell is written with a backslash."""
    lines = [line for line in section.split("\n") if line.startswith("|")]
    cells = [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for number, row in enumerate(cells) if not _is_head(cells, number)]


def _is_head(cells: list[list[str]], number: int) -> bool:
    """Whether this is a table's head, or the rule below it."""
    ruled = [set("".join(row)) <= {"-"} for row in cells]
    return ruled[number] or (number + 1 < len(cells) and ruled[number + 1])


def coded(cell: str) -> list[str]:
    """What stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def anchor(title: str) -> str:
    """The place that a heading can be linked to by."""
    return re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-")
