"""Leftovers: what steers a story in another engine, and in a passage of ours would only be printed."""

from __future__ import annotations

import re

from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar

_SIGNS = ("->", "~", "==", "<>", "<<", "[[")
"""One of these stands in every leftover: a passage without them is not looked at line by line."""

_DIVERT = re.compile(r"->\s*(?P<name>[^\W\d][\w.]*)(?:\([^()]*\))?\s*(?P<tunnel>->)?\s*\Z")
_RETURN = re.compile(r"->\s*->\s*\Z")
_SET = re.compile(r"~\s*(?:temp\s+)?(?P<name>[^\W\d]\w*)(?:\s*(?P<sign>[+-]?=(?!=)|\+\+|--)\s*(?P<value>.*)|\(.*)\Z")
_KNOT = re.compile(r"={2,}\s*(?:function\s+)?(?P<name>[^\W\d]\w*)\s*(?:\([^()]*\))?\s*=*\s*\Z")
_GLUE = re.compile(r"\A<>|<>\Z")
_COMMAND = re.compile(r"<<\s*(?P<word>/?[a-z]+)\b(?P<rest>[^\n]*?)>>")
_LINK = re.compile(r"\[\[[^\[\]\n]+\]\]")

_STEP = "write “{}” as a step of its own"
_COMMANDS = {
    **dict.fromkeys(("if", "switch"), "write “{if condition? words|words}”, or “if:” as a step of its own"),
    **dict.fromkeys(("set", "unset"), _STEP.format("set:")),
    **dict.fromkeys(("jump", "goto"), _STEP.format("goto:")),
    **dict.fromkeys(("detour", "include"), _STEP.format("call:")),
    "declare": "declare it under “variables:”",
    "once": "write “{words|}”, or “once:” as a step of its own",
    **dict.fromkeys(("link", "linkappend", "linkreplace"), "write it as an option of “choose:”"),
    "print": "write what is to be shown in braces, as “{heat}”",
    "return": _STEP.format("return:"),
    "stop": "write “end:” with an ending, or “return:”, as a step of its own",
}
_GOES_ON = {
    **dict.fromkeys(("else", "elseif", "endif", "case", "default"), _COMMANDS["if"]),
    "endonce": _COMMANDS["once"],
    **{f"/{word}": meant for word, meant in _COMMANDS.items()},
}
"""Words that go on with a command or close it: told only where the command itself was not."""


def warn_of_leftovers(node: Scalar, mistakes: list[Diagnostic]) -> None:
    """A warning (X040) for each line of a prose with a leftover of ink, Yarn Spinner or SugarCube, at its place."""
    if not any(sign in node.value for sign in _SIGNS):
        return
    at, told = 0, False
    for line in node.value.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        found = _leftover(line.strip(), told)
        at += len(line)
        if found is None:
            continue
        first, last, meant = found
        told = True
        span = node.span_of(start + first, start + last)
        wrote = node.value[start + first : start + last]
        wrote = wrote if len(wrote) <= 40 else wrote[:39] + "…"
        mistakes.append(diagnostic("X040", span, wrote=wrote, meant=meant))


def _leftover(line: str, told: bool) -> tuple[int, int, str] | None:
    """Where the first leftover of a line starts and ends, and what to write instead; None where there is none.

    `told`: whether one was found before in the same prose, which may have opened what this line closes.
    """
    whole = 0, len(line)
    if match := _DIVERT.match(line):
        return *whole, _for_divert(match["name"], bool(match["tunnel"]))
    if _RETURN.match(line):
        return *whole, _STEP.format("return:")
    if match := _SET.match(line):
        return *whole, _for_change(match["name"], match["sign"], match["value"])
    if match := _KNOT.match(line):
        return *whole, f"begin a document with “---”, and in it write “scene: {match['name']}”"
    for match in _COMMAND.finditer(line):
        meant = _COMMANDS.get(match["word"]) or (None if told else _GOES_ON.get(match["word"]))
        if meant is not None:
            return match.start(), match.end(), meant
    if match := _LINK.search(line):
        return match.start(), match.end(), "write it as an option of “choose:” with “goto:”"
    if match := _GLUE.search(line):
        return match.start(), match.end(), "leave it out: lines of one paragraph run on"
    return None


def _for_divert(name: str, tunnel: bool) -> str:
    if name in ("END", "DONE"):
        return "write “end:” with an ending as a step of its own"
    return _STEP.format(f"{'call' if tunnel else 'goto'}: {name}")


def _for_change(name: str, sign: str | None, value: str | None) -> str:
    match sign:
        case "++" | "--":
            return _STEP.format(f"set: {name} {sign[0]}= 1")
        case None:
            return _STEP.format("call:")
        case _:
            return _STEP.format(f"set: {name} {sign} {value}".rstrip())
