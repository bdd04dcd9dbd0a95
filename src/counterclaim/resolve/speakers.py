"""Whose word it is: the entity behind each source, and its most informative mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.resolve.analysis import Analysis
from counterclaim.resolve.entities import Entity
from counterclaim.resolve.mentions import BODY, NOMINAL, PERSON, PRONOUN, Phrase
from counterclaim.resolve.rank import Weights, score, softmax

_BODIES = frozenset({"government", "armed", "alliance", "monitor"})
_INDEFINITE = frozenset({"a", "an", "one", "some", "another", "several", "many"})
_IMPERSONAL = frozenset({"government", "armed", "alliance", "document", "monitor"})
MAX_RECENT = 14  # entities looked at before a pronoun or a noun phrase, nearest first
MAX_FREQUENT = 4  # and those named most often in the report
MAX_AFTER = 2  # and those named next after it
MAX_NAMESAKES = 4  # people of the same surname kept as rivals
NAMESAKE = 0.6  # chance that a bare surname means the bearer named last
MAX_MENTIONS = 12  # mentions of one entity among which the fullest is chosen
_GROUP = {
    "he": "he",
    "she": "he",
    "it": "it",
    "they": "they",
    "we": "we",
    "i": "i",
    "you": "i",
    "who": "who",
    "that": "that",
}


@dataclass(slots=True)
class Choice:
    """The ranking of one source: candidate entities (None: nobody named) with probabilities."""

    candidates: list[Entity | None]
    probabilities: list[float]

    @property
    def best(self) -> Entity | None:
        """The likeliest; the first listed on a tie."""
        return self.candidates[max(range(len(self.candidates)), key=self.probabilities.__getitem__)]


@dataclass(slots=True)
class Progress:
    """What has been decided so far in one report: the entity of each attribution, by its index."""

    order: list[int]
    place: dict[int, int]
    parent: list[int | None]
    decided: dict[int, Entity | None] = field(default_factory=dict)

    def previous(self, index: int, back: int) -> Entity | None:
        """The entity of the attribution `back` places before, if it is decided."""
        at = self.place[index] - back
        return self.decided.get(self.order[at]) if at >= 0 else None


def progress(analysis: Analysis) -> Progress:
    """Attributions in the order of their sources (or cues) in the text, and their parents."""
    number = {attribution.id: index for index, attribution in enumerate(analysis.attributions)}
    parent = [number.get(a.within) if a.within else None for a in analysis.attributions]

    def position(index: int) -> tuple[int, int]:
        attribution = analysis.attributions[index]
        spans = attribution.source or attribution.cue or attribution.content
        return (spans[0].start if spans else 0, index)

    order = sorted(range(len(parent)), key=position)
    return Progress(order, {index: at for at, index in enumerate(order)}, parent)


def by_depth(state: Progress) -> list[int]:
    """Outer attributions before those nested in them, each layer in text order."""
    depths: dict[int, int] = {}
    for index in state.order:
        chain: list[int] = []
        at: int | None = index
        while at is not None and at not in depths and at not in chain:
            chain.append(at)
            at = state.parent[at]
        base = depths.get(at, -1) if at is not None else -1
        for back, member in enumerate(reversed(chain), 1):
            depths[member] = base + back
    return sorted(state.order, key=lambda index: (depths[index], state.place[index]))


def choose_entities(analysis: Analysis, weights: Weights) -> list[Choice | None]:
    """For each attribution the ranking of who its source is; None where it has no source."""
    state = progress(analysis)
    recent = Recency(analysis)
    choices: list[Choice | None] = [None] * len(analysis.sources)
    for index in by_depth(state):
        source = analysis.sources[index]
        if source is None:
            continue
        candidates = recent.candidates(source)
        if source.kind not in {PRONOUN, NOMINAL}:
            choice = Choice(candidates, _named_chances(len(candidates)))
        else:
            features = Features(analysis, state, index, source)
            choice = Choice(candidates, softmax([score(features.of(one), weights) for one in candidates]))
        choices[index] = choice
        state.decided[index] = choice.best
    return choices


def _named_chances(candidates: int) -> list[float]:
    """A name is who it names; a surname that several bear is shared between them."""
    if candidates == 1:
        return [1.0]
    return [NAMESAKE, *[(1.0 - NAMESAKE) / (candidates - 1)] * (candidates - 1)]


class Recency:
    """Candidate entities for a source, bounded in number whatever the report."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        entities = analysis.entities
        self._mentions = sorted(
            (mention.first, entity.number) for entity in entities if entity.kind != PRONOUN
             for mention in entity.mentions
        )  # fmt: skip
        named = [entity for entity in entities if entity.kind != PRONOUN]
        self._frequent = sorted(named, key=lambda entity: (-len(entity.mentions), entity.number))[
            :MAX_FREQUENT
        ]
        self._people: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.kind == PERSON:
                self._people.setdefault(entity.surname, []).append(entity)

    def candidates(self, source: Phrase) -> list[Entity | None]:
        """The source's own entity first; for pronouns and noun phrases others and None as well."""
        own = self._analysis.own(source)
        if source.kind not in {PRONOUN, NOMINAL}:
            return [own, *(self._namesakes(own) if len(source.core) == 1 else ())]
        found = {own.number: own}
        for entity in (*self._near(source.first, -1, MAX_RECENT), *self._near(source.first, 1, MAX_AFTER),
                       *self._frequent):  # fmt: skip
            if _may_be(source, entity):
                found.setdefault(entity.number, entity)
        return [*found.values(), None]

    def _namesakes(self, own: Entity) -> list[Entity]:
        if own.kind != PERSON:
            return []
        return [entity for entity in self._people.get(own.surname, ()) if entity is not own][:MAX_NAMESAKES]

    def _near(self, token: int, step: int, limit: int) -> list[Entity]:
        at = bisect_left(self._mentions, (token, -1)) + (-1 if step < 0 else 0)
        seen: dict[int, None] = {}
        looked = 0
        while 0 <= at < len(self._mentions) and len(seen) < limit and looked < 4 * MAX_RECENT:
            seen.setdefault(self._mentions[at][1], None)
            at += step
            looked += 1
        return [self._analysis.entities[number] for number in seen]


def _may_be(source: Phrase, entity: Entity) -> bool:
    """False for what a source cannot stand for: "she" for a man, "the army" for a mayor."""
    if source.kind == NOMINAL:
        return entity.kind != PERSON or source.klass not in _BODIES
    if not source.gender:
        return source.pronoun != "it" or entity.kind != PERSON
    if entity.kind == BODY or (entity.kind == NOMINAL and entity.klass in _IMPERSONAL):
        return False
    return not entity.gender or entity.gender == source.gender


class Features:
    """The named features of candidate entities for one source."""

    def __init__(self, analysis: Analysis, state: Progress, index: int, source: Phrase) -> None:
        self._analysis = analysis
        self._source = source
        self._own = analysis.own(source)
        page = analysis.page
        self._sentence = page.sentence[source.first]
        self._paragraph = page.paragraph[source.first]
        self._quoted = page.quoted[source.first]
        group = _GROUP.get(source.pronoun, "n")
        self._group = group
        self._type = source.pronoun or f"n-{source.klass}"
        self._previous = [state.previous(index, back) for back in (1, 2, 3)]
        parent = state.parent[index]
        self._parent = None
        if parent is not None:
            known = analysis.sources[parent]
            self._parent = state.decided.get(parent) or (analysis.own(known) if known else None)
        self._nested = parent is not None
        self._rank: dict[str, int] = {}
        self._article = page.lower[source.first]
        self._shape = self._of_source()

    def _of_source(self) -> list[str]:
        source, page = self._source, self._analysis.page
        first = page.lower[source.first]
        article = (
            first
            if first in {"the", "a", "an", "one", "some", "his", "her", "its", "their", "this"}
            else "bare"
        )
        shape = [
            f"type={self._type}",
            f"article={article}",
            f"plural={source.plural}",
            f"nested={self._nested}",
            f"quoted={self._quoted}",
            f"words={min(4, source.last - source.first)}",
            f"article={article},plural={source.plural},{source.klass}",
        ]
        if source.kind == NOMINAL:
            shape.append(f"head={source.head}")
            shape.append(f"named={bool(source.names)},plural={source.plural}")
            first_mention = self._own.mentions[0] is source
            shape.append(f"firstmention={first_mention},{article}")
            shape.append(f"mentions={min(3, len(self._own.mentions))}")
        return shape

    def of(self, entity: Entity | None) -> list[str]:
        """All features of one candidate; None stands for "nobody the report names"."""
        if entity is None:
            return ["nobody", *(f"nobody:{part}" for part in self._shape)]
        if entity is self._own:
            return ["own", *(f"own:{part}" for part in self._shape), *self._discourse(entity, "own")]
        return [*self._agreement(entity), *self._distance(entity), *self._discourse(entity, self._group)]

    def _agreement(self, entity: Entity) -> list[str]:
        source = self._source
        what = f"{entity.kind}:{entity.body or entity.klass}"
        found = [f"{self._type}>{what}", f"{self._group}>{entity.kind}"]
        if entity.kind == PERSON or entity.gender:
            agree = (
                "?"
                if not (source.gender and entity.gender)
                else "="
                if source.gender == entity.gender
                else "!"
            )
            found.append(f"{self._group}:gender{agree}")
        found.append(f"{self._group}:plural={source.plural}/{entity.plural}")
        if source.kind == NOMINAL:
            found.extend(self._noun_agreement(entity))
        return found

    def _noun_agreement(self, entity: Entity) -> list[str]:
        source = self._source
        shared = source.roles & entity.roles
        found = [
            f"shared={min(3, len(shared))}",
            f"head={source.head}>{entity.kind}:{entity.body or entity.klass}",
        ]
        found.append(f"class={source.klass == entity.klass}:{entity.kind},{source.klass}")
        known = entity.positions[0] < source.first
        if known and self._article in _INDEFINITE:
            found += ("indefinite", f"indefinite:{entity.kind}")
        if entity.kind == PERSON:
            found.append(
                f"person:{source.klass if source.klass in _BODIES else 'other'},plural={source.plural}"
            )
        if source.head in entity.roles:
            found.append(f"headrole:{entity.kind}")
        if any(source.head in mention.core for mention in entity.mentions[:4]):
            found.append(f"headcore:{entity.kind}")
        if source.names:
            sides = {side for mention in entity.mentions[:6] for side in self._analysis.sides_of(mention)}
            relation = "none" if not sides else "same" if sides & set(source.names) else "other"
            found.append(f"sides={relation}:{entity.kind}")
        return found

    def _distance(self, entity: Entity) -> list[str]:
        page, source, group = self._analysis.page, self._source, self._group
        last = entity.before(source.first)
        if last is None:
            following = entity.after(source.first)
            gap = page.sentence[following.first] - self._sentence if following else 9
            return [f"{group}:after={min(3, gap)}", "after"]
        gap = self._sentence - page.sentence[last.first]
        near = str(gap) if gap < 4 else "4-7" if gap < 8 else "8+"
        kind = "person" if entity.kind == PERSON else "thing"
        rank = self._rank[kind] = self._rank.get(kind, -1) + 1
        subject = last.first - self._sentence_start(last.first) <= 2
        before = page.lower[last.first - 1] if last.first else ""
        follows = page.lower[last.last] if last.last < len(page.lower) else ""
        return [
            f"{group}:gap={near}",
            f"{group}:{kind}rank={min(4, rank)}",
            f"{group}:{kind}:gap={near},rank={min(3, rank)}",
            f"{group}:subject={subject},{min(2, gap)}",
            f"{group}:paragraph={self._paragraph - page.paragraph[last.first] == 0}",
            f"{group}:lastsource={last.is_source},{min(2, gap)}",
            f"{group}:quoted={self._quoted}/{page.quoted[last.first]}",
            f"{group}:possessive={follows == chr(39) + 's'}",
            f"{group}:preposition={before in {'of', 'by', 'with', 'to', 'for', 'in', 'from', 'on', 'at'}}",
        ]

    def _sentence_start(self, token: int) -> int:
        sentence, at = self._analysis.page.sentence, token
        while at and sentence[at - 1] == sentence[token] and token - at < 4:
            at -= 1
        return at

    def _discourse(self, entity: Entity, group: str) -> list[str]:
        count = len(entity.mentions)
        sources = sum(mention.is_source for mention in entity.mentions[:8])
        found = [
            f"{group}:count={count if count < 4 else '4+'}",
            f"{group}:sources={min(4, sources)}",
            f"{group}:lead={entity.positions[0] < 40}",
        ]
        for back, previous in enumerate(self._previous, 1):
            if previous is entity:
                found.append(f"{group}:previous{back}")
                found.append(f"{group}:previous{back},nested={self._nested},quoted={self._quoted}")
                break
        if self._parent is entity:
            found.append(f"{group}:parent,quoted={self._quoted}")
            found.append(f"{self._type}:parent,quoted={self._quoted}")
        elif self._nested:
            found.append(f"{group}:notparent,quoted={self._quoted}")
        return found


def shown_mentions(entity: Entity, own: Phrase | None = None) -> list[Phrase]:
    """The mentions among which the fullest is chosen: the first ones, and the source itself."""
    shown = entity.mentions[:MAX_MENTIONS]
    return [*shown, own] if own in entity.mentions[MAX_MENTIONS:] else shown


def mention_candidates(shown: Sequence[Phrase], kind: str, own: Phrase) -> list[list[str]]:
    """The named features of each mention being the most informative, seen from the source `own`."""
    longest = max(len(one.core) for one in shown)
    most = max(len(one.roles) for one in shown)
    fuller = titled_before = False
    candidates: list[list[str]] = []
    for at, mention in enumerate(shown):
        full, titled, roles = len(mention.core) == longest, len(mention.roles) == most, len(mention.roles)
        first_full, first_titled = full and not fuller, titled and not titled_before
        fuller, titled_before = fuller or full, titled_before or titled
        candidates.append([
            f"{kind}:nth={min(4, at)}",
            f"{kind}:full={full}",
            f"{kind}:core={min(4, len(mention.core))}",
            f"{kind}:roles={min(6, roles)}",
            f"{kind}:full={full},titled={titled}",
            f"{kind}:source={mention.is_source}",
            f"{kind}:isown={mention is own}",
            f"{kind}:before={mention.first <= own.first}",
            f"{kind}:firstfull={first_full}",
            f"{kind}:firsttitled={first_titled}",
            f"{kind}:isown={mention is own},full={full},titled={titled}",
            f"{kind}:firstfull={first_full},roles={min(3, roles)}",
        ])  # fmt: skip
    return candidates


def rank_mentions(entity: Entity, weights: Weights, own: Phrase | None = None) -> list[tuple[Phrase, float]]:
    """An entity's mentions with the probability of being the most informative, best first.

    Seen from the source `own`: of two equally full mentions a source is its own best.
    """
    shown = shown_mentions(entity, own)
    if len(shown) == 1:
        return [(shown[0], 1.0)]
    scores = [
        score(features, weights) for features in mention_candidates(shown, entity.kind, own or shown[0])
    ]
    return sorted(zip(shown, softmax(scores), strict=True), key=lambda pair: (-pair[1], pair[0].first))
