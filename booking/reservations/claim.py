"""Taking time at a desk: the one way in, for every write of any kind.

Locks first, each in a statement of its own, so that the question asked under them sees what
rivals have committed: a shared lock on the office (whoever changes hours or desks takes it
exclusively), then one on every day concerned, in ascending order. The exclusion constraint is
the backstop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg2.errors import ExclusionViolation, LockNotAvailable
from psycopg2.extras import DateTimeTZRange

from booking.availability import Ask, Gap, gaps_at
from booking.models import Reservation
from booking.reservations.refusals import BusyError, SlotTakenError
from offices.locks import lock_day, share_office
from offices.models import Desk

PATIENCE = "3s"


@contextmanager
def calendar_locked(office: int, days: Iterable[date]) -> Iterator[None]:
    """Open a transaction that alone writes to these days of the office.

    Raises BusyError when rivals keep the lock for three seconds, SlotTakenError when the
    constraint had to decide.
    """
    with patiently(lambda: _lock(office, days), clash=SlotTakenError):
        yield


@contextmanager
def patiently(lock: Callable[[], None], *, clash: type[Exception]) -> Iterator[None]:
    """Open a transaction with these locks.

    Raises BusyError when rivals keep them for three seconds, `clash` when a desk would be taken
    twice and the constraint had to decide.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            lock()
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BusyError from error
        raise
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise clash from error
        raise


def _lock(office: int, days: Iterable[date]) -> None:
    share_office(office)
    for day in sorted(set(days)):
        lock_day(office, day.toordinal())


def day_of(ask: Ask, moment: datetime) -> date:
    """The day of the office's wall clock, by which calendars are locked."""
    return moment.astimezone(ask.zone).date()


def claim(ask: Ask, start: datetime, *, now: datetime) -> tuple[int, DateTimeTZRange]:
    """Find a desk for the visit at `start`, within `calendar_locked`; return it with its time.

    Raises SlotTakenError when no desk is free then, or rules do not offer that start.
    """
    end = start + timedelta(minutes=ask.minutes)
    period = DateTimeTZRange(start, end)
    let_lapse(ask.office, period, now=now)
    gaps = gaps_at(ask, start, now=now)
    if not gaps:
        raise SlotTakenError
    return min(gaps, key=lambda gap: _broken(gap, start, end)).desk, period


def let_lapse(office: int, period: DateTimeTZRange, *, now: datetime) -> None:
    """Mark holds of the office that have run out and touch the period, within the lock."""
    # No join: of a hold that is booked at this very moment it must be seen.
    in_the_way = Reservation.objects.run_out(now).filter(
        desk__in=Desk.objects.filter(office=office), during__overlap=period
    )
    in_the_way.update(status=Reservation.Status.LAPSED)


def _broken(gap: Gap, start: datetime, end: datetime) -> tuple[int, timedelta, int]:
    """Order gaps by what they leave: no rest before one rest before two, the short gap first."""
    rests = (gap.begins < start) + (end < gap.ends)
    return rests, gap.ends - gap.begins, gap.desk
