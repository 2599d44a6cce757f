"""The numbers of a story: what is written, and what plays by chance meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.survey import summary, survey, written
from game.shell.command_line import main
from game.shell.stats import as_table, report
from game.shell.stories import find_story, load

STORY = """\
story: {id: small, title: Small, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: Over.}}
---
scene: hall
script:
  - One two {three|four five}.
  - choose:
      wait: {do: Wait a bit., then: [Six seven., {goto: yard}]}
      go: {do: Go., then: [{end: done}]}
---
scene: yard
script:
  - Eight nine ten.
  - choose: {on: On.}
  - end: done
"""


def small(tmp_path: Path) -> Program:
    (tmp_path / "small.yaml").write_text(STORY, encoding="utf-8")
    program = load(find_story(tmp_path / "small.yaml")).program
    assert program is not None
    return program


def test_every_word_that_stands_in_a_scene_is_counted_once(tmp_path: Path) -> None:
    sizes = {each.scene: (each.words, each.menus, each.options) for each in written(small(tmp_path))}
    assert sizes == {"hall": (2 + 3 + 1 + 3 + 1 + 2, 1, 2), "yard": (3 + 1, 1, 1)}


def test_plays_by_chance_are_the_same_every_time_and_all_end(tmp_path: Path) -> None:
    program = small(tmp_path)
    first, second = survey(program, "ann", 40), survey(program, "ann", 40)
    assert first == second
    assert first.endings == {"done": 40}
    assert set(first.taken) == {"hall.wait", "hall.go", "yard.on"}
    assert sorted(set(first.between)) == [(3, "hall"), (5, "yard")]
    numbers = summary(first)
    assert numbers["single options"] == round(first.taken["yard.on"] / (40 + first.taken["yard.on"]), 3)


def test_the_report_names_options_that_no_play_took(tmp_path: Path) -> None:
    numbers = report(small(tmp_path), plays=1)
    leads = numbers["leads"]
    assert isinstance(leads, dict)
    assert len(leads["ann"]["options never taken"]) in (1, 2)
    assert "options never taken" in as_table(numbers)


def test_the_command_prints_a_table_or_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    story = str(tmp_path / "small.yaml")
    assert main(["stats", story, "--plays", "5"]) == 0
    assert "ann: 16 words in 2 scenes" in capsys.readouterr().out
    assert main(["stats", story, "--plays", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["leads"]["ann"]["plays"] == 5


def test_a_story_without_a_choice_has_numbers_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "story: {id: s, title: S}\nleads: {ann: {name: Ann, start: hall}}\nendings: {done: {title: D, about: D.}}\n"
    (tmp_path / "s.yaml").write_text(f"{head}---\nscene: hall\nscript: [One two., {{end: done}}]\n", encoding="utf-8")
    assert main(["stats", str(tmp_path / "s.yaml"), "--plays", "2"]) == 0
    assert "choices a play           0 (0 to 0)" in capsys.readouterr().out


ASKING = """\
story: {id: asking, title: Asking, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: Over.}}
---
scene: hall
script:
  - ask: Who was it?
    answers:
      tomas: {accepts: [Tomas, Mr Reis], then: The clerk.}
      hale: {accepts: Mrs Hale, then: The keeper.}
    ELSE
  - end: done
"""


@pytest.mark.parametrize(
    ("otherwise", "taken"),
    [("", {"hall.tomas", "hall.hale"}), ("else: Nobody.", {"hall.tomas", "hall.hale", "hall.else"})],
)
def test_a_question_is_a_menu_and_its_answers_are_options(tmp_path: Path, otherwise: str, taken: set[str]) -> None:
    (tmp_path / "asking.yaml").write_text(ASKING.replace("ELSE", otherwise), encoding="utf-8")
    program = load(find_story(tmp_path / "asking.yaml")).program
    assert program is not None
    assert [(each.menus, each.options) for each in written(program)] == [(1, 2)]
    found = survey(program, "ann", 40)
    assert set(found.taken) == taken
    assert found.choices == [1] * 40
    assert found.endings == {"done": 40}
    assert set(found.offered) == {len(taken)}


def test_the_report_names_answers_that_no_play_gave(tmp_path: Path) -> None:
    (tmp_path / "asking.yaml").write_text(ASKING.replace("    ELSE\n", ""), encoding="utf-8")
    program = load(find_story(tmp_path / "asking.yaml")).program
    assert program is not None
    leads = report(program, plays=1)["leads"]
    assert isinstance(leads, dict)
    assert leads["ann"]["options never taken"] in (["hall.tomas"], ["hall.hale"])
