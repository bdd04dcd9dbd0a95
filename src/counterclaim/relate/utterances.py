"""Which claims of several reports are one utterance: the same text, or the same quoted words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from counterclaim.relate.copies.credits import Agencies, find_credits
from counterclaim.relate.copies.shingles import shingle_text, word_hashes
from counterclaim.types import (
    CopyLink,
    Credit,
    CreditForm,
    Fold,
    FoldKind,
    Kind,
    PartyKind,
    SharedPassage,
    Span,
    Spans,
    Voice,
)

SAME_TEXT = 0.6  # Jaccard index of the words of two contents in a shared passage: a few may be changed
SAME_REPORT = 0.4  # of two contents that unnamed sources of one agency give: either desk words it anew
SAME_QUOTE = 5  # shingles of four words that two quotations share: eight words in a row
QUOTE_SHARE = 0.5  # and the share of the shorter one's that these are
AGENCY_DAYS = 2  # between reports of what an unnamed source told an agency
NEAR = 200  # characters around an attribution in which an agency is cited for it
MAX_ALIKE = 64  # claims with the same quoted words, or by one agency's source, that are compared
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{20,2000})[\"“”»]")


class Told:
    """A voice with what is compared of it, each worked out when it is first asked for."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.claim = voice.claim
        self.document = voice.document

    @property
    def order(self) -> tuple[bool, str, str, int, str]:
        """By publication, then report and place in it; undated reports come last."""
        day = self.document.published
        return day is None, str(day), self.document.id, self.content[0].start, self.claim.id

    @property
    def content(self) -> Spans:
        """Where the content stands; of an attribution without one, its other words."""
        attribution = self.claim.attribution
        return attribution.content or attribution.cue or attribution.source

    @cached_property
    def text(self) -> str:
        """What is said, its pieces joined."""
        return " ".join(span.of(self.document.text) for span in self.content)

    @cached_property
    def words(self) -> frozenset[int]:
        """The distinct words of what is said, as hashes."""
        return frozenset(word_hashes(self.text).tolist())

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The shingles of what is said in quotation marks, as hashes."""
        kind = self.claim.attribution.kind
        if kind is Kind.INDIRECT:
            return frozenset()
        quotes = [self.text] if kind is Kind.DIRECT else _QUOTED.findall(self.text)
        return frozenset(key for quote in quotes for key in shingle_text(quote).keys.tolist())

    @property
    def name(self) -> str:
        """Who says it: by the register, by the report, or ""."""
        if self.voice.party is not None:
            return self.voice.party.name
        return self.claim.speaker.name if self.claim.speaker else ""

    @property
    def named(self) -> bool:
        """True when it is known who says it."""
        kinds = [one.kind for one in (self.voice.party, self.claim.speaker) if one is not None]
        return bool(kinds) and kinds[0] is not PartyKind.UNNAMED

    def alike(self, other: Told) -> float:
        """The Jaccard index of the words of the two contents."""
        either = len(self.words | other.words)
        return len(self.words & other.words) / either if either else 0.0


def same_utterance(told: Sequence[Told], links: Iterable[CopyLink], agencies: Agencies) -> Iterator[Fold]:
    """Pairs of claims that are one utterance. `told` is in order; speakers are not compared here
    but where nothing else tells two claims apart.
    """
    yield from _copied(told, links)
    yield from _quoted(told)
    yield from _through_agencies(told, agencies)


def _copied(told: Sequence[Told], links: Iterable[CopyLink]) -> Iterator[Fold]:
    """Claims that stand in text which two reports share."""
    by_document: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_document[one.document.id].append(one)
    for link in links:
        firsts, seconds = by_document.get(link.first, ()), by_document.get(link.second, ())
        for passage in link.passages if firsts and seconds else ():
            yield from _in_passage(firsts, seconds, passage)


def _in_passage(firsts: Iterable[Told], seconds: Iterable[Told], passage: SharedPassage) -> Iterator[Fold]:
    there = [one for one in firsts if _stands_in(one.content, passage.first)]
    for one in seconds:
        if not there or not _stands_in(one.content, passage.second):
            continue
        like = max(there, key=lambda other: (one.alike(other), other.claim.id))
        if one.alike(like) >= SAME_TEXT:
            why = f"stands in {passage.words} words that {_both(like, one)} share"
            yield Fold(like.claim.id, one.claim.id, FoldKind.COPY, why)


def _both(first: Told, second: Told) -> str:
    outlets = [told.document.outlet or told.document.id for told in (first, second)]
    return f"two reports of {outlets[0]}" if outlets[0] == outlets[1] else " and ".join(outlets)


def _stands_in(content: Spans, passage: Span) -> bool:
    """True when half of the content or more lies in the passage."""
    inside = sum(max(0, min(one.end, passage.end) - max(one.start, passage.start)) for one in content)
    return 2 * inside >= sum(one.end - one.start for one in content)


def _quoted(told: Sequence[Told]) -> Iterator[Fold]:
    """Claims of different reports with the same quoted words, unless two different names say them."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        shared: dict[int, int] = defaultdict(int)
        for key in one.quoted:
            for earlier in holders[key]:
                shared[earlier] += 1
            if len(holders[key]) < MAX_ALIKE:
                holders[key].append(number)
        for earlier, count in sorted(shared.items()):
            other = told[earlier]
            enough = max(SAME_QUOTE, QUOTE_SHARE * min(len(one.quoted), len(other.quoted)))
            if count >= enough and other.document.id != one.document.id and _could_be_one(other, one):
                why = f"the same quoted words, {count + 3} of them or more"
                yield Fold(other.claim.id, one.claim.id, FoldKind.QUOTATION, why)


def _could_be_one(first: Told, second: Told) -> bool:
    return not (first.named and second.named) or first.name.casefold() == second.name.casefold()


def _through_agencies(told: Sequence[Told], agencies: Agencies) -> Iterator[Fold]:
    """What unnamed sources of the same description say by way of the same agency, in other words."""
    credits_of = _remembering(agencies)
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.named or not one.name:
            continue
        for agency in _routes(one, credits_of(one), agencies):
            groups[agency, one.name.casefold()].append(one)
    for (agency, name), group in sorted(groups.items()):
        for place, one in enumerate(group[:MAX_ALIKE]):
            for other in group[:place]:
                if _days_apart(other, one) <= AGENCY_DAYS and one.alike(other) >= SAME_REPORT:
                    why = f"“{name}” by way of {agency}"
                    yield Fold(other.claim.id, one.claim.id, FoldKind.AGENCY, why)


def _remembering(agencies: Agencies) -> Callable[[Told], Sequence[Credit]]:
    """What gives the credits of a claim's report, found once a report."""
    known: dict[str, Sequence[Credit]] = {}

    def credits_of(told: Told) -> Sequence[Credit]:
        if told.document.id not in known:
            known[told.document.id] = find_credits(told.document, agencies)
        return known[told.document.id]

    return credits_of


def _routes(told: Told, found: Sequence[Credit], agencies: Agencies) -> list[str]:
    """The agencies by way of which a claim came: cited beside it, else those the report is by."""
    start, end = told.content[0].start - NEAR, told.content[-1].end + NEAR
    cited = {
        credit.agency
        for credit in found
        if credit.form is CreditForm.CITED and credit.span and start <= credit.span.start < end
    }
    own = agencies.of_outlet(told.document.outlet)
    by = {credit.agency for credit in found if credit.form is CreditForm.LINE} | ({own} if own else set())
    return sorted(cited or by)


def _days_apart(first: Told, second: Told) -> int:
    days = first.document.published, second.document.published
    return abs((days[0] - days[1]).days) if days[0] and days[1] else AGENCY_DAYS + 1


def joined(pairs: Iterable[tuple[str, str]], members: Iterable[str]) -> Mapping[str, str]:
    """For each member the first (in the order given) of those that pairs join it to."""
    place = {member: number for number, member in enumerate(members)}
    parent = dict(zip(place, place, strict=True))

    def root(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for first, second in pairs:
        low, high = sorted((root(first), root(second)), key=place.__getitem__)
        parent[high] = low
    return {member: root(member) for member in place}
