"""Domains and effects: what a declaration and a change say."""

from __future__ import annotations

import pytest

from game.language.domains import parse_domain
from game.language.effects import parse_effect
from game.language.expressions import Constant
from game.language.model import Domain, Enum, Number, SetOf, YesNo
from game.text.diagnostic import Diagnostic
from tests.typed import typed


@pytest.mark.parametrize(
    ("typed_as", "domain", "start"),
    [
        ("0..6", Number(0, 6), 0),
        ("-3..3 = 0", Number(-3, 3), 0),
        ("1..5 = 5", Number(1, 5), 5),
        ("intact | doubted | blown", Enum(("intact", "doubted", "blown")), 0),
        ("a | b = b", Enum(("a", "b")), 1),
        ("false", YesNo(), 0),
        ("true", YesNo(), 1),
        ("set of wire, torch, badge", SetOf(("wire", "torch", "badge")), 0),
        ("set of wire, torch = torch", SetOf(("wire", "torch")), 2),
        ("set of wire, torch = wire, torch", SetOf(("wire", "torch")), 3),
    ],
)
def test_a_declaration_gives_a_domain_and_a_start(typed_as: str, domain: Domain, start: int) -> None:
    mistakes: list[Diagnostic] = []
    assert parse_domain(typed(typed_as), mistakes) == (domain, start)
    assert mistakes == []


@pytest.mark.parametrize(
    ("typed_as", "code"),
    [
        ("some", "T020"),
        ("a | not", "T020"),
        ("6..0", "T021"),
        ("0..99999999999", "T021"),
        ("0..6 = 7", "T022"),
        ("a | b = c", "T022"),
        ("set of wire = torch", "T022"),
        ("a | b | a", "T023"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_told_once(typed_as: str, code: str) -> None:
    mistakes: list[Diagnostic] = []
    assert parse_domain(typed(typed_as), mistakes) is None
    assert [each.code for each in mistakes] == [code]


@pytest.mark.parametrize(
    ("typed_as", "target", "operator"),
    [
        ("heat = 2", "heat", "="),
        ("heat += 1", "heat", "+="),
        ("heat -= heat + 1", "heat", "-="),
        ("attend hands", "hands", "attend"),
    ],
)
def test_an_effect_names_its_target(typed_as: str, target: str, operator: str) -> None:
    effect = parse_effect(typed(typed_as), [])
    assert effect is not None
    assert (effect.target, effect.operator) == (target, operator)


@pytest.mark.parametrize(("typed_as", "value"), [("told", 1), ("not told", 0), ("told = true", 1)])
def test_a_flag_is_set_by_its_name(typed_as: str, value: int) -> None:
    effect = parse_effect(typed(typed_as), [])
    assert effect is not None
    assert isinstance(effect.value, Constant)
    assert (effect.target, effect.value.value, effect.value.truth) == ("told", value, True)


@pytest.mark.parametrize(
    ("typed_as", "code"),
    [("heat plus 1", "T030"), ("", "T030"), ("heat =", "T001"), ("heat == 2", "T030"), ("not", "T030")],
)
def test_an_effect_that_cannot_be_read_is_told_once(typed_as: str, code: str) -> None:
    mistakes: list[Diagnostic] = []
    assert parse_effect(typed(typed_as), mistakes) is None
    assert [each.code for each in mistakes] == [code]
