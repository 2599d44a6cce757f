"""A second interpreter of stories, over the model as the parser made it: dicts, one step at a time, nothing compiled.

A frame stands at a step of a list; what follows at the end of a list is looked up, not compiled. A game that waits is a
`Waiting`: its frames, its values and what has happened on the page. Everything that the real engine saturates is kept
here as far as the greatest number in the story, and more where it is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from game.language import expressions as e
from game.language import model as m
from game.language import texts as t
from game.language.offer_step import CallOffer
from game.language.plurals import category_of, named_words
from game.language.text_ids import text_ids
from game.language.walk import scripted
from tests.naive_conditions import LIES, UNKNOWN, Here, Meaning, Meant, Unasked, Values, plain

LONGEST = 3000
"""How many steps without a decision are taken for a loop."""

Event = tuple[str, ...]
Setup = dict[str, Any]


class Spot(Struct, frozen=True):
    """A place in a script: the scene or memory, the list of steps, the step; `again` where a menu is met again.

    While a call that was made there lasts, `calling` is the scene.
    """

    owner: str
    list: int
    index: int
    again: bool = False
    calling: str = ""


class Waiting(Struct, frozen=True):
    """A game where somebody must decide, or where it is over: `kind` says which."""

    kind: str
    """menu, fate, ask, board, end, or trouble: the story cannot go on."""
    frames: tuple[Spot, ...]
    values: Values
    ending: str = ""
    seen: tuple[str, ...] = ()
    """The places of words that count which the page has shown, each as often as it has."""

    @property
    def key(self) -> Any:
        """What tells it from other places of the same story."""
        return (self.kind, self.ending, self.frames, tuple(self.values.items()), self.seen)


class Move(Struct, frozen=True):
    """Something that can be decided."""

    id: str
    fate: bool
    to: Any


class Naive:
    """One story, ready to be played."""

    def __init__(self, story: m.Story, counting: frozenset[str] = frozenset()) -> None:
        """`counting` are the places of varying words whose counts are kept; what is inside of others is not looked at."""
        self.story = story
        self.meaning = Meaning(story)
        self.scenes = {each.id: each for each in story.scenes}
        self.memories = {each.id: each for each in story.memories}
        self.links = {each.id: each for each in story.links}
        self.truths = {each.id: each for each in story.truths}
        self.told = {each.id: each for each in story.told}
        self.phrases = {each.name: each.text for each in story.phrases}
        self.counting = counting
        self.ids = {id(text): name for name, text in text_ids(story).items()}
        self.steps: list[tuple[m.Step, ...]] = []
        self.after: list[Spot | None] = []
        self.below: dict[tuple[int, str], int] = {}
        self.labels: dict[str, Spot] = {}
        self.script = {each.id: self._listed(each.id, each.script, None) for each in scripted(story)}
        numbers = set(_numbers(story))
        self.most = min(99, max(numbers, default=1) + 2)
        self.asked = _asked(story)
        # What is stored or printed is kept as far as the real engine keeps it.
        for counted in _stored(story):
            if counted in self.asked:
                self.most = 99
        self.events: list[Event] = []
        self.seen: list[str] = []

    # ------------------------------------------------------------------ the scripts

    def _listed(self, owner: str, steps: tuple[m.Step, ...], after: Spot | None) -> int:
        """Gives a list of steps a number, and all lists in it."""
        number = len(self.steps)
        self.steps.append(steps)
        self.after.append(after)
        for index, step in enumerate(steps):
            here, on = Spot(owner, number, index), Spot(owner, number, index + 1)
            again = Spot(owner, number, index, again=True)
            if step.label:
                self.labels[f"{owner}.{step.label}"] = here
            for name, inner, to in self._inside(step, on, again):
                self.below[number, f"{index} {name}"] = self._listed(owner, inner, to)
        return number

    def _inside(self, step: m.Step, on: Spot, again: Spot) -> Iterator[tuple[str, tuple[m.Step, ...], Spot]]:
        match step:
            case m.Choose():
                for option in step.options:
                    then = option.then if option.goto is None else (*option.then, option.goto)
                    yield option.id, then, again if step.hub and not option.leave else on
                yield "else", step.otherwise, on
            case m.If():
                yield "then", step.then, on
                yield "else", step.otherwise, on
            case m.Match():
                for number, case in enumerate(step.cases):
                    yield str(number), case.steps, on
                yield "else", step.otherwise, on
            case m.Vary():
                for number, item in enumerate(step.items):
                    yield str(number), item, on
            case m.Chance():
                for branch in step.branches:
                    yield branch.id, branch.steps, on
            case m.Prompt():
                for answer in step.answers:
                    yield answer.id, answer.then, on
                yield "else", step.otherwise, on

    def inside(self, spot: Spot, name: str) -> Spot:
        """The beginning of a list inside a step."""
        return Spot(spot.owner, self.below[spot.list, f"{spot.index} {name}"], 0)

    def step_at(self, spot: Spot) -> m.Step:
        """The step at a place."""
        return self.steps[spot.list][spot.index]

    # ------------------------------------------------------------------ a game

    def begin(self, lead: str, setup: Setup | None = None) -> Waiting:
        """A new game. `setup` holds what is decided of earlier games: `finished(x)`, `ghost`, `ghost.x`, `before.x`."""
        values: Values = {"lead": lead}
        for variable in self.story.variables:
            values[variable.name] = plain(variable.domain, variable.start)
        for scene in self.story.scenes:
            for each in scene.takes:
                values[f"{scene.id}.{each.name}"] = plain(each.domain, each.start)
        for asked in sorted(self.asked):
            values[asked] = 0 if asked.startswith("visits") else None
        for move in self._once():
            values[f"chose({move})"] = False
        for memory in self.memories:
            values |= {f"surfaced({memory})": False, f"recovered({memory})": False, f"detail({memory})": "none"}
        for link in self.links:
            values[f"linked({link})"] = "none"
        for truth in self.truths.values():
            values[f"truth({truth.id})"] = truth.values[0]
        for told in self.told:
            values |= {f"told({told})": False, f"lie({told})": "untold"}
        values["read"] = frozenset()
        for place in sorted(self.counting):
            values[place] = 0
        for number, steps in enumerate(self.steps):
            for index, step in enumerate(steps):
                if isinstance(step, m.Vary) and step.how != "shuffle":
                    values[f"vary {number} {index}"] = 0
                if isinstance(step, m.Chance) and step.shuffle:
                    values[f"dealt {number} {index}"] = frozenset()
        values |= dict(sorted((setup or {}).items()))
        start = next(each.start for each in self.story.leads if each.id == lead)
        values = dict(values)
        self.events, self.seen = [], []
        frames: list[Spot] = [Spot("", 0, 0)]
        self._enter(frames, values, start, "", {})
        return self._run(frames, values)

    def _once(self) -> list[str]:
        """Moves of which it is kept whether they were made: those that are gone then, and those asked about."""
        found = {each.id for each in self.story.scenes if each.offer is not None and each.offer.once}
        for owner, step in every_step(self.story):
            if isinstance(step, m.Choose):
                found |= {f"{owner}.{option.id}" for option in step.options if option.once}
        return sorted(found | {each for tree in _trees(self.story) for each in _asks(tree, "chose")})

    def _enter(self, frames: list[Spot], values: Values, scene: str, label: str, handed: dict[str, Any]) -> None:
        """Enters a scene in the present frame, whose place is replaced."""
        came_from = frames[-1].owner
        # What was handed on lasts as long as the call, wherever it goes meanwhile.
        lasting = came_from and any(each.calling == scene for each in frames)
        for each in self.scenes[scene].takes if not lasting else ():
            start = plain(each.domain, each.start)
            values[f"{scene}.{each.name}"] = handed.get(each.name, start)
        if len(frames) == 1:
            before = self.scenes[came_from].chapter if came_from in self.scenes else ""
            chapter = self.scenes[scene].chapter
            if chapter and (came_from not in self.scenes or before != chapter):
                for variable in self.story.variables:
                    if variable.chapter == chapter:
                        values[variable.name] = plain(variable.domain, variable.start)
        frames[-1] = self.labels[f"{scene}.{label}"] if label else Spot(scene, self.script[scene], 0)
        self._reached(values, scene)
        self.events.append(("scene", scene))
        self.show(self.scenes[scene].place, values, scene)
        self.show(self.scenes[scene].time, values, scene)

    def _reached(self, values: Values, place: str) -> None:
        """A visit of a scene or a label."""
        if f"visits({place})" in values:
            values[f"visits({place})"] = min(self.most, values[f"visits({place})"] + 1)
        if f"turns_since({place})" in values:
            values[f"turns_since({place})"] = 0

    def _run(self, frames: list[Spot], values: Values) -> Waiting:
        """Plays on until somebody must decide."""
        for _ in range(LONGEST):
            spot = frames[-1]
            if spot.index >= len(self.steps[spot.list]):
                after = self.after[spot.list]
                if after is not None:
                    frames[-1] = after
                elif not self._come_back(frames, values):
                    return self._waiting("trouble", frames, values)
                continue
            step = self.step_at(spot)
            on = Spot(spot.owner, spot.list, spot.index + 1)
            if not spot.again:
                if step.label:
                    self._reached(values, f"{spot.owner}.{step.label}")
                if not self.meaning.holds(step.condition, values, spot.owner):
                    frames[-1] = on
                    continue
            frames[-1] = on
            match step:
                case m.Passage():
                    for paragraph in step.paragraphs:
                        self.show(paragraph.text, values, spot.owner)
                        self.show(paragraph.manner, values, spot.owner)
                case m.Note():
                    self.show(step.text, values, spot.owner)
                case m.Choose():
                    frames[-1] = Spot(spot.owner, spot.list, spot.index, again=True)
                    stop = self._waiting("menu", frames, values)
                    if self.open_options(stop):
                        self._show_menu(stop)
                        return self._waiting("menu", frames, values)
                    frames[-1] = self.inside(spot, "else")
                case m.If():
                    frames[-1] = self.inside(
                        spot, "then" if self.meaning.holds(step.test, values, spot.owner) else "else"
                    )
                case m.Match():
                    subject = self.meaning.meant(step.subject, values, spot.owner)
                    fitting = [n for n, case in enumerate(step.cases) if self.meaning.fits(subject, case.key)]
                    frames[-1] = self.inside(spot, str(fitting[0]) if fitting else "else")
                case m.Set():
                    self._change(step.effects, values, spot.owner)
                case m.Goto():
                    if step.scene in ("", spot.owner) and step.at:
                        frames[-1] = self.labels[f"{spot.owner}.{step.at}"]
                    else:
                        self._enter(frames, values, step.scene or spot.owner, step.at, {})
                case m.Call():
                    declared = {each.name: each.domain for each in self.scenes[step.scene].takes}
                    handed = {
                        each.name: self.meaning.stored(each.value, declared[each.name], values, spot.owner)
                        for each in step.handed
                    }
                    self._call(frames, values, step.scene, handed)
                case CallOffer():
                    offered = self.offered(step.tag, values)
                    if offered:
                        if f"chose({offered[0].id})" in values:
                            values[f"chose({offered[0].id})"] = True
                        self._call(frames, values, offered[0].id, {})
                case m.Return():
                    if len(frames) == 1:
                        return self._waiting("trouble", frames, values)
                    self._come_back(frames, values)
                    if step.scene:
                        self._enter(frames, values, step.scene, "", {})
                case m.End():
                    self.events.append(("ending", step.ending))
                    about = next(each.about for each in self.story.endings if each.id == step.ending)
                    self.show(about, values, "")
                    return self._waiting("end", [*frames[:-1], spot], values, step.ending)
                case m.Vary(how="shuffle"):
                    for number in range(len(step.items)):
                        for inner in step.items[number]:
                            assert isinstance(inner, m.Passage)
                            held = self.meaning.holds(inner.condition, values, spot.owner)
                            for paragraph in inner.paragraphs if held else ():
                                self.show(paragraph.text, values, spot.owner)
                                self.show(paragraph.manner, values, spot.owner)
                case m.Vary():
                    key, many = f"vary {spot.list} {spot.index}", len(step.items)
                    reached = values[key]
                    if reached < many:
                        frames[-1] = self.inside(spot, str(reached))
                    last = {"sequence": many - 1, "once": many}.get(step.how, 0)
                    values[key] = (reached + 1) % many if step.how == "cycle" else min(reached + 1, last)
                case m.Chance():
                    frames[-1] = spot_again = Spot(spot.owner, spot.list, spot.index, again=True)
                    if branches := self.open_branches(spot_again, values):
                        # What is said of fate's picks does not count as shown.
                        shown = list(self.seen)
                        for branch in branches:
                            self.show(branch.about, values, spot.owner)
                        self.seen = shown
                        return self._waiting("fate", frames, values)
                    frames[-1] = on
                case m.Prompt():
                    frames[-1] = Spot(spot.owner, spot.list, spot.index, again=True)
                    self.show(step.text, values, spot.owner)
                    return self._waiting("ask", frames, values)
                case m.Reflect():
                    frames[-1] = Spot(spot.owner, spot.list, spot.index, again=True)
                    if not spot.again:
                        values["read"] = frozenset()
                    stop = self._waiting("board", frames, values)
                    for _, text in self.on_board(stop):
                        self.show(text, values, "")
                    return self._waiting("board", frames, values)
                case m.Tell():
                    self.show(self.told[step.told].text, values, "")
                    values[f"told({step.told})"] = True
                    if self.told[step.told].lie and values[f"lie({step.told})"] == "untold":
                        values[f"lie({step.told})"] = "live"
                case m.Surface():
                    if self._mine(step.fragment, values):
                        self._surface(step.fragment, values)
                case m.Recover():
                    memory = step.fragment
                    if self._mine(memory, values) and not values[f"recovered({memory})"]:
                        self._surface(memory, values)
                        frames.append(Spot(memory, self.script[memory], 0))
                case m.PageMark() | m.Todo():
                    pass
                case _:
                    raise TypeError(step)
        return self._waiting("trouble", frames, values)

    def _waiting(self, kind: str, frames: list[Spot], values: Values, ending: str = "") -> Waiting:
        return Waiting(kind, tuple(frames), dict(values), ending, tuple(sorted(self.seen)))

    def _call(self, frames: list[Spot], values: Values, scene: str, handed: dict[str, Any]) -> None:
        frames[-1] = replace(frames[-1], calling=scene)
        frames.append(Spot("", 0, 0))
        self._enter(frames, values, scene, "", handed)

    def _come_back(self, frames: list[Spot], values: Values) -> bool:
        """Leaves the present frame; False where there is none below it."""
        if len(frames) == 1:
            return False
        left = frames.pop().owner
        frames[-1] = replace(frames[-1], calling="")
        if left in self.memories:
            values[f"recovered({left})"] = True
            self.events.append(("memory", f"{left} recovered"))
            self.show(self.memories[left].recovered, values, "")
        return True

    def _mine(self, memory: str, values: Values) -> bool:
        return self.memories[memory].owner in ("both", values["lead"])

    def _surface(self, memory: str, values: Values) -> None:
        if not values[f"surfaced({memory})"]:
            values[f"surfaced({memory})"] = True
            self.events.append(("memory", f"{memory} surfaced"))
            self.show(self.memories[memory].surfaced, values, "")

    def _change(self, effects: tuple[m.Effect, ...], values: Values, scene: str) -> None:
        for effect in effects:
            match effect.operator:
                case "attend":
                    values[f"detail({scene})"] = effect.target
                case "suspect" | "expose" | "confess":
                    key = f"lie({effect.target})"
                    to = {"suspect": 2, "expose": 3, "confess": 4}[effect.operator]
                    if values[key] != "untold":
                        values[key] = LIES[max(to, LIES.index(values[key]))]
                case _:
                    found = self.meaning.variable(effect.target, scene)
                    assert found is not None
                    key, variable = found
                    values[key] = self.meaning.after(effect, variable.domain, values[key], values, scene)

    # ------------------------------------------------------------------ what can be decided

    def open_options(self, stop: Waiting) -> list[m.Option | m.Scene]:
        """What a menu offers and lets be taken."""
        spot = stop.frames[-1]
        step = self.step_at(spot)
        assert isinstance(step, m.Choose)
        found: list[m.Option | m.Scene] = []
        for option in step.options:
            taken = option.once and stop.values[f"chose({spot.owner}.{option.id})"]
            if not taken and self.meaning.holds(option.condition, stop.values, spot.owner):
                found.append(option)
        if step.tag:
            offered = self.offered(step.tag, stop.values)
            found += offered[: step.limit] if step.limit else offered
        return found

    def offered(self, tag: str, values: Values) -> list[m.Scene]:
        """The scenes that offer themselves, the most urgent first."""
        found = []
        for scene in self.story.scenes:
            offer = scene.offer
            if offer is None or offer.tag != tag or scene.lead not in ("", values["lead"]):
                continue
            if offer.once and values[f"chose({scene.id})"]:
                continue
            if self.meaning.holds(offer.condition, values, ""):
                found.append((-offer.priority, scene))
        return [scene for _, scene in sorted(found, key=lambda pair: pair[0])]

    def _show_menu(self, stop: Waiting) -> None:
        spot = stop.frames[-1]
        step = self.step_at(spot)
        assert isinstance(step, m.Choose)
        taken = self.open_options(stop)
        for option in step.options:
            if option in taken:
                self.show(option.words, stop.values, spot.owner)
            elif option.locked is not None and not (option.once and stop.values[f"chose({spot.owner}.{option.id})"]):
                self.show(option.words, stop.values, spot.owner)
                self.show(option.locked, stop.values, spot.owner)
        for each in taken:
            if isinstance(each, m.Scene):
                assert each.offer is not None
                self.show(each.offer.words, stop.values, "")

    def open_branches(self, spot: Spot, values: Values) -> list[m.Branch]:
        """What fate may pick."""
        step = self.step_at(spot)
        assert isinstance(step, m.Chance)
        held = [each for each in step.branches if self.meaning.holds(each.condition, values, spot.owner)]
        if step.shuffle:
            dealt = values[f"dealt {spot.list} {spot.index}"]
            return [each for each in held if each.id not in dealt] or held
        return held

    def on_board(self, stop: Waiting) -> list[tuple[str, t.Text | None]]:
        """The moves of the board but for closing it, each with its words."""
        values = stop.values
        lying = sorted(each for each in self.memories if values[f"surfaced({each})"])
        joinable = {each for each in lying if values[f"recovered({each})"] or self.memories[each].provenance == "said"}
        found: list[tuple[str, t.Text | None]] = []
        for number, one in enumerate(lying):
            for other in lying[number + 1 :]:
                link = next((each for each in self.story.links if set(each.joins) == {one, other}), None)
                if link is not None and {one, other} <= joinable:
                    found += [(f"{link.id}.{reading.id}", reading.text) for reading in self._readings(link, values)]
                elif self.story.board is not None or (link is not None and link.wrong is not None):
                    found.append((f"{one}+{other}", None))
        return found

    def _readings(self, link: Any, values: Values) -> list[Any]:
        """How a link can be read now."""
        now = values[f"linked({link.id})"]
        if now == "none":
            return list(link.readings)
        if link.id in values["read"]:
            return []
        present = next(each for each in link.readings if each.id == now)
        if present.truth and values[f"truth({present.truth})"] != self.truths[present.truth].values[0]:
            return []
        return [each for each in link.readings if each.id != now]

    def moves(self, stop: Waiting) -> list[Move]:
        """What can be decided, with the kind of who decides."""
        spot = stop.frames[-1]
        match stop.kind:
            case "menu":
                found = []
                for each in self.open_options(stop):
                    id = each.id if isinstance(each, m.Scene) else f"{spot.owner}.{each.id}"
                    found.append(Move(id, False, each))
                return found
            case "fate":
                return [Move(f"{spot.owner}.{each.id}", True, each) for each in self.open_branches(spot, stop.values)]
            case "ask":
                step = self.step_at(spot)
                assert isinstance(step, m.Prompt)
                answers = [Move(f"{spot.owner}.{each.id}", False, each) for each in step.answers]
                return answers + ([Move(f"{spot.owner}.else", False, None)] if step.otherwise else [])
            case "board":
                return [*(Move(id, False, None) for id, _ in self.on_board(stop)), Move("close", False, None)]
            case _:
                return []

    def after_move(self, stop: Waiting, move: Move) -> Waiting:
        """The game after a move."""
        values, frames = dict(stop.values), list(stop.frames)
        spot = frames[-1]
        self.events, self.seen = [], []
        for place in stop.seen:
            values[place] = self._shown_once_more(place, values[place])
        if not move.fate:
            for key, since in values.items():
                if key.startswith("turns_since(") and since is not None:
                    values[key] = min(self.most, since + 1)
        if f"chose({move.id})" in values:
            values[f"chose({move.id})"] = True
        if move.id != "close":
            self.events.append(("option", move.id))
        match stop.kind:
            case "menu":
                if isinstance(move.to, m.Scene):
                    self._call(frames, values, move.id, {})
                else:
                    self._change(move.to.effects, values, spot.owner)
                    frames[-1] = self.inside(spot, move.to.id)
            case "fate":
                step = self.step_at(spot)
                assert isinstance(step, m.Chance)
                if step.shuffle:
                    key = f"dealt {spot.list} {spot.index}"
                    values[key] = frozenset([move.to.id]) if move.to.id in values[key] else values[key] | {move.to.id}
                frames[-1] = self.inside(spot, move.to.id)
            case "ask":
                frames[-1] = self.inside(spot, "else" if move.to is None else move.to.id)
            case "board":
                self._lay(move.id, frames, values)
        return self._run(frames, values)

    def _lay(self, id: str, frames: list[Spot], values: Values) -> None:
        spot = frames[-1]
        if id == "close":
            values["read"] = frozenset()
            frames[-1] = Spot(spot.owner, spot.list, spot.index + 1)
        elif "+" in id:
            link = next((each for each in self.story.links if set(each.joins) == set(id.split("+"))), None)
            if link is not None and link.wrong is not None:
                self.show(link.wrong, values, "")
            elif self.story.board is not None:
                self.show(self.story.board.text, values, "")
            if self.story.board is not None:
                self._change(self.story.board.effects, values, "")
        else:
            name, _, reading = id.partition(".")
            self.events.append(("reading", id))
            values[f"linked({name})"] = reading
            values["read"] |= {name}
            for truth in self.truths.values():
                if values[f"truth({truth.id})"] != truth.values[0]:
                    continue
                for value in truth.values[1:]:
                    if sum(self._argues(each, values) == (truth.id, value) for each in self.links) >= truth.settles_at:
                        values[f"truth({truth.id})"] = value
                        self.events.append(("truth", truth.id, value))

    def _argues(self, link: str, values: Values) -> tuple[str, str]:
        """For which truth and value a link argues as it is read now."""
        for reading in self.links[link].readings:
            if reading.id == values[f"linked({link})"]:
                return reading.truth, reading.value
        return "", ""

    # ------------------------------------------------------------------ words

    def show(self, text: t.Text | None, values: Values, scene: str) -> None:
        """A text is shown: notes which of its words are, and what counts."""
        if text is None or not text.parts:
            return
        name = self.ids.get(id(text))
        if name is not None:
            self.events.append(("text", name))
        self._say(text, values, scene)

    def _say(self, text: t.Text, values: Values, scene: str) -> None:
        for part in text.parts:
            match part:
                case t.Show(e.Name(name)) if name in self.phrases and self.meaning.variable(name, scene) is None:
                    self.events.append(("text", f"phrase {name}"))
                    self._say(self.phrases[name], values, "")
                case t.IfWords(test, then, otherwise):
                    held = self.meaning.holds(test, values, scene)
                    self._arm(part, 0 if held else 1, then if held else otherwise, values, scene)
                case t.MatchWords(subject, cases, otherwise):
                    found = self.meaning.meant(subject, values, scene)
                    arms = [number for number, case in enumerate(cases) if self.meaning.fits(found, case.value)]
                    number = arms[0] if arms else len(cases)
                    self._arm(part, number, cases[number].words if arms else otherwise, values, scene)
                case t.Plural(count):
                    found = self.meaning.meant(count, values, scene)
                    self._arm(part, *self._form(part, found), values, scene)
                case t.Vary(sign="~"):
                    for number, choice in enumerate(part.choices):
                        self._arm(part, number, choice, values, scene)
                case t.Vary():
                    place = place_of(part)
                    if place in self.counting:
                        many, shown = len(part.choices), values[place]
                        self.seen.append(place)
                        if shown < many:
                            self._arm(part, shown, part.choices[shown], values, scene)

    def _form(self, part: t.Plural, found: Meant) -> tuple[int, t.Text]:
        number = found.start if found.value is UNKNOWN else found.value
        forms = named_words(part, self.story.language)
        assert not isinstance(forms, str)
        named = [each.category for each in forms]
        category = category_of(self.story.language, number)
        place = named.index(category) if category in named else len(forms) - 1
        return place, forms[place].words

    def _arm(self, part: t.Part, number: int, words: t.Text, values: Values, scene: str) -> None:
        self.events.append(("arm", place_of(part), str(number)))
        self._say(words, values, scene)

    def _shown_once_more(self, place: str, shown: int) -> int:
        part = self.varying[place]
        many = len(part.choices)
        if part.sign == "&":
            return (shown + 1) % many
        return min(shown + 1, many if part.sign == "!" else many - 1)

    @property
    def varying(self) -> dict[str, t.Vary]:
        """Every place of words that vary, by its name."""
        if "_varying" not in self.__dict__:
            self.__dict__["_varying"] = {
                place_of(each): each for each in parts_of(self.story) if isinstance(each, t.Vary)
            }
        found: dict[str, t.Vary] = self.__dict__["_varying"]
        return found

    def here(self, stop: Waiting) -> Here:
        """What claims may ask of where a game waits."""
        return Here(frozenset(each.owner for each in stop.frames), stop.ending)


def place_of(part: t.Part) -> str:
    """The name of what varies in a text: its line, and which value of the story it is, since quotes may hide its column."""
    assert not isinstance(part, str)
    return f"words {part.span.file}:{part.span.line}#{id(part)}"


def every_node(node: Any) -> Iterator[Any]:
    """Every struct below a value, itself first."""
    if isinstance(node, tuple):
        for each in node:
            yield from every_node(each)
    elif isinstance(node, msgspec.Struct):
        yield node
        for name in node.__struct_fields__:
            yield from every_node(getattr(node, name))


def parts_of(node: Any) -> Iterator[t.Part]:
    """Every part of every text below a value that varies."""
    for each in every_node(node):
        if isinstance(each, t.Vary | t.IfWords | t.MatchWords | t.Plural):
            yield each


def every_step(story: m.Story) -> Iterator[tuple[str, m.Step]]:
    """Every step of a story with the id of the scene or memory that it stands in."""
    for script in scripted(story):
        for node in every_node(script.script):
            if isinstance(node, m.Step):
                yield script.id, node


def _trees(story: m.Story) -> Iterator[Any]:
    """Every expression of a story, with those inside it."""
    for node in every_node(story):
        if isinstance(node, e.Ask | e.Constant | e.Binary):
            yield node


def _asks(tree: Any, *questions: str) -> list[str]:
    return [tree.about] if isinstance(tree, e.Ask) and tree.question in questions else []


def _asked(story: m.Story) -> set[str]:
    """The counts that something asks about."""
    found = set()
    for tree in _trees(story):
        if isinstance(tree, e.Ask) and tree.question in ("visits", "turns_since"):
            found.add(f"{tree.question}({tree.about})")
    return found


def _numbers(story: m.Story) -> Iterator[int]:
    """Numbers with which counts may be compared: small ones that stand in a comparison or as a key."""
    for node in every_node(story):
        match node:
            case e.Binary(operator="==" | "!=" | "<" | "<=" | ">" | ">=", left=left, right=right):
                for side, other in ((left, right), (right, left)):
                    if isinstance(side, e.Constant) and isinstance(other, e.Ask):
                        yield side.value
            case m.Match(subject=e.Ask()):
                for case in node.cases:
                    yield int(case.key.rpartition("..")[2]) if case.key.rpartition("..")[2].isdigit() else 1
            case t.MatchWords(subject=e.Ask()):
                for words in node.cases:
                    yield int(words.value.rpartition("..")[2]) if words.value.rpartition("..")[2].isdigit() else 1


def _stored(story: m.Story) -> Iterator[str]:
    """Counts that are stored, handed on or printed, or stand in a define: kept to the end."""
    for node in every_node(story):
        if isinstance(node, m.Effect | m.Handed | m.Define | t.Show | t.Plural):
            value = node.count if isinstance(node, t.Plural) else node.value
            for tree in every_node(value):
                if isinstance(tree, e.Ask) and tree.question in ("visits", "turns_since"):
                    yield f"{tree.question}({tree.about})"


__all__ = ["Meant", "Move", "Naive", "Unasked", "Waiting", "parts_of", "place_of"]
