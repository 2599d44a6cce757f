"""Codes, recordings and pages made of a saved game on the command line."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.replay_code import share
from game.play.session import begin
from game.play.state import Setup
from game.play.transcript_page import as_html
from game.shell.games import shelf_of
from tests.commands import Ran, run
from tests.conftest import KITCHEN
from tests.walks import compiled, walk

MOVES = ("kitchen.coat", "kitchen.wait", "kitchen.go", "green_door.hands", "kitchen.stay")


@pytest.fixture
def saved(kitchen: Program, own_folders: Path) -> Path:
    return shelf_of(kitchen, own_folders / "saves").write("The whole game", walk(kitchen, *MOVES))


def citadel(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path, answers: str = "") -> Ran:
    return run(monkeypatch, *arguments, "--story", KITCHEN, answers=answers)


def test_a_saved_games_code_plays_the_same_replay(
    monkeypatch: pytest.MonkeyPatch, saved: Path, kitchen: Program
) -> None:
    code = citadel(monkeypatch, "share", "the whole game").out
    assert code == share(walk(kitchen, *MOVES)) + "\n"
    told = citadel(monkeypatch, "replay", "the whole game").out
    for given in (code.strip(), code.replace("\n", " ").lower()):
        assert citadel(monkeypatch, "replay", given) == (0, told, "")
    for typed in (code, "\n\n" + code + "\n\nand more", " ".join(code.split())):
        assert citadel(monkeypatch, "replay", answers=typed) == (0, told, "")
        assert citadel(monkeypatch, "replay", "-", answers=typed) == (0, told, "")


def test_a_code_can_be_cut_short_and_shared_again(
    monkeypatch: pytest.MonkeyPatch, saved: Path, kitchen: Program
) -> None:
    part = citadel(monkeypatch, "share", "the whole game", "--to", "2").out
    assert part == share(walk(kitchen, *MOVES).first(2)) + "\n"
    assert citadel(monkeypatch, "share", part.strip()).out == part


def test_a_code_tells_nothing_of_the_player(
    monkeypatch: pytest.MonkeyPatch, kitchen: Program, own_folders: Path
) -> None:
    shelf = shelf_of(kitchen, own_folders / "saves")
    shelf.write("Secret name", walk(kitchen, *MOVES))
    one = citadel(monkeypatch, "share", "secret name").out
    shelf.write("Another", walk(kitchen, *MOVES))
    assert citadel(monkeypatch, "share", "another").out == one


@pytest.mark.parametrize(
    ("code", "exit_code", "words"),
    [
        ("01234-56789-ABCDE-FGHJK-MNPQR-STVWX", 4, "This is no replay code."),
        ("no such game", 2, "There is no saved game “no such game”"),
    ],
)
def test_what_is_neither_a_code_nor_a_save_is_told(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, code: str, exit_code: int, words: str
) -> None:
    ran = citadel(monkeypatch, "replay", code)
    assert ran.code == exit_code
    assert words in ran.err


def test_a_code_of_a_story_that_does_not_ship_asks_for_its_folder(
    monkeypatch: pytest.MonkeyPatch, kitchen: Program
) -> None:
    ran = run(monkeypatch, "replay", share(walk(kitchen, *MOVES)))
    assert ran.code == 2
    assert "“kitchen”" in ran.err
    assert "--story" in ran.err


def test_a_recording_is_an_asciicast_of_line_mode(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    told = citadel(monkeypatch, "replay", "the whole game").out
    for pace in ("0", "260"):
        head, *events = (
            json.loads(line)
            for line in citadel(monkeypatch, "replay", "the whole game", "--cast", "-", "--pace", pace).out.splitlines()
        )
        assert head == {"version": 2, "width": 80, "height": 24, "title": "The Kitchen"}
        assert "".join(text for _, _, text in events).replace("\r\n", "\n") == told
        times = [at for at, _, _ in events]
        assert times == sorted(times)
        assert (times[-1] > 10) == (pace == "260")
        assert {kind for _, kind, _ in events} == {"o"}


class Page(HTMLParser):
    """What a page holds: its tags, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_transcript_may_be_a_page_for_a_browser(
    monkeypatch: pytest.MonkeyPatch, saved: Path, tmp_path: Path, kitchen: Program
) -> None:
    target = tmp_path / "game.html"
    assert citadel(monkeypatch, "replay", "the whole game", "--transcript", target).code == 0
    page = target.read_text(encoding="utf-8")
    assert page == as_html(walk(kitchen, *MOVES))
    words = Page(page).words
    for told in ("The Kitchen", "“That’s my coat.”", "It was on the hook. I was cold.", "Tea for two"):
        assert told in words
    assert "http" not in page.replace("http-equiv", "")


HOSTILE = """\
story: {id: x, title: '<script>alert(1)</script>'}
leads: {ann: {name: 'A"><b>', start: hall}}
endings: {done: {title: '<img src=x onerror=y>', about: '</body>&amp;'}}
---
scene: hall
place: <i>Here</i>
script:
  - <script>no</script> _<u>so_ & so
  - choose: {go: '<a href="javascript:x">go</a>'}
  - end: done
"""


def test_no_word_of_a_story_becomes_a_tag() -> None:
    program = compiled(HOSTILE)
    session = begin(program, Setup(lead="ann")).play("hall.go")
    page = Page(as_html(session))
    assert not {"script", "img", "a", "i", "u", "b"} & set(page.tags)
    assert "<script>no</script>" in page.words
