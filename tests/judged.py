"""What a judgement says beside what a naive search finds: every difference in words, for whoever has to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from game.language import expressions as e
from game.language import model as m
from game.language.program import Program
from game.language.text_ids import text_ids
from game.proof.verdicts import Judgement, Verdict
from game.text.source import Span
from tests.naive import Found, arms_of, dealt_texts, groups_of, items_of
from tests.naive_play import every_node, every_step, place_of
from tests.witnesses import claim_is_shown, is_trapped, play


def differences(story: m.Story, program: Program, judgement: Judgement, found: Found) -> list[str]:
    """Every verdict that is not what the search found, and every witness that does not show what it should."""
    told: list[str] = []
    words = Words(story, judgement)
    seen: set[str] = set()
    for verdict in judgement.verdicts:
        key = verdict.item.key
        seen.add(key)
        ways = keys_of(verdict, words)
        if ways is None:
            continue
        truth, least = _found(story, verdict, ways, found)
        if verdict.outcome == "not settled":
            told.append(f"{key}: not settled ({verdict.why}), is {truth}")
            continue
        if (verdict.outcome == "proved") != truth:
            told.append(f"{key}: {verdict.outcome}, but the search says {truth}; witness {verdict.witness}")
            continue
        told += [f"{key}: {each}" for each in _witnessed(story, program, verdict, ways, truth, least)]
    # What two memories laid together in vain are answered is a line; which two is no item of its own.
    expected = [each for each in items_of(story) if "+" not in each]
    told += [f"{key}: no verdict" for key in expected if key not in seen and key in found.ways]
    return told


def _found(story: m.Story, verdict: Verdict, ways: list[str], found: Found) -> tuple[bool, int | None]:
    """What the search says of an item, and in how few moves a game shows it."""
    item = verdict.item
    match item.kind:
        case "claim":
            way = found.shown.get(item.id)
            return found.holds[item.id], None if way is None else len(way.path)
        case "life":
            trap = found.traps.get(item.lead)
            return trap is None, None if trap is None else len(trap.path)
        case _:
            lengths = [len(found.ways[key].path) for key in ways if key in found.ways]
            return bool(lengths), min(lengths, default=None)


def _witnessed(
    story: m.Story, program: Program, verdict: Verdict, ways: list[str], truth: bool, least: int | None
) -> Iterator[str]:
    """What is wrong with a verdict's witness."""
    item, witness = verdict.item, verdict.witness
    claim = next((each for each in story.claims if item.kind == "claim" and each.id == item.id), None)
    shows = truth if claim is None and item.kind != "life" else not truth
    if claim is not None:
        shows = truth if claim.form == "possible" else not truth and claim.form != "reaches"
        if claim.form == "reaches":
            return
    if not shows:
        if witness is not None:
            yield f"has a witness of nothing: {witness}"
        return
    if witness is None:
        yield "has no witness"
        return
    counting: frozenset[str] = frozenset()
    if any(each.startswith("arm ") for each in ways):
        counting = counting.union(*groups_of(story))
    try:
        shown = play(story, program, witness.setup, witness.path, counting)
    except (KeyError, AssertionError) as error:
        yield f"its witness does not play: {witness} ({error!r})"
        return
    if claim is not None:
        if not claim_is_shown(story, claim, shown):
            yield f"its witness does not show it: {witness}"
    elif item.kind == "life":
        if not is_trapped(story, shown.stops[-1]):
            yield f"from where its witness ends, an ending can be reached: {witness}"
        elif len(shown.stops) > 1 and not _asks_earlier(story) and is_trapped(story, shown.stops[-2]):
            yield f"its witness goes on after the trap has shut: {witness}"
    elif not shown.events & set(ways):
        yield f"its witness does not show it: {witness}"
    if verdict.shortest and len(witness.path) != least and not (item.kind == "life" and _asks_earlier(story)):
        yield f"its witness has {len(witness.path)} moves and is called shortest, the search has {least}"


def _asks_earlier(story: m.Story) -> bool:
    """Whether something asks what earlier games were like: that is decided where it is asked, as by fate, and so a trap may
    shut there, where a naive search of each setup by itself has seen it from afar."""
    return any(
        (isinstance(node, e.Name) and node.name.split(".")[0] in ("ghost", "before"))
        or (isinstance(node, e.Ask) and node.question == "finished")
        for node in every_node(story)
    )


def keys_of(verdict: Verdict, words: Words) -> list[str] | None:
    """The naive keys that a verdict is about, any of which will do; None where the naive search is not sure."""
    item = verdict.item
    match item.kind:
        case "line":
            return words.keys(item.id)
        case _:
            return [item.key]


class Words:
    """The texts that a judgement's lines are about."""

    def __init__(self, story: m.Story, judgement: Judgement) -> None:
        self.story = story
        self.phrases = {each.name: each.text for each in story.phrases}
        self.texts = text_ids(story)
        self.lines = {v.item.id: v.item.span for v in judgement.verdicts if v.item.kind == "line"}
        self.by_span: dict[Span, list[str]] = {}
        for name, text in self.texts.items():
            self.by_span.setdefault(text.span, []).append(name)
        for told in story.told:
            self.by_span.setdefault(told.span, []).append(f"told {told.id}")
        dealt = {id(text) for text in dealt_texts(story)}
        self.unsure = {
            f"arm {place_of(part)} {way}"
            for text in self.texts.values()
            for part, way, _, sure in arms_of(text, self.phrases, id(text) not in dealt)
            if not sure
        }

    def text_of(self, id: str) -> str | None:
        """The name of the text that a line's id stands for."""
        base, _, last = id.rpartition(".")
        if last == "manner":
            name = self.text_of(base)
            return None if name is None else f"{name}.manner"
        if last == "words":
            for ending in ("do", "say", "offer"):
                if f"{base}.{ending}" in self.texts:
                    return f"{base}.{ending}"
        if last in ("surfaced", "recovered", "locked", "about", "place", "time") and id in self.texts:
            return id
        span = self.lines.get(id)
        names = [] if span is None else self.by_span.get(span, [])
        if id in self.texts and (not names or id in names):
            return id
        return names[0] if len(names) == 1 else None

    def keys(self, id: str) -> list[str] | None:
        """The keys of a line, or of one of its ways."""
        base, _, last = id.rpartition(".")
        if not last.startswith("way"):
            name = self.text_of(id)
            if name is None or (name.startswith("told ") and self._told_often(name[5:])):
                return None
            return [f"text {name}"]
        name = self.text_of(base)
        if name is None:
            return None
        part, way, _, _ = list(arms_of(self.texts[name], self.phrases))[int(last[3:]) - 1]
        key = f"arm {place_of(part)} {way}"
        return None if key in self.unsure else [key]

    def _told_often(self, told: str) -> bool:
        return sum(isinstance(step, m.Tell) and step.told == told for _, step in every_step(self.story)) > 1
