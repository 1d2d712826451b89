"""Which moves are offered to be taken back, and that nothing else is undone in their stead."""

import pytest

from booking.reservations import (
    NothingToUndoError,
    Step,
    change_matter,
    give_time,
    last_step,
    move,
    moved_from,
    swap,
    undo,
)
from tests import make
from tests.booking.counter.wednesday import BEFORE, NINE, at, fresh, place

pytestmark = pytest.mark.django_db


def test_what_the_person_moved_is_not_offered(amal):
    move(amal, at("10:00"), now=BEFORE)
    assert last_step(fresh(amal)) is None
    with pytest.raises(NothingToUndoError):
        undo(fresh(amal), Step.MOVED, now=BEFORE)


def test_what_the_person_has_moved_since_is_theirs(amal, by_erika):
    with by_erika():
        give_time(amal, at("10:00"), now=BEFORE)
    seen = fresh(amal)
    assert last_step(seen) is Step.MOVED
    move(fresh(amal), at("11:00"), now=BEFORE)
    with pytest.raises(NothingToUndoError):
        undo(seen, Step.MOVED, now=BEFORE)
    assert place(amal)[0] == "11:00"


def test_it_says_from_where(amal, desks, by_erika):
    with by_erika():
        give_time(amal, at("10:00"), now=BEFORE, desk=desks[1].pk)
    before = moved_from(fresh(amal))
    assert before
    assert (before.desk, before.start) == (desks[0].pk, NINE)


def test_a_swap_is_taken_back_where_the_other_has_gone(amal, bohdan, by_erika):
    with by_erika():
        swap(amal, bohdan, now=BEFORE)
        give_time(fresh(bohdan), at("11:00"), now=BEFORE)
        undo(fresh(amal), Step.MOVED, now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 1", "booked")


def test_another_matter_of_another_length_is_no_move(amal, office, by_erika):
    longer = make.offering(at=office, minutes=60)
    with by_erika():
        change_matter(amal, longer, 1, start=NINE, now=BEFORE)
    assert last_step(fresh(amal)) is None


def test_pressing_undo_twice_on_one_page_does_it_once(amal, by_erika):
    with by_erika():
        give_time(amal, at("10:00"), now=BEFORE)
    first, second = fresh(amal), fresh(amal)
    assert second.time.starts_at == at("10:00")
    with by_erika():
        undo(first, Step.MOVED, now=BEFORE)
        with pytest.raises(NothingToUndoError):
            undo(second, Step.MOVED, now=BEFORE)
    assert place(amal)[0] == "09:00"
    assert last_step(fresh(amal)) is None
