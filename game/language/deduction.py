"""Deduction: whether every link can be made, every reading argues for something, and every truth can be settled."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.identifiers import did_you_mean
from game.language.knowledge import Link, LinkReading, Truth
from game.language.model import Fragment, Recover, Reflect, Story, Surface
from game.language.walk import steps_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic

_NO_SCENE = "a link joins two of the `memories:`"


def check_deduction(story: Story, *, complete: bool) -> list[Diagnostic]:
    """The rules of the board, in no order. Of an incomplete story nothing is said to be missing."""
    deduction = _Deduction(story)
    found = [*deduction.joining(), *deduction.arguing()]
    if story.whole:
        found += deduction.settling()
    if complete and story.whole:
        found += deduction.reflecting()
    return found


class _Deduction:
    """The links and the truths of one story, and the questions that are asked of them."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.fragments = {each.id: each for each in story.memories}
        self.truths = {each.id: each for each in story.truths}
        self.scenes = {each.id for each in story.scenes}
        self.leads = frozenset(each.id for each in story.leads)
        self.astray: set[str] = set()
        """Truths of which a reading may mean another value than it says; "" stands for any of them."""

    def leads_of(self, fragment: Fragment | None) -> frozenset[str]:
        """Who may have a memory on the board."""
        owned = fragment is not None and fragment.owner in self.leads
        return frozenset([fragment.owner]) if fragment is not None and owned else self.leads

    def makers(self, link: Link) -> frozenset[str]:
        """Who may make a link; everybody, where nobody can and that is told elsewhere."""
        one, other = (self.leads_of(self.fragments.get(name)) for name in link.joins)
        return one & other or self.leads

    def joining(self) -> Iterator[Diagnostic]:
        """What links join."""
        pairs: dict[frozenset[str], Link] = {}
        for link in self.story.links:
            if link.joined_at is None:
                continue
            for name, span in zip(link.joins, link.joined_at, strict=True):
                if name in self.scenes:
                    yield diagnostic("M012", span, hint=_NO_SCENE, name=name, word="join")
                elif name not in self.fragments:
                    hint = did_you_mean(name, self.fragments.keys()) or None
                    yield diagnostic("S054", span, hint=hint, name=name)
            first = pairs.setdefault(frozenset(link.joins), link)
            if first is not link:
                place = f"{first.span.file}:{first.span.line}:{first.span.column}"
                yield diagnostic("M023", link.span, link=link.id, other=first.id, first=place)
            one, other = (self.fragments.get(name) for name in link.joins)
            if one is not None and other is not None and not self.leads_of(one) & self.leads_of(other):
                yield diagnostic(
                    "M024", link.joined_at[1], one=one.id, owner=one.owner, other=other.id, second=other.owner
                )

    def arguing(self) -> Iterator[Diagnostic]:
        """What readings argue for."""
        for link in self.story.links:
            for reading in link.readings:
                if reading.truth:
                    yield from self.argument(reading)

    def argument(self, reading: LinkReading) -> Iterator[Diagnostic]:
        truth = self.truths.get(reading.truth)
        if truth is None:
            self.astray.add("")
            hint = did_you_mean(reading.truth, self.truths) or None
            yield diagnostic("M025", reading.truth_span, hint=hint, name=reading.truth)
        elif reading.value and truth.values and reading.value not in truth.values:
            self.astray.add(truth.id)
            known = ", ".join(truth.values)
            hint = did_you_mean(reading.value, truth.values, f"its values are: {known}")
            yield diagnostic("M026", reading.value_span, hint=hint, truth=truth.id, name=reading.value)
        elif truth.values and reading.value == truth.values[0]:
            self.astray.add(truth.id)
            yield diagnostic("M027", reading.value_span, truth=truth.id, name=reading.value)

    def settling(self) -> Iterator[Diagnostic]:
        """Truths with values for which no lead can make links enough. After `arguing`."""
        links: dict[tuple[str, str], list[Link]] = {}
        for link in self.story.links:
            for argument in {(each.truth, each.value) for each in link.readings}:
                links.setdefault(argument, []).append(link)
        for truth in self.story.truths:
            if not self.astray & {"", truth.id}:
                most = {value: self.most(links.get((truth.id, value), [])) for value in truth.values[1:]}
                yield from _never_settled(truth, most)

    def most(self, links: list[Link]) -> int:
        """How many of some links one lead can make."""
        made = [self.makers(link) for link in links]
        return max((sum(lead in makers for makers in made) for lead in self.leads), default=0)

    def reflecting(self) -> Iterator[Diagnostic]:
        """Links that no `reflect:` lets anyone make, memories in them that are never whole, boards without a use."""
        steps = list(steps_in(self.story))
        boards = [step for step in steps if isinstance(step, Reflect)]
        if self.story.links and not boards:
            yield diagnostic("M029", self.story.links[0].span, link=self.story.links[0].id)
        if boards and not self.story.links and self.story.board is None:
            yield diagnostic("M031", boards[0].span)
        surfaced = {step.fragment for step in steps if isinstance(step, Surface)}
        recovered = {step.fragment for step in steps if isinstance(step, Recover)}
        told: set[str] = set()
        for link in self.story.links:
            for name, span in zip(link.joins, link.joined_at or (), strict=False):
                fragment = self.fragments.get(name)
                whole = fragment is None or fragment.provenance == "said" or name in recovered
                if not whole and name in surfaced and name not in told:
                    told.add(name)
                    yield diagnostic("M030", span, name=name)


def _never_settled(truth: Truth, most: dict[str, int]) -> Iterator[Diagnostic]:
    """One warning for all the values of a truth that too few links argue for."""
    few = [value for value, links in most.items() if links < truth.settles_at]
    if few:
        links = max(most[value] for value in few)
        counted = {0: "no link argues", 1: "one link of a lead argues"}.get(links, f"{links} links of a lead argue")
        counted += " for it" if len(few) == 1 else " for any of them"
        values = ", ".join(f"“{value}”" for value in few)
        yield diagnostic(
            "M028", truth.span, truth=truth.id, values=values, counted=counted, settles_at=truth.settles_at
        )
