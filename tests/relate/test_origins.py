"""On whose word claims rest: many reports, few origins."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.relate.copies import find_copies
from counterclaim.relate.origins import by_claim, origins
from counterclaim.types import (
    Act,
    Attribution,
    Certainty,
    Claim,
    Document,
    FoldKind,
    Kind,
    Origin,
    Party,
    PartyEntry,
    PartyKind,
    PartyRole,
    Polarity,
    Span,
    Voice,
)

DAY = dt.date(2031, 3, 2)
MINISTRY, PERSON, UNNAMED = PartyKind.GOVERNMENT, PartyKind.PERSON, PartyKind.UNNAMED


def party(name: str, kind: PartyKind = PERSON, role: str = "", affiliation: str | None = None) -> PartyEntry:
    roles = (PartyRole(role, None, None, 1),) if role else ()
    return PartyEntry(
        id=f"id of {name}", name=name, kind=kind, aliases=(), side="Elbonia", sides=(("Elbonia", 1),),
        roles=roles, affiliation=affiliation, first_seen=None, last_seen=None, claims=1, members=(),
    )  # fmt: skip


def voice(
    name: str,
    text: str,
    content: str,
    who: PartyEntry | None = None,
    *,
    outlet: str = "",
    kind: Kind = Kind.INDIRECT,
    day: dt.date | None = DAY,
    unnamed: str = "",
) -> Voice:
    """The claim `content` of a report `name` whose text is given."""
    start = text.index(content)
    attribution = Attribution(
        "a0", (), (), (Span(start, start + len(content)),), kind, Act.ASSERT, Certainty.CERTAIN
    )
    speaker = Party(unnamed, UNNAMED, "unknown") if unnamed else None
    document = Document(id=name, text=text, outlet=outlet or f"{name}.example", published=day)
    claim = Claim(
        id=f"{name}/a0", document=name, attribution=attribution, speaker=speaker, mention=None, rivals=(),
        side=None, chain=(), polarity=Polarity.POSITIVE,
    )  # fmt: skip
    return Voice(claim, document, who)


def found(*voices: Voice) -> tuple[Origin, ...]:
    return origins(voices, find_copies([voice.document for voice in voices]))


WATER = party("Water Ministry of Elbonia", MINISTRY)
REPORTED = (
    "The upper dam has held and will be drained slowly over the next three days, so that the streets by the "
    "mill can be cleared of mud before the weekend"
)


def test_five_outlets_with_one_ministry_are_one_origin() -> None:
    wordings = ["the dam has held", "no dam broke", "the dam is sound", "the wall is whole", "nothing leaks"]
    told = [
        voice(f"d{n}", f"The ministry said on day {n} that {words}.", words, WATER)
        for n, words in enumerate(wordings)
    ]
    (origin,) = found(*told)
    assert origin.name == WATER.name
    assert len(origin.outlets) == 5
    assert origin.copies == 0
    assert {fold.kind for fold in origin.folds} == {FoldKind.SPEAKER}


def test_other_speakers_are_other_origins() -> None:
    said = "The ministry said the dam has held. A diver, Ben Oda, agreed: the dam has held."
    diver = party("Ben Oda")
    assert (
        len(found(voice("a", said, "the dam has held", WATER), voice("b", said + " x", "agreed", diver))) == 2
    )


def test_who_speaks_for_a_body_is_one_with_it() -> None:
    spokesman = party("Carl Ude", role="ministry spokesman", affiliation=WATER.name)
    minister = party("Dora Lind", role="water minister", affiliation=WATER.name)
    said = [("a", "the dam has held", spokesman), ("b", "it is sound", WATER), ("c", "all is well", minister)]
    (origin,) = found(*(voice(name, f"They said {words}.", words, who) for name, words, who in said))
    assert origin.name == WATER.name
    assert len(origin.parties) == 3
    assert [fold.why for fold in origin.folds] == [
        "the word of Water Ministry of Elbonia as well",
        "Dora Lind speaks for Water Ministry of Elbonia",
    ]


def test_members_and_presidents_do_not_speak_for_all() -> None:
    house = party("Parliament of Elbonia", MINISTRY)
    members = [
        party("Eva Holt", role="lawmaker", affiliation=house.name),
        party("Finn Ras", affiliation=house.name),
    ]
    president = party("Gert Moe", role="chief of state", affiliation="Elbonia")
    told = [
        voice(f"d{n}", f"Somebody said {n} times it held.", "it held", who)
        for n, who in enumerate([house, *members, president])
    ]
    assert len(found(*told)) == 4


def test_bodies_of_one_name_that_the_register_keeps_apart_are_not_one() -> None:
    first = party("separatists", PartyKind.GROUP)
    told = [
        voice("a", "It fell.", "It fell", first),
        voice("b", "It held.", "It held", replace(first, id="other")),
    ]
    assert len(found(*told)) == 2


class TestCopies:
    def test_an_unnamed_source_of_a_story_that_others_ran_is_one_origin(self) -> None:
        text = f"{REPORTED}, residents said."
        told = [
            voice("a", f"Orlen was calm. {text}", REPORTED, unnamed="residents"),
            voice("b", f"{text} Trains run again.", REPORTED, unnamed="residents", day=dt.date(2031, 3, 3)),
        ]
        (origin,) = found(*told)
        assert origin.documents == ("a", "b")
        assert origin.copies == 1
        assert [fold.kind for fold in origin.folds] == [FoldKind.COPY]
        assert "that a.example and b.example share" in origin.folds[0].why

    def test_the_same_words_in_reports_that_share_no_text_are_not_known_to_be_one(self) -> None:
        told = [
            voice("a", "Orlen was calm, residents said.", "Orlen was calm", unnamed="residents"),
            voice(
                "b", "Residents of the town said that Orlen was calm.", "Orlen was calm", unnamed="residents"
            ),
        ]
        assert len(found(*told)) == 2

    def test_a_slip_in_a_copy_does_not_make_two_speakers_one(self) -> None:
        other = party("Hana Kolb")
        told = [
            voice("a", f"{REPORTED}, the ministry said.", REPORTED, WATER),
            voice("b", f"{REPORTED}, the ministry said.", REPORTED, WATER),
            voice("c", f"{REPORTED}, she said.", REPORTED, other),
            voice("d", "Hana Kolb said the harbour was closed.", "the harbour was closed", other),
        ]
        by = by_claim(found(*told))
        assert by["c/a0"].name == WATER.name
        assert by["d/a0"].name == other.name
        assert by["d/a0"].claims == ("d/a0",)

    def test_the_named_speaker_of_a_copy_is_known_for_all(self) -> None:
        told = [
            voice("a", f"{REPORTED}, he said.", REPORTED, unnamed="he"),
            voice("b", f"{REPORTED}, the ministry said.", REPORTED, WATER, day=dt.date(2031, 3, 4)),
        ]
        (origin,) = found(*told)
        assert origin.name == WATER.name


class TestQuotations:
    QUOTE = "we shall open the gates at dawn and not one hour before that"

    def quoting(self, name: str, before: str, who: PartyEntry | None) -> Voice:
        return voice(name, f"{before}: “{self.QUOTE}”.", self.QUOTE, who, kind=Kind.DIRECT)

    def test_the_same_quoted_words_are_one_utterance(self) -> None:
        told = [
            self.quoting("a", "Ina Falk said", party("Ina Falk")),
            self.quoting("b", "An aide said", None),
        ]
        (origin,) = found(*told)
        assert origin.name == "Ina Falk"
        assert origin.folds[0].kind is FoldKind.QUOTATION

    def test_unless_two_different_people_are_named(self) -> None:
        told = [
            self.quoting("a", "She said", party("Ina Falk")),
            self.quoting("b", "He said", party("Jon Sax")),
        ]
        assert len(found(*told)) == 2

    def test_words_without_quotation_marks_are_none(self) -> None:
        told = [voice(name, f"{name} {self.QUOTE}.", self.QUOTE) for name in ("a", "b")]
        assert len(found(*told)) == 2


def test_what_an_unnamed_source_told_an_agency_is_one_origin() -> None:
    first = "Pumps for the mill town are on their way, an engineer told Reuters."
    second = "An engineer said pumps for the mill town are already on their way, Reuters reported."
    told = [
        voice(
            "a", first, "Pumps for the mill town are on their way", unnamed="engineer", outlet="reuters.com"
        ),
        voice("b", second, "pumps for the mill town are already on their way", unnamed="engineer"),
    ]
    (origin,) = found(*told)
    assert [(fold.kind, fold.why) for fold in origin.folds] == [
        (FoldKind.AGENCY, "“engineer” by way of Reuters")
    ]
    assert (
        len(found(told[0], voice("c", second.replace("Reuters", "TASS"), "pumps", unnamed="engineer"))) == 2
    )


def test_a_claim_without_a_source_stands_for_itself() -> None:
    told = [voice(name, f"{name}: it is thought the dam held.", "the dam held") for name in ("a", "b")]
    assert [origin.name for origin in found(*told)] == ["", ""]


@st.composite
def voices(draw: st.DrawFn) -> list[Voice]:
    people = [WATER, party("Ina Falk", role="minister", affiliation=WATER.name), party("Jon Sax"), None]
    contents = [REPORTED, TestQuotations.QUOTE, "the dam has held"]
    told = []
    for number in range(draw(st.integers(1, 8))):
        content = draw(st.sampled_from(contents))
        text = f"{draw(st.sampled_from(['Then', 'Reuters reported']))} “{content}”."
        who, kind = draw(st.sampled_from(people)), draw(st.sampled_from([Kind.DIRECT, Kind.INDIRECT]))
        day = draw(st.sampled_from([None, DAY, DAY + dt.timedelta(days=1)]))
        unnamed = draw(st.sampled_from(["", "residents"]))
        told.append(voice(f"d{number}", text, content, who, kind=kind, day=day, unnamed=unnamed))
    return told


@settings(max_examples=60, deadline=None)
@given(voices(), st.randoms(use_true_random=False))
def test_every_claim_has_one_origin_whatever_the_order(told: list[Voice], chance: random.Random) -> None:
    expected = found(*told)
    assert found(*chance.sample(told, len(told))) == expected
    claims = [claim for origin in expected for claim in origin.claims]
    assert sorted(claims) == sorted(voice.claim.id for voice in told)
    for origin in expected:
        assert [fold.second for fold in origin.folds] == list(origin.claims[1:])
        assert 0 <= origin.copies < len(origin.documents)
