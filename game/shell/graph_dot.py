"""The graph in Graphviz's language, for `dot`; its SVG is drawn from the same."""

from __future__ import annotations

from collections.abc import Iterator

from game.shell.graph_chart import Chart, Link, LinkKind, Spot, SpotKind, by_group, label_of, told

_SHAPES: dict[SpotKind, str] = {
    "lead": 'shape=box, style="rounded,filled", fillcolor="#24292f", fontcolor="#ffffff"',
    "scene": 'shape=box, style="rounded,filled", fillcolor="#ffffff"',
    "chapter": 'shape=folder, style=filled, fillcolor="#eaeef2", margin="0.15,0.08"',
    "tag": 'shape=cds, style=filled, fillcolor="#dafbe1", margin="0.2,0.06"',
    "memory": 'shape=hexagon, style=filled, fillcolor="#fbefff", margin="0.06,0.04"',
    "ending": 'shape=box, style=filled, peripheries=2, fillcolor="#fff1e5"',
    "missing": 'shape=box, style="dashed,filled", color="#cf222e", fillcolor="#ffebe9"',
}
_UNREACHED = ', style="filled,dashed", fillcolor="#fff8c5"'
_ARROWS: dict[LinkKind, str] = {
    "start": 'color="#24292f"',
    "goto": 'color="#57606a"',
    "call": 'color="#0969da", dir=both, arrowtail=odot',
    "return": 'color="#0969da", arrowhead=empty',
    "recover": 'color="#8250df", arrowhead=odiamond',
    "end": 'color="#bc4c00", penwidth=1.8',
    "menu": 'color="#1a7f37", arrowhead=none',
    "offer": 'color="#1a7f37", arrowhead=vee',
}


def as_dot(chart: Chart, named: bool = True) -> str:
    """The chart as one digraph, chapters as clusters. Every name is ours, every text of the author's is quoted.

    Unless `named`, the labels of links are hints alone: a tangle of ways is laid out much sooner without them.
    """
    return "\n".join(_lines(chart, named)) + "\n"


def quoted(text: str) -> str:
    r"""A string that Graphviz shows as it stands: `"` and `\` escaped, and `&`, which would begin an entity."""
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _lines(chart: Chart, named: bool) -> Iterator[str]:
    names = {spot.key: f"n{number}" for number, spot in enumerate(chart.spots)}
    yield "digraph story {"
    yield f'  graph [label={quoted(chart.title)}, labelloc=t, fontname="Helvetica", fontsize=18, ranksep=0.45, nodesep=0.35];'
    yield '  node [fontname="Helvetica", fontsize=12, height=0.4, color="#57606a"];'
    yield '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7];'
    groups, loose = by_group(chart)
    for number, (group, spots) in enumerate(groups):
        yield f"  subgraph cluster_{number} {{"
        yield f'    graph [label={quoted(group.label)}, labeljust=l, fontsize=14, style=rounded, color="#afb8c1"];'
        yield from (f"    {_spot(spot, names[spot.key])}" for spot in spots)
        yield "  }"
    yield from (f"  {_spot(spot, names[spot.key])}" for spot in loose)
    yield from (f"  {_link(link, names[link.source], names[link.target], named)}" for link in chart.links)
    yield "}"


def _spot(spot: Spot, name: str) -> str:
    shape = _UNREACHED if spot.unreached else ""
    kinds = f"{spot.key[0]} unreached" if spot.unreached else spot.key[0]
    about = quoted(f"{spot.label}: {spot.about}" if spot.about else spot.label)
    return f'{name} [label={quoted(label_of(spot))}, tooltip={about}, class="{kinds}", {_SHAPES[spot.key[0]]}{shape}];'


def _link(link: Link, source: str, target: str, named: bool) -> str:
    parts = [_ARROWS[link.kind]]
    if link.conditional:
        parts.append("style=dashed")
    if link.labels and named:
        # The spaces keep words off their line and off one another.
        parts.append("label=" + quoted("\n".join(f"  {label}  " for label in link.labels)))
    parts.append(f"tooltip={quoted(chr(10).join((told(link), *link.about)))}")
    parts.append(f'class="{link.kind}"')
    return f"{source} -> {target} [{', '.join(parts)}];"
