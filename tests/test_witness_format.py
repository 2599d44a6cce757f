"""The file of witnesses: written and read again, small, and of no harm when strangers write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.state import Position, Setup
from game.proof.verdicts import Witness
from game.proof.witness_format import WitnessError, decode, encode

IDS = st.from_regex(r"[a-z]{1,4}\.[a-z]{1,4}", fullmatch=True)
SETUPS = st.builds(
    Setup,
    lead=st.sampled_from(["ann", "bob"]),
    seed=st.integers(-(2**63), 2**63 - 1),
    ghost=st.dictionaries(IDS, st.integers(0, 9) | IDS, max_size=2),
    finished=st.lists(IDS, max_size=2).map(tuple),
)
WITNESSES = st.builds(Witness, SETUPS, st.lists(IDS, max_size=8).map(tuple))


@given(st.dictionaries(st.text(max_size=20), WITNESSES, max_size=12))
def test_what_is_written_is_read_again(witnesses: dict[str, Witness]) -> None:
    assert decode(encode("small", witnesses), "small") == witnesses


@given(st.dictionaries(IDS, WITNESSES, max_size=6))
def test_the_same_witnesses_make_the_same_file(witnesses: dict[str, Witness]) -> None:
    assert encode("small", witnesses) == encode("small", dict(reversed(witnesses.items())))


def test_two_thousand_games_take_little_room() -> None:
    moves = tuple(f"scene_{number // 5}.option_{number}" for number in range(60))
    witnesses = {f"option {number}": Witness(Setup(lead="ann"), moves[: number % 60]) for number in range(2_000)}
    assert len(encode("small", witnesses)) < 120_000


def test_an_edit_of_one_game_changes_a_few_lines() -> None:
    witnesses = {f"line {number}": Witness(Setup(lead="ann"), (f"a.{number:02}", "b.c")) for number in range(60)}
    before = encode("small", witnesses).split(b"\n")
    now = encode("small", {**witnesses, "line 30": Witness(Setup(lead="ann"), ("a.30", "d.e"))}).split(b"\n")
    assert sum(line not in before for line in now) <= 2


def test_a_game_taken_up_from_a_position_is_not_kept() -> None:
    setup = Setup(lead="ann", anchor=Position((("hall", ""),), {}))
    with pytest.raises(ValueError):
        encode("small", {"scene hall": Witness(setup, ())})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no file of witnesses"),
        (b"[[[[", "no file of witnesses"),
        (b"[" * 100_000, "no file of witnesses"),
        (b"\xff\xfe", "no file of witnesses"),
        (b'{"format":2,"story":"small"}', "another version"),
        (b'{"format":1,"story":"other"}', "another story, “other”"),
        (b'{"format":1,"story":"small","witnesses":[["a",0,0,"x"]]}', "what is not there"),
        (b'{"format":1,"story":"small","setups":[{"lead":"a"}],"witnesses":[["a",0,1,"x"]]}', "what is not there"),
        (b'{"format":1,"story":"small","setups":[{"lead":"a"}],"witnesses":[["a",-1,0,"x"]]}', "no file"),
        (b'{"format":1,"story":"small","setups":[{"lead":7}]}', "no file"),
        (b" " * (16 * 1024 * 1024 + 1), "larger than 16 MB"),
        (
            b'{"format":1,"story":"small","setups":[{"lead":"a"}],"witnesses":[["a",0,0,"' + b"x " * 20_001 + b'"]]}',
            "longer than is read",
        ),
    ],
)
def test_a_file_of_strangers_ends_in_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(WitnessError, match=told):
        decode(data, "small")


def test_a_small_file_cannot_unfold_into_a_large_one() -> None:
    first = '["a",0,0,"' + "x " * 19_000 + '"]'
    rest = ",".join(f'["a{number}",0,19000,""]' for number in range(1_000))
    data = f'{{"format":1,"story":"small","setups":[{{"lead":"a"}}],"witnesses":[{first},{rest}]}}'
    with pytest.raises(WitnessError, match="longer than is read"):
        decode(data.encode(), "small")
