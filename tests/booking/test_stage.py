"""Where a booking stands, in one word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking.models import Booking, Request, Reservation, Stage, stage_of
from tests import people

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
TOMORROW, YESTERDAY = NOW + timedelta(days=1), NOW - timedelta(days=1)

pytestmark = pytest.mark.django_db


def stage(booking: Booking, now: datetime = NOW) -> Stage:
    return stage_of(Booking.objects.get(pk=booking.pk), now)


def taken(booking: Booking, **changes: object) -> Booking:
    """Change the reservation of the booking in the database."""
    Reservation.objects.filter(booking=booking).update(**changes)
    return booking


def with_time(booking: Booking, status: Reservation.Status, **fields: object) -> Booking:
    """Give a time to somebody who was invited or has asked."""
    desk = booking.items.get().offering.desks.get()
    booking.reservation = people.reservation(at=desk, starts=TOMORROW, status=status, **fields)
    booking.save(update_fields=["reservation"])
    return booking


def test_a_time_is_held_until_the_second_it_expires():
    held = people.held(now=NOW)
    ends = held.time.expires_at
    assert stage(held, ends - timedelta(seconds=1)) is Stage.HELD
    assert stage(held, ends) is Stage.LAPSED


def test_an_appointment_is_booked_until_it_ends():
    booked = people.booked(starts=TOMORROW, now=NOW)
    assert stage(booked, TOMORROW + timedelta(minutes=29)) is Stage.BOOKED
    assert stage(booked, TOMORROW + timedelta(minutes=30)) is Stage.PAST


@pytest.mark.parametrize("status", [Reservation.Status.ATTENDED, Reservation.Status.MISSED])
def test_who_came_and_who_did_not_are_past(status):
    assert stage(taken(people.booked(starts=YESTERDAY, now=NOW), status=status)) is Stage.PAST


def test_a_cancelled_appointment_is_cancelled_before_and_after_its_time():
    gone = taken(people.booked(starts=TOMORROW, now=NOW), status=Reservation.Status.CANCELLED)
    assert stage(gone) is Stage.CANCELLED
    assert stage(gone, TOMORROW + timedelta(days=1)) is Stage.CANCELLED


def test_an_invitation_is_open_until_the_end_of_its_latest_day_in_the_office():
    invited = people.invited(latest=date(2026, 9, 20), now=NOW)
    assert stage(invited, datetime(2026, 9, 20, 21, 59, tzinfo=UTC)) is Stage.INVITED
    assert stage(invited, datetime(2026, 9, 20, 22, 0, tzinfo=UTC)) is Stage.OVERDUE


def test_a_withdrawn_invitation_is_withdrawn_whatever_its_latest_day():
    gone = people.invited(latest=date(2026, 9, 20), now=NOW, invitation={"withdrawn_at": NOW})
    assert stage(gone) is Stage.WITHDRAWN


def test_an_invited_person_who_cancels_may_choose_again():
    invited = people.invited(latest=date(2026, 9, 20), now=NOW)
    assert stage(with_time(invited, Reservation.Status.CANCELLED)) is Stage.INVITED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Request.Status.OPEN, Stage.ASKED),
        (Request.Status.QUESTION, Stage.QUESTION),
        (Request.Status.DECLINED, Stage.DECLINED),
        (Request.Status.WITHDRAWN, Stage.TAKEN_BACK),
    ],
)
def test_a_request_stands_where_the_last_answer_left_it(status, expected):
    assert stage(people.asked(now=NOW, request={"status": status})) is expected


def test_an_offered_time_waits_until_its_deadline_and_then_for_the_office():
    asked = people.asked(now=NOW, request={"status": Request.Status.OFFERED})
    with_time(asked, Reservation.Status.HELD, expires_at=TOMORROW)
    assert stage(asked, TOMORROW - timedelta(seconds=1)) is Stage.OFFERED
    assert stage(asked, TOMORROW) is Stage.ASKED


def test_a_cancelled_appointment_that_was_asked_for_is_cancelled():
    asked = people.asked(now=NOW, request={"status": Request.Status.OFFERED})
    assert stage(with_time(asked, Reservation.Status.CANCELLED)) is Stage.CANCELLED


def test_what_was_forgotten_is_forgotten_whatever_it_was():
    assert stage(people.booked(starts=TOMORROW, now=NOW, forgotten_at=NOW)) is Stage.FORGOTTEN
