"""The source of the functions that open a state at a stop: which ways there are, and how each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.proof.blocks import BlockWriter
from game.proof.labels import write_labels
from game.proof.stops import Stop, Way

if TYPE_CHECKING:
    from game.proof.bank import Writing


def expander_source(machine: Writing, stop: Stop) -> str:
    """`k(s, out)`: calls `out` with each way that may be open in `s`."""
    number = machine.stop_number(stop.point)
    writer = BlockWriter(machine, stop.point)
    writer.put(1, "z = s")
    guards = [machine.guard(stop, way) for way in stop.ways]
    if stop.point not in machine.lead.echoing:
        write_labels(machine, writer, stop, 1)
    writer.put(1, f"q = s ^ {number}")
    if stop.crowded:
        writer.put(1, "c = d = 0")
    for index, (way, test) in enumerate(zip(stop.ways, guards, strict=True)):
        if test.may == "0":
            continue
        limited = stop.crowded and index >= stop.crowd
        sure = "True" if test.known else f"not ({test.may_not})"
        if limited:
            # `d` counts those that are surely open: what comes behind so many is not; `c` those that may be.
            writer.put(1, f"if d < {stop.limit} and ({test.may}):")
            sure = f"{'True' if test.known else sure} and c < {stop.limit}"
            writer.put(2, f"w = {sure}")
            writer.put(2, "c += 1")
            writer.put(2, "d += 1" if test.known else f"d += {'1' if test.may_not == '0' else f'not ({test.may_not})'}")
            sure = "w"
        else:
            writer.put(1, f"if {test.may}:")
        _begin(machine, writer, way, index, sure)
    return "\n".join([f"def k{number}(s, out):", *writer.lines])


def _begin(machine: Writing, writer: BlockWriter, way: Way, index: int, sure: str) -> None:
    """How a way begins: what the move writes, where it goes on."""
    fields = machine.kept
    item = machine.lead.items.by_move.get(way.id, -1)
    if item in machine.live.wanted:
        writer.put(2, f"add({item})")
    writer.put(2, "n = q")
    clear = value = 0
    for kind, slot, number in way.doing:
        field = fields.get(slot)
        if field is None:
            continue
        if kind == "set":
            clear |= field.whole
            value |= field.put(number)
        elif kind == "or":
            value |= number << field.shift
        else:
            bit = 1 << number + field.shift
            writer.put(2, f"n = n & {~field.whole} | {bit} if n & {bit} else n | {bit}")
    if clear or value:
        writer.put(2, f"n = n & {~clear} | {value}")
    if way.turn:
        for slot in machine.lead.turns:
            if (field := fields.get(slot)) is None:
                continue
            writer.put(2, f"if n >> {field.shift} & {field.mask} < {field.high - field.low}: n += {1 << field.shift}")
    if way.frame >= 0:
        writer.put(2, f"n = {machine.pushed(way.frame, 'n')}")
    writer.put(2, f"out(({index}, {sure}, {way.to}, n))")
