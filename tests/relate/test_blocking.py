"""Candidates: the right ones are found, and the work for each statement is bounded."""

from __future__ import annotations

import datetime as dt

from counterclaim.relate.blocking import Blocking, Entry, Index
from counterclaim.relate.words import words

DAY = dt.date(2031, 5, 2)


def entry(text: str, day: int | None = 0, voice: str = "Almena", negates: bool = False) -> Entry:
    when = None if day is None else DAY + dt.timedelta(days=day)
    return Entry(words(text), when, voice, negates)


def filled(*entries: Entry, options: Blocking | None = None) -> list[tuple[int, ...]]:
    index = Index(options)
    return [index.add(number, item) for number, item in enumerate(entries)]


def test_statements_meet_over_rare_terms() -> None:
    found = filled(
        entry("the harbour crane at Torbay collapsed"),
        entry("talks on grain resume"),
        entry("no harbour crane collapsed at Torbay", voice="Bregna", negates=True),
    )
    assert found == [(), (), (0,)]


def test_what_is_too_long_ago_is_another_matter() -> None:
    crane = "the harbour crane at Torbay collapsed"
    assert filled(entry(crane), entry(crane, day=4))[1] == (0,)
    assert filled(entry(crane), entry(crane, day=5))[1] == ()


def test_undated_statements_meet_each_other_only() -> None:
    crane = "the harbour crane at Torbay collapsed"
    assert filled(entry(crane), entry(crane, day=None), entry(crane, day=None))[1:] == [(), (1,)]


def test_denials_of_others_are_not_crowded_out() -> None:
    """A hundred outlets repeat it, one party denies it: the denial is among the candidates."""
    crane = "the harbour crane at Torbay collapsed"
    denial = entry(crane, voice="Bregna", negates=True)
    found = filled(denial, *[entry(crane) for _ in range(100)])
    assert 0 in found[-1]


def test_work_for_a_statement_does_not_grow_with_the_ledger() -> None:
    """Lookups end at the bounds, however many statements share every term."""
    options = Blocking(terms=3, postings=5, same=2, across=1, against=1)
    index = Index(options)
    text = "the harbour crane at Torbay collapsed"
    for number in range(500):
        found = index.add(number, entry(text, voice=f"side {number % 7}", negates=bool(number % 2)))
        assert len(found) <= 4
        assert all(number - other <= 2 * options.postings for other in found)
