"""Booked for somebody at the counter or on the phone: at once, without a code."""

from datetime import timedelta

import pytest

from booking.models import Booking, Message, Reservation
from booking.reservations import (
    HasAnotherError,
    NoDeskError,
    SlotTakenError,
    Step,
    Visitor,
    book_for,
    cancel,
    cancel_for,
    counter_ask,
    give_time,
    move,
    undo,
)
from offices.models import Offering
from tests import make
from tests.booking.counter.wednesday import (
    AMAL,
    BEFORE,
    BOHDAN,
    CAM,
    MINUTE,
    NINE,
    THURSDAY,
    at,
    close_the_public_hours,
    comes,
    counted,
    fresh,
    hold,
    is_marked,
    owed,
    place,
    visitor,
)

pytestmark = pytest.mark.django_db


def book(offering: Offering, clock: str = "09:00", **options) -> Booking:
    """Amal, unless told."""
    who, now = options.pop("visitor", visitor()), options.pop("now", BEFORE)
    items = [(offering, options.pop("persons", 1))]
    return book_for(who, items=items, start=at(clock), now=now, **options)


def test_it_is_booked_at_once_with_everything_that_was_said(offering):
    made = book(
        offering,
        visitor=visitor(
            email="amal@people.example", phone="+49201880", talk="nobody", needs=["step_free"]
        ),
    )
    kept = fresh(made)
    assert place(kept) == ("09:00", "Schalter 1", "booked")
    assert (kept.language, kept.talk, kept.needs) == ("uk", "nobody", ["step_free"])
    assert (kept.confirmed_at, kept.held_since, kept.routed_desks) == (BEFORE, BEFORE, None)
    assert [one.filed for one in kept.attendees.all()] == ["Al-Hamwi, Amal Nour (05.03.1990)"]
    assert list(kept.contacts.values_list("email", "phone", "proven")) == [
        ("amal@people.example", "+49201880", False)
    ]
    assert is_marked(kept)
    assert counted() == ["booked"]


def test_with_an_address_the_confirmation_and_the_reminder_are_owed(offering):
    made = book(offering, visitor=visitor(email="amal@people.example"))
    assert owed(made) == ["confirmation", "reminder"]
    assert set(made.messages.values_list("language", flat=True)) == {"uk"}


@pytest.mark.parametrize("phone", ["", "+49201880"])
def test_without_an_address_nothing_is_owed(offering, phone):
    made = book(offering, visitor=visitor(phone=phone))
    assert not Message.objects.exists()
    assert fresh(made).contacts.count() == bool(phone)


def test_a_family_is_kept_in_its_order_and_takes_its_time(office):
    offering = make.offering(at=office, minutes=20, minutes_per_further_person=10, max_persons=4)
    made = book(offering, persons=2, visitor=Visitor([AMAL, BOHDAN], "uk"))
    assert [one.family_name for one in fresh(made).attendees.all()] == ["Al-Hamwi", "Kowalenko"]
    assert fresh(made).time.ends_at == at("09:30")


def test_hours_of_staff_short_notice_and_the_horizon_are_no_obstacle(offering):
    close_the_public_hours(book(offering, "08:00"))
    Offering.objects.update(notice_minutes=2880, horizon_days=1)
    offering = Offering.objects.get()
    who = visitor(BOHDAN)
    book(offering, "10:00", visitor=who, now=at("09:59"))
    far = at("09:00") + timedelta(weeks=5)
    made = book_for(visitor(CAM), items=[(offering, 1)], start=far, now=BEFORE)
    assert fresh(made).time.starts_at == far


def test_what_was_booked_beyond_the_horizon_of_the_public_is_taken_back_after_cancelling(
    offering, erika
):
    Offering.objects.update(horizon_days=1)
    offering = Offering.objects.get()
    far = at("09:00") + timedelta(weeks=5)
    made = book_for(visitor(), items=[(offering, 1)], start=far, now=BEFORE)
    cancel_for(fresh(made), "Brand im Amt", by=erika, now=BEFORE)
    undo(fresh(made), Step.CANCELLED, now=BEFORE)
    assert fresh(made).time.status == "booked"


def test_walk_in_hours_are_not_given(office, offering):
    office.opening_hours.update(audience="walk_in")
    with pytest.raises(SlotTakenError):
        book(offering)


def test_the_step_that_has_just_begun_can_be_given(offering):
    with pytest.raises(SlotTakenError):
        book(offering, "09:00", now=at("09:10"))
    made = book(offering, "09:00", now=at("09:10") - MINUTE)
    assert place(made)[0] == "09:00"


def test_a_desk_asked_for_is_taken_or_refused_as_a_desk(offering, amal, desks):
    with pytest.raises(NoDeskError):
        book(offering, visitor=visitor(BOHDAN), desk=desks[0].pk)
    made = book(offering, visitor=visitor(BOHDAN), desk=desks[1].pk)
    assert place(made)[1] == "Schalter 2"
    assert fresh(made).routed_desks is None


def test_where_everything_is_taken_it_is_the_time_that_is_refused(offering, amal, desks):
    comes(offering, "09:00", desks[1], person=BOHDAN)
    with pytest.raises(SlotTakenError, match="Someone was faster"):
        book(offering, visitor=visitor(CAM))
    assert Booking.objects.count() == 2


def test_a_live_hold_is_an_obstacle_and_one_that_has_run_out_is_none(offering, desks):
    hold(offering, "09:00", desks[0], until=at("08:00"))
    with pytest.raises(NoDeskError):
        book(offering, desk=desks[0].pk, now=at("08:00") - MINUTE)
    book(offering, desk=desks[0].pk, now=at("08:00"))
    assert sorted(Reservation.objects.values_list("status", flat=True)) == ["booked", "lapsed"]


def test_who_has_an_appointment_for_it_already_is_told_its_number_and_nothing_is_kept(
    offering, amal
):
    with pytest.raises(HasAnotherError, match=amal.spoken_number):
        book(offering, "10:00")
    assert (Booking.objects.count(), Reservation.objects.count()) == (1, 1)
    assert (Message.objects.count(), counted()) == (0, [])


def test_pressed_twice_it_is_booked_once(offering):
    made = book(offering)
    with pytest.raises(HasAnotherError, match=made.spoken_number):
        book(offering)
    assert Booking.objects.count() == 1


def test_after_cancelling_it_can_be_booked_anew(offering, amal):
    cancel(amal, now=BEFORE)
    assert place(book(offering, "10:00"))[0] == "10:00"


@pytest.fixture
def divided(essen) -> Offering:
    """A to K at the first desk, the others at the second."""
    office = make.office_open_on_weekdays(of=essen, desks=0)
    make.desk(at=office, responsible=[("A", "Ka")])
    make.desk(at=office, responsible=[("Kb", "Z")])
    return make.offering(at=office)


def test_a_name_goes_to_the_desk_responsible_for_it(divided):
    first, second = divided.office.desks.all()
    mine, other = book(divided), book(divided, visitor=visitor(BOHDAN))
    assert [place(one)[1] for one in (mine, other)] == [first.label, second.label]
    assert [fresh(one).routed_desks for one in (mine, other)] == [[first.pk], [second.pk]]
    with pytest.raises(SlotTakenError):
        book(divided, visitor=visitor(CAM))
    with pytest.raises(NoDeskError):
        book(divided, "10:00", visitor=visitor(CAM), desk=second.pk)


def test_before_the_name_is_known_all_desks_are_asked(divided):
    first, second = divided.office.desks.all()
    items = [(divided, 1)]
    assert counter_ask(items, now=BEFORE).desks is None
    assert counter_ask(items, now=BEFORE, family_name="Al-Hamwi").desks == (first.pk,)
    assert counter_ask(items, now=BEFORE, desk=second.pk).desks == (second.pk,)
    assert counter_ask(items, now=BEFORE, desk=second.pk, family_name="Al-Hamwi").desks == ()


def test_the_person_may_change_it_like_any_other(offering):
    made = book(offering, visitor=visitor(email="amal@people.example"))
    move(fresh(made), at("10:00", THURSDAY), now=BEFORE)
    give_time(fresh(made), NINE, now=BEFORE)
    assert (place(made)[0], fresh(made).sequence) == ("09:00", 2)
