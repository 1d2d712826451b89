"""Erika manages an office in Essen with two desks, open on weekdays from 08:00 to 12:00."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking
from offices.changes.steps import Step, add_to
from offices.models import Change, Offering, Office, OpeningHours
from offices.models.hours import monday_of
from tests import make, people
from tests.signing_in import at_desk

THURSDAY = 3


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def office(essen) -> Office:
    made = make.office_open_on_weekdays(desks=2, of=essen)
    Office.objects.filter(pk=made.pk).update(slug="essen-amt")
    made.refresh_from_db()
    return made


@pytest.fixture
def offering(office) -> Offering:
    return make.offering(at=office, service=make.service(name_de="Karte abholen"))


@pytest.fixture
def managing(office, erika) -> Client:
    """Erika's browser, signed in."""
    return at_desk(erika)


@pytest.fixture
def thursday(now) -> date:
    """The one after next."""
    return monday_of(timezone.localdate(now)) + timedelta(days=14 + THURSDAY)


@pytest.fixture
def rule(office) -> OpeningHours:
    """Of Thursdays."""
    return OpeningHours.objects.get(office=office, weekday=THURSDAY)


@pytest.fixture
def booked(offering, now) -> Callable[..., Booking]:
    """Book an appointment at the desk of that number, on `day` at `clock`."""

    def book(day: date, clock: str, *, desk: int = 0, **fields: object) -> Booking:
        starts, at = make.local(offering.office, day, clock), offering.office.desks.all()[desk]
        return people.booked(starts=starts, now=now, offering=offering, desk=at, **fields)

    return book


@pytest.fixture
def planned(office, erika) -> Callable[[Iterable[Step]], Change]:
    """A draft of Erika with these steps."""

    def plan(steps: Iterable[Step]) -> Change:
        change = Change.objects.create(office=office, made_by=erika, made_at=timezone.now())
        add_to(change, steps)
        return change

    return plan
