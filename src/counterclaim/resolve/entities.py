"""Entities: mentions of one report grouped by what they are called, before any learned choice."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from counterclaim.resolve.bodies import Entry, Role
from counterclaim.resolve.mentions import BODY, NAME, NOMINAL, PERSON, PRONOUN, Phrase
from counterclaim.resolve.scan import Page

MAX_NAMESAKES = 12  # entities looked at that share a word: a bound on hostile input
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(slots=True)
class Entity:
    """Mentions that share a name. A pronoun stands alone in one of its own."""

    number: int
    kind: str
    mentions: list[Phrase] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    gender: str = ""
    plural: bool = False
    klass: str = ""
    roles: set[str] = field(default_factory=set)
    body: str = ""
    """Kind of the table's body it is, if it is one."""
    given: str = ""
    surname: str = ""

    def add(self, phrase: Phrase) -> None:
        """Take a mention in (in any order; `seal` sorts)."""
        self.mentions.append(phrase)
        self.gender = self.gender or phrase.gender
        self.klass = self.klass or phrase.klass
        self.roles |= phrase.roles
        self.plural = self.plural or phrase.plural

    def seal(self) -> None:
        """Sort the mentions once all are in."""
        self.mentions.sort(key=lambda phrase: (phrase.first, phrase.last))
        self.positions = [phrase.first for phrase in self.mentions]

    def before(self, token: int) -> Phrase | None:
        """The last mention that starts before a token."""
        at = bisect_left(self.positions, token)
        return self.mentions[at - 1] if at else None

    def after(self, token: int) -> Phrase | None:
        """The first mention that starts after a token."""
        at = bisect_left(self.positions, token + 1)
        return self.mentions[at] if at < len(self.mentions) else None


class Registry:
    """Groups phrases into entities by name: surnames, acronyms, the names of one country."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.entities: list[Entity] = []
        self.of: dict[int, Entity] = {}
        self._people: dict[str, list[Entity]] = {}
        self._named: dict[object, Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}

    def add_all(self, phrases: list[Phrase]) -> None:
        """Group the phrases: full names first, so that a part of one finds it."""
        phrases.sort(key=lambda phrase: (phrase.first, phrase.last))
        for order, phrase in enumerate(phrases):
            phrase.order = order
        named = {PERSON, NAME, BODY}
        for phrase in phrases:
            if phrase.kind == PERSON and len(phrase.core) > 1:
                self._person(phrase)
        for phrase in phrases:
            if phrase.kind in named and phrase.kind != PERSON and len(phrase.core) > 1:
                self._other(phrase)
        for phrase in phrases:
            if phrase.kind not in named or len(phrase.core) == 1:
                self._other(phrase)
        for entity in self.entities:
            entity.seal()

    def _put(self, entity: Entity, phrase: Phrase) -> None:
        entity.add(phrase)
        self.of[id(phrase)] = entity

    def _new(self, phrase: Phrase, kind: str) -> Entity:
        entity = Entity(len(self.entities), kind)
        self.entities.append(entity)
        if kind in {PERSON, NAME, BODY} and len(phrase.core) > 1:
            for word in set(phrase.core):
                known = self._by_word.setdefault(word, [])
                if len(known) < MAX_NAMESAKES:
                    known.append(entity)
        self._put(entity, phrase)
        return entity

    def _person(self, phrase: Phrase) -> None:
        surname, given = self._surname(phrase.core), phrase.core[0]
        known = self._people.setdefault(surname, [])
        for entity in known:
            if not entity.given or _same_given(entity.given, given) or self._within(phrase, entity):
                entity.given = entity.given or given
                self._put(entity, phrase)
                return
        entity = self._new(phrase, PERSON)
        entity.given, entity.surname = given, surname
        known.append(entity)

    @staticmethod
    def _within(phrase: Phrase, entity: Entity) -> bool:
        words = set(phrase.core)
        return any(words <= set(one.core) or words >= set(one.core) for one in entity.mentions[:3])

    def _other(self, phrase: Phrase) -> None:
        longer = self._longer(phrase) if phrase.kind in {PERSON, NAME, BODY} else []
        if longer:
            self._put(_nearest(longer, phrase), phrase)
        elif phrase.kind == PERSON:
            entity = self._new(phrase, PERSON)
            entity.surname = self._surname(phrase.core)
            self._people.setdefault(self._surname(phrase.core), []).append(entity)
        elif phrase.kind == PRONOUN:
            self._new(phrase, PRONOUN)
        else:
            self._by_name(phrase)

    def _longer(self, phrase: Phrase) -> list[Entity]:
        """People (or, for an unknown name, bodies) whose fuller name holds this one whole."""
        if not phrase.core or (phrase.kind == BODY and self._hit(phrase)):
            return []
        people = self._people.get(self._surname(phrase.core), [])
        if people and phrase.kind != BODY and len(phrase.core) == 1:
            return people
        words = set(phrase.core)
        return [
            entity
            for entity in self._by_word.get(phrase.core[0], [])
            if (entity.kind == PERSON) == (phrase.kind == PERSON) or phrase.kind == NAME
            if any(words < set(mention.core) for mention in entity.mentions[:3])
        ]

    def _by_name(self, phrase: Phrase) -> None:
        keys = self._keys(phrase)
        for key in keys:
            if key in self._named:
                self._put(self._named[key], phrase)
                break
        else:
            entity = self._new(phrase, phrase.kind)
            if phrase.kind in {BODY, NAME}:
                entity.body = self._body_kind(phrase)
        for key in keys:
            self._named.setdefault(key, self.of[id(phrase)])

    def _keys(self, phrase: Phrase) -> list[object]:
        keys: list[object] = [(phrase.kind == NOMINAL, phrase.core)]
        if phrase.kind == NOMINAL:
            return keys
        if len(phrase.core) > 1:
            initials = "".join(word[0] for word in phrase.core if word not in {"of", "for", "and"})
            keys.append((False, (initials,)))
        hit = self._hit(phrase)
        if hit and hit.role is Role.NAME and hit.body.kind == "country":
            keys.append(("country", hit.body.side))
        return keys

    def _hit(self, phrase: Phrase) -> Entry | None:
        for at in range(phrase.first, phrase.last):
            if at in self._page.hits and self._page.hits[at][1] == len(phrase.core):
                return self._page.hits[at][0]
        return None

    def _body_kind(self, phrase: Phrase) -> str:
        hit = self._hit(phrase)
        return hit.body.kind if hit else ""

    @staticmethod
    def _surname(core: tuple[str, ...]) -> str:
        return core[-2] if len(core) > 2 and core[-1] in _SUFFIXES else core[-1] if core else ""


def _same_given(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] and (len(one) == 1 or len(other) == 1 or one[:3] == other[:3]))


def _nearest(people: list[Entity], phrase: Phrase) -> Entity:
    """Of several people with one surname, the one named last before; the first named otherwise."""
    if len(people) == 1:
        return people[0]
    before = [entity for entity in people if entity.mentions[0].first <= phrase.first]
    return max(
        before or people[:1],
        key=lambda e: max(m.first for m in e.mentions if m.first <= phrase.first or not before),
    )
