"""When desks are open and for whom, whatever is booked there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking import prepared
from booking.availability import statement

FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch in which a desk is open for an `audience`, closures taken out; UTC instants."""

    desk: int
    audience: str
    begins: datetime
    ends: datetime


def windows(office: int, first: date, last: date) -> list[Window]:
    """The windows of all desks from `first` to `last`, days of the office's calendar."""
    rows = prepared.rows("windows", statement.WINDOWS, office, first, last)
    return [Window(*row) for row in rows]


def outside(office: int, first: date, *, now: datetime) -> list[int]:
    """The reservations of appointments to come that lie outside the hours of their desk.

    Looks at two years from the day `first` on, in order of time; no hours are for nobody here.
    """
    last = first + FARTHEST
    return [pk for (pk,) in prepared.rows("outside", statement.OUTSIDE, office, first, last, now)]
