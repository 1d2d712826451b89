"""A held time that is confirmed while somebody else acts on it: one of the two is second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from booking.models import Booking, Message, Outcome, Reservation
from booking.reservations import ReservationError, accept_offer, confirm, give_back, send_code
from booking.reservations.confirm import settle
from offices.models import Offering
from tests import make, people
from tests.booking.notifications.machinery import wait_until
from tests.booking.reservations.taking import (
    EIGHT,
    SECOND,
    SUNDAY_NOON,
    code_of,
    fresh,
    ready,
    state,
    take,
)

pytestmark = pytest.mark.django_db(transaction=True)
ENDS = SUNDAY_NOON.replace(minute=20)  # of the hold, which a code has secured


@pytest.fixture
def offering() -> Offering:
    return make.offering(at=make.office_open_on_weekdays())


@pytest.fixture
def held(offering) -> Booking:
    """Amal has a code, and has not typed it yet."""
    booking = ready(offering)
    send_code(booking, now=SUNDAY_NOON)
    return fresh(booking)


class Presses:
    """People press, each in a thread of their own; what they were told is kept."""

    def __init__(self) -> None:
        self.threads: list[Thread] = []
        self.said: SimpleQueue[str] = SimpleQueue()

    def begin(self, verb: Callable[[], object]) -> None:
        self.threads.append(Thread(target=self._go, args=(verb,)))
        self.threads[-1].start()

    def begin_and_wait(self, verb: Callable[[], object]) -> None:
        """Until somebody's lock stops it."""
        before = waiting()
        self.begin(verb)
        wait_until(lambda: waiting() > before)

    def answers(self) -> list[str]:
        for thread in self.threads:
            thread.join()
        return sorted(self.said.get() for _ in self.threads)

    def _go(self, verb: Callable[[], object]) -> None:
        try:
            verb()
            self.said.put("done")
        except ReservationError as refusal:
            self.said.put(type(refusal).__name__)
        finally:
            connection.close()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def with_code(booking: Booking, now: datetime = SUNDAY_NOON) -> Callable[[], Booking]:
    code = code_of(booking)
    return lambda: confirm(fresh(booking), code, now=now)


def test_pressed_at_the_same_moment_on_four_devices_it_is_booked_once(held):
    presses = Presses()
    with transaction.atomic():
        Reservation.objects.select_for_update().get()
        for _ in range(4):
            presses.begin_and_wait(with_code(held))
    assert presses.answers() == ["done"] * 4
    assert state(held) == ("booked", EIGHT, None)
    assert Message.objects.filter(kind="confirmation").count() == 1
    assert Outcome.objects.filter(what="booked").count() == 1


def test_what_was_given_back_a_moment_before_is_not_booked(held):
    presses = Presses()
    with transaction.atomic():
        give_back(held)
        presses.begin_and_wait(with_code(held))
    assert presses.answers() == ["LapsedError"]
    assert state(held)[0] == "lapsed"


def test_an_offer_refused_a_moment_before_is_not_booked(offering):
    booking = people.asked(now=SUNDAY_NOON, offering=offering)
    booking.reservation = people.reservation(
        at=offering.desks.get(), starts=EIGHT, status="held", expires_at=EIGHT
    )
    booking.save()
    booking.request.status = "offered"
    booking.request.save()
    presses = Presses()
    with transaction.atomic():
        Reservation.objects.update(status="lapsed")
        presses.begin_and_wait(lambda: accept_offer(fresh(booking), now=SUNDAY_NOON))
    assert presses.answers() == ["OfferOverError"]
    assert state(booking)[0] == "lapsed"


def test_what_is_booked_in_the_last_second_of_its_hold_is_taken_by_nobody_after(
    offering, held, monkeypatch
):
    booked, may_go_on = Event(), Event()
    module = import_module("booking.reservations.confirm")

    def slowly(*args: Any, **options: Any) -> None:
        booked.set()
        may_go_on.wait()
        settle(*args, **options)

    monkeypatch.setattr(module, "settle", slowly)
    presses = Presses()
    presses.begin(with_code(held, ENDS - SECOND))
    booked.wait()
    presses.begin_and_wait(lambda: take(offering, now=ENDS))
    may_go_on.set()
    assert presses.answers() == ["SlotTakenError", "done"]
    assert state(held) == ("booked", EIGHT, None)
