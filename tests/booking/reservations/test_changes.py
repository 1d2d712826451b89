"""What a person changes by themselves once they have a number, verb by verb."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking.models import Booking, Contact, Invitation
from booking.reservations import (
    OverError,
    answer_back,
    ask_back,
    call_at,
    cancel,
    decline,
    describe_again,
    say_coming,
    send_again,
    speak_to,
    withdraw_invitation,
    withdraw_request,
)
from booking.retention import forget
from tests import make, people
from tests.booking.reservations.asking import TONIGHT, ask, offer
from tests.booking.reservations.inviting import FRIDAY, invited
from tests.booking.reservations.taking import (
    EIGHT,
    MINUTE,
    SECOND,
    SUNDAY_NOON,
    fresh,
    take,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)  # Monday 08:00 in Germany
AFTER_FRIDAY = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def nine(offering) -> datetime:
    return make.local(offering.office, date(2026, 9, 16), "09:00")


@pytest.fixture
def amal(offering, nine) -> Booking:
    """Amal comes on Wednesday at nine."""
    return people.booked(starts=nine, now=NOW, offering=offering)


def mails(booking: Booking) -> list[tuple[str, str]]:
    return list(booking.messages.order_by("pk").values_list("kind", "status"))


def contact(booking: Booking) -> tuple[str, str, str]:
    return Contact.objects.values_list("role", "email", "phone").get(booking=booking)


def test_from_now_on_we_write_in_another_language(amal):
    speak_to(amal, "uk")
    assert (amal.language, fresh(amal).language) == ("uk", "uk")
    send_again(amal, now=NOW)
    assert amal.messages.get().language == "uk"


def test_what_is_owed_already_is_written_in_it_too_and_what_was_sent_stays(amal):
    people.message(amal, "confirmation", due=NOW, status="sent")
    people.message(amal, "reminder", due=NOW + timedelta(days=1))
    speak_to(amal, "ar")
    assert list(amal.messages.order_by("pk").values_list("kind", "language")) == [
        ("confirmation", "en"),
        ("reminder", "ar"),
    ]


def test_a_phone_number_is_written_beside_the_address(amal):
    call_at(amal, "+49201123456")
    assert contact(amal) == ("person", "amal@people.example", "+49201123456")


def test_a_phone_number_is_taken_away(amal):
    call_at(amal, "+49201123456")
    call_at(amal, "")
    assert contact(amal) == ("person", "amal@people.example", "")


def test_who_had_no_contact_gets_one(amal):
    amal.contacts.all().delete()
    call_at(amal, "+49201123456")
    assert contact(amal) == ("person", "", "+49201123456")


def test_the_phone_of_a_helper_stays_theirs(amal):
    Contact.objects.create(booking=amal, role="helper", phone="+4930999")
    call_at(amal, "+49201123456")
    assert amal.contacts.get(role="helper").phone == "+4930999"


def test_talk_and_needs_change_after_it_was_booked(amal):
    describe_again(amal, talk="nobody", needs=("step_free", "more_time"))
    changed = fresh(amal)
    assert (changed.talk, changed.needs) == ("nobody", ["step_free", "more_time"])
    assert changed.time.status == "booked"


def test_needs_can_be_taken_back(amal):
    describe_again(amal, talk="nobody", needs=["step_free"])
    describe_again(amal, talk="german", needs=[])
    assert (fresh(amal).talk, fresh(amal).needs) == ("german", [])


def test_a_yes_is_noted_with_its_moment_and_the_last_one_counts(amal):
    say_coming(amal, now=NOW)
    say_coming(amal, now=NOW + MINUTE)
    assert fresh(amal).coming_at == NOW + MINUTE
    assert mails(amal) == []


def test_a_yes_counts_until_it_begins(amal, nine):
    say_coming(amal, now=nine - SECOND)
    assert fresh(amal).coming_at == nine - SECOND
    with pytest.raises(OverError):
        say_coming(amal, now=nine)
    assert fresh(amal).coming_at == nine - SECOND


def test_nobody_comes_to_what_was_given_back(amal):
    cancel(amal, now=NOW)
    with pytest.raises(OverError) as refusal:
        say_coming(fresh(amal), now=NOW)
    assert "it has begun, is over or was cancelled" in str(refusal.value)
    assert fresh(amal).coming_at is None


def test_nobody_comes_to_what_is_only_held(offering):
    held = take(offering)
    with pytest.raises(OverError):
        say_coming(held, now=SUNDAY_NOON)


def booked_(offering, _erika) -> Booking:
    return people.booked(starts=EIGHT, now=SUNDAY_NOON, offering=offering)


def cancelled(offering, erika) -> Booking:
    return cancel(booked_(offering, erika), now=SUNDAY_NOON)


def asked_(offering, _erika) -> Booking:
    return ask(offering)


def asked_back(offering, erika) -> Booking:
    booking = ask(offering)
    ask_back(booking.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    return booking


def asked_back_twice(offering, erika) -> Booking:
    booking = asked_back(offering, erika)
    answer_back(fresh(booking), "For work.", now=SUNDAY_NOON)
    ask_back(fresh(booking).request, "Until when?", by=erika, now=SUNDAY_NOON + MINUTE)
    return booking


def offered_(offering, erika) -> Booking:
    booking = ask(offering)
    offer(booking, erika)
    return booking


def invited_(offering, _erika) -> Booking:
    return invited(offering)


@pytest.mark.parametrize(
    ("history", "kind", "note"),
    [
        (booked_, "confirmation", None),
        (cancelled, "cancellation", None),
        (asked_, "receipt", None),
        (asked_back, "question", "Which visa?"),
        (asked_back_twice, "question", "Until when?"),
        (offered_, "offer", None),
        (invited_, "invitation", None),
    ],
)
def test_what_says_everything_is_sent_once_more(offering, erika, history, kind, note):
    booking = fresh(history(offering, erika))
    already = booking.messages.count()
    send_again(booking, now=SUNDAY_NOON)
    assert booking.messages.count() == already + 1
    again = booking.messages.order_by("pk").last()
    assert (again.kind, again.note and again.note.text) == (kind, note)
    assert (again.status, again.to, again.language, again.due_at, again.issue) == (
        "owed",
        "amal@people.example",
        booking.language,
        SUNDAY_NOON,
        booking.sequence,
    )


def test_without_an_address_nothing_is_owed(amal):
    amal.contacts.update(email="")
    send_again(amal, now=NOW)
    assert mails(amal) == []


def held_(offering, _erika) -> Booking:
    return take(offering)


def over(offering, _erika) -> Booking:
    return people.booked(starts=SUNDAY_NOON - MINUTE * 60, now=NOW, offering=offering)


def declined(offering, erika) -> Booking:
    booking = ask(offering)
    decline(booking.request, "Please write.", by=erika, now=SUNDAY_NOON)
    return booking


def taken_back(offering, _erika) -> Booking:
    booking = ask(offering)
    withdraw_request(booking, now=SUNDAY_NOON)
    return booking


def withdrawn(offering, _erika) -> Booking:
    booking = invited(offering)
    withdraw_invitation(booking.invitation, now=SUNDAY_NOON)
    return booking


def overdue(offering, _erika) -> Booking:
    booking = invited(offering)
    Invitation.objects.update(latest=SUNDAY_NOON.date() - timedelta(days=1))
    return booking


def forgotten(offering, erika) -> Booking:
    booking = booked_(offering, erika)
    forget(booking, now=SUNDAY_NOON)
    return booking


@pytest.mark.parametrize(
    "history", [held_, over, declined, taken_back, withdrawn, overdue, forgotten]
)
def test_where_there_is_nothing_to_say_again_nothing_is_sent(offering, erika, history):
    booking = fresh(history(offering, erika))
    before = mails(booking)
    with pytest.raises(OverError):
        send_again(booking, now=SUNDAY_NOON)
    assert mails(booking) == before


def test_an_offer_whose_deadline_has_passed_says_the_receipt_again(offering, erika):
    """The office has to act again; the person still has the proof that they asked."""
    booking = fresh(offered_(offering, erika))
    send_again(booking, now=TONIGHT)
    assert booking.messages.order_by("pk").last().kind == "receipt"


def test_an_invitation_ends_with_its_latest_day(offering):
    booking = invited(offering)
    assert booking.invitation.latest == FRIDAY
    with pytest.raises(OverError):
        send_again(booking, now=AFTER_FRIDAY)


@pytest.mark.parametrize(
    "verb",
    [
        lambda booking: call_at(booking, "+49201123456"),
        lambda booking: describe_again(booking, talk="nobody", needs=["step_free"]),
        lambda booking: send_again(booking, now=NOW),
        lambda booking: say_coming(booking, now=NOW),
    ],
)
def test_of_somebody_erased_in_another_tab_nothing_is_written_down(amal, verb):
    forget(fresh(amal), now=NOW)
    with pytest.raises(OverError):
        verb(amal)
    erased = fresh(amal)
    assert (erased.talk, erased.needs, erased.coming_at) == ("", [], None)
    assert (Contact.objects.count(), mails(erased)) == (0, [("cancellation", "dropped")])
