"""Blocking a desk: for a break, a meeting, or because nobody is there; once or every week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from psycopg2.extras import DateTimeTZRange

from booking.models import Booking, Reservation
from booking.reservations.claim import calendar_locked, let_lapse
from booking.reservations.desks import give_time, other_desks
from booking.reservations.refusals import NothingToUndoError, ReservationError, StayingError
from offices.models import Desk
from offices.moments import day_at

LONGEST_SERIES = timedelta(days=366)
WEEK = timedelta(days=7)
LIVE = Reservation.Status.BOOKED, Reservation.Status.ATTENDED


@dataclass(frozen=True)
class Stretch:
    """What is to be blocked at a desk on one day; instants in UTC, [begins, ends)."""

    begins: datetime
    ends: datetime

    @property
    def period(self) -> DateTimeTZRange:
        return DateTimeTZRange(self.begins, self.ends)


@dataclass(frozen=True)
class Hit:
    """An appointment in the way, and a desk that could take it at the same time, if any."""

    booking: Booking
    desk: Desk | None


def stretches(begins: datetime, ends: datetime, until: date | None) -> list[Stretch]:
    """The stretch, and the same every week until the day `until`, by the clock of the office.

    Both instants are aware and in the office's zone; at most a year ahead.
    """
    last = min(until or begins.date(), begins.date() + LONGEST_SERIES)
    weeks = (last - begins.date()).days // 7 if last > begins.date() else 0
    return [Stretch(_later(begins, n), _later(ends, n)) for n in range(weeks + 1)]


def _later(wall: datetime, weeks: int) -> datetime:
    """The same time on the wall, whatever the clock did in between."""
    return wall + weeks * WEEK


def hits(desk: Desk, wanted: Sequence[Stretch], *, now: datetime) -> list[Hit]:
    """The appointments in the way, in order of time, each with another desk where one is free."""
    found = [booking for one in wanted for booking in _booked(desk, one)]
    return [Hit(booking, _other_desk(booking, now)) for booking in found]


def _booked(desk: Desk, stretch: Stretch) -> list[Booking]:
    rows = Booking.objects.filter(
        reservation__desk=desk,
        reservation__status__in=LIVE,
        reservation__during__overlap=stretch.period,
    )
    return list(rows.for_lines().order_by("reservation__during"))


def _other_desk(booking: Booking, now: datetime) -> Desk | None:
    if booking.time.status != Reservation.Status.BOOKED:
        return None
    return other_desks(booking, now=now).first()


def block(
    desk: Desk,
    wanted: Sequence[Stretch],
    reason: str,
    *,
    now: datetime,
    known: Iterable[int] = (),
) -> list[Reservation]:
    """Block what is free in the stretches, around appointments that stay.

    `known` are the bookings in the way of which whoever asks was told: raises StayingError when
    another one has come since, and nothing is blocked. Raises BusyError.
    """
    days = {day_at(moment, desk.office.zone) for one in wanted for moment in (one.begins, one.ends)}
    series = uuid4() if len(wanted) > 1 else None
    with calendar_locked(desk.office_id, days):
        strangers = {one.pk for s in wanted for one in _booked(desk, s)} - set(known)
        if strangers:
            raise StayingError(len(strangers))
        return [row for one in wanted for row in _block_around(desk, one, reason, series, now=now)]


def _block_around(
    desk: Desk, stretch: Stretch, reason: str, series: UUID | None, *, now: datetime
) -> list[Reservation]:
    let_lapse(desk.office_id, stretch.period, now=now)
    taken = Reservation.objects.filter(desk=desk, during__overlap=stretch.period).live(now)
    return [
        Reservation.objects.create(
            desk=desk,
            during=period,
            kind=Reservation.Kind.BLOCK,
            status=Reservation.Status.BOOKED,
            reason=reason,
            series=series,
        )
        for period in _rest(stretch, taken.order_by("during"))
    ]


def _rest(stretch: Stretch, taken: Iterable[Reservation]) -> list[DateTimeTZRange]:
    """The parts of the stretch between what is taken."""
    rest, begins = [], stretch.begins
    for one in taken:
        if begins < one.starts_at:
            rest.append(DateTimeTZRange(begins, one.starts_at))
        begins = max(begins, one.ends_at)
    if begins < stretch.ends:
        rest.append(DateTimeTZRange(begins, stretch.ends))
    return rest


def move_away(found: Iterable[Hit], *, now: datetime) -> list[Booking]:
    """Give every appointment the other desk found for it; return those that had to stay.

    Each in a transaction of its own: where somebody was faster, that one stays.
    """
    staying = []
    for hit in found:
        try:
            if hit.desk is None:
                staying.append(hit.booking)
                continue
            give_time(hit.booking, hit.booking.time.starts_at, now=now, desk=hit.desk.pk)
        except ReservationError:
            staying.append(hit.booking)
    return staying


def unblock(blocked: Reservation, *, now: datetime, whole_series: bool = False) -> int:
    """Free the desk again; of a series this time and the later ones. Says how many were freed.

    Raises NothingToUndoError when nothing of it is blocked any more.
    """
    rows = Reservation.objects.filter(kind=Reservation.Kind.BLOCK, status=Reservation.Status.BOOKED)
    if whole_series and blocked.series:
        since = max(blocked.starts_at, now)
        rows = rows.filter(series=blocked.series, during__endswith__gt=since)
    else:
        rows = rows.filter(pk=blocked.pk)
    freed = rows.update(status=Reservation.Status.CANCELLED)
    if not freed:
        raise NothingToUndoError
    return freed
