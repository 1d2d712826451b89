"""Which times may be theirs who have a number already."""

from datetime import UTC, date, datetime

import pytest

from booking.availability import free_days
from booking.models import Booking
from booking.reservations import ask_of
from offices.models import Offering
from tests import make, people

NOW = datetime(2026, 9, 14, 4, tzinfo=UTC)  # Monday 06:00 in Germany

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering() -> Offering:
    """Monday to Friday from 08:00 to 12:00; people may book three days ahead."""
    return make.offering(at=make.office_open_on_weekdays(), minutes=60, horizon_days=3)


def days(booking: Booking) -> list[int]:
    fresh = Booking.objects.get(pk=booking.pk)
    return [free.day.day for free in free_days(ask_of(fresh, now=NOW), now=NOW)]


def test_who_booked_may_move_as_far_ahead_as_anybody_may_book(offering):
    booked = people.booked(
        starts=make.local(offering.office, date(2026, 9, 15), "08:00"), now=NOW, offering=offering
    )
    assert days(booked) == [14, 15, 16, 17]


def test_who_was_invited_may_choose_until_the_latest_day_further_or_nearer(offering):
    assert days(people.invited(latest=date(2026, 9, 22), now=NOW, offering=offering)) == [
        14,
        15,
        16,
        17,
        18,
        21,
        22,
    ]
    assert days(people.invited(latest=date(2026, 9, 15), now=NOW, offering=offering)) == [14, 15]


def test_internal_hours_are_for_those_whose_invitation_says_so(offering):
    make.hours(at=offering.office, weekday=5, opens="09:00", closes="10:00", audience="internal")
    saturday = date(2026, 9, 19)
    public = people.invited(latest=saturday, now=NOW, offering=offering)
    internal = people.invited(
        latest=saturday, now=NOW, offering=offering, invitation={"internal_hours": True}
    )
    assert days(public) == [14, 15, 16, 17, 18]
    assert days(internal) == [14, 15, 16, 17, 18, 19]


def test_only_desks_responsible_for_the_name_are_asked():
    office = make.office_open_on_weekdays(desks=0)
    first = make.desk(at=office, responsible=[("A", "K")])
    second = make.desk(at=office, responsible=[("L", "Z")])
    offering = make.offering(at=office, minutes=60)
    made = people.invited(latest=date(2026, 9, 15), now=NOW, offering=offering)
    assert ask_of(made, now=NOW).desks == (second.pk,)  # O'Hadi-Öztürk
    made.attendees.update(family_name="Amal")
    assert ask_of(Booking.objects.get(pk=made.pk), now=NOW).desks == (first.pk,)
