"""`citadel saves`: the saved games listed, shown and deleted."""

from __future__ import annotations

import sys
from pathlib import Path

from game.play.save_format import printable
from game.shell.games import Unreadable, find_save
from game.shell.shelf import Shelf, Slot, all_shelves


def run_saves(action: str, name: str | None, saves: Path) -> int:
    """Carry out `list`, `show NAME` or `delete NAME`. UsageError if there is no such game, Unreadable if it fails."""
    match action:
        case "show":
            return _show(name or "", saves)
        case "delete":
            return _delete(name or "", saves)
        case _:
            return _list(saves)


def _list(saves: Path) -> int:
    write = sys.stdout.write
    empty = True
    for folder, shelf in all_shelves(saves).items():
        slots = shelf.list()
        if not slots:
            continue
        if not empty:
            write("\n")
        empty = False
        write(f"{printable(folder)}\n")
        wide = min(40, max(len(slot.name) for slot in slots))
        for slot in slots:
            write(f"  {slot.name:<{wide}}  {slot.problem or where(slot)}\n")
    if empty:
        write(f"There are no saved games in {saves} yet.\n")
    return 0


def _show(name: str, saves: Path) -> int:
    found = find_save(name, saves)
    slot = next((slot for slot in Shelf(found.path.parent).list() if slot.path == found.path), None)
    write = sys.stdout.write
    rows = [
        ("name", slot.name if slot else found.path.stem),
        ("file", str(found.path)),
        ("story", f"{found.saved.story.title or found.saved.story.id} {found.saved.story.version}".rstrip()),
        ("lead", found.saved.summary.lead or found.saved.setup.lead),
        ("seed", str(found.saved.setup.seed)),
        ("chapter", found.saved.summary.chapter),
        ("place", ", ".join(part for part in (found.saved.summary.place, found.saved.summary.time) if part)),
        ("last line", found.saved.summary.last_line),
        ("ending", found.saved.summary.ending),
        ("saved at", shown_time(found.saved.summary.saved_at)),
        ("choices", str(found.saved.summary.turns)),
        ("branches", ", ".join(branch.name or "without a name" for branch in found.saved.branches)),
    ]
    for label, value in rows:
        if value:
            write(f"{label:<10} {printable(value)}\n")
    write("path\n")
    for move in found.saved.path:
        write(f"  {move}\n")
    return 0


def _delete(name: str, saves: Path) -> int:
    path = damaged(name, saves) or find_save(name, saves).path
    try:
        Shelf(path.parent).delete(path.name)
    except OSError as error:
        raise Unreadable(f"{path} cannot be deleted: {error.strerror or error}.") from error
    sys.stdout.write(f"Deleted {path}.\n")
    return 0


def damaged(name: str, saves: Path) -> Path | None:
    """The file of a saved game that cannot be read, if exactly one has that name: it may be deleted all the same."""
    paths = [path for shelf in all_shelves(saves).values() if (path := shelf.find(name)) is not None]
    return paths[0] if len(paths) == 1 else None


def where(slot: Slot) -> str:
    """A saved game in a line: when it was saved, who, where, and how far."""
    choices = f"{slot.turns} choice{'' if slot.turns == 1 else 's'}"
    parts = (shown_time(slot.saved_at), slot.lead, slot.chapter, slot.place, slot.ending, choices)
    return ", ".join(part for part in parts if part)


def shown_time(moment: str) -> str:
    """A moment of ISO 8601 in the reader's own time zone, to the minute; as it is where it is none."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return moment
