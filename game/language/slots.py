"""The slots of a program: every number of its state, in order, with the names that saves know them by."""

from __future__ import annotations

from msgspec.structs import replace

from game.language.model import Enum, Number, SetOf, Story, YesNo
from game.language.names import LIE_STATES, slot_name, slot_of
from game.language.program import Slot
from game.language.resolver import Resolver
from game.language.tables import BOARD, PRINTED, SceneInfo
from game.language.walk import every_step, moves_of, scripted
from game.language.wording import Shown


def allot_slots(
    story: Story, resolver: Resolver, shown: dict[str, Shown], reached: dict[str, Slot], taken: set[str]
) -> tuple[Slot, ...]:
    """All slots. What no condition asks for has none, but for declared variables and options that can be taken once.

    `taken` holds the ids of those options. What texts and varied steps count comes last, so that what a story means stays together.
    """
    slots = [Slot("lead", "lead", resolver.names.leads)]
    chapters = tuple(dict.fromkeys(each.title for each in story.chapters))
    if any(variable.chapter for variable in story.variables):
        slots.append(Slot("chapter()", "chapter", Enum(("", *chapters))))
    for variable in story.variables:
        slots.append(Slot(variable.name, "variable", variable.domain, variable.start, variable.chapter, variable.was))
    for scene in story.scenes:
        for each in scene.takes:
            was = tuple(former_ids(scene.id, scene.was, each.name, each.was))
            slots.append(Slot(slot_of(each), "taken", each.domain, each.start, was=was))
    for fragment in story.memories:
        was = tuple(slot_name("memory", old) for old in fragment.was)
        states = Enum(("buried", "surfaced", "recovered"))
        slots.append(Slot(slot_name("memory", fragment.id), "memory", states, was=was))
        was = tuple(slot_name("detail", old) for old in fragment.was)
        details = resolver.names.details(fragment.id)
        slots.append(Slot(slot_name("detail", fragment.id), "detail", details, was=was))
    slots += _of_the_board(story, resolver)
    for told in story.told:
        was = tuple(slot_name("told", old) for old in told.was)
        slots.append(Slot(slot_name("told", told.id), "told", Enum(LIE_STATES) if told.lie else YesNo(), was=was))
    for scene in story.scenes:
        slots += _counts(resolver, scene.id, scene.was)
    for ending in story.endings:
        name = slot_name("finished", ending.id)
        if name in resolver.used:
            was = tuple(slot_name("finished", old) for old in ending.was)
            slots.append(Slot(name, "finished", YesNo(), was=was))
    for home in scripted(story):
        for step in every_step(home.script):
            if step.label:
                slots += _counts(
                    resolver, f"{home.id}.{step.label}", tuple(f"{old}.{step.label}" for old in home.was)
                )
        for move in moves_of(home.script):
            name = slot_name("chose", f"{home.id}.{move.id}")
            if f"{home.id}.{move.id}" in taken or name in resolver.used:
                was = tuple(slot_name("chose", old) for old in former_ids(home.id, home.was, move.id, move.was))
                slots.append(Slot(name, "chose", YesNo(), was=was))
    for link in story.links:
        for reading in link.readings:
            name = slot_name("chose", f"{link.id}.{reading.id}")
            if name in resolver.used:
                former = former_ids(link.id, link.was, reading.id, reading.was)
                slots.append(Slot(name, "chose", YesNo(), was=tuple(slot_name("chose", old) for old in former)))
    for scene in story.scenes:
        if scene.offer is not None and (scene.offer.once or slot_name("chose", scene.id) in resolver.used):
            was = tuple(slot_name("chose", old) for old in scene.was)
            slots.append(Slot(slot_name("chose", scene.id), "chose", YesNo(), was=was))
    slots += resolver.earlier.values()
    slots += reached.values()
    slots += (Slot(each.slot, "shown", Number(0, each.ways - 1)) for each in shown.values())
    return tuple(slots)


def _of_the_board(story: Story, resolver: Resolver) -> list[Slot]:
    """How each link is read, what each truth has settled at, and which links were read since the board was opened."""
    found = []
    for link in story.links:
        was = tuple(slot_name("linked", old) for old in link.was)
        found.append(Slot(slot_name("linked", link.id), "linked", resolver.names.readings(link.id), was=was))
    for truth in story.truths:
        was = tuple(slot_name("truth", old) for old in truth.was)
        found.append(Slot(slot_name("truth", truth.id), "truth", resolver.names.truth(truth.id), was=was))
    if any(len(link.readings) > 1 for link in story.links):
        found.append(Slot(BOARD, "board", SetOf(tuple(link.id for link in story.links))))
    return found


def _counts(resolver: Resolver, scene: str, was: tuple[str, ...]) -> list[Slot]:
    """The counts of a scene, or of a label as `scene.label`; `was` are its former names."""
    found = []
    visits, turns = slot_name("visits", scene), slot_name("turns_since", scene)
    if visits in resolver.counts:
        kept = Number(0, min(resolver.counts[visits], PRINTED))
        found.append(Slot(visits, "visits", kept, was=tuple(slot_name("visits", old) for old in was)))
    if turns in resolver.counts:
        # A scene never entered is further back than any number compared with.
        kept = Number(0, min(resolver.counts[turns], PRINTED) + 1)
        old_names_of_turns = tuple(slot_name("turns_since", old) for old in was)
        found.append(Slot(turns, "turns", kept, kept.high, was=old_names_of_turns))
    return found


def former_ids(scene: str, scene_was: tuple[str, ...], id: str, was: tuple[str, ...]) -> list[str]:
    """Every full id by which `scene.id` may have been known: `old_id` and `old_scene.old_id`, in any combination."""
    whole = [old for old in was if "." in old]
    short = [id, *(old for old in was if "." not in old)]
    every = [f"{home}.{old}" for home in (scene, *scene_was) for old in short]
    return [*whole, *(old for old in every if old != f"{scene}.{id}")]


def old_names(story: Story) -> dict[str, str]:
    """Former ids to today's: scenes, fragments and links as `old`; options, branches and readings as `old_scene.old_id`;

    leads and endings as `lead old` and `ending old`.
    """
    renamed: dict[str, str] = {f"lead {old}": lead.id for lead in story.leads for old in lead.was}
    renamed |= {f"ending {old}": ending.id for ending in story.endings for old in ending.was}
    for each in scripted(story):
        for old in each.was:
            renamed.setdefault(old, each.id)
        for move in moves_of(each.script):
            for old in former_ids(each.id, each.was, move.id, move.was):
                renamed.setdefault(old, f"{each.id}.{move.id}")
    for link in story.links:
        for old in link.was:
            renamed.setdefault(old, link.id)
        for reading in link.readings:
            for old in former_ids(link.id, link.was, reading.id, reading.was):
                renamed.setdefault(old, f"{link.id}.{reading.id}")
    return renamed


def with_counts(scene: SceneInfo, known: set[str]) -> SceneInfo:
    """A scene with the slots that count it, where anything asks for them; `known` are the names of all slots."""
    visits, turns = slot_name("visits", scene.id), slot_name("turns_since", scene.id)
    return replace(scene, visits=visits if visits in known else "", turns=turns if turns in known else "")
