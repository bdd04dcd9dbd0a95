"""Where the errors are: recall and precision by kind and length, and the cues most often wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.corpora import Row
from bench.scoring import Record, Scorer

LENGTHS = ((8, "1-8 words"), (20, "9-20 words"), (40, "21-40 words"))
COMMONEST = 15


def words_between(text: str, spans: Sequence[Sequence[int]]) -> str:
    """The words of some spans, in order."""
    return " ".join(text[start:end] for start, end in spans)


def length_class(text: str, attribution: Record) -> str:
    """How long the content is, in classes of about equal size."""
    length = len(words_between(text, attribution["content"]).split())
    return next((name for bound, name in LENGTHS if length <= bound), "41 words and more")


@dataclass
class Tally:
    """Attributions by group: how many there are, gold and predicted, and how many of them match."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def lines(self, title: str) -> Iterator[str]:
        """Recall by the group of the gold one, precision by that of the predicted one."""
        yield f"{title:22s}   gold recall   pred precision"
        for name in sorted(self.gold | self.predicted, key=lambda name: (-self.gold[name], name)):
            recall = 100 * self.found[name] / max(self.gold[name], 1)
            precision = 100 * self.right[name] / max(self.predicted[name], 1)
            gold, predicted = self.gold[name], self.predicted[name]
            yield f"  {name:20s} {gold:6d} {recall:6.1f} {predicted:6d} {precision:9.1f}"


def breakdown(scorer: Scorer, gold: Sequence[Row], records: Sequence[Record]) -> Iterator[str]:
    """The report of `--errors`, line by line."""
    found: Mapping[str, list[Record]] = {record["id"]: record["attributions"] for record in records}
    kinds, lengths = Tally(), Tally()
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for row in gold:
        text, wanted, predicted = row["text"], row["attributions"], found.get(row["id"], [])
        matched = scorer.match(wanted, predicted)
        right = {j for j, _ in matched.values()}
        for tally, group in ((kinds, lambda _, a: a["kind"]), (lengths, length_class)):
            tally.gold.update(group(text, a) for a in wanted)
            tally.found.update(group(text, wanted[i]) for i in matched)
            tally.predicted.update(group(text, a) for a in predicted)
            tally.right.update(group(text, predicted[j]) for j in right)
        missed.update(_cue(text, a) for i, a in enumerate(wanted) if i not in matched)
        invented.update(_cue(text, a) for j, a in enumerate(predicted) if j not in right)
    yield from kinds.lines("by kind")
    yield from lengths.lines("by length of content")
    for title, cues in (("missed", missed), ("invented", invented)):
        yield f"cues most often {title} ({cues.total()} in all)"
        yield from (f"  {count:4d}  {cue}" for cue, count in cues.most_common(COMMONEST))


def _cue(text: str, attribution: Record) -> str:
    return words_between(text, attribution["cue"]).lower() or "(no cue)"
