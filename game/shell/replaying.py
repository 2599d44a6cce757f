"""A saved game played again by itself, in line mode or into a file. The saved game is never changed."""

from __future__ import annotations

import sys
import time

from game.play.page import Line
from game.play.saves import SavedGame, restore
from game.play.session import Session
from game.play.transcript import Chosen, as_markdown, decided, entries, spoken
from game.shell import files
from game.shell.fate import settle
from game.shell.games import Unreadable, UsageError, find_save, shelf_of, story_of
from game.shell.line_mode import LineMode
from game.shell.opening import taken_up
from game.shell.options import Options
from game.shell.places import expanded
from game.shell.printed import EndOfInput, Paper, standard_paper


def run_replay(options: Options) -> int:
    """Show the saved game in line mode, and return the exit code: at a reader's pace in a terminal, at once in a pipe.

    Where somebody sits there, or `go_on` is set, play may go on from the last page shown, as a new branch.
    """
    found = find_save(options.replay or "", options.saves)
    program = story_of(found.saved, options.story)
    paper = standard_paper(options.width)
    paper.paragraph(program.title)
    session = taken_up(paper, restore(program, found.saved))
    if session is None:
        return 1
    session = session.first(options.to)
    try:
        _show(session, paper, options.pace if paper.live else 0)
        if not options.go_on and not (paper.live and _wants_to_play(session, paper)):
            return 0
    except EndOfInput:
        return 0
    except KeyboardInterrupt:
        paper.blank()
        return 130
    mode = LineMode(program, shelf_of(program, options.saves), paper, options.keep)
    mode.session = settle(session)
    mode.show_options(mode.session.page)
    return mode.play(mode.session, whole_page=False)


def write_transcript(options: Options, target: str) -> int:
    """Write the saved game as Markdown into a file, or to standard output for `-`; return the exit code."""
    found = find_save(options.replay or "", options.saves)
    session = replayed(found.saved, options.story)
    told = as_markdown(session.first(options.to))
    if target == "-":
        sys.stdout.write(told)
        return 0
    try:
        files.write_through(expanded(target), told.encode("utf-8", "replace"))
    except OSError as error:
        raise Unreadable(f"{target} cannot be written: {files.reason(error)}.") from error
    sys.stdout.write(f"The transcript is in {target}.\n")
    return 0


def replayed(saved: SavedGame, story: str | None = None) -> Session:
    """As much of a saved game as today's story still plays. UsageError where that is nothing; a note goes to stderr."""
    restored = restore(story_of(saved, story), saved)
    if restored.outcome == "lost" or restored.session is None:
        raise UsageError(restored.note)
    if restored.note and sys.stderr is not None:
        sys.stderr.write(restored.note + "\n")
    return restored.session


def _show(session: Session, paper: Paper, pace: int) -> None:
    """Write it all, with the time between paragraphs that it takes to read them at `pace` words a minute (0: none)."""
    for entry in entries(session):
        match entry:
            case Line(kind="page"):
                continue
            case Line():
                told = spoken(entry)
                paper.paragraph(told)
            case Chosen(move=move) if move.kind != "fate":
                told = decided(move)
                paper.paragraph(told, "> ")
            case _:
                continue
        paper.flush()
        if pace > 0:
            time.sleep(min(30.0, len(told.split()) * 60 / pace))
    page = session.page
    if page.ending:
        paper.paragraph(page.ending.title or page.ending.id)
        if page.ending.about:
            paper.paragraph(page.ending.about)
    paper.flush()


def _wants_to_play(session: Session, paper: Paper) -> bool:
    """Ask somebody who sits there whether to go on playing."""
    if not session.page.moves:
        return False
    paper.paragraph("Enter to leave it here; play to go on from this page as a new game of its own.")
    return paper.ask().casefold() in ("play", "p", "y", "yes")
