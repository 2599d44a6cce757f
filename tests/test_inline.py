"""Inside a text: what varies, emphasis, typographic signs, and every slip with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.inline import parse_text
from game.language.texts import CLOSE, EMPHASIS, STRONG, IfWords, MatchWords, Plural, Show, Text, Vary
from game.text.diagnostic import Diagnostic
from tests.patience import patience
from tests.typed import typed


def written(text: Text) -> str:
    """A text with its parts told apart: emphasis in angle brackets, parts in square ones."""
    out = []
    for part in text.parts:
        match part:
            case str():
                out.append(part.replace(EMPHASIS, "<em>").replace(STRONG, "<b>").replace(CLOSE, "</>"))
            case Show():
                out.append("[show]")
            case IfWords(_, then, otherwise):
                out.append(f"[if {written(then)}|{written(otherwise)}]")
            case MatchWords(_, cases, otherwise):
                arms = "|".join(f"{case.value}={written(case.words)}" for case in cases)
                out.append(f"[match {arms}|{written(otherwise)}]")
            case Plural(_, forms):
                out.append(f"[plural {'|'.join(f'{form.category}:{written(form.words)}' for form in forms)}]")
            case Vary(sign, choices):
                out.append(f"[{sign}{'|'.join(written(each) for each in choices)}]")
    return "".join(out)


@pytest.mark.parametrize(
    ("typed_as", "means"),
    [
        ("Four screws.", "Four screws."),
        ("Four\n  screws,   lined\tup.", "Four screws, lined up."),
        ("Heat is {heat}.", "Heat is [show]."),
        ("{if heat >= 4? They are close.|Nobody follows.}", "[if They are close.|Nobody follows.]"),
        ("{if heat >= 4? They are close.}", "[if They are close.|]"),
        ("{match cover? intact = Daniel|doubted = Mr Marsh|Mason}", "[match intact=Daniel|doubted=Mr Marsh|Mason]"),
        ("{match heat? 0..2 = calm|3 = warm}", "[match 0..2=calm|3=warm|]"),
        ("{first|second|after that}", "[first|second|after that]"),
        ("{&a|b} {~a|b} {!only once}", "[&a|b] [~a|b] [!only once]"),
        ("a{ b|c }d", "a[ b|c ]d"),
        ("{plural count(a): tool|{b} tools}", "[plural :tool|:[show] tools]"),
        ("{plural a: one = tool |few=x| y }", "[plural one:tool |few:x|: y ]"),
        ("{plural a:}{plural}", "[plural :][show]"),
        ("{if a? x {b|c}|y}", "[if x [b|c]|y]"),
        ("{a|b ? c}", "[a|b ? c]"),
        ("an _odd_ thing", "an <em>odd</> thing"),
        ("an *odd* thing", "an <em>odd</> thing"),
        ("a __very _odd_ thing__", "a <b>very <em>odd</> thing</>"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("_never closed", "_never closed"),
        ("_{heat}_ now", "<em>[show]</> now"),
        ("_a {x|b} c_", "<em>a [x|b] c</>"),
        ("_a {x_|b} c", "_a [x_|b] c"),
        (r"\{ \} \| \* \_ \\", "{ } | * _ \\"),
        ('"Sit down," he says.', "“Sit down,” he says."),
        ('He says "it" twice ("so").', "He says “it” twice (“so”)."),
        ("It's the lads' 'own' tea", "It’s the lads’ ‘own’ tea"),
        ('_"Yes"_', "<em>“Yes”</>"),
        ('{if a? "Yes"|"No"}', "[if “Yes”|“No”]"),
        ('{heat}" wide', "[show]” wide"),
        ("wait -- no--", "wait — no—"),
        ("a | b", "a | b"),
    ],
)
def test_a_text_means(typed_as: str, means: str) -> None:
    mistakes: list[Diagnostic] = []
    assert written(parse_text(typed(typed_as), mistakes)) == means
    assert mistakes == []


@pytest.mark.parametrize(
    ("typed_as", "code", "line", "column"),
    [
        ("a {b|c", "X001", 2, 5),
        ("a {b|{c|d}", "X001", 2, 5),
        ("a {b", "X001", 2, 5),
        ("a\nb} c", "X002", 3, 4),
        ("{a|" * 21 + "}" * 21, "X003", 2, 63),
        ("{if heat >= 4: close}", "X004", 2, 7),
        ("{if a? x|y|z}", "X005", 2, 8),
        ("{plural a? x|y}", "X030", 2, 11),
        ("{plural a | b: c}", "X030", 2, 11),
        ("{match c? x|y = z}", "X006", 2, 13),
        ("a {} b", "X007", 2, 5),
        ("{heat >}", "T007", 2, 10),
        ("{if heat =? x}", "T003", 2, 12),
        ("{match heat? " + "1" * 5000 + " = a|b}", "T010", 2, 16),
        ("{match heat? 1.." + "1" * 5000 + " = a|b}", "T010", 2, 16),
    ],
)
def test_a_slip_is_told_once_with_its_place(typed_as: str, code: str, line: int, column: int) -> None:
    mistakes: list[Diagnostic] = []
    parse_text(typed(typed_as), mistakes)
    assert [(each.code, each.span.line, each.span.column) for each in mistakes] == [(code, line, column)]


@given(st.text(alphabet="ab{}|?=_*\\\"'-~&! \nif", max_size=80))
def test_any_characters_give_a_text(characters: str) -> None:
    mistakes: list[Diagnostic] = []
    parse_text(typed(characters), mistakes)
    assert all(each.span.line >= 1 for each in mistakes)


def test_signs_that_close_nothing_are_looked_at_once() -> None:
    # Each of 80,000 signs might close what was opened before: looked for one by one, that takes minutes.
    with patience():
        assert written(parse_text(typed("a* _b " * 40_000), [])).startswith("a* _b a* _b ")


def test_emphasis_that_crosses_other_emphasis_keeps_both() -> None:
    assert written(parse_text(typed("_a *b_ c* d*"), [])) == "<em>a <em>b</> c</> d*"
