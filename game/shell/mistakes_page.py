"""The catalogue of mistakes as a page of Markdown: `python -m game.shell.mistakes_page > docs/mistakes.md`."""

from __future__ import annotations

import re
import sys

from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.catalogue import FAMILIES, Entry, entries
from game.text.examples import abridged
from game.text.rendering import render
from game.text.source import Source

HEADINGS = {
    "Y": "What YAML sees",
    "S": "Structure: keys, steps and what they hold",
    "N": "Names",
    "T": "Conditions, variables and effects",
    "X": "Inside a text",
    "F": "Flow: ways through the story",
    "M": "Memories, what is told, what is handed on",
    "C": "Compatibility with saved games",
}
"""What each family is about, for somebody who looks for a mistake by its kind."""

INTRODUCTION = """\
# Mistakes

Every mistake that `citadel check` can tell, by its code. `citadel explain S051` shows an entry in the terminal. An error
keeps a story from being played; a warning does not. A code is permanent.

This page is generated from the catalogue: `python -m game.shell.mistakes_page > docs/mistakes.md`. Each example is a
whole story in one file, and the message below it is what the reader says of it, without the other warnings that so
small a story may earn. A right example leaves out the documents at the head that are the same in the wrong one. In
either, `⟨U+2028⟩` stands for that one character, `⟨tab⟩` for a tab, and `·` for a space at the end of a line.
"""

_CODE = re.compile(r"(`[^`\s][^`]*`)")
_SIGNS = re.compile(r"([\\`*_<>\[\]])")
_ENDING_SPACES = re.compile(r" +$", re.MULTILINE)


def mistakes_page() -> str:
    """The whole page. Reads every wrong example; the same catalogue gives the same text."""
    listed = entries()
    families = {letter: [entry for entry in listed if entry.code.startswith(letter)] for letter in FAMILIES}
    parts = [INTRODUCTION]
    parts += [_contents(letter, found) for letter, found in families.items()]
    for letter, found in families.items():
        parts.append(f"## {letter}: {HEADINGS[letter]}\n")
        parts += [_section(entry) for entry in found]
    return "\n".join(parts)


def _contents(letter: str, found: list[Entry]) -> str:
    """A family's codes with their titles, each a link to its entry."""
    lines = [f"- [{entry.code}](#{entry.code.lower()}) {_prose(entry.title)}" for entry in found]
    return f"**{letter}: {HEADINGS[letter]}**\n\n" + "\n".join(lines) + "\n"


def _section(entry: Entry) -> str:
    """One entry: its title and why, the wrong example with its message, the right one."""
    parts = [
        f"### {entry.code}",
        f"**{_prose(entry.title)}** ({entry.severity}). {_prose(entry.why)}",
        "Wrong:",
        _fenced("yaml", _visible(abridged(entry.wrong))),
        _fenced("text", _message(entry)),
        "Right:",
        _fenced("yaml", _visible(abridged(_changed(entry)))),
    ]
    return "\n\n".join(parts) + "\n"


def _message(entry: Entry) -> str:
    """What the reader says of an entry's wrong example, as far as it is this mistake."""
    source = Source("story.yaml", entry.wrong)
    story, found = parse_story([source])
    return "".join(render(each, source) for each in [*found, *check_story(story)] if each.code == entry.code)


def _changed(entry: Entry) -> str:
    """The right example from the first document on that is not the wrong one's too."""
    wrong, right = entry.wrong.split("\n---\n"), entry.right.split("\n---\n")
    while len(right) > 1 and wrong and wrong[0] == right[0]:
        del wrong[0], right[0]
    return "\n---\n".join(right)


def _visible(example: str) -> str:
    """An example in which every character can be seen."""
    shown = _ENDING_SPACES.sub(lambda spaces: "·" * len(spaces[0]), example)
    return "".join(each if each.isprintable() or each == "\n" else _named(each) for each in shown)


def _named(character: str) -> str:
    return "⟨tab⟩" if character == "\t" else f"⟨U+{ord(character):04X}⟩"


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.strip(chr(10))}\n```"


def _prose(text: str) -> str:
    """A sentence of the catalogue's: what stands between backticks is code, any other sign is itself."""
    parts = _CODE.split(text)
    return "".join(part if number % 2 else _SIGNS.sub(r"\\\1", part) for number, part in enumerate(parts))


if __name__ == "__main__":
    sys.stdout.buffer.write(mistakes_page().encode())
