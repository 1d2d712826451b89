"""A Wednesday in Essen: two desks, open from 08:00 to 12:00; what is refused is said in English."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.utils import translation

from booking.models import Booking
from offices.models import Desk, Offering, Office
from tests import make
from tests.booking.counter.wednesday import BOHDAN, comes, signed_in_as


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def office(essen) -> Office:
    return make.office_open_on_weekdays(of=essen, desks=2)


@pytest.fixture
def desks(office) -> list[Desk]:
    return list(office.desks.all())


@pytest.fixture
def offering(office) -> Offering:
    """Half an hour, at both desks; reminded of a day before."""
    return make.offering(at=office)


@pytest.fixture
def amal(offering, desks) -> Booking:
    """At nine, at the first desk."""
    return comes(offering, "09:00", desks[0])


@pytest.fixture
def bohdan(offering, desks) -> Booking:
    """At nine, at the second desk."""
    return comes(offering, "09:00", desks[1], person=BOHDAN)


@pytest.fixture
def by_erika(erika) -> Callable[[], AbstractContextManager[object]]:
    """What is done within is done by Erika."""
    return lambda: signed_in_as(erika)
