"""Turns a checked story into a `Program`: scenes into instructions, names into slots."""

from __future__ import annotations

from game.language import program as p
from game.language.changes import resolve_effect
from game.language.claim_tests import ClaimTest, claim_tests
from game.language.emitting import Emitter
from game.language.expressions import Constant, Expression
from game.language.handing import resolve_handed, taken_by
from game.language.heirlooms import heirloom_info
from game.language.menus import compile_ask, compile_chance, compile_choose, offered_scene
from game.language.model import (
    Board,
    Call,
    Chance,
    Character,
    Choose,
    End,
    Goto,
    If,
    Lead,
    Match,
    Note,
    Number,
    Option,
    PageMark,
    Paragraph,
    Passage,
    Prompt,
    Recover,
    Reflect,
    Return,
    Scene,
    Set,
    Step,
    Story,
    Surface,
    Tell,
    Todo,
    Vary,
)
from game.language.names import Names, slot_name
from game.language.offer_calls import compile_call_offer
from game.language.offer_step import CallOffer
from game.language.reflecting import compile_board, compile_reflect, truths_of
from game.language.remembering import compile_recover, compile_surface, compile_tell
from game.language.resolver import Resolver
from game.language.said import Said
from game.language.slots import allot_slots, old_names, with_counts
from game.language.tables import EndingInfo, FragmentInfo, LeadInfo, SceneInfo, ToldInfo, source_map
from game.language.telling import moves_on
from game.language.texts import SHUFFLED, Text
from game.language.walk import Steps
from game.language.wording import Place, Wording, resolve_case
from game.text.source import Span

TRUE = Constant(1)


def compile_story(story: Story) -> p.Program:
    """The program of a story in which no error was found; one with errors may raise anything."""
    return Compiler(story).program()


def compile_with_claims(story: Story) -> tuple[p.Program, tuple[ClaimTest, ...]]:
    """The program of a story, which also counts what its claims ask, and its claims over the slots of that program.

    Moves have the same ids as in `compile_story`, so a path of one is a path of the other.
    """
    compiler = Compiler(story)
    compiler.asked_by_claims = True
    program = compiler.program()
    return program, compiler.claims


class Compiler(Emitter):
    """Emits the instructions of one story, scene after scene; leaps forward are filled in at the end."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.resolver = Resolver(story)
        self.wording = Wording(self.resolver)
        self.names: Names = self.resolver.names
        people: list[Lead | Character] = [*story.leads, *story.cast]
        self.names_of_people = {each.id: each.name for each in people}
        self.number_of_scene = {each.id: number for number, each in enumerate(story.scenes)}
        self.number_of_ending = {each.id: number for number, each in enumerate(story.endings)}
        self.entries: dict[str, int] = {}
        self.labels: dict[tuple[str, str], int] = {}
        self.reached: dict[str, p.Slot] = {}
        self.taken: set[str] = set()
        self.offers: dict[str, p.Offered] = {}
        self.chapter = ""
        self.lead = ""
        self.fragment = ""
        self.places: dict[str, Place] = {}
        self.varied: dict[str, int] = {}
        self.calls: dict[tuple[str, str], int] = {}
        self.tags: dict[int, tuple[str, ...]] = {}
        self.asked_by_claims = False
        self.claims: tuple[ClaimTest, ...] = ()
        self.said = Said(story)

    # -------------------------------------------------------------- the whole

    def program(self) -> p.Program:
        story = self.story
        scenes = [self.compile_scene(number, scene) for number, scene in enumerate(story.scenes)]
        for number, fragment in enumerate(story.memories, len(scenes)):
            owner = fragment.owner if fragment.owner in self.names.leads.values else ""
            script = Scene(id=fragment.id, script=fragment.script, span=fragment.span, lead=owner)
            self.fragment = fragment.id
            scenes.append(self.compile_scene(number, script))
        self.fragment = self.resolver.scene = ""
        endings = tuple(EndingInfo(each.id, each.title, self.still(each.about, each.id)) for each in story.endings)
        fragments = tuple(
            FragmentInfo(
                each.id, each.owner, each.title, each.provenance,
                self.still(each.surfaced, f"{each.id} surfaced"), self.still(each.recovered, f"{each.id} recovered"), each.details,
            )
            for each in story.memories
        )  # fmt: skip
        # Before anything is filled in, every condition is resolved: what they ask for is what moves must note.
        for scene in story.scenes:
            if scene.offer is not None:
                offered_scene(self, scene)
        board, boards = compile_board(self)
        if self.asked_by_claims:
            self.claims = claim_tests(self.resolver)
        self.fill_in()
        slots = allot_slots(story, self.resolver, self.wording.shown, self.reached, self.taken)
        known = {slot.name for slot in slots}
        return p.Program(
            id=story.id,
            title=story.title,
            version=story.version,
            author=story.author,
            language=story.language,
            digest=story.digest,
            was=story.was,
            code=tuple(self.code),
            slots=slots,
            scenes=(*(with_counts(scene, known) for scene in scenes), *boards),
            leads=tuple(LeadInfo(each.id, each.name, each.about, self.entries[each.start]) for each in story.leads),
            endings=endings,
            fragments=fragments,
            board=board,
            truths=truths_of(self),
            legacy=tuple(info for each in story.legacy if (info := heirloom_info(self.names, each.name)) is not None),
            follows="" if story.follows is None else story.follows.id,
            told=tuple(
                ToldInfo(
                    each.id,
                    each.by,
                    self.name_of(each.by),
                    each.to,
                    self.name_of(each.to),
                    self.still(each.text, f"{each.id} told"),
                    each.lie,
                    slot_name("told", each.id),
                )
                for each in story.told
            ),
            anchors=self.anchors,
            said=self.said.by(self.code),
            tags=self.tags,
            renamed=old_names(story),
            source_map=source_map(self.spans, len(self.code)),
        )

    def compile_scene(self, number: int, scene: Scene) -> SceneInfo:
        self.scene, self.chapter, self.lead = scene.id, scene.chapter, scene.lead
        self.resolver.scene = scene.id
        self.anchor = ""
        entry = self.emit(p.Enter(number), scene.span)
        self.entries[scene.id] = entry
        self.anchors[entry] = (scene.id, "")
        if scene.tags:
            self.tags[entry] = scene.tags
        place = None if scene.place is None else self.words(scene.place)
        time = None if scene.time is None else self.words(scene.time)
        self.steps(scene.script)
        self.emit(p.RunOut())
        return SceneInfo(scene.id, entry, len(self.code), scene.chapter, place, time, "", "", self.fragment, scene.lead)

    # -------------------------------------------------------------- places

    def coming_back(self) -> tuple[str, str]:
        """The name of a place to come back to: the nearest id, and how many such places it has had: `asking#2`."""
        place = (self.scene, self.anchor)
        self.calls[place] = self.calls.get(place, 0) + 1
        return self.scene, f"{self.anchor}#{self.calls[place]}"

    @property
    def here_by_id(self) -> str:
        """The nearest permanent id before the next step, with its scene."""
        return f"{self.scene}.{self.anchor}" if self.anchor else self.scene

    def words(self, text: Text) -> Text:
        place = self.places.setdefault(self.here_by_id, Place(self.here_by_id))
        return self.said.follow(text, self.wording.text(text, self.chapter, place))

    def still(self, text: Text, owner: str) -> Text:
        """A text that can be seen again, in which nothing counts; `owner` names the ending or the part of a fragment."""
        return self.said.follow(text, self.wording.text(text, "", Place(owner, counts=False)))

    def test(self, condition: Expression) -> Expression:
        return self.resolver.condition(condition, self.chapter) or TRUE

    # -------------------------------------------------------------- steps

    def steps(self, steps: Steps) -> None:
        for step in steps:
            self.step(step)

    def step(self, step: Step) -> None:
        if step.label:
            self.labels[self.scene, step.label] = self.here
            self.anchors[self.here] = (self.scene, step.label)
            self.at_anchor(step.label)
            self.reach(step)
        after = [] if step.condition is None else self.unless(self.test(step.condition), step.span)
        begins = self.here
        self.body(step)
        if step.tags:
            self.tag(step, begins)
        after.append(self.here)

    def tag(self, step: Step, begins: int) -> None:
        """The tags of a step are those of the lines that it says itself, not of those in the steps under it."""
        match step:
            case Passage() | Note() | Surface() | Recover() | Tell():
                points = range(begins, self.here)
            case Prompt():
                points = range(begins, begins + 1)
            case _:
                return
        self.tags.update((point, step.tags) for point in points if isinstance(self.code[point], p.Say))

    def reach(self, step: Step) -> None:
        """A label counts how often it is passed, where a condition asks; known when every condition is resolved."""
        asked = self.resolver.counts
        visits, turns = (slot_name(question, f"{self.scene}.{step.label}") for question in ("visits", "turns_since"))

        def made() -> p.Instruction:
            if visits in asked or turns in asked:
                return p.Reach(visits if visits in asked else "", turns if turns in asked else "")
            return p.Begin()

        self.emit_later(made, step.span)

    def unless(self, test: Expression, span: Span) -> list[int]:
        """Skips what follows where the test is false: to the point that is to be put into the list given back."""
        after: list[int] = []
        self.emit_later(lambda: p.Unless(test, after[0]), span)
        return after

    def body(self, step: Step) -> None:
        match step:
            case Passage():
                for paragraph in step.paragraphs:
                    self.paragraph(paragraph)
            case Choose():
                compile_choose(self, step)
            case If():
                self.branch(step)
            case Match():
                self.switch(step)
            case Set():
                self.effects(step)
            case Goto():
                self.goto(step)
            case Call():
                self.hand_on(step)
            case CallOffer():
                compile_call_offer(self, step)
            case Return():
                to = step.scene
                self.emit_later(lambda: p.Return(self.entries[to] if to else -1), step.span)
            case End():
                self.emit(p.Finish(self.number_of_ending[step.ending]), step.span)
            case Vary():
                self.vary(step)
            case Chance():
                compile_chance(self, step)
            case Prompt():
                compile_ask(self, step)
            case Note():
                self.emit(p.Say(self.words(step.text), "note"), step.span)
            case Surface():
                compile_surface(self, step.fragment, step)
            case Recover():
                compile_recover(self, step)
            case Reflect():
                compile_reflect(self, step)
            case Tell():
                compile_tell(self, step)
            case PageMark():
                self.emit(p.PageMark(), step.span)
            case Todo():
                pass
            case _:
                raise TypeError(f"cannot compile {type(step).__name__}")

    def paragraph(self, paragraph: Paragraph) -> None:
        text = self.words(paragraph.text)
        manner = None if paragraph.manner is None else self.words(paragraph.manner)
        if not paragraph.speaker:
            kind: p.SayKind = "memory" if self.fragment else "narration"
            self.emit(p.Say(text, kind, fragment=self.fragment), paragraph.span)
            return
        speaker = self.lead if paragraph.speaker == "you" and self.lead else paragraph.speaker
        self.emit(p.Say(text, "speech", speaker, self.name_of(speaker), manner, self.fragment), paragraph.span)

    def name_of(self, speaker: str) -> str:
        return self.names_of_people.get(speaker, "")

    def effects(self, step: Set | Option | Board) -> None:
        for effect in step.effects:
            test = moves_on(effect)
            after = [] if test is None else self.unless(test, effect.span)
            for instruction in resolve_effect(self.resolver, effect, self.chapter, self.fragment):
                self.emit(instruction, effect.span)
            after.append(self.here)

    def goto(self, step: Goto) -> None:
        scene = step.scene or self.scene
        if not step.at:
            self.emit_later(lambda: p.Jump(self.entries[scene]), step.span)
            return
        if step.scene and step.scene != self.scene:
            # A label of another scene is entered like the scene itself, but for what stands before the label.
            self.emit(p.Enter(self.number_of_scene[scene]), step.span)
        self.emit_later(lambda: p.Jump(self.labels[scene, step.at]), step.span)

    def call(self, scene: str, span: Span) -> None:
        self.emit_later(lambda: p.CallScene(self.entries[scene]), span)
        self.anchors[self.here] = self.coming_back()

    def hand_on(self, step: Call) -> None:
        """A call that sets what its scene takes, and forgets it where it comes back to."""
        for instruction in resolve_handed(self.resolver, step, self.chapter):
            self.emit(instruction, step.span)
        self.call(step.scene, step.span)
        if slots := taken_by(self.resolver, step.scene):
            self.emit(p.Forget(slots), step.span)

    # -------------------------------------------------------------- ways that part

    def branch(self, step: If) -> None:
        points = self.unless(self.test(step.test), step.span)
        self.steps(step.then)
        if not step.otherwise:
            points.append(self.here)
            return
        self.emit_later(lambda: p.Jump(points[1]))
        points.append(self.here)
        self.steps(step.otherwise)
        points.append(self.here)

    def arms(self, blocks: list[Steps], after: list[int]) -> list[int]:
        """Emits blocks that each go on after the last of them; where each begins. `after` gets the point after all."""
        begins = []
        for block in blocks:
            begins.append(self.here)
            self.steps(block)
            self.emit_later(lambda: p.Jump(after[0]))
        return begins

    def switch(self, step: Match) -> None:
        subject = self.resolver.shown(step.subject, self.chapter, matched=True)
        assert subject is not None
        ranges = [resolve_case(self.resolver, case.key, case.span, subject) or (1, 0) for case in step.cases]
        after: list[int] = []
        begins: list[int] = []

        def made() -> p.Instruction:
            rows = zip(ranges, begins[:-1], strict=True)
            return p.Switch(subject.tree, tuple((low, high, to) for (low, high), to in rows), begins[-1])

        self.emit_later(made, step.span)
        begins += self.arms([*(case.steps for case in step.cases), step.otherwise], after)
        after.append(self.here)

    def vary(self, step: Vary) -> None:
        place = self.here_by_id
        self.varied[place] = self.varied.get(place, 0) + 1
        slot = slot_name("reached", f"{place}.{self.varied[place]}")
        most = {"once": len(step.items), "shuffle": SHUFFLED * len(step.items) - 1}.get(step.how, len(step.items) - 1)
        self.reached[slot] = p.Slot(slot, "reached", Number(0, most))
        after: list[int] = []
        begins: list[int] = []
        self.emit_later(lambda: p.Vary(step.how, slot, tuple(begins), after[0]), step.span)
        begins += self.arms(list(step.items), after)
        after.append(self.here)
