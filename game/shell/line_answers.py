"""What a line that was typed means in line mode: a command, a choice, the answer to a question, or nothing."""

from __future__ import annotations

from msgspec import Struct

from game.play.page import Move, Page
from game.play.walkthrough import meant
from game.shell.line_board import HOW

COMMANDS = {
    "undo": "take back your last choice, again and again to the start",
    "save NAME": "save the game under a name",
    "load NAME": "go on with a saved game",
    "saves": "list the saved games",
    "tree": "list every page of this game and its ways, by number",
    "goto N": "go to a page of that list; the way you leave stays in it",
    "name N WORDS": "give a page a name, which goto takes too",
    "compare N M": "tell the ways of two pages from where they part",
    "dossier": "what was told so far, to whom, and what became of each lie",
    "log": "read all of this game again",
    "again": "read this page again",
    "help": "this list",
    "quit": "leave; the game is kept and nothing is lost",
}
WANTS_WORDS = ("save", "load", "goto", "name", "compare")
_OTHER_WORDS = {"u": "undo", "back": "undo", "?": "help", "q": "quit", "exit": "quit", "look": "again"}


class Command(Struct, frozen=True):
    """A command, and the words after it."""

    word: str
    rest: str


class Unclear(Struct, frozen=True):
    """An answer that chooses nothing, and what the reader is told."""

    reply: str


class Typed(Struct, frozen=True):
    """The answer to a question of the story's, as it was typed."""

    words: str


Answer = Command | Move | Typed | Unclear


def parse_answer(text: str, page: Page) -> Answer:
    """What an answer means on a page.

    answer: ["/"] command [words] | number of an option, from 1 | an option's id, whole or its last part, in any letter
    case. Where the page asks for a word: "/" command [words] | the word. A command that says nothing without words after
    it is an option's last part where the page has such an option.
    """
    slashed = text.startswith("/")
    command = None if page.asks and not slashed else command_of(text.removeprefix("/"))
    moves = page.moves
    bare = command is not None and not command.rest and not slashed and command.word in WANTS_WORDS
    if command is not None and not (bare and command.word in [move.short for move in moves]):
        return command
    if page.asks:
        return Unclear(f"There is no command “{text[:40]}”. /help lists them.") if slashed else Typed(text)
    if not moves:
        return Unclear("The game is over. Answer undo, log, save NAME, load NAME or quit.")
    if page.reflects and text not in [move.id for move in moves] and meant(page, text) is None:
        return Unclear(f"“{text[:40]}” is nothing on the board. {HOW}")
    number = text.rstrip(".)")
    if number.isascii() and number.isdecimal():
        if len(number) < 6 and 1 <= int(number) <= len(moves):
            return _unless_locked(moves[int(number) - 1])
        return Unclear(f"There is no option {number[:12]}. {_expected(moves)}")
    folded = text.casefold()
    found = [move for move in moves if move.id.casefold() == folded]
    found = found or [move for move in moves if move.short.casefold() == folded]
    match found:
        case [move]:
            return _unless_locked(move)
        case []:
            return Unclear(f"“{text[:40]}” is none of the options. {_expected(moves)}")
        case _:
            return Unclear(f"“{text[:40]}” could be more than one option. Answer with its number.")


def command_of(text: str) -> Command | None:
    """The command that some words are, or None."""
    word, _, rest = text.partition(" ")
    known = {command.split()[0] for command in COMMANDS}
    command = _OTHER_WORDS.get(word.casefold(), word.casefold())
    if command not in known or (rest.strip() and command not in (*WANTS_WORDS, "tree")):
        return None
    return Command(command, rest.strip())


def _unless_locked(move: Move) -> Move | Unclear:
    return Unclear(move.locked) if move.locked else move


def _expected(moves: tuple[Move, ...]) -> str:
    numbers = "1" if len(moves) == 1 else f"a number from 1 to {len(moves)}"
    return f"Answer with {numbers}, or help."
