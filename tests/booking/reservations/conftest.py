"""One desk in Essen; what is refused is said in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from booking.models import Booking
from offices.models import Offering
from tests import make
from tests.booking.reservations.asking import ask, offer
from tests.booking.reservations.taking import fresh


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def offering(essen) -> Offering:
    """One desk, open on weekdays from 08:00 to 12:00; a visit takes half an hour."""
    return make.offering(at=make.office_open_on_weekdays(of=essen))


@pytest.fixture
def asked(offering) -> Booking:
    """Amal has asked for an appointment."""
    return ask(offering)


@pytest.fixture
def offered(asked, erika) -> Booking:
    """Monday at eight is kept for her until the evening."""
    offer(asked, erika)
    return fresh(asked)
