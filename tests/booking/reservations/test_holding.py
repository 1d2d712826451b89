"""What a person does with a time until it is to be booked, to the second."""

import pytest

from booking.models import Attendee, Booking, BookingItem, Message, Reservation
from booking.reservations import (
    AlreadyConfirmedError,
    LapsedError,
    NoMoreTimeError,
    OtherDeskError,
    Person,
    SlotTakenError,
    confirm,
    describe,
    extend,
    give_back,
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
)


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


@pytest.mark.parametrize("minutes", [0, 20])
def test_the_same_time_again_begins_no_new_hour(offering, minutes):
    booking = take(offering)
    for _ in range(5):
        extend(fresh(booking), now=SUNDAY_NOON)
    late = SUNDAY_NOON + 50 * MINUTE
    take(offering, EIGHT + minutes * MINUTE, now=late, booking=fresh(booking))
    assert state(booking)[2] == SUNDAY_NOON + 60 * MINUTE
    with pytest.raises(NoMoreTimeError):
        extend(fresh(booking), now=late)


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
