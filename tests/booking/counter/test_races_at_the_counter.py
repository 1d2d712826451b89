"""Two of the staff, or one of them and somebody at home, press at the same moment."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import transaction

from booking.models import Outcome, Reservation, Visit
from booking.outcomes import take_back_outcome
from booking.reservations import (
    Stretch,
    attend,
    await_again,
    block,
    book_for,
    cancel_for,
    finish,
    give_time,
    miss,
    swap,
    unblock,
)
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    CAM,
    NINE,
    at,
    comes,
    counted,
    fresh,
    owed,
    place,
    visitor,
)
from tests.booking.pressing import press_at_once

pytestmark = pytest.mark.django_db(transaction=True)
MINUTES = timedelta(minutes=30)


def taken_twice() -> int:
    """Pairs of live reservations of one desk that overlap."""
    rows = list(Reservation.objects.live(BEFORE).order_by("desk", "during"))
    return sum(a.desk_id == b.desk_id and b.starts_at < a.ends_at for a, b in pairwise(rows))


def on_a_page(*bookings):
    """As a page that was opened now has read them."""
    read = [fresh(one) for one in bookings]
    assert all(one.time for one in read)
    return read


def test_from_two_sides_at_once_they_swap_once(amal, bohdan, office):
    one, other = on_a_page(amal, bohdan), on_a_page(bohdan, amal)
    said = press_at_once(
        office.pk, lambda: swap(*one, now=BEFORE), lambda: swap(*other, now=BEFORE)
    )
    assert said == {"done": 2}
    assert [place(it)[:2] for it in (amal, bohdan)] == [
        ("09:00", "Schalter 2"),
        ("09:00", "Schalter 1"),
    ]


def test_control_two_presses_one_after_the_other_swap_twice(amal, bohdan):
    for _ in range(2):
        swap(*on_a_page(amal, bohdan), now=BEFORE)
    assert place(amal)[1] == "Schalter 1"


def test_a_round_of_three_swaps_leaves_everybody_with_a_desk(amal, bohdan, offering, desks, office):
    cam = comes(offering, "10:00", desks[0], person=CAM)
    pairs = [on_a_page(amal, bohdan), on_a_page(bohdan, cam), on_a_page(cam, amal)]
    verbs = [lambda pair=pair: swap(*pair, now=BEFORE) for pair in pairs]
    said = press_at_once(office.pk, *verbs)
    assert set(said) <= {"done", "ChangedMeanwhileError", "NoDeskError"}
    assert [place(one)[2] for one in (amal, bohdan, cam)] == ["booked"] * 3
    assert taken_twice() == 0


def block_at_nine(desk) -> None:
    block(desk, [Stretch(NINE, NINE + 2 * MINUTES)], "break", now=BEFORE)


def book_at_nine(offering, desk, person=BOHDAN) -> None:
    items = [(offering, 1)]
    book_for(visitor(person), items=items, start=NINE, now=BEFORE, desk=desk.pk)


def test_a_block_and_a_booking_at_the_same_moment_one_is_second(offering, desks, office):
    said = press_at_once(
        office.pk, lambda: block_at_nine(desks[0]), lambda: book_at_nine(offering, desks[0])
    )
    assert said in ({"done": 1, "NoDeskError": 1}, {"done": 1, "StayingError": 1})
    assert taken_twice() == 0
    assert Reservation.objects.count() == 1


def test_two_blocks_at_the_same_moment_are_one(desks, office):
    assert press_at_once(office.pk, *[lambda: block_at_nine(desks[0])] * 2) == {"done": 2}
    assert Reservation.objects.count() == 1


def test_control_without_lock_and_constraint_a_blocked_desk_is_booked(
    offering, desks, office, no_lock, no_constraint, monkeypatch
):
    together = Barrier(2)
    for name, looks in (("blocks", "_rest"), ("counter", "claim")):
        module = import_module(f"booking.reservations.{name}")
        monkeypatch.setattr(module, looks, waiting(together, getattr(module, looks)))
    press_at_once(
        office.pk, lambda: block_at_nine(desks[0]), lambda: book_at_nine(offering, desks[0])
    )
    assert taken_twice() == 1


def waiting(together, look):
    """After it has looked, whoever is first waits until the other has looked too."""

    def slowly(*args, **options):
        seen = look(*args, **options)
        together.wait(5)
        return seen

    return slowly


def test_two_give_the_same_time_at_a_desk_and_one_is_second(amal, bohdan, desks, office):
    verbs = [
        lambda one=one: give_time(one, at("10:00"), now=BEFORE, desk=desks[0].pk)
        for one in on_a_page(amal, bohdan)
    ]
    assert press_at_once(office.pk, *verbs) == {"done": 1, "NoDeskError": 1}
    assert taken_twice() == 0
    assert sorted(place(one)[0] for one in (amal, bohdan)) == ["09:00", "10:00"]


def test_pressed_on_two_screens_it_moves_and_is_told_once(amal, office):
    verbs = [
        lambda one=one: give_time(one, at("10:00"), now=BEFORE) for one in on_a_page(amal, amal)
    ]
    assert press_at_once(office.pk, *verbs) == {"done": 2}
    assert (fresh(amal).sequence, counted()) == (1, ["moved"])


def test_who_comes_after_all_and_who_gets_the_time_one_is_second(amal, offering, desks, office):
    miss(amal, now=at("09:05"))
    again = fresh(amal)
    said = press_at_once(
        office.pk,
        lambda: await_again(again, now=at("09:06")),
        lambda: book_for(
            visitor(BOHDAN),
            items=[(offering, 1)],
            start=NINE,
            now=at("09:06"),
            desk=desks[0].pk,
        ),
    )
    assert said in ({"done": 1, "NoDeskError": 1}, {"done": 1, "TimeGoneError": 1})
    assert taken_twice() == 0


def test_noted_as_here_on_two_screens_somebody_came_once(amal, office):
    verbs = [lambda one=one: attend(one, now=NINE) for one in on_a_page(amal, amal)]
    assert press_at_once(office.pk, *verbs) == {"done": 2}
    assert (Visit.objects.count(), counted()) == (1, ["attended"])


def test_control_without_the_lock_the_second_screen_shows_an_error(amal, office, monkeypatch):
    look = waiting(Barrier(2), lambda one: Reservation.objects.get(booking=one))
    monkeypatch.setattr(import_module("booking.reservations.visits"), "lock_time", look)
    verbs = [lambda one=one: attend(one, now=NINE) for one in on_a_page(amal, amal)]
    assert press_at_once(office.pk, *verbs) == {"done": 1, "error page: IntegrityError": 1}


def test_here_and_missed_at_the_same_moment_one_is_second(amal, office):
    one, other = on_a_page(amal, amal)
    said = press_at_once(office.pk, lambda: attend(one, now=NINE), lambda: miss(other, now=NINE))
    assert said == {"done": 1, "OverError": 1}
    assert counted() in (["attended"], ["missed"])


def test_a_result_said_on_two_screens_is_counted_and_mailed_once(amal, office):
    lacking = Visit.Result.DOCUMENTS_MISSING
    verbs = [lambda one=one: finish(one, lacking, now=NINE) for one in on_a_page(amal, amal)]
    assert press_at_once(office.pk, *verbs) == {"done": 2}
    assert (counted(), owed(amal)) == (["attended", "missing"], ["missing"])


def test_cancelled_on_several_screens_it_is_told_once(amal, office, erika):
    verbs = [
        lambda one=one: cancel_for(one, "Krank", by=erika, now=BEFORE)
        for one in on_a_page(*[amal] * 4)
    ]
    assert press_at_once(office.pk, *verbs) == {"done": 4}
    assert (amal.notes.count(), owed(amal), fresh(amal).sequence) == (1, ["cancellation"], 1)


def test_a_series_freed_on_two_screens_is_freed_once(desks, office):
    weeks = [NINE + timedelta(weeks=n) for n in range(20)]
    made = block(desks[0], [Stretch(one, one + MINUTES) for one in weeks], "break", now=BEFORE)
    verbs = [lambda: unblock(made[0], now=BEFORE, whole_series=True)] * 3
    assert press_at_once(office.pk, *verbs) == {"done": 1, "NothingToUndoError": 2}
    assert set(Reservation.objects.values_list("status", flat=True)) == {"cancelled"}


def take_back_together(one, other, take_back) -> None:
    """Both have looked before either has committed."""
    together = Barrier(2)

    def press(booking) -> None:
        with transaction.atomic():
            take_back(booking)
            together.wait(5)

    press_at_once(one.office_id, lambda: press(fresh(one)), lambda: press(fresh(other)))


def test_two_who_take_back_alike_at_once_take_a_line_each(amal, bohdan):
    for one in (amal, bohdan):
        attend(one, now=NINE)
    take_back_together(
        amal, bohdan, lambda one: take_back_outcome(one, Outcome.What.ATTENDED, said_at=NINE)
    )
    assert counted() == []


def test_control_whoever_waits_for_the_line_of_the_other_finds_none(amal, bohdan):
    together = Barrier(2)

    def newest() -> None:
        line = Outcome.objects.filter(what="attended").latest("pk")
        together.wait(5)
        line.delete()

    for one in (amal, bohdan):
        attend(one, now=NINE)
    assert press_at_once(amal.office_id, newest, newest) == {"done": 2}
    assert counted() == ["attended"]
