"""The choice of finished games to begin a new one with, in line mode."""

from __future__ import annotations

from game.language.program import Program
from game.play.opposite import ALONE, Company, Unsuited
from game.play.save_format import SaveError
from game.shell import files
from game.shell.opposite import Shelved, former_in, partner_in
from game.shell.printed import Paper
from game.shell.saved_games import shown_time
from game.shell.slots import Slot

HOW_MANY = 40
"""Finished games that are listed: the newest."""


def chosen_company(program: Program, there: Shelved, paper: Paper, story: str | None) -> Company | None:
    """The finished games, of those that are there, which somebody who sits there wants; None if none after all."""
    company = ALONE
    while True:
        rest = there.beside(program, company)
        left = [*((slot, False) for slot in rest.partners), *((slot, True) for slot in rest.former)]
        if not left:
            return company
        for number, (slot, before) in enumerate(left[:HOW_MANY], 1):
            paper.line(_told(slot, before), f"{number}. ")
        paper.blank()
        paper.paragraph("Another one as well? Its number, or Enter to begin." if company != ALONE else "Which one? Its number, or back.")
        answer = paper.ask().casefold()
        if answer in ("back", "quit", "q", "exit", "") and (answer or company != ALONE):
            return company if not answer else None
        if not (answer.isascii() and answer.isdecimal() and 1 <= int(answer[:6]) <= min(len(left), HOW_MANY)):
            paper.paragraph(f"“{answer[:40]}” is none of them." if answer else "Say back for none of them.")
            continue
        slot, before = left[int(answer[:6]) - 1]
        try:
            chosen = former_in(program, slot, story) if before else partner_in(program, slot)
        except (Unsuited, SaveError, OSError) as error:
            paper.paragraph(f"“{slot.name}” cannot be used. {files.reason(error)}.")
            continue
        company = Company(company.partners, chosen) if before else company.with_partner(chosen)
        if chosen.note:
            paper.paragraph(chosen.note)


def _told(slot: Slot, before: bool) -> str:
    who = f"{slot.lead}, who came to “{slot.summary.ending}”"
    imported = "imported" if slot.imported else ""
    aside = ", ".join(part for part in (shown_time(slot.saved_at), slot.name, imported) if part)
    return f"{f'After {slot.story}: ' if before else 'Opposite '}{who} ({aside})."
