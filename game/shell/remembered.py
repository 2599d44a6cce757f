"""`citadel profile`: what is remembered of the stories that were played here, shown or forgotten."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from game.language.program import Program
from game.play.met import RECOVERED, Met, of_today
from game.play.save_format import printable
from game.shell import files
from game.shell.gallery import Gallery, Shown, gallery_of, times
from game.shell.games import StoryMistakes, Unreadable, UsageError, open_story, shipped_program
from game.shell.printed import EndOfInput, standard_paper
from game.shell.profile import profile_path
from game.shell.profile_file import ProfileFile, Trouble, forget_all

ACTIONS = ("show", "forget")
MANY = {"ending": "endings", "memory": "memories"}
HIDDEN = "· · ·"


def run_profile(action: str, story: str | None, saves: Path) -> int:
    """Show what is remembered, of one story or of all, or forget it; return the exit code. UsageError or Unreadable."""
    path = profile_path(saves)
    if action not in ACTIONS:
        raise UsageError(f"There is no “citadel profile {action}”. There are {' and '.join(ACTIONS)}.")
    if not os.path.lexists(path):
        sys.stdout.write(f"Nothing is remembered in {saves}.\n")
        return 0
    try:
        if action == "forget" and story is None:
            return _forget_all(path)
        file = ProfileFile(path)
        try:
            if action == "forget":
                _forget(file, str(story))
            else:
                sys.stdout.write("\n".join(map(printable, _shown(file, story))) + "\n")
        finally:
            file.close()
    except Trouble as error:
        raise Unreadable(f"The profile {path} cannot be used: {error}.") from error
    except OSError as error:
        raise Unreadable(f"The profile {path} cannot be forgotten: {files.reason(error)}.") from error
    return 0


def _forget_all(path: Path) -> int:
    """Delete the file; somebody who sits there is asked first."""
    paper = standard_paper(72)
    if paper.live:
        paper.paragraph(f"All that is remembered of every story will be forgotten ({path}). Type yes to do it.")
        try:
            if paper.ask().casefold() not in ("yes", "y"):
                paper.paragraph("Nothing is forgotten.")
                return 0
        except EndOfInput:
            return 0
    forget_all(path)
    sys.stdout.write("All is forgotten. The saved games are as they were.\n")
    return 0


def _forget(file: ProfileFile, story: str) -> None:
    ids, _ = _meant(file, story)
    file.forget(ids)
    sys.stdout.write(f"All of {printable(ids[0])} is forgotten. Its saved games are as they were.\n")


def _meant(file: ProfileFile, story: str) -> tuple[tuple[str, ...], Program | None]:
    """The ids that a story has and had, with its program: it may also be named by an id of which something is remembered."""
    try:
        program = open_story(story)
    except (UsageError, StoryMistakes):
        if story not in file.stories():
            raise
        return (story,), None
    return (program.id, *program.was), program


def _shown(file: ProfileFile, story: str | None) -> Iterator[str]:
    if story is not None:
        wanted = [_meant(file, story)]
    else:
        found: dict[tuple[str, ...], Program | None] = {}
        for id in file.stories():
            program = _shipped(id)
            found[(id,) if program is None else (program.id, *program.was)] = program
        wanted = list(found.items())
    if not wanted:
        yield "Nothing is remembered."
        return
    for ids, program in wanted:
        met = file.load(ids)
        if not met:
            yield f"Nothing is remembered of {ids[0]}."
        elif program is None:
            yield from _of_unknown(ids[0], met)
        else:
            yield program.title
            yield from _told(gallery_of(program, of_today(program, met)))
        yield ""
    yield f"All this is kept in {file.path}, and nowhere else."


def _shipped(id: str) -> Program | None:
    try:
        return shipped_program(id)
    except (UsageError, Unreadable, StoryMistakes):
        return None


def _told(gallery: Gallery) -> Iterator[str]:
    """What was met of a story that can be read: of what was not come to no word."""
    yield f"  read       {gallery.read}% ({gallery.texts[0]:,} of {gallery.texts[1]:,} texts)"
    yield f"  options    {gallery.options[0]:,} taken of {gallery.options[1]:,} met"
    yield f"  finished   {times(gallery.games) if gallery.games else 'never'}"
    for what, parts in (("ending", gallery.endings), ("memory", gallery.memories)):
        if parts:
            yield f"  {MANY[what]:<10} {sum(each.title != '' for each in parts)} of {len(parts)}"
        for each in parts:
            yield f"    {_named(each, what)}"


def _named(each: Shown, what: str) -> str:
    if not each.title:
        return HIDDEN
    state = ("recovered" if each.recovered else "surfaced") if what == "memory" else each.under
    return f"{each.title}, {state}"


def _of_unknown(id: str, met: Met) -> Iterator[str]:
    """What was met of a story that is not to be found here, by its ids."""
    yield f"{id} (its story is not to be found here; name its folder)"
    yield f"  read       {len(met.read):,} texts"
    yield f"  options    {sum(taken > 0 for _, taken in met.options.values()):,} taken of {len(met.options):,} met"
    yield f"  finished   {times(len(met.games)) if met.games else 'never'}"
    if met.endings:
        yield f"  endings    {', '.join(sorted(met.endings))}"
    if met.memories:
        recovered = sum(state == RECOVERED for state in met.memories.values())
        yield f"  memories   {len(met.memories)}, {recovered} of them recovered"
