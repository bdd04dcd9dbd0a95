"""The places a report names: what each is called, and what the words around it say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from counterclaim.resolve.places.entry import Named
from counterclaim.resolve.places.fold import MAX_NAME
from counterclaim.resolve.places.gazetteer import Gazetteer
from counterclaim.resolve.places.layout import Kind, Naming
from counterclaim.resolve.tokens import words
from counterclaim.types import Document, Entity, EntityKind, Span

MAX_MENTIONS = 2000  # places looked at in one report: a bound on hostile input
MAX_CANDIDATES = 64  # places of one name: no name of a real place that reports mean is lost by it
_LONG_LIST = 120  # characters after a name in which its list may end
_REACH = 40  # characters after a name in which its region may stand

WIDE = frozenset({Kind.COUNTRY, Kind.REGION, Kind.AREA})
REGION_WORDS = words(
    """
    region oblast province governorate state krai kray territory republic voivodeship canton prefecture
    peninsula
    """
)
DISTRICT_WORDS = words("county parish district raion rayon borough municipality department area township")
TOWN_WORDS = words("city town village settlement suburb")
_PLURALS = {
    **dict.fromkeys(words("regions oblasts provinces governorates states"), "region"),
    **dict.fromkeys(words("counties districts parishes raions"), "county"),
}
_PLURAL = re.compile(rf"\b(?:{'|'.join(_PLURALS)})\b")
_LIST = re.compile(r"(?:,\s|\s(?:and|or|the)\s|\s|[^\W\d_a-z][\w'’-]*)+")
# What is built in or near a place that it is called after. (Rivers, hills and parks are not.)
FACILITY = re.compile(
    r"\s(?:(?:international|nuclear|power|thermal|hydroelectric|central|military|air|train|railway|bus|metro"
    r"|federal|state|county|memorial|general|regional|national|public|high|middle|elementary|community|city)\s)*"
    r"(?:airport|airfield|airbase|air base|base|port|harbor|harbour|bridge|station|plant|dam"
    r"|hospital|prison|jail|stadium|university|college|school|suburbs?|metropolitan area|metro"
    r"|countryside|checkpoint|crossing|border|refinery|mine|downtown|area)$",
    re.IGNORECASE,
)
_QUALIFIER = (
    r"(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern(?:most)?)?|central|upper"
    r"|lower|inner|outer|downtown|greater|mainland|metropolitan|metro|occupied|rural|coastal|nearby|neighbou?ring"
    r"|mid|modern|present-day|government-held|rebel-held|[Tt]he)"
)


@cache
def _before() -> re.Pattern[str]:
    """What may stand before the name within a tag, and is no part of it."""
    return re.compile(
        rf"(?:the\s+)?(?:{_QUALIFIER}[\s-]+)*"
        rf"(?:(?:capital|port)\s+)?(?:(?:city|town|village|state|province|region|county|republic|port"
        rf"|settlement|district|suburbs?|outskirts)\s+of\s+)?(?:the\s+)?(?:{_QUALIFIER}[\s-]+)*",
        re.IGNORECASE,
    )


@cache
def _joint() -> re.Pattern[str]:
    """What stands between a place and what it lies in: "Paris, Texas", "Rill in northern Quarrel"."""
    return re.compile(
        rf"(?:\s*,\s*|\s*\(|,?\s+in\s+|,?\s+of\s+(?=the\s))(?:in\s+)?(?:the\s+)?(?:{_QUALIFIER}[\s-]+)*",
        re.IGNORECASE,
    )


_NEXT_WORD = re.compile(r"[\s-]([A-Za-z]+)")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,2}")
_CARDINALS = {"N": "North ", "S": "South ", "E": "East ", "W": "West "}
_CARDINAL = re.compile(r"^([NSEW])\.\s?(?=[A-Z][a-z])")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Mention:
    """A name tagged as a place: the places it may be, and how it is narrowed down."""

    span: Span
    name: str
    found: tuple[Named, ...]
    wanted: frozenset[Kind] = frozenset()
    """The kinds of place the words around it ask for ("region", "city"); none: any."""
    exact: bool = True
    """False for what only lies at or around the place it is called after (an airport, a district)."""
    end: int = 0
    """Where the name ends, with the word that tells its kind."""
    inside: tuple[Named, ...] = ()
    """The places, of all names, that the text says it lies in."""
    inside_name: str = ""
    outer: int | None = None
    """The number of the mention that names what it lies in, if that is tagged too."""


@dataclass(slots=True)
class Page:
    """What a report names: its places, and the countries whose people it names."""

    mentions: list[Mention] = field(default_factory=list)
    peoples: list[str] = field(default_factory=list)


def read_page(document: Document, entities: Sequence[Entity], gazetteer: Gazetteer) -> Page:
    """Look up every entity tagged as a location; nothing else of the text is ever taken for a place."""
    page, text = Page(), document.text
    tagged = sorted((one for one in entities if one.span.end <= len(text)), key=lambda one: one.span)
    last = 0
    for entity in tagged[: 4 * MAX_MENTIONS]:
        if entity.kind is EntityKind.NATIONALITY:
            found = gazetteer.lookup(entity.span.of(text))
            page.peoples += [
                one.entry.country for one in found if one.naming is Naming.PEOPLE and one.entry.country
            ]
        elif (
            entity.kind is EntityKind.LOCATION
            and entity.span.start >= last
            and len(page.mentions) < MAX_MENTIONS
            and _is_name(entity.span.of(text)[:MAX_NAME])
        ):
            page.mentions.append(_mention(text, entity.span, gazetteer))
            last = entity.span.end
    _nest(text, page.mentions, gazetteer)
    return page


def _is_name(words: str) -> bool:
    """False for the scraps that a tagger may leave: marks, and words that are no name ("of", "north")."""
    return not words.islower() and any(letter.isalpha() for letter in words)


def _mention(text: str, span: Span, gazetteer: Gazetteer) -> Mention:
    surface = " ".join(span.of(text)[:MAX_NAME].split())
    surface = _POSSESSIVE.sub("", surface)
    name, _, outer = surface.partition(", ")
    after, end = _kind_word(text, span.end)
    mention = _named(name, after, gazetteer)
    mention.span, mention.end = span, end
    kinds = {one.entry.kind for one in mention.found}
    if mention.wanted and not mention.wanted & kinds:
        mention.exact = Kind.CITY not in kinds or Kind.CITY in mention.wanted
    if outer:
        mention.inside = _containers(gazetteer.lookup(outer))
        mention.inside_name = outer
    return mention


def _kind_word(text: str, at: int) -> tuple[str, int]:
    """The word after a name, or after the list it stands in, that tells the kind of place; and its end."""
    if (after := _NEXT_WORD.match(text, at, at + _REACH)) and _kinds(after[1].lower()):
        return after[1].lower(), after.end()
    plural = _PLURAL.search(text, at, at + _LONG_LIST)
    if plural and _LIST.fullmatch(text, at, plural.start()):
        return _PLURALS[plural[0]], at
    return "", at


def _named(name: str, after: str, gazetteer: Gazetteer) -> Mention:
    """The places a name may be, by the fullest form of it that the gazetteer has."""
    at, wanted = Span(0, 1), _kinds(after)
    if wanted and after not in TOWN_WORDS and (found := gazetteer.lookup(f"{name} {after}")):
        return Mention(at, f"{name} {after.capitalize()}", found)
    if found := gazetteer.lookup(name):
        return Mention(at, name, found, wanted)
    name = _CARDINAL.sub(lambda match: _CARDINALS[match[1]], name, count=1)
    match = _before().match(name)
    core = name[match.end() :] if match else name
    if found := gazetteer.lookup(core):
        # "Northern Syria" is in Syria, but "West Side" is a name of its own.
        found = (
            found
            if core == name or name[0].islower()
            else tuple(one for one in found if one.entry.kind in WIDE)
        )
        if found:
            return Mention(at, core, found, wanted)
    head, _, kind = core.rpartition(" ")
    asked = _kinds(kind if kind in TOWN_WORDS else kind.lower())  # "Harbor City" is a name of its own
    if head and asked and (found := gazetteer.lookup(head)):
        return Mention(at, head, found, asked)
    if (match := FACILITY.search(core)) and (found := gazetteer.lookup(core[: match.start()])):
        return Mention(at, name, found, exact=False)
    return Mention(at, name, ())


def _kinds(word: str) -> frozenset[Kind]:
    """The kinds of place a word after a name asks for."""
    if word in REGION_WORDS:
        return frozenset({Kind.REGION, Kind.AREA})
    if word in DISTRICT_WORDS:
        return frozenset({Kind.DISTRICT, Kind.REGION})
    if word in TOWN_WORDS:
        return frozenset({Kind.CITY})
    return frozenset()


def _containers(found: Sequence[Named]) -> tuple[Named, ...]:
    """The places of a name that others may lie in."""
    return tuple(one for one in found if one.entry.kind is not Kind.POINT and one.naming is not Naming.PEOPLE)


def _nest(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
    """Find what each mention is said to lie in: the next mention, or an untagged region or country."""
    for number, mention in enumerate(mentions):
        if mention.inside_name:
            continue
        joint = _joint().match(text, mention.end, mention.end + _REACH)
        if joint is None:
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if following is not None and following.span.start <= joint.end() < following.span.end:
            mention.outer = number + 1
            mention.inside = _containers(following.found)
            mention.inside_name = following.name
        elif following is None or following.span.start > joint.end():
            mention.inside_name, mention.inside = _untagged(text, joint.end(), gazetteer)


def _untagged(text: str, at: int, gazetteer: Gazetteer) -> tuple[str, tuple[Named, ...]]:
    """A region or country that the text names there. It only narrows a tagged name: it is no place itself."""
    match = _CAPITALISED.match(text, at, at + _REACH)
    spelt = match[0] if match else ""
    while spelt:
        found = [one for one in gazetteer.lookup(spelt) if one.entry.kind in {Kind.COUNTRY, Kind.REGION}]
        if found and (containers := _containers(found)):
            return spelt, containers
        spelt = spelt.rpartition(" ")[0]
    return "", ()
