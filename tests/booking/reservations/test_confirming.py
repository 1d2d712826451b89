"""The code by mail, and what it takes to book with it, to the second."""

import pytest

from booking import keys
from booking.models import Attendee, Booking, BookingItem, Message, Verification
from booking.reservations import (
    AlreadyConfirmedError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    OtherDeskError,
    Person,
    TooSoonError,
    WrongCodeError,
    confirm,
    describe,
    extend,
    give_back,
    hold,
    name_person,
    reach,
    send_code,
    take_again,
)
from tests import make
from tests.booking.reservations.taking import (
    AMAL,
    BOHDAN,
    EIGHT,
    MINUTE,
    NINE,
    SECOND,
    SUNDAY_NOON,
    code_of,
    fresh,
    ready,
    state,
    take,
    wrong_code_of,
)


def test_no_code_is_sent_while_something_is_missing(offering):
    booking = take(offering)
    with pytest.raises(IncompleteError):
        send_code(booking, now=SUNDAY_NOON)


def test_a_code_keeps_the_time_for_as_long_as_it_lives(offering):
    booking = ready(offering)
    late = SUNDAY_NOON + 14 * MINUTE
    send_code(booking, now=late)
    assert state(booking) == ("held", EIGHT, late + 20 * MINUTE)
    owed = Message.objects.values_list("kind", "to", "issue", "language")
    assert list(owed) == [("code", "amal@people.example", 1, "en")]


def test_a_code_never_shortens_the_hold(offering):
    booking = ready(offering)
    extend(booking, now=SUNDAY_NOON)
    send_code(fresh(booking), now=SUNDAY_NOON)
    assert state(booking)[2] == SUNDAY_NOON + 25 * MINUTE


def test_the_code_is_sent_in_the_language_of_the_page(offering):
    send_code(ready(offering), now=SUNDAY_NOON, language="uk")
    assert Message.objects.get().language == Booking.objects.get().language == "uk"


def test_a_code_asked_for_twice_is_sent_once(offering):
    booking = ready(offering)
    send_code(fresh(booking), now=SUNDAY_NOON)
    with pytest.raises(TooSoonError):
        send_code(fresh(booking), now=SUNDAY_NOON + 59 * SECOND)
    assert Message.objects.count() == 1


def test_a_new_code_after_a_minute_makes_the_old_one_wrong(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    send_code(fresh(booking), now=SUNDAY_NOON + MINUTE)
    with pytest.raises(WrongCodeError):
        confirm(fresh(booking), code_of(booking, issue=1), now=SUNDAY_NOON + MINUTE)
    confirm(fresh(booking), code_of(booking, issue=2), now=SUNDAY_NOON + MINUTE)
    assert state(booking)[0] == "booked"


def test_a_corrected_address_gets_its_code_at_once(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    reach(fresh(booking), email="amal@home.example", phone="")
    send_code(fresh(booking), now=SUNDAY_NOON + SECOND)
    codes = Message.objects.order_by("issue").values_list("to", "issue")
    assert list(codes) == [("amal@people.example", 1), ("amal@home.example", 2)]


def test_a_link_that_went_to_a_wrong_address_opens_nothing_after_the_correction(offering):
    booking = ready(offering)
    sent = booking.link_token
    reach(fresh(booking), email="amal@home.example", phone="")
    after = fresh(booking)
    assert not keys.is_link_token(sent, after.number, after.version)
    assert keys.is_link_token(after.link_token, after.number, after.version)


def test_a_link_stays_good_when_only_the_phone_changes(offering):
    booking = ready(offering)
    reach(fresh(booking), email=booking.email, phone="+49201123456")
    assert fresh(booking).link_token == booking.link_token


def test_a_code_sent_late_takes_the_time_again(offering):
    booking = ready(offering)
    late = SUNDAY_NOON + 30 * MINUTE
    send_code(fresh(booking), now=late)
    assert state(booking) == ("held", EIGHT, late + 20 * MINUTE)


# --- booking it ----------------------------------------------------------------------------------
def test_the_right_code_books(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON + MINUTE)
    assert state(booking) == ("booked", EIGHT, None)
    assert fresh(booking).confirmed_at == SUNDAY_NOON + MINUTE
    assert BookingItem.objects.get().identity == Attendee.objects.get().fingerprint


def test_pressed_twice_books_once(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    first, second = fresh(booking), fresh(booking)
    confirm(first, code_of(booking), now=SUNDAY_NOON)
    confirm(second, code_of(booking), now=SUNDAY_NOON + SECOND)
    assert second.confirmed_at == SUNDAY_NOON
    assert Message.objects.filter(kind="confirmation").count() == 1


def test_five_tries_and_the_right_code_comes_too_late(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    said = []
    for _ in range(4):
        with pytest.raises(WrongCodeError) as refusal:
            confirm(fresh(booking), wrong_code_of(booking), now=SUNDAY_NOON)
        said.append(str(refusal.value))
    assert said[0] == "This code is not right. You can try 4 more times."
    assert said[3] == "This code is not right. You can try 1 more time."
    with pytest.raises(CodeSpentError):
        confirm(fresh(booking), wrong_code_of(booking), now=SUNDAY_NOON)
    with pytest.raises(CodeSpentError):
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    assert Verification.objects.get().tries == 5
    assert state(booking)[0] == "held"


def test_a_new_code_gives_five_new_tries(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    Verification.objects.update(tries=5)
    send_code(fresh(booking), now=SUNDAY_NOON + MINUTE)
    confirm(fresh(booking), code_of(booking, issue=2), now=SUNDAY_NOON + MINUTE)
    assert state(booking)[0] == "booked"


def test_a_code_lives_twenty_minutes_to_the_second(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    with pytest.raises(CodeSpentError):
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON + 20 * MINUTE)
    confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON + 20 * MINUTE - SECOND)
    assert state(booking)[0] == "booked"


def test_a_code_for_a_time_that_is_gone_says_so(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    give_back(fresh(booking))
    with pytest.raises(LapsedError):
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)


def test_one_person_has_one_appointment_for_one_matter(offering):
    first, second = ready(offering), ready(offering, NINE)
    for booking in (first, second):
        send_code(booking, now=SUNDAY_NOON)
    confirm(fresh(first), code_of(first), now=SUNDAY_NOON)
    with pytest.raises(DuplicateError) as refusal:
        confirm(fresh(second), code_of(second), now=SUNDAY_NOON)
    assert str(refusal.value) == (
        "We cannot confirm this appointment here. Please contact the office."
    )
    assert state(second)[0] == "held"
    assert fresh(second).clashed_at == SUNDAY_NOON
    assert fresh(second).confirmed_at is None
    assert Message.objects.filter(kind="confirmation").count() == 1


def test_names_are_compared_without_case_accents_and_order(offering):
    first = ready(offering, person=Person("Öztürk", "Ayşe", 1990))
    second = ready(offering, NINE, person=Person("AYŞE", "öztürk", 1990))
    for booking in (first, second):
        send_code(booking, now=SUNDAY_NOON)
    confirm(fresh(first), code_of(first), now=SUNDAY_NOON)
    with pytest.raises(DuplicateError):
        confirm(fresh(second), code_of(second), now=SUNDAY_NOON)


def test_another_person_or_another_matter_is_no_clash(offering):
    other = make.offering(at=offering.office)
    mine = [ready(offering), ready(offering, NINE, person=BOHDAN), ready(other, NINE + 30 * MINUTE)]
    for booking in mine:
        send_code(booking, now=SUNDAY_NOON)
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    assert [state(booking)[0] for booking in mine] == ["booked"] * 3


def test_a_code_asked_for_after_booking_opens_no_second_booking(offering):
    booking = ready(offering)
    make.desk(at=offering.office).offerings.add(offering)
    send_code(booking, now=SUNDAY_NOON)
    confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    for verb in (send_code, take_again):
        with pytest.raises(AlreadyConfirmedError):
            verb(fresh(booking), now=SUNDAY_NOON + MINUTE)
    assert Booking.objects.count() == 1


# --- what changes after the code was sent --------------------------------------------------------
def test_more_persons_than_before_are_named_before_it_is_booked(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    family = make.offering(at=offering.office, max_persons=3)
    hold(items=[(family, 3)], start=NINE, now=SUNDAY_NOON, language="en", booking=fresh(booking))
    with pytest.raises(IncompleteError):
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    assert (state(booking)[0], fresh(booking).confirmed_at) == ("held", None)


def test_the_first_person_is_missing_though_others_are_named(offering):
    family = make.offering(at=offering.office, max_persons=3)
    booking = hold(items=[(family, 3)], start=NINE, now=SUNDAY_NOON, language="en")
    name_person(booking, 1, AMAL)
    name_person(booking, 2, BOHDAN)
    reach(booking, email="amal@people.example", phone="")
    describe(booking, talk="german", needs=[])
    take(offering, booking=fresh(booking))
    with pytest.raises(IncompleteError):
        send_code(fresh(booking), now=SUNDAY_NOON)


def test_whoever_does_not_come_any_more_is_forgotten(offering):
    booking = ready(offering)
    name_person(booking, 1, BOHDAN)
    send_code(booking, now=SUNDAY_NOON)
    confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    assert Attendee.objects.get().full_name == "Amal Nour Al-Hamwi"


def test_a_name_for_another_desk_is_not_booked_with_the_code_of_before(essen):
    office = make.office_open_on_weekdays(of=essen, desks=0)
    first = make.desk(at=office, responsible=[("A", "M")])
    make.desk(at=office, responsible=[("N", "Z")])
    booking = ready(make.offering(at=office))
    assert booking.reservation.desk == first
    send_code(booking, now=SUNDAY_NOON)
    with pytest.raises(OtherDeskError):
        name_person(fresh(booking), 0, Person("Zorn", "Anna", 1990))
    with pytest.raises(OtherDeskError):
        confirm(fresh(booking), code_of(booking), now=SUNDAY_NOON)
    assert (state(booking)[0], fresh(booking).confirmed_at) == ("held", None)


def test_an_address_corrected_meanwhile_is_not_confirmed_by_the_code_of_before(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    code, pressed = code_of(booking), Booking.objects.prefetch_related("contacts").get()
    reach(fresh(booking), email="amal@home.example", phone="")
    with pytest.raises(CodeSpentError):
        confirm(pressed, code, now=SUNDAY_NOON)
    assert state(booking)[0] == "held"


def test_codes_sent_again_and_again_keep_no_time_for_ever(offering):
    booking = ready(offering)
    for minutes in (14, 33, 52, 71, 79):
        send_code(fresh(booking), now=SUNDAY_NOON + minutes * MINUTE)
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 80 * MINUTE)
