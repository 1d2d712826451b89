"""Two appointments change desks, each at its own time; both or neither."""

import pytest

from booking.models import Message, Outcome
from booking.reservations import (
    ChangedMeanwhileError,
    NoDeskError,
    OverError,
    attend,
    cancel,
    give_time,
    miss,
    swap,
)
from tests import make
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    CAM,
    NINE,
    at,
    close_the_public_hours,
    comes,
    fresh,
    place,
    remind,
)

pytestmark = pytest.mark.django_db


def test_two_at_the_same_time_change_desks_and_nobody_is_told(amal, bohdan):
    remind(amal)
    swap(amal, bohdan, now=BEFORE)
    assert [place(one) for one in (amal, bohdan)] == [
        ("09:00", "Schalter 2", "booked"),
        ("09:00", "Schalter 1", "booked"),
    ]
    assert list(Message.objects.values_list("kind", "status")) == [("reminder", "owed")]
    assert [fresh(one).sequence for one in (amal, bohdan)] == [0, 0]
    assert not Outcome.objects.exists()


def test_each_keeps_its_own_time(amal, offering, desks):
    bohdan = comes(offering, "10:30", desks[1], person=BOHDAN)
    swap(amal, bohdan, now=BEFORE)
    assert [place(one)[:2] for one in (amal, bohdan)] == [
        ("09:00", "Schalter 2"),
        ("10:30", "Schalter 1"),
    ]


def test_a_long_and_a_short_one_overlap_and_change_desks(amal, office, desks):
    longer = make.offering(at=office, minutes=60)
    bohdan = comes(longer, "08:30", desks[1], person=BOHDAN)
    swap(amal, bohdan, now=BEFORE)
    assert [place(one)[:2] for one in (amal, bohdan)] == [
        ("09:00", "Schalter 2"),
        ("08:30", "Schalter 1"),
    ]


@pytest.mark.parametrize("amal_asks", [True, False])
def test_with_a_third_in_the_way_nothing_changes(amal, offering, office, desks, amal_asks):
    longer = make.offering(at=office, minutes=60)
    bohdan = comes(longer, "08:30", desks[1], person=BOHDAN)
    cam = comes(offering, "08:30", desks[0], person=CAM)
    before = [place(one) for one in (amal, bohdan, cam)]
    both = (amal, bohdan) if amal_asks else (bohdan, amal)
    with pytest.raises(NoDeskError):
        swap(*both, now=BEFORE)
    assert [place(one) for one in (amal, bohdan, cam)] == before


def test_a_desk_that_does_not_serve_the_others_matter_is_refused(amal, bohdan, office, desks):
    only_at_two = make.offering(at=office, desks=desks[1:])
    bohdan.items.update(offering=only_at_two)
    with pytest.raises(NoDeskError):
        swap(fresh(amal), fresh(bohdan), now=BEFORE)
    assert [place(one)[1] for one in (amal, bohdan)] == ["Schalter 1", "Schalter 2"]


def test_what_has_begun_and_hours_of_staff_are_no_obstacle(amal, bohdan):
    close_the_public_hours(amal)
    swap(amal, bohdan, now=at("09:20"))
    assert [place(one)[1] for one in (amal, bohdan)] == ["Schalter 2", "Schalter 1"]


def test_pressed_twice_on_the_same_page_they_swap_once(amal, bohdan):
    pages = [(fresh(amal), fresh(bohdan)) for _ in range(2)]
    assert {one.time.starts_at for page in pages for one in page} == {NINE}
    for one, other in pages:
        swap(one, other, now=BEFORE)
    assert [place(one)[1] for one in (amal, bohdan)] == ["Schalter 2", "Schalter 1"]


def test_when_one_of_them_was_moved_since_nothing_is_swapped(amal, bohdan):
    old = fresh(bohdan)
    assert old.time.starts_at == NINE
    give_time(bohdan, at("10:00"), now=BEFORE)
    with pytest.raises(ChangedMeanwhileError):
        swap(amal, old, now=BEFORE)
    assert place(amal)[:2] == ("09:00", "Schalter 1")


ENDS = {
    "is here": lambda one: attend(one, now=NINE),
    "was missed": lambda one: miss(one, now=NINE),
    "cancelled": lambda one: cancel(one, now=BEFORE),
}


@pytest.mark.parametrize("end", ENDS)
def test_who_is_here_was_missed_or_cancelled_swaps_with_nobody(amal, bohdan, end):
    ENDS[end](fresh(bohdan))
    with pytest.raises(OverError):
        swap(amal, fresh(bohdan), now=NINE)
    assert place(amal)[1] == "Schalter 1"
