"""JSON mode: one object a page, one move id a line; every game can be played to its end by a program."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from game.language.program import Program
from game.play.saves import decode, restore
from game.play.session import Session, begin
from game.play.state import Setup
from game.shell.fate import settle
from game.shell.games import shelf_of
from game.shell.json_mode import converse, page_told
from tests.commands import run, spawn
from tests.conftest import KITCHEN
from tests.walks import walk


def told(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_page_is_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", KITCHEN, "--json", "--seed", "3", "--as", "daniel", answers="kitchen.coat\n")
    assert ran.code == 0
    first, second = told(ran.out)
    assert set(first) == {
        "story", "lead", "seed", "chapter", "scene", "place", "time", "lines", "moves", "ending", "trouble", "path",
    }  # fmt: skip
    assert (first["story"], first["lead"], first["seed"], first["path"], first["ending"]) == (
        "kitchen",
        "daniel",
        3,
        [],
        None,
    )
    assert first["lines"][-1] == {
        "kind": "speech",
        "text": "It whistles twice. Did you know that?",
        "speaker": "orlick",
        "name": "Bernard Orlick",
        "manner": "to the kettle",
    }
    assert first["moves"][1] == {"id": "kitchen.coat", "label": "That’s my coat.", "kind": "say", "locked": ""}
    assert first["moves"][2]["locked"] == "The drawer is empty. You looked on Sunday."
    assert [line["text"] for line in second["lines"]] == ["It was on the hook. I was cold."]
    assert second["path"] == ["kitchen.coat"]


@pytest.mark.parametrize("line", ["zzz", "kitchen.gun", "coat", "1", "undo", "[]", "\x00", "x" * 50_000, "\udce9"])
def test_what_is_no_open_move_gets_an_error_and_play_goes_on(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    answers = f"{line}\nkitchen.wait\n".encode("utf-8", "surrogateescape")
    _, error, page = told(run(monkeypatch, "play", KITCHEN, "--json", answers=answers).out)
    assert set(error) == {"error", "moves"}
    assert len(error["error"]) < 300
    assert error["moves"] == ["kitchen.wait", "kitchen.coat", "kitchen.tea"]
    assert page["path"] == ["kitchen.wait"]


def test_blank_lines_and_windows_line_ends_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = b"\xef\xbb\xbfkitchen.wait\r\n\r\n  \nkitchen.go\r\n"
    pages = told(run(monkeypatch, "play", KITCHEN, "--json", answers=answers).out)
    assert [page["path"] for page in pages] == [[], ["kitchen.wait"], ["kitchen.wait", "kitchen.go"]]


def test_an_ending_ends_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = "stairs.jump\nmore\n"
    ran = run(monkeypatch, "play", KITCHEN, "--json", "--as", "ines", answers=moves)
    assert ran.code == 0
    last = told(ran.out)[-1]
    assert last["moves"] == []
    assert last["ending"]["id"] == "out"
    assert last["ending"]["about"].startswith("The door is open")


def test_fates_moves_stand_in_the_path_and_are_never_asked_for(kitchen: Program) -> None:
    session = walk(kitchen, "kitchen.wait", "kitchen.go", "green_door.hands")
    page = page_told(session, 3)
    assert page["path"][-1] in ("kitchen.wakes", "kitchen.sleeps")
    assert all(move["kind"] != "fate" for move in page["moves"])
    assert [line["kind"] for line in page["lines"]] == ["recovered", "narration", "note"]


def test_the_same_seed_tells_the_same_game() -> None:
    answers = b"kitchen.wait\nkitchen.go\ngreen_door.hands\n"
    one, two = (spawn("play", KITCHEN, "--json", "--seed", "11", answers=answers) for _ in range(2))
    assert one == two
    assert one.code == 0
    assert len(told(one.out)) == 4


def test_a_bot_leaves_no_saved_games_unless_it_names_a_folder(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, tmp_path: Path, kitchen: Program
) -> None:
    run(monkeypatch, "play", KITCHEN, "--json", answers="kitchen.wait\n")
    assert not (own_folders / "saves").exists()
    run(monkeypatch, "play", KITCHEN, "--json", "--saves", tmp_path, answers="kitchen.wait\n")
    saved = decode((tmp_path / "kitchen" / "autosave-daniel.json").read_bytes())
    assert restore(kitchen, saved).outcome == "same"


class Bot(io.BytesIO):
    """A reader that answers at random from what was last written."""

    def __init__(self, number: int, written: io.BytesIO) -> None:
        super().__init__()
        self.dice = Random(number)
        self.written = written

    def readline(self, size: int | None = -1, /) -> bytes:
        page = json.loads(self.written.getvalue().splitlines()[-1])
        moves = [move["id"] for move in page["moves"] if not move["locked"]]
        return self.dice.choice(moves).encode() + b"\n"


@pytest.mark.parametrize("lead", ["daniel", "ines"])
def test_random_games_end(kitchen: Program, lead: str) -> None:
    for number in range(40):
        written = io.BytesIO()
        code = converse(settle(begin(kitchen, Setup(lead=lead, seed=number))), Bot(number, written), written)
        last = json.loads(written.getvalue().splitlines()[-1])
        assert code == 0
        assert last["ending"]
        assert replayed(kitchen, lead, number, last["path"]).page.ending


def replayed(program: Program, lead: str, seed: int, path: list[str]) -> Session:
    from game.play.session import replay

    return replay(program, Setup(lead=lead, seed=seed), tuple(path))


def test_a_story_that_cannot_go_on_is_trouble_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, kitchen: Program, tmp_path: Path
) -> None:
    from game.play.page import Page

    stuck = Page(lines=(), trouble="it comes round to itself")
    monkeypatch.setattr(Session, "page", property(lambda self: stuck))
    written = io.BytesIO()
    session = Session(kitchen, Setup(lead="daniel"), (), ())
    monkeypatch.setattr("game.shell.json_mode.entries", lambda session, first: iter(()))
    assert converse(session, io.BytesIO(b"kitchen.wait\n"), written, shelf_of(kitchen, tmp_path)) == 1
    assert json.loads(written.getvalue())["trouble"] == "it comes round to itself"


TAGGED = """\
story: {id: quay, title: The Quay}
leads: {vera: {name: Vera, start: hall}}
cast: {hale: Mrs Hale}
variables: {heat: 0..6 = 1, asked: false, cover: intact | blown, bag: "set of key, map = key"}
endings: {away: {title: Away}}
---
scene: hall
place: The quay
tags: [indoors]
script:
  - hale: You are the third this week, {heat}, {cover}, {bag}{if asked?, again}.
    tags: [dry, loud]
  - choose:
      sign: {do: Sign., tags: [nib], set: [heat += 2, asked, bag += map], then: [{note: Signed., tags: [ink]}, Rain.]}
      name: {do: Give a name., then: {goto: name}}
    tags: [menu]
  - choose: {from: door, in_the_end: Go on.}
  - end: away
---
scene: name
script:
  - if: heat >= 1
    then: A name.
    tags: [unheard]
  - ask: Whose?
    tags: [asked]
    answers:
      mine: {accepts: [mine], then: Yes.}
  - end: away
---
scene: porter
tags: [outdoors]
offer: {in: door, do: Meet the porter.}
script: He waits.
"""


def tagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str, *options: str) -> list[dict[str, Any]]:
    (tmp_path / "quay.yaml").write_text(TAGGED, encoding="utf-8")
    ran = run(monkeypatch, "play", tmp_path / "quay.yaml", "--json", *options, answers=answers)
    assert ran.code == 0, ran
    return told(ran.out)


def tags_of(told: list[dict[str, Any]]) -> list[list[str] | None]:
    return [each.get("tags") for each in told]


def test_tags_stand_on_the_scene_the_line_and_the_move_that_have_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tagged(tmp_path, monkeypatch, "hall.sign\n")
    assert first["tags"] == second["tags"] == ["indoors"]
    assert [line["kind"] for line in first["lines"]] == ["place", "speech"]
    assert tags_of(first["lines"]) == [None, ["dry", "loud"]]
    assert tags_of(first["moves"]) == [["nib"], None]
    assert tags_of(second["lines"]) == [["ink"], None]
    assert [move["id"] for move in second["moves"]] == ["hall.in_the_end", "porter"]
    assert tags_of(second["moves"]) == [None, ["outdoors"]]


def test_tags_of_a_step_are_not_those_of_the_steps_under_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, second = tagged(tmp_path, monkeypatch, "hall.name\n")
    assert "tags" not in second
    assert [(line["text"], line.get("tags")) for line in second["lines"]] == [("A name.", None), ("Whose?", ["asked"])]


def test_values_are_told_where_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tagged(tmp_path, monkeypatch, "hall.sign\n", "--values")
    assert first["values"] == {"heat": 1, "asked": False, "cover": "intact", "bag": ["key"]}
    assert second["values"] == {"heat": 3, "asked": True, "cover": "intact", "bag": ["key", "map"]}
    assert second["values"]["asked"] is True
    assert "values" not in tagged(tmp_path, monkeypatch, "")[0]


def test_values_without_json_are_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", KITCHEN, "--plain", "--values")
    assert (ran.code, ran.out) == (2, "")
    assert "--json" in ran.err


def test_a_story_without_tags_has_no_table_of_them(kitchen: Program) -> None:
    assert kitchen.tags == {}
