"""Replay codes: a whole game in a few lines that can be sent in a message.

A code holds the story's id and version, the setup, and for each move seven bits of a hash of its id, or as many sevens as
tell it from the other moves that were open. So a code needs no list of the story's moves, an option put in above shifts
nothing, and a hash that fits no open move is the place where the story has changed. The last bytes are a witness of the
position reached. Written in Crockford's base 32, in which no two signs look alike; a CRC-32 tells a code that was mistyped.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from hashlib import blake2b
from typing import Annotated, Literal
from zlib import DEFLATED as DEFLATED_METHOD
from zlib import compressobj, crc32, decompressobj
from zlib import error as zlib_error

import msgspec
from msgspec import Meta, Struct

from game.language.program import Program
from game.play.page import Page
from game.play.position import position_of
from game.play.runtime import page, start, step
from game.play.save_format import Value, Whole, printable
from game.play.session import Session
from game.play.state import Position, Setup, State

FORMAT, DEFLATED = 1, 2
"""The first byte of a code: the contents follow as they are, or deflated where that is shorter (a ghost's names are)."""
MOST_MOVES = 20_000
LONGEST = 64_000
"""Characters of a code that are read: far more than the longest game needs."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_OURS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _SIGNS)
_FROM_OURS = {ours: theirs for theirs, ours in _TO_OURS.items()}
_ALIKE = str.maketrans("OILU", "011V")
_GROUP, _GROUPS = 6, 10
_AHEAD = 24
"""How many moves are tried ahead where two open moves fit one hash."""
_MOST_TRIED = 20_000
"""How many moves are tried ahead in all: behind that, the first of those that fit is taken."""

Words = Annotated[str, Meta(max_length=200)]


class CodeError(Exception):
    """What is wrong with a code, in one sentence for the player."""


class Shared(Struct, frozen=True, array_like=True):
    """A code's contents. `moves` are bytes: seven bits of a hash each, the eighth set where the next byte belongs to the same move.

    `digest` and `witness` are four bytes of the story's digest and of a hash of the position reached.
    """

    story: Words
    version: Words
    lead: Words
    seed: Whole
    moves: bytes
    digest: bytes
    witness: bytes
    finished: tuple[Words, ...] = ()
    ghost: dict[Words, Value] = {}
    before: dict[Words, Value] = {}
    stack: tuple[tuple[Words, Words], ...] = ()
    values: dict[Words, Value] = {}

    @property
    def setup(self) -> Setup:
        """What the game was played with."""
        anchor = Position(self.stack, self.values) if self.stack else None
        return Setup(
            lead=self.lead, seed=self.seed, ghost=self.ghost, before=self.before, finished=self.finished, anchor=anchor
        )


class Followed(Struct, frozen=True):
    """What a code plays to in today's story.

    same: where it led when it was made. changed: every move fits, and the position is another. broken: a move fits
    nothing; `session` stands where it should have been made. lost: not a move can be played, `session` is None.
    `note` is a sentence for the player, "" where all is the same.
    """

    session: Session | None
    outcome: Literal["same", "changed", "broken", "lost"]
    note: str = ""


def share(session: Session) -> str:
    """The code of a session, in lines of groups: no name of the player's, no time, no place on a disk is in it.

    CodeError for a game that is longer than any code that is read, or was taken up with numbers of more than 64 bits.
    """
    setup, program = session.setup, session.program
    moves = bytearray()
    for number, move in enumerate(session.path):
        others = [each.id for each in session.page_at(number).open if each.id != move]
        moves += _told_apart(move, others)
    anchor = setup.anchor
    shared = Shared(
        story=program.id, version=program.version, lead=setup.lead, seed=setup.seed, moves=bytes(moves),
        digest=bytes.fromhex(program.digest)[:4], witness=witness_of(program, session.state),
        finished=setup.finished, ghost=setup.ghost, before=setup.before,
        stack=anchor.stack if anchor else (), values=anchor.values if anchor else {},
    )  # fmt: skip
    return _lettered(shared)


def _lettered(shared: Shared) -> str:
    try:
        data = _packed(msgspec.msgpack.encode(shared))
    except OverflowError as error:  # a value of an altered file, which the story passes over
        raise CodeError("The game holds a number that is too large for a code.") from error
    data += crc32(data).to_bytes(4, "big")
    # Base 32 is of five bytes at a time; what is over is filled up at the front, and the filling's signs left out.
    filled = bytes(-len(data) % 5) + data
    signs = b32encode(filled).decode().translate(_TO_OURS)[-((len(data) * 8 + 4) // 5) :]
    groups = [signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP)]
    code = "\n".join("-".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS))
    if len(code) > LONGEST or len(shared.moves) > MOST_MOVES:
        raise CodeError("The game is too long for a code.")
    return code


def _packed(contents: bytes) -> bytes:
    packer = compressobj(9, DEFLATED_METHOD, -15)
    deflated = packer.compress(contents) + packer.flush()
    if len(deflated) < len(contents):
        return bytes([DEFLATED]) + deflated
    return bytes([FORMAT]) + contents


def _unpacked(number: int, data: bytes) -> bytes:
    """The contents of a code. ValueError for what is no deflated data, or holds more than any code."""
    if number == FORMAT:
        return data
    unpacker = decompressobj(-15)
    try:
        contents = unpacker.decompress(data, LONGEST)
    except zlib_error as wrong:
        raise ValueError from wrong
    if not unpacker.eof:
        raise ValueError
    return contents


def looks_like_a_code(text: str) -> bool:
    """Whether this could be meant for a code and for no file's name: nothing but its signs, and long enough."""
    return re.fullmatch(r"[0-9A-Za-z]{4,6}(?:[-\s]+[0-9A-Za-z]{1,6}){5,}", text.strip()) is not None


def read_code(text: str) -> Shared:
    """What a code holds. CodeError with the reason if it is none; spaces, dashes, case and look-alikes do not matter."""
    if len(text) > LONGEST:
        raise CodeError(f"A replay code has no more than {LONGEST:,} characters.")
    signs = re.sub(r"[\s-]+", "", text).upper().translate(_ALIKE)
    strange = next((sign for sign in signs if sign not in _SIGNS), None)
    if not signs or strange is not None:
        raise CodeError("There is no code." if strange is None else f"“{strange}” stands in no replay code.")
    data = _bytes_of(signs)
    if len(data) < 6 or crc32(data[:-4]).to_bytes(4, "big") != data[-4:]:
        raise CodeError("The code is incomplete or mistyped: its check does not fit.")
    if data[0] not in (FORMAT, DEFLATED):
        raise CodeError(f"The code was made by another version of Citadel (format {data[0]}); this one reads up to {DEFLATED}.")
    try:
        shared = msgspec.msgpack.decode(_unpacked(data[0], data[1:-4]), type=Shared)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CodeError("The code holds no game.") from error
    if len(shared.moves) > MOST_MOVES:
        raise CodeError(f"A replay code has no more than {MOST_MOVES:,} moves.")
    # What a terminal would obey is in no story's id and no lead's.
    return msgspec.structs.replace(
        shared, story=printable(shared.story), version=printable(shared.version), lead=printable(shared.lead)
    )


def _bytes_of(signs: str) -> bytes:
    filled = b32decode((signs.rjust(-(-len(signs) // 8) * 8, _SIGNS[0])).translate(_FROM_OURS))
    # Five bits a sign, eight a byte: what is over is the filling at the front.
    over = len(filled) - len(signs) * 5 // 8
    return b"" if any(filled[:over]) else filled[over:]


def witness_of(program: Program, state: State) -> bytes:
    """Four bytes of a hash of where a game stands."""
    position = position_of(program, state)
    plain = msgspec.json.encode([position.stack, sorted(position.values.items())])
    return blake2b(plain, digest_size=4).digest()


def follow(program: Program, shared: Shared) -> Followed:
    """Play a code in today's story, as far as it goes. Never raises; a page and a step for each move, a few more where
    two open moves fit one hash."""
    if shared.story not in (program.id, *program.was):
        return Followed(None, "lost", f"This code is of another story, “{shared.story}”.")
    setup = shared.setup
    if setup.lead not in {lead.id for lead in program.leads}:
        setup = msgspec.structs.replace(setup, lead=program.renamed.get(f"lead {setup.lead}", setup.lead))
    try:
        states = [start(program, setup)]
    except KeyError:
        return Followed(None, "lost", f"There is no lead “{shared.lead[:80]}” in “{program.title}”.")
    former = _former_ids(program)
    path: list[str] = []
    moves = list(_split(shared.moves))
    tried = 0
    for number, wanted in enumerate(moves):
        seen = page(program, states[-1])
        fitting = _fitting(seen, wanted, former)
        if not fitting:
            session = Session(program, setup, tuple(path), tuple(states))
            return Followed(session, "broken", _divergence(seen, number, len(moves)))
        chosen = fitting[0]
        if len(fitting) > 1 and tried < _MOST_TRIED:
            ahead = moves[number + 1 : number + 1 + _AHEAD]
            tried += len(fitting) * len(ahead)
            chosen = _furthest(program, states[-1], fitting, ahead, former)
        path.append(chosen)
        states.append(step(program, states[-1], chosen))
    session = Session(program, setup, tuple(path), tuple(states))
    if witness_of(program, states[-1]) == shared.witness:
        return Followed(session, "same")
    return Followed(session, "changed", "The story is not the one this game was played in: every choice can be made as it "
                    "was, but what they led to is not the same.")  # fmt: skip


def _divergence(seen: Page, number: int, many: int) -> str:
    where = f" in “{seen.scene.replace('_', ' ')}”" if seen.scene else ""
    here = "the story is over there" if not seen.open else "what was chosen there is not to be had"
    return f"The story is not the one this game was played in: after {number} of its {many} moves,{where}, {here}."


def _hash(move: str) -> bytes:
    """Sevens of bits, the most that a move can be told by."""
    return bytes(each & 127 for each in blake2b(move.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def _told_apart(move: str, others: list[str]) -> bytes:
    """As many bytes of a move's hash as tell it from the others, each but the last with its eighth bit set."""
    own, hashes = _hash(move), [_hash(other) for other in others]
    length = next((n for n in range(1, len(own)) if all(each[:n] != own[:n] for each in hashes)), len(own))
    return bytes(each | 128 for each in own[: length - 1]) + own[length - 1 : length]


def _split(moves: bytes) -> list[bytes]:
    """The hash of each move."""
    found, current = [], bytearray()
    for each in moves:
        current.append(each & 127)
        if each < 128:
            found.append(bytes(current))
            current.clear()
    return found


def _fitting(seen: Page, wanted: bytes, former: dict[str, list[str]]) -> list[str]:
    """The open moves whose hash, or that of an id they had before, begins with these bytes; the former come after."""
    now = [move.id for move in seen.open if _hash(move.id)[: len(wanted)] == wanted]
    return now or [
        move.id for move in seen.open if any(_hash(old)[: len(wanted)] == wanted for old in former.get(move.id, ()))
    ]


def _former_ids(program: Program) -> dict[str, list[str]]:
    """The ids that each move had before, by its id of today."""
    found: dict[str, list[str]] = {}
    for old, new in program.renamed.items():
        found.setdefault(new, []).append(old)
    return found


def _furthest(
    program: Program, state: State, fitting: list[str], later: list[bytes], former: dict[str, list[str]]
) -> str:
    """Of some moves that fit one hash, the one from which the next moves can be followed the furthest."""

    def reach(move: str) -> int:
        at = step(program, state, move)
        for number, wanted in enumerate(later):
            ways = _fitting(page(program, at), wanted, former)
            if not ways:
                return number
            at = step(program, at, ways[0])
        return _AHEAD

    return max(fitting, key=reach)
