"""Calls of whatever offers itself: the most urgent scene under a tag is played without being chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.language import program as p
from game.language.expressions import Binary, Constant, Expression, Not, Read
from game.language.fields import check_keys, read_scalar
from game.language.identifiers import check_id
from game.language.menus import asked_for, offered_scene
from game.language.model import Scene
from game.language.offer_step import CallOffer
from game.language.reading import Beside, Reading
from game.language.walk import offers_in
from game.text.nodes import Mapping

if TYPE_CHECKING:
    from game.language.compiler import Compiler

CALLED_KEYS = ("from",)


def parse_call_offer(node: Mapping, beside: Beside, reading: Reading) -> CallOffer | None:
    """`{from: tag}`; None after a mistake."""
    check_keys(node, CALLED_KEYS, "a call of what offers itself", reading.mistakes)
    value = node.get("from")
    assert value is not None
    scalar = read_scalar(value, "`from`", reading.mistakes)
    tag = "" if scalar is None else check_id(scalar, "a tag", reading.mistakes)
    return CallOffer(tag=tag, span=value.span, **beside) if tag else None


def compile_call_offer(compiler: Compiler, step: CallOffer) -> None:
    """Each scene in turn, the most urgent first: unless it is shut or used up, note it, call it, and go on below."""
    after: list[int] = []
    for scene in offers_in(compiler.story, step.tag):
        _try(compiler, scene, step, after)
    after.append(compiler.here)


def _try(compiler: Compiler, scene: Scene, step: CallOffer, after: list[int]) -> None:
    following: list[int] = []

    def offered() -> p.Offered:
        return asked_for(compiler, offered_scene(compiler, scene))

    def noted() -> p.Instruction:
        taken = offered().taken
        return p.Assign(taken, Constant(1)) if taken else p.Begin()

    compiler.emit_later(lambda: p.Unless(_open(offered()), following[0]), step.span)
    compiler.emit_later(noted, step.span)
    compiler.call(scene.id, step.span)
    compiler.emit_later(lambda: p.Jump(after[0]))
    following.append(compiler.here)


def _open(offered: p.Offered) -> Expression:
    """Whether a scene's offer is open: its condition holds, and it was not used up."""
    fresh = Not(Read(offered.taken)) if offered.once else None
    if fresh is None:
        return offered.condition or Constant(1)
    return fresh if offered.condition is None else Binary("and", fresh, offered.condition)
