"""The graph as an indented outline for a terminal, eighty columns wide: each scene, then its ways."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.model import Fragment, Scene, Story
from game.language.ways import Way
from game.shell.graph_chart import chapter_label, chapters_of, clean, cut, words_of

WIDTH = 80
_VERBS = {
    "goto": "goes to",
    "call": "calls",
    "return": "returns to",
    "recover": "recovers",
    "end": "ends with",
    "menu": "offers",
}


def as_text(story: Story, ways: tuple[Way, ...], unreached: frozenset[str], chapter: str | None = None) -> str:
    """Every scene with its ways, by chapter; with `chapter` that one alone, each other as a line."""
    return "\n".join(_Outline(story, ways, unreached).lines(chapter)) + "\n"


class _Outline:
    """One story being outlined."""

    def __init__(self, story: Story, ways: tuple[Way, ...], unreached: frozenset[str]) -> None:
        self.story, self.unreached = story, unreached
        self.chapters = {scene.id: scene.chapter for scene in story.scenes}
        self.memories = {each.id for each in story.memories}
        self.endings = {each.id for each in story.endings}
        self.ways: dict[str, list[Way]] = {}
        self.offers: dict[str, Way] = {}
        for way in ways:
            if way.kind == "offer":
                self.offers[way.target] = way
            else:
                self.ways.setdefault(way.source, []).append(way)
        self.starts: dict[str, list[str]] = {}
        for lead in story.leads:
            self.starts.setdefault(lead.start, []).append(clean(lead.name))

    def lines(self, chapter: str | None) -> Iterator[str]:
        story = self.story
        yield clean(story.title or story.id)
        yield (
            f"{_counted(len(story.scenes), 'scene')}, {_counted(sum(map(len, self.ways.values())), 'way')}, "
            f"{_counted(len(story.endings), 'ending')}"
        )
        if any(way.conditional for ways in self.ways.values() for way in ways):
            yield "? marks a way that stands under a condition"
        by_chapter: dict[str, list[Scene]] = {}
        for scene in story.scenes:
            by_chapter.setdefault(scene.chapter, []).append(scene)
        titled = chapters_of(story) != [""]
        for each in chapters_of(story):
            scenes = by_chapter[each]
            folded = chapter is not None and each != chapter
            if titled:
                yield ""
                yield f"{chapter_label(story, each)}, {_counted(len(scenes), 'scene')}{', folded' if folded else ''}"
            if not folded:
                for scene in scenes:
                    yield from self.script(scene)
        shown = chapter is None
        sources = {scene.id for scene in by_chapter.get(chapter or "", ())}
        recovered = self.reached("recover", None if shown else sources)
        memories = [each for each in story.memories if each.id in recovered]
        if memories:
            yield ""
            yield "Memories"
        for fragment in memories:
            yield from self.script(fragment)
        ended = self.reached("end", None if shown else sources | recovered)
        endings = [each for each in story.endings if shown or each.id in ended]
        if endings:
            yield ""
            yield "Endings"
        for ending in endings:
            lost = "" if ending.id in ended else "  [no way leads here]"
            yield cut(f"  {clean(ending.id)}  {clean(ending.title)}".rstrip(), WIDTH - len(lost)) + lost

    def reached(self, kind: str, sources: set[str] | None) -> set[str]:
        """What ways of a kind lead to from these scripts; from any where `sources` is None."""
        found: set[str] = set()
        waiting = list(self.ways if sources is None else sources)
        for source in waiting:
            fresh = {way.target for way in self.ways.get(source, ()) if way.kind == kind} - found
            found |= fresh
            if kind == "recover" and sources is not None:
                waiting += fresh  # a memory may recover another
        return found

    def script(self, script: Scene | Fragment) -> Iterator[str]:
        """A scene or a memory, with its ways."""
        marks = [f"{name} starts here" for name in self.starts.get(script.id, ())]
        if script.id in self.unreached:
            marks.append("no way leads here")
        if (offer := self.offers.get(script.id)) is not None:
            words = words_of(offer.words, offer.spoken)
            marks.append(f"{'? ' if offer.conditional else ''}offered in {clean(offer.source)}: {cut(words, 40)}")
        yield ""
        title = f"  {clean(script.title)}" if isinstance(script, Fragment) else ""
        yield cut(f"  {clean(script.id)}{title}", WIDTH) + "".join(f"  [{mark}]" for mark in marks)
        yield from dict.fromkeys(self.way(way) for way in self.ways.get(script.id, ()))

    def way(self, way: Way) -> str:
        """A way on one line: whether it is conditional, how and where to, and the option it stands in."""
        start = f"    {'?' if way.conditional else ' '} {_VERBS[way.kind]} {self.target(way)}"
        if not way.move:
            return start
        words = words_of(way.words, way.spoken)
        move = f"{'fate: ' if way.fate else ''}{clean(way.move)}{' ' + words if words else ''}"
        if len(start) < 40:
            return start.ljust(40) + cut(move, WIDTH - 40)
        return f"{start}\n{' ' * 40}{cut(move, WIDTH - 40)}"

    def target(self, way: Way) -> str:
        name = clean(way.target)
        if way.kind == "menu":
            return f"scenes tagged {name}"
        known = {"end": self.endings, "recover": self.memories}.get(way.kind, self.chapters)
        if way.target not in known:
            return f"{name} (not written)"
        if way.source == way.target:
            return f"its own .{clean(way.at)}" if way.at else "itself"
        at = f".{clean(way.at)}" if way.at else ""
        there, here = self.chapters.get(way.target), self.chapters.get(way.source)
        return f"{name}{at} ({clean(there)})" if there and here is not None and there != here else name + at


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
