"""Books sixty invented people in Kiel, in four languages: on two Thursday afternoons and in a week
that the office will want to close.

Started as a program of its own, with the environment of the one that runs:
python -m tests.journeys.staff.filling_kiel
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")
django.setup()

import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from datetime import date, datetime, time, timedelta  # noqa: E402
from itertools import count, cycle  # noqa: E402

from django.utils import timezone  # noqa: E402

from booking.models import Attendee  # noqa: E402
from offices.models import Closure, Desk, Offering, Office  # noqa: E402
from tests import people  # noqa: E402

OFFICE = "kiel-neues-rathaus"
LANGUAGES = cycle(["ar", "uk", "en", "de"])
LENGTH = timedelta(minutes=30)
DAY, SOON, LATER = timedelta(days=1), 9, 25  # days ahead
NUMBERS = count()


def fill(now: datetime) -> dict[str, str]:
    """Say on which days: two Thursdays and a week, none of them with a holiday."""
    office = Office.objects.get(slug=OFFICE)
    thursdays = _days(office, now, SOON, weekday=3)
    first, second = next(thursdays), next(thursdays)
    monday = next(_weeks(office, now, LATER))
    for day in (first, second):
        for label, other in (("Termin 2", "Ausgabe 1"), ("Termin 6", "Termin 4")):
            _book(_offering(office, label, other), label, _at(office, day, "14:00"), 4, now=now)
    for number, label in enumerate(("Termin 2", "Termin 3", "Termin 4", "Termin 5")):
        offering = _offering(office, label, label)
        early, late = _at(office, monday, "08:30"), _at(office, monday + 3 * DAY, "08:30")
        _book(offering, label, early, 6 - number // 2, now=now)
        _book(offering, label, late, 5 + number // 2, now=now)
    return {"thursday": str(first), "monday": str(monday), "saturday": str(first + 2 * DAY)}


def _days(office: Office, now: datetime, ahead: int, weekday: int) -> Iterator[date]:
    day = now.astimezone(office.zone).date() + ahead * DAY
    while True:
        if day.weekday() == weekday and not _is_closed(office, day):
            yield day
        day += DAY


def _weeks(office: Office, now: datetime, ahead: int) -> Iterator[date]:
    for monday in _days(office, now, ahead, weekday=0):
        if not any(_is_closed(office, monday + number * DAY) for number in range(5)):
            yield monday


def _is_closed(office: Office, day: date) -> bool:
    begins = datetime.combine(day, time.min, tzinfo=office.zone)
    rows = Closure.objects.filter(office=office, starts_at__lt=begins + DAY, ends_at__gt=begins)
    return rows.exists()


def _offering(office: Office, *labels: str) -> Offering:
    """One that all these desks serve."""
    found = Offering.objects.filter(office=office)
    for label in labels:
        found = found.filter(desks__label=label)
    offering = found.order_by("pk").first()
    assert offering is not None, labels
    return offering


def _at(office: Office, day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=office.zone)


def _book(offering: Offering, label: str, begins: datetime, times: int, *, now: datetime) -> None:
    """So many people, one after the other, at the desk of that label."""
    desk = Desk.objects.get(office=offering.office, label=label)
    all_desks = list(offering.desks.all())
    offering.desks.set([desk])
    for slot in range(times):
        number = next(NUMBERS)
        made = people.booked(
            starts=begins + slot * LENGTH,
            now=now,
            offering=offering,
            language=next(LANGUAGES),
            email=f"kiel-{number}@people.example",
        )
        # Letters alone tell people apart.
        name = f"Gast{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"
        Attendee.objects.filter(booking=made).update(family_name=name)
    offering.desks.set(all_desks)


if __name__ == "__main__":
    json.dump(fill(timezone.now()), sys.stdout)
