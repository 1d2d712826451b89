"""How many visits still fit, one after the other."""

from datetime import date, timedelta

import pytest

from booking.availability import ask_for, free_starts, room
from tests import make, people
from tests.booking.availability.test_free_times import MONDAY, NOW, at, offering, office

__all__ = ["offering", "office"]

WEEK = MONDAY, MONDAY + timedelta(days=6)


def fits(offering, *, first: date = WEEK[0], last: date = WEEK[1]) -> dict[date, int]:
    (found,) = room([ask_for([(offering, 1)], now=NOW).within(first, last)], now=NOW)
    return found


def test_two_desks_with_four_hours_on_five_days_have_room_for_eighty_half_hours(offering):
    assert fits(offering) == {MONDAY: 80}


def test_each_visit_begins_on_the_grid(office):
    assert fits(make.offering(at=office, minutes=25)) == {MONDAY: 80}
    assert fits(make.offering(at=office, minutes=31)) == {MONDAY: 60}


def test_what_is_taken_cuts_the_time_in_two(office, offering):
    desk = office.desks.first()
    people.reservation(at=desk, starts=at(offering, "08:20"), status="booked")
    # 08:00 to 08:20 is too short, 08:50 to 12:00 has room for six.
    assert fits(offering, last=MONDAY) == {MONDAY: 8 + 6}


def test_weeks_are_counted_by_themselves_and_end_with_the_horizon(offering):
    assert fits(offering, last=MONDAY + timedelta(days=7)) == {
        MONDAY: 80,
        MONDAY + timedelta(days=7): 16,
    }
    offering.horizon_days = 2
    (found,) = room([ask_for([(offering, 1)], now=NOW)], now=NOW)
    assert found == {MONDAY: 32}


def test_the_last_start_before_the_horizon_counts(office):
    late = make.offering(at=office, minutes=30, horizon_days=1)
    ask = ask_for([(late, 1)], now=NOW)
    assert room([ask], now=NOW) == [{MONDAY: 16}]


def test_many_questions_are_answered_in_their_order(office, offering):
    other = make.offering(at=office, minutes=120)
    closed = make.offering(at=office, desks=[])
    asks = [ask_for([(one, 1)], now=NOW).within(*WEEK) for one in (closed, other, offering)]
    assert room(asks, now=NOW) == [{}, {MONDAY: 20}, {MONDAY: 80}]
    assert room([], now=NOW) == []


@pytest.mark.parametrize("minutes", [15, 30, 50, 70])
def test_it_is_what_somebody_gets_who_takes_one_after_the_other(db, minutes):
    office = make.office_open_on_weekdays()
    offering = make.offering(at=office, minutes=minutes)
    people.reservation(at=office.desks.get(), starts=at(offering, "09:10"), status="booked")
    ask = ask_for([(offering, 1)], now=NOW).within(MONDAY, MONDAY)
    said, taken = fits(offering, last=MONDAY), 0
    while starts := free_starts(ask, now=NOW):
        people.reservation(
            at=office.desks.get(), starts=starts[0].start, status="booked", minutes=minutes
        )
        taken += 1
    assert said == {MONDAY: taken}
