"""What becomes of an invitation: withdrawn, extended, given to many, used by two browsers."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connection

from booking.models import Booking, Invitation, Reservation
from booking.models.stage import Stage
from booking.reservations import (
    ChosenError,
    Guest,
    InvitationOverError,
    InvitedAlreadyError,
    OverError,
    Person,
    ask_of,
    asks_of,
    cancel,
    confirm_invited,
    invite_again,
    invite_all,
    restore,
    withdraw_invitation,
)
from tests import make
from tests.booking.race import gate_shut
from tests.booking.reservations.inviting import (
    BY_LETTER,
    BY_MAIL,
    EMAIL,
    FRIDAY,
    appointment,
    by_letter,
    invited,
    owed,
    stage,
    take_one,
)
from tests.booking.reservations.taking import (
    AMAL,
    BOHDAN,
    EIGHT,
    MINUTE,
    SUNDAY_NOON,
    fresh,
    state,
    take,
)

pytestmark = pytest.mark.django_db


def test_withdrawn_it_is_over_and_the_person_is_told(offering):
    booking = invited(offering, replace(BY_MAIL, latest=date(2026, 12, 11)))
    assert owed(booking) == ["invitation", "last_call"]
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    assert (stage(booking), owed(booking)) == (Stage.WITHDRAWN, ["withdrawal"])
    assert fresh(booking).ended_at == SUNDAY_NOON
    with pytest.raises(InvitationOverError):
        take_one(booking)


def test_withdrawn_twice_it_is_told_once(offering):
    booking = invited(offering)
    for _ in range(2):
        withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    assert owed(booking) == ["withdrawal"]


def test_withdrawn_a_held_time_is_free_at_once(offering):
    booking = by_letter(offering)
    take_one(booking)
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    assert state(booking)[0] == "lapsed"
    assert state(take(offering))[:2] == ("held", EIGHT)
    with pytest.raises(InvitationOverError):
        confirm_invited(all_said_anyhow(booking), now=SUNDAY_NOON)


def all_said_anyhow(booking: Booking) -> Booking:
    Booking.objects.filter(pk=booking.pk).update(talk="german")
    return fresh(booking)


def test_a_booked_appointment_has_to_be_cancelled_first(offering):
    booking = by_letter(offering)
    appointment(booking)
    with pytest.raises(ChosenError):
        withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    cancel(fresh(booking), now=SUNDAY_NOON)
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    assert stage(booking) is Stage.WITHDRAWN


def test_a_cancelled_appointment_of_a_withdrawn_invitation_stays_cancelled(offering):
    booking = by_letter(offering)
    appointment(booking)
    cancelled = cancel(fresh(booking), now=SUNDAY_NOON)
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    with pytest.raises(OverError):
        restore(cancelled, now=SUNDAY_NOON)


def test_invited_again_it_is_open_longer_and_the_person_is_told_once(offering):
    booking = invited(offering)
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    invite_again(booking.invitation, latest=date(2026, 12, 11), now=SUNDAY_NOON)
    again = fresh(booking)
    assert (stage(booking), again.ended_at) == (Stage.INVITED, None)
    assert again.invitation.latest == date(2026, 12, 11)
    assert sorted(owed(booking)) == ["invitation", "last_call", "withdrawal"]


def test_a_day_that_is_over_is_no_latest_day(offering):
    booking = invited(offering)
    with pytest.raises(InvitationOverError):
        invite_again(booking.invitation, latest=date(2026, 11, 21), now=SUNDAY_NOON)


def test_who_has_an_appointment_may_move_it_further_and_gets_no_mail(offering):
    booking = by_letter(offering)
    appointment(booking)
    invite_again(booking.invitation, latest=date(2026, 12, 11), now=SUNDAY_NOON)
    assert (stage(booking), owed(booking)) == (Stage.BOOKED, [])


def test_an_extended_invitation_of_someone_who_was_there_stays_over(offering):
    booking = by_letter(offering)
    appointment(booking)
    with pytest.raises(InvitationOverError):
        invite_again(booking.invitation, latest=FRIDAY, now=EIGHT + 40 * MINUTE)


def guests(offering, *people: Person) -> list[Guest]:
    return [Guest([(offering, 1)], person, "uk") for person in people]


def test_many_are_invited_at_once_without_an_address_by_letter(offering):
    amal, bohdan = guests(offering, AMAL, BOHDAN)
    made = invite_all([replace(amal, email=EMAIL), bohdan], BY_MAIL, by=None, now=SUNDAY_NOON)
    assert [one.way for one in made] == ["email", "letter"]


def test_nobody_is_invited_when_one_is_invited_already(offering):
    by_letter(offering)
    with pytest.raises(InvitedAlreadyError, match="Amal Nour Al-Hamwi"):
        invite_all(guests(offering, BOHDAN, AMAL), BY_LETTER, by=None, now=SUNDAY_NOON)
    assert Invitation.objects.count() == 1


def test_who_was_there_may_be_invited_again(offering):
    appointment(by_letter(offering))
    with pytest.raises(InvitedAlreadyError):
        invite_all(guests(offering, AMAL), BY_LETTER, by=None, now=EIGHT)
    invite_all(guests(offering, AMAL), BY_LETTER, by=None, now=EIGHT + 40 * MINUTE)
    assert Invitation.objects.count() == 2


def test_the_questions_of_many_are_those_of_each(offering, django_assert_num_queries):
    make.desk(at=offering.office, responsible=[("A", "K")])
    offering.desks.set(offering.office.desks.all())
    made = [by_letter(offering).pk, invited(offering).pk]
    each = [ask_of(Booking.objects.get(pk=pk), now=SUNDAY_NOON) for pk in made]
    many = list(Booking.objects.select_related("invitation").filter(pk__in=made).order_by("pk"))
    with django_assert_num_queries(4):
        assert asks_of(many, now=SUNDAY_NOON) == each


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_choose_different_days_at_once_hold_one_time(offering):
    booking, answers = by_letter(offering), []

    def press(start) -> None:
        try:
            answers.append(state(take_one(booking, start))[0])
        finally:
            connection.close()

    days = EIGHT, EIGHT + timedelta(days=1)
    browsers = [Thread(target=press, args=[start]) for start in days]
    with gate_shut(offering.office_id):
        for browser in browsers:
            browser.start()
        sleep(0.3)
    for browser in browsers:
        browser.join()
    assert answers == ["held", "held"]
    assert Reservation.objects.count() == 1
    assert fresh(booking).reservation == Reservation.objects.get()
