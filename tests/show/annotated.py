"""One small report, annotated by hand: every kind of mark a view has to show.

The words are given as text and found in the report, so that the offsets need no counting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counterclaim.show.answers import DocumentAnswer, document_answer
from counterclaim.types import (
    Act,
    Answer,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Document,
    Found,
    Granularity,
    Kind,
    Mention,
    Party,
    PartyKind,
    Place,
    Polarity,
    Precision,
    Quantity,
    Relation,
    Span,
    When,
)

TEXT = "\n".join(
    [
        "The mayor of Puerto Almena, Ines Quiroga, said on Tuesday that soldiers were standing in the "
        "council chamber. She urged them not to fire on people who were queuing for bread.",
        '"There is no army left in the streets," Quiroga wrote on her page. "I have promised them nothing.',
        '"I asked them only to let the bakers work."',
        'A claim by Paraguay\'s defence ministry that its forces had taken "full control" of the port was '
        "denied by the Uruguayan army. The Uruguayan defence ministry conceded that it had lost contact with "
        "the garrison, but said it could not confirm that the port was surrounded.",
        "A senior Chilean official said they had seen Paraguayan statements that the garrison had "
        'surrendered. "We cannot say which of these is true," the official added.',
        "At least forty people are thought to have died since Sunday.",
        '"Wonderful liberators," said Tomas Iriarte, a volunteer. "They have freed us from our windows."',
    ]
)


@dataclass(frozen=True)
class Said:
    """One attribution by its words; `a|b` are two spans, `in`/`to` are indexes."""

    source: str
    cue: str
    content: str
    act: Act
    party: str | None
    side: str | None
    within: int | None = None
    refutes: int | None = None
    certainty: Certainty = Certainty.CERTAIN
    rivals: tuple[str, ...] = ()


QUIROGA = "Ines Quiroga"
SAID = (
    Said(
        "The mayor of Puerto Almena, Ines Quiroga,",
        "said",
        "that soldiers were standing in the council chamber",
        Act.ASSERT,
        QUIROGA,
        "Uruguay",
    ),
    Said(
        "She",
        "urged",
        "them not to fire on people who were queuing for bread",
        Act.DEMAND,
        QUIROGA,
        "Uruguay",
    ),
    Said(
        "Quiroga",
        "wrote on her page",
        '"There is no army left in the streets,"|"I have promised them nothing.|'
        '"I asked them only to let the bakers work."',
        Act.ASSERT,
        QUIROGA,
        "Uruguay",
    ),
    Said(
        "Paraguay's defence ministry",
        "A claim",
        'that its forces had taken "full control" of the port',
        Act.ASSERT,
        "Paraguayan defence ministry",
        "Paraguay",
    ),
    Said(
        "the Uruguayan army",
        "was denied",
        'A claim by Paraguay\'s defence ministry that its forces had taken "full control" of the port',
        Act.DENY,
        "Uruguayan army",
        "Uruguay",
        refutes=3,
    ),
    Said(
        "The Uruguayan defence ministry",
        "conceded",
        "that it had lost contact with the garrison",
        Act.ASSERT,
        "Uruguayan defence ministry",
        "Uruguay",
    ),
    Said(
        "The Uruguayan defence ministry",
        "said it could not confirm",
        "that the port was surrounded",
        Act.DOUBT,
        "Uruguayan defence ministry",
        "Uruguay",
    ),
    Said(
        "A senior Chilean official",
        "said",
        "they had seen Paraguayan statements that the garrison had surrendered",
        Act.ASSERT,
        "senior Chilean official",
        "Chile",
    ),
    Said(
        "Paraguayan",
        "statements",
        "that the garrison had surrendered",
        Act.ASSERT,
        "Paraguay",
        "Paraguay",
        within=7,
    ),
    Said(
        "the official",
        "added",
        '"We cannot say which of these is true,"',
        Act.DOUBT,
        "senior Chilean official",
        "Chile",
        rivals=("Paraguayan statements",),
    ),
    Said(
        "", "are thought", "to have died since Sunday", Act.ASSERT, None, None, certainty=Certainty.PROBABLE
    ),
    Said(
        "Tomas Iriarte, a volunteer",
        "said",
        '"Wonderful liberators,"|"They have freed us from our windows."',
        Act.EVALUATE,
        "Tomas Iriarte",
        "civilian",
    ),
)


def spans(words: str, near: int | None = None) -> tuple[Span, ...]:
    """Where the words stand: of several places the one nearest to `near`, else the first."""
    found = []
    for part in filter(None, words.split("|")):
        places = [match.start() for match in re.finditer(re.escape(part), TEXT)]
        at = places[0] if near is None else min(places, key=lambda place: abs(place - near))
        found.append(Span(at, at + len(part)))
    return tuple(found)


def claims(document: Document) -> list[Claim]:
    """The claims of the report, some with a place, a time or a figure."""
    made = [_claim(index, said, document) for index, said in enumerate(SAID)]
    tuesday, sunday = (datetime.fromisoformat(f"2025-03-0{day}") for day in (4, 2))
    said = When("2025-03-04", tuesday, tuesday + timedelta(days=1), Granularity.DAY, spans("Tuesday")[0])
    since = When("2025-03-02", sunday, None, Granularity.DAY, spans("since Sunday")[0])
    port = Place(spans("Puerto Almena")[0], "Puerto Almena", Precision.CITY, "PY", -25.5, -57.25, 4711, 0.9)
    forty = Quantity(
        spans("At least forty people")[0],
        40,
        40,
        Bound.AT_LEAST,
        item="people",
        scope="killed",
        cumulative=True,
    )
    made[0] = replace(made[0], said=replace(said, found=Found.SENTENCE))
    made[3] = replace(made[3], places=(replace(port, found=Found.DATELINE),))
    made[10] = replace(made[10], happened=(since,), quantities=(forty,))
    return made


def _claim(index: int, said: Said, document: Document) -> Claim:
    content = spans(said.content)
    near = content[0].start
    attribution = Attribution(
        id=f"a{index}",
        source=spans(said.source, near),
        cue=spans(said.cue, near),
        content=content,
        kind=Kind.MIXED,
        act=said.act,
        certainty=said.certainty,
        within=None if said.within is None else f"a{said.within}",
        answers=None if said.refutes is None else Answer(f"a{said.refutes}", Relation.REFUTES),
    )
    return Claim(
        id=f"{document.id}:a{index}",
        document=document.id,
        attribution=attribution,
        speaker=Party(said.party, PartyKind.ORGANISATION, said.side or "unknown") if said.party else None,
        mention=Mention(attribution.source[0], 0.6) if attribution.source else None,
        rivals=tuple(Mention(spans(rival)[0], 0.38) for rival in said.rivals),
        side=said.side,
        chain=("The Gazette", said.party) if said.party else (),
        polarity=Polarity.NEGATIVE if said.act is Act.DENY else Polarity.POSITIVE,
    )


def report() -> Document:
    """The report itself."""
    return Document(
        id=Document.digest("https://gazette.example/port", TEXT),
        text=TEXT,
        name="gazette-1",
        outlet="The Gazette",
        url="https://gazette.example/port",
        title="Port of Almena: both armies claim the silos",
        byline="Paula Renard",
        published=date(2025, 3, 4),
    )


def answer() -> DocumentAnswer:
    """The report with its claims, as every view gets it."""
    document = report()
    return document_answer(document, claims(document))
