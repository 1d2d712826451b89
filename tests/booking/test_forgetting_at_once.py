"""Two that erase at the same moment, and one who is busy with the booking meanwhile."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection, transaction

from booking import retention
from booking.models import Booking, Outcome, Reservation
from tests import people

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
TOMORROW, LATER = NOW + timedelta(days=1), NOW + timedelta(days=30)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def erased(monkeypatch) -> list[int]:
    """What was erased, in which order; whoever erases waits a moment for a second one."""
    both, erase, done = Barrier(2), retention._erase, []  # noqa: SLF001

    def erase_together(booking: Booking) -> None:
        with suppress(BrokenBarrierError):
            both.wait(timeout=0.5)
        done.append(booking.pk)
        erase(booking)

    monkeypatch.setattr(retention, "_erase", erase_together)
    return done


@pytest.fixture
def no_lock(monkeypatch):
    monkeypatch.setattr(retention, "_lock", lambda _booking, **_how: None)


def twice_at_once(act) -> None:
    def alone() -> None:
        try:
            act()
        finally:
            connection.close()

    threads = [Thread(target=alone) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def due() -> Booking:
    return people.booked(starts=TOMORROW, now=NOW)


def test_two_runs_at_once_erase_once(erased):
    booking = due()
    twice_at_once(lambda: retention.forget_due(LATER))
    assert erased == [booking.pk]


def test_without_the_lock_both_would(erased, no_lock):
    booking = due()
    twice_at_once(lambda: retention.forget_due(LATER))
    assert erased == [booking.pk] * 2


def test_pressing_twice_at_once_cancels_and_erases_once(erased):
    booking = due()
    twice_at_once(lambda: retention.forget(Booking.objects.get(pk=booking.pk), now=NOW))
    assert erased == [booking.pk]
    assert Outcome.objects.count() == 1


def test_what_somebody_is_busy_with_waits_for_the_next_run_and_keeps_nobody_waiting():
    busy, other = due(), due()
    counts = []
    with transaction.atomic():
        Reservation.objects.select_for_update().get(booking=busy)
        run = Thread(
            target=lambda: (counts.append(retention.forget_due(LATER)), connection.close())
        )
        run.start()
        run.join()
    assert counts == [1]
    assert list(Booking.objects.exclude(forgotten_at=None)) == [other]
    assert retention.forget_due(LATER) == 1
