"""Tune the weights by which places are chosen, one at a time, on the tuning half of LGL.

    PYTHONPATH=src python training/places.py

Prints every weight that helped and the set at the end, for `resolve/places/choose.py`. The measure is
the accuracy of `bench.places` with gold toponyms, with and without homes of the outlets in equal parts.
LGL is local American news, where the largest place of a name is often not the one. So the weights that
make a capital or a country what a report without context means (`HELD`) are not tuned on it: they were
set by hand on datelines of world news, with `tests/resolve/test_places.py` to keep them honest.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.corpora import shared_folder
from bench.places import LGL, Article, measure, read_articles, suggested_homes
from counterclaim.resolve.places import Gazetteer, Home
from counterclaim.resolve.places.choose import Weights

STEPS = (0.6, 0.8, 1.25, 1.6)
HELD = {"population", "capital", "country", "region", "area", "known_alias", "home_country", "overshadowed"}


def main() -> None:
    """Coordinate ascent until no step helps."""
    articles = list(read_articles(shared_folder() / LGL, dev=False))
    homes = suggested_homes(articles)
    gazetteer = Gazetteer.default()
    weights = Weights()
    best = score(articles, homes, gazetteer, weights)
    print(f"{best:.4f} to begin with", flush=True)
    improved = True
    while improved:
        improved = False
        for name, value in asdict(weights).items():
            for step in () if name in HELD else STEPS:
                tried = replace(weights, **{name: round(value * step, 2)})
                reached = score(articles, homes, gazetteer, tried)
                if reached > best + 0.0005:
                    best, weights, improved = reached, tried, True
                    print(f"{best:.4f} {name} {getattr(tried, name)}", flush=True)
    print(weights)


def score(articles: list[Article], homes: dict[str, Home], gazetteer: Gazetteer, weights: Weights) -> float:
    """The mean of the accuracies with and without homes."""
    tallies = [measure(articles, known, gazetteer, weights) for known in ({}, homes)]
    return sum(tally.accuracy for tally in tallies) / len(tallies)


if __name__ == "__main__":
    main()
