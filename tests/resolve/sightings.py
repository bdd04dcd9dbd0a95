"""Building the evidence of a register by hand: who is quoted in which report, as what."""

from __future__ import annotations

import datetime as dt

from counterclaim.types import Party, PartyEntry, PartyKind, Register, Sighting

START = dt.date(2024, 3, 1)


class Press:
    """Reports that quote parties; each sighting is one more."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self._reports = 0
        self._in_report = 0

    def report(self, *, day: int | None = 0, outlet: str = "wire.example") -> Press:
        """The sightings that follow stand in a new report, published so many days after the first."""
        self._reports += 1
        self._in_report = 0
        self._day = None if day is None else START + dt.timedelta(days=day)
        self._outlet = outlet
        return self

    def sees(
        self,
        name: str,
        *wordings: str,
        kind: PartyKind = PartyKind.PERSON,
        side: str = "unknown",
        claims: int = 1,
    ) -> str:
        """A party of that name and side, also worded so; returns the id of the sighting."""
        document = f"d{self._reports:03d}"
        sighting = Sighting(
            id=f"{document}#{self._in_report}",
            document=document,
            outlet=self._outlet,
            published=self._day,
            party=Party(name, kind, side, wordings),
            sources=wordings or (name,),
            sides=((side, claims),),
            claims=claims,
        )
        self._in_report += 1
        self.sightings.append(sighting)
        return sighting.id

    def quotes(
        self, name: str, *wordings: str, kind: PartyKind = PartyKind.PERSON, side: str = "unknown"
    ) -> str:
        """One more report that quotes the party."""
        return self.report().sees(name, *wordings, kind=kind, side=side)


def entry_of(register: Register, sighting: str) -> PartyEntry:
    """The entry a sighting fell into."""
    (entry,) = [entry for entry in register.entries if sighting in entry.members]
    return entry


def together(register: Register, *sightings: str) -> bool:
    """True when all these sightings are one party."""
    return len({entry_of(register, sighting).id for sighting in sightings}) == 1
