"""Walks over a story: every step below some steps, every scene's moves and labels."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.model import (
    Answer,
    Branch,
    Call,
    Chance,
    Choose,
    Fragment,
    Goto,
    If,
    Match,
    Option,
    Prompt,
    Scene,
    Step,
    Story,
    Vary,
)

Steps = tuple[Step, ...]


def scripted(story: Story) -> tuple[Scene | Fragment, ...]:
    """What has a script and an id of its own, scenes before memories, each in the order of the source."""
    return (*story.scenes, *story.memories)


def steps_in(story: Story) -> Iterator[Step]:
    """Every step of every script of a story, at any depth."""
    for each in scripted(story):
        yield from every_step(each.script)


def blocks_of(step: Step) -> Iterator[Steps]:
    """The steps directly inside a step, block by block, in the order of the source."""
    match step:
        case Choose():
            for option in step.options:
                yield option.then
            yield step.otherwise
        case If():
            yield step.then
            yield step.otherwise
        case Match():
            for case in step.cases:
                yield case.steps
            yield step.otherwise
        case Vary():
            yield from step.items
        case Chance():
            for branch in step.branches:
                yield branch.steps
        case Prompt():
            for answer in step.answers:
                yield answer.then
            yield step.otherwise


def every_step(steps: Steps) -> Iterator[Step]:
    """Every step, at any depth, each before what is inside it."""
    for step in steps:
        yield step
        for block in blocks_of(step):
            yield from every_step(block)


def moves_of(steps: Steps) -> Iterator[Option | Branch | Answer]:
    """Every option, every branch of fate and every answer, at any depth, in the order of the source."""
    for step in every_step(steps):
        if isinstance(step, Choose):
            yield from step.options
        elif isinstance(step, Chance):
            yield from step.branches
        elif isinstance(step, Prompt):
            yield from step.answers


def leaps_of(steps: Steps) -> Iterator[Goto | Call]:
    """Every `goto` and `call`, those of options among them."""
    for step in every_step(steps):
        if isinstance(step, Goto | Call):
            yield step
        elif isinstance(step, Choose):
            yield from (option.goto for option in step.options if option.goto is not None)


def offers_in(story: Story, tag: str) -> list[Scene]:
    """The scenes that offer themselves under a tag: the most urgent first, then in the order of the source."""
    offering = [scene for scene in story.scenes if scene.offer is not None and scene.offer.tag == tag]
    return sorted(offering, key=lambda scene: -scene.offer.priority if scene.offer is not None else 0)
