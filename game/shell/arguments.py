"""The words of the command line: its commands, their arguments, and the help that `--help` prints."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from game._version import __version__

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


VERSION = "a folder, a file, a shipped story's name, a git revision such as HEAD~3 or REV:PATH"

SAVES = """\
actions:
  list                     the saved games of every story
  show NAME                one of them, with its path
  tree NAME                every way that it went
  rename NAME NEW          give it another name
  delete NAME              put it away
  undelete [NAME]          bring back what was deleted last
  export NAME [FILE]       write it into a file to give away
  import [FILE | CODE]     keep a game that you were given
  where                    the folder of the saved games, and why it is that one
"""


def command_parser() -> argparse.ArgumentParser:
    """The parser of `citadel`, with a subparser for each command."""
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

    remembered = _Parser(add_help=False)
    remembered.add_argument(
        "--no-profile", dest="profile", action="store_false", help="remember nothing of this game but its own saves"
    )
    remembered.add_argument("--marks", action="store_true", help="line mode: say which options were taken before")

    play = commands.add_parser("play", parents=[general, lines, remembered], help="play a story")
    play.add_argument("story", nargs="?", metavar="STORY", help="a folder, or a shipped story's name")
    play.add_argument("--as", dest="lead", metavar="LEAD", help="begin a new game as this lead")
    play.add_argument("--seed", type=_seed, metavar="N", help="the seed of words and fate, a whole number")
    play.add_argument(
        "--opposite", action="append", default=[], metavar="SAVE",
        help="begin opposite a finished game of another lead: a saved game's name, its file, or a code",
    )  # fmt: skip
    play.add_argument("--before", metavar="SAVE", help="begin after a finished game of the story that this one follows")
    how = play.add_mutually_exclusive_group()
    how.add_argument("--plain", action="store_true", help="line mode: plain text, numbered options")
    how.add_argument("--json", action="store_true", help="one JSON object a page, one move id a line")
    play.add_argument("--values", action="store_true", help="with --json: the values of the story's variables too")
    play.add_argument("--at", metavar="PLACE", help="begin at SCENE, SCENE.LABEL or SCENE.OPTION, as a player could stand there")
    manner = play.add_mutually_exclusive_group()
    for word, what in (
        ("shortest", "by the shortest way (this, if none is named)"),
        ("usual", "as most plays by chance come there"),
        ("random", "as some play by chance comes there"),
    ):
        manner.add_argument(f"--{word}", dest="manner", action="store_const", const=word, help=f"with --at: {what}")
    play.add_argument("--author", action="store_true", help="offer what authors want: play from a place, why an option is open")

    replay = commands.add_parser("replay", parents=[general, lines, remembered], help="see a saved game again")
    replay.add_argument(
        "save", nargs="?", metavar="SAVE", help="a saved game's name, its file, or a code; without it, a code is read"
    )
    replay.add_argument("--story", metavar="STORY", help="the story's folder, if it does not ship with Citadel")
    replay.add_argument("--plain", action="store_true", help="line mode")
    replay.add_argument("--to", type=_count, metavar="N", help="stop after N choices")
    replay.add_argument("--pace", type=_count, default=260, metavar="N", help="words a minute (260); 0 does not wait")
    replay.add_argument("--continue", dest="go_on", action="store_true", help="go on playing from there, as a new game")
    replay.add_argument(
        "--transcript", metavar="FILE", help="write the game as Markdown, or .html, instead (- for standard output)"
    )
    replay.add_argument("--cast", metavar="FILE", help="write it as an asciicast instead (- for standard output)")

    shared = commands.add_parser("share", parents=[general], help="print a saved game as a code to send to somebody")
    shared.add_argument("save", metavar="SAVE", help="a saved game's name, its file, or a code")
    shared.add_argument("--story", metavar="STORY", help="the story's folder, if it does not ship with Citadel")
    shared.add_argument("--to", type=_count, metavar="N", help="stop after N choices")

    saves = commands.add_parser(
        "saves",
        parents=[general],
        help="list, show, rename, delete, export and import saved games",
        epilog=SAVES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    saves.mixed = True
    saves.add_argument("action", nargs="?", metavar="ACTION", default="list", help="what to do (list)")
    saves.add_argument("names", nargs="*", metavar="NAME")
    saves.add_argument("--name", metavar="NAME", help="import: the name to keep it under")
    saves.add_argument("--story", metavar="STORY", help="the story's folder, if it does not ship with Citadel")
    saves.add_argument("--with-names", action="store_true", help="export: the names you gave and the times as well")

    profile = commands.add_parser(
        "profile", parents=[general], help="what is remembered of the stories played here, over all games"
    )
    profile.add_argument("action", nargs="?", metavar="ACTION", default="show", help="show (as without one), or forget")
    profile.add_argument("story", nargs="?", metavar="STORY", help="this story alone: a folder, a shipped one’s name, an id")

    check = commands.add_parser("check", parents=[general], help="find every mistake of a story, and prove it")
    check.add_argument("story", nargs="?", metavar="STORY", help="a folder, a file, or a shipped story's name")
    check.add_argument("--quick", action="store_true", help="mistakes only: neither proof nor the story's tests")
    check.add_argument(
        "--budget", type=_budget, default=30.0, metavar="SECONDS", help="how long to search (30); none: to the end"
    )
    check.add_argument("--jobs", type=_count, default=0, metavar="N", help="processes (as many as there are cores)")
    check.add_argument("--chapter", metavar="C", help="this chapter alone, by title or number")
    check.add_argument("--since", metavar="REV", help="only what edits since a revision of git can have touched")
    check.add_argument("--strict", action="store_true", help="fail (3) where something is not settled")
    check.add_argument("--whole", action="store_true", help="whole transcripts, and all that is not settled")
    check.add_argument("--coverage", action="store_true", help="list what no walkthrough touches")
    check.add_argument("--suggest", action="store_true", help="write walkthroughs that touch what none does")
    check.add_argument("--bless", action="store_true", help="write the story's tests as they read now, and the witnesses")
    check.add_argument("--json", action="store_true", help="one JSON object instead of text")

    stats = commands.add_parser("stats", parents=[general], help="the numbers of a story, for its author")
    stats.add_argument("story", nargs="?", metavar="STORY", help="a folder, a file, or a shipped story's name")
    stats.add_argument(
        "--played", action="store_true", help="what was chosen in games played here or imported, in place of all this"
    )
    stats.add_argument("--plays", type=_count, default=200, metavar="N", help="plays by chance for each lead (200)")
    stats.add_argument("--seed", type=_seed, default=0, metavar="N", help="the seed of these plays, a whole number")
    stats.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    graph = commands.add_parser("graph", parents=[general], help="the scenes of a story and the ways between them")
    graph.add_argument("story", nargs="?", metavar="STORY", help="a folder, a file, or a shipped story's name")
    graph.add_argument("--to", choices=("text", "mermaid", "dot", "svg"), help="the format (FILE's, else text)")
    graph.add_argument("--chapter", metavar="C", help="this chapter alone, by title or number; the others folded")
    graph.add_argument("--output", metavar="FILE", help="write into FILE (- for standard output)")

    why = commands.add_parser("why", parents=[general], help="say why an option can be taken or not, for an author")
    why.add_argument("story", metavar="STORY", help="a folder, a file, or a shipped story's name")
    why.add_argument("save", metavar="PATH", help="a saved game's name, its file, a code, or a walkthrough's file")
    why.add_argument("option", nargs="?", metavar="OPTION", help="the option's id, or the last part; else each of the page")
    why.add_argument("--to", type=_count, metavar="N", help="stop after N choices")
    why.add_argument("--json", action="store_true", help="one JSON object instead of text")

    diff = commands.add_parser("diff", parents=[general], help="the edit between two versions of a story, as readers meet it")
    diff.add_argument("old", metavar="OLD", help=VERSION)
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same; else the story that ships with Citadel")
    diff.add_argument("--plays", type=_count, default=200, metavar="N", help="plays by chance for each lead (200)")
    diff.add_argument("--seed", type=_seed, default=0, metavar="N", help="the seed of these plays, a whole number")
    diff.add_argument("--json", action="store_true", help="one JSON object instead of text")

    compat = commands.add_parser("compat", help="what becomes of saved games of one version of a story in another")
    compat.add_argument("old", metavar="OLD", help=f"{VERSION}, or a recording of saved games")
    compat.add_argument("new", nargs="?", metavar="NEW", help="the same; else the story that ships with Citadel")
    compat.add_argument("--saves", dest="many", type=_count, default=300, metavar="N", help="saved games to make (300)")
    compat.add_argument("--seed", type=_seed, default=0, metavar="N", help="the seed of these plays, a whole number")
    compat.add_argument("--fail-on", choices=("lost", "re-anchored", "said"), help="exit with 1 for such a game, or a worse one")
    compat.add_argument("--record", metavar="FILE", help="write the saved games into FILE, as a recording")
    compat.add_argument("--json", action="store_true", help="one JSON object instead of text")
    compat.add_argument("--debug", action="store_true", help="write a log beside the saved games")
    compat.set_defaults(saves=None)

    new = commands.add_parser("new", parents=[general], help="make a folder with a small story, to be written on")
    new.add_argument("folder", metavar="FOLDER", help="a folder that is not there yet, or is empty")
    new.add_argument("--title", metavar="T", help="the story's title (else from the folder's name)")

    schema = commands.add_parser("schema", parents=[general], help="a JSON Schema of stories, for editors")
    schema.add_argument("--output", metavar="FILE", help="write it into FILE (- for standard output)")

    explain = commands.add_parser("explain", parents=[general], help="say what a mistake's code means")
    explain.add_argument("code", metavar="CODE", help="such as S051")
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end with where to look. `mixed`: names may stand after options too."""

    mixed = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it, which leaves names after an option lying where a command takes several."""
        if not self.mixed:
            return super().parse_known_args(args, namespace)
        self.mixed = False  # it calls this again, for the options and for the names
        try:
            return super().parse_known_intermixed_args(args, namespace)
        finally:
            self.mixed = True

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"citadel: {message}\nTry “{self.prog} --help”.\n")


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


def _budget(text: str) -> float | None:
    if text == "none":
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e9:
        raise argparse.ArgumentTypeError(f"“{text[:40]}” is neither a number of seconds nor none")
    return seconds


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
