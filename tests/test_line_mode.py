"""Line mode: what is asked, what an answer may be, and that nothing is ever lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.language.program import Program
from game.play.page import Move, Page
from game.play.saves import decode
from game.play.session import Session
from game.play.transcript import as_text
from game.shell import files
from game.shell.games import shelf_of
from game.shell.line_answers import COMMANDS, Command, Unclear, parse_answer
from game.shell.line_mode import LineMode
from game.shell.opening import run_line_mode
from game.shell.options import Options
from game.shell.printed import EndOfInput, Paper
from tests.commands import run
from tests.conftest import KITCHEN
from tests.walks import walk, wander

TEA = "tea\ngo\nhands\nstay\n"


class Played:
    """A game played on paper with given answers; `live` as if somebody sat there."""

    def __init__(self, session: Session, folder: Path, *answers: str, live: bool = False, width: int = 72) -> None:
        self.shelf = shelf_of(session.program, folder)
        self.written = io.StringIO()
        self.unread = io.StringIO("".join(f"{answer}\n" for answer in answers))
        self.mode = LineMode(session.program, self.shelf, Paper(self.unread, self.written, width, live))
        self.code = self.mode.play(session)

    @property
    def out(self) -> str:
        return self.written.getvalue()

    @property
    def path(self) -> tuple[str, ...]:
        return self.mode.session.path


# ------------------------------------------------------------------ answers

PAGE = Page(
    lines=(),
    moves=(
        Move(id="kitchen.wait", label="Wait."),
        Move(id="kitchen.gun", label="Shoot.", locked="It is empty."),
        Move(id="roof.jump", label="Jump."),
        Move(id="hall.jump", label="Jump."),
        Move(id="kitchen.undo", label="Undo the knot."),
    ),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1", "kitchen.wait"),
        (" 1.".strip(), "kitchen.wait"),
        ("01", "kitchen.wait"),
        ("3)", "roof.jump"),
        ("wait", "kitchen.wait"),
        ("WAIT", "kitchen.wait"),
        ("kitchen.wait", "kitchen.wait"),
        ("hall.jump", "hall.jump"),
        ("kitchen.undo", "kitchen.undo"),
        ("5", "kitchen.undo"),
    ],
)
def test_an_option_is_chosen_by_number_id_or_last_part(text: str, meant: str) -> None:
    answer = parse_answer(text, PAGE)
    assert isinstance(answer, Move)
    assert answer.id == meant


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("2", "It is empty."),
        ("gun", "It is empty."),
        ("0", "no option 0"),
        ("6", "no option 6. Answer with a number from 1 to 5"),
        ("9" * 5000, "no option"),
        ("²", "none of the options"),
        ("jump", "more than one"),
        ("dance", "none of the options"),
        ("undo it", "none of the options"),
        ("\x1b[31mred", "none of the options"),
    ],
)
def test_what_chooses_nothing_is_answered(text: str, reply: str) -> None:
    answer = parse_answer(text, PAGE)
    assert isinstance(answer, Unclear)
    assert reply in answer.reply


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("undo", Command("undo", "")),
        ("U", Command("undo", "")),
        ("quit", Command("quit", "")),
        ("save At the harbour ", Command("save", "At the harbour")),
        ("load x", Command("load", "x")),
        ("?", Command("help", "")),
        ("log", Command("log", "")),
    ],
)
def test_commands_come_before_options(text: str, meant: Command) -> None:
    assert parse_answer(text, PAGE) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("name", "hall.name"), ("NAME", "hall.name"), ("/name", None), ("name 2 the door", None), ("log", None)],
)
def test_a_command_that_wants_words_gives_way_to_an_option_without_them(text: str, meant: str | None) -> None:
    page = Page(lines=(), moves=(Move(id="hall.name", label="Name her."), Move(id="hall.log", label="Read the log.")))
    answer = parse_answer(text, page)
    assert (answer.id if isinstance(answer, Move) else None) == meant
    assert isinstance(answer, Move | Command)


# ------------------------------------------------------------------ reading


def test_a_game_reads_down_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", KITCHEN, "--seed", "3", answers="coat\n1\n")
    assert ran.code == 0
    assert ran.out.startswith("The Kitchen\n\nBarrington Street, Halifax")
    assert "\nBernard Orlick (to the kettle): It whistles twice. Did you know that?\n" in ran.out
    assert (
        "\n1. Say nothing and count the screws.\n2. “That’s my coat.”\n3. Reach for the drawer. (Not open:" in ran.out
    )
    assert "\n> “That’s my coat.”\n\nBernard Orlick: It was on the hook. I was cold.\n\n1. Say nothing" in ran.out
    assert ran.out.endswith("Your game is kept as “autosave-daniel”.\n\n")


def test_nothing_is_drawn(kitchen: Program, tmp_path: Path) -> None:
    for number in range(10):
        session = wander(kitchen, number)
        told = Played(walk(kitchen, seed=number), tmp_path, *(m for m in session.path), "log", "help").out
        assert not [sign for sign in told if 0x2500 <= ord(sign) < 0x2600 or sign == "\x1b" or sign == "\t"]


@pytest.mark.parametrize("number", range(10))
def test_the_words_are_those_of_the_transcript(kitchen: Program, tmp_path: Path, number: int) -> None:
    session = wander(kitchen, number, most=30)
    told = Played(walk(kitchen, seed=number), tmp_path, *session.path, width=10_000).out
    shown = [part for part in told.split("\n\n") if not part.startswith(("1. ", "Your game is kept"))]
    meant = [part for part in as_text(session).rstrip("\n").split("\n\n") if not part.startswith("> (fate:")]
    assert [part for part in shown if part.strip() and "none of the options" not in part] == meant


@pytest.mark.parametrize("width", [20, 33, 72])
def test_lines_are_no_wider_than_the_paper(kitchen: Program, tmp_path: Path, width: int) -> None:
    told = Played(walk(kitchen), tmp_path, "coat", "gun", "help", "log", "zzz", "save x", "saves", width=width).out
    assert max(map(len, told.splitlines())) <= width


def test_the_page_mark_waits_only_for_somebody_who_sits_there(kitchen: Program, tmp_path: Path) -> None:
    live = Played(walk(kitchen), tmp_path, "wait", "", "name", "quit", live=True)
    assert "(Enter to read on)" in live.out
    assert live.path == ("kitchen.wait", "kitchen.name")
    assert "(Enter" not in Played(walk(kitchen), tmp_path, "wait", "name").out


def test_an_empty_answer_chooses_nothing(kitchen: Program, tmp_path: Path) -> None:
    assert Played(walk(kitchen), tmp_path, "", "  ", "", "wait").path == ("kitchen.wait",)


def test_a_pipe_is_done_at_the_ending(kitchen: Program, tmp_path: Path) -> None:
    played = Played(walk(kitchen), tmp_path, *TEA.split(), "undo")
    assert played.code == 0
    assert played.out.rstrip().endswith("Tea for two\n\nThe kettle whistles once.")
    assert played.unread.read() == "undo\n"


def test_somebody_who_sits_there_may_go_back_from_the_ending(kitchen: Program, tmp_path: Path) -> None:
    played = Played(walk(kitchen), tmp_path, "tea", "", "go", "hands", "stay", "undo", "street", "1", "quit", live=True)
    assert played.path[-1] == "kitchen.street"
    assert "The game is over." in played.out


# ------------------------------------------------------------------ commands


def test_undo_takes_back_a_choice_and_the_fate_after_it_to_the_start(kitchen: Program, tmp_path: Path) -> None:
    moves = ("tea", "go", "hands")
    assert Played(walk(kitchen), tmp_path, *moves, "undo").path == ("kitchen.tea", "kitchen.go")
    played = Played(walk(kitchen), tmp_path, *moves, *["undo"] * 4)
    assert played.path == ()
    assert "This is the beginning" in played.out


def test_log_tells_the_whole_game_again(kitchen: Program, tmp_path: Path) -> None:
    told = Played(walk(kitchen), tmp_path, "coat", "log").out.partition("The game so far:")[2]
    assert "The light over the stove is on." in told
    assert "> “That’s my coat.”" in told


def test_help_names_every_command(kitchen: Program, tmp_path: Path) -> None:
    told = Played(walk(kitchen), tmp_path, "help").out
    assert all(f"\n{command}: " in told for command in COMMANDS)


def test_a_game_is_saved_and_loaded_by_name(kitchen: Program, tmp_path: Path) -> None:
    played = Played(walk(kitchen), tmp_path, "coat", "save Über den Dächern", "tea", "load über den dächern", "wait")
    assert played.path == ("kitchen.coat", "kitchen.wait")


@pytest.mark.parametrize(
    ("answer", "reply"), [("load nosuch", "no saved game “nosuch”"), ("load", "Say which"), ("save", "a name")]
)
def test_a_save_that_cannot_be_is_told_and_play_goes_on(
    kitchen: Program, tmp_path: Path, answer: str, reply: str
) -> None:
    played = Played(walk(kitchen), tmp_path, answer, "wait")
    assert reply in played.out
    assert played.path == ("kitchen.wait",)


def test_a_damaged_save_is_told_and_left_as_it_is(kitchen: Program, tmp_path: Path) -> None:
    torn = tmp_path / "kitchen" / "torn.json"
    files.write_atomically(torn, b"{")
    played = Played(walk(kitchen), tmp_path, "load torn", "saves", "wait")
    assert "damaged" in played.out
    assert played.path == ("kitchen.wait",)
    assert torn.read_bytes() == b"{"


@pytest.mark.parametrize(("answer", "place"), [("1", ()), ("2", ())])
def test_a_save_whose_choice_is_gone_asks_from_where_to_go_on(
    kitchen: Program, tmp_path: Path, answer: str, place: tuple[str, ...]
) -> None:
    shelf = shelf_of(kitchen, tmp_path)
    path = shelf.write("old", walk(kitchen, "kitchen.wait", "kitchen.torch"))
    data = path.read_bytes().replace(b'"kitchen.wait",', b'"kitchen.gone",')
    path.write_bytes(data)
    played = Played(walk(kitchen), tmp_path, "load old", answer)
    assert "“gone” in “kitchen”" in played.out
    assert played.path == place
    assert (played.mode.session.setup.anchor is not None) == (answer == "2")
    assert path.read_bytes() == data


# ------------------------------------------------------------------ nothing is lost


def test_every_choice_is_kept_at_once(kitchen: Program, tmp_path: Path) -> None:
    class Watching(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            kept.append(decode(path.read_bytes()).path if path.exists() else None)
            return super().readline(size)

    kept: list[tuple[str, ...] | None] = []
    path = tmp_path / "kitchen" / "autosave-daniel.json"
    mode = LineMode(
        kitchen, shelf_of(kitchen, tmp_path), Paper(Watching("coat\nwait\nundo\n"), io.StringIO(), 72, False)
    )
    mode.play(walk(kitchen))
    assert kept == [None, ("kitchen.coat",), ("kitchen.coat", "kitchen.wait"), ("kitchen.coat",)]


@pytest.mark.parametrize("last", ["", "quit\n"])
def test_the_end_of_the_input_and_quit_keep_the_game(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, last: str
) -> None:
    assert run(monkeypatch, "play", KITCHEN, answers="wait\n" + last).code == 0
    assert decode((own_folders / "saves/kitchen/autosave-daniel.json").read_bytes()).path == ("kitchen.wait",)


def test_ctrl_c_keeps_the_game(kitchen: Program, tmp_path: Path) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            if line := super().readline(size):
                return line
            raise KeyboardInterrupt

    shelf = shelf_of(kitchen, tmp_path)
    mode = LineMode(kitchen, shelf, Paper(Interrupted("wait\n"), io.StringIO(), 72, False))
    assert mode.play(walk(kitchen)) == 130
    assert shelf.read("autosave-daniel").path == ("kitchen.wait",)


def test_a_folder_that_cannot_be_written_is_told_once_and_play_goes_on(kitchen: Program, tmp_path: Path) -> None:
    (tmp_path / "kitchen").write_text("no folder")
    played = Played(walk(kitchen), tmp_path, "wait", "door", "door", "save x", "name")
    assert played.path == ("kitchen.wait", "kitchen.door", "kitchen.door", "kitchen.name")
    assert played.out.count("cannot be saved") == 1
    assert "could not be saved" in played.out


def test_input_that_cannot_be_read_is_the_end_of_it() -> None:
    closed = io.StringIO("x")
    closed.close()
    for reader in (closed, None, io.StringIO("")):
        with pytest.raises(EndOfInput):
            Paper(reader, io.StringIO(), 72, False).ask()


# ------------------------------------------------------------------ opening


def opened(monkeypatch: pytest.MonkeyPatch, folder: Path, *answers: str, lead: str | None = None) -> tuple[int, str]:
    """Line mode as somebody meets it who sits there."""
    written = io.StringIO()
    paper = Paper(io.StringIO("".join(f"{answer}\n" for answer in answers)), written, 72, True)
    monkeypatch.setattr("game.shell.opening.standard_paper", lambda width: paper)
    code = run_line_mode(Options(mode="plain", saves=folder, story=str(KITCHEN), seed=1, lead=lead))
    return code, written.getvalue()


def test_somebody_who_sits_there_chooses_a_lead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, told = opened(monkeypatch, tmp_path, "9", "2")
    assert code == 0
    assert "1. New game: Daniel Marsh. He left the light off.\n2. New game: Inês Sequeira." in told
    assert "Answer with a number from 1 to 2" in told
    assert "Rua da Saudade" in told


def test_a_kept_game_can_be_continued(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened(monkeypatch, tmp_path, "1", "coat")
    code, told = opened(monkeypatch, tmp_path, "continue", "undo")
    assert code == 0
    assert "1. Continue: Daniel Marsh, Apportionment" in told
    assert "I was cold." in told
    assert "Taken back." in told
    assert [path.name for path in (tmp_path / "kitchen").iterdir()] == ["autosave-daniel.json"]


def test_leaving_at_once_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert opened(monkeypatch, tmp_path, "quit")[0] == 0
    assert opened(monkeypatch, tmp_path)[0] == 0
    assert not (tmp_path / "kitchen").exists()


def test_a_named_lead_begins_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "Forty-one steps" in opened(monkeypatch, tmp_path, lead="INES")[1]


def test_a_game_loaded_and_saved_keeps_its_branches_and_what_is_unknown(kitchen: Program, own_folders: Path) -> None:
    shelf = shelf_of(kitchen, own_folders / "saves")
    path = shelf.write("x", walk(kitchen, "kitchen.wait"))
    path.write_bytes(
        path.read_bytes().replace(b'"branches": []', b'"branches": [{"name": "b", "path": []}], "later": 7')
    )
    mode = LineMode(kitchen, shelf, Paper(io.StringIO("load x\nsave x\n"), io.StringIO(), 72, False))
    mode.play(walk(kitchen))
    assert shelf.read("x").rest == {"later": 7}
    assert [branch.name for branch in shelf.read("x").branches] == ["b"]


def test_a_name_that_is_the_programs_own_is_refused(kitchen: Program, own_folders: Path) -> None:
    told = io.StringIO()
    shelf = shelf_of(kitchen, own_folders / "saves")
    LineMode(kitchen, shelf, Paper(io.StringIO("save autosave-daniel\n"), told, 72, False)).play(walk(kitchen))
    assert "kept by themselves" in " ".join(told.getvalue().split())
    assert shelf.list() == []
