"""The office invites Amal; she chooses a time, and one appointment at a time is hers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking import keys
from booking.models import Contact, Invitation, Reservation
from booking.models.stage import Stage
from booking.reservations import (
    AlreadyConfirmedError,
    CodeNeededError,
    DuplicateError,
    InvitationOverError,
    NameGivenError,
    Right,
    SlotTakenError,
    cancel,
    confirm,
    confirm_invited,
    hold,
    name_person,
    reach,
    send_code,
    take_again,
)
from tests import make
from tests.booking.reservations.inviting import (
    BY_LETTER,
    BY_MAIL,
    EMAIL,
    all_said,
    appointment,
    by_letter,
    come_by_mail,
    invited,
    owed,
    stage,
    take_one,
)
from tests.booking.reservations.taking import (
    BOHDAN,
    EIGHT,
    MINUTE,
    NINE,
    SUNDAY_NOON,
    fresh,
    state,
    take,
)

pytestmark = pytest.mark.django_db


def test_an_invitation_is_a_dossier_without_a_time(offering):
    booking = invited(offering)
    assert (booking.office, booking.reservation, booking.language) == (offering.office, None, "uk")
    assert [(item.offering, item.persons) for item in booking.items.all()] == [(offering, 1)]
    assert [one.full_name for one in booking.attendees.all()] == ["Amal Nour Al-Hamwi"]
    assert (booking.email, stage(booking)) == (EMAIL, Stage.INVITED)
    assert list(booking.messages.values_list("kind", "to", "language")) == [
        ("invitation", EMAIL, "uk")
    ]


def test_by_letter_no_mail_is_owed(offering):
    booking = by_letter(offering)
    assert (owed(booking), booking.contacts.count()) == ([], 0)
    assert booking.invitation.code == keys.letter_code(booking.number, 1)


def test_a_last_call_is_owed_a_week_before_the_end(offering):
    booking = invited(offering, replace(BY_MAIL, latest=date(2026, 12, 11)))
    last = booking.messages.get(kind="last_call")
    assert last.due_at == make.local(offering.office, date(2026, 12, 4), "07:00")


@pytest.mark.parametrize(
    ("offers", "said", "internal"),
    [(False, None, False), (True, None, True), (True, False, False), (False, True, True)],
)
def test_internal_hours_are_open_only_where_the_office_says_so(offering, offers, said, internal):
    offering.invited_internal = offers
    offering.save()
    saturday = make.local(offering.office, date(2026, 11, 28), "09:00")
    make.hours(at=offering.office, weekday=5, opens="09:00", closes="10:00", audience="internal")
    right = Right(Invitation.Way.LETTER, date(2026, 11, 28), internal_hours=said)
    booking = invited(offering, right, email="")
    assert booking.invitation.internal_hours is internal
    if internal:
        assert state(take_one(booking, saturday))[:2] == ("held", saturday)
    else:
        with pytest.raises(SlotTakenError):
            take_one(booking, saturday)


def test_the_chosen_time_is_held_for_a_quarter_of_an_hour(offering):
    booking = by_letter(offering)
    take_one(booking)
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 15 * MINUTE)
    assert stage(booking) is Stage.HELD


def test_another_choice_replaces_the_first(offering):
    booking = by_letter(offering)
    take_one(booking)
    take_one(booking, NINE)
    assert state(booking)[:2] == ("held", NINE)
    assert Reservation.objects.count() == 1


def test_a_time_after_the_latest_day_cannot_be_chosen(offering):
    booking = invited(offering, replace(BY_LETTER, latest=date(2026, 11, 23)), email="")
    with pytest.raises(SlotTakenError):
        take_one(booking, EIGHT + timedelta(days=1))
    assert fresh(booking).reservation is None


def test_who_has_no_address_needs_no_code(offering):
    booking = by_letter(offering)
    appointment(booking)
    assert (stage(booking), owed(booking)) == (Stage.BOOKED, [])
    assert fresh(booking).confirmed_at == SUNDAY_NOON


def test_who_came_by_the_mail_needs_no_code(offering):
    booking = invited(offering)
    come_by_mail(booking)
    appointment(booking)
    assert stage(booking) is Stage.BOOKED
    assert owed(booking) == ["confirmation"]
    assert Contact.objects.get(booking=booking).proven


def test_an_address_typed_after_a_letter_needs_a_code(offering):
    booking = by_letter(offering)
    take_one(booking)
    reach(fresh(booking), email="typed@people.example", phone="")
    with pytest.raises(CodeNeededError):
        confirm_invited(all_said(booking), now=SUNDAY_NOON)
    send_code(fresh(booking), now=SUNDAY_NOON)
    code = keys.mail_code(booking.number, "typed@people.example", 1)
    assert confirm(fresh(booking), code, now=SUNDAY_NOON).confirmed_at == SUNDAY_NOON


def test_another_address_than_the_invited_one_needs_a_code(offering):
    booking = invited(offering)
    come_by_mail(booking)
    take_one(booking)
    reach(fresh(booking), email="other@people.example", phone="")
    with pytest.raises(CodeNeededError):
        confirm_invited(all_said(booking), now=SUNDAY_NOON)


def test_a_proven_address_is_not_proof_of_the_next_one(offering):
    booking = invited(offering)
    booking.contacts.update(proven=True)
    take_one(booking)
    reach(fresh(booking), email=EMAIL, phone="+4920188")
    assert Contact.objects.get(booking=booking).proven
    reach(fresh(booking), email="other@people.example", phone="")
    assert not Contact.objects.get(booking=booking).proven


def test_an_ordinary_booking_cannot_do_without_a_code(offering):
    with pytest.raises(CodeNeededError):
        confirm_invited(take(offering), now=SUNDAY_NOON)


def test_pressing_twice_books_once(offering):
    booking = invited(offering)
    come_by_mail(booking)
    appointment(booking)
    confirm_invited(fresh(booking), now=SUNDAY_NOON + MINUTE)
    assert fresh(booking).confirmed_at == SUNDAY_NOON
    assert booking.messages.filter(kind="confirmation").count() == 1


def test_used_once_nothing_more_can_be_chosen(offering):
    booking = by_letter(offering)
    appointment(booking)
    with pytest.raises(AlreadyConfirmedError):
        take_one(booking, NINE)
    assert state(booking)[:2] == ("booked", EIGHT)


def test_after_cancelling_one_may_choose_again(offering):
    booking = by_letter(offering)
    appointment(booking)
    cancel(fresh(booking), now=SUNDAY_NOON)
    assert stage(booking) is Stage.INVITED
    appointment(booking, NINE)
    again = fresh(booking)
    assert (stage(booking), again.ended_at) == (Stage.BOOKED, None)
    assert state(booking)[:2] == ("booked", NINE)
    assert again.sequence == 2
    assert Reservation.objects.count() == 1


def test_after_a_visit_nothing_can_be_chosen(offering):
    booking = by_letter(offering)
    appointment(booking)
    with pytest.raises(InvitationOverError):
        take_one(booking, NINE, now=EIGHT + 40 * MINUTE)


def test_after_the_latest_day_nothing_can_be_chosen(offering):
    booking = by_letter(offering)
    with pytest.raises(InvitationOverError):
        take_one(booking, now=SUNDAY_NOON + timedelta(days=6))


def test_a_hold_that_ran_out_is_taken_again(offering):
    booking = by_letter(offering)
    later = SUNDAY_NOON + timedelta(hours=3)
    take_one(booking)
    take_again(fresh(booking), now=later)
    assert state(booking) == ("held", EIGHT, later + 15 * MINUTE)


def test_confirming_too_late_takes_the_time_again(offering):
    booking = by_letter(offering)
    take_one(booking)
    later = SUNDAY_NOON + timedelta(hours=3)
    confirm_invited(all_said(booking), now=later)
    assert fresh(booking).confirmed_at == later


def test_the_name_is_the_offices(offering):
    booking = by_letter(offering)
    take_one(booking)
    with pytest.raises(NameGivenError):
        name_person(fresh(booking), 0, BOHDAN)
    assert booking.attendees.get().full_name == "Amal Nour Al-Hamwi"


def test_the_invitation_stays_when_something_else_is_booked_in_the_same_browser(offering):
    booking = by_letter(offering)
    take_one(booking)
    other = hold(
        items=[(offering, 1)], start=NINE, now=SUNDAY_NOON, language="en", booking=fresh(booking)
    )
    assert other.pk != booking.pk
    assert state(booking)[:2] == ("held", EIGHT)


def test_who_has_an_appointment_for_it_gets_no_second(offering):
    appointment(by_letter(offering))
    second = by_letter(offering)
    take_one(second, NINE)
    with pytest.raises(DuplicateError):
        confirm_invited(all_said(second), now=SUNDAY_NOON)
    assert fresh(second).clashed_at == SUNDAY_NOON
