"""`citadel why`: why an option can be taken or not at a place of a game, and which earlier choice made it so."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from game.play.session import Session
from game.play.walkthrough import WalkthroughError, play_walkthrough, read_walkthrough
from game.proof.reasons import Clause, Held, Reason, reasons
from game.shell import files
from game.shell.earlier_games import with_earlier_games
from game.shell.games import Unreadable, UsageError, open_story
from game.shell.places import expanded
from game.shell.recordings import open_recording
from game.shell.stories import decoded, find_story
from game.text.source import Span

LONGEST = 1 << 20
"""Bytes of a walkthrough that are read."""


def run_why(story: str, path: str, option: str | None, to: int | None, saves: Path, as_json: bool) -> int:
    """Tell why an option, or each of the page, is open or not where a game stands; return the exit code."""
    session = _played(story, path, saves).first(to)
    every = reasons(session.program, session)
    found = [each for each in every if option in (None, each.move, each.move.rpartition(".")[2])]
    if not found:
        raise UsageError(_nothing_there(session, option, [each.move for each in every]))
    if as_json:
        told = [_as_values(each) for each in found]
        sys.stdout.write(msgspec.json.encode(told if option is None else told[0]).decode() + "\n")
        return 0
    sys.stdout.write("\n\n".join("\n".join(reason_told(each)) for each in found) + "\n")
    return 0


def _played(story: str, path: str, saves: Path) -> Session:
    """The game of a walkthrough's file, of a saved game or of a code, in that story."""
    if path.endswith(".txt"):
        program, folder = open_story(story), find_story(story)
        try:
            text = decoded(files.read(expanded(path), LONGEST))
            return play_walkthrough(program, with_earlier_games(program, folder, read_walkthrough(text)))
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {files.reason(error)}.") from error
        except WalkthroughError as error:
            raise UsageError(f"{path}:{error.line}: {error}") from error
    restored = open_recording(path, saves, story).restored
    if restored.session is None or restored.outcome == "lost":
        raise UsageError(restored.note)
    if restored.note:
        sys.stderr.write(restored.note + "\n")
    return restored.session


def _nothing_there(session: Session, option: str | None, known: list[str]) -> str:
    page = session.page
    where = f"{after_moves(len(session.path))} the game stands in “{page.scene}”"
    if not known:
        what = "it is over" if page.ending else "nothing is chosen among options there"
        return f"{where}, and {what}."
    return f"{where}, where there is no option “{option}”. There are {', '.join(known)}. --to N stops earlier."


def after_moves(many: int) -> str:
    """So many moves of a game, at the head of a sentence: `At the very beginning`, `After one move`, `After 12 moves`."""
    return "At the very beginning" if not many else "After one move" if many == 1 else f"After {many:,} moves"


def reason_told(reason: Reason) -> list[str]:
    """A reason in lines: whether it is open, then each part of its condition, with what set the values that it asks."""
    lines = [f"{reason.move} {_how_it_is(reason)}{_at(reason.span)}"]
    if reason.taken is not None:
        lines += [f"  no   it may be taken once, and was{_since(reason.taken)}"]
    for clause in reason.clauses:
        lines.append(f"  {'yes' if clause.holds else 'no '}  {clause.words}")
        lines += [f"       {held.name} is {held.value}{_since(held)}" for held in clause.values]
    if reason.crowded:
        lines.append("  no   the menu offers no more scenes at once, and others are more urgent")
    return lines


def _how_it_is(reason: Reason) -> str:
    if not reason.open:
        return "cannot be taken"
    return "can be taken" if reason.clauses else "can be taken: nothing is asked"


def _at(span: Span | None) -> str:
    return f" ({span.file}:{span.line}:{span.column})" if span is not None else ""


def _since(held: Held) -> str:
    cause = held.cause
    if cause is None:
        return ", as when the game began"
    how = f"with move {cause.moves}, {cause.move}" if cause.move else "before the first choice"
    said = f" “{cause.label}”" if cause.label else ""
    return f", {how}{said}{_at(cause.span)}; before that {held.before}"


def _as_values(reason: Reason) -> dict[str, object]:
    return {
        "move": reason.move,
        "open": reason.open,
        "place": _place(reason.span),
        "taken": None if reason.taken is None else _held_as_values(reason.taken),
        "crowded": reason.crowded,
        "clauses": [_clause_as_values(each) for each in reason.clauses],
    }


def _clause_as_values(clause: Clause) -> dict[str, object]:
    values = [_held_as_values(each) for each in clause.values]
    return {"condition": clause.words, "holds": clause.holds, "values": values}


def _held_as_values(held: Held) -> dict[str, object]:
    cause = held.cause
    since = None if cause is None else {
        "moves": cause.moves, "move": cause.move, "label": cause.label, "place": _place(cause.span),
    }  # fmt: skip
    return {"name": held.name, "value": held.value, "before": held.before, "cause": since}


def _place(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"file": span.file, "line": span.line, "column": span.column}
