"""What every test has: its own folders for saves, settings and the cache, and no terminal's habits."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.program import Program

STORIES = Path(__file__).parent / "stories"
KITCHEN = STORIES / "kitchen.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write the stories' transcripts anew")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing that a test does reaches the folders of whoever runs it."""
    folder = tmp_path_factory.mktemp("citadel")
    for name in ("saves", "config", "cache"):
        monkeypatch.setenv(f"CITADEL_{name.upper()}", str(folder / name))
    for name in ("NO_COLOR", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def kitchen() -> Program:
    """The story of tests/stories/kitchen.yaml: a loop, a hub, chance, a locked option, a call and a memory."""
    from game.shell.stories import find_story, load

    program = load(find_story(KITCHEN)).program
    assert program is not None
    return program
