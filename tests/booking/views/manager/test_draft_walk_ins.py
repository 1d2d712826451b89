"""What a draft does to free times and to hours without an appointment, in words."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from booking.impact import foresee
from offices.changes.days import close, in_all_languages
from offices.changes.edits import change_hours
from offices.changes.steps import steps_of
from offices.changes.yearly import Typical
from offices.models import Change
from offices.moments import day_in_words
from tests import make
from tests.booking.views.manager.planning import DRAFT, HOURS, plan_shorter, seen, whole

pytestmark = pytest.mark.django_db


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment, ZoneInfo('Europe/Berlin')):%H:%M}"


def test_free_times_say_that_what_people_get_is_not_taken_off(managing, rule, booked, thursday):
    said = "Times that are given to people below, or kept for them, are not taken off yet."
    plan_shorter(managing, rule)
    assert said not in managing.get(DRAFT).text
    booked(thursday, "10:30")
    assert said in managing.get(DRAFT).text


def test_closing_a_day_with_hours_without_appointment_is_said(managing, planned, office, thursday):
    make.hours(at=office, weekday=3, opens="14:00", closes="16:00", audience="walk_in")
    planned(close(whole(thursday, office), [], in_all_languages(Typical.TRAINING.label)))
    day = day_in_words(thursday, "en")
    text = seen(managing.get(DRAFT).text)
    assert f"Hours without appointment that fall away {day}, 14:00–16:00 People" in text
    assert "that are added" not in text


def test_hours_without_appointment_for_some_services_name_them(
    managing, planned, office, offering, thursday
):
    only = {"audience": "walk_in", "offerings": [offering]}
    walk_in = make.hours(at=office, weekday=3, opens="14:00", closes="16:00", **only)
    planned(change_hours(walk_in, {"closes": "15:00:00"}, None))
    found = foresee(office, steps_of(Change.objects.get()), now=timezone.now()).walk_ins
    assert found.gained == ()
    assert {(local(one.begins), local(one.ends)) for one in found.lost} == {("15:00", "16:00")}
    assert {one.offerings for one in found.lost} == {(offering.pk,)}
    assert "Thursday, 15:00–16:00: on 5" in seen(managing.get(DRAFT).text)
    assert "(Karte abholen)" in seen(managing.get(DRAFT).text)


def test_a_closed_desk_takes_no_hours_without_appointment_where_another_is_open(
    managing, planned, office, thursday
):
    make.hours(at=office, weekday=3, opens="14:00", closes="16:00", audience="walk_in")
    desk = office.desks.first().pk
    planned(close(whole(thursday, office), [desk], in_all_languages(Typical.TRAINING.label)))
    assert "Hours without appointment" not in managing.get(DRAFT).text


def test_new_hours_without_appointment_are_said_once_for_all_weeks(managing, office):
    answer = managing.post(
        f"{HOURS}add/",
        {
            "on_days": ["2"],
            "opens": "14:00",
            "closes": "16:00",
            "audience": "walk_in",
            "every_weeks": 1,
        },
    )
    assert answer.status_code == 302, answer.text
    text = seen(managing.get(DRAFT).text)
    assert re.search(
        r"Hours without appointment that are added Wednesday, 14:00–16:00: on 5[3-4] days of the "
        r"coming year, first on Wednesday, ",
        text,
    )
