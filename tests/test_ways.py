"""Ways: what leads from one scene to another, as the scripts are written."""

from __future__ import annotations

from game.language.parser import parse_story
from game.language.ways import never_entered, ways_of
from game.text.source import Source
from tests.graphs import story_of


def test_every_kind_of_way_is_found_in_the_order_of_the_source() -> None:
    found = [(w.kind, w.source, w.target + (f".{w.at}" if w.at else ""), w.move) for w in ways_of(story_of())]
    assert found == [
        ("menu", "hall", "roofs", ""),
        ("call", "hall", "cellar", "cellar_way"),
        ("goto", "hall", "yard.gate", "gun"),
        ("goto", "hall", "hall.top", "back"),
        ("goto", "hall", "yard", "style"),
        ("goto", "hall", "yard", "again"),
        ("goto", "hall", "yard", ""),
        ("recover", "hall", "stove", ""),
        ("goto", "hall", "hall", "wakes"),
        ("end", "hall", "done", "sleeps"),
        ("return", "cellar", "yard", ""),
        ("goto", "lost", "end", ""),
        ("goto", "yard", "end", "a"),
        ("goto", "yard", "hall", "b"),
        ("call", "end", "cellar", ""),
        ("end", "end", "done", ""),
        ("call", "stove", "attic", ""),
        ("offer", "roofs", "roof", ""),
        ("offer", "roofs", "attic", ""),
    ]


def test_a_way_is_conditional_where_a_condition_stands_over_it() -> None:
    conditional = {(w.source, w.target, w.move) for w in ways_of(story_of()) if w.conditional}
    assert conditional == {("hall", "yard", "gun"), ("hall", "yard", ""), ("cellar", "yard", ""), ("roofs", "roof", "")}


def test_a_branch_of_fate_is_told_from_an_option() -> None:
    assert {w.move for w in ways_of(story_of()) if w.fate} == {"wakes", "sleeps"}


def test_nested_steps_of_every_kind_are_looked_into() -> None:
    story, _ = parse_story(
        [
            Source(
                "a.yaml",
                "scene: a\nscript:\n"
                "  - once: [[{goto: b}]]\n"
                "  - match: heat\n    1: [{goto: c}]\n    else: [{goto: d}]\n"
                "  - choose: {o: {do: O., then: [{choose: {p: {do: P., goto: e}}}]}}\n"
                "  - goto: f\n    if: heat\n",
            )
        ]
    )
    found = [(w.target, w.move, w.conditional) for w in ways_of(story)]
    assert found == [("b", "", True), ("c", "", True), ("d", "", True), ("e", "p", False), ("f", "", True)]


def test_only_what_no_lead_can_come_to_is_never_entered() -> None:
    assert never_entered(story_of()) == {"lost"}
