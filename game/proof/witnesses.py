"""From a search's own steps to games that anyone can play, and back."""

from __future__ import annotations

from msgspec.structs import replace

from game.language.program import Program
from game.play.runtime import glance_at, linked_of, start, step
from game.play.state import Setup, State
from game.proof.machine import Machine
from game.proof.search import Path
from game.proof.stops import Way
from game.proof.touched import Touching
from game.proof.verdicts import Witness

MOST_SEEDS = 300
"""Seeds that are tried for words which are drawn from it."""
MOST_AT_ONCE = 64
"""Ways on which a game is followed at once, where it does not say what earlier games left."""


def witness(machine: Machine, path: Path, item: int = -1) -> Witness | None:
    """The game behind a path, which shows an item. None where the moves cannot be made, which is a mistake of the search."""
    setup = setup_of(machine, path) if path else first_setup(machine, item)
    mask, many = machine.fields.stop_mask, len(machine.program.code)
    names = machine.lead.names
    ids = tuple([names[stop, number] for state, number in path if (stop := state & mask) <= many])
    # Of memories that are laid together in vain, which two is seen by playing.
    return _played(machine, path, setup) if "" in ids else Witness(setup, ids)


def _played(machine: Machine, path: Path, setup: Setup) -> Witness | None:
    """The game behind a path, every move made."""
    ids = followed(machine, path, setup)
    return None if ids is None else Witness(setup, ids)


def first_setup(machine: Machine, item: int) -> Setup:
    """What earlier games must have left for a first page that shows an item."""
    begins = machine.begins()
    if len(begins) > 1:
        for begin in begins:
            machine.take_up()
            for state in machine.run(machine.first, begin):
                machine.opened(state)
            if item in machine.bank.had(machine.marks):
                return machine.earlier.setup(machine.fields, begin)
    return Setup(lead=machine.lead.id)


def setup_of(machine: Machine, path: Path) -> Setup:
    """What earlier games must have left for a path."""
    if not path:
        return Setup(lead=machine.lead.id)
    state, way = path[-1]
    if machine.kind(state) == "learn":
        state = next(begun for number, _, _, begun in machine.opened(state) if number == way)
    return machine.earlier.setup(machine.fields, state)


def followed(machine: Machine, path: Path, setup: Setup) -> tuple[str, ...] | None:
    """The ids of a path's moves, each made in the game itself."""
    program = machine.program
    state = start(program, setup)
    ids = []
    for at, number in path:
        if machine.kind(at) == "learn":
            continue
        way = machine.lead.stops[(at & machine.fields.stop_mask) - 1].ways[number]
        id = way.id or in_vain(program, state, way)
        try:
            state = step(program, state, id)
        except KeyError:
            return None
        ids.append(id)
    return tuple(ids)


def in_vain(program: Program, state: State, way: Way) -> str:
    """The first two memories that can be laid together in vain, so that play goes on where the way does; "" for none."""
    board, values = linked_of(program).board, glance_at(program, state).values
    for one, other in board.wrong_pairs(values):
        if board.in_vain(one, other, values) == way.to:
            return f"{one.info.id}+{other.info.id}"
    return ""


def with_seed(touching: Touching, found: Witness, item: int) -> Witness | None:
    """The game with a seed by which its last page shows an item; None if no seed tried does."""
    for seed in range(MOST_SEEDS):
        setup = replace(found.setup, seed=seed)
        try:
            state = start(touching.program, setup)
            for move in found.path:
                state = step(touching.program, state, move)
        except KeyError:
            continue
        if item in touching.of_page(state, setup.lead):
            return Witness(setup, found.path)
    return None


def follow(machine: Machine, found: Witness) -> list[tuple[int, Path]]:
    """Plays a game on a machine, which marks what it comes by; the states it ends in, none where it breaks off.

    Where what earlier games left is asked, the game's setup answers.
    """
    program = machine.program
    try:
        first = start(program, found.setup)
    except KeyError:
        return []
    numbers = [number for block in first.blocks for number in block]
    held = {slot.name: number for slot, number in zip(program.slots, numbers, strict=True)}
    at: list[tuple[int, Path]] = _answered(machine, [(state, ()) for state in machine.starts()], held)
    for move in found.path:
        after: list[tuple[int, Path]] = []
        for state, path in at:
            stop = machine.lead.stops.get((state & machine.fields.stop_mask) - 1)
            for way, _, point, begun in machine.opened(state):
                id = "" if stop is None else stop.ways[way].id
                if id == move or (not id and "+" in move):
                    after += [(each, (*path, (state, way))) for each in machine.run(point, begun)]
        at = _answered(machine, after[:MOST_AT_ONCE], held)
        if not at:
            return []
    for state, _ in at:
        machine.opened(state)
    return at


def _answered(machine: Machine, at: list[tuple[int, Path]], held: dict[str, int]) -> list[tuple[int, Path]]:
    """The states with every question of earlier games answered that they stand at, as the setup answers."""
    found = []
    left = list(at)
    while left:
        state, path = left.pop()
        if machine.kind(state) != "learn":
            found.append((state, path))
            continue
        group = machine.bank.learnt[(state & machine.fields.stop_mask) - len(machine.program.code) - 2][1]
        slots = [slot for slot in machine.earlier.slots_of(group) if slot in machine.fields.of]
        fields = {slot: machine.fields.of[slot] for slot in slots}
        stands = {slot: held[slot] for slot in slots}
        if group in fields and group in machine.earlier.values:
            stands[group] = machine.lead.answers[group].standing_for(held[group])
        for way, _, point, begun in machine.opened(state):
            if all(field.get(begun) == stands[slot] for slot, field in fields.items()):
                if group in fields:
                    # The value itself, which may be one that another stands for.
                    begun = begun & ~fields[group].whole | fields[group].put(held[group])
                left += [(each, (*path, (state, way))) for each in machine.run(point, begun)]
                break
    return found[:MOST_AT_ONCE]
