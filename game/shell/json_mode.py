"""Play for programs: one JSON object a page on standard output, one move id a line on standard input."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import msgspec

from game.language.model import YesNo
from game.language.program import Program
from game.play.answers import understood
from game.play.opposite import ALONE, former_in, ghosts_in
from game.play.page import Line, Move, Page
from game.play.position import Plain, plain
from game.play.runtime import glance_at, linked_of
from game.play.saves import SaveError
from game.play.session import Session
from game.play.transcript import entries
from game.shell import files
from game.shell.fate import settle
from game.shell.games import game_to_begin, open_story, shelf_of
from game.shell.opening import opened_profile
from game.shell.opposite import company_of, lead_beside
from game.shell.options import Options
from game.shell.profile import Profile
from game.shell.shelf import Shelf

LONGEST_ANSWER = 10_000
ASK = "ask"


def run_json(options: Options) -> int:
    """Play over standard input and output until the game or the input ends; return the exit code.

    The game is saved at the end of play, and only where a folder for saves was named.
    """
    program = open_story(options.story)
    company = company_of(program, options.opposite, options.before, options.saves, options.story)
    lead = lead_beside(program, options.lead, company) if company != ALONE else options.lead
    shelf = shelf_of(program, options.saves) if options.keep else None
    profile = opened_profile(program, options, shelf) if shelf is not None else None
    finished = profile.finished() if profile is not None else ()
    session = game_to_begin(program, options, lead, company, finished)
    if company.notes and sys.stderr is not None:
        sys.stderr.write("\n".join(company.notes) + "\n")
    reader = sys.stdin.buffer if sys.stdin is not None else None
    return converse(session, reader, sys.stdout.buffer, shelf, options.values, profile)


def converse(
    session: Session,
    reader: BinaryIO | None,
    writer: BinaryIO,
    shelf: Shelf | None = None,
    values: bool = False,
    profile: Profile | None = None,
) -> int:
    """The conversation itself. 0 at an ending or the end of the input, 1 where the story is stuck, 130 for ctrl-c.

    With `values` each page also tells what the story's variables hold.
    """
    first = 0
    try:
        while True:
            told = page_told(session, first)
            if values:
                told["values"] = values_told(session)
            _write(writer, told)
            if not told["moves"]:
                _keep(session, shelf, writer, profile)
                return 1 if told["trouble"] else 0
            first = len(session.path) + 1
            move = _next_move(session, reader, writer)
            if move is None:
                _keep(session, shelf, writer, profile)
                return 0
            before, session = session, settle(session.play(move.id))
            if profile is not None:
                profile.played(before, session)
                profile.came_to(session)
    except KeyboardInterrupt:
        _keep(session, shelf, writer, profile)
        return 130


def page_told(session: Session, first: int = 0) -> dict[str, Any]:
    """A page as JSON's values: the lines since page `first` (fate's moves between them left out), and the moves.

    Scene, lines and moves have a key `tags` where their author gave some; `opposite` and `after` are there where the game
    was begun with finished ones.
    """
    page = session.page
    tags = _tags_by_id(session.program)
    stuck = page.trouble or ("fate goes round for ever" if page.fated else "")
    told = {
        "story": session.program.id,
        "lead": session.setup.lead,
        "seed": session.setup.seed,
        "chapter": page.chapter,
        "scene": page.scene,
        "place": page.place,
        "time": page.time,
        "lines": [_line_told(entry, session.program) for entry in entries(session, first) if isinstance(entry, Line)],
        "moves": [] if stuck else _moves_told(page, tags),
        "ending": msgspec.to_builtins(page.ending) if page.ending else None,
        "trouble": stuck,
        "path": list(session.path),
    }
    if ghosts := ghosts_in(session.program, session.setup):
        told["opposite"] = [msgspec.to_builtins(each) for each in ghosts]
    if (former := former_in(session.setup)) is not None:
        told["after"] = {"story": session.program.follows, **msgspec.to_builtins(former)}
    return _tagged(told, tags.get(page.scene, ()))


def values_told(session: Session) -> dict[str, Plain]:
    """What each variable holds at the end of the page: a number, a yes/no, a word, or a list of words."""
    program = session.program
    held, places = glance_at(program, session.state).values, linked_of(program).places
    found: dict[str, Plain] = {}
    for slot in program.slots:
        if slot.kind == "variable":
            block, place = places[slot.name]
            told = plain(slot, held[block][place])
            found[slot.name] = bool(told) if isinstance(slot.domain, YesNo) else told
    return found


def _tags_by_id(program: Program) -> dict[str, tuple[str, ...]]:
    """The tags of scenes and options by their ids: `hall`, `hall.sign`."""
    named = ((program.anchors[point], tags) for point, tags in program.tags.items() if point in program.anchors)
    return {f"{scene}.{id}" if id else scene: tags for (scene, id), tags in named}


def _tagged(told: dict[str, Any], tags: tuple[str, ...]) -> dict[str, Any]:
    return {**told, "tags": list(tags)} if tags else told


def _line_told(line: Line, program: Program) -> dict[str, Any]:
    told = {"kind": line.kind, "text": line.text, "speaker": line.speaker, "name": line.name, "manner": line.manner}
    # A line of place and time comes of the scene's entry, whose tags the page tells.
    return told if line.kind == "place" else _tagged(told, program.tags.get(line.point, ()))


def _moves_told(page: Page, tags: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """The moves of a page; where it asks for a word only one, with the ids of the answers but not their words."""
    if not page.asks:
        return [_tagged(_move_told(move), tags.get(move.id, ())) for move in page.moves]
    asked = {
        "id": ASK,
        "label": "",
        "kind": "ask",
        "locked": "",
        "prompt": next((line.text for line in reversed(page.lines) if line.kind == "prompt"), ""),
        "answers": [move.id for move in page.moves if move.accepts],
        "else": any(not move.accepts for move in page.moves),
    }
    return [asked]


def _move_told(move: Move) -> dict[str, Any]:
    told = {"id": move.id, "label": move.label, "kind": move.kind, "locked": move.locked}
    return {**told, "pair": list(move.pair)} if move.pair else told


def _next_move(session: Session, reader: BinaryIO | None, writer: BinaryIO) -> Move | None:
    """The next line's move; None at the end of the input. A line that is no open move is answered with an error.

    Where the page asks, `ask=words` is what was typed: it may be an answer, or a miss that costs nothing.
    """
    open_moves = {move.id: move for move in session.page.moves}
    while reader is not None:
        try:
            line = part = reader.readline(LONGEST_ANSWER)
            while len(part) == LONGEST_ANSWER and not part.endswith(b"\n"):
                part = reader.readline(LONGEST_ANSWER)
        except (OSError, ValueError):
            return None
        if not line:
            return None
        asked = line.decode("utf-8", "replace").lstrip("\ufeff").strip()
        if not asked:
            continue
        word, typed, words = asked.partition("=")
        if typed and word == ASK and session.page.asks:
            found = understood(session.page, words, session.program.language)
            if found.move:
                return open_moves[found.move]
            _write(writer, {"error": found.told, "near": found.near, "moves": list(open_moves)})
            continue
        move = open_moves.get(asked)
        if move is not None and not move.locked:
            return move
        why = f"{asked[:80]} is locked: {move.locked}" if move else f"there is no move {asked[:80]} here"
        _write(writer, {"error": why, "moves": [each.id for each in session.page.open]})
    return None


def _keep(session: Session, shelf: Shelf | None, writer: BinaryIO, profile: Profile | None) -> None:
    if shelf is None or not session.path:
        return
    try:
        shelf.autosave(session)
    except (OSError, SaveError) as error:
        _write(writer, {"error": f"the game could not be saved: {files.reason(error)}"})
    for words in profile.close() if profile is not None else ():
        _write(writer, {"error": words})


def _write(writer: BinaryIO, told: dict[str, Any]) -> None:
    writer.write(msgspec.json.encode(told) + b"\n")
    writer.flush()
