"""The graph in Mermaid: its structure, and that no text of a story's becomes syntax, Markdown or HTML."""

from __future__ import annotations

import json
import re

import pytest

from game.shell.graph_mermaid import as_mermaid, escaped, links_in
from tests.graphs import chart

LABEL = r'"(?:[^"#<>&`*|{}\[\]%\\:;]|#\d+;|<br/>)*"'
NODE = (
    rf"(\w+)(?:\(\[{LABEL}\]\)|\({LABEL}\)|\[\[{LABEL}\]\]|>{LABEL}\]|\{{\{{{LABEL}\}}\}}|\[/{LABEL}\\\]|\[{LABEL}\])"
)
ARROW = r"(?:-->|-\.->|<-->|<-\.->|--o|-\.-o|==>|---|-\.-)"


@pytest.mark.parametrize("chapter", [None, "Two", 'One & "<only>"'])
def test_every_line_is_a_statement_and_every_name_is_declared_once(chapter: str | None) -> None:
    lines = as_mermaid(chart(chapter)).splitlines()
    assert lines[0] == lines[2] == "---"
    assert "<" not in json.loads(lines[1].removeprefix("title: "))
    assert lines[3] == "flowchart TD"
    declared: list[str] = []
    used: set[str] = set()
    links = depth = 0
    for line in map(str.strip, lines[4:]):
        if re.fullmatch(rf"subgraph chapter\d+\[{LABEL}\]", line):
            depth += 1
        elif line == "end":
            depth -= 1
        elif node := re.fullmatch(NODE, line):
            declared.append(node[1])
        elif link := re.fullmatch(rf"(\w+) {ARROW}(?:\|{LABEL}\|)? (\w+)", line):
            used |= {link[1], link[2]}
            links += 1
        elif styled := re.fullmatch(r"linkStyle ([\d,]+) stroke:#[0-9a-f]{6}", line):
            assert all(int(number) < links for number in styled[1].split(","))
        elif named := re.fullmatch(r"class ([\w,]+) \w+", line):
            assert set(named[1].split(",")) <= {*declared}
        else:
            assert re.fullmatch(r"classDef \w+ [\w#:, -]+", line), line
    assert depth == 0
    assert used <= {*declared}
    assert len(declared) == len({*declared})
    assert links == links_in("\n".join(lines)) > 5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('say "no"', "say #34;no#34;"),
        ("a_b", "a_b"),
        ("_a_", "#95;a#95;"),
        ("1. one", "1#46; one"),
        ("- one", "#45; one"),
        ("a --> b", "a #45;#45;#62; b"),
        ("style: #1;", "style#58; #35;1#59;"),
        ("two\nlines", "two<br/>lines"),
    ],
)
def test_what_could_be_syntax_is_a_numbered_entity(text: str, wanted: str) -> None:
    assert escaped(text) == wanted


def test_names_that_are_not_ascii_are_numbered_and_never_met_twice() -> None:
    text = "story: {id: a, title: A, version: 1.0.0}\nleads: {l: {name: L, start: é}}\nendings: {é: {title: E, about: E.}}\n"
    drawn = as_mermaid(chart(text=f"{text}---\nscene: é\nscript: [{{end: é}}]\n"))
    assert len(set(re.findall(r"spot\d+", drawn))) == 2
