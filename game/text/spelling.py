"""What was probably meant: the nearest known word to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

MOST_COMPARED = 1_000_000
"""How many words one reading of a story compares, all its misspelled words together: a second's work, and far more than
any author's slips come to. A file of a hundred thousand misspelled names would else take hours."""

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)
"""How many comparisons the present reading has left, as the one item of a list; None where nothing is counted."""


@contextmanager
def sparing(most: int | None = None) -> Iterator[None]:
    """Within this, at most that many words (`MOST_COMPARED`) are compared; beyond them `nearest` suggests nothing."""
    token = _left.set([MOST_COMPARED if most is None else most])
    try:
        yield
    finally:
        _left.reset(token)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to `word`, or None where none is near enough to be worth suggesting.

    Letter case, `_`, `-`, spaces and a plural's `s` count for nothing. Beyond these, one slip is near in a word of up
    to five letters, two up to nine, three in a longer one; of two as near, the first in `known` wins.
    The word itself is never suggested. Under `sparing`, None for what it has no comparisons left for.
    """
    left = _left.get() or [MOST_COMPARED]
    plain = _plain(word)
    if not plain:
        return None
    allowed = 1 if len(plain) <= 5 else 2 if len(plain) <= 9 else 3
    # Two letters have one slip between nearly any two of them.
    allowed = 0 if len(plain) <= 2 else allowed
    best: str | None = None
    length, letters = len(plain), _letters(plain)
    for candidate in known:
        left[0] -= 1
        if left[0] < 0:
            return None
        if candidate == word:
            continue
        other = _plain(candidate)
        # Most words are told apart by their length or their letters: each slip changes two letters at most.
        if abs(len(other) - length) > allowed or (_letters(other) ^ letters).bit_count() > 2 * allowed:
            continue
        slips = slips_between(plain, other, allowed)
        if slips <= allowed:
            if slips == 0:
                return candidate
            best, allowed = candidate, slips - 1
    return best


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """The word without what people get wrong by habit rather than by slip."""
    plain = "".join(letter for letter in word.casefold() if letter not in "_- ")
    return plain.removesuffix("s") if len(plain) > 3 else plain


@lru_cache(maxsize=8192)
def _letters(plain: str) -> int:
    """Which letters a word holds, as bits; two letters may share one."""
    bits = 0
    for letter in plain:
        bits |= 1 << (ord(letter) & 63)
    return bits


def slips_between(one: str, other: str, most: int) -> int:
    """Letters missing, added, wrong or swapped with a neighbour between two words; `most + 1` where there are more.

    Damerau and Levenshtein's distance, optimal string alignment, row by row and given up as soon as it is too great.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one == other:
        return 0
    # What two words share at their beginnings and ends is no slip, and need not be counted through.
    start, end_one, end_other = 0, len(one), len(other)
    while start < min(end_one, end_other) and one[start] == other[start]:
        start += 1
    while min(end_one, end_other) > start and one[end_one - 1] == other[end_other - 1]:
        end_one, end_other = end_one - 1, end_other - 1
    one, other = one[start:end_one], other[start:end_other]
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            slips = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                slips = min(slips, before[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)
