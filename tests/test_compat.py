"""`citadel compat`: saved games of one version of a story, guided everywhere, sorted in another; recordings; revisions."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.language.program import Program
from game.play.compat import judged, sort_saves
from game.play.guided import covered, guided_plays
from game.play.position import position_of
from game.play.recording import read_recording, record
from game.play.save_format import SaveError
from game.play.saves import restore, save, setup_of
from game.shell.games import open_story
from tests.commands import ROOT, run
from tests.conftest import KITCHEN, STORIES
from tests.walks import compiled, walk

RECORDINGS = sorted((ROOT / "saves" / "examples" / "recordings").glob("*.json"))
FEATURES = sorted((STORIES / "features").glob("*.yaml"))
UNREACHABLE = {"kitchen.gun", "stairs.door"}
"""Options of the kitchen whose condition no play can meet."""


def kitchen_without(folder: Path, *changes: tuple[str, str]) -> Path:
    text = KITCHEN.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "kitchen.yaml"
    path.write_text(text, encoding="utf-8")
    return path


TORCH = ("      torch: {do: Take the torch., set: tools += torch}\n", "")
HEATED = ("[kettle = mended, heat += 1]", "[kettle = mended, heat += 2]")


# ------------------------------------------------------------------ guided plays


def test_guided_plays_have_every_reachable_scene_and_choice_of_the_kitchen_in_them(kitchen: Program) -> None:
    met = covered(kitchen, guided_plays(kitchen, 10, 60))
    assert met.missed_scenes == ()
    assert set(met.missed) == UNREACHABLE


def test_guided_plays_find_what_hangs_on_a_game_finished_before() -> None:
    story = """\
story: {id: again, title: Again, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out, about: Out.}}
---
scene: hall
script:
  - choose: {leave: Leave., stay: {do: Stay., if: finished(out)}}
  - end: out
"""
    program = compiled(story)
    assert covered(program, guided_plays(program, 6, 20)).missed == ()


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_guided_plays_are_the_same_for_the_same_seed_and_end(path: Path) -> None:
    program = open_story(path)
    plays = guided_plays(program, 12, 40, seed=5)
    assert 12 <= len(plays) <= 40
    assert [play.path for play in plays] == [play.path for play in guided_plays(program, 12, 40, seed=5)]


def test_guided_plays_of_the_shipped_story_meet_all_of_it() -> None:
    program = open_story(None)
    met = covered(program, guided_plays(program, 150, 300))
    assert met.missed_scenes == ()
    assert met.decisions[0] >= met.decisions[1] - 2


# ------------------------------------------------------------------ recordings


@pytest.mark.parametrize("path", [*FEATURES, KITCHEN], ids=lambda path: path.stem)
def test_a_recording_reads_back_as_the_games_that_were_made(path: Path) -> None:
    program = open_story(path)
    plays = guided_plays(program, 10, 20)
    read = read_recording(record(program, plays, 40))
    assert read.plays == len(plays)
    kept = [(setup_of(game), game.path) for game in read.games]
    assert all((play.setup, play.path) in kept for play in plays)
    for game in read.games:
        restored = restore(program, game)
        assert (restored.outcome, restored.note) == ("same", "")
        assert restored.session is not None
        assert (game.position.stack, game.position.values) == (
            (position := position_of(program, restored.session.state)).stack,
            position.values,
        )


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_kept_recording_is_small_and_none_of_its_games_is_lost(path: Path, kitchen: Program) -> None:
    data = path.read_bytes()
    assert len(data) < 300_000
    recording = read_recording(data)
    assert len(recording.games) >= 300
    program = kitchen if recording.story.id == "kitchen" else open_story(recording.story.id)
    found = sort_saves(program, recording.games)
    assert found.at_least("lost") == 0
    if recording.story.digest == program.digest:
        assert found.counts["same"] == found.many


def test_there_is_a_recording_of_every_shipped_story() -> None:
    kept = {read_recording(path.read_bytes()).story.id for path in RECORDINGS}
    assert {"kitchen", open_story(None).id} <= kept


@pytest.fixture(scope="module")
def data(kitchen: Program) -> bytes:
    return record(kitchen, guided_plays(kitchen, 4, 4), 6)


def changed(data: bytes, **parts: object) -> bytes:
    return json.dumps({**json.loads(data), **parts}).encode()


def test_a_damaged_recording_is_refused_in_a_sentence(data: bytes) -> None:
    play = json.loads(data)["plays"][0]
    for bad in (
        b"",
        b"{}",
        data[:-20],
        changed(data, recording=2),
        changed(data, moves=[]),
        changed(data, places=[]),
        changed(data, names=5),
        changed(data, plays=[{**play, "path": [-1]}]),
        changed(data, plays=[{**play, "marks": [[10_000, [], []]]}]),
        changed(data, plays=[{**play, "seed": 2**80}]),
        changed(data, plays=[{**play, "marks": [[0, [], []]] * 11_000}]),
    ):
        with pytest.raises(SaveError) as caught:
            read_recording(bad)
        assert str(caught.value).endswith(".")


@given(st.integers(0, 10**6), st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_a_flipped_bit_of_a_recording_is_refused_or_sorted(kitchen: Program, data: bytes, place: int, bit: int) -> None:
    flipped = bytearray(data)
    flipped[place % len(data)] ^= 1 << bit
    try:
        recording = read_recording(bytes(flipped))
    except SaveError:
        return
    assert sort_saves(kitchen, recording.games).many == len(recording.games)


def test_nothing_that_a_terminal_obeys_comes_out_of_a_recording(data: bytes) -> None:
    document = json.loads(data)
    document["moves"] = [f"{move}\x1b]0;x\x07" for move in document["moves"]]
    document["story"]["title"] = "a\x1b[2Jb"
    recording = read_recording(json.dumps(document).encode())
    assert recording.story.title.isprintable()
    assert all(move.isprintable() for game in recording.games for move in game.path)


# ------------------------------------------------------------------ sorted


def test_each_verdict_has_its_cause(kitchen: Program, tmp_path: Path) -> None:
    program = open_story(kitchen_without(tmp_path, TORCH, HEATED))
    played = ("kitchen.coat", "kitchen.wait")
    for moves, verdict, cause in (
        (("kitchen.coat",), "same", ""),
        ((*played, "kitchen.name"), "said", "heat"),
        ((*played, "kitchen.torch"), "re-anchored", "kitchen.torch is gone"),
    ):
        each = judged(program, save(walk(kitchen, *moves)))
        assert (each.verdict, each.cause) == (verdict, cause)
    other = save(walk(kitchen))
    other = msgspec.structs.replace(other, story=msgspec.structs.replace(other.story, id="vienna"))
    assert judged(program, other).verdict == "lost"


def test_a_game_of_which_not_a_move_and_no_place_is_left_is_lost() -> None:
    old = """\
story: {id: t, title: T, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}}
endings: {out: {title: Out, about: Out.}}
---
scene: hall
script:
  - choose: {left: Left., right: Right.}
  - goto: cellar
---
scene: cellar
script:
  - choose: {up: Up., down: Down.}
  - end: out
"""
    new = old.replace("hall", "porch").replace("cellar", "attic")
    each = judged(compiled(new), save(walk(compiled(old), "hall.left")))
    assert each.verdict == "lost"


def test_the_worst_come_first_and_the_shortest_path_is_the_example(kitchen: Program, tmp_path: Path) -> None:
    program = open_story(kitchen_without(tmp_path, TORCH, HEATED))
    found = sort_saves(program, read_recording(record(kitchen, guided_plays(kitchen, 60, 60), 120)).games)
    assert found.many == 120 == sum(found.counts.values())
    assert [group.verdict for group in found.groups] == ["re-anchored", "said"]
    assert found.at_least("said") == found.counts["said"] + found.counts["re-anchored"] > found.at_least("re-anchored") > 0
    for group in found.groups:
        lengths = [len(each.saved.path) for each in group.games]
        assert lengths == sorted(lengths)


# ------------------------------------------------------------------ the command


def test_a_story_is_compared_with_itself_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = kitchen_without(tmp_path, TORCH)
    ran = run(monkeypatch, "compat", KITCHEN, edited, "--saves", "80")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("80 saved games of 40 plays of The Kitchen 1.2.0, taken up in 1.2.0\n")
    assert "with 4 of 4 scenes and 15 of 17 choices and picks in them" in ran.out
    assert "kitchen.torch is gone" in ran.out
    assert "for example as daniel" in ran.out
    again = run(monkeypatch, "compat", KITCHEN, edited, "--saves", "80")
    assert again.out == ran.out


@pytest.mark.parametrize(
    ("limit", "changes", "code"),
    [
        ("said", (), 0),
        ("said", (HEATED,), 1),
        ("re-anchored", (HEATED,), 0),
        ("re-anchored", (TORCH,), 1),
        ("lost", (TORCH, HEATED), 0),
        ("lost", (("id: kitchen", "id: pantry"),), 1),
    ],
)
def test_the_exit_code_tells_whether_any_game_fares_so_badly(
    limit: str, changes: tuple[tuple[str, str], ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = kitchen_without(tmp_path, *changes)
    assert run(monkeypatch, "compat", KITCHEN, edited, "--saves", "60", "--fail-on", limit).code == code


def test_a_recording_stands_for_the_story_that_it_was_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = tmp_path / "r.json"
    ran = run(monkeypatch, "compat", KITCHEN, "--saves", "60", "--record", recording)
    assert (ran.code, ran.out) == (0, f"The recording is in {recording}.\n")
    edited = kitchen_without(tmp_path, TORCH)
    one = json.loads(run(monkeypatch, "compat", recording, edited, "--json").out)
    other = json.loads(run(monkeypatch, "compat", KITCHEN, edited, "--saves", "60", "--json").out)
    assert one["never met"] is None and set(other["never met"]) == UNREACHABLE
    assert {**one, "never met": 0} == {**other, "never met": 0}
    assert one["games"] == 60 == one["same"] + one["said"] + one["re-anchored"] + one["lost"]
    assert one["causes"][0]["example"]["path"]


def test_what_is_no_version_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    game = ROOT / "saves" / "examples" / "kitchen-daniel.json"
    ran = run(monkeypatch, "compat", game, KITCHEN)
    assert ran.code == 4 and "is no recording" in ran.err
    assert run(monkeypatch, "compat", "no_such_story", KITCHEN).code == 2
    broken = tmp_path / "broken.yaml"
    broken.write_text("story: {id: x}\n", encoding="utf-8")
    assert run(monkeypatch, "compat", KITCHEN, broken).code == 1


# ------------------------------------------------------------------ revisions

git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a story in a folder, whose torch was taken out in the last commit."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    top = tmp_path / "a repository"
    folder = top / "stories" / "kitchen"
    folder.mkdir(parents=True)
    text = KITCHEN.read_text(encoding="utf-8")

    def commit(text: str) -> None:
        (folder / "kitchen.yaml").write_text(text, encoding="utf-8")
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "add", "-A"], cwd=top, check=True)
        subprocess.run(["git", *who, "commit", "-q", "-m", "x"], cwd=top, check=True)

    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    (folder / "tests").mkdir()
    (folder / "tests" / "no.yaml").write_text("not: a story", encoding="utf-8")
    commit(text)
    commit(text.replace(*TORCH))
    return folder


@git
@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD~1:stories/kitchen", "HEAD~1:stories/kitchen/kitchen.yaml"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_revision_of_the_story_is_the_older_one(
    repository: Path, revision: str, inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.parent if inside else ROOT)
    story = Path("kitchen") if inside else repository
    answer = json.loads(run(monkeypatch, "compat", revision, story, "--saves", "60", "--json").out)
    assert [each["cause"] for each in answer["causes"]] == ["kitchen.torch is gone"]
    assert answer["re-anchored"] > 0
    same = json.loads(run(monkeypatch, "compat", "HEAD", story, "--saves", "60", "--json").out)
    assert same["same"] == 60


@git
def test_a_single_file_has_revisions_too(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.loads(run(monkeypatch, "compat", "HEAD~1", repository / "kitchen.yaml", "--saves", "30", "--json").out)
    assert answer["re-anchored"] > 0


@git
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("HEAD~9", "git knows no revision “HEAD~9”"),
        ("nowhere", "There is no story “nowhere”"),
        ("HEAD:cellar", "There is no “cellar” in the revision “HEAD”"),
        ("HEAD:stories/kitchen/tests", "is no story|holds no story|the story"),
        ("--output=/tmp/x", "no revision|wrong|arguments"),
        (":stories/kitchen", "is no revision"),
    ],
)
def test_what_is_no_revision_is_told(
    repository: Path, named: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    ran = run(monkeypatch, "compat", "--", named, repository)
    assert ran.code in (1, 2)
    assert any(each in ran.err for each in said.split("|")), ran.err


def test_without_git_a_revision_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run(monkeypatch, "compat", "HEAD~1", KITCHEN)
    assert ran.code == 2
    assert ran.err.strip() == "citadel: For a revision git is needed, and it is not there."
