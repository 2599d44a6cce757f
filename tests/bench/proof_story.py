"""A story of the size and shape of a real one, from a seed, with three faults planted in it: for the proof to be timed on.

Chapters of forty scenes that mostly lead on: two or three menus a scene, of which nearly each has an option free of
conditions and a tenth stand under one; hubs, options that are gone once taken, flags, counters and words in order, calls,
scenes that offer themselves, chance. Two hundred words a scene. What a condition asks was set, or could have been, by a
scene before it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.bench.synthetic import WORDS

CHAPTERS = 10
EVERYWHERE = {"flag": 8, "number": 4, "word": 3}
IN_A_CHAPTER = {"flag": 5, "number": 2, "word": 1}
GRADES = ("low", "fair", "high", "best")
AROUND_THE_TRAP = ((7, 3), (7, 8))
"""Scenes, by chapter and number, that do not lead past the next one: else the trap could be walked round."""
ENDINGS = ("home", "abroad", "held")


@dataclass(frozen=True)
class Planted:
    """A story's files by name, and the items that are at fault in it."""

    files: dict[str, str]
    words: int
    variables: int
    option: str
    scene: str
    trap: str
    """The option after which there is no way out."""


def proof_story(scenes: int = 400, seed: int = 1) -> Planted:
    """The story of a seed. It has no mistake that can be told without proving anything, but for a scene that nothing leads to."""
    return _Author(random.Random(seed), max(22, scenes // CHAPTERS)).story()


@dataclass
class _Author:
    dice: random.Random
    many: int
    """Scenes a chapter."""
    known: list[str] = field(default_factory=list)
    """Conditions that some play before here may have made true, or that some play may have left so."""
    own: dict[str, int] = field(default_factory=dict)
    """How often numbers were raised so far, and words moved on."""
    words: int = 0
    moves: int = 0

    def story(self) -> Planted:
        everywhere = self.variables("", EVERYWHERE)
        files, total = {}, len(everywhere)
        for chapter in range(CHAPTERS):
            own = self.variables(f"c{chapter}_", IN_A_CHAPTER)
            total += len(own)
            self.names = [*everywhere, *own]
            self.known = [each for each in self.known if not each.startswith("c")]
            files[f"chapter_{chapter}.yaml"] = self.chapter(chapter, own)
        declared = "\n".join(f"  {name}: {domain}" for name, domain in everywhere.items())
        endings = ", ".join(f"{each}: {{title: {each.title()}}}" for each in ENDINGS)
        files["story.yaml"] = (
            "story: {id: planted, title: Planted}\n"
            "leads: {walker: {name: The Walker, start: c0_s0}}\n"
            f"variables:\n{declared}\nendings: {{{endings}}}\n"
        )
        return Planted(files, self.words, total, "c4_s6.planted", "c5_orphan", "c7_s4.leave_it")

    def variables(self, prefix: str, many: dict[str, int]) -> dict[str, str]:
        found = {}
        for number in range(many["flag"]):
            found[f"{prefix}f{number}"] = "false"
        for number in range(many["number"]):
            found[f"{prefix}n{number}"] = f"0..{self.dice.choice((4, 5, 6))}"
        for number in range(many["word"]):
            found[f"{prefix}w{number}"] = " | ".join(GRADES[: self.dice.choice((3, 4))])
        return found

    # ------------------------------------------------------------------ chapters and scenes

    def chapter(self, number: int, own: dict[str, str]) -> str:
        self.scene_prefix = f"c{number}_"
        declared = ", ".join(f"{name}: {domain}" for name, domain in own.items())
        called, offered, sides = 4, 3, 3
        mains = self.many - called - offered - sides
        self.called = [f"c{number}_call{each}" for each in range(called)]
        self.tag = f"town{number}"
        parts = [f"chapter: Chapter {number}\nvariables: {{{declared}}}"]
        for each in range(mains):
            parts.append(self.main(number, each, mains))
            if each == mains // 3:
                parts += [self.side(number, side, f"c{number}_s{each}") for side in range(sides)]
        parts += [self.guest(name) for name in self.called]
        parts += [self.offering(f"c{number}_offer{each}", each) for each in range(offered)]
        if number == 5:
            parts.append(f"scene: c5_orphan\nscript:\n{self.prose(3)}  - goto: c5_s2")
        return "\n---\n".join(parts) + "\n"

    def main(self, chapter: int, number: int, mains: int) -> str:
        name = self.scene = f"c{chapter}_s{number}"
        following = f"c{chapter}_s{number + 1}" if number + 1 < mains else f"c{chapter + 1}_s0"
        last = number + 1 == mains and chapter + 1 == CHAPTERS
        lines = [f"scene: {name}"]
        if self.dice.random() < 0.5:
            lines.append(f"place: {self.title()}")
        lines.append("script:")
        body = self.prose(2) + self.block(2)
        if self.dice.random() < 0.35:
            body += self.gated(2)
        elif self.dice.random() < 0.5:
            body += self.block(2)
        if self.dice.random() < 0.2:
            body += self.chance(2)
        if self.dice.random() < 0.15:
            body += self.hub(2, None)
        if number % 6 == 1 or (number % 6 == 4 and self.dice.random() < 0.5):
            body += f"  - call: {self.called[number // 6 % len(self.called)]}\n"
        if self.dice.random() < 0.1:
            body += self.match(2)
        body += self.planted(chapter, number)
        if number == mains // 3:
            body += self.hub(2, chapter)
        if number == mains // 2:
            body += (
                f"  - choose:\n      from: {self.tag}\n      limit: 2\n"
                f"      onward: {{do: {self.title()}., once: false}}\n"
            )
        if last:
            body += f"  - choose:\n      home: {{do: {self.title()}., then: {{end: home}}}}\n"
            body += f"      abroad: {{do: {self.title()}., if: {self.condition()}, then: {{end: abroad}}}}\n"
            body += "  - end: held\n"
        elif number + 2 < mains and self.dice.random() < 0.15 and (chapter, number) not in AROUND_THE_TRAP:
            body += f"  - choose:\n      short: {{do: {self.title()}., goto: c{chapter}_s{number + 2}}}\n"
            body += f"      long: {{do: {self.title()}., goto: {following}}}\n"
            body += f"  - goto: {following}\n"
        else:
            body += f"  - goto: {following}\n"
        return "\n".join(lines) + "\n" + body.rstrip("\n")

    def planted(self, chapter: int, number: int) -> str:
        """The faults: an option that wants two that shut each other out, and a door that wants what was left behind."""
        title = self.title
        if (chapter, number) == (4, 3):
            return f"  - choose:\n      one_way: {{do: {title()}.}}\n      other_way: {{do: {title()}.}}\n"
        if (chapter, number) == (4, 6):
            both = "chose(c4_s3.one_way) and chose(c4_s3.other_way)"
            return f"  - choose:\n      planted: {{do: {title()}., if: {both}}}\n      beside: {{do: {title()}.}}\n"
        if (chapter, number) == (7, 4):
            return f"  - choose:\n      take_it: {{do: {title()}.}}\n      leave_it: {{do: {title()}.}}\n"
        if (chapter, number) == (7, 9):
            return (
                f"  - label: shut\n    choose:\n      open_it: {{do: {title()}., if: chose(c7_s4.take_it)}}\n"
                f"      linger: {{do: {title()}., once: false, goto: .shut}}\n"
            )
        return ""

    def side(self, chapter: int, number: int, back: str) -> str:
        self.scene = f"c{chapter}_side{number}"
        return f"scene: {self.scene}\nscript:\n{self.prose(2)}{self.block(2)}  - goto: {back}.square"

    def guest(self, name: str) -> str:
        self.scene = name
        return f"scene: {name}\nscript:\n{self.prose(2)}{self.block(2)}  - return:"

    def offering(self, name: str, number: int) -> str:
        self.scene = name
        offer = f"offer: {{in: {self.tag}, do: {self.title()}., priority: {number}, if: {self.condition()}}}"
        return f"scene: {name}\n{offer}\nscript:\n{self.prose(2)}{self.block(2)}".rstrip("\n")

    # ------------------------------------------------------------------ steps

    def block(self, depth: int) -> str:
        """A menu whose first option is free, but for one in fifty."""
        pad = "  " * (depth - 1)
        free = self.dice.random() >= 0.02
        options = "".join(self.option(depth + 2, free and number == 0) for number in range(self.dice.choice((2, 3, 3))))
        return f"{pad}- choose:\n{options}"

    def option(self, depth: int, free: bool) -> str:
        pad = "  " * (depth - 1)
        self.moves += 1
        lines = [f"{pad}o{self.moves}:", f"{pad}  do: {self.title()}."]
        if not free and self.dice.random() < 0.35:
            lines.append(f"{pad}  if: {self.condition()}")
            if self.dice.random() < 0.3:
                lines.append(f"{pad}  locked: {self.title()}.")
        if self.dice.random() < 0.45:
            lines.append(f"{pad}  set: {self.effect()}")
        if self.dice.random() < 0.6:
            lines.append(f"{pad}  then:\n{self.prose(1, depth + 2)}".rstrip("\n"))
        return "\n".join(lines) + "\n"

    def gated(self, depth: int) -> str:
        pad = "  " * (depth - 1)
        return f"{pad}- if: {self.condition()}\n{pad}  then:\n{self.prose(1, depth + 2)}{self.block(depth + 2)}"

    def chance(self, depth: int) -> str:
        pad = "  " * (depth - 1)
        branches = ""
        for odds in (1, 3):
            self.moves += 1
            branches += (
                f"{pad}    b{self.moves}:\n{pad}      odds: {odds}\n{pad}      then:\n{self.prose(1, depth + 4)}"
            )
            branches += f"{pad}        - set: {self.effect()}\n"
        return f"{pad}- chance:\n{branches}"

    def hub(self, depth: int, square: int | None) -> str:
        """A hub; the square of a chapter is left for the scenes beside it, which come back."""
        pad = "  " * (depth - 1)
        options = ""
        for number in range(3):
            self.moves += 1
            if square is None:
                options += f"{pad}    h{self.moves}:\n{pad}      do: {self.title()}.\n"
                options += f"{pad}      set: {self.effect()}\n{pad}      then:\n{self.prose(1, depth + 4)}"
            else:
                options += f"{pad}    h{self.moves}: {{do: {self.title()}., goto: c{square}_side{number}}}\n"
        self.moves += 1
        label = "" if square is None else f"{pad}- label: square\n"
        head = f"{pad}- hub:" if square is None else f"{pad}  hub:"
        return f"{label}{head}\n{options}{pad}    h{self.moves}: {{do: {self.title()}., leave: true}}\n"

    def match(self, depth: int) -> str:
        pad = "  " * (depth - 1)
        name = self.dice.choice([each for each in self.names if "w" in each.rpartition("_")[2]])
        return f"{pad}- match: {name}\n{pad}  low:\n{self.prose(1, depth + 2)}{pad}  else:\n{self.prose(1, depth + 2)}"

    # ------------------------------------------------------------------ conditions, effects, prose

    def condition(self) -> str:
        """Something that a play may have made so, and another may not."""
        known = self.known[-24:] if self.dice.random() < 0.7 else self.known
        one = self.dice.choice(known) if known else "f0"
        if known and self.dice.random() < 0.25:
            return f"{one} {self.dice.choice(('and', 'or'))} {self.dice.choice(known)}"
        return one if self.dice.random() < 0.85 else f"not ({one})"

    def effect(self) -> str:
        name = self.dice.choice(self.names)
        kind = name.rpartition("_")[2][0]
        times = self.own[name] = self.own.get(name, 0) + 1
        if kind == "f":
            self.known.append(name)
            return name if self.dice.random() < 0.85 else f"not {name}"
        if kind == "n":
            self.known.append(f"{name} >= {self.dice.randint(1, min(times, 4))}")
            return f"{name} += 1" if self.dice.random() < 0.9 else f"{name} -= 1"
        word = self.dice.choice(GRADES[1:3])
        self.known.append(f"{name} {self.dice.choice(('==', '>='))} {word}")
        return f"{name} = {word}"

    def title(self) -> str:
        words = self.dice.sample(WORDS, 4)
        self.words += 4
        return " ".join(words).capitalize()

    def prose(self, many: int, depth: int = 2) -> str:
        """Paragraphs in one block, some of whose words depend on something."""
        pad = "  " * (depth - 1)
        paragraphs = []
        for _ in range(many):
            words = [self.dice.choice(WORDS) for _ in range(self.dice.randint(23, 44))]
            self.words += len(words)
            chance = self.dice.random()
            if chance < 0.14 and self.known:
                words[4] = f"{{if {self.condition()}? {words[4]}|{words[5]}}}"
            elif chance < 0.2:
                words[4] = f"{{{words[4]}|{words[5]}}}"
            text = " ".join(words)
            paragraphs.append(f"{pad}  {text[0].upper()}{text[1:]}.")
        return f"{pad}- |\n" + "\n\n".join(paragraphs) + "\n"
