"""What a game touches: the lines that its pages show, the ways of words that vary, its moves, its ending."""

from __future__ import annotations

import re

import pytest

from game.language.program import Program
from game.play.session import replay
from game.proof.items import excerpt, ways_of
from game.proof.suggesting import suggestions
from game.proof.touched import Touching
from game.proof.verdicts import Witness
from game.proof.way_there import setups
from tests.proofs import FAIR, proved, with_claims
from tests.walks import walk, wander


def touched(program: Program, *moves: str, lead: str = "") -> set[str]:
    return Touching(program).of(walk(program, *moves, lead=lead))


def test_a_game_touches_what_it_shows_and_nothing_else() -> None:
    program, _ = with_claims(FAIR)
    assert touched(program, "hall.go") == {
        "scene hall", "line hall.1", "option hall.go", "line hall.2", "line hall.2.way2", "ending done as ann",
    }  # fmt: skip
    assert touched(program, "porch.stay", lead="bob") == {
        "scene porch", "line porch.1", "option porch.stay", "line porch.stay.1", "ending rain as bob",
    }  # fmt: skip


def test_the_way_that_words_took_is_touched() -> None:
    program, _ = with_claims(FAIR)
    warm = touched(program, "hall.wait")
    assert "line hall.2.way1" in warm and "line hall.2.way2" not in warm


def test_lines_are_touched_just_where_their_words_are_shown(kitchen: Program) -> None:
    touching = Touching(kitchen)
    by_point = {point: {touching.items.all[n].key for n in found} for point, found in touching.items.at_point.items()}
    for number in range(20):
        session = wander(kitchen, number)
        shown = [line.point for at in range(len(session.states)) for line in session.page_at(at).lines]
        found = touching.of(session)
        lines = {key for point in shown for key in by_point.get(point, ()) if key.startswith(("line ", "memory "))}
        whole = {key for key in found if key.startswith(("line ", "memory ")) and not re.search(r"\.way\d+$|\.locked", key)}
        assert whole == lines


def test_every_way_of_words_that_is_touched_stands_on_a_page(kitchen: Program) -> None:
    touching = Touching(kitchen)
    seen = 0
    for number in range(20):
        session = wander(kitchen, number)
        pages = [session.page_at(at) for at in range(len(session.states))]
        words = " ".join(line.text for page in pages for line in page.lines)
        words += " ".join(f"{move.label} {move.locked}" for page in pages for move in page.moves)
        for (part, way), item in touching.items.by_arm.items():
            text = excerpt(ways_of(part)[way])
            if touching.items.all[item].key in touching.of(session) and "…" not in text:
                assert text in words
                seen += 1
    assert seen > 10


def test_a_reason_that_is_shown_is_touched(kitchen: Program) -> None:
    assert "line kitchen.gun.locked" in touched(kitchen)


def test_what_a_witness_shows_its_game_touches(kitchen: Program) -> None:
    program, _, judgement = proved(FAIR)
    touching = Touching(program)
    for each in judgement.verdicts:
        if each.witness is not None and each.item.kind in ("scene", "option", "line", "ending"):
            session = replay(program, each.witness.setup, each.witness.path)
            assert each.item.key in touching.of(session), each.item.key


@pytest.mark.parametrize("known", [(), None])
def test_suggested_plays_come_to_an_ending_and_together_touch_all_that_can_be_had(known: tuple[Witness, ...] | None) -> None:
    program, _, judgement = proved(FAIR)
    games = [each.witness for each in judgement.verdicts if each.witness] if known is None else known
    touching = Touching(program)
    never = {each.item.key for each in judgement.refuted}
    found = suggestions(program, touching, (), setups(program, ["ann", "bob"], 0), games, lambda: True)
    assert all(each.session.page.ending is not None for each in found)
    assert set().union(*(each.adds for each in found)) == {each.key for each in touching.all} - never
    assert len(found) <= 4
    assert [len(each.adds) for each in found] == sorted((len(each.adds) for each in found), reverse=True)
