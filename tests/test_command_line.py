"""The command: its exit codes, its words where something is not there, and what it does not load."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game._version import __version__
from game.play.saves import decode
from game.play.session import Session
from game.shell import arguments, command_line
from tests.commands import ROOT, run, spawn
from tests.conftest import KITCHEN
from tests.proofs import FAIR, folder_with

EXAMPLES = "kitchen.wait\nkitchen.go\ngreen_door.hands\nkitchen.stay\n"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A story with a mistake."""
    path = tmp_path / "wrong.yaml"
    path.write_text(KITCHEN.read_text(encoding="utf-8").replace("call: hall", "call: halls"), encoding="utf-8")
    return path


# ------------------------------------------------------------------ exit codes


def test_0_for_help_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "--version") == (0, f"citadel {__version__}\n", "")
    for command in ((), ("play",), ("replay",), ("saves",), ("check",), ("explain",), ("new",), ("schema",)):
        ran = run(monkeypatch, *command, "--help")
        assert ran.code == 0
        assert ran.out.startswith("usage: citadel")


def test_0_for_a_story_without_mistakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run(monkeypatch, "check", folder_with(tmp_path / "fair", FAIR))
    assert ran.code == 0, ran.out
    assert ran.err == ""


def test_1_for_a_story_with_mistakes(monkeypatch: pytest.MonkeyPatch, wrong: Path) -> None:
    ran = run(monkeypatch, "check", wrong, "--quick")
    assert ran.code == 1
    assert re.search(r"wrong\.yaml:\d+:\d+: error [A-Z]\d{3}: .*“halls”", ran.out)
    assert "did you mean “hall”" in ran.out
    assert re.search(r"^wrong: 1 error\b", ran.out, re.MULTILINE)


def test_1_for_playing_a_story_with_mistakes(monkeypatch: pytest.MonkeyPatch, wrong: Path) -> None:
    ran = run(monkeypatch, "play", wrong)
    assert ran.code == 1
    assert "“halls”" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said", "remedy"),
    [
        (["play", "nosuch"], "no story “nosuch”", "eight_years_quiet"),
        (["play", "eight_years_quite"], "no story", "Did you mean eight_years_quiet?"),
        (["check", "nosuch"], "no story “nosuch”", "eight_years_quiet"),
        (["play", KITCHEN, "--as", "boris"], "no lead “boris”", "--as daniel or ines"),
        (["replay", "nosuch"], "no saved game “nosuch”", "citadel saves"),
        (["saves", "show", "nosuch"], "no saved game “nosuch”", "citadel saves"),
        (["saves", "delete", "nosuch"], "no saved game “nosuch”", "citadel saves"),
        (["saves", "show"], "Say which", "citadel saves show NAME"),
        (["explain", "Q999"], "no mistake", "citadel check"),
        (["play", "--plain", "--json"], "not allowed", "--help"),
        (["play", "--seed", "x"], "--seed", "--help"),
        (["play", "--seed", "9" * 30], "--seed", "--help"),
        (["replay", "x", "--to", "-1"], "--to", "--help"),
        (["frobnicate"], "frobnicate", "--help"),
    ],
    ids=str,
)
def test_2_for_wrong_usage_in_a_sentence_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str | Path], said: str, remedy: str
) -> None:
    ran = run(monkeypatch, *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert remedy in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_2_for_a_folder_without_a_story(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run(monkeypatch, "check", tmp_path)
    assert ran.code == 2
    assert "no .yaml file" in ran.err


def test_4_for_a_saved_game_that_is_damaged(monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    torn = own_folders / "saves" / "kitchen" / "torn.json"
    torn.parent.mkdir(parents=True)
    torn.write_bytes(b'{"format": 1')
    for command in (("replay", "torn"), ("saves", "show", "torn"), ("replay", str(torn))):
        ran = run(monkeypatch, *command)
        assert ran.code == 4
        assert "damaged" in ran.err
        assert "Traceback" not in ran.err
    assert torn.read_bytes() == b'{"format": 1'


def test_4_for_a_transcript_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run(monkeypatch, "play", KITCHEN, "--plain", answers="1\nsave one\n")
    ran = run(monkeypatch, "replay", "one", "--story", KITCHEN, "--transcript", "/dev/null/x.md")
    assert ran.code == 4
    assert "cannot be written" in ran.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_4_for_a_story_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("story: {}")
    path.chmod(0)
    assert run(monkeypatch, "check", path).code == 4


def test_130_for_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_carry_out", interrupted)
    assert run(monkeypatch, "play").code == 130


def test_the_documented_codes_are_those_of_the_program() -> None:
    table = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    documented = [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)]
    printed = [int(code) for code in re.findall(r"^  (\d+) ", arguments.EXIT_CODES, re.MULTILINE)]
    c = arguments
    assert documented == printed == [c.FINE, c.MISTAKES, c.USAGE, c.UNSETTLED, c.UNREADABLE, c.INTERRUPTED]


# ------------------------------------------------------------------ an error of our own


def test_an_unexpected_error_saves_the_game_and_writes_a_crash_file(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    real = Session.play

    def play(session: Session, move_id: str) -> Session:
        if move_id == "kitchen.go":
            raise ZeroDivisionError("made by a test")
        return real(session, move_id)

    monkeypatch.setattr(Session, "play", play)
    ran = run(monkeypatch, "play", KITCHEN, answers="wait\ngo\n")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    saves = own_folders / "saves"
    [crash] = saves.glob("crash-*.txt")
    assert str(crash) in ran.err
    told = crash.read_text(encoding="utf-8")
    for part in (
        f"Citadel {__version__}",
        "Python 3.",
        "textual 8",
        "kitchen.wait",
        "ZeroDivisionError: made by a test",
    ):
        assert part in told
    assert json.loads((saves / "kitchen" / "autosave-daniel.json").read_bytes())["path"] == ["kitchen.wait"]


def test_debug_logs_beside_the_saves(monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    from game.shell.crash import log

    ran = run(monkeypatch, "play", KITCHEN, "--debug", "--as", "boris")
    try:
        path = own_folders / "saves" / "debug.log"
        assert str(path) in ran.err
        assert "no lead “boris”" in path.read_text(encoding="utf-8")
    finally:
        for handler in log.handlers[1:]:
            handler.close()
            log.removeHandler(handler)


# ------------------------------------------------------------------ saved games


def test_saves_are_listed_shown_and_deleted(monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    assert run(monkeypatch, "saves") == (0, f"There are no saved games in {own_folders / 'saves'} yet.\n", "")
    run(monkeypatch, "play", KITCHEN, "--seed", "3", answers="wait\nsave At the table\n")
    listed = run(monkeypatch, "saves", "list")
    assert listed.code == 0
    assert listed.out.startswith("kitchen\n  ")
    assert re.search(
        r"^  At the table\n      \d{4}-.*Daniel Marsh.*, 1 choice, 26% read\n      Bernard Orlick: Sit down", listed.out, re.MULTILINE
    )
    shown = run(monkeypatch, "saves", "show", "at the table")
    assert "last line" in shown.out
    assert shown.out.endswith("path\n  kitchen.wait\n")
    assert run(monkeypatch, "saves", "delete", "at the table").code == 0
    assert run(monkeypatch, "saves", "show", "at the table").code == 2


def test_the_tree_of_a_saved_game_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "play", KITCHEN, "--seed", "3", answers="coat\nundo\ntea\nname 2 his coat\nsave here\n")
    told = run(monkeypatch, "saves", "tree", "here", "--story", KITCHEN)
    assert told == (0, (
        "1. The beginning (Barrington Street, Halifax, 21:10)\n"
        "   or 2. “That’s my coat.” (named “his coat”)\n"
        "3. Ask if there’s any tea. (you are here)\n"
    ), "")  # fmt: skip


@pytest.mark.parametrize("order", [("export", "here", "--with-names", "-"), ("--with-names", "export", "here", "-")])
def test_names_of_saved_games_stand_before_and_after_options(
    monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    run(monkeypatch, "play", KITCHEN, "--seed", "3", answers="wait\nsave here\n")
    ran = run(monkeypatch, "saves", *order)
    assert ran.code == 0
    assert decode(ran.out.encode()).summary.label == "here"


def test_two_stories_with_a_game_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "cellar.yaml"
    other.write_text(KITCHEN.read_text(encoding="utf-8").replace("id: kitchen,", "id: cellar,"), encoding="utf-8")
    for story in (KITCHEN, other):
        run(monkeypatch, "play", story, answers="wait\nsave one\n")
    ran = run(monkeypatch, "saves", "show", "one")
    assert ran.code == 2
    assert "cellar/one, kitchen/one" in ran.err
    assert "The Kitchen" in run(monkeypatch, "saves", "show", "kitchen/one").out


def test_the_saves_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run(monkeypatch, "play", KITCHEN, "--saves", tmp_path / "mine", answers="wait\nsave one\n")
    assert (tmp_path / "mine" / "kitchen" / "one.json").is_file()


# ------------------------------------------------------------------ checks for programs


def test_check_as_json(monkeypatch: pytest.MonkeyPatch, wrong: Path) -> None:
    ran = run(monkeypatch, "check", wrong, "--json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["ok"] is False
    [mistake] = [each for each in told["diagnostics"] if each["severity"] == "error"]
    assert mistake["file"].endswith("wrong.yaml")
    assert {"code", "message", "hint", "line", "column", "end_line", "end_column"} < set(mistake)


def test_check_says_how_to_save_a_file_that_is_not_utf_8_and_which_endings_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    story = "story: {id: c, title: Café}\nleads: {ann: {name: Ann, start: hall}}\nendings: {tea: {title: T}, out: {title: O}}\n"
    script = "---\nscene: hall\nscript:\n  - choose: {tea: {do: Tea., then: {end: tea}}, out: {do: Out., then: {end: out}}}\n"
    path = tmp_path / "c.yaml"
    path.write_bytes(f"{story}{script}---\nscene: cellar\nscript: {{end: te}}\n".encode("latin-1"))
    ran = run(monkeypatch, "check", path)
    assert ran.code == 1
    assert ran.out.count("save the file as UTF-8") == 1
    assert "the endings are: tea, out" in ran.out


def test_every_code_that_check_gives_can_be_explained(monkeypatch: pytest.MonkeyPatch, wrong: Path) -> None:
    told = json.loads(run(monkeypatch, "check", wrong, "--json").out)
    for each in told["diagnostics"]:
        explained = run(monkeypatch, "explain", each["code"].lower())
        assert explained.code == 0
        assert explained.out.startswith(each["code"])


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_a_story_with_other_line_ends_is_the_same_story(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line_end: bytes
) -> None:
    path = tmp_path / "kitchen.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + KITCHEN.read_bytes().replace(b"\n", line_end))
    told = run(monkeypatch, "play", path, "--seed", "1", answers=EXAMPLES)
    assert told == run(monkeypatch, "play", KITCHEN, "--seed", "1", answers=EXAMPLES)


def test_a_story_that_is_no_text_is_a_mistake_and_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(bytes(range(256)) * 20)
    ran = run(monkeypatch, "check", path)
    assert ran.code == 1
    assert "story.yaml" in ran.out


# ------------------------------------------------------------------ what is loaded, and streams


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command loads."""
    code = f"import sys; from game.shell.command_line import main; main({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("play", "--help"), ("check", "--help")])
def test_help_loads_neither_textual_nor_yaml_nor_msgspec(arguments: tuple[str, ...]) -> None:
    assert not loaded_by(*arguments) & {"textual", "yaml", "msgspec", "rich", "platformdirs", "asyncio"}


def test_line_mode_does_not_load_textual_nor_a_second_time_yaml() -> None:
    spawn("play", KITCHEN)
    assert not loaded_by("play", str(KITCHEN), "--plain") & {"textual", "rich", "asyncio", "yaml"}


def test_a_reader_who_goes_away_is_no_error() -> None:
    code = f"exec {sys.executable} -m game play {KITCHEN} </dev/null | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() in ("0", "4")
    assert done.stderr == ""


@pytest.mark.parametrize(("closed", "code"), [("<&-", 0), (">&-", 4), ("2>&-", 0)])
def test_a_closed_stream_is_no_crash(closed: str, code: int, own_folders: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m game play {KITCHEN} </dev/null {closed}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert not list((own_folders / "saves").glob("crash-*"))


def test_words_are_utf8_whatever_the_system_speaks() -> None:
    ran = spawn(
        "play", KITCHEN, answers=b"coat\n", environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert ran.code == 0
    assert "“That’s my coat.”" in ran.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("saves", "--saves", "~nosuchuser"), 0),
        (("play", "~nosuchuser"), 2),
        (("play", "a" * 300), 2),
        (("saves", "show", "a" * 300 + ".json"), 2),
        (("saves", "show", "~nosuchuser/a.json"), 2),
    ],
)
def test_a_name_that_no_file_can_have_is_only_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(monkeypatch, *arguments)
    assert ran.code == code
    assert "error of its own" not in ran.err


@pytest.mark.parametrize("option", ["--seed", "--width"])
def test_what_is_no_number_is_called_so(monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    ran = run(monkeypatch, "play", option, "abc")
    assert ran.code == 2
    assert "“abc” is no whole number" in ran.err
