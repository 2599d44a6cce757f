"""Finished games found on the shelves, in files and in codes, with which a new game is begun."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from game.language.program import Program
from game.play.opposite import ALONE, Company, Partner, Unsuited, follows_none, former_of, may_be_opposite, partner_of
from game.play.replay_code import CodeError, follow, looks_like_a_code, read_code
from game.play.save_format import SavedGame
from game.play.saves import decode, save
from game.shell import files
from game.shell.games import Unreadable, UsageError, find_lead, find_save, shelf_of, shipped_program
from game.shell.shelf import Shelf, story_shelf
from game.shell.slots import Slot, slots_in
from game.shell.stories import StoryError, find_story, load_to_play

LIST_THEM = "“citadel saves” lists the games there are."


def company_of(
    program: Program, opposite: Sequence[str], before: str | None, saves: Path, story: str | None = None
) -> Company:
    """The games that were asked for by name, as STORY/NAME, as a file or as a replay code. UsageError or Unreadable.

    `story` is where the program's own story lies: the one that it follows is looked for beside it.
    """
    company = ALONE
    given: dict[str, str] = {}
    for name in opposite:
        try:
            partner = partner_of(program, _found(name, program, shelf_of(program, saves), saves))
        except Unsuited as error:
            raise UsageError(f"“{_short(name)}” cannot be played opposite. {error} {LIST_THEM}") from error
        if partner.lead in given:
            both = f"“{given[partner.lead]}” and “{_short(name)}” are both games of {partner.name}"
            raise UsageError(f"{both}: one game of each other lead can be played opposite.")
        given[partner.lead] = _short(name)
        company = company.with_partner(partner)
    if before is None:
        return company
    former = former_story(program, _lies(story)) if program.follows else None
    shelf = story_shelf(saves, program.follows if former is None else former.id)
    try:
        if not program.follows:
            raise Unsuited(follows_none(program))
        saved = _found(before, former, shelf, saves)
        return Company(company.partners, former_of(program, former, saved))
    except Unsuited as error:
        raise UsageError(f"“{_short(before)}” cannot come before this game. {error} {LIST_THEM}") from error


def lead_beside(program: Program, name: str | None, company: Company) -> str:
    """The id of the lead to begin as: the one named, else the first who is not among the company. UsageError."""
    taken = {each.lead: each for each in company.partners}
    free = [lead.id for lead in program.leads if lead.id not in taken]
    if name is None:
        if not free:
            raise UsageError("There is a game of every lead among those to be played opposite, so nobody is left to play.")
        return free[0]
    lead = find_lead(program, name)
    if lead in taken:
        remedy = f"Say --as {' or '.join(free)}" if free else "Leave one of the games out"
        raise UsageError(f"You cannot play opposite a game of {taken[lead].name} as {taken[lead].name}. {remedy}.")
    return lead


def former_story(program: Program, lies: Path | None) -> Program | None:
    """The story that this one follows: beside it (`lies` is where it lies) under a name like its id, or shipped; else None."""
    names = {program.follows.casefold(), program.follows.casefold().replace("-", "_")}
    try:
        there = [] if lies is None else sorted(each for each in lies.resolve().parent.iterdir() if each.stem.casefold() in names)
    except (OSError, RuntimeError):  # RuntimeError: links that lead to one another
        there = []
    for path in there:
        try:
            found = load_to_play(find_story(path)).program
        except StoryError:
            continue
        if found is not None and program.follows in (found.id, *found.was):
            return found
    try:
        return shipped_program(program.follows)
    except (UsageError, Unreadable):
        return None


class Shelved(Struct, frozen=True):
    """The finished games with which a game of a lead can be begun, the newest first: of other leads, and of the story before."""

    partners: tuple[Slot, ...] = ()
    former: tuple[Slot, ...] = ()

    def beside(self, program: Program, company: Company) -> Shelved:
        """Those that can come to a company that there is already."""
        taken = {each.lead for each in company.partners}
        left = tuple([slot for slot in self.partners if lead_of(program, slot) not in taken])
        return Shelved(left, self.former if company.former is None else ())

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.partners or self.former)

    @property
    def opposite_whom(self) -> str:
        """Whose games may be played opposite, as “Nadia Sinh”, or “another” where they are of several leads."""
        names = {slot.lead for slot in self.partners}
        return names.pop() if len(names) == 1 else "another"

    @property
    def after_what(self) -> str:
        """Of which story the former games are."""
        return self.former[0].story if self.former else ""


def on_shelves(program: Program, saves: Path, lead: str) -> Shelved:
    """The finished games there are for a new game of that lead. Never raises."""
    partners: list[Slot] = []
    if may_be_opposite(program):
        others = {each.id for each in program.leads} - {lead}
        slots = shelf_of(program, saves).list()
        partners = [slot for slot in slots if _finished(slot) and lead_of(program, slot) in others]
    former = slots_in(story_shelf(saves, program.follows).folder) if program.follows else []
    return Shelved(tuple(partners), tuple([slot for slot in former if _finished(slot)]))


def lead_of(program: Program, slot: Slot) -> str:
    """The id of today of a saved game's lead."""
    return program.renamed.get(f"lead {slot.lead_id}", slot.lead_id)


def partner_in(program: Program, slot: Slot) -> Partner:
    """The finished game of another lead in a slot. Unsuited, SaveError or OSError."""
    return partner_of(program, decode(files.read(slot.path)))


def former_in(program: Program, slot: Slot, story: str | None) -> Partner:
    """The finished game of the story before in a slot; `story` as in `company_of`. Unsuited, SaveError or OSError."""
    return former_of(program, former_story(program, _lies(story)), decode(files.read(slot.path)))


def _finished(slot: Slot) -> bool:
    return bool(slot.summary.ending) and not slot.problem and not slot.backup


def _lies(story: str | None) -> Path | None:
    try:
        return find_story(story).path
    except StoryError:
        return None


def _found(given: str, program: Program | None, shelf: Shelf, saves: Path) -> SavedGame:
    """What is meant by a name, a file or a code; a name is looked for on this shelf first. UsageError or Unreadable.

    `program` is the story of the game that is wanted, None where it is not at hand: then no code can be played.
    """
    if looks_like_a_code(given):
        if program is None:
            raise UsageError(f"“{_short(given)}” is a code, and its story is not to be found beside this one. Name a file.")
        try:
            followed = follow(program, read_code(given))
        except CodeError as error:
            raise Unreadable(f"This is no replay code. {error}") from error
        if followed.session is None or followed.outcome == "broken":
            raise UsageError(f"{followed.note} Ask for the saved game’s file: it holds what the game hands on.")
        return save(followed.session)
    path = shelf.find(given)
    try:
        return find_save(given if path is None else str(path), saves).saved
    except Unreadable as error:
        raise Unreadable(f"{error} Name another game. {LIST_THEM}") from error


def _short(given: str) -> str:
    """What was asked for, as it is told: of a code its beginning."""
    return given if len(given) <= 80 else f"{given[:40]}…"
