"""Copies among the reports of a ledger, without holding all their texts at once."""

from __future__ import annotations

from counterclaim.relate.copies.clusters import copy_clusters
from counterclaim.relate.copies.index import CopyIndex
from counterclaim.types import CopyCluster, CopyLink, View


def copies_in(view: View) -> tuple[tuple[CopyLink, ...], tuple[CopyCluster, ...]]:
    """Which reports share text, and which are one report: as `find_copies` and `copy_clusters`."""
    index = CopyIndex(view.document)
    known = []
    for document, _ in view.documents():
        index.enter(document)
        known.append(document.id)
    links = tuple(link for document in known for link in index.links(document))
    linked = sorted({document for link in links for document in (link.first, link.second)})
    return links, copy_clusters(links, map(view.document, linked))


def links_of(view: View, document: str) -> tuple[CopyLink, ...]:
    """The links of one report (by its id) to all others. Raises `UnknownDocument`."""
    index = CopyIndex(view.document)
    for other, _ in view.documents():
        if other.id != document:
            index.enter(other)
    return index.add(view.document(document))
