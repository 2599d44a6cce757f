"""Finished games as what a new one is begun with: what is taken from them, what is said of them, and why one is refused."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from game.language.program import Program
from game.play.legacy import legacy_of
from game.play.opposite import (
    ALONE,
    Company,
    Unsuited,
    as_sentence,
    begun_with,
    former_of,
    ghosts_in,
    may_be_opposite,
    partner_of,
)
from game.play.save_format import StoryStamp, decode, encode
from game.play.saves import SavedGame, save
from game.play.session import begin
from game.play.state import Setup
from tests.conftest import STORIES
from tests.walks import compiled, walk

TEXT = (STORIES / "features" / "legacy.yaml").read_text(encoding="utf-8")
TWO = compiled(TEXT)
THREE = compiled((STORIES / "features" / "ghosts_of_three.yaml").read_text(encoding="utf-8"))
NEXT = compiled((STORIES / "features" / "following.yaml").read_text(encoding="utf-8"))
TOLD = walk(TWO, "archive.tell", lead="nadia")
KEPT = walk(TWO, "archive.keep", lead="nadia")


def saved_of(*moves: str, program: Program = TWO, lead: str = "nadia") -> SavedGame:
    """A game as its file gives it back."""
    return decode(encode(save(walk(program, *moves, lead=lead), label="x", saved_at="2026-11-23T20:00:00Z")))


def edited(old: str, new: str) -> Program:
    """The story after an edit."""
    assert old in TEXT
    return compiled(TEXT.replace(old, new))


def seen(program: Program, company: Company, lead: str) -> str:
    """What the first page of a game with that company says."""
    page = begin(program, Setup(lead=lead, ghost=company.ghost, before=company.before)).page
    return "\n".join(line.text for line in page.lines)


def test_a_game_is_written_with_what_it_hands_on_from_its_ending_on() -> None:
    assert saved_of().legacy == {}
    assert saved_of("archive.tell").legacy == legacy_of(TWO, TOLD.state)
    assert save(TOLD.undo()).legacy == {}


def test_a_finished_game_of_another_lead_is_met() -> None:
    partner = partner_of(TWO, saved_of("archive.keep"))
    assert (partner.lead, partner.name, partner.ending, partner.note) == ("nadia", "Nadia Sinh", "Done", "")
    assert "She kept it." in seen(TWO, ALONE.with_partner(partner), "mason")


def test_several_add_up_and_one_of_the_same_lead_takes_the_place_of_the_former() -> None:
    shut = partner_of(THREE, saved_of("hall.ajar", program=THREE))
    wide = partner_of(THREE, saved_of("hall.open", program=THREE))
    lesk = partner_of(THREE, saved_of("hall.ajar", program=THREE, lead="lesk"))
    company = ALONE.with_partner(shut).with_partner(lesk).with_partner(wide)
    assert [each.lead for each in company.partners] == ["lesk", "nadia"]
    told = seen(THREE, company, "mason")
    assert "Not alone. Nadia was here. Lesk was here." in told and "Hers open, his ajar." in told


@pytest.mark.parametrize(
    ("program", "saved", "said"),
    [
        (TWO, saved_of(), "has not come to an ending yet"),
        (TWO, saved_of("hall.open", program=THREE), "saved in another story, “Ghosts of three”"),
        (NEXT, saved_of("archive.tell"), "has one lead, so there is nobody to play opposite"),
        (TWO, replace(saved_of("archive.tell"), path=()), "has not come to an ending yet"),
    ],
)  # fmt: skip
def test_a_game_that_will_not_do_is_refused_with_what_to_do(program: Program, saved: SavedGame, said: str) -> None:
    with pytest.raises(Unsuited, match=said) as refused:
        partner_of(program, saved)
    assert str(refused.value).endswith(".")


def test_a_summary_that_claims_an_ending_to_which_the_path_does_not_lead_is_not_believed() -> None:
    saved = saved_of()
    boasted = replace(saved, summary=replace(saved.summary, ending="Done"), legacy={"first_lie": "told"})
    with pytest.raises(Unsuited, match="has not come to an ending"):
        partner_of(TWO, boasted)


def test_of_an_unchanged_story_the_path_tells_and_not_the_file() -> None:
    forged = replace(saved_of("archive.keep"), legacy={"first_lie": "told", "trust": 3, "nonsense": 1})
    assert partner_of(TWO, forged).handed == {"lead": "nadia", "ending": "Done", **legacy_of(TWO, KEPT.state)}


def test_after_an_edit_what_was_played_counts() -> None:
    milder = edited("trust -= 9", "trust -= 1")
    partner = partner_of(milder, saved_of("archive.keep"))
    assert partner.handed["trust"] == -3 and partner.note == ""


def test_a_game_whose_path_is_gone_still_hands_on_what_its_file_holds() -> None:
    shorter = edited("      keep: {do: Keep it., set: [first_lie = kept, not paid, trust -= 9]}\n", "")
    partner = partner_of(shorter, saved_of("archive.keep"))
    assert (partner.ending, partner.handed["first_lie"]) == ("Done", "kept")
    assert "She kept it." in seen(shorter, ALONE.with_partner(partner), "mason")


def test_a_game_that_ended_where_the_story_now_goes_on_hands_on_what_it_did() -> None:
    longer = edited("  - set: bag += key\n", "  - set: bag += key\n  - choose: {on: Go on., back: Go back.}\n")
    assert partner_of(longer, saved_of("archive.tell")).handed["first_lie"] == "told"


def test_a_value_that_todays_domain_lacks_is_unknown_and_said() -> None:
    narrower = compiled(
        TEXT.replace("{of: none | told | kept, was: [first_fib]}", "none | told")
        .replace("first_lie = kept, ", "").replace("    kept: She kept it.\n", "").replace("{told, kept}", "{told}")
        .replace("-3..3 = 1", "-2..3 = 1")
    )  # fmt: skip
    partner = partner_of(narrower, saved_of("archive.keep"))
    assert partner.note == (
        "The story was edited since Nadia Sinh’s game: what it hands on as “first_lie”, “trust” is not known any more."
    )
    assert "Nobody knows." in seen(narrower, ALONE.with_partner(partner), "mason")


def test_a_value_that_the_story_hands_on_only_since_is_taken_from_the_path() -> None:
    before = compiled(TEXT.replace("legacy: [first_lie, trust, paid]\n---\nlegacy: bag\n---\n", "---\n")
                      .partition("chapter: His")[0] + "chapter: His\nlead: mason\n---\nscene: office\nscript:\n  - end: done\n")  # fmt: skip
    saved = saved_of("archive.tell", program=before)
    assert saved.legacy == {}
    assert partner_of(TWO, saved).handed == {"lead": "nadia", "ending": "Done", **legacy_of(TWO, TOLD.state)}


def test_an_old_name_in_the_file_is_followed_and_not_shadowed() -> None:
    saved = replace(saved_of("archive.keep"), legacy={"first_fib": "kept"})
    shorter = edited("trust -= 9", "trust -= 1")
    handed = partner_of(shorter, saved).handed
    assert handed["first_fib"] == "kept" and "first_lie" not in handed


def test_old_names_of_leads_and_stories_are_followed() -> None:
    renamed = compiled(TEXT.replace("nadia: {name", "nadja: {was: [nadia], name").replace("lead: nadia", "lead: nadja")
                       .replace("id: legacy,", "id: heirlooms, was: [legacy],"))  # fmt: skip
    assert partner_of(renamed, saved_of("archive.tell")).lead == "nadja"


def test_a_lead_who_is_gone_is_said() -> None:
    gone = compiled(TEXT.replace("nadia: {name", "nora: {name").replace("lead: nadia", "lead: nora"))
    with pytest.raises(Unsuited, match="Its lead, “nadia”, is not in “Legacy” any more"):
        partner_of(gone, saved_of("archive.tell"))


# ------------------------------------------------------------------ the story before


@pytest.mark.parametrize("former", [TWO, None])
def test_a_game_of_the_story_before_is_met_whether_that_story_is_at_hand_or_not(former: Program | None) -> None:
    partner = former_of(NEXT, former, saved_of("archive.keep"))
    assert (partner.lead, partner.name, partner.ending) == ("nadia", "Nadia Sinh", "Done")
    told = seen(NEXT, Company(former=partner), "ann")
    assert "There was another year." in told and "She kept it." in told


@pytest.mark.parametrize(
    ("program", "former", "saved", "said"),
    [
        (NEXT, TWO, saved_of(), "has not come to an ending yet"),
        (NEXT, None, saved_of(), "has not come to an ending yet"),
        (NEXT, TWO, saved_of("hall.open", program=THREE), "It takes a finished game of “Legacy”"),
        (NEXT, None, saved_of("hall.open", program=THREE), "It takes a finished game of “legacy”"),
        (TWO, None, saved_of("archive.tell"), "“Legacy” follows no other story"),
    ],
)  # fmt: skip
def test_a_game_that_is_none_of_the_story_before_is_refused(
    program: Program, former: Program | None, saved: SavedGame, said: str
) -> None:
    with pytest.raises(Unsuited, match=said):
        former_of(program, former, saved)


def test_a_strangers_file_brings_no_more_than_a_story_hands_on() -> None:
    saved = replace(saved_of("archive.tell"), legacy={str(n): ["x"] * 5000 for n in range(9000)} | {"trust": 2})
    assert former_of(NEXT, None, saved).handed == {"lead": "nadia", "ending": "Done", "trust": 2}
    many = replace(saved, legacy={str(n): 1 for n in range(9000)})
    assert len(former_of(NEXT, None, many).handed) == 1002


# ------------------------------------------------------------------ in words


def test_a_game_says_whom_it_is_played_opposite() -> None:
    ghost = partner_of(TWO, saved_of("archive.tell")).handed
    setup = Setup(lead="mason", ghost=ghost)
    assert begun_with(TWO, setup) == "opposite Nadia Sinh, who came to “Done”"
    assert as_sentence(begun_with(TWO, setup)) == "Opposite Nadia Sinh, who came to “Done”."
    assert save(begin(TWO, setup)).summary.opposite == begun_with(TWO, setup)
    assert begun_with(TWO, Setup(lead="mason")) == save(begin(TWO, Setup(lead="mason"))).summary.opposite == ""


@pytest.mark.parametrize(
    ("program", "setup", "words"),
    [
        (TWO, Setup(lead="mason", ghost={"lead": "nadia"}), "opposite Nadia Sinh"),
        (TWO, Setup(lead="mason", ghost={"trust": 1}), "opposite Nadia Sinh"),
        (TWO, Setup(lead="nadia", ghost={"lead": "nadia"}), ""),
        (TWO, Setup(lead="mason", ghost={"lead": ["nadia"], "ending": 3}), ""),
        (TWO, Setup(lead="mason", ghost={"lead": "nadia", "ending": "\x1b[2JDone"}), "opposite Nadia Sinh, who came to “[2JDone”"),
        (THREE, Setup(lead="mason", ghost={"nadia.lead": "nadia", "nadia.ending": "Done", "lesk.lead": "lesk"}),
         "opposite Nadia Sinh, who came to “Done”, and Ivo Lesk"),
        (NEXT, Setup(lead="ann", before={"lead": "nadia_sinh", "ending": "Done"}), "after Legacy, where Nadia Sinh came to “Done”"),
        (NEXT, Setup(lead="ann", before={"trust": 1}), "after Legacy"),
    ],
)  # fmt: skip
def test_whatever_a_setup_holds_is_said_plainly(program: Program, setup: Setup, words: str) -> None:
    assert begun_with(program, setup) == words


def test_no_ghost_is_told_of_whose_lead_is_in_no_story() -> None:
    ghost: dict[str, Any] = {"boris.lead": "boris", "": 1, "..": 2, "nadia.lead": 5}
    assert [each.lead for each in ghosts_in(THREE, Setup(lead="mason", ghost=ghost))] == []


def test_there_is_sense_in_it_only_where_something_is_handed_on_or_asked() -> None:
    silent = compiled("story: {id: s, title: S}\nleads: {a: {name: A, start: x}, b: {name: B, start: x}}\n"
                      "endings: {done: {title: D}}\n---\nscene: x\nscript:\n  - end: done\n")  # fmt: skip
    assert [may_be_opposite(program) for program in (TWO, THREE, NEXT, silent)] == [True, True, False, False]


def test_the_stamp_of_a_story_alone_makes_no_game_of_it() -> None:
    with pytest.raises(Unsuited):
        partner_of(TWO, SavedGame(story=StoryStamp(id="legacy"), setup=save(TOLD).setup))
