"""What YAML reads without complaint and not as its author meant."""

import pytest

from game.text.nodes import Mapping, Scalar, Sequence, YamlNode
from game.text.silent_losses import shortened
from game.text.source import Source
from game.text.yaml_reader import read_documents


def read(text: str) -> tuple[YamlNode, list[tuple[str, int, int]]]:
    (root,), found = read_documents(Source("a.yaml", text))
    return root, [(each.code, each.span.line, each.span.column) for each in found]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("- a\n  - b\n", ("Y026", 2, 3)),
        ("k:\n- a\n  more\n  - b\n", ("Y026", 4, 3)),
        ("-a\n- b\n", ("Y019", 1, 1)),
        ("- text\n  if:heat > 2\n", ("Y018", 2, 5)),
        ("{do:Say, x: y}\n", ("Y018", 1, 4)),
        ('k: "snake\\_case"\n', ("Y021", 1, 10)),
        ('k: "a\n  b \\_c"\n', ("Y021", 2, 5)),
        ('k: "\\ue000"\n', ("Y002", 1, 4)),
        ("- ? why so\n", ("Y006", 1, 3)),
        ("a: b\n? c\n", ("Y006", 2, 1)),
        ("? x: y\n", ("Y006", 1, 1)),
        ("- {alias}\n", ("Y010", 1, 4)),
        ("{do: Wait, and listen, quietly, x: y}\n", ("Y010", 1, 12)),
        ("{do: No, no, no, no}\n", ("Y010", 1, 10)),
        ("x: {{alias}}\n", ("Y010", 1, 6)),
    ],
)
def test_a_loss_is_one_message_and_leaves_a_broken_node(text: str, mistake: tuple[str, int, int]) -> None:
    root, found = read(text)
    assert found == [mistake]
    assert any(node.broken for node in every_node(root))


@pytest.mark.parametrize(
    "text",
    [
        "- He left\n  --and came back - late\n",
        "- See\n  https://example.org/ now\n",
        "- At\n  21:10 he left.\n",
        "{page: , x: y}\n",
        "{do: Wait., x: y}\n",
        "- What? No\n",
        "- Really ? No\n",
        'k: "a\\\\_b"\n',
        'k: "a\\tb\\n"\n',
        "k: 'a\\_b'\n",
        "k: a\\_b\n",
    ],
)
def test_what_only_looks_like_a_loss_is_let_be(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("k: Wait here. # and so on\n", "# and so on"),
        ("k: Wait\n  here. # and so on  \n", "# and so on  "),
        ("k: 0..6\t# heat\n", "# heat"),
        ("k:   # 12 Barrington Street\n", "# 12 Barrington Street"),
        ("k: {a: b # c\n  }\n", None),
        ("k: Wait here. #\n", "#"),
        ("k: Wait#here.\n", None),
        ("k: Wait here.\n# and so on\n", None),
        ("k: 'Wait here.' # and so on\n", None),
        ('k: "Wait here." # and so on\n', None),
        ("k: |  # and so on\n  Wait here. # too\n", None),
        ("k: [a, b] # and so on\n", None),
    ],
)
def test_the_comment_after_an_unquoted_text_is_kept(text: str, comment: str | None) -> None:
    root, found = read(text)
    assert isinstance(root, Mapping)
    value = root.entries[0][1]
    span = value.comment if isinstance(value, Scalar) else None
    assert not found
    if comment is None:
        assert span is None
    else:
        assert span is not None
        assert value.source.lines[span.line - 1][span.column - 1 : span.end_column - 1] == comment


def test_a_comment_after_a_text_in_braces_is_kept_too() -> None:
    root, _ = read("k: {a: b # c\n  }\n")
    assert [node.comment is not None for node in every_node(root) if isinstance(node, Scalar)] == [False, False, True]


def test_words_are_shortened_to_one_line() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert shortened("word " * 20, 10) == "word word…"


def every_node(root: YamlNode) -> list[YamlNode]:
    match root:
        case Mapping(entries=entries):
            return [root, *(node for pair in entries for part in pair for node in every_node(part))]
        case Sequence(items=items):
            return [root, *(node for item in items for node in every_node(item))]
    return [root]
