"""A place with two desks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make
from tests.booking.any_order.ledger import Matter


@pytest.fixture
def place(db) -> list[Matter]:
    """Open on two mornings; a short matter at both desks, a long one at the second."""
    office = make.office()
    desks = [make.desk(at=office) for _ in range(2)]
    for weekday in (2, 3):
        make.hours(at=office, weekday=weekday, opens="08:00", closes="09:30")
    return [_matter(office, 20, desks), _matter(office, 40, desks[1:])]


def _matter(office, minutes, desks) -> Matter:
    offering = make.offering(at=office, minutes=minutes, desks=desks)
    return Matter(offering, timedelta(minutes=minutes), frozenset(desk.pk for desk in desks))
