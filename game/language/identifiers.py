"""Identifiers: what an id may look like, which words it may not be, and that none stands for two things."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice

import msgspec

from game.language.conditions import RESERVED as WORDS_OF_CONDITIONS
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar
from game.text.source import Span
from game.text.spelling import nearest

STEP_WORDS = (
    "choose", "hub", "if", "match", "set", "goto", "call", "return", "end", "sequence", "cycle", "shuffle", "once",
    "chance", "ask", "surface", "recover", "reflect", "note", "tell", "page", "todo",
)  # fmt: skip
"""The heads of steps."""

REFUSED_TO_PEOPLE = frozenset(STEP_WORDS) | {"you", "then", "else", "label", "tags"}
"""No lead and no member of the cast has such an id: a step `NAME: text` would mean two things."""

REFUSED_TO_OPTIONS = frozenset({"from", "limit", "else"})
"""Keys of a `choose` that are no options."""

REFUSED_TO_VARIABLES = WORDS_OF_CONDITIONS | {"if", "match", "plural", "else", "lead", "ghost", "before"}
"""Words with a meaning of their own in conditions and between braces."""

_ID = re.compile(r"[^\W\d]\w*\Z")
_STORY_ID = re.compile(r"[^\W\d][\w-]*\Z")
_WORD = re.compile(r"[\w-]+\Z")
_TARGET = re.compile(r"(?P<scene>[\w-]+)?(?:\.(?P<at>[\w-]+))?\Z")
"""More than ids: what is nearly one is best answered by the id that was meant."""


def is_id(word: str) -> bool:
    """Whether this is letters, digits and `_`, not starting with a digit."""
    return _ID.match(word) is not None


def is_word(word: str) -> bool:
    """Whether this could have been meant for an id."""
    return _WORD.match(word) is not None


def check_id(
    scalar: Scalar, what: str, mistakes: list[Diagnostic], refused: Collection[str] = (), *, hyphens: bool = False
) -> str:
    """The id as typed, after reporting one that is malformed or refused: it is known all the same, so that nothing
    that names it is reported too. `what` is "a scene", "an option"."""
    word = scalar.value
    if scalar.broken:
        return word
    if not (_STORY_ID if hyphens else _ID).match(word):
        mistakes.append(diagnostic("N001", scalar.span, what=what, id=word))
    elif word in refused:
        mistakes.append(diagnostic("N002", scalar.span, what=what, id=word))
    return word


def split_target(word: str) -> tuple[str, str] | None:
    """Scene and label of `scene`, `scene.label` or `.label` ("" where one is missing), or None."""
    match = _TARGET.match(word)
    if not word or match is None:
        return None
    return match["scene"] or "", match["at"] or ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint with the nearest known word, or `otherwise`."""
    meant = nearest(word, known)
    return f"did you mean “{meant}”?" if meant is not None else otherwise


def ending_meant(word: str, endings: Collection[str]) -> str | None:
    """A hint for an ending that does not exist: the nearest, else which there are; None where there are none.

    Ids of endings are often too short for one to be near another.
    """
    return did_you_mean(word, endings, f"the endings are: {some_of(endings)}" if endings else "") or None


def some_of(words: Collection[str], most: int = 12) -> str:
    """Words for a message: the first of them, so that a thousand messages about a thousand words stay short."""
    return ", ".join(islice(words, most)) + (", …" if len(words) > most else "")


def _last(id: str) -> str:
    """An id without its scene."""
    return id.rpartition(".")[2]


class Register(msgspec.Struct):
    """One space of names: each id with what it is and where, and the old ids that `was:` gives."""

    code: str = "N003"
    """The mistake that a second use of an id is."""
    known: dict[str, tuple[str, Span]] = msgspec.field(default_factory=dict)
    former: list[tuple[str, Span]] = msgspec.field(default_factory=list)
    claimants: dict[Span, str] = msgspec.field(default_factory=dict)
    """By the place of an old id, the id of today of what claims it, where it is known."""

    def enter(self, name: str, what: str, span: Span, mistakes: list[Diagnostic]) -> bool:
        """Take a name for something; False, with one mistake that names both places, where it is taken already."""
        if name not in self.known:
            self.known[name] = (what, span)
            return True
        holder, place = self.known[name]
        first = f"{place.file}:{place.line}:{place.column}"
        mistakes.append(diagnostic(self.code, span, id=name, what=what, holder=holder, first=first))
        return False

    def claim(self, old: str, span: Span, name: str = "") -> None:
        """Note an old id that `was:` gives to what is called `name` today."""
        self.former.append((old, span))
        self.claimants[span] = name

    def check_former(self, mistakes: list[Diagnostic]) -> None:
        """Report the old ids that are still in use, or that two things claim."""
        claimed: dict[str, Span] = {}
        exchanged: set[tuple[str, str]] = set()
        pairs = {(self.claimants.get(span, ""), old) for old, span in self.former}
        for old, span in self.former:
            name = self.claimants.get(span, "")
            if name == old:
                mistakes.append(diagnostic("C001", span, id=_last(old)))
            elif (old, name) in pairs and old in self.known:
                # Told at the first of the two.
                pairs -= {(name, old), (old, name)}
                mistakes.append(diagnostic("C002", span, one=_last(name), other=_last(old)))
                exchanged.add((old, name))
            elif (name, old) in exchanged:
                continue
            elif old in self.known:
                what, place = self.known[old]
                where = f"{place.file}:{place.line}:{place.column}"
                mistakes.append(diagnostic("N005", span, id=old, what=what, where=where))
            elif old in claimed:
                place = claimed[old]
                where = f"{place.file}:{place.line}:{place.column}"
                mistakes.append(diagnostic("N006", span, id=old, where=where))
            else:
                claimed[old] = span
