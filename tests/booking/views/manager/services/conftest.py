"""An office in Essen with one desk, and a service that Amal has an appointment for."""

from datetime import datetime, timedelta

import pytest

from booking.models import Booking
from offices.models import Authority, Offering, Office
from tests import make, people


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office_open_on_weekdays(of=essen)


@pytest.fixture
def offering(essen: Authority) -> Offering:
    """Anyone may book it in Essen, for up to three persons, on weekdays from 08:00 to 12:00."""
    office = make.office_open_on_weekdays(of=essen)
    return make.offering(at=office, max_persons=3, minutes_per_further_person=10)


@pytest.fixture
def booked(offering: Offering, now: datetime) -> Booking:
    """In a week from now, for half an hour."""
    return people.booked(starts=now + timedelta(days=7), now=now, offering=offering)
