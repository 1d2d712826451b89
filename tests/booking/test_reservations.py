"""What a person does with a time, from taking it to having it booked, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from booking import keys
from booking.models import Attendee, Booking, BookingItem, Message, Reservation, Verification
from booking.reservations import (
    AlreadyConfirmedError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    NoMoreTimeError,
    OtherDeskError,
    Person,
    SlotTakenError,
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
from offices.models import Offering
from tests import make

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)  # Monday, 08:00 in Germany
NINE = EIGHT + timedelta(hours=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
AMAL = Person("Al-Hamwi", "Amal Nour", 1990, 3, 5)
BOHDAN = Person("Коваленко", "Богдан", 1985)


@pytest.fixture
def offering(essen) -> Offering:
    """One desk, open on weekdays from 08:00 to 12:00; a visit takes half an hour."""
    return make.offering(at=make.office_open_on_weekdays(of=essen))


def take(offering: Offering, start: datetime = EIGHT, *, now=SUNDAY_NOON, **options) -> Booking:
    return hold(items=[(offering, 1)], start=start, now=now, language="en", **options)


def ready(offering: Offering, start: datetime = EIGHT, *, person: Person = AMAL) -> Booking:
    """Everything is typed; only the code is missing."""
    booking = take(offering, start)
    name_person(booking, 0, person)
    reach(booking, email="amal@people.example", phone="")
    describe(booking, talk="german", needs=[])
    return booking


def code_of(booking: Booking, *, issue: int = 1) -> str:
    return keys.mail_code(booking.number, fresh(booking).email, issue)


def wrong_code_of(booking: Booking) -> str:
    return f"{(int(code_of(booking)) + 1) % 1_000_000:06}"


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def state(booking: Booking) -> tuple[str, datetime, datetime | None]:
    row = Reservation.objects.get(booking=booking)
    return row.status, row.starts_at, row.expires_at


# --- taking a time ------------------------------------------------------------------------------
def test_a_time_is_held_for_fifteen_minutes(offering):
    booking = take(offering)
    row = booking.reservation
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 15 * MINUTE)
    assert row.ends_at - row.starts_at == 30 * MINUTE
    assert (booking.office, booking.authority) == (offering.office, offering.office.authority)


@pytest.mark.parametrize("minutes", [-30, 5, 225, 240])
def test_a_start_that_the_rules_do_not_offer_is_refused(offering, minutes):
    with pytest.raises(SlotTakenError):
        take(offering, EIGHT + minutes * MINUTE)
    assert not Reservation.objects.exists()


def test_nobody_else_gets_a_time_that_is_held(offering):
    take(offering)
    with pytest.raises(SlotTakenError):
        take(offering, EIGHT + 20 * MINUTE)
    assert Booking.objects.count() == 1


def test_a_hold_is_free_at_the_second_it_ends(offering):
    first = take(offering)
    end = SUNDAY_NOON + 15 * MINUTE
    with pytest.raises(SlotTakenError):
        take(offering, now=end - SECOND)
    second = take(offering, now=end)
    assert state(first) == ("lapsed", EIGHT, end)
    assert state(second) == ("held", EIGHT, end + 15 * MINUTE)


def test_another_time_instead_frees_the_first_and_keeps_what_was_typed(offering):
    booking = ready(offering)
    again = take(offering, NINE, now=SUNDAY_NOON + 5 * MINUTE, booking=fresh(booking))
    assert again.pk == booking.pk
    assert state(again) == ("held", NINE, SUNDAY_NOON + 20 * MINUTE)
    assert Reservation.objects.count() == BookingItem.objects.count() == 1
    assert Attendee.objects.get(booking=again).full_name == "Amal Nour Al-Hamwi"


def test_a_taken_time_instead_leaves_the_first_held(offering):
    take(offering, NINE)
    booking = take(offering)
    with pytest.raises(SlotTakenError):
        take(offering, NINE, booking=fresh(booking))
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 15 * MINUTE)


def test_a_time_at_another_authority_instead_moves_the_booking_there(offering, mainz):
    elsewhere = make.offering(at=make.office_open_on_weekdays(of=mainz))
    booking = take(elsewhere, NINE, booking=take(offering))
    assert (booking.office, booking.authority) == (elsewhere.office, mainz)
    assert [item.offering for item in booking.items.all()] == [elsewhere]
    assert Reservation.objects.get().desk.office == elsewhere.office


def test_a_booked_time_stays_when_the_same_browser_takes_one_more(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    confirm(booking, code_of(booking), now=SUNDAY_NOON)
    more = take(offering, NINE, booking=fresh(booking))
    assert more.pk != booking.pk
    assert state(booking) == ("booked", EIGHT, None)


# --- keeping it, giving it back ------------------------------------------------------------------
def test_more_time_adds_ten_minutes_up_to_an_hour_in_all(offering):
    booking = take(offering)
    ends = []
    for pressed in (10, 20, 30, 40, 50):
        end = extend(booking, now=SUNDAY_NOON + pressed * MINUTE)
        ends.append((end - SUNDAY_NOON) // MINUTE)
    assert ends == [25, 35, 45, 55, 60]
    with pytest.raises(NoMoreTimeError):
        extend(booking, now=SUNDAY_NOON + 59 * MINUTE)


def test_more_time_comes_too_late_at_the_second_the_hold_ends(offering):
    booking = take(offering)
    end = SUNDAY_NOON + 15 * MINUTE
    with pytest.raises(LapsedError):
        extend(booking, now=end)
    assert extend(booking, now=end - SECOND) == end + 10 * MINUTE


def test_taking_again_changes_nothing_while_the_hold_runs(offering):
    booking = take(offering)
    take_again(booking, now=SUNDAY_NOON + 14 * MINUTE)
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 15 * MINUTE)


def test_the_same_time_can_be_taken_again_after_the_hold(offering):
    booking = ready(offering)
    late = SUNDAY_NOON + 40 * MINUTE
    take_again(fresh(booking), now=late)
    assert state(booking) == ("held", EIGHT, late + 15 * MINUTE)
    assert fresh(booking).held_since == late
    assert Attendee.objects.filter(booking=booking).count() == 1


def test_taking_again_is_refused_when_somebody_was_faster(offering):
    booking = ready(offering)
    late = SUNDAY_NOON + 40 * MINUTE
    take(offering, now=late)
    with pytest.raises(SlotTakenError):
        take_again(fresh(booking), now=late)
    assert Attendee.objects.filter(booking=booking).count() == 1


def test_a_time_given_back_is_free_at_once_and_can_be_taken_again(offering):
    booking = take(offering)
    give_back(booking)
    assert state(booking)[0] == "lapsed"
    take_again(fresh(booking), now=SUNDAY_NOON + MINUTE)
    assert state(booking) == ("held", EIGHT, SUNDAY_NOON + 16 * MINUTE)


# --- the person ----------------------------------------------------------------------------------
def test_a_name_written_twice_is_corrected(offering):
    booking = take(offering)
    name_person(booking, 0, BOHDAN)
    name_person(booking, 0, AMAL)
    assert Attendee.objects.get(booking=booking).born == "05.03.1990"


def test_the_name_is_fixed_once_booked(offering):
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    confirm(booking, code_of(booking), now=SUNDAY_NOON)
    for change in (
        lambda: name_person(booking, 0, BOHDAN),
        lambda: reach(booking, email="seller@people.example", phone=""),
        lambda: describe(booking, talk="brings", needs=[]),
        lambda: extend(booking, now=SUNDAY_NOON),
        lambda: give_back(booking),
    ):
        with pytest.raises(AlreadyConfirmedError):
            change()
    assert Attendee.objects.get(booking=booking).full_name == "Amal Nour Al-Hamwi"
    assert fresh(booking).email == "amal@people.example"


def test_a_name_of_another_desk_is_written_down_and_refused(offering):
    office = offering.office
    early, late = office.desks.get(), make.desk(at=office, responsible=[("M", "Z")])
    early.responsibilities.create(surname_from="A", surname_to="L")
    offering.desks.add(late)
    booking = ready(offering, person=Person("Al-Hamwi", "Amal", 1990))
    assert fresh(booking).reservation.desk == early
    with pytest.raises(OtherDeskError):
        name_person(fresh(booking), 0, Person("Nowak", "Anna", 1990))
    assert Attendee.objects.get(booking=booking).family_name == "Nowak"
    with pytest.raises(OtherDeskError):
        send_code(fresh(booking), now=SUNDAY_NOON)
    assert not Message.objects.exists()


# --- the code ------------------------------------------------------------------------------------
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
