"""What a picture of a story shows: spots and links between them, other chapters folded, like ways made one link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from game.language.model import Scene, Story
from game.language.texts import CLOSE, EMPHASIS, STRONG, Text
from game.language.ways import Way, WayKind
from game.play.save_format import printable

SpotKind = Literal["lead", "scene", "chapter", "tag", "memory", "ending", "missing"]
LinkKind = WayKind | Literal["start"]
Key = tuple[SpotKind, str]

MOST_LABELS = 4
LONGEST_WORDS = 60
_REACHES: dict[WayKind, SpotKind] = {"end": "ending", "recover": "memory", "menu": "tag"}
_NEVER_SHOWN = re.compile(f"[{EMPHASIS}{STRONG}{CLOSE}\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


class Spot(Struct, frozen=True):
    """Something that ways lead from or to. `chapter` is the group it stands in, None for none."""

    key: Key
    label: str
    chapter: str | None = None
    about: str = ""
    """More words, for where there is room for them: a scene's place, an ending's title."""
    scenes: int = 0
    """Of a folded chapter, how many scenes it has."""
    unreached: bool = False


class Link(Struct, frozen=True):
    """One or more ways of a kind from one spot to another. Lines of `labels` name them, and so does `about` in words."""

    source: Key
    target: Key
    kind: LinkKind
    conditional: bool
    labels: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """A chapter that is shown in full."""

    id: str
    label: str


class Chart(Struct, frozen=True):
    """A picture's content, in the order of the source."""

    title: str
    groups: tuple[Group, ...]
    spots: tuple[Spot, ...]
    links: tuple[Link, ...]


def by_group(chart: Chart) -> tuple[list[tuple[Group, list[Spot]]], list[Spot]]:
    """The spots of each group, and those that stand in none."""
    inside: dict[str, list[Spot]] = {group.id: [] for group in chart.groups}
    loose: list[Spot] = []
    for spot in chart.spots:
        (loose if spot.chapter is None else inside.get(spot.chapter, loose)).append(spot)
    return [(group, inside[group.id]) for group in chart.groups], loose


def label_of(spot: Spot) -> str:
    """What stands in a spot, in lines: its name, how many scenes it has, whether no way leads there."""
    lines = [spot.label]
    if spot.scenes:
        lines.append(f"{spot.scenes:,} scene{'' if spot.scenes == 1 else 's'}")
    if spot.key[0] == "missing":
        lines.append("not written")
    if spot.unreached:
        lines.append("no way leads here")
    return "\n".join(lines)


KINDS: dict[LinkKind, str] = {
    "start": "starts here",
    "goto": "goes to",
    "call": "calls, and is come back to",
    "return": "returns to",
    "recover": "recovers",
    "end": "ends with",
    "menu": "offers the scenes of",
    "offer": "offers itself",
}
"""What each kind of link says, for legends and hints."""


def told(link: Link) -> str:
    """A link in words: the kind of its ways, and whether a condition stands over them."""
    return KINDS[link.kind] + (", under a condition" if link.conditional else "")


def chapters_of(story: Story) -> list[str]:
    """The chapters that scenes belong to, in the order of the source; "" stands for none."""
    return list(dict.fromkeys(scene.chapter for scene in story.scenes))


def chapter_label(story: Story, chapter: str) -> str:
    """A chapter's title, with its lead's name where it is one lead's."""
    if not chapter:
        return "Scenes of no chapter"
    names = {lead.id: lead.name for lead in story.leads}
    whose = {each.lead for each in story.chapters if each.title == chapter}
    lead = names.get(min(whose), "") if len(whose) == 1 else ""
    return clean(f"{chapter} ({lead})" if lead else chapter)


def clean(text: str) -> str:
    """Text on one line, without characters that steer a terminal or that no file may hold."""
    return " ".join(_NEVER_SHOWN.sub("", printable(text)).split())


def words_of(text: Text, spoken: bool = False) -> str:
    """A text's words, at most sixty characters of them; … stands for what varies. Speech stands in quotation marks."""
    told = cut(clean("".join(part if isinstance(part, str) else "…" for part in text.parts)), LONGEST_WORDS)
    return f"“{told}”" if told and spoken else told


def cut(text: str, most: int) -> str:
    """At most so many characters of a text."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def chart_of(story: Story, ways: tuple[Way, ...], unreached: frozenset[str], chapter: str | None = None) -> Chart:
    """The whole story, a group for each chapter; with `chapter` that one alone, each other folded into one spot.

    Leaps to a label of their own scene are no ways between scenes and are left out. Linear in scenes and ways.
    """
    return _Charting(story, ways, unreached, chapter).chart()


def placed(spots: Iterable[Spot], links: Iterable[Link]) -> Iterable[Spot]:
    """The spots, each that is no scene in the chapter of the scenes it is linked with, where they are of one."""
    known = list(spots)
    chapters = {spot.key: spot.chapter for spot in known if spot.key[0] == "scene"}
    around: dict[Key, set[str | None]] = {}
    for link in links:
        around.setdefault(link.source, set()).add(chapters.get(link.target))
        around.setdefault(link.target, set()).add(chapters.get(link.source))
    for spot in known:
        near = around.get(spot.key, set())
        alone = len(near) == 1 and spot.key[0] not in ("scene", "chapter")
        yield replace(spot, chapter=near.pop()) if alone else spot


class _Charting:
    """One story being charted."""

    def __init__(self, story: Story, ways: tuple[Way, ...], unreached: frozenset[str], chapter: str | None) -> None:
        self.story, self.unreached, self.chapter = story, unreached, chapter
        self.ways = [way for way in ways if not (way.at and way.source == way.target)]
        self.scenes: dict[str, Scene] = {}
        for scene in story.scenes:
            self.scenes.setdefault(scene.id, scene)
        self.memories = {fragment.id: fragment for fragment in story.memories}
        self.endings = {ending.id: ending for ending in story.endings}

    def chart(self) -> Chart:
        links = tuple(self.links())
        # In the order of the links, so that a picture does not change with what it does not show.
        linked = list(dict.fromkeys(key for link in links for key in (link.source, link.target)))
        groups = [c for c in chapters_of(self.story) if self.chapter in (None, c)]
        if groups == [""]:
            groups = []
        return Chart(
            title=clean(self.story.title or self.story.id),
            groups=tuple(Group(each, chapter_label(self.story, each)) for each in groups),
            spots=tuple(placed(self.spots(linked), links)),
            links=links,
        )

    # -------------------------------------------------------------- spots

    def spots(self, linked: list[Key]) -> Iterable[Spot]:
        for lead in self.story.leads:
            if lead.start in self.scenes:
                name = clean(lead.name)
                yield Spot(("lead", lead.id), name, about=f"{name} starts here")
        sizes = Counter(scene.chapter for scene in self.story.scenes)
        for scene in self.scenes.values():
            if self.folds(scene):
                if size := sizes.pop(scene.chapter, 0):
                    name = chapter_label(self.story, scene.chapter)
                    yield Spot(("chapter", scene.chapter), name, about=f"{name}, folded", scenes=size)
            else:
                where = ", ".join(words_of(each) for each in (scene.place, scene.time) if each is not None)
                lost = scene.id in self.unreached
                yield Spot(("scene", scene.id), clean(scene.id), scene.chapter, where, unreached=lost)
        for key in linked:
            match key:
                case ("memory", name):
                    fragment = self.memories[name]
                    yield Spot(key, clean(name), about=clean(fragment.title), unreached=name in self.unreached)
                case ("ending", name):
                    yield Spot(key, clean(name), about=clean(self.endings[name].title))
                case ("tag", name):
                    yield Spot(key, clean(name), about=f"Scenes that offer themselves in {clean(name)}")
                case ("missing", name):
                    yield Spot(key, clean(name), about="There is nothing of this name")
        ended = {name for kind, name in linked if kind == "ending"}
        for ending in self.endings.values():
            if self.chapter is None and ending.id not in ended:
                yield Spot(("ending", ending.id), clean(ending.id), about=clean(ending.title), unreached=True)

    def folds(self, scene: Scene) -> bool:
        return self.chapter is not None and scene.chapter != self.chapter

    def scene_key(self, name: str) -> Key:
        scene = self.scenes.get(name)
        if scene is None:
            return ("memory", name) if name in self.memories else ("missing", name)
        return ("chapter", scene.chapter) if self.folds(scene) else ("scene", name)

    # -------------------------------------------------------------- links

    def links(self) -> Iterable[Link]:
        """Every link, like ways together: those of one kind between two spots, with a label or without."""
        for lead in self.story.leads:
            if lead.start in self.scenes:
                yield Link(("lead", lead.id), self.scene_key(lead.start), "start", False)
        merged: dict[tuple[Key, Key, LinkKind, bool, bool], list[tuple[str, str]]] = {}
        for way in self.shown():
            source, target = self.ends(way)
            if source[0] == "chapter" == target[0]:
                if source != target:
                    merged.setdefault((source, target, way.kind, False, False), [])
                continue
            label = self.label(way, source, target)
            merged.setdefault((source, target, way.kind, way.conditional, bool(label)), []).append(
                (label, f"{label}: {words_of(way.words, way.spoken)}" if way.words.parts else label)
            )
        for (source, target, kind, conditional, labelled), told in merged.items():
            labels = list(dict.fromkeys(label for label, _ in told)) if labelled else []
            if len(labels) > MOST_LABELS:
                labels[MOST_LABELS - 1 :] = [f"and {len(labels) - MOST_LABELS + 1} more"]
            about = tuple(dict.fromkeys(words for _, words in told if words))[:12]
            yield Link(source, target, kind, conditional, tuple(labels), about)

    def ends(self, way: Way) -> tuple[Key, Key]:
        source: Key = ("tag", way.source) if way.kind == "offer" else self.scene_key(way.source)
        kind = _REACHES.get(way.kind, "scene")
        if kind == "scene":
            return source, self.scene_key(way.target)
        written = kind == "tag" or way.target in (self.endings if kind == "ending" else self.memories)
        return source, (kind if written else "missing", way.target)

    def label(self, way: Way, source: Key, target: Key) -> str:
        """The option's id, what it goes to where that is no beginning; in a folded chapter, the scene as well."""
        move = f"{way.source}.{way.move}" if way.move else way.source
        start = move if source[0] == "chapter" else way.move
        if way.kind == "offer":
            start = ""
        arrival = f"{way.target}.{way.at}" if way.at else way.target if target[0] == "chapter" else ""
        if way.at and target[0] != "chapter":
            arrival = f".{way.at}"
        return cut(clean(f"{start} → {arrival}" if start and arrival else f"→ {arrival}" if arrival else start), 40)

    def shown(self) -> list[Way]:
        """The ways of the picture. With other chapters folded, those of their memories, endings and tags stay away."""
        if self.chapter is None:
            return self.ways
        from_here: dict[Key, list[Way]] = {}
        for way in self.ways:
            from_here.setdefault(self.ends(way)[0], []).append(way)
        waiting: list[Key] = [("scene", name) for name, scene in self.scenes.items() if not self.folds(scene)]
        shown: set[Key] = set(waiting)
        shown |= {self.ends(way)[0] for way in self.ways if way.kind == "offer" and self.ends(way)[1] in shown}
        while waiting:
            for way in from_here.get(waiting.pop(), ()):
                target = self.ends(way)[1]
                if target not in shown and target[0] != "chapter":
                    shown.add(target)
                    waiting.append(target)
        for scene in self.scenes.values():
            if self.folds(scene):
                shown.add(("chapter", scene.chapter))
        return [way for way in self.ways if shown.issuperset(self.ends(way))]
