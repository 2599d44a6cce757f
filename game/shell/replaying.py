"""A saved game played again by itself, in line mode or into a file. The saved game is never changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from game.play.opposite import as_sentence, begun_with
from game.play.page import Line
from game.play.replay_code import CodeError, share
from game.play.session import Session
from game.play.transcript import Chosen, as_markdown, decided, entries, spoken
from game.play.transcript_page import as_html
from game.shell.fate import settle
from game.shell.games import Unreadable, UsageError, shelf_of
from game.shell.line_mode import LineMode
from game.shell.opening import opened_profile, taken_up
from game.shell.options import Options
from game.shell.printed import EndOfInput, Paper, standard_paper
from game.shell.recordings import open_recording
from game.shell.writing_out import write_out


def run_replay(options: Options) -> int:
    """Show the recorded game in line mode, and return the exit code: at a reader's pace in a terminal, at once in a pipe.

    Where somebody sits there, or `go_on` is set, play may go on from the last page shown, as a new branch.
    """
    recording = open_recording(options.replay, options.saves, options.story)
    program = recording.program
    paper = standard_paper(options.width)
    paper.paragraph(program.title)
    session = taken_up(paper, recording.restored)
    if session is None:
        return 1
    session = session.first(options.to)
    if beside := as_sentence(begun_with(program, session.setup)):
        paper.paragraph(beside)
    try:
        _show(session, paper, options.pace if paper.live else 0)
        if not options.go_on and not (paper.live and _wants_to_play(session, paper)):
            return 0
    except EndOfInput:
        return 0
    except KeyboardInterrupt:
        paper.blank()
        return 130
    shelf = shelf_of(program, options.saves)
    profile = opened_profile(program, options, shelf)
    mode = LineMode(program, shelf, paper, options.keep, profile, options.marks)
    mode.session = settle(session)
    mode.show_options(mode.session.page)
    return mode.play(mode.session, whole_page=False)


def write_transcript(options: Options, target: str) -> int:
    """Write the recorded game into a file, or to standard output for `-`, and return the exit code.

    As Markdown, or as a page for a browser where the file's name ends in `.html`.
    """
    session = replayed(options).first(options.to)
    as_page = target.lower().endswith((".html", ".htm"))
    write_out(target, as_html(session) if as_page else as_markdown(session), "transcript")
    return 0


def write_cast(options: Options, target: str) -> int:
    """Write the recorded game as an asciicast into a file, or to standard output for `-`; return the exit code."""
    from game.shell.casting import cast_of

    session = replayed(options).first(options.to)
    write_out(target, cast_of(session, options.pace, options.width).decode(), "recording")
    return 0


def run_share(options: Options) -> int:
    """Print the code of a recorded game, and return the exit code."""
    try:
        code = share(replayed(options).first(options.to))
    except CodeError as error:
        raise Unreadable(str(error)) from error
    sys.stdout.write(code + "\n")
    return 0


def replayed(options: Options) -> Session:
    """As much of a recorded game as today's story still plays. UsageError where that is nothing; a note goes to stderr."""
    restored = open_recording(options.replay, options.saves, options.story).restored
    if restored.outcome == "lost" or restored.session is None:
        raise UsageError(restored.note)
    if restored.note and sys.stderr is not None:
        sys.stderr.write(restored.note + "\n")
    return restored.session


def told(session: Session, paper: Paper, pace: int) -> Iterator[float]:
    """Write it all, a paragraph at a time; after each, the seconds that it takes to read at `pace` words a minute (0: none)."""
    for entry in entries(session):
        match entry:
            case Line(kind="page"):
                continue
            case Line():
                words = spoken(entry)
                paper.paragraph(words)
            case Chosen(move=move) if move.kind != "fate":
                words = decided(move)
                paper.paragraph(words, "> ")
            case _:
                continue
        yield min(30.0, len(words.split()) * 60 / pace) if pace > 0 else 0.0
    page = session.page
    if page.ending:
        paper.paragraph(page.ending.title or page.ending.id)
        if page.ending.about:
            paper.paragraph(page.ending.about)
    yield 0.0


def _show(session: Session, paper: Paper, pace: int) -> None:
    for seconds in told(session, paper, pace):
        paper.flush()
        if seconds:
            time.sleep(seconds)


def _wants_to_play(session: Session, paper: Paper) -> bool:
    """Ask somebody who sits there whether to go on playing."""
    if not session.page.moves:
        return False
    paper.paragraph("Enter to leave it here; play to go on from this page as a new game of its own.")
    return paper.ask().casefold() in ("play", "p", "y", "yes")
