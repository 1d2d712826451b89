"""Another time for an appointment, giving it back, and taking that back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking import reservations
from booking.availability import ask_for, free_starts
from booking.models import Booking, Invitation, Message, Outcome, Reservation
from booking.reservations import (
    DuplicateError,
    OrderedError,
    OverError,
    SlotTakenError,
    cancel,
    move,
    restore,
    say_coming,
)
from tests import make, people
from tests.booking.reservations.taking import fresh

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)  # Monday 08:00 in Germany
WEDNESDAY, THURSDAY = date(2026, 9, 16), date(2026, 9, 17)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine(offering) -> datetime:
    return make.local(offering.office, WEDNESDAY, "09:00")


@pytest.fixture
def ten(offering) -> datetime:
    return make.local(offering.office, THURSDAY, "10:00")


@pytest.fixture
def amal(offering, nine) -> Booking:
    """Amal comes on Wednesday at nine."""
    made = people.booked(starts=nine, now=NOW, offering=offering)
    made.items.update(identity="amal")
    return fresh(made)


def free_at(offering, moment: datetime) -> bool:
    ask = ask_for([(offering, 1)], now=NOW)
    return moment in [one.start for one in free_starts(ask, now=NOW)]


def owed(booking: Booking) -> list[str]:
    kinds = booking.messages.filter(status=Message.Status.OWED).order_by("kind")
    return list(kinds.values_list("kind", flat=True))


def test_a_move_takes_the_new_time_and_frees_the_old_one(amal, offering, nine, ten):
    move(amal, ten, now=NOW)
    moved = fresh(amal)
    assert (moved.time.starts_at, moved.time.status, moved.sequence) == (ten, "booked", 1)
    assert free_at(offering, nine)
    assert not free_at(offering, ten)
    assert moved.messages.get(kind=Message.Kind.MOVED).before == nine
    assert list(Outcome.objects.values_list("what", "lead_days")) == [("moved", 3)]


def test_a_move_may_overlap_ones_own_time(amal, nine):
    later = nine + timedelta(minutes=10)
    move(amal, later, now=NOW)
    assert fresh(amal).time.starts_at == later


def test_when_somebody_was_faster_the_present_time_stays(amal, offering, nine, ten):
    people.booked(starts=ten, now=NOW, offering=offering)
    with pytest.raises(SlotTakenError):
        move(amal, ten, now=NOW)
    kept = fresh(amal)
    assert (kept.time.starts_at, kept.time.status, kept.sequence) == (nine, "booked", 0)
    assert owed(kept) == []


def test_pressing_twice_moves_once(amal, ten):
    move(amal, ten, now=NOW)
    move(fresh(amal), ten, now=NOW)
    assert fresh(amal).sequence == 1
    assert amal.messages.filter(kind=Message.Kind.MOVED).count() == 1


def test_a_yes_was_for_the_time_before(amal, ten):
    say_coming(amal, now=NOW)
    assert fresh(amal).coming_at == NOW
    move(fresh(amal), ten, now=NOW)
    assert fresh(amal).coming_at is None


def test_reminders_are_for_the_new_time_only(amal, offering, ten):
    move(amal, ten, now=NOW)
    reminders = amal.messages.filter(kind=Message.Kind.REMINDER)
    (due,) = reminders.filter(status=Message.Status.OWED).values_list("due_at", flat=True)
    assert due == ten - timedelta(days=1)


def test_what_has_begun_is_not_moved_and_not_given_back(amal, nine, ten):
    for verb in (lambda: move(amal, ten, now=nine), lambda: cancel(amal, now=nine)):
        with pytest.raises(OverError):
            verb()
    assert fresh(amal).time.status == "booked"


def test_a_time_given_back_is_free_at_once(amal, offering, nine):
    assert not free_at(offering, nine)
    cancel(amal, now=NOW)
    gone = fresh(amal)
    assert free_at(offering, nine)
    assert (gone.time.status, gone.sequence, gone.ended_at) == ("cancelled", 1, NOW)
    assert gone.items.get().identity is None
    assert owed(gone) == ["cancellation"]


def test_pressing_twice_gives_back_once(amal):
    cancel(amal, now=NOW)
    cancel(fresh(amal), now=NOW)
    assert fresh(amal).sequence == 1
    assert amal.messages.filter(kind=Message.Kind.CANCELLATION).count() == 1


def test_a_written_order_is_not_given_back_here_but_may_be_moved(amal, ten):
    Invitation.objects.create(
        booking=amal, way="letter", latest=THURSDAY, is_order=True, invited_at=NOW
    )
    with pytest.raises(OrderedError):
        cancel(fresh(amal), now=NOW)
    move(fresh(amal), ten, now=NOW)
    assert fresh(amal).time.starts_at == ten


def test_who_was_invited_moves_within_the_latest_day(amal, nine, ten):
    Invitation.objects.create(booking=amal, way="email", latest=WEDNESDAY, invited_at=NOW)
    with pytest.raises(SlotTakenError):
        move(fresh(amal), ten, now=NOW)
    move(fresh(amal), nine + timedelta(hours=1), now=NOW)
    assert fresh(amal).time.starts_at == nine + timedelta(hours=1)


def test_what_was_given_back_is_taken_back_while_the_time_is_free(amal, nine):
    restore(cancel(amal, now=NOW), now=NOW)
    back = fresh(amal)
    assert (back.time.starts_at, back.time.status, back.sequence) == (nine, "booked", 2)
    assert back.ended_at is None
    assert back.items.get().identity == back.attendees.get().fingerprint


def test_short_notice_and_hours_of_staff_are_no_obstacle_to_taking_back_what_was_theirs(amal, nine):
    shortly_before = nine - timedelta(minutes=10)
    amal.office.opening_hours.update(audience="internal")
    assert amal.items.get().offering.notice_minutes == 60
    restore(cancel(amal, now=shortly_before), now=shortly_before)
    assert (fresh(amal).time.starts_at, fresh(amal).time.status) == (nine, "booked")


def test_what_somebody_else_has_taken_since_is_not_taken_back(amal, offering, nine):
    cancel(amal, now=NOW)
    people.booked(starts=nine, now=NOW, offering=offering)
    with pytest.raises(SlotTakenError):
        restore(fresh(amal), now=NOW)
    assert fresh(amal).time.status == "cancelled"


def test_who_has_booked_the_same_matter_anew_takes_nothing_back(amal, offering, ten):
    cancel(amal, now=NOW)
    other = people.booked(starts=ten, now=NOW, offering=offering)
    other.items.update(identity=other.attendees.get().fingerprint)
    with pytest.raises(DuplicateError):
        restore(fresh(amal), now=NOW)
    assert fresh(amal).time.status == "cancelled"


def test_what_was_erased_is_not_taken_back(amal):
    cancel(amal, now=NOW)
    Booking.objects.filter(pk=amal.pk).update(forgotten_at=NOW)
    with pytest.raises(OverError):
        restore(fresh(amal), now=NOW)


def test_a_held_time_is_no_appointment_to_move(offering, nine, ten):
    held = reservations.hold(items=[(offering, 1)], start=nine, now=NOW, language="de")
    with pytest.raises(OverError):
        move(fresh(held), ten, now=NOW)
    assert Reservation.objects.get().starts_at == nine
