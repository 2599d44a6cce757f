"""The README: its commands, the commands that `.ci/run` runs, and what it promises of the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from game._version import __version__

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
POSIX = re.findall(r"^```sh\n(.*)\n```$", README, re.MULTILINE)
WINDOWS = next(iter(re.findall(r"^```bat\n(.*\n.*)\n```$", README, re.MULTILINE))).split("\n")
SCREEN = 24


def test_two_commands_in_the_first_screen() -> None:
    assert len(POSIX) == 2
    first_screen = "\n".join(README.split("\n")[:SCREEN])
    assert all(command in first_screen for command in POSIX)


@pytest.mark.parametrize("command", [*POSIX, *WINDOWS])
def test_each_command_makes_its_own_environment_and_uses_it(command: str) -> None:
    made, installed, run = command.split(" && ")
    assert made.endswith("-m venv .venv")
    assert all(part.startswith((".venv/bin/", ".venv\\Scripts\\")) for part in (installed, run))


def test_windows_is_told_the_same() -> None:
    same = [
        line.replace("py -m", "python3 -m").replace("Scripts\\", "bin/").replace(".venv\\", ".venv/")
        for line in WINDOWS
    ]
    assert same == POSIX


def test_ci_runs_the_same_test_command() -> None:
    assert f"\n    {POSIX[1]}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_the_version_stands_in_one_place() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in described["project"]
    assert described["tool"]["hatch"]["version"]["path"] == "game/_version.py"
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_says_what_it_must() -> None:
    flowing = " ".join(README.split())
    for words in ("the Python package `game`, because", "Tried on: Linux", "television series", "CC BY 4.0", "MIT"):
        assert words in flowing
