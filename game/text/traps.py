"""What stopped YAML, in one message: what YAML saw, and what to write instead.

YAML's own complaint says where it gave up, seldom why. The reasons are known slips of prose (a second `: `, a text that
begins with a sign, a quote that is never closed), and each is found again in the author's own line.
"""

from __future__ import annotations

import re

import msgspec

from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.silent_losses import UNSPACED_ITEM, UNSPACED_KEY, shortened, swallowed_line, unspaced_key
from game.text.source import Source, Span

TOO_DEEP = "too deep"

CONFINED = frozenset({"Y005", "Y006", "Y007", "Y018", "Y019", "Y021", "Y023", "Y024", "Y025"})
"""Mistakes that spoil one entry and no more: what fails after it is a mistake of its own."""

_MEANING = {
    "{": "a mapping",
    "[": "a list",
    "}": "the end of a mapping",
    "]": "the end of a list",
    ",": "the end of an entry in brackets",
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "%": "a directive",
    "|": "a block, which begins on the next line",
    ">": "a block, which begins on the next line",
    "@": "a sign that it keeps for later",
    "`": "a sign that it keeps for later",
    "-": "an item of a list",
    "?": "the beginning of a key",
    ":": "the value of a key",
}
_CLOSING = {"{": "}", "[": "]"}
_KEY = re.compile(r"[ ]*(?:- +)*([^\s:#'\"\[{-][^:#]*?):(?=\s|$)")
_ITEM = re.compile(r"[ ]*((?:- +)+)")
_BARE_COLON = re.compile(r"[ ]*(?:- +)*:(?=\s|$)")
_ID = re.compile(r"\w+(?: \([^)]*\))?")


class Failure(msgspec.Struct, frozen=True):
    """Where and with which words YAML broke off. Lines and columns from 1, in the file.

    `context` is what it was doing, since `context_line` and `context_column`; `flow_line` is that of the outermost
    bracket then open (0: none), and `before` the last node that was complete.
    """

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    flow_line: int = 0
    before: YamlNode | None = None


def explain_failure(failure: Failure, source: Source) -> Diagnostic:
    """The author's mistake behind a failure. Always one, if only with YAML's own words."""
    for reason in (_by_complaint, _after_node, _in_brackets, _second_colon, _out_of_line):
        mistake = reason(failure, source)
        if mistake is not None:
            return mistake
    return _outside(_place(source, failure.line, failure.column), f"YAML says: {failure.problem}")


def _by_complaint(failure: Failure, source: Source) -> Diagnostic | None:
    """Where YAML's words, and the character at which it stopped, say enough."""
    problem, context = failure.problem, failure.context
    here = _place(source, failure.line, failure.column)
    begun = _place(source, failure.context_line, failure.context_column)
    line = _line(source, failure.line)
    margin = line[: len(line) - len(line.lstrip())]
    character = line[failure.column - 1 : failure.column]
    # libyaml of late has a bound of its own, which its scanner comes to before we see what is nested.
    if problem == TOO_DEEP or "maximum nesting depth" in problem:
        return diagnostic("Y017", here)
    if "\t" in margin or character == "\t":
        column = (margin.index("\t") if "\t" in margin else failure.column - 1) + 1
        return diagnostic("Y004", _place(source, failure.line, column))
    if "quoted" in context and ("escape" in problem or "hex" in problem):
        column = failure.column if character == "\\" else line.rfind("\\", 0, failure.column) + 1
        escape = line[column - 1 : column + 1]
        place = source.span(here.line, column, here.line, column + len(escape))
        return diagnostic("Y021", place, escape=escape, meaning="means nothing")
    if "quoted scalar" in context:
        return _unclosed_quote(begun, source)
    if "anchor" in context or "alias" in context or "block scalar" in context or "a tag" in context:
        return _sign(begun, source)
    if "tag handle" in problem:
        return diagnostic("Y014", begun, words=shortened(_line(source, begun.line)[begun.column - 1 :].split()[0]))
    if "cannot start any token" in problem or line.startswith("%"):
        return _sign(here if "token" in problem else _place(source, failure.line, 1), source)
    if "node content" in problem and not ("flow" in context and character in ("]", "}")):
        return _sign(here, source)
    if "entries are not allowed" in problem and line[: failure.column - 1].strip(" -"):
        return _sign(here, source)
    if "keys are not allowed" in problem:
        return _sign(here, source)
    return None


def _after_node(failure: Failure, source: Source) -> Diagnostic | None:
    """Where words follow, on its line, what YAML had read as complete; or words were dropped before them."""
    before = failure.before
    if before is None or "not allowed" in failure.problem:
        return None
    line = _line(source, failure.line)
    rest = line[failure.column - 1 :]
    opening = _place(source, before.span.line, before.span.column)
    if before.span.end_line == failure.line and before.span.end_column <= failure.column:
        match before:
            case Scalar(style='"' | "'"):
                return _after_quote(before, failure, source)
            case Mapping(flow=True) | Sequence(flow=True):
                if rest[:1] in ("}", "]"):
                    return diagnostic(
                        "Y009", _place(source, failure.line, failure.column), sign=rest[0], trouble=_STRAY
                    )
                return _sign(opening, source)
            case Scalar(broken=True, value="") if _line(source, opening.line)[opening.column - 1] == "*":
                return _sign(opening, source)
    if isinstance(before, Scalar) and before.comment is not None and before.value and not failure.flow_line:
        return diagnostic("Y007", before.comment)
    return None


_STRAY = "closes nothing that is open"


def _after_quote(before: Scalar, failure: Failure, source: Source) -> Diagnostic:
    """Words after the closing quote of `before`: it closed too early, or only where another text opens."""
    rest = _line(source, failure.line)[failure.column - 1 :]
    place = _place(source, failure.line, failure.column)
    if before.span.end_line > before.span.line:
        return _unclosed_quote(_place(source, before.span.line, before.span.column), source)
    if rest.startswith(":"):
        return diagnostic("Y018", place, key=shortened(before.value))
    hint = None
    if before.style == "'" and before.span.end_column == failure.column and rest[:1].isalpha():
        hint = "in single quotes an apostrophe is written twice: ''"
    return diagnostic("Y024", place, hint, words=shortened(rest.rstrip(" ,}]")))


def _unclosed_quote(place: Span, source: Source) -> Diagnostic:
    line = _line(source, place.line)
    quote, rest = line[place.column - 1], line[place.column :]
    hint = None
    if quote == "'" and rest[:1].isalpha() and "'" not in rest:
        hint = "close it; a text that begins with an apostrophe goes in double quotes or into a block (“|”)"
    return diagnostic("Y008", place, hint, sign=quote)


def _in_brackets(failure: Failure, source: Source) -> Diagnostic | None:
    """Where `[ ]` or `{ }` went wrong."""
    if "flow" not in failure.context:
        return None
    here = _place(source, failure.line, failure.column)
    opening = _place(source, failure.context_line, failure.context_column)
    line = _line(source, failure.line)
    character = line[failure.column - 1 : failure.column]
    if failure.line == failure.context_line and character == ":":
        words = re.split(r"[,{\[]|: ", line[: failure.column - 1])[-1].strip()
        return diagnostic("Y005", here, "inside { } and [ ], put the whole text in quotes", words=shortened(words))
    bracket = _line(source, opening.line)[opening.column - 1 : opening.column]
    if bracket not in _CLOSING:
        bracket = "{" if "mapping" in failure.context else "["
    if character in ("]", "}"):
        trouble = f"stands where “{_CLOSING[bracket]}” should close the “{bracket}” of line {opening.line}"
        return diagnostic("Y009", here, sign=character, trouble=trouble)
    return diagnostic("Y009", opening, sign=bracket, trouble="is never closed")


def _second_colon(failure: Failure, source: Source) -> Diagnostic | None:
    """Where a colon makes a key of words that cannot be one."""
    if "mapping values" not in failure.problem:
        return None
    line = _line(source, failure.line)
    here = _place(source, failure.line, failure.column)
    if line.startswith("---"):
        return _outside(here, "“---” stands on a line of its own; begin the document on the next one")
    item = _ITEM.match(line)
    words = line[item.end() if item else 0 : failure.column - 1].strip()
    if first := re.search(r":\s", words):
        key, text = words[: first.start()], words[first.end() :].strip()
        quoted = _quoted(f"{text}{line[failure.column - 1 :]}".strip())
        hint = f"write {key}: {quoted}" if quoted else None
        return diagnostic("Y005", here, hint, words=shortened(text))
    number = _start_of_text(failure.line, source)
    if isinstance(failure.before, Scalar) and failure.before.span.line < number <= failure.before.span.end_line:
        number = failure.before.span.line  # that line had been swallowed too
    if number == 0:
        return diagnostic("Y005", here, words=shortened(words)) if not _ID.fullmatch(words) else _outside(here)
    above = _line(source, number)
    if unspaced := UNSPACED_KEY.match(above):
        return unspaced_key(unspaced, number, source)
    if swallowed := swallowed_line(source.span(number, 1, failure.line, failure.column), source):
        return swallowed
    if not _ID.fullmatch(words):
        return diagnostic("Y005", here, words=shortened(words))
    key_span = source.span(here.line, here.column - len(words), here.line, here.column)
    if _ITEM.match(above) and not _KEY.match(above):
        return diagnostic("Y025", key_span, key=words)
    return _outside(key_span, f"it stands further right than line {number}, whose text is already there")


def _start_of_text(line: int, source: Source) -> int:
    """The line, above this one, on which the plain text begins that goes on to this one; 0 where there is none."""
    for number in range(line - 1, 0, -1):
        above = _line(source, number)
        if above.startswith("---"):
            break
        if _ITEM.match(above) or _KEY.match(above) or UNSPACED_KEY.match(above):
            return number
    return 0


def _out_of_line(failure: Failure, source: Source) -> Diagnostic | None:
    """Where a line fits nothing above it."""
    if "expected" not in failure.problem and "entries are not allowed" not in failure.problem:
        return None
    number = failure.context_line if "simple key" in failure.context else failure.line
    line = _line(source, number)
    indent = len(line) - len(line.lstrip())
    whole = source.span(number, indent + 1, number, max(len(line.rstrip()), indent) + 1)
    if unspaced := UNSPACED_KEY.match(line):
        return unspaced_key(unspaced, number, source)
    if item := UNSPACED_ITEM.match(line):
        return diagnostic("Y019", source.span(number, item.end(), number, item.end() + 1))
    if set(line.strip()) <= set("-–—") and line.strip():
        return _outside(whole, "documents are parted by a line of exactly “---”")
    if colon := _BARE_COLON.match(line):
        return _sign(_place(source, number, colon.end()), source)
    before = failure.before
    if isinstance(before, Scalar) and before.span.line < number and not failure.flow_line:
        head = _line(source, before.span.line)
        margin = len(head) - len(head.lstrip())
        key = _KEY.match(line)
        if key and margin < indent and _ITEM.match(head) and not _KEY.match(head):
            return diagnostic("Y025", _place(source, number, key.start(1) + 1, len(key.group(1))), key=key.group(1))
        if before.style in ("|", ">") and not key and not _ITEM.match(line) and margin < indent:
            return _left_of_block(before, whole, indent, source)
    return _outside(whole, _where_it_could_stand(failure, number, indent, source))


def _left_of_block(block: Scalar, whole: Span, indent: int, source: Source) -> Diagnostic | None:
    """A line too far left for the block above it: by itself, or because a blank line has set the measure."""
    if block.value.strip():
        return diagnostic("Y023", whole, column=block.indent + 1) if indent < block.indent else None
    for number in range(block.span.line + 1, whole.line):
        blank = _line(source, number)
        if not blank.strip() and len(blank) > indent:
            return diagnostic("Y027", source.span(number, indent + 1, number, len(blank) + 1))
    return diagnostic("Y023", whole, "delete the number after the “|”, or indent the text as far as it says")


def _where_it_could_stand(failure: Failure, number: int, indent: int, source: Source) -> str | None:
    """The columns of what a line that fits nothing was probably meant to follow."""
    line = _line(source, number)
    for pattern, name in ((_ITEM, "item"), (_KEY, "key")):
        if not pattern.match(line):
            continue
        for above in range(number - 1, 0, -1):
            if pattern.match(other := _line(source, above)):
                column = len(other) - len(other.lstrip()) + 1
                if column != indent + 1:
                    return (
                        f"the {name} above, on line {above}, begins at column {column}, this one at column {indent + 1}"
                    )
                break
    if failure.context_line < number and failure.context_column == indent + 1:
        part = "items of a list" if "collection" in failure.context else "keys"
        return f"from line {failure.context_line} on there are {part} at this column, and this is none"
    return None


def _outside(span: Span, hint: str | None = None) -> Diagnostic:
    return diagnostic("Y020", span, hint)


def _sign(place: Span, source: Source) -> Diagnostic:
    """A text that begins with a sign of YAML's: what the sign means, and the text in quotes if that is short enough."""
    line = _line(source, place.line)
    sign = line[place.column - 1 : place.column]
    text = line[place.column - 1 :].strip()
    in_brackets = any(bracket in line[: place.column - 1] for bracket in "{[")
    quoted = None if in_brackets else _quoted(text)
    hint = f"write {quoted}" if quoted else None
    if sign in ("|", ">"):
        hint = "put the text on the lines below, further right than this one"
    elif sign == "-":
        hint = "put the list on the lines below; or, if this is a text, in quotes"
    return diagnostic("Y006", place, hint, sign=sign, meaning=_MEANING.get(sign, "something else"))


def _quoted(text: str) -> str | None:
    """A text in the quotes that need no escapes; None where it is too long to repeat or holds both kinds."""
    if len(text) > 60 or " #" in text:
        return None
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else None


def _line(source: Source, number: int) -> str:
    return source.lines[number - 1] if 0 < number <= len(source.lines) else ""


def _place(source: Source, line: int, column: int, length: int = 1) -> Span:
    """A span in a line; one beyond the end of the file is brought to the end of its last line that is not blank."""
    while line > 1 and not _line(source, line).strip():
        line, column = line - 1, len(_line(source, line - 1)) + 1
    return source.span(line, column, line, column + length)
