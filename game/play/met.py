"""What a player meets of a story, by permanent ids: the texts that a page shows, the options, the endings, the memories.

A text is *read* when the page that shows it is left by a move, or is the last one; an option is *met* when the page that
offers it open is left. So nothing is known of what the player has not come to, and a page that is shown again changes
nothing. The ids are those of `game.language.text_ids`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct, field

from game.language.program import Asked, Menu, Program, Say
from game.play.page import Line, Move, Page
from game.play.runtime import glance_at, linked_of
from game.play.session import Session

COUNTED = ("do", "say", "link", "answer")
"""The kinds of moves that are counted: what the player decides, but not that two memories are laid together in vain."""

SURFACED, RECOVERED = 1, 2


class Texts(Struct, frozen=True):
    """The ids of a story's texts: all that a page can show, those of what is said by point, and those of moves by id."""

    every: frozenset[str]
    said: dict[int, tuple[str, ...]]
    moves: dict[str, str]


class Finished(Struct, frozen=True):
    """A game that came to an ending: whose it was, which ending, how many choices it took."""

    lead: str
    ending: str
    choices: int


class Met(Struct):
    """What was met of a story: texts read, how often each option was met and taken, memories, finished games.

    `memories` are 1 where one has surfaced and 2 where it was recovered. `games` go by a digest of how they were played, so
    that a game which is come to twice is one. It grows by `add`.
    """

    read: set[str] = field(default_factory=set)
    options: dict[str, tuple[int, int]] = field(default_factory=dict)
    memories: dict[str, int] = field(default_factory=dict)
    games: dict[str, Finished] = field(default_factory=dict)

    def add(self, other: Met) -> None:
        """Have what was met there too: options add up."""
        self.read |= other.read
        for id, (met, taken) in other.options.items():
            before = self.options.get(id, (0, 0))
            self.options[id] = (before[0] + met, before[1] + taken)
        for id, state in other.memories.items():
            self.memories[id] = max(state, self.memories.get(id, 0))
        self.games.update(other.games)

    @property
    def endings(self) -> set[str]:
        """The endings that were come to."""
        return {each.ending for each in self.games.values()}

    def __bool__(self) -> bool:
        return bool(self.read or self.options or self.memories or self.games)


def texts_of(program: Program) -> Texts:
    """The ids of a story's texts: found once, and kept with the program."""
    kept = program.__dict__.get("texts")
    if kept is None:
        kept = program.__dict__["texts"] = _texts_of(program)
    texts: Texts = kept
    return texts


def _texts_of(program: Program) -> Texts:
    said: dict[int, tuple[str, ...]] = {}
    moves: dict[str, str] = {}
    every: set[str] = {f"ending {each.id}.about" for each in program.endings if each.about.parts}
    ids = iter(program.said.split("\n"))
    for point, code in enumerate(program.code):
        if isinstance(code, Say) and (id := next(ids, "")):
            said[point] = (id, f"{id}.manner") if code.manner is not None else (id,)
        elif isinstance(code, Menu):
            for option in code.options:
                moves[option.id] = f"{option.id}.{'say' if option.spoken else 'do'}"
                if option.locked is not None:
                    every.add(f"{option.id}.locked")
            for scene in code.scenes:
                moves[scene.id] = f"{scene.id}.offer"
    for scene_info in program.scenes:
        where = (("place", scene_info.place), ("time", scene_info.time))
        if ids_of_place := tuple(f"{scene_info.id}.{name}" for name, text in where if text is not None):
            said[scene_info.entry] = ids_of_place
    for link in program.board.links:
        moves |= {reading.id: f"link {reading.id}" for reading in link.readings}
    every.update(moves.values())
    for each in said.values():
        every.update(each)
    return Texts(frozenset(every), said, moves)


def texts_on(program: Program, line: Line) -> tuple[str, ...]:
    """The ids of the texts in a line; none for a mark of the author's."""
    return texts_of(program).said.get(line.point, ())


def shown_by(program: Program, page: Page) -> Iterator[str]:
    """The ids of all texts that a page shows."""
    texts = texts_of(program)
    for line in page.lines:
        yield from texts.said.get(line.point, ())
    for move in page.moves:
        if move.id in texts.moves and move.kind != "fate":
            yield texts.moves[move.id]
            if move.locked:
                yield f"{move.id}.locked"
    if page.ending is not None and page.ending.about:
        yield f"ending {page.ending.id}.about"


def met_between(before: Session, after: Session) -> Met:
    """What was met from one page to the next, fate's moves between them and those just before among it: `after` goes on

    from `before` by one move of the player's. The last page is left out, as it is still being read.
    """
    program = after.program
    first = len(before.path)
    while first > 0 and before.page_at(first - 1).fated:
        first -= 1
    met = Met()
    for number in range(first, len(after.path)):
        page = after.page_at(number)
        met.read.update(shown_by(program, page))
        if number == len(before.path) and not page.fated:
            _decided(met, page, after.path[number])
    met.memories = memories_at(after)
    return met


def met_at_last(session: Session) -> Met:
    """What the last page of a game shows; nothing where the game goes on."""
    page = session.page
    met = Met()
    if not page.moves:
        met.read.update(shown_by(session.program, page))
        met.memories = memories_at(session)
    return met


def finished_game(session: Session) -> Finished | None:
    """The game, if it has come to an ending."""
    page = session.page
    if page.ending is None:
        return None
    choices = sum(not session.page_at(number).fated for number in range(len(session.path)))
    return Finished(session.setup.lead, page.ending.id, choices)


def memories_at(session: Session) -> dict[str, int]:
    """How far each memory has come back at the end of the page; those that have not are left out."""
    program = session.program
    if not program.fragments:
        return {}
    values, places = glance_at(program, session.state).values, linked_of(program).places
    found = {}
    for each in program.fragments:
        block, place = places[f"memory({each.id})"]
        if values[block][place]:
            found[each.id] = values[block][place]
    return found


def decisions(session: Session) -> Met:
    """The options of a whole game, from its beginning to where it stands now: how often each was met and taken."""
    met = Met()
    for number, move in enumerate(session.path):
        page = session.page_at(number)
        if not page.fated:
            _decided(met, page, move)
    return met


def counted(moves: Collection[Move]) -> list[str]:
    """The ids of the moves that count as options the player meets."""
    return [move.id for move in moves if move.kind in COUNTED and not move.locked]


def options_of(program: Program) -> tuple[str, ...]:
    """The ids of all moves that are counted, in the order of the source, and behind them the readings of links."""
    found: dict[str, None] = {}
    for code in program.code:
        if isinstance(code, Menu):
            found |= dict.fromkeys(each.id for each in (*code.options, *code.scenes))
        elif isinstance(code, Asked):
            found |= dict.fromkeys((*(each.id for each in code.answers), *([code.miss] if code.miss else [])))
    for link in program.board.links:
        found |= dict.fromkeys(reading.id for reading in link.readings)
    return tuple(found)


def _decided(met: Met, page: Page, taken: str) -> None:
    for id in counted(page.moves):
        before = met.options.get(id, (0, 0))
        met.options[id] = (before[0] + 1, before[1] + (id == taken))


def share_read(program: Program, read: Collection[str]) -> int:
    """How much of the story's texts was read, in whole percent: 0 for none at all alone, 100 for all of them alone."""
    every = texts_of(program).every
    many = sum(1 for id in every if id in read)
    if not every or not many:
        return 0
    return max(1, many * 100 // len(every))


def finished_before(program: Program, endings: Collection[str]) -> tuple[str, ...]:
    """Of the endings that were come to before, those that the story asks about: what a new game's setup holds."""
    asked = {slot.name: (slot.name, *slot.was) for slot in program.slots if slot.kind == "finished"}
    known = {f"finished({ending})" for ending in endings}
    return tuple(
        each.id for each in program.endings if not known.isdisjoint(asked.get(f"finished({each.id})", ()))
    )


def asks_what_is_finished(program: Program) -> bool:
    """Whether the story asks at all which endings were come to before."""
    return any(slot.kind == "finished" for slot in program.slots)


def of_today(program: Program, met: Met) -> Met:
    """What was met by the ids of today's story: those that its author renamed with `was:` are followed."""
    renamed = program.renamed
    if not renamed:
        return met
    now = Met(read={_text_of_today(renamed, id) for id in met.read})
    for id, game in met.games.items():
        lead, ending = renamed.get(f"lead {game.lead}", game.lead), renamed.get(f"ending {game.ending}", game.ending)
        now.games[id] = Finished(lead, ending, game.choices)
    for id, counts in met.options.items():
        now.add(Met(options={renamed.get(id) or _text_of_today(renamed, id): counts}))
    for id, state in met.memories.items():
        now.add(Met(memories={renamed.get(id, id): state}))
    return now


def _text_of_today(renamed: dict[str, str], id: str) -> str:
    """An id whose longest known beginning is put into today's: `kitchen.coat.do`, `memory door.surfaced`."""
    kind, space, rest = id.rpartition(" ")
    asked = "ending " if kind == "ending" else ""
    parts = rest.split(".")
    for many in range(min(2, len(parts)), 0, -1):
        if (now := renamed.get(asked + ".".join(parts[:many]))) is not None:
            return kind + space + ".".join([now, *parts[many:]])
    return id
