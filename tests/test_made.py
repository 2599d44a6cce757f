"""Functions that a proof writes for itself: only its own words and numbers get in."""

from __future__ import annotations

import pytest

from game.proof.made import made


def test_what_a_proof_writes_becomes_a_function() -> None:
    assert made("b7", "def b7(s, z):\n if s & 4: return s >> 1\n return (12, s)", {})(4, 4) == 2


@pytest.mark.parametrize(
    "source",
    [
        "def b7(s, z): return open(s)",
        "def b7(s, z): return s.__class__",
        "def b7(s, z): return 'heat'",
        'def b7(s, z): return "heat"',
        "import os",
        "def b7(s, z): return heat",
        "def b7(s, z): return s @ z",
        "def b7(s, z): return s; s = z",
        "def b7(s, z): return s  # heat",
        "def b7(s, z): return ｓ",
    ],
)
def test_any_other_word_or_sign_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="not written by the program"):
        made("b7", source, {})
