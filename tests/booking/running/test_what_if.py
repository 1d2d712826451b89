"""What more desks would do: the calendar itself says so, and nothing stays of it."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection

from booking.availability import first_free, room
from booking.running import MoreDesks, ask_first, try_out
from booking.running.what_if import State
from offices.changes.rehearsal import taken_back
from offices.models import Desk, Offering, OpeningHours
from tests import make, people
from tests.booking.running.wednesday import NINE, WEDNESDAY

MONDAY = date(2026, 9, 21)
THURSDAYS = MoreDesks(2, (3,), time(8), time(12), WEDNESDAY)


@pytest.fixture
def full(office, offering) -> Offering:
    """Only the two weeks to come can be booked, and all of it is taken."""
    offering.horizon_days = 11
    offering.save()
    for desk in office.desks.all():
        for number in range(12):
            starts = make.local(office, WEDNESDAY + timedelta(days=number), "08:00")
            people.reservation(at=desk, starts=starts, status="booked", minutes=240)
    return offering


def everything() -> dict[str, Any]:
    """How many rows each table has, the histories too; and the state of the calendars."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT office, changed_by FROM booking_calendar ORDER BY office")
        found: dict[str, Any] = {"calendars": cursor.fetchall()}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
            found[table] = cursor.fetchone()
    return found


@pytest.mark.django_db
def test_two_more_desks_on_thursdays(office, full):
    (effect,) = try_out(office, [full], THURSDAYS, now=NINE)
    assert effect.now == State({}, None)
    assert effect.then == State({date(2026, 9, 14): 16, MONDAY: 16}, 1)
    assert (effect.more, effect.sooner, effect.until) == (32, None, date(2026, 9, 27))
    assert effect.more_a_week(WEDNESDAY) == 19  # two Thursdays within twelve days


@pytest.mark.django_db
def test_the_first_date_comes_sooner(office, full):
    friday = make.local(office, MONDAY + timedelta(days=4), "08:00")
    people.Reservation.objects.filter(during__startswith=friday).delete()
    (effect,) = try_out(office, [full], replace(THURSDAYS, desks=1), now=NINE)
    assert (effect.now.days, effect.then.days, effect.sooner) == (9, 1, 8)
    assert effect.weeks == [date(2026, 9, 14), MONDAY]


@pytest.mark.django_db
def test_new_desks_are_open_only_when_it_was_said(office, full):
    """Hours that name no desk mean all desks: not those that were never there."""
    assert not OpeningHours.objects.filter(desks__isnull=False).exists()
    more = replace(THURSDAYS, weekdays=(3, 4), opens=time(13), closes=time(14), first=MONDAY)
    (effect,) = try_out(office, [full], more, now=NINE)
    assert effect.then.weeks == {MONDAY: 2 * 2 * 2}


@pytest.mark.django_db
def test_in_an_office_without_any_desk_too(essen):
    office = make.office_open_on_weekdays(of=essen, desks=0)
    offering = make.offering(at=office, horizon_days=11)
    (effect,) = try_out(office, [offering], THURSDAYS, now=NINE)
    assert (effect.now.all, effect.then.all) == (0, 32)


@pytest.mark.django_db
def test_on_a_closed_day_they_are_closed(office, full):
    thursday = make.local(office, MONDAY + timedelta(days=3), "00:00")
    make.closure(at=office, starts=thursday, ends=thursday + timedelta(days=1))
    (effect,) = try_out(office, [full], THURSDAYS, now=NINE)
    assert effect.then.weeks == {date(2026, 9, 14): 16}


@pytest.mark.django_db
def test_only_the_services_that_were_chosen_are_served(office, full):
    other = make.offering(at=office, horizon_days=11)
    (effect,) = try_out(office, [other], THURSDAYS, now=NINE)
    assert effect.more == 32
    with taken_back():
        assert full.desks.count() == 2


@pytest.mark.django_db
def test_it_is_what_really_comes_of_it(office, full):
    (effect,) = try_out(office, [full], THURSDAYS, now=NINE)
    desks = [make.desk(at=office) for _number in range(2)]
    for hours in office.opening_hours.all():
        hours.desks.set(office.desks.exclude(pk__in=[one.pk for one in desks]))
    make.hours(at=office, weekday=3, opens="08:00", closes="12:00", desks=desks)
    full.desks.add(*desks)
    ask = ask_first(full, NINE)
    assert room([ask], now=NINE) == [effect.then.weeks]
    (first,) = first_free([ask], now=NINE)
    assert first is not None
    assert (first.astimezone(office.zone).date() - WEDNESDAY).days == effect.then.days


@pytest.mark.django_db(transaction=True)
def test_nothing_is_ever_committed(office, full):
    before = everything()
    try_out(office, [full], THURSDAYS, now=NINE)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_committed_when_it_fails_either(office, full):
    before = everything()
    with pytest.raises(IntegrityError), taken_back():
        Desk.objects.create(office=office, label=office.desks.first().label)
    assert everything() == before


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.django_db
def test_it_costs_the_same_statements_however_many_services(
    office, count, django_assert_max_num_queries
):
    offerings = [make.offering(at=office) for _number in range(count)]
    with django_assert_max_num_queries(18):
        try_out(office, offerings, THURSDAYS, now=NINE)
