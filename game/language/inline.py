"""Inside a text: braces, emphasis, dashes and quotation marks, from characters to a `Text`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal, cast

from game.language.conditions import LARGEST, parse_expression
from game.language.expressions import Expression
from game.language.texts import (
    CLOSE,
    EMPHASIS,
    EMPTY,
    STRONG,
    IfWords,
    MatchCase,
    MatchWords,
    Part,
    Plural,
    PluralWords,
    Show,
    Text,
    Vary,
)
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar
from game.text.source import Span

DEEPEST = 20
"""How deep braces may nest."""

_PLAIN = re.compile(r"[^\\{}|_*\"'\-\s]+(?: [^\\{}|_*\"'\-\s]+)*")
"""Words without a sign of their own, and the single spaces between them."""

_TESTED = re.compile(r"(if|match|plural)\s")
_SPACE = re.compile(r"\s+")
_CASE = re.compile(r"\s*(?P<value>-?\w+(?:\s*\.\.\s*-?\w+)?)\s*=(?!=)\s*")
_FORM = re.compile(r"\s*(?P<category>\w+)\s*=(?!=)\s*")
_TOO_LARGE = re.compile(r"\d{11}")
_OPENING = frozenset(" \n\t([{—–-/“‘")
_ESCAPED = frozenset("{}|*_\\")
Sign = Literal["", "&", "~", "!"]


def parse_text(node: Scalar, mistakes: list[Diagnostic], start: int = 0, end: int | None = None) -> Text:
    """The text in characters `start` to `end` of a scalar; what could not be understood is left out and reported.

    ```
    text  = { literal | "\\" sign | "{" brace "}" | emphasis }
    brace = "if" condition "?" text [ "|" text ]
          | "match" expression "?" { value "=" text "|" } text
          | "plural" expression ":" [ category "=" ] text { "|" [ category "=" ] text }
          | [ "&" | "~" | "!" ] text { "|" text }
          | expression
    ```
    Spaces round a part are kept, except after `?` or `:` and round `=`. `_emphasis_` and `__strong__` (or stars) open at the start of a
    word and close at the end of one on the same level of braces. White space runs together; straight quotes become
    typographic and `--` a dash.
    """
    last = len(node.value) if end is None else end
    while start < last and node.value[start].isspace():
        start += 1
    while last > start and node.value[last - 1].isspace():
        last -= 1
    reader = _Reader(node, start, last, mistakes)
    parts = reader.level(depth=0, before=" ")
    return Text(tuple(parts), node.span_of(start, max(last, start))) if parts else EMPTY


class _Open:
    """A sign that may open emphasis, waiting for its end."""

    def __init__(self, sign: str) -> None:
        self.sign = sign


class _Reader:
    """Reads one text; `at` is the next character of the scalar."""

    def __init__(self, node: Scalar, start: int, end: int, mistakes: list[Diagnostic]) -> None:
        self.node, self.at, self.end, self.mistakes = node, start, end, mistakes
        self.source = node.value
        self.unclosed = False
        """Whether a brace that is never closed was met: told once, for the innermost."""

    def refuse(self, code: str, start: int, end: int, **words: Any) -> None:
        self.mistakes.append(diagnostic(code, self.node.span_of(start, max(end, start + 1)), **words))

    def level(self, depth: int, before: str) -> list[Part]:
        """The parts up to the `|` or `}` that ends this level (left unread), or to the end of the text.

        `before` is the character shown before this level, by which a quotation mark knows whether it opens.
        """
        pieces: list[str | Part | _Open] = []
        opened: dict[str, list[int]] = {}
        previous = before
        while self.at < self.end:
            sign = self.source[self.at]
            if depth and sign in "|}":
                break
            if match := _PLAIN.match(self.source, self.at, self.end):
                pieces.append(match[0])
                previous = match[0][-1]
                self.at = match.end()
            elif match := _SPACE.match(self.source, self.at, self.end):
                pieces.append(" ")
                previous = " "
                self.at = match.end()
            elif sign == "{":
                part = self.brace(depth + 1, previous)
                if part is not None:
                    pieces.append(part)
                    previous = "x"
            elif sign in "_*":
                previous = self.emphasis(pieces, opened, sign, previous)
            else:
                shown = self.character(sign, previous)
                pieces.append(shown)
                previous = shown[-1:] or previous
        return _settled(pieces)

    def character(self, sign: str, previous: str) -> str:
        """One character outside words, as it is shown."""
        start = self.at
        following = self.source[start + 1] if start + 1 < self.end else " "
        self.at += 1
        if sign == "\\" and following in _ESCAPED:
            self.at += 1
            return following
        if sign == "}":
            self.refuse("X002", start, start + 1)
            return ""
        if sign == "-" and following == "-":
            self.at = start + 2
            return "—"
        if sign == '"':
            return "“" if previous in _OPENING else "”"
        if sign == "'":
            return "‘" if previous in _OPENING and not following.isdigit() and not following.isspace() else "’"
        return sign

    def emphasis(self, pieces: list[str | Part | _Open], opened: dict[str, list[int]], sign: str, previous: str) -> str:
        """Reads one or two of `_` or `*`: opens, closes, or is itself. Returns the character before what follows.

        `opened` holds for each sign the places in `pieces` where it waits for its end, the last of them last.
        """
        double = self.source.startswith(sign * 2, self.at, self.end)
        mark = sign * 2 if double else sign
        after = self.at + len(mark)
        following = self.source[after] if after < self.end else " "
        self.at = after
        if not previous.isspace() and not following.isalnum() and opened.get(mark):
            pieces[opened[mark].pop()] = STRONG if double else EMPHASIS
            pieces.append(CLOSE)
            return previous
        if not previous.isalnum() and not following.isspace():
            opened.setdefault(mark, []).append(len(pieces))
            pieces.append(_Open(mark))
            return previous
        pieces.append(mark)
        return mark[-1]

    def brace(self, depth: int, before: str) -> Part | None:
        """What stands between `{` and its `}`; both are read."""
        opened = self.at
        self.at += 1
        if depth > DEEPEST:
            self.refuse("X003", opened, opened + 1, deepest=DEEPEST)
            self.at, self.unclosed = self.end, True
            return None
        part: Part | None
        if match := _TESTED.match(self.source, self.at, self.end):
            self.at = match.end()
            part = self.tested(match[1], depth, before)
        else:
            part = self.varied(depth, before)
        if self.at < self.end and self.source[self.at] == "}":
            self.at += 1
        else:
            if not self.unclosed:
                self.refuse("X001", opened, opened + 1)
            self.unclosed = True
            return None
        return part

    def mark(self, wanted: str) -> int:
        """Where the first sign wanted outside brackets stands before this brace closes, or -1."""
        depth = 0
        for place in range(self.at, self.end):
            sign = self.source[place]
            if sign in "({":
                depth += 1
            elif sign in ")}":
                if not depth:
                    return -1
                depth -= 1
            elif sign == wanted and not depth:
                return place
            elif sign == "|" and not depth:
                return -1
        return -1

    def skip_space(self) -> None:
        while self.at < self.end and self.source[self.at].isspace():
            self.at += 1

    def skip_brace(self) -> None:
        """To the `}` that closes what was opened, or the end: after a mistake, so that it is told once."""
        depth = 0
        while self.at < self.end:
            sign = self.source[self.at]
            if sign == "\\":
                self.at += 1
            elif sign == "{":
                depth += 1
            elif sign == "}":
                if not depth:
                    return
                depth -= 1
            self.at += 1

    def alternatives(self, depth: int, before: str) -> list[Text]:
        """Texts parted by `|`, up to the closing brace."""
        found = []
        while True:
            start = self.at
            parts = self.level(depth, before)
            found.append(Text(tuple(parts), self.node.span_of(start, max(self.at, start))))
            if self.at < self.end and self.source[self.at] == "|":
                self.at += 1
            else:
                return found

    def tested(self, word: str, depth: int, before: str) -> Part | None:
        """`if condition? words|words`, `match expression? value = words|words` and `plural expression: words|words`,

        after the word.
        """
        start = self.at
        mark = self.mark(":" if word == "plural" else "?")
        if mark < 0:
            self.skip_brace()
            self.refuse("X030" if word == "plural" else "X004", start, self.at, word=word)
            return None
        tree = parse_expression(self.node, self.mistakes, start, mark)
        span = self.node.span_of(start, mark)
        self.at = mark + 1
        self.skip_space()
        if word == "match":
            return self.cases(tree, span, depth, before)
        if word == "plural":
            return self.forms(tree, span, depth, before)
        chosen = self.alternatives(depth, before)
        if len(chosen) > 2:
            self.refuse("X005", mark, self.at, count=len(chosen))
            return None
        if tree is None:
            return None
        return IfWords(tree, chosen[0], chosen[1] if len(chosen) == 2 else EMPTY, span)

    def cases(self, tree: Expression | None, span: Span, depth: int, before: str) -> Part | None:
        """The `value = words` of a match and its last words, up to the closing brace."""
        found: list[MatchCase] = []
        otherwise = EMPTY
        while True:
            match = _CASE.match(self.source, self.at, self.end)
            start = self.at
            if match:
                self.at = match.end()
            parts = Text(tuple(self.level(depth, before)), self.node.span_of(start, max(self.at, start)))
            last = not (self.at < self.end and self.source[self.at] == "|")
            if match:
                where = self.node.span_of(match.start("value"), match.end("value"))
                if _TOO_LARGE.search(match["value"]):
                    self.mistakes.append(diagnostic("T010", where, largest=LARGEST))
                else:
                    found.append(MatchCase(match["value"], parts, where))
            elif last:
                otherwise = parts
            else:
                self.refuse("X006", start, self.at)
            if last:
                break
            self.at += 1
        return None if tree is None else MatchWords(tree, tuple(found), otherwise, span)

    def forms(self, tree: Expression | None, span: Span, depth: int, before: str) -> Part | None:
        """The `category = words` of a plural, most often without their categories, up to the closing brace."""
        found: list[PluralWords] = []
        while True:
            match = _FORM.match(self.source, self.at, self.end)
            start = self.at
            if match:
                self.at = match.end()
            parts = Text(tuple(self.level(depth, before)), self.node.span_of(start, max(self.at, start)))
            where = self.node.span_of(match.start("category"), match.end("category")) if match else parts.span
            found.append(PluralWords(match["category"] if match else "", parts, where))
            if not (self.at < self.end and self.source[self.at] == "|"):
                return None if tree is None else Plural(tree, tuple(found), span=span)
            self.at += 1

    def varied(self, depth: int, before: str) -> Part | None:
        """A value, or words that vary."""
        start = self.at
        sign = self.source[self.at] if self.at < self.end and self.source[self.at] in "&~!" else ""
        if not sign and not self.holds_bar():
            self.skip_brace()
            if not self.source[start : self.at].strip():
                self.refuse("X007", start - 1, self.at + 1)
                return None
            if self.at >= self.end:
                return None
            tree = parse_expression(self.node, self.mistakes, start, self.at)
            return None if tree is None else Show(tree, span=self.node.span_of(start, self.at))
        self.at += len(sign)
        choices = self.alternatives(depth, before)
        return Vary(cast(Sign, sign), tuple(choices), "", self.node.span_of(start, self.at))

    def holds_bar(self) -> bool:
        """Whether this brace holds a `|` of its own."""
        depth, place = 0, self.at
        while place < self.end:
            sign = self.source[place]
            if sign == "\\":
                place += 1
            elif sign == "{":
                depth += 1
            elif sign == "}":
                if not depth:
                    return False
                depth -= 1
            elif sign == "|" and not depth:
                return True
            place += 1
        return False


def _settled(pieces: list[str | Part | _Open]) -> list[Part]:
    """The parts, neighbouring literals joined and signs that opened nothing as themselves."""
    shown = (piece.sign if isinstance(piece, _Open) else piece for piece in pieces)
    parts: list[Part] = []
    for literal, run in groupby(shown, key=lambda piece: isinstance(piece, str)):
        if literal:
            words = "".join(cast(Iterator[str], run))
            parts += [words] if words else []
        else:
            parts += run
    return parts
