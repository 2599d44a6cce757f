"""What a condition means: every name becomes a slot, every comparison is checked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from game.language.conditions import is_numeral
from game.language.expansion import names_in, too_large
from game.language.expressions import (
    Ask,
    Binary,
    Constant,
    Expression,
    Has,
    Name,
    Negate,
    Not,
    Read,
    Words,
    holds_count,
    span_of,
)
from game.language.heirlooms import EARLIER, if_known, resolve_earlier
from game.language.heirlooms import matched as earlier_matched
from game.language.identifiers import did_you_mean
from game.language.model import UNKNOWN_DOMAIN, Domain, Enum, Number, SetOf, Story, YesNo
from game.language.names import Names, described, slot_of, standing_form
from game.language.program import Slot
from game.language.questions import Typed, resolve_question, standing_alone
from game.language.sets import COMPARED, compare_sets, word_for_set, words_as_set
from game.language.tables import PRINTED, interval
from game.text.catalogue import diagnostic
from game.text.source import Span


class Resolver:
    """Resolves the conditions of one story. Mistakes are added to `mistakes` and give None; one inside a define
    or a phrase once for each chapter that uses it, which `check_story` tells once.

    `counts` gathers how far each count has to be kept, by slot name; `used` the slots that anything reads.
    """

    def __init__(self, story: Story) -> None:
        self.names = Names(story)
        self._too_large = too_large({name: each.value for name, each in self.names.defines.items()})
        large = [self.names.defines[name] for name in self._too_large]
        self.mistakes = [diagnostic("T038", each.span, name=each.name) for each in large if self._too_large[each.name]]
        self.counts: dict[str, int] = {}
        self.used = {name for each in large for name in names_in(each.value)}
        self.earlier: dict[str, Slot] = {}
        """The slots of what is asked of earlier games, by name."""
        self.claiming = False
        """Whether a claim is being resolved, which may ask more than the story itself."""
        self.chapter = ""
        self.scene = ""
        """The scene in which names stand, for what it takes; "" in what belongs to the whole story."""
        self._defined: dict[tuple[str, str], Typed | None] = {}
        self._defining: list[str] = []

    def refuse(self, code: str, span: Span, /, hint: str | None = None, **words: Any) -> None:
        """Adds one mistake."""
        self.mistakes.append(diagnostic(code, span, hint=hint, **words))

    # -------------------------------------------------------------- whole expressions

    def condition(self, tree: Expression, chapter: str) -> Expression | None:
        """A condition: it must be a yes/no."""
        self.chapter = chapter
        found = self.value(tree)
        if found is None:
            return None
        found = standing_alone(found)
        if not isinstance(found.domain, YesNo):
            self.refuse("T011", span_of(tree), hint=standing_form(tree, found.domain), what=described(found.domain))
            return None
        return found.tree

    def stored(self, tree: Expression, chapter: str, target: Domain) -> Typed | None:
        """A value for a variable of domain `target`, by which bare words are known."""
        self.chapter = chapter
        word = self.word_of(tree, target)
        if word is not None:
            return word
        found = self.value(tree)
        if found is not None:
            self._keep_counts(found.tree)
        return standing_alone(found) if found is not None and isinstance(target, YesNo) else found

    def shown(self, tree: Expression, chapter: str, *, matched: bool = False) -> Typed | None:
        """A value that a text prints or a match asks about. A count matched alone is kept as far as its cases go."""
        self.chapter = chapter
        found = self.value(tree)
        if found is not None and not (matched and isinstance(found.tree, Read)):
            self._keep_counts(found.tree)
        return earlier_matched(found) if found is not None and matched else found

    def _keep_counts(self, tree: Expression) -> None:
        """Counts that are printed or stored are kept as far as `PRINTED`."""
        match tree:
            case Read(slot) if slot.startswith(("visits(", "turns_since(")):
                self.counts[slot] = PRINTED
            case Binary():
                self._keep_counts(tree.left)
                self._keep_counts(tree.right)
            case Negate():
                self._keep_counts(tree.of)

    # -------------------------------------------------------------- by kind of node

    def value(self, tree: Expression) -> Typed | None:
        """Any expression."""
        match tree:
            case Constant(number, truth):
                return Typed(Constant(number), YesNo() if truth else Number(number, number))
            case Name():
                return self.name(tree)
            case Ask():
                return resolve_question(self, tree)
            case Words(span=span):
                self.refuse("T025", span)
                return None
            case Not(of, span):
                inner = self.value(of)
                if inner is None:
                    return None
                inner = standing_alone(inner)
                if not isinstance(inner.domain, YesNo):
                    self.refuse("T011", span_of(of), hint=standing_form(of, inner.domain), what=described(inner.domain))
                    return None
                return Typed(Not(inner.tree), YesNo())
            case Negate(of, span):
                inner = self.number(of)
                if inner is None:
                    return None
                low, high = interval(inner.domain)
                return Typed(Negate(inner.tree), Number(-high, -low))
            case Binary(operator="or" | "and"):
                return self.junction(tree)
            case Binary(operator="in"):
                return self.membership(tree)
            case Binary(operator="+" | "-" | "*" | "/" | "mod"):
                return self.arithmetic(tree)
            case Binary():
                return self.comparison(tree)
            case _:
                raise TypeError(f"not an author's expression: {tree!r}")

    def name(self, tree: Name) -> Typed | None:
        """A bare word that stands for a value of its own."""
        name = tree.name
        if name == "lead":
            return Typed(Read("lead"), self.names.leads)
        if variable := self.names.variable(name, self.scene):
            if variable.chapter and variable.chapter != self.chapter:
                self.refuse("T026", tree.span, name=name, chapter=variable.chapter)
                return None
            slot = slot_of(variable)
            self.used.add(slot)
            return None if variable.domain == UNKNOWN_DOMAIN else Typed(Read(slot), variable.domain)
        if name in self.names.defines:
            return self.defined(tree)
        if name.partition(".")[0] in EARLIER:
            return resolve_earlier(self, tree)
        if name in self.names.phrases:
            self.refuse("T028", tree.span, name=name)
            return None
        if name in self.names.truths:
            self.refuse("T012", tree.span, hint=f"it is a truth: write “truth({name})”", name=name)
            return None
        self.refuse_unknown(name, tree.span, chain(self.names.defines, ("lead", *EARLIER)))
        return None

    def refuse_unknown(self, name: str, span: Span, known: Iterable[str] = ()) -> None:
        """A name that is nothing here: what another scene takes, or what nobody declared. `known` are names beside variables."""
        takers = [scene for scene, taken in self.names.takes.items() if name in taken]
        if takers:
            self.used.update(f"{scene}.{name}" for scene in takers)
            self.refuse("N010", span, name=name, scene=takers[0])
            return
        near = did_you_mean(name, chain(self.names.takes.get(self.scene, ()), self.names.variables, known))
        self.refuse("T012", span, hint=near or None, name=name)

    def defined(self, tree: Name) -> Typed | None:
        """A define's value: resolved once a chapter, so that its mistakes are told once."""
        key = (tree.name, self.chapter)
        if key in self._defined or tree.name in self._too_large:
            return self._defined.get(key)
        if tree.name in self._defining:
            chain = " → ".join([*self._defining[self._defining.index(tree.name) :], tree.name])
            self.refuse("T024", self.names.defines[tree.name].span, chain=chain)
            return self._defined.setdefault(key, None)
        self._defining.append(tree.name)
        scene, self.scene = self.scene, ""
        found = self.value(self.names.defines[tree.name].value)
        self.scene = scene
        self._defining.pop()
        return self._defined.setdefault(key, found)

    def junction(self, tree: Binary) -> Typed | None:
        left, right = self.condition_part(tree.left), self.condition_part(tree.right)
        if left is None or right is None:
            return None
        return Typed(Binary(tree.operator, left, right), YesNo())

    def condition_part(self, tree: Expression) -> Expression | None:
        """One side of `and` or `or`."""
        return self.condition(tree, self.chapter)

    def number(self, tree: Expression) -> Typed | None:
        """An expression that must be a number."""
        found = self.value(tree)
        if found is not None and not isinstance(found.domain, Number):
            self.refuse("T018", span_of(tree), what=described(found.domain))
            return None
        return found

    def arithmetic(self, tree: Binary) -> Typed | None:
        left, right = self.number(tree.left), self.number(tree.right)
        if left is None or right is None:
            return None
        (a, b), (c, d) = interval(left.domain), interval(right.domain)
        if tree.operator in ("/", "mod") and not (isinstance(right.tree, Constant) and c > 0):
            self.refuse("T090", span_of(tree.right), operator=tree.operator)
            return None
        match tree.operator:
            case "+":
                ends = (a + c, b + d)
            case "-":
                ends = (a - d, b - c)
            case "/":
                ends = (a // c, b // c)
            case "mod":
                ends = (a % c, b % c) if a // c == b // c else (0, c - 1)
            case _:
                corners = (a * c, a * d, b * c, b * d)
                ends = (min(corners), max(corners))
        return Typed(Binary(tree.operator, left.tree, right.tree), Number(*ends))

    def word_of(self, tree: Expression, domain: Domain) -> Typed | None:
        """A bare word as a value of `domain`, or None where it is not one: nothing is reported."""
        if isinstance(tree, Name) and isinstance(domain, Enum) and tree.name in domain.values:
            return Typed(Constant(domain.values.index(tree.name)), domain)
        return None

    def means_itself(self, tree: Expression) -> bool:
        """Whether an expression has a value without being compared: anything but an unknown bare word."""
        names = self.names
        return (
            not isinstance(tree, Name)
            or tree.name == "lead"
            or tree.name.partition(".")[0] in EARLIER
            or names.variable(tree.name, self.scene) is not None
            or tree.name in names.defines
        )

    def comparison(self, tree: Binary) -> Typed | None:
        left, right = self.sides(tree)
        if left is None or right is None:
            return None
        a, b = left.domain, right.domain
        alike = (
            (isinstance(a, Number) and isinstance(b, Number))
            or (isinstance(a, YesNo) and isinstance(b, YesNo) and tree.operator in ("==", "!="))
            or (isinstance(a, Enum) and a == b)
            or (isinstance(a, SetOf) and a == b and tree.operator in COMPARED)
        )
        if not alike:
            self.refuse("T017", tree.span, left=described(a), right=described(b), operator=tree.operator)
            return None
        if isinstance(a, SetOf):
            return compare_sets(tree.operator, left.tree, right.tree)
        if not self._note_counts(tree, left, right):
            return None
        self._warn_if_settled(tree, left, right)
        test = Binary(tree.operator, left.tree, right.tree)
        return Typed(if_known(test, left.tree, right.tree, otherwise=tree.operator == "!="), YesNo())

    def sides(self, tree: Binary) -> tuple[Typed | None, Typed | None]:
        """Both sides of a comparison; a bare word is known by what it is compared with."""
        if self.means_itself(tree.left) and not isinstance(tree.left, Words):
            left = self.value(tree.left)
            return left, self.against(tree.right, left)
        if self.means_itself(tree.right):
            right = self.value(tree.right)
            return self.against(tree.left, right), right
        return self.value(tree.left), None

    def against(self, tree: Expression, other: Typed | None) -> Typed | None:
        """One side of a comparison, the other being known."""
        if other is None:
            # The other side's mistake is told; a word that was to be known by it would only be told again.
            return self.value(tree) if self.means_itself(tree) and not isinstance(tree, Words) else None
        if isinstance(other.domain, SetOf):
            if isinstance(tree, Words):
                return words_as_set(self, tree, other.domain)
            if isinstance(tree, Name) and word_for_set(self, tree, other.domain):
                return None
        word = self.word_of(tree, other.domain)
        if word is not None:
            return word
        if isinstance(tree, Name) and isinstance(other.domain, Enum) and not self.means_itself(tree):
            hint = did_you_mean(tree.name, other.domain.values, f"it is {described(other.domain)}")
            self.refuse("T015", tree.span, hint=hint, word=tree.name)
            return None
        return self.value(tree)

    def _note_counts(self, tree: Binary, left: Typed, right: Typed) -> bool:
        """Keeps counts as far as they are compared; False after refusing one compared with no constant."""
        for side, other in ((left.tree, right.tree), (right.tree, left.tree)):
            if not holds_count(side):
                continue
            if not isinstance(side, Read) or not isinstance(other, Constant):
                self.refuse("T016", tree.span)
                return False
            self.counts[side.slot] = min(max(self.counts.get(side.slot, 1), other.value + 1), PRINTED)
        return True

    def _warn_if_settled(self, tree: Binary, left: Typed, right: Typed) -> None:
        """A comparison that its domains settle is warned about."""
        (a, b), (c, d) = interval(left.domain), interval(right.domain)
        always = {"==": a == b == c == d, "!=": b < c or d < a, "<": b < c, "<=": b <= c, ">": a > d, ">=": a >= d}
        never = {"==": b < c or d < a, "!=": a == b == c == d, "<": a >= d, "<=": a > d, ">": b <= c, ">=": b < c}
        if always[tree.operator] or never[tree.operator]:
            self.refuse("T036", tree.span, settled="always" if always[tree.operator] else "never")

    def membership(self, tree: Binary) -> Typed | None:
        """`torch in tools`, `cover in {doubted, blown}`, `heat in {1, 2}`."""
        if isinstance(tree.right, Words):
            return self.one_of(tree, tree.right)
        holder = self.value(tree.right)
        if holder is None:
            return None
        if not isinstance(holder.domain, SetOf) or not isinstance(tree.left, Name):
            self.refuse("T019", tree.span)
            return None
        values = holder.domain.values
        if tree.left.name not in values:
            hint = did_you_mean(tree.left.name, values, f"it is {described(holder.domain)}")
            self.refuse("T015", tree.left.span, hint=hint, word=tree.left.name)
            return None
        return Typed(if_known(Has(1 << values.index(tree.left.name), holder.tree), holder.tree), YesNo())

    def one_of(self, tree: Binary, words: Words) -> Typed | None:
        subject = self.value(tree.left)
        if subject is None:
            return None
        low, high = interval(subject.domain)
        if isinstance(subject.domain, SetOf) or holds_count(subject.tree) or high - low > 255 or not words.names:
            self.refuse("T019", tree.span)
            return None
        mask = 0
        for name in words.names:
            number = self.coded(name, subject.domain)
            if number is None:
                return None
            mask |= 1 << (number - low)
        of = subject.tree if low == 0 else Binary("-", subject.tree, Constant(low))
        return Typed(if_known(Has(mask, of, by_value=True), subject.tree), YesNo())

    def coded(self, name: Name, domain: Domain) -> int | None:
        """The number that a word or numeral stands for in a domain; None after refusing it."""
        text = name.name
        match domain:
            case Enum(values) if text in values:
                return values.index(text)
            case YesNo() if text in ("true", "false"):
                return int(text == "true")
            case Number(low, high) if is_numeral(text) and low <= int(text) <= high:
                return int(text)
        hint = did_you_mean(text, domain.values if isinstance(domain, Enum) else (), f"it is {described(domain)}")
        self.refuse("T015", name.span, hint=hint, word=text)
        return None
