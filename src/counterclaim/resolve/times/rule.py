"""A rule: a pattern that is tried where one of its trigger words stands, and what a match means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from counterclaim.resolve.times.context import Context
from counterclaim.resolve.times.periods import Period

Reading = Callable[[re.Match[str], Context], Period | None]


@dataclass(frozen=True)
class Rule:
    """`read` makes a period of a match, or None when the words mean no time after all.

    `triggers` are words in lower case; "0" stands for any digits.
    """

    read: Reading
    triggers: tuple[str, ...]
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled at its first use."""
        return re.compile(self.source, re.IGNORECASE)


def rules(read: Reading, triggers: tuple[str, ...], *sources: str) -> tuple[Rule, ...]:
    """One rule for each of several patterns that mean the same."""
    lower = tuple(dict.fromkeys(trigger.lower() for trigger in triggers))
    return tuple(Rule(read, lower, source) for source in sources)


def named(match: re.Match[str], group: str) -> str:
    """What a group matched, in lower case; "" where it matched nothing or the pattern lacks it."""
    return (match.groupdict().get(group) or "").lower()
