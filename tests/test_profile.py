"""The profile: what is remembered over all plays, whatever the disk does meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from shutil import rmtree

import pytest

from game.language.program import Program
from game.play.met import Met, met_between, share_read, texts_of
from game.play.session import Session
from game.shell import files, profile_file
from game.shell.profile import Profile, profile_path
from game.shell.profile_file import ProfileFile
from tests.walks import compiled, walk

MOVES = ("kitchen.coat", "kitchen.wait", "kitchen.name", "kitchen.go")


def sessions(program: Program, *moves: str) -> list[Session]:
    return [walk(program, *moves[:number]) for number in range(len(moves) + 1)]


def play(profile: Profile, *moves: str) -> Met:
    """Play those moves, and tell what was met."""
    met = Met()
    played = sessions(profile.program, *(moves or MOVES))
    for before, after in pairwise(played):
        profile.played(before, after)
        profile.came_to(after)
        met.add(met_between(before, after))
    return met


def kept(folder: Path, story: str = "kitchen") -> Met:
    """What stands in the file of a folder."""
    file = ProfileFile(profile_path(folder))
    try:
        return file.load((story,))
    finally:
        file.close()


def opened(program: Program, folder: Path) -> Profile:
    return Profile(program, profile_path(folder))


def test_what_is_met_is_known_at_once_and_kept(kitchen: Program, tmp_path: Path) -> None:
    profile = opened(kitchen, tmp_path)
    met = play(profile)
    assert profile.met() == met
    assert profile.took("kitchen.coat") and not profile.took("kitchen.tea") and profile.has_met("kitchen.tea")
    assert profile.share() == share_read(kitchen, met.read) > 0
    assert profile.close() == []
    assert kept(tmp_path) == met


def test_the_next_play_knows_of_the_one_before(kitchen: Program, tmp_path: Path) -> None:
    first = opened(kitchen, tmp_path)
    play(first)
    first.close()
    line = walk(kitchen).page.lines[1]
    second = opened(kitchen, tmp_path)
    assert not second.has_read(line)
    second.open(patience=10)
    assert second.has_read(line) and second.took("kitchen.coat")
    second.close()


def test_nothing_is_made_before_something_is_met(kitchen: Program, tmp_path: Path) -> None:
    profile = opened(kitchen, tmp_path)
    profile.open(patience=10)
    assert profile.finished() == ()
    profile.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_met_before_the_file_was_read_is_not_lost(kitchen: Program, tmp_path: Path) -> None:
    first = opened(kitchen, tmp_path)
    met = play(first)
    first.close()
    second = opened(kitchen, tmp_path)
    met.add(play(second, "kitchen.tea"))
    second.close()
    assert kept(tmp_path) == second.met() == met


ENDS = """\
story: {id: coin, title: Coin}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: It is done.}, left: {title: Left}}
---
scene: hall
script:
  - if: finished(done)
    then: [Again you.]
    else: [You.]
  - choose:
      end: {do: End., then: [{end: done}]}
      leave: {do: Leave., then: [{end: left}]}
"""


def test_endings_are_known_to_the_next_game(tmp_path: Path) -> None:
    program = compiled(ENDS)
    profile = opened(program, tmp_path)
    assert profile.finished() == ()
    play(profile, "hall.end")
    play(profile, "hall.leave")
    assert profile.finished() == ("done",), "at once, and those alone that the story asks about"
    profile.close()
    another = opened(program, tmp_path)
    assert another.finished(patience=10) == ("done",)
    assert another.met().endings == {"done", "left"}
    another.close()


def test_a_game_that_is_come_to_twice_is_one(tmp_path: Path) -> None:
    profile = opened(compiled(ENDS), tmp_path)
    for _ in range(2):
        profile.came_to(walk(profile.program, "hall.end"))
    profile.came_to(walk(profile.program, "hall.end", seed=4))
    profile.close()
    assert len(kept(tmp_path, "coin").games) == 2


def test_a_story_that_asks_for_no_ending_has_no_file_read_for_it(kitchen: Program, tmp_path: Path) -> None:
    profile_path(tmp_path).write_bytes(b"not a profile")
    profile = opened(kitchen, tmp_path)
    assert profile.finished() == ()
    assert profile_path(tmp_path).read_bytes() == b"not a profile"


# ---------------------------------------------------------------------- two at once


def test_two_that_play_at_once_keep_both_and_learn_of_each_other(kitchen: Program, tmp_path: Path) -> None:
    one, other = opened(kitchen, tmp_path), opened(kitchen, tmp_path)
    met = play(one)
    assert one.flush(10)
    met.add(play(other, "kitchen.tea"))
    assert other.flush(10)
    assert other.took("kitchen.coat"), "the file was read when it was opened"
    met.add(play(one, "kitchen.wait"))
    assert one.flush(10)
    assert one.took("kitchen.tea"), "another had written"
    one.close()
    other.close()
    assert kept(tmp_path) == met


def children(many: int, work: Callable[[int], None]) -> list[int]:
    """Have so many processes do some work; their ids."""
    found = []
    for number in range(many):
        if (child := os.fork()) == 0:
            try:
                work(number)
            finally:
                os._exit(0)
        found.append(child)
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = profile_path(tmp_path)

    def write(number: int) -> None:
        profile_file.PATIENCE = 30.0
        for turn in range(20):
            file = ProfileFile(path)
            file.add("hall", Met(read={f"hall.{number}.{turn}"}, options={"hall.go": (1, 1)}))
            file.close()

    for child in children(4, write):
        os.waitpid(child, 0)
    met = kept(tmp_path, "hall")
    assert met.read == {f"hall.{number}.{turn}" for number in range(4) for turn in range(20)}
    assert met.options == {"hall.go": (80, 80)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_kill_at_any_moment_loses_nothing_that_was_written_and_leaves_no_half(tmp_path: Path) -> None:
    path = profile_path(tmp_path)
    chance = random.Random(5)
    count = 0
    for _ in range(40):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            file = ProfileFile(path)
            for number in range(1, 2000):
                file.add("hall", Met(read={f"a.{count + number}", f"b.{count + number}"}, options={"hall.go": (1, 1)}))
                os.write(tell, b".")
            os._exit(0)
        os.close(tell)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        done = 0
        while part := os.read(told, 1000):
            done += len(part)
        os.close(told)
        os.waitpid(child, 0)
        met = kept(tmp_path, "hall")
        written = met.options.get("hall.go", (0, 0))[0]
        assert written in (count + done, count + done + 1), "what was told to be written is"
        assert met.read == {f"{name}.{number}" for name in "ab" for number in range(1, written + 1)}
        count = written
    assert count > 0
    assert not list(tmp_path.glob("profile.damaged*"))


# ---------------------------------------------------------------------- what the disk does


def failure(code: int, words: str) -> sqlite3.Error:
    error = sqlite3.DatabaseError(words) if code in (11, 26) else sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


FAILURES = {
    "full": failure(13, "database or disk is full"),
    "read-only": failure(8, "attempt to write a readonly database"),
    "io": failure(10, "disk I/O error"),
    "cannot open": failure(14, "unable to open database file"),
    "locked": failure(5, "database is locked"),
    "corrupt": failure(11, "database disk image is malformed"),
    "no database": failure(26, "file is not a database"),
    "os": OSError(28, "No space left on device"),
    "of another kind": RuntimeError("nobody has thought of this"),
}


class Failing(profile_file.Calls):
    """The calls to SQLite, the n-th of which fails, from 0; `for_ever` those after it too."""

    def __init__(self, number: int, error: Exception, for_ever: bool = False) -> None:
        self.number = number
        self.made = 0
        self.error = error
        self.for_ever = for_ever

    def _fail(self) -> None:
        number, self.made = self.made, self.made + 1
        if number == self.number or (self.for_ever and number > self.number):
            raise self.error

    def connect(self, path: Path) -> sqlite3.Connection:
        self._fail()
        return super().connect(path)

    def execute(self, connection: sqlite3.Connection, order: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        self._fail()
        return super().execute(connection, order, values)

    def execute_many(self, connection: sqlite3.Connection, order: str, rows: Iterator[Sequence[object]]) -> None:
        self._fail()
        super().execute_many(connection, order, rows)


@pytest.fixture
def calls_of_a_play(kitchen: Program, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many calls to SQLite a play makes that is written after each move."""
    with monkeypatch.context() as patched:
        counting = Failing(-1, RuntimeError())
        patched.setattr(profile_file, "calls", counting)
        write_after_each(opened(kitchen, tmp_path_factory.mktemp("counted")))
    return counting.made


def write_after_each(profile: Profile) -> Met:
    met = Met()
    played = sessions(profile.program, *MOVES[:2])
    for before, after in pairwise(played):
        profile.played(before, after)
        met.add(met_between(before, after))
        profile.flush(10)
    return met


KINDS = ("full", "locked", "corrupt", "os", "of another kind")


def sweep(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: Iterator[tuple[int, str]]) -> None:
    """Have each call fail so, once, in a play of its own; at the end all that was met stands in the file."""
    monkeypatch.setattr("game.shell.profile.AGAIN", 0.01)
    for number, kind in failures:
        folder = tmp_path / f"{number} {kind}"
        with monkeypatch.context() as patched:
            patched.setattr(profile_file, "calls", Failing(number, FAILURES[kind]))
            profile = opened(program, folder)
            met = write_after_each(profile)
            assert profile.met() == met, (number, kind)
        profile.close()
        assert kept(folder) == met, (number, kind, profile.complaints)


@pytest.mark.parametrize("first", range(2))
def test_whichever_call_fails_once_play_goes_on_and_nothing_is_lost(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls_of_a_play: int, first: int
) -> None:
    failures = ((number, KINDS[(number + first) % len(KINDS)]) for number in range(calls_of_a_play))
    sweep(kitchen, tmp_path, monkeypatch, failures)


@pytest.mark.slow
def test_whichever_call_fails_in_whichever_way_nothing_is_lost(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls_of_a_play: int
) -> None:
    failures = ((number, kind) for number in range(calls_of_a_play) for kind in FAILURES)
    sweep(kitchen, tmp_path, monkeypatch, failures)


@pytest.mark.parametrize("error", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("number", [0, 3, 20])
def test_a_disk_that_fails_for_ever_is_told_once_and_holds_nobody_up(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, number: int
) -> None:
    monkeypatch.setattr("game.shell.profile.AGAIN", 0.01)
    profile = opened(kitchen, tmp_path)
    told: list[str] = []
    profile._told = told.append
    with monkeypatch.context() as patched:
        patched.setattr(profile_file, "calls", Failing(number, error, for_ever=True))
        met = write_after_each(profile)
        assert profile.met() == met
        assert profile.close() == told
    assert 1 <= len(told) <= 3
    assert len(set(told)) == len(told)
    assert all(str(tmp_path) in words or "set aside" in words or "all the while" in words for words in told)


def test_a_disk_that_is_full_for_a_while_is_written_when_there_is_room(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = opened(kitchen, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(profile_file, "calls", Failing(0, FAILURES["full"], for_ever=True))
        met = play(profile)
        assert not profile.flush(10)
    assert profile.close()
    assert kept(tmp_path) == met


def test_no_call_over_files_that_fails_loses_anything(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Faulty(files.Calls):
        def __init__(self, number: int) -> None:
            self.left = number

        def __getattribute__(self, name: str) -> object:
            call: Callable[..., object] = super().__getattribute__(name)
            if name in ("make_folder", "open", "close", "replace", "read"):
                self.left -= 1
                if self.left == -1:
                    raise OSError(5, "Input/output error")
            return call

    for number in range(12):
        folder = tmp_path / str(number)
        with monkeypatch.context() as patched:
            patched.setattr(files, "calls", Faulty(number))
            profile = opened(kitchen, folder)
            met = write_after_each(profile)
        profile.close()
        assert kept(folder) == met, number


@pytest.mark.skipif(sys.platform != "linux", reason="there is no full device")
def test_a_disk_that_is_really_full_is_told(kitchen: Program, tmp_path: Path) -> None:
    profile_path(tmp_path).symlink_to("/dev/full")
    profile = opened(kitchen, tmp_path)
    met = play(profile)
    assert len(profile.close()) == 1
    assert kept(tmp_path) == met, "what is none of ours is set aside, and a new one begun"


def test_a_damaged_file_is_set_aside_and_said_and_play_goes_on(kitchen: Program, tmp_path: Path) -> None:
    profile_path(tmp_path).write_bytes(b"SQLite format 3\0" + b"\xa5" * 5000)
    profile = opened(kitchen, tmp_path)
    met = play(profile)
    (told,) = profile.close()
    assert "profile.damaged-1.sqlite3" in told
    assert kept(tmp_path) == met
    assert (tmp_path / "profile.damaged-1.sqlite3").read_bytes().endswith(b"\xa5" * 5000)


def test_a_file_that_is_damaged_in_the_middle_of_play_loses_nothing_that_was_known(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(kitchen, tmp_path)
    met = play(first)
    first.close()
    second = opened(kitchen, tmp_path)
    second.open(patience=10)
    with monkeypatch.context() as patched:
        patched.setattr(profile_file, "calls", Failing(2, FAILURES["corrupt"]))
        met.add(play(second, "kitchen.tea"))
        second.flush(10)
    assert len(second.close()) == 1
    assert kept(tmp_path) == second.met() == met


def test_a_file_of_a_later_version_is_left_alone_and_said(kitchen: Program, tmp_path: Path) -> None:
    ProfileFile(profile_path(tmp_path)).close()
    later = sqlite3.connect(profile_path(tmp_path))
    later.execute("PRAGMA user_version = 99")
    later.close()
    before = profile_path(tmp_path).read_bytes()
    profile = opened(kitchen, tmp_path)
    play(profile)
    (told,) = profile.close()
    assert "later version" in told
    assert profile_path(tmp_path).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("what", ["the folder", "the file"])
def test_what_is_deleted_meanwhile_is_forgotten_and_begun_anew(kitchen: Program, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "saves"
    profile = opened(kitchen, folder)
    play(profile, "kitchen.tea")
    assert profile.flush(10)
    if what == "the folder":
        rmtree(folder)
    else:
        profile_file.forget_all(profile_path(folder))
    later = play(profile, "kitchen.coat")
    assert profile.close() == []
    assert kept(folder) == profile.met() == later


def test_what_another_process_forgets_is_not_brought_back(kitchen: Program, tmp_path: Path) -> None:
    profile = opened(kitchen, tmp_path)
    play(profile, "kitchen.tea")
    assert profile.flush(10)
    file = ProfileFile(profile_path(tmp_path))
    file.forget(("kitchen",))
    file.close()
    later = play(profile, "kitchen.coat")
    assert profile.flush(10)
    later.add(play(profile, "kitchen.wait"))
    profile.close()
    assert kept(tmp_path) == profile.met() == later


def test_a_lock_that_never_opens_holds_nobody_up_and_is_told_at_the_end(
    kitchen: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile_file, "PATIENCE", 0.01)
    ProfileFile(profile_path(tmp_path)).close()
    holder = sqlite3.connect(profile_path(tmp_path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    profile = opened(kitchen, tmp_path)
    met = play(profile)
    assert not profile.flush(10)
    assert profile.complaints == []
    holder.execute("ROLLBACK")
    assert profile.close(10) == []
    assert kept(tmp_path) == met
    holder.execute("BEGIN IMMEDIATE")
    late = opened(kitchen, tmp_path)
    play(late)
    assert "all the while" in late.close()[0]
    holder.close()


def test_whoever_fails_to_listen_does_not_end_the_thread(kitchen: Program, tmp_path: Path) -> None:
    def deaf(*words: str) -> None:
        raise RuntimeError("App is not running")

    profile_path(tmp_path).write_bytes(b"none")
    profile = Profile(kitchen, profile_path(tmp_path), deaf, deaf)
    met = play(profile)
    profile.close()
    assert kept(tmp_path) == met


def test_a_story_of_which_all_was_read_says_so(tmp_path: Path) -> None:
    program = compiled(ENDS)
    profile = opened(program, tmp_path)
    profile._meet(Met(read=set(texts_of(program).every)))
    assert profile.share() == 100
    profile.close()
