"""For whom a party speaks: candidate sides from the text and the table, ranked by evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from counterclaim.resolve.analysis import Analysis
from counterclaim.resolve.bodies import Entry
from counterclaim.resolve.entities import Entity
from counterclaim.resolve.mentions import BODY, NAME, NOMINAL, PERSON, Phrase
from counterclaim.resolve.rank import Rankers, score, softmax
from counterclaim.resolve.tokens import words
from counterclaim.types import EntityKind

GENERIC = ("unknown", "media", "civilian", "expert", "company")
_ORGANISATIONS = words("international monitor ngo thinktank group party faith sport")
COUNTRY_KINDS = frozenset({"country", "bloc", "breakaway"})
MAX_FREQUENT = 4  # sides named most often in the report, taken as candidates everywhere
MAX_ORGANISATIONS = 3  # and organisations named most often, likewise
MIN_NAMED = 2  # times an organisation the table does not know is named to be one of them
MAX_SIDE = 60  # characters of an organisation's name as a side
MAX_OPPOSED = 200  # words of opposition looked at
MAX_ALIASES = 8  # mentions of one entity looked at
LEAD = 60  # tokens at the top of a report that set its scene
_CLOSE_BY = 15  # tokens on either side of a mention within which countries keep it company
REACH = 40  # tokens back to the country named last
_CLAUSE = 10  # tokens on either side of a mention that may tell its side
_COARSE = dict.fromkeys(("official", "leader", "military", "government", "armed"), "state")
_DESCRIBED = frozenset({"best", "alias", "role"})  # evidence out of a party's own description
_COUNTED = ("best", "alias", "role", "left", "right")
_IN_OFFICE = frozenset({"military", "official"})
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)
_PRIVATE = frozenset({"civilian", "expert", "company"})
_WORLD_KINDS = COUNTRY_KINDS | {"international"}
_OPPOSITION = words("opposition rebel rebels dissident dissidents activists exiled anti-government")


@dataclass(frozen=True, slots=True)
class Seeker:
    """What a side is sought for: an entity with its fullest mention, a lone source, or nobody.

    `prior` is the attribution network's opinion, empty when it gave none.
    """

    entity: Entity | None
    best: Phrase | None
    prior: Mapping[str, float] = field(default_factory=dict)
    context: tuple[str, ...] = ()
    """What else is known of a source that is not expressed: words of the cue."""
    outer: str = ""
    """Side of the attribution inside which it is reported."""


class SideChooser:
    """Ranks sides for the parties of one report."""

    def __init__(self, analysis: Analysis, rankers: Rankers) -> None:
        self._analysis = analysis
        self._weights = rankers.side
        self._by_part = rankers.side_by_part
        hits = analysis.page.hits
        counts = Counter(entry.body.side for entry, _ in hits.values() if entry.body.kind in COUNTRY_KINDS)
        ranked = sorted(counts, key=lambda side: (-counts[side], side))
        self._frequent = {side: rank for rank, side in enumerate(ranked[:MAX_FREQUENT])}
        total = sum(counts.values()) or 1
        self._share = {side: counts[side] / total for side in self._frequent}
        self._lead: dict[str, int] = {}
        for at in sorted(hits):
            if at < LEAD and hits[at][0].body.kind in COUNTRY_KINDS:
                self._lead.setdefault(hits[at][0].body.side, len(self._lead))
        self._counts = counts
        self._named_at = {
            mention.first: mention
            for entity in analysis.entities
            if entity.kind in {BODY, NAME}
            for mention in entity.mentions
            if not mention.is_source
        }
        self._countries = [at for at in sorted(hits) if hits[at][0].body.kind in COUNTRY_KINDS]
        self._offices = self._find_offices()
        self._employers = self._find_employers()
        lower = analysis.page.lower
        self._opposed = [at for at, word in enumerate(lower) if word in _OPPOSITION][:MAX_OPPOSED]
        self._organisations = self._find_organisations()
        self._home = home_side(analysis.document.outlet, analysis.document.url)

    def _find_organisations(self) -> list[str]:
        """Sides that are no countries, most often named first: "the alliance" may be one of them."""
        named: Counter[str] = Counter()
        for entry, _ in self._analysis.page.hits.values():
            if entry.body.kind in _ORGANISATIONS:
                named[entry.body.side] += 1
        for entity in self._analysis.entities:
            count = len(entity.mentions)
            if entity.kind == BODY and not entity.body and count >= MIN_NAMED:
                for name in self._own_names(entity, entity.mentions[0]):
                    named[name] += count
        return sorted(named, key=lambda side: (-named[side], side))[:MAX_ORGANISATIONS]

    def _find_employers(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """Tagged organisations that the table does not know: their tokens, and names for a side.

        "The Rill Port Trust (RPT)" makes both names one body's, wherever either stands.
        """
        page, hits = self._analysis.page, self._analysis.page.hits
        found, short = [], dict[str, str]()
        for tag in self._analysis.tagged:
            known = tag.first in hits and hits[tag.first][1] >= tag.last - tag.first
            if tag.kind is not EntityKind.ORGANISATION or known:
                continue
            name = " ".join(page.text[page.starts[tag.first] : page.ends[tag.last - 1]].split())
            found.append((tag.first, tag.last, name.removesuffix("'s").removesuffix("’s")[:MAX_SIDE]))
            after = page.words[tag.last : tag.last + 2]
            if len(after) == 2 and after[0] == "(" and after[1].isupper():
                short[name] = after[1]
        full = {acronym: name for name, acronym in short.items()}
        return [
            (first, last, tuple(dict.fromkeys((full.get(name, name), short.get(name, name)))))
            for first, last, name in found
        ]

    def _find_offices(self) -> dict[str, list[str]]:
        """Office words ("interior", "president") with the sides named right before them."""
        page, lexicon = self._analysis.page, self._analysis.lexicon
        offices: dict[str, list[str]] = {}
        for at in self._countries:
            after = at + page.hits[at][1]
            for token in range(after, min(after + 4, len(page.words))):
                word = page.lower[token]
                if not (word == "'s" or word in lexicon.modifiers or lexicon.classify(word)):
                    break
                known = offices.setdefault(_office(word), [])
                if word != "'s" and len(known) < MAX_FREQUENT:
                    known.append(page.hits[at][0].body.side)
        return offices

    def rank(self, party: Seeker) -> list[tuple[str, float]]:
        """Sides with their probabilities, best first."""
        evidence = self._without_private(party, self.evidence(party))
        about = self._about(party)
        joined = about[0]
        base = self._class_scores(about)
        scored: list[tuple[str, float]] = []
        for side, found in evidence.items():
            what = self._class_of(side)
            own = self._weights.get(what, 0.0) + base.get(what, 0.0)
            scored.append((side, own + score(_evidence_features(what, found, joined), self._weights)))
        sides = [side for side, _ in scored]
        chances = softmax([value for _, value in scored])
        return sorted(zip(sides, chances, strict=True), key=lambda pair: -pair[1])

    def _without_private(self, party: Seeker, found: dict[str, list[str]]) -> dict[str, list[str]]:
        """Candidates for one in office or uniform: such a one speaks for no private side.

        The ranker learnt from few reports and takes a general whom no country adorns for an expert.
        """
        entity = party.entity
        if entity is None or entity.klass not in _IN_OFFICE or not any(map(self._is_world_known, found)):
            return found
        return {side: parts for side, parts in found.items() if side not in _PRIVATE}

    def _class_scores(self, about: list[str]) -> dict[str, float]:
        """By class of side, the weight of all that does not depend on the evidence for one side."""
        totals: dict[str, float] = {}
        for part in about:
            for what, weight in self._by_part.get(part, ()):
                totals[what] = totals.get(what, 0.0) + weight
        return totals

    def features(self, party: Seeker) -> dict[str, list[str]]:
        """Candidate sides with all their named features (for training)."""
        about = self._about(party)
        joined = about[0]
        named: dict[str, list[str]] = {}
        for side, found in self.evidence(party).items():
            what = self._class_of(side)
            named[side] = [*_class_features(what, about), *_evidence_features(what, found, joined)]
        return named

    def evidence(self, party: Seeker) -> dict[str, list[str]]:
        """Candidate sides, each with what speaks for it."""
        found: dict[str, list[str]] = {side: [] for side in GENERIC}
        for side, rank in self._frequent.items():
            found.setdefault(side, []).append(f"frequent={rank}")
            found[side].append(f"share={min(9, int(10 * self._share[side]))}")
        for side, place in self._lead.items():
            found.setdefault(side, []).append(f"lead={min(3, place)}")
        if self._home:
            found.setdefault(self._home, []).append("home")
        if party.outer:
            found.setdefault(party.outer, []).append("outer")
        for side in filter(self._is_world_known, party.prior):
            found.setdefault(side, [])
        for rank, side in enumerate(self._organisations):
            found.setdefault(side, []).append(f"organisation={rank}")
        if party.best is not None:
            self._from_mentions(party, found)
            named = [side for side, parts in found.items() if not _DESCRIBED.isdisjoint(parts)]
            if len(named) == 1:
                found[named[0]].append("sole")
        if party.entity is not None:
            self._opposition(party.entity, found)
        self._from_network(party, found)
        return found

    def _from_network(self, party: Seeker, found: dict[str, list[str]]) -> None:
        """What the network thinks, in steps; "other" is any side it has no label of its own for."""
        if not party.prior:
            return
        other = f"network:other={bisect_left(_STEPS, party.prior.get('other', 0.0))}"
        for side, parts in found.items():
            if side in party.prior or side in GENERIC or self._is_world_known(side):
                parts.append(f"network={bisect_left(_STEPS, party.prior.get(side, 0.0))}")
            else:
                parts.append(other)

    def _from_mentions(self, party: Seeker, found: dict[str, list[str]]) -> None:
        best, page = party.best, self._analysis.page
        if best is None:
            return
        others = (
            [] if party.entity is None else [m for m in party.entity.mentions[:MAX_ALIASES] if m is not best]
        )
        self._hits_in(range(best.first, best.last), "best", found)
        for mention in (best, *others):
            self._hits_in(range(mention.wide[0], mention.first), "role", found)
            self._hits_in(range(mention.last, mention.wide[1]), "role", found)
        for mention in others:
            self._hits_in(range(mention.first, mention.last), "alias", found)
        total = len(page.words)
        self._hits_in(range(best.wide[1], min(total, best.last + _CLAUSE)), "right", found, best)
        self._hits_in(range(max(0, best.first - _CLAUSE), best.wide[0]), "left", found, best)
        self._company(party, found)
        self._membership(party, found)
        self._employer((best, *others), found)
        self._nearest(([best, *others])[:3], found)
        self._same_office(party, found)
        self._office_holders((best, *others), found)
        for name in self._own_names(party.entity, best):
            found.setdefault(name, []).append("ownname")

    def _hits_in(
        self, tokens: range, where: str, found: dict[str, list[str]], near: Phrase | None = None
    ) -> None:
        hits, page = self._analysis.page.hits, self._analysis.page
        sentence = page.sentence[near.first] if near else -1
        order = 0
        for at in tokens:
            if at in hits and (near is None or page.sentence[at] == sentence):
                entry = hits[at][0]
                evidence = found.setdefault(entry.body.side, [])
                if self._addressed(at):
                    evidence.append(f"{where}:addressed")
                    continue
                evidence.append(where)
                if where in {"best", "alias", "role"}:
                    evidence.append(f"{where}:{_sort(entry)}")
                    evidence.append(f"{where}:{entry.role}:nth={min(2, order)}")
                order += 1

    def _company(self, party: Seeker, found: dict[str, list[str]]) -> None:
        """How much of a country's mentions stand close to this party's."""
        mentions = party.entity.mentions[:MAX_ALIASES] if party.entity else [party.best] if party.best else []
        near: Counter[str] = Counter()
        for mention in mentions:
            first = bisect_left(self._countries, mention.first - _CLOSE_BY)
            last = bisect_left(self._countries, mention.last + _CLOSE_BY)
            near.update(self._country_at(at) for at in range(first, min(last, first + _CLOSE_BY)))
        ranked = sorted(near, key=lambda side: (-near[side], side))[:MAX_FREQUENT]
        for rank, side in enumerate(ranked):
            evidence = found.setdefault(side, [])
            evidence.append(f"company={rank}")
            evidence.append(f"company:share={min(4, 4 * near[side] // max(1, self._counts[side]))}")

    def _membership(self, party: Seeker, found: dict[str, list[str]]) -> None:
        """Bodies named in a person's role: "[Rill Trust] director Anna Bell"."""
        if party.entity is None or party.entity.kind != PERSON:
            return
        analysis = self._analysis
        for mention in party.entity.mentions[:MAX_ALIASES]:
            for token in range(mention.first, mention.last):
                phrase = self._named_at.get(token)
                if phrase is None or phrase is mention or analysis.own(phrase) is party.entity:
                    continue
                body = analysis.own(phrase)
                for other in body.mentions[:MAX_ALIASES]:
                    for side in other.names:
                        found.setdefault(side, []).append("member")
                if not body.body and phrase.kind == BODY:
                    for name in self._own_names(body, phrase):
                        found.setdefault(name, []).append("memberown")

    def _employer(self, mentions: Iterable[Phrase], found: dict[str, list[str]]) -> None:
        """Tagged organisations in the party's description: "the chair of the [Rill Port Trust]"."""
        if not self._employers:
            return
        for mention in mentions:
            at = bisect_left(self._employers, (mention.wide[0],))
            for first, last, names in self._employers[at : at + MAX_ORGANISATIONS]:
                if last > mention.wide[1]:
                    break
                itself = first <= mention.first and last >= mention.last
                where = "itself" if itself else "before" if first < mention.first else "after"
                for order, name in enumerate(names):
                    form = "only" if len(names) == 1 else ("full", "short")[min(order, 1)]
                    found.setdefault(name, []).extend((f"employer:{where}", f"employer:{form}"))

    def _addressed(self, at: int) -> bool:
        """True for a body a role is turned to, not held for: "ambassador to [Italy]"."""
        lower = self._analysis.page.lower
        before = lower[at - 1] if at else ""
        if before == "the" and at > 1:
            before = lower[at - 2]
        return before in {"to", "with", "against", "on"}

    def _nearest(self, mentions: list[Phrase], found: dict[str, list[str]]) -> None:
        """The country named last before each mention, and next after it."""
        for mention in mentions:
            at = bisect_left(self._countries, mention.first)
            if at and mention.first - self._countries[at - 1] <= REACH:
                gap = "near" if mention.first - self._countries[at - 1] <= _CLAUSE else "far"
                found.setdefault(self._country_at(at - 1), []).append(f"before:{gap}")
            at = bisect_left(self._countries, mention.last)
            if at < len(self._countries) and self._countries[at] - mention.last <= _CLAUSE:
                found.setdefault(self._country_at(at), []).append("after")

    def _country_at(self, index: int) -> str:
        return self._analysis.page.hits[self._countries[index]][0].body.side

    def _same_office(self, party: Seeker, found: dict[str, list[str]]) -> None:
        """Sides of phrases that name the same office: "Interior Minister" and "Polish interior ministry"."""
        roles = (
            set(party.best.roles) | (party.entity.roles if party.entity else set()) if party.best else set()
        )
        offices = {_office(role) for role in roles}
        for office in sorted(offices & self._offices.keys()):
            for side in self._offices[office]:
                found.setdefault(side, []).append("office")

    def _office_holders(self, mentions: Iterable[Phrase], found: dict[str, list[str]]) -> None:
        """Known people: the party itself ("is"), or someone its description names ("of")."""
        known = self._analysis.known
        if not known:
            return
        for mention in mentions:
            for at in range(*mention.wide):
                for side, size, standing in known.get(at, ()):
                    itself = (
                        mention.kind in {PERSON, NAME}
                        and mention.first <= at < mention.last
                        and self._analysis.page.lower[at] in mention.core
                    )
                    what = f"holder:{'is' if itself else 'of'}"
                    found.setdefault(side, []).extend((what, f"{what}:{size}", f"{what}:{standing}"))

    def _own_names(self, entity: Entity | None, best: Phrase) -> Iterable[str]:
        """The name of an organisation the table does not know, as a side of its own."""
        if entity is None or best.kind not in {BODY, NAME} or entity.body:
            return ()
        page = self._analysis.page
        for mention in entity.mentions[:MAX_ALIASES]:
            for at in range(mention.first, mention.last + 1):
                if at + 1 < len(page.words) and page.words[at] == "(" and page.words[at + 1].isupper():
                    return (page.words[at + 1],)
        words = [page.words[at] for at in range(best.first, best.last)]
        return (" ".join(word for word in words if word.lower() not in {"the", "a", "an"}),)

    def _opposition(self, entity: Entity, found: dict[str, list[str]]) -> None:
        near = self._opposition_near(entity)
        if near and not entity.roles & _OPPOSITION:
            for side in [*self._frequent][:2]:
                adjective = self._analysis.bodies.adjective_of(side)
                if adjective:
                    found.setdefault(f"{adjective} opposition", []).append(f"opposition:near={near}")
        if entity.roles & _OPPOSITION:
            for side in [*self._frequent, *(side for m in entity.mentions[:MAX_ALIASES] for side in m.names)]:
                adjective = self._analysis.bodies.adjective_of(side)
                if adjective:
                    known = found.setdefault(f"{adjective} opposition", ["opposition"])
                    if side in (name for m in entity.mentions[:MAX_ALIASES] for name in m.names):
                        known.append("opposition:named")

    def _opposition_near(self, entity: Entity) -> str:
        """Whether words of opposition stand close to the party's mentions, or just in its report."""
        if not self._opposed:
            return ""
        close = 0
        for mention in entity.mentions[:MAX_ALIASES]:
            at = bisect_left(self._opposed, mention.first - _CLOSE_BY)
            close += at < len(self._opposed) and self._opposed[at] < mention.last + _CLOSE_BY
        return "often" if close > 1 else "once" if close else "report"

    def _about(self, party: Seeker) -> list[str]:
        """What the party is, whatever the side: joined with every candidate's class."""
        if party.best is None:
            nested = f"nosource,nested={bool(party.outer)}"
            return [nested, "nosource", *(f"cue={word}" for word in party.context)]
        best, entity = party.best, party.entity
        kind = entity.kind if entity else best.kind
        klass = best.klass or (entity.klass if entity else "")
        body = entity.body if entity else ""
        coarse = _COARSE.get(klass, klass)
        about = [
            f"coarse={coarse},kind={kind}",
            f"kind={kind}",
            f"class={klass}",
            f"coarse={coarse}",
            f"body={body}",
            f"nobody={entity is None}",
            f"plural={best.plural}",
        ]
        if best.kind == NOMINAL:
            about.append(f"head={best.head}")
        if kind in {BODY, NAME} and best.core:
            about.append(f"last={best.core[-1]}")
        roles = set(best.roles) | (entity.roles if entity else set())
        about.extend(f"role={role}" for role in sorted(roles)[:16] if self._analysis.lexicon.classify(role)
                     or role in self._analysis.lexicon.modifiers)  # fmt: skip
        named = bool(best.names) or bool(entity and any(m.names for m in entity.mentions[:MAX_ALIASES]))
        about += (
            f"named={named}",
            f"named={named},coarse={coarse}",
            f"named={named},coarse={coarse},kind={kind}",
        )
        return about

    def _is_world_known(self, side: str) -> bool:
        """True for states and their leagues, which a report need not name to mean them.

        The network learnt the small parties of its training reports too; those must be named.
        """
        return self._class_of(side) in _WORLD_KINDS

    def _class_of(self, side: str) -> str:
        if side in GENERIC:
            return side
        if side.endswith(" opposition"):
            return "opposition"
        return self._analysis.bodies.kind_of(side) or "own"


def _class_features(what: str, about: list[str]) -> list[str]:
    """What a side of this class has to do with a party like this."""
    return [what, *[f"{what}|{part}" for part in about]]


def _evidence_features(what: str, found: list[str], joined: str) -> list[str]:
    """What the text says for this very side."""
    once = sorted(set(found))
    features = [f"times:{part}={min(4, found.count(part))}" for part in _COUNTED]
    for part in once:
        features += (part, f"{what}<{part}", f"{part}&{joined}")
    return features


def _office(role: str) -> str:
    """One form for an office and who holds it: ministry, minister."""
    return {"minister": "ministry", "presidential": "president", "parliamentary": "parliament"}.get(
        role, role
    )


def _sort(entry: Entry) -> str:
    return f"{entry.role}/{'country' if entry.body.kind in COUNTRY_KINDS else entry.body.kind}"


@cache
def _outlets() -> dict[str, str]:
    text = (resources.files("counterclaim.resolve") / "data" / "outlets.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def home_side(outlet: str | None, url: str | None) -> str:
    """The country an outlet writes for, by its address or its name; "" when it is not known."""
    known = _outlets()
    for where in (url, outlet):
        labels = _host(where or "").split(".")
        for at in range(min(len(labels), 6)):
            if found := known.get(".".join(labels[at:])):
                return found
    return known.get((outlet or "").lower().removeprefix("the "), "")


def _host(where: str) -> str:
    try:
        return (urlsplit(where if "//" in where else f"//{where}").hostname or "")[-100:]
    except ValueError:
        return ""
