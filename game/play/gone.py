"""What an edit of the story took from a saved game, each in one sentence for the player."""

from __future__ import annotations

from collections.abc import Iterable

from game.language.program import Program
from game.play.decisions import decisions, label_of, readable
from game.play.healing import healed
from game.play.runtime import linked_of
from game.play.save_format import SavedGame

EDITED = "The story was edited after this game was saved"
NEW_VALUES = f"{EDITED}: your choices all hold, but some of what they led to is new."
NAMED = {
    "memory": "the memory “{}”",
    "told": "what was told of “{}”",
    "linked": "how you read “{}”",
    "truth": "what you held for true of “{}”",
}
"""What a player sees of a game beside its page, by the kind of slot that holds it."""
MOST_NAMED = 3


def move_gone(program: Program, saved: SavedGame, followed: int) -> str:
    """Which move is not to be had, after so many that were followed."""
    move = healed(program, saved.path[followed])
    fates = linked_of(program).fates
    many = sum(each not in fates for each in saved.path)
    number = sum(each not in fates for each in saved.path[:followed]) + 1
    scene = move.rpartition(".")[0]
    where = f" in “{readable(scene)}”" if scene else ""
    choice = f"choice {number} of your {many}, “{label_of(program, move)[:80]}”{where}"
    if saved.story.digest == program.digest:
        return f"The file was altered after this game was saved: {choice}, cannot be made there."
    if move not in decisions(program):
        return f"{EDITED}: {choice}, is no longer in it."
    return f"{EDITED}: {choice}, cannot be made any more where you made it."


def kept_things_gone(program: Program, saved: SavedGame) -> str:
    """What the player had in memory, or on the board, and the story knows no more; "" where that is nothing."""
    gone = []
    for name in things_gone(program, saved):
        kind, _, about = name.rstrip(")").partition("(")
        gone.append(NAMED[kind].format(readable(about)))
    if not gone:
        return ""
    return f"{EDITED}: your choices all hold, but {listed(gone)} {'is' if len(gone) == 1 else 'are'} no longer in it."


def things_gone(program: Program, saved: SavedGame) -> list[str]:
    """The same by the names that the saved game has for them: `memory(stove)`."""
    known = {name for slot in program.slots for name in (slot.name, *slot.was)}
    ids = {*program.renamed, *(each.id for each in program.fragments), *(each.id for each in program.board.links)}
    gone = []
    for name in saved.position.values:
        kind, _, about = name.partition("(")
        about = about.rstrip(")")
        if kind in NAMED and about and name not in known and about not in ids:
            gone.append(name)
    return gone


def listed(words: Iterable[str], most: int = MOST_NAMED) -> str:
    """Some things with commas and “and”; of more than `most` the others are counted."""
    every = list(words)
    if len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more"]
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)
