"""The numbers of a story: how much there is, and what plays by chance meet of it."""

from __future__ import annotations

from collections import Counter
from statistics import mean, median

from msgspec import Struct, field

from game.language.program import Asked, Fate, Menu, Program, Reflect, Say
from game.language.tables import SceneInfo
from game.language.texts import IfWords, MatchWords, Plural, Text, Vary
from game.play.page import Move, Page
from game.play.session import Session, begin
from game.play.state import Setup
from game.play.words import drawn, weighed

LONGEST_PLAY = 5_000
"""Moves after which a play by chance is given up as one that does not end."""


def words_in(text: Text) -> int:
    """How many words an author wrote in a text, all its alternatives together."""
    return sum(_words(part) for part in text.parts)


def _words(part: object) -> int:
    match part:
        case str():
            return len(part.split())
        case IfWords():
            return words_in(part.then) + words_in(part.otherwise)
        case MatchWords():
            return sum(words_in(case.words) for case in part.cases) + words_in(part.otherwise)
        case Plural():
            return sum(words_in(form.words) for form in part.words)
        case Vary():
            return sum(words_in(each) for each in part.choices)
        case _:
            return 1


class Written(Struct, frozen=True):
    """What stands in one scene: words of its text (labels among them), menus, options. A board is a menu, a reading an

    option of its link; a question is a menu, and an answer to it an option.
    """

    scene: str
    chapter: str
    words: int
    menus: int
    options: int


def written(program: Program) -> list[Written]:
    """Every scene's size, in the order of the source; a memory's script is a scene of its own."""
    links = {link.id: [words_in(each.words) for each in link.readings] for link in program.board.links}
    return [_written(program, scene, links.get(scene.id, [])) for scene in program.scenes]


def _written(program: Program, scene: SceneInfo, readings: list[int]) -> Written:
    words, menus, options = sum(readings), 0, len(readings)
    for code in program.code[scene.entry : scene.end]:
        match code:
            case Say(text):
                words += words_in(text)
            case Menu():
                menus += 1
                options += len(code.options) + len(code.scenes)
                offered = (*code.options, *code.scenes)
                words += sum(words_in(each.words) + words_in(each.locked or Text(())) for each in offered)
            case Asked():
                menus += 1
                options += len(code.answers)
            case Reflect():
                menus += 1
            case Fate():
                words += sum(words_in(each.about) for each in code.branches if each.about is not None)
    return Written(scene.id, scene.chapter, words, menus, options)


class Survey(Struct):
    """What some plays by chance of one lead met. Words are those shown: lines and the labels that were chosen."""

    lead: str
    plays: int = 0
    words: list[int] = []
    choices: list[int] = []
    between: list[tuple[int, str]] = []
    """Words read before a choice since the one before it, and the scene."""
    offered: list[int] = []
    shares: list[float] = []
    endings: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, tuple[str, ...]]] = []
    """Plays that did not come to an ending: why, and the path."""


def survey(program: Program, lead: str, plays: int, seed: int = 0) -> Survey:
    """Plays by chance, each with a seed of its own: the same every time."""
    found = Survey(lead)
    all_words = _words_of_lead(program, lead)
    for number in range(plays):
        session, pages = _play(program, lead, seed * 1_000_003 + number)
        _count(found, session, pages)
        seen = {line.point for page in pages for line in page.lines}
        met = sum(words for point, words in all_words.items() if point in seen)
        found.shares.append(met / max(1, sum(all_words.values())))
    found.plays = plays
    return found


def _words_of_lead(program: Program, lead: str) -> dict[int, int]:
    """The words of every instruction that says something in a scene which this lead can come to, by point."""
    found = {}
    for scene in program.scenes:
        if scene.lead not in ("", lead):
            continue
        for point in range(scene.entry, scene.end):
            code = program.code[point]
            if isinstance(code, Say) and code.kind != "note":
                found[point] = words_in(code.text)
    return found


def _play(program: Program, lead: str, seed: int) -> tuple[Session, list[Page]]:
    session = begin(program, Setup(lead=lead, seed=seed))
    pages = [session.page]
    while (moves := pages[-1].open) and len(session.path) < LONGEST_PLAY:
        odds = odds_of(moves)
        move = moves[weighed(odds, drawn(seed, "survey", len(session.path), sum(odds)))]
        session = session.play(move.id)
        pages.append(session.page)
    return session, pages


def odds_of(moves: tuple[Move, ...]) -> list[int]:
    """How likely each move is. On a board all that is laid together in vain is no likelier than one other move."""
    wrong = sum(move.kind == "wrong" for move in moves)
    if not wrong:
        return [move.odds for move in moves]
    return [1 if move.kind == "wrong" else wrong for move in moves]


def _count(found: Survey, session: Session, pages: list[Page]) -> None:
    since = words = choices = 0
    moves = [*session.path, ""]
    for page, taken in zip(pages, moves, strict=True):
        shown = sum(len(line.text.split()) for line in page.lines if line.kind != "place")
        since += shown
        words += shown
        if page.moves and not page.fated:
            found.between.append((since, page.scene))
            found.offered.append(len(page.open))
            label = next((move.label for move in page.moves if move.id == taken), "")
            since = 0
            words += len(label.split())
            choices += 1
        if taken:
            found.taken[taken] += 1
    last = pages[-1]
    found.words.append(words)
    found.choices.append(choices)
    if last.ending is not None:
        found.endings[last.ending.id] += 1
    else:
        found.failures.append((last.trouble or "goes on without end", session.path))


def at_share(numbers: list[int], share: float) -> int:
    """The number below which that share of them lies (0.9: the ninetieth percentile), by nearest rank."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def summary(found: Survey) -> dict[str, object]:
    """A survey's numbers under plain names, as `citadel stats` prints them."""
    between = [words for words, _ in found.between]
    longest = max(found.between, default=(0, ""))
    return {
        "plays": found.plays,
        "words a play": [min(found.words), round(mean(found.words)), max(found.words)],
        "choices a play": [min(found.choices), round(mean(found.choices), 1), max(found.choices)],
        "words between choices": {
            "median": median(between) if between else 0,
            "90th percentile": at_share(between, 0.9),
            "longest": longest[0],
            "longest before a choice in": longest[1],
        },
        "options a choice": round(mean(found.offered), 2) if found.offered else 0,
        "single options": round(sum(1 for many in found.offered if many == 1) / max(1, len(found.offered)), 3),
        "share of the lead’s text seen": round(mean(found.shares), 3),
        "endings": {ending: round(many / found.plays, 3) for ending, many in found.endings.most_common()},
        "did not end": len(found.failures),
    }
