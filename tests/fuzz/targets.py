"""What must hold of any bytes that a stranger hands the program, one function a kind of input.

Each takes the bytes, raises where something does not hold, and otherwise gives how far the input came.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.legacy import Handed
from game.play.page import Page
from game.play.runtime import page
from game.play.saves import SaveError, decode, encode, restore, save
from game.play.session import Session, begin
from game.play.state import Setup
from game.play.walkthrough import WalkthroughError, as_walkthrough, play_walkthrough, read_walkthrough
from game.shell.compiled import packed, unpacked
from game.shell.stories import decoded
from game.text.diagnostic import Diagnostic, has_errors
from game.text.source import Source

KITCHEN = Path(__file__).parents[1] / "stories" / "kitchen.yaml"
CORPUS = Path(__file__).parent / "corpus"


def loaded(*sources: Source) -> tuple[Program | None, list[Diagnostic]]:
    """What these files come to: a program, or errors. Every mistake must stand somewhere in one of the files."""
    lines = {source.name: source.lines for source in sources}
    story, found = parse_story(sources)
    found = [*found, *check_story(story)]
    for each in found:
        span = each.span
        if not span.file and not sources:
            continue
        assert span.file in lines, f"{each.code} stands in no file"
        assert 1 <= span.line <= span.end_line <= len(lines[span.file]), f"{each.code} stands on no line: {span}"
        assert 1 <= span.column <= len(lines[span.file][span.line - 1]) + 1, (
            f"{each.code} stands beside its line: {span}"
        )
        assert each.message.strip(), f"{each.code} says nothing"
    return (None if has_errors(found) else compile_story(story)), found


def played(
    program: Program, moves: int, dice: int, ghost: Handed | None = None, before: Handed | None = None
) -> Session:
    """So many moves, each one of the open ones (fate's among them), chosen by a number; then a save and a load."""
    lead = program.leads[dice % len(program.leads)].id
    setup = Setup(lead=lead, seed=dice % 100, ghost=ghost or {}, before=before or {})
    session = begin(program, setup)
    for _ in range(moves):
        open_moves = session.page.open
        if not open_moves:
            break
        dice = (dice * 6364136223846793005 + 1442695040888963407) % 2**64
        session = session.play(open_moves[(dice >> 33) % len(open_moves)].id)
    check_saving(session)
    return session


def check_saving(session: Session) -> None:
    """A game saved, written, read and taken up is the same game."""
    restored = restore(session.program, decode(encode(save(session))))
    assert (restored.outcome, restored.note) == ("same", "")
    assert restored.session is not None
    assert restored.session.states == session.states
    assert restored.session.page == session.page


def story(data: bytes) -> str:
    """A story's file: mistakes, or a program that plays."""
    program, found = loaded(Source("story.yaml", decoded(data)))
    if program is None:
        assert found
        return "mistakes"
    played(program, 20, len(data))
    return "plays"


def saved_game(data: bytes) -> str:
    """A saved game's file: refused in a sentence, or taken up as far as it goes, and then saved again."""
    try:
        saved = decode(data)
    except SaveError as error:
        assert str(error).strip()
        return "refused"
    restored = restore(kitchen(), saved)
    assert restored.note or restored.outcome == "same"
    for session in (restored.session, restored.other):
        if session is not None:
            shown(session.program, session)
            check_saving(session)
    return restored.outcome


def shown(program: Program, session: Session) -> Page:
    """The page where a session stands, which is the same whenever it is asked for."""
    first = page(program, session.state)
    assert first == session.page
    return first


def walkthrough(data: bytes) -> str:
    """A walkthrough's text: refused with a line of it, or played, and what it reads as then plays the same."""
    text = data.decode("utf-8", "replace")
    try:
        session = play_walkthrough(kitchen(), read_walkthrough(text))
    except WalkthroughError as error:
        assert 1 <= error.line <= max(1, len(text.splitlines()))
        return "refused"
    told = as_walkthrough(session)
    again = play_walkthrough(kitchen(), read_walkthrough(told))
    assert (again.path, again.states) == (session.path, session.states)
    assert as_walkthrough(again) == told
    return "plays"


def kept_story(data: bytes) -> str:
    """A file of the cache: a program or none; where its digest was forged, at worst an error that the reader of the cache takes for none."""
    try:
        return "refused" if unpacked(data) is None else "kept"
    except (msgspec.MsgspecError, ValueError):
        return "forged"


TARGETS: dict[str, Callable[[bytes], str]] = {
    "story": story,
    "save": saved_game,
    "walkthrough": walkthrough,
    "cache": kept_story,
}


@cache
def kitchen() -> Program:
    """The story that saved games and walkthroughs are taken up in."""
    program, _ = loaded(Source("kitchen.yaml", KITCHEN.read_text(encoding="utf-8")))
    assert program is not None
    return program


def cases(kind: str) -> list[Path]:
    """The kept inputs of a kind."""
    return sorted(each for each in (CORPUS / kind).iterdir() if each.is_file())


def found_so_far(kind: str) -> Path:
    """Where new inputs of a kind are kept between runs."""
    folder = Path(tempfile.gettempdir()) / "citadel-fuzz" / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def seeds(kind: str) -> list[bytes]:
    """Sound inputs of a kind, to begin with: what the tests have already."""
    stories = sorted((CORPUS.parents[1] / "stories" / "features").glob("*.yaml"))
    texts = [each.read_bytes() for each in stories]
    match kind:
        case "story":
            wrong = sorted((CORPUS.parents[1] / "mistakes").glob("*.yaml"))
            return [*texts, *(each.read_bytes() for each in wrong)]
        case "save":
            return [encode(save(played(kitchen(), moves, moves))) for moves in range(0, 12, 2)]
        case "walkthrough":
            return [as_walkthrough(played(kitchen(), moves, moves)).encode() for moves in range(0, 12, 2)]
        case _:
            programs = [loaded(Source("story.yaml", decoded(text)))[0] for text in texts]
            return [packed(each) for each in programs if each is not None]
