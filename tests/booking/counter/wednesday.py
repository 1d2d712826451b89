"""Who comes on the Wednesday, and how what became of it is read: by the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pghistory
from django.db import connection

from booking.models import Attendee, Booking, BookingItem, Contact, Message, Outcome
from booking.reservations import Person, Visitor
from offices.models import Desk, Offering, User
from offices.moments import clock_at
from tests import people

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 9, day) for day in (15, 16, 17))
BEFORE = datetime(2026, 9, 14, 6, tzinfo=UTC)  # Monday 08:00 in Germany
NINE = datetime(2026, 9, 16, 7, tzinfo=UTC)  # Wednesday 09:00
MINUTE = timedelta(minutes=1)
AMAL = Person("Al-Hamwi", "Amal Nour", 1990, 3, 5)
BOHDAN = Person("Kowalenko", "Bohdan", 1985)
CAM = Person("Cam", "Thi", 1971)


def at(clock: str, day: date = WEDNESDAY) -> datetime:
    """An instant of the German wall clock."""
    hours, minutes = map(int, clock.split(":"))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2)
    return midnight + timedelta(hours=hours, minutes=minutes)


def comes(
    offering: Offering, clock: str, desk: Desk, *, person: Person = AMAL, **fields: Any
) -> Booking:
    """Somebody has an appointment on Wednesday."""
    minutes = fields.pop("minutes", offering.duration_minutes)
    starts = at(clock, fields.pop("day", WEDNESDAY))
    taken = people.reservation(at=desk, starts=starts, status="booked", minutes=minutes)
    made = Booking.objects.create(
        authority=offering.office.authority,
        office=offering.office,
        reservation=taken,
        **{
            "language": "en",
            "talk": "german",
            "held_since": BEFORE,
            "confirmed_at": BEFORE,
        }
        | fields,
    )
    BookingItem.objects.create(booking=made, offering=offering, identity=person.fingerprint)
    Attendee.objects.create(booking=made, **vars(person))
    Contact.objects.create(booking=made, email=f"{person.given_names[:4].lower()}@people.example")
    return fresh(made)


def visitor(person: Person = AMAL, **facts: Any) -> Visitor:
    return Visitor([person], **{"language": "uk", "email": "", "phone": ""} | facts)


def fresh(booking: Booking) -> Booking:
    """As the next page finds it."""
    return Booking.objects.get(pk=booking.pk)


def place(booking: Booking) -> tuple[str, str, str]:
    """Clock, desk and status."""
    time = fresh(booking).time
    return clock_at(time.starts_at, booking.office.zone), time.desk.label, time.status


def owed(booking: Booking) -> list[str]:
    rows = booking.messages.filter(status=Message.Status.OWED).order_by("kind")
    return list(rows.values_list("kind", flat=True))


def counted() -> list[str]:
    return sorted(Outcome.objects.values_list("what", flat=True))


def is_marked(booking: Booking) -> bool:
    """Whether rule 6 keeps the person from another appointment for the matter."""
    return fresh(booking).items.get().identity == fresh(booking).attendees.get().fingerprint


def remind(booking: Booking) -> None:
    """Owe the reminder of the day before, as booking does."""
    due = booking.time.starts_at - timedelta(days=1)
    people.message(booking, Message.Kind.REMINDER, due=due, issue=booking.sequence)


def close_the_public_hours(booking: Booking) -> None:
    booking.office.opening_hours.update(audience="internal")


def hold(offering: Offering, clock: str, desk: Desk, *, until: datetime) -> None:
    """Somebody is typing."""
    minutes = offering.duration_minutes
    options = {"status": "held", "minutes": minutes, "expires_at": until}
    people.reservation(at=desk, starts=at(clock), **options)


def make_documents(booking: Booking, *keys: str) -> list[int]:
    """Papers asked for in the matter of the booking; their numbers, in their order."""
    service = booking.items.get().offering.service
    words = {"passport": ("Reisepass", "Passport"), "photo": ("Lichtbild", "Photo")}
    made = [
        service.documents.create(
            key=key, position=position, name_de=words[key][0], name_en=words[key][1]
        )
        for position, key in enumerate(keys)
    ]
    return [one.pk for one in made]


@contextmanager
def signed_in_as(user: User) -> Iterator[None]:
    """What is done within is done by them, as where they have signed in."""
    with pghistory.context(user=user.pk):
        yield
    # It lasts as long as the transaction, which here is the whole test.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
