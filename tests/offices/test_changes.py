"""What managers do with hours, said in steps: kept exactly as rows hold it, and turned round."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from offices.changes.days import change_closure, close, one_day
from offices.changes.edits import add_hours, change_hours, copy_day, copy_week, end_hours
from offices.changes.kinds import KINDS
from offices.changes.steps import (
    ChangedMeanwhileError,
    Step,
    add_to,
    steps_of,
    to_add,
    to_change,
    to_remove,
    write,
)
from offices.changes.undo import draft_back
from offices.models import Change, Closure, Desk, Office, OpeningHours
from tests import make

pytestmark = pytest.mark.django_db
MONDAY, WEEK = date(2026, 9, 14), timedelta(weeks=1)


@pytest.fixture
def office() -> Office:
    made = make.office()
    make.desk(at=made), make.desk(at=made)
    return made


def rows(office: Office) -> list[dict]:
    """Everything that steps can touch, as rows hold it."""
    return [
        {"what": what, "pk": row.pk} | kind.values_of(row)
        for what, kind in KINDS.items()
        for row in kind.rows(office).order_by("pk")
    ]


def opened(office: Office, first: date, days: int) -> dict[str, str]:
    """On which days it is open, and when."""
    rules = OpeningHours.objects.filter(office=office).order_by("opens")
    every = [first + timedelta(days=number) for number in range(days)]
    said = {
        f"{d:%a %d}": " ".join(f"{r.opens:%H}-{r.closes:%H}" for r in rules if r.fall_on(d))
        for d in every
    }
    return {day: times for day, times in said.items() if times}


def test_what_is_typed_shortly_is_kept_as_the_row_will_hold_it(office):
    first, second = office.desks.all()
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00")
    short = {"closes": "10:00", "desks": [second.pk, first.pk, first.pk]}
    (step,) = change_hours(rule, short, None)
    write(office, [step])
    assert KINDS["hours"].values_of(OpeningHours.objects.get()) == step.now
    assert (step.now["closes"], step.now["desks"]) == ("10:00:00", [first.pk, second.pk])


def test_a_closure_said_on_the_clock_of_the_office_can_be_taken_back(office):
    begins = make.local(office, MONDAY, "10:00")
    closed = make.closure(at=office, starts=begins, ends=begins + WEEK)
    before = rows(office)
    steps = [to_change("closure", closed, {"ends_at": make.local(office, MONDAY, "12:00")})]
    write(office, steps)
    assert Closure.objects.get().ends_at == datetime(2026, 9, 14, 10, tzinfo=UTC)
    write(office, [step.back for step in steps])
    assert rows(office) == before


def test_a_closure_may_have_no_reason(office):
    span = (make.local(office, MONDAY, "10:00"), make.local(office, MONDAY, "11:00"))
    steps = close(span, [], {})
    write(office, steps)
    assert Closure.objects.get().reason == ""
    write(office, [step.back for step in steps])
    assert not Closure.objects.exists()


def test_hours_every_second_week_that_end_before_they_would_count_again_are_not_added(office):
    every = {"valid_from": MONDAY, "every_weeks": 2, "valid_until": MONDAY + 2 * WEEK}
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00", **every)
    # In the second week they do not count; from then on they would again in the fourth.
    gap = copy_week([rule], MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK)
    write(office, gap)
    assert opened(office, MONDAY, 35) == {"Mon 14": "08-12", "Mon 21": "08-12", "Mon 28": "08-12"}


def test_a_day_copied_from_hours_that_are_over_by_then_gets_none(office):
    every = {"valid_from": MONDAY, "every_weeks": 3, "valid_until": MONDAY + 2 * WEEK}
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00", **every)
    assert copy_day([rule], 0, [1], MONDAY + WEEK) == []


def test_hours_changed_in_the_middle_are_as_before_until_then(office):
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00")
    write(office, change_hours(rule, {"closes": "10:00"}, MONDAY + WEEK))
    assert opened(office, MONDAY, 15) == {"Mon 14": "08-12", "Mon 21": "08-10", "Mon 28": "08-10"}


def test_hours_that_begin_later_begin_on_the_day_that_is_said(office):
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00", valid_from=MONDAY + WEEK)
    write(office, change_hours(rule, {}, MONDAY))
    assert opened(office, MONDAY, 8) == {"Mon 14": "08-12", "Mon 21": "08-12"}
    rule.refresh_from_db()
    write(office, change_hours(rule, {"valid_until": (MONDAY + WEEK).isoformat()}, MONDAY))
    assert opened(office, MONDAY, 15) == {"Mon 14": "08-12", "Mon 21": "08-12"}


def test_every_second_week_stays_the_same_week_when_it_is_changed(office):
    every = {"valid_from": MONDAY, "every_weeks": 2}
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00", **every)
    write(office, change_hours(rule, {"closes": "10:00"}, MONDAY + WEEK))
    assert opened(office, MONDAY, 29) == {"Mon 14": "08-12", "Mon 28": "08-10", "Mon 12": "08-10"}


def test_a_week_is_as_another_and_then_as_before(office):
    for weekday, closes in ((0, "12:00"), (2, "16:00")):
        make.hours(at=office, weekday=weekday, opens="08:00", closes=closes)
    friday = date(2026, 9, 18)
    once = {"valid_from": friday, "valid_until": friday}
    make.hours(at=office, weekday=4, opens="09:00", closes="11:00", **once)
    rules = list(OpeningHours.objects.filter(office=office))
    write(office, copy_week(rules, MONDAY, MONDAY + WEEK, MONDAY + WEEK + timedelta(days=6)))
    assert opened(office, MONDAY, 21) == {
        "Mon 14": "08-12",
        "Wed 16": "08-16",
        "Fri 18": "09-11",
        "Mon 21": "08-12",
        "Wed 23": "08-16",
        "Fri 25": "09-11",
        "Mon 28": "08-12",
        "Wed 30": "08-16",
    }


def several_steps(office: Office) -> list[Step]:
    """Some of every kind."""
    first, second = office.desks.all()
    offering = make.offering(at=office)
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00", desks=[first])
    gone = make.hours(at=office, weekday=1, opens="08:00", closes="12:00", offerings=[offering])
    span = (make.local(office, MONDAY, "10:00"), make.local(office, MONDAY, "11:00"))
    closed = make.closure(at=office, starts=span[0], ends=span[1])
    only = {"offerings": [offering.pk], "every_weeks": 1, "audience": "public"}
    return [
        *change_hours(rule, {"closes": "10:00", "desks": [second.pk]}, MONDAY + WEEK),
        *end_hours(gone, None),
        *add_hours([3, 4], {"opens": "08:00", "closes": "09:00"} | only),
        *one_day(office, [rule], MONDAY, (time(9), time(13))),
        *close(span, [first.pk], {"de": "Umbau"}),
        *change_closure(closed, span, {"de": "Umzug"}),
        to_change("desk", second, {"valid_until": "2026-12-31", "offerings": []}),
    ]


def test_everything_turned_round_is_as_before(office):
    steps = several_steps(office)
    before = rows(office)
    write(office, steps)
    assert rows(office) != before
    write(office, [step.back for step in reversed(steps)])
    assert rows(office) == before


def test_a_row_that_is_gone_or_of_another_office_stops_everything(office):
    rule = make.hours(at=office, weekday=0, opens="08:00", closes="12:00")
    foreign = make.hours(at=make.office(), weekday=0, opens="08:00", closes="12:00")
    steps = [*change_hours(rule, {"closes": "10:00"}, None), to_remove("hours", foreign)]
    with pytest.raises(ChangedMeanwhileError) as stopped:
        write(office, steps)
    assert stopped.value.step == steps[1]
    assert [one.closes for one in OpeningHours.objects.order_by("pk")] == [time(12), time(12)]


def test_a_step_that_names_nothing_of_this_office_is_not_written(office):
    stranger = make.desk(at=make.office())
    values = {"opens": "08:00", "closes": "09:00", "audience": "public", "every_weeks": 1}
    ways = [
        add_hours([0], values | {"desks": [stranger.pk]}),
        close(
            (make.local(office, MONDAY, "08:00"), make.local(office, MONDAY, "09:00")),
            [stranger.pk],
            {},
        ),
        [
            Step(
                "responsible",
                1,
                None,
                {"desk_id": stranger.pk, "people": "eu", "surname_from": "A", "surname_to": "Z"},
            )
        ],
    ]
    for steps in ways:
        with pytest.raises(ChangedMeanwhileError):
            write(office, steps)
    assert OpeningHours.objects.count() == Closure.objects.count() == 0
    assert Desk.objects.count() == 3


def test_a_new_desk_that_ends_already_ends_no_later_when_it_is_taken_back(office):
    day = date(2026, 9, 1)
    step = to_add("desk", {"label": "Raum 5", "position": 7, "valid_until": day.isoformat()})
    change = Change.objects.create(office=office, made_at=datetime(2026, 8, 1, tzinfo=UTC))
    add_to(change, [step])
    write(office, [step])
    now = datetime(2026, 9, 14, 10, tzinfo=UTC)
    assert steps_of(draft_back(change, by=None, now=now)) == []
