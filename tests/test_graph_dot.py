"""The graph in Graphviz's language: it reads it, and shows every text as the author typed it."""

from __future__ import annotations

import json
import subprocess

import pytest

from game.shell.graph_dot import as_dot
from game.shell.graph_svg import layout_program
from tests.graphs import TITLE, chart


@pytest.mark.parametrize("chapter", [None, "Two"])
def test_graphviz_reads_the_same_spots_and_links(chapter: str | None) -> None:
    drawn = chart(chapter)
    program = layout_program()
    assert program is not None
    done = subprocess.run(
        [program, "-Tjson0"], input=as_dot(drawn).encode(), capture_output=True, check=True, timeout=60
    )
    read = json.loads(done.stdout)
    assert len(read["edges"]) == len(drawn.links)
    assert sum("nodes" not in each for each in read["objects"]) == len(drawn.spots)
    assert read["label"].replace("\\\\", "\\").replace("&amp;", "&") == TITLE
    assert {each["class"] for each in read["edges"]} == {link.kind for link in drawn.links}
