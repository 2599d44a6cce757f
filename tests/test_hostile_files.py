"""Files that strangers wrote, through every door by which one comes in: told in a sentence, nothing done, and never for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.save_format import SaveError, decode, encode
from game.play.saves import restore, save
from game.shell import files
from game.shell.app.saves_screen import SavesScreen
from game.shell.shelf import Shelf, story_shelf
from tests.commands import ROOT, Ran, run
from tests.conftest import KITCHEN, STORIES
from tests.fuzz.targets import saved_game
from tests.hostile import REFUSED, TAKEN_UP, calm, inside, with_
from tests.patience import patience
from tests.screens import Reader, read
from tests.walks import walk

FOLLOWING = STORIES / "features" / "following.yaml"
DOORS = (
    ("replay", "x", "--story", str(KITCHEN)),
    ("share", "x", "--story", str(KITCHEN)),
    ("saves", "show", "x"),
    ("saves", "export", "x", "-"),
    ("saves", "import", "X", "--story", str(KITCHEN)),
    ("play", str(KITCHEN), "--opposite", "x"),
    ("play", str(FOLLOWING), "--before", "X"),
    ("saves", "list"),
    ("play", str(KITCHEN), "--plain"),
    ("saves", "delete", "x"),
)
"""X stands for the path of the file x.json."""
ANSWERS = "load x\nload x\nwait\nsaves\nsave y\nquit\n"

OURS = ("saves/kitchen", "saves/profile.sqlite3")
"""What playing may make."""


def each(table: dict[str, bytes]) -> list[object]:
    """The names of a table's files; at every door the large ones take their time."""
    return [pytest.param(what, marks=[pytest.mark.slow] if len(table[what]) > 400_000 else []) for what in table]


@pytest.fixture
def shelf(own_folders: Path) -> Shelf:
    found = story_shelf(own_folders / "saves", "kitchen")
    found.folder.mkdir(parents=True)
    return found


def entered(monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> Iterator[tuple[tuple[str, ...], Ran]]:
    """What each door says of the file x.json, the door that deletes it last."""
    for door in DOORS:
        words = [str(shelf.folder / "x.json") if word == "X" else word for word in door]
        with patience():
            ran = run(monkeypatch, *words, answers=ANSWERS)
        calm(ran)
        yield door, ran


@pytest.mark.parametrize("what", each(REFUSED))
def test_a_file_that_is_no_game_is_told_at_every_door_and_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, own_folders: Path, what: str
) -> None:
    path = shelf.folder / "x.json"
    path.write_bytes(REFUSED[what])
    for door, ran in entered(monkeypatch, shelf):
        if door[:2] == ("saves", "delete"):
            assert ran.code == 0 and not path.exists()
            continue
        assert path.read_bytes() == REFUSED[what]
        match door:
            case ("replay" | "share", *_) | ("saves", "show" | "export" | "import", *_) | ("play", _, "--opposite" | "--before", _):
                assert ran.code == 4
                assert len(ran.err) < 500 and ran.err.startswith("citadel: ")
            case _:
                assert ran.code == 0 and "x" in ran.out
    assert {"saves/kitchen/y.json", "saves/kitchen/autosave-daniel.json"} <= inside(own_folders)
    assert {part.split("/")[0] for part in inside(own_folders)} <= {"saves", "cache"}


@pytest.mark.parametrize("what", each(TAKEN_UP))
def test_a_game_that_means_harm_is_played_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, own_folders: Path, what: str
) -> None:
    path = shelf.folder / "x.json"
    path.write_bytes(TAKEN_UP[what])
    for door, ran in entered(monkeypatch, shelf):
        if door[:2] != ("saves", "delete"):
            assert path.read_bytes() == TAKEN_UP[what]
        assert len(ran.err) < 1000
    assert saved_game(TAKEN_UP[what])
    assert all(name == "saves" or name.startswith(OURS) for name in inside(own_folders))
    assert not (ROOT / "owned").exists()


def test_the_app_lists_them_all_loads_what_can_be_and_goes_on(kitchen: Program, shelf: Shelf) -> None:
    for number, data in enumerate([*REFUSED.values(), *TAKEN_UP.values()]):
        if len(data) < 50_000:
            (shelf.folder / f"save-{number}.json").write_bytes(data)

    async def body(reader: Reader) -> None:
        reader.app.open_saves("load")
        await reader.pilot.pause()
        screen = reader.app.screen
        assert isinstance(screen, SavesScreen)
        for _ in range(5):
            await reader.press("down")
        assert "\x1b" not in reader.screen and "\u202e" not in reader.screen
        await reader.press("escape")
        for path in sorted(shelf.folder.glob("save-*.json")):
            reader.app.load_game(path.name)
            await reader.pilot.pause()
            await reader.press("enter")
            assert "\x1b" not in reader.screen
        assert reader.app.crashed is None

    read(kitchen, body, lead="daniel")


# ------------------------------------------------------------------ damage


def test_cut_off_after_any_byte_a_game_is_refused(kitchen: Program) -> None:
    whole = encode(save(walk(kitchen, "kitchen.wait", "kitchen.go")))
    for length in range(len(whole) - 2):
        with pytest.raises(SaveError, match=r"empty|damaged"):
            decode(whole[:length])


@pytest.mark.parametrize(
    "bit", [pytest.param(bit, marks=[] if bit in (0, 5) else pytest.mark.slow) for bit in range(8)]
)
def test_with_any_bit_turned_over_a_game_is_refused_or_played_as_far_as_it_goes(kitchen: Program, bit: int) -> None:
    whole = encode(save(walk(kitchen, "kitchen.coat", "kitchen.wait").rewind().named(1, "here"), label="x"))
    seen = {saved_game(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]) for at in range(len(whole))}
    # A byte of ASCII with its highest bit turned over is no UTF-8, so nothing of that file is read.
    assert seen == {"refused"} if bit == 7 else {"refused", "same"} <= seen


@pytest.mark.parametrize("what", [*REFUSED, *TAKEN_UP])
def test_whatever_was_read_can_be_kept_and_read_again(kitchen: Program, what: str) -> None:
    """Else a game would be taken up that can never be saved."""
    try:
        saved = decode({**REFUSED, **TAKEN_UP}[what])
    except SaveError as error:
        assert what in REFUSED and 15 < len(str(error)) < 300
        return
    assert what in TAKEN_UP
    again = encode(saved)
    assert decode(again) == saved
    for session in (restore(kitchen, saved).session, restore(kitchen, saved).other):
        if session is not None:
            assert decode(encode(save(session.named(0, "here"), before=saved)))


# ------------------------------------------------------------------ what is no file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
@pytest.mark.parametrize(
    "kind", ["folder", "pipe", "device", "endless device", "loop", "nowhere", "full folder", "100 MB", "forbidden"]
)
def test_what_is_called_a_game_and_is_no_file_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, tmp_path: Path, kind: str
) -> None:
    path = shelf.folder / "x.json"
    match kind:
        case "folder" | "full folder":
            path.mkdir()
            if kind == "full folder":
                (path / "y.json").write_bytes(with_())
        case "pipe":
            os.mkfifo(path)
        case "device" | "endless device":
            path.symlink_to("/dev/null" if kind == "device" else "/dev/zero")
        case "loop":
            path.symlink_to(path.name)
        case "nowhere":
            path.symlink_to(tmp_path / "nowhere.json")
        case "100 MB":
            with path.open("wb") as file:
                file.truncate(100_000_000)
        case "forbidden":
            path.write_bytes(with_())
            forbid(monkeypatch, path)
    before = inside(tmp_path)
    for door, ran in entered(monkeypatch, shelf):
        if door[0] in ("replay", "share") or door[1] == "show":
            assert ran.code == 4 and "cannot be" in ran.err
        elif door[1] == "delete":
            assert ran.code == (4 if "folder" in kind else 0)
    assert inside(tmp_path) == before


def forbid(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Take the right to read a file away, from root too."""

    class Forbidden(files.Calls):
        def open(self, opened: Path, flags: int, mode: int = 0o666) -> int:
            if opened == path and flags & os.O_ACCMODE == os.O_RDONLY:
                raise PermissionError(13, "Permission denied")
            return super().open(opened, flags, mode)

    monkeypatch.setattr(files, "calls", Forbidden())


def test_a_link_to_a_file_outside_is_read_and_never_written(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(with_())
    for name in ("x", "autosave-daniel"):
        (shelf.folder / f"{name}.json").symlink_to(outside)
    calm(run(monkeypatch, "play", KITCHEN, answers="load x\nwait\nsave x\ncoat\nquit\n"), (0,))
    calm(run(monkeypatch, "saves", "delete", "x"), (0,))
    assert outside.read_bytes() == with_()


@pytest.mark.parametrize(
    "name",
    [
        "../../owned",
        "/tmp/owned",
        "..",
        ".",
        "a/../../owned",
        "..\\..\\owned",
        "con",
        "NUL.json",
        "x\x00y",
        "a" * 3000,
        "~/x",
        "\u202egnp",
    ],
)
def test_no_name_that_is_typed_leads_out_of_the_folder(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, tmp_path: Path, name: str
) -> None:
    before = inside(tmp_path)
    calm(run(monkeypatch, "play", KITCHEN, answers=f"coat\nsave {name}\nload {name}\nload ../{name}\nquit\n"), (0,))
    for words in (
        ("replay", name),
        ("share", name),
        ("saves", "show", f"../{name}"),
        ("saves", "delete", f"../../{name}"),
    ):
        calm(
            run(monkeypatch, *words, "--story", KITCHEN)
            if words[0] in ("replay", "share")
            else run(monkeypatch, *words),
            (0, 2, 4),
        )
    assert inside(tmp_path) == before
    assert all(part == "saves" or part.startswith(OURS) for part in inside(own_folders))


# ------------------------------------------------------------------ memory and time

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from game.shell.command_line import main
sys.exit(main())
"""


def limited(*arguments: str | Path, answers: bytes = b"") -> Ran:
    """Run a command with 400 MB of addresses, of which the program itself takes a hundred."""
    done = subprocess.run([sys.executable, "-c", LIMITED, *map(str, arguments)], input=answers, capture_output=True, cwd=ROOT, timeout=60, check=False)  # fmt: skip
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.skipif(sys.platform != "linux", reason="no other system limits memory so")
def test_none_of_them_takes_much_memory(own_folders: Path, shelf: Shelf) -> None:
    for number, data in enumerate([*REFUSED.values(), *TAKEN_UP.values()]):
        (shelf.folder / f"save-{number}.json").write_bytes(data)
    with (shelf.folder / "sparse.json").open("wb") as file:
        file.truncate(100_000_000)
    listed = limited("saves")
    assert listed.code == 0 and "sparse" in listed.out
    loads = "".join(f"load save-{number}\n" for number in range(len(REFUSED) + len(TAKEN_UP)))
    calm(limited("play", KITCHEN, answers=f"{loads}load sparse\nwait\n".encode()), (0,))


@pytest.mark.skipif(sys.platform != "linux", reason="no other system limits memory so")
@pytest.mark.parametrize("mode", ["--plain", "--json"])
def test_an_answer_of_200_megabytes_is_read_past(mode: str) -> None:
    ran = limited("play", KITCHEN, mode, answers=b"x" * 200_000_000 + b"\nkitchen.wait\nquit\n")
    calm(ran, (0,))
    assert len(ran.out) < 20_000 and "Four. He has lined them up" in ran.out
