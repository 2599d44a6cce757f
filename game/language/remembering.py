"""Memories that come back, and what is told: from steps to instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Read
from game.language.model import Fragment, Recover, Step, Tell
from game.language.names import slot_name

if TYPE_CHECKING:
    from game.language.compiler import Compiler


def compile_surface(compiler: Compiler, id: str, step: Step) -> None:
    """Unless it is another lead's or was done: the fragment's line."""
    fragment = compiler.names.fragments[id]
    after = compiler.unless(_due(compiler, fragment, "==", 0), step.span)
    compiler.emit(p.Assign(slot_name("memory", id), Constant(1)))
    compiler.emit(
        p.Say(
            compiler.still(fragment.surfaced, f"{fragment.id} surfaced"), "surfaced", name=fragment.title, fragment=id
        ),
        fragment.span,
    )
    after.append(compiler.here)


def compile_recover(compiler: Compiler, step: Recover) -> None:
    """Unless it is another lead's or was done: the line, the scene, and what came back of it."""
    fragment = compiler.names.fragments[step.fragment]
    after = compiler.unless(_due(compiler, fragment, "<", 2), step.span)
    compile_surface(compiler, fragment.id, step)
    compiler.call(fragment.id, step.span)
    compiler.emit(p.Assign(slot_name("memory", fragment.id), Constant(2)))
    said = p.Say(
        compiler.still(fragment.recovered, f"{fragment.id} recovered"),
        "recovered",
        name=fragment.title,
        fragment=fragment.id,
    )
    compiler.emit(said, fragment.span)
    after.append(compiler.here)


def compile_tell(compiler: Compiler, step: Tell) -> None:
    """The words, by whoever tells them; from then on it is told. A lie that has come further stays where it is."""
    told, slot = compiler.names.told[step.told], slot_name("told", step.told)
    words = compiler.still(told.text, f"{told.id} told")
    compiler.emit(p.Say(words, "speech", told.by, compiler.name_of(told.by), fragment=compiler.fragment), told.span)
    after = compiler.unless(Binary("==", Read(slot), Constant(0)), step.span)
    compiler.emit(p.Assign(slot, Constant(1)), step.span)
    after.append(compiler.here)


def _due(compiler: Compiler, fragment: Fragment, operator: str, state: int) -> Expression:
    """Whether the fragment is the lead's, and still as far from coming back as this says."""
    test = Binary(operator, Read(slot_name("memory", fragment.id)), Constant(state))
    leads = compiler.names.leads.values
    if fragment.owner not in leads:
        return test
    return Binary("and", Binary("==", Read("lead"), Constant(leads.index(fragment.owner))), test)
