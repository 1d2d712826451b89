"""People who have a booking, and asking for them as a caseworker would on Monday at eight."""

from datetime import UTC, datetime, timedelta
from typing import Any

from booking.models import Attendee, Booking, Contact
from booking.search import Found, search
from offices.models import Offering
from tests import people

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def booked(offering: Offering, name: str, born: str = "01.01.1999", **fields: Any) -> Booking:
    """`name` is given as “Family, Given”; an e-mail, phone or file number if the test is of it."""
    facts = {"email": "nobody@people.example"} | fields
    phone, file_number = facts.pop("phone", ""), facts.pop("file_number", "")
    starts = facts.pop("starts", NOW + 10 * DAY + offering.items.count() * HOUR)
    made = people.booked(starts=starts, now=NOW - DAY, offering=offering, **facts)
    named(made, name, born, file_number=file_number)
    Contact.objects.filter(booking=made).update(phone=phone)
    return made


def named(booking: Booking, name: str, born: str = "01.01.1999", **fields: Any) -> None:
    """The person whose matter it is."""
    family, _, given = name.partition(", ")
    day, month, year = (int(part) or None for part in born.split("."))
    booking.attendees.filter(position=0).delete()
    Attendee.objects.create(
        booking=booking,
        family_name=family,
        given_names=given,
        birth_year=year,
        birth_month=month,
        birth_day=day,
        **fields,
    )


def ask(words: str, offering: Offering, **options: Any) -> Found:
    authority = offering.office.authority_id
    return search(words, **{"authority": authority, "offices": None, "now": NOW} | options)


def found(words: str, offering: Offering, **options: Any) -> list[str]:
    """The persons, the best first."""
    matches = ask(words, offering, **options).matches
    return [str(match.person and match.person.full_name) for match in matches]
