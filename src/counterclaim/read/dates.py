"""Publication dates: what an input states, or nothing."""

from __future__ import annotations

import datetime as dt

# The first newspaper is of 1605.
_EARLIEST = dt.date(1605, 1, 1)
# What a missing timestamp becomes on its way through software.
_EPOCH = dt.date(1970, 1, 1)


def stated_date(value: object, today: dt.date | None = None) -> dt.date | None:
    """The date of an ISO 8601 date or datetime, or None where it is not one or is absurd.

    Absurd is before the first newspaper, later than tomorrow (time zones), and the first day
    of 1970. The date is the stated one: no time zone is applied.
    """
    if not isinstance(value, str):
        return None
    try:
        date = dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None
    latest = (today or dt.datetime.now(dt.UTC).date()) + dt.timedelta(days=1)
    return date if _EARLIEST <= date <= latest and date != _EPOCH else None
