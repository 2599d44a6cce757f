"""The strongly connected parts of a graph: what leads to itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def circles(leads_to: Mapping[int, Collection[int]]) -> list[list[int]]:
    """The nodes in groups of those that lead to each other; a group comes behind all that it leads to.

    Tarjan (1972), without recursion. In time that grows with the edges.
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    placed: set[int] = set()
    stack: list[int] = []
    found: list[list[int]] = []
    for root in leads_to:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        work = [(root, iter(leads_to.get(root, ())))]
        while work:
            node, left = work[-1]
            for each in left:
                if each not in index:
                    index[each] = low[each] = len(index)
                    stack.append(each)
                    work.append((each, iter(leads_to.get(each, ()))))
                    break
                if each not in placed:
                    low[node] = min(low[node], index[each])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = _last(stack, node)
                    found.append(stack[at:])
                    del stack[at:]
                    placed.update(found[-1])
    return found


def _last(stack: list[int], node: int) -> int:
    """Where a node lies on a stack, looked for from its end."""
    at = len(stack) - 1
    while stack[at] != node:
        at -= 1
    return at
