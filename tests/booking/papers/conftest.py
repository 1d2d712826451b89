"""Amal's appointment on a winter's morning in Essen."""

from datetime import UTC, datetime

import pytest

from booking.models import Booking
from tests import make, people

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
STARTS = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)  # 08:30 in Germany


@pytest.fixture
def amal(essen) -> Booking:
    office = make.office(of=essen, name_de="Ausländeramt", access_notes_de="Aufzug am Eingang B.")
    make.desk(at=office)
    offering = make.offering(at=office, minutes=20, tidy_minutes=10)
    return people.booked(starts=STARTS, now=NOW, offering=offering, number="K7QM42XD")
