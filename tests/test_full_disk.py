"""Disks that are full, that cannot be written and that are gone, for real: nothing is lost, it is told once, and play goes on.

`test_slots` raises every error at every call; here the system itself says no, to root as to anybody.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game.language.program import Program
from game.shell.places import saves_folder
from game.shell.shelf import story_shelf
from tests.commands import ROOT
from tests.conftest import KITCHEN
from tests.screens import Reader, read
from tests.walks import walk

posix = pytest.mark.skipif(os.name != "posix", reason="files are limited and disks are mounted as POSIX systems do it")

SCRIPT = """
import json, os, subprocess, sys
from pathlib import Path

kind, story, disk = sys.argv[1], sys.argv[2], Path(sys.argv[3])
os.environ.pop("CITADEL_SAVES", None)


def citadel(*arguments, answers=""):
    done = subprocess.run([sys.executable, "-m", "game", *arguments, "--saves", str(disk / "saves")], input=answers.encode(),
                          capture_output=True, preexec_fn=limit if limited else None)
    return [done.returncode, done.stdout.decode(), done.stderr.decode()]


def limit():
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


def there():
    # What SQLite has beside the profile it takes away when it can write the profile.
    beside = ("ballast", "profile.sqlite3-wal", "profile.sqlite3-shm")
    return {path.relative_to(disk).as_posix(): path.read_text(errors="replace")
            for path in disk.rglob("*") if path.is_file() and path.name not in beside}


limited = False
if kind != "limited":
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], check=True)
told = {"first": citadel("play", story, "--as", "daniel", "--seed", "3", answers="coat\\nsave mine\\n")}
told["before"] = there()
match kind:
    case "full":
        with (disk / "ballast").open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
    case "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    case "limited":
        limited = True
told["play"] = citadel("play", story, "--as", "daniel", answers="load mine\\nwait\\nsave mine\\nsave new\\nname\\nload mine\\nwait\\n")
told["list"] = citadel("saves")
told["replay"] = citadel("replay", "mine", "--story", story)
told["rename"] = citadel("saves", "rename", "mine", "yours")
told["import"] = citadel("saves", "import", str(Path("saves/examples/kitchen-daniel.json")), "--story", story)
told["after"] = there()
if kind == "full":
    (disk / "ballast").unlink()
    told["again"] = citadel("play", story, "--as", "daniel", answers="load mine\\nwait\\nsave new\\n")
    told["then"] = there()
print(json.dumps(told))
"""

REASONS = {"limited": "File too large", "full": "No space left on device", "read-only": "Read-only file system"}


def may_mount(tmp_path: Path) -> list[str] | None:
    """The words before a command that may mount a disk of its own; None where the system allows nobody to."""
    (tmp_path / "tried").mkdir()
    for words in (["unshare", "-rm"], ["unshare", "-m"]):
        mount = [*words, "mount", "-t", "tmpfs", "-o", "size=64k", "none", str(tmp_path / "tried")]
        if shutil.which("unshare") and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
            return words
    return None


def count(out: str, words: str) -> int:
    """How often that is said, wherever its lines are broken."""
    return "".join(out.split()).count("".join(words.split()))


@posix
@pytest.mark.parametrize("kind", REASONS)
def test_where_nothing_can_be_written_the_game_goes_on_and_the_saved_ones_stay(tmp_path: Path, kind: str) -> None:
    words: list[str] | None = []
    if kind != "limited":
        words = may_mount(tmp_path)
        if words is None:
            pytest.skip("this system lets nobody mount a disk of his own")
    (tmp_path / "disk").mkdir()
    command = [*words, sys.executable, "-c", SCRIPT, kind, str(KITCHEN), str(tmp_path / "disk")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["first"][0] == 0 and "Saved as “mine”" in told["first"][1]
    code, out, err = told["play"]
    assert (code, err) == (0, "")
    folder = tmp_path / "disk" / "saves" / "kitchen"
    assert count(out, f"The game cannot be saved in {folder} ({REASONS[kind]}). You can play on") == 1, "it is told once"
    assert count(out, f"The game could not be saved in {folder}: {REASONS[kind]}.") == 2
    assert out.count("> Say nothing and count the screws.") == 2, "the game went on to its last answer"
    assert told["list"][0] == 0 and "mine" in told["list"][1]
    assert told["replay"][0] == 0 and "That’s my coat." in told["replay"][1]
    for what in ("rename", "import"):
        code, out, err = told[what]
        assert code == 4 and REASONS[kind] in err and err.count("\n") == 1, told[what]
    assert told["before"] == told["after"], "every file is as it was, and none is left over"
    if kind == "full":
        assert told["again"][0] == 0 and "Saved as “new”" in told["again"][1]
        assert set(told["then"]) == {*told["before"], "saves/kitchen/new.json"} | {
            name for name in told["then"] if "earlier" in name
        }


def test_a_folder_that_vanishes_under_the_app_is_made_again_and_the_game_goes_on(kitchen: Program) -> None:
    saves = saves_folder()
    shelf = story_shelf(saves, "kitchen")
    shelf.write("harbour", walk(kitchen, "kitchen.wait"))

    async def body(reader: Reader) -> None:
        reader.app.play("kitchen.coat")
        reader.app.open_saves("load")
        await reader.pilot.pause()
        assert "harbour" in reader.screen
        reader.app.keeper.flush()
        shutil.rmtree(saves)
        await reader.press("2")
        assert "There is no saved game" in " ".join(each.message for each in reader.app._notifications)
        assert reader.session.path == ("kitchen.coat",)
        reader.app.open_saves("load")
        await reader.pilot.pause()
        assert "There are no saved games yet." in reader.screen
        for key in ("d", "e", "u"):
            await reader.press(key)
        await reader.press("escape")
        reader.app.play("kitchen.wait")
        reader.app.keeper.flush()
        assert shelf.read("autosave-daniel").path == ("kitchen.coat", "kitchen.wait")

    read(kitchen, body, lead="daniel")
