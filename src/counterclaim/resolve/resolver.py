"""The stage itself: attributions of one report in, claims out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.resolve.analysis import Analysis, analyse
from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.entities import Entity
from counterclaim.resolve.mentions import Phrase
from counterclaim.resolve.parties import party, unnamed
from counterclaim.resolve.rank import Rankers, shipped_rankers
from counterclaim.resolve.sides import Seeker, SideChooser
from counterclaim.resolve.speakers import by_depth, choose_entities, progress, rank_mentions
from counterclaim.types import Act, Attribution, Claim, Document, Mention, Party, Polarity
from counterclaim.types import Entity as TaggedName

CLOSE = 0.8  # a speaker less likely than this leaves the side in doubt: others are weighed in
# A rival is shown only where a reader would hesitate: half as likely as the choice, or the choice
# itself no better than about even and the rival at least one in five. Chosen by hand for the screen.
RIVAL_SHARE = 0.5
EVEN, RIVAL = 0.6, 0.2
MAX_RIVALS = 3
MAX_READINGS = 3  # others than the likeliest speaker whose sides are weighed in
MIN_READING = 0.05  # and how likely such a speaker must be
MAX_CHAIN = 8
MAX_CUE_WORDS = 6
_POLARITY = {Act.DENY: Polarity.NEGATIVE, Act.DOUBT: Polarity.UNDECIDED, Act.ASK: Polarity.UNDECIDED}


def resolve(
    document: Document,
    attributions: Sequence[Attribution],
    bodies: Bodies | None = None,
    *,
    entities: Sequence[TaggedName] = (),
) -> tuple[Claim, ...]:
    """Each attribution as what one party puts forward, in the order given.

    `bodies` is the table of countries and institutions to use, the package's own by default;
    `entities` are the names in the text, in text order.
    """
    if not attributions:
        return ()
    analysis = analyse(document, attributions, bodies or Bodies.default(), entities)
    return Resolution(analysis, shipped_rankers()).claims()


class Resolution:
    """One report's choices, each made once for all the attributions that share it."""

    def __init__(self, analysis: Analysis, rankers: Rankers) -> None:
        self._analysis = analysis
        self._rankers = rankers
        self._choices = choose_entities(analysis, rankers.speaker)
        self._best: dict[int, Phrase] = {}
        self._own_best: dict[tuple[int, int], Phrase] = {}
        self._parents = {one.id: at for at, one in enumerate(analysis.attributions)}
        self._sides, self._side_of = assign_sides(analysis, self._readings(), rankers)
        self._parties: dict[int, Party] = {}

    def claims(self) -> tuple[Claim, ...]:
        """One claim an attribution, in the order given."""
        return tuple(self._claim(at) for at in range(len(self._analysis.attributions)))

    def seekers(self) -> list[Seeker]:
        """What a side is sought for, one an attribution."""
        return [self._seeker(at) for at in range(len(self._analysis.attributions))]

    def _seeker(self, at: int) -> Seeker:
        attribution = self._analysis.attributions[at]
        source, choice = self._analysis.sources[at], self._choices[at]
        if source is None or choice is None:
            return Seeker(None, None, attribution.side_prior, cue_words(self._analysis, attribution))
        entity = choice.best
        if entity is None:
            return Seeker(None, source, attribution.side_prior)
        return Seeker(entity, self._mention(entity), attribution.side_prior)

    def _readings(self) -> list[list[tuple[Seeker, float]]]:
        """What sides are sought for: each attribution's likeliest speaker, and others in doubt."""
        return [self._reading(at, seeker) for at, seeker in enumerate(self.seekers())]

    def _reading(self, at: int, seeker: Seeker) -> list[tuple[Seeker, float]]:
        choice, source = self._choices[at], self._analysis.sources[at]
        if choice is None or max(choice.probabilities) >= CLOSE:
            return [(seeker, 1.0)]
        found = [(seeker, max(choice.probabilities))]
        others = sorted(
            zip(choice.probabilities, range(len(choice.candidates)), strict=True), key=lambda one: -one[0]
        )
        for chance, place in others[1 : 1 + MAX_READINGS]:
            entity = choice.candidates[place]
            if chance >= MIN_READING:
                best = self._mention(entity) if entity else source
                found.append((Seeker(entity, best, seeker.prior), chance))
        return found

    def _mention(self, entity: Entity) -> Phrase:
        """An entity's fullest mention: chosen once, so that a party has one name."""
        if entity.number not in self._best:
            self._best[entity.number] = rank_mentions(entity, self._rankers.mention)[0][0]
        return self._best[entity.number]

    def _shown(self, entity: Entity, source: Phrase) -> Phrase:
        """The mention shown for one claim: a source that is as full as any other shows itself."""
        own = self._analysis.own(source) is entity
        # Sources of other names (pronouns) differ only in which mentions stand before them.
        key = (entity.number, id(source) if own else bisect_right(entity.positions, source.first))
        if key not in self._own_best:
            self._own_best[key] = rank_mentions(entity, self._rankers.mention, source)[0][0]
        return self._own_best[key]

    def _claim(self, at: int) -> Claim:
        document, attribution = self._analysis.document, self._analysis.attributions[at]
        speaker = self._party(at)
        choice, source = self._choices[at], self._analysis.sources[at]
        mention = None
        if source is not None and choice is not None and choice.best is not None:
            best = self._shown(choice.best, source)
            mention = Mention(best.span, round(max(choice.probabilities), 4))
        return Claim(
            id=f"{document.id}/{attribution.id}",
            document=document.id,
            attribution=attribution,
            speaker=speaker,
            mention=mention,
            rivals=self._rivals(at),
            side=self._sides[at],
            chain=self._chain(at),
            polarity=_POLARITY.get(attribution.act, Polarity.POSITIVE),
        )

    def _party(self, at: int) -> Party | None:
        source, choice = self._analysis.sources[at], self._choices[at]
        if source is None or choice is None:
            return None
        entity = choice.best
        if entity is None:
            return unnamed(self._analysis, source, self._sides[at])
        if entity.number not in self._parties:
            self._parties[entity.number] = party(
                self._analysis, entity, self._best[entity.number], self._side_of[entity.number]
            )
        return self._parties[entity.number]

    def _rivals(self, at: int) -> tuple[Mention, ...]:
        choice = self._choices[at]
        if choice is None:
            return ()
        top = max(choice.probabilities)
        least = min(RIVAL_SHARE * top, RIVAL) if top <= EVEN else RIVAL_SHARE * top
        others = [
            (chance, entity)
            for entity, chance in zip(choice.candidates, choice.probabilities, strict=True)
            if entity is not None and entity is not choice.best and chance >= least
        ]
        others.sort(key=lambda pair: (-pair[0], pair[1].number))
        return tuple(
            Mention(self._mention(entity).span, round(chance, 4)) for chance, entity in others[:MAX_RIVALS]
        )

    def _chain(self, at: int) -> tuple[str, ...]:
        """The outlet, then each outer source, then the one whose word it is."""
        names: list[str] = []
        seen: set[int] = set()
        current: int | None = at
        while current is not None and current not in seen and len(names) < MAX_CHAIN:
            seen.add(current)
            known = self._party(current)
            if known is not None:
                names.append(known.name)
            within = self._analysis.attributions[current].within
            current = self._parents.get(within) if within else None
        outlet = self._analysis.document.outlet
        return (*([outlet] if outlet else []), *reversed(names))


def cue_words(analysis: Analysis, attribution: Attribution) -> tuple[str, ...]:
    """The words of the cue, for a source that is not expressed."""
    page = analysis.page
    words: list[str] = []
    for span in attribution.cue[:2]:
        first, last = page.token_range(span.start, span.end)
        words.extend(page.lower[first:last])
    return tuple(words[:MAX_CUE_WORDS])


def assign_sides(
    analysis: Analysis, readings: Sequence[Sequence[tuple[Seeker, float]]], rankers: Rankers
) -> tuple[list[str], dict[int, str]]:
    """One side an attribution, outer ones first, weighed over who its source may be.

    All attributions whose speaker is beyond doubt get the side of that speaker. The sides of the
    speakers themselves come second, by the number of the entity.
    """
    chooser = SideChooser(analysis, rankers)
    pooled = pool_priors([found[0][0] for found in readings])
    state = progress(analysis)
    of_entity: dict[int, list[tuple[str, float]]] = {}
    sides = [""] * len(readings)
    for index in by_depth(state):
        parent = state.parent[index]
        outer = "" if parent is None else sides[parent]
        total: dict[str, float] = {}
        for seeker, chance in readings[index]:
            number = seeker.entity.number if seeker.entity else None
            ranked = of_entity.get(number) if number is not None else None
            if ranked is None:
                prior = pooled.get(number, seeker.prior) if number is not None else seeker.prior
                ranked = chooser.rank(replace(seeker, prior=prior, outer=outer))
                if number is not None:
                    of_entity[number] = ranked
            if len(readings[index]) == 1:
                total[ranked[0][0]] = 1.0
                break
            for side, likely in ranked:
                total[side] = total.get(side, 0.0) + chance * likely
        sides[index] = max(total, key=total.__getitem__)
    return sides, {number: ranked[0][0] for number, ranked in of_entity.items()}


def pool_priors(seekers: Sequence[Seeker]) -> dict[int, dict[str, float]]:
    """The mean of the network's opinions over the attributions of each entity that has any."""
    sums: dict[int, dict[str, float]] = {}
    counts: dict[int, int] = {}
    for seeker in seekers:
        if seeker.entity is None:
            continue
        known = sums.setdefault(seeker.entity.number, {})
        if seeker.prior:
            counts[seeker.entity.number] = counts.get(seeker.entity.number, 0) + 1
            for side, chance in seeker.prior.items():
                known[side] = known.get(side, 0.0) + chance
    return {
        number: {side: total / counts[number] for side, total in known.items()}
        for number, known in sums.items()
    }
