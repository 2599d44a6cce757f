"""Claims as tests over a program's slots, for whoever judges them."""

from __future__ import annotations

from typing import Literal

from game.language.expansion import names_in
from game.language.expressions import Expression
from game.language.resolver import Resolver
from game.language.texts import Text
from game.text.source import NOWHERE, Frozen, Span


class ClaimTest(Frozen, frozen=True):
    """A claim whose conditions are resolved. `at(SCENE)` and `ended(ENDING)` are read like slots, but a program has none."""

    id: str
    form: Literal["always", "never", "before", "possible", "reaches", "lives"]
    holds: Expression | None = None
    before: Expression | None = None
    endings: tuple[str, ...] = ()
    span: Span = NOWHERE


def claim_tests(resolver: Resolver) -> tuple[ClaimTest, ...]:
    """Every claim of the resolver's story. Claims ask what conditions ask, and more; one that reads a chapter's variable

    belongs to that chapter. What is wrong in one is reported to the resolver.
    """
    resolver.claiming = True
    found = []
    for claim in resolver.names.story.claims:
        holds, before = (
            None if tree is None or claim.form == "reaches" else resolver.condition(tree, home_of(resolver, tree))
            for tree in (claim.holds, claim.before)
        )
        found.append(ClaimTest(claim.id, claim.form, holds, before, claim.endings, claim.span))
    resolver.claiming = False
    return tuple(found)


def home_of(resolver: Resolver, tree: Expression | Text) -> str:
    """The chapter whose variables a declaration reads, or ""."""
    variables = (resolver.names.variables.get(name) for name in names_in(tree))
    return next((each.chapter for each in variables if each is not None and each.chapter), "")
