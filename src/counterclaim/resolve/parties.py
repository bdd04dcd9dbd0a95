"""Parties: the canonical name, kind and other names of a resolved source."""

from __future__ import annotations

from counterclaim.resolve.analysis import Analysis
from counterclaim.resolve.entities import Entity
from counterclaim.resolve.lexicon import DETERMINERS
from counterclaim.resolve.mentions import BODY, NAME, NOMINAL, PERSON, PRONOUN, Phrase
from counterclaim.resolve.tokens import words
from counterclaim.types import Party, PartyKind

MAX_NAME = 120  # characters of a canonical name: a run-away source is cut
MAX_ALIASES = 12
KIND_OF_BODY = {
    "country": PartyKind.GOVERNMENT,
    "bloc": PartyKind.GOVERNMENT,
    "government": PartyKind.GOVERNMENT,
    "parliament": PartyKind.GOVERNMENT,
    "region": PartyKind.GOVERNMENT,
    "local": PartyKind.GOVERNMENT,
    "breakaway": PartyKind.GOVERNMENT,
    "armed force": PartyKind.ARMED_FORCE,
    "group": PartyKind.GROUP,
    "party": PartyKind.GROUP,
    "medium": PartyKind.MEDIUM,
}
_CLASS_KIND = {
    "government": PartyKind.GOVERNMENT,
    "armed": PartyKind.ARMED_FORCE,
    "group": PartyKind.GROUP,
    "document": PartyKind.DOCUMENT,
    "alliance": PartyKind.ORGANISATION,
    "monitor": PartyKind.ORGANISATION,
}
_OUTLET_NOUNS = words(
    """
    newspaper outlet broadcaster channel magazine tabloid media press paper daily weekly publication
    website agency newswire portal journal broadsheet news
    """
)  # fmt: skip


_PREPOSITIONS = frozenset({"of", "for", "in", "at", "from", "with", "to", "on"})


def party(analysis: Analysis, entity: Entity, best: Phrase, side: str) -> Party:
    """The party of an entity, named by its most informative mention."""
    name = display_name(analysis, best)
    return Party(name, _kind(entity, best), side, _aliases(analysis, entity, name))


def unnamed(analysis: Analysis, source: Phrase, side: str) -> Party:
    """A source whom the report never names."""
    return Party(display_name(analysis, source), PartyKind.UNNAMED, side)


def display_name(analysis: Analysis, phrase: Phrase) -> str:
    """A mention without determiner and, where the name stands out, without role or apposition."""
    page = analysis.page
    first, last = phrase.first, phrase.last
    if phrase.kind in {PERSON, BODY, NAME} and phrase.core:
        start, end = _core_range(analysis, phrase)
        # "The mayor of Puerto Almena" is not Puerto Almena: a name after a preposition is not the party's.
        if start <= first or page.lower[start - 1] not in _PREPOSITIONS:
            first, last = start, end
    while first < last - 1 and page.lower[first] in DETERMINERS:
        first += 1
    while last > first + 1 and (page.lower[last - 1] == "'s" or not page.words[last - 1][0].isalnum()):
        last -= 1
    return " ".join(page.text[page.starts[first] : page.ends[last - 1]].split())[:MAX_NAME]


def _core_range(analysis: Analysis, phrase: Phrase) -> tuple[int, int]:
    lower, core = analysis.page.lower, phrase.core
    for first in range(phrase.first, phrase.last):
        if lower[first] == core[0]:
            last, left = first + 1, list(core[1:])
            while left and last < phrase.last:
                if lower[last] == left[0]:
                    left.pop(0)
                last += 1
            if not left:
                return first, last
    return phrase.first, phrase.last


def _kind(entity: Entity, best: Phrase) -> PartyKind:
    if entity.kind == PERSON:
        return PartyKind.PERSON
    if entity.body:
        return KIND_OF_BODY.get(entity.body, PartyKind.ORGANISATION)
    known = _CLASS_KIND.get(entity.klass)
    if known is not None:
        return known
    if entity.klass == "media" and (entity.kind != NOMINAL or best.head in _OUTLET_NOUNS):
        return PartyKind.MEDIUM
    if entity.kind in {NOMINAL, PRONOUN}:
        return PartyKind.UNNAMED
    # A lone capitalised word without any mark of a body is most often a surname.
    single = entity.kind == NAME and len(best.core) == 1
    return PartyKind.PERSON if single else PartyKind.ORGANISATION


def _aliases(analysis: Analysis, entity: Entity, name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for mention in entity.mentions:
        if mention.kind != PRONOUN:
            for alias in (
                display_name(analysis, mention),
                " ".join(mention.span.of(analysis.page.text).split()),
            ):
                if len(alias) <= MAX_NAME and alias != name:
                    found.setdefault(alias, None)
        if len(found) >= MAX_ALIASES:
            break
    return tuple(found)[:MAX_ALIASES]
