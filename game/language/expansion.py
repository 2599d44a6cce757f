"""Expansion: how large defines and phrases grow when what they name is put in its place.

Twenty lines that each name the line before twice make a million parts, so what is too large is found by counting
before anything is put anywhere. What goes round is told elsewhere: here each part of such a circle counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from game.language.circles import components
from game.language.expressions import Binary, Expression, Name, Negate, Not, Words
from game.language.texts import IfWords, MatchWords, Part, Plural, Show, Text, Vary

MOST_PARTS = 512
"""How many parts a define or a phrase may come to: values, signs, braces and the words between them."""

MOST_CHARACTERS = 10_000
"""How many characters of words a phrase may come to."""

DEEPEST = 70
"""How deep signs, braces and names may nest together: enough for any author, too little to exhaust the stack."""

Tree = Expression | Part | Text


class Size(Struct, frozen=True):
    """What a tree comes to: its parts, the characters of its words, and how deep it nests."""

    parts: int = 1
    characters: int = 0
    depth: int = 1


def too_large(trees: Mapping[str, Tree]) -> dict[str, bool]:
    """The names of the trees that come to too much: with True to be told, with False as they name such a one.

    Names that are no keys of `trees` count as one part. Never recurses from one tree into another.
    """
    named = {name: [each for each in names_in(tree) if each in trees] for name, tree in trees.items()}
    known: dict[str, Size] = {}
    found: dict[str, bool] = {}
    for circle in components(trees, named.__getitem__):
        size = _sum([_size(trees[name], known) for name in circle])
        if any(each in found for name in circle for each in named[name]):
            found.update(dict.fromkeys(circle, False))
        elif size.parts > MOST_PARTS or size.characters > MOST_CHARACTERS or size.depth > DEEPEST:
            found.update({name: name == circle[-1] for name in circle})
        else:
            known.update(dict.fromkeys(circle, size))
    return found


def names_in(tree: Tree) -> Iterator[str]:
    """Every bare word in an expression or a text that stands for a value, at any depth."""
    if isinstance(tree, Name):
        yield tree.name
    for each in _inside(tree):
        yield from names_in(each)


def _size(tree: Tree, known: Mapping[str, Size]) -> Size:
    """The size of a tree, the names in it as large as what they stand for."""
    if isinstance(tree, Name):
        size = known.get(tree.name, Size())
        return Size(size.parts, size.characters, size.depth + 1)
    inside = [_size(each, known) for each in _inside(tree)]
    return Size(
        1 + sum(each.parts for each in inside),
        sum(each.characters for each in inside) + (len(tree) if isinstance(tree, str) else 0),
        1 + max((each.depth for each in inside), default=0),
    )


def _sum(sizes: list[Size]) -> Size:
    """What trees that go round come to, each once: no deeper than one in another."""
    return Size(
        sum(each.parts for each in sizes), sum(each.characters for each in sizes), sum(each.depth for each in sizes)
    )


def _inside(tree: Tree) -> tuple[Tree, ...]:
    """What a tree is made of."""
    match tree:
        case Binary(_, left, right):
            return left, right
        case Not(of) | Negate(of):
            return (of,)
        case Words(names):
            return names
        case Text(parts):
            return parts
        case Show(value):
            return (value,)
        case IfWords(test, then, otherwise):
            return test, then, otherwise
        case MatchWords(subject, cases, otherwise):
            return subject, *(case.words for case in cases), otherwise
        case Plural(count, forms):
            return count, *(form.words for form in forms)
        case Vary(_, choices):
            return choices
        case _:
            return ()
