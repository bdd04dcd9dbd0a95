"""One pass over a report's text: words, sentences, paragraphs, quotation state, and names in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from counterclaim.resolve.bodies import Bodies, Entry
from counterclaim.resolve.lexicon import FUNCTION, Lexicon
from counterclaim.resolve.people import PersonName
from counterclaim.resolve.tokens import TOKEN, words

ABBREVIATIONS = words(
    """
    Mr Mrs Ms Dr Prof Gen Maj Col Lt Sgt Capt Adm Brig Cmdr Sen Rep Gov Rev St Jr Sr Pres Hon No Fr vs
    Vs
    """
)
CONNECTORS = words(
    """
    of for de da del di du la le van von der den bin ibn al el and the &
    """
)
_LINKS = words("'s of and & to for the in at on")  # inside a role: "envoy to the UN"
_PERSONAL = frozenset({"official", "leader", "military", "civilian", "expert", "media", "company"})
MAX_NAME = 12  # words in one name; longer runs of capitals are headlines
OPENING = '"“‘'  # marks that may open a sentence
MAX_REACH = 10  # words of role looked at on the left of a name
MAX_NAMES = 3000  # names kept of one report: a bound on hostile input


@dataclass(slots=True)
class Page:
    """A report cut into tokens; parallel lists, one item a token."""

    text: str
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    hits: dict[int, tuple[Entry, int]] = field(default_factory=dict)
    """Names of the table of bodies, by their first token: the entry, and how many tokens it takes."""
    people: dict[int, tuple[PersonName, ...]] = field(default_factory=dict)
    """Names of known people, by their first token: every row that has the name."""

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that lie in characters [start, end)."""
        first = bisect_left(self.ends, start + 1)
        return first, max(first, bisect_left(self.starts, end))


@dataclass(slots=True)
class Name:
    """A run of capitalised words: tokens [first, last), its role words on the left from `left`."""

    left: int
    first: int
    last: int
    person: bool
    organisation: bool


def scan(text: str, bodies: Bodies) -> Page:
    """Cut a text into tokens and look the table's names up in it."""
    page = Page(text)
    sentence = paragraph = 0
    quoted = ended = False
    previous = ""
    for match in TOKEN.finditer(text):
        word = match.group()
        mark = len(word) == 1 and not word.isalnum()
        if word[0] == "\n":
            paragraph, sentence, quoted, ended = paragraph + 1, sentence + 1, False, False
            continue
        if mark:
            quoted = _quotation(word, quoted)
        if ended and (not mark or word in OPENING):
            sentence += 1
            ended = False
        page.words.append(word.replace("’", "'"))
        page.starts.append(match.start())
        page.ends.append(match.end())
        page.sentence.append(sentence)
        page.paragraph.append(paragraph)
        page.quoted.append(quoted)
        if mark and word in ".!?":
            ended = not (word == "." and previous and _abbreviated(previous))
        previous = word
    page.lower = [word.lower() for word in page.words]
    _look_up(page, bodies)
    return page


def _quotation(word: str, quoted: bool) -> bool:
    if word == '"':
        return not quoted
    if word == "“":
        return True
    return quoted and word != "”"


def _abbreviated(word: str) -> bool:
    return word in ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _look_up(page: Page, bodies: Bodies) -> None:
    words, people, skip = page.words, bodies.people, 0
    for at, word in enumerate(words):
        if at < skip:
            continue
        if word in people and (named := people.match(words, at)):
            page.people[at] = named
            if named[0].full:
                skip = at + len(named[0].words)
                continue
        if word in bodies and (found := bodies.match(words, at)):
            page.hits[at] = found
            skip = at + found[1]


def is_capital(word: str) -> bool:
    """True for a word written as (part of) a name: "Rill", "al-Assad", "eNCA"."""
    if word[0].isupper():
        return True
    if len(word) < 4 or word.islower() or not word[0].isalpha():
        return False
    return word[1].isalpha() or (word[2] == "-" and word[3].isupper())


class NameFinder:
    """Finds the names of a page: runs of capitalised words, with the role words before them."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._page = page
        self._lexicon = lexicon

    def find(self) -> list[Name]:
        """Every name, in text order (the first `MAX_NAMES`)."""
        names: list[Name] = []
        at, total = 0, len(self._page.words)
        while at < total and len(names) < MAX_NAMES:
            if not self._starts(at):
                at += 1
                continue
            last = self._run(at)
            names.extend(self._names_of_run(at, last))
            at = last
        return names

    def _starts(self, at: int) -> bool:
        word = self._page.words[at]
        return is_capital(word) and (
            self._page.lower[at] not in FUNCTION
            or (word.isupper() and len(word) > 1 and at in self._page.hits)
        )

    def _run(self, first: int) -> int:
        """The end of the run of capitalised words that starts at `first`."""
        page, last, limit = self._page, first + 1, min(len(self._page.words), first + MAX_NAME)
        while last < limit:
            word = page.words[last]
            if self._starts(last) or (word[0].isdigit() and page.sentence[last] == page.sentence[first]):
                if page.sentence[last] != page.sentence[first]:
                    break
                last += 1
            elif word == "." and _abbreviated(page.words[last - 1]) and last + 1 < limit:
                last += 1
            elif (step := self._connected(last, limit)) and page.lower[last] != "and":
                last += step
            else:
                break
        return last

    def _connected(self, at: int, limit: int) -> int:
        """How many tokens to step when a connector ("of", "for the") leads on to a capital."""
        page = self._page
        for step in (1, 2):
            if at + step >= limit or page.lower[at + step - 1] not in CONNECTORS:
                return 0
            if self._starts(at + step):
                return step + 1
        return 0

    def _names_of_run(self, first: int, last: int) -> list[Name]:
        """A run cut at its titles: "Kremlin Spokesman Dmitry Peskov" is one name with a role."""
        page = self._page
        title = self._last_title(first, last)
        core = title + 1 if title >= 0 else first
        while core < last and page.words[core] == ".":
            core += 1
        if core >= last:  # the whole run is a role ("Defence Minister"): no name by itself
            return [Name(first, first, last, person=False, organisation=False)]
        core = self._given_name(self._without_nation(core, last), last)
        organisation = self._is_organisation(core, last)
        left = self._extend_left(first)
        role = title >= 0 or left < first
        person = not organisation and (role or self._looks_personal(core, last))
        if not person:
            core = first
        return [Name(left, core, last, person, organisation)]

    def _last_title(self, first: int, last: int) -> int:
        lexicon, page = self._lexicon, self._page
        for at in range(last - 1, first - 1, -1):
            word = page.lower[at]
            if at in page.hits and page.hits[at][1] > 1:
                return -1
            if page.lower[at - 1] == "of" and at > first and word not in lexicon.titles:
                continue
            if word in lexicon.titles or self.is_role(word):
                return at if not self._is_organisation(at + 1, last) else -1
        return -1

    def is_role(self, word: str) -> bool:
        """True for a noun in lower case that names a person's office or part."""
        return self._lexicon.classify(word) in _PERSONAL and word not in self._lexicon.organisation

    def _without_nation(self, core: int, last: int) -> int:
        """Leave a nation's name out of a person's ("President of Ukraine Volodymyr Z")."""
        hits = self._page.hits
        while core < last - 1:
            if self._page.lower[core] in CONNECTORS:
                core += 1
            elif (
                core in hits
                and hits[core][0].body.kind in {"country", "bloc"}
                and core + hits[core][1] < last
            ):
                if self._is_organisation(core + hits[core][1], last):
                    break
                core += hits[core][1]
            else:
                break
        return core

    def _given_name(self, core: int, last: int) -> int:
        """Start at a given name within the run: "[Development Affairs] Liz Truss"."""
        for at in range(max(core + 1, last - 4), last - 1):
            if (
                self._lexicon.given.get(self._page.words[at], "either") != "either"
                and at not in self._page.hits
            ):
                before = self._page.lower[at - 1]
                return core if before in CONNECTORS or self._is_organisation(at, last) else at
        return core

    def _is_organisation(self, first: int, last: int) -> bool:
        page, lexicon = self._page, self._lexicon
        if first >= last:
            return False
        if first in page.hits and first + page.hits[first][1] >= last:
            return True
        return any(page.lower[at] in lexicon.organisation for at in range(first, last)) or (
            last - first == 1 and page.words[first].isupper() and len(page.words[first]) > 1
        )

    def _looks_personal(self, first: int, last: int) -> bool:
        page = self._page
        if page.words[first] in self._lexicon.given and last - first <= 4:
            return True
        return last - first in (2, 3) and all(
            page.words[at][0].isupper() and page.words[at].isalpha() and at not in page.hits
            for at in range(first, last)
        )

    def _extend_left(self, first: int) -> int:
        """Where the role before a name starts: "[Defence Ministry spokesman] Igor K"."""
        page, role, best = self._page, False, first
        for at in range(first - 1, max(0, first - MAX_REACH) - 1, -1):
            word, lower = page.words[at], page.lower[at]
            if page.sentence[at] != page.sentence[first]:
                break
            if self.is_role(lower):
                role, best = True, at
            elif role and self._modifies(word, lower):
                best = at
            elif lower not in _LINKS and not (not role and is_capital(word) and lower not in FUNCTION):
                break
        return best if role else first

    def _modifies(self, word: str, lower: str) -> bool:
        return lower in self._lexicon.modifiers or (is_capital(word) and lower not in FUNCTION) or "-" in word
