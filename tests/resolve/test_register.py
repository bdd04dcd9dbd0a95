"""The register of parties: what is joined over reports, what is kept apart, and that it is a function."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import TableError
from counterclaim.resolve import Bodies
from counterclaim.resolve.register import build_register, by_member
from counterclaim.types import Party, PartyKind, Sighting
from tests.resolve.sightings import START, Press, entry_of, together

GOVERNMENT, ORGANISATION = PartyKind.GOVERNMENT, PartyKind.ORGANISATION
MEDIUM, UNNAMED, GROUP = PartyKind.MEDIUM, PartyKind.UNNAMED, PartyKind.GROUP


def test_full_name_rank_and_office_become_one_party() -> None:
    press = Press()
    seen = [
        press.quotes("Osmo Karhunen", "Finnish Defence Ministry spokesman Osmo Karhunen", side="Finland"),
        press.quotes("Osmo Karhunen", "Finnish Defense Ministry spokesman Osmo Karhunen", side="Finland"),
        press.quotes("Karhunen", "Maj Gen Karhunen", side="Finland"),
        press.quotes(
            "Finnish Defence Ministry spokesman",
            "the Finnish Defence Ministry spokesman",
            kind=UNNAMED,
            side="Finland",
        ),
    ]
    register = build_register(press.sightings)
    assert together(register, *seen)
    entry = entry_of(register, seen[0])
    assert entry.name == "Osmo Karhunen"
    assert entry.kind is PartyKind.PERSON
    assert entry.side == "Finland"
    assert set(entry.aliases) >= {"Karhunen", "Finnish Defence Ministry spokesman"}
    assert entry.roles[0].claims == 3
    assert entry.members == tuple(sorted(seen))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelinskyy", "Vladimir Zelinsky"),
        ("Oleksandr Riabkov", "Alexander Ryabkov"),
        ("Joe Quill", "Joseph R. Quill"),
        ("Pedro Sanabria", "Pedro Sanabria Pérez"),
        ("Tayyip Quill", "Recep Tayyip Quill"),
        ("Ada Quill", "Ada Quill of Ohio"),
        ("Łucja Wójcik", "Lucja Wojcik"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    press = Press()
    register = build_register([])
    seen = [press.quotes(one, side="Iceland"), press.quotes(other, side="Iceland")]
    register = build_register(press.sightings)
    assert together(register, *seen)


def test_a_slip_of_one_letter_goes_to_the_frequent_spelling() -> None:
    press = Press()
    right = [press.quotes("Ada Quillinger", "Mayor Ada Quillinger", side="Iceland") for _ in range(3)]
    wrong = press.quotes("Ada Quisling", side="Iceland")
    slip = press.quotes("Ada Quillnger", "Mayor Ada Quillnger", side="Iceland")
    register = build_register(press.sightings)
    assert together(register, *right, slip)
    assert not together(register, right[0], wrong)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joe Quill", "Jill Quill"),
        ("Antonio Quillero", "Antonia Quillero"),
        ("George W. Quill", "George H. W. Quill"),
        ("Pavel Petrov", "Pavla Petrova"),
        ("Ada Quill", "Ada Quirk"),
    ],
)
def test_names_alike_of_two_people(one: str, other: str) -> None:
    press = Press()
    seen = [press.quotes(one, side="Iceland"), press.quotes(other, side="Iceland")]
    assert not together(build_register(press.sightings), *seen)


def test_two_people_of_one_name_stay_apart_by_country_and_role() -> None:
    press = Press()
    minister = press.quotes("Ada Quill", "Icelandic Fisheries Minister Ada Quill", side="Iceland")
    again = press.quotes("Ada Quill", "Iceland's minister, Ada Quill", side="Iceland")
    farmer = press.quotes("Ada Quill", "the Kenyan farmer Ada Quill", side="Kenya")
    register = build_register(press.sightings)
    assert together(register, minister, again)
    assert not together(register, minister, farmer)
    assert entry_of(register, minister).id != entry_of(register, farmer).id


def test_a_side_misread_once_parts_nobody() -> None:
    press = Press()
    seen = [press.quotes("Ada Quill", "Icelandic Minister Ada Quill", side="Iceland") for _ in range(3)]
    seen.append(press.quotes("Ada Quill", side="Norway"))
    register = build_register(press.sightings)
    assert together(register, *seen)
    entry = entry_of(register, seen[0])
    assert entry.side == "Iceland"
    assert entry.sides == (("Iceland", 3), ("Norway", 1))


def test_a_surname_goes_to_the_one_whom_side_or_role_fit() -> None:
    press = Press()
    mayor = press.quotes("Ada Quill", "Mayor Ada Quill", side="Iceland")
    coach = press.quotes("Carl Quill", "coach Carl Quill", side="Kenya")
    by_side = press.quotes("Quill", side="Kenya")
    by_role = press.quotes("Quill", "Mayor Quill", side="unknown")
    neither = press.quotes("Quill", "Bishop Quill", side="unknown")
    register = build_register(press.sightings)
    assert together(register, coach, by_side)
    assert together(register, mayor, by_role)
    assert len(entry_of(register, neither).members) == 1


def test_a_surname_that_fits_two_is_left_alone() -> None:
    press = Press()
    press.quotes("Ada Quill", "lawmaker Ada Quill", side="Iceland")
    press.quotes("Carl Quill", "lawmaker Carl Quill", side="Iceland")
    surname = press.quotes("Quill", "lawmaker Quill", side="Iceland")
    assert entry_of(build_register(press.sightings), surname).members == (surname,)


def test_what_one_report_says_helps_the_next() -> None:
    """At the level of the register: the claim of the second report keeps what the report says."""
    press = Press()
    press.quotes("Ada Quill", "Icelandic Foreign Minister Ada Quill", side="Iceland")
    surname = press.quotes("Quill", side="Iceland")
    known = by_member(build_register(press.sightings))[surname]
    assert known.name == "Ada Quill"
    assert [role.role for role in known.roles] == ["Icelandic Foreign Minister"]


def test_roles_change_in_time() -> None:
    press = Press()
    press.report(day=0).sees("Ada Quill", "Icelandic Foreign Minister Ada Quill", side="Iceland", claims=2)
    press.report(day=40).sees("Ada Quill", "Iceland's foreign minister, Ada Quill", side="Iceland")
    press.report(day=400).sees("Ada Quill", "former Foreign Minister Ada Quill", side="Iceland")
    (entry,) = build_register(press.sightings).entries
    then, now = entry.roles
    assert (then.first, then.last, then.claims) == (START, START + dt.timedelta(days=40), 3)
    assert now.role == "former Foreign Minister"
    assert now.first == now.last == START + dt.timedelta(days=400)
    assert (entry.first_seen, entry.last_seen) == (START, START + dt.timedelta(days=400))


def test_an_office_is_whose_it_was_in_those_days() -> None:
    press = Press()
    for day in (0, 10):
        press.report(day=day).sees("Ada Quill", "Icelandic President Ada Quill", side="Iceland")
        press.report(day=day + 400).sees("Carl Dorn", "Icelandic President Carl Dorn", side="Iceland")
    early = press.report(day=20).sees("Icelandic president", "the Icelandic president", kind=UNNAMED)
    late = press.report(day=420).sees("Icelandic president", "the Icelandic president", kind=UNNAMED)
    between = press.report(day=200).sees("Icelandic president", "the Icelandic president", kind=UNNAMED)
    undated = press.report(day=None).sees("Icelandic president", "the Icelandic president", kind=UNNAMED)
    register = build_register(press.sightings)
    assert entry_of(register, early).name == "Ada Quill"
    assert entry_of(register, late).name == "Carl Dorn"
    assert entry_of(register, between).members == (between,)
    assert entry_of(register, undated).members == (undated,)


@pytest.mark.parametrize(
    "wording", ["an Icelandic president", "the Icelandic deputy president", "the former Icelandic president"]
)
def test_another_office_is_not_that_office(wording: str) -> None:
    press = Press()
    for _ in range(2):
        press.quotes("Ada Quill", "Icelandic President Ada Quill", side="Iceland")
    seen = press.quotes(wording.partition(" ")[2], wording, kind=UNNAMED, side="Iceland")
    assert entry_of(build_register(press.sightings), seen).members == (seen,)


def test_unnamed_sources_stay_with_their_report() -> None:
    press = Press()
    one = press.quotes("senior US defence official", "a senior US defence official", kind=UNNAMED)
    other = press.quotes("senior US defence official", "a senior US defence official", kind=UNNAMED)
    again = press.sees("senior US defence official", "the senior US defence official", kind=UNNAMED)
    register = build_register(press.sightings)
    assert not together(register, one, other)
    assert together(register, other, again)
    assert entry_of(register, one).kind is UNNAMED


def test_bodies_of_the_table_are_anchors() -> None:
    press = Press()
    seen = [
        press.quotes(name, kind=kind, side="NATO")
        for name, kind in [
            ("NATO", ORGANISATION),
            ("Nato", GROUP),
            ("North Atlantic Treaty Organization", GOVERNMENT),
        ]
    ]
    capital = press.quotes("REYKJAVIK", kind=ORGANISATION, side="Iceland")
    country = press.quotes("Iceland", kind=GOVERNMENT, side="Iceland")
    register = build_register(press.sightings)
    assert together(register, *seen)
    assert entry_of(register, seen[0]).kind is ORGANISATION
    assert entry_of(register, seen[0]).name == "NATO"
    assert together(register, capital, country)
    assert entry_of(register, capital).name == "Iceland"


def test_an_acronym_is_joined_where_some_report_introduces_it() -> None:
    press = Press()
    long = press.quotes("Rill Harbour Workers Association", "RHWA", kind=ORGANISATION, side="company")
    short = press.quotes("RHWA", kind=ORGANISATION, side="company")
    other = press.quotes("RHWB", kind=ORGANISATION, side="company")
    register = build_register(press.sightings)
    assert together(register, long, short)
    assert not together(register, long, other)


def test_the_ministry_of_a_report_about_one_country_is_that_country_s() -> None:
    press = Press()
    named = press.quotes("Icelandic Health Ministry", kind=GOVERNMENT, side="Iceland")
    press.report()
    press.sees("Ada Quill", side="Iceland", claims=3)
    at_home = press.sees("Health Ministry", "the Health Ministry", kind=GOVERNMENT, side="Iceland")
    press.report()
    press.sees("Ada Quill", side="Norway", claims=3)
    abroad = press.sees("Health Ministry", "the Health Ministry", kind=GOVERNMENT, side="Iceland")
    register = build_register(press.sightings)
    assert together(register, named, at_home)
    assert not together(register, named, abroad)


def test_a_person_taken_for_a_body_in_one_report() -> None:
    press = Press()
    right = press.quotes("Ada Quill", "Ada Quill of the Rill Institute", side="expert")
    wrong = press.quotes("Ada Quill of the Rill Institute", kind=ORGANISATION, side="expert")
    assert together(build_register(press.sightings), right, wrong)


def test_two_parties_in_one_breath_are_neither() -> None:
    press = Press()
    country = press.quotes("Iceland", kind=GOVERNMENT, side="Iceland")
    both = press.quotes("Iceland and Norway", kind=GOVERNMENT, side="Iceland")
    assert not together(build_register(press.sightings), country, both)


def test_affiliation_comes_from_roles() -> None:
    press = Press()
    for _ in range(2):
        seen = press.quotes("Ada Quill", "European Commission spokeswoman Ada Quill", side="EU")
    assert entry_of(build_register(press.sightings), seen).affiliation == "European Commission"


USER_TABLE = (
    "Rill\tparty\tRill Harbour League|Harbour Leaguers\t\t\t\n"
    "Iceland\tperson\tAda Quill|Adda Kvill\t\t2020-\tharbour master\n"
    "Norway\tperson\tCarl Dorn\t\t2020-\tmayor\n"
    "Kenya\tperson\tCarl Dorn\t\t2020-\tathlete\n"
)


def test_a_users_rows_join_part_and_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(USER_TABLE, encoding="utf-8")
    press = Press()
    league = press.quotes("Harbour Leaguers", kind=GROUP, side="unknown")
    same = press.quotes("Rill Harbour League", kind=ORGANISATION, side="company")
    ada, adda = press.quotes("Ada Quill", side="unknown"), press.quotes("Adda Kvill", side="unknown")
    mayor, runner = press.quotes("Carl Dorn", side="Norway"), press.quotes("Carl Dorn", side="Kenya")
    apart = build_register(press.sightings)
    assert not together(apart, league, same)
    assert together(apart, mayor, runner)
    register = build_register(press.sightings, Bodies.load(path))
    assert together(register, league, same)
    assert (entry_of(register, same).name, entry_of(register, same).side) == ("Rill Harbour League", "Rill")
    assert together(register, ada, adda)
    assert (entry_of(register, ada).name, entry_of(register, ada).side) == ("Ada Quill", "Iceland")
    assert not together(register, mayor, runner)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Rill\tperson\tAda\t\t2020-\t\n", "full names of two words"),
        ("Rill\tperson\tAda Quill\t\tlately\t\n", "no years of office"),
        ("\tperson\tAda Quill\t\t2020-\t\n", "side is empty"),
        ("Rill\tharbour\tQuill Docks\n", "unknown kind 'harbour'"),
    ],
)
def test_a_bad_row_names_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# mine\n" + row, encoding="utf-8")
    with pytest.raises(TableError, match=rf"mine\.tsv, line 2: .*{reason}"):
        Bodies.load(path)


def test_no_evidence_no_parties() -> None:
    assert build_register([]).entries == ()


def test_hostile_names() -> None:
    press = Press()
    for name in ("", " ", "A" * 300, "'s", ".", "́", "Ada\nQuill", "<b>Ada</b> Quill", "\ud800", "and and"):
        for kind in PartyKind:
            press.quotes(name, name, kind=kind)
    register = build_register(press.sightings)
    assert sum(len(entry.members) for entry in register.entries) == len(press.sightings)


NAMES = st.sampled_from(
    ["Ada Quill", "Adda Quill", "A. Quill", "Quill", "Volodymyr Quill", "Vladimir Quill", "Carl Dorn", "Dorn",
     "Iceland", "Reykjavik", "Icelandic Foreign Ministry", "Foreign Ministry", "RHA",
     "Rill Harbour Association",
     "officials", "the Icelandic president", "Ada Quill of Ohio", "Iceland and Norway"]
)  # fmt: skip
WORDINGS = st.sampled_from(
    ["President Ada Quill", "Mayor Quill", "the Icelandic president", "RHA", "Quill",
     "former Mayor Carl Dorn", "Icelandic President Carl Dorn", "He"]
)  # fmt: skip


@st.composite
def evidence(draw: st.DrawFn) -> list[Sighting]:
    """Sightings of few names in few reports, so that many touch."""
    found: list[Sighting] = []
    for number in range(draw(st.integers(0, 14))):
        side = draw(st.sampled_from(["Iceland", "Norway", "unknown", "media"]))
        party = Party(
            draw(NAMES), draw(st.sampled_from(PartyKind)), side, tuple(draw(st.lists(WORDINGS, max_size=2)))
        )
        day = draw(st.none() | st.integers(0, 200))
        claims = draw(st.integers(1, 5))
        document = f"d{draw(st.integers(0, 5))}"
        published = None if day is None else START + dt.timedelta(days=day)
        found.append(
            Sighting(f"{document}#{number}", document, None, published, party, (), ((side, claims),), claims)
        )
    return found


@settings(max_examples=60, deadline=None)
@given(evidence(), st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_changes_nothing(sightings: list[Sighting], chance: random.Random) -> None:
    register = build_register(sightings)
    shuffled = sightings.copy()
    chance.shuffle(shuffled)
    assert build_register(shuffled) == register
    assert build_register([*sightings, *sightings]) == register


@settings(max_examples=60, deadline=None)
@given(evidence())
def test_each_sighting_is_a_member_once_and_ids_are_distinct(sightings: list[Sighting]) -> None:
    entries = build_register(sightings).entries
    members = [member for entry in entries for member in entry.members]
    assert sorted(members) == sorted(sighting.id for sighting in sightings)
    assert len({entry.id for entry in entries}) == len(entries)
    assert sum(entry.claims for entry in entries) == sum(sighting.claims for sighting in sightings)
    for entry in entries:
        assert entry.name not in entry.aliases
        assert sum(claims for _, claims in entry.sides) == entry.claims
