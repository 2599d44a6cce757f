"""Makes the recordings in saves/examples/ again, from today's stories: `python -m tests.recordings`.

Each is a play at random to an ending, with a fixed number, so that the same story gives the same recording.
"""

from __future__ import annotations

from pathlib import Path

from game.language.program import Program
from game.play.saves import SavedGame, encode, save
from game.shell.games import open_story
from game.shell.stories import find_story, load, shipped_stories
from tests.walks import walk, wander

EXAMPLES = Path(__file__).resolve().parent.parent / "saves" / "examples"
KITCHEN = Path(__file__).parent / "stories" / "kitchen.yaml"
TEA = "coat wait name torch door go hands stay"


def main() -> None:
    """Write them all."""
    kitchen = load(find_story(KITCHEN)).program
    assert kitchen is not None
    moves = [("green_door." if move == "hands" else "kitchen.") + move for move in TEA.split()]
    _write("kitchen-daniel", encode(save(walk(kitchen, *moves), label="Tea for two", saved_at="2026-11-23T20:00:00Z")))
    for folder in shipped_stories():
        program = open_story(folder.path)
        for lead in program.leads:
            _write(f"{program.id}-{lead.id}", encode(_longest(program, lead.id)))


def _longest(program: Program, lead: str, tries: int = 12) -> SavedGame:
    """The longest of some random plays."""
    sessions = [wander(program, number, lead=lead) for number in range(tries)]
    longest = max(sessions, key=lambda session: len(session.path))
    return save(longest, label=f"A play of {lead}'s", saved_at="2026-11-23T20:00:00Z")


def _write(name: str, data: bytes) -> None:
    (EXAMPLES / f"{name}.json").write_bytes(data)


if __name__ == "__main__":
    main()
