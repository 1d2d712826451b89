"""Fills an office of the running program with a day of people: where it is noon just now.

Started as a program of its own, with the environment of the one that runs:
python -m tests.journeys.staff.filling
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")
django.setup()

from datetime import datetime, timedelta  # noqa: E402
from itertools import cycle  # noqa: E402

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.utils import timezone  # noqa: E402

from booking.models import Attendee, Booking, Reservation  # noqa: E402
from offices.models import Offering, Office, RequiredDocument  # noqa: E402
from tests import make, people  # noqa: E402
from tests.booking.views.caseworker.conftest import zone_with_noon  # noqa: E402
from tests.journeys.staff.day import COLLEAGUES, DESKS, OFFICE, PASSWORD, SLOTS  # noqa: E402

LANGUAGES = cycle(["ar", "uk", "en", "de"])
LENGTH = timedelta(minutes=30)


def fill(now: datetime) -> None:
    authority = make.authority(slug="musterstadt", short_name="Musterstadt")
    office = make.office(of=authority, slug=OFFICE, timezone=zone_with_noon(now))
    for _ in range(DESKS):
        make.desk(at=office)
    for weekday in range(7):
        make.hours(at=office, weekday=weekday, opens="07:00", closes="22:00")
    _staff(office)
    service = make.service(slug="muster", name_de="Karte abholen", name_en="Collect the card")
    for key, name in (("passport", "Reisepass"), ("photo", "Foto")):
        RequiredDocument.objects.create(service=service, key=key, name_de=name, name_uk=name)
    make.offering(at=office, service=make.service(slug="advice", name_de="Beratung"))
    _book(make.offering(at=office, service=service), now)


def _staff(office: Office) -> None:
    password = make_password(PASSWORD)
    for email in COLLEAGUES:
        colleague = make.caseworker(of=office.authority, office=office, email=email, name=email[:4])
        colleague.password = password
        colleague.save()


def _book(offering: Offering, now: datetime) -> None:
    """From 08:00 to 18:00 somebody every half an hour at every desk, named after desk and time."""
    office = offering.office
    eight = now.astimezone(office.zone).replace(hour=8, minute=0, second=0, microsecond=0)
    for number, desk in enumerate(office.desks.all(), 1):
        offering.desks.set([desk])
        for slot in range(SLOTS):
            made = people.booked(
                starts=eight + slot * LENGTH,
                now=now,
                offering=offering,
                language=next(LANGUAGES),
                email=f"guest-{number}-{slot}@people.example",
            )
            # Letters alone tell people apart.
            name = "".join(("Gast", chr(ord("@") + number), chr(ord("A") + slot)))
            Attendee.objects.filter(booking=made).update(family_name=name)
    offering.desks.set(office.desks.all())
    past = Reservation.objects.filter(desk__office=office, during__endswith__lt=now - 2 * LENGTH)
    past.update(status=Reservation.Status.ATTENDED)
    assert Booking.objects.filter(office=office).count() == DESKS * SLOTS


if __name__ == "__main__":
    fill(timezone.now())
