"""What opens next for everybody, and when: never promised in vain."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from booking.availability import (
    FreeDay,
    Opening,
    free_days,
    free_starts,
    next_openings,
    opens_later,
)
from booking.models import Reservation
from offices.models import Offering, Office
from tests import make, people
from tests.booking.availability.releasing import (
    A_DAY,
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    ask,
    at,
    keep_back,
    release_at,
    urgent,
)


@pytest.fixture
def office(db) -> Office:
    """One desk, open on weekdays from 08:00 to 12:00; new dates open at 08:00."""
    return make.office_open_on_weekdays()


@pytest.fixture
def offering(office) -> Offering:
    """A whole morning, so that a day has one start or none; three days ahead."""
    return make.offering(at=office, minutes=240, notice_minutes=0, horizon_days=3)


def take_all(office: Office, now: datetime) -> None:
    """Everything that anybody may take now is taken."""
    for offering in office.offerings.all():
        for one in free_starts(ask(offering, now), now=now):
            people.reservation(
                at=office.desks.get(),
                starts=one.start,
                minutes=240,
                status=Reservation.Status.BOOKED,
            )


def opening(offering: Offering, now: datetime) -> Opening | None:
    return next_openings([ask(offering, now)], now=now)[0]


@pytest.mark.parametrize("hour", [None, time(8), time(14, 30)])
def test_the_next_day_opens_at_the_hour_of_the_office(office, offering, hour):
    release_at(office, hour)
    now = at(office, MONDAY, "23:00")
    take_all(office, now)
    opens = at(office, MONDAY + A_DAY, f"{hour or time.min:%H:%M}")
    assert opening(offering, now) == Opening(opens, at(office, FRIDAY, "08:00"))


def test_days_without_hours_are_skipped_and_so_are_closures(office, offering):
    release_at(office, time(8))
    now = at(office, MONDAY + A_DAY, "09:00")  # Friday is open; Monday is the next day with hours
    take_all(office, now)
    friday = at(office, FRIDAY, "08:00")
    assert opening(offering, now) == Opening(friday, at(office, NEXT_MONDAY, "08:00"))
    starts = at(office, NEXT_MONDAY, "00:00")
    make.closure(at=office, starts=starts, ends=starts + A_DAY)
    saturday = at(office, FRIDAY + A_DAY, "08:00")
    after = at(office, NEXT_MONDAY + A_DAY, "08:00")
    assert opening(offering, now) == Opening(saturday, after)


def test_what_is_taken_already_does_not_open(office, offering):
    now = at(office, MONDAY, "23:00")
    take_all(office, now + A_DAY)  # Friday too, by staff
    assert opening(offering, now) == Opening(
        at(office, FRIDAY, "00:00"), at(office, NEXT_MONDAY, "08:00")
    )


def test_what_is_kept_back_opens_before_the_next_day_does(office, offering):
    keep_back(office, 1, weekday=3)
    now = at(office, MONDAY, "23:00")
    take_all(office, now)
    wednesday = MONDAY + 2 * A_DAY
    make.closure(
        at=office, starts=at(office, FRIDAY, "00:00"), ends=at(office, FRIDAY + 9 * A_DAY, "00:00")
    )
    assert opening(offering, now) == Opening(
        at(office, wednesday, "00:00"), at(office, wednesday + A_DAY, "08:00")
    )


def test_a_season_is_seen_from_afar_and_nothing_is_nothing(office, offering):
    now = at(office, MONDAY, "09:00")
    spring = date(2027, 4, 5)  # a Monday
    office.opening_hours.update(valid_from=spring)
    assert opening(offering, now) == Opening(
        at(office, spring - 3 * A_DAY, "00:00"), at(office, spring, "08:00")
    )
    office.opening_hours.update(valid_until=spring)
    office.opening_hours.filter(weekday=0).delete()
    assert opening(offering, now) is None


def test_nothing_opens_after_the_last_day_of_the_office_or_for_those_who_need_not_wait(
    office, offering
):
    now = at(office, MONDAY, "23:00")
    take_all(office, now)
    assert next_openings([ask(offering, now, at_once=True)], now=now) == [None]
    office.valid_until = MONDAY + 3 * A_DAY
    office.save()
    assert opening(offering, now) is None


def test_what_opens_too_late_for_its_notice_is_not_promised(office):
    offering = make.offering(at=office, minutes=240, notice_minutes=36 * 60, horizon_days=4)
    keep_back(office, 1, weekday=2)
    keep_back(office, 2, weekday=3)
    now = at(office, MONDAY, "00:01")
    take_all(office, now)
    # Wednesday would open on Tuesday, too late for it; Thursday opens on Tuesday.
    assert opening(offering, now) == Opening(
        at(office, MONDAY + A_DAY, "00:00"), at(office, MONDAY + 3 * A_DAY, "08:00")
    )


@pytest.mark.parametrize("many", [1, 5])
def test_many_are_told_in_two_statements(office, many, django_assert_num_queries):
    now = at(office, MONDAY, "23:00")
    offerings = [make.offering(at=office, minutes=240, horizon_days=3) for _ in range(many)]
    take_all(office, now)
    asks = [ask(one, now) for one in offerings]
    opens = at(office, MONDAY + A_DAY, "00:00")
    with django_assert_num_queries(2):
        found = next_openings(asks, now=now)
    assert found == many * [Opening(opens, at(office, FRIDAY, "08:00"))]


def test_more_times_open_nearer_to_the_day_only_where_some_are_kept_back(office, offering):
    now = at(office, MONDAY, "07:00")
    assert not opens_later(ask(offering, now), now=now)
    keep_back(office, 1, weekday=2)
    assert opens_later(ask(offering, now), now=now)
    assert not opens_later(ask(offering, now).within(MONDAY, MONDAY + A_DAY), now=now)
    assert not opens_later(ask(offering, now + A_DAY), now=now + A_DAY)
    assert not opens_later(ask(offering, now, at_once=True), now=now)
    assert not opens_later(ask(urgent(offering), now), now=now)


def test_what_is_kept_back_and_taken_already_does_not_open_later(office, offering):
    keep_back(office, 1, weekday=2)
    now, start = at(office, MONDAY, "07:00"), at(office, MONDAY + 2 * A_DAY, "08:00")
    booked = Reservation.Status.BOOKED
    people.reservation(at=office.desks.get(), starts=start, minutes=10, status=booked)
    assert not opens_later(ask(offering, now), now=now)


def test_a_day_kept_back_as_long_as_days_are_open_is_not_kept_back(office, offering):
    keep_back(office, 3)
    now = at(office, MONDAY, "07:00")
    assert free_days(ask(offering, now), now=now) == [
        FreeDay(MONDAY + n * A_DAY, 1) for n in range(4)
    ]
