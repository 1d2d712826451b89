"""An office in Essen with two desks, open on weekdays from 08:00 to 12:00; people have
appointments there on Thursdays to come.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from booking.models import Booking
from offices.models import Change, Offering, Office, User
from offices.models.hours import monday_of
from tests import make, people

THURSDAY = 3


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def office(essen) -> Office:
    return make.office_open_on_weekdays(desks=2, of=essen)


@pytest.fixture
def offering(office) -> Offering:
    return make.offering(at=office)


@pytest.fixture
def thursday(now) -> date:
    """The one after next: whatever day it is, it lies ahead and within what people may book."""
    return monday_of(timezone.localdate(now)) + timedelta(days=14 + THURSDAY)


@pytest.fixture
def booked(offering, now) -> Callable[..., Booking]:
    """Book an appointment at the desk of that number, on `day` at `clock`."""

    def book(day: date, clock: str, *, desk: int = 0, **fields: object) -> Booking:
        starts, at = make.local(offering.office, day, clock), offering.office.desks.all()[desk]
        return people.booked(starts=starts, now=now, offering=offering, desk=at, **fields)

    return book


@pytest.fixture
def draft(office, erika, now) -> Change:
    return Change.objects.create(office=office, made_by=erika, made_at=now)


@pytest.fixture
def manager(erika) -> User:
    return erika
