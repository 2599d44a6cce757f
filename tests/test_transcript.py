"""The transcript: what was shown and what was decided, in the order of reading."""

from __future__ import annotations

import pytest

from game.language.program import Program
from game.play.page import Line, Move, Styled
from game.play.transcript import Chosen, _guarded, _marked, as_markdown, as_text, decided, entries, spoken
from tests.walks import walk, wander


def test_entries_are_every_page_with_what_was_decided_between(kitchen: Program) -> None:
    session = walk(kitchen, "kitchen.coat", "kitchen.tea")
    told = list(entries(session))
    assert [entry.move.id for entry in told if isinstance(entry, Chosen)] == ["kitchen.coat", "kitchen.tea"]
    assert [entry.number for entry in told if isinstance(entry, Chosen)] == [0, 1]
    pages = [line for number in range(3) for line in session.page_at(number).lines]
    assert [entry for entry in told if isinstance(entry, Line)] == pages


def test_a_later_beginning_is_the_rest_of_the_whole(kitchen: Program) -> None:
    for number in range(12):
        session = wander(kitchen, number)
        whole = list(entries(session))
        for first in range(1, len(session.path) + 1):
            cut = next(n for n, entry in enumerate(whole) if isinstance(entry, Chosen) and entry.number == first - 1)
            assert list(entries(session, first)) == whole[cut + 1 :]


class FakeSession:
    """As much of a session as a transcript reads, from lists of lines."""

    def __init__(self, *pages: tuple[Line, ...]) -> None:
        self.pages = pages
        self.path = tuple(f"scene.m{number}" for number in range(len(pages) - 1))

    def page_at(self, number: int) -> object:
        from game.play.page import Page

        return Page(lines=self.pages[number], moves=(Move(id=f"scene.m{number}", label="On."),))


def test_a_place_is_told_only_when_it_changes() -> None:
    here, there = Line(text="Here", kind="place"), Line(text="There", kind="place")
    word = Line(text="A word.")
    session = FakeSession((here, word), (here, word), (word,), (there, word), (here,))
    told = [entry.text for entry in entries(session) if isinstance(entry, Line)]  # type: ignore[arg-type]
    assert told == ["Here", "A word.", "A word.", "A word.", "There", "A word.", "Here"]
    late = [entry.text for entry in entries(session, 2) if isinstance(entry, Line)]  # type: ignore[arg-type]
    assert late == ["A word.", "There", "A word.", "Here"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Line(text="Rain."), "Rain."),
        (Line(text="Sit.", kind="speech", speaker="o", name="Orlick"), "Orlick: Sit."),
        (Line(text="Sit.", kind="speech", name="Orlick", manner="low"), "Orlick (low): Sit."),
        (Line(text="A door.", kind="surfaced", name="The green door"), "The green door. A door."),
        (Line(text="A man.", kind="note"), "Noted: A man."),
        (Line(text="Lisbon", kind="place"), "Lisbon"),
    ],
)
def test_a_line_is_told_by_its_kind(line: Line, told: str) -> None:
    assert spoken(line) == told


def test_what_is_said_stands_in_quotation_marks() -> None:
    assert decided(Move(id="a.b", label="That’s my coat.", kind="say")) == "“That’s my coat.”"
    assert decided(Move(id="a.b", label="Wait.")) == "Wait."


def test_fate_is_told_where_its_author_gave_it_words(kitchen: Program) -> None:
    moves = ("kitchen.wait", "kitchen.go", "green_door.hands")
    told = {as_text(walk(kitchen, *moves, seed=seed)) for seed in range(12)}
    assert any("> (fate: The dog wakes)" in text for text in told)
    assert any("The dog sleeps on." in text and "(fate:" not in text for text in told)


def test_the_ending_closes_the_text_and_the_markdown(kitchen: Program) -> None:
    session = walk(kitchen, "kitchen.wait", "kitchen.go", "green_door.hands", "kitchen.stay")
    assert as_text(session).endswith("Tea for two\n\nThe kettle whistles once.\n")
    assert "\n## Tea for two\n\nThe kettle whistles once.\n" in as_markdown(session)


def test_markdown_tells_the_game(kitchen: Program) -> None:
    told = as_markdown(walk(kitchen, "kitchen.coat", "kitchen.tea", "kitchen.name"))
    assert told.startswith("# The Kitchen\n\n*Daniel Marsh*\n\n### Barrington Street, Halifax")
    assert "You left it *off*." in told
    assert "**Bernard Orlick (to the kettle):** It whistles twice." in told
    assert "\n> **“That’s my coat.”**\n" in told
    assert "**The green door.** *A door the green of hospital soap.*" in told


@pytest.mark.parametrize(
    ("text", "styles", "marked"),
    [
        ("2 * 3 [x](y) <b> a_b", (), r"2 \* 3 \[x\](y) \<b\> a\_b"),
        ("so it is", (Styled(0, 2, "emphasis"),), "*so* it is"),
        ("so it is", (Styled(6, 8, "strong"), Styled(0, 2, "emphasis")), "*so* it **is**"),
        ("abcdef", (Styled(0, 4, "emphasis"), Styled(2, 6, "strong")), "*abcd***ef**"),
        ("ab", (Styled(0, 99, "strong"),), "**ab**"),
    ],
)
def test_markdown_keeps_signs_and_emphasis(text: str, styles: tuple[Styled, ...], marked: str) -> None:
    assert _marked(Line(text=text, styles=styles)) == marked


@pytest.mark.parametrize(("text", "kept"), [("- so", "\\- so"), ("1974. A year", "1974\\. A year"), ("A - b", "A - b")])
def test_a_paragraph_does_not_become_a_list(text: str, kept: str) -> None:
    assert _guarded(text) == kept
