"""Small stories by dice, full of traps: doors without keys, menus that run dry, loops, claims that may be false.

Where `tests.story_strategy` makes every kind of node with awkward words in stories that always come to an ending, these
have few words and few states, and nothing is sure to be reached. A story of a number is text in one file; now and then
it has an error, and then it is none.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from game.language import model as m
from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.source import Source

Tree = Any


def small_story(seed: int) -> tuple[m.Story, str] | None:
    """The story of a number with its text; None where that has an error."""
    text = _Maker(Random(seed)).story()
    story, mistakes = parse_story([Source("story.yaml", text)])
    if any(each.severity == "error" for each in (*mistakes, *check_story(story))):
        return None
    return story, text


def as_yaml(tree: Tree, indent: int = 0) -> str:
    """A tree in block style, every text in double quotes."""
    pad = "  " * indent
    if isinstance(tree, dict):
        return "\n".join(f"{pad}{key}:{_beside(value, indent)}" for key, value in tree.items())
    if isinstance(tree, list):
        return "\n".join(
            f"{pad}- {as_yaml(each, indent + 1).lstrip()}"
            if isinstance(each, dict)
            else f"{pad}-{_beside(each, indent)}"
            for each in tree
        )
    if isinstance(tree, bool):
        return str(tree).lower()
    return str(tree) if isinstance(tree, int) else json.dumps(tree, ensure_ascii=False) if tree else ""


def _beside(tree: Tree, indent: int) -> str:
    """What stands after a key: on its line, or below it."""
    if isinstance(tree, dict | list):
        return f"\n{as_yaml(tree, indent + 1)}"
    return f" {as_yaml(tree)}".rstrip()


class _Maker:
    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.moves = 0
        self.scene = ""
        self.labels: list[str] = []
        self.takes: list[str] = []
        self.in_memory = False
        self.loops = False
        self.guest = False
        self.own = self.own_domain = ""
        self.phrased = False

    def one(self, items: list[Any]) -> Any:
        return self.dice.choice(items)

    def odds(self, of: int) -> bool:
        return self.dice.randrange(of) == 0

    # ------------------------------------------------------------------ the whole

    def story(self) -> str:
        self.two = self.odds(3)
        self.leads = ["ann", "ben"] if self.two else ["ann"]
        self.variables: dict[str, str] = {}
        for name, domain in (
            ("count", self.one(["0..2", "0..3", "-1..2 = 0", "1..4"])),
            ("flag", self.one(["false", "true"])),
            ("mood", self.one(["low | fair | high", "low | fair | high = fair"])),
            ("bag", self.one(["set of key, map", "set of key, map = key"])),
            ("tally", "0..3"),
        ):
            if self.odds(2):
                self.variables[name] = domain
        self.endings = ["out", "held"][: self.one([1, 2])]
        self.memories = ["cup", "coat"][: self.one([0, 0, 0, 1, 2, 2])]
        self.linked = len(self.memories) == 2 and self.odds(2)
        self.owners = {each: self.one(["both", "both", "ann"]) for each in self.memories}
        self.told = self.odds(5)
        self.scenes = ["hall", "yard", "attic", "gate"][: self.one([1, 2, 2, 3, 3, 4])]
        self.guests = ["inn", "shop"][: self.one([0, 0, 1, 2])]
        self.offered = ["band", "kiosk"][: self.one([0, 0, 0, 1, 2])]
        self.chaptered = len(self.scenes) > 1 and self.odds(5)
        self.legacy = [each for each in self.variables if self.two and self.odds(3) and each not in ("bag", "tally")]
        self.follows = self.odds(10)
        self.takers = {each: self.odds(3) for each in self.guests}
        self.detailed = [each for each in self.memories if self.odds(2)]
        self.defines = self.odds(6)
        head: dict[str, Tree] = {"story": {"id": "small", "title": "Small"}}
        if self.follows:
            head["story"]["follows"] = {"id": "the-first", "legacy": {"deed": "done | undone"}}
        head["leads"] = {each: {"name": each.title(), "start": "hall"} for each in self.leads}
        head["cast"] = {"bob": "Bob"}
        head["endings"] = {each: {"title": each.title()} for each in self.endings}
        if self.variables:
            head["variables"] = dict(self.variables)
        if self.legacy:
            head["legacy"] = list(self.legacy)
        if self.told:
            head["told"] = {"tale": {"by": "ann", "to": "bob", "text": "A tale.", "lie": True}}
        if self.defines:
            self.defines = False
            head["define"] = {"odd": self.condition()}
            self.defines = True
        documents = [head]
        self.own = ""
        if self.odds(3):
            head["phrases"] = {"mark": self.phrase()}
            self.phrased = True
        if self.memories:
            head["memories"] = {each: self.memory(each) for each in self.memories}
        if self.linked:
            head |= self.board()
        body = []
        for number, name in enumerate(self.scenes):
            if self.chaptered and number in (0, len(self.scenes) - 1):
                self.own = f"own{number}"
                body.append({"chapter": f"Part {number}", "variables": {self.own: self.one(["0..2", "false"])}})
                self.own_domain = body[-1]["variables"][self.own]
            body.append(self.script(name))
        self.own = ""
        if self.chaptered:
            body.append({"chapter": "Rest"})
        self.guest = True
        for number, name in enumerate([*self.guests, *self.offered]):
            self.scene_number = number
            body.append(self.script(name))
        self.guest = False
        head["claims"] = self.claims()
        if not head["claims"]:
            del head["claims"]
        return "\n---\n".join(as_yaml(each) for each in [*documents, *body]) + "\n"

    def phrase(self) -> str:
        """Words that count over the whole story, wherever they are printed."""
        inner = self.one(["one", f"{{if {self.condition(1)}? Late|Early}} one", "{first|again} one"])
        other = self.one(["two", f"two {{if {self.condition(1)}? after|before}}", "{!two}"])
        return f"{{{self.one(['', '', '!', '&'])}{inner}|{other}}}"

    def memory(self, name: str) -> Tree:
        made: dict[str, Tree] = {
            "owner": self.owners[name],
            "title": name.title(),
            "provenance": self.one(["lived", "lived", "said"]),
            "surfaced": f"A {name}.",
            "recovered": self.one(
                [f"The {name}.", "It is {if flag? red|blue}." if "flag" in self.variables else "It."]
            ),
        }
        if name in self.detailed:
            made["details"] = ["hands", "voice"]
            made["script"] = [
                {
                    "choose": {
                        "hands": {"do": "Hands.", "set": "attend hands"},
                        "voice": {"do": "Voice.", "set": ["attend voice", *self.effects()]},
                    }
                }
            ]
        elif self.odds(3):
            self.in_memory, self.scene, self.labels = True, name, []
            made["script"] = self.steps(1)
            self.in_memory = False
        return made

    def board(self) -> dict[str, Tree]:
        found: dict[str, Tree] = {
            "links": {
                "same": {
                    "joins": ["cup", "coat"],
                    "readings": {
                        "his": {"text": "His.", "for": {"truth": "whose", "value": "him"}},
                        "hers": {"text": "Hers.", "for": {"truth": "whose", "value": self.one(["him", "her"])}},
                    },
                }
            },
            "truths": {"whose": {"values": ["nobody", "him", "her"], "settles_at": self.one([1, 1, 2])}},
        }
        if self.odds(2):
            found["links"]["same"]["wrong"] = "Not yet."
        if self.odds(2):
            found["board"] = {"wrong": {"text": "No.", "set": self.effects() or ["flag"]}}
            if not self.variables:
                del found["board"]["wrong"]["set"]
        return found

    def script(self, name: str) -> Tree:
        self.scene, self.labels, self.takes = name, [], []
        made: dict[str, Tree] = {"scene": name}
        if self.odds(6):
            made["place"] = self.text()
        if self.takers.get(name):
            made["takes"] = {"who": "him | her"}
            self.takes = ["who"]
        if name in self.offered:
            made["offer"] = {"in": "town", "do": self.one([f"To the {name}.", self.text()])}
            if self.odds(2):
                made["offer"]["if"] = self.condition()
            if self.odds(2):
                made["offer"]["priority"] = self.one([1, 2])
            if self.odds(3):
                made["offer"]["once"] = False
        if name not in self.scenes:
            self.takes_in_offer = False
        made["script"] = [*self.steps(2), *self.last()]
        self.takes = []
        return made

    def last(self) -> list[Tree]:
        """How a scene ends: it goes on, or stays where it is until something opens."""
        if self.guest:
            if self.odds(3):
                return [self.stay()]
            return [self.one([{"return": ""}, "So.", {"end": self.one(self.endings)} if self.odds(3) else "So."])]
        found = [self.stay()] if self.odds(2) else []
        following = self.scenes[self.scenes.index(self.scene) + 1 :]
        if following and not self.odds(4):
            return [*found, {"goto": following[0]}]
        return [*found, {"end": self.one(self.endings)} if self.odds(2) else {"goto": self.one(self.scenes)}]

    def stay(self) -> Tree:
        """A menu met again and again."""
        label = self.label()
        again: dict[str, Tree] = {"do": "Stay.", "once": False, "goto": f".{label}"}
        if self.odds(2):
            again["set"] = self.effects()
            if not again["set"]:
                del again["set"]
        leave: dict[str, Tree] = {"do": "Leave."}
        if not self.odds(3):
            leave["if"] = self.condition()
        if self.odds(3):
            leave["once"] = False
        return {"label": label, "choose": {self.move(): again, self.move(): leave}}

    # ------------------------------------------------------------------ steps

    def label(self) -> str:
        self.moves += 1
        self.labels.append(f"l{self.moves}")
        return self.labels[-1]

    def move(self) -> str:
        self.moves += 1
        return f"m{self.moves}"

    def steps(self, depth: int) -> list[Tree]:
        return [self.step(depth) for _ in range(self.one([1, 1, 2, 2, 3] if depth == 2 else [1, 1, 2]))]

    def step(self, depth: int) -> Tree:
        kinds = ["text", "text", "set", "set", "recover", "tell", "lie", "call", "reflect", "surface"]
        kinds += ["choose", "choose", "hub", "if", "match", "chance", "shuffle", "ask", "vary", "leap"] if depth else []
        kind = self.one(kinds)
        made = self.made(kind, depth)
        if made is None:
            return self.text()
        if isinstance(made, dict) and "if" not in made and self.odds(7):
            made["if"] = self.condition()
        return made

    def made(self, kind: str, depth: int) -> Tree | None:
        match kind:
            case "set":
                effects = self.effects()
                return {"set": effects} if effects else None
            case "recover" | "surface" if self.memories and not self.in_memory:
                return {kind: self.one(self.memories)}
            case "reflect" if self.linked and not self.in_memory:
                return {"reflect": ""}
            case "tell" if self.told:
                return {"tell": "tale"}
            case "lie" if self.told:
                return {"set": f"{self.one(['suspect', 'expose', 'confess'])} tale"}
            case "call" if self.guests and not self.guest and not self.in_memory:
                name = self.one(self.guests)
                if self.takers[name] and self.odds(2):
                    return {"call": {"scene": name, "with": {"who": "her"}}}
                return {"call": name}
            case "call" if self.offered and not self.guest and not self.in_memory and self.odds(2):
                return {"call": {"from": "town"}}
            case "choose":
                options = {self.move(): self.option(depth) for _ in range(self.one([1, 2, 2, 3]))}
                if self.offered and not self.guest and not self.in_memory and self.odds(2):
                    options = {"from": "town", **options}
                    if self.odds(2):
                        options = {"limit": 1, **options}
                if self.odds(4):
                    options["else"] = self.steps(depth - 1)
                label = self.label()
                return {"label": label, "choose": options}
            case "hub":
                options = {self.move(): self.option(depth) for _ in range(self.one([1, 2]))}
                options[self.move()] = {"do": "Leave.", "leave": True}
                return {"hub": options}
            case "if":
                found = {"if": self.condition(), "then": self.steps(depth - 1)}
                return found | ({"else": self.steps(depth - 1)} if self.odds(2) else {})
            case "match":
                if "mood" in self.variables:
                    keys = ["low", "fair", "high", "else"]
                    subject = self.one(["mood", "mood", "ghost.mood"] if "mood" in self.legacy else ["mood"])
                elif "count" in self.variables:
                    keys, subject = ["0..1", "2", "else"], "count"
                    if self.variables["count"] == "1..4":
                        keys = ["1", "2..3", "else"]
                else:
                    return None
                chosen = [key for key in keys if not self.odds(3)] or ["else"]
                return (
                    {
                        "match": subject,
                        **{key: self.steps(depth - 1) for key in chosen if key != "else" or len(chosen) > 1},
                    }
                    if chosen != ["else"]
                    else None
                )
            case "chance" | "shuffle":
                branches = {}
                for _ in range(self.one([1, 2, 2, 3] if kind == "shuffle" else [2, 2, 3])):
                    branch: dict[str, Tree] = {"odds": 2, "then": self.steps(depth - 1)}
                    if self.odds(4):
                        branch["if"] = self.condition()
                    branches[self.move()] = branch
                return {kind: branches}
            case "ask":
                answers = {}
                for number in range(self.one([1, 2])):
                    answers[self.move()] = {"accepts": f"word {'ab'[number]}", "then": self.steps(depth - 1)}
                found = {"ask": self.text(), "answers": answers}
                return found | ({"else": self.steps(depth - 1)} if self.odds(2) else {})
            case "vary":
                return {
                    self.one(["sequence", "cycle", "once"]): [self.steps(depth - 1) for _ in range(self.one([2, 3]))]
                }
            case "leap":
                return self.leap()
            case _:
                return None

    def leap(self) -> Tree | None:
        """Somewhere else, under a condition, so that what follows can be reached."""
        ways: list[Tree] = []
        if not self.in_memory and not self.guest:
            ways += [{"goto": self.one(self.scenes)}] * 2 + [{"end": self.one(self.endings)}]
        if self.labels:
            ways.append({"goto": f".{self.one(self.labels)}"})
        if not ways:
            return None
        return self.one(ways) | {"if": self.condition()}

    def option(self, depth: int) -> Tree:
        found: dict[str, Tree] = {"do": self.one(["Do it.", "Do it.", self.text()])}
        if self.odds(2):
            found["if"] = self.condition()
            if self.odds(3):
                found["locked"] = "Not now."
        if self.odds(4):
            found["once"] = False
        if self.odds(2) and (effects := self.effects()):
            found["set"] = effects
        if self.odds(2):
            found["then"] = self.steps(depth - 1)
        if self.odds(3) and not self.in_memory:
            if self.labels and self.odds(2):
                found["goto"] = f".{self.one(self.labels)}"
            elif not self.guest:
                found["goto"] = self.one(self.scenes)
        return found

    # ------------------------------------------------------------------ conditions, effects, words

    def effects(self) -> list[str]:
        ways = []
        for name in self.variables:
            ways += {
                "count": ["count += 1", "count += 1", "count -= 1", "count = 1", "count += 2"],
                "flag": ["flag", "not flag", f"flag = {self.condition(1)}" if self.odds(3) else "flag"],
                "mood": ["mood = fair", "mood = high", "mood += 1", "mood -= 1"],
                "bag": ["bag += key", "bag += map", "bag -= key", "bag = {}"],
                "tally": ["tally += 1", "tally = 2 - tally", *self.reckoned()],
            }[name]
        if self.own and not self.in_memory:
            ways += [self.own] if self.own_domain == "false" else [f"{self.own} += 1"]
        if self.takes:
            ways.append("who = her")
        if not ways:
            return []
        return [self.one(ways) for _ in range(self.one([1, 1, 1, 2]))]

    def reckoned(self) -> list[str]:
        """Values that go from one variable to another."""
        if "count" not in self.variables:
            return ["tally = 1"]
        return ["tally = count", "count = tally", "tally = tally + count", "count += tally"]

    def condition(self, depth: int = 2, claiming: bool = False) -> str:
        if depth and self.odds(4):
            return f"({self.condition(depth - 1, claiming)} {self.one(['and', 'or'])} {self.condition(depth - 1, claiming)})"
        if depth and self.odds(6):
            return f"not ({self.condition(depth - 1, claiming)})"
        ways = [
            f"visits({self.one([*self.scenes, *self.guests])}) {self.one(['>=', '==', '<'])} {self.one([1, 2, 2, 3])}"
        ]
        for name, domain in self.variables.items():
            ways += {
                "count": [
                    f"count {self.one(['>=', '==', '<', '!='])} {self.one([1, 2])}",
                    f"count >= {self.one([2, 3]) if domain != '0..2' else 2}",
                    "count mod 2 == 0",
                ],
                "flag": ["flag", "not flag"],
                "mood": [
                    f"mood {self.one(['==', '>=', '!=', '<'])} {self.one(['fair', 'high'])}",
                    "mood in {low, high}",
                ],
                "bag": ["key in bag", "count(bag) >= 1", "bag >= {key, map}", "count(bag) == 2"],
                "tally": ["tally >= 2", "tally == 1"],
            }[name] * 2
        for each in self.memories:
            ways += [f"recovered({each})", f"surfaced({each})"]
        ways += [f"detail({each}) == {self.one(['hands', 'voice'])}" for each in self.detailed]
        if self.linked:
            ways += ["linked(same) == his", f"truth(whose) == {self.one(['him', 'her'])}", "linked(same)"]
        if self.told:
            ways += [f"lie(tale) {self.one(['>=', '=='])} {self.one(['live', 'suspected', 'exposed'])}", "told(tale)"]
        for each in self.legacy:
            ways += {
                "count": ["ghost.count >= 2", "ghost.count != 1"],
                "flag": ["ghost.flag"],
                "mood": ["ghost.mood == high"],
            }[each]
        if self.two:
            ways += ["lead == ann", "ghost"]
        if self.follows:
            ways += ["before", "before.deed == undone", "before.deed != done"]
        if self.takes:
            ways += ["who == her"] * 2
        if self.own and not self.in_memory and not claiming:
            ways += [self.own] if self.own_domain == "false" else [f"{self.own} >= 1"]
        if self.defines:
            ways.append("odd")
        if self.odds(3):
            ways.append(f"turns_since({self.one(self.scenes)}) {self.one(['>=', '<'])} {self.one([1, 2, 3])}")
        if self.odds(8):
            ways.append(f"finished({self.one(self.endings)})")
        if claiming:
            ways += [f"at {self.one([*self.scenes, *self.guests])}", f"ended({self.one(self.endings)})"] * 2
        return str(self.one(ways))

    def text(self) -> str:
        ways = [
            "Rain.",
            "A door.",
            "Nothing more.",
            "{Once|Twice|Again} more.",
            "{!Hello.} So.",
            "{&Tick|Tock}.",
            "{~Red|Blue}.",
        ]
        ways.append(f"It is {{if {self.condition(1)}? so|not so}}.")
        if "count" in self.variables and self.odds(2):
            ways.append("{count} {plural count: {if lead == ann? bell|lamp}|bells}.")
        if "mood" in self.variables:
            ways.append("You are {match mood? low = sad|fair = calm|glad}.")
        if self.phrased:
            ways += ["Mark {mark}.", "And {mark}.", "{mark} {mark}", "{!So {mark}.} On."]
        return str(self.one(ways))

    def claims(self) -> dict[str, str]:
        found = {}
        for number in range(self.one([0, 1, 2, 3])):
            one, other = self.condition(1, claiming=True), self.condition(1, claiming=True)
            found[f"c{number}"] = self.one(
                [
                    f"always {one}",
                    f"never {one}",
                    f"never {one} before {other}",
                    f"{one} is possible",
                    f"each lead reaches {{{self.one(self.endings)}}}",
                    "always an ending can be reached",
                ]
            )
        return found
