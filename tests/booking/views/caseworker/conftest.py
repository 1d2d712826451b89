"""Kim works at an office in Essen where it is always about noon, whenever the tests run."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from booking.models import Attendee, Booking, Reservation
from offices.models import Authority, Offering, Office, User
from tests import make, people
from tests.booking.views.caseworker.counter import caseworker_at
from tests.signing_in import at_desk

NOON = 12


def zone_with_noon(now: datetime) -> str:
    """Where the clock shows twelve something; the signs of these names are turned round."""
    ahead = (NOON - now.hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.fixture
def office(essen: Authority, now: datetime) -> Office:
    """Three desks, open on every day from 08:00 to 18:00."""
    made = make.office(of=essen, slug="essen-amt", timezone=zone_with_noon(now))
    for _ in range(3):
        make.desk(at=made)
    for weekday in range(7):
        make.hours(at=made, weekday=weekday, opens="08:00", closes="18:00")
    return made


@pytest.fixture
def offering(office: Office) -> Offering:
    return make.offering(at=office, max_persons=3, service=make.service(name_de="Karte abholen"))


@pytest.fixture
def kim(essen: Authority) -> User:
    return make.caseworker(of=essen, email="kim@essen.example", name="Kim Schalter")


@pytest.fixture
def desk(kim: User) -> Client:
    """Kim's browser, signed in."""
    return at_desk(kim)


@pytest.fixture
def jonas(offering: Offering) -> User:
    """He works at this office alone."""
    return caseworker_at(offering.office)


@pytest.fixture
def counter(jonas: User) -> Client:
    """His browser, signed in."""
    return at_desk(jonas)


@pytest.fixture
def today(office: Office, now: datetime) -> date:
    return now.astimezone(office.zone).date()


@pytest.fixture
def booked(offering: Offering, now: datetime) -> Callable[..., Booking]:
    """Book Amal's next appointment today at the desk of that number, `minutes` from now."""

    def book(minutes: int = 60, *, desk: int = 0, name: str = "Hadi", **fields: Any) -> Booking:
        starts = on_grid(now + timedelta(minutes=minutes))
        offering.desks.set([offering.office.desks.all()[desk]])
        made = people.booked(starts=starts, now=now, offering=offering, **fields)
        offering.desks.set(offering.office.desks.all())
        person = Attendee.objects.get(booking=made)
        person.family_name = name
        person.save()
        return made

    return book


def on_grid(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 10 * 10, second=0, microsecond=0)


def status(booking: Booking) -> str:
    return str(Reservation.objects.get(booking=booking).status)
