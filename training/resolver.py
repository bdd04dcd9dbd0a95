"""Train the rankers of `resolve` and print how well they do.

    python training/resolver.py --corpora ../shared/corpora --out src/counterclaim/resolve/weights.json --eval

Three linear rankers over named features: who the source is (`speaker`), which of its mentions says
most (`mention`), for whom it speaks (`side`). They are fitted one after the other, each on the choices
of those before it. Reports whose id falls in the dev bucket are never fitted on; `--folds` prints
cross-validated figures on the rest. Needs scipy, which comes with the training group; the package
itself applies the weights in plain Python.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.resolve.analysis import Analysis, analyse
from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.entities import Entity
from counterclaim.resolve.mentions import NOMINAL, PRONOUN, Phrase
from counterclaim.resolve.rank import Rankers, score
from counterclaim.resolve.resolver import Resolution, pool_priors
from counterclaim.resolve.sides import SideChooser
from counterclaim.resolve.speakers import (
    Features,
    Recency,
    by_depth,
    mention_candidates,
    progress,
    shown_mentions,
)
from counterclaim.types import Attribution, Span
from data import our_records
from resolver_data import Report, bucket, read_reports, with_opinions
from resolver_rank import Group, fit

PENALTY = {
    "speaker": 4.0,
    "mention": 1.0,
    "side": 12.0,
}  # speaker and side: the better of two or three in 4 folds
ROUNDS = 2  # of the speaker ranker: the second sees its own earlier choices instead of the gold ones
STRANGERS = 0.4  # share of those copies read as if the table of people knew nobody in them
JITTER = 0.25  # share of sources whose span is damaged in the extra copy of the training set


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=Path("src/counterclaim/resolve/weights.json"))
    parser.add_argument("--opinions", type=Path, default=Path("training/runs/opinions.jsonl"))
    parser.add_argument("--folds", type=int, default=0, help="cross-validate on train with so many folds")
    parser.add_argument("--eval", action="store_true", help="print figures on dev")
    parser.add_argument("--errors", type=int, default=0, help="with --folds: print so many errors")
    options = parser.parse_args()
    records = our_records(options.corpora)
    train, dev = map(read_reports, records)
    if options.opinions.exists():
        honest = {r["id"] for r in records[0] if "text_sha256" in r} | {r["id"] for r in records[1]}
        train, dev = (with_opinions(part, options.opinions, honest) for part in (train, dev))
    bodies = Bodies.default()
    if options.folds:
        cross_validate(train, bodies, options.folds, options.errors)
    rankers = fit_all(train, bodies)
    if options.eval:
        counts, _ = evaluate(dev, rankers, bodies)
        print_figures(f"dev ({len(dev)} reports)", counts)
    write(options.out, rankers, len(train))


def fit_all(reports: list[Report], bodies: Bodies) -> Rankers:
    """The three rankers, in the order in which they build on each other."""
    analyses = analysed(reports, bodies)
    speaker: dict[str, float] = {}
    for _ in range(ROUNDS):
        groups = [
            group for report, analysis in analyses for group in speaker_groups(report, analysis, speaker)
        ]
        speaker = fit(groups, PENALTY["speaker"])
    mention = fit([g for r, a in analyses for g in mention_groups(r, a)], PENALTY["mention"])
    halfway = Rankers.of(speaker, mention, {})
    side = fit([g for r, a in analyses for g in side_groups(r, a, halfway)], PENALTY["side"])
    return Rankers.of(speaker, mention, side)


def analysed(reports: list[Report], bodies: Bodies) -> list[tuple[Report, Analysis]]:
    """Every report twice: as it is, and with damaged sources, some with nobody known by the table."""
    strangers = Bodies.without_people()
    copies = [(report, bodies) for report in reports]
    for report in reports:
        unknown = random.Random("table" + report.document.id).random() < STRANGERS
        copies.append((jittered(report), strangers if unknown else bodies))
    return [
        (report, analyse(report.document, report.attributions, table, report.entities))
        for report, table in copies
    ]


def jittered(report: Report) -> Report:
    """A copy whose sources are cut the way an imperfect extractor cuts them."""
    chance = random.Random(report.document.id)

    def damage(attribution: Attribution) -> Attribution:
        if not attribution.source or chance.random() > JITTER:
            return attribution
        text, span = report.document.text, attribution.source[0]
        head, comma, _ = span.of(text).partition(",")
        cut = len(head) if comma and head else span.end - span.start
        first = head.split(" ")[0]
        skip = len(first) + 1 if chance.random() < 0.3 and len(head) > len(first) + 1 else 0
        return replace(attribution, source=(Span(span.start + skip, span.start + cut),))

    return replace(report, attributions=tuple(damage(one) for one in report.attributions))


def right_entities(analysis: Analysis, gold: Span | None, source: Phrase) -> set[int | None]:
    """Numbers of the entities that have the annotated mention; {None} when there is none."""
    if gold is None:
        return {None}
    own = analysis.own(source)
    return {
        entity.number
        for entity in analysis.entities
        if any(one.span.overlaps(gold) and (one.kind != PRONOUN or entity is own) for one in entity.mentions)
    }


def speaker_groups(report: Report, analysis: Analysis, weights: dict[str, float]) -> list[Group]:
    """One decision a source; earlier decisions are the gold ones until there are weights."""
    state, recency = progress(analysis), Recency(analysis)
    groups: list[Group] = []
    for index in by_depth(state):
        source = analysis.sources[index]
        if source is None:
            continue
        candidates = recency.candidates(source)
        good = right_entities(analysis, report.gold[index].speaker, source)
        right = [(one.number if one else None) in good for one in candidates]
        state.decided[index] = next((one for one, ok in zip(candidates, right, strict=True) if ok), None)
        if source.kind in {PRONOUN, NOMINAL}:
            made = Features(analysis, state, index, source)
            features = [made.of(one) for one in candidates]
            groups.append(Group(report.document.id, features, right))
            if weights:
                best = max(range(len(candidates)), key=lambda at: score(features[at], weights))
                state.decided[index] = candidates[best]
    return groups


def mention_groups(report: Report, analysis: Analysis) -> list[Group]:
    """One decision an attribution: which mention of the right entity is the annotated one."""
    groups: list[Group] = []
    for source, gold in zip(analysis.sources, report.gold, strict=True):
        if source is None or gold.speaker is None:
            continue
        good = right_entities(analysis, gold.speaker, source)
        entity = _preferred(analysis.own(source), good, analysis)
        if entity is not None and len(entity.mentions) > 1:
            shown = shown_mentions(entity, source)
            right = [one.span.overlaps(gold.speaker) for one in shown]
            groups.append(Group(report.document.id, mention_candidates(shown, entity.kind, source), right))
    return groups


def _preferred(own: Entity, good: set[int | None], analysis: Analysis) -> Entity | None:
    if own.number in good:
        return own
    return next((entity for entity in analysis.entities if entity.number in good), None)


def side_groups(report: Report, analysis: Analysis, rankers: Rankers) -> list[Group]:
    """One decision an attribution: the annotated side among the candidates of its party."""
    resolution = Resolution(analysis, rankers)
    chooser = SideChooser(analysis, rankers)
    groups: list[Group] = []
    parents = progress(analysis).parent
    seekers = resolution.seekers()
    pooled = pool_priors(seekers)
    for seeker, gold, parent in zip(seekers, report.gold, parents, strict=True):
        outer = "" if parent is None else report.gold[parent].side
        prior = pooled.get(seeker.entity.number, seeker.prior) if seeker.entity else seeker.prior
        features = chooser.features(replace(seeker, outer=outer, prior=prior))
        right = [side.lower() == gold.side.lower() for side in features]
        groups.append(Group(report.document.id, list(features.values()), right))
    return groups


def evaluate(reports: list[Report], rankers: Rankers, bodies: Bodies) -> tuple[Counter[str], list[str]]:
    """How often speaker and side are right, given the annotated source, cue and content."""
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for report in reports:
        analysis = analyse(report.document, report.attributions, bodies, report.entities)
        text = report.document.text
        claims = Resolution(analysis, rankers).claims()
        for claim, gold, source in zip(claims, report.gold, analysis.sources, strict=True):
            found = claim.mention.span if claim.mention else None
            speaker = (
                found.overlaps(gold.speaker)
                if found and gold.speaker
                else found is None and gold.speaker is None
            )
            side = str(claim.side).lower() == gold.side.lower()
            kind = source.kind if source else "none"
            counts.update(["all", f"all {kind}"])
            counts.update([f"{what} {where}" for what, ok in (("speaker", speaker), ("side", side)) if ok
                           for where in ("all", f"all {kind}")])  # fmt: skip
            if not (speaker and side):
                shown = [
                    part.of(text) if part else None for part in (source and source.span, found, gold.speaker)
                ]
                errors.append(f"{report.document.id} {kind} {shown} {claim.side} / {gold.side}"
                              f"{'' if speaker else ' SPEAKER'}{'' if side else ' SIDE'}")  # fmt: skip
    return counts, errors


def cross_validate(train: list[Report], bodies: Bodies, folds: int, shown: int) -> None:
    """Figures on train, each report judged by rankers that never saw it."""
    total: Counter[str] = Counter()
    errors: list[str] = []
    for fold in range(folds):
        held = [report for report in train if bucket("fold" + report.document.id, folds) == fold]
        kept = [report for report in train if bucket("fold" + report.document.id, folds) != fold]
        counts, wrong = evaluate(held, fit_all(kept, bodies), bodies)
        total += counts
        errors += wrong
    print_figures(f"{folds}-fold on train ({len(train)} reports)", total)
    for line in random.Random(0).sample(errors, min(shown, len(errors))):
        print(" ", line)


def print_figures(title: str, counts: Counter[str]) -> None:
    """Accuracy of speaker and side, over all and by the kind of source."""
    print(title)
    for where in sorted(name for name in counts if name.startswith("all")):
        total = counts[where]
        speaker, side = counts[f"speaker {where}"] / total, counts[f"side {where}"] / total
        print(f"  {where:14s} n {total:5d}  speaker {speaker:.3f}  side {side:.3f}")


def write(path: Path, rankers: Rankers, reports: int) -> None:
    """The weights, sorted, so that two runs give the same file but for its date."""
    weights = {name: dict(sorted(getattr(rankers, name).items())) for name in ("speaker", "mention", "side")}
    content = {
        "about": "Weights of the rankers in counterclaim.resolve, made by training/resolver.py",
        "made": datetime.now(UTC).date().isoformat(),
        "reports": reports,
        "rankers": weights,
    }
    path.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print({name: len(found) for name, found in weights.items()}, "->", path)


if __name__ == "__main__":
    main()
