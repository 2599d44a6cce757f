"""What a proof found, in words: what holds in counts, then each thing that does not with a game to play, then what is open.

The words are kept apart. What was searched to the end is “never” had; a search that was cut short says “not found in N
states”, and never more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent

from msgspec import Struct

from game.language.program import Program
from game.play.replay_code import CodeError, share
from game.play.session import Session, replay
from game.play.transcript import as_text
from game.proof.reasons import ways_of_moves
from game.proof.verdicts import ItemKind, Judgement, Verdict
from game.shell.why import after_moves
from game.text.diagnostic import Diagnostic
from game.text.rendering import placed, shown
from game.text.source import NOWHERE, Source, Span

HOLDS: dict[ItemKind, tuple[str, str]] = {
    "scene": ("scene", "can be entered"),
    "option": ("option", "can be taken"),
    "line": ("line", "can be read"),
    "memory": ("memory", "can come back"),
    "reading": ("reading of links", "can be had"),
    "truth": ("truth", "can settle"),
    "ending": ("ending", "can be had"),
    "claim": ("claim", "hold"),
}
"""What holds of so many items of a kind, in the order in which it is told."""
PLURALS = {"memory": "memories", "reading of links": "readings of links"}
NEVER: dict[ItemKind, str] = {
    "scene": "is never entered",
    "option": "can never be taken",
    "line": "can never be read",
    "memory": "never comes back",
    "reading": "can never be had",
    "truth": "never settles so",
    "ending": "can never be had",
    "claim": "does not hold",
    "life": "does not hold",
}
WARNED_OF = ("F004", "F005", "F010", "F013", "F014")
"""Codes of the checker's warnings that say by themselves what a proof refutes at the same place."""
MOST_OPEN = 20
"""Items not settled that are told one by one, unless all are asked for."""
PAGES, MOST_LINES = 2, 30
"""Of a game's transcript the last pages, and so many lines of them at most."""


class Told(Struct, frozen=True):
    """What a proof is told with: the judgement, the story's sources and warnings, and what follows from what.

    `whole`: everything, with whole transcripts.
    """

    program: Program
    judgement: Judgement
    sources: Mapping[str, Source]
    diagnostics: Sequence[Diagnostic] = ()
    follows: Mapping[str, str] = {}
    whole: bool = False
    lost: frozenset[str] = frozenset()
    """Items that a kept game has shown once."""
    places: Mapping[str, Span] = {}
    """Where endings are declared, by their ids."""
    reasons: Mapping[str, str] = {}
    """Why refuted options are not to be had, by their keys, as far as plays have shown it."""

    @property
    def endings_had(self) -> dict[str, bool]:
        """For each ending whether some lead comes to it, or may."""
        found: dict[str, bool] = {}
        for each in self.judgement.verdicts:
            if each.item.kind == "ending":
                found[each.item.id] = found.get(each.item.id, False) or each.outcome != "refuted"
        return found

    @property
    def refuted(self) -> tuple[Verdict, ...]:
        """What does not hold. That one lead never comes to an ending which another has is no fault."""
        had = self.endings_had
        return tuple(
            each for each in self.judgement.refuted if each.item.kind != "ending" or not had[each.item.id]
        )

    @property
    def open(self) -> tuple[Verdict, ...]:
        """What is not settled."""
        return tuple(each for each in self.judgement.verdicts if each.outcome == "not settled")


def proof_told(told: Told) -> str:
    """The report of a proof, with its line ends."""
    parts = ["\n".join(_proved(told)) + "\n"]
    parts += _refuted(told)
    parts += _open(told)
    return "\n".join(parts)


# ------------------------------------------------------------------ proved


def _proved(told: Told) -> Iterator[str]:
    judgement = told.judgement
    if not judgement.verdicts:
        yield "There is nothing to prove."
        return
    kinds = Counter(each.item.kind for each in judgement.verdicts)
    proved = Counter(each.item.kind for each in judgement.verdicts if each.outcome == "proved")
    yield f"Proved, in {judgement.states:,} states:"
    for kind, (word, holds) in HOLDS.items():
        if not kinds[kind]:
            continue
        if kind == "ending":
            yield from _endings_proved(told)
            continue
        yield f"  {_of(proved[kind], kinds[kind], word)} {_agreeing(holds, kinds[kind])}"
    leads = {each.id: each.name for each in told.program.leads}
    lives = [
        leads.get(each.item.lead, each.item.lead)
        for each in judgement.verdicts
        if each.item.kind == "life" and each.outcome == "proved"
    ]
    if lives:
        yield f"  as {_listed(lives)} an ending can always be reached"


def _endings_proved(told: Told) -> Iterator[str]:
    had: dict[str, list[str]] = {lead.id: [] for lead in told.program.leads}
    proved = set()
    for each in told.judgement.verdicts:
        if each.item.kind == "ending" and each.outcome == "proved":
            had.setdefault(each.item.lead, []).append(each.item.id)
            proved.add(each.item.id)
    yield f"  {_of(len(proved), len(told.endings_had), 'ending')} can be had"
    if len(had) > 1:
        names = {lead.id: lead.name for lead in told.program.leads}
        for lead, endings in had.items():
            yield f"    as {names.get(lead, lead)}: {', '.join(endings) or 'none'}"


def _of(some: int, every: int, word: str) -> str:
    words = word if every == 1 else PLURALS.get(word, f"{word}s")
    return f"{every:,} {words}" if some == every else f"{some:,} of {every:,} {words}"


def _agreeing(holds: str, every: int) -> str:
    return {"hold": "holds"}.get(holds, holds) if every == 1 else holds


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and as {names[-1]}"


# ------------------------------------------------------------------ refuted


def _refuted(told: Told) -> Iterator[str]:
    warned = {(each.span.file, each.span.line): each.code for each in told.diagnostics if each.code in WARNED_OF}
    following = Counter(told.follows.values())
    before: dict[str, str] = {}
    games: dict[int, str] = {}
    for each in told.refuted:
        if each.item.key in told.follows:
            continue
        span = place_of(told, each)
        code = warned.get((span.file, span.line), "")
        if code and each.witness is None:
            before[each.item.key] = code
            continue
        yield _refutation(told, each, span, following[each.item.key], games)
    if before:
        known = ", ".join(sorted(set(before.values())))
        with_them = sum(following[key] for key in before)
        more = f", and {_counted(with_them, 'item')} with {'it' if len(before) == 1 else 'them'}" if with_them else ""
        yield f"{_counted(len(before), 'more item')} refuted where {known} warns above{more}.\n"
    together = sum(not root for root in told.follows.values())
    if together:
        yield f"{_counted(together, 'more item')} that only several of these together shut off.\n"


def _refutation(told: Told, each: Verdict, span: Span, following: int, games: dict[int, str]) -> str:
    """One refuted item. `games` are those that were told before it, with what they were told for."""
    words = f"refuted: {_sentence(told.program, each)}"
    notes = [f"since this is refuted: {each.why}"] if each.why else []
    if (reason := told.reasons.get(each.item.key)) is not None:
        notes.append(reason)
    if each.item.key in told.lost:
        notes.append("a game that was kept had it once: an edit since has shut it off")
    if following:
        notes.append(f"{_counted(following, 'more item')} can be had only with it, and so never")
    if each.witness is None:
        return placed(span, words, notes, told.sources)
    try:
        session = replay(told.program, each.witness.setup, each.witness.path)
    except KeyError:
        return placed(span, words, [*notes, "its game cannot be played"], told.sources)
    moves = len(session.path)
    length = after_moves(moves)
    length = length[0].lower() + length[1:]
    notes.append(f"{length}, {'and in no game sooner' if each.shortest else 'the shortest way that was found'}")
    same = games.setdefault(hash((session.setup.lead, session.setup.finished, session.path)), each.item.what)
    if same is not each.item.what:
        return placed(span, words, [*notes, "by the same game as above"], told.sources)
    return placed(span, words, notes, told.sources) + "\n" + _game_told(session, told.whole)


def _sentence(program: Program, each: Verdict) -> str:
    item = each.item
    if item.kind == "life":
        lead = next((lead.name for lead in program.leads if lead.id == item.lead), item.lead)
        if each.witness is None or not each.witness.path:
            return f"as {lead}, no ending can be reached"
        return f"as {lead}, no ending can be reached any more after “{each.witness.path[-1]}”"
    if item.kind == "ending" and item.lead:
        return f"the ending “{item.id}” {NEVER['ending']}{', with any lead' if len(program.leads) > 1 else ''}"
    return f"{item.what or item.id} {NEVER[item.kind]}"


def place_of(told: Told, each: Verdict) -> Span:
    """Where an item is written; where no ending can be reached any more, the option after which it cannot."""
    program = told.program
    if each.item.span is not None:
        return each.item.span
    if each.item.kind == "ending":
        return told.places.get(each.item.id, NOWHERE)
    if each.item.kind == "line" and each.item.id.startswith("ending "):
        return told.places.get(each.item.id.removeprefix("ending ").rpartition(".about.")[0], NOWHERE)
    if each.item.kind == "life" and each.witness is not None and each.witness.path:
        return program.span_of(ways_of_moves(program).get(each.witness.path[-1], -1)) or NOWHERE
    return NOWHERE


def _game_told(session: Session, whole: bool) -> str:
    """A game as a code, and how it reads: its last pages, or all of it."""
    parts = []
    try:
        parts.append("replay code:\n" + share(session))
    except CodeError as error:
        parts.append(str(error))
    first = 0 if whole else max(0, len(session.path) - PAGES)
    lines = as_text(session, first).rstrip("\n").split("\n")
    if not whole and len(lines) > MOST_LINES:
        lines = ["…", *lines[-MOST_LINES:]]
    if session.page.trouble:
        lines += ["", session.page.trouble]
    elif session.page.ending is None:
        offered = [f"{number}. {move.label or move.id}" for number, move in enumerate(session.page.moves, 1)]
        lines += ["", *offered] if offered else []
    head = "it reads:" if not first else f"its last {len(session.path) - first} choices read:"
    parts.append("\n".join([head, *(f"| {shown(line)}".rstrip() for line in lines)]))
    return indent("\n".join(parts), "    ") + "\n"


# ------------------------------------------------------------------ not settled


def _open(told: Told) -> Iterator[str]:
    every = told.open
    listed = every if told.whole else every[:MOST_OPEN]
    for each in listed:
        span = place_of(told, each)
        what = _open_sentence(told.program, each)
        notes = [f"the search was cut: {each.why}"] if each.why else []
        yield placed(span, f"not settled: {what}", notes, told.sources)
    if len(every) > len(listed):
        yield f"{_counted(len(every) - len(listed), 'more item')} not settled; --whole lists them.\n"


def _open_sentence(program: Program, each: Verdict) -> str:
    item, seen = each.item, f"in {each.states:,} states"
    if item.kind == "life":
        lead = next((lead.name for lead in program.leads if lead.id == item.lead), item.lead)
        return f"as {lead}, that an ending can always be reached: no dead end was found {seen}"
    if item.kind == "claim":
        return f"{item.what or item.id}: not decided {seen}"
    lead = f" as {item.lead}" if item.lead and item.kind != "ending" else ""
    return f"{item.what or item.id}{lead} was not found {seen}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
