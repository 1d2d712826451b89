"""Pressed at the same moment in two places, an answer counts once; and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from booking.models import Booking, Note, Request
from booking.reservations import ReservationError, accept_offer, answer_back, refuse_offer, requests
from tests import make, people
from tests.booking.reservations.taking import EIGHT, SUNDAY_NOON

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def together(*presses: Callable[[], object]) -> Counter[str]:
    """Let everybody press when all are ready; say what each was told."""
    ready, said = Barrier(len(presses)), []

    def press(one: Callable[[], object]) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            one()
            said.append("done")
        except ReservationError as refusal:
            said.append(type(refusal).__name__)
        finally:
            connection.close()

    hands = [Thread(target=press, args=(one,)) for one in presses]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return Counter(said)


def anew(booking: Booking) -> Booking:
    return Booking.objects.select_related("office", "reservation").get(pk=booking.pk)


@pytest.fixture
def questioned() -> Booking:
    office = make.office_open_on_weekdays()
    booking = people.asked(now=SUNDAY_NOON, offering=make.offering(at=office))
    Request.objects.update(status="question")
    return booking


@pytest.fixture
def offered() -> Booking:
    office = make.office_open_on_weekdays()
    booking = people.asked(now=SUNDAY_NOON, offering=make.offering(at=office))
    booking.reservation = people.reservation(
        at=office.desks.get(), starts=EIGHT, status="held", expires_at=EIGHT
    )
    booking.save()
    Request.objects.update(status="offered")
    return booking


def answer_with_many_hands(booking: Booking) -> int:
    together(
        *[lambda: answer_back(anew(booking), "For work.", now=SUNDAY_NOON) for _ in range(HANDS)]
    )
    return Note.objects.count()


def test_an_answer_pressed_by_many_hands_is_written_once(questioned):
    assert answer_with_many_hands(questioned) == 1


def test_without_the_lock_it_would_be_written_more_than_once(questioned, monkeypatch):
    ready = Barrier(HANDS)

    def unlocked(booking: Booking) -> Request:
        request = Request.objects.get(booking=booking)
        ready.wait()
        return request

    monkeypatch.setattr(requests, "locked_request", unlocked)
    assert answer_with_many_hands(questioned) > 1


def test_accepting_with_many_hands_books_once(offered):
    said = together(*[lambda: accept_offer(anew(offered), now=SUNDAY_NOON) for _ in range(HANDS)])
    assert said == {"done": HANDS}
    assert offered.messages.filter(kind="confirmation").count() == 1


def test_accepting_and_refusing_at_once_ends_in_one_of_them(offered):
    said = together(
        lambda: accept_offer(anew(offered), now=SUNDAY_NOON),
        lambda: refuse_offer(anew(offered), now=SUNDAY_NOON),
    )
    booking = anew(offered)
    if booking.confirmed_at:
        assert said == {"done": 1, "ChangedMeanwhileError": 1}
        assert booking.time.status == "booked"
    else:
        assert said == {"done": 1, "OfferOverError": 1}
        assert booking.reservation is None
