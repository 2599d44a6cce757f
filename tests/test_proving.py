"""A story proved within a time, in one process or several, and what is taken from the last run."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.play.state import Setup
from game.proof.judge import judge
from game.proof.verdicts import Item, Judgement, Progress, Verdict, Witness
from game.shell import proving
from game.shell.last_run import recall
from game.shell.places import cache_folder
from game.shell.proving import progress_told
from game.shell.proving_apart import Apart, judge_apart, merged
from game.shell.stories import find_story
from game.shell.unix import interruptible
from tests.commands import run
from tests.proofs import FAIR, TRAP, folder_with, proved, with_claims


def outcomes(judgement: Judgement) -> dict[str, str]:
    return {each.item.key: each.outcome for each in judgement.verdicts}


def test_only_what_is_asked_for_is_judged() -> None:
    program, claims, whole = proved(FAIR)
    part = judge(program, claims, lambda progress: True, only={"option hall.go", "claim warm"})
    found = outcomes(part)
    assert found["option hall.go"] == "proved" and found["claim warm"] == "proved"
    assert all(found[key] in (outcome, "not settled") for key, outcome in outcomes(whole).items())


def test_a_claim_of_many_parts_is_judged_by_itself() -> None:
    program, claims, _ = proved(TRAP)
    assert outcomes(judge(program, claims, lambda progress: True, only={"claim lives"}))["claim lives"] == "refuted"


@pytest.mark.parametrize("text", [FAIR, TRAP])
def test_leads_judged_by_themselves_are_put_together_as_the_whole_is(text: str) -> None:
    program, claims, whole = proved(text)
    of_all = {claim.id for claim in claims if claim.form != "possible"}
    apart = {lead.id: judge(program, claims, lambda progress: True, leads=[lead.id]) for lead in program.leads}
    assert outcomes(merged(apart, of_all)) == outcomes(whole)


def test_processes_find_what_one_finds() -> None:
    program, claims, whole = proved(FAIR)
    shown: list[Progress] = []
    every = [each.item.key for each in whole.verdicts]
    found = judge_apart(program, claims, (), every, None, 2, lambda: False, shown.append)
    assert outcomes(found) == outcomes(whole)


@pytest.mark.parametrize("many", [2, 4])
def test_processes_that_are_stopped_leave_open_what_they_did_not_settle(many: int) -> None:
    program, claims, whole = proved(FAIR)
    every = [each.item.key for each in whole.verdicts]
    found = judge_apart(program, claims, (), every, None, many, lambda: True, lambda progress: None)
    assert set(outcomes(found).values()) <= {"not settled", *outcomes(whole).values()}
    assert "not settled" in outcomes(found).values()


@pytest.mark.parametrize("text", [FAIR, TRAP])
def test_what_a_lead_leaves_open_is_shared_out_among_the_processes_that_are_free(text: str) -> None:
    program, claims, whole = proved(text)
    apart = Apart(program, claims, (), [each.item.key for each in whole.verdicts], len(program.leads) + 3)
    first, apart.waiting = apart.waiting, []
    assert {(task.lead, task.part) for task in first} == {(lead.id, "easy") for lead in program.leads}
    for task in first:
        apart.take(task, Judgement(tuple([replace(each, outcome="not settled") for each in whole.verdicts]), 3))
    shares, apart.waiting = apart.waiting, []
    assert len(shares) > len(first) and {task.part for task in shares} == {"hard"}
    for lead in program.leads:
        keys = [key for task in shares if task.lead == lead.id for key in task.only]
        assert len(keys) == len(set(keys))
    for task in shares:
        apart.take(task, judge(program, claims, lambda progress: True, (), [task.lead], task.only, task.part))
    of_all = {claim.id for claim in claims if claim.form != "possible"}
    found = merged(apart.by_lead, of_all)
    assert outcomes(found) == outcomes(whole)
    assert all(each.states >= 3 for each in found.verdicts), "the states of both searches are counted"


def test_what_a_claim_is_made_of_is_searched_for_though_nobody_asks_for_it() -> None:
    program, claims, whole = proved(TRAP)
    apart = Apart(program, claims, (), ["claim lives"], 4)
    for task in [apart.waiting.pop() for _ in program.leads]:
        apart.take(task, Judgement(tuple([replace(each, outcome="not settled") for each in whole.verdicts]), 3))
    assert {key for task in apart.waiting for key in task.only} == {"life always an ending as ann"}
    for task in apart.waiting:
        apart.take(task, judge(program, claims, lambda progress: True, (), [task.lead], task.only, task.part))
    assert outcomes(apart.by_lead["ann"])["claim lives"] == "refuted"


def test_more_processes_than_leads_find_what_one_finds() -> None:
    program, claims, whole = proved(FAIR)
    every = [each.item.key for each in whole.verdicts]
    found = judge_apart(program, claims, (), every, None, 4, lambda: False, lambda progress: None)
    assert outcomes(found) == outcomes(whole)


def verdict(outcome: str, path: tuple[str, ...] | None = None, *, shortest: bool = False, kind: str = "option") -> Verdict:
    game = None if path is None else Witness(Setup(lead="ann"), path)
    return Verdict(Item(kind, "a.b"), outcome, game, shortest, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (verdict("proved", ("x",)), verdict("refuted"), "proved"),
        (verdict("proved", ("x",)), verdict("not settled"), "proved"),
        (verdict("refuted"), verdict("refuted"), "refuted"),
        (verdict("refuted"), verdict("not settled"), "not settled"),
    ],
)
def test_what_one_lead_can_have_is_had(one: Verdict, other: Verdict, outcome: str) -> None:
    found = merged({"ann": Judgement((one,), 3), "bob": Judgement((other,), 4)}, set())
    assert (found.verdicts[0].outcome, found.states) == (outcome, 7)


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (verdict("refuted", ("x",), kind="claim"), verdict("proved", kind="claim"), "refuted"),
        (verdict("proved", kind="claim"), verdict("proved", kind="claim"), "proved"),
        (verdict("proved", kind="claim"), verdict("not settled", kind="claim"), "not settled"),
    ],
)
def test_a_claim_of_all_games_holds_for_every_lead_or_not(one: Verdict, other: Verdict, outcome: str) -> None:
    found = merged({"ann": Judgement((one,), 3), "bob": Judgement((other,), 4)}, {"a.b"})
    assert found.verdicts[0].outcome == outcome


def test_of_two_games_the_shorter_is_told_and_is_the_shortest_only_where_both_are() -> None:
    long, short = verdict("proved", ("x", "y"), shortest=True), verdict("proved", ("z",), shortest=True)
    found = merged({"ann": Judgement((long,), 1), "bob": Judgement((short,), 1)}, set()).verdicts[0]
    assert found.witness is not None and found.witness.path == ("z",) and found.shortest
    unsure = verdict("not settled")
    assert not merged({"ann": Judgement((unsure,), 1), "bob": Judgement((short,), 1)}, set()).verdicts[0].shortest


def test_ctrl_c_ends_the_search_and_what_was_settled_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR)

    def interrupted(*arguments: object, **options: object) -> Judgement:
        os.kill(os.getpid(), signal.SIGINT)
        return judge(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(proving, "judge", interrupted)
    ran = run(monkeypatch, "check", folder)
    assert ran.code == 130
    assert "Interrupted. What was settled so far:" in ran.out and "not settled" in ran.out
    monkeypatch.undo()
    assert "Proved, in" in run(monkeypatch, "check", folder).out


def test_a_second_ctrl_c_stops_at_once() -> None:
    with interruptible() as stopped:
        assert not stopped()
        os.kill(os.getpid(), signal.SIGINT)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_progress_is_told_on_one_line() -> None:
    told = progress_told(Progress("Ann: every state", 5_000, 1_200, 1_374), 2.0)
    assert told == "1,200 of 1,374 settled, 5,000 states, 2,500 a second: Ann: every state"


def test_a_damaged_last_run_is_none_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR)
    first = run(monkeypatch, "check", folder)
    (kept,) = cache_folder().glob("*.verdicts")
    data = bytearray(kept.read_bytes())
    assert recall(find_story(folder)) is not None
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    assert recall(find_story(folder)) is None
    assert run(monkeypatch, "check", folder) == first


def test_a_run_about_a_chapter_forgets_nothing_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR)
    whole = run(monkeypatch, "check", folder).out
    run(monkeypatch, "check", folder, "--chapter", "1")
    monkeypatch.setattr(proving, "judge", None)
    assert run(monkeypatch, "check", folder).out == whole


def test_after_a_run_about_a_chapter_the_rest_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR)
    run(monkeypatch, "check", folder, "--chapter", "1")
    assert "not settled" not in run(monkeypatch, "check", folder).out


def test_counts_in_the_report_are_those_of_the_verdicts() -> None:
    program, claims = with_claims(FAIR)
    judgement = judge(program, claims, lambda progress: True)
    kinds = Counter(each.item.kind for each in judgement.verdicts if each.outcome == "proved")
    from game.shell.proof_told import Told, proof_told

    told = proof_told(Told(program, judgement, {}))
    assert re.search(rf"^  {kinds['line']} lines can be read$", told, re.M)


def test_a_known_game_shows_only_the_options_that_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.proof.judge.FIRST_LOOK", 1)
    program, claims = with_claims(FAIR)
    known = Witness(Setup(lead="ann"), ("hall.go",))
    judgement = judge(program, claims, lambda progress: True, known=[known])
    options = {v.item.id: v.witness for v in judgement.verdicts if v.item.kind == "option"}
    assert options["hall.go"] == known
    for id, witness in options.items():
        assert witness is not None and id in witness.path
