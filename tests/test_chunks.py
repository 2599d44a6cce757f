"""Files cut into documents, and entries cut out of documents."""

import pytest

from game.text.chunks import erase_entry, split_documents
from game.text.diagnostic import Diagnostic
from game.text.source import Source


def split(text: str) -> tuple[list[tuple[str, int]], list[str]]:
    found: list[Diagnostic] = []
    return list(split_documents(text, Source("a.yaml", text), found)), [each.code for each in found]


@pytest.mark.parametrize(
    ("text", "documents", "codes"),
    [
        ("", [], []),
        ("\n# nothing\n  # here\n", [], []),
        ("---\n---\n---", [], []),
        ("a: b", [("a: b", 0)], []),
        ("a: b\n---\nc: d\n", [("a: b\n", 0), ("---\nc: d\n", 1)], []),
        ("---\na: b\n--- # here\n---\nc: d\n", [("---\na: b\n", 0), ("---\nc: d\n", 3)], []),
        ("----\n---x\n ---\n", [("----\n---x\n ---\n", 0)], []),
        ("a: b\n...\nc: d\n", [("a: b\n", 0), ("   \nc: d\n", 1)], ["Y022"]),
        ("... and so on\n", [], ["Y022"]),
        ("%YAML 1.1\n---\na: b\n", [("---\na: b\n", 1)], ["Y016"]),
        ("# x\n%A b\n%C\na: b\n", [("# x\n    \n  \na: b\n", 0)], ["Y016", "Y016"]),
    ],
)
def test_documents_are_parted_by_their_lines(text: str, documents: list[tuple[str, int]], codes: list[str]) -> None:
    assert split(text) == (documents, codes)


@pytest.mark.parametrize(
    ("line", "erased", "last"),
    [
        (1, "\n\n\n\n\n\nl: m", 6),  # a key, and the list under it that stands no further right
        (2, "k:\n\n\n\n- d\n  - e\nl: m", 4),
        (3, "k:\n- a\n\n\n- d\n  - e\nl: m", 4),  # the blank line below goes too
        (5, "k:\n- a\n  b: c\n\n\n\nl: m", 6),
        (7, "k:\n- a\n  b: c\n\n- d\n  - e\n", 7),
        (4, "k:\n- a\n  b: c\n\n- d\n  - e\nl: m", 0),
        (9, "k:\n- a\n  b: c\n\n- d\n  - e\nl: m", 0),
    ],
)
def test_an_entry_is_erased_with_what_belongs_to_it(line: int, erased: str, last: int) -> None:
    chunk = "k:\n- a\n  b: c\n\n- d\n  - e\nl: m"
    assert erase_entry(chunk, line) == (erased, last)


def test_a_line_of_spaces_is_emptied() -> None:
    assert erase_entry("a: |\n    \n  b", 2) == ("a: |\n\n  b", 2)
