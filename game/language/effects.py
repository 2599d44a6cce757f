"""Effects: what `set:` says, one change a scalar."""

from __future__ import annotations

import re
from typing import Literal, cast

from game.language.conditions import RESERVED, parse_expression
from game.language.expressions import Constant
from game.language.model import Effect
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Scalar

_EFFECT = re.compile(
    r"\s*(?:(?P<about>attend|suspect|expose|confess)\s+(?P<what>\w+)|(?P<not>not)\s+(?P<off>\w+)|(?P<name>[^\W\d]\w*)\s*(?P<op>=(?!=)|\+=|-=)\s*"
    r"|(?P<flag>[^\W\d]\w*))(?P<rest>.*)\Z",
    re.S,
)


def parse_effect(node: Scalar, mistakes: list[Diagnostic]) -> Effect | None:
    """One effect, or None after adding one mistake.

    ```
    effect = name ( "=" | "+=" | "-=" ) expression | name | "not" name | "attend" detail
           | ( "suspect" | "expose" | "confess" ) told
    ```
    """
    match = _EFFECT.match(node.value)
    if match is None or not (match["op"] or not match["rest"].strip()):
        mistakes.append(diagnostic("T030", node.span, wrote=node.value.strip()))
        return None
    if match["about"]:
        about = cast(Literal["attend", "suspect", "expose", "confess"], match["about"])
        return Effect(target=match["what"], operator=about, span=node.span_of(match.start("what"), match.end("what")))
    for group, value in (("off", 0), ("flag", 1)):
        if name := match[group]:
            if name in RESERVED:
                mistakes.append(diagnostic("T030", node.span, wrote=node.value.strip()))
                return None
            where = node.span_of(match.start(group), match.end(group))
            return Effect(target=name, operator="=", value=Constant(value, truth=True, span=where), span=where)
    value_tree = parse_expression(node, mistakes, match.end("op"))
    if value_tree is None:
        return None
    operator = cast(Literal["=", "+=", "-="], match["op"])
    return Effect(
        target=match["name"],
        operator=operator,
        value=value_tree,
        span=node.span_of(match.start("name"), match.end("name")),
    )
