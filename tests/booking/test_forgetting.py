"""Forgetting a person: nothing of them remains anywhere."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import CharField, TextField

from booking import keys, retention
from booking.models import (
    Booking,
    BookingItem,
    Invitation,
    Look,
    Message,
    Outcome,
    Request,
    Reservation,
    Stage,
    Verification,
    Visit,
    stage_of,
)
from booking.notifications import deliver
from tests import people
from tests.booking.dossier import (
    DAY,
    ENDS,
    NOW,
    STATUS,
    TOMORROW,
    WORDS,
    everything_of_one_person,
    with_time,
)
from tests.booking.searching import found

pytestmark = pytest.mark.django_db


def test_before_a_person_is_forgotten_every_word_is_found():
    booking = everything_of_one_person()
    mark = booking.attendees.first().fingerprint
    assert found({*WORDS, mark}) == {*WORDS, mark}


def test_the_dossier_fills_every_field_that_somebody_types_into():
    """So that a new field of a model has to be filled there, and is searched for."""
    everything_of_one_person()
    typed = [
        field
        for model in apps.get_app_config("booking").get_models()
        for field in model._meta.fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]
    empty = {str(f) for f in typed if not f.model.objects.exclude(**{f.name: ""}).exists()}
    # The mark of a place is of no person.
    assert empty == {"booking.Outcome.language", "booking.Booking.told_place"}


def test_of_a_forgotten_person_no_table_and_no_column_holds_a_word():
    booking = everything_of_one_person()
    mark = booking.attendees.first().fingerprint
    retention.forget(booking, now=NOW)
    assert found({*WORDS, mark}) == set()


def test_of_a_person_whose_time_is_up_nothing_remains_either():
    mark = everything_of_one_person().attendees.first().fingerprint
    assert retention.forget_due(ENDS + 7 * DAY) == 1
    assert found({*WORDS, mark}) == set()


def test_neither_does_a_yes_or_no_tell_of_the_person():
    booking = everything_of_one_person()
    retention.forget(booking, now=NOW)
    assert not Invitation.objects.get(booking=booking).is_order
    assert not booking.request.has_proof
    assert not Verification.objects.exists()


def test_the_search_looks_into_sessions_too():
    session = SessionStore()
    session["looked_at"] = "Zubaida Ahmadzai"
    session.save()
    assert found({"Zubaida", "Amal"}) == {"Zubaida"}


def test_what_was_ticked_at_the_counter_is_erased_and_that_somebody_came_stays():
    booking = everything_of_one_person()
    retention.forget(booking, now=NOW)
    assert not booking.checked.exists()
    assert not booking.remarks.exists()
    assert list(Visit.objects.values_list("result", flat=True)) == ["missing"]
    assert list(Look.objects.values_list("fields", "bookings")) == [(["name"], [booking.pk])]


def test_others_are_not_touched():
    neighbour = everything_of_one_person()
    retention.forget(people.booked(starts=TOMORROW, now=NOW), now=NOW)
    assert found(WORDS) == WORDS
    assert neighbour.messages.filter(status=Message.Status.OWED).count() == len(Message.Kind) - 2


def test_an_appointment_to_come_is_cancelled_and_its_time_is_free():
    booking = everything_of_one_person()
    retention.forget(booking, now=NOW)
    assert booking.time.status == STATUS.CANCELLED
    assert not Reservation.objects.live(NOW).exists()


def test_an_appointment_that_has_begun_stays_as_it_is():
    booking = people.booked(starts=NOW, now=NOW - DAY)
    retention.forget(booking, now=NOW)
    assert booking.time.status == STATUS.BOOKED


def test_no_mail_follows_not_even_that_it_was_cancelled(mailoutbox):
    booking = people.booked(starts=TOMORROW, now=NOW)
    owed = people.message(booking, Message.Kind.CONFIRMATION, due=NOW)
    retention.forget(booking, now=NOW)
    said = set(booking.messages.values_list("kind", "status", "to"))
    assert said == {("confirmation", "dropped", ""), ("cancellation", "dropped", "")}
    assert not deliver(owed.pk)
    assert mailoutbox == []


def test_an_invitation_ends_and_a_request_waits_no_longer():
    invited = people.invited(latest=date(2026, 9, 20), now=NOW)
    asked = people.asked(now=NOW)
    retention.forget(invited, now=NOW)
    retention.forget(asked, now=NOW)
    assert Invitation.objects.get().withdrawn_at == NOW
    assert Request.objects.get().status == Request.Status.WITHDRAWN
    assert not Request.objects.all().waiting(NOW).exists()


def test_a_declined_request_stays_declined():
    asked = people.asked(now=NOW, request={"status": Request.Status.DECLINED}, ended_at=NOW)
    retention.forget(asked, now=NOW)
    assert Request.objects.get().status == Request.Status.DECLINED


def test_what_was_used_or_is_over_is_not_called_withdrawn():
    overdue = people.invited(latest=date(2026, 9, 13), now=NOW - DAY)
    accepted = people.asked(now=NOW, request={"status": Request.Status.OFFERED})
    retention.forget(overdue, now=NOW)
    retention.forget(with_time(accepted), now=NOW)
    assert Invitation.objects.get().withdrawn_at is None
    assert Request.objects.get().status == Request.Status.OFFERED


def test_a_held_time_is_given_back():
    booking = people.held(now=NOW)
    retention.forget(booking, now=NOW)
    assert Reservation.objects.get().status == STATUS.LAPSED


def test_the_right_key_still_says_that_all_is_erased():
    booking = people.booked(starts=TOMORROW, now=NOW)
    link, pin = booking.link_token, booking.pin
    retention.forget(booking, now=NOW)
    kept = Booking.objects.get(number=booking.number)
    assert keys.is_link_token(link, kept.number, kept.version)
    assert keys.is_pin(pin, kept.number, kept.version)
    assert stage_of(kept, NOW) is Stage.FORGOTTEN


def test_statistics_stay_and_hold_nothing_of_the_person():
    retention.forget(people.booked(starts=TOMORROW, now=NOW), now=NOW)
    line = Outcome.objects.get()
    assert (line.what, line.lead_days, line.minutes) == (Outcome.What.CANCELLED, 1, 30)


def test_the_same_person_may_book_the_same_matter_again():
    booking = everything_of_one_person()
    retention.forget(booking, now=NOW)
    assert BookingItem.objects.get().identity is None


def test_forgetting_twice_is_forgetting_once():
    booking = people.booked(starts=TOMORROW, now=NOW)
    retention.forget(booking, now=NOW)
    retention.forget(booking, now=TOMORROW)
    assert booking.forgotten_at == NOW
    assert Outcome.objects.count() == 1
