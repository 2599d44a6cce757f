"""A search that keeps of all states only those in which something is new: a value at a place, or some values together.

Iterated width (Lipovetzky and Geffner, 2012), by the place where play waits. Looked at together are the slots that are
asked before an item that is still open. It sees but a small part of all states, and goes far along each; what it does not
come to is not shown to be out of reach.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from msgspec import Struct

from game.proof.fields import Field
from game.proof.machine import Machine
from game.proof.search import EVERY, Ask, Gathered, Seen

MOST_TOGETHER = 2_048
"""Combinations of values that are told apart of the slots of one item; a slot by which there were more is left out."""
MOST_GROUPS = 600

WIDEST = 16
"""Bits of a state that are looked at in one go."""

Look = tuple[tuple[tuple[int, int, int], ...], int]
"""Some fields, each with its shift, its mask and what its value counts in the number of the combination; and the place of

that combination among the bits.
"""


class Glance(Struct):
    """Some looks at once: at the bits of a mask, for each value of which it is reckoned only once what they see."""

    mask: int
    looks: list[Look]
    known: dict[int, int]


class Novel(Seen):
    """The search over a machine's states, for the items that the machine wants."""

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self.machine = machine
        self.gathered = Gathered(machine)
        self._seen: dict[int, int] = {}
        self._glances: dict[int, list[Glance]] = {}
        fields = machine.fields.of
        asked = [machine.lead.items.asked.get(item, ()) for item in sorted(machine.bank.live.wanted)]
        together = dict.fromkeys(tuple(sorted(name for name in names if name in fields)) for names in asked)
        alone = {name for names in asked for name in names}
        # Whether a move was made once is of no use where only the move itself asks for it.
        alone |= {name for name in fields if not name.startswith(("chose(", "words("))}
        groups: list[tuple[str, ...]] = [(name,) for name in fields if name in alone]
        groups += [each for each in together if len(each) > 1][:MOST_GROUPS]
        self._clusters = _clustered([self._within(group) for group in groups])

    def _within(self, group: tuple[str, ...]) -> tuple[Field, ...]:
        """The fields of a group, as far as their values together can be told apart."""
        found, many = [], 1
        for field in (self.machine.fields.of[name] for name in group):
            if many * (field.mask + 1) <= MOST_TOGETHER:
                found.append(field)
                many *= field.mask + 1
        return tuple(found)

    def _looked_at(self, place: int) -> list[Glance]:
        """What is looked at where play waits: only what still matters there, or where a call comes back to."""
        live = self.machine.matters(place)
        at = 0
        glances = []
        for cluster in self._clusters:
            glance = Glance(0, [], {})
            for group in cluster:
                if not all(live & field.whole for field in group):
                    continue
                parts, many = [], 1
                for field in group:
                    parts.append((field.shift, field.mask, many))
                    many *= field.mask + 1
                    glance.mask |= field.whole
                glance.looks.append((tuple(parts), at))
                at += many
            if glance.looks:
                glances.append(glance)
        return glances

    def _see(self, state: int, parent: int, way: int) -> bool:
        """Keeps a state if something in it is new."""
        fields = self.machine.fields
        place = state & (fields.stop_mask | fields.stack_mask)
        glances = self._glances.get(place)
        if glances is None:
            glances = self._glances[place] = self._looked_at(place)
        found = 0
        for glance in glances:
            bits = state & glance.mask
            seen = glance.known.get(bits)
            if seen is None:
                seen = 0
                for parts, at in glance.looks:
                    for shift, mask, counts in parts:
                        at += (state >> shift & mask) * counts
                    seen |= 1 << at
                glance.known[bits] = seen
            found |= seen
        before = self._seen.get(place, -1)
        if before >= 0 and not found & ~before:
            return False
        self._seen[place] = found if before < 0 else before | found
        self.add(state, parent, way)
        return True

    def search(self, begins: Iterable[int], limit: int, ask: Ask) -> Novel:
        """Goes on from every state that is kept, in the order they were come to, `limit` of them at most."""
        machine, gathered = self.machine, self.gathered
        for state in begins:
            self._see(state, -1, -1)
        if gathered.fresh:
            gathered.at((), 0)
        left = deque(range(len(self.order)))
        done = 0
        while left and len(self.order) < limit and len(gathered.paths) < len(machine.bank.live.wanted):
            done += 1
            if done % EVERY == 0 and not ask(EVERY):
                break
            at = left.popleft()
            state = self.order[at]
            opened = machine.opened(state)
            if gathered.fresh:
                gathered.at(self.path_to(at), state)
            for way, _, point, begun in opened:
                for after in machine.run(point, begun):
                    if self._see(after, at, way):
                        left.append(len(self.order) - 1)
                if gathered.fresh:
                    gathered.on_way(self.path_to(at), state, way)
        return self


def _clustered(groups: Sequence[tuple[Field, ...]]) -> list[list[tuple[Field, ...]]]:
    """The groups put together, those beside each other that share the most bits, at most so many bits wide each."""
    clusters: list[tuple[int, list[tuple[Field, ...]]]] = []
    for group in sorted(groups, key=len, reverse=True):
        bits = 0
        for field in group:
            bits |= field.whole
        best, added = -1, WIDEST + 1
        for number, (mask, _) in enumerate(clusters):
            more = (bits & ~mask).bit_count()
            if more < added and (mask | bits).bit_count() <= WIDEST:
                best, added = number, more
        if best < 0:
            clusters.append((bits, [group]))
        else:
            clusters[best] = (clusters[best][0] | bits, [*clusters[best][1], group])
    return [together for _, together in clusters]
