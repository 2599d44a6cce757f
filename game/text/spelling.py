"""What was probably meant: the nearest known word to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to `word`, or None where none is near enough to be worth suggesting.

    Letter case, `_`, `-`, spaces and a plural's `s` count for nothing. Beyond these, one slip is near in a word of up
    to five letters, two up to nine, three in a longer one; of two as near, the first in `known` wins.
    The word itself is never suggested.
    """
    plain = _plain(word)
    if not plain:
        return None
    allowed = 1 if len(plain) <= 5 else 2 if len(plain) <= 9 else 3
    # Two letters have one slip between nearly any two of them.
    allowed = 0 if len(plain) <= 2 else allowed
    best: str | None = None
    for candidate in known:
        if candidate == word:
            continue
        slips = _slips(plain, _plain(candidate), allowed)
        if slips <= allowed:
            if slips == 0:
                return candidate
            best, allowed = candidate, slips - 1
    return best


def _plain(word: str) -> str:
    """The word without what people get wrong by habit rather than by slip."""
    plain = "".join(letter for letter in word.casefold() if letter not in "_- ")
    return plain.removesuffix("s") if len(plain) > 3 else plain


def _slips(one: str, other: str, most: int) -> int:
    """Letters missing, added, wrong or swapped with a neighbour between two words; `most + 1` where there are more.

    Damerau and Levenshtein's distance, optimal string alignment, row by row and given up as soon as it is too great.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
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
