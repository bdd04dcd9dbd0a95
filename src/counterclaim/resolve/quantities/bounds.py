"""How a figure is meant: its bound, what became of what it counts, whether it is a change or a total."""

from __future__ import annotations

import re
from functools import cache

from counterclaim.resolve.quantities import words
from counterclaim.types import Bound

_BEFORE = 40  # characters before a figure that may bound it
_CLAUSE = 60  # characters to either side in which a clause tells what became of what is counted


@cache
def _bound_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[\s(\[\"“‘'—–-]))(?:"
        r"(?P<up_to>(?:up|down)\sto|as\s(?:many|much|high|far|long)\sas|no\smore\sthan|not\smore\sthan|at\smost"
        r"|a\smaximum\sof|maximum\sof|not\sexceed(?:ing)?)"
        r"|(?P<at_least>at\s(?:the\svery\s)?least|(?:no|not)\s(?:fewer|less)\sthan|(?:a\s)?minimum\s(?:of)?)"
        r"|(?P<more>(?:more|greater|higher|larger|longer|bigger|better)\sthan|(?:well\s|just\s)?over|above"
        r"|exceed(?:s|ed|ing)?|(?:in\sexcess|upwards?)\sof|beyond|surpass(?:es|ed|ing)?|topp(?:ed|ing))"
        r"|(?P<fewer>(?:fewer|less|lower|smaller|shorter)\sthan|(?:just\s|well\s)?(?:under|below))"
        r"|(?P<about>about|around|approximately|roughly|nearly|almost|some|(?:an\s)?estimated|close\sto|circa"
        r"|approx\.?|an\saverage\sof|on\saverage|virtually|or\sso|something\slike|in\sthe\sregion\sof|near)"
        r")(?:\s(?:the|a|an|its|another|additional|further|some|about|around|nearly|estimated|total\sof))*\s$",
        re.IGNORECASE,
    )


@cache
def _bound_after() -> re.Pattern[str]:
    return re.compile(
        r"(?P<at_least>\+|-?\s?plus\b|\sor\s(?:more|above|over|longer|greater)|\sand\s(?:more|above|over|up)\b"
        r"|\sat\sleast\b)|(?P<about>[\s-]odd\b|\sor\sso\b|(?:ish)\b)|(?P<fewer>\sor\s(?:less|fewer|under)\b)",
        re.IGNORECASE,
    )


_MEANINGS = {
    "up_to": Bound.UP_TO,
    "at_least": Bound.AT_LEAST,
    "more": Bound.MORE_THAN,
    "fewer": Bound.FEWER_THAN,
    "about": Bound.ABOUT,
}


def bound_of(text: str, start: int, number_end: int, end: int) -> Bound:
    """The bound that the words before a figure set, or those right behind its number or its noun."""
    before = _bound_before().search(text[max(0, start - _BEFORE) : start])
    if before is not None and before.lastgroup:
        return _MEANINGS[before.lastgroup]
    for position in (number_end, end):
        after = _bound_after().match(text, position)
        if after is not None and after.lastgroup:
            return Bound.UP_TO if after.lastgroup == "fewer" else _MEANINGS[after.lastgroup]
    return Bound.EXACTLY


@cache
def _scope_before() -> re.Pattern[str]:
    verbs = "|".join(sorted(words.SCOPES, key=len, reverse=True))
    between = (
        r"(?:about|around|nearly|almost|some|at|least|more|fewer|less|than|up|to|as|many|over|another|additional"
        r"|further|the|of|an|a|estimated|roughly|approximately|all|its|their|least|has|have|risen|rose)"
    )
    return re.compile(rf"\b(?P<verb>{verbs})(?:\sof)?(?:\s{between}){{0,5}}\s[$€£]?$", re.IGNORECASE)


@cache
def _scope_after() -> re.Pattern[str]:
    verbs = "|".join(sorted(words.SCOPES, key=len, reverse=True))
    be = r"(?:were|was|be|are|is|being|(?:have|has|had)(?:\sbeen)?|(?:will|could|may|might)\sbe|who|that)"
    return re.compile(
        rf"(?:(?:\s(?!but\b|and\b|while\b|before\b|after\b|as\b|when\b|until\b|because\b)[\w'’-]+){{0,5}}?\s{be}(?:\s{be})?)?"
        rf"(?:\s(?:also|reportedly|confirmed|now|already|believed|feared|presumed|left))?\s(?P<verb>{verbs})\b",
        re.IGNORECASE,
    )


def scope_of(text: str, start: int, number_end: int, end: int, item: str) -> str:
    """What became of what is counted: "killed", "fled", "destroyed"; "" when nothing is told."""
    if item.lower() + "s" in words.SCOPES or item.lower() in {"death", "fatality", "injury"}:
        noun = item.lower()
        return words.SCOPES.get(noun + "s") or words.SCOPES.get(noun[:-1] + "ies", "")
    before = _scope_before().search(text[max(0, start - _CLAUSE) : start])
    if before is not None:
        return words.SCOPES[before["verb"].lower()]
    for position in (number_end, end):
        after = _scope_after().match(text, position, position + _CLAUSE)
        if after is not None:
            return words.SCOPES[after["verb"].lower()]
    return ""


@cache
def _change_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:another|additional|further|extra"
        r"|(?:rose|risen|rise|rises|rising|fell|fall|fallen|falls|falling|grew|grown|grow|growing|increased?"
        r"|increases|increasing|decreased?|decreasing|declined?|declining|dropped|drop|drops|dropping|climbed|climb"
        r"|climbing|jumped|jump|jumping|surged|soared|plunged|slumped|tumbled|slipped|retreat(?:ed|ing)|shrank"
        r"|shrunk|slid|(?P<of_a_share>up|down|gained|gain|gaining|gains|lost|losing|loses|shed|advanced|added|cut|reduced"
        r"|raised|sank))(?:\s\w+)?(?:\sby|\sof)?)"
        r"(?:\s(?:about|around|nearly|almost|some|at\sleast|more\sthan|over|as\smuch\sas|up\sto|roughly|a|an"
        r"|estimated|by))*\s[$€£]?$",
        re.IGNORECASE,
    )


@cache
def _change_after() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:more(?!\sthan)|additional|further|extra|new)\b"
        r"|(?:\s\w+)?\s(?:increase|decrease|rise|drop|decline|fall|growth|reduction|hike|jump|cut)\b"
        r"|\s(?:higher|lower|up|down|more|less)(?=[\s.,;])(?!\sthan\s\d)",
        re.IGNORECASE,
    )


@cache
def _level_before() -> re.Pattern[str]:
    return re.compile(r"\b(?:to|at|from)\s[$€£]?$", re.IGNORECASE)


def is_change(text: str, start: int, number_end: int, end: int, unit: str) -> bool:
    """True for an increment ("another 12", "rose by 3"), False for a level ("rose to 12").

    "Lost 3%" is one, "lost 20 tanks" is not.
    """
    before = text[max(0, start - _CLAUSE) : start]
    if _level_before().search(before):
        return False
    changed = _change_before().search(before)
    if changed and (not changed["of_a_share"] or unit.startswith("%")):
        return True
    return any(_change_after().match(text, position) is not None for position in (number_end, end))


@cache
def _total() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:toll|total(?:l?ing|led)?|so\sfar|to\sdate|altogether|overall|cumulative|bring(?:s|ing)|brought"
        r"|(?:rose|risen|rises|rising|grown|climbed|increased|surged)\sto|reached|passed|surpassed|stands?\sat|stood\sat)\b",
        re.IGNORECASE,
    )


@cache
def _total_after() -> re.Pattern[str]:
    return re.compile(
        r"[^.;\n]{0,50}?\b(?:(?P<total>so\sfar|to\sdate|in\stotal|altogether)|since)\b", re.IGNORECASE
    )


def is_cumulative(text: str, start: int, end: int, scope: str) -> bool:
    """True for a total that grows with time: a toll, a count "so far", victims "since the start"."""
    before = text[max(0, start - _CLAUSE) : start]
    clause = re.split(r"[.,;:]\s|\n|\sand\s", before)[-1]
    if _total().search(clause):
        return True
    after = _total_after().match(text, end)
    return after is not None and bool(after["total"] or scope)
