"""`citadel play --opposite` and `--before`: every door by which a finished game comes in, and what is said of those that do not."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.replay_code import share
from game.play.saves import decode, encode, save
from game.play.session import Session
from game.shell.games import open_story, shelf_of
from game.shell.opening import _opened
from game.shell.options import Options
from game.shell.places import saves_folder
from game.shell.printed import Paper
from tests.commands import Ran, run
from tests.conftest import STORIES
from tests.walks import walk

FEATURES = STORIES / "features"
TWO, THREE, NEXT = (FEATURES / f"{name}.yaml" for name in ("legacy", "ghosts_of_three", "following"))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A finished game of Nadia's, on the shelf as `autosave-nadia`."""
    assert run(monkeypatch, "play", TWO, "--as", "nadia", "--seed", "3", answers="tell\n").code == 0
    return walk(open_story(TWO), "archive.tell", lead="nadia")


def put(story: Path, name: str, *moves: str, lead: str) -> Path:
    """A saved game on its story's shelf."""
    program = open_story(story)
    return shelf_of(program, saves_folder()).place(save(walk(program, *moves, lead=lead)), name)


def test_the_autosave_of_an_ending_holds_the_legacy(told: Session) -> None:
    saved = decode((saves_folder() / "legacy" / "autosave-nadia.json").read_bytes())
    assert saved.legacy == save(told).legacy != {}


def test_saves_by_hand_at_an_ending_hold_it_too(told: Session) -> None:
    shelf = shelf_of(told.program, saves_folder())
    for path in (shelf.write("hers", told), shelf.quick_save(told)):
        assert decode(path.read_bytes()).legacy == save(told).legacy


@pytest.mark.parametrize("given", ["autosave-nadia", "legacy/autosave-nadia", "file", "code"])
def test_a_partner_comes_by_name_by_file_and_by_code(
    told: Session, given: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(saves_folder() / "legacy" / "autosave-nadia.json", tmp_path / "hers.json")
    meant = {"file": str(tmp_path / "hers.json"), "code": share(told)}.get(given, given)
    ran = run(monkeypatch, "play", TWO, "--opposite", meant)
    assert ran.code == 0 and ran.err == ""
    assert ran.out.startswith("Legacy\n\nOpposite Nadia Sinh, who came to “Done”.\n\nSomebody was here before.")
    assert "She told it." in ran.out


def test_the_storys_own_shelf_comes_before_others_of_the_same_name(told: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    put(THREE, "hers", "hall.open", lead="nadia")
    put(TWO, "hers", "archive.keep", lead="nadia")
    assert "She kept it." in run(monkeypatch, "play", TWO, "--opposite", "hers").out


def test_an_imported_game_is_as_good_as_one_of_mine(told: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    code = share(told)
    assert run(monkeypatch, "saves", "import", code, "--name", "a friend's", "--story", TWO).code == 0
    assert "She told it." in run(monkeypatch, "play", TWO, "--opposite", "a friend's").out


def test_json_mode_tells_whom_it_is_played_opposite(told: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    page = json.loads(run(monkeypatch, "play", TWO, "--json", "--opposite", "autosave-nadia").out)
    assert page["lead"] == "mason"
    assert page["opposite"] == [{"lead": "nadia", "name": "Nadia Sinh", "ending": "Done"}]
    assert "opposite" not in json.loads(run(monkeypatch, "play", TWO, "--json").out)


def test_the_lists_of_saved_games_say_it(told: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "play", TWO, "--opposite", "autosave-nadia")
    assert "Mason Kane, opposite Nadia Sinh, who came to “Done”" in run(monkeypatch, "saves").out
    assert "begun      opposite Nadia Sinh" in run(monkeypatch, "saves", "show", "autosave-mason").out
    assert "Opposite Nadia Sinh" in run(monkeypatch, "replay", "autosave-mason", "--plain", "--story", TWO).out


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_transcript_says_it(told: Session, suffix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run(monkeypatch, "play", TWO, "--opposite", "autosave-nadia")
    out = tmp_path / f"told{suffix}"
    assert run(monkeypatch, "replay", "autosave-mason", "--story", TWO, "--transcript", out).code == 0
    assert "Mason Kane, opposite Nadia Sinh, who came to “Done”" in out.read_text(encoding="utf-8")


def test_with_three_leads_one_of_each_other_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    put(THREE, "hers", "hall.open", lead="nadia")
    put(THREE, "his", "hall.ajar", lead="lesk")
    ran = run(monkeypatch, "play", THREE, "--opposite", "hers", "--opposite", "his")
    assert "Opposite Nadia Sinh, who came to “Done”, and Ivo Lesk, who came to “Done”." in " ".join(ran.out.split())
    assert "Hers open, his ajar." in ran.out
    ran = run(monkeypatch, "play", THREE, "--opposite", "hers", "--as", "lesk")
    assert "Nadia was here." in ran.out and "Lesk was here" not in ran.out


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_story_that_follows_takes_a_game_of_the_one_before(
    told: Session, at_hand: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    story = NEXT if at_hand else Path(shutil.copy(NEXT, tmp_path / "following.yaml"))
    ran = run(monkeypatch, "play", story, "--before", "autosave-nadia")
    assert (ran.code, ran.err) == (0, "")
    assert "After Legacy, where Nadia came to “Done”." in ran.out and "There was another year." in ran.out
    page = json.loads(run(monkeypatch, "play", story, "--json", "--before", "autosave-nadia").out)
    assert page["after"] == {"story": "legacy", "lead": "nadia", "name": "Nadia", "ending": "Done"}
    ran = run(monkeypatch, "play", story, "--before", share(told))
    assert ("There was another year." in ran.out) if at_hand else ("its story is not to be found beside this one" in ran.err)


def refused(ran: Ran, *said: str) -> None:
    """A sentence with a remedy, before anything is begun; nothing was kept."""
    assert ran.code in (2, 4) and ran.out == "", ran
    assert all(each in ran.err for each in said), ran.err
    assert not list(saves_folder().glob("*/autosave-mason.json"))


def test_what_will_not_do_is_refused_with_what_to_do(told: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put(TWO, "open", lead="nadia")
    put(THREE, "foreign", "hall.open", lead="nadia")
    shelf = saves_folder() / "legacy"
    (shelf / "torn.json").write_bytes((shelf / "autosave-nadia.json").read_bytes()[:200])
    (shelf / "later.json").write_text('{"format": 9, "story": {"id": "legacy"}}')
    code = share(told)
    listed = "“citadel saves” lists"

    def play(*arguments: str) -> Ran:
        return run(monkeypatch, "play", TWO, *arguments)

    refused(play("--opposite", "open"), "has not come to an ending yet", "Play it to its end first", listed)
    refused(play("--opposite", "foreign"), "another story, “Ghosts of three”", "takes a finished game of “Legacy”", listed)
    refused(play("--opposite", "torn"), "is damaged", "Name another game", listed)
    refused(play("--opposite", "later"), "later version of Citadel (format 9)", "Name another game", listed)
    refused(play("--opposite", "nobody"), "There is no saved game “nobody”", listed)
    refused(play("--opposite", "autosave-nadia", "--as", "nadia"), "as Nadia Sinh. Say --as mason.")
    refused(play("--opposite", "autosave-nadia", "--opposite", code), "are both games of Nadia Sinh", "one game of each other")
    refused(play("--opposite", code[:-1] + ("0" if code[-1] != "0" else "1")), "no replay code", "mistyped")
    refused(play("--before", "autosave-nadia"), "follows no other story")
    refused(run(monkeypatch, "play", NEXT, "--opposite", "autosave-nadia"), "has one lead, so there is nobody to play opposite")
    refused(run(monkeypatch, "play", NEXT, "--before", "foreign"), "takes a finished game of “Legacy”", listed)
    refused(run(monkeypatch, "play", NEXT, "--before", "legacy/open"), "has not come to an ending yet", listed)


def test_a_game_of_every_lead_leaves_nobody_to_play(monkeypatch: pytest.MonkeyPatch, told: Session) -> None:
    put(TWO, "his", lead="mason")
    ran = run(monkeypatch, "play", TWO, "--opposite", "autosave-nadia", "--opposite", "his")
    assert ran.code == 2 and "nobody is left to play" in ran.err


def test_what_todays_story_knows_no_more_is_said(told: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = TWO.read_text(encoding="utf-8").replace("-3..3 = 1", "-3..2 = 1")
    (tmp_path / "legacy.yaml").write_text(text, encoding="utf-8")
    ran = run(monkeypatch, "play", tmp_path / "legacy.yaml", "--opposite", "autosave-nadia")
    assert "what it hands on as “trust” is not known any more." in " ".join(ran.out.split()) and "She told it." in ran.out
    ran = run(monkeypatch, "play", tmp_path / "legacy.yaml", "--json", "--opposite", "autosave-nadia")
    assert "“trust” is not known any more" in ran.err and json.loads(ran.out)["opposite"]


# ------------------------------------------------------------------ somebody who sits there


def sits_there(program: Program, story: Path, answers: str) -> tuple[Session | None, str]:
    """What line mode opens with, and what it says, where the answers are typed."""
    written = io.StringIO()
    paper = Paper(io.StringIO(answers), written, 100, live=True)
    options = Options(mode="plain", saves=saves_folder(), story=str(story), seed=7)
    return _opened(program, shelf_of(program, saves_folder()), paper, options), written.getvalue()


def test_without_a_finished_game_line_mode_asks_as_ever() -> None:
    session, said = sits_there(open_story(TWO), TWO, "1\n")
    assert session is not None and "opposite" not in said


def test_line_mode_offers_the_finished_games_of_the_others(told: Session) -> None:
    session, said = sits_there(open_story(TWO), TWO, "2\nback\n2\n9\n1\n")
    assert "2. New game: Mason Kane, opposite Nadia Sinh …" in said
    assert "1. Opposite Nadia Sinh, who came to “Done” (" in said
    assert session is not None and session.setup.lead == "mason" and session.setup.ghost["first_lie"] == "told"


def test_line_mode_lets_several_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    put(THREE, "hers", "hall.open", lead="nadia")
    put(THREE, "his", "hall.ajar", lead="lesk")
    session, _ = sits_there(open_story(THREE), THREE, "2\n1\n1\n")
    assert session is not None and {"nadia.door", "lesk.door"} <= set(session.setup.ghost)
    session, _ = sits_there(open_story(THREE), THREE, "2\n1\n\n")
    assert session is not None and len({"nadia.door", "lesk.door"} & set(session.setup.ghost)) == 1


def test_line_mode_offers_a_game_of_the_story_before_even_to_a_single_lead(told: Session) -> None:
    session, said = sits_there(open_story(NEXT), NEXT, "2\n1\n")
    assert "2. New game: Ann Bell, after Legacy …" in said and "1. After Legacy: Nadia Sinh" in said
    assert session is not None and session.setup.before["first_lie"] == "told"


def test_a_listed_game_that_will_not_do_is_told_and_another_can_be_chosen(told: Session) -> None:
    shelf = saves_folder() / "legacy"
    boast = decode((shelf / "autosave-nadia.json").read_bytes())
    data = json.loads(encode(boast))
    data["path"], data["summary"]["saved_at"] = [], "2999-01-01T00:00:00.000+00:00"
    (shelf / "boast.json").write_text(json.dumps(data))
    session, said = sits_there(open_story(TWO), TWO, "2\n1\n2\n")
    assert "“boast” cannot be used. It has not come to an ending yet" in said
    assert session is not None and session.setup.ghost["first_lie"] == "told"
