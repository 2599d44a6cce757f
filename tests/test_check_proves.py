"""`citadel check` as its user meets it: what is proved, what is refuted with a game to play, what is not settled."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from game.shell import proving
from tests.commands import run
from tests.proofs import FAIR, TRAP, folder_with


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "trap", TRAP)


@pytest.fixture
def fair(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "fair", FAIR)


def test_what_holds_is_told_in_counts(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", fair)
    assert (ran.code, ran.err) == (0, "")
    assert "  2 scenes can be entered\n  4 options can be taken\n  7 lines can be read\n  2 endings can be had\n" in ran.out
    assert "    as Ann: done\n    as Bob: done, rain\n  2 claims hold\n" in ran.out
    assert "  as Ann and as Bob an ending can always be reached\n" in ran.out


def test_an_ending_that_only_one_lead_has_is_no_fault(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(run(monkeypatch, "check", fair, "--json").out)
    verdicts = {(each["kind"], each["id"], each["lead"]): each["outcome"] for each in told["proof"]["verdicts"]}
    assert verdicts["ending", "rain", "ann"] == "refuted"
    assert told["ok"] and told["proof"]["refuted"] == 0


def test_what_is_refuted_is_told_with_its_place_and_makes_the_check_fail(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", trap)
    assert ran.code == 1
    assert "story.yaml:18:7: refuted: the option “hall.fly” can never be taken\n 18 |       fly:" in ran.out
    assert "story.yaml:3:46: refuted: the ending “gone” can never be had\n" in ran.out
    assert "refuted: as Ann Ostrow, no ending can be reached any more after “hall.vault”" in ran.out
    assert "refuted: the claim “calm” does not hold" in ran.out
    assert "after 3 moves, and in no game sooner" in ran.out


def test_what_only_follows_from_another_is_counted_with_it(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", trap)
    assert "“sky" not in ran.out and "Clouds" not in ran.out
    assert "4 more items can be had only with it, and so never" in ran.out


def test_what_is_said_of_an_ending_is_told_at_the_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "fair", FAIR.replace("about: Over.", "about: '{if heat == 1? Hot.|Over.}'"))
    ran = run(monkeypatch, "check", folder)
    assert re.search(r"story\.yaml:3:\d+: refuted: “Hot\.” in “Hot\.” can never be read", ran.out)


def test_what_a_condition_lacked_is_told(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "“chose(hall.vault)” held on no page with it (chose(hall.vault) was false)"
    assert told in run(monkeypatch, "check", trap).out


def test_the_code_of_a_refutation_plays_to_it(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(monkeypatch, "check", trap).out.partition("the claim “calm” does not hold")[2]
    code = told.partition("replay code:\n")[2].partition("    i")[0].partition("    its")[0]
    replayed = run(monkeypatch, "replay", "--story", trap, "--plain", code.strip().replace("\n", " "))
    assert replayed.code == 0 and replayed.out.count("> Wait.") == 3


def test_the_last_pages_of_the_game_are_shown_and_all_with_whole(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = run(monkeypatch, "check", trap).out.partition("“calm”")[2].partition("refuted:")[0]
    assert short.count("| > Wait.") == 2 and "| A hall, cold." not in short
    whole = run(monkeypatch, "check", trap, "--whole").out.partition("“calm”")[2].partition("refuted:")[0]
    assert whole.count("| > Wait.") == 3 and "| A hall, cold." in whole


def test_json_has_every_verdict_and_of_faults_the_whole_transcript(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", trap, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["ok"], told["proof"]["complete"]) == (1, False, True)
    verdicts = {f"{each['kind']} {each['id']}": each for each in told["proof"]["verdicts"]}
    assert verdicts["option hall.take"]["witness"]["path"] == ["hall.take"]
    assert "transcript" not in verdicts["option hall.take"]["witness"]
    calm = verdicts["claim calm"]
    assert (calm["outcome"], calm["line"], calm["shortest"]) == ("refuted", 6, True)
    assert calm["witness"]["transcript"].startswith("A hall, cold.\n\n> Wait.")
    assert verdicts["line sky.1"]["follows"] == "option hall.fly"
    assert [each["verdict"] for each in told["claims"]] == ["refuted", "proved", "refuted"]


def test_a_search_that_was_cut_says_not_found_and_never_unreachable(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", fair, "--budget", "0.0000001")
    assert ran.code == 0
    assert re.search(r"not settled: the option “hall.wait” was not found in [\d,]+ states", ran.out)
    assert "the search was cut:" in ran.out and "--budget none runs to the end" in ran.out
    assert "never" not in ran.out and "unreachable" not in ran.out and "refuted" not in ran.out


def test_under_strict_what_is_not_settled_fails_with_a_code_of_its_own(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "check", fair, "--budget", "0.0000001", "--strict").code == 3
    assert run(monkeypatch, "check", fair, "--strict").code == 0


def test_a_chapter_is_told_alone(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", fair, "--chapter", "two")
    assert "The chapter “Two”: 5 of" in ran.out
    assert "  1 scene can be entered\n  2 options can be taken\n  2 lines can be read\n" in ran.out
    assert run(monkeypatch, "check", fair, "--chapter", "Nine").code == 2


@pytest.mark.parametrize("budget", ["0", "-1", "soon", "nan"])
def test_a_budget_that_is_none_is_told(fair: Path, monkeypatch: pytest.MonkeyPatch, budget: str) -> None:
    ran = run(monkeypatch, "check", fair, f"--budget={budget}")
    assert ran.code == 2 and "is neither a number of seconds nor none" in ran.err


def test_an_unchanged_story_is_told_at_once(fair: Path, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [run(monkeypatch, "check", each) for each in (fair, trap)]
    monkeypatch.setattr(proving, "judge", None)
    assert [run(monkeypatch, "check", each) for each in (fair, trap)] == before


def test_a_longer_budget_searches_again_what_was_not_settled(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not settled" in run(monkeypatch, "check", fair, "--budget", "0.0000001").out
    assert "not settled" not in run(monkeypatch, "check", fair).out


def test_an_edit_searches_again_only_what_it_can_have_touched(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "check", fair)
    asked: list[set[str]] = []
    judge = proving.judge

    def noted(*arguments: object, only: list[str], **options: object) -> object:
        asked.append(set(only))
        return judge(*arguments, only=only, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(proving, "judge", noted)
    path = fair / "story.yaml"
    path.write_text(FAIR.replace("set: heat += 2", "set: heat += 1"), encoding="utf-8")
    ran = run(monkeypatch, "check", fair)
    assert ran.code == 1
    assert "refuted: “It is warm.” in “It is warm.” can never be read" in ran.out
    assert "option hall.wait" in asked[0] and "option porch.stay" not in asked[0]


def test_mistakes_are_told_and_nothing_is_proved(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fair / "story.yaml").write_text(FAIR.replace("goto: hall", "goto: hal"), encoding="utf-8")
    ran = run(monkeypatch, "check", fair)
    assert ran.code == 1 and "Proved" not in ran.out


def test_a_warning_that_says_the_same_is_not_said_twice(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fair / "story.yaml").write_text(FAIR + "---\nscene: attic\nscript:\n  - Dust.\n  - end: done\n", encoding="utf-8")
    ran = run(monkeypatch, "check", fair)
    assert ran.code == 1
    assert "warning F004: nothing leads to the scene “attic”" in ran.out
    assert "1 more item refuted where F004 warns above, and 1 item with it." in ran.out
    assert "refuted: the scene" not in ran.out


def test_quick_proves_nothing(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check", trap, "--quick")
    assert ran.code == 0 and "Proved" not in ran.out


# ------------------------------------------------------------------ witnesses


def test_witnesses_are_written_only_when_asked_and_then_read(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fair / "tests" / "witnesses.json"
    run(monkeypatch, "check", fair)
    assert not path.exists()
    ran = run(monkeypatch, "check", fair, "--bless")
    assert "tests/witnesses.json holds 17 games" in ran.out
    kept = json.loads(path.read_bytes())
    assert ["claim warm", 0, 0, "hall.wait"] in kept["witnesses"]
    before = path.read_bytes()
    assert "witnesses.json" not in run(monkeypatch, "check", fair, "--bless").out
    assert path.read_bytes() == before


def test_what_a_kept_game_showed_and_none_does_now_is_said_to_be_lost(fair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "check", fair, "--bless")
    path = fair / "story.yaml"
    path.write_text(FAIR.replace("set: heat += 2", "set: heat += 1"), encoding="utf-8")
    assert "a game that was kept had it once: an edit since has shut it off" in run(monkeypatch, "check", fair).out


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff" * 99, b'{"format":9,"story":"fair"}', b'{"format":1,"story":"no"}'])
def test_a_file_of_witnesses_that_cannot_be_used_is_passed_over_and_told(
    fair: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    path = fair / "tests" / "witnesses.json"
    path.write_bytes(data)
    ran = run(monkeypatch, "check", fair)
    assert ran.code == 0 and "witnesses.json is passed over: " in ran.out and "--bless" in ran.out
    assert path.read_bytes() == data
    run(monkeypatch, "check", fair, "--bless")
    assert "passed over" not in run(monkeypatch, "check", fair).out
