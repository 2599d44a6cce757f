"""The one place where source that the program wrote itself becomes functions.

What a story's author typed never gets here: the source may hold whole numbers, the signs of Python's expressions and
statements, and the words of a fixed list, and is refused where it holds anything else.
"""

from __future__ import annotations

import re
from typing import Any

_WORD = re.compile(r"[^\W\d]\w*")
_OWN = re.compile(r"[bkv]\d+\Z")
_WORDS = frozenset(
    (
        *("def", "return", "if", "elif", "else", "pass", "and", "or", "not", "True"),
        *("s", "z", "k", "n", "q", "r", "v", "w", "c", "d", "e", "out", "append", "int", "bit_count", "frozenset"),
        *("add", "back", "rest", "framed", "at", "ended", "claim", "form", "passed"),
    )
)
_SIGNS = re.compile(r"[\w\s()\[\]{}:,.+\-*/%&|^<>=!~]*\Z")


def made(name: str, source: str, namespace: dict[str, Any]) -> Any:
    """The function of that name which the source defines, over the namespace. ValueError for source that is none of ours."""
    strange = {word for word in _WORD.findall(source) if word not in _WORDS and not _OWN.match(word)}
    if strange or not source.isascii() or not _SIGNS.match(source):
        raise ValueError(f"this is not written by the program itself: {', '.join(sorted(strange)) or 'a strange sign'}")
    exec(compile(source, f"<{name}>", "exec"), namespace)
    return namespace.pop(name)
