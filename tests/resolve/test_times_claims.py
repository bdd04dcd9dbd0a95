"""When a claim was made, and when what it tells happened: the report is of Wednesday, 2 March 2022."""

from __future__ import annotations

import datetime as dt

import pytest

from counterclaim.resolve.times import claim_times, find_times
from counterclaim.types import Act, Attribution, Certainty, Document, Found, Kind, Span, When

PUBLISHED = dt.date(2022, 3, 2)


def read(
    text: str, source: str, cue: str, content: str, *, within: str | None = None
) -> tuple[When | None, tuple[When, ...]]:
    def span(part: str) -> tuple[Span, ...]:
        return (Span(text.index(part), text.index(part) + len(part)),) if part else ()

    attribution = Attribution(
        "a1", span(source), span(cue), span(content), Kind.INDIRECT, Act.ASSERT, Certainty.CERTAIN, within
    )
    document = Document("d1", text, published=PUBLISHED)
    return claim_times(document, attribution, find_times(text, PUBLISHED))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "said"),
    [
        ("The mayor said on Tuesday that the dam broke last week.", "The mayor", "said",
         "the dam broke last week", "2022-03-01"),
        ("On Monday, the mayor said the dam had held.", "the mayor", "said",
         "the dam had held", "2022-02-28"),
        ("The mayor on Monday denied the report.", "The mayor", "denied", "the report", "2022-02-28"),
        ("“We are safe,” the mayor told reporters in Harton earlier on Wednesday.", "the mayor",
         "told reporters", "“We are safe,”", "2022-03-02"),
        ("A report published on Monday says the dam is old.", "A report published on Monday", "says",
         "the dam is old", "2022-02-28"),
        # the time belongs to another clause, to a noun, or to what is claimed
        ("The mayor, who took office on Monday, said the dam held.", "The mayor", "said",
         "the dam held", None),
        ("After the dam broke on Monday, the mayor said help had come.", "the mayor", "said",
         "help had come", None),
        ("The mayor said the dam broke on Monday.", "The mayor", "said",
         "the dam broke on Monday", None),
        ("Before Monday's talks the mayor said the dam held.", "the mayor", "said", "the dam held", None),
        ("The mayor has said since 2014 that the dam is old.", "The mayor", "said", "the dam is old", None),
        ("The mayor said for two hours that the dam was old.", "The mayor", "said",
         "the dam was old", None),
        ("It rained on Monday. The mayor said the dam held.", "The mayor", "said", "the dam held", None),
    ],
)  # fmt: skip
def test_said_is_the_time_in_the_clause_of_the_cue(
    text: str, source: str, cue: str, content: str, said: str | None
) -> None:
    time, _ = read(text, source, cue, content)
    assert (time.value if time else None) == said
    assert time is None or time.found is Found.SENTENCE


def test_happened_are_the_times_of_the_content() -> None:
    text = "The mayor said on Tuesday that the dam broke on Sunday and was built in 1950."
    _, happened = read(text, "The mayor", "said", "the dam broke on Sunday and was built in 1950")
    assert [time.value for time in happened] == ["2022-02-27", "1950"]


def test_without_a_stated_time_the_day_of_the_dateline_stands_in() -> None:
    text = "HARTON, March 1 (Wire) - The mayor said the dam held."
    said, _ = read(text, "The mayor", "said", "the dam held")
    assert said is not None
    assert (said.value, said.found) == ("2022-03-01", Found.DATELINE)


def test_a_report_within_a_report_was_said_at_its_own_time_or_nobody_knows_when() -> None:
    text = "HARTON, March 1 (Wire) - On Tuesday the mayor said that an engineer had warned of cracks."
    outer, _ = read(text, "the mayor", "said", "an engineer had warned of cracks")
    inner, _ = read(text, "an engineer", "warned", "cracks", within="a0")
    assert outer is not None
    assert outer.value == "2022-03-01"
    assert inner is None


def test_the_day_of_publication_never_stands_in() -> None:
    assert read("The mayor said the dam held.", "The mayor", "said", "the dam held") == (None, ())


def test_a_bare_quotation_has_no_clause_to_look_in() -> None:
    assert read("It rained on Monday. “The dam held.”", "", "", "“The dam held.”") == (None, ())
