"""Conditions: precedence, questions, and every slip with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.conditions import parse_expression
from game.language.expressions import Ask, Binary, Constant, Expression, Name, Negate, Not, Words
from game.text.diagnostic import Diagnostic
from tests.typed import typed


def written(tree: Expression | None) -> str:
    """A tree with all its brackets."""
    match tree:
        case Constant(value, truth):
            return str(bool(value)).lower() if truth else str(value)
        case Name(name):
            return name
        case Ask(question, about):
            return f"{question}({about})"
        case Words(names):
            return "{" + ", ".join(name.name for name in names) + "}"
        case Not(of):
            return f"(not {written(of)})"
        case Negate(of):
            return f"(-{written(of)})"
        case Binary(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case _:
            return repr(tree)


@pytest.mark.parametrize(
    ("typed_as", "means"),
    [
        ("a or b and c", "(a or (b and c))"),
        ("a and b or c", "((a and b) or c)"),
        ("not a and b", "((not a) and b)"),
        ("not a == b", "(not (a == b))"),
        ("not not a", "(not (not a))"),
        ("heat + 1 >= 2 * 3", "((heat + 1) >= (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("-heat < 2", "((-heat) < 2)"),
        ("2 * -3", "(2 * (-3))"),
        ("(a or b) and c", "((a or b) and c)"),
        ("torch in tools", "(torch in tools)"),
        ("cover in {doubted, blown}", "(cover in {doubted, blown})"),
        ("trust in {-1, - 2, 0}", "(trust in {-1, -2, 0})"),
        ("visits(kitchen) >= 1", "(visits(kitchen) >= 1)"),
        ("chose(kitchen.wait)", "chose(kitchen.wait)"),
        ("count( tools ) == 2", "(count(tools) == 2)"),
        ("true or false", "(true or false)"),
        ("a and\n  b", "(a and b)"),
        ("ghost.first_lie == told", "(ghost.first_lie == told)"),
        ("été == 1", "(été == 1)"),
    ],
)
def test_precedence_is_in_the_tree(typed_as: str, means: str) -> None:
    mistakes: list[Diagnostic] = []
    assert written(parse_expression(typed(typed_as), mistakes)) == means
    assert mistakes == []


@pytest.mark.parametrize(
    ("typed_as", "code", "line", "column"),
    [
        ("   ", "T001", 2, 3),
        ("cover == 'blown'", "T002", 2, 12),
        ("heat = 2", "T003", 2, 8),
        ("a && b", "T003", 2, 5),
        ("a || b", "T003", 2, 5),
        ("heat ^ 2", "T004", 2, 8),
        ("heat % 2", "T003", 2, 8),
        ("heat // 2", "T005", 2, 9),
        ("heat 2", "T005", 2, 8),
        ("2 <= heat <= 4", "T006", 2, 13),
        ("heat >=", "T007", 2, 10),
        ("(heat >= 2", "T008", 2, 3),
        ("visits(", "T007", 2, 10),
        ("visits(hall, kitchen)", "T005", 2, 14),
        ("max(heat, 2) > 1", "T013", 2, 3),
        ("random(1, 6) == 6", "T013", 2, 3),
        ("visits(kitchen", "T008", 2, 9),
        ("not " * 41 + "a", "T009", 2, 3 + 40 * 4),
        ("heat == 99999999999", "T010", 2, 11),
        ("heat in {" + "1" * 5000 + "}", "T010", 2, 12),
        (" or ".join(["a"] * 500), "T009", 2, 3 + 63 * 5 + 2),
        ("+".join(["a"] * 500), "T009", 2, 3 + 63 * 2 + 1),
        ("heat in {1 2}", "T005", 2, 14),
        ("heat in {-, 0}", "T005", 2, 13),
        ("heat in {-", "T007", 2, 13),
        ("heat in {1, 2", "T008", 2, 11),
        ("a and\nb ? c", "T004", 3, 5),
        ("or b", "T005", 2, 3),
    ],
)
def test_a_slip_is_told_once_with_its_place(typed_as: str, code: str, line: int, column: int) -> None:
    mistakes: list[Diagnostic] = []
    assert parse_expression(typed(typed_as), mistakes) is None
    assert [(each.code, each.span.line, each.span.column) for each in mistakes] == [(code, line, column)]


@given(st.text(alphabet="ab()not andor{},.=<>+-*1 \n?'", max_size=60) | st.text(max_size=40))
def test_any_characters_give_a_tree_or_one_mistake(characters: str) -> None:
    mistakes: list[Diagnostic] = []
    tree = parse_expression(typed(characters), mistakes)
    assert (tree is None) == (len(mistakes) == 1)
