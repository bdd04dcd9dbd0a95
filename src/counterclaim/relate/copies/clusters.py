"""Reports that are one report: each joined to the earlier one it shares most with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from counterclaim.relate.copies.credits import Agencies, find_credits
from counterclaim.relate.copies.links import Paper, describe, is_one_report
from counterclaim.relate.copies.shingles import shingle
from counterclaim.types import CopyCluster, CopyLink, CreditForm, Document


def best_links(links: Iterable[CopyLink]) -> dict[str, CopyLink]:
    """For each report that is one with an earlier one, the link to that which it shares most with.

    One link each, so that a long report that takes up two others whole does not make them one.
    """
    best: dict[str, CopyLink] = {}
    for found in sorted(links, key=lambda one: (-one.share_second, -one.share_first, one.first, one.second)):
        if is_one_report(found):
            best.setdefault(found.second, found)
    return best


def copy_clusters(
    links: Iterable[CopyLink], documents: Iterable[Document], agencies: Agencies | None = None
) -> tuple[CopyCluster, ...]:
    """Groups of two or more reports that are one, the largest first.

    `documents` are those the links are between; links to others are passed over.
    """
    known = agencies or Agencies.default()
    by_id = {document.id: document for document in documents}
    best = best_links(one for one in links if one.first in by_id and one.second in by_id)
    heads: dict[str, list[str]] = defaultdict(list)
    for second in best:
        heads[_head(second, best)].append(second)
    clusters = [_cluster([head, *others], best, by_id, known) for head, others in heads.items()]
    return tuple(sorted(clusters, key=lambda one: (-len(one.documents), one.id)))


def _head(document: str, best: dict[str, CopyLink]) -> str:
    """The report that comes first of those it is joined to: the order of links has no circles."""
    while document in best:
        document = best[document].first
    return document


def _cluster(
    members: list[str], best: dict[str, CopyLink], by_id: dict[str, Document], agencies: Agencies
) -> CopyCluster:
    papers = [_paper(by_id[member], agencies) for member in members]
    papers.sort(key=lambda paper: paper.rank)
    ordered = tuple(paper.id for paper in papers)
    days = [paper.published for paper in papers if paper.published is not None]
    return CopyCluster(
        id=ordered[0],
        documents=ordered,
        outlets=tuple(dict.fromkeys(outlet for one in ordered if (outlet := by_id[one].outlet))),
        first=min(days, default=None),
        last=max(days, default=None),
        agency=_agency(papers),
        links=tuple(best[member] for member in ordered if member in best),
    )


def _paper(document: Document, agencies: Agencies) -> Paper:
    """As the index has it, but crediting only those the report says it comes from."""
    lines = (one for one in find_credits(document, agencies) if one.form is CreditForm.LINE)
    return describe(document, shingle(document).words, agencies, lines)


def _agency(papers: list[Paper]) -> str | None:
    """The one agency whose report it is, by the most outlets and credit lines; None for a tie."""
    named = Counter(name for paper in papers for name in paper.named)
    counted = named.most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]
