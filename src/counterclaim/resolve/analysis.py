"""What one report offers: its page, the mentions in it, and the entities they form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.entities import Entity, Registry
from counterclaim.resolve.lexicon import DETERMINERS, Lexicon, lexicon
from counterclaim.resolve.mentions import Phrase, Reader
from counterclaim.resolve.scan import NameFinder, Page, scan
from counterclaim.types import Attribution, Document, EntityKind
from counterclaim.types import Entity as TaggedName

MAX_TAGGED = 2000  # tagged names looked at: a bound on hostile input

KnownSide = tuple[str, str, str]
"""A side a known person speaks for, by which size of name ("full", "short"), and since when."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name as the network tagged it: tokens [first, last) and its kind."""

    first: int
    last: int
    kind: EntityKind


@dataclass(slots=True)
class Analysis:
    """A report read once for all its attributions. `sources` has one item an attribution."""

    document: Document
    attributions: Sequence[Attribution]
    page: Page
    lexicon: Lexicon
    bodies: Bodies
    reader: Reader
    sources: list[Phrase | None]
    entities: list[Entity]
    entity_of: dict[int, Entity]
    known: dict[int, list[KnownSide]]
    """Known people by the first token of a name."""
    tagged: list[Tagged]
    """The names that the network tagged, in text order."""

    def sides_of(self, phrase: Phrase) -> set[str]:
        """The sides of the bodies and of the known people that a phrase names."""
        known = (side for at in range(phrase.first, phrase.last) for side, _, _ in self.known.get(at, ()))
        return {*phrase.names, *known} if self.known else set(phrase.names)

    def own(self, source: Phrase) -> Entity:
        """The entity a phrase belongs to by its name alone."""
        return self.entity_of[id(source)]


def analyse(
    document: Document,
    attributions: Sequence[Attribution],
    bodies: Bodies,
    names_tagged: Sequence[TaggedName] = (),
) -> Analysis:
    """Find every mention of a report, sources first, and group them by name."""
    words = lexicon()
    page = scan(document.text, bodies)
    names = NameFinder(page, words).find()
    reader = Reader(page, words, names)
    shared: dict[tuple[int, int], Phrase] = {}
    sources = [_share(reader.of_source(attribution), shared) for attribution in attributions]
    heads = [(phrase.first, phrase.last, phrase.core) for phrase in shared.values()]
    taken = {(token, core) for first, last, core in heads for token in range(first, last)}
    found = (reader.of_name(name) for name in names)
    phrases = [phrase for phrase in found if phrase and (phrase.first, phrase.core) not in taken
               and (phrase.last - 1, phrase.core) not in taken]  # fmt: skip
    registry = Registry(page)
    registry.add_all([*shared.values(), *phrases])
    known = known_people(page, registry.entities, document.published.year if document.published else None)
    return Analysis(
        document, attributions, page, words, bodies, reader, sources, registry.entities, registry.of, known,
        [tag for one in names_tagged[:MAX_TAGGED] if (tag := _tagged(page, one)) is not None],
    )  # fmt: skip


def _tagged(page: Page, name: TaggedName) -> Tagged | None:
    first, last = page.token_range(name.span.start, name.span.end)
    while first < last and page.lower[first] in DETERMINERS:
        first += 1
    return Tagged(first, last, name.kind) if first < last else None


def known_people(page: Page, entities: Sequence[Entity], year: int | None) -> dict[int, list[KnownSide]]:
    """Known people by the first token of a name: their sides, and how well that is known.

    A short form is taken for a known person only where nobody else of that name is named in full.
    """
    in_full = {name.holder for found in page.people.values() for name in found if name.full}
    others = {entity.surname for entity in entities if entity.given}
    known: dict[int, list[KnownSide]] = {}
    for at, found in page.people.items():
        for name in found:
            full = name.full or name.holder in in_full
            standing = name.holder.standing(year)
            if standing and (full or name.words[-1].lower() not in others):
                known.setdefault(at, []).append((name.holder.side, "full" if full else "short", standing))
    return known


def _share(phrase: Phrase | None, shared: dict[tuple[int, int], Phrase]) -> Phrase | None:
    """One phrase for all the attributions that have it as their source."""
    return None if phrase is None else shared.setdefault((phrase.first, phrase.last), phrase)
