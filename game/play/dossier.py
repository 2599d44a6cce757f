"""The dossier: what was told so far, by whom, to whom, and how far each lie has come."""

from __future__ import annotations

from msgspec import Struct

from game.language.names import LIE_STATES
from game.language.program import Program
from game.play.runtime import glance_at, linked_of
from game.play.state import State


class Entry(Struct, frozen=True):
    """Something that was told: its id, the names of who told whom, its words as they read now.

    `lie` is how far a lie has come (live, suspected, exposed, confessed), or "" for what is none.
    """

    id: str
    by: str
    to: str
    text: str
    lie: str = ""


def dossier(program: Program, state: State) -> tuple[Entry, ...]:
    """What was told up to the end of the page that begins at `state`, in the order of the source. Pure."""
    linked = linked_of(program)
    glance = glance_at(program, state)
    found = []
    for told in program.told:
        block, place = linked.places[told.slot]
        come = glance.values[block][place]
        if come:
            words = linked.shown(told.text, glance)
            found.append(Entry(told.id, told.by_name, told.to_name, words, LIE_STATES[come] if told.lie else ""))
    return tuple(found)
