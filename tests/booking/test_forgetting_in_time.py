"""People are forgotten when their time is up, and not a second too early."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking import retention
from booking.models import Booking, Message, Request, Reservation, Verification
from offices.models import Offering
from tests import make, people
from tests.booking.dossier import DAY, ENDS, NOW, STATUS, TOMORROW, WORDS, with_time
from tests.booking.searching import found

SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def forgotten(booking: Booking) -> bool:
    return Booking.objects.get(pk=booking.pk).forgotten_at is not None


def is_forgotten_exactly_at(booking: Booking, moment: datetime) -> None:
    retention.forget_due(moment - SECOND)
    assert not forgotten(booking)
    assert found({"O'Hadi-Öztürk"})
    retention.forget_due(moment)
    assert forgotten(booking)
    assert not found({"O'Hadi-Öztürk"})


def of_authority(days: int) -> Offering:
    office = make.desk(at=make.office(of=make.authority(retention_days=days))).office
    return make.offering(at=office)


@pytest.mark.parametrize("days", [0, 7, 30])
@pytest.mark.parametrize("status", [STATUS.BOOKED, STATUS.ATTENDED, STATUS.MISSED])
def test_a_person_is_forgotten_the_authoritys_days_after_the_end_of_the_appointment(days, status):
    booking = people.booked(starts=TOMORROW, now=NOW, offering=of_authority(days))
    Reservation.objects.update(status=status)
    is_forgotten_exactly_at(booking, ENDS + days * DAY)


@pytest.mark.parametrize("days", [0, 7, 30])
def test_who_cancelled_is_forgotten_so_many_days_after_that_and_not_after_the_appointment(days):
    ended = NOW + timedelta(hours=2)
    booking = people.booked(
        starts=NOW + 60 * DAY, now=NOW, offering=of_authority(days), ended_at=ended
    )
    Reservation.objects.update(status=STATUS.CANCELLED)
    is_forgotten_exactly_at(booking, ended + days * DAY)


@pytest.mark.parametrize("status", [Request.Status.DECLINED, Request.Status.WITHDRAWN])
def test_who_was_declined_or_asked_no_more_is_forgotten_days_after_that(status):
    booking = people.asked(now=NOW, request={"status": status}, ended_at=TOMORROW)
    is_forgotten_exactly_at(booking, TOMORROW + 7 * DAY)


@pytest.mark.parametrize(
    ("latest", "midnight"),
    [
        (date(2026, 9, 20), datetime(2026, 9, 20, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_an_invitation_nobody_used_counts_from_the_end_of_its_day_in_the_office(latest, midnight):
    booking = people.invited(latest=latest, now=NOW)
    is_forgotten_exactly_at(booking, midnight + 7 * DAY)


def test_an_invited_person_who_cancelled_and_may_choose_again_is_known_until_then():
    booking = people.invited(latest=date(2026, 10, 20), now=NOW, ended_at=NOW)
    with_time(booking, status=STATUS.CANCELLED)
    is_forgotten_exactly_at(booking, datetime(2026, 10, 20, 22, tzinfo=UTC) + 7 * DAY)


def test_a_withdrawn_invitation_counts_from_that_moment():
    booking = people.invited(
        latest=date(2026, 12, 20), now=NOW, invitation={"withdrawn_at": TOMORROW}
    )
    is_forgotten_exactly_at(booking, TOMORROW + 7 * DAY)


def test_a_time_that_is_held_is_never_taken_away():
    booking = people.invited(latest=date(2026, 9, 14), now=NOW, offering=of_authority(0))
    midnight = datetime(2026, 9, 14, 22, tzinfo=UTC)
    ends = midnight + timedelta(minutes=5)
    with_time(booking, starts=midnight + DAY, status=STATUS.HELD, expires_at=ends)
    is_forgotten_exactly_at(booking, ends)


@pytest.mark.parametrize("status", ["open", "question", "offered"])
def test_a_request_that_waits_is_not_forgotten_however_long_it_takes(status):
    booking = people.asked(now=NOW, request={"status": status})
    assert retention.forget_due(NOW + 400 * DAY) == 0
    assert not forgotten(booking)


def test_a_request_whose_offer_ran_out_still_waits():
    booking = people.asked(now=NOW, request={"status": "offered"})
    desk = booking.items.get().offering.desks.get()
    booking.reservation = people.reservation(
        at=desk, starts=TOMORROW, status=STATUS.HELD, expires_at=NOW
    )
    booking.save()
    assert retention.forget_due(NOW + 400 * DAY) == 0


def test_what_was_typed_into_a_time_never_booked_is_erased_an_hour_after_it_ran_out():
    booking = people.held(now=NOW)
    people.message(booking, Message.Kind.CODE, due=NOW)
    erased = NOW + Verification.LIFETIME + timedelta(hours=1)
    assert retention.forget_due(erased - SECOND) == 0
    assert found(WORDS) == {"O'Hadi-Öztürk", "Amal", "amal@people.example"}
    assert retention.forget_due(erased) == 1
    assert found(WORDS) == set()
    assert retention.forget_due(erased + SECOND) == 0


@pytest.mark.parametrize("typed", ["name", "contact", "talk"])
def test_of_a_form_left_half_filled_that_half_is_erased(typed):
    booking = people.held(now=NOW, talk="nobody" if typed == "talk" else "")
    if typed != "name":
        booking.attendees.all().delete()
    if typed != "contact":
        booking.contacts.all().delete()
    assert retention.forget_due(booking.time.expires_at + timedelta(hours=1)) == 1
    assert found(WORDS) == set()


def test_who_was_invited_and_let_a_hold_run_out_stays_invited():
    booking = people.invited(latest=date(2026, 12, 20), now=NOW)
    _with_lapsed(booking)
    assert retention.forget_due(NOW + 30 * DAY) == 0


def test_a_request_is_not_forgotten_because_the_person_already_has_an_appointment():
    booking = people.asked(now=NOW, request={"status": "offered"}, clashed_at=NOW)
    _with_lapsed(booking)
    assert retention.forget_due(NOW + 30 * DAY) == 0


def test_what_was_once_confirmed_is_never_deleted():
    booking = people.held(now=NOW, confirmed_at=NOW)
    assert retention.forget_due(NOW + 30 * DAY) == 0
    assert Booking.objects.get() == booking


def _with_lapsed(booking: Booking) -> None:
    with_time(booking, status=STATUS.LAPSED, expires_at=NOW)
    Booking.objects.update(confirmed_at=None)


def test_a_time_never_booked_is_deleted_a_day_after_it_ran_out():
    booking = people.held(now=NOW)
    deleted = NOW + Verification.LIFETIME + DAY
    retention.forget_due(deleted - SECOND)
    assert Booking.objects.filter(number=booking.number).exists()
    retention.forget_due(deleted)
    assert not Booking.objects.exists()
    assert not Reservation.objects.exists()


def test_who_typed_the_right_code_but_has_an_appointment_is_known_until_staff_can_settle_it():
    booking = people.held(now=NOW, clashed_at=NOW + SECOND)
    is_forgotten_exactly_at(booking, NOW + SECOND + 7 * DAY)


def test_after_an_outage_of_a_month_one_run_does_it_all():
    people.held(now=NOW)
    people.booked(starts=TOMORROW, now=NOW)
    people.invited(latest=date(2026, 9, 20), now=NOW)
    retention.forget_due(NOW + 30 * DAY)
    assert found(WORDS) == set()
    assert Booking.objects.exclude(forgotten_at=None).count() == Booking.objects.count() == 2
