"""Two crowds change days with each other at the same moment, and it ends well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from queue import SimpleQueue
from threading import Thread, current_thread

import pytest
from django.db import connection

from booking.models import Booking, Reservation
from booking.reservations import BusyError, claim, move
from offices.models import Offering
from tests import make, people
from tests.booking.race import gate_shut

NOW = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)
WEDNESDAY, THURSDAY = date(2026, 9, 16), date(2026, 9, 17)
CROWD = 4  # on each of the two days
VISIT = timedelta(minutes=30)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering() -> Offering:
    return make.offering(at=make.office_open_on_weekdays())


def starts_on(offering: Offering, day: date, clock: str) -> list[datetime]:
    first = make.local(offering.office, day, clock)
    return [first + VISIT * number for number in range(CROWD)]


def cross(offering: Offering) -> Counter[str]:
    """All who come on one day move to the other; say what each of them met."""
    plans = []
    for day, other in ((WEDNESDAY, THURSDAY), (THURSDAY, WEDNESDAY)):
        wanted = starts_on(offering, other, "10:00")
        for old, new in zip(starts_on(offering, day, "08:00"), wanted, strict=True):
            plans.append((people.booked(starts=old, now=NOW, offering=offering), new))
    answers: SimpleQueue[str] = SimpleQueue()
    threads = [
        Thread(target=_go, args=(booking.pk, new, answers), name=f"person-{number}")
        for number, (booking, new) in enumerate(plans)
    ]
    with gate_shut(offering.office_id):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers.get() for _ in threads)


def _go(pk: int, new: datetime, answers: SimpleQueue[str]) -> None:
    try:
        answers.put(_move(pk, new))
    finally:
        connection.close()


def _move(pk: int, new: datetime) -> str:
    while True:
        try:
            move(Booking.objects.get(pk=pk), new, now=NOW)
        except BusyError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever a person would meet is an answer
            return type(error).__name__
        return "moved"


def test_two_crowds_change_days_and_nobody_loses_a_time(offering):
    assert cross(offering) == {"moved": 2 * CROWD}
    taken = Reservation.objects.filter(status=Reservation.Status.BOOKED)
    wanted = starts_on(offering, WEDNESDAY, "10:00") + starts_on(offering, THURSDAY, "10:00")
    assert sorted(one.starts_at for one in taken) == sorted(wanted)
    assert set(Booking.objects.values_list("sequence", flat=True)) == {1}


def test_control_when_days_are_locked_in_any_order_people_block_each_other(offering, monkeypatch):
    def in_ones_own_order(days: Iterable[date]) -> list[date]:
        is_odd = int(current_thread().name.rpartition("-")[2]) % 2
        return sorted(days, reverse=bool(is_odd))

    monkeypatch.setattr(claim, "sorted", in_ones_own_order, raising=False)
    assert cross(offering)["OperationalError"] > 0
