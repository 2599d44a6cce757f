"""Finished games with which a new one is begun: opposite another lead's, and after one of the story before. No disk.

Such a game hands on the values that it wrote down at its ending. In the story as it was they are told by the path; where the
story was edited since, those in the file count, for they are what was played.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from game.language.program import Program
from game.play.legacy import Handed, after, beside, inherited, legacy_of
from game.play.position import Plain
from game.play.save_format import SavedGame, printable
from game.play.saves import restore
from game.play.state import Setup

LONGEST_LIST = 1_000
"""Words of a set that are taken over from a file."""


class Unsuited(Exception):
    """Why a new game cannot be begun with a saved one: a sentence or two about “it”, with what to do."""


class Partner(Struct, frozen=True):
    """A finished game that a new one is begun with: its lead's id and name, its ending's title, and what it hands on.

    `handed` is as a setup holds it. `note` is a sentence for the player, "" where there is nothing to say.
    """

    lead: str
    name: str
    ending: str
    handed: Handed
    note: str = ""

    @property
    def told(self) -> str:
        """Who it is, in words."""
        return _who(self.name, self.ending)


class Company(Struct, frozen=True):
    """The finished games with which a new one is begun: at most one of each other lead, and one of the story before."""

    partners: tuple[Partner, ...] = ()
    former: Partner | None = None

    @property
    def ghost(self) -> Handed:
        """For a setup."""
        return {name: value for each in self.partners for name, value in each.handed.items()}

    @property
    def before(self) -> Handed:
        """For a setup."""
        return {} if self.former is None else self.former.handed

    @property
    def notes(self) -> tuple[str, ...]:
        """What the player is told of them."""
        every = (*self.partners, *((self.former,) if self.former is not None else ()))
        return tuple([each.note for each in every if each.note])

    def with_partner(self, partner: Partner) -> Company:
        """One more of them, in the place of a former one of the same lead."""
        others = tuple([each for each in self.partners if each.lead != partner.lead])
        return Company((*others, partner), self.former)


ALONE = Company()


def partner_of(program: Program, saved: SavedGame) -> Partner:
    """A finished game of a lead, for a game of another. Unsuited."""
    if len(program.leads) < 2:
        raise Unsuited(f"“{program.title}” has one lead, so there is nobody to play opposite.")
    if saved.story.id not in (program.id, *program.was):
        raise Unsuited(f"It was saved in another story, “{_named(saved)}”. It takes a finished game of “{program.title}”.")
    lead, ending, legacy, edited = _finished(program, saved)
    handed = beside(program, lead, ending, legacy)
    name = next(each.name for each in program.leads if each.id == lead)
    unknown = _unknown(program, lead, handed) if edited else []
    said = f"The story was edited since {name}’s game: what it hands on as {_listed(unknown)} is not known any more."
    return Partner(lead, name, ending, handed, said if unknown else "")


def former_of(program: Program, former: Program | None, saved: SavedGame) -> Partner:
    """A finished game of the story that `program` follows. `former` is that story where it is at hand. Unsuited."""
    if not program.follows:
        raise Unsuited(follows_none(program))
    if saved.story.id not in ((former.id, *former.was) if former is not None else (program.follows,)):
        wanted = former.title if former is not None else program.follows
        raise Unsuited(f"It was saved in “{_named(saved)}”. It takes a finished game of “{wanted}”.")
    if former is not None:
        lead, ending, legacy, _ = _finished(former, saved)
        name = next(each.name for each in former.leads if each.id == lead)
        return Partner(lead, name, ending, after(lead, ending, legacy))
    if not saved.summary.ending:
        raise _unfinished()
    lead, ending = saved.setup.lead, saved.summary.ending
    legacy = dict(list(_modest(saved.legacy).items())[:LONGEST_LIST])
    return Partner(lead, saved.summary.lead or lead, ending, after(lead, ending, legacy))


def follows_none(program: Program) -> str:
    """What is said of a game before one of a story that follows no other."""
    return f"“{program.title}” follows no other story, so no game comes before it."


def may_be_opposite(program: Program) -> bool:
    """Whether there is any sense in playing this story opposite a game: it has leads, and hands on or asks something."""
    asks = bool(program.legacy) or any(slot.kind == "ghost" for slot in program.slots)
    return len(program.leads) > 1 and asks


# ------------------------------------------------------------------ in words


class Earlier(Struct, frozen=True):
    """A game that a setup tells of: its lead's id and name, and its ending's title, "" where that is not known."""

    lead: str
    name: str
    ending: str = ""


def ghosts_in(program: Program, setup: Setup) -> tuple[Earlier, ...]:
    """The games opposite which a game is played, from its setup; their names are today's."""
    ghost, names = setup.ghost, {each.id: each.name for each in program.leads}
    prefixes = dict.fromkeys(key.rpartition(".")[0] for key in ghost)
    found: dict[str, Earlier] = {}
    for prefix in prefixes:
        whose = str(ghost.get(f"{prefix}.lead" if prefix else "lead", prefix))
        others = [lead for lead in names if lead != setup.lead]
        if not whose and len(others) == 1:
            whose = others[0]
        lead = whose if whose in names else program.renamed.get(f"lead {whose}", whose)
        if lead in names and lead != setup.lead:
            found.setdefault(lead, Earlier(lead, names[lead], _text(ghost, f"{prefix}.ending" if prefix else "ending")))
    return tuple(found.values())


def former_in(setup: Setup) -> Earlier | None:
    """The game of the story before, from a setup. Its lead's name is made of the id: the story is not at hand."""
    if not setup.before:
        return None
    lead = _text(setup.before, "lead")
    return Earlier(lead, _from_id(lead), _text(setup.before, "ending"))


def begun_with(program: Program, setup: Setup) -> str:
    """Whom a game is played opposite, and after what, as “opposite Nadia Sinh, who came to “Returned””; "" for neither."""
    parts = []
    if ghosts := ghosts_in(program, setup):
        parts.append("opposite " + _and([_who(each.name, each.ending) for each in ghosts]))
    if (former := former_in(setup)) is not None:
        where = f", where {_who(former.name, former.ending, '')}" if former.name and former.ending else ""
        parts.append(f"after {_from_id(program.follows) or 'another story'}{where}")
    return ", ".join(parts)


def as_sentence(words: str) -> str:
    """The same as a sentence of its own; "" stays."""
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _who(name: str, ending: str, who: str = ", who") -> str:
    return f"{name}{who} came to “{ending}”" if ending else name


def _and(words: Sequence[str]) -> str:
    return ", and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, and {words[-1]}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:6]) + (" and more" if len(names) > 6 else "")


def _from_id(id: str) -> str:
    """A name made of an id: “Eight Years Quiet” of “eight-years-quiet”."""
    return " ".join(word.capitalize() for word in printable(id)[:80].replace("-", " ").replace("_", " ").split())


def _text(handed: Handed, key: str) -> str:
    """A text of a setup, which may be a stranger's, as it can be shown."""
    value = handed.get(key, "")
    return printable(value)[:80] if isinstance(value, str) else ""


# ------------------------------------------------------------------ what a finished game hands on


def _finished(program: Program, saved: SavedGame) -> tuple[str, str, Handed, bool]:
    """A saved game of this story: its lead's id of today, its ending's title, what it hands on, and whether the story was
    edited since. Unsuited where it has not come to an ending."""
    restored = restore(program, saved)
    leads = {each.id for each in program.leads}
    lead = saved.setup.lead if saved.setup.lead in leads else program.renamed.get(f"lead {saved.setup.lead}", "")
    if lead not in leads:
        raise Unsuited(f"Its lead, “{saved.setup.lead[:80]}”, is not in “{program.title}” any more. Name another game.")
    session = restored.session if restored.outcome in ("same", "changed") else None
    ended = session.page.ending if session is not None else None
    edited = saved.story.digest != program.digest
    if ended is None and not (edited and saved.summary.ending):
        raise _unfinished()
    today = legacy_of(program, session.state) if session is not None and ended is not None else {}
    if not edited and ended is not None:
        return lead, ended.title or ended.id, today, False
    names = _names(program)
    kept = {name: value for name, value in _modest(saved.legacy).items() if any(name in each for each in names.values())}
    new = {name: value for name, value in today.items() if kept.keys().isdisjoint(names[name])}
    ending = saved.summary.ending or (ended.title or ended.id if ended is not None else "")
    return lead, ending, {**new, **kept}, True


def _unfinished() -> Unsuited:
    return Unsuited("It has not come to an ending yet, so it hands nothing on. Play it to its end first, or name another.")


def _names(program: Program) -> dict[str, tuple[str, ...]]:
    """By each name that the story hands on, that name and those it had before."""
    former = {slot.name: slot.was for slot in program.slots}
    return {
        each.name: (each.name, *(old.removeprefix("truth(").removesuffix(")") for old in former.get(each.slot, ())))
        for each in program.legacy
    }


def _modest(values: dict[str, Plain]) -> Handed:
    """A file's values without lists that no story hands on."""
    return {name: value for name, value in values.items() if not isinstance(value, list) or len(value) <= LONGEST_LIST}


def _unknown(program: Program, lead: str, handed: Handed) -> list[str]:
    """The values of a lead's game for which the story asks and which today's domain does not hold."""
    other = next(each.id for each in program.leads if each.id != lead)
    known = inherited(program, Setup(lead=other, ghost=handed))
    prefix = "ghost." if len(program.leads) <= 2 else f"ghost.{lead}."
    asked = [slot.name for slot in program.slots if slot.kind == "ghost" and slot.name.startswith(prefix)]
    return [name.removeprefix(prefix) for name in asked if f"known({name})" not in known]


def _named(saved: SavedGame) -> str:
    return (saved.story.title or saved.story.id)[:80]
