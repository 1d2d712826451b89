"""How full the coming weeks are: minutes of all desks, open and taken."""

from datetime import date

import pytest

from booking.reservations import Stretch, block
from booking.running import WeekLoad, weeks_of
from tests import make, people
from tests.booking.running.wednesday import NINE, WEDNESDAY

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 9, 21)


def loads(office) -> list[tuple[date, date, int, int]]:
    return [(one.first, one.last, one.open, one.taken) for one in weeks_of(office, WEDNESDAY)]


def test_eight_weeks_begin_today_and_then_on_mondays(office):
    found = loads(office)
    assert found[0] == (WEDNESDAY, date(2026, 9, 20), 3 * 480, 0)
    assert found[1] == (MONDAY, date(2026, 9, 27), 5 * 480, 0)
    assert (len(found), found[-1][0]) == (8, date(2026, 11, 2))


def test_appointments_and_blocks_are_taken(office, offering):
    desk = office.desks.first()
    people.reservation(at=desk, starts=make.local(office, MONDAY, "08:00"), status="booked")
    begins, ends = (make.local(office, MONDAY, clock) for clock in ("10:00", "12:00"))
    block(desk, [Stretch(begins, ends)], "break", now=NINE)
    assert loads(office)[1][3] == 150


def test_hours_without_appointment_do_not_count_and_no_more_is_taken_than_is_open(office):
    office.opening_hours.exclude(weekday=0).delete()
    office.opening_hours.update(closes="08:20")
    make.hours(at=office, weekday=1, opens="08:00", closes="12:00", audience="walk_in")
    make.hours(at=office, weekday=2, opens="08:00", closes="09:00", audience="internal")
    people.reservation(
        at=office.desks.first(), starts=make.local(office, MONDAY, "08:00"), status="booked"
    )
    assert loads(office)[1] == (MONDAY, date(2026, 9, 27), 2 * 20 + 2 * 60, 20)


def test_a_week_that_is_closed_has_no_percentage():
    assert WeekLoad(MONDAY, 0, 0).percent is None
    assert WeekLoad(MONDAY, 300, 100).percent == 33
    assert WeekLoad(MONDAY, 300, 100).number == 39
