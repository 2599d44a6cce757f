"""Targets: whether what a step names is there, and may be named there."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.control_flow import holds_unread
from game.language.identifiers import did_you_mean, ending_meant
from game.language.model import Call, Choose, End, Fragment, Goto, Recover, Return, Scene, Step, Story, Surface, Tell
from game.language.offer_step import CallOffer
from game.language.walk import every_step, leaps_of, offers_in
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.source import Span


def check_targets(story: Story) -> list[Diagnostic]:
    """Scenes, labels, endings and fragments that do not exist, and scenes of another lead."""
    return list(_Targets(story).every_mistake())


class _Targets:
    """The ids of one story, and the questions that are asked of them."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.scenes = {scene.id: scene for scene in story.scenes}
        self.fragments = {fragment.id: fragment for fragment in story.memories}
        self.offered = {scene.offer.tag for scene in story.scenes if scene.offer is not None}
        self.told = [each.id for each in story.told]
        self.endings = dict.fromkeys(ending.id for ending in story.endings)
        scripts: list[Scene | Fragment] = [*story.scenes, *story.memories]
        self.labels = {each.id: dict.fromkeys(s.label for s in every_step(each.script) if s.label) for each in scripts}
        self.damaged = {each.id for each in scripts if holds_unread(each.script)}

    def every_mistake(self) -> Iterator[Diagnostic]:
        for lead in self.story.leads:
            scene = self.scenes.get(lead.start)
            if scene is not None and scene.lead not in ("", lead.id):
                yield diagnostic("F012", lead.span, lead=lead.id, scene=scene.id, other=scene.lead)
        for scene in self.story.scenes:
            yield from self.of_script(scene.id, scene.lead, scene.script)
        leads = {lead.id for lead in self.story.leads}
        for fragment in self.story.memories:
            owner = fragment.owner if fragment.owner in leads else ""
            yield from self.of_script(fragment.id, owner, fragment.script)

    def of_script(self, name: str, lead: str, script: tuple[Step, ...]) -> Iterator[Diagnostic]:
        """`name` is the scene's or the fragment's id; `lead` is "" where it is everybody's."""
        for leap in leaps_of(script):
            target = leap.scene or name
            if target != name:
                yield from self.scene(target, _part(leap, 0, len(target)))
                yield from self.lead_of(target, lead, leap)
            if isinstance(leap, Goto) and leap.at and target in self.labels:
                yield from self.label(target, leap)
        for step in every_step(script):
            match step:
                case Return(scene=scene) if scene:
                    yield from self.scene(scene, step.span)
                case End(ending=ending) if ending not in self.endings:
                    yield diagnostic("S053", step.span, hint=ending_meant(ending, self.endings), name=ending)
                case Choose(tag=tag) | CallOffer(tag=tag) if tag and tag not in self.offered:
                    hint = did_you_mean(tag, self.offered) or None
                    yield diagnostic("S057", step.span, hint=hint, tag=tag)
                case Choose(tag=tag) | CallOffer(tag=tag) if tag:
                    yield from self.offers(tag, lead, step)
                case Surface(fragment=fragment) | Recover(fragment=fragment):
                    yield from self.fragment(fragment, step)
                case Tell(told=told) if told not in self.told:
                    yield diagnostic("M040", step.span, hint=did_you_mean(told, self.told) or None, name=told)

    def offers(self, tag: str, lead: str, menu: Step) -> Iterator[Diagnostic]:
        """Scenes of another lead that offer themselves in a lead's menu."""
        for scene in offers_in(self.story, tag):
            if scene.lead and lead and scene.lead != lead:
                yield diagnostic("F007", menu.span, scene=scene.id, other=scene.lead, lead=lead)

    def scene(self, name: str, span: Span) -> Iterator[Diagnostic]:
        """A scene that play is to go to."""
        if name in self.fragments:
            yield diagnostic("M011", span, name=name)
        elif name not in self.scenes:
            yield diagnostic("S051", span, hint=did_you_mean(name, self.scenes.keys()) or None, name=name)

    def lead_of(self, name: str, lead: str, leap: Goto | Call) -> Iterator[Diagnostic]:
        """Whose scene the target is."""
        scene = self.scenes.get(name)
        if scene is not None and scene.lead and lead and scene.lead != lead:
            code = "F007" if isinstance(leap, Call) else "F006"
            yield diagnostic(code, leap.span, scene=name, other=scene.lead, lead=lead)

    def label(self, name: str, goto: Goto) -> Iterator[Diagnostic]:
        """A label of a scene. Where a step could not be read, the label may be on it."""
        if goto.at in self.labels[name] or name in self.damaged:
            return
        span = _part(goto, len(goto.scene) + 1, len(goto.scene) + 1 + len(goto.at))
        hint = did_you_mean(goto.at, self.labels[name]) or None
        yield diagnostic("S052", span, hint=hint, name=goto.at, scene=name)

    def fragment(self, name: str, step: Surface | Recover) -> Iterator[Diagnostic]:
        """A fragment that is to come back."""
        word = "recover" if isinstance(step, Recover) else "surface"
        if name in self.scenes:
            yield diagnostic("M012", step.span, name=name, word=word)
        elif name not in self.fragments:
            hint = did_you_mean(name, self.fragments.keys()) or None
            yield diagnostic("S054", step.span, hint=hint, name=name)
        elif isinstance(step, Recover) and not self.fragments[name].recovered.parts and name not in self.damaged:
            yield diagnostic("M008", step.span, name=name)


def _part(leap: Goto | Call, start: int, end: int) -> Span:
    """Where characters of the target as typed stand; the whole target if it was typed in quotes."""
    span = leap.span
    typed = len(leap.scene) + (1 + len(leap.at) if isinstance(leap, Goto) and leap.at else 0)
    if span.line != span.end_line or span.end_column - span.column != typed:
        return span
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)
