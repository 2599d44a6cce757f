"""`citadel stats --played`: what was chosen in the games that were played here, and in those that were imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from game.language.program import Program
from game.play.met import Met, decisions, of_today, options_of
from game.play.saves import SaveError, restore
from game.shell.games import Unreadable, open_story, shelf_of
from game.shell.profile import profile_path


def run_played(story: str | Path | None, saves: Path, as_json: bool) -> int:
    """Write how often each option was taken of how often it was met, and return the exit code. UsageError or Unreadable."""
    program = open_story(story)
    numbers = played(program, saves)
    sys.stdout.write(msgspec.json.encode(numbers).decode() + "\n" if as_json else "\n".join(_lines(numbers)) + "\n")
    return 0


def played(program: Program, saves: Path) -> dict[str, object]:
    """The numbers of every option in the order of the source: over all plays here (`mine`), and over imported games."""
    mine = remembered(program, saves)
    theirs, games = imported(program, saves)
    rows = []
    for id in options_of(program):
        (met, taken), (met_there, taken_there) = mine.options.get(id, (0, 0)), theirs.options.get(id, (0, 0))
        rows.append(
            {"option": id, "met": met + met_there, "taken": taken + taken_there,
             "mine": {"met": met, "taken": taken}, "imported": {"met": met_there, "taken": taken_there}}
        )  # fmt: skip
    return {
        "story": program.id,
        "version": program.version,
        "finished games": len(mine.games),
        "imported games": games,
        "options": rows,
    }


def remembered(program: Program, saves: Path) -> Met:
    """What the profile holds of a story; nothing where there is none. Unreadable if it cannot be read."""
    path = profile_path(saves)
    if not os.path.lexists(path):
        return Met()
    from game.shell.profile_file import ProfileFile, Trouble

    try:
        file = ProfileFile(path)
        try:
            return of_today(program, file.load((program.id, *program.was)))
        finally:
            file.close()
    except Trouble as error:
        raise Unreadable(f"The profile {path} cannot be read: {error}.") from error


def imported(program: Program, saves: Path) -> tuple[Met, int]:
    """What was decided in the imported games on the story's shelf, each game once, as far as it still can be played; how many."""
    met, seen = Met(), set()
    shelf = shelf_of(program, saves)
    for slot in shelf.list():
        if slot.imported and not slot.problem and not slot.backup:
            with suppress(SaveError, OSError):
                session = restore(program, shelf.read(slot.path.name)).session
                if session is not None and (session.setup.lead, session.path) not in seen:
                    seen.add((session.setup.lead, session.path))
                    met.add(decisions(session))
    return met, len(seen)


def _lines(numbers: dict[str, object]) -> Iterator[str]:
    rows, games = numbers["options"], numbers["imported games"]
    assert isinstance(rows, list)
    met = [row for row in rows if row["met"]]
    yield (
        f"{numbers['story']} {numbers['version']}: {numbers['finished games']} finished games here, {games} imported,"
        f" {len(met)} of {len(rows)} options met"
    )
    if met:
        wide = max(24, *(len(row["option"]) + 2 for row in met))
        also = f"{'mine':>12}{'imported':>12}" if games else ""
        yield ""
        yield f"  {'option':<{wide}}{'taken':>7}{'of':>7}{'share':>8}{also}"
        for row in met:
            parts = [f"  {row['option']:<{wide}}{row['taken']:>7,}{row['met']:>7,}{row['taken'] / row['met']:>8.0%}"]
            for part in ("mine", "imported") if games else ():
                one = f"{row[part]['taken']:,}/{row[part]['met']:,}" if row[part]["met"] else "–"
                parts.append(f"{one:>12}")
            yield "".join(parts)
    untaken = [row["option"] for row in met if not row["taken"]]
    if untaken:
        yield ""
        yield f"  met and never taken      {', '.join(untaken)}"
