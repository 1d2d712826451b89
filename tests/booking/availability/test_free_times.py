"""Free times in single cases that a person could tell, next to those drawn at random."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from booking.availability import (
    Ask,
    FreeDay,
    FreeStart,
    Gap,
    ask_for,
    first_days,
    first_free,
    free_days,
    free_starts,
    gaps_at,
    next_season,
)
from booking.models import Reservation
from offices.models import Offering, Office
from tests import make, people

NOW = datetime(2026, 9, 13, 12, tzinfo=UTC)  # a Sunday
MONDAY = date(2026, 9, 14)
SECOND = timedelta(seconds=1)


@pytest.fixture
def office(db) -> Office:
    """Make two desks, open on weekdays from 08:00 to 12:00."""
    return make.office_open_on_weekdays(desks=2)


@pytest.fixture
def offering(office) -> Offering:
    return make.offering(at=office, minutes=30)


def on(day: date, offering: Offering, *, now: datetime = NOW, persons: int = 1) -> Ask:
    return ask_for([(offering, persons)], now=now).within(day, day)


def clocks(ask: Ask, *, now: datetime = NOW) -> list[str]:
    return [f"{one.start.astimezone(ask.zone):%H:%M}" for one in free_starts(ask, now=now)]


def at(offering: Offering, clock: str, day: date = MONDAY) -> datetime:
    return make.local(offering.office, day, clock)


def test_a_morning_has_a_start_every_ten_minutes_until_the_visit_no_longer_fits(offering):
    ask = on(MONDAY, offering)
    assert clocks(ask)[:3] == ["08:00", "08:10", "08:20"]
    assert clocks(ask)[-1] == "11:30"
    assert {one.desks for one in free_starts(ask, now=NOW)} == {2}
    assert free_days(ask, now=NOW) == [FreeDay(MONDAY, 22)]


def test_further_persons_and_the_time_to_tidy_up_count(office):
    offering = make.offering(
        at=office, minutes=30, minutes_per_further_person=60, tidy_minutes=10, max_persons=4
    )
    assert clocks(on(MONDAY, offering, persons=4))[-1] == "08:20"


def test_two_matters_of_the_same_kind_are_one_visit_twice_as_long(offering):
    ask = ask_for([(offering, 1), (offering, 1)], now=NOW).within(MONDAY, MONDAY)
    assert (ask.offerings, ask.minutes) == ((offering.pk,), 60)
    assert clocks(ask)[-1] == "11:00"


def test_notice_counts_to_the_second(offering):
    now = at(offering, "08:00")
    assert clocks(on(MONDAY, offering, now=now), now=now)[0] == "09:00"
    assert clocks(on(MONDAY, offering, now=now + SECOND), now=now + SECOND)[0] == "09:10"


def test_a_hold_is_free_at_the_second_it_runs_out(office, offering):
    end = NOW + timedelta(minutes=15)
    for desk in office.desks.all():
        people.reservation(
            at=desk, starts=at(offering, "08:00"), status=Reservation.Status.HELD, expires_at=end
        )
    assert clocks(on(MONDAY, offering), now=end - SECOND)[0] == "08:30"
    assert clocks(on(MONDAY, offering), now=end)[0] == "08:00"


def test_the_horizon_ends_with_the_day(office):
    offering = make.offering(at=office, minutes=30, horizon_days=1)
    assert free_days(ask_for([(offering, 1)], now=NOW), now=NOW) == [FreeDay(MONDAY, 22)]


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_on_the_day_the_clock_changes_hours_keep_to_the_clock_on_the_wall(office, offering, day):
    now = make.local(office, day, "00:00") - timedelta(days=1)
    make.hours(at=office, weekday=6, opens="08:00", closes="09:00")
    assert clocks(on(day, offering, now=now), now=now) == ["08:00", "08:10", "08:20", "08:30"]


def test_hours_that_the_clock_leaves_out_do_not_move_elsewhere(office, offering):
    march, now = date(2027, 3, 28), datetime(2027, 3, 27, tzinfo=UTC)
    make.hours(at=office, weekday=6, opens="02:00", closes="03:00")
    assert clocks(on(march, offering, now=now), now=now) == []
    make.hours(at=office, weekday=6, opens="01:00", closes="02:30")
    assert clocks(on(march, offering, now=now), now=now) == ["01:00", "01:10", "01:20", "01:30"]


def test_hours_in_the_hour_that_comes_twice_are_open_once(office, offering):
    october, now = date(2026, 10, 25), datetime(2026, 10, 24, tzinfo=UTC)
    make.hours(at=office, weekday=6, opens="02:00", closes="03:00")
    one = datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert free_starts(on(october, offering, now=now), now=now) == [
        FreeStart(one + timedelta(minutes=10 * n), 2) for n in range(4)
    ]


def test_a_gap_is_the_whole_stretch_even_before_the_notice(office, offering):
    first, second = office.desks.all()
    taken = at(offering, "08:00"), at(offering, "10:00")
    for start in taken:
        people.reservation(at=first, starts=start, status=Reservation.Status.BOOKED)
    now = at(offering, "08:05")
    ask = on(MONDAY, offering, now=now)
    assert gaps_at(ask, at(offering, "09:10"), now=now) == [
        Gap(first.pk, at(offering, "08:30"), at(offering, "10:00")),
        Gap(second.pk, at(offering, "08:00"), at(offering, "12:00")),
    ]


@pytest.mark.parametrize("off", [SECOND, timedelta(seconds=0.4), timedelta(minutes=5), -SECOND])
def test_a_start_off_the_grid_has_no_desk(offering, off):
    assert gaps_at(on(MONDAY, offering), at(offering, "09:00") + off, now=NOW) == []


def test_questions_of_several_offices_and_zones_are_answered_at_once(offering):
    azores = make.office(timezone="Atlantic/Azores", grid_minutes=15)
    make.desk(at=azores)
    make.hours(at=azores, weekday=0, opens="08:00", closes="12:00")
    far, never = make.offering(at=azores), make.offering(at=azores, desks=[])
    asks = [ask_for([(one, 1)], now=NOW) for one in (far, never, offering, far)]
    eight = datetime(2026, 9, 14, 8, tzinfo=UTC)  # in the Azores; 06:00 UTC is 08:00 in Germany
    assert first_free(asks, now=NOW) == [eight, None, eight - timedelta(hours=2), eight]


def test_nothing_asked_is_nothing_found_without_a_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert first_free([], now=NOW) == []


@pytest.mark.parametrize("desks", [1, 4])
def test_whatever_is_asked_costs_one_statement(desks, db, django_assert_num_queries):
    office = make.office_open_on_weekdays(desks=desks)
    asks = [ask_for([(make.offering(at=office), 1)], now=NOW) for _ in range(desks)]
    with django_assert_num_queries(4):
        assert len(free_days(asks[0], now=NOW)) == 40
        assert len(first_days(asks[0], 7, now=NOW)) == 110
        assert len(free_starts(asks[0], now=NOW)) == 880
        assert set(first_free(asks, now=NOW)) == {datetime(2026, 9, 14, 6, tzinfo=UTC)}


def test_the_season_to_come_is_named_though_beyond_the_horizon(db):
    office, today = make.office(), MONDAY
    make.desk(at=office)
    offering, other = make.offering(at=office), make.offering(at=office)
    ask = ask_for([(offering, 1)], now=NOW)
    assert next_season(ask, today) is None
    season: dict[str, Any] = {"opens": "08:00", "closes": "12:00", "offerings": [offering]}
    spring, winter = date(2027, 4, 1), date(2026, 12, 1)
    make.hours(at=office, weekday=0, valid_from=spring, **season)
    make.hours(at=office, weekday=1, valid_from=winter, audience="internal", **season)
    make.hours(at=office, weekday=1, valid_until=MONDAY - timedelta(days=1), **season)
    assert next_season(ask, today) == spring
    assert next_season(ask, date(2027, 5, 1)) == date(2027, 5, 1)
    both = ask_for([(offering, 1), (other, 1)], now=NOW)
    assert next_season(both, today) is None


def test_the_statement_is_cheap_enough_not_to_be_compiled_first(offering):
    """Where PostgreSQL can compile statements it does so from a cost of 100 000: 100 ms lost."""
    statements: list[tuple[str, Any]] = []
    with connection.execute_wrapper(lambda run, sql, *rest: _keep(statements, run, sql, *rest)):
        free_starts(ask_for([(offering, 1)], now=NOW), now=NOW)
    ((sql, params),) = statements
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()[0]
    assert plan["Plan"]["Total Cost"] < 100_000


def _keep(statements, run, sql, params, *rest):
    statements.append((sql, params))
    return run(sql, params, *rest)
