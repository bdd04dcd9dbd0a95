"""The gazetteer: spellings, the file it is read from, and a user's own places."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from counterclaim.errors import TableError
from counterclaim.resolve.places import Gazetteer
from counterclaim.resolve.places.fold import fold
from counterclaim.resolve.places.layout import MAGIC, Kind, Naming
from counterclaim.types import Precision
from tests.resolve.places import places_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. John's", "saint johns"), ("Saint John's", "saint johns"), ("Ft. Worth", "fort worth"),
        ("Al-Ḩasakah", "al hasakah"), ("Żółkiew", "zolkiew"), ("Ғ", "ғ"), ("U.S.", "us"), ("D.C.", "dc"),
        ("the Hague", "hague"), ("The", "the"), ("Mar’ina  Gorka", "marina gorka"), ("...", ""), ("", ""),
    ],
)  # fmt: skip
def test_spellings_fold_to_one(name: str, key: str) -> None:
    assert fold(name) == key


def test_a_place_is_found_by_its_names_with_what_is_known_of_it() -> None:
    (kyiv,) = [one for one in Gazetteer.default().lookup("Kiev") if one.entry.capital]
    assert (kyiv.naming, kyiv.entry.name, kyiv.entry.kind) == (Naming.ALIAS, "Kyiv", Kind.CITY)
    assert (kyiv.entry.country, kyiv.entry.geonames) == ("UA", 703448)
    assert kyiv.entry.latitude == pytest.approx(50.45, abs=0.05)
    assert kyiv.entry.population > 2_000_000


def test_a_people_names_its_country() -> None:
    (danish,) = Gazetteer.default().lookup("Danish")
    assert (danish.naming, danish.entry.name) == (Naming.PEOPLE, "Denmark")
    assert Gazetteer.default().country("Denmark") == "DK"
    assert Gazetteer.default().country("Copenhagen") is None


def test_a_county_lies_in_its_state() -> None:
    gazetteer = Gazetteer.default()
    for named in gazetteer.lookup("Harris County"):
        assert named.entry.region is not None
        assert gazetteer.entry(named.entry.region).name in {"Texas", "Georgia"}


@pytest.mark.parametrize("name", ["", " ", ".", "\n", "\t", "zzzzqqq", "\x00", "a\tb", "0", "🙂", "\ud800"])
def test_what_is_no_name_is_not_found(name: str) -> None:
    assert Gazetteer.default().lookup(name) == ()


def test_every_name_of_a_block_is_found_from_the_first_to_the_last() -> None:
    """The first keys of blocks are found as well as those within: no place is lost at an edge."""
    gazetteer = Gazetteer.default()
    heads = gazetteer._heads
    for key in heads[:: max(1, len(heads) // 50)]:
        assert gazetteer.lookup(key), key


def test_the_package_holds_the_places_it_says() -> None:
    assert len(Gazetteer.default()) > 230_000


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 something else", MAGIC])
def test_a_file_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(TableError, match=r"gazetteer\.bin"):
        Gazetteer(data)


def test_a_file_cut_short_is_refused() -> None:
    header = json.dumps({"sections": {"records": [100, 1000]}}).encode()
    with pytest.raises(TableError, match="cut short"):
        Gazetteer(MAGIC + struct.pack("<I", len(header)) + header)


def own(tmp_path: Path, *rows: str) -> Gazetteer:
    path = tmp_path / "places.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Gazetteer.load(path)


def test_a_users_place_is_what_the_file_says_and_nothing_else(tmp_path: Path) -> None:
    gazetteer = own(
        tmp_path,
        "# villages of ours",
        "",
        "Paris|Camp Paris\tpoint\tPortugal\t38.5\t-8.9\tour field station",
        "Upper Rill\tregion\tPT",
    )
    for name in ("Paris", "Camp Paris"):
        place = places_of(f"They met in {name}.", name, gazetteer=gazetteer)[name]
        assert (place.name, place.country, place.precision) == ("Paris", "PT", Precision.POINT)
        assert (place.latitude, place.longitude, place.geonames) == (38.5, -8.9, None)
    place = places_of("They met in Upper Rill.", "Upper Rill", gazetteer=gazetteer)["Upper Rill"]
    assert (place.precision, place.latitude) == (Precision.REGION, None)
    assert places_of("They met in Lisbon.", "Lisbon", gazetteer=gazetteer)["Lisbon"].country == "PT"


def test_two_places_of_one_name_may_be_entered(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, "Rill\tcity\tPT\t38.5\t-8.9", "Rill\tcity\tNO\t60\t5")
    found = places_of("They met in Rill, Norway.", "Rill", "Norway", gazetteer=gazetteer)
    assert found["Rill"].country == "NO"


def test_a_user_says_where_an_outlet_is_at_home(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, "the-herald.example|The Herald\toutlet\tSouth Africa\t-27.8\t30")
    for outlet in ("the-herald.example", "the herald", "The Herald"):
        place = places_of(
            "A school in Newcastle was closed.", "Newcastle", outlet=outlet, gazetteer=gazetteer
        )
        assert place["Newcastle"].country == "ZA"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Rill", "1 tab-separated columns"),
        ("Rill\tcity", "2 tab-separated columns"),
        ("Rill\ttown\tPT\t1\t2", "unknown kind 'town'"),
        ("|\tcity\tPT\t1\t2", "no name"),
        ("...\tcity\tPT\t1\t2", "'...' is not a name"),
        ("R" * 300 + "\tcity\tPT\t1\t2", "is not a name of up to 100 characters"),
        ("Rill\tcity\tPT", "a city needs a latitude"),
        ("Rill\tcity\tPT\tnorth\t2", "are not two numbers"),
        ("Rill\tcity\tPT\t1", "are not two numbers"),
        ("Rill\tcity\tPT\t91\t2", "no place on earth"),
        ("Rill\tcity\tPT\tnan\tnan", "no place on earth"),
        ("Rill\tcity\tRillland\t1\t2", "'Rillland' is no country's code or name"),
        ("rill.example\toutlet\t", "an outlet needs a country or a position"),
    ],
)
def test_a_bad_row_is_named_with_its_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(TableError) as error:
        own(tmp_path, "# ours", row)
    assert "places.tsv, line 2: " in str(error.value)
    assert reason in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.tsv"):
        Gazetteer.load(tmp_path / "nowhere.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TableError, match=r"bytes\.tsv"):
        Gazetteer.load(tmp_path / "bytes.tsv")
