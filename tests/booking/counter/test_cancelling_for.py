"""Cancelled by the office, which says why; and taking that back."""

import pytest

from booking.models import Invitation
from booking.notifications.letters import compose
from booking.reservations import (
    HasAnotherError,
    NothingToUndoError,
    OverError,
    Step,
    TimeGoneError,
    attend,
    book_for,
    cancel_for,
    last_step,
    miss,
    undo,
)
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    NINE,
    WEDNESDAY,
    at,
    comes,
    counted,
    fresh,
    is_marked,
    owed,
    place,
    remind,
    visitor,
)

pytestmark = pytest.mark.django_db
WHY = "Die Kollegin ist krank."


def test_the_person_is_told_why_and_the_time_is_free(amal, erika, offering, desks):
    remind(amal)
    cancel_for(amal, WHY, by=erika, now=BEFORE)
    assert place(amal)[2] == "cancelled"
    assert (owed(amal), counted()) == (["cancellation"], ["cancelled"])
    assert (fresh(amal).sequence, is_marked(amal)) == (1, False)
    note = amal.notes.get()
    assert (note.text, note.from_office, note.written_by) == (WHY, True, erika)
    assert WHY in compose(amal.messages.get(kind="cancellation")).body
    book_for(visitor(BOHDAN), items=[(offering, 1)], start=NINE, now=BEFORE, desk=desks[0].pk)


def test_pressed_twice_it_is_cancelled_and_told_once(amal, erika):
    for _ in range(2):
        cancel_for(fresh(amal), WHY, by=erika, now=BEFORE)
    assert (amal.notes.count(), owed(amal), fresh(amal).sequence) == (1, ["cancellation"], 1)
    assert counted() == ["cancelled"]


def test_an_order_to_come_is_cancelled_by_the_office_that_gave_it(amal, erika):
    Invitation.objects.create(
        booking=amal, way="letter", latest=WEDNESDAY, is_order=True, invited_at=BEFORE
    )
    cancel_for(fresh(amal), WHY, by=erika, now=BEFORE)
    assert place(amal)[2] == "cancelled"


def test_what_has_begun_or_happened_is_not_cancelled_and_no_word_of_it_is_kept(amal, bohdan, erika):
    with pytest.raises(OverError):
        cancel_for(amal, WHY, by=erika, now=NINE)
    attend(amal, now=NINE)
    miss(bohdan, now=NINE)
    for booking in (amal, bohdan):
        with pytest.raises(OverError):
            cancel_for(fresh(booking), WHY, by=erika, now=NINE)
        assert not booking.notes.exists()
        assert owed(booking) == []


def test_taken_back_it_is_as_it_was_and_confirmed_anew(amal, erika):
    cancel_for(amal, WHY, by=erika, now=BEFORE)
    assert last_step(fresh(amal)) is Step.CANCELLED
    undo(fresh(amal), Step.CANCELLED, now=BEFORE)
    assert place(amal)[::2] == ("09:00", "booked")
    assert (fresh(amal).sequence, is_marked(amal), fresh(amal).ended_at) == (2, True, None)
    assert owed(amal) == ["cancellation", "confirmation", "reminder"]
    with pytest.raises(NothingToUndoError):
        undo(fresh(amal), Step.CANCELLED, now=BEFORE)


def test_what_others_have_in_the_meantime_has_gone(amal, offering, desks, erika):
    cancel_for(amal, WHY, by=erika, now=BEFORE)
    comes(offering, "09:00", desks[0], person=BOHDAN)
    desks[1].offerings.clear()
    with pytest.raises(TimeGoneError, match="The time is gone"):
        undo(fresh(amal), Step.CANCELLED, now=BEFORE)
    assert place(amal)[2] == "cancelled"


def test_what_has_begun_meanwhile_has_gone_too(amal, erika):
    cancel_for(amal, WHY, by=erika, now=BEFORE)
    with pytest.raises(TimeGoneError):
        undo(fresh(amal), Step.CANCELLED, now=NINE)


def test_who_has_booked_anew_is_told_the_number_of_that(amal, offering, erika):
    cancel_for(amal, WHY, by=erika, now=BEFORE)
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=BEFORE)
    with pytest.raises(HasAnotherError, match=again.spoken_number):
        undo(fresh(amal), Step.CANCELLED, now=BEFORE)
    assert place(amal)[2] == "cancelled"
