"""Places on LGL (Lieberman et al. 2010): local news with toponyms geocoded by hand.

    python -m bench.places [--half tune] [--homes] [--tags [--model FOLDER]]
                           [--errors FILE]

Two figures on the half of the corpus that nothing is tuned or trained on:

- accuracy: given the gold toponyms, the share found and resolved: to the gold place itself (the same
  GeoNames id) or to a point at most 161 km (100 miles) from it, the field's usual bound. Toponyms that
  the annotators could place nowhere do not count
- toponym F1 (`--tags`): of the places found in the text from tags that the extractor itself gives, by
  spans that overlap one to one

`--homes` gives each outlet the home that the tuning half suggests for it, as a user may state one.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from bench.corpora import shared_folder
from counterclaim.resolve.places import Gazetteer, Home, find_places
from counterclaim.resolve.places.choose import Weights
from counterclaim.types import Document, Entity, EntityKind, Place, Span

LGL = "corpora/places/lgl.xml"
NEAR_KM = 161.0
EARTH_KM = 12742.0  # its diameter

Tagger = Callable[[Document], Sequence[Entity]]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold toponym; without an id and a position where the annotators found none."""

    span: Span
    geonames: int | None
    latitude: float
    longitude: float
    code: str


@dataclass(frozen=True, slots=True)
class Article:
    """A report of LGL with its gold toponyms."""

    document: Document
    toponyms: tuple[Toponym, ...]


def is_dev(identifier: str) -> bool:
    """The half of LGL on which places are measured."""
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 2 == 0


def read_articles(path: Path, dev: bool) -> Iterator[Article]:
    """The articles of one half."""
    for article in ElementTree.parse(path).getroot():
        identifier = article.attrib["docid"]
        if is_dev(identifier) is not dev:
            continue
        text = article.findtext("text", "")
        document = Document(id=identifier, text=text, outlet=article.findtext("domain"))
        yield Article(document, tuple(_toponym(one) for one in article.iter("toponym")))


def _toponym(element: ElementTree.Element) -> Toponym:
    span = Span(int(element.findtext("start", "0")), int(element.findtext("end", "1")))
    tag = element.find("gaztag")
    if tag is None:
        return Toponym(span, None, math.nan, math.nan, "")
    latitude, longitude = float(tag.findtext("lat", "nan")), float(tag.findtext("lon", "nan"))
    return Toponym(span, int(tag.attrib["geonameid"]), latitude, longitude, tag.findtext("fcode", ""))


def gold_entities(article: Article) -> list[Entity]:
    """Every gold toponym as a tag: what a perfect tagger would give."""
    return [Entity(toponym.span, EntityKind.LOCATION) for toponym in article.toponyms]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points, by their latitudes and longitudes."""
    north, east, far_north, far_east = map(math.radians, (*one, *other))
    chord = math.sin((far_north - north) / 2) ** 2
    chord += math.cos(north) * math.cos(far_north) * math.sin((far_east - east) / 2) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def is_right(toponym: Toponym, place: Place) -> bool:
    """True for the gold place itself, or a point within 161 km of it."""
    if place.geonames is not None and place.geonames == toponym.geonames:
        return True
    if place.latitude is None or place.longitude is None:
        return False
    return kilometres((toponym.latitude, toponym.longitude), (place.latitude, place.longitude)) <= NEAR_KM


@dataclass(slots=True)
class Tally:
    """What was counted over the articles of a half."""

    right: int = 0
    geocoded: int = 0
    seconds: float = 0.0
    by_code: Counter[tuple[str, bool]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """The share of geocoded toponyms that were found and resolved."""
        return self.right / max(1, self.geocoded)

    def count(self, document: Document, toponym: Toponym, place: Place | None) -> None:
        """Count one geocoded toponym."""
        right = place is not None and is_right(toponym, place)
        self.geocoded += 1
        self.right += right
        self.by_code[toponym.code, right] += 1
        if not right:
            where = f"{toponym.code} {toponym.latitude},{toponym.longitude}"
            self.wrong.append("\t".join((document.id, toponym.span.of(document.text), where, _told(place))))


def _told(place: Place | None) -> str:
    if place is None:
        return "-"
    return f"{place.name} {place.country} {place.precision} {place.latitude},{place.longitude} {place.score}"


def measure(
    articles: Sequence[Article],
    homes: Mapping[str, Home],
    gazetteer: Gazetteer,
    weights: Weights | None = None,
) -> Tally:
    """Resolve the gold toponyms."""
    tally = Tally()
    for article in articles:
        document = article.document
        home = homes.get(document.outlet or "")
        begun = time.process_time()
        places = find_places(document, gold_entities(article), gazetteer, home=home, weights=weights)
        tally.seconds += time.process_time() - begun
        by_span = {place.span: place for place in places}
        for toponym in article.toponyms:
            if toponym.geonames is not None:
                tally.count(document, toponym, by_span.get(toponym.span))
    return tally


def suggested_homes(articles: Sequence[Article]) -> dict[str, Home]:
    """The home of each outlet: the point nearest to most of the towns that its articles name."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for article in articles:
        for toponym in article.toponyms:
            if toponym.code.startswith("PPL"):
                points[article.document.outlet or ""].append((toponym.latitude, toponym.longitude))
    return {
        outlet: Home(None, *max(own, key=lambda one: sum(kilometres(one, two) < NEAR_KM for two in own)))
        for outlet, own in points.items()
    }


@dataclass(slots=True)
class Found:
    """How the places found compare with the gold toponyms."""

    both: int = 0
    found: int = 0
    gold: int = 0
    resolved: int = 0
    geocoded: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of the spans, and the share of gold ones found and resolved."""
        precision, recall = self.both / max(1, self.found), self.both / max(1, self.gold)
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
            "end to end accuracy": self.resolved / max(1, self.geocoded),
        }


def measure_tags(articles: Sequence[Article], tagger: Tagger, gazetteer: Gazetteer) -> Found:
    """Find places from a tagger's own tags and compare them with the gold toponyms."""
    tally = Found()
    for article in articles:
        places = find_places(article.document, tagger(article.document), gazetteer)
        tally.found += len(places)
        free = list(places)
        for toponym in article.toponyms:
            place = next((one for one in free if one.span.overlaps(toponym.span)), None)
            tally.gold += 1
            tally.geocoded += toponym.geonames is not None
            if place is not None:
                free.remove(place)
                tally.both += 1
                tally.resolved += toponym.geonames is not None and is_right(toponym, place)
    return tally


def extractor_tagger(model: Path | None) -> Tagger:
    """The tags that the extractor of a model folder gives (default: the one that ships)."""
    from counterclaim.extract import Extractor

    extractor = Extractor.load(model, threads=1)
    return lambda document: extractor.of(document).entities


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=("dev", "tune"), default="dev")
    parser.add_argument("--homes", action="store_true")
    parser.add_argument("--tags", action="store_true")
    parser.add_argument("--model", type=Path, help="with --tags: a model folder")
    parser.add_argument("--errors", type=Path)
    options = parser.parse_args()
    path = shared_folder() / LGL
    articles = list(read_articles(path, options.half == "dev"))
    gazetteer = Gazetteer.default()
    homes = suggested_homes(list(read_articles(path, False))) if options.homes else {}
    tally = measure(articles, homes, gazetteer)
    if options.errors:
        options.errors.write_text("\n".join(tally.wrong) + "\n", encoding="utf-8")
    codes = Counter(
        {code: tally.by_code[code, True] + tally.by_code[code, False] for code, _ in tally.by_code}
    )
    for code, count in codes.most_common(12):
        print(f"  {code:6} {tally.by_code[code, True]:5} of {count}")
    print(f"accuracy@161km {tally.accuracy:.4f} ({tally.right} of {tally.geocoded})")
    print(f"{1000 * tally.seconds / max(1, len(articles)):.2f} ms an article")
    if options.tags:
        for name, value in (
            measure_tags(articles, extractor_tagger(options.model), gazetteer).figures().items()
        ):
            print(f"{name} {value:.4f}")


if __name__ == "__main__":
    main()
