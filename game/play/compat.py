"""What becomes of many saved games in an edited story: sorted by what their players would be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from game.language.program import Program
from game.play.decisions import decisions
from game.play.healing import healed
from game.play.saves import Restored, SavedGame, differing, restore

Verdict = Literal["same", "said", "re-anchored", "lost"]
VERDICTS: tuple[Verdict, ...] = ("same", "said", "re-anchored", "lost")
"""From the best to the worst. said: the path is whole, and the player is told that the story was edited. re-anchored: a

move is gone, and there is a page or a place to go on from. lost: nothing of the game can be played.
"""


class Judged(Struct, frozen=True):
    """One saved game: the verdict, what its player would be told, and for the author its cause in a few words.

    `kept` counts the moves of its path that still hold.
    """

    saved: SavedGame
    verdict: Verdict
    note: str = ""
    cause: str = ""
    kept: int = 0


def judged(program: Program, saved: SavedGame) -> Judged:
    """A saved game in today's story. Never raises; a step for each move."""
    restored = restore(program, saved)
    kept = 0 if restored.session is None else len(restored.session.path)
    match restored.outcome:
        case "same":
            return Judged(saved, "same", kept=kept)
        case "changed":
            names = differing(program, restored, saved)
            return Judged(saved, "said", restored.note, ", ".join(names), kept)
        case "broken":
            verdict: Verdict = "lost" if kept == 0 and restored.other is None and saved.path else "re-anchored"
            return Judged(saved, verdict, restored.note, _missing(program, restored, saved), kept)
        case "lost":
            return Judged(saved, "lost", restored.note, "nothing of it can be played", kept)


def _missing(program: Program, restored: Restored, saved: SavedGame) -> str:
    """The first move that is not to be had, and why."""
    followed = restored.followed
    move = healed(program, saved.path[followed])
    return f"{move} {'cannot be made' if move in decisions(program) else 'is gone'}"


class Group(Struct, frozen=True):
    """Saved games of one verdict and one cause, the one with the shortest path first."""

    verdict: Verdict
    cause: str
    games: tuple[Judged, ...]


class Sorted(Struct, frozen=True):
    """All of them: how many there are of each verdict, and those that are not the same by cause, the most first."""

    counts: dict[Verdict, int]
    groups: tuple[Group, ...]

    @property
    def many(self) -> int:
        """How many saved games there are."""
        return sum(self.counts.values())

    def at_least(self, verdict: Verdict) -> int:
        """How many fared so badly, or worse."""
        return sum(self.counts[each] for each in VERDICTS[VERDICTS.index(verdict) :])


def sort_saves(program: Program, games: Iterable[SavedGame]) -> Sorted:
    """Each of some saved games in today's story."""
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    by_cause: dict[tuple[Verdict, str], list[Judged]] = {}
    for saved in games:
        each = judged(program, saved)
        counts[each.verdict] += 1
        if each.verdict != "same":
            by_cause.setdefault((each.verdict, each.cause), []).append(each)
    groups = [
        Group(verdict, cause, tuple(sorted(found, key=lambda each: len(each.saved.path))))
        for (verdict, cause), found in by_cause.items()
    ]
    groups.sort(key=lambda group: (-VERDICTS.index(group.verdict), -len(group.games), group.cause))
    return Sorted(counts, tuple(groups))
