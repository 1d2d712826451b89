"""One date different, in three fields."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from booking.availability import windows
from booking.impact import foresee
from offices.changes.steps import steps_of
from offices.models import Change, Closure, OpeningHours
from offices.moments import from_to
from tests import make
from tests.booking.views.manager.planning import DRAFT, save

pytestmark = pytest.mark.django_db

ONE_DAY = "/manage/essen-amt/one-day/"


def open_on(office, day: date) -> set[tuple[str, str]]:
    """At which desk, from when to when."""
    desks = dict(office.desks.values_list("pk", "label"))
    found = windows(office.pk, day, day)
    return {(desks[one.desk], from_to(one.begins, one.ends, office.zone)) for one in found}


def plan(client, day, **fields):
    return client.post(ONE_DAY, {"day": day.isoformat(), **fields})


def both(clock: str) -> set[tuple[str, str]]:
    return {("Schalter 1", clock), ("Schalter 2", clock)}


def test_a_longer_thursday(managing, office, thursday):
    assert plan(managing, thursday, opens="08:00", closes="18:00")["Location"] == DRAFT
    assert open_on(office, thursday) == both("08:00–12:00")
    save(managing)
    assert open_on(office, thursday) == both("08:00–18:00")
    assert open_on(office, thursday + timedelta(days=7)) == both("08:00–12:00")


def test_a_campaign_on_saturday_at_one_desk(managing, office, thursday):
    saturday, desk = thursday + timedelta(days=2), office.desks.all()[1]
    plan(managing, saturday, opens="09:00", closes="13:00", desks=[desk.pk])
    save(managing)
    assert open_on(office, saturday) == {("Schalter 2", "09:00–13:00")}


def test_closed_earlier(managing, office, thursday):
    plan(managing, thursday, opens="08:00", closes="10:00")
    save(managing)
    assert open_on(office, thursday) == both("08:00–10:00")


def test_both_empty_means_closed(managing, office, thursday):
    plan(managing, thursday)
    save(managing)
    assert open_on(office, thursday) == set()


@pytest.mark.parametrize("first", [("", ""), ("09:00", "10:00")])
def test_what_was_planned_for_the_day_before_is_replaced(managing, office, thursday, first):
    plan(managing, thursday, opens=first[0], closes=first[1])
    save(managing)
    plan(managing, thursday, opens="08:00", closes="11:00")
    save(managing)
    assert open_on(office, thursday) == both("08:00–11:00")
    assert Closure.objects.count() == 1


def test_the_page_shows_how_the_day_usually_is(managing, office, thursday):
    text = managing.get(f"{ONE_DAY}?day={thursday}").text
    assert "08:00–12:00" in text
    assert 'value="12:00"' in text
    saturday = thursday + timedelta(days=2)
    assert "No opening hours." in managing.get(f"{ONE_DAY}?day={saturday}").text


@pytest.mark.parametrize("day", ["", "nonsense", "2027-02-30"])
def test_an_address_that_makes_no_sense_shows_the_empty_form(managing, office, day):
    assert managing.get(f"{ONE_DAY}?day={day}").status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": ""}, "Please choose a day."),
        ({"day": "2020-01-02"}, "This day is over. Please choose today or a later one."),
        ({"closes": ""}, "Please write both times, or none to close."),
        ({"opens": ""}, "Please write both times, or none to close."),
        ({"opens": "11:00", "closes": "09:00"}, "The end must come after the beginning."),
    ],
)
def test_what_makes_no_sense_is_said(managing, office, thursday, fields, said):
    usual = {"day": thursday.isoformat(), "opens": "08:00", "closes": "10:00"}
    answer = managing.post(ONE_DAY, usual | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert Change.objects.count() == 0


def test_what_a_closure_would_still_close_is_refused_with_its_reason(managing, office, thursday):
    make.closure(
        at=office,
        starts=make.local(office, thursday, "00:00"),
        ends=make.local(office, thursday + timedelta(days=1), "00:00"),
        reason_de="Personalversammlung",
    )
    answer = plan(managing, thursday, opens="08:00", closes="10:00")
    assert answer.status_code == 422
    assert "The office is closed then: Personalversammlung." in answer.text


def test_a_day_without_hours_is_closed_already(managing, office, thursday):
    answer = plan(managing, thursday + timedelta(days=2))
    assert "Nothing is open on this day: it is closed already." in answer.text
    assert Change.objects.count() == 0


def test_an_added_saturday_for_some_services(managing, office, offering, thursday):
    make.offering(at=office, service=make.service(name_de="Visum"))
    saturday = thursday + timedelta(days=2)
    plan(managing, saturday, opens="09:00", closes="13:00", offerings=[offering.pk])
    save(managing)
    added = OpeningHours.objects.get(valid_from=saturday, valid_until=saturday)
    assert (added.opens, added.closes) == (time(9), time(13))
    assert list(added.offerings.all()) == [offering]


def test_for_some_services_the_usual_hours_of_the_day_stay(managing, office, offering, thursday):
    plan(managing, thursday, opens="10:00", closes="16:00", offerings=[offering.pk])
    save(managing)
    assert Closure.objects.count() == 0
    added = OpeningHours.objects.get(valid_from=thursday)
    assert (added.opens, added.closes) == (time(12), time(16))
    assert open_on(office, thursday) == both("08:00–16:00")


def test_hours_for_others_do_not_count_as_usual_ones(managing, office, offering, thursday, rule):
    rule.offerings.set([make.offering(at=office, service=make.service(name_de="Visum"))])
    plan(managing, thursday, opens="08:00", closes="12:00", offerings=[offering.pk])
    save(managing)
    added = OpeningHours.objects.get(valid_from=thursday)
    assert (added.opens, added.closes) == (time(8), time(12))


def test_a_day_is_not_closed_for_some_services_only(managing, office, offering, thursday):
    answer = plan(managing, thursday, offerings=[offering.pk])
    assert answer.status_code == 422
    assert "A day is closed for all services. Choose none, or write both times." in answer.text
    assert Change.objects.count() == 0


def test_looking_how_the_day_is_keeps_what_was_typed(managing, office, offering, thursday):
    saturday = thursday + timedelta(days=2)
    fields = {"opens": "09:00", "offerings": [offering.pk], "look": "1"}
    text = plan(managing, saturday, **fields).text
    assert "No opening hours." in text
    assert 'value="09:00"' in text
    assert "1 of 1" in text
    assert text.count('type="date"') == 1
    assert 'value="08:00"' in plan(managing, thursday, look="1").text
    assert Change.objects.count() == 0


def test_looking_at_no_day_asks_for_one(managing, office):
    answer = managing.post(ONE_DAY, {"day": "", "look": "1"})
    assert answer.status_code == 422
    assert "Please choose a day." in answer.text


def test_services_of_another_office_cannot_be_chosen(managing, office, mainz, thursday):
    foreign = make.offering(at=make.office_open_on_weekdays(of=mainz))
    times = {"opens": "08:00", "closes": "18:00"}
    assert plan(managing, thursday, **times, offerings=[foreign.pk]).status_code == 422


def test_desks_of_another_office_cannot_be_chosen(managing, office, mainz, thursday):
    desk = make.office_open_on_weekdays(of=mainz).desks.get()
    answer = plan(managing, thursday, opens="08:00", closes="10:00", desks=[desk.pk])
    assert answer.status_code == 422


def test_hours_for_one_service_count_at_the_desks_that_serve_it(
    managing, office, offering, thursday
):
    first, _second = office.desks.all()
    offering.desks.set([first])
    other = make.offering(at=office)
    saturday = thursday + timedelta(days=2)
    plan(managing, saturday, opens="09:00", closes="14:00", offerings=[offering.pk])
    change = Change.objects.get()
    found = foresee(office, steps_of(change), now=timezone.now())
    assert found.gained == 5 * 60 // found.minutes
    assert other.desks.count() == 2
    text = managing.get("/manage/essen-amt/desks/").text
    assert text.count("09:00–14:00") == 1
