"""How line mode opens: the title, the choice of a lead or of a game to go on with; and the end of a replay."""

from __future__ import annotations

from game.language.program import Program
from game.play.opposite import ALONE, Company, as_sentence, begun_with
from game.play.saves import Restored, SaveError, restore
from game.play.session import Session
from game.shell.fate import settle
from game.shell.games import game_to_begin, new_game, open_story, shelf_of
from game.shell.line_mode import LineMode
from game.shell.opposite import Shelved, company_of, lead_beside, on_shelves
from game.shell.options import Options
from game.shell.printed import EndOfInput, Paper, standard_paper
from game.shell.profile import Profile, profile_path
from game.shell.shelf import Shelf
from game.shell.slots import Slot

WITH = "with "
"""Before a lead's id: begin as that lead with a finished game."""


def run_line_mode(options: Options) -> int:
    """Play in line mode, and return the exit code.

    Through a pipe a game begins at once, with the first lead if none is named; somebody who sits there is asked.
    """
    program = open_story(options.story)
    company = company_of(program, options.opposite, options.before, options.saves, options.story)
    lead = lead_beside(program, options.lead, company) if company != ALONE else options.lead
    paper = standard_paper(options.width)
    shelf = shelf_of(program, options.saves)
    profile = opened_profile(program, options, shelf)
    begun = game_to_begin(program, options, lead, company) if options.at is not None else None
    paper.paragraph(program.title)
    session: Session | None
    try:
        if begun is not None:
            session = begun
        elif lead is not None or not paper.live:
            session = new_game(program, lead, options.seed, company, finished_in(profile))
        else:
            session = _opened(program, shelf, paper, options, profile)
    except EndOfInput:
        return 0
    except KeyboardInterrupt:
        return 130
    if session is None:
        return 0
    for words in (as_sentence(begun_with(program, session.setup)), *company.notes):
        if words:
            paper.paragraph(words)
    if paper.live:
        paper.paragraph("Answer with a number. The word help lists what else you can say.")
    return LineMode(program, shelf, paper, options.keep, profile, options.marks).play(session)


def opened_profile(program: Program, options: Options, shelf: Shelf) -> Profile | None:
    """The profile of a story, which tells the shelf how much of it was read; None where nothing is to be remembered."""
    if not (options.profile and options.keep):
        return None
    profile = Profile(program, profile_path(options.saves))
    shelf.share_read = lambda session: profile.share()
    if options.marks:
        profile.open(patience=1.0)
    return profile


def finished_in(profile: Profile | None) -> tuple[str, ...]:
    """The endings that a new game knows of."""
    return profile.finished() if profile is not None else ()


def taken_up(paper: Paper, restored: Restored) -> Session | None:
    """The session to go on with after a saved game was taken up, the reader having been told what has changed.

    Where a choice is gone the reader is asked from where to go on. None where nothing of the game can be played.
    """
    if restored.note:
        paper.paragraph(restored.note)
    if restored.outcome == "lost" or restored.session is None:
        return None
    if restored.other is None:
        return settle(restored.session)
    paper.line("Go on from the last page that could be reached.", "1. ")
    paper.line("Go on from the place where you saved, in the story as it now is.", "2. ")
    paper.blank()
    try:
        while (answer := paper.ask()) not in ("", "1", "2"):
            paper.paragraph("Answer 1 or 2.")
    except EndOfInput:
        answer = "1"
    return settle(restored.other if answer == "2" else restored.session)


def _opened(
    program: Program, shelf: Shelf, paper: Paper, options: Options, profile: Profile | None = None
) -> Session | None:
    """The session to begin with, of somebody who is asked; None if the reader leaves again."""

    def begun(lead: str | None, company: Company = ALONE) -> Session:
        return new_game(program, lead, options.seed, company, finished_in(profile))

    latest = next((slot for slot in shelf.list() if not slot.problem and not slot.backup and not slot.summary.ending), None)
    beside = {lead.id: on_shelves(program, options.saves, lead.id) for lead in program.leads}
    if latest is None and len(program.leads) == 1 and not any(each.any for each in beside.values()):
        return begun(None)
    while True:
        answer = _asked(program, latest, beside, paper)
        if answer == "quit":
            return None
        if answer.startswith(WITH):
            from game.shell.line_opposite import chosen_company

            lead = answer.removeprefix(WITH)
            if (company := chosen_company(program, beside[lead], paper, options.story)) is not None:
                return begun(lead, company)
            continue
        if answer != "continue":
            return begun(answer)
        session = _continued(program, shelf, paper, latest) if latest else None
        if session is not None:
            return session
        latest = None


def _asked(program: Program, latest: Slot | None, beside: dict[str, Shelved], paper: Paper) -> str:
    """What the reader wants: "continue", "quit", a lead's id, or that behind `WITH` to begin beside a finished game."""
    answers: list[str] = []

    def offer(answer: str, words: str) -> None:
        answers.append(answer)
        paper.line(words, f"{len(answers)}. ")

    if latest is not None:
        where = ", ".join(part for part in (latest.lead, latest.summary.chapter, latest.summary.place) if part)
        offer("continue", f"Continue: {where}.")
    for lead in program.leads:
        offer(lead.id, f"New game: {lead.name}. {lead.about}".rstrip())
        there = beside[lead.id]
        ways = [f"opposite {there.opposite_whom}"] if there.partners else []
        ways += [f"after {there.after_what}"] if there.former else []
        if ways:
            offer(f"{WITH}{lead.id}", f"New game: {lead.name}, {' or '.join(ways)} …")
    paper.blank()
    while True:
        answer = paper.ask().casefold()
        if answer in ("quit", "q", "exit"):
            return "quit"
        if answer in answers:
            return answer
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:6]) <= len(answers):
            return answers[int(answer[:6]) - 1]
        if answer:
            paper.paragraph(f"Answer with a number from 1 to {len(answers)}, or quit.")


def _continued(program: Program, shelf: Shelf, paper: Paper, slot: Slot) -> Session | None:
    try:
        saved = shelf.read(slot.path.name)
        restored = restore(program, saved)
    except (SaveError, OSError) as error:
        paper.paragraph(f"“{slot.name}” cannot be used: {error}")
        return None
    session = taken_up(paper, restored)
    if session is not None:
        shelf.take_up(session, saved, restored, goes_on=restored.outcome == "same" and slot.present)
    return session
