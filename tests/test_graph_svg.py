"""The SVG picture: one that stands alone, shows texts as texts, and keeps its words apart."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from game.shell import graph_svg
from game.shell.games import UsageError
from game.shell.graph_chart import Chart, Link, Spot
from game.shell.graph_svg import SVG, as_svg
from tests.graphs import TITLE, chart, large


def words_in(picture: ET.Element) -> list[str]:
    return [text for each in picture.iter(f"{{{SVG}}}text") if (text := "".join(each.itertext()).strip())]


def test_it_stands_alone_and_the_story_cannot_add_elements() -> None:
    picture = ET.fromstring(as_svg(chart()))
    assert {each.tag.removeprefix(f"{{{SVG}}}") for each in picture.iter()} <= {
        *("svg", "title", "style", "rect", "g", "path", "polygon", "polyline", "ellipse", "text")
    }
    assert not any("href" in name or name.startswith("on") for each in picture.iter() for name in each.attrib)
    assert TITLE in words_in(picture)
    assert 'Ann </text><script>&lt; \\G "Q"' in words_in(picture)
    style = picture.find(f"{{{SVG}}}style")
    assert style is not None
    assert "prefers-color-scheme: dark" in (style.text or "")


def test_hints_tell_the_options_words_and_a_legend_each_kind_of_way() -> None:
    drawn = chart()
    picture = ET.fromstring(as_svg(drawn))
    hints = [each.text or "" for each in picture.iter(f"{{{SVG}}}title")]
    assert any("cellar_way: 1. Go `down` | <b>x</b> “q” #quot;" in hint for hint in hints)
    legend = next(g for g in picture.iter(f"{{{SVG}}}g") if g.get("class") == "legend")
    assert len(list(legend.iter(f"{{{SVG}}}text"))) == len({link.kind for link in drawn.links}) + 1


def test_no_words_overlap() -> None:
    """Words as boxes: as high as their size, half as wide a letter, which is more than Helvetica takes on the mean."""
    boxes: list[tuple[float, float, float, float, str]] = []
    for each in ET.fromstring(as_svg(chart())).find(f"{{{SVG}}}g").iter(f"{{{SVG}}}text"):  # type: ignore[union-attr]
        words = "".join(each.itertext()).strip()
        x, y, size = (float(each.get(name, "14")) for name in ("x", "y", "font-size"))
        half = len(words) * size * 0.25
        boxes.append((x - half, y - size * 0.8, x + half, y, words))
    assert len(boxes) > 15
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_a_thousand_scenes_are_drawn() -> None:
    picture = as_svg(chart(text=large(1000)))
    assert picture.count('class="node scene"') == 1000


def test_what_is_too_large_is_refused_with_the_way_out() -> None:
    spots = tuple(Spot(("scene", f"s{n}"), f"s{n}") for n in range(graph_svg.MOST_SPOTS + 1))
    with pytest.raises(UsageError, match="--chapter"):
        as_svg(Chart("Large", (), spots, ()))


def test_a_tangle_is_drawn_without_labels_and_refused_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    real = graph_svg.laid_out

    def slow(dot: str, patience: float) -> str:
        given.append(dot)
        if len(given) == 1:
            raise TimeoutError
        return real(dot, patience)

    monkeypatch.setattr(graph_svg, "laid_out", slow)
    spots = (Spot(("scene", "a"), "a"), Spot(("scene", "b"), "b"))
    tangle = Chart("T", (), spots, (Link(spots[0].key, spots[1].key, "goto", False, ("coat",)),))
    assert "coat" not in words_in(ET.fromstring(as_svg(tangle)))
    assert re.search("  coat  ", given[0])

    def never(dot: str, patience: float) -> str:
        raise TimeoutError

    monkeypatch.setattr(graph_svg, "laid_out", never)
    with pytest.raises(UsageError, match="--chapter"):
        as_svg(tangle)


def test_a_layout_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TimeoutError):
        graph_svg.laid_out("digraph {}", 0.0)


def test_without_a_layout_program_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(graph_svg.sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(UsageError, match=re.escape("citadel-eight-years-quiet[graph]")):
        as_svg(chart())
