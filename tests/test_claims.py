"""Claims: their six forms, where each part stands, and how `check` tells of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.language.checker import check_story
from game.language.claims import FORMS, parse_claim
from game.language.expressions import Ask, Binary, Name
from game.language.knowledge import Claim
from game.language.parser import parse_story
from game.shell.command_line import main
from game.text.diagnostic import Diagnostic
from game.text.examples import example
from game.text.source import NOWHERE, Source
from tests.patience import patience
from tests.test_conditions import written
from tests.typed import typed


def claim_of(text: str) -> tuple[Claim | None, list[Diagnostic]]:
    mistakes: list[Diagnostic] = []
    return parse_claim("one", typed(text), NOWHERE, mistakes, ["returned", "named"]), mistakes


@pytest.mark.parametrize(
    ("text", "form", "holds", "before"),
    [
        ("always heat <= 5", "always", "(heat <= 5)", None),
        ("never recovered(signal_box)", "never", "recovered(signal_box)", None),
        ("never paid before visits(hall) >= 1", "before", "paid", "(visits(hall) >= 1)"),
        ("never\n  paid\n  before told(it)", "before", "paid", "told(it)"),
        ("never before before paid", "before", "before", "paid"),
        ("never not before", "never", "(not before)", None),
        ("never before.lie == told and before before before", "before", "((before.lie == told) and before)", "before"),
        ("never 6 / before before paid", "before", "(6 / before)", "paid"),
        ("never heat mod before before paid", "before", "(heat mod before)", "paid"),
        ("never mod before paid", "before", "mod", "paid"),
        ("never (paid) before at hall", "before", "paid", "at(hall)"),
        ("never x in {a, b} before y", "before", "(x in {a, b})", "y"),
        ("never at hall before y", "before", "at(hall)", "y"),
        ("heat == 6 and at hall is possible", "possible", "((heat == 6) and at(hall))", None),
        ("ended(named)   is   possible  ", "possible", "ended(named)", None),
        ("always_on is possible", "possible", "always_on", None),
        ("  always   an ending can be reached", "lives", None, None),
    ],
)
def test_a_claim_is_read_by_its_form(text: str, form: str, holds: str | None, before: str | None) -> None:
    claim, mistakes = claim_of(text)
    assert mistakes == []
    assert claim is not None
    parts = [None if part is None else written(part) for part in (claim.holds, claim.before)]
    assert [claim.form, *parts] == [form, holds, before]


def test_each_lead_reaches_lists_endings() -> None:
    claim, mistakes = claim_of("each lead reaches {returned, named}")
    assert claim is not None and (claim.form, claim.endings, mistakes) == ("reaches", ("returned", "named"), [])


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("heat <= 5", "T070", 3),
        ("nevr heat <= 5", "T070", 3),
        ("always an ending can be reachd", "T070", 3),
        ("never", "T001", 8),
        ("never before paid", "T005", 16),
        ("always heat = 5", "T003", 15),
        ("heat >> 6 is possible", "T005", 9),
        ("never paid before", "T001", 20),
        ("never paid before paid before paid", "T005", 26),
        ("each lead reaches named", "T072", 20),
        ("each lead reaches {named, retruned}", "S053", 29),
    ],
)
def test_a_slip_in_a_claim_is_told_at_its_column(text: str, code: str, column: int) -> None:
    _, mistakes = claim_of(text)
    assert [(each.code, each.span.column) for each in mistakes] == [(code, column)]


def test_what_is_no_claim_is_told_with_the_six_forms() -> None:
    _, [mistake] = claim_of("heat <= 5")
    assert len(FORMS) == 6 and all(form in mistake.message for form in FORMS)
    _, [mistake] = claim_of("alwys heat <= 5")
    assert mistake.hint == "did you mean “always”?"


def test_what_is_no_claim_is_told_where_its_words_begin() -> None:
    text = example("claims:\n  calm: |\n\n    heat <= 5\n", "Rain.")
    _, found = parse_story([Source("a.yaml", text)])
    [mistake] = [each for each in found if each.code == "T070"]
    assert text.split("\n")[mistake.span.line - 1] == "    heat <= 5" and mistake.span.column == 5


def test_at_is_a_name_where_no_name_follows_it() -> None:
    claim, mistakes = claim_of("always at == 3 and at in {1, 2} or at hall")
    assert mistakes == [] and claim is not None
    assert written(claim.holds) == "(((at == 3) and (at in {1, 2})) or at(hall))"
    assert isinstance(claim.holds, Binary) and isinstance(claim.holds.right, Ask)
    assert isinstance(claim.holds.left, Binary) and isinstance(claim.holds.left.left, Binary)
    assert isinstance(claim.holds.left.left.left, Name)


@pytest.mark.parametrize("text", ["never " + "before " * 40_000, "x" + " is" * 40_000, "always" + " " * 200_000 + "x"])
def test_a_hostile_claim_comes_to_an_end(text: str) -> None:
    with patience():
        claim_of(text)


def test_a_variable_that_only_a_claim_reads_is_read() -> None:
    text = example("variables: {heat: 0..6}\nclaims: {calm: always heat <= 5}\n", "- set: heat += 1")
    story, found = parse_story([Source("a.yaml", text)])
    assert [*found, *check_story(story)] == []
    assert [claim.id for claim in story.claims] == ["calm"]


def test_a_claim_may_read_one_chapters_variables_and_not_two_chapters() -> None:
    head = example("", "").partition("---")[0]
    tail = "chapter: One\nvariables: {a: false}\n---\nscene: hall\nscript: [{set: a, goto: yard}]\n".replace(
        "[{set: a, goto: yard}]", "\n  - set: a\n  - goto: yard"
    )
    tail += "---\nchapter: Two\nvariables: {b: false}\n---\nscene: yard\nscript:\n  - set: b\n  - end: done\n"
    story, found = parse_story([Source("a.yaml", head + "claims: {one: never a, two: never b}\n---\n" + tail)])
    assert [*found, *check_story(story)] == []
    story, _ = parse_story([Source("a.yaml", head + "claims: {one: never a and b}\n---\n" + tail)])
    assert "T026" in {each.code for each in check_story(story)}


def test_check_judges_claims_and_under_quick_says_that_it_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(example("claims: {seen: at hall is possible, ends: always an ending can be reached}\n", "- Rain."))
    assert main(["check", str(path)]) == 0
    assert "2 claims hold" in capsys.readouterr().out
    assert main(["check", str(path), "--quick"]) == 0
    assert "2 claims: read, but not judged" in capsys.readouterr().out
    for options, verdict in (([], "proved"), (["--quick"], "not judged")):
        assert main(["check", str(path), "--json", *options]) == 0
        told = json.loads(capsys.readouterr().out)["claims"]
        assert told == [{"id": "seen", "verdict": verdict}, {"id": "ends", "verdict": verdict}]


def test_check_says_nothing_of_claims_where_there_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(example("", "- Rain."))
    assert main(["check", str(path)]) == 0
    assert "claim" not in capsys.readouterr().out
