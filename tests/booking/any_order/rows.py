"""What the database says, to be laid beside the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from booking.availability import ask_for, free_starts
from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Invitation,
    Message,
    Outcome,
    Reservation,
    Verification,
)
from tests.booking.any_order.ledger import (
    BOOKED,
    HELD,
    LAPSED,
    THURSDAY,
    WEDNESDAY,
    Matter,
    Time,
)

TABLES = (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Invitation,
    Message,
    Outcome,
    Reservation,
    Verification,
)


def everything(*, but: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, `but` for some columns."""
    return {
        table.__name__: [
            {name: value for name, value in row.items() if name not in but}
            for row in table.objects.order_by("pk").values()
        ]
        for table in TABLES
    }


def times(now: datetime) -> dict[int, Time]:
    """How the time of every booking stands at `now`."""
    rows = Reservation.objects.values_list("booking", "status", "desk", "during", "expires_at")
    return {pk: _time(now, *row) for pk, *row in rows}


def _time(now: datetime, status: str, desk: int, during: Any, until: datetime | None) -> Time:
    if status == HELD and until is not None and until <= now:
        status = LAPSED
    return Time(status, desk, during.lower, during.upper, until if status == HELD else None)


def taken_twice(written: Mapping[int, Time]) -> list[tuple[Time, Time]]:
    """Pairs of live times of one desk of which one begins before the other ends."""
    live = [one for one in written.values() if one.state in (HELD, BOOKED)]
    live.sort(key=lambda one: (one.desk, one.begins))
    return [(a, b) for a, b in pairwise(live) if a.desk == b.desk and b.begins < a.ends]


def marks() -> list[tuple[int, int, str]]:
    """Which bookings of which offerings carry the mark of whom."""
    marked = BookingItem.objects.exclude(identity=None).order_by("booking")
    return list(marked.values_list("booking", "offering", "identity"))


def free_starts_of(matter: Matter, now: datetime) -> dict[datetime, int]:
    ask = ask_for([(matter.offering, 1)], now=now).within(WEDNESDAY, THURSDAY)
    return {one.start: one.desks for one in free_starts(ask, now=now)}
