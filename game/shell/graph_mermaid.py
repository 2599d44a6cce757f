"""The graph in Mermaid's language, for pages that draw it: a forge's Markdown, a wiki, a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from game.shell.graph_chart import Chart, Key, LinkKind, Spot, SpotKind, by_group, label_of

MOST_LINKS, MOST_CHARACTERS = 500, 50_000
"""What Mermaid draws unless the page is set to draw more (`maxEdges`, `maxTextSize`); a diagram cannot set it."""

_SHAPES: dict[SpotKind, tuple[str, str]] = {
    "lead": ("([", "])"),
    "scene": ("(", ")"),
    "chapter": ("[[", "]]"),
    "tag": (">", "]"),
    "memory": ("{{", "}}"),
    "ending": ("[/", "\\]"),
    "missing": ("[", "]"),
}
_ARROWS: dict[LinkKind, tuple[str, str]] = {
    "start": ("-->", "-->"),
    "goto": ("-->", "-.->"),
    "call": ("<-->", "<-.->"),
    "return": ("-->", "-.->"),
    "recover": ("--o", "-.-o"),
    "end": ("==>", "-.->"),
    "menu": ("---", "-.-"),
    "offer": ("-->", "-.->"),
}
_COLOURS: dict[LinkKind, str] = {
    "call": "#0969da",
    "return": "#0969da",
    "recover": "#8250df",
    "end": "#bc4c00",
    "menu": "#1a7f37",
    "offer": "#1a7f37",
}
_NAMED: dict[LinkKind, str] = {"return": "return", "call": "call"}
"""Kinds that are told by a word as well, since colour and arrow alone do not say them."""
_UNSAFE = re.compile(r"[^\w ,'’“”?!()…–—→.-]|(?<![^\W_])_|_(?![^\W_])|^\W|(?<=\d)[.)]|--+")


def as_mermaid(chart: Chart) -> str:
    """The chart as one flowchart, chapters as subgraphs."""
    return "\n".join(_lines(chart)) + "\n"


def escaped(text: str) -> str:
    """A label that Mermaid shows as it stands: what could be its syntax, Markdown or HTML is a numbered entity."""
    return "<br/>".join(_UNSAFE.sub(_entity, line) for line in text.split("\n"))


def _entity(found: re.Match[str]) -> str:
    return "".join(f"#{ord(character)};" for character in found.group())


def _lines(chart: Chart) -> Iterator[str]:
    names = _names(chart)
    yield "---"
    # In a title entities stay as they are typed, and Mermaid mends what looks like HTML.
    title = chart.title.replace("<", "‹").replace(">", "›")
    yield f"title: {json.dumps(title, ensure_ascii=False)}"
    yield "---"
    yield "flowchart TD"
    groups, loose = by_group(chart)
    for number, (group, spots) in enumerate(groups):
        yield f'  subgraph chapter{number}["{escaped(group.label)}"]'
        yield from (f"    {_spot(spot, names[spot.key])}" for spot in spots)
        yield "  end"
    yield from (f"  {_spot(spot, names[spot.key])}" for spot in loose)
    coloured: dict[LinkKind, list[int]] = {}
    for number, link in enumerate(chart.links):
        arrow = _ARROWS[link.kind][link.conditional]
        labels = [*([_NAMED[link.kind]] if link.kind in _NAMED else []), *link.labels]
        label = f'|"{escaped(chr(10).join(labels))}"|' if labels else ""
        yield f"  {names[link.source]} {arrow}{label} {names[link.target]}"
        if link.kind in _COLOURS:
            coloured.setdefault(link.kind, []).append(number)
    for kind, numbers in coloured.items():
        yield f"  linkStyle {','.join(map(str, numbers))} stroke:{_COLOURS[kind]}"
    yield from _styles(chart, names)


def _spot(spot: Spot, name: str) -> str:
    before, after = _SHAPES[spot.key[0]]
    return f'{name}{before}"{escaped(label_of(spot))}"{after}'


def _styles(chart: Chart, names: dict[Key, str]) -> Iterator[str]:
    """How leads, and what is not reached or not written, stand out on a light page and on a dark one."""
    marked = {
        "lead": [names[spot.key] for spot in chart.spots if spot.key[0] == "lead"],
        "unreached": [names[spot.key] for spot in chart.spots if spot.unreached],
        "missing": [names[spot.key] for spot in chart.spots if spot.key[0] == "missing"],
    }
    looks = {
        "lead": "fill:#24292f,color:#ffffff,stroke:#8c959f",
        "unreached": "stroke:#9a6700,stroke-width:2px,stroke-dasharray:5 4",
        "missing": "stroke:#cf222e,stroke-width:2px,stroke-dasharray:5 4",
    }
    for kind, members in marked.items():
        if members:
            yield f"  classDef {kind} {looks[kind]}"
            yield f"  class {','.join(members)} {kind}"


def _names(chart: Chart) -> dict[Key, str]:
    """A name for each spot, which stays when the story grows: its kind and its id, where that is plain ASCII."""
    return {
        spot.key: f"{spot.key[0]}_{spot.key[1]}"
        if re.fullmatch(r"[A-Za-z0-9_]{1,80}", spot.key[1])
        else f"spot{number}"
        for number, spot in enumerate(chart.spots)
    }


def links_in(diagram: str) -> int:
    """How many links a diagram of ours has."""
    return len(re.findall(r"^  \w+ [<=-]", diagram, re.MULTILINE))
