"""The names of a story: what each word of a condition or an effect can mean."""

from __future__ import annotations

from functools import cached_property

from game.language.expressions import Ask, Expression, Name
from game.language.knowledge import Link, Truth
from game.language.model import (
    UNKNOWN_DOMAIN,
    Define,
    Domain,
    Enum,
    Fragment,
    Number,
    Phrase,
    SetOf,
    Story,
    Variable,
    YesNo,
)
from game.language.walk import every_step, moves_of, scripted

LIE_STATES = ("untold", "live", "suspected", "exposed", "confessed")
"""How far a lie may have come, in order."""


class Names:
    """The declared names of one story, by kind."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.variables: dict[str, Variable] = {each.name: each for each in story.variables}
        self.takes: dict[str, dict[str, Variable]] = {
            each.id: {taken.name: taken for taken in each.takes} for each in story.scenes if each.takes
        }
        """What scenes take from their callers, by scene and name; such a name is known in its scene alone."""
        self.defines: dict[str, Define] = {each.name: each for each in story.defines}
        self.phrases: dict[str, Phrase] = {each.name: each for each in story.phrases}
        self.fragments: dict[str, Fragment] = {each.id: each for each in story.memories}
        self.links: dict[str, Link] = {each.id: each for each in story.links}
        self.truths: dict[str, Truth] = {each.id: each for each in story.truths}
        self.scenes = dict.fromkeys(each.id for each in story.scenes)
        self.endings = dict.fromkeys(each.id for each in story.endings)
        self.told = {each.id: each for each in story.told}
        self.leads = Enum(tuple(each.id for each in story.leads))

    def variable(self, name: str, scene: str) -> Variable | None:
        """What a name stands for in a scene ("" for none): what the scene takes, or a variable."""
        return self.takes.get(scene, {}).get(name) or self.variables.get(name)

    @cached_property
    def moves(self) -> dict[str, None]:
        """Every move's id, in the order of the source: `scene.option`, `link.reading`, or an offered scene's own.

        A fragment's script counts as a scene.
        """
        moves = dict.fromkeys(scene.id for scene in self.story.scenes if scene.offer is not None)
        moves |= dict.fromkeys(f"{link.id}.{reading.id}" for link in self.story.links for reading in link.readings)
        scripts = scripted(self.story)
        return moves | dict.fromkeys(f"{each.id}.{move.id}" for each in scripts for move in moves_of(each.script))

    @cached_property
    def labels(self) -> dict[str, None]:
        """Every label in the order of the source, as `scene.label`; a fragment's script counts as a scene."""
        scripts = scripted(self.story)
        return dict.fromkeys(
            f"{each.id}.{step.label}" for each in scripts for step in every_step(each.script) if step.label
        )

    def details(self, fragment: str) -> Enum:
        """What may have been attended to in a fragment: `none`, then its details."""
        return Enum(("none", *self.fragments[fragment].details))

    def readings(self, link: str) -> Domain:
        """How a link may be read: `none` before it is made, then its readings."""
        found = self.links[link].readings
        return Enum(("none", *(each.id for each in found))) if found else UNKNOWN_DOMAIN

    def truth(self, id: str) -> Domain:
        """What a truth may be."""
        values = self.truths[id].values
        return Enum(values) if values else UNKNOWN_DOMAIN


def slot_name(question: str, about: str) -> str:
    """The permanent name of a hidden slot: `visits(kitchen)`."""
    return f"{question}({about})"


def slot_of(variable: Variable) -> str:
    """The permanent name of a variable's slot: its own, or `kitchen.who` for what a scene takes."""
    return f"{variable.scene}.{variable.name}" if variable.scene else variable.name


def described(domain: Domain) -> str:
    """A domain in an author's words, for messages."""
    match domain:
        case Number(low, high):
            return f"a number ({low}..{high})"
        case YesNo():
            return "a yes/no"
        case Enum(values):
            return f"one of {' | '.join(values[:6])}{' | …' if len(values) > 6 else ''}"
        case _:
            return f"a set of {', '.join(domain.values[:6])}{', …' if len(domain.values) > 6 else ''}"


def standing_form(tree: Expression, domain: Domain) -> str | None:
    """How to make a yes/no of what stands alone."""
    written = tree.name if isinstance(tree, Name) else f"{tree.question}({tree.about})" if isinstance(tree, Ask) else ""
    if not written:
        return None
    match domain:
        case Number():
            return f"write “{written} >= 1”, or whatever number is meant"
        case Enum(()):  # `lead`, in a story that has none
            return None
        case Enum(values):
            return f"write “{written} == {values[-1]}”, or whichever value is meant"
        case _:
            return (
                f"write “count({written}) >= 1”, or “{domain.values[0]} in {written}”"
                if isinstance(domain, SetOf)
                else None
            )
