"""What stands in reports: documents, attributions, and claims with all that was resolved."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How the content is reported: all in quotation marks, none of it, or partly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the source does with the content (the annotation guide defines each)."""

    ASSERT = "assert"
    DENY = "deny"
    DOUBT = "doubt"
    PREDICT = "predict"
    DEMAND = "demand"
    COMMIT = "commit"
    ASK = "ask"
    EVALUATE = "evaluate"


class Certainty(StrEnum):
    """How sure the source makes itself: not how sure the reporter is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class EntityKind(StrEnum):
    """What a name in a text names. Facilities count as locations, products as miscellaneous."""

    PERSON = "person"
    ORGANISATION = "organisation"
    LOCATION = "location"
    NATIONALITY = "nationality"
    MISCELLANEOUS = "miscellaneous"


class Relation(StrEnum):
    """How an attribution answers another of the same document."""

    REFUTES = "refutes"
    SUPPORTS = "supports"


class Polarity(StrEnum):
    """Whether the party puts the content forward, its negation, or neither."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNDECIDED = "undecided"


class PartyKind(StrEnum):
    """What a party is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    ARMED_FORCE = "armed force"
    GROUP = "group"
    DOCUMENT = "document"
    MEDIUM = "medium"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of one document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when every character of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `text` is immutable: every offset in the system points into it.

    `name` is the id the input gave (or None), `origin` the file and line it came from,
    `boilerplate` the spans from which no attribution is taken, `skipped` the reason why
    nothing is extracted from it ("language ru"), or None. `published` is what the report
    or its metadata states; the time of reading never stands in for it.
    """

    id: str
    text: str
    name: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: dt.date | None = None
    language: str | None = None
    origin: str = ""
    reader: str = ""
    boilerplate: Spans = ()
    skipped: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def digest(url: str | None, text: str) -> str:
        """The id of a report: 16 hex digits of SHA-256 over its URL and its text."""
        return hashlib.sha256(f"{url or ''}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Answer:
    """This attribution refutes or supports attribution `to` of the same document."""

    to: str
    rel: Relation
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """A place where the text reports what some party says or holds.

    `source`, `cue` and `content` are lists of spans: `source` is empty when no source is
    expressed, `cue` when a quotation stands bare. `within` is the id of the attribution
    inside whose content this one is reported. `score` is the probability that it is one.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    act: Act
    certainty: Certainty
    within: str | None = None
    answers: Answer | None = None
    score: float = 1.0
    side_prior: Mapping[str, float] = field(default_factory=dict)
    """The network's probabilities for side labels (largest few), evidence for `resolve`."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a text, as the network tags it, with the probability of that tag."""

    span: Span
    kind: EntityKind
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a party, with the score of it being the speaker."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Party:
    """A source resolved: who it is, what kind of body, and for whom it speaks.

    `side` is a country or body in its short standard form ("Ukraine", "NATO"), or one of
    "media", "civilian", "expert", "company", "unknown".
    """

    name: str
    kind: PartyKind
    side: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What `extract` finds in one document, attributions in the order of their cues."""

    document: Document
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...] = ()


class Precision(StrEnum):
    """How exactly a place is known. `UNKNOWN`: it is named, and in no gazetteer we have."""

    POINT = "point"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class Found(StrEnum):
    """Which part of a report gave a claim its place or time."""

    CONTENT = "content"
    SENTENCE = "sentence"
    DATELINE = "dateline"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Place:
    """A place a text names, and what the gazetteer knows of it.

    `name` is its standard name, `country` an ISO 3166-1 alpha-2 code, `latitude` and `longitude`
    WGS 84 degrees, `geonames` its GeoNames id; each None when unknown. `score` is how sure the
    choice among places of that name is, `found` which part of the report it comes from.
    """

    span: Span
    name: str
    precision: Precision
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    score: float = 1.0
    found: Found = Found.CONTENT


class Granularity(StrEnum):
    """The unit in which a time is stated: the interval is never known more exactly."""

    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A time a text states, as the interval [start, end) in the report's own clock.

    `value` is its TIMEX3 value (ISO-TimeML, ISO 24617-1: "2022-03-02", "2022-W09", "P1W") or, when
    the report is undated, None with the words kept by `span`. An open interval has only one end
    ("since 24 February"). `span` is None for a time that comes from metadata.
    """

    value: str | None
    start: dt.datetime | None
    end: dt.datetime | None
    granularity: Granularity | None
    span: Span | None = None
    found: Found = Found.CONTENT


class Bound(StrEnum):
    """How a figure bounds what it counts."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    UP_TO = "up to"
    FEWER_THAN = "fewer than"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure a text gives: `low` to `high` of `item`, in `unit`.

    For one value `low == high`; a vague numeral ("dozens") is a range with its word in `vague`.
    `item` is the thing counted in its plain form ("people", "tank"), "" when none is named; `unit`
    an ISO 4217 code, "%", or a unit of measure in the singular ("km", "hour"), "" for counts.
    `scope` says what became of them ("killed", "injured", "fled"), "" when nothing did. `of` is
    the whole of a fraction ("141 of 193"). `change` marks "another 12" and "rose by 3" (an
    increment) against a total; `cumulative` a total that grows with time ("the death toll").
    """

    span: Span
    low: float
    high: float
    bound: Bound
    item: str = ""
    unit: str = ""
    scope: str = ""
    vague: str | None = None
    of: float | None = None
    change: bool = False
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution read as what one party puts forward.

    `mention` is the most informative mention of the source in the report; `rivals` holds
    the other candidates with their scores when the choice was close. `chain` runs from the
    outlet over each nested source to the one whose word it is. `speaker` is None when the
    text names no source. `said` is when it was said; `happened`, `places` and `quantities` are
    the times, places and figures of what is claimed.
    """

    id: str
    document: str
    attribution: Attribution
    speaker: Party | None
    mention: Mention | None
    rivals: tuple[Mention, ...]
    side: str | None
    chain: tuple[str, ...]
    polarity: Polarity
    said: When | None = None
    happened: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which reader, model, code and run made a record."""

    reader: str
    model: str
    code: str
    run: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document yields, kept in one transaction or not at all."""

    document: Document
    claims: tuple[Claim, ...]
    provenance: Provenance
