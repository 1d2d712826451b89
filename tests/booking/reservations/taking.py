"""Amal takes a time on a Sunday at noon, for Monday at eight."""

from datetime import UTC, datetime, timedelta

from booking import keys
from booking.models import Booking, Reservation
from booking.reservations import Person, describe, hold, name_person, reach
from offices.models import Offering

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)  # Monday, 08:00 in Germany
NINE = EIGHT + timedelta(hours=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
AMAL = Person("Al-Hamwi", "Amal Nour", 1990, 3, 5)
BOHDAN = Person("Коваленко", "Богдан", 1985)


def take(offering: Offering, start: datetime = EIGHT, *, now=SUNDAY_NOON, **options) -> Booking:
    return hold(items=[(offering, 1)], start=start, now=now, language="en", **options)


def ready(offering: Offering, start: datetime = EIGHT, *, person: Person = AMAL) -> Booking:
    """Everything is typed; only the code is missing."""
    booking = take(offering, start)
    name_person(booking, 0, person)
    reach(booking, email="amal@people.example", phone="")
    describe(booking, talk="german", needs=[])
    return booking


def code_of(booking: Booking, *, issue: int = 1) -> str:
    return keys.mail_code(booking.number, fresh(booking).email, issue)


def wrong_code_of(booking: Booking) -> str:
    return f"{(int(code_of(booking)) + 1) % 1_000_000:06}"


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def state(booking: Booking) -> tuple[str, datetime, datetime | None]:
    row = Reservation.objects.get(booking=booking)
    return row.status, row.starts_at, row.expires_at
