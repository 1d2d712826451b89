"""Somebody has asked for an appointment that nobody may simply book; Jonas answers."""

from datetime import datetime, timedelta

import pytest

from booking.models import Request
from offices.models import Offering, User
from tests import make
from tests.booking.reservations.asking import ask
from tests.booking.views.caseworker.counter import caseworker_at


@pytest.fixture
def emergency(essen) -> Offering:
    service = make.service(name_de="Notfall", name_en="Emergency")
    office = make.office_open_on_weekdays(of=essen)
    return make.offering(
        at=office, service=service, access="request", horizon_days=30, max_persons=3
    )


@pytest.fixture
def jonas(emergency) -> User:
    return caseworker_at(emergency.office)


@pytest.fixture
def here(emergency, now) -> Request:
    return ask(emergency, now=now, weekdays=[0], parts_of_day=["morning"]).request


@pytest.fixture
def monday(emergency, now) -> datetime:
    """A Monday at nine, one to two weeks ahead."""
    day = now.date() + timedelta(days=14 - now.weekday())
    return make.local(emergency.office, day, "09:00")
