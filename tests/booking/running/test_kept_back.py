"""What managers are told is the next date: that of whoever may book it."""

from datetime import timedelta

import pytest

from booking.availability import first_free
from booking.running import ask_first
from tests import make
from tests.booking.running.wednesday import NINE, WEDNESDAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("access", "gets_it"), [("open", False), ("invitation", True), ("request", True)]
)
def test_what_is_kept_back_counts_where_people_are_invited_or_given_a_time(
    office, offering, access, gets_it
):
    """This week only Friday has hours; they open to everybody on Thursday."""
    offering.access = access
    office.opening_hours.exclude(weekday=4).delete()
    office.opening_hours.update(opens_to_public_before=1)
    friday = WEDNESDAY + timedelta(days=2)
    found = first_free([ask_first(offering, NINE).within(WEDNESDAY, friday)], now=NINE)
    assert found == [make.local(office, friday, "08:00") if gets_it else None]
