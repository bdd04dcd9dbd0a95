"""Correlation clustering of a signed, weighted graph.

Edges above 0 pull two nodes into one cluster, edges below 0 push them apart, and two nodes without
an edge push a little (`absent`), so that chains of likeness do not grow into one. The number of
clusters follows from that.

First every node, in the order of its strongest attraction, opens a cluster with what is drawn to it
(the pivot rule); then nodes move one by one to the cluster that gains most, and clusters that gain by
it are put together, until nothing gains. It ends in a local optimum, the same whatever the order in
which nodes and edges were given: ties go to the smaller node, and nothing moves for less than `MARGIN`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MARGIN = 1e-9
"""Gains below that are rounding."""

ROUNDS = 40
"""Passes over all nodes; what still moves then is a handful of ties in practice."""


class UnionFind:
    """Sets that only grow together, over the numbers 0 to `size`."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The set of an item, named by its smallest member."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def union(self, a: int, b: int) -> None:
        """Put the sets of both together."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first


@dataclass(frozen=True, slots=True)
class _Move:
    gain: float
    target: int


def cluster(
    nodes: Iterable[str], edges: Iterable[tuple[str, str, float]], absent: float = 0.0
) -> list[list[str]]:
    """The clusters, each sorted, in the order of their smallest node.

    Edges between the same two nodes add up. Edges to unknown nodes are a `KeyError`.
    """
    order = sorted(set(nodes))
    number = {node: i for i, node in enumerate(order)}
    numbered = sorted(
        (min(number[a], number[b]), max(number[a], number[b]), weight) for a, b, weight in edges
    )
    links: list[dict[int, float]] = [{} for _ in order]
    for a, b, weight in numbered:
        if a != b:
            links[a][b] = links[b][a] = links[a].get(b, 0.0) + weight
    found: list[list[str]] = []
    for part in _components(links):
        found.extend([order[i] for i in group] for group in _Clustering(part, links, absent).run())
    return sorted(found, key=lambda group: number[group[0]])


def _components(links: Sequence[Mapping[int, float]]) -> Iterator[list[int]]:
    """Nodes that attraction connects: no cluster reaches beyond them."""
    sets = UnionFind(len(links))
    for node, others in enumerate(links):
        for other, weight in others.items():
            if weight > 0:
                sets.union(node, other)
    groups: dict[int, list[int]] = {}
    for node in range(len(links)):
        groups.setdefault(sets.find(node), []).append(node)
    yield from groups.values()


class _Clustering:
    """One component on its way to clusters."""

    def __init__(self, nodes: list[int], links: Sequence[Mapping[int, float]], absent: float) -> None:
        self._nodes = nodes
        self._links = links
        self._absent = absent
        self._of: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def run(self) -> list[list[int]]:
        self._pivot()
        for _ in range(ROUNDS):
            if not sum(self._move(node) for node in self._nodes) and not self._join():
                break
        groups: dict[int, list[int]] = {}
        for node in self._nodes:
            groups.setdefault(self._of[node], []).append(node)
        return list(groups.values())

    def _pivot(self) -> None:
        def attraction(node: int) -> float:
            return sum(sorted(weight for weight in self._links[node].values() if weight > 0))

        for node in sorted(self._nodes, key=lambda node: (-attraction(node), node)):
            if node in self._of:
                continue
            drawn = [
                other for other, weight in self._links[node].items() if weight > 0 and other not in self._of
            ]
            for member in (node, *drawn):
                self._put(member, node)

    def _put(self, node: int, group: int) -> None:
        before = self._of.get(node)
        if before is not None:
            self._size[before] -= 1
        self._of[node] = group
        self._size[group] = self._size.get(group, 0) + 1

    def _move(self, node: int) -> bool:
        """Put a node where it gains most: into a cluster it has an edge to, or on its own."""
        pull: dict[int, list[float]] = {}
        for other, weight in self._links[node].items():
            if other in self._of:
                pull.setdefault(self._of[other], []).append(weight)
        here = self._of[node]
        now = self._gain(pull.get(here, []), self._size[here] - 1)
        best = _Move(0.0, -1)  # on its own
        for group, weights in sorted(pull.items()):
            gain = self._gain(weights, self._size[group] - (group == here))
            if gain > best.gain + MARGIN:
                best = _Move(gain, group)
        if best.gain <= now + MARGIN or best.target == here:
            return False
        self._put(node, self._alone(node) if best.target < 0 else best.target)
        return True

    def _join(self) -> int:
        """Put together pairs of clusters that gain by it, the best first, each once; how many."""
        pull: dict[tuple[int, int], list[float]] = {}
        for node in self._nodes:
            for other, weight in self._links[node].items():
                if node < other and other in self._of and self._of[node] != self._of[other]:
                    a, b = self._of[node], self._of[other]
                    pull.setdefault((min(a, b), max(a, b)), []).append(weight)
        gains = [
            (-(sum(sorted(weights)) - self._absent * (self._size[a] * self._size[b] - len(weights))), a, b)
            for (a, b), weights in pull.items()
        ]
        into: dict[int, int] = {}
        taken: set[int] = set()
        for loss, a, b in sorted(gains):
            if loss < -MARGIN and not {a, b} & taken:
                taken.update((a, b))
                into[b] = a
        for node in self._nodes:
            if self._of[node] in into:
                self._put(node, into[self._of[node]])
        return len(into)

    def _gain(self, weights: Sequence[float], members: int) -> float:
        return sum(sorted(weights)) - self._absent * (members - len(weights))

    def _alone(self, node: int) -> int:
        """A name for a cluster of one: a free one, the node's own unless others live under it."""
        if not self._size.get(node):
            return node
        return next(other for other in self._nodes if not self._size.get(other))
