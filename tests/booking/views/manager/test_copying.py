"""Copying a day or a week: how much that changes is said, and also that nothing would."""

from datetime import date, time, timedelta

import pytest

from offices.changes.steps import steps_of
from offices.models import Change, OpeningHours
from offices.models.hours import monday_of
from tests import make
from tests.booking.views.manager.planning import DRAFT, HOURS, later

pytestmark = pytest.mark.django_db

NOTHING = "Nothing would change: it is so already."


@pytest.fixture
def today(office, now) -> date:
    return now.astimezone(office.zone).date()


@pytest.fixture
def monday(today) -> date:
    """Of a week that lies wholly ahead."""
    return monday_of(today) + timedelta(days=14)


def copy_day(client, source: int, targets: list[int], since: str = ""):
    fields = {"source": source, "targets": targets, "since": since}
    return client.post(f"{HOURS}copy-day/", fields, follow=True)


def copy_week(client, source: date, first: date, last: date):
    days = {"source": source, "first": first, "last": last}
    return client.post(
        f"{HOURS}copy-week/", {k: v.isoformat() for k, v in days.items()}, follow=True
    )


def planned() -> list[tuple[str, int, str]]:
    """What becomes of which weekday, and until when it is open then."""
    found = []
    for step in steps_of(Change.objects.get()):
        values = step.now or step.was or {}
        kind = "new" if step.was is None else "gone" if step.now is None else "changed"
        found.append((kind, values["weekday"], values["closes"][:5]))
    return found


def test_a_day_is_copied_and_the_draft_says_how_many_hours_that_changes(managing, rule):
    OpeningHours.objects.filter(pk=rule.pk).update(closes=time(18))
    answer = copy_day(managing, 3, [0])
    assert answer.redirect_chain == [(DRAFT, 302)]
    assert planned() == [("changed", 0, "12:00"), ("new", 0, "18:00")]
    assert "Copying changes 2 opening hours, which stand below." in answer.text


def test_a_day_with_the_same_hours_stays_as_it_is(managing, rule):
    answer = copy_day(managing, 3, [0, 4])
    assert NOTHING in answer.text
    assert Change.objects.count() == 0


def test_of_a_day_only_what_is_other_is_changed(managing, office, rule):
    make.hours(at=office, weekday=3, opens="14:00", closes="16:00")
    copy_day(managing, 3, [0, 1])
    assert planned() == [("new", 0, "16:00"), ("new", 1, "16:00")]


def test_hours_that_began_at_different_times_are_the_same_by_now(managing, rule, today):
    OpeningHours.objects.filter(pk=rule.pk).update(valid_from=today - timedelta(days=30))
    assert NOTHING in copy_day(managing, 3, [0]).text


def test_a_day_is_not_copied_onto_itself(managing, rule):
    answer = copy_day(managing, 3, [3])
    assert answer.status_code == 422
    assert "Please choose another day than the one to copy." in answer.text


def test_a_day_without_hours_is_not_copied(managing, rule):
    answer = copy_day(managing, 6, [0])
    assert answer.status_code == 422
    assert "This day has no opening hours." in answer.text
    assert Change.objects.count() == 0


def test_a_week_is_copied_for_some_time_and_then_all_is_as_before(managing, office, rule, monday):
    once = {"valid_from": monday, "valid_until": monday + timedelta(days=6)}
    make.hours(at=office, weekday=3, opens="14:00", closes="18:00", **once)
    start = monday + timedelta(days=7)
    answer = copy_week(managing, monday + timedelta(days=2), start, start + timedelta(days=6))
    assert planned() == [("new", 3, "18:00")]
    assert "Copying changes 1 opening hours" in answer.text


def test_hours_that_the_week_has_not_end_and_begin_again(managing, office, rule, monday):
    sunday = monday + timedelta(days=6)
    OpeningHours.objects.filter(pk=rule.pk).update(valid_from=sunday)
    start = monday + timedelta(days=14)
    copy_week(managing, monday, start, start + timedelta(days=6))
    assert planned() == [("changed", 3, "12:00"), ("new", 3, "12:00")]


@pytest.mark.parametrize("weeks", [0, 1])
def test_a_week_like_all_others_or_itself_changes_nothing(managing, rule, monday, weeks):
    start = monday + timedelta(days=7 * weeks)
    answer = copy_week(managing, monday, start, start + timedelta(days=6))
    assert NOTHING in answer.text
    assert Change.objects.count() == 0


def test_a_week_without_hours_is_not_copied(managing, office, rule, monday, today):
    OpeningHours.objects.filter(office=office).update(valid_from=monday + timedelta(days=7))
    start = monday + timedelta(days=14)
    answer = copy_week(managing, monday, start, start)
    assert answer.status_code == 422
    assert "This week has no opening hours. Please choose another one." in answer.text


def test_copied_onto_a_holiday_the_page_says_that_it_stays_closed(managing, office, rule, monday):
    OpeningHours.objects.filter(pk=rule.pk).update(valid_until=monday + timedelta(days=6))
    start = monday + timedelta(days=7)
    thursday = start + timedelta(days=3)
    make.closure(
        at=office,
        starts=make.local(office, thursday, "00:00"),
        ends=make.local(office, thursday + timedelta(days=1), "00:00"),
        reason_de="Feiertag",
    )
    text = copy_week(managing, monday, start, start + timedelta(days=6)).text
    assert "Closures are not copied and stay. The office is closed then on: Thursday," in text
    assert "(Feiertag)" in text


def test_what_makes_no_sense_is_said(managing, rule, today):
    days = {"source": later(today, 0), "first": later(today, 9), "last": later(today, 8)}
    answer = managing.post(f"{HOURS}copy-week/", days)
    assert answer.status_code == 422
    assert "The last day must not come before the first." in answer.text
