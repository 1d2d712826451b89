"""When desks are open and for whom, whatever is booked there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking import prepared
from booking.availability import statement


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
