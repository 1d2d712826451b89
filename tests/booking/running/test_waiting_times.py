"""How long people wait: looked at once a day, kept for two years, read week by week."""

from datetime import timedelta

import pytest

from booking import tasks
from booking.models import WaitingTime
from booking.running import Look, forget, look, past, services, weeks_back
from offices.models import Access
from tests import make
from tests.booking.running.wednesday import NINE, WEDNESDAY, ago, looked

pytestmark = pytest.mark.django_db


def kept() -> list[tuple]:
    rows = WaitingTime.objects.order_by("offering", "on")
    return list(rows.values_list("offering", "on", "days"))


def read(offering) -> dict[int, Look]:
    row = services(offering.office).annotate(past=past(WEDNESDAY)).get(pk=offering.pk)
    return weeks_back(row.past)


def test_every_service_with_dates_of_every_office_is_looked_at(office, offering, mainz):
    full = make.offering(at=office, desks=[])
    later = make.offering(at=office, access=Access.INVITATION, notice_minutes=3 * 24 * 60)
    make.offering(at=office, access=Access.WRITTEN)
    make.offering(at=office, valid_until=ago(1))
    other = make.offering(at=make.office_open_on_weekdays(of=mainz), access=Access.REQUEST)
    assert look(NINE) == 4
    assert kept() == [
        (offering.pk, WEDNESDAY, 0),
        (full.pk, WEDNESDAY, None),
        (later.pk, WEDNESDAY, 5),  # Saturday is after three days; then comes Monday
        (other.pk, WEDNESDAY, 0),
    ]


def test_invited_people_wait_less_where_they_may_choose_internal_hours(office):
    office.opening_hours.update(audience="internal")
    make.offering(at=office, access=Access.INVITATION, invited_internal=True)
    make.offering(at=office, access=Access.INVITATION)
    make.offering(at=office, invited_internal=True)
    look(NINE)
    assert [days for _offering, _on, days in kept()] == [0, None, None]


def test_the_first_look_of_a_day_counts(office, offering):
    look(NINE)
    office.opening_hours.all().delete()
    look(NINE + timedelta(hours=3))
    assert kept() == [(offering.pk, WEDNESDAY, 0)]


@pytest.mark.parametrize("offices", [1, 3])
def test_looking_costs_three_statements_for_each_office(essen, offices, django_assert_num_queries):
    for _number in range(offices):
        at = make.office_open_on_weekdays(of=essen)
        make.offering(at=at)
        make.offering(at=at)
    with django_assert_num_queries(1 + 3 * offices):
        look(NINE)


def test_what_is_older_than_two_years_is_erased(offering):
    looked(offering, ago(731), 3)
    young = looked(offering, ago(730), 4)
    assert forget(NINE) == 1
    assert list(WaitingTime.objects.all()) == [young]


def test_the_past_is_the_last_look_of_each_week(offering):
    for days, wait in [(0, 1), (6, 2), (7, 3), (13, 4), (28, None), (182, 5), (189, 6), (364, 7)]:
        looked(offering, ago(days), wait)
    assert read(offering) == {
        0: Look(WEDNESDAY, 1),
        1: Look(ago(7), 3),
        4: Look(ago(28), None),
        26: Look(ago(182), 5),
        52: Look(ago(364), 7),
    }


def test_a_service_has_its_own_past(office, offering):
    looked(make.offering(at=office), WEDNESDAY, 9)
    assert read(offering) == {}


def test_an_offering_that_was_looked_at_can_still_be_deleted(offering):
    looked(offering, WEDNESDAY, 9)
    offering.delete()
    assert kept() == []


def test_the_clock_looks_once_a_day_and_erases(offering):
    looked(offering, ago(2000), 3)
    assert tasks.look_at_waiting_times() == 1
    assert [days for _offering, _on, days in kept()] != [3]
    assert len(kept()) == 1
    assert tasks.warn_of_shortages() == 0
