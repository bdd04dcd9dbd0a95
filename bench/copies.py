"""Copies planted in the stream: how many are found, how much else is, and how time grows.

    python -m bench.copies [--sample 50] [--misses] [--growth 4]

300 copies of drawn reports (fixed seed) go in under another outlet, with another headline and a later
date: cut, with a changed lead, with changed words, without their wire credit, and all of that at once.
Recall is the share that ends in one cluster with its original. Precision is over all links between
a planted copy and another report as one report: right when that is its original, or a report that
the original is linked to as one without the copies. `--sample` prints links between reports of the
stream itself for a person to judge. 100 passages planted in other reports are measured besides.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bench.corpora import STREAM, rows, shared_folder
from counterclaim.relate.copies import CopyIndex, copy_clusters, find_copies
from counterclaim.types import CopyKind, CopyLink, Document

SEED = 20221122
PLANTED, PASSAGES = 300, 100
RECALL_BAR, PRECISION_BAR = 0.98, 0.95
MIN_WORDS = 150  # of a report that is copied
LEAD = 10, 30  # words of a lead that is put in
ELSEWHERE = "herald.example"
_SENTENCES = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_CREDIT = re.compile(r"^.{0,80}?(?:\([A-Z][A-Za-z]+\)|/\s*TASS\s*/\.?)\s*[—–-]*\s*")
_SIGNATURE = re.compile(r"\s(?:\(?(?:Additional )?[Rr]eporting by|_{2,}|—-=|-{3,}).{0,300}$")

Edit = Callable[[str, "Source"], str]


@dataclass(frozen=True, slots=True)
class Source:
    """What an edit draws on: chance, other reports' sentences, and words."""

    chance: random.Random
    leads: Sequence[str]
    vocabulary: Sequence[str]


def cut(text: str, source: Source) -> str:
    """Keep 35 to 70 % of the sentences: the first ones, or any in their order."""
    sentences = _SENTENCES.split(text)
    kept = max(3, round(len(sentences) * source.chance.uniform(0.35, 0.7)))
    if source.chance.random() < 0.5:
        return " ".join(sentences[:kept])
    chosen = sorted(source.chance.sample(range(len(sentences)), min(kept, len(sentences))))
    return " ".join(sentences[at] for at in chosen)


def change_lead(text: str, source: Source) -> str:
    """Another report's lead instead of the first sentence."""
    first, _, rest = text.partition(". ")
    return f"{source.chance.choice(source.leads)} {rest or first}"


def change_words(text: str, source: Source) -> str:
    """Change 5 to 15 % of the words: another one instead, one left out, or one put in."""
    share = source.chance.uniform(0.05, 0.15)
    changed = []
    for word in text.split(" "):
        if source.chance.random() >= share:
            changed.append(word)
            continue
        other, kind = source.chance.choice(source.vocabulary), source.chance.random()
        changed.extend([other] if kind < 0.6 else [] if kind < 0.8 else [word, other])
    return " ".join(changed)


def remove_credit(text: str, source: Source) -> str:
    """Neither the dateline with its credit nor who reported it."""
    del source  # every edit takes one
    return _SIGNATURE.sub("", _CREDIT.sub("", text, count=1))


def all_of_it(text: str, source: Source) -> str:
    """Every edit, one after the other."""
    for edit in (remove_credit, cut, change_lead, change_words):
        text = edit(text, source)
    return text


EDITS: tuple[Edit, ...] = (cut, change_lead, change_words, remove_credit, all_of_it)


@dataclass(frozen=True, slots=True)
class Plant:
    """A planted copy with the id of its original and the edit that made it."""

    document: Document
    original: str
    edit: str


def stream() -> list[Document]:
    """The reports of the stream."""
    return [
        Document(
            id=row["id"],
            text=row["text"],
            outlet=row["outlet"],
            title=row["title"],
            published=dt.date.fromisoformat(row["published"]),
        )
        for row in rows(shared_folder() / STREAM)
    ]


def plant(documents: Sequence[Document]) -> list[Plant]:
    """The copies, the same ones every time."""
    chance = random.Random(SEED)
    source = _source(documents, chance)
    long = [one for one in documents if len(one.text.split()) >= MIN_WORDS]
    plants = []
    for number, original in enumerate(chance.sample(long, PLANTED)):
        edit = EDITS[number % len(EDITS)]
        copy = _moved(original, f"planted{number}", edit(original.text, source), chance)
        plants.append(Plant(copy, original.id, edit.__name__))
    return plants


def plant_passages(documents: Sequence[Document]) -> list[Plant]:
    """Reports with two or three sentences (40 words or more) of another one among their own."""
    chance = random.Random(SEED + 1)
    long = [one for one in documents if len(one.text.split()) >= MIN_WORDS]
    plants = []
    for number in range(PASSAGES):
        original, host = chance.sample(long, 2)
        sentences = _SENTENCES.split(original.text)
        at = chance.randrange(max(1, len(sentences) - 3))
        size = next((n for n in (2, 3, 5, 9) if len(" ".join(sentences[at : at + n]).split()) >= 40), None)
        own = _SENTENCES.split(host.text)
        taken = sentences[at : at + size] if size else sentences
        text = " ".join([*own[: len(own) // 2], *taken, *own[len(own) // 2 :]])
        plants.append(Plant(_moved(original, f"passage{number}", text, chance), original.id, "passage"))
    return plants


def _source(documents: Sequence[Document], chance: random.Random) -> Source:
    leads = [_SENTENCES.split(one.text)[0] for one in chance.sample(list(documents), 600)]
    leads = [lead for lead in leads if LEAD[0] <= len(lead.split()) <= LEAD[1]]
    counted = Counter(word for one in documents for word in one.text.split())
    return Source(chance, leads, [word for word, count in counted.most_common(8000) if count > 3])


def _moved(original: Document, name: str, text: str, chance: random.Random) -> Document:
    day = (original.published or dt.date.min) + dt.timedelta(days=chance.randrange(3))
    return replace(
        original, id=name, text=text, outlet=ELSEWHERE, title=f"{name}: as told elsewhere", published=day
    )


def groups_of(links: Iterable[CopyLink], documents: Sequence[Document]) -> dict[str, str]:
    """The cluster of each document that is in one."""
    return {member: cluster.id for cluster in copy_clusters(links, documents) for member in cluster.documents}


def is_copy(link: CopyLink) -> bool:
    """True for a link that says that two reports are one, or one taken up in the other."""
    return link.kind is not CopyKind.PASSAGE


def measure(documents: Sequence[Document], plants: Sequence[Plant]) -> dict[str, object]:
    """Recall and precision on planted copies, with what was missed and what was linked wrongly."""
    together = [*documents, *(one.document for one in plants)]
    links = find_copies(together)
    group = groups_of(links, together)
    alike: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if is_copy(link):
            alike[link.first].add(link.second)
            alike[link.second].add(link.first)
    planted = {one.document.id: one for one in plants}
    found = [one for one in plants if group.get(one.document.id, "") == group.get(one.original, "-")]
    right: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for copy in plants:
        relatives = {copy.original, *alike[copy.original]}
        for other in alike[copy.document.id]:
            origin = planted[other].original if other in planted else other
            (right if origin in relatives else wrong).append((copy.document.id, other))
    by_edit = Counter(one.edit for one in plants)
    found_by_edit = Counter(one.edit for one in found)
    return {
        "recall": len(found) / len(plants),
        "precision": len(right) / max(1, len(right) + len(wrong)),
        "links": len(right) + len(wrong),
        "recall by edit": {edit: round(found_by_edit[edit] / count, 3) for edit, count in by_edit.items()},
        "missed": [(one.document.id, one.original, one.edit) for one in plants if one not in found],
        "wrong": wrong,
    }


def passage_recall(documents: Sequence[Document], plants: Sequence[Plant]) -> float:
    """The share of planted passages whose report is linked to the one they come from."""
    links = find_copies([*documents, *(one.document for one in plants)])
    pairs = {frozenset((link.first, link.second)) for link in links}
    return sum(frozenset((one.document.id, one.original)) in pairs for one in plants) / len(plants)


def growth(documents: Sequence[Document], times: int) -> list[tuple[int, float]]:
    """Seconds of processor time to enter and link the stream, and then varied versions of it.

    A version has other words throughout, so that it is no copy, but repeats itself as the stream does.
    """
    versions = {f"{one.id}-{version}": (one, version) for version in range(times) for one in documents}

    def fetch(identity: str) -> Document:
        one, version = versions[identity]
        text = one.text if not version else re.sub(r"(?<=\w)\b", f"q{version}", one.text)
        return replace(one, id=identity, text=text)

    index, spent, steps = CopyIndex(fetch), 0.0, []
    for number, identity in enumerate(versions, start=1):
        document = fetch(identity)
        begun = time.process_time()
        index.add(document)
        spent += time.process_time() - begun
        if number in (1000, 2000) or number % len(documents) == 0:
            steps.append((number, round(spent, 2)))
    return steps


def print_sample(documents: Sequence[Document], count: int) -> None:
    """Natural links that say copy, but for those of identical texts, for a person to judge."""
    by_id = {one.id: one for one in documents}
    links = [
        link
        for link in find_copies(documents)
        if is_copy(link) and by_id[link.first].text != by_id[link.second].text
    ]
    print(len(links), "links between different texts")
    for link in random.Random(SEED).sample(links, min(count, len(links))):
        first, second = by_id[link.first], by_id[link.second]
        print(f"\n{link.kind} {link.share_first:.2f} {link.share_second:.2f} {link.first} {link.second}")
        for one in (first, second):
            print(f"  {one.outlet} {one.published} [{one.title}] {one.text[:400]}")
        print(
            "  shared:", [(passage.words, passage.second.of(second.text)[:120]) for passage in link.passages]
        )


def main() -> int:
    """Measure and print; 1 below a bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, default=0, help="print that many natural links and end")
    parser.add_argument("--misses", action="store_true", help="say which copies were missed")
    parser.add_argument("--growth", type=int, default=0, help="time that many versions of the stream and end")
    options = parser.parse_args()
    documents = stream()
    if options.sample:
        print_sample(documents, options.sample)
        return 0
    if options.growth:
        for count, seconds in growth(documents, options.growth):
            print(f"{count} documents: {seconds} s, {1000 * seconds / count:.2f} ms each")
        print("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
        return 0
    figures = measure(documents, plant(documents))
    figures["passage recall"] = passage_recall(documents, plant_passages(documents))
    missed, wrong = figures.pop("missed"), figures.pop("wrong")
    print(json.dumps(figures, indent=1))
    if options.misses:
        print(json.dumps({"missed": missed, "wrong": wrong}, indent=1))
    passed = float(str(figures["recall"])) >= RECALL_BAR and float(str(figures["precision"])) >= PRECISION_BAR
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
