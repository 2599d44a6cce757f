"""Fate's picks, made for it at once: the same for the same seed and the same moves."""

from __future__ import annotations

from hashlib import blake2b

from game.play.page import Move
from game.play.session import Session

MOST_PICKS = 1_000


def settle(session: Session) -> Session:
    """The session once fate has decided all that is for it to decide.

    At most `MOST_PICKS` in a row: a story in which fate alone goes round is left where it then stands, at a page that
    is still fate's.
    """
    for _ in range(MOST_PICKS):
        page = session.page
        if not page.fated:
            break
        session = session.play(pick(page.open, session.setup.seed, session.path).id)
    return session


def pick(moves: tuple[Move, ...], seed: int, path: tuple[str, ...]) -> Move:
    """One of some moves, each as likely as its odds in their sum: a fixed hash of the seed and the moves so far.

    A choice taken back and made again meets the same fate. ValueError if there are no moves.
    """
    if not moves:
        raise ValueError("fate has nothing to pick from")
    told = "\n".join((str(seed), *path)).encode()
    drawn = int.from_bytes(blake2b(told, digest_size=8).digest(), "big") % sum(max(move.odds, 1) for move in moves)
    for move in moves:
        drawn -= max(move.odds, 1)
        if drawn < 0:
            return move
    return moves[-1]
