"""The graph as an SVG picture that stands alone: laid out by Graphviz's `dot`, then dressed for light and dark pages."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path
from shutil import which

from game.shell.games import UsageError
from game.shell.graph_chart import KINDS, Chart, LinkKind
from game.shell.graph_dot import as_dot

MOST_SPOTS, MOST_LINKS = 2_000, 6_000
PATIENCE_WITH_LABELS, PATIENCE = 15, 30
"""Seconds that a layout may take, first with labels on the ways, then without."""
NOT_NAMED = "too many ways to name them here: rest the pointer on one"
INSTALL = "pip install 'citadel-eight-years-quiet[graph]'"
SVG = "http://www.w3.org/2000/svg"
_XLINK_TITLE = "{http://www.w3.org/1999/xlink}title"
_MARGIN, _LEGEND_LINE = 16.0, 20.0

_LIGHT = {
    "paper": "#ffffff", "ink": "#1f2328", "line": "#57606a", "soft": "#d0d7de", "card": "#ffffff", "lead": "#24292f",
    "on_lead": "#ffffff", "chapter": "#eaeef2", "tag": "#dafbe1", "memory": "#fbefff", "ending": "#fff1e5",
    "lost": "#fff8c5", "missing": "#ffebe9", "blue": "#0969da", "purple": "#8250df", "orange": "#bc4c00",
    "green": "#1a7f37", "red": "#cf222e",
}  # fmt: skip
_DARK = {
    "paper": "#0d1117", "ink": "#e6edf3", "line": "#9198a1", "soft": "#3d444d", "card": "#161b22", "lead": "#e6edf3",
    "on_lead": "#0d1117", "chapter": "#2a313c", "tag": "#12331d", "memory": "#2e1f47", "ending": "#3d2313",
    "lost": "#3a2d05", "missing": "#4c1519", "blue": "#58a6ff", "purple": "#bc8cff", "orange": "#f0883e",
    "green": "#3fb950", "red": "#ff7b72",
}  # fmt: skip
_COLOURS: dict[LinkKind, str] = {
    "start": "ink",
    "goto": "line",
    "call": "blue",
    "return": "blue",
    "recover": "purple",
    "end": "orange",
    "menu": "green",
    "offer": "green",
}


def as_svg(chart: Chart) -> str:
    """The chart drawn. UsageError where nothing can lay it out, or it is too large to be."""
    if len(chart.spots) > MOST_SPOTS or len(chart.links) > MOST_LINKS:
        raise UsageError(
            f"A picture of {len(chart.spots):,} scenes and endings with {len(chart.links):,} ways is larger than can be "
            f"drawn ({MOST_SPOTS:,} and {MOST_LINKS:,}). Say --chapter CHAPTER, or --to text."
        )
    try:
        return dressed(laid_out(as_dot(chart), PATIENCE_WITH_LABELS), chart)
    except TimeoutError:
        pass
    try:
        return dressed(laid_out(as_dot(chart, named=False), PATIENCE), chart, NOT_NAMED)
    except TimeoutError:
        raise UsageError(
            f"The story is too tangled to be drawn in {PATIENCE} seconds. Say --chapter CHAPTER, or --to text."
        ) from None


def layout_program() -> str | None:
    """Where a program is that lays out: `graphviz-pure` beside our own Python first, then that or `dot` on the path."""
    beside = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent)]
    for folder in beside:
        if found := which("graphviz-pure", path=folder):
            return found
    return which("graphviz-pure") or which("dot")


def laid_out(dot: str, patience: float) -> str:
    """What Graphviz draws. UsageError where it is not there or fails, TimeoutError after so many seconds."""
    program = layout_program()
    if program is None:
        raise UsageError(f"Drawing SVG takes Graphviz. Get it with {INSTALL}, or say --to mermaid or --to dot.")
    try:
        done = subprocess.run(
            [program, "-Tsvg"], input=dot.encode("utf-8", "replace"), capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    except OSError as error:
        raise UsageError(f"{program} cannot be run ({error.strerror or error}). Get it anew: {INSTALL}.") from error
    if done.returncode != 0 or not done.stdout:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"{program} could not lay the graph out{': ' + told[-1] if told else ''}.")
    return done.stdout.decode("utf-8", "replace")


def dressed(drawn: str, chart: Chart, remark: str = "") -> str:
    """Graphviz's drawing with our colours as a style sheet, hints where the pointer rests, and a legend below."""
    ET.register_namespace("", SVG)
    drawing = ET.fromstring(drawn)
    picture = drawing.find(f"{{{SVG}}}g")
    assert picture is not None
    _, _, wide, high = (float(number) for number in drawing.get("viewBox", "0 0 100 100").split())
    background = picture.find(f"{{{SVG}}}polygon")
    if background is not None:
        picture.remove(background)
    _undress(picture)
    heading = picture.find(f"{{{SVG}}}title")
    if heading is not None:
        picture.remove(heading)
    legend = _legend(chart, remark)
    width = max(wide, 420.0) + 2 * _MARGIN
    height = high + len(legend) * _LEGEND_LINE + 3 * _MARGIN
    root = ET.Element(
        f"{{{SVG}}}svg",
        {
            "class": "citadel-graph",
            "role": "img",
            "aria-labelledby": "graph-title",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
        },
    )
    _add(root, "title", {"id": "graph-title"}, f"{chart.title}: its scenes and the ways between them")
    _add(root, "style", {}, _style())
    _add(root, "rect", {"class": "paper", "width": "100%", "height": "100%"})
    frame = _add(root, "g", {"transform": f"translate({(width - wide) / 2:.0f} {_MARGIN:.0f})"})
    frame.append(picture)
    below = _add(root, "g", {"class": "legend", "transform": f"translate({_MARGIN:.0f} {high + 2 * _MARGIN:.0f})"})
    for number, (kind, conditional, words) in enumerate(legend):
        y = number * _LEGEND_LINE + 8
        if kind is not None:
            line = _add(below, "g", {"class": f"edge {kind}"})
            dashes = {"stroke-dasharray": "5,3"} if conditional else {}
            _add(line, "path", {"d": f"M0,{y:.0f}H44", **dashes})
            if not conditional:
                _head(line, kind, y)
        _add(below, "text", {"x": "56", "y": f"{y + 4:.0f}", "font-size": "12"}, words)
    return ET.tostring(root, encoding="unicode") + "\n"


def _head(line: ET.Element, kind: LinkKind, y: float) -> None:
    """The arrowhead of a kind in the legend, as `graph_dot` asks for it."""
    hollow = {"class": "hollow"} if kind in ("return", "recover") else {}
    match kind:
        case "menu":
            return
        case "recover":
            points = f"36,{y} 40,{y - 4} 44,{y} 40,{y + 4}"
        case "offer":
            points = f"44,{y} 36,{y - 4} 39,{y} 36,{y + 4}"
        case _:
            points = f"44,{y} 36,{y - 4} 36,{y + 4}"
    _add(line, "polygon", {"points": points, **hollow})
    if kind == "call":
        _add(line, "ellipse", {"cx": "3", "cy": f"{y}", "rx": "3", "ry": "3", "class": "hollow"})


def _undress(picture: ET.Element) -> None:
    """Take Graphviz's own colours and fonts away, and make its links' hints titles, which browsers show."""
    for element in picture.iter():
        if element.get("fill") == "none" and element.tag != f"{{{SVG}}}path":
            element.set("class", "hollow")
        for name in ("fill", "stroke", "font-family", "id", "{http://www.w3.org/XML/1998/namespace}space"):
            element.attrib.pop(name, None)
    for element in picture.iter(f"{{{SVG}}}g"):
        if element.get("class", "").split(" ")[0] not in ("node", "edge", "cluster"):
            continue
        hint = element.find(f"{{{SVG}}}title")
        link = element.find(f".//{{{SVG}}}a[@{_XLINK_TITLE}]")
        if hint is not None and link is not None:
            hint.text = link.get(_XLINK_TITLE)
        elif hint is not None:
            element.remove(hint)
    for element in picture.iter(f"{{{SVG}}}a"):
        element.tag = f"{{{SVG}}}g"
        element.attrib.pop(_XLINK_TITLE, None)


def _add(parent: ET.Element, name: str, attributes: dict[str, str], text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{SVG}}}{name}", attributes)
    child.text = text or None
    return child


def _legend(chart: Chart, remark: str) -> list[tuple[LinkKind | None, bool, str]]:
    """A line for each kind of way in the picture, one for what a dashed line means, and the remark."""
    met = {link.kind for link in chart.links}
    lines: list[tuple[LinkKind | None, bool, str]] = [
        (kind, False, words) for kind, words in KINDS.items() if kind in met
    ]
    if any(link.conditional for link in chart.links):
        lines.append(("goto", True, "dashed: under a condition"))
    if remark:
        lines.append((None, False, remark))
    return lines


def _style() -> str:
    dark = [f"  {rule}" for rule in _rules(_DARK)]
    return "\n".join(["", *_rules(_LIGHT), "@media (prefers-color-scheme: dark) {", *dark, "}", ""])


def _rules(colours: dict[str, str]) -> list[str]:
    """The style sheet in a palette. Colours stand in it as they are: not every viewer knows variables."""
    rules = [
        (".paper", "fill: {paper}"),
        ("text", "fill: {ink}; font-family: Helvetica, Arial, Arimo, 'Liberation Sans', sans-serif"),
        (".cluster path", "fill: none; stroke: {soft}"),
        (".cluster text", "font-weight: bold"),
        (_within("node"), "fill: {card}; stroke: {line}"),
        *((_within(kind), f"fill: {{{kind}}}") for kind in ("chapter", "tag", "memory", "ending")),
        (_within("lead"), "fill: {lead}; stroke: {lead}"),
        (".lead text", "fill: {on_lead}"),
        (_within("unreached"), "fill: {lost}"),
        (_within("missing"), "fill: {missing}; stroke: {red}"),
        *((_within(kind), f"fill: {{{colour}}}; stroke: {{{colour}}}") for kind, colour in _COLOURS.items()),
        (".edge path", "fill: none"),
        (".edge text", "stroke: {paper}; stroke-width: 3px; paint-order: stroke; stroke-linejoin: round"),
        ("g .hollow", "fill: none"),
    ]
    return [
        ", ".join(f".citadel-graph {each}" for each in selector.split(", ")) + f" {{ {look.format_map(colours)} }}"
        for selector, look in rules
    ]


def _within(kind: str) -> str:
    """The shapes of a spot or a link of a kind."""
    return ", ".join(f".{kind} {shape}" for shape in ("path", "polygon", "polyline", "ellipse"))
