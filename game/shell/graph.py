"""`citadel graph`: the scenes of a story and the ways between them, for its author."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from game.language.checker import check_story
from game.language.model import Story
from game.language.parser import parse_story
from game.language.ways import Way, never_entered, ways_of
from game.shell.games import Unreadable, UsageError
from game.shell.graph_chart import chapters_of, chart_of, clean
from game.shell.stories import StoryError, StoryFolder, find_story, read_sources, without_collector
from game.shell.writing_out import write_out
from game.text.diagnostic import has_errors
from game.text.spelling import nearest

Format = Literal["text", "mermaid", "dot", "svg"]
_BY_SUFFIX: dict[str, Format] = {
    ".svg": "svg",
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".txt": "text",
}


def run_graph(story: str | Path | None, to: Format | None, chapter: str | None, output: str | None) -> int:
    """Write a story's graph to standard output or into a file.

    A story with errors is drawn as far as it can be read: then that is told on standard error, and the code is 1.
    """
    try:
        folder = find_story(story)
        with without_collector():
            read, errors = _read(folder)
    except StoryError as error:
        raise (Unreadable if error.unreadable else UsageError)(str(error)) from error
    if not read.scenes:
        raise UsageError(f"There are no scenes in {folder.name} to draw. “citadel check” tells why.")
    into = None if output in (None, "-") else output
    chosen = to or (_BY_SUFFIX.get(Path(into).suffix.lower()) if into else None) or "text"
    # What play cannot come to is known only of a story that was read whole.
    unreached = frozenset[str]() if errors else never_entered(read)
    drawn = draw(read, unreached, chosen, None if chapter is None else find_chapter(read, chapter))
    write_out(into, drawn, "graph")
    if chosen == "mermaid":
        _warn_of_size(drawn)
    if errors:
        _say(f"{folder.name} has mistakes, so this is what could be read of it. “citadel check” lists them.")
    return 1 if errors else 0


def draw(story: Story, unreached: frozenset[str], to: Format, chapter: str | None) -> str:
    """The graph of a story in a format. UsageError where the SVG cannot be drawn."""
    ways: tuple[Way, ...] = ways_of(story)
    if to == "text":
        from game.shell.graph_text import as_text

        return as_text(story, ways, unreached, chapter)
    chart = chart_of(story, ways, unreached, chapter)
    match to:
        case "mermaid":
            from game.shell.graph_mermaid import as_mermaid

            return as_mermaid(chart)
        case "dot":
            from game.shell.graph_dot import as_dot

            return as_dot(chart)
        case "svg":
            from game.shell.graph_svg import as_svg

            return as_svg(chart)


def find_chapter(story: Story, name: str) -> str:
    """A chapter by its title in any letter case, or by its number from 1. UsageError names them all."""
    titles = [each for each in chapters_of(story) if each]
    wanted = " ".join(name.split()).casefold()
    for title in titles:
        if " ".join(title.split()).casefold() == wanted:
            return title
    if name.isascii() and name.isdecimal() and 1 <= int(name[:6]) <= len(titles):
        return titles[int(name[:6]) - 1]
    if not titles:
        raise UsageError("The story has no chapters. Leave --chapter away.")
    meant = nearest(name, titles)
    listed = ", ".join(f"{number} {clean(title)}" for number, title in enumerate(titles, 1))
    remedy = f"Did you mean “{clean(meant)}”?" if meant else f"There are: {listed}."
    raise UsageError(f"There is no chapter “{clean(name)}”. {remedy}")


def _read(folder: StoryFolder) -> tuple[Story, bool]:
    """The story as far as it can be read, and whether it has errors."""
    story, mistakes = parse_story(list(read_sources(folder).values()))
    return story, has_errors([*mistakes, *check_story(story)])


def _warn_of_size(drawn: str) -> None:
    """Say so where the diagram is larger than Mermaid draws by itself."""
    from game.shell.graph_mermaid import MOST_CHARACTERS, MOST_LINKS, links_in

    if len(drawn) > MOST_CHARACTERS or links_in(drawn) > MOST_LINKS:
        _say(
            f"Mermaid draws up to {MOST_LINKS} ways and {MOST_CHARACTERS:,} characters unless the page sets maxEdges "
            "and maxTextSize. --chapter CHAPTER makes a smaller diagram."
        )


def _say(words: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(words + "\n")
