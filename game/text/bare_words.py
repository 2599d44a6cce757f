"""Bare words: a typed answer without what does not matter in it, and whether it is nearly another."""

from __future__ import annotations

from functools import lru_cache

from game.text.spelling import slips_between

LONGEST = 200
"""How many characters of a typed answer are looked at: nobody types as much, and no answer is as long."""

SHORTEST = 4
"""How many letters a word must have for one of them to be a slip."""

ARTICLES = {
    "ca": "el la els les un una uns unes l",
    "da": "en et den det de",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "el": "ο η το οι τα του τησ των τον την τουσ τισ ενασ μια ενα",
    "en": "the a an",
    "es": "el la lo los las un una unos unas",
    "fr": "le la les l un une des",
    "hu": "a az egy",
    "it": "il lo la i gli le l un uno una",
    "nb": "en ei et den det de",
    "nl": "de het een",
    "nn": "ein ei eit den det dei",
    "no": "en ei et den det de",
    "pt": "o a os as um uma uns umas",
    "ro": "un o niste",
    "sv": "en ett den det de",
}
"""The articles of languages that have them as words of their own, bare themselves; `l` as it stands before an apostrophe."""

_PLAIN_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ς": "σ"})
_APOSTROPHES = "'’‘ʼ`´"


def bare(typed: str, language: str = "") -> str:
    """The words of an answer in small letters, parted by one space: no accents, punctuation, or articles of `language`.

    `language` is a code such as `en` or `pt-BR`; of one that is not in `ARTICLES` nothing is left out. An answer of
    nothing but articles keeps them. "" where no letter and no digit was typed. Looks at `LONGEST` characters.
    """
    articles = _articles(language.lower().replace("_", "-").partition("-")[0])
    letters = _letters(typed[:LONGEST])
    for sign in _APOSTROPHES:
        # An article that has lost its vowel stands before the sign; anywhere else the sign is nothing.
        letters = letters.replace(sign, "'")
    words: list[str] = []
    for word in "".join(each if each == "'" or _counts(each) else " " for each in letters).split():
        head, sign, rest = word.partition("'")
        words += [head, rest.replace("'", "")] if sign and rest and head in articles else [word.replace("'", "")]
    words = [word for word in words if word]
    return " ".join([word for word in words if word not in articles] or words)


def nearly(typed: str, wanted: str) -> bool:
    """Whether one slip lies between two bare answers: a letter missing, added, wrong, or swapped with its neighbour.

    The slip must be in a word of at least `SHORTEST` letters, or be the space between two. A number is never nearly right.
    """
    if typed == wanted or slips_between(typed, wanted, 1) != 1:
        return False
    theirs, ours = typed.split(), wanted.split()
    if len(theirs) != len(ours):
        return len(wanted.replace(" ", "")) >= SHORTEST and not any(map(str.isdigit, wanted))
    differing = [word for other, word in zip(theirs, ours, strict=True) if other != word]
    return all(len(word) >= SHORTEST and not any(map(str.isdigit, word)) for word in differing)


@lru_cache(maxsize=32)
def _articles(language: str) -> frozenset[str]:
    return frozenset(ARTICLES.get(language, "").split())


def _letters(text: str) -> str:
    """A text in small letters without accents."""
    import unicodedata

    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", plain.casefold().translate(_PLAIN_LETTERS))


def _counts(sign: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit, or a vowel that is written as a mark."""
    import unicodedata

    return sign.isalnum() or unicodedata.category(sign).startswith("M")
