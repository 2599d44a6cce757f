"""The command itself, in a real terminal: from the title to an ending, killed, and taken up again."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.terminals import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals to be had on Windows")

STORY = Path(__file__).parent / "stories" / "signal_box.yaml"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def environment(own_folders: Path) -> dict[str, str]:
    """A plain terminal with many colours, and folders of the test's own."""
    folders = {f"CITADEL_{name.upper()}": str(own_folders / name) for name in ("saves", "config", "cache")}
    return {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), **folders}


def citadel(*arguments: str) -> list[str]:
    """The command line that plays the test's story."""
    return [sys.executable, "-m", "game", "play", str(STORY), *arguments]


def test_from_the_title_to_an_ending_and_back_through_continue(environment: dict[str, str]) -> None:
    with Terminal(citadel(), environment) as terminal:
        terminal.wait_for("New game")
        terminal.type("1")
        terminal.wait_for("Vera Lindt")
        terminal.type("1")
        terminal.wait_for("Then sit down.")
        terminal.type("2")
        terminal.wait_for("She had your voice.")
        for keys, words in (
            (" ", "Light the lamp."),
            ("2", "The first carriage"),
            (" ", "Walk back."),
            ("4", "Write all"),
        ):
            time.sleep(0.4)
            terminal.type(keys)
            terminal.wait_for(words)
        terminal.type("1")
        terminal.wait_for("asked no questions.")
        time.sleep(0.4)  # at once, it would be a key held down
        terminal.type("1")
        terminal.wait_for("Continue")
        terminal.type("1")
        terminal.wait_for("asked no questions.")
        terminal.type("q")
        terminal.wait_for("Continue")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert "\x1b[?1049l" in terminal.raw[-2000:], "the terminal's own screen is back"
        assert "\x1b[?25h" in terminal.raw[-2000:], "the cursor is back"


def test_killed_in_mid_chapter_and_started_again_it_continues_where_it_was(environment: dict[str, str]) -> None:
    with Terminal(citadel("--as", "vera"), environment) as terminal:
        terminal.wait_for("Then sit down.")
        terminal.type("2")
        terminal.wait_for("She had your voice.")
        time.sleep(0.5)
        terminal.kill()
    with Terminal(citadel(), environment) as terminal:
        terminal.wait_for("Night Turn")
        terminal.type("\r")
        terminal.wait_for("Light the lamp.")


def test_a_crash_gives_the_terminal_back_and_keeps_the_game(environment: dict[str, str], own_folders: Path) -> None:
    broken = (
        "import sys; sys.argv[1:] = sys.argv[2:];"
        "from game.shell.app.reading import ReadingScreen;"
        "ReadingScreen.action_notes = lambda self: 1 / 0;"
        "from game.shell.command_line import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", broken, "-", "play", str(STORY), "--as", "vera"]
    with Terminal(command, environment) as terminal:
        terminal.wait_for("Then sit down.")
        terminal.type("2")
        terminal.wait_for("She had your voice.")
        terminal.type("n")
        assert terminal.wait_for_end() == 1
        assert "\x1b[?1049l" in terminal.raw
        assert "crash-" in terminal.text and "Traceback" not in terminal.text
    told = next((own_folders / "saves").glob("crash-*.txt")).read_text(encoding="utf-8")
    assert "ZeroDivisionError" in told and "box.ask" in told
    assert "box.ask" in (own_folders / "saves" / "signal-box" / "autosave-vera.json").read_text(encoding="utf-8")


WATCHED = """
import atexit, sys
from pathlib import Path

class Watched:
    def __init__(self, stream):
        self._stream = stream
    def __getattr__(self, name):
        return getattr(self._stream, name)
    def write(self, text):
        if "S I G N A L" in text:
            loaded("card")
        return self._stream.write(text)

def loaded(when):
    there = Path(sys.argv[-1]) / when
    there.exists() or there.write_text(" ".join(sys.modules))

sys.__stdout__ = Watched(sys.__stdout__)
atexit.register(loaded, "end")
from game.shell.command_line import main
sys.exit(main(sys.argv[1:-1]))
"""
"""The command, which notes what is imported as the card is written, and what by its end."""


def test_the_card_is_on_the_screen_before_anything_heavy_is_imported(environment: dict[str, str], tmp_path: Path) -> None:
    """What it costs to import, the reader would wait for; how long that is `tests.bench.first_paint` measures."""
    command = [sys.executable, "-c", WATCHED, "play", str(STORY), str(tmp_path)]
    with Terminal(command, environment) as terminal:
        terminal.wait_for("S I G N A L")
        terminal.wait_for("New game")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    at_the_card = set((tmp_path / "card").read_text().split())
    by_the_end = set((tmp_path / "end").read_text().split())
    assert not {"textual", "rich", "yaml", "sqlite3", "msgspec", "asyncio"} & at_the_card
    assert {name for name in at_the_card if name.startswith(("game.text", "game.language", "game.play", "game.proof"))} == set()
    assert {"textual", "msgspec", "yaml"} <= by_the_end, "it was the command that was looked at"


def test_a_story_that_was_read_before_is_not_read_again_for_its_first_page(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for time_round in ("first", "second"):
        (tmp_path / time_round).mkdir()
        command = [sys.executable, "-c", WATCHED, "play", str(STORY), "--as", "vera", str(tmp_path / time_round)]
        with Terminal(command, environment) as terminal:
            terminal.wait_for("Open the drawer.")
            terminal.type("\x11")
            assert terminal.wait_for_end() == 0
    first, second = (set((tmp_path / each / "end").read_text().split()) for each in ("first", "second"))
    assert {"yaml", "game.language.parser", "game.language.compiler"} <= first
    assert not {"yaml", "game.language.parser", "game.language.compiler", "game.language.checker"} & second
