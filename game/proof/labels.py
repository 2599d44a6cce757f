"""The source that notes which words a stop shows of its ways, and counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.proof.stops import Stop, Way

if TYPE_CHECKING:
    from game.proof.bank import Writing
    from game.proof.words_shown import WordsWriter


def write_labels(machine: Writing, writer: WordsWriter, stop: Stop, indent: int) -> None:
    """Writes it: `s` is the state at the stop, `z` the one by whose counts words are chosen."""
    begun = len(writer.lines)
    if stop.crowded:
        writer.put(indent, "e = 0")
    for index, way in enumerate(stop.ways):
        if way.words is None:
            continue
        if stop.crowded and index >= stop.crowd:
            # Of these only so many are shown, the first that are open.
            test = machine.guard(stop, way)
            if test.may != "0":
                writer.put(indent, f"if e < {stop.limit} and ({test.may}):")
                writer.put(indent + 1, "e += 1" if test.known else f"e += not ({test.may_not})")
                writer.text(way.words, indent + 1)
        else:
            _label(machine, writer, way, indent)
    if stop.kind != "menu" and len(writer.lines) > begun:
        # What is said of fate's picks, and of links, does not count as shown.
        writer.lines.insert(begun, f"{' ' * indent}c = s")
        writer.put(indent, "s = c")


def _label(machine: Writing, writer: WordsWriter, way: Way, indent: int) -> None:
    assert way.words is not None
    met = machine.tri(way.met)
    if met.may == "0":
        return
    writer.put(indent, f"if {met.may}:")
    before = len(writer.lines)
    holds = machine.tri(way.asks)
    if machine.live.text_wanted(way.words):
        shown = "1" if way.locked is not None else holds.may
        if shown != "0":
            writer.put(indent + 1, f"if {shown}:")
            writer.put(indent + 2, "pass")
            writer.text(way.words, indent + 2)
    if way.locked is not None and holds.may_not != "0":
        item = machine.lead.items.locked.get(way.id, -1)
        if item in machine.live.wanted or machine.live.text_wanted(way.locked):
            writer.put(indent + 1, f"if {holds.may_not}:")
            writer.put(indent + 2, f"add({item})" if item in machine.live.wanted else "pass")
            writer.text(way.locked, indent + 2)
    if len(writer.lines) == before:
        writer.lines.pop()
