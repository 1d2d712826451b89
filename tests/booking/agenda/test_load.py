"""How full desks are: every minute counts once, on the day of the office's calendar."""

from datetime import date

import pytest

from booking.agenda.load import Load, loads
from booking.availability import windows
from booking.reservations import Stretch, attend, block, cancel, miss
from tests import make
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    CAM,
    NINE,
    THURSDAY,
    WEDNESDAY,
    at,
    comes,
    hold,
)

pytestmark = pytest.mark.django_db


def load(office, first: date = WEDNESDAY, last: date = WEDNESDAY) -> dict:
    """By label of the desk and day."""
    labels = {desk.pk: desk.label for desk in office.desks.all()}
    found = loads(office.pk, first, last, office.zone, windows(office.pk, first, last))
    return {(labels[desk], day): one for (desk, day), one in found.items()}


def test_appointments_and_blocks_take_minutes_and_appointments_alone_are_counted(
    amal, bohdan, offering, desks, office
):
    comes(offering, "10:00", desks[0], person=CAM)
    block(desks[0], [Stretch(at("11:00"), at("12:00"))], "break", now=BEFORE)
    attend(bohdan, now=NINE)
    assert load(office) == {
        ("Schalter 1", WEDNESDAY): Load(2, 120, 240),
        ("Schalter 2", WEDNESDAY): Load(1, 30, 240),
    }
    assert load(office)["Schalter 1", WEDNESDAY].percent == 50


def test_holds_and_what_was_cancelled_or_missed_take_nothing(amal, bohdan, offering, desks, office):
    hold(offering, "10:00", desks[0], until=at("12:00"))
    cancel(amal, now=BEFORE)
    miss(bohdan, now=NINE)
    assert set(load(office).values()) == {Load(0, 0, 240)}


def test_hours_for_different_people_that_overlap_count_once(office):
    make.hours(at=office, weekday=2, opens="11:00", closes="13:00", audience="internal")
    make.hours(at=office, weekday=2, opens="09:00", closes="10:00", audience="walk_in")
    make.hours(at=office, weekday=2, opens="14:00", closes="15:00", audience="walk_in")
    assert load(office)["Schalter 1", WEDNESDAY].open == 360


def test_closures_are_not_open(office, desks):
    make.closure(at=office, starts=at("08:00"), ends=at("09:00"))
    make.closure(at=office, starts=at("08:30"), ends=at("10:00"), desk=desks[0])
    found = load(office)
    opened = {desk: one.open for (desk, _day), one in found.items()}
    assert opened == {"Schalter 1": 120, "Schalter 2": 180}


def test_each_day_is_counted_by_itself(amal, offering, desks, office):
    comes(offering, "08:00", desks[0], person=BOHDAN, day=THURSDAY)
    found = load(office, WEDNESDAY, THURSDAY)
    taken = [found["Schalter 1", day].appointments for day in (WEDNESDAY, THURSDAY)]
    assert (taken, len(found)) == ([1, 1], 4)


def test_an_appointment_on_a_day_without_hours_is_counted(offering, desks, office):
    saturday = date(2026, 9, 19)
    comes(offering, "09:00", desks[0], day=saturday)
    found = load(office, saturday, saturday)
    assert found == {("Schalter 1", saturday): Load(1, 30, 0)}
    assert found["Schalter 1", saturday].percent == 0


def test_more_than_full_is_full(offering, desks, office):
    office.opening_hours.update(closes="08:30")
    comes(offering, "08:00", desks[0], minutes=60)
    assert load(office)["Schalter 1", WEDNESDAY].percent == 100


@pytest.mark.parametrize(("day", "minutes"), [(date(2026, 3, 29), 60), (date(2026, 10, 25), 180)])
def test_on_a_day_on_which_the_clock_changes_minutes_are_those_that_pass(office, day, minutes):
    make.hours(at=office, weekday=6, opens="01:00", closes="03:00")
    (open_,) = {one.open for one in load(office, day, day).values()}
    assert open_ == minutes


def test_of_another_office_nothing_is_counted(amal):
    other = make.office_open_on_weekdays(of=amal.authority)
    assert load(other) == {("Schalter 1", WEDNESDAY): Load(0, 0, 240)}
