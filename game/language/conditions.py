"""Conditions: from characters to the tree of an expression."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from game.language.expressions import Ask, Binary, Constant, Expression, Name, Negate, Not, Words
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar

QUESTIONS = (
    "visits", "chose", "count", "surfaced", "recovered", "detail", "turns_since", "finished",
    "linked", "truth", "told", "lie",
)  # fmt: skip
"""What can be asked of the story's memory, as `question(about)`."""

OF_CLAIMS = ("at", "ended")
"""What claims alone can ask: whether a scene is being played (`at kitchen`), whether the game is over with an ending."""

RESERVED = frozenset({"or", "and", "not", "in", "true", "false"})
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">", "in")
DEEPEST = 40
"""How deep brackets, `not` and minus may nest: enough for any author, too little to exhaust the stack."""

MOST_JOINED = 64
"""How many parts signs, `and` and `or` may join in one expression: each makes the tree deeper, as a bracket does."""

LARGEST = 1_000_000_000
"""The greatest number that may be written."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)|(?P<sign>==|!=|<=|>=|[<>+\-*/(){},])|(?P<other>\S))"""
)
_FOREIGN = {"=": "==", "&": "and", "|": "or", "!": "not", "%": "mod"}


def is_numeral(word: str) -> bool:
    """Whether this is a whole number of no more digits than any that may be written."""
    return re.fullmatch("-?[0-9]{1,10}", word) is not None


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Slip(Exception):
    """Carries the first mistake out of the descent; never leaves this module."""


def parse_expression(
    node: Scalar, mistakes: list[Diagnostic], start: int = 0, end: int | None = None
) -> Expression | None:
    """The expression in characters `start` to `end` of a scalar, or None after adding one mistake.

    ```
    or         = and { "or" and }
    and        = not { "and" not }
    not        = "not" not | comparison
    comparison = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) sum ]
    sum        = product { ( "+" | "-" ) product }
    product    = minus { ( "*" | "/" | "mod" ) minus }
    minus      = "-" minus | atom
    atom       = number | "true" | "false" | name | question "(" name ")" | "(" or ")" | "{" one { "," one } "}"
               | "at" name
    one        = name | [ "-" ] number
    ```
    """
    try:
        return _Descent(node, start, len(node.value) if end is None else end).whole()
    except _Slip as slip:
        mistakes.append(slip.args[0])
        return None


class _Descent:
    """One recursive descent over the tokens of one expression."""

    def __init__(self, node: Scalar, start: int, end: int) -> None:
        self.node, self.start, self.end = node, start, end
        self.tokens = list(self._tokens())
        self.at = 0
        self.depth = 0
        self.joined = 1

    def _tokens(self) -> list[_Token]:
        found, at = [], self.start
        while match := _TOKEN.match(self.node.value, at, self.end):
            kind = str(match.lastgroup)
            token = _Token(kind, match[kind], match.start(kind), match.end(kind))
            if kind == "other":
                self._refuse_character(token)
            found.append(token)
            at = match.end()
        found.append(_Token("end", "", max(at, self.start), max(at, self.start)))
        return found

    def _refuse_character(self, token: _Token) -> None:
        if token.text in "\"'“”‘’":
            raise self._slip("T002", token)
        meant = _FOREIGN.get(token.text)
        if meant:
            raise self._slip("T003", token, wrote=token.text, meant=meant)
        raise self._slip("T004", token, wrote=token.text)

    def _slip(self, code: str, token: _Token, **words: Any) -> _Slip:
        end = max(token.end, token.start + 1)
        return _Slip(diagnostic(code, self.node.span_of(token.start, end), **words))

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> _Token | None:
        token = self.tokens[self.at]
        if token.text in texts and token.kind != "end":
            self.at += 1
            return token
        return None

    def deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._slip("T009", token, what=f"brackets, “not” and minus nest deeper than {DEEPEST}")

    def whole(self) -> Expression:
        if self.next.kind == "end":
            raise _Slip(diagnostic("T001", self.node.span_of(self.start, self.end)))
        tree = self.disjunction()
        if self.next.kind != "end":
            code = "T006" if self.next.text in COMPARISONS else "T005"
            raise self._slip(code, self.next, wrote=self.next.text)
        return tree

    def chain(self, operators: tuple[str, ...], part: str) -> Expression:
        parse = getattr(self, part)
        tree: Expression = parse()
        while token := self.take(*operators):
            self.joined += 1
            if self.joined > MOST_JOINED:
                raise self._slip("T009", token, what=f"more than {MOST_JOINED} parts are joined")
            tree = Binary(token.text, tree, parse(), self.node.span_of(token.start, token.end))
        return tree

    def disjunction(self) -> Expression:
        return self.chain(("or",), "conjunction")

    def conjunction(self) -> Expression:
        return self.chain(("and",), "negation")

    def negation(self) -> Expression:
        if token := self.take("not"):
            self.deeper(token)
            tree = Not(self.negation(), self.node.span_of(token.start, token.end))
            self.depth -= 1
            return tree
        return self.comparison()

    def comparison(self) -> Expression:
        left = self.sum()
        if token := self.take(*COMPARISONS):
            right = self.sum()
            if self.next.text in COMPARISONS and self.next.kind != "end":
                raise self._slip("T006", self.next, wrote=self.next.text)
            return Binary(token.text, left, right, self.node.span_of(token.start, token.end))
        return left

    def sum(self) -> Expression:
        return self.chain(("+", "-"), "product")

    def product(self) -> Expression:
        return self.chain(("*", "/", "mod"), "minus")

    def minus(self) -> Expression:
        if token := self.take("-"):
            self.deeper(token)
            tree = Negate(self.minus(), self.node.span_of(token.start, token.end))
            self.depth -= 1
            return tree
        return self.atom()

    def atom(self) -> Expression:
        token = self.next
        self.at += 1
        span = self.node.span_of(token.start, max(token.end, token.start + 1))
        if token.kind == "number":
            self.check_number(token)
            return Constant(int(token.text), span=span)
        if token.text in ("true", "false"):
            return Constant(int(token.text == "true"), truth=True, span=span)
        if token.text == "(":
            self.deeper(token)
            tree = self.disjunction()
            self.depth -= 1
            self.expect(")", token)
            return tree
        if token.text == "{":
            return self.words(token)
        if token.kind == "name" and token.text not in RESERVED:
            if token.text == "at" and self.next.kind == "name" and self.next.text not in RESERVED:
                return self.standing(token)
            if self.next.text == "(":
                return self.question(token)
            return Name(token.text, span)
        if token.kind == "end":
            raise self._slip("T007", token)
        raise self._slip("T005", token, wrote=token.text)

    def check_number(self, token: _Token) -> None:
        if len(token.text) > 10 or int(token.text) > LARGEST:
            raise self._slip("T010", token, largest=LARGEST)

    def expect(self, sign: str, opened: _Token) -> None:
        if not self.take(sign):
            raise self._slip("T008", opened, opened=opened.text, closing=sign)

    def question(self, name: _Token) -> Expression:
        opened = self.next
        self.at += 1
        about, after = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if (about.kind != "name" or after.text == ",") and name.text not in QUESTIONS:
            # `max(a, b)`, `random(1, 6)`: the mistake is the name, not what stands in its brackets.
            raise self._slip("T013", name, question=name.text)
        if about.kind != "name":
            raise self._slip("T007", about)
        self.at += 1
        if after.text == ",":
            raise self._slip("T005", after, wrote=after.text, hint=f"“{name.text}” asks about one thing")
        self.expect(")", opened)
        whole = self.node.span_of(name.start, self.tokens[self.at - 1].end)
        return Ask(name.text, about.text, whole, self.node.span_of(about.start, about.end))

    def standing(self, name: _Token) -> Expression:
        """`at kitchen`, which claims may ask."""
        about = self.next
        self.at += 1
        span = self.node.span_of(about.start, about.end)
        return Ask(name.text, about.text, self.node.span_of(name.start, about.end), span)

    def words(self, opened: _Token) -> Expression:
        names = []
        while self.next.kind in ("name", "number") or self.next.text == "-":
            minus = self.take("-")
            token = self.next
            if minus and token.kind != "number":
                raise self._stray(token)
            if token.kind == "number":
                self.check_number(token)
            self.at += 1
            start = minus.start if minus else token.start
            names.append(Name("-" * bool(minus) + token.text, self.node.span_of(start, token.end)))
            if not self.take(","):
                break
        if self.next.kind != "end" and self.next.text != "}":
            # The brace may well be closed: what stands before its end is the mistake.
            raise self._stray(self.next)
        self.expect("}", opened)
        return Words(tuple(names), self.node.span_of(opened.start, self.tokens[self.at - 1].end))

    def _stray(self, token: _Token) -> _Slip:
        """The mistake of what is no value between braces."""
        if token.kind == "end":
            return self._slip("T007", token)
        return self._slip("T005", token, hint="between the braces stand values, parted by commas", wrote=token.text)
