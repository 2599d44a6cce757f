"""Checks a story: every name, every type, every way through it, all mistakes at once."""

from __future__ import annotations

from game.language.answers import check_answers
from game.language.changes import resolve_effect
from game.language.claim_tests import claim_tests, home_of
from game.language.compatibility import check_compatibility
from game.language.expressions import Expression, Name, span_of
from game.language.flow import check_flow
from game.language.handing import resolve_handed
from game.language.heirlooms import check_heirlooms
from game.language.model import (
    Call,
    Chance,
    Choose,
    Effect,
    If,
    Match,
    Note,
    Option,
    Passage,
    Prompt,
    Set,
    SetOf,
    Step,
    Story,
)
from game.language.names import described, slot_name, slot_of
from game.language.resolver import Resolver
from game.language.satisfaction import can_hold
from game.language.sizes import check_sizes
from game.language.telling import check_telling
from game.language.texts import Show, Text
from game.language.walk import Steps, every_step
from game.language.wording import Place, Wording, resolve_case
from game.text.diagnostic import Diagnostic
from game.text.spelling import sparing


def check_story(story: Story) -> list[Diagnostic]:
    """Every mistake in a parsed story, in the order of the files. Never raises for the author."""
    if beyond := list(check_sizes(story)):
        return beyond
    with sparing():
        check = _Check(story)
        check.everything()
        counted = frozenset(slot.partition("(")[2].rstrip(")") for slot in check.resolver.counts)
        found = [
            *check_flow(story, counted), *check_answers(story), *check_heirlooms(check.resolver.names),
            *check_compatibility(story), *check.resolver.mistakes,
        ]  # fmt: skip
    return sorted(dict.fromkeys(found), key=lambda each: (each.span, each.code))


class _Check:
    """One pass over a story that resolves every condition and text, for their mistakes alone."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.resolver = Resolver(story)
        self.wording = Wording(self.resolver)
        self.chapter = ""
        self.fragment = ""
        self.place = ""

    def text(self, text: Text | None, counts: bool = True) -> None:
        if text is not None:
            self.wording.text(text, self.chapter, Place("", counts))

    def everything(self) -> None:
        for ending in self.story.endings:
            self.text(ending.about, counts=False)
        for fragment in self.story.memories:
            self.chapter, self.fragment, self.place = "", fragment.id, fragment.id
            self.text(fragment.surfaced, counts=False)
            self.text(fragment.recovered, counts=False)
            self.steps(fragment.script)
        self.chapter, self.fragment = "", ""
        self.board()
        for scene in self.story.scenes:
            self.chapter, self.place, self.resolver.scene = scene.chapter, scene.id, scene.id
            self.text(scene.place)
            self.text(scene.time)
            self.steps(scene.script)
            self.resolver.scene = ""
            if scene.offer is not None:
                self.text(scene.offer.words)
                self.opening(scene.offer.condition, scene.id if scene.offer.once else "")
        for told in self.story.told:
            self.chapter = ""
            self.text(told.text, counts=False)
        self._claims()
        self._declared()
        if self.story.whole:
            self._unread()

    def board(self) -> None:
        """The texts of links and of pairs that are none: each can be seen again."""
        for link in self.story.links:
            for reading in link.readings:
                self.text(reading.text, counts=False)
            self.text(link.wrong, counts=False)
        if self.story.board is not None:
            self.text(self.story.board.text, counts=False)
            self.effects(self.story.board.effects)

    def _declared(self) -> None:
        """Defines and phrases that nothing uses are checked too, each as its own chapter would read it."""
        for define in self.story.defines:
            self.resolver.chapter = self._home(define.value)
            self.resolver.defined(Name(define.name, define.span))
        for phrase in self.story.phrases:
            self.chapter = self._home(phrase.text)
            self.text(Text((Show(Name(phrase.name, phrase.span), span=phrase.span),)))

    def _claims(self) -> None:
        """Claims ask what conditions ask, and more; one that reads a chapter's variable belongs to that chapter."""
        claim_tests(self.resolver)

    def _home(self, tree: Expression | Text) -> str:
        return home_of(self.resolver, tree)

    def _unread(self) -> None:
        taken = [each for scene in self.story.scenes for each in scene.takes]
        handed_on = {each.name for each in self.story.legacy}
        for variable in (*self.story.variables, *taken):
            if slot_of(variable) not in self.resolver.used | handed_on:
                self.resolver.refuse("T037", variable.span, name=variable.name)
        for awaited in () if self.story.follows is None else self.story.follows.legacy:
            if f"before.{awaited.name}" not in self.resolver.earlier:
                self.resolver.refuse("T037", awaited.span, name=f"before.{awaited.name}")
        self.resolver.mistakes += check_telling(self.story, self.resolver.used)

    def steps(self, steps: Steps) -> None:
        for step in every_step(steps):
            if step.condition is not None:
                self.resolver.condition(step.condition, self.chapter)
            self.step(step)

    def step(self, step: Step) -> None:
        """What a step itself says; what is inside it is walked by `steps`."""
        match step:
            case Passage():
                for paragraph in step.paragraphs:
                    self.text(paragraph.text)
                    self.text(paragraph.manner)
            case Choose():
                for option in step.options:
                    self.option(option)
            case If():
                self.resolver.condition(step.test, self.chapter)
            case Match():
                self.match(step)
            case Set():
                self.effects(step.effects)
            case Call():
                resolve_handed(self.resolver, step, self.chapter)
            case Chance():
                for branch in step.branches:
                    self.text(branch.about)
                    self.opening(branch.condition)
            case Note() | Prompt():
                self.text(step.text)

    def option(self, option: Option) -> None:
        self.text(option.words)
        self.text(option.locked)
        self.opening(option.condition, f"{self.place}.{option.id}" if option.once else "")
        self.effects(option.effects)

    def opening(self, condition: Expression | None, once: str = "") -> None:
        """A condition on which a move is open; `once` is the id of one that closes when it is taken, or ""."""
        if condition is None:
            return
        known = len(self.resolver.mistakes)
        tree = self.resolver.condition(condition, self.chapter)
        taken = {slot_name("chose", once): 0}
        # A comparison that is settled by itself is told already.
        if tree is not None and len(self.resolver.mistakes) == known and not can_hold(tree, self.resolver.names, taken):
            self.resolver.refuse("F014", span_of(condition))

    def effects(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            resolve_effect(self.resolver, effect, self.chapter, self.fragment)

    def match(self, step: Match) -> None:
        subject = self.resolver.shown(step.subject, self.chapter, matched=True)
        if subject is None:
            return
        if isinstance(subject.domain, SetOf):
            self.resolver.refuse("X014", span_of(step.subject), what=described(subject.domain))
            return
        for case in step.cases:
            resolve_case(self.resolver, case.key, case.span, subject)
