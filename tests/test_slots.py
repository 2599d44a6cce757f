"""What is done with saved games: the last ten kept, put away and brought back, backed up, carried, and locked."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.replay_code import share
from game.play.saves import SaveError, decode, encode, restore, save
from game.play.session import Session
from game.shell import files, play_time
from game.shell import shelf as shelves
from game.shell.carrying import exported, import_game
from game.shell.deleted import MOST, deleted_in
from game.shell.games import Unreadable, UsageError
from game.shell.shelf import MOST_EARLIER, Shelf, story_shelf
from game.shell.slots import file_name
from tests.commands import ROOT, run
from tests.conftest import KITCHEN
from tests.walks import compiled, walk

TO_THE_END = ("kitchen.wait", "kitchen.go", "green_door.hands", "kitchen.stay")


@pytest.fixture
def shelf(own_folders: Path) -> Shelf:
    return story_shelf(own_folders / "saves", "kitchen")


def games(kitchen: Program, count: int, *moves: str) -> list[Session]:
    return [walk(kitchen, *(moves or ("kitchen.wait",)), seed=number) for number in range(count)]


def stems(shelf: Shelf) -> list[str]:
    return sorted(slot.stem for slot in shelf.list())


# ------------------------------------------------------------------ kept by themselves


def test_the_last_ten_games_put_aside_are_kept_and_the_oldest_can_be_brought_back(
    shelf: Shelf, kitchen: Program
) -> None:
    for session in games(kitchen, MOST_EARLIER + 3):
        shelf.set_down()
        shelf.autosave(session)
    earlier = [slot for slot in shelf.list() if slot.stem.startswith("earlier-")]
    assert len(earlier) == MOST_EARLIER
    assert {decode(slot.path.read_bytes()).setup.seed for slot in earlier} == set(range(2, MOST_EARLIER + 2))
    assert len(deleted_in(shelf.folder)) == 2
    brought = shelf.undelete()
    assert brought is not None and decode(brought.read_bytes()).setup.seed == 1


def test_a_game_that_came_to_an_ending_makes_no_room(shelf: Shelf, kitchen: Program) -> None:
    finished = walk(kitchen, *TO_THE_END, seed=3)
    assert finished.page.ending is not None
    shelf.autosave(finished)
    for session in games(kitchen, MOST_EARLIER + 3):
        shelf.set_down()
        shelf.autosave(session)
    assert sum(bool(slot.summary.ending) for slot in shelf.list()) == 1


CHAPTERS = """
story: {id: s, title: S}
leads: {ann: {name: Ann, start: one}}
endings: {out: {title: Out, about: Out.}}
---
chapter: First
---
scene: one
script:
  - choose: {wait: Wait., go: Go on.}
  - goto: two
---
chapter: Second
---
scene: two
script:
  - choose: {look: Look., leave: Leave.}
  - end: out
"""


def test_a_chapters_first_page_is_kept_until_another_game_comes_there(own_folders: Path) -> None:
    program = compiled(CHAPTERS)
    shelf = story_shelf(own_folders / "saves", "s")
    game = walk(program, "one.wait")
    shelf.autosave(game)
    shelf.autosave(game.play("two.look"))
    assert shelf.read("checkpoint-ann-2").path == ("one.wait",)
    shelf.set_down()
    shelf.autosave(walk(program, "one.go"))
    assert shelf.read("checkpoint-ann-2").path == ("one.go",)


# ------------------------------------------------------------------ deleted and brought back


def test_what_is_deleted_comes_back_as_it_was_and_beside_a_newer_one(shelf: Shelf, kitchen: Program) -> None:
    first = shelf.write("harbour", walk(kitchen, "kitchen.wait")).read_bytes()
    shelf.delete("Harbour")
    assert shelf.list() == []
    shelf.write("harbour", walk(kitchen, "kitchen.coat"))
    assert shelf.undelete("harbour") == shelf.folder / "harbour-2.json"
    assert (shelf.folder / "harbour-2.json").read_bytes() == first
    assert shelf.undelete() is None


def test_of_the_deleted_ones_the_last_fifty_are_kept(shelf: Shelf, kitchen: Program) -> None:
    for number in range(MOST + 5):
        shelf.write(f"game {number}", walk(kitchen))
        shelf.delete(f"game {number}")
    assert len(deleted_in(shelf.folder)) == MOST
    assert shelf.undelete("game 4") is None and shelf.undelete("game 5") is not None


def test_a_renamed_game_keeps_all_else_and_takes_nobodys_name(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("one", walk(kitchen, "kitchen.wait"))
    shelf.write("two", walk(kitchen, "kitchen.coat"))
    with pytest.raises(SaveError, match="already"):
        shelf.rename("one", "Two")
    shelf.rename("one", "At the Table")
    assert shelf.read("at the table").path == ("kitchen.wait",)
    assert sorted(slot.name for slot in shelf.list()) == ["At the Table", "two"]
    shelf.rename("at the table", "AT the table")
    assert sorted(slot.name for slot in shelf.list()) == ["AT the table", "two"]
    with pytest.raises(ValueError, match="by themselves"):
        shelf.rename("two", "autosave-daniel")


# ------------------------------------------------------------------ backups


def older(session: Session) -> bytes:
    """The game as a former version of the story would have saved it."""
    return encode(save(session)).replace(session.program.digest.encode(), b"0" * len(session.program.digest))


def taken_up(shelf: Shelf, kitchen: Program, name: str) -> Session:
    saved = shelf.read(name)
    restored = restore(kitchen, saved)
    assert restored.session is not None
    shelf.take_up(restored.session, saved, restored, goes_on=name.startswith("autosave"))
    return restored.session


@pytest.mark.parametrize("name", ["mine", "autosave-daniel"])
def test_a_game_of_a_former_version_stays_beside_until_the_next_save_by_hand(
    shelf: Shelf, kitchen: Program, name: str
) -> None:
    path, backup = shelf.folder / f"{name}.json", shelf.folder / f"{name}.json.bak"
    files.write_atomically(path, before := older(walk(kitchen, "kitchen.wait")))
    on = taken_up(shelf, kitchen, name).play("kitchen.door")
    if name == "mine":
        shelf.write(name, on)
    else:
        shelf.autosave(on)
    shelf.autosave(on.play("kitchen.door"))
    assert backup.read_bytes() == before
    assert Shelf(shelf.folder).read(backup.name).path == ("kitchen.wait",)
    shelf.write("another", on)
    assert not backup.exists()


def test_a_game_saved_over_by_hand_is_the_backup_where_it_was_another(shelf: Shelf, kitchen: Program) -> None:
    shelf.write("mine", walk(kitchen, "kitchen.wait"))
    shelf.write("mine", walk(kitchen, "kitchen.wait", "kitchen.door"))
    assert stems(shelf) == ["mine"], "it goes on from there, and can be taken back in it"
    shelf.write("mine", walk(kitchen, "kitchen.coat"))
    assert stems(shelf) == ["mine", "mine"]
    assert shelf.read("mine.json.bak").path == ("kitchen.wait", "kitchen.door")


# ------------------------------------------------------------------ time


def test_how_long_a_game_was_played_counts_no_long_absence(
    shelf: Shelf, kitchen: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(play_time.time, "monotonic", lambda: now[0])
    shelf.set_down()
    for seconds in (20, 5000, 10):
        now[0] += seconds
        shelf.autosave(walk(kitchen, "kitchen.wait"))
    assert shelf.read("autosave-daniel").summary.played == 330
    later = Shelf(shelf.folder)
    saved = later.read("autosave-daniel")
    restored = restore(kitchen, saved)
    assert restored.session is not None
    later.take_up(restored.session, saved, restored, goes_on=True)
    now[0] += 7
    later.autosave(restored.session.play("kitchen.door"))
    assert later.read("autosave-daniel").summary.played == 337


@pytest.mark.parametrize(("seconds", "words"), [(0, ""), (59, ""), (60, "1 min"), (3599, "59 min"), (11100, "3 h 05")])
def test_the_time_played_is_told_in_words(seconds: int, words: str) -> None:
    assert play_time.in_words(seconds) == words


def test_where_the_clock_was_set_back_the_last_game_is_still_the_newest(
    shelf: Shelf, kitchen: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Before(datetime):
        @classmethod
        def now(cls, zone: object = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=UTC)

    shelf.write("first", walk(kitchen))
    for clock in (Shelf(shelf.folder), shelf):
        monkeypatch.setattr(shelves, "datetime", type("Clock", (Before,), {"fromisoformat": datetime.fromisoformat}))
        clock.write("then", walk(kitchen))
        clock.write("last", walk(kitchen))
        assert [slot.name for slot in shelf.list()] == ["last", "then", "first"]
        moments = [datetime.fromisoformat(slot.saved_at) for slot in shelf.list()]
        assert moments[0] - moments[-1] < timedelta(seconds=5)


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_nobody_else_can_read_a_saved_game(own_folders: Path, kitchen: Program) -> None:
    shelf = story_shelf(own_folders / "new" / "saves", "kitchen")
    path = shelf.write("mine", walk(kitchen))
    shelf.autosave(walk(kitchen, "kitchen.wait"))
    for each in shelf.folder.iterdir():
        assert each.stat().st_mode & 0o777 == 0o600
    assert [each.stat().st_mode & 0o777 for each in (path.parent, path.parent.parent)] == [0o700, 0o700]


# ------------------------------------------------------------------ carried


def test_an_exported_game_tells_nothing_of_who_played_and_imports_again(
    shelf: Shelf, kitchen: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_folders: Path
) -> None:
    session = walk(kitchen, "kitchen.wait").named(0, "secret place").play("kitchen.door")
    shelf.write("secret name", session)
    out = tmp_path / "given.json"
    assert run(monkeypatch, "saves", "export", "secret name", out).code == 0
    given = decode(out.read_bytes())
    assert b"secret" not in out.read_bytes() and given.summary.saved_at == ""
    assert given.path == session.path and given.position == save(session).position
    assert b"secret name" in encode(exported(shelf.read("secret name"), with_names=True))
    ran = run(monkeypatch, "saves", "import", out, "--story", KITCHEN, "--name", "from a friend")
    assert ran.code == 0
    assert "Daniel Marsh" in ran.out and "2 choices" in ran.out
    assert shelf.read("from a friend").path == session.path
    assert next(slot for slot in shelf.list() if slot.name == "from a friend").imported


def test_a_code_is_imported_as_a_game_that_replaces_nothing(shelf: Shelf, kitchen: Program, own_folders: Path) -> None:
    session = walk(kitchen, *TO_THE_END)
    for number in (1, 2):
        imported = import_game(share(session), own_folders / "saves", name="tea", program=kitchen)
        assert "the ending “Tea for two”" in imported.told
        assert imported.path.name == ("tea.json" if number == 1 else imported.path.name)
    assert [decode(path.read_bytes()).path for path in shelf.folder.glob("tea*.json")] == [session.path] * 2


def test_what_is_no_game_is_not_imported(kitchen: Program, own_folders: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    for given, error in (
        (str(tmp_path / "x.json"), Unreadable), (str(tmp_path / "gone.json"), Unreadable), ("\0", Unreadable),
        ("0000-0000-0000-0000-0000-0000-0000", Unreadable),
    ):  # fmt: skip
        with pytest.raises(error):
            import_game(given, own_folders / "saves", program=kitchen)
    with pytest.raises(UsageError, match="by themselves"):
        import_game(share(walk(kitchen)), own_folders / "saves", name="autosave-daniel", program=kitchen)
    assert not (own_folders / "saves").exists() or not list((own_folders / "saves").rglob("*.json"))


def test_a_game_whose_choices_are_gone_is_imported_whole_and_that_is_told(
    kitchen: Program, own_folders: Path, tmp_path: Path
) -> None:
    given = tmp_path / "x.json"
    given.write_bytes(encode(save(walk(kitchen, "kitchen.wait", "kitchen.door"))).replace(b"kitchen.door", b"kitchen.cellar"))
    imported = import_game(str(given), own_folders / "saves", program=kitchen)
    assert "cellar" in imported.told
    assert decode(imported.path.read_bytes()).path == ("kitchen.wait", "kitchen.cellar")


# ------------------------------------------------------------------ the command


def test_where_the_saved_games_are_is_said_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_folders: Path
) -> None:
    ran = run(monkeypatch, "saves", "where", "--saves", tmp_path / "here")
    assert ran.out.splitlines() == [str(tmp_path / "here"), "It is the folder that --saves names."]
    ran = run(monkeypatch, "saves", "where")
    assert ran.out.splitlines() == [str(own_folders / "saves"), "It is the folder that CITADEL_SAVES names."]
    monkeypatch.delenv("CITADEL_SAVES")
    assert "checkout" in run(monkeypatch, "saves", "where").out


def test_the_command_renames_deletes_and_brings_back(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, kitchen: Program
) -> None:
    shelf.write("harbour", walk(kitchen))
    assert run(monkeypatch, "saves", "rename", "harbour", "At sea").code == 0
    assert run(monkeypatch, "saves", "delete", "at sea").code == 0
    assert run(monkeypatch, "saves", "show", "at sea").code == 2
    assert run(monkeypatch, "saves", "undelete").code == 0
    assert "At sea" in run(monkeypatch, "saves").out
    assert run(monkeypatch, "saves", "undelete").code == 2
    assert run(monkeypatch, "saves", "mend").code == 2
    assert run(monkeypatch, "saves", "rename", "at sea", "  ").code == 2


def test_a_list_that_nobody_reads_to_its_end_is_no_fault_of_the_saved_games(shelf: Shelf, kitchen: Program) -> None:
    for number in range(60):
        shelf.write(f"the harbour by night, from the pier, number {number}", walk(kitchen, "kitchen.wait"))
    listing = subprocess.Popen(
        [sys.executable, "-m", "game", "saves", "--saves", str(shelf.folder.parent)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert listing.stdout is not None and listing.stderr is not None
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.stderr.close()
    assert listing.wait() == 4


# ------------------------------------------------------------------ faults


ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO)


class Failing(files.Calls):
    """The system's calls, of which the n-th (from 0) fails."""

    def __init__(self, fails: int, error: int) -> None:
        self.left, self.error = fails, error

    def __getattribute__(self, name: str) -> object:
        call = super().__getattribute__(name)
        if name.startswith("_") or name in ("left", "error"):
            return call

        def counted(*arguments: object) -> object:
            self.left -= 1
            if self.left == -1:
                if name == "close":  # the system lets go of a file even where closing it tells of an error
                    call(*arguments)
                raise OSError(self.error, os.strerror(self.error))
            return call(*arguments)

        return counted


ACTS: dict[str, Callable[[Shelf, Program], object]] = {
    "autosave": lambda shelf, kitchen: shelf.autosave(walk(kitchen, "kitchen.coat", seed=9)),
    "save": lambda shelf, kitchen: shelf.write("other", walk(kitchen, "kitchen.coat")),
    "save over": lambda shelf, kitchen: shelf.write("harbour", walk(kitchen, "kitchen.coat")),
    "rename": lambda shelf, kitchen: shelf.rename("harbour", "new"),
    "delete": lambda shelf, kitchen: shelf.delete("harbour"),
    "undelete": lambda shelf, kitchen: shelf.undelete("gone"),
    "import": lambda shelf, kitchen: import_game(share(walk(kitchen)), shelf.folder.parent, program=kitchen),
}


@pytest.mark.parametrize("error", ERRORS, ids=[errno.errorcode[each] for each in ERRORS])
@pytest.mark.parametrize("act", sorted(ACTS))
def test_whichever_call_fails_no_game_is_lost(
    shelf: Shelf, kitchen: Program, monkeypatch: pytest.MonkeyPatch, act: str, error: int
) -> None:
    for number in range(60):
        for path in [*shelf.folder.glob("**/*.json"), *shelf.folder.glob("**/*.bak")]:
            path.unlink()
        shelf.set_down()
        shelf.write("gone", walk(kitchen, "kitchen.tea", seed=1))
        shelf.delete("gone")
        shelf.autosave(walk(kitchen, "kitchen.wait"))
        shelf.write("harbour", walk(kitchen, "kitchen.wait", "kitchen.door"))
        before = {decode(path.read_bytes()).path for path in shelf.folder.glob("**/*.json")}
        monkeypatch.setattr(files, "calls", failing := Failing(number, error))
        with suppress(OSError, SaveError, Unreadable):
            ACTS[act](Shelf(shelf.folder), kitchen)
        monkeypatch.undo()
        kept = {decode(path.read_bytes()).path for path in shelf.folder.glob("**/*.json*")}
        assert before <= kept, (number, before - kept)
        assert not list(shelf.folder.glob(".*.new"))
        if failing.left >= 0:
            assert number > 1
            return
    raise AssertionError("it never came to an end")


def test_a_folder_that_vanishes_is_made_again(shelf: Shelf, kitchen: Program) -> None:
    import shutil

    shelf.autosave(walk(kitchen, "kitchen.wait"))
    shutil.rmtree(shelf.folder.parent)
    shelf.autosave(walk(kitchen, "kitchen.wait", "kitchen.door"))
    assert shelf.read("autosave-daniel").path == ("kitchen.wait", "kitchen.door")


TWO_GAMES = """
import sys
from pathlib import Path
from game.shell.shelf import story_shelf
from game.shell.games import open_story
from tests.walks import walk
kitchen = open_story(sys.argv[1])
shelf = story_shelf(Path(sys.argv[2]), "kitchen")
print("ready", flush=True)
sys.stdin.readline()
seed = int(sys.argv[3])
session = walk(kitchen, "kitchen.wait", seed=seed)
for number in range(40):
    shelf.autosave(session) if sys.argv[4] == "by itself" else shelf.write("the same", session)
    session = session.play("kitchen.door")
print("done", flush=True)
"""


def two_games(saves: Path, how: str) -> list[subprocess.Popen[str]]:
    """Two programs that keep a game of forty moves in one place, begun at the same moment."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TWO_GAMES, str(KITCHEN), str(saves), str(seed), how],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for seed in (1, 2)
    ]  # fmt: skip
    for game in both:
        assert game.stdout is not None and game.stdout.readline() == "ready\n"
    for game in both:
        assert game.stdin is not None
        game.stdin.write("\n")
        game.stdin.flush()
    return both


def done(both: list[subprocess.Popen[str]]) -> None:
    for game in both:
        assert game.communicate()[0] == "done\n" and game.returncode == 0


def test_two_games_in_one_place_are_both_there_afterwards(own_folders: Path) -> None:
    saves = own_folders / "saves"
    done(two_games(saves, "by itself"))
    shelf = story_shelf(saves, "kitchen")
    longest: dict[int, int] = {}
    for slot in shelf.list():
        assert not slot.problem
        saved = shelf.read(slot.path.name)
        longest[saved.setup.seed] = max(longest.get(saved.setup.seed, 0), len(saved.path))
    assert longest == {1: 40, 2: 40}
    assert len(shelf.list()) <= 3, "two games do not fill the folder"


def test_two_games_saved_under_one_name_are_never_mixed_and_the_last_one_stands(own_folders: Path) -> None:
    saves = own_folders / "saves"
    shelf = story_shelf(saves, "kitchen")
    both = two_games(saves, "by hand")
    while any(game.poll() is None for game in both):
        with suppress(FileNotFoundError):
            seen = decode((shelf.folder / file_name("the same")).read_bytes())
            assert set(seen.path[1:]) <= {"kitchen.door"} and seen.summary.label == "the same"
    done(both)
    last = shelf.read("the same")
    assert len(last.path) == 40, "whichever it is, it is whole"
    assert [slot.problem for slot in shelf.list()] == [""] * len(shelf.list())
    assert len(shelf.list()) <= 2, "it, and what it was written over"
