"""Replay codes that strangers made: played as far as they go or refused, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program
from game.play.replay_code import LONGEST, CodeError, Shared, _lettered, follow, read_code, share
from game.play.saves import decode, encode, restore, save
from game.play.session import begin
from game.play.state import Setup
from tests.commands import run
from tests.conftest import KITCHEN
from tests.hostile import STEERING, calm, inside, with_
from tests.patience import patience
from tests.walks import compiled, walk

LOOP = """\
story: {id: loop, title: Loop}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done}}
---
scene: hall
script:
  - A hall.
  - choose:
      o0: {say: Zero, goto: hall, once: false}
      o198: {say: One, goto: hall, once: false}
      o443: {say: Two, goto: hall, once: false}
      out: Leave
  - end: done
"""
"""Three options whose hashes begin alike."""


def code_of(**parts: object) -> str:
    whole = {
        "story": "kitchen",
        "version": "",
        "lead": "daniel",
        "seed": 0,
        "moves": b"",
        "digest": b"",
        "witness": b"",
    }
    return _lettered(Shared(**{**whole, **parts}))  # type: ignore[arg-type]


def test_a_game_as_long_as_any_is_saved_shared_and_followed() -> None:
    loop = compiled(LOOP)
    session = begin(loop, Setup(lead="ann"))
    saved = decode(
        with_(story={"id": "loop"}, setup={"lead": "ann"}, path=["hall.o0", "hall.o198"] * 10_000, position={})
    )
    with patience():
        whole = restore(loop, saved).session
        assert whole is not None and len(whole.path) == 20_000
        assert decode(encode(save(whole))).path == whole.path
        with pytest.raises(CodeError, match="too long"):
            share(whole)
        shorter = whole.rewind(10_000)
        code = share(shorter)
        assert len(code) <= LONGEST
        assert follow(loop, read_code(code)).outcome == "same"
        moves = share(session.play("hall.o0"))
        alike = bytes([read_code(moves).moves[0] & 127]) * 20_000
        followed = follow(loop, read_code(code_of(story="loop", lead="ann", moves=alike)))
        assert followed.session is not None and len(followed.session.path) == 20_000


@pytest.mark.parametrize(
    "parts",
    [
        {"story": f"../../{STEERING}"},
        {"lead": f"../../{STEERING}"},
        {"version": STEERING, "finished": (STEERING,), "ghost": {STEERING: STEERING}, "before": {"a": ["x"] * 5000}},
        {"moves": bytes([127]) * 20_000},
        {"moves": bytes([255]) * 20_000},
        {"stack": (("kitchen", "wait"),) * 1500, "values": {str(number): 1 for number in range(1500)}},
        {"seed": -(2**63)},
        {"digest": b"x" * 10_000, "witness": b"x" * 10_000},
    ],
)
def test_a_code_that_means_harm_is_played_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, parts: dict[str, object]
) -> None:
    code = code_of(**parts)
    for door in (("replay",), ("share", "-"), ("replay", "--transcript", "-"), ("replay", "--cast", "-")):
        with patience():
            calm(run(monkeypatch, *door, "--story", KITCHEN, answers=code))
    calm(run(monkeypatch, "replay", answers=code))
    assert not inside(own_folders) - {"saves"}


def test_a_code_with_any_sign_changed_or_left_out_is_refused(kitchen: Program) -> None:
    code = share(walk(kitchen, "kitchen.coat", "kitchen.wait", "kitchen.go"))
    signs = code.replace("-", "").replace("\n", "")
    for at, sign in enumerate(signs):
        for damaged in (
            signs[:at],
            signs[:at] + signs[at + 1 :],
            signs[:at] + ("0" if sign != "0" else "1") + signs[at + 1 :],
        ):
            with pytest.raises(CodeError):
                read_code(damaged)


@pytest.mark.parametrize(
    "pasted", ["\n" * 50_000, " \n" * 50_000, "0" * 5_000_000, "0\n" * 200_000, "\x00" * 1_000_000]
)
def test_whatever_is_pasted_for_a_code_comes_to_an_end(monkeypatch: pytest.MonkeyPatch, pasted: str) -> None:
    with patience():
        ran = run(monkeypatch, "replay", "--story", KITCHEN, answers=pasted)
    calm(ran, (4,))
