"""Amal asks on a Sunday at noon; Erika offers Monday at eight, to be accepted by the evening."""

from datetime import datetime, timedelta
from typing import Any

from booking.models import Booking, Request, Stage, stage_of
from booking.reservations import Asked, Person, ask_for_appointment, offer_time
from offices.models import Offering, User
from tests.booking.reservations.taking import AMAL, EIGHT, SUNDAY_NOON, fresh

TONIGHT = SUNDAY_NOON + timedelta(hours=8)


def ask(
    offering: Offering, *, person: Person = AMAL, now: datetime = SUNDAY_NOON, **words: Any
) -> Booking:
    facts = {"email": "amal@people.example", "phone": "", "talk": "german", "persons": 1}
    asked = Asked(offering=offering, person=person, matter="My visa ends.", **facts | words)
    return ask_for_appointment(asked, now=now, language="ar")


def offer(
    booking: Booking,
    by: User,
    start: datetime = EIGHT,
    *,
    until: datetime = TONIGHT,
    now: datetime = SUNDAY_NOON,
) -> Request:
    return offer_time(fresh(booking).request, start, until=until, by=by, now=now)


def owed(booking: Booking) -> list[str]:
    return list(booking.messages.order_by("pk").values_list("kind", flat=True))


def stage(booking: Booking, now: datetime = SUNDAY_NOON) -> Stage:
    return stage_of(fresh(booking), now)
