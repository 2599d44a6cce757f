"""What conditions and effects mean, worked out naively from the tree as its author typed it: no slots, no masks.

Values are plain: a number is an int, a yes/no a bool, one of some words a str, a set a frozenset. `Unknown` stands for what
an earlier game would hand on and does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from game.language import expressions as e
from game.language import model as m
from game.language.model import Domain, Enum, Number, SetOf, YesNo

Values = dict[str, Any]
LIES = ("untold", "live", "suspected", "exposed", "confessed")
NEVER = 99
"""How long ago what never was is, where that is printed or stored."""


class Unasked(Exception):
    """An earlier game's value is needed that nobody has decided yet: its key in the values."""


class Unknown:
    """What no earlier game handed on."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


class Meant(Struct):
    """A value and all that it could have been; for what was to be handed on and was not, what it starts with."""

    value: Any
    domain: Domain
    start: Any = None
    by_itself: Callable[[Any], bool] | None = None
    """How it reads as a condition, where it is no yes/no."""


def plain(domain: Domain, code: int) -> Any:
    """A coded start value as a plain one."""
    match domain:
        case Number():
            return code
        case YesNo():
            return bool(code)
        case Enum(words):
            return words[code]
        case SetOf(words):
            return frozenset(word for bit, word in enumerate(words) if code >> bit & 1)


class Meaning:
    """The meaning of a story's expressions, with given values, in a scene ("" for none).

    `here` says which scenes are on the stack and which ending is reached, for claims.
    """

    def __init__(self, story: m.Story) -> None:
        self.story = story
        self.variables = {each.name: each for each in story.variables}
        self.takes = {(scene.id, each.name): each for scene in story.scenes for each in scene.takes}
        self.defines = {each.name: each.value for each in story.defines}
        self.leads = tuple(each.id for each in story.leads)
        self.truths = {each.id: each.values for each in story.truths}
        self.links = {each.id: ("none", *(reading.id for reading in each.readings)) for each in story.links}
        self.details = {each.id: ("none", *each.details) for each in story.memories}
        self.earlier = self._earlier()

    def _earlier(self) -> dict[str, tuple[Domain, Any]]:
        """What earlier games hand on, by the name under which it is asked: its domain, and its start."""
        known: dict[str, tuple[Domain, Any]] = {}
        handed: dict[str, tuple[Domain, Any]] = {}
        for each in self.story.legacy:
            if each.name in self.truths:
                values = self.truths[each.name]
                handed[each.name] = (Enum(values), values[0])
            elif each.name in self.variables:
                variable = self.variables[each.name]
                handed[each.name] = (variable.domain, plain(variable.domain, variable.start))
        games = ["ghost"] if len(self.leads) <= 2 else [f"ghost.{lead}" for lead in self.leads]
        for game in games:
            known |= {f"{game}.{name}": value for name, value in handed.items()}
        for awaited in () if self.story.follows is None else self.story.follows.legacy:
            known[f"before.{awaited.name}"] = (awaited.domain, plain(awaited.domain, awaited.start))
        return known

    # ------------------------------------------------------------------ names

    def variable(self, name: str, scene: str) -> tuple[str, m.Variable] | None:
        """The key and the declaration of what a name stands for."""
        if (scene, name) in self.takes:
            return f"{scene}.{name}", self.takes[scene, name]
        return (name, self.variables[name]) if name in self.variables else None

    def means_itself(self, tree: e.Expression, scene: str) -> bool:
        """Whether this is anything but a word to be known by what it is compared with."""
        if not isinstance(tree, e.Name):
            return not isinstance(tree, e.Words)
        name = tree.name
        if name == "lead" or name in self.defines or name.split(".")[0] in ("ghost", "before"):
            return True
        return self.variable(name, scene) is not None

    def holds(self, tree: e.Expression | None, values: Values, scene: str, here: Here | None = None) -> bool:
        """Whether a condition holds; without one, always."""
        return tree is None or self.truth(self.meant(tree, values, scene, here))

    def truth(self, meant: Meant) -> bool:
        """A value as a condition."""
        if meant.by_itself is not None:
            return meant.by_itself(meant.value)
        return meant.value is True

    # ------------------------------------------------------------------ expressions

    def meant(self, tree: e.Expression, values: Values, scene: str, here: Here | None = None) -> Meant:
        """The value of an expression that means something by itself."""
        match tree:
            case e.Constant(value, truth):
                return Meant(bool(value), YesNo()) if truth else Meant(value, Number(value, value))
            case e.Name(name):
                return self.named(name, values, scene, here)
            case e.Ask(question, about):
                return self.asked(question, about, values, scene, here)
            case e.Not(of):
                return Meant(not self.holds(of, values, scene, here), YesNo())
            case e.Negate(of):
                inner = self.meant(of, values, scene, here)
                return self._counted(lambda a: -a, inner)
            case e.Binary("and", left, right):
                return Meant(self.holds(left, values, scene, here) and self.holds(right, values, scene, here), YesNo())
            case e.Binary("or", left, right):
                return Meant(self.holds(left, values, scene, here) or self.holds(right, values, scene, here), YesNo())
            case e.Binary("in", left, right):
                return Meant(self._is_in(left, right, values, scene, here), YesNo())
            case e.Binary("+" | "-" | "*" | "/" | "mod" as sign, left, right):
                one, other = self.meant(left, values, scene, here), self.meant(right, values, scene, here)
                return self._counted(RECKONED[sign], one, other)
            case e.Binary(sign, left, right):
                return Meant(self._compares(sign, left, right, values, scene, here), YesNo())
            case _:
                raise TypeError(tree)

    def named(self, name: str, values: Values, scene: str, here: Here | None) -> Meant:
        """A name that stands for a value."""
        if name == "lead":
            return Meant(values["lead"], Enum(self.leads))
        if found := self.variable(name, scene):
            return Meant(values[found[0]], found[1].domain)
        if name in self.defines:
            return self.meant(self.defines[name], values, "", here)
        if name in self.earlier:
            return self._handed(name, values)
        return Meant(self.was_played(name, values), YesNo())

    def was_played(self, game: str, values: Values) -> bool:
        """Whether there is an earlier game: `ghost`, `ghost.nadia`, `before`."""
        if game == "ghost" and len(self.leads) > 2:
            return any(self.was_played(f"ghost.{lead}", values) for lead in self.leads)
        if game == f"ghost.{values['lead']}":
            return False
        if game not in values:
            raise Unasked(game)
        return bool(values[game])

    def _handed(self, name: str, values: Values) -> Meant:
        domain, start = self.earlier[name]
        if not self.was_played(name.rpartition(".")[0], values):
            return Meant(UNKNOWN, domain, start)
        if name not in values:
            raise Unasked(name)
        return Meant(values[name], domain, start)

    def could_be(self, key: str) -> list[Any]:
        """All that an earlier game may have handed on under a key that was `Unasked`."""
        if key not in self.earlier:
            return [False, True]
        domain = self.earlier[key][0]
        match domain:
            case Number(low, high):
                if high - low > 40:
                    raise OverflowError(key)
                return [UNKNOWN, *range(low, high + 1)]
            case YesNo():
                return [UNKNOWN, False, True]
            case Enum(words):
                return [UNKNOWN, *words]
            case SetOf(words):
                return [UNKNOWN, *(plain(domain, code) for code in range(1 << len(words)))]

    def asked(self, question: str, about: str, values: Values, scene: str, here: Here | None) -> Meant:
        """`visits(kitchen)` and its like."""
        match question:
            case "visits":
                return Meant(values[f"visits({about})"], Number(0, 99))
            case "turns_since":
                since = values[f"turns_since({about})"]
                return Meant(10**12 if since is None else since, Number(0, 99))
            case "chose" | "surfaced" | "recovered" | "told":
                return Meant(values[f"{question}({about})"], YesNo())
            case "count":
                inner = self.named(about, values, scene, here)
                return self._counted(len, inner)
            case "finished":
                if f"finished({about})" not in values:
                    raise Unasked(f"finished({about})")
                return Meant(values[f"finished({about})"], YesNo())
            case "detail":
                return Meant(values[f"detail({about})"], Enum(self.details[about]))
            case "linked":
                return Meant(
                    values[f"linked({about})"], Enum(self.links[about]), by_itself=lambda value: bool(value != "none")
                )
            case "truth":
                return Meant(values[f"truth({about})"], Enum(self.truths[about]))
            case "lie":
                return Meant(values[f"lie({about})"], Enum(LIES))
            case "at":
                assert here is not None
                return Meant(about in here.scenes, YesNo())
            case "ended":
                assert here is not None
                return Meant(about == here.ending, YesNo())
            case _:
                raise ValueError(question)

    def _counted(self, reckon: Callable[..., int], *parts: Meant) -> Meant:
        """A number made of others; unknown if one of them is, and then made of what they start with."""
        starts = [part.start if part.value is UNKNOWN else part.value for part in parts]
        known = all(part.value is not UNKNOWN for part in parts)
        worth = reckon(*starts)
        return Meant(worth if known else UNKNOWN, Number(worth, worth), worth)

    def _is_in(self, left: e.Expression, right: e.Expression, values: Values, scene: str, here: Here | None) -> bool:
        if isinstance(right, e.Words):
            subject = self.meant(left, values, scene, here)
            return any(same(subject, each.name) for each in right.names)
        holder = self.meant(right, values, scene, here)
        assert isinstance(left, e.Name)
        return holder.value is not UNKNOWN and left.name in holder.value

    def _compares(
        self, sign: str, left: e.Expression, right: e.Expression, values: Values, scene: str, here: Here | None
    ) -> bool:
        if self.means_itself(left, scene):
            one = self.meant(left, values, scene, here)
            other = self.against(right, one, values, scene, here)
        else:
            other = self.meant(right, values, scene, here)
            one = self.against(left, other, values, scene, here)
        if one.value is UNKNOWN or other.value is UNKNOWN:
            return sign == "!="
        a, b = one.value, other.value
        if isinstance(one.domain, Enum):
            a, b = one.domain.values.index(a), one.domain.values.index(b)
        return COMPARED[sign](a, b)

    def against(self, tree: e.Expression, other: Meant, values: Values, scene: str, here: Here | None) -> Meant:
        """One side of a comparison or a store, known by the other."""
        if isinstance(other.domain, SetOf) and isinstance(tree, e.Words):
            return Meant(frozenset(each.name for each in tree.names), other.domain)
        if isinstance(tree, e.Name) and isinstance(other.domain, Enum) and tree.name in other.domain.values:
            return Meant(tree.name, other.domain)
        return self.meant(tree, values, scene, here)

    # ------------------------------------------------------------------ stores

    def stored(self, tree: e.Expression, domain: Domain, values: Values, scene: str) -> Any:
        """What a variable of this domain is set to by `=`."""
        if isinstance(domain, SetOf) and isinstance(tree, e.Name) and tree.name in domain.values:
            return frozenset([tree.name])
        found = self.against(tree, Meant(None, domain), values, scene, None)
        if isinstance(domain, YesNo):
            return self.truth(found)
        value = found.start if found.value is UNKNOWN else found.value
        return saturated(domain, value)

    def after(self, effect: m.Effect, domain: Domain, old: Any, values: Values, scene: str) -> Any:
        """What a variable holds after an effect."""
        tree = effect.value
        assert tree is not None
        if effect.operator == "=":
            return self.stored(tree, domain, values, scene)
        sign = 1 if effect.operator == "+=" else -1
        match domain:
            case SetOf(words):
                if isinstance(tree, e.Words):
                    change = frozenset(each.name for each in tree.names)
                elif isinstance(tree, e.Name) and tree.name in words:
                    change = frozenset([tree.name])
                else:
                    found = self.meant(tree, values, scene)
                    change = found.start if found.value is UNKNOWN else found.value
                return old | change if sign > 0 else old - change
            case Enum(words):
                found = self.meant(tree, values, scene)
                place = words.index(old) + sign * found.value
                return words[min(max(place, 0), len(words) - 1)]
            case _:
                found = self.meant(tree, values, scene)
                worth = found.start if found.value is UNKNOWN else found.value
                return saturated(domain, old + sign * min(worth, NEVER) if worth == 10**12 else old + sign * worth)

    def fits(self, subject: Meant, key: str) -> bool:
        """Whether a key of a `match` fits."""
        return subject.value is not UNKNOWN and same(subject, key)


class Here(Struct, frozen=True):
    """What claims alone ask: the scenes on the stack, and the ending reached."""

    scenes: frozenset[str]
    ending: str = ""


def saturated(domain: Domain, value: Any) -> Any:
    """A number as it is stored."""
    if isinstance(domain, Number):
        return min(max(NEVER if value == 10**12 else value, domain.low), domain.high)
    return value


def same(subject: Meant, key: str) -> bool:
    """Whether a value is the one that was typed: a word, `true`, a number, or a range of numbers."""
    value = subject.value
    match subject.domain:
        case Number():
            if value is UNKNOWN:
                return False
            low, _, high = key.partition("..")
            return int(low) <= int(value) <= int(high or low)
        case YesNo():
            return bool(value is (key == "true"))
        case _:
            return bool(value == key)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}
RECKONED: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
}
