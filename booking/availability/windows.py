"""When desks are open and for whom, and what of that is taken or does not fit any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking import prepared
from booking.availability import statement
from booking.models import Reservation

FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch in which a desk is open for an `audience`, closures taken out; UTC instants."""

    desk: int
    audience: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Misfit:
    """What somebody has or holds at a time which rules do not offer them any more.

    Either its desk does not serve the matter, or it is not open then.
    """

    reservation: int
    status: str
    is_served: bool
    is_open: bool

    @property
    def is_booked(self) -> bool:
        return self.status == Reservation.Status.BOOKED


def windows(office: int, first: date, last: date) -> list[Window]:
    """The windows of all desks from `first` to `last`, days of the office's calendar."""
    rows = prepared.rows("windows", statement.WINDOWS, office, first, last)
    return [Window(*row) for row in rows]


def misfits(office: int, first: date, *, now: datetime) -> list[Misfit]:
    """What is to come and does not fit, in order of time; also what somebody only holds.

    Looks at two years from the day `first` on. No hours are for nobody here, but hours without
    appointments are.
    """
    last = first + FARTHEST
    rows = prepared.rows("misfits", statement.MISFITS, office, first, last, now, None)
    return [Misfit(*row) for row in rows]


def is_misfit(office: int, reservation: int, day: date, *, now: datetime) -> bool:
    """The same of one reservation that begins on `day` of the office's calendar."""
    first, last = day - timedelta(days=1), day + timedelta(days=1)
    return bool(prepared.rows("misfits", statement.MISFITS, office, first, last, now, reservation))


def outside(office: int, first: date, *, now: datetime) -> list[int]:
    """The reservations of appointments to come that lie outside the hours of their desk."""
    found = misfits(office, first, now=now)
    return [one.reservation for one in found if one.is_booked and not one.is_open]
