"""Menus, fate's picks and questions, from the model to instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from game.language import program as p
from game.language.model import Chance, Choose, Number, Option, Prompt, Scene
from game.language.names import slot_name
from game.language.walk import offers_in
from game.language.wording import Place

if TYPE_CHECKING:
    from game.language.compiler import Compiler

Move = TypeVar("Move", p.Offered, p.Picked, p.Answered)


def compile_choose(compiler: Compiler, step: Choose) -> None:
    """A menu, then the instructions of each of its options, then those of its `else`."""
    offered: list[p.Offered] = []
    after: list[int] = []
    offers = offers_in(compiler.story, step.tag) if step.tag else []
    if offers:
        # A label here names the place already.
        place = compiler.coming_back()
        compiler.anchors.setdefault(compiler.here, place)
    menu = compiler.emit_later(
        lambda: p.Menu(
            tuple(asked_for(compiler, each) for each in offered),
            after[0],
            tuple(asked_for(compiler, offered_scene(compiler, scene)) for scene in offers),
            step.limit,
        ),
        step.span,
    )
    before = compiler.anchor
    made = []
    for option in step.options:
        words = compiler.words(option.words)
        locked = None if option.locked is None else compiler.words(option.locked)
        condition = None if option.condition is None else compiler.test(option.condition)
        made.append((option, words, locked, condition))
    for option, words, locked, condition in made:
        move = f"{compiler.scene}.{option.id}"
        if option.once:
            compiler.taken.add(move)
        taken = slot_name("chose", move)
        offered.append(p.Offered(move, words, option.spoken, compiler.here, condition, locked, taken, option.once))
        compiler.spans[compiler.here] = option.span
        compile_option(compiler, option, menu if step.hub and not option.leave else -1, after)
    compiler.at_anchor(before)
    otherwise = compiler.here
    compiler.steps(step.otherwise)
    if step.otherwise:
        after.insert(0, otherwise)
    after.append(compiler.here)


def asked_for(compiler: Compiler, move: Move) -> Move:
    """A move that notes that it was taken only where that is asked. Known when every condition is resolved."""
    noted = getattr(move, "once", False) or move.taken in compiler.resolver.used
    return move if noted else replace(move, taken="")


def offered_scene(compiler: Compiler, scene: Scene) -> p.Offered:
    """A scene that offers itself, as a menu holds it. Its words count in its own place, whichever menu shows them."""
    if scene.id in compiler.offers:
        return compiler.offers[scene.id]
    offer = scene.offer
    assert offer is not None
    words = compiler.wording.text(offer.words, scene.chapter, Place(f"{scene.id} offer"))
    condition = None if offer.condition is None else compiler.resolver.condition(offer.condition, scene.chapter)
    taken = slot_name("chose", scene.id)
    found = p.Offered(scene.id, words, offer.spoken, compiler.entries[scene.id], condition, None, taken, offer.once)
    compiler.offers[scene.id] = found
    return found


def compile_option(compiler: Compiler, option: Option, back: int, after: list[int]) -> None:
    """An option's own instructions; then on to `back`, or where that is -1 after the menu."""
    compiler.anchors[compiler.here] = (compiler.scene, option.id)
    if option.tags:
        compiler.tags[compiler.here] = option.tags
    compiler.at_anchor(option.id)
    compiler.emit(p.Begin(), option.span)
    compiler.effects(option)
    compiler.steps(option.then)
    if option.goto is not None:
        compiler.goto(option.goto)
    elif back >= 0:
        compiler.emit(p.Jump(back))
    else:
        compiler.emit_later(lambda: p.Jump(after[-1]))


def compile_chance(compiler: Compiler, step: Chance) -> None:
    """A pick of fate's, then the instructions of each branch."""
    dealt = ""
    if step.shuffle:
        dealt = slot_name("dealt", f"{compiler.scene}.{step.branches[0].id}")
        compiler.reached[dealt] = p.Slot(dealt, "dealt", Number(0, (1 << len(step.branches)) - 1))
    picked: list[p.Picked] = []
    after: list[int] = []
    compiler.emit_later(lambda: p.Fate(tuple(asked_for(compiler, each) for each in picked), after[0], dealt), step.span)
    before = compiler.anchor
    heads = [
        (
            None if b.condition is None else compiler.test(b.condition),
            None if b.about is None else compiler.words(b.about),
        )
        for b in step.branches
    ]
    for branch, (condition, about) in zip(step.branches, heads, strict=True):
        move = f"{compiler.scene}.{branch.id}"
        picked.append(p.Picked(move, compiler.here, branch.odds, condition, about, slot_name("chose", move)))
        compiler.anchors[compiler.here] = (compiler.scene, branch.id)
        compiler.at_anchor(branch.id)
        compiler.emit(p.Begin(), branch.span)
        compiler.steps(branch.steps)
        compiler.emit_later(lambda: p.Jump(after[0]))
    compiler.at_anchor(before)
    after.append(compiler.here)


def compile_ask(compiler: Compiler, step: Prompt) -> None:
    """The question, a stop for the answer, then the instructions of each answer, then those of `else`."""
    compiler.emit(p.Say(compiler.words(step.text), "prompt", fragment=compiler.fragment), step.span)
    answered: list[p.Answered] = []
    after: list[int] = []
    miss = f"{compiler.scene}.{p.OTHERWISE}" if step.otherwise else ""
    otherwise: list[int] = []

    def made() -> p.Instruction:
        given = tuple(asked_for(compiler, each) for each in answered)
        return p.Asked(given, otherwise[0] if otherwise else -1, miss)

    compiler.emit_later(made, step.span)
    before = compiler.anchor
    for answer in step.answers:
        move = f"{compiler.scene}.{answer.id}"
        answered.append(p.Answered(move, answer.accepts, compiler.here, slot_name("chose", move)))
        compiler.anchors[compiler.here] = (compiler.scene, answer.id)
        compiler.at_anchor(answer.id)
        compiler.emit(p.Begin(), answer.span)
        compiler.steps(answer.then)
        compiler.emit_later(lambda: p.Jump(after[0]))
    compiler.at_anchor(before)
    if step.otherwise:
        # It has no id of its own that is unique in the scene: it is known by its first answer's.
        otherwise.append(compiler.here)
        compiler.anchors[compiler.here] = (compiler.scene, f"{step.answers[0].id}#{p.OTHERWISE}")
        compiler.emit(p.Begin(), step.span)
        compiler.steps(step.otherwise)
    after.append(compiler.here)
