"""On whose word claims rest: ultimate speakers, over reports that are not copies of each other.

Corroboration counts origins, and counts them "at most": that no sign of copying was found does not
make two reports independent.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.relate.copies.clusters import best_links
from counterclaim.relate.copies.credits import Agencies
from counterclaim.relate.copies.ledger import links_of
from counterclaim.relate.utterances import Told, joined, same_utterance
from counterclaim.types import CopyLink, Fold, FoldKind, Origin, PartyEntry, PartyKind, View, Voice

SPEAK_FOR = (
    "spokes", "press secretary", "press service", "minister", "chief", "head", "commander", "director",
    "secretary general", "secretary-general", "ambassador",
)  # fmt: skip
"""Roles whose holders speak for the body they belong to. Members of a parliament, say, do not."""

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who stands behind an utterance. `key` is the same for all that are one origin.

    `body` is the body for which a person of that key speaks, "" for others.
    """

    key: str
    name: str
    body: str = ""


def origins(
    voices: Iterable[Voice], links: Iterable[CopyLink], agencies: Agencies | None = None
) -> tuple[Origin, ...]:
    """The origins of these claims, those with the most claims first: a pure function of the set.

    First, claims that are one utterance are joined: the same text in reports that share it (`links`,
    as `find_copies` gives them), the same quoted words, what an unnamed source told one agency. An
    utterance has the speaker that most of its claims have, the named before the unnamed. Then
    utterances of one speaker are one origin, and a person who speaks for a body is one with it. An
    unnamed source is an origin by itself in each report that shares no text with another. Every
    claim belongs to exactly one origin.
    """
    found = list(links)
    utterances, folds = _utterances(voices, found, agencies)
    groups: dict[str, list[Told]] = defaultdict(list)
    speakers: dict[str, list[_Speaker]] = defaultdict(list)
    who = _speakers([one for utterance in utterances for one in utterance])
    for utterance in utterances:
        speaker = _speaker(utterance, who)
        speakers[speaker.key].append(speaker)
        groups[speaker.key] += utterance
    best = best_links(found)
    key_of = {one.claim.id: key for key, group in groups.items() for one in group}
    folds_of: dict[str, list[Fold]] = defaultdict(list)
    for fold in folds:  # the two claims are one utterance, and so in one group
        folds_of[key_of[fold.first]].append(fold)
    made = [_origin(speakers[key], group, who, folds_of[key], best) for key, group in groups.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.claims), one.id)))


def origins_behind(
    document: str, voices: Iterable[Voice], links: Iterable[CopyLink], agencies: Agencies | None = None
) -> tuple[Origin, ...]:
    """The origins of one report's claims, as `origins` has them.

    Of the `voices` of other reports only those count that are one utterance with a claim of it.
    """
    found = list(links)
    utterances, _ = _utterances(voices, found, agencies)
    kept = [group for group in utterances if any(one.document.id == document for one in group)]
    return origins([one.voice for group in kept for one in group], found, agencies)


def origins_in(view: View, document: str, voices: Callable[[str], Iterable[Voice]]) -> tuple[Origin, ...]:
    """The origins behind the claims of a report in a ledger, by its id.

    `voices` gives the claims of a report with their parties. Raises `UnknownDocument`.
    """
    links = links_of(view, document)
    near = {document, *(link.first for link in links), *(link.second for link in links)}
    return origins_behind(document, (one for name in sorted(near) for one in voices(name)), links)


def by_claim(found: Iterable[Origin]) -> dict[str, Origin]:
    """The origin of each claim, by the claim's id."""
    return {claim: origin for origin in found for claim in origin.claims}


def _utterances(
    voices: Iterable[Voice], links: Sequence[CopyLink], agencies: Agencies | None
) -> tuple[list[list[Told]], list[Fold]]:
    """Claims that are one utterance, together and in order, and what makes them one."""
    told = sorted({voice.claim.id: Told(voice) for voice in voices}.values(), key=lambda one: one.order)
    folds = list(same_utterance(told, links, agencies or Agencies.default()))
    first_of = joined(((fold.first, fold.second) for fold in folds), (one.claim.id for one in told))
    utterances: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        utterances[first_of[one.claim.id]].append(one)
    return list(utterances.values()), folds


def _speakers(told: Iterable[Told]) -> dict[str, _Speaker]:
    """Who stands behind each claim, by the claim's id."""
    voices = list(told)
    bodies: dict[str, PartyEntry] = {}
    for party in (one.voice.party for one in voices):
        if party is not None and party.kind not in (PartyKind.PERSON, PartyKind.UNNAMED):
            known = bodies.setdefault(party.name.casefold(), party)
            # Of several of one name the one that is quoted most is the body that people speak for.
            if (-party.claims, party.id) < (-known.claims, known.id):
                bodies[party.name.casefold()] = party
    return {one.claim.id: _read(one, bodies) for one in voices}


def _speaker(utterance: Sequence[Told], who: Mapping[str, _Speaker]) -> _Speaker:
    """The speaker of most of its claims, the named before the unnamed, the earlier before the later."""
    named = [one for one in utterance if one.named] or utterance
    speakers = [who[one.claim.id] for one in named]
    counted = Counter(speaker.key for speaker in speakers)
    return max(speakers, key=lambda speaker: counted[speaker.key])


def _read(told: Told, bodies: Mapping[str, PartyEntry]) -> _Speaker:
    """Who stands behind one claim."""
    party, speaker = told.voice.party, told.claim.speaker
    if party is not None:
        return _of_party(party, bodies)
    if speaker is None:
        return _Speaker(f"claim:{told.claim.id}", "")
    if told.named:
        return _Speaker(f"name:{speaker.kind}:{speaker.name.casefold()}", speaker.name)
    return _Speaker(f"unnamed:{told.document.id}:{speaker.name.casefold()}", speaker.name)


def _of_party(party: PartyEntry, bodies: Mapping[str, PartyEntry]) -> _Speaker:
    if party.kind is PartyKind.PERSON and party.affiliation and _speaks_for(party):
        body = bodies.get(party.affiliation.casefold())
        key = f"party:{body.id}" if body else f"body:{party.affiliation.casefold()}"
        return _Speaker(key, party.name, party.affiliation)
    return _Speaker(f"party:{party.id}", party.name)


def _speaks_for(party: PartyEntry) -> bool:
    """True for a person by whose roles the body speaks. Nobody's word is a whole country's."""
    if (party.affiliation or "").casefold() == party.side.casefold():
        return False
    return any(word in role.role.casefold() for role in party.roles for word in SPEAK_FOR)


def _origin(
    speakers: Sequence[_Speaker],
    group: list[Told],
    who: Mapping[str, _Speaker],
    folds: Sequence[Fold],
    best: Mapping[str, CopyLink],
) -> Origin:
    group.sort(key=lambda one: one.order)
    key, name = speakers[0].key, _name(speakers)
    documents = tuple(dict.fromkeys(one.document.id for one in group))
    days = [one.document.published for one in group if one.document.published is not None]
    own = (one.voice.party for one in group if who[one.claim.id].key == key)
    return Origin(
        id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS],
        name=name,
        parties=tuple(dict.fromkeys(party.id for party in own if party is not None)),
        claims=tuple(one.claim.id for one in group),
        documents=documents,
        outlets=tuple(dict.fromkeys(one.document.outlet for one in group if one.document.outlet)),
        copies=len(documents) - len({_head(document, best) for document in documents}),
        first=min(days, default=None),
        folds=tuple(_folds(group, _Speaker(key, name), who, folds)),
    )


def _name(speakers: Sequence[_Speaker]) -> str:
    """The one name there is, else that of the body for which they speak."""
    names = list(dict.fromkeys(speaker.name for speaker in speakers))
    bodies = [speaker.body for speaker in speakers if speaker.body]
    return names[0] if len(names) == 1 or not bodies else bodies[0]


def _folds(
    group: Sequence[Told], origin: _Speaker, who: Mapping[str, _Speaker], folds: Sequence[Fold]
) -> Iterator[Fold]:
    """For each claim but the first, why it is one with another: by the text, else by who speaks."""
    edges: dict[str, list[Fold]] = defaultdict(list)
    for fold in folds:
        edges[fold.first].append(fold)
        edges[fold.second].append(Fold(fold.second, fold.first, fold.kind, fold.why))
    first = group[0].claim.id
    why = {first: Fold(first, first, FoldKind.SPEAKER, "")}  # so that nothing leads back to it
    _spread(first, edges, why)
    # Each utterance has a claim whose own speaker is that of the origin: from there to its others.
    for one in group[1:]:
        speaker = who[one.claim.id]
        if one.claim.id not in why and speaker.key == origin.key:
            why[one.claim.id] = _by_speaker(first, one.claim.id, speaker.name, origin.name)
            _spread(one.claim.id, edges, why)
    yield from (why[one.claim.id] for one in group[1:])


def _spread(start: str, edges: Mapping[str, Sequence[Fold]], why: dict[str, Fold]) -> None:
    """Enter for each claim that folds reach from `start` the one that reached it."""
    waiting = deque([start])
    while waiting:
        for fold in edges.get(waiting.popleft(), ()):
            if fold.second not in why:
                why[fold.second] = fold
                waiting.append(fold.second)


def _by_speaker(first: str, second: str, speaker: str, name: str) -> Fold:
    if speaker.casefold() == name.casefold():
        return Fold(first, second, FoldKind.SPEAKER, f"the word of {name} as well")
    return Fold(first, second, FoldKind.BODY, f"{speaker} speaks for {name}")


def _head(document: str, best: Mapping[str, CopyLink]) -> str:
    while document in best:
        document = best[document].first
    return document
