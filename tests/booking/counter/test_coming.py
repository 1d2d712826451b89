"""Somebody is here, or did not come; and what of it is taken back."""

import pytest

from booking.models import Message, Visit
from booking.reservations import (
    HasAnotherError,
    NothingToUndoError,
    NotYetError,
    OverError,
    Step,
    TimeGoneError,
    attend,
    await_again,
    book_for,
    cancel,
    last_step,
    leave,
    miss,
    undo,
)
from offices.models import Offering
from tests.booking.counter.wednesday import (
    BOHDAN,
    MINUTE,
    NINE,
    THURSDAY,
    TUESDAY,
    at,
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


def test_who_is_here_is_noted_with_the_moment_and_counted(amal):
    attend(amal, now=at("08:51"))
    assert place(amal) == ("09:00", "Schalter 1", "attended")
    assert list(Visit.objects.values_list("booking", "office", "came_at", "result")) == [
        (amal.pk, amal.office_id, at("08:51"), "")
    ]
    assert counted() == ["attended"]
    assert is_marked(amal)


def test_pressed_twice_somebody_came_once_at_the_first_moment(amal):
    attend(amal, now=at("08:51"))
    attend(fresh(amal), now=at("08:59"))
    assert Visit.objects.get().came_at == at("08:51")
    assert counted() == ["attended"]


def test_who_is_here_needs_no_reminder(amal):
    remind(amal)
    attend(amal, now=at("08:51"))
    assert owed(amal) == []


def test_whoever_comes_early_on_the_day_is_here_and_the_day_before_nobody(amal):
    with pytest.raises(NotYetError, match="when the time has come, not before"):
        attend(amal, now=at("23:59", TUESDAY))
    assert place(amal)[2] == "booked"
    assert not Visit.objects.exists()
    attend(amal, now=at("00:00"))
    assert place(amal)[2] == "attended"


def test_whoever_comes_late_or_the_day_after_can_still_be_noted(amal):
    attend(amal, now=at("10:00", THURSDAY))
    assert place(amal)[2] == "attended"


def test_whoever_cancelled_or_was_missed_is_not_here(amal, bohdan):
    cancel(amal, now=at("08:00"))
    miss(bohdan, now=at("09:20"))
    for booking in (amal, bohdan):
        with pytest.raises(OverError):
            attend(fresh(booking), now=at("09:30"))
    assert not Visit.objects.exists()


def test_a_wrong_press_is_taken_back_and_the_person_is_awaited_and_reminded(offering, desks):
    amal = comes(offering, "09:00", desks[0], day=THURSDAY)
    Offering.objects.update(reminder_days=[0])
    attend(amal, now=at("00:01", THURSDAY))
    undo(fresh(amal), Step.HERE, now=at("00:02", THURSDAY))
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert not Visit.objects.exists()
    assert counted() == []
    assert owed(amal) == ["reminder"]
    assert is_marked(amal)


def test_after_the_start_nobody_is_reminded_any_more(amal):
    attend(amal, now=at("08:51"))
    leave(fresh(amal), now=NINE)
    assert owed(amal) == []
    assert place(amal)[2] == "booked"


def test_who_is_not_here_cannot_be_taken_back(amal):
    with pytest.raises(NothingToUndoError, match="nothing to undo"):
        leave(amal, now=NINE)
    with pytest.raises(NothingToUndoError):
        undo(amal, Step.HERE, now=NINE)
    attend(amal, now=at("08:51"))
    undo(fresh(amal), Step.HERE, now=NINE)
    with pytest.raises(NothingToUndoError):
        undo(fresh(amal), Step.HERE, now=NINE)


def test_who_did_not_come_is_missed_from_the_start_on_and_not_before(amal):
    with pytest.raises(NotYetError):
        miss(amal, now=NINE - MINUTE)
    assert place(amal)[2] == "booked"
    miss(amal, now=NINE)
    miss(fresh(amal), now=NINE + MINUTE)
    assert place(amal)[2] == "missed"
    assert counted() == ["missed"]
    assert owed(amal) == []


def test_who_is_here_or_cancelled_was_not_missed(amal, bohdan):
    attend(amal, now=at("08:51"))
    cancel(bohdan, now=at("08:00"))
    for booking in (amal, bohdan):
        with pytest.raises(OverError):
            miss(fresh(booking), now=at("09:20"))
    assert "missed" not in counted()


def test_the_rest_of_a_time_that_nobody_came_to_is_given_to_somebody_else(amal, offering, desks):
    miss(amal, now=at("09:05"))
    other = book_for(
        visitor(BOHDAN), items=[(offering, 1)], start=NINE, now=at("09:06"), desk=desks[0].pk
    )
    assert place(other) == ("09:00", "Schalter 1", "booked")


def test_who_was_missed_may_have_another_appointment_for_the_same_matter(amal, offering):
    miss(amal, now=at("09:20"))
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:30"))
    assert place(again)[0] == "10:00"
    assert (is_marked(amal), is_marked(again)) == (False, True)


def test_whoever_comes_after_all_is_awaited_again(amal):
    miss(amal, now=at("09:20"))
    assert last_step(fresh(amal)) is Step.MISSED
    undo(fresh(amal), Step.MISSED, now=at("09:25"))
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert counted() == []
    assert is_marked(amal)
    assert last_step(fresh(amal)) is None


def test_a_time_that_somebody_else_has_now_has_gone(amal, offering, desks):
    miss(amal, now=at("09:05"))
    comes(offering, "09:10", desks[0], person=BOHDAN)
    with pytest.raises(TimeGoneError, match="The time is gone: somebody else has it now"):
        undo(fresh(amal), Step.MISSED, now=at("09:15"))
    assert place(amal)[2] == "missed"
    assert counted() == ["missed"]


def test_a_live_hold_is_an_obstacle_and_one_that_has_run_out_is_none(amal, offering, desks):
    miss(amal, now=at("09:05"))
    hold(offering, "09:10", desks[0], until=at("09:20"))
    with pytest.raises(TimeGoneError):
        await_again(fresh(amal), now=at("09:19"))
    await_again(fresh(amal), now=at("09:20"))
    assert place(amal)[2] == "booked"


def test_who_has_another_appointment_since_is_not_awaited_twice(amal, offering):
    miss(amal, now=at("09:20"))
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:30"))
    with pytest.raises(HasAnotherError, match=again.spoken_number):
        undo(fresh(amal), Step.MISSED, now=at("09:31"))
    assert place(amal)[2] == "missed"
    assert counted() == ["booked", "missed"]


def test_who_was_not_missed_is_not_awaited_again(amal):
    with pytest.raises(NothingToUndoError):
        await_again(amal, now=NINE)
    assert place(amal)[2] == "booked"
    assert not Message.objects.exists()
