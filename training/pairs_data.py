"""Corpora to pairs: which texts stand side by side, and what may be said of them.

Every source is drawn so that a text stands as often in agreeing as in contradicting pairs, wherever
we write or choose the pairs ourselves: a model that sees one side alone must learn nothing from it
(`pairs_eval.py one-sided` checks that).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counterclaim.types import Agreement, Wording
from data import Record, is_dev, our_records, read_jsonl

DEV_FROM = "2022-02-22"
"""Pairs of reported sentences of that day or later are for dev, of earlier days for training.

Articles are of one day, so the split is by article too. Pairs across the line are left out.
"""

SAME, CONTRADICT = frozenset({Agreement.SAME}), frozenset({Agreement.CONTRADICT})
RELATED, UNRELATED = frozenset({Agreement.RELATED}), frozenset({Agreement.UNRELATED})
COMPATIBLE = RELATED | UNRELATED
APART = frozenset({Agreement.CONTRADICT, Agreement.RELATED})
"""Not the same: whether the two exclude each other nobody has said."""
CLOSE = frozenset({Agreement.SAME, Agreement.RELATED})

YES, NO, UNKNOWN = 1, 0, -1
NEITHER = (NO, NO)
UNSAID = (UNKNOWN, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair, the labels it may have (one, or several where it is not known which), and entailment."""

    a: Wording
    b: Wording
    labels: frozenset[Agreement]
    entails: tuple[int, int] = UNSAID
    source: str = ""
    kind: str = ""
    group: str = ""

    def turned(self) -> Example:
        """The same pair the other way round."""
        return replace(self, a=self.b, b=self.a, entails=self.entails[::-1])


def entailed_if(labels: frozenset[Agreement]) -> tuple[int, int]:
    """What a label alone says of entailment: none, unless they may be the same."""
    return UNSAID if Agreement.SAME in labels else NEITHER


def news(corpora: Path) -> tuple[list[Example], list[Example]]:
    """The labelled pairs of reported sentences: for training, for dev."""
    train, dev = [], []
    for r in read_jsonl(corpora / "claim_pairs/news_train.jsonl"):
        a, b = (Wording(r[s]["text"], dt.date.fromisoformat(r[s]["date"])) for s in "ab")
        labels = frozenset({Agreement(r["label"])})
        example = Example(a, b, labels, entailed_if(labels), "news", r["label"], r["id"])
        late = [r[s]["date"] >= DEV_FROM for s in "ab"]
        if all(late):
            dev.append(example)
        elif not any(late):
            train.append(example)
    return train, dev


def elicited_items(corpora: Path) -> tuple[list[Record], list[Record]]:
    """The statements with their written variants: for training, for dev (by report)."""
    items = read_jsonl(corpora / "claim_pairs/elicited_train.jsonl")
    return [i for i in items if not is_dev(i["doc"])], [i for i in items if is_dev(i["doc"])]


def cycle(item: Record, first: str, second: str, swap: bool) -> list[Example]:
    """Two agreeing and two contradicting pairs, each of four variants once in both."""
    against = ("restated", "contradict") if swap else ("contradict", "restated")
    pairs = [
        (first, second, SAME),
        (against[0], against[1], SAME),
        (first, against[0], CONTRADICT),
        (second, against[1], CONTRADICT),
    ]
    return [
        Example(
            Wording(item[x]),
            Wording(item[y]),
            labels,
            entailed_if(labels),
            "elicited",
            item["kind"],
            item["id"],
        )
        for x, y, labels in pairs
    ]


AGREEING = (("statement", "same"), ("statement", "agrees_in_denial"), ("same", "agrees_in_denial"))


def elicited(items: Sequence[Record], rng: random.Random) -> list[Example]:
    """One drawing of the elicited items: a cycle of four, the weaker and the tempting one of each."""
    found: list[Example] = []
    for item in items:
        first, second = rng.choice(AGREEING)
        against = rng.choice(("contradict", "restated"))
        camp = rng.choice((first, second, "weaker", "contradict", "restated"))
        weaker = Wording(item["weaker"])
        found += cycle(item, first, second, rng.random() < 0.5)
        found += [
            Example(Wording(item[first]), weaker, SAME, (YES, NO), kind="weaker"),
            Example(Wording(item[against]), weaker, APART, NEITHER, kind="weaker"),
            Example(Wording(item[camp]), Wording(item["related"]), RELATED, NEITHER, kind="tempting"),
        ]
        other = rng.choice(items)
        if rng.random() < 0.5 and other["doc"] != item["doc"]:
            far = rng.choice(("statement", "same", "weaker", "contradict", "related"))
            found.append(Example(Wording(item[camp]), Wording(other[far]), UNRELATED, NEITHER, kind="chance"))
    return [replace(e, source="elicited") for e in found]


def elicited_cycles(items: Sequence[Record]) -> list[Example]:
    """Every cycle of every item, for measuring."""
    return [e for i in items for pair in AGREEING for swap in (False, True) for e in cycle(i, *pair, swap)]


PUBLIC = {
    # How many pairs at most of each label of a source: what is large and unlike news is thinned.
    "sick": 1300,
    "breaking_nli": 500,
    "fever_symmetric": 400,
    "climate_fever": 600,
    "emergent": 600,
    "rte": 900,
}
PUBLIC_LABELS = {
    "entailment": SAME,
    "same": SAME,
    "contradiction": CONTRADICT,
    "neutral": COMPATIBLE,
    "not_entailment": frozenset({Agreement.CONTRADICT, Agreement.RELATED, Agreement.UNRELATED}),
}


def public(corpora: Path, rng: random.Random) -> list[Example]:
    """A thinned drawing of the public pairs; ClaimDiff, whose labels say something else, is left out."""
    by_class: dict[tuple[str, str], list[Example]] = {}
    for r in read_jsonl(corpora / "claim_pairs/public_train.jsonl"):
        source = r["source"].partition(":")[0]
        if source in PUBLIC:
            labels = PUBLIC_LABELS[r["label"]]
            entails = (YES, UNKNOWN) if r["label"] == "entailment" else entailed_if(labels)
            example = Example(
                Wording(r["a"]), Wording(r["b"]), labels, entails, "public", source, str(r["group"])
            )
            by_class.setdefault((source, r["label"]), []).append(example)
    return [e for (s, _), found in by_class.items() for e in rng.sample(found, min(PUBLIC[s], len(found)))]


@dataclass(frozen=True, slots=True)
class Reported:
    """A content as an annotated report has it, with the sentence around it and what is answered."""

    id: str
    document: str
    content: str
    sentence: str
    act: str
    answers: tuple[str, str] | None


def reported(corpora: Path) -> list[list[Reported]]:
    """The contents of the annotated reports, report by report; none from the days of dev."""
    from counterclaim.extract.tokens import sentence_starts

    reports = []
    for record in our_records(corpora)[0]:
        if str(record.get("published") or "")[:10] >= DEV_FROM:
            continue
        text = record["text"]
        edges = [at for at, _ in sentence_starts(text)] + [len(text)]
        reports.append([r for a in record["attributions"] if (r := _reported(record, a, edges))])
    return reports


def _reported(record: Record, a: Record, edges: Sequence[int]) -> Reported | None:
    """One attribution; None when its content is no clause, or not of one sentence."""
    content = " ".join(record["text"][s:e] for s, e in a["content"])
    start = max(at for at in edges if at <= a["content"][0][0])
    end = min(at for at in edges if at > a["content"][0][0])
    if not 5 <= len(content.split()) <= 60 or a["content"][-1][1] > end:
        return None
    link = (a["answers"]["to"], a["answers"]["rel"]) if a["answers"] else None
    sentence = " ".join(record["text"][start:end].split())
    return Reported(a["id"], record["id"], " ".join(content.split()), sentence, a["act"], link)


STATED = {"assert", "deny", "predict", "doubt"}


def answers(reports: Iterable[Sequence[Reported]]) -> list[Example]:
    """Pairs of contents of one report of which one refutes or supports the other.

    Each text stands as it is and denied, in one pair of either kind. What refutes X without being a
    denial of it need not be the same as "not X", and what is denied need not be all that was put
    forward: such pairs may be the same or related.
    """
    found = []
    for report in reports:
        by_id = {r.id: r for r in report}
        for r in report:
            to = by_id.get(r.answers[0]) if r.answers else None
            if r.answers is not None and to is not None and {r.act, to.act} <= STATED:
                found += _answering(r, to, r.answers[1])
    return found


def _answering(r: Reported, to: Reported, rel: str) -> list[Example]:
    """The four pairs of two contents, each as it is and denied."""
    found = []
    for denied, other_denied in ((False, False), (False, True), (True, False), (True, True)):
        as_put = (denied == (r.act == "deny")) == (other_denied == (to.act == "deny"))
        against = CONTRADICT if rel == "refutes" else APART
        labels = against if as_put == (rel == "refutes") else CLOSE
        mine, other = Wording(r.content, denied=denied), Wording(to.content, denied=other_denied)
        found.append(Example(mine, other, labels, entailed_if(labels), "answers", rel, r.document))
    return found
