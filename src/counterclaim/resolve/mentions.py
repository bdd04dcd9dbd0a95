"""Mentions: the noun phrases of a report that may name a party, each with what it tells by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.resolve.bodies import Role
from counterclaim.resolve.lexicon import DETERMINERS, FEMALE, FUNCTION, MALE, PERSONAL, Lexicon, is_plural
from counterclaim.resolve.scan import Name, Page
from counterclaim.resolve.tokens import words
from counterclaim.types import Attribution, Span

PERSON, BODY, NAME, NOMINAL, PRONOUN = "person", "body", "name", "nominal", "pronoun"
MAX_ROLE_GAP = 6  # words within which an apposition names the role
MAX_APPOSITION = 9  # words of an apposition looked at
MAX_WORDS = 40  # words of one source looked at; longer ones are cut sentences
_PREPOSITIONS = words(
    """
    of by for in from with to at on about among within who whom whose that which near inside outside
    under over against after before during between into based cited named speaking
    """
)
_FEMALE_ROLES = words(
    """
    mrs ms miss dame lady baroness queen princess woman girl wife mother daughter sister widow aunt
    niece grandmother actress housewife madam
    """
)  # fmt: skip
_MALE_ROLES = words(
    """
    mr sir lord king prince man boy husband father son brother uncle nephew grandfather pope bishop imam
    """
)


@dataclass(slots=True)
class Phrase:
    """One mention. `core` holds the words that identify it: "igor konashenkov", "reuters"."""

    span: Span
    first: int
    last: int
    kind: str
    core: tuple[str, ...]
    head: str = ""
    klass: str = ""
    pronoun: str = ""
    gender: str = ""
    plural: bool = False
    roles: frozenset[str] = frozenset()
    is_source: bool = False
    order: int = 0
    wide: tuple[int, int] = (0, 0)
    """Its tokens with the apposition before or after it."""
    names: tuple[str, ...] = field(default=())
    """Sides of the bodies named in it, in text order."""

    def __post_init__(self) -> None:
        self.wide = (self.first, self.last)


class Reader:
    """Reads phrases off a page."""

    def __init__(self, page: Page, lexicon: Lexicon, names: Sequence[Name]) -> None:
        self._page = page
        self._lexicon = lexicon
        self._names = sorted(names, key=lambda name: name.first)
        self._at: dict[int, Name] = {}
        for name in names:
            for token in range(name.left, name.last):
                self._at.setdefault(token, name)

    def of_name(self, name: Name) -> Phrase | None:
        """The phrase of a name found in the text; None for a role without a name."""
        if name.first >= name.last or self._only_role(name):
            return None
        if name.last == name.first + 1 and not self._identifies(name.first):
            return None
        phrase = self._named(name, name.left, name.last)
        self._set_off(phrase)
        return phrase

    def _set_off(self, phrase: Phrase) -> None:
        """Role words set off by a comma: "Anna Bell, the mayor of Rill" and "the mayor, Anna Bell"."""
        page, total = self._page, len(self._page.words)
        if phrase.last < total and page.words[phrase.last] == ",":
            stop = self._clause(range(phrase.last + 1, min(total, phrase.last + 1 + MAX_APPOSITION)))
            phrase.wide = (phrase.wide[0], max(phrase.wide[1], stop + 1))
        if phrase.first > 1 and page.words[phrase.first - 1] == ",":
            stop = self._clause(range(phrase.first - 2, max(-1, phrase.first - 2 - MAX_APPOSITION), -1))
            phrase.wide = (min(phrase.wide[0], stop) if stop >= 0 else phrase.wide[0], phrase.wide[1])
        words = {*page.lower[phrase.wide[0] : phrase.first], *page.lower[phrase.last : phrase.wide[1]]}
        phrase.roles |= {word for word in words if word not in FUNCTION and word[0].isalpha()}
        if not phrase.klass and phrase.kind in {PERSON, NAME}:
            phrase.klass = self._role_class(range(phrase.last, phrase.wide[1])) or self._role_class(
                range(phrase.first - 1, phrase.wide[0] - 1, -1))  # fmt: skip

    def _clause(self, tokens: range) -> int:
        """The last token of an apposition that starts (or, read backwards, ends) here; -1 for none."""
        page, stop, role = self._page, -1, False
        for token in tokens:
            word = page.lower[token]
            if not word[0].isalnum() and word != "'s":
                break
            role = role or (abs(token - tokens[0]) < MAX_ROLE_GAP and bool(self._lexicon.classify(word)))
            stop = token
        return stop if role else -1

    def _identifies(self, token: int) -> bool:
        word = self._page.words[token]
        hit = self._page.hits.get(token)
        return len(word) > 1 and not word.isdigit() and not (hit and hit[0].role is Role.ADJECTIVE)

    def of_source(self, attribution: Attribution) -> Phrase | None:
        """The phrase of an attribution's source; None when it has none, or one without a word."""
        if not attribution.source:
            return None
        span = max(attribution.source, key=lambda part: part.end - part.start)
        first, last = self._page.token_range(span.start, min(span.end, len(self._page.text)))
        last = min(last, first + MAX_WORDS)
        if first >= last:
            return None
        phrase = self._pronoun(span, first, last) or self._source_name(span, first, last)
        if phrase is None:
            phrase = self._nominal(span, first, last)
        phrase.is_source = True
        return phrase

    def _pronoun(self, span: Span, first: int, last: int) -> Phrase | None:
        word = self._page.lower[first]
        if (
            last - first > 2
            or word not in PERSONAL
            or (last - first == 2 and word not in {"he", "she", "they", "it"})
        ):
            return None
        pronoun = PERSONAL[word]
        gender = pronoun if pronoun in {MALE, FEMALE} else ""
        return Phrase(span, first, last, PRONOUN, (pronoun,), pronoun=pronoun, gender=gender,
                      plural=pronoun in {"they", "we"})  # fmt: skip

    def _source_name(self, span: Span, first: int, last: int) -> Phrase | None:
        """The name that heads a source, if one does: not the name of another party inside it."""
        head = None
        for name in self._inside(first, last):
            if self._heads(name, first, last):
                head = name
                if name.person:
                    break
        if head is None or self._coordinated(head, last):
            return None
        phrase = self._named(head, first, last)
        phrase.span = span
        phrase.wide = (min(first, head.left), last)  # a source cut short still has its role before it
        self._set_off(phrase)
        return phrase

    def _coordinated(self, head: Name, last: int) -> bool:
        """True when a second party follows: "Anna Bell and Carl Dorn" is neither of the two."""
        page = self._page
        for token in range(head.last, min(last, head.last + MAX_APPOSITION)):
            if page.lower[token] in {"and", "or", "&"} and token + 1 < last:
                follower = self._at.get(token + 1) or self._at.get(min(token + 2, last - 1))
                return (
                    follower is not None and follower.first < follower.last and follower.person == head.person
                )
            if not page.words[token][0].isalnum() or page.lower[token] in _PREPOSITIONS:
                return False
        return False

    def _inside(self, first: int, last: int) -> list[Name]:
        found: list[Name] = []
        for token in range(first, last):
            name = self._at.get(token)
            if name and (not found or found[-1] is not name) and name.first < name.last:
                found.append(name)
        return [name for name in found if name.first >= first or name.last <= last]

    def _heads(self, name: Name, first: int, last: int) -> bool:
        page = self._page
        if (name.last < last and page.lower[name.last] == "'s") or self._only_role(name):
            return False
        start = max(first, name.left)
        before = page.lower[start - 1] if start > first else ""
        if before in _PREPOSITIONS or (before in DETERMINERS and start - 1 > first
                                       and page.lower[start - 2] in _PREPOSITIONS):  # fmt: skip
            return False
        if name.person:
            # "The mayor of Puerto Almena": what follows the preposition is no person's name.
            return name.first <= first or page.lower[name.first - 1] not in _PREPOSITIONS
        # A body heads the phrase when no common noun follows it ("Kremlin sources" is no body).
        follows = page.lower[name.last] if name.last < last else ""
        ends = not follows or not follows[0].isalpha() or follows in _PREPOSITIONS or follows in {"and", "or"}
        adjective = name.last - 1 in page.hits and page.hits[name.last - 1][0].role is Role.ADJECTIVE
        return ends and not adjective

    def _only_role(self, name: Name) -> bool:
        """True for a capitalised office or noun that names nobody: "The Prime Minister"."""
        page, lexicon = self._page, self._lexicon
        if name.first in page.hits and page.hits[name.first][0].role is not Role.ADJECTIVE:
            return False
        return all(
            lexicon.classify(word) or word in lexicon.modifiers or word in FUNCTION or at in page.hits
            for at, word in enumerate(page.lower[name.first : name.last], name.first)
        )

    def _named(self, name: Name, first: int, last: int) -> Phrase:
        page, lexicon = self._page, self._lexicon
        core = tuple(
            word for word in page.lower[name.first : name.last] if word[0].isalnum() and word != "the"
        )
        kind = PERSON if name.person else BODY if name.organisation else NAME
        roles = frozenset(
            word for word in (*page.lower[first : name.first], *page.lower[name.last : last])
            if word not in FUNCTION and word[0].isalpha()
        )  # fmt: skip
        head = "" if kind == PERSON else _head_of(core)
        klass = lexicon.classify(head) if head else ""
        klass = klass or self._role_class(range(name.first - 1, first - 1, -1)) or self._role_class(
            range(name.last, last))  # fmt: skip
        phrase = Phrase(
            Span(page.starts[first], page.ends[last - 1]),
            first,
            last,
            kind,
            core,
            head,
            klass,
            roles=roles,
            names=self.sides(first, last),
        )
        phrase.gender = self._gender(page.words[name.first], roles) if kind == PERSON else ""
        return phrase

    def _role_class(self, tokens: range) -> str:
        for token in tokens:
            if found := self._lexicon.classify(self._page.lower[token]):
                return found
        return ""

    def _gender(self, given: str, roles: frozenset[str]) -> str:
        if roles & _FEMALE_ROLES or any(role.endswith("woman") for role in roles):
            return FEMALE
        if roles & _MALE_ROLES:
            return MALE
        gender = self._lexicon.given.get(given, "")
        return gender if gender in {MALE, FEMALE} else ""

    def _nominal(self, span: Span, first: int, last: int) -> Phrase:
        page = self._page
        end = first
        while end < last and not (
            end > first and (page.lower[end] in _PREPOSITIONS or page.words[end] in ",(—–-:")
        ):
            end += 1
        head = page.lower[max(first, end - 1)]
        core = tuple(word for word in page.lower[first:last] if word not in DETERMINERS and word[0].isalnum())
        roles = frozenset(word for word in core if word not in FUNCTION)
        gender = self._gender("", frozenset({head}))
        return Phrase(
            span,
            first,
            last,
            NOMINAL,
            core or (head,),
            head,
            self._lexicon.classify(head),
            gender=gender,
            plural=is_plural(head),
            roles=roles,
            names=self.sides(first, last),
        )

    def sides(self, first: int, last: int) -> tuple[str, ...]:
        """The sides of the table's bodies named by tokens [first, last), in text order."""
        hits = self._page.hits
        return tuple(hits[at][0].body.side for at in range(first, last) if at in hits)


def _head_of(core: tuple[str, ...]) -> str:
    """The head of a body's name: "Ministry" of "Ministry of Defence", the last word otherwise."""
    for at, word in enumerate(core):
        if at and word in {"of", "for"}:
            return core[at - 1]
    return core[-1] if core else ""
