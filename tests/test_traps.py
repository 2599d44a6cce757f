"""What stopped YAML, told in one message: with libyaml, and with the parser that stands in for it."""

import pytest

from game.text import yaml_reader
from game.text.source import Source
from game.text.yaml_reader import PlainParser, read_documents

# What was typed, the code, the line and column of the caret, and words of the message or the hint.
SLIPS = [
    # A colon too many.
    ("- Halifax: you left: it\n", "Y005", 1, 20, 'write Halifax: "you left: it"'),
    ("do: Say what: now\n", "Y005", 1, 13, 'write do: "Say what: now"'),
    ('do: Say "what": now\n', "Y005", 1, 15, "write do: 'Say \"what\": now'"),
    ('do: Say "it\'s": now\n', "Y005", 1, 15, "below a “|”"),
    ("do: " + "long " * 20 + "what: now\n", "Y005", 1, 109, "below a “|”"),
    ("- do: He said:\n", "Y005", 1, 14, 'write do: "He said:"'),
    ("- He went\n  and then: nothing\n", "Y005", 2, 11, "“and then”"),
    ("k: {do: Say: what}\n", "Y005", 1, 12, "inside { }"),
    # A sign at the beginning.
    ("- {heat} people\n- b\n", "Y006", 1, 3, 'write "{heat} people"'),
    ("- [a] b\n", "Y006", 1, 3, "a list"),
    ("k: {a: b} c\n", "Y006", 1, 4, "a mapping"),
    ("- *really* now\n", "Y006", 1, 3, "an alias"),
    ("- *Now he goes\n", "Y006", 1, 3, "an alias"),
    ("- & so\n", "Y006", 1, 3, "an anchor"),
    ("- %d percent\n", "Y006", 1, 3, "a directive"),
    ("- @home\n", "Y006", 1, 3, 'write "@home"'),
    ("- `x`\n", "Y006", 1, 3, 'write "`x`"'),
    ("- | text here\n", "Y006", 1, 3, "lines below"),
    ("- > text\n", "Y006", 1, 3, "lines below"),
    ("- , a\n", "Y006", 1, 3, 'write ", a"'),
    ("- } a\n", "Y006", 1, 3, 'write "} a"'),
    ("- ] a\n", "Y006", 1, 3, 'write "] a"'),
    ("k: - a\n", "Y006", 1, 4, "list on the lines below"),
    ("a: {b: - c}\n", "Y006", 1, 8, "“-”"),
    ("k: ? x\n", "Y006", 1, 4, 'write "? x"'),
    (": x\n", "Y006", 1, 1, "the value of a key"),
    ("- : x\n", "Y006", 1, 3, "the value of a key"),
    ("a: {b: %x, c: d}\n", "Y006", 1, 8, "put the text in quotes"),
    # Quotation marks.
    ('k: "open\nj: 1\n', "Y008", 1, 4, "goes below a “|”"),
    ('k: "open\nj: "next"\n', "Y008", 1, 4, "not closed"),
    ("- 'Tis late\n- b\n", "Y008", 1, 3, "an apostrophe"),
    ('k: "a\\\n', "Y008", 1, 4, "not closed"),
    ('- "Hello," he said.\n', "Y024", 1, 12, "“he said.”"),
    ("- 'It's late'\n", "Y024", 1, 7, "written twice"),
    ("k: {text: 'It's late', x: y}\n", "Y024", 1, 15, "written twice"),
    ('"\\*a"\n', "Y021", 1, 2, "“\\*”"),
    ('k: "a \\x4 b"\n', "Y021", 1, 7, "“\\x”"),
    # Brackets.
    ("k: [a, b\nj: 1\n", "Y009", 1, 4, "never closed"),
    ("k: {a: b\nj: 1\n", "Y009", 1, 4, "never closed"),
    ("a: {b: c # d\n", "Y009", 1, 4, "never closed"),
    ("k: [a}\n", "Y009", 1, 6, "“]” should close the “[”"),
    ("k: {a: b]\n", "Y009", 1, 9, "“}” should close the “{”"),
    ("k: {a: b}}\n", "Y009", 1, 10, "closes nothing"),
    ("k: [a, b]]\n", "Y009", 1, 10, "closes nothing"),
    # Spaces.
    ("k:\n\t- a\n", "Y004", 2, 1, "a tab"),
    ("k:\n  - a\n\t- b\n", "Y004", 3, 1, "a tab"),
    ("k: |\n  text\n \tmore\n", "Y004", 3, 2, "a tab"),
    ("scene:kitchen\nscript:\n", "Y018", 1, 6, "write “scene: ”"),
    ("a: b\nscene:kitchen\nscript: c\n", "Y018", 2, 6, "write “scene: ”"),
    ('"a":b\n', "Y018", 1, 4, "write “a: ”"),
    ("- a\n-b\n- c\n", "Y019", 2, 1, "write “- ”"),
    ("k:\n  - a\n  -b\n", "Y019", 3, 3, "write “- ”"),
    # Words dropped, and then not understood.
    ("- a b # c\n  more\n", "Y007", 1, 7, "comment"),
    ("k: a b # c\n  more\n", "Y007", 1, 8, "comment"),
    ("- Rain.   # weather\n  Snow: no\n", "Y007", 1, 11, "comment"),
    # Lines out of line.
    ("- Four\n  if: x\n", "Y025", 2, 3, "“if:”"),
    ("- Four\n  and five\n  if: x\n", "Y025", 3, 3, "“if:”"),
    ("- |\n    text\n  if: x\n", "Y025", 3, 3, "“if:”"),
    ('- "text"\n  if: x\n', "Y025", 2, 3, "“if:”"),
    ("- a\n  - d: e\n", "Y026", 2, 3, "begins on line 1"),
    ("- a\n  b\n  - - c\n  - d: e\n", "Y026", 3, 3, "begins on line 1"),
    ("k: a\n  - b: c\n", "Y026", 2, 3, "begins on line 1"),
    ("s:\n   - a\n  - b\n", "Y020", 3, 3, "the item above, on line 2, begins at column 4"),
    ("s:\n  - a\n - b\n", "Y020", 3, 2, "begins at column 3, this one at column 2"),
    ("k: a\n  j: b\n", "Y020", 2, 3, "further right than line 1"),
    (" k: a\nj: b\n", "Y020", 2, 1, "the key above"),
    ("- a\nb: c\n", "Y020", 2, 1, "items of a list"),
    ("b: c\n- a\n", "Y020", 2, 1, "keys at this column"),
    ("a: b\n----\nc: d\n", "Y020", 2, 1, "exactly “---”"),
    ("--- scene: x\nscript: y\n", "Y020", 1, 10, "a line of its own"),
    ("k: |\n    a\n   b\n", "Y023", 3, 4, "column 5"),
    ("k: >\n    a\n  b\n", "Y023", 3, 3, "column 5"),
    ("k: |9\n  text\n", "Y023", 2, 3, "the number"),
    ("k: |\n\n     \n  a\n  b\n", "Y027", 3, 3, "blank line"),
    ("k: !a!b c\n", "Y014", 1, 4, "“!a!b”"),
]


@pytest.fixture(params=["libyaml", "plain"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "plain":
        monkeypatch.setattr(yaml_reader, "EventParser", PlainParser)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "code", "line", "column", "words"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_gives_one_message_at_its_place(text: str, code: str, line: int, column: int, words: str) -> None:
    _, found = read_documents(Source("a.yaml", text))
    assert [(each.code, each.span.line, each.span.column) for each in found] == [(code, line, column)]
    assert words in f"{found[0].message} = {found[0].hint}"


def test_a_text_at_the_left_edge_that_begins_with_a_percent_sign_is_no_directive() -> None:
    _, found = read_documents(Source("a.yaml", "- a\n%d percent\n"))
    assert [(each.code, each.span.line, each.span.column) for each in found] == [("Y006", 2, 1)]


def test_the_caret_of_a_failure_stands_within_the_file() -> None:
    for text, *_ in SLIPS:
        source = Source("a.yaml", text)
        _, found = read_documents(source)
        for each in found:
            assert 1 <= each.span.column <= len(source.lines[each.span.line - 1]) + 1
            assert (each.span.line, each.span.column) < (each.span.end_line, each.span.end_column)
