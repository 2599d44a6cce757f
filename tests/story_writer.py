"""Writes a story's model as the YAML that an author may have typed: the inverse of the parser.

One model has many spellings. Which one is written (plain, in quotes, as a block; in braces or on lines of its own; short
form or long) is picked by `dice`, so that the same dice write the same text.
"""

from __future__ import annotations

import re
from random import Random

from game.language import model as m
from game.language.conditions import COMPARISONS
from game.language.expressions import Ask, Binary, Constant, Expression, Name, Negate, Not, Words
from game.language.identifiers import STEP_WORDS
from game.language.knowledge import Claim, Link, LinkReading, Told, Truth
from game.language.offer_step import CallOffer
from game.language.texts import CLOSE, EMPHASIS, STRONG, IfWords, MatchWords, Part, Plural, Show, Text, Vary
from game.text.source import Source


class Typed(str):
    """A scalar. `nothing` after a key is `Typed("")`."""


class Prose(Typed):
    """A scalar that may stand as a block."""


Tree = Typed | list["Tree"] | dict[str, "Tree"]
STRENGTH = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "mod": 6}
SIGNS = {EMPHASIS: ("_", "*"), STRONG: ("__", "**")}
_SPEAKER = re.compile(r"\s*[^\W\d]\w*\s*(?:\([^()\n]*\))?:")
_AWKWARD_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~.]")


def write(story: m.Story, dice: Random) -> list[Source]:
    """The story's files. Read in their order they are the story again."""
    return _Writer(dice).files(story)


class _Writer:
    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def one(self, items: tuple[str, ...]) -> str:
        return self.dice.choice(items)

    def maybe(self) -> bool:
        return self.dice.random() < 0.5

    # -------------------------------------------------------------- expressions

    def expression(self, tree: Expression, least: int = 0) -> str:
        """In characters; in brackets where it binds less than `least`, or for no reason."""
        match tree:
            case Constant(value, truth):
                words, strength = (("false", "true")[value] if truth else str(value)), 8
            case Name(name):
                words, strength = name, 8
            case Ask(question, about):
                words, strength = f"at {about}" if question == "at" else f"{question}({about})", 8
            case Words(names):
                words, strength = "{" + ", ".join(each.name for each in names) + "}", 8
            case Not(of):
                words, strength = f"not {self.expression(of, 3)}", 3
            case Negate(of):
                words, strength = f"-{self.expression(of, 7)}", 7
            case Binary(operator, left, right):
                strength = STRENGTH[operator]
                sides = (5, 5) if strength == 4 else (strength, strength + 1)
                words = f"{self.expression(left, sides[0])} {operator} {self.expression(right, sides[1])}"
            case _:
                raise TypeError(f"not an author's expression: {tree!r}")
        return f"({words})" if strength < least or self.dice.random() < 0.05 else words

    def effect(self, effect: m.Effect) -> Typed:
        if effect.value is None:
            return Typed(f"{effect.operator} {effect.target}")
        if isinstance(effect.value, Constant) and effect.value.truth and effect.operator == "=" and self.maybe():
            return Typed(effect.target if effect.value.value else f"not {effect.target}")
        return Typed(f"{effect.target} {effect.operator} {self.expression(effect.value)}")

    # -------------------------------------------------------------- texts

    def text(self, text: Text) -> Typed:
        return Prose("".join(self.part(part) for part in text.parts))

    def part(self, part: Part) -> str:
        match part:
            case str():
                return self.literal(part)
            case Show(value):
                return "{" + self.expression(value) + "}"
            case IfWords(test, then, otherwise):
                second = f"|{self.text(otherwise)}" if otherwise.parts or self.maybe() else ""
                return "{if " + self.expression(test) + self.one(("?", "? ")) + self.text(then) + second + "}"
            case MatchWords(subject, cases, otherwise):
                arms = [f"{case.value} = {self.text(case.words)}" for case in cases]
                arms += [self.text(otherwise)] if otherwise.parts or not arms or self.maybe() else []
                return "{match " + self.expression(subject) + self.one(("?", "? ")) + "|".join(arms) + "}"
            case Plural(count, words):
                forms = [f"{each.category} = " * bool(each.category) + self.text(each.words) for each in words]
                return "{plural " + self.expression(count) + self.one((":", ": ")) + "|".join(forms) + "}"
            case Vary(sign, choices):
                return "{" + sign + "|".join(self.text(each) for each in choices) + "}"

    def literal(self, words: str) -> str:
        """Words as shown, with the signs that stand for them."""
        typed, closing = "", ""
        for place, letter in enumerate(words):
            if letter in SIGNS:
                closing = self.dice.choice(SIGNS[letter])
                typed += closing
            elif letter == CLOSE:
                typed += closing
            elif letter in "{}|*_\\":
                typed += f"\\{letter}"
            elif letter == "—" and "-" not in words[place - 1 : place] + words[place + 1 : place + 2] and self.maybe():
                typed += "--"
            else:
                typed += letter
        return typed

    def passage(self, paragraphs: tuple[m.Paragraph, ...]) -> Typed:
        """Paragraphs parted by blank lines; before a speaker's line there need be none. Broken where an author would."""
        typed = ""
        for paragraph in paragraphs:
            if typed:
                typed += "\n" * (1 if paragraph.speaker and self.maybe() else self.dice.choice((2, 3)))
            words = self.broken(self.text(paragraph.text))
            if paragraph.speaker:
                manner = "" if paragraph.manner is None else f" ({self.text(paragraph.manner)})"
                words = f"{paragraph.speaker}{manner}: {words}"
            typed += words
        return Prose(typed)

    def broken(self, words: str) -> str:
        """A paragraph on lines, none of which begins like a speaker's."""
        typed = ""
        pieces = words.split(" ")
        for number, piece in enumerate(pieces):
            rest = " ".join(pieces[number:])
            breaks = number and piece and pieces[number - 1] and self.dice.random() < 0.2 and not _SPEAKER.match(rest)
            typed += ("\n" if breaks else " " if number else "") + piece
        return typed

    # -------------------------------------------------------------- steps

    def steps(self, steps: tuple[m.Step, ...]) -> Tree:
        trees = [self.step(step) for step in steps]
        return trees[0] if len(trees) == 1 and self.maybe() else trees

    def step(self, step: m.Step) -> Tree:
        tree = self.head(step)
        if isinstance(tree, str):
            return tree
        if step.label:
            tree["label"] = Typed(step.label)
        if step.condition is not None:
            tree["if"] = Typed(self.expression(step.condition))
        if step.tags:
            tree["tags"] = self.words(step.tags)
        return tree

    def head(self, step: m.Step) -> Typed | dict[str, Tree]:
        match step:
            case m.Passage(paragraphs=paragraphs):
                first = paragraphs[0]
                alike = all((each.speaker, each.manner) == (first.speaker, first.manner) for each in paragraphs)
                beside = step.label or step.condition is not None or step.tags
                if not beside and not (first.speaker and alike and self.maybe()):
                    return self.passage(paragraphs)
                manner = "" if first.manner is None else f" ({self.text(first.manner)})"
                words = "\n\n".join(self.text(each.text) for each in paragraphs)
                return {f"{first.speaker}{manner}": Prose(words)}
            case m.Choose():
                return {"hub" if step.hub else "choose": self.menu(step)}
            case m.If():
                tree: dict[str, Tree] = {"if": Typed(self.expression(step.test)), "then": self.steps(step.then)}
                return tree | ({"else": self.steps(step.otherwise)} if step.otherwise else {})
            case m.Match():
                tree = {"match": Typed(self.expression(step.subject))}
                tree |= {case.key: self.steps(case.steps) for case in step.cases}
                return tree | ({"else": self.steps(step.otherwise)} if step.otherwise else {})
            case m.Set(effects=effects):
                return {"set": self.one_or_list([self.effect(each) for each in effects])}
            case m.Goto():
                return {"goto": self.target(step)}
            case m.Call(scene=scene, handed=handed):
                if not handed and self.maybe():
                    return {"call": Typed(scene)}
                values: dict[str, Tree] = {each.name: Typed(self.expression(each.value)) for each in handed}
                return {"call": {"scene": Typed(scene), **({"with": values} if values else {})}}
            case CallOffer(tag=tag):
                return {"call": {"from": Typed(tag)}}
            case m.Return(scene=scene):
                return {"return": Typed(scene)}
            case m.End(ending=ending):
                return {"end": Typed(ending)}
            case m.Vary(how=how, items=items):
                return {how: [self.steps(each) for each in items]}
            case m.Chance(branches=branches, shuffle=shuffle):
                word = "shuffle" if shuffle else "chance"
                return {word: {each.id: self.branch(each, shuffle) for each in branches}}
            case m.Prompt(text=text, answers=answers, otherwise=otherwise):
                tree = {"ask": self.text(text), "answers": {each.id: self.answer(each) for each in answers}}
                return tree | ({"else": self.steps(otherwise)} if otherwise else {})
            case m.Reflect():
                return {"reflect": Typed("")}
            case m.Tell(told=told):
                return {"tell": Typed(told)}
            case m.Note(text=text):
                return {"note": self.text(text)}
            case m.Surface(fragment=fragment):
                return {"surface": Typed(fragment)}
            case m.Recover(fragment=fragment):
                return {"recover": Typed(fragment)}
            case m.PageMark():
                return {"page": Typed("")}
            case m.Todo(text=words):
                return {"todo": Prose(words)}
            case _:
                raise TypeError(f"cannot write {type(step).__name__}")

    def target(self, goto: m.Goto) -> Typed:
        return Typed(f"{goto.scene}.{goto.at}" if goto.at else goto.scene)

    def menu(self, step: m.Choose) -> dict[str, Tree]:
        tree: dict[str, Tree] = {"from": Typed(step.tag)} if step.tag else {}
        tree |= {"limit": Typed(str(step.limit))} if step.limit else {}
        tree |= {each.id: self.option(each, step.hub) for each in step.options}
        return tree | ({"else": self.steps(step.otherwise)} if step.otherwise else {})

    def option(self, option: m.Option, hub: bool) -> Tree:
        words = self.text(option.words)
        tree: dict[str, Tree] = {"say" if option.spoken else "do": words}
        if option.condition is not None:
            tree["if"] = Typed(self.expression(option.condition))
        if option.locked is not None:
            tree["locked"] = self.text(option.locked)
        if option.effects:
            tree["set"] = self.one_or_list([self.effect(each) for each in option.effects])
        if option.then:
            tree["then"] = self.steps(option.then)
        if option.goto is not None:
            tree["goto"] = self.target(option.goto)
        if option.leave:
            tree["leave"] = Typed("true")
        tree |= self.former(option.was)
        if option.tags:
            tree["tags"] = self.words(option.tags)
        if len(tree) == 1 and option.once and not option.spoken and self.maybe():
            return words
        # In a hub the ways out are not used up unless their author says so.
        if hub or not option.once or self.maybe():
            tree["once"] = self.flag(option.once)
        return tree

    def answer(self, answer: m.Answer) -> Tree:
        tree: dict[str, Tree] = {"accepts": self.one_or_list([Prose(words) for words in answer.accepts])}
        tree |= {"then": self.steps(answer.then)} if answer.then else {}
        return tree | self.former(answer.was)

    def branch(self, branch: m.Branch, shuffle: bool) -> Tree:
        tree: dict[str, Tree] = {}
        if branch.odds != 1 or (shuffle and branch.condition is not None):
            tree["odds"] = Typed(str(branch.odds))
        if branch.condition is not None:
            tree["if"] = Typed(self.expression(branch.condition))
        if branch.about is not None:
            tree["about"] = self.text(branch.about)
        tree |= self.former(branch.was)
        steps = [self.step(each) for each in branch.steps]
        return steps if not tree and self.maybe() else {**tree, "then": steps}

    # -------------------------------------------------------------- declarations

    def files(self, story: m.Story) -> list[Source]:
        files = [self.declarations(story)]
        chapter, lead = "", ""
        known = {(each.title, each.lead): each for each in story.chapters}
        for scene in story.scenes:
            if (scene.chapter, scene.lead) != (chapter, lead):
                chapter, lead = scene.chapter, scene.lead
                if not chapter or self.maybe():
                    files.append([])
                head: dict[str, Tree] = {"chapter": Typed(chapter)} if chapter else {}
                head |= {"lead": Typed(lead)} if lead else {}
                own = [each for each in story.variables if chapter and each.chapter == chapter]
                if own and (chapter, lead) in known:
                    head["variables"] = {each.name: self.variable(each) for each in own}
                known.pop((chapter, lead), None)
                files[-1].append(head)
            files[-1].append(self.scene(scene))
        return [Source(f"{n}.yaml", self.stream(documents)) for n, documents in enumerate(files)]

    def stream(self, documents: list[dict[str, Tree]]) -> str:
        typed = ""
        for document in documents:
            typed += "# A remark: {of no matter}\n" * (self.dice.random() < 0.1)
            typed += "---\n" * bool(typed or self.maybe()) + self.block(document, 0)
        return typed

    def declarations(self, story: m.Story) -> list[dict[str, Tree]]:
        head: dict[str, Tree] = {"id": Typed(story.id), "title": Typed(story.title)}
        head |= {k: Typed(v) for k, v in (("version", story.version), ("author", story.author)) if v}
        head |= {"language": Typed(story.language)} if story.language != "en" or self.maybe() else {}
        head |= {"was": self.words(story.was)} if story.was else {}
        if (follows := story.follows) is not None:
            taken: dict[str, Tree] = {each.name: self.domain(each) for each in follows.legacy}
            head["follows"] = {"id": Typed(follows.id), **({"legacy": taken} if taken else {})}
        parts: dict[str, Tree] = {"story": head}
        parts["leads"] = {each.id: self.lead(each) for each in story.leads}
        if story.cast:
            parts["cast"] = {each.id: self.character(each) for each in story.cast}
        if own := [each for each in story.variables if not each.chapter]:
            parts["variables"] = {each.name: self.variable(each) for each in own}
        if story.defines:
            parts["define"] = {each.name: Typed(self.expression(each.value)) for each in story.defines}
        if story.phrases:
            parts["phrases"] = {each.name: self.text(each.text) for each in story.phrases}
        if story.endings:
            parts["endings"] = {each.id: self.ending(each) for each in story.endings}
        if story.memories:
            parts["memories"] = {each.id: self.fragment(each) for each in story.memories}
        if story.board is not None:
            parts["board"] = {"wrong": self.wrong(story.board)}
        if story.links:
            parts["links"] = {each.id: self.link(each) for each in story.links}
        if story.truths:
            parts["truths"] = {each.id: self.truth(each) for each in story.truths}
        if story.told:
            parts["told"] = {each.id: self.told(each) for each in story.told}
        if story.legacy:
            parts["legacy"] = self.words(tuple(each.name for each in story.legacy))
        if story.claims:
            parts["claims"] = {each.id: self.claim(each) for each in story.claims}
        cut = self.dice.randint(1, len(parts))
        entries = list(parts.items())
        return [dict(part) for part in (entries[:cut], entries[cut:]) if part]

    def lead(self, lead: m.Lead) -> Tree:
        tree: dict[str, Tree] = {"name": Typed(lead.name), "start": Typed(lead.start)}
        return tree | ({"about": Typed(lead.about)} if lead.about else {}) | self.former(lead.was)

    def character(self, each: m.Character) -> Tree:
        if not each.about and self.maybe():
            return Typed(each.name)
        return {"name": Typed(each.name), **({"about": Typed(each.about)} if each.about else {})}

    def variable(self, variable: m.Variable) -> Tree:
        typed = self.domain(variable)
        return {"of": typed, **self.former(variable.was)} if variable.was or self.maybe() else typed

    def domain(self, variable: m.Variable) -> Typed:
        domain, start = variable.domain, variable.start
        match domain:
            case m.YesNo():
                typed = "true" if start else "false"
            case m.Number(low, high):
                typed = f"{low}..{high}" + (f" = {start}" if start != low or self.maybe() else "")
            case m.Enum(values):
                typed = " | ".join(values) + (f" = {values[start]}" if start or self.maybe() else "")
            case m.SetOf(values):
                held = [word for bit, word in enumerate(values) if start >> bit & 1]
                typed = f"set of {', '.join(values)}" + (f" = {', '.join(held)}" if held else "")
        return Typed(typed)

    def ending(self, ending: m.Ending) -> Tree:
        tree: dict[str, Tree] = {"title": Typed(ending.title)}
        return tree | ({"about": self.text(ending.about)} if ending.about.parts else {}) | self.former(ending.was)

    def fragment(self, each: m.Fragment) -> Tree:
        tree: dict[str, Tree] = {"owner": Typed(each.owner), "title": Typed(each.title)}
        tree |= {"provenance": Typed(each.provenance), "surfaced": self.text(each.surfaced)}
        tree |= {"recovered": self.text(each.recovered)} if each.recovered.parts else {}
        tree |= {"details": self.words(each.details)} if each.details else {}
        return tree | ({"script": self.steps(each.script)} if each.script else {}) | self.former(each.was)

    def wrong(self, board: m.Board) -> Tree:
        text = self.text(board.text)
        if not board.effects:
            return text if self.maybe() else {"text": text}
        return {"text": text, "set": self.one_or_list([self.effect(each) for each in board.effects])}

    def link(self, link: Link) -> Tree:
        tree: dict[str, Tree] = {"joins": [Typed(each) for each in link.joins]}
        tree |= {"wrong": self.text(link.wrong)} if link.wrong is not None else {}
        return tree | {"readings": {each.id: self.reading(each) for each in link.readings}} | self.former(link.was)

    def reading(self, reading: LinkReading) -> Tree:
        tree: dict[str, Tree] = {"text": self.text(reading.text)}
        if reading.truth:
            tree["for"] = {"truth": Typed(reading.truth), "value": Typed(reading.value)}
        tree |= self.former(reading.was)
        return tree["text"] if len(tree) == 1 and self.maybe() else tree

    def truth(self, truth: Truth) -> Tree:
        values: Tree = [Typed(each) for each in truth.values]
        return {"values": values, "settles_at": Typed(str(truth.settles_at)), **self.former(truth.was)}

    def told(self, told: Told) -> Tree:
        tree: dict[str, Tree] = {"by": Typed(told.by), "to": Typed(told.to), "text": self.text(told.text)}
        return tree | ({"lie": self.flag(told.lie)} if told.lie or self.maybe() else {}) | self.former(told.was)

    def claim(self, claim: Claim) -> Typed:
        holds = "" if claim.holds is None else self.expression(claim.holds)
        match claim.form:
            case "always" | "never":
                return Typed(f"{claim.form} {holds}")
            case "before":
                assert claim.before is not None
                return Typed(f"never {holds} before {self.expression(claim.before)}")
            case "possible":
                return Typed(f"{holds} is possible")
            case "reaches":
                return Typed("each lead reaches {" + ", ".join(claim.endings) + "}")
            case "lives":
                return Typed("always an ending can be reached")

    def scene(self, scene: m.Scene) -> dict[str, Tree]:
        tree: dict[str, Tree] = {"scene": Typed(scene.id)}
        tree |= {"place": self.text(scene.place)} if scene.place is not None else {}
        tree |= {"time": self.text(scene.time)} if scene.time is not None else {}
        tree |= {"tags": self.words(scene.tags)} if scene.tags else {}
        if (offer := scene.offer) is not None:
            keys: dict[str, Tree] = {"in": Typed(offer.tag), "say" if offer.spoken else "do": self.text(offer.words)}
            if offer.condition is not None:
                keys["if"] = Typed(self.expression(offer.condition))
            keys |= {"priority": Typed(str(offer.priority))} if offer.priority or self.maybe() else {}
            keys |= {"once": self.flag(offer.once)} if not offer.once or self.maybe() else {}
            tree["offer"] = keys
        tree |= {"takes": {each.name: self.variable(each) for each in scene.takes}} if scene.takes else {}
        return tree | self.former(scene.was) | {"script": self.steps(scene.script)}

    def former(self, was: tuple[str, ...]) -> dict[str, Tree]:
        return {"was": self.words(was)} if was else {}

    def words(self, words: tuple[str, ...]) -> Tree:
        return self.one_or_list([Typed(word) for word in words])

    def one_or_list(self, items: list[Typed]) -> Tree:
        return items[0] if len(items) == 1 and self.maybe() else list(items)

    def flag(self, value: bool) -> Typed:
        return Typed("true" if value else "false")

    # -------------------------------------------------------------- YAML

    def block(self, tree: Tree, margin: int) -> str:
        """A collection on lines of its own; whole lines."""
        space = " " * margin
        if isinstance(tree, dict):
            return "".join(f"{space}{self.key(key)}:{self.value(each, margin, False)}" for key, each in tree.items())
        assert isinstance(tree, list)
        return "".join(f"{space}-{self.value(each, margin, True)}" for each in tree)

    def value(self, tree: Tree, margin: int, item: bool) -> str:
        """What stands after `key:` or `-`, to the end of its last line."""
        if isinstance(tree, str):
            if tree == "" and not item:
                return "\n"
            return f" {self.scalar(tree, margin)}\n"
        if self.dice.random() < 0.2:
            return f" {self.flow(tree)}\n"
        if item and isinstance(tree, dict):
            return " " + self.block(tree, margin + 2)[margin + 2 :]
        deeper = margin + (0 if isinstance(tree, list) and not item and self.maybe() else 2)
        return "\n" + self.block(tree, deeper)

    def flow(self, tree: Tree) -> str:
        if isinstance(tree, dict):
            return "{" + ", ".join(f"{self.key(k, True)}: {self.flow(each)}" for k, each in tree.items()) + "}"
        if isinstance(tree, list):
            return "[" + ", ".join(self.flow(each) for each in tree) + "]"
        return "" if tree == "" else self.quoted(tree, True)

    def key(self, key: str, flow: bool = False) -> str:
        return self.quoted(key, flow)

    def scalar(self, words: Typed, margin: int) -> str:
        if not isinstance(words, Prose) or ("\n" not in words and self.maybe()):
            return self.quoted(words, False)
        if self.dice.random() < 0.1:
            return self.double(words)
        space = "\n" + " " * (margin + self.dice.randint(2, 4))
        lines = "".join(space + line if line else "\n" for line in words.split("\n"))
        return self.dice.choice(("|", "|-", "|+")) + lines

    def quoted(self, words: str, flow: bool) -> str:
        """On one line: plain where that is allowed, or in quotes."""
        if "\n" in words or words != words.strip():
            return self.double(words)
        styles = [self.double(words), "'" + words.replace("'", "''") + "'"]
        if self.plain_allowed(words, flow) and not (isinstance(words, Prose) and words in STEP_WORDS):
            styles += [words] * 4
        return self.dice.choice(styles)

    def double(self, words: str) -> str:
        escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'

    def plain_allowed(self, words: str, flow: bool) -> bool:
        if not words or _AWKWARD_START.match(words) or words.endswith(":"):
            # Ids and numbers below nothing begin with none of YAML's signs, whatever they look like.
            return re.fullmatch(r"-?[0-9]+(\.\.-?[0-9]+)?|\w+", words) is not None and bool(words)
        return ": " not in words and " #" not in words and not (flow and re.search(r"[,\[\]{}?:#]", words))
