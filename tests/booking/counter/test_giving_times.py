"""Another time or desk, given by staff: what is no obstacle to them, and what is."""

from datetime import timedelta

import pytest

from booking.models import Message
from booking.reservations import (
    HasAnotherError,
    NoDeskError,
    OverError,
    SlotTakenError,
    Step,
    TimeGoneError,
    attend,
    book_for,
    cancel,
    give_time,
    last_step,
    miss,
    undo,
)
from offices.models import Offering, Office
from tests import make
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    MINUTE,
    NINE,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    close_the_public_hours,
    comes,
    counted,
    fresh,
    hold,
    is_marked,
    owed,
    place,
    remind,
    visitor,
)

pytestmark = pytest.mark.django_db


def test_another_time_is_told_reminded_of_and_counted(amal):
    remind(amal)
    give_time(amal, at("10:00", THURSDAY), now=BEFORE)
    assert place(amal) == ("10:00", "Schalter 1", "booked")
    assert fresh(amal).sequence == 1
    assert owed(amal) == ["moved", "reminder"]
    assert amal.messages.get(kind="moved").before == NINE
    reminder = amal.messages.get(kind="reminder", status="owed")
    assert (reminder.due_at, reminder.issue) == (at("10:00", WEDNESDAY), 1)
    assert counted() == ["moved"]


def test_pressed_twice_on_the_same_page_it_moves_once(amal):
    first, second = fresh(amal), fresh(amal)
    assert second.time.starts_at == NINE
    give_time(first, at("10:00"), now=BEFORE)
    give_time(second, at("10:00"), now=BEFORE)
    assert (fresh(amal).sequence, counted()) == (1, ["moved"])
    assert owed(amal) == ["moved", "reminder"]


def test_what_is_told_is_the_time_before_also_when_the_page_was_older(amal):
    old = fresh(amal)
    assert old.time.starts_at == NINE
    give_time(amal, at("10:00"), now=BEFORE)
    give_time(old, at("11:00"), now=BEFORE)
    told = amal.messages.filter(kind="moved").order_by("pk").values_list("before", flat=True)
    assert list(told) == [NINE, at("10:00")]


def test_another_desk_at_the_same_time_is_nobodys_business(amal, desks):
    remind(amal)
    give_time(amal, NINE, now=BEFORE, desk=desks[1].pk)
    assert place(amal) == ("09:00", "Schalter 2", "booked")
    assert (fresh(amal).sequence, owed(amal), counted()) == (0, ["reminder"], [])


def test_its_own_time_and_desk_are_no_change(amal, desks):
    give_time(amal, NINE, now=BEFORE)
    give_time(fresh(amal), NINE, now=BEFORE, desk=desks[0].pk)
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert Message.objects.count() == 0


def test_hours_of_staff_short_notice_and_the_horizon_are_no_obstacle(amal):
    close_the_public_hours(amal)
    Offering.objects.update(notice_minutes=2880, horizon_days=1)
    give_time(amal, at("10:00"), now=at("09:59"))
    assert place(amal)[0] == "10:00"
    far = at("10:00") + timedelta(days=210)  # in winter
    give_time(fresh(amal), far + timedelta(hours=1), now=at("09:59"))
    assert fresh(amal).time.starts_at == far + timedelta(hours=1)


def test_a_year_ahead_is_the_farthest(amal):
    give_time(amal, NINE + timedelta(weeks=51), now=BEFORE)
    with pytest.raises(SlotTakenError):
        give_time(fresh(amal), NINE + timedelta(weeks=53), now=BEFORE)


@pytest.mark.parametrize("ends", [Office, Offering])
def test_on_a_day_on_which_it_is_offered_no_more_staff_give_nothing_either(amal, ends):
    ends.objects.update(valid_until=WEDNESDAY)
    give_time(amal, at("10:00", WEDNESDAY), now=BEFORE)
    with pytest.raises(SlotTakenError):
        give_time(fresh(amal), at("10:00", THURSDAY), now=BEFORE)


def test_the_step_that_has_just_begun_can_be_given_and_not_the_one_before(amal, desks):
    assert amal.office.grid_minutes == 10
    with pytest.raises(NoDeskError):
        give_time(amal, at("08:20"), now=at("08:30"), desk=desks[1].pk)
    with pytest.raises(SlotTakenError, match="Someone was faster"):
        give_time(amal, at("08:20"), now=at("08:30"))
    give_time(amal, at("08:20"), now=at("08:30") - timedelta(seconds=1))
    assert place(amal)[0] == "08:20"


def test_a_time_that_has_passed_is_given_to_nobody_also_not_to_who_missed_an_earlier_one(amal):
    miss(amal, now=at("09:20"))
    with pytest.raises(SlotTakenError):
        give_time(fresh(amal), at("09:30"), now=at("10:00"))
    give_time(fresh(amal), at("10:00"), now=at("10:00"))
    assert place(amal) == ("10:00", "Schalter 1", "booked")


def test_what_has_begun_changes_its_desk(amal, desks):
    give_time(amal, NINE, now=at("09:15"), desk=desks[1].pk)
    assert place(amal) == ("09:00", "Schalter 2", "booked")


def test_who_missed_it_gets_another_time_and_has_missed_the_first_all_the_same(amal):
    miss(amal, now=at("09:20"))
    give_time(fresh(amal), at("10:00"), now=at("09:30"))
    assert place(amal) == ("10:00", "Schalter 1", "booked")
    assert counted() == ["missed", "moved"]
    assert is_marked(amal)


def test_who_gets_the_very_time_they_missed_has_missed_nothing(amal, desks):
    miss(amal, now=at("09:20"))
    give_time(fresh(amal), NINE, now=at("09:25"), desk=desks[1].pk)
    assert place(amal) == ("09:00", "Schalter 2", "booked")
    assert (counted(), is_marked(amal)) == ([], True)


def test_pressing_its_own_desk_for_a_missed_one_awaits_the_person_again(amal, desks):
    miss(amal, now=at("09:20"))
    give_time(fresh(amal), NINE, now=at("09:25"), desk=desks[0].pk)
    assert place(amal) == ("09:00", "Schalter 1", "booked")


def test_who_missed_it_and_has_booked_anew_gets_no_second_one(amal, offering):
    miss(amal, now=at("09:20"))
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:30"))
    with pytest.raises(HasAnotherError, match=again.spoken_number):
        give_time(fresh(amal), at("11:00"), now=at("09:31"))
    assert place(amal) == ("09:00", "Schalter 1", "missed")


def test_what_is_cancelled_or_has_happened_is_not_moved(amal, bohdan):
    cancel(amal, now=at("08:00"))
    attend(bohdan, now=at("08:55"))
    for booking in (amal, bohdan):
        with pytest.raises(OverError):
            give_time(fresh(booking), at("10:00"), now=at("09:00"))


def test_a_desk_that_is_taken_closed_or_does_not_serve_it_is_refused_as_a_desk(
    amal, bohdan, offering, desks
):
    with pytest.raises(NoDeskError, match="This desk is not free then"):
        give_time(amal, NINE, now=BEFORE, desk=desks[1].pk)
    make.closure(at=amal.office, starts=at("10:00"), ends=at("11:00"), desk=desks[1])
    with pytest.raises(NoDeskError):
        give_time(fresh(amal), at("10:00"), now=BEFORE, desk=desks[1].pk)
    offering.desks.remove(desks[1])
    with pytest.raises(NoDeskError):
        give_time(fresh(amal), at("11:00"), now=BEFORE, desk=desks[1].pk)
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert Message.objects.count() == 0


def test_a_live_hold_is_an_obstacle_and_one_that_has_run_out_is_none(amal, offering, desks):
    hold(offering, "10:00", desks[1], until=at("08:00"))
    with pytest.raises(NoDeskError):
        give_time(amal, at("10:00"), now=at("08:00") - MINUTE, desk=desks[1].pk)
    give_time(fresh(amal), at("10:00"), now=at("08:00"), desk=desks[1].pk)
    assert place(amal) == ("10:00", "Schalter 2", "booked")


def test_a_name_stays_at_the_desks_responsible_for_it(essen):
    office = make.office_open_on_weekdays(of=essen, desks=0)
    first = make.desk(at=office, responsible=[("A", "K")])
    make.desk(at=office, responsible=[("L", "Z")])
    offering = make.offering(at=office)
    amal = comes(offering, "09:00", first)
    with pytest.raises(NoDeskError):
        give_time(amal, NINE, now=BEFORE, desk=office.desks.get(position=1).pk)
    comes(offering, "10:00", first, person=BOHDAN)
    with pytest.raises(SlotTakenError, match="Someone was faster"):
        give_time(amal, at("10:00"), now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 1", "booked")


def test_a_move_by_staff_is_taken_back_and_told(amal, desks, by_erika):
    with by_erika():
        give_time(amal, at("10:00"), now=BEFORE, desk=desks[1].pk)
    assert last_step(fresh(amal)) is Step.MOVED
    with by_erika():
        undo(fresh(amal), Step.MOVED, now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    told = amal.messages.filter(kind="moved").order_by("pk").values_list("before", flat=True)
    assert list(told) == [NINE, at("10:00")]


def test_what_somebody_has_at_the_desk_of_before_has_gone(amal, offering, desks, by_erika):
    with by_erika():
        give_time(amal, at("10:00"), now=BEFORE)
    comes(offering, "09:00", desks[0], person=BOHDAN)
    with pytest.raises(TimeGoneError):
        undo(fresh(amal), Step.MOVED, now=BEFORE)
    assert place(amal) == ("10:00", "Schalter 1", "booked")


def test_a_time_that_has_passed_since_has_gone(amal, by_erika):
    with by_erika():
        give_time(amal, at("08:00", TUESDAY), now=BEFORE)
        give_time(fresh(amal), at("10:00"), now=BEFORE)
    with pytest.raises(TimeGoneError):
        undo(fresh(amal), Step.MOVED, now=at("09:00", TUESDAY))
    assert place(amal)[0] == "10:00"
