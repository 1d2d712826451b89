"""What has to be looked after: each question finds what it should and nothing else."""

from datetime import date, timedelta

import pytest

from booking.agenda import conflicts
from booking.models import Booking, Message
from booking.reservations import Person, attend, cancel, miss, report_error, unblock
from booking.reservations.blocks import Stretch, block
from booking.retention import forget
from tests import make, people
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    CAM,
    MINUTE,
    NINE,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    comes,
    fresh,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def elsewhere(office) -> Booking:
    """The same at another office of the authority, where everything is wrong."""
    far = make.offering(at=make.office_open_on_weekdays(of=office.authority))
    made = comes(far, "09:00", far.desks.get(), person=CAM)
    made.office.opening_hours.all().delete()
    far.desks.clear()
    Booking.objects.filter(pk=made.pk).update(clashed_at=BEFORE)
    report_error(made, 0, BOHDAN, now=BEFORE)
    people.message(made, Message.Kind.CODE, due=BEFORE - DAY)
    return made


def test_another_office_is_never_meant(elsewhere, office):
    now = NINE + DAY
    for found in (
        conflicts.outside_hours(office, BEFORE),
        conflicts.not_served(office, BEFORE),
        conflicts.without_a_word(office, now),
        conflicts.unsent(office, now),
        conflicts.clashed(office),
        conflicts.misspelt(office),
    ):
        assert list(found) == []


def test_it_is_meant_at_its_own(elsewhere):
    own = elsewhere.office
    assert list(conflicts.outside_hours(own, BEFORE)) == [elsewhere]
    assert list(conflicts.not_served(own, BEFORE)) == [elsewhere]
    assert list(conflicts.without_a_word(own, NINE + DAY)) == [elsewhere]
    assert [one.booking for one in conflicts.unsent(own, BEFORE)] == [elsewhere]
    assert list(conflicts.clashed(own)) == [elsewhere]
    assert [one.booking for one in conflicts.misspelt(own)] == [elsewhere]


# --- appointments outside of hours ------------------------------------------------------------


def test_appointments_for_which_the_desk_is_not_open_in_order_of_time(
    amal, bohdan, offering, desks, office
):
    late = comes(offering, "11:45", desks[0], person=CAM)
    make.closure(at=office, starts=at("09:20"), ends=at("10:00"), desk=desks[1])
    assert list(conflicts.outside_hours(office, BEFORE)) == [bohdan, late]


def test_hours_of_staff_do_and_those_without_appointments_do_not(amal, office):
    office.opening_hours.update(audience="internal")
    assert list(conflicts.outside_hours(office, BEFORE)) == []
    office.opening_hours.update(audience="walk_in")
    assert list(conflicts.outside_hours(office, BEFORE)) == [amal]


def test_hours_for_other_matters_are_none_for_this_one(amal, offering, office):
    rule = office.opening_hours.get(weekday=2)
    rule.offerings.set([make.offering(at=office)])
    assert list(conflicts.outside_hours(office, BEFORE)) == [amal]
    rule.offerings.add(offering)
    assert list(conflicts.outside_hours(office, BEFORE)) == []


def test_hours_that_meet_are_enough(amal, office):
    office.opening_hours.filter(weekday=2).update(closes="09:15")
    assert list(conflicts.outside_hours(office, BEFORE)) == [amal]
    make.hours(at=office, weekday=2, opens="09:15", closes="10:00", audience="internal")
    assert list(conflicts.outside_hours(office, BEFORE)) == []


def test_a_desk_that_is_in_use_no_more_is_not_open(amal, bohdan, desks, office):
    desks[0].__class__.objects.filter(pk=desks[0].pk).update(valid_until=TUESDAY)
    assert list(conflicts.outside_hours(office, BEFORE)) == [amal]


def test_what_has_begun_was_cancelled_or_is_a_block_is_not_to_come(amal, bohdan, desks, office):
    office.opening_hours.all().delete()
    cancel(bohdan, now=BEFORE)
    (made,) = block(desks[1], [Stretch(NINE, at("10:00"))], "break", now=BEFORE)
    assert list(conflicts.outside_hours(office, NINE - MINUTE)) == [amal]
    assert list(conflicts.outside_hours(office, NINE)) == []
    unblock(made, now=BEFORE)


# --- desks that do not serve it any more ----------------------------------------------------------


def test_appointments_at_a_desk_that_does_not_serve_them(amal, bohdan, offering, desks, office):
    offering.desks.remove(desks[1])
    assert list(conflicts.not_served(office, BEFORE)) == [bohdan]
    assert list(conflicts.not_served(office, NINE)) == []


def test_one_matter_of_several_is_enough(amal, bohdan, office, desks):
    other = make.offering(at=office, desks=desks[1:])
    for booking in (amal, bohdan):
        booking.items.create(offering=other, position=1)
    assert list(conflicts.not_served(office, BEFORE)) == [amal]


# --- nobody said what came of it ------------------------------------------------------------------


def test_appointments_of_earlier_days_without_a_word_the_newest_first(
    amal, offering, desks, office
):
    tuesday = comes(offering, "09:00", desks[0], day=TUESDAY, person=BOHDAN)
    assert list(conflicts.without_a_word(office, at("23:59"))) == [tuesday]
    assert list(conflicts.without_a_word(office, at("00:00", THURSDAY))) == [amal, tuesday]


def test_whoever_came_did_not_come_or_cancelled_has_had_their_word(
    amal, bohdan, offering, desks, office
):
    cam = comes(offering, "11:00", desks[0], person=CAM)
    cancel(cam, now=BEFORE)
    attend(amal, now=NINE)
    miss(bohdan, now=NINE)
    assert list(conflicts.without_a_word(office, at("00:00", THURSDAY))) == []


def test_after_two_weeks_nobody_remembers(amal, office):
    last = date(2026, 9, 30)
    assert list(conflicts.without_a_word(office, at("23:59", last))) == [amal]
    assert list(conflicts.without_a_word(office, at("00:00", last + DAY))) == []


# --- mails, clashes, typing errors ----------------------------------------------------------------


def test_mails_that_failed_or_hang(amal, bohdan, office):
    kind = Message.Kind
    failed = people.message(amal, kind.MOVED, due=BEFORE, status="failed")
    hangs = people.message(bohdan, kind.CONFIRMATION, due=BEFORE - 15 * MINUTE)
    people.message(amal, kind.CONFIRMATION, due=BEFORE - 14 * MINUTE)
    people.message(amal, kind.REMINDER, due=NINE)
    people.message(amal, kind.CODE, due=BEFORE - DAY, status="sent")
    people.message(amal, kind.CODE, due=BEFORE - DAY, status="dropped")
    people.message(amal, kind.CODE, due=BEFORE - DAY, status="failed", to="")
    assert list(conflicts.unsent(office, BEFORE)) == [failed, hangs]


def test_clashes_and_typing_errors_the_oldest_first(amal, bohdan, office):
    Booking.objects.filter(pk=amal.pk).update(clashed_at=NINE)
    Booking.objects.filter(pk=bohdan.pk).update(clashed_at=BEFORE)
    assert list(conflicts.clashed(office)) == [bohdan, amal]
    right = Person("Al-Hamwi", "Amal", 1990)
    new, old = report_error(amal, 0, right, now=NINE), report_error(bohdan, 0, right, now=BEFORE)
    assert list(conflicts.misspelt(office)) == [old, new]
    old.__class__.objects.filter(pk=old.pk).update(status="declined")
    assert list(conflicts.misspelt(office)) == [new]


def test_of_somebody_forgotten_nothing_is_left_to_settle(amal, office):
    Booking.objects.filter(pk=amal.pk).update(clashed_at=BEFORE)
    report_error(amal, 0, BOHDAN, now=BEFORE)
    people.message(amal, Message.Kind.CONFIRMATION, due=BEFORE - DAY)
    office.opening_hours.all().delete()
    forget(fresh(amal), now=NINE)
    assert list(conflicts.clashed(office)) == []
    assert list(conflicts.misspelt(office)) == []
    assert list(conflicts.unsent(office, NINE)) == []
    assert list(conflicts.without_a_word(office, at("00:00", WEDNESDAY) + 2 * DAY)) == []
