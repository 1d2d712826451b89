"""What nobody meant, in words."""

from datetime import date
from typing import Any

import pytest

from offices.models import Offering, Office
from offices.policy.oddities import Oddities, to_look_at
from offices.policy.offering import add_season
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)


@pytest.fixture
def office(essen) -> Office:
    """One desk, open on weekdays from 08:00 to 12:00."""
    return make.office_open_on_weekdays(of=essen)


def odd(office: Office, **fields: Any) -> list[str]:
    return look(make.offering(at=office, **fields))


def look(offering: Offering) -> list[str]:
    office = offering.office
    return Oddities(office, TODAY).of(to_look_at(office).get(pk=offering.pk))


def test_nothing_is_odd_where_all_fits(office):
    assert odd(office, max_persons=3, minutes_per_further_person=10) == []


def test_no_desk_serves_it_or_none_that_is_in_use(office):
    said = ["People get appointments for this, but no desk serves it."]
    assert odd(office, desks=[]) == said
    office.desks.update(valid_until=date(2026, 11, 29))
    assert odd(office) == said
    assert odd(office, access="written", desks=[]) == []


def test_no_desk_is_open_for_it(office):
    office.opening_hours.update(audience="internal")
    assert odd(office) == ["Anyone may book it, but no desk that serves it is open to everybody."]
    assert odd(office, access="invitation") == []
    office.opening_hours.update(valid_until=date(2026, 11, 29))
    assert odd(office, access="invitation") == ["No desk that serves it is ever open."]


def test_hours_of_other_desks_and_services_do_not_count(office):
    desk, rule = make.desk(at=office), office.opening_hours.get(weekday=0)
    office.opening_hours.exclude(pk=rule.pk).delete()
    rule.desks.set([desk])
    assert odd(office, desks=[desk]) == []
    said = "Anyone may book it, but no desk that serves it is open to everybody."
    assert odd(office, desks=[office.desks.first()]) == [said]
    rule.offerings.set([make.offering(at=office)])
    assert odd(office, desks=[desk]) == [said]


def test_dates_that_open_too_late_to_be_booked(office):
    assert odd(office, horizon_days=2, notice_minutes=2880) == [
        "Nobody can book it: dates open 2 days ahead, and have to be booked 2 days ahead."
    ]
    assert odd(office, horizon_days=2, notice_minutes=2879) == []


def test_more_persons_in_the_same_time(office):
    assert odd(office, max_persons=3) == [
        "A visit for 3 persons takes no longer than a visit for one."
    ]


def test_visits_longer_than_any_desk_is_open(office):
    fields = {"max_persons": 4, "minutes_per_further_person": 70}
    assert odd(office, **fields) == []
    (said,) = odd(office, tidy_minutes=5, **fields)
    assert said.startswith("The longest visit takes 245 minutes with tidying up. No desk")
    make.hours(at=office, weekday=0, opens="12:00", closes="12:30")
    assert odd(office, tidy_minutes=5, **fields) == []


def test_what_people_are_told_and_cannot_follow(office, essen):
    walk_in = "People are told to come without an appointment, but there are no such hours."
    assert odd(office, walk_in=True) == [walk_in]
    assert odd(office, access="walk_in") == [walk_in]
    assert odd(office, access="elsewhere") == [
        "It says that another authority does this, but not which one."
    ]
    essen.apply_way_de = ""
    essen.save()
    again = Office.objects.select_related("authority").get(pk=office.pk)
    assert odd(again, access="written") == [
        "It is applied for in writing, but the authority does not say where to."
    ]
    make.hours(at=office, weekday=0, opens="13:00", closes="14:00", audience="walk_in")
    assert odd(office, access="walk_in") == []


def test_a_season_to_come_counts_and_one_that_is_over_does_not(office):
    made = make.offering(at=office, access="written", desks=[])
    add_season(made, date(2026, 10, 1), date(2026, 11, 29), "open")
    assert look(made) == []
    add_season(made, date(2026, 11, 30), date(2026, 12, 1), "open")
    assert look(made) == ["People get appointments for this, but no desk serves it."]


def test_of_what_has_ended_nothing_is_odd(office):
    assert odd(office, desks=[], valid_until=date(2026, 11, 29)) == []


def test_the_hours_are_read_once_however_many_services(office, django_assert_num_queries):
    for _ in range(3):
        make.offering(at=office)
    with django_assert_num_queries(6):  # offerings, desks, seasons; rules, their desks, offerings
        found = Oddities(office, TODAY)
        assert [found.of(one) for one in to_look_at(office)] == [[], [], []]
