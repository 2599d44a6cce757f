"""The command `citadel`. Asking for help loads nothing but what is needed to print it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Literal

from game.shell.arguments import INTERRUPTED, MISTAKES, UNREADABLE, USAGE, command_parser
from game.shell.terminal import whole_screen

if TYPE_CHECKING:
    from game.shell.options import Options


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
            asked = command_parser().parse_args(_with_command(arguments))
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
        if isinstance(error, OSError) and _output_fails():
            _tell(f"citadel: the output cannot be written: {error.strerror or error}.")
            _close_output()
            return UNREADABLE
        return _failed(error, asked)


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
        case "share":
            from game.shell.replaying import run_share

            return run_share(_options(asked, "plain"))
        case "saves":
            from game.shell.games import UsageError
            from game.shell.saved_games import ACTIONS, run_saves

            if asked.action not in ACTIONS:
                raise UsageError(f"There is no “citadel saves {asked.action}”. There are {', '.join(ACTIONS)}.")
            return run_saves(
                asked.action, asked.names, asked.saves, saves_folder(asked.saves),
                name=asked.name, story=asked.story, private=asked.with_names,
            )  # fmt: skip
        case "profile":
            from game.shell.remembered import run_profile

            return run_profile(asked.action, asked.story, saves_folder(asked.saves))
        case "check":
            from game.shell.checking import Wish, run_check

            return run_check(
                Wish(
                    asked.story, asked.json, asked.quick, asked.bless, asked.budget, asked.jobs, asked.chapter,
                    asked.since, asked.strict, asked.coverage, asked.suggest, asked.whole,
                )
            )  # fmt: skip
        case "stats" if asked.played:
            from game.shell.played import run_played

            return run_played(asked.story, saves_folder(asked.saves), asked.json)
        case "stats":
            from game.shell.stats import run_stats

            return run_stats(asked.story, asked.plays, asked.seed, asked.json)
        case "graph":
            from game.shell.graph import run_graph

            return run_graph(asked.story, asked.to, asked.chapter, asked.output)
        case "why":
            from game.shell.why import run_why

            return run_why(asked.story, asked.save, asked.option, asked.to, saves_folder(asked.saves), asked.json)
        case "diff":
            from game.shell.diff import run_diff

            return run_diff(asked.old, asked.new, plays=asked.plays, seed=asked.seed, as_json=asked.json)
        case "compat":
            from game.shell.compat import run_compat

            return run_compat(
                asked.old, asked.new, saves=asked.many, seed=asked.seed, fail_on=asked.fail_on, to_record=asked.record,
                as_json=asked.json,
            )  # fmt: skip
        case "new":
            from game.shell.new_story import run_new

            return run_new(asked.folder, asked.title)
        case "schema":
            from game.shell.schema import run_schema

            return run_schema(asked.output)
        case _:
            from game.shell.checking import run_explain

            return run_explain(asked.code)


def _play(asked: argparse.Namespace) -> int:
    mode: Literal["app", "plain", "json"] = "json" if asked.json else "plain" if asked.plain or not whole_screen() else "app"
    if asked.values and mode != "json":
        from game.shell.games import UsageError

        raise UsageError("The values are told in JSON: citadel play --json --values.")
    if asked.manner and asked.at is None:
        from game.shell.games import UsageError

        raise UsageError(f"--{asked.manner} says how to come to a place: name it with --at PLACE.")
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
    plain = asked.plain or asked.transcript is not None or asked.cast is not None or asked.save is None or not whole_screen()
    options = _options(asked, "plain" if plain else "app")
    if asked.transcript is not None:
        from game.shell.replaying import write_transcript

        return write_transcript(options, asked.transcript)
    if asked.cast is not None:
        from game.shell.replaying import write_cast

        return write_cast(options, asked.cast)
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
        width=getattr(asked, "width", 72),
        keep=mode != "json" or asked.saves is not None,
        values=getattr(asked, "values", False),
        profile=getattr(asked, "profile", True),
        marks=getattr(asked, "marks", False),
        debug=asked.debug,
        opposite=tuple(getattr(asked, "opposite", ())),
        before=getattr(asked, "before", None),
        at=getattr(asked, "at", None),
        manner=getattr(asked, "manner", None) or "shortest",
        author=getattr(asked, "author", False),
    )


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
    """A line on standard error, if there is one to write to; nothing in it steers the terminal."""
    from game.text.rendering import shown

    try:
        if sys.stderr is not None:
            sys.stderr.write("\n".join(map(shown, words.split("\n"))) + "\n")
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


def _output_fails() -> bool:
    """Whether what is to be written to standard output still cannot be, as on a full disk."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return True
    return False


def _close_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, so that the last flush does not fail."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return
