"""Files read: documents apart, mistakes apart, and no text that could raise or hang."""

import gc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from game.text import yaml_reader
from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.source import Source
from game.text.yaml_reader import DEEPEST, PlainParser, read_documents
from tests.patience import patience

SCENE = """\
scene: kitchen
place: Barrington Street, Halifax
tags: [indoors, orlick]
script:
  - |
    The light over the stove is on. You left it off.

    orlick (to the kettle): It whistles twice. Did you know that?
  - label: asking
    choose:
      wait:                                         # the option's id
        do: Say nothing and count the screws.       # an act
        set: [kettle = mended, heat += 1]
        then:
          - Four. He has lined them up by length.
      door: {do: Watch the street door., set: heat -= 1}
  - goto: the_offer
"""


def codes(text: str) -> list[tuple[str, int]]:
    return [(each.code, each.span.line) for each in read_documents(Source("a.yaml", text))[1]]


def keys(node: YamlNode) -> list[str]:
    assert isinstance(node, Mapping)
    return [name.value for name, _ in node.entries]


def test_a_file_is_its_documents_without_the_empty_ones() -> None:
    documents, found = read_documents(Source("a.yaml", "---\n# head\n---\na: b\n---\n\n---\n- c\n---\nd\n---\n"))
    assert [type(each) for each in documents] == [Mapping, Sequence, Scalar]
    assert not found


def test_a_slip_in_one_document_does_not_hide_the_rest() -> None:
    text = f"{SCENE}---\nscene: hall\nscript:\n  - ann: One: two\n---\n{SCENE}---\nscene: end\nscript: [a\n---\nb: c\n"
    documents, found = read_documents(Source("a.yaml", text))
    assert [(each.code, each.span.line) for each in found] == [("Y005", 21), ("Y009", 42)]
    assert [(keys(each)[0], each.broken) for each in documents] == [
        ("scene", False),
        ("scene", True),
        ("scene", False),
        ("scene", True),
        ("b", False),
    ]


def test_of_a_document_with_a_slip_everything_else_is_read() -> None:
    text = SCENE.replace("Say nothing and", "Say nothing: and")
    (root,), found = read_documents(Source("a.yaml", text))
    assert [each.code for each in found] == ["Y005"]
    assert isinstance(root, Mapping) and root.broken
    script = root.get("script")
    assert isinstance(script, Sequence) and len(script.items) == 3
    choose = script.items[1]
    assert isinstance(choose, Mapping)
    options = choose.get("choose")
    assert options is not None and keys(options) == ["wait", "door"]


def test_several_slips_in_one_document_are_reported_together() -> None:
    lines = [
        "- ann: One: two",
        "- fine",
        "- {heat} rises",
        "- ann: &x y",
        '- "Run," says Ann',
        "-Rain",
        "- a # b",
        "  c",
    ]
    assert codes("\n".join(lines)) == [("Y005", 1), ("Y006", 3), ("Y013", 4), ("Y024", 5), ("Y019", 6), ("Y007", 7)]


def test_after_a_slip_that_reaches_on_its_echoes_are_not_reported() -> None:
    assert codes('- ann: "Run\n- bo: He said: no\n- cy: "Hm"\n') == [("Y008", 1)]
    assert codes("s:\n  - a\n - b\n - c\n - d\n") == [("Y020", 3)]


def test_a_document_of_which_nothing_is_left_is_left_out() -> None:
    documents, found = read_documents(Source("a.yaml", "%\n@\n---\na: b\n"))
    assert [each.span.line for each in documents] == [4]
    assert [each.code for each in found] == ["Y016", "Y006"]


def test_mistakes_come_in_file_order() -> None:
    found = codes("a: &x b\n\x00\n...\nc: d\nc: e\n---\n- f: g: h\n")
    assert found == [("Y013", 1), ("Y001", 2), ("Y022", 3), ("Y011", 5), ("Y005", 7)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(line_end: str, mark: str) -> None:
    expected, _ = read_documents(Source("a.yaml", SCENE))
    documents, found = read_documents(Source("a.yaml", mark + SCENE.replace("\n", line_end)))
    assert documents == expected and not found


def test_both_parsers_make_the_same_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    fast, _ = read_documents(Source("a.yaml", SCENE))
    monkeypatch.setattr(yaml_reader, "EventParser", PlainParser)
    slow, _ = read_documents(Source("a.yaml", SCENE))
    assert fast == slow


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "k: [", "{a: "])
def test_nesting_beyond_the_bound_is_one_mistake(opening: str) -> None:
    closing = {"[": "]", "{": "}", "k: [": "]", "{a: ": "}"}.get(opening, "")
    depth = 100_000
    for text in (opening * depth, opening * depth + "x" + closing * depth):
        assert [code for code, _ in codes(text)] == ["Y017"]


def test_nesting_up_to_the_bound_is_read() -> None:
    assert codes("[" * DEEPEST + "]" * DEEPEST) == []
    assert codes("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [("Y017", 1)]
    assert codes("\n".join(" " * at + "a:" for at in range(DEEPEST)) + " b") == []
    assert codes("\n".join(" " * at + "a:" for at in range(DEEPEST + 1)) + " b") == [("Y017", DEEPEST + 1)]


def test_aliases_are_never_expanded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    with patience():
        documents, found = read_documents(Source("a.yaml", bomb))
    assert {each.code for each in found} == {"Y013"} and len(documents) == 1


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read_documents(Source("a.yaml", "a: [b"))
    assert gc.isenabled()
    gc.disable()
    try:
        read_documents(Source("a.yaml", "a: b"))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_megabyte_is_read_whole() -> None:
    text = f"---\n{SCENE}" * (1_000_000 // len(SCENE))
    documents, found = read_documents(Source("a.yaml", text))
    assert len(documents) == text.count("scene:") and not found


HOSTILE = {
    "quotes": '"' * 200_000,
    "documents": "---\n" * 100_000,
    "full documents": "---\na: b: c\n" * 5_000,
    "blank lines": "\n" * 300_000,
    "keys": "k: v\n" * 20_000,
    "stray keys": "{" + "a, " * 20_000 + "}",
    "colons": ": " * 100_000,
    "swallowed": "- a\n" + "  - b\n" * 50_000,
    "slips": "- a: b: c\n" * 20_000,
    "blanks in a block": "- |\n" + "   \n" * 50_000 + "a",
    "comments": "a # b\n" * 50_000,
    "directives": "%a\n" * 10_000,
    "dots": "...\n" * 30_000,
    "question marks": "- " + " ?\n" * 30_000,
    "stairs": "\n".join(" " * at + "- a:" for at in range(1_000)),
}


def test_what_the_last_line_leaves_open_ends_there() -> None:
    check_reading("?\n- ?")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_comes_to_an_end(text: str) -> None:
    with patience():
        read_documents(Source("a.yaml", text))


PIECES = st.sampled_from(
    ['"', "'", ": ", "- ", "#", " #", "{", "}", "[", "]", "\t", "  ", "\n", "\r", "|\n", ">2\n", "*a", "&a ", "!b ", "%", "@",
     "`", "? ", "\\", "<<: ", "\n---\n", "\n...\n", "\u2028", "\x85", "\ue000", "\x00", "\ud800", "\ufeff", "a", "b: c", "漢", "\\x4",
     "\\U00110000", ",", "k:\n", "- |\n", "word:more"]
)  # fmt: skip


def check_reading(text: str) -> None:
    """What holds of any text: no exception, an end, spans within the file, and broken roots only with a reason."""
    source = Source("a.yaml", text)
    with patience():
        documents, found = read_documents(source)
    for each in found:
        assert 1 <= each.span.line <= each.span.end_line <= len(source.lines)
        assert 1 <= each.span.column <= len(source.lines[each.span.line - 1]) + 1
    assert found or not any(each.broken for each in documents)
    assert sorted(found, key=lambda each: each.span) == found


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
@example("\ud800")
@example("'\ud800")
@example('"\\ud800"')
@example("\ufeff\ufeff")
@example("a: b\x85c: d")
def test_no_text_raises(text: str) -> None:
    check_reading(text)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SCENE)), st.integers(0, 4), PIECES)
def test_no_slip_in_a_scene_raises(at: int, dropped: int, added: str) -> None:
    check_reading(SCENE[:at] + added + SCENE[at + dropped :])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
@example('"\\UFFFFFFFF"')
def test_no_text_raises_without_libyaml_either(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "EventParser", PlainParser)
        check_reading(text)
