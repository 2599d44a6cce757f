"""`citadel stats`: the numbers of a story, as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from game.language.program import Program
from game.play.survey import Survey, Written, summary, survey, written
from game.shell.games import open_story


def run_stats(story: str | Path | None, plays: int, seed: int, as_json: bool) -> int:
    """Write a story's numbers to standard output."""
    numbers = report(open_story(story), plays, seed)
    sys.stdout.write(msgspec.json.encode(numbers).decode() + "\n" if as_json else as_table(numbers))
    return 0


def report(program: Program, plays: int, seed: int = 0) -> dict[str, object]:
    """The numbers of every scene, and for each lead those of that many plays by chance."""
    scenes = written(program)
    leads: dict[str, object] = {}
    for lead in program.leads:
        found = survey(program, lead.id, plays, seed)
        leads[lead.id] = {
            "words": sum(each.words for each in _of_lead(program, scenes, lead.id)),
            "scenes": [
                {"scene": each.scene, "words": each.words, "choices": each.menus, "options": each.options}
                for each in _of_lead(program, scenes, lead.id)
            ],
            **(summary(found) if plays else {}),
            "options never taken": _untaken(program, found, lead.id) if plays else [],
        }
    return {
        "story": program.id,
        "version": program.version,
        "words": sum(each.words for each in scenes),
        "leads": leads,
    }


def _of_lead(program: Program, scenes: list[Written], lead: str) -> list[Written]:
    """The scenes that this lead can come to."""
    return [each for each, info in zip(scenes, program.scenes, strict=True) if info.lead in ("", lead)]


def _untaken(program: Program, found: Survey, lead: str) -> list[str]:
    """The options, answers and branches of the lead's scenes that no play took."""
    known = []
    for scene in program.scenes:
        if scene.lead in ("", lead):
            for code in program.code[scene.entry : scene.end]:
                known += [each.id for each in (*getattr(code, "options", ()), *getattr(code, "scenes", ()))]
                known += [each.id for each in (*getattr(code, "answers", ()), *getattr(code, "branches", ()))]
            links = [link for link in program.board.links if link.id == scene.id]
            known += [reading.id for link in links for reading in link.readings]
    return [each for each in known if each not in found.taken]


def as_table(numbers: dict[str, object]) -> str:
    """The report for a terminal."""
    return "\n".join(_lines(numbers)) + "\n"


def _lines(numbers: dict[str, object]) -> Iterator[str]:
    yield f"{numbers['story']} {numbers['version']}: {numbers['words']:,} words in all"
    leads = numbers["leads"]
    assert isinstance(leads, dict)
    for lead, found in leads.items():
        yield ""
        yield f"{lead}: {found['words']:,} words in {len(found['scenes'])} scenes"
        yield f"  {'scene':<24}{'words':>8}{'choices':>9}{'options':>9}"
        for scene in found["scenes"]:
            yield f"  {scene['scene']:<24}{scene['words']:>8,}{scene['choices']:>9}{scene['options']:>9}"
        if "plays" not in found:
            continue
        low, middle, high = found["words a play"]
        yield ""
        yield f"  {found['plays']} plays by chance"
        yield f"  words a play             {middle:,} ({low:,} to {high:,})"
        low, middle, high = found["choices a play"]
        yield f"  choices a play           {middle} ({low} to {high})"
        between = found["words between choices"]
        yield (
            f"  words between choices    median {between['median']:g}, 90th percentile {between['90th percentile']}, "
            f"longest {between['longest']} (in {between['longest before a choice in']})"
        )
        yield f"  options a choice         {found['options a choice']}, {found['single options']:.0%} of them single"
        yield f"  share of the text seen   {found['share of the lead’s text seen']:.0%}"
        for ending, share in found["endings"].items():
            yield f"  ending {ending:<18}{share:.1%}"
        if found["did not end"]:
            yield f"  did not end              {found['did not end']}"
        if found["options never taken"]:
            yield f"  options never taken      {', '.join(found['options never taken'])}"
