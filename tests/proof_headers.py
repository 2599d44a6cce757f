"""The stories in tests/proof_stories, with what is expected of each: the head of its file says it.

`# refuted: ITEM` and `# proved: ITEM` name an item by its key; `# refuted in 3: ITEM` also says in how many moves the
shortest game shows it. Every item that is no line of text and is not named so is proved.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from game.language import model as m
from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.source import Source

FOLDER = Path(__file__).parent / "proof_stories"
PATHS = sorted(FOLDER.glob("*.yaml"))
_EXPECTED = re.compile(r"# (proved|refuted)(?: in (\d+))?: (.+)\Z")


class Expected(Struct, frozen=True):
    """One item of a head."""

    key: str
    proved: bool
    moves: int | None


def expected_of(path: Path) -> list[Expected]:
    """What the head of a story says."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        if match := _EXPECTED.match(line):
            found.append(Expected(match[3], match[1] == "proved", None if match[2] is None else int(match[2])))
    return found


def story_at(path: Path) -> m.Story:
    """The story in a file, which has no errors."""
    story, mistakes = parse_story([Source(path.name, path.read_text(encoding="utf-8"))])
    errors = [each for each in (*mistakes, *check_story(story)) if each.severity == "error"]
    assert not errors, errors
    return story
