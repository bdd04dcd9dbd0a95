"""What is marked as site boilerplate, and what must never be."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.read.boilerplate import CLOSERS, LINES, find

STORY = (
    "The harbour master of Port Ellis said on Friday that the old bridge would stay closed all winter. "
    '"We found cracks in two piers," she told reporters. The ferry company denied that it had asked for it.'
)
CLOSINGS = [
    "Our Standards: The Harbour Wire Trust Principles. Elsewhere a mayor said he would resign.",
    "Harbour, the news and media division of Port Holdings, is the largest provider of news in the bay.",
    "All quotes delayed a minimum of 15 minutes. See here for a complete list of exchanges and delays.",
    "Reporting by Ann Example in Port Ellis and B. Sample in Oslo; Editing by Carl O'Proof",
    "(Reporting by Ann Example; additional reporting by Dee Specimen; editing by Carl Proof)",
    "Reporting by Ann Example",
    "___ Example reported from Port Ellis. Harbour Wire writer Ben Sample in Oslo, Norway, contributed.",
    "___ Harbour Wire writers Ann Example in Oslo and Ben Sample in St. Ives contributed to this report.",
    "Ben Sample contributed reporting.",
    "___ Follow all our stories on the bridge at https://harbour.example/hub/bridge.",
    "___ More rowing: https://harbour.example/rowing and https://social.example/rowing",
    "Follow us on Facebook and Twitter.",
    "Why not follow Harbour News on Instagram? You can also send story ideas to desk@harbour.example",
    "Are you in Port Ellis? Have you been affected? Share your experiences. Email desk@harbour.example.",
    "We'd love to get your feedback at desk@harbour.example",
    "More on this story: Engineers say the bridge was never safe",
    "You may also be interested in: The keeper who says the light never went out",
    "Read more on the story here: Council says it knew",
    "Related stories: Council says it knew",
    "This article was first published by the Harbour Review.",
    "Harbour Wire is not responsible for the material quoted in these press reviews",
    "© 2022 Harbour Wire. All rights reserved",
    "Copyright 2022 Harbour Wire. The publisher says no part may be reused.",
    "View original content to download multimedia: https://releases.example/bridge",
    "Subscribe to our daily briefing, readers say they love it.",
    "About the Author Ann Example has said she writes about bridges.",
]
STANDING = [
    "Register now for FREE unlimited access to harbour.example",
    "Sign up for our daily newsletter.",
    "Sign up for a morning briefing direct to your inbox",
    "This video can not be played",
    "We use cookies to improve your experience.",
    "By continuing to use this site you agree to our use of cookies.",
    "This material may not be published, broadcast, rewritten or redistributed without permission.",
    "The views expressed in this article are solely those of the author.",
    "Follow Harbour's live feed to find out more.",
]
REPORTED = [
    '"Follow us," the harbour master said, and the engineers did.',
    "According to reporting by The Harbour Post, the council knew of the cracks and said nothing.",
    "Reporting by The Harbour Post has shown that the council knew, its leader conceded on Friday.",
    "Related work on the second pier will begin in May, the company said.",
    "She said readers should sign up to the agreement by May.",
    'The minister said: "The views of this council are not ours."',
    "More than 100 people said they had written to https://harbour.example about it.",
    "The children said they had been given cookies by the mayor.",
    "The mayor contributed to this, the report said.",
    "Turkish officials said the film was distributed by Harbour Pictures.",
    "The singer said she held the copyright and that she would read more about the case.",
]


def marked(text: str) -> list[str]:
    return [span.of(text) for span in find(text)]


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("join", [" ", "\n\n"])
def test_closings_are_marked_to_the_end(closing: str, join: str) -> None:
    assert marked(STORY + join + closing) == [closing]


def test_closings_are_peeled_off_one_after_another() -> None:
    tail = " ".join(CLOSINGS[4:0:-1])
    assert marked(f"{STORY} {tail}") == [tail]


@pytest.mark.parametrize("line", STANDING)
@pytest.mark.parametrize("join", [" ", "\n\n"])
def test_standing_lines_are_marked_wherever_they_are(line: str, join: str) -> None:
    assert [piece.rstrip(".") for piece in marked(STORY + join + line + join + STORY)] == [line.rstrip(".")]


@pytest.mark.parametrize("sentence", REPORTED)
def test_what_the_report_says_is_not_marked(sentence: str) -> None:
    assert marked(f"{STORY} {sentence}") == []
    assert marked(f"{sentence} {STORY}") == []


def test_a_closing_in_the_middle_of_a_report_is_left_alone() -> None:
    text = f"{STORY} Our Standards: a new book about the harbour says it all. {STORY * 20}"
    assert marked(text) == []


def test_a_list_of_headlines_at_the_end() -> None:
    links = "Read more\nCouncil says it knew\nFerry firm denies it asked for closure\n"
    assert marked(f"{STORY}\n\n{links}") == [links.rstrip()]


def test_a_link_among_paragraphs_does_not_take_the_paragraphs_after_it() -> None:
    assert marked(f"{STORY}\nRead more\n{STORY}\n") == []


def test_a_link_to_another_story_on_its_own_line() -> None:
    assert marked(f"{STORY}\nREAD MORE: Council says it knew\n{STORY}") == ["READ MORE: Council says it knew"]


FRAGMENTS = st.sampled_from([*CLOSINGS, *STANDING, *REPORTED, STORY, "___", "\n", " ", "©", "A", "."])


@given(st.lists(FRAGMENTS | st.text(max_size=20), max_size=12).map("".join))
def test_spans_lie_within_the_text_sorted_and_disjoint(text: str) -> None:
    spans = find(text)
    assert all(span.end <= len(text) for span in spans)
    assert all(left.end < right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["A", "__ A", "Follow ", "By using cookies ", "Read more\na\n", "Sign up for a ", "("]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    hints = " ".join(rule.hint for rule in (*CLOSERS, *LINES))
    text = hints + piece * (200_000 // len(piece)) + hints
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 2


SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "attributions" / "train.jsonl"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_no_annotated_attribution_is_in_marked_boilerplate() -> None:
    import json

    hits = []
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for span in find(record["text"]):
            hits += [
                (record["id"], attribution["id"])
                for attribution in record["attributions"]
                for start, end in (*attribution["cue"], *attribution["content"])
                if start < span.end and span.start < end
            ]
    assert hits == []
