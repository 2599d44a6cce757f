"""`citadel diff`: what an edit added, took away, renamed and reworded, and how much of it plays by chance meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.chance import met_by_chance
from game.play.difference import difference
from game.proof.edits import Edit, edit_between
from game.shell.diff import differing_part
from game.shell.games import open_story
from tests.commands import run
from tests.conftest import KITCHEN, STORIES
from tests.walks import compiled

BAR = """\
story: {id: bar, title: Bar, version: 1.0.0}
leads: {ann: {name: Ann, start: bar}}
cast: {anton: Anton}
variables: {asked: 0..9, calm: true}
endings: {out: {title: Out, about: "Asked {asked}."}, shut: {title: Shut, about: They shut.}}
memories:
  clock: {owner: ann, title: The clock, provenance: lived, surfaced: A clock., recovered: It was ours.}
---
scene: bar
place: A bar
script:
  - The bar is nearly empty and nobody looks up.
  - anton: What will it be tonight?
  - hub:
      name: {say: Your name?, set: asked += 1, then: [The name is Anton as it always was.]}
      work: {say: Your work?, if: asked >= 1, then: [Clocks are his work and his misfortune.]}
      leave: {do: Leave., leave: true}
  - chance:
      rain: {odds: 1, then: [It rains on the roof.]}
      stars: {odds: 1, then: [call: yard]}
  - if: asked == 0
    then: [end: shut]
  - end: out
---
scene: yard
script:
  - The yard is full of crates tonight.
"""


def bar(*changes: tuple[str, str]) -> Program:
    text = BAR
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return compiled(text)


def edit(*changes: tuple[str, str]) -> Edit:
    return edit_between(bar(), bar(*changes))


def test_of_the_same_story_nothing_was_edited(kitchen: Program) -> None:
    assert edit_between(kitchen, kitchen) == Edit((), (), (), ()) == edit()


@pytest.mark.parametrize("path", sorted((STORIES / "features").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_step_of_the_language_is_like_itself_and_its_plays_too(path: Path) -> None:
    program, again = open_story(path), open_story(path)
    assert edit_between(program, again) == Edit((), (), (), ())
    found = difference(program, again, 6)
    assert found.moved == () and all(each.was == each.now for each in found.endings)


LINES = [
    (("nearly empty", "quite empty"), ["changed"]),
    (("  - anton: What", "  - A glass falls behind the counter.\n  - anton: What"), ["added"]),
    (("  - anton: What will it be tonight?\n", ""), ["gone"]),
    (("  - anton: What will it be tonight?", "  - Somewhere a kettle begins to sing."), ["added", "gone"]),
    (("anton: What will it be tonight?", "'anton (low): What will it be tonight?'"), ["changed"]),
    (("nobody looks up.", "nobody looks {if calm? up|round}."), ["changed"]),
    (("{anton: Anton}", "{anton: Toni}"), ["changed"]),
]


@pytest.mark.parametrize(("change", "kinds"), LINES, ids=lambda value: str(value)[:40])
def test_a_line_is_added_gone_or_changed(change: tuple[str, str], kinds: list[str]) -> None:
    found = edit(change)
    assert sorted(each.kind for each in found.lines) == kinds
    assert [each.kind for each in found.scenes] == ["changed"]
    assert all(each.scene == "bar" for each in found.lines)


def test_a_line_carried_over_to_another_scene_has_moved() -> None:
    line = "  - The bar is nearly empty and nobody looks up.\n"
    found = edit((line, ""), ("  - The yard is", line + "  - The yard is"))
    [moved] = found.lines
    assert (moved.kind, moved.was_scene, moved.scene) == ("moved", "bar", "yard")


CHOICES = [
    (("      leave: {do", "      suit: {say: Your suit?, then: [Nobody.]}\n      leave: {do"), [("added", "bar.suit")]),
    (("      name: {say: Your name?, set: asked += 1, then: [The name is Anton as it always was.]}\n", ""), [("gone", "bar.name")]),
    (("name: {say", "called: {was: [name], say"), [("renamed", "bar.called")]),
    (("Your name?", "And you are?"), [("reworded", "bar.name")]),
    (("if: asked >= 1", "if: asked >= 2"), [("condition", "bar.work")]),
    (("if: asked >= 1, ", ""), [("condition", "bar.work")]),
    (("name: {say: Your name?", "called: {was: [name], say: Your first name?"), [("renamed", "bar.called"), ("reworded", "bar.called")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "found"), CHOICES, ids=lambda value: str(value)[:40])
def test_a_choice_is_added_gone_renamed_reworded_or_under_another_condition(
    change: tuple[str, str], found: list[tuple[str, str]]
) -> None:
    assert [(each.kind, each.id) for each in edit(change).choices] == found


def test_a_condition_is_told_in_the_authors_words() -> None:
    [found] = edit(("if: asked >= 1", "if: asked >= 2 and not calm")).choices
    assert (found.words, found.was) == ("asked >= 2 and not calm", "asked >= 1")


def test_what_is_renamed_with_was_is_no_other_edit() -> None:
    """A scene that is called, a variable in conditions, steps and words, an ending that a condition asks for."""
    asks = BAR.replace("if: asked >= 1", "if: asked >= 1 and not finished(shut)")
    after = (
        asks.replace("scene: yard", "scene: court\nwas: [yard]")
        .replace("call: yard", "call: court")
        .replace("asked: 0..9", "questions: {of: 0..9, was: [asked]}")
        .replace("Asked {asked}", "Asked {questions}")
        .replace("asked +=", "questions +=")
        .replace("asked >=", "questions >=")
        .replace("asked ==", "questions ==")
        .replace("shut: {title", "closed: {was: [shut], title")
        .replace("end: shut", "end: closed")
        .replace("finished(shut)", "finished(closed)")
    )
    found = edit_between(compiled(asks), compiled(after))
    assert [(each.kind, each.id, each.was) for each in found.scenes] == [("renamed", "court", "yard")]
    assert (found.lines, found.choices, found.endings) == ((), (), ())


def test_scenes_come_and_go_with_their_lines() -> None:
    yard = BAR[BAR.index("---\nscene: yard") :]
    found = edit((yard, ""), ("[call: yard]", "[The stars.]"))
    assert [(each.kind, each.id) for each in found.scenes] == [("changed", "bar"), ("gone", "yard")]
    assert [(each.kind, each.scene) for each in found.lines] == [("added", "bar"), ("gone", "yard")]
    back = edit_between(bar((yard, ""), ("[call: yard]", "[The stars.]")), bar())
    assert ("added", "yard") in [(each.kind, each.id) for each in back.scenes]


def test_steps_that_say_nothing_are_told_with_their_scene() -> None:
    [found] = edit(("asked += 1", "asked += 2"), ("asked == 0", "asked == 1")).scenes
    assert found.steps_gone == ("asked = asked + 1", "if asked == 0")
    assert found.steps_added == ("asked = asked + 2", "if asked == 1")


def test_endings_that_are_declared_come_and_go() -> None:
    found = edit(("shut: {title: Shut", "dawn: {title: Dawn"), ("end: shut", "end: dawn"), ("Asked {asked}.", "{asked}."))
    assert [(each.kind, each.id) for each in found.endings] == [("added", "dawn"), ("gone", "shut"), ("changed", "out")]


# ------------------------------------------------------------------ plays by chance


def test_plays_by_chance_are_those_of_the_kitchen_in_all_its_endings(kitchen: Program) -> None:
    met = met_by_chance(kitchen, "daniel", 120)
    assert set(met.endings) == {"out", "tea"}
    assert sum(met.endings.values()) == 120
    assert 0 < met.open["kitchen.gun"] + 1 <= met.meetings["kitchen.gun"]
    assert met.meetings["kitchen.wait"] == met.meetings["kitchen.gun"]


def test_odds_are_kept() -> None:
    story = BAR.replace("rain: {odds: 1", "rain: {odds: 3")
    met = met_by_chance(compiled(story), "ann", 400)
    rained = next(point for point, many in met.read.items() if many and _says(compiled(story), point, "It rains on the roof."))
    assert 0.68 < met.read[rained] / 400 < 0.82


def _says(program: Program, point: int, words: str) -> bool:
    return getattr(getattr(program.code[point], "text", None), "parts", ()) == (words,)


def test_an_option_put_in_shifts_no_play_that_does_not_take_it(kitchen: Program) -> None:
    """The shares of everything else stay, so that what moved is the edit's doing."""
    extra = bar(("      leave: {do", "      never: {say: Never., if: asked >= 9}\n      leave: {do"))
    found = difference(bar(), extra, 100)
    assert found.moved == ()
    assert all(each.was == each.now for each in found.endings)


def test_an_option_that_is_open_less_often_is_told_with_both_shares() -> None:
    found = difference(bar(), bar(("asked += 1", "asked = 0")), 100)
    [moved] = found.moved
    assert moved.id == "bar.work"
    assert moved.shares[0] > 0.2 and moved.shares[1] == 0
    assert difference(bar(), bar(("name: {say", "called: {was: [name], say"), ("asked += 1", "asked = 0")), 100).moved[0].id == "bar.work"


def test_endings_are_gained_and_lost_in_plays() -> None:
    found = difference(bar(), bar(("asked == 0", "asked == 9")), 60)
    shares = {each.id: (each.was, each.now) for each in found.endings}
    assert shares["shut"][0] > 0 and shares["shut"][1] == 0
    assert shares["out"][1] == 1


# ------------------------------------------------------------------ the command


def write(folder: Path, text: str, name: str = "bar.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_report_tells_the_edit_in_a_readers_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = write(tmp_path, BAR, "old.yaml")
    new = write(
        tmp_path,
        BAR.replace("nearly empty", "quite empty")
        .replace("Your name?", "And you are?")
        .replace("if: asked >= 1", "if: asked >= 3")
        .replace("end: shut", "end: out"),
        "new.yaml",
    )
    ran = run(monkeypatch, "diff", old, new, "--plays", "100")
    assert ran.code == 0, ran.err
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[1] == "100% of plays meet a line or a choice that is new or has other words."
    for told in (
        "changed bar: 1 changed of its lines",
        "reworded bar.name “And you are?”",
        "was “Your name?”",
        "if bar.work: asked >= 3",
        "100% changed bar: “The bar is quite empty and nobody looks up.”",
        "was “The bar is nearly empty and nobody looks up.”",
    ):
        assert told in lines, ran.out
    assert any(line.startswith("lost shut:") for line in lines)
    assert any(line.startswith("bar.work: ") and "now 0% of" in line for line in lines)
    assert run(monkeypatch, "diff", old, new, "--plays", "100").out == ran.out


def test_the_report_as_json_has_shares_of_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = write(tmp_path, BAR.replace("on the roof.", "on the roof tonight.").replace("Your work?", "Work?"))
    old = write(tmp_path, BAR, "old.yaml")
    answer = json.loads(run(monkeypatch, "diff", old, new, "--plays", "200", "--seed", "4", "--json").out)
    [line] = answer["lines"]
    assert (line["kind"], line["was"]) == ("changed", "It rains on the roof.")
    assert 0.3 < line["share"] < 0.7
    assert answer["touched"] >= line["share"]
    assert answer["choices"][0]["kind"] == "reworded"
    assert answer["reached"]["out"][0] == answer["reached"]["out"][1]
    assert answer["availability"] == []


def test_a_line_that_is_gone_is_counted_in_the_plays_of_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = write(tmp_path, BAR, "old.yaml")
    new = write(tmp_path, BAR.replace("  - The bar is nearly empty and nobody looks up.\n", ""))
    [line] = json.loads(run(monkeypatch, "diff", old, new, "--plays", "20", "--json").out)["lines"]
    assert (line["kind"], line["share"]) == ("gone", 1.0)


def test_nothing_edited_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "diff", KITCHEN, KITCHEN, "--plays", "10")
    assert ran.out.endswith("Nothing that a reader could meet was edited.\n")


def test_two_stories_are_no_two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "diff", KITCHEN)
    assert ran.code == 2
    assert "are two stories, not two versions of one" in ran.err


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("It rains.", "It pours.", ("It rains.", "It pours.")),
        ("a " * 60 + "one" + " b" * 60, "a " * 60 + "two" + " b" * 60, ("… " + "a " * 30 + "one" + " b" * 30 + " …",) * 2),
        ("same", "same and more", ("same", "same and more")),
        ("aa", "aaa", ("aa", "aaa")),
        ("", "x", ("", "x")),
    ],
)
def test_of_a_long_line_the_part_is_shown_that_differs(one: str, other: str, told: tuple[str, str]) -> None:
    now, was = differing_part(one, other)
    assert (now, was.replace("two", "one")) == told


def test_a_scene_rewritten_from_end_to_end_is_told_line_by_line() -> None:
    def long(word: str) -> Program:
        said = "".join(f"  - {word} {number} {word} {number * 7} {word}.\n" for number in range(300))
        return compiled(BAR.replace("  - The yard is full of crates tonight.\n", said))

    found = edit_between(long("alpha"), long("beta"))
    assert [each.kind for each in found.lines].count("added") == 300 == [each.kind for each in found.lines].count("gone")
