"""What the app offers a story's author: why an option is open or not, and play from any place of the story."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from game.play.session import Session
from game.proof.destinations import Destination, destinations
from game.proof.reasons import Reason, reasons
from game.shell.app.dialogs import Question
from game.shell.app.help_screen import PageScreen, Sheet
from game.shell.app.rows import Row, set_rows
from game.shell.app.typesetting import Block, Geometry, Role
from game.shell.fate import settle
from game.shell.games import UsageError
from game.shell.playing_from import Manner, game_at
from game.shell.stories import find_story
from game.shell.why import after_moves, reason_told
from game.shell.witnesses import kept_witnesses

if TYPE_CHECKING:
    from game.shell.app.main import CitadelApp

KINDS = {"scene": "a scene", "label": "a label", "option": "an option"}
MANNERS = (
    ("shortest", "By the shortest way"),
    ("usual", "As most plays by chance come there"),
    ("random", "As some play by chance comes there"),
)
MOST_LISTED = 400
"""Places that are listed before anything is typed."""
NOTHING_ASKED = "Nothing is chosen among options here."


# ------------------------------------------------------------------ why


class WhySheet(Sheet):
    """Each option of a page: whether it is open, what it asks, and what set the values that it asks."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._labels = {move.id: move.label for move in session.page.moves}
        self._reasons = reasons(session.program, session)

    def lay_out(self, where: Geometry) -> list[Row]:
        """One under the other, in the order of the source."""
        rows: list[Row] = []
        for reason in self._reasons:
            for block in why_blocks(reason, self._labels.get(reason.move, ""), first=not rows):
                rows += set_rows(block, where, -1)
        return rows or set_rows(Block(NOTHING_ASKED, "hint", space=0), where, -1)


def why_blocks(reason: Reason, label: str, first: bool) -> list[Block]:
    """A reason as paragraphs: the option's words, whether it can be taken and where it is written, then each part."""
    head, *parts = reason_told(reason)
    blocks = [Block(label, "option", space=0 if first else 1)] if label else []
    blocks.append(Block(head, "name", space=0 if blocks or first else 1))
    for line in parts:
        words = line.lstrip()
        role: Role = "hint" if line.startswith("       ") else "reason" if words.startswith("no ") else "prose"
        indent = len(line) - len(words)
        blocks.append(Block(words, role, indent=indent, hang=5 if indent == 2 else 2, space=0))
    return blocks


def why_screen(session: Session) -> PageScreen:
    """Why each option of the page is open or not."""
    under = f"{after_moves(len(session.path))}, in {session.page.scene}"
    return PageScreen("Why is this option open?", under, WhySheet(session, id="sheet"))


# ------------------------------------------------------------------ play from


class Places(Provider):
    """Every scene, label and option of the story, found as one types."""

    @property
    def _citadel(self) -> CitadelApp:
        return cast("CitadelApp", self.app)

    async def discover(self) -> Hits:
        """The scenes, before anything is typed."""
        for place in destinations(self._citadel.program)[:MOST_LISTED]:
            if place.kind == "scene":
                yield DiscoveryHit(place.id, partial(choose_manner, self._citadel, place), help=KINDS[place.kind])

    async def search(self, query: str) -> Hits:
        """What fits."""
        matcher = self.matcher(query)
        for place in destinations(self._citadel.program):
            if (score := matcher.match(place.id)) > 0:
                yield Hit(
                    score, matcher.highlight(place.id), partial(choose_manner, self._citadel, place),
                    text=place.id, help=KINDS[place.kind],
                )  # fmt: skip


class PlacesPalette(CommandPalette):
    """The list of places to play from."""

    DEFAULT_CSS: ClassVar[str] = "PlacesPalette { background: $background 70%; }"


def choose_place(app: CitadelApp) -> None:
    """Ask for a place, then how to come there, and play from it."""
    app.push_screen(PlacesPalette([Places], placeholder="Play from which scene, label or option?"))


def choose_manner(app: CitadelApp, place: Destination) -> None:
    """Ask how to come to a place."""

    def answered(answer: str | None) -> None:
        if answer is not None:
            look_for(app, place, cast("Manner", answer))

    dialog = Question(f"Play from “{place.id}”. The game you are in is kept.", MANNERS)
    app.call_later(app.push_screen, dialog, answered)


def look_for(app: CitadelApp, place: Destination, manner: Manner) -> None:
    """Find a game at a place while the page stands, and open it."""

    async def search() -> None:
        found = await to_thread(_found, app, place, manner)
        if isinstance(found, Session):
            app.open_game(found)
        else:
            app.push_screen(Question(found, [("leave", "Go on where you are")]))

    app.notify(f"Looking for a way to “{place.id}”…", markup=False, timeout=2)
    app.run_worker(search(), exclusive=True, group="play from")


def _found(app: CitadelApp, place: Destination, manner: Manner) -> Session | str:
    """A game at the place, or why there is none. On a thread of its own."""
    known = kept_witnesses(app.program, find_story(app.options.story)).witnesses.values()
    try:
        return settle(game_at(app.program, place.id, manner, known=known))
    except UsageError as error:
        return str(error)
