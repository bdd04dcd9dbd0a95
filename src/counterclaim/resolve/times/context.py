"""What an expression is read against: the day of publication, the verbs around it, what came before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from counterclaim.resolve.times.periods import Period

REACH = 160  # characters of the same sentence in which a verb tells the tense
EARLIEST, LATEST = 1900, 2200  # years of publication that are taken for real
NEAR = 400  # characters within which "the previous day" may count from a day named before


class Tense(Enum):
    """Whether the words around an expression speak of what was, or of what is to come."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@cache
def _cues() -> re.Pattern[str]:
    future = r"""
        will | won['’]t | ['’]ll | shall | would | may | might | should | must | can | could
      | (?:is|are|be)\s(?:due|set|expected|scheduled|planned|slated|likely|to|about)
      | (?:plan|intend|hope|want|aim|promise|agree|vow|pledge|prepare|threaten|expect)s?\sto
      | (?:promis|agre|vow|pledg|threaten|expect|schedul|invit)e?d\sto
      | (?:planned|scheduled|slated|set|due|expected|hopes?|plans?|planning|invited)\s(?:for|on|in|by)
      | scheduled | upcoming | forthcoming | ahead\sof | deadline | going\sto | looming | tomorrow | starting
      | to\s(?:meet|hold|visit|travel|discuss|begin|start|resume|attend|vote|speak|host|decide|sign
            |take\splace|take\seffect|arrive|talk|gather|convene|return|address|continue|expire)
      | (?:is|are)\s(?:\w+\s)?(?!including|during|being|according)\w+ing
      | (?:get|kick|take|come)s?\s(?:under\sway|off|place|into\sforce|effect)
      | (?:meets?|starts|begins|opens|travels|visits|expires?|hosts|holds|faces|heads)
    """
    past = r"""
        (?:was|were|had|did|has|have|been|said|told|met|held|began|came|went|took|made|gave|saw|left|fell
          |rose|struck|hit|shot|spoke|wrote|found|sent|led|won|lost|broke|brought|put|cut|became|knew
          |thought|says|ago|last|got|flew|drove|rode|ran|fought|sought|bought|caught|taught|kept|felt
          |stood|understood|heard|shown|seen|done|gone|threw|grew|drew|withdrew|blew|set|paid|laid|sat)
      | (?!need|indeed|speed|exceed|proceed|succeed|hundred|united)[a-z]{2,20}ed
    """
    passive = r"(?:\s(?:to\s)?(?:be|have|get)\s\w+)?"  # "will be held": no past
    return re.compile(
        rf"\b(?:(?P<future>(?:{future}){passive})|(?P<past>{past}))(?!\w)", re.VERBOSE | re.IGNORECASE
    )


@cache
def _told() -> re.Pattern[str]:
    """The verb right behind: "the bank on Thursday said"."""
    return re.compile(
        r"\s(?:said|told|says|(?!need|proceed|succeed|exceed)[a-z]{2,}ed|met|held|began|sent|won|made)\b"
    )


@cache
def sentence_end() -> re.Pattern[str]:
    """Where a sentence ends, its marks and the blank behind it included."""
    return re.compile(r"(?<=[a-z\d”\"’)])[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|[.!?][\"”’)]*\s{2,}|\n")


def sentence_start(text: str, left: int, position: int) -> int:
    """Where the sentence that holds a position starts, at `left` or behind it."""
    for boundary in sentence_end().finditer(text, left, position + 2):  # the next letter must be in sight
        if boundary.end() <= position:
            left = boundary.end()
    return left


@dataclass(slots=True)
class Context:
    """A text and the day it was published; `named` are the periods read so far, with their places.

    `counted` are the days counted from an event ("day 8 of the war"), by place: the number and the
    event. They are settled when the whole text has been read.
    """

    text: str
    published: dt.date | None
    named: list[tuple[int, Period]] = field(default_factory=list)
    counted: dict[int, tuple[int, str]] = field(default_factory=dict)

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the nearest verb before [start, end) in its sentence, or else after it."""
        if self.text[max(0, start - 7) : start].lower().endswith((" by ", " until ", " till ")):
            return Tense.FUTURE
        if _told().match(self.text, end):
            return Tense.PAST
        left = max(0, start - REACH)
        left = sentence_start(self.text, left, start)
        cue = max(_cues().finditer(self.text, left, start), key=re.Match.start, default=None)
        if cue is None:
            right = sentence_end().search(self.text, end, end + REACH)
            cue = _cues().search(self.text, end, right.start() if right else end + REACH)
        if cue is None:
            return Tense.UNKNOWN
        return Tense.FUTURE if cue["future"] else Tense.PAST

    def day_before(self, start: int) -> dt.date | None:
        """The day that "the previous day" counts from: the last one named, else that of publication."""
        last = next((period.day for _, period in self.near(start) if period.day), None)
        return last or self.published

    def near(self, start: int) -> Iterator[tuple[int, Period]]:
        """The periods named not far before a place, the nearest first."""
        for place, period in reversed(self.named):
            if start - place > NEAR:
                return
            yield place, period


def usable(published: dt.date | None) -> dt.date | None:
    """The day of publication, or None where its year is absurd: nothing can be counted from that."""
    if published is None or not EARLIEST <= published.year <= LATEST:
        return None
    return published
