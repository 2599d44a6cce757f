"""The package as it is given away: built, installed in an empty environment away from the checkout, and played."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from game._version import __version__
from game.shell.new_story import MADE_FROM

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
NAME = "citadel_eight_years_quiet"
BIN = "Scripts" if os.name == "nt" else "bin"


class Built(NamedTuple):
    """The two files that are given away."""

    wheel: Path
    sdist: Path


class Installed(NamedTuple):
    """An environment with nothing in it but the wheel and what it needs, and a home of its own."""

    command: Path
    home: Path
    environment: dict[str, str]

    def run(self, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.command, *arguments],
            input=answers,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env=self.environment,
            timeout=120,
            check=False,
        )


def quietly(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    tools = tmp_path_factory.mktemp("tools")
    venv.create(tools, with_pip=True)
    quietly(tools / BIN / "pip", "install", "-q", "--disable-pip-version-check", "build")
    out = tmp_path_factory.mktemp("dist")
    quietly(tools / BIN / "python", "-m", "build", "--outdir", out, ROOT)
    return Built(out / f"{NAME}-{__version__}-py3-none-any.whl", out / f"{NAME}-{__version__}.tar.gz")


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    quietly(folder / BIN / "pip", "install", "-q", "--disable-pip-version-check", built.wheel)
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return Installed(folder / BIN / "citadel", home, {**kept, "HOME": str(home), "LOCALAPPDATA": str(home)})


def test_the_wheel_holds_the_game_its_types_and_the_story(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())
    assert {"game/__init__.py", "game/py.typed", "game/_version.py", "game/shell/command_line.py"} <= names
    assert "game/stories/eight_years_quiet/story.yaml" in names
    assert {f"game/shell/new_story/{name}" for name in MADE_FROM.values()} <= names
    stories = {path.relative_to(ROOT / "story").as_posix() for path in (ROOT / "story").rglob("*.yaml")}
    assert {f"game/stories/{name}" for name in stories if "/tests/" not in name} <= names
    assert all(name.startswith(("game/", f"{NAME}-{__version__}.dist-info/")) for name in names)
    assert not [name for name in names if name.endswith((".md", ".pyc")) and name.startswith("game/")]
    assert {each.rpartition("/")[2] for each in names if "licenses/" in each} == {"LICENSE", "LICENSE-STORY"}


def test_the_sdist_holds_the_checkout(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for wanted in (
        "pyproject.toml", "README.md", "LICENSE", "LICENSE-STORY", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run",
        "docs/command-line.md", "tests/test_package.py", "tests/stories/kitchen.yaml", "story/eight_years_quiet/story.yaml",
        "game/shell/new_story/story.yaml", ".vscode/story.schema.json",
    ):  # fmt: skip
        assert wanted in names
    assert not [name for name in names if name.startswith(("saves/", ".venv", ".git/")) and "examples" not in name]


def test_the_installed_command_tells_its_version(installed: Installed) -> None:
    assert installed.run("--version").stdout == f"citadel {__version__}\n"


@pytest.mark.parametrize("lead", ["mason", "nadia"])
def test_the_installed_game_is_played_to_an_ending(installed: Installed, lead: str) -> None:
    process = subprocess.Popen(
        [installed.command, "play", "--json", "--as", lead, "--seed", "7"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=installed.home,
        env=installed.environment,
    )
    dice = Random(7)
    assert process.stdout is not None
    assert process.stdin is not None
    page = {}
    for line in process.stdout:
        page = json.loads(line)
        assert "error" not in page
        moves = [move["id"] for move in page["moves"] if not move["locked"]]
        if not moves:
            break
        process.stdin.write(dice.choice(moves) + "\n")
        process.stdin.flush()
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    assert page["ending"]


def test_the_installed_game_checks_and_keeps_its_saves_in_the_users_folder(installed: Installed) -> None:
    assert installed.run("check").returncode == 0
    played = installed.run("play", "--as", "nadia", answers="1\n1\nsave here\n")
    assert played.returncode == 0, played.stderr
    listed = installed.run("saves")
    assert "here" in listed.stdout
    kept = [path.name for path in installed.home.rglob("*.json")]
    assert sorted(kept) == ["autosave-nadia.json", "here.json"]


def test_the_installed_command_makes_a_story_that_is_checked_and_played(installed: Installed) -> None:
    made = installed.run("new", "last-ferry")
    assert made.returncode == 0, made.stderr
    checked = installed.run("check", "last-ferry").stdout
    assert checked.startswith("last-ferry: no mistakes.\n2 walkthroughs: none failed.\n\nProved, in ")
    played = installed.run("play", "last-ferry", "--json", answers="salon.open\npanel.stay\n")
    assert json.loads(played.stdout.splitlines()[-1])["ending"]["id"] == "paid"


def test_the_installed_app_can_be_imported(installed: Installed) -> None:
    python = installed.command.with_name("python")
    done = subprocess.run(
        [python, "-c", "import game.shell.app.main"], capture_output=True, text=True, cwd=installed.home, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_tests_are_in_the_sdist_and_find_their_stories(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as sdist:
        sdist.extractall(tmp_path, filter="data")
    folder = tmp_path / f"{NAME}-{__version__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_places.py", "tests/test_transcript.py", "-p", "no:cacheprovider"],
        capture_output=True, text=True, cwd=folder, check=False, env={**os.environ, "PYTHONPATH": str(folder)},
    )  # fmt: skip
    shutil.rmtree(folder)
    assert done.returncode == 0, done.stdout
