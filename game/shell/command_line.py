"""The command `citadel`. Asking for help loads nothing but what is needed to print it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Literal, NoReturn

from game._version import __version__

if TYPE_CHECKING:
    from game.shell.options import Options

FINE, MISTAKES, USAGE, UNSETTLED, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 4, 130

EXIT_CODES = """\
exit codes:
  0    all is well
  1    the story has mistakes, or what it claims is refuted; or the program failed
  2    wrong usage: something asked for is not there
  3    not settled (a proof under --strict)
  4    something cannot be read or written
  130  interrupted
"""


def main(argv: list[str] | None = None) -> int:
    """Carry out a command line (without the program's name) and return the exit code. Never raises."""
    arguments = sys.argv[1:] if argv is None else argv
    _speak_utf8()
    if sys.stdout is None:
        _tell("citadel: standard output is closed, so there is nowhere to write.")
        return UNREADABLE
    asked = argparse.Namespace(saves=None)
    try:
        try:
            asked = _parser().parse_args(_with_command(arguments))
            code = _carry_out(asked)
        except SystemExit as done:  # argparse has printed help, or what is wrong
            code = done.code if isinstance(done.code, int) else USAGE
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _close_output()
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # told to the player in one way, whatever it is
        return _failed(error, asked)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="citadel",
        description="Play, replay and check stories. Without a command: play Eight Years Quiet.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"citadel {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    general = _Parser(add_help=False)
    general.add_argument("--saves", metavar="DIR", help="the folder of the saved games")
    general.add_argument("--debug", action="store_true", help="write a log beside the saved games")

    lines = _Parser(add_help=False)
    lines.add_argument("--width", type=_width, default=72, metavar="N", help="the longest line in line mode (72)")

    play = commands.add_parser("play", parents=[general, lines], help="play a story")
    play.add_argument("story", nargs="?", metavar="STORY", help="a folder, or a shipped story's name")
    play.add_argument("--as", dest="lead", metavar="LEAD", help="begin a new game as this lead")
    play.add_argument("--seed", type=_seed, metavar="N", help="the seed of words and fate, a whole number")
    how = play.add_mutually_exclusive_group()
    how.add_argument("--plain", action="store_true", help="line mode: plain text, numbered options")
    how.add_argument("--json", action="store_true", help="one JSON object a page, one move id a line")

    replay = commands.add_parser("replay", parents=[general, lines], help="see a saved game again")
    replay.add_argument("save", metavar="SAVE", help="a saved game's name, or its file")
    replay.add_argument("--story", metavar="STORY", help="the story's folder, if it does not ship with Citadel")
    replay.add_argument("--plain", action="store_true", help="line mode")
    replay.add_argument("--to", type=_count, metavar="N", help="stop after N choices")
    replay.add_argument("--pace", type=_count, default=260, metavar="N", help="words a minute (260); 0 does not wait")
    replay.add_argument("--continue", dest="go_on", action="store_true", help="go on playing from there, as a new game")
    replay.add_argument(
        "--transcript", metavar="FILE", help="write the game as Markdown instead (- for standard output)"
    )

    saves = commands.add_parser("saves", parents=[general], help="list, show or delete saved games")
    saves.add_argument("action", nargs="?", choices=("list", "show", "delete"), default="list")
    saves.add_argument("name", nargs="?", metavar="NAME")

    check = commands.add_parser("check", parents=[general], help="find every mistake of a story")
    check.add_argument("story", nargs="?", metavar="STORY", help="a folder, a file, or a shipped story's name")
    check.add_argument("--quick", action="store_true", help="mistakes only: neither proof nor the story's tests")
    check.add_argument("--bless", action="store_true", help="write the story's tests as they read now")
    check.add_argument("--json", action="store_true", help="one JSON object instead of text")

    stats = commands.add_parser("stats", parents=[general], help="the numbers of a story, for its author")
    stats.add_argument("story", nargs="?", metavar="STORY", help="a folder, a file, or a shipped story's name")
    stats.add_argument("--plays", type=_count, default=200, metavar="N", help="plays by chance for each lead (200)")
    stats.add_argument("--seed", type=_seed, default=0, metavar="N", help="the seed of these plays, a whole number")
    stats.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    explain = commands.add_parser("explain", parents=[general], help="say what a mistake's code means")
    explain.add_argument("code", metavar="CODE", help="such as S051")
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end with where to look."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"citadel: {message}\nTry “{self.prog} --help”.\n")


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments with `play` before them where no command is named, so that `citadel --plain` will do."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")):
        return ["play", *arguments]
    return arguments


def _carry_out(asked: argparse.Namespace) -> int:
    from game.shell.places import saves_folder

    if asked.debug:
        from game.shell import crash

        where = crash.start_log(saves_folder(asked.saves))
        _tell(f"Logging to {where}." if where else "The log cannot be written.")
    match asked.command:
        case "play":
            return _play(asked)
        case "replay":
            return _replay(asked)
        case "saves":
            from game.shell.games import UsageError
            from game.shell.saved_games import run_saves

            if asked.action != "list" and not asked.name:
                raise UsageError(f"Say which saved game: citadel saves {asked.action} NAME.")
            return run_saves(asked.action, asked.name, saves_folder(asked.saves))
        case "check":
            from game.shell.checking import run_check

            return run_check(asked.story, asked.json, asked.quick, asked.bless)
        case "stats":
            from game.shell.stats import run_stats

            return run_stats(asked.story, asked.plays, asked.seed, asked.json)
        case _:
            from game.shell.checking import run_explain

            return run_explain(asked.code)


def _play(asked: argparse.Namespace) -> int:
    mode: Literal["app", "plain", "json"] = "json" if asked.json else "plain" if asked.plain or _plain_only() else "app"
    if mode == "app":
        # Before anything else is imported: the name of the story is on the screen while the rest is read.
        from game.shell.app.card import show_card

        show_card(asked.story)
    options = _options(asked, mode)
    match mode:
        case "app":
            from game.shell.app import run_app

            return run_app(options)
        case "plain":
            from game.shell.opening import run_line_mode

            return run_line_mode(options)
        case "json":
            from game.shell.json_mode import run_json

            return run_json(options)


def _replay(asked: argparse.Namespace) -> int:
    plain = asked.plain or asked.transcript is not None or _plain_only()
    options = _options(asked, "plain" if plain else "app")
    if asked.transcript is not None:
        from game.shell.replaying import write_transcript

        return write_transcript(options, asked.transcript)
    if plain:
        from game.shell.replaying import run_replay

        return run_replay(options)
    from game.shell.app import run_app

    return run_app(options)


def _options(asked: argparse.Namespace, mode: Literal["app", "plain", "json"]) -> Options:
    from game.shell.options import Options
    from game.shell.places import saves_folder

    return Options(
        mode=mode,
        saves=saves_folder(asked.saves),
        story=asked.story,
        lead=getattr(asked, "lead", None),
        seed=getattr(asked, "seed", None),
        replay=getattr(asked, "save", None),
        to=getattr(asked, "to", None),
        go_on=getattr(asked, "go_on", False),
        pace=getattr(asked, "pace", 260),
        width=asked.width,
        keep=mode != "json" or asked.saves is not None,
        debug=asked.debug,
    )


def _plain_only() -> bool:
    """Whether a full-screen program has no place here: an end is no terminal, or the terminal is a dumb one."""
    from game.shell.printed import is_terminal

    if os.environ.get("TERM") in ("dumb", "unknown"):
        return True
    # Textual reads standard input and draws on standard error.
    return not all(is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))


def _failed(error: Exception, asked: argparse.Namespace) -> int:
    """Tell what went wrong, and return the exit code."""
    from game.shell import crash
    from game.shell.games import StoryMistakes, Unreadable, UsageError
    from game.shell.places import saves_folder

    crash.restore_terminal()
    crash.log.error("stopped by an error", exc_info=error)
    match error:
        case UsageError():
            _tell(f"citadel: {error}")
            return USAGE
        case Unreadable():
            _tell(f"citadel: {error}")
            return UNREADABLE
        case StoryMistakes():
            from game.shell.checking import report

            _tell(report(error.loaded, "The story cannot be played").rstrip("\n"))
            return MISTAKES
        case _:
            _tell(crash.report(error, saves_folder(asked.saves)).rstrip("\n"))
            return MISTAKES


def _tell(words: str) -> None:
    """A line on standard error, if there is one to write to."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(words + "\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        return


def _speak_utf8() -> None:
    """Read and write UTF-8, whatever the system prefers; a character that cannot be is replaced."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            try:
                reconfigure(encoding="utf-8", errors="replace")
            except (OSError, ValueError):
                continue


def _close_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, so that the last flush does not fail."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def _seed(text: str) -> int:
    number = _whole(text)
    if not -(2**63) <= number < 2**63:
        raise argparse.ArgumentTypeError(f"{text} is too large a seed")
    return number


def _count(text: str) -> int:
    number = _whole(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


def _width(text: str) -> int:
    number = _whole(text)
    if number < 20:
        raise argparse.ArgumentTypeError("lines cannot be shorter than 20 characters")
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text[:40]}” is no whole number") from None
