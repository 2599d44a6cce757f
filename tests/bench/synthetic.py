"""One abstract story from a seed, written out as ours and as ink: the same scenes, words, conditions and effects.

A scene has eighty words in three paragraphs with a number, words that depend on a flag or a number, words that depend
on a count of visits, conditional effects, and three options of which the first is always open. Twelve numbers and
twenty-four flags. Nobody reaches an end, so that random play goes on as long as it is timed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

NUMBERS = tuple(f"n{each}" for each in range(12))
FLAGS = tuple(f"f{each}" for each in range(24))
BOUND = 1_000_000
"""Numbers lie between minus this and this, which no walk reaches: ink's numbers do not saturate."""
WORDS = [
    "lamp",
    "door",
    "river",
    "slow",
    "window",
    "grey",
    "coat",
    "answer",
    "harbour",
    "paper",
    "stair",
    "quiet",
    "glass",
    "winter",
    "letter",
    "hand",
    "copper",
    "room",
    "tape",
    "morning",
    "clerk",
    "signal",
    "bridge",
    "salt",
    "ledger",
    "voice",
    "corridor",
    "kettle",
    "number",
    "station",
    "wire",
    "street",
    "garden",
    "tower",
    "rain",
    "shoe",
    "record",
    "engine",
    "table",
    "mirror",
    "walks",
    "waits",
    "turns",
    "leaves",
    "opens",
    "counts",
    "listens",
    "remembers",
    "under",
    "behind",
    "across",
    "without",
]


@dataclass(frozen=True)
class Compared:
    """A number against a constant."""

    name: str
    operator: str
    value: int


@dataclass(frozen=True)
class Raised:
    """Whether a flag is up, or down."""

    name: str
    up: bool


@dataclass(frozen=True)
class Visited:
    """Whether a scene was entered so many times."""

    scene: str
    times: int


Test = Compared | Raised | Visited


@dataclass(frozen=True)
class Printed:
    """A number as it stands."""

    name: str


@dataclass(frozen=True)
class Either:
    """Words that depend on a test; `otherwise` may be empty."""

    test: Test
    then: str
    otherwise: str


Paragraph = tuple[str | Printed | Either, ...]


@dataclass(frozen=True)
class Effect:
    """A number changed by an amount, or, without one, a flag set."""

    name: str
    amount: int = 0
    up: bool = True


@dataclass(frozen=True)
class Option:
    """What can be chosen as often as one likes, where it goes, and what it changes."""

    id: str
    label: str
    test: Test | None
    effects: tuple[Effect, ...]
    to: str


@dataclass(frozen=True)
class Scene:
    """Conditional effects, then paragraphs, then options."""

    name: str
    changes: tuple[tuple[Test, Effect], ...]
    paragraphs: tuple[Paragraph, ...]
    options: tuple[Option, ...]


def synthetic_story(scenes: int, seed: int = 1, logic: int = 2) -> tuple[Scene, ...]:
    """That many scenes, each with `logic` conditional effects. The same for the same arguments."""
    chance = random.Random(f"{scenes} {seed} {logic}")
    names = [f"s{number}" for number in range(scenes)]
    tour = chance.sample(names, scenes)
    following = dict(zip(tour, [*tour[1:], tour[0]], strict=True))
    return tuple(_scene(chance, name, following[name], names, logic) for name in names)


def _scene(chance: random.Random, name: str, following: str, names: list[str], logic: int) -> Scene:
    """A scene whose first option leads on along a tour of all, so that every scene is reached."""
    others = [chance.choice(names) for _ in range(8)]
    # No scene leads to itself: ink counts such a visit otherwise.
    ways = [each for each in others if each != name] or [following]
    return Scene(
        name=name,
        changes=tuple((_test(chance, ways), _effect(chance)) for _ in range(logic)),
        paragraphs=tuple(_paragraph(chance, kind, ways) for kind in ("number", "flag", "visits")),
        options=tuple(
            Option(
                id=id,
                label=_sentence(chance, 5),
                test=None if id == "a" else _test(chance, ways),
                effects=tuple(_effect(chance) for _ in range(chance.randint(1, 2))),
                to=following if id == "a" else chance.choice(ways),
            )
            for id in ("a", "b", "c")
        ),
    )


def _paragraph(chance: random.Random, kind: str, ways: list[str]) -> Paragraph:
    """About twenty-seven words."""
    before, after = _sentence(chance, 13), _sentence(chance, 9)
    match kind:
        case "number":
            return (f"{before} The dial says ", Printed(chance.choice(NUMBERS)), f". {after}")
        case "flag":
            either = Either(_test(chance, []), chance.choice(WORDS), chance.choice(WORDS))
            return (f"{before} It is the ", either, f" again. {after}")
        case _:
            seen = Either(Visited(chance.choice(ways), chance.randint(1, 3)), "You have been here.", "")
            return (f"{before} {after} ", seen)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def _test(chance: random.Random, ways: list[str]) -> Test:
    match chance.randrange(5 if ways else 4):
        case 0 | 1:
            return Compared(chance.choice(NUMBERS), chance.choice((">=", "<", ">", "<=")), chance.randint(-3, 3))
        case 2 | 3:
            return Raised(chance.choice(FLAGS), chance.random() < 0.5)
        case _:
            return Visited(chance.choice(ways), chance.randint(1, 3))


def _effect(chance: random.Random) -> Effect:
    if chance.random() < 0.5:
        return Effect(chance.choice(NUMBERS), amount=chance.choice((-2, -1, 1, 2)))
    return Effect(chance.choice(FLAGS), up=chance.random() < 0.5)


# ------------------------------------------------------------------ as ours


def as_citadel(story: tuple[Scene, ...]) -> dict[str, str]:
    """The story in our language, by file: the declarations, then five hundred scenes a file."""
    head = [
        "story: {id: synthetic, title: Synthetic, version: 1.0.0, author: A seed, language: en}",
        f"leads: {{walker: {{name: Walker, start: {story[0].name}}}}}",
        "variables:",
        *(f"  {name}: -{BOUND}..{BOUND} = 0" for name in NUMBERS),
        *(f"  {name}: false" for name in FLAGS),
    ]
    files = {"story.yaml": "\n".join(head) + "\n"}
    for at in range(0, len(story), 500):
        files[f"scenes_{at:06}.yaml"] = "---\n".join(map(_our_scene, story[at : at + 500]))
    return files


def _our_scene(scene: Scene) -> str:
    lines = [f"scene: {scene.name}", "script:"]
    for test, effect in scene.changes:
        lines += [f"  - set: {_our_effect(effect)}", f"    if: {_our_test(test)}"]
    lines.append("  - |")
    for number, paragraph in enumerate(scene.paragraphs):
        lines += [""] * (number > 0) + ["    " + "".join(_our_words(part) for part in paragraph)]
    lines.append("  - choose:")
    for option in scene.options:
        lines += [f"      {option.id}:", f"        do: {option.label}"]
        if option.test is not None:
            lines.append(f"        if: {_our_test(option.test)}")
        effects = ", ".join(_our_effect(each) for each in option.effects)
        lines += [f"        set: [{effects}]", "        once: false", f"        goto: {option.to}"]
    return "\n".join(lines) + "\n"


def _our_test(test: Test) -> str:
    match test:
        case Compared(name, operator, value):
            return f"{name} {operator} {value}"
        case Raised(name, up):
            return name if up else f"not {name}"
        case Visited(scene, times):
            return f"visits({scene}) >= {times}"


def _our_effect(effect: Effect) -> str:
    if effect.amount:
        return f"{effect.name} {'+' if effect.amount > 0 else '-'}= {abs(effect.amount)}"
    return effect.name if effect.up else f"not {effect.name}"


def _our_words(part: str | Printed | Either) -> str:
    match part:
        case str():
            return part
        case Printed(name):
            return f"{{{name}}}"
        case Either(test, then, otherwise):
            return f"{{if {_our_test(test)}?{then}|{otherwise}}}"


# ------------------------------------------------------------------ as ink


def as_ink(story: tuple[Scene, ...]) -> str:
    """The story in ink, in one file."""
    lines = [f"VAR {name} = 0" for name in NUMBERS] + [f"VAR {name} = false" for name in FLAGS]
    lines.append(f"-> {story[0].name}")
    for scene in story:
        lines.append(f"=== {scene.name} ===")
        for condition, effect in scene.changes:
            lines += [f"{{ {_ink_test(condition)}:", f"    {_ink_effect(effect)}", "}"]
        lines += ["".join(_ink_words(part) for part in paragraph) for paragraph in scene.paragraphs]
        for option in scene.options:
            test = "" if option.test is None else f"{{ {_ink_test(option.test)} }} "
            lines.append(f"+ {test}[{option.label}]")
            lines += [f"    {_ink_effect(effect)}" for effect in option.effects]
            lines.append(f"    -> {option.to}")
    return "\n".join(lines) + "\n"


def _ink_test(test: Test) -> str:
    match test:
        case Compared(name, operator, value):
            return f"{name} {operator} {value}"
        case Raised(name, up):
            return name if up else f"not {name}"
        case Visited(scene, times):
            return f"{scene} >= {times}"


def _ink_effect(effect: Effect) -> str:
    if effect.amount:
        return f"~ {effect.name} = {effect.name} {'+' if effect.amount > 0 else '-'} {abs(effect.amount)}"
    return f"~ {effect.name} = {'true' if effect.up else 'false'}"


def _ink_words(part: str | Printed | Either) -> str:
    match part:
        case str():
            return part
        case Printed(name):
            return f"{{{name}}}"
        case Either(test, then, otherwise):
            return f"{{{_ink_test(test)}:{then}|{otherwise}}}"
