"""Colours: every role of every theme can be read (WCAG 2.2)."""

from __future__ import annotations

import pytest
from rich.color import Color

from game.shell.app.themes import OTHER, PALETTES, PROSE, TERMINAL, StyleFinder, contrast, role_styles, terminal_styles

ADDED = ("emphasis", "strong", "pointed", "selected", "past")
ROLES = [role for role in role_styles(PALETTES["night"]) if role not in ADDED]


def hexadecimal(colour: Color | None) -> str:
    """A colour as #rrggbb."""
    assert colour is not None and colour.triplet is not None
    return colour.triplet.hex


@pytest.mark.parametrize(("first", "second", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_measured_as_wcag_says(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("past", [False, True], ids=["new", "past"])
@pytest.mark.parametrize("on", ["", " pointed", " selected"], ids=["paper", "pointed", "selected"])
def test_all_text_stands_out_from_its_paper(name: str, past: bool, on: str) -> None:
    finder = StyleFinder(role_styles(PALETTES[name]))
    for role in ROLES:
        roles = (role + on).strip()
        style = finder.find(roles, past)
        ratio = contrast(hexadecimal(style.color), hexadecimal(style.bgcolor))
        assert ratio >= 4.5, (role, ratio)
        if role in PROSE and not past and on != " selected":
            assert ratio >= 7, (role, ratio)


def test_every_theme_knows_every_role() -> None:
    assert set(terminal_styles()) == set(role_styles(PALETTES["night"]))


def test_without_colours_weight_and_slant_still_tell_the_roles_apart() -> None:
    styles = terminal_styles()
    assert all(style.color is None and style.bgcolor is None for style in styles.values())
    for role in ("name", "chosen", "place", "memory", "locked", "pointed"):
        assert styles[role] != styles["prose"], role


def test_the_key_for_light_and_dark_leads_from_every_theme_to_another() -> None:
    assert set(OTHER) == {*PALETTES, TERMINAL}
    assert all(PALETTES[OTHER[name]].dark != PALETTES[name].dark for name in PALETTES)
