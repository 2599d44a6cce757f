"""The command itself, in a real terminal: from the title to an ending, killed, and taken up again."""

from __future__ import annotations

import statistics
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


EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("an empty app")
Empty().run()
"""


@pytest.mark.slow
def test_something_is_on_the_screen_at_once_and_the_page_soon(environment: dict[str, str]) -> None:
    """As multiples of the first frame of an empty Textual app: the card 0.3, the first whole page 1.5."""
    empty, card, page = [], [], []
    for _ in range(7):
        with Terminal([sys.executable, "-c", EMPTY_APP], environment) as terminal:
            empty.append(terminal.wait_for("an empty app"))
        with Terminal(citadel("--as", "vera"), environment) as terminal:
            card.append(terminal.wait_for("S I G N A L"))
            page.append(terminal.wait_for("Open the drawer."))
    frame = statistics.median(empty)
    assert statistics.median(card) <= 0.3 * frame, (empty, card)
    assert statistics.median(page) <= 1.5 * frame, (empty, page)
