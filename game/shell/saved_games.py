"""`citadel saves`: the saved games listed, shown, renamed, deleted and brought back, exported and imported."""

from __future__ import annotations

import sys
from pathlib import Path

from game.play.save_format import printable
from game.play.saves import SaveError, encode
from game.shell import files
from game.shell.games import Found, Unreadable, UsageError, find_save, story_of
from game.shell.places import why_saves_folder
from game.shell.play_time import in_words
from game.shell.printed import Paper, standard_paper
from game.shell.shelf import Shelf, all_shelves
from game.shell.slots import Slot, slot_of
from game.shell.terminal import is_terminal
from game.shell.writing_out import write_out

ACTIONS = ("list", "show", "tree", "rename", "delete", "undelete", "export", "import", "where")
ARGUMENTS = {
    "show": (1, 1, "NAME"), "tree": (1, 1, "NAME"), "rename": (2, 2, "NAME NEW"), "delete": (1, 1, "NAME"),
    "undelete": (0, 1, "[NAME]"), "export": (1, 2, "NAME [FILE]"), "import": (0, 1, "[FILE | CODE]"),
}  # fmt: skip
"""How many names an action takes at least and at most, and how that is written."""

WIDEST, UNBROKEN = 100, 1_000_000
"""How wide a list is at most, in columns: on a terminal, and in a pipe or a file."""


def run_saves(
    action: str, names: list[str], chosen: str | None, saves: Path, *, name: str | None, story: str | None, private: bool
) -> int:
    """Carry out one of `ACTIONS`. `chosen` is what `--saves` named; `private` has names and times exported too.

    UsageError if there is no such game, Unreadable if it fails.
    """
    least, most, shape = ARGUMENTS.get(action, (0, 0, ""))
    if not least <= len(names) <= most:
        raise UsageError(f"Say which: citadel saves {action} {shape}".rstrip() + ".")
    try:
        match action:
            case "show":
                _show(find_save(names[0], saves))
            case "tree":
                _tell_tree(find_save(names[0], saves), story)
            case "rename":
                _rename(find_save(names[0], saves), names[1])
            case "delete":
                _delete(names[0], saves)
            case "undelete":
                _undelete(names[0] if names else None, saves)
            case "export":
                _export(find_save(names[0], saves), names[1] if len(names) > 1 else None, private)
            case "import":
                from game.shell.carrying import import_game

                sys.stdout.write(import_game(names[0] if names else "-", saves, name=name, story=story).told + "\n")
            case "where":
                sys.stdout.write(f"{saves}\n{why_saves_folder(chosen)}\n")
            case _:
                _list(saves)
    except BrokenPipeError:  # nobody reads any more: no fault of the saved games
        raise
    except OSError as error:
        raise Unreadable(f"That failed in {saves}: {files.reason(error)}.") from error
    except (SaveError, ValueError) as error:
        raise UsageError(str(error)[:1].upper() + str(error)[1:].rstrip(".") + ".") from error
    return 0


def _list(saves: Path) -> None:
    paper = _paper()
    empty = True
    for folder, shelf in all_shelves(saves).items():
        slots = shelf.list()
        if not slots:
            continue
        if not empty:
            paper.blank()
        empty = False
        paper.line(folder)
        for slot in slots:
            paper.line(named(slot), "  ")
            for words in (slot.problem or where(slot), slot.summary.last_line):
                if words:
                    paper.line(words, "      ")
    if empty:
        sys.stdout.write(f"There are no saved games in {saves} yet.\n")


def _paper() -> Paper:
    """Standard output: as wide as the terminal, but for a reading width, and through a pipe a line each."""
    if not is_terminal(sys.stdout):
        return Paper(None, sys.stdout, UNBROKEN, live=False)
    return standard_paper(WIDEST)


def _tell_tree(found: Found, story: str | None) -> None:
    """Tell the tree of a saved game as line mode does, with all of its pages."""
    from game.play.game_tree import tree_of
    from game.play.saves import restore
    from game.shell.line_tree import tree_told

    restored = restore(story_of(found.saved, story), found.saved)
    if restored.session is None or restored.outcome == "lost":
        raise UsageError(restored.note)
    paper = _paper()
    if restored.note:
        paper.paragraph(restored.note)
    for before, words in tree_told(restored.session, tree_of(restored.session), whole=True):
        paper.line(words, before)


def named(slot: Slot) -> str:
    """What a saved game is called in a list of names that can be typed: a backup by its file."""
    return slot.path.name if slot.backup else slot.name


def _show(found: Found) -> None:
    slot, summary = slot_of(found.path), found.saved.summary
    rows = [
        ("name", slot.name),
        ("file", str(found.path)),
        ("story", f"{found.saved.story.title or found.saved.story.id} {found.saved.story.version}".rstrip()),
        ("lead", summary.lead or found.saved.setup.lead),
        ("seed", str(found.saved.setup.seed)),
        ("chapter", summary.chapter),
        ("place", ", ".join(part for part in (summary.place, summary.time) if part)),
        ("last line", summary.last_line),
        ("ending", summary.ending),
        ("begun", summary.opposite),
        ("saved at", shown_time(slot.saved_at)),
        ("played", in_words(summary.played)),
        ("read", f"{summary.read}% of the story" if summary.read else ""),
        ("from", "imported" if slot.imported else ""),
        ("choices", str(summary.turns)),
        ("branches", ", ".join(branch.name or "without a name" for branch in found.saved.branches)),
    ]
    write = sys.stdout.write
    for label, value in rows:
        if value:
            write(f"{label:<10} {printable(value)}\n")
    write("path\n")
    for move in found.saved.path:
        write(f"  {move}\n")


def _rename(found: Found, new: str) -> None:
    path = found.shelf.rename(found.path.name, new)
    sys.stdout.write(f"Renamed: {path}.\n")


def _delete(name: str, saves: Path) -> None:
    path = damaged(name, saves) or find_save(name, saves).path
    Shelf(path.parent).delete(path.name)
    sys.stdout.write(f"Deleted {path}. “citadel saves undelete” brings it back.\n")


def damaged(name: str, saves: Path) -> Path | None:
    """The file of a saved game that cannot be read, if exactly one has that name: it may be deleted all the same."""
    shelves = all_shelves(saves)
    paths = [path for shelf in shelves.values() if (path := shelf.find(name)) is not None]
    story, _, rest = name.partition("/")
    if not paths and rest and story in shelves and (path := shelves[story].find(rest)) is not None:
        paths = [path]
    return paths[0] if len(paths) == 1 else None


def _undelete(name: str | None, saves: Path) -> None:
    from game.shell.deleted import deleted_in

    shelves = list(all_shelves(saves).values())
    if name is None:
        # Of several stories the one in which something was deleted last.
        newest = [(there[-1].stat().st_ctime, shelf) for shelf in shelves if (there := deleted_in(shelf.folder))]
        shelves = [max(newest, key=lambda each: each[0])[1]] if newest else []
    for shelf in shelves:
        if (path := shelf.undelete(name)) is not None:
            sys.stdout.write(f"Brought back {path}.\n")
            return
    what = f"no saved game “{name}”" if name else "no saved game"
    raise UsageError(f"There is {what} among the deleted ones in {saves}.")


def _export(found: Found, target: str | None, private: bool) -> None:
    from game.shell.carrying import exported

    write_out(target, encode(exported(found.saved, private)).decode(), "saved game")


def where(slot: Slot) -> str:
    """A saved game in a line: when it was saved, who, where, and how far."""
    summary = slot.summary
    choices = f"{summary.turns} choice{'' if summary.turns == 1 else 's'}"
    read = f"{summary.read}% read" if summary.read else ""
    kind = "as it was before" if slot.backup else "imported" if slot.imported else ""
    place = (summary.chapter, summary.place, summary.time, f"ending: {summary.ending}" if summary.ending else "")
    parts = (shown_time(slot.saved_at), kind, slot.lead, summary.opposite, *place, choices, in_words(summary.played), read)
    return ", ".join(part for part in parts if part)


def shown_time(moment: str) -> str:
    """A moment of ISO 8601 in the reader's own time zone, to the minute; as it is where it is none."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return moment
