"""Correlation clustering: what is pulled together, what is pushed apart, and that order is nothing."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.relate.graph import UnionFind, cluster

NODES = list("abcdefgh")
Edges = list[tuple[str, str, float]]
edges = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(-8, 8).map(lambda n: n / 8)),
    max_size=30,
)


def value(groups: list[list[str]], given_: Edges) -> float:
    where = {node: i for i, group in enumerate(groups) for node in group}
    return sum(weight for a, b, weight in given_ if a != b and where[a] == where[b])


def test_likes_join_and_unlikes_part() -> None:
    assert cluster("abcd", [("a", "b", 1.0), ("c", "d", 1.0), ("b", "c", -1.0)]) == [["a", "b"], ["c", "d"]]


def test_one_contradiction_does_not_split_what_much_holds_together() -> None:
    pulls = [("a", "b", 1.0), ("b", "c", 1.0), ("a", "d", 1.0), ("c", "d", 1.0)]
    assert cluster("abcd", [*pulls, ("b", "d", -0.5)]) == [["a", "b", "c", "d"]]


def test_a_chain_of_likeness_is_not_one() -> None:
    """Each is like the next; without a cost for pairs that are not, all would be one."""
    chain = [(f"{i:02}", f"{i + 1:02}", 0.3) for i in range(20)]
    assert len(cluster([f"{i:02}" for i in range(21)], chain)) == 1
    assert len(cluster([f"{i:02}" for i in range(21)], chain, absent=0.2)) > 5


@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_does_not_matter(given_: Edges, chance: random.Random) -> None:
    shuffled = [(b, a, weight) if chance.random() < 0.5 else (a, b, weight) for a, b, weight in given_]
    chance.shuffle(shuffled)
    nodes = NODES[:]
    chance.shuffle(nodes)
    assert cluster(nodes, shuffled, 0.05) == cluster(NODES, given_, 0.05)


@given(edges)
def test_every_node_is_in_one_cluster_and_no_worse_than_apart(given_: Edges) -> None:
    groups = cluster(NODES, given_)
    assert sorted(node for group in groups for node in group) == NODES
    assert value(groups, given_) >= -1e-9


def test_union_find() -> None:
    sets = UnionFind(4)
    sets.union(3, 1)
    sets.union(2, 3)
    assert [sets.find(item) for item in range(4)] == [0, 1, 1, 1]
