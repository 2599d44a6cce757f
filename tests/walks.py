"""Ways through a game, for tests: by chosen moves, or at random from a number."""

from __future__ import annotations

from random import Random

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.session import Session, begin
from game.play.state import Setup
from game.shell.fate import settle
from game.text.source import Source


def walk(program: Program, *moves: str, lead: str = "", seed: int = 3) -> Session:
    """The session after those moves of the player's; fate's are picked."""
    session = settle(begin(program, Setup(lead=lead or program.leads[0].id, seed=seed)))
    for move in moves:
        session = settle(session.play(move))
    return session


def wander(program: Program, number: int, most: int = 200, lead: str = "") -> Session:
    """A random play: the same for the same number; it ends at an ending or after `most` choices."""
    dice = Random(number)
    session = walk(program, lead=lead, seed=number)
    for _ in range(most):
        if not session.page.open:
            break
        session = settle(session.play(dice.choice(session.page.open).id))
    return session


def compiled(text: str) -> Program:
    """The program of a story in one file, which has no errors."""
    parsed, mistakes = parse_story([Source("story.yaml", text)])
    found = [each for each in (*mistakes, *check_story(parsed)) if each.severity == "error"]
    assert not found, found
    return compile_story(parsed)
