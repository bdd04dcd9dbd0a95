"""Which reports are copies of others, and on whose word claims rest once copies are set aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from counterclaim.types.evidence import Claim, Document, Span
from counterclaim.types.register import PartyEntry


class CopyKind(StrEnum):
    """How much of two reports is the same text.

    Copy: most of the later one stands in the earlier one (of two that cannot be put in order, most
    of either). Extension: most of the earlier one stands in the later one, which has more text of
    its own. Passage: they share a passage, and each is mostly its own text.
    """

    COPY = "copy"
    EXTENSION = "extension"
    PASSAGE = "passage"


class Precedence(StrEnum):
    """How it is known which of two reports came first.

    Published: by their dates. Credit: on one day, the second credits the outlet of the first.
    Unknown: of one day, or undated; the longer one stands first then.
    """

    PUBLISHED = "published"
    CREDIT = "credit"
    UNKNOWN = "unknown"


class CreditForm(StrEnum):
    """How a report names an agency.

    Line: as where the report comes from ("BRUSSELS (AP)", "Reporting by", a byline). Cited: as who
    reported something ("the minister said, TASS reported").
    """

    LINE = "line"
    CITED = "cited"


@dataclass(frozen=True, slots=True)
class Credit:
    """A place where a report names a news agency. `span` is None where the byline does it."""

    agency: str
    form: CreditForm
    span: Span | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """The same text in two reports, but for a few words: `first` in the one, `second` in the other.

    `words` is how many words of `second` it takes up.
    """

    first: Span
    second: Span
    words: int


@dataclass(frozen=True, slots=True)
class CopyLink:
    """Two reports (by id) that share text, `first` being the one that came first.

    `share_first` is the share of its words that stand in `second` as well, `share_second` the other
    way round. Text that is stock (the same in reports of many days) counts for neither. `agencies`
    are those that both name, or that one names and the other is. `passages` come in the order of
    the second report.
    """

    first: str
    second: str
    kind: CopyKind
    share_first: float
    share_second: float
    precedence: Precedence
    agencies: tuple[str, ...]
    passages: tuple[SharedPassage, ...]


@dataclass(frozen=True, slots=True)
class CopyCluster:
    """Reports that are one report: `documents` in the order of publication, the first one leading.

    `links` tie each of the others to the earlier one that it shares most with. `agency` is the one
    whose report it is by the credits, None when they name none or several. `id` is that of the
    first report.
    """

    id: str
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    agency: str | None
    links: tuple[CopyLink, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim with its report, and who puts it forward by the register of parties (None: unknown)."""

    claim: Claim
    document: Document
    party: PartyEntry | None = None


class FoldKind(StrEnum):
    """Why two claims go back to one origin.

    Speaker: one party of the register. Body: one speaks for the other, a person for the body. Copy:
    the same text of reports that share it. Quotation: the same words in quotation marks. Agency: an
    unnamed source of the same description, by way of the same agency.
    """

    SPEAKER = "speaker"
    BODY = "body"
    COPY = "copy"
    QUOTATION = "quotation"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Fold:
    """Two claims (by id) that go back to one origin, and why, in one line a reader can check."""

    first: str
    second: str
    kind: FoldKind
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An ultimate speaker behind claims, over reports that are not copies of each other.

    `name` is that of the party, or how the first report calls an unnamed source; `parties` are the
    ids of all parties of the register it stands for (several when a person and the body they speak
    for are one), none for an unnamed source. `claims` and `documents` come in the order of
    publication; `copies` counts documents that only repeat another one of them. `folds` say why
    the claims are one.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    copies: int
    first: dt.date | None
    folds: tuple[Fold, ...]
