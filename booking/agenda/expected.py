"""Who is expected on a day, with everybody whose file is needed; and on which days anybody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.agenda.entries import Entry, entries_between
from booking.agenda.load import loads
from booking.availability import windows
from booking.models import Attendee, Reservation
from offices.models import Audience, Office
from offices.moments import midnight

COMING = (Reservation.Status.BOOKED, Reservation.Status.ATTENDED)
# Whoever comes without an appointment stands on no list.
BY_APPOINTMENT = (Audience.PUBLIC, Audience.INTERNAL)
A_DAY, AHEAD = timedelta(days=1), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Expected:
    """An appointment, and the people it is for: the first is the one it goes by."""

    entry: Entry
    people: tuple[Attendee, ...]


def expected_on(office: Office, day: date, *, now: datetime) -> list[Expected]:
    """Appointments that begin on a day of the office's calendar, in order of time and desk.

    Without holds, without those cancelled or missed, and without people who were forgotten.
    """
    begins, ends = midnight(day, office.zone), midnight(day + A_DAY, office.zone)
    entries = entries_between(office.pk, begins, ends, now=now)
    coming = [one for one in entries if one.status in COMING and one.name and begins <= one.begins]
    people = _people(one.booking for one in coming if one.booking)
    return [Expected(one, tuple(people[one.booking or 0])) for one in coming]


def _people(bookings: Iterable[int]) -> dict[int, list[Attendee]]:
    found: dict[int, list[Attendee]] = defaultdict(list)
    for person in Attendee.objects.filter(booking__in=list(bookings)).order_by("position"):
        found[person.booking_id].append(person)
    return found


def days_at_work(office: Office, first: date) -> list[date]:
    """Days of the office's calendar within a month of `first` on which somebody has an
    appointment or could have one: a desk is open. In order; `first` may be among them.
    """
    last = first + AHEAD
    opened = [one for one in windows(office.pk, first, last) if one.audience in BY_APPOINTMENT]
    found = loads(office.pk, first, last, office.zone, opened)
    days = {day for (_desk, day), load in found.items() if load.appointments or load.open}
    return sorted(day for day in days if first <= day)
