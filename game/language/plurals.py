"""Plurals: which form of a word a language uses with a number, by the Unicode CLDR.

Babel, which holds the rules, is imported when a plural is checked or shown, and not before.
"""

from __future__ import annotations

from functools import lru_cache

from game.language.texts import Plural, PluralWords

ORDER = ("zero", "one", "two", "few", "many", "other")
"""Every category, in the CLDR's order."""

_MET = 200
"""Whole numbers below this meet every category that whole numbers of everyday use meet."""


@lru_cache(maxsize=32)
def categories(language: str) -> tuple[str, ...]:
    """The categories of numbers that a language has, `other` last; none where the language is unknown. Never raises."""
    from babel.core import Locale, UnknownLocaleError

    try:
        used = Locale.parse(language.replace("-", "_")).plural_form.tags
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(each for each in ORDER if each in used or each == "other")


@lru_cache(maxsize=4096)
def category_of(language: str, number: int) -> str:
    """The category of a whole number; `other` where the language is unknown. Never raises."""
    if not categories(language):
        return "other"
    from babel.core import Locale

    return str(Locale.parse(language.replace("-", "_")).plural_form(number))


@lru_cache(maxsize=32)
def whole_categories(language: str) -> tuple[str, ...]:
    """The categories that whole numbers meet: in Czech not `many`, in Russian not `other`, which are for fractions."""
    met = {category_of(language, number) for number in range(_MET)}
    return tuple(each for each in categories(language) if each in met)


def named_words(part: Plural, language: str) -> tuple[PluralWords, ...] | str:
    """The parts of a plural, each under its category, the one for all others last; or what is wrong with them.

    ```
    two parts without names     one|other
    as many as the language has in the CLDR's order; those that only fractions meet may be left out
    with names                  category = words, the last without a name being `other`
    ```
    A category that the language does not have is not looked for here.
    """
    words = part.words
    named = [each.category for each in words if each.category]
    if not named:
        if len(words) == 2 and "one" in categories(language):
            order: tuple[str, ...] = ("one", "other")
        elif len(words) == len(categories(language)):
            order = categories(language)
        elif len(words) == len(whole_categories(language)):
            order = whole_categories(language)
        else:
            return "1 part stands here" if len(words) == 1 else f"{len(words)} parts stand here"
        return tuple(PluralWords(category, each.words) for category, each in zip(order, words, strict=True))
    twice = next((each for each in named if named.count(each) > 1), "")
    if twice:
        return f"“{twice}” stands twice"
    if any(not each.category for each in words[:-1]):
        return "a part before the last has no name"
    if not words[-1].category:
        if "other" in named:
            return "the last part has no name, and “other” stands already"
        return (*words[:-1], PluralWords("other", words[-1].words))
    if "other" not in named and not set(named) >= set(whole_categories(language)):
        return "nothing stands here for “other”"
    return tuple(sorted(words, key=lambda each: ORDER.index(each.category)))
