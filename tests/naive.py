"""What can happen in a small story, by a search that leaves nothing out and reduces nothing: the check on `game.proof`.

Breadth first over whole states of `tests.naive_play`, lead by lead. What earlier games hand on is decided as soon as it is
asked: the search then begins again, once for each way in which it may have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from msgspec import Struct, field

from game.language import expressions as e
from game.language import model as m
from game.language import texts as t
from game.language.text_ids import text_ids
from game.play.state import Setup
from tests.naive_conditions import UNKNOWN, Unasked
from tests.naive_play import Naive, Waiting, every_step, parts_of, place_of


class TooBig(Exception):
    """More states, or more ways of earlier games, than a naive search can look at."""


class Way(Struct, frozen=True):
    """How something comes about, in as few moves as can be: the setup and the path."""

    setup: Setup
    path: tuple[str, ...]


class Found(Struct):
    """What a search found. An item that is not in `ways` cannot be had; a lead that is not in `traps` is never trapped.

    `holds` has the truth of every claim, and `shown` the shortest game that breaks it, or that shows what is possible.
    """

    ways: dict[str, Way] = field(default_factory=dict)
    traps: dict[str, Way] = field(default_factory=dict)
    holds: dict[str, bool] = field(default_factory=dict)
    shown: dict[str, Way] = field(default_factory=dict)
    states: int = 0
    stuck: bool = False
    """Whether a page was met where the story cannot go on: a scene that ran out, or a loop without a decision."""


def search(story: m.Story, most: int = 20_000, counting: frozenset[str] = frozenset(), claims: bool = True) -> Found:
    """Everything that can happen. TooBig beyond so many states in all."""
    naive = Naive(story, counting)
    found = Found()
    for lead in story.leads:
        decided: list[dict[str, Any]] = [{}]
        while decided:
            setup = decided.pop()
            try:
                part = _Search(naive, lead.id, setup, most - found.states, claims)
                part.explore()
            except Unasked as asked:
                key = asked.args[0]
                try:
                    decided += [setup | {key: value} for value in naive.meaning.could_be(key)]
                except OverflowError:
                    raise TooBig from None
                if len(decided) > 200:
                    raise TooBig from None
                continue
            _add(found, part, lead.id)
    for claim in story.claims:
        if not claims:
            break
        match claim.form:
            case "possible":
                found.holds[claim.id] = claim.id in found.shown
            case "reaches":
                found.holds[claim.id] = all(
                    f"ending {each} as {lead.id}" in found.ways for each in claim.endings for lead in story.leads
                )
            case "lives":
                found.holds[claim.id] = not found.traps
                if found.traps:
                    found.shown[claim.id] = min(found.traps.values(), key=lambda way: len(way.path))
            case _:
                found.holds[claim.id] = claim.id not in found.shown
    return found


def _add(found: Found, part: _Search, lead: str) -> None:
    """Adds what one lead's search with one setup found: the shortest ways stay."""
    found.states += len(part.nodes)
    found.stuck |= part.stuck
    for have, more in ((found.ways, part.ways), (found.shown, part.shown)):
        for key, way in more.items():
            if key not in have or len(way.path) < len(have[key].path):
                have[key] = way
    trap = part.trap()
    if trap is not None and (lead not in found.traps or len(trap.path) < len(found.traps[lead].path)):
        found.traps[lead] = trap


class _Search:
    """Every state of one lead's games with one setup."""

    def __init__(self, naive: Naive, lead: str, decided: dict[str, Any], most: int, claims: bool) -> None:
        self.naive, self.lead, self.decided, self.most = naive, lead, decided, most
        self.setup = setup_of(naive, lead, decided)
        self.claims = [each for each in naive.story.claims if each.holds is not None] if claims else []
        self.nodes: dict[Any, int] = {}
        self.waiting: list[tuple[Waiting, frozenset[str]]] = []
        self.paths: list[tuple[int, str]] = []
        self.before: list[list[int]] = []
        self.over: list[int] = []
        self.ways: dict[str, Way] = {}
        self.shown: dict[str, Way] = {}
        self.stuck = False

    def explore(self, first: Waiting | None = None) -> None:
        """Breadth first, to the end."""
        self._arrive(self.naive.begin(self.lead, self.decided) if first is None else first, frozenset(), -1, "")
        at = 0
        while at < len(self.waiting):
            waiting, was = self.waiting[at]
            for move in self.naive.moves(waiting):
                self._arrive(self.naive.after_move(waiting, move), was, at, move.id)
            at += 1

    def _arrive(self, waiting: Waiting, was: frozenset[str], parent: int, move: str) -> None:
        path: tuple[str, ...] | None = None
        for event in self.naive.events:
            key = name_of(event, self.lead)
            if key not in self.ways:
                path = self.path(parent, move) if path is None else path
                self.ways[key] = Way(self.setup, path)
        if waiting.kind == "trouble":
            self.stuck = True
        else:
            was = self._judge(waiting, was, parent, move)
        number = self.nodes.setdefault((waiting.key, was), len(self.nodes))
        if number == len(self.waiting):
            if number >= self.most:
                raise TooBig
            self.waiting.append((waiting, was))
            self.paths.append((parent, move))
            self.before.append([])
            if waiting.kind == "end":
                self.over.append(number)
        if parent >= 0:
            self.before[number].append(parent)

    def _judge(self, waiting: Waiting, was: frozenset[str], parent: int, move: str) -> frozenset[str]:
        """Looks at every claim here; gives those whose “before” has held."""
        here = self.naive.here(waiting)
        for claim in self.claims:
            if claim.before is not None and self.naive.meaning.holds(claim.before, waiting.values, "", here):
                was |= {claim.id}
            held = self.naive.meaning.holds(claim.holds, waiting.values, "", here)
            tells = not held if claim.form == "always" else held and claim.id not in was
            if tells and claim.id not in self.shown:
                self.shown[claim.id] = Way(self.setup, self.path(parent, move))
        return was

    def path(self, parent: int, move: str) -> tuple[str, ...]:
        """The moves to a state by its parent's number and the last of them."""
        moves = [move] if move else []
        while parent >= 0:
            parent, move = self.paths[parent]
            moves += [move] if move else []
        return tuple(reversed(moves))

    def trap(self) -> Way | None:
        """The nearest state from which no ending can be reached."""
        free = set(self.over)
        todo = list(free)
        while todo:
            for parent in self.before[todo.pop()]:
                if parent not in free:
                    free.add(parent)
                    todo.append(parent)
        number = next((each for each in range(len(self.waiting)) if each not in free), None)
        return None if number is None else Way(self.setup, self.path(*self.paths[number]))


def search_from(naive: Naive, waiting: Waiting, most: int) -> bool:
    """Whether some ending can be reached from a place where a game waits."""
    search = _Search(naive, waiting.values["lead"], {}, most, claims=False)
    naive.events = []
    search.explore(waiting)
    return bool(search.over)


def name_of(event: tuple[str, ...], lead: str) -> str:
    """The key under which something that happened is an item."""
    match event:
        case ("ending", ending):
            return f"ending {ending} as {lead}"
        case ("truth", truth, value):
            return f"truth {truth}.{value}"
        case ("text", name):
            return f"text {name}"
        case ("arm", place, number):
            return f"arm {place} {number}"
        case (kind, name):
            return f"{kind} {name}"
    raise ValueError(event)


# ---------------------------------------------------------------------- verdicts


def items_of(story: m.Story) -> list[str]:
    """Every item that there is to prove of a story, but its words and claims."""
    found = [f"scene {each.id}" for each in story.scenes]
    found += [f"option {each.id}" for each in story.scenes if each.offer is not None and _menus(story, each.offer.tag)]
    for owner, step in every_step(story):
        match step:
            case m.Choose():
                found += [f"option {owner}.{each.id}" for each in step.options]
            case m.Chance():
                found += [f"option {owner}.{each.id}" for each in step.branches]
            case m.Prompt():
                found += [f"option {owner}.{each.id}" for each in step.answers]
                found += [f"option {owner}.else"] if step.otherwise else []
    for memory in story.memories:
        found += [f"memory {memory.id} surfaced", f"memory {memory.id} recovered"]
    for link in story.links:
        found += [f"reading {link.id}.{each.id}" for each in link.readings]
        found += [f"truth {each.truth}.{each.value}" for each in link.readings if each.truth]
    for one, other in combinations(sorted(each.id for each in story.memories), 2):
        link_ = next((each for each in story.links if set(each.joins) == {one, other}), None)
        if story.board is not None or (link_ is not None and link_.wrong is not None):
            found.append(f"option {one}+{other}")
    found += [f"ending {each.id} as {lead.id}" for lead in story.leads for each in story.endings]
    return list(dict.fromkeys(found))


def _menus(story: m.Story, tag: str) -> bool:
    return any(isinstance(step, m.Choose) and step.tag == tag for _, step in every_step(story))


def words_of(story: m.Story) -> dict[str, tuple[str, bool]]:
    """Every way of every part of a text that varies, by its name: the key of its item, and whether a naive search is sure.

    A way is named `kitchen.2.way1`: the first way in the text `kitchen.2`, the outer before the inner, and so on through the
    phrases that it prints. Plurals are no ways. What stands inside of random words comes as it comes.
    """
    phrases = {each.name: each.text for each in story.phrases}
    found: dict[str, tuple[str, bool]] = {}
    dealt = {id(text) for text in dealt_texts(story)}
    for name, text in text_ids(story).items():
        for number, (part, way, words, sure) in enumerate(arms_of(text, phrases, id(text) not in dealt), 1):
            if any(not isinstance(each, str) or each.strip() for each in words.parts):
                found[f"{name}.way{number}"] = (f"arm {place_of(part)} {way}", sure)
    return found


def dealt_texts(story: m.Story) -> Iterator[t.Text]:
    """The texts of a `shuffle` that is given as a list: which is shown when, the seed decides."""
    for _, step in every_step(story):
        if isinstance(step, m.Vary) and step.how == "shuffle":
            for inner in (each for item in step.items for each in item):
                if isinstance(inner, m.Passage):
                    for paragraph in inner.paragraphs:
                        yield paragraph.text
                        if paragraph.manner is not None:
                            yield paragraph.manner


def arms_of(text: t.Text, phrases: dict[str, t.Text], sure: bool = True) -> Iterator[tuple[t.Part, int, t.Text, bool]]:
    """Each way of each part that varies, with its part, number and words, the outer before the inner; plurals are none.

    Last comes whether it is sure when it is shown, which of what stands inside of random words it is not.
    """
    for part in text.parts:
        match part:
            case t.Show(e.Name(name)) if name in phrases:
                yield from arms_of(phrases[name], phrases, sure)
                continue
            case t.IfWords(_, then, otherwise):
                ways = [then, otherwise]
            case t.MatchWords(_, cases, otherwise):
                ways = [*(case.words for case in cases), otherwise]
            case t.Plural(_, forms):
                ways = [each.words for each in forms]
            case t.Vary(_, choices):
                ways = list(choices)
            case _:
                continue
        random = isinstance(part, t.Vary) and part.sign == "~"
        certain = sure or not isinstance(part, t.Vary) or random
        for number, words in enumerate(ways):
            if not isinstance(part, t.Plural):
                yield part, number, words, certain
            yield from arms_of(words, phrases, sure and not random)


def groups_of(story: m.Story) -> list[frozenset[str]]:
    """Places of words that count which have to be counted together: those of a text, with the phrases that it prints and
    every text that prints one of these too."""
    phrases = {each.name: each.text for each in story.phrases}

    def places(text: t.Text) -> frozenset[str]:
        return frozenset(
            place_of(part) for part in _expanded(text, phrases) if isinstance(part, t.Vary) and part.sign != "~"
        )

    groups: list[frozenset[str]] = []
    for group in map(places, text_ids(story).values()):
        if group:
            joined = [each for each in groups if each & group]
            groups = [each for each in groups if not each & group] + [group.union(*joined)]
    return groups


def _expanded(text: t.Text, phrases: dict[str, t.Text]) -> Iterator[t.Part]:
    yield from parts_of(text)
    for node in shows_of(text):
        if node in phrases:
            yield from _expanded(phrases[node], phrases)


def shows_of(text: t.Text) -> Iterator[str]:
    """The names that a text prints."""
    for part in text.parts:
        match part:
            case t.Show(e.Name(name)):
                yield name
            case t.IfWords(_, then, otherwise):
                yield from (*shows_of(then), *shows_of(otherwise))
            case t.MatchWords(_, cases, otherwise):
                for case in cases:
                    yield from shows_of(case.words)
                yield from shows_of(otherwise)
            case t.Plural(_, words):
                for each in words:
                    yield from shows_of(each.words)
            case t.Vary(_, choices):
                for choice in choices:
                    yield from shows_of(choice)


def whole(story: m.Story, most: int = 20_000) -> Found:
    """A search that has counted words too, one text after another. TooBig beyond so many states in one of them."""
    found = search(story, most)
    for group in groups_of(story):
        counted = search(story, most, group, claims=False)
        for key, way in counted.ways.items():
            if key not in found.ways or len(way.path) < len(found.ways[key].path):
                found.ways[key] = way
    return found


def verdicts_of(story: m.Story, found: Found) -> dict[str, bool]:
    """Every item by its key, and whether it is proved: can be had, is never trapped, is true. `found` is of `whole`."""
    proved = {key: key in found.ways for key in items_of(story)}
    for name in text_ids(story):
        if not name.startswith("phrase "):
            proved[f"line {name}"] = f"text {name}" in found.ways
    for name, (key, sure) in words_of(story).items():
        if sure:
            proved[f"line {name}"] = key in found.ways
    proved |= {f"life as {lead.id}": lead.id not in found.traps for lead in story.leads}
    return proved | {f"claim {each.id}": found.holds[each.id] for each in story.claims}


def setup_of(naive: Naive, lead: str, decided: dict[str, Any]) -> Setup:
    """The engine's setup for what a naive game has decided of earlier games."""
    handed: dict[str, dict[str, Any]] = {"ghost": {}, "before": {}}
    for key, value in decided.items():
        game = key.partition(".")[0]
        if game not in handed or value is UNKNOWN:
            continue
        if key in naive.meaning.earlier:
            if decided.get(key.rpartition(".")[0]):
                handed[game][key.partition(".")[2]] = sorted(value) if isinstance(value, frozenset) else value
        elif value and key != "ghost":
            rest = key.partition(".")[2]
            handed[game][f"{rest}.lead" if rest else "lead"] = rest or lead
        elif value and len(naive.meaning.leads) == 2:
            handed["ghost"]["lead"] = next(each for each in naive.meaning.leads if each != lead)
    finished = tuple(key[9:-1] for key, value in decided.items() if key.startswith("finished(") and value)
    return Setup(lead=lead, ghost=handed["ghost"], before=handed["before"], finished=finished)


def moves_of(found: Found, key: str) -> int | None:
    """In how few moves a game shows what there is to show of an item: that it can be had, or that it does not hold."""
    kind, _, rest = key.partition(" ")
    if kind == "claim":
        way = found.shown.get(rest)
    elif kind == "life":
        way = found.traps.get(rest.rpartition(" ")[2])
    else:
        way = found.ways.get(key)
    return None if way is None else len(way.path)
