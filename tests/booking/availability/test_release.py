"""From which instant on a day, or what is kept back, is for everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from booking.availability import (
    ask_for,
    first_free,
    free_days,
    free_starts,
)
from booking.availability.release import begins
from offices.models import Offering, Office
from tests import make
from tests.booking.availability.releasing import (
    A_DAY,
    FRIDAY,
    MINUTE,
    MONDAY,
    ask,
    at,
    days,
    keep_back,
    last_day,
    release_at,
    urgent,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def office(db) -> Office:
    """One desk, open on weekdays from 08:00 to 12:00; new dates open at 08:00."""
    return make.office_open_on_weekdays()


@pytest.fixture
def offering(office) -> Offering:
    """A whole morning, so that a day has one start or none; three days ahead."""
    return make.offering(at=office, minutes=240, notice_minutes=0, horizon_days=3)


# --- the hour of release ----------------------------------------------------------------------


def test_without_an_hour_the_newest_day_opens_at_midnight(office, offering):
    midnight = at(office, MONDAY, "00:00")
    assert last_day(offering, midnight - MINUTE) == MONDAY + 2 * A_DAY
    assert last_day(offering, midnight) == MONDAY + 3 * A_DAY


def test_with_an_hour_it_opens_at_that_minute(office, offering):
    release_at(office, time(8))
    eight = at(office, MONDAY, "08:00")
    assert last_day(offering, at(office, MONDAY, "00:00")) == MONDAY + 2 * A_DAY
    assert last_day(offering, eight - MINUTE) == MONDAY + 2 * A_DAY
    assert last_day(offering, eight - timedelta(microseconds=1)) == MONDAY + 2 * A_DAY
    assert last_day(offering, eight) == MONDAY + 3 * A_DAY


def test_invited_people_and_staff_need_not_wait_for_the_hour(office, offering):
    release_at(office, time(8))
    early = at(office, MONDAY, "07:59")
    assert last_day(offering, early, at_once=True) == MONDAY + 3 * A_DAY


def test_the_hour_is_also_for_urgent_matters(office, offering):
    release_at(office, time(8))
    early = at(office, MONDAY, "07:59")
    assert last_day(urgent(offering), early) == MONDAY + 2 * A_DAY


def test_before_the_hour_of_the_first_day_today_can_still_be_booked(office):
    release_at(office, time(23, 59))
    offering = make.offering(at=office, minutes=240, notice_minutes=0, horizon_days=1)
    assert days(offering, at(office, MONDAY, "07:00")) == [MONDAY]


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (date(2027, 3, 28), time(1, 59), (0, 59)),
        (date(2027, 3, 28), time(2, 0), (1, 0)),  # left out: when the clock changes
        (date(2027, 3, 28), time(2, 30), (1, 0)),
        (date(2027, 3, 28), time(2, 59), (1, 0)),
        (date(2027, 3, 28), time(3, 0), (1, 0)),
        (date(2027, 3, 28), time(8, 0), (6, 0)),
        (date(2026, 10, 25), time(1, 59), (-1, 59)),
        (date(2026, 10, 25), time(2, 30), (1, 30)),  # comes twice: the second
        (date(2026, 10, 25), time(3, 0), (2, 0)),
        (date(2026, 10, 25), time(8, 0), (7, 0)),
    ],
)
def test_on_the_day_the_clock_changes_it_keeps_to_the_clock_on_the_wall(day, hour, instant):
    hours, minutes = instant
    midnight = datetime.combine(day, time.min, tzinfo=UTC)
    assert begins(day, hour, BERLIN) == midnight + timedelta(hours=hours, minutes=minutes)


def test_half_an_hour_left_out_by_the_clock_is_known_too():
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    change = datetime(2026, 10, 3, 15, 30, tzinfo=UTC)  # 02:00, which becomes 02:30
    assert begins(date(2026, 10, 4), time(2, 10), lord_howe) == change


@pytest.mark.parametrize(("day", "utc"), [(date(2027, 3, 28), 6), (date(2026, 10, 25), 7)])
def test_on_such_a_day_the_newest_day_opens_at_eight_by_the_clock(office, offering, day, utc):
    release_at(office, time(8))
    eight = datetime.combine(day, time(utc), tzinfo=UTC)
    assert last_day(offering, eight - MINUTE) == day + 2 * A_DAY
    assert last_day(offering, eight) == day + 3 * A_DAY


# --- what is kept back ------------------------------------------------------------------------


def test_hours_kept_back_open_to_everybody_when_the_day_is_near_enough(office, offering):
    keep_back(office, 2, weekday__lt=5)
    wednesday = at(office, MONDAY + 2 * A_DAY, "00:00")
    assert days(offering, wednesday - MINUTE)[-1] == MONDAY + 3 * A_DAY
    assert days(offering, wednesday)[-1] == FRIDAY


def test_where_days_open_at_an_hour_so_does_what_is_kept_back(office, offering):
    keep_back(office, 2)
    release_at(office, time(8))
    eight = at(office, MONDAY, "08:00")
    assert last_day(offering, eight - MINUTE) == MONDAY + A_DAY
    assert last_day(offering, eight) == MONDAY + 2 * A_DAY


def test_urgent_matters_invited_people_and_staff_get_it_at_once(office, offering):
    keep_back(office, 1)
    now = at(office, MONDAY, "07:00")
    assert days(offering, now) == [MONDAY, MONDAY + A_DAY]
    assert len(days(offering, now, at_once=True)) == 4
    assert len(days(urgent(offering), now)) == 4


def test_a_visit_is_urgent_when_all_of_it_is(office):
    keep_back(office, 1)
    emergency = urgent(make.offering(at=office, minutes=120, notice_minutes=0, horizon_days=3))
    other = make.offering(at=office, minutes=120, notice_minutes=0, horizon_days=3)
    now = at(office, MONDAY, "07:00")

    def open_days(*offerings: Offering) -> int:
        return len(free_days(ask_for([(one, 1) for one in offerings], now=now), now=now))

    assert (open_days(emergency), open_days(emergency, other), open_days(other)) == (4, 2, 2)


def test_hours_beside_them_stay_open_and_what_overlaps_is_for_everybody(office, offering):
    keep_back(office, 1, weekday=2)
    now = at(office, MONDAY, "07:00")
    assert MONDAY + 2 * A_DAY not in days(offering, now)
    make.hours(at=office, weekday=2, opens="08:00", closes="12:00")
    assert MONDAY + 2 * A_DAY in days(offering, now)


def test_a_visit_does_not_reach_into_what_is_kept_back(office):
    offering = make.offering(at=office, minutes=60, horizon_days=3)
    wednesday, now = MONDAY + 2 * A_DAY, at(office, MONDAY, "07:00")
    make.hours(at=office, weekday=2, opens="12:00", closes="14:00", opens_to_public_before=1)

    def last_start(**how: Any) -> datetime:
        within = ask(offering, now, **how).within(wednesday, wednesday)
        return free_starts(within, now=now)[-1].start

    assert last_start() == at(office, wednesday, "11:00")
    assert last_start(at_once=True) == at(office, wednesday, "13:00")


def test_who_waits_and_who_need_not_are_answered_in_one_statement(
    office, offering, django_assert_num_queries
):
    keep_back(office, 1)
    emergency = urgent(make.offering(at=office, minutes=240, notice_minutes=0, horizon_days=3))
    now = at(office, MONDAY, "08:01")  # today is gone
    asks = [
        ask(one, then, at_once=at_once)
        for one, then, at_once in [
            (offering, now + 2 * A_DAY, False),
            (offering, now, False),
            (offering, now, True),
            (emergency, now, False),
        ]
    ]
    beyond = [one.within(MONDAY + 2 * A_DAY, FRIDAY) for one in asks]
    wednesday, thursday = (at(office, MONDAY + n * A_DAY, "08:00") for n in (2, 3))
    with django_assert_num_queries(1):
        assert first_free(beyond, now=now) == [thursday, None, wednesday, wednesday]
