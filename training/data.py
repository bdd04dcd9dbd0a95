"""Corpora to training windows: tokens, anchors, and what each anchor's tags should be."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # the corpus is ours to trust

import numpy as np
from tokenizers import Tokenizer

from counterclaim.extract import labels
from counterclaim.extract.tokens import Ints, Tokens, tokenize

Record = dict[str, Any]
IGNORE = -100
NOT_A_PLACE = -1
"""An entity tag of LGL's, which marks places only: any tag but a location's."""


@dataclass
class Target:
    """One gold attribution in subwords: its anchor, runs (tag role, first, last), classes."""

    at: int
    bare: bool
    runs: list[tuple[int, int, int]]
    act: int = IGNORE
    certainty: int = IGNORE
    kind: int = IGNORE
    side: int = IGNORE


@dataclass
class Text:
    """One annotated text, tokenised, with its targets and the scheme it follows."""

    id: str
    text: str
    tokens: Tokens
    scheme: int
    targets: list[Target]
    names: Ints | None = None
    """Entity tags of the subwords (labels.ENTITY_TAGS), NOT_A_PLACE, or None where none are given."""

    edges: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass
class Window:
    """A stretch of a text for training: subwords start..end and the targets anchored in it."""

    text: Text
    start: int
    end: int
    targets: list[Target]


def read_jsonl(path: Path) -> list[Record]:
    """All records of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def unannotated(corpora: Path) -> Iterator[Record]:
    """Texts that we may annotate ourselves: `id`, `outlet`, `published`, `title`, `text`."""
    yield from read_jsonl(corpora / "stream/news_2021-10_2022-02.jsonl")
    for path in sorted((corpora / "stream").glob("press_releases_*.jsonl")):
        name = path.stem.removeprefix("press_releases_")
        for r in read_jsonl(path):
            text = " ".join(r["body"].split()[:420])
            yield {
                "id": r["link"],
                "outlet": name,
                "published": r["date"][:10],
                "title": r["headline"],
                "text": text,
            }
    for r in read_jsonl(corpora / "entities/worldwide_newswire_train.jsonl"):
        text = newswire_text(r)[0]
        yield {
            "id": r["id"],
            "outlet": "newswire",
            "published": None,
            "title": text.partition("\n")[0],
            "text": text,
        }


def is_dev(identifier: str) -> bool:
    """Our own dev split: one article in six, by a digest of its id, for ever the same."""
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 6 == 0


ANNOTATIONS = Path(__file__).with_name("annotations.jsonl")
"""Our own annotations of texts of the corpora: offsets and labels, no text."""


def our_records(corpora: Path, annotations: Path = ANNOTATIONS) -> tuple[list[Record], list[Record]]:
    """The annotated articles for training, our own annotations among them, and those for dev."""
    given = read_jsonl(corpora / "attributions/train.jsonl")
    texts = {r["id"]: r for r in unannotated(corpora)}
    own = [texts[r["id"]] | r for r in read_jsonl(annotations)] if annotations.exists() else []
    return [r for r in given if not is_dev(r["id"])] + own, [r for r in given if is_dev(r["id"])]


def side_labels(records: Sequence[Record], at_least: int = 3) -> list[str]:
    """Side labels that enough reports have, most frequent first after "other"."""
    count = Counter(side for r in records for side in {a["side"] for a in r["attributions"]} if side)
    return ["other", *(s for s, n in count.most_common() if n >= at_least)]


def prepare(tokenizer: Tokenizer, record: Record, scheme: str, sides: Sequence[str]) -> Text:
    """Tokenise one record and put its gold spans into subwords."""
    tokens = tokenize(tokenizer, record["text"])
    targets = [t for a in record["attributions"] if (t := _target(tokens, a, sides)) is not None]
    edges = np.append(np.flatnonzero(tokens.breaks), len(tokens))
    return Text(record["id"], record["text"], tokens, labels.SCHEMES.index(scheme), targets, None, edges)


def _target(tokens: Tokens, a: Record, sides: Sequence[str]) -> Target | None:
    runs = []
    for role, name in enumerate(labels.ROLES):
        for start, end in a[name]:
            first = int(np.searchsorted(tokens.ends, start, side="right"))
            last = int(np.searchsorted(tokens.starts, end)) - 1
            if first <= last:
                runs.append((role, first, last))
    heads = [r for r in runs if r[0] == (1 if a["cue"] else 2)]
    if not heads or not any(r[0] == 2 for r in runs):
        return None
    target = Target(min(r[1] for r in heads), not a["cue"], runs)
    if "act" in a:
        target.act = labels.ACTS.index(a["act"])
        target.certainty = labels.CERTAINTIES.index(a["certainty"])
        target.kind = labels.KINDS.index(a["kind"])
        target.side = sides.index(a["side"]) if a["side"] in sides else 0
    return target


NEWSWIRE = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "location",
    "Facility": "location",
    "NORP": "nationality",
    "Misc": "miscellaneous",
    "Product": "miscellaneous",
}
"""Entity types of en-worldwide-newswire to ours; dates and sums of money are found by rule."""

_GLUED = frozenset(".,;:!?)]}%'’”") | {"'s", "’s", "n't"}
_GLUES = frozenset("([{$£€“‘")


def newswire_text(record: Record) -> tuple[str, list[tuple[int, int, str]]]:
    """An article of en-worldwide-newswire as a newspaper would print it, and the names in it."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = 0
    for sentence in record["sentences"]:
        after, opened = "", False
        for token, tag in zip(sentence["tokens"], sentence["tags"], strict=True):
            closing = token == '"' and opened
            space = "" if not after or after in _GLUES or token in _GLUED or closing else " "
            opening = token == '"' and not opened
            opened = opened != (token == '"')
            pieces += [space, token]
            start, length = length + len(space), length + len(space) + len(token)
            kind = NEWSWIRE.get(tag[2:])
            if kind and tag[0] == "I" and spans and spans[-1][2] == kind:
                spans[-1] = (spans[-1][0], length, kind)
            elif kind:
                spans.append((start, length, kind))
            after = "(" if opening else token
        pieces.append("\n")
        length += 1
    return "".join(pieces), spans


def newswire(tokenizer: Tokenizer, record: Record) -> Text:
    """One article of en-worldwide-newswire with the tags of its names."""
    text, spans = newswire_text(record)
    return _named(tokenizer, record["id"], text, spans, 0)


def places(tokenizer: Tokenizer, path: Path) -> list[Text]:
    """LGL's articles (Lieberman et al. 2010), of which only the toponyms are marked; not its dev half."""
    texts = []
    for article in ElementTree.parse(path).getroot():
        identifier = article.attrib["docid"]
        if is_places_dev(identifier):
            continue
        spans = [
            (int(t.findtext("start", "0")), int(t.findtext("end", "0")), "location")
            for t in article.iter("toponym")
        ]
        texts.append(_named(tokenizer, identifier, article.findtext("text", ""), sorted(spans), NOT_A_PLACE))
    return texts


def is_places_dev(identifier: str) -> bool:
    """The half of LGL on which places are measured."""
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 2 == 0


def _named(
    tokenizer: Tokenizer, identifier: str, text: str, spans: Sequence[tuple[int, int, str]], other: int
) -> Text:
    tokens = tokenize(tokenizer, text)
    names = np.full(len(tokens), other, dtype=np.int64)
    for start, end, kind in spans:
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end)) - 1
        if first <= last:
            names[first : last + 1] = labels.ENTITY_TAGS.index(f"I-{kind}")
            names[first] = labels.ENTITY_TAGS.index(f"B-{kind}")
    edges = np.append(np.flatnonzero(tokens.breaks), len(tokens))
    return Text(identifier, text, tokens, 0, [], names, edges)


def tile(text: Text, rng: random.Random, longest: int) -> Iterator[Window]:
    """Cover a text once with sentence-aligned windows of random lengths.

    A third are short (a sentence or a paragraph, as headlines and snippets come), the rest
    as long as inference uses.
    """
    at, total = 0, len(text.tokens)
    while at < total:
        want = rng.randint(8, 80) if rng.random() < 0.3 else rng.randint(80, longest)
        i = int(np.searchsorted(text.edges, at + want, side="right")) - 1
        end = int(text.edges[i])
        if end <= at:
            end = int(text.edges[min(i + 1, len(text.edges) - 1)])
        end = min(end, at + longest, total)
        yield Window(text, at, end, [t for t in text.targets if at <= t.at < end])
        at = end


def tag_row(target: Target, start: int, end: int) -> Ints:
    """Tags of subwords start..end as seen from `target`'s anchor."""
    row = np.zeros(end - start, dtype=np.int64)
    for role, first, last in target.runs:
        a, b = max(first, start), min(last + 1, end)
        if a < b:
            row[a - start : b - start] = 2 * role + 2
            row[a - start] = 2 * role + 1
    return row
