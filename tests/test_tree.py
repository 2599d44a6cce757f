"""Nodes as the reader makes them: values, styles, spans, and what makes a node broken."""

import pytest

from game.text import yaml_reader
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.source import Source
from game.text.yaml_reader import PlainParser, read_documents


@pytest.fixture(params=["libyaml", "plain"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "plain":
        monkeypatch.setattr(yaml_reader, "EventParser", PlainParser)


def read(text: str) -> tuple[YamlNode, list[str]]:
    (root,), found = read_documents(Source("a.yaml", text))
    return root, [each.code for each in found]


def plain(node: YamlNode) -> object:
    """The values alone."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {name.value: plain(value) for name, value in entries}


def where(node: YamlNode) -> tuple[int, int, int, int]:
    return node.span.line, node.span.column, node.span.end_line, node.span.end_column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes\nb: 1974\nc: 21:10\nd: ~\ne: 0x10\nf: 2001-01-01\n=: on", dict(zip("abcdef=", ["yes", "1974", "21:10", "~", "0x10", "2001-01-01", "on"], strict=True))),
        ("a:\n- b\n- - c\n  - d: e\n", {"a": ["b", ["c", {"d": "e"}]]}),
        ("a: {b: [c, d], e: }\n", {"a": {"b": ["c", "d"], "e": ""}}),
        ("a: |\n  b\n   c\n\n  d\n\n", {"a": "b\n c\n\nd\n"}),
        ("a: |-\n  b\n", {"a": "b"}),
        ("a: |+\n  b\n\n", {"a": "b\n\n"}),
        ("a: >\n  b\n  c\n\n  d\n", {"a": "b c\nd\n"}),
        ("'a b': 'it''s'\n", {"a b": "it's"}),
        ('a: "b\\n\\"c\\""\n', {"a": 'b\n"c"'}),
        ("a: b\n  c\n", {"a": "b c"}),
        ("- [a: b]\n", [[{"a": "b"}]]),
    ],
)  # fmt: skip
def test_everything_is_text_as_typed(text: str, value: object) -> None:
    root, found = read(text)
    assert (plain(root), found) == (value, [])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a: word\n", (1, 4, 1, 8)),
        ("a: 'word'  # c\n", (1, 4, 1, 10)),
        ("a: one\n  two   \n", (1, 4, 2, 6)),
        ("a: 漢字 x\n", (1, 4, 1, 8)),
        ("a:\nb: c\n", (1, 3, 1, 3)),
        ("a: |\n  one\n\n  two\n\n\nb: c\n", (1, 4, 4, 6)),
        ("a: |\n  one\n# no\n  # nor this\nb: c\n", (1, 4, 2, 6)),
        ("a: >-\n  one\n # no\n", (1, 4, 2, 6)),
        ("a: |\n  one", (1, 4, 2, 6)),
        ("a: |\n  one # yes\n", (1, 4, 2, 12)),
        ("a: |  # empty\n\nb: c\n", (1, 4, 1, 14)),
        ("a: [b,\n  c] # d\n", (1, 4, 2, 5)),
        ("a: {b: c}\n", (1, 4, 1, 10)),
        ("a:\n  - b\n  - c\n\n# no\n\nd: e\n", (2, 3, 3, 6)),
        ("a:\n- b\n- c:\n    d\n\ne: f\n", (2, 1, 4, 6)),
        ("a:\n  b: c\n  d:\n\n# no\ne: f\n", (2, 3, 3, 5)),
        ("# head\n\n---\na: b\n", (4, 4, 4, 5)),
        ("x: y\n---\na: b\n", (1, 4, 1, 5)),
    ],
)
def test_a_span_holds_the_node_and_no_more(text: str, span: tuple[int, int, int, int]) -> None:
    documents, _ = read_documents(Source("a.yaml", text))
    root = documents[0]
    assert isinstance(root, Mapping)
    assert where(root.entries[0][1]) == span


def test_positions_are_those_of_the_file_in_every_document() -> None:
    documents, _ = read_documents(Source("a.yaml", "a: b\n---\n# c\nd:\n  - e\n---\nf: g\n"))
    assert [where(each) for each in documents] == [(1, 1, 1, 5), (4, 1, 5, 6), (7, 1, 7, 5)]


@pytest.mark.parametrize(
    ("text", "style", "indent"),
    [
        ("a: b", "", 0),
        ("a: 'b'", "'", 0),
        ('a: "b"', '"', 0),
        ("a: |\n  b\n", "|", 2),
        ("a: |\n\n     b\n   \n", "|", 5),
        ("a: |2\n    b\n", "|", 2),
        ("a: >\n   b\n", ">", 3),
        ("- a: |\n      b\n", "|", 6),
        ("a: |\n", "|", 0),
    ],
)
def test_a_text_keeps_its_style_and_a_block_its_indent(text: str, style: str, indent: int) -> None:
    root, _ = read(text)
    root = root.items[0] if isinstance(root, Sequence) else root
    assert isinstance(root, Mapping)
    value = root.entries[0][1]
    assert isinstance(value, Scalar)
    assert (value.style, value.indent) == (style, indent)


def test_brackets_are_told_from_blocks() -> None:
    root, _ = read("a: {b: [c]}\nd:\n  - e\n")
    assert isinstance(root, Mapping)
    inner, block = root.entries[0][1], root.entries[1][1]
    assert isinstance(inner, Mapping) and isinstance(block, Sequence)
    inmost = inner.entries[0][1]
    assert isinstance(inmost, Sequence)
    assert (root.flow, inner.flow, inmost.flow, block.flow) == (False, True, True, False)


def test_of_a_doubled_key_the_first_stays_and_both_places_are_named() -> None:
    (root,), found = read_documents(Source("a.yaml", "a: b\nc: d\n'a': e\n"))
    assert plain(root) == {"a": "b", "c": "d"}
    assert not root.broken
    assert [(each.code, each.span.line, each.span.column) for each in found] == [("Y011", 3, 1)]
    assert "“a”" in found[0].message and "line 1, column 1" in found[0].message


def test_a_key_may_stand_again_in_another_mapping() -> None:
    assert read("a: {b: c}\nd: {b: c, a: e}\n---\na: f\n".partition("---")[0])[1] == []


@pytest.mark.parametrize(
    ("text", "codes", "value"),
    [
        ("a: *x\nb: c\n", ["Y013"], {"a": "", "b": "c"}),
        ("a: &x b\nc: d\n", ["Y013"], {"a": "b", "c": "d"}),
        ("a: &x\n  - b\n", ["Y013"], {"a": ["b"]}),
        ("a: &x {b: c}\nd: *x\n", ["Y013", "Y013"], {"a": {"b": "c"}, "d": ""}),
        ("a: !!str b\n", ["Y014"], {"a": "b"}),
        ("a: !Stop now\n", ["Y014"], {"a": "now"}),
        ("a: !x\n  b: c\n", ["Y014"], {"a": {"b": "c"}}),
        ("<<: *x\na: b\n", ["Y015"], {"a": "b"}),
        ("<<: {c: d}\na: b\n", ["Y015"], {"a": "b"}),
        ("'<<': c\na: b\n", [], {"<<": "c", "a": "b"}),
        ("*x : c\na: b\n", ["Y013"], {"a": "b"}),
        ("[x]: c\na: b\n", ["Y012"], {"a": "b"}),
        ("{x: y}: c\na: b\n", ["Y012"], {"a": "b"}),
    ],
)
def test_what_yaml_has_beyond_text_lists_and_mappings_is_refused(text: str, codes: list[str], value: object) -> None:
    root, found = read(text)
    assert (found, plain(root)) == (codes, value)
