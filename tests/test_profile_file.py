"""The profile's file: what it keeps, and what becomes of one that is none of ours."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from game.play.met import Finished, Met
from game.shell import profile_file
from game.shell.profile_file import (
    APPLICATION,
    SCHEMA,
    Busy,
    Damaged,
    Newer,
    ProfileFile,
    Trouble,
    forget_all,
    set_aside,
)

SOME = Met(
    read={"hall.1", "hall.go.do"},
    options={"hall.go": (2, 1), "hall.stay": (2, 0)},
    memories={"door": 1},
    games={"abc": Finished("ann", "done", 12)},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "saves" / "profile.sqlite3"


def kept(path: Path, story: str = "hall") -> Met:
    file = ProfileFile(path)
    try:
        return file.load((story,))
    finally:
        file.close()


def keep(path: Path, met: Met = SOME, story: str = "hall") -> None:
    file = ProfileFile(path)
    try:
        file.add(story, met)
    finally:
        file.close()


def test_what_was_added_is_there_when_it_is_opened_again(path: Path) -> None:
    keep(path)
    assert kept(path) == SOME
    assert kept(path, "other") == Met()


def test_options_add_up_memories_go_further_and_a_game_is_kept_once(path: Path) -> None:
    keep(path)
    keep(path, Met(options={"hall.go": (1, 1)}, memories={"door": 2}, games=SOME.games))
    keep(path, Met(memories={"door": 1}))
    met = kept(path)
    assert met.options["hall.go"] == (3, 2)
    assert met.memories == {"door": 2}
    assert met.games == SOME.games


def test_stories_are_kept_apart_and_a_former_id_is_read_too(path: Path) -> None:
    keep(path)
    keep(path, Met(read={"x.1"}), "new hall")
    file = ProfileFile(path)
    assert file.stories() == ["hall", "new hall"]
    assert file.load(("new hall", "hall")).read == {"x.1", "hall.1", "hall.go.do"}
    file.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_only_its_owner_can_read_it(path: Path) -> None:
    file = ProfileFile(path)
    file.add("hall", SOME)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    there = sorted(path.parent.iterdir())
    assert {each.name for each in there} >= {"profile.sqlite3", "profile.sqlite3-wal"}
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in there)
    file.close()


def test_closed_it_is_one_file(path: Path) -> None:
    keep(path)
    assert [each.name for each in path.parent.iterdir()] == ["profile.sqlite3"]


def test_it_is_a_write_ahead_log(path: Path) -> None:
    keep(path)
    assert path.read_bytes()[18:20] == b"\x02\x02"


def test_what_is_forgotten_is_not_in_its_bytes(path: Path) -> None:
    keep(path, Met(read={"a_secret_text.1"}))
    keep(path, Met(read={"another.1"}), "other")
    assert b"a_secret_text" in path.read_bytes()
    file = ProfileFile(path)
    file.forget(("hall",))
    there = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"a_secret_text" not in there
    assert b"another" in there
    file.close()
    assert kept(path) == Met()


def test_all_is_forgotten_with_what_was_set_aside(path: Path) -> None:
    keep(path)
    set_aside(path)
    keep(path)
    (path.parent / "hall").mkdir()
    forget_all(path)
    assert [each.name for each in path.parent.iterdir()] == ["hall"]


def test_another_who_writes_is_noticed(path: Path) -> None:
    one, other = ProfileFile(path), ProfileFile(path)
    one.add("hall", SOME)
    assert not one.others_wrote()
    other.add("hall", Met(read={"hall.2"}))
    assert other.others_wrote() and not other.others_wrote()
    one.add("hall", Met(read={"hall.3"}))
    assert one.others_wrote()
    one.add("hall", Met(read={"hall.4"}))
    assert not one.others_wrote()
    assert one.load(("hall",)).read == {"hall.1", "hall.go.do", "hall.2", "hall.3", "hall.4"}
    one.close()
    other.close()


def test_a_file_that_another_program_holds_is_busy_soon(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_file, "PATIENCE", 0.05)
    keep(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    file = ProfileFile(path)
    with pytest.raises(Busy):
        file.add("hall", Met(read={"hall.9"}))
    assert file.load(("hall",)) == SOME
    holder.execute("ROLLBACK")
    file.add("hall", Met(read={"hall.9"}))
    file.close()
    holder.close()


def test_it_is_noticed_when_its_name_is_gone_or_anothers(path: Path) -> None:
    file = ProfileFile(path)
    assert file.still_there
    path.rename(path.with_name("elsewhere"))
    assert not file.still_there
    path.write_bytes(b"")
    assert not file.still_there
    file.close()


# ---------------------------------------------------------------------- what is none of ours


def a_text(path: Path) -> None:
    path.write_text("Dear diary, " * 200)


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def a_truncated_one(path: Path) -> None:
    keep(path, Met(read={f"hall.{number}" for number in range(3000)}))
    path.write_bytes(path.read_bytes()[:20_000])


def one_without_its_middle(path: Path) -> None:
    keep(path, Met(read={f"hall.{number}" for number in range(3000)}))
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def anothers_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE contacts (name TEXT)")
    other.commit()
    other.close()


def one_with_a_trigger(path: Path) -> None:
    keep(path)
    other = sqlite3.connect(path)
    other.execute("CREATE TRIGGER t AFTER INSERT ON read BEGIN DELETE FROM game; END")
    other.commit()
    other.close()


def one_with_a_view_for_a_table(path: Path) -> None:
    keep(path)
    other = sqlite3.connect(path)
    other.execute("DROP TABLE read")
    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'hall' AS story, i AS text FROM n"
    other.execute(f"CREATE VIEW read AS {forever}")
    other.commit()
    other.close()


def one_with_a_column_that_reckons(path: Path) -> None:
    keep(path)
    other = sqlite3.connect(path)
    other.execute("DROP TABLE memory")
    other.execute(
        "CREATE TABLE memory (story TEXT, memory TEXT, state INTEGER GENERATED ALWAYS AS (length(zeroblob(1e9))) VIRTUAL)"
    )
    other.commit()
    other.close()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    there = path.with_name("elsewhere.sqlite3")
    keep(there)
    path.symlink_to(there)


def a_link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_large_one(path: Path) -> None:
    keep(path)
    os.truncate(path, 100 << 20)


def one_beside_anothers_journal(path: Path) -> None:
    keep(path)
    path.with_name("profile.sqlite3-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)


def one_beside_a_linked_log(path: Path) -> None:
    keep(path)
    there = path.with_name("precious")
    there.write_bytes(b"precious")
    path.with_name("profile.sqlite3-wal").symlink_to(there)


FOREIGN = [
    a_text, an_empty_file, a_truncated_one, one_without_its_middle, anothers_database, one_with_a_trigger,
    one_with_a_view_for_a_table, one_with_a_column_that_reckons, a_folder, a_link, a_link_to_nowhere, a_pipe, a_large_one,
    one_beside_anothers_journal, one_beside_a_linked_log,
]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX's")
@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__)
def test_what_is_no_profile_is_told_apart_set_aside_and_kept(path: Path, make: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True)
    make(path)
    before = {each.name for each in path.parent.iterdir()}
    with pytest.raises(Damaged):
        kept(path)
    aside = set_aside(path)
    keep(path)
    assert kept(path) == SOME
    assert os.path.lexists(aside)
    assert len(list(path.parent.iterdir())) == len(before) + 1
    precious = path.with_name("precious")
    assert not precious.exists() or precious.read_bytes() == b"precious"


def test_a_later_one_is_left_alone(path: Path) -> None:
    keep(path)
    later = sqlite3.connect(path)
    later.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    later.execute("CREATE TABLE more (x)")
    later.commit()
    later.close()
    before = path.read_bytes()
    with pytest.raises(Newer):
        kept(path)
    assert path.read_bytes() == before


def test_values_that_are_none_are_passed_over(path: Path) -> None:
    keep(path)
    other = sqlite3.connect(path)
    other.text_factory = bytes
    for story, id in (("hall", ""), ("hall", "x" * 500), ("hall", 7), ("hall", b"bytes"), ("hall", "good.1")):
        other.execute("INSERT INTO read VALUES (?, ?)", (story, id))
    other.execute("INSERT INTO read VALUES ('hall', CAST(x'ff41' AS TEXT))")
    for id, met, taken in (("a.a", "many", 0), ("a.b", -1, 0), ("a.c", 1 << 62, 0), ("a.d", None, None), ("a.e", 1.5, 0)):
        other.execute("INSERT INTO option VALUES ('hall', ?, ?, ?)", (id, met, taken))
    other.execute("INSERT INTO memory VALUES ('hall', 'gate', 9)")
    other.execute("INSERT INTO game VALUES ('hall', 'x', 'ann', NULL, 3)")
    other.commit()
    other.close()
    met = kept(path)
    assert met.read == SOME.read | {"good.1", "7", "\ufffdA"}
    assert (met.options, met.memories, met.games) == (SOME.options, SOME.memories, SOME.games)


def test_a_huge_one_of_our_own_shape_is_read_in_bounded_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, Met(read={f"hall.{number}" for number in range(20_000)}))
    monkeypatch.setattr(profile_file, "MOST_STEPS", 3)
    with pytest.raises(Damaged):
        kept(path)


def test_more_rows_than_any_game_needs_are_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_file, "MOST_ROWS", 100)
    keep(path, Met(read={f"hall.{number}" for number in range(300)}))
    assert len(kept(path).read) == 100


def test_counts_stay_numbers(path: Path) -> None:
    keep(path, Met(options={"hall.go": (profile_file.MOST, 1)}))
    keep(path, Met(options={"hall.go": (5, 5)}))
    assert kept(path).options == {"hall.go": (profile_file.MOST, 6)}


def test_two_that_are_made_at_once_are_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ProfileFile] = []

    class Interrupted(profile_file.Calls):
        def close(self, connection: sqlite3.Connection) -> None:
            super().close(connection)
            if not made:  # the first is about to give its file its name: another comes first
                made.append(None)  # type: ignore[arg-type]
                made[0] = ProfileFile(path)
                made[0].add("hall", SOME)

    monkeypatch.setattr(profile_file, "calls", Interrupted())
    second = ProfileFile(path)
    second.add("hall", Met(read={"hall.2"}))
    assert second.load(("hall",)).read == {*SOME.read, "hall.2"}
    second.close()
    made[0].close()
    assert [each.name for each in path.parent.iterdir()] == ["profile.sqlite3"]


def test_it_says_what_it_is(path: Path) -> None:
    keep(path)
    there = sqlite3.connect(path)
    assert there.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert there.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    there.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    keep(path)
    path.chmod(0o400)
    with pytest.raises(Trouble):
        keep(path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("in the way")
    with pytest.raises(Trouble):
        ProfileFile(tmp_path / "saves" / "profile.sqlite3")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_bytes_are_changed_it_is_read_or_told_apart(path: Path, seed: int) -> None:
    keep(path, Met(read={f"hall.{number}" for number in range(400)}, options={f"hall.o{n}": (n, 1) for n in range(90)}))
    whole = path.read_bytes()
    chance = random.Random(seed)
    told = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 40))):
            # Half of them at the head and in the first bytes of pages, where SQLite keeps what leads elsewhere.
            at = chance.randrange(len(data)) if chance.random() < 0.5 else chance.randrange(len(data) // 4096) * 4096 + chance.randrange(110)
            data[at] = chance.choice((0, 255, chance.randrange(256)))
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        path.write_bytes(data)
        for end in profile_file.BESIDE:
            path.with_name(path.name + end).unlink(missing_ok=True)
        try:
            file = ProfileFile(path)
        except Trouble:
            told += 1
            continue
        try:
            met = file.load(file.stories())
            assert len(met.read) <= profile_file.MOST_ROWS
            file.add("hall", SOME)
            file.forget(("hall",))
        except Trouble:
            told += 1
        finally:
            file.close()
    assert told
