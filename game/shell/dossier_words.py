"""The dossier in plain words, the same in the app and in line mode: who told whom what, and what became of a lie."""

from __future__ import annotations

from game.play.dossier import Entry

NOTHING_TOLD = "Nothing has been told yet."

_COME_TO = {
    "live": "A lie, and believed.",
    "suspected": "A lie, and suspected.",
    "exposed": "A lie, found out.",
    "confessed": "A lie, confessed.",
}


def between(entry: Entry) -> str:
    """Who told whom."""
    return f"{entry.by} to {entry.to}"


def come_to(entry: Entry) -> str:
    """What has become of a lie; "" for what is none."""
    return _COME_TO.get(entry.lie, "")


def dossier_told(entries: tuple[Entry, ...]) -> list[str]:
    """A paragraph for each thing that was told."""
    return [
        " ".join(words for words in (f"{between(each)}: {each.text}", come_to(each)) if words) for each in entries
    ] or [NOTHING_TOLD]
