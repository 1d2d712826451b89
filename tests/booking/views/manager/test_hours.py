"""Planning hours: every form adds to the draft, and nothing is changed."""

from datetime import date, time, timedelta

import pytest

from offices.changes.steps import steps_of
from offices.models import Change, OpeningHours
from tests.booking.views.manager.planning import DRAFT, HOURS, later, plan_shorter, typed

pytestmark = pytest.mark.django_db


def planned() -> list[tuple[str, object, object]]:
    """What the draft would do with hours: of what kind, and the times."""
    (change,) = Change.objects.drafts()
    return [
        (
            "new" if step.was is None else "gone" if step.now is None else "changed",
            step.now and (step.now["weekday"], step.now["opens"][:5], step.now["closes"][:5]),
            step.now and (step.now["valid_from"], step.now["valid_until"]),
        )
        for step in steps_of(change)
    ]


@pytest.fixture
def today(office, now) -> date:
    return now.astimezone(office.zone).date()


def test_the_week_stands_as_people_think_of_it(managing, office):
    text = managing.get(f"{HOURS}?week=2026-12-02").text
    assert "Week 49" in text
    assert "Monday, November 30, 2026" in text
    assert '<td rowspan="1" class="open open--public">' in text


def test_hours_that_change_today_stay_as_they_were_until_yesterday(managing, rule, today):
    answer = plan_shorter(managing, rule)
    assert answer["Location"] == DRAFT
    yesterday = (today - timedelta(days=1)).isoformat()
    assert planned() == [
        ("changed", (3, "08:00", "12:00"), (None, yesterday)),
        ("new", (3, "08:00", "10:00"), (today.isoformat(), None)),
    ]
    rule.refresh_from_db()
    assert (rule.closes, rule.valid_until) == (time(12), None)


def test_hours_may_change_from_a_later_day_on(managing, rule, today):
    managing.post(f"{HOURS}{rule.pk}/", typed(rule, closes="10:00", since=later(today, 30)))
    assert planned()[1] == ("new", (3, "08:00", "10:00"), (later(today, 30), None))


def test_several_weekdays_are_added_at_once(managing, office, today):
    fields = {"on_days": [5, 6], "opens": "10:00", "closes": "13:00", "audience": "public"}
    managing.post(f"{HOURS}add/", fields)
    assert [(kind, times) for kind, times, _valid in planned()] == [
        ("new", (5, "10:00", "13:00")),
        ("new", (6, "10:00", "13:00")),
    ]


def test_hours_are_taken_away_from_a_day_on(managing, rule, today):
    managing.post(f"{HOURS}{rule.pk}/end/", {"since": later(today, 7)})
    assert planned() == [("changed", (3, "08:00", "12:00"), (None, later(today, 6)))]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"closes": "07:00"}, "The end must come after the beginning."),
        ({"opens": ""}, "Please write from when."),
        ({"since": "2020-01-01"}, "This day is over. Please choose today or a later one."),
        ({"weekday": ""}, "Please choose a weekday."),
        ({"audience": "nobody"}, "nobody"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(managing, rule, fields, said):
    answer = managing.post(f"{HOURS}{rule.pk}/", typed(rule, **fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="08:00"' in answer.text or "opens" in fields
    assert Change.objects.count() == 0


def test_hours_are_kept_back_for_some_days(managing, rule):
    managing.post(f"{HOURS}{rule.pk}/", typed(rule, kept_back=14))
    assert steps_of(Change.objects.get())[1].now["opens_to_public_before"] == 14
    assert "kept back until 14 days before" in managing.get(HOURS).text


def test_only_hours_for_everybody_are_kept_back(managing, rule):
    answer = managing.post(f"{HOURS}{rule.pk}/", typed(rule, kept_back=14, audience="internal"))
    assert "Only hours for everybody can be kept back. Leave this empty." in answer.text


def test_the_last_day_may_not_come_before_the_first(managing, rule, today):
    fields = typed(rule, since=later(today, 10), valid_until=later(today, 5))
    answer = managing.post(f"{HOURS}{rule.pk}/", fields)
    assert "The last day must not come before the first." in answer.text


def test_a_span_without_the_weekday_is_refused(managing, office, rule, today):
    thursday = today + timedelta(days=(3 - today.weekday()) % 7 + 7)
    span = {"since": later(thursday, 1), "valid_until": later(thursday, 3)}
    answer = managing.post(f"{HOURS}{rule.pk}/", typed(rule, **span))
    assert "None of these weekdays lies between the two days." in answer.text


def test_the_pages_show_the_office_as_it_will_be(managing, rule):
    plan_shorter(managing, rule)
    text = managing.get(HOURS).text
    assert "You have planned changes" in text
    assert "08:00–10:00" in text
    assert "planned, not saved yet" in text


def test_what_is_planned_can_be_changed_again_before_it_is_saved(managing, rule, today):
    plan_shorter(managing, rule)
    new = steps_of(Change.objects.get())[1]
    answer = managing.post(f"{HOURS}{new.pk}/", typed(rule, closes="11:00"))
    assert answer["Location"] == DRAFT
    assert planned()[1] == ("new", (3, "08:00", "11:00"), (today.isoformat(), None))


@pytest.mark.parametrize("days", [None, 0, 9])
def test_a_change_to_what_is_there_is_none(managing, rule, today, days):
    first = None if days is None else today + timedelta(days=days)
    OpeningHours.objects.filter(pk=rule.pk).update(valid_from=first)
    managing.post(f"{HOURS}{rule.pk}/", typed(rule, since=first or ""))
    assert Change.objects.count() == 0


def test_two_weeks_stand_side_by_side(managing, rule, today):
    OpeningHours.objects.create(
        office=rule.office, weekday=5, opens="09:00", closes="12:00", valid_from=later(today, 21)
    )
    text = managing.get(f"{HOURS}beside/").text
    assert text.count('class="rows hours-week"') == 2
    assert "Something new begins on:" in text


def test_an_office_without_hours_says_what_to_do(managing, office):
    office.opening_hours.all().delete()
    assert "This office has no opening hours now. Add some" in managing.get(HOURS).text


def test_who_goes_back_and_corrects_hours_that_end_already_is_led_to_the_others(managing, rule):
    plan_shorter(managing, rule)
    answer = plan_shorter(managing, rule, "09:00")
    assert answer.status_code == 422
    assert "Change those that begin afterwards instead." in answer.text
    assert len(planned()) == 2
