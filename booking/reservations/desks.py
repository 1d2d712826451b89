"""What staff alone may do with an appointment: hours of staff, short notice, any desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from booking import notifications
from booking.availability import Ask
from booking.models import Booking, Message, Outcome, Reservation
from booking.outcomes import note_outcome
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.confirm import mark_person
from booking.reservations.hold import lock_time
from booking.reservations.move import new_sequence
from booking.reservations.own import ask_of
from booking.reservations.refusals import NoDeskError, OverError, SlotTakenError
from offices.models import Audience, Offering

STAFF = (Audience.PUBLIC, Audience.INTERNAL)
YEAR = timedelta(days=366)
MOVABLE = (Reservation.Status.BOOKED, Reservation.Status.MISSED)


def staff_ask(booking: Booking, *, now: datetime, desk: int | None = None) -> Ask:
    """Ask for what staff may give this booking: at once, for a year, at one desk or all."""
    return for_staff(ask_of(booking, now=now), now=now, desk=desk)


def for_staff(ask: Ask, *, now: datetime, desk: int | None = None) -> Ask:
    """Without the notice and the horizon of the public; the step of the grid that has just begun
    can still be given.
    """
    earliest = now - timedelta(minutes=ask.grid_minutes) + timedelta(microseconds=1)
    ask = replace(ask, earliest=earliest, latest=max(ask.latest, now + YEAR), audiences=STAFF)
    return ask if desk is None else replace(ask, desks=_only(ask, desk))


def _only(ask: Ask, desk: int) -> tuple[int, ...]:
    return (desk,) if ask.desks is None or desk in ask.desks else ()


def give_time(booking: Booking, start: datetime, *, now: datetime, desk: int | None = None) -> None:
    """Move the appointment, whether it has begun or was missed; pressing twice moves once.

    The person is told of another time, not of another desk. Raises SlotTakenError, NoDeskError
    where a `desk` was asked for, BusyError, OverError for what is cancelled or has happened.
    """
    ask = staff_ask(booking, now=now, desk=desk)
    before = booking.time.starts_at
    days = {day_of(ask, start), day_of(ask, before)}
    with calendar_locked(ask.office, days):
        reservation = _movable(booking)
        if (start, desk or reservation.desk_id) == (before, reservation.desk_id):
            return
        _take(booking, reservation, ask, start, now=now)
        if start != before:
            _tell(booking, before, now)


def _movable(booking: Booking) -> Reservation:
    reservation = lock_time(booking)
    if reservation.status not in MOVABLE:
        raise OverError
    return reservation


def _take(
    booking: Booking, reservation: Reservation, ask: Ask, start: datetime, *, now: datetime
) -> None:
    """Set aside what is held now and claim the other; a time that has begun may be kept."""
    Reservation.objects.filter(pk=reservation.pk).update(status=Reservation.Status.LAPSED)
    ask = replace(ask, earliest=min(ask.earliest, max(start, reservation.starts_at)))
    try:
        reservation.desk_id, reservation.during = claim(ask, start, now=now)
    except SlotTakenError as error:
        raise (NoDeskError if ask.desks is not None else SlotTakenError) from error
    reservation.status = Reservation.Status.BOOKED
    reservation.save(update_fields=["desk", "during", "status"])
    booking.reservation = reservation


def _tell(booking: Booking, before: datetime, now: datetime) -> None:
    new_sequence(booking)
    notifications.owe(booking, Message.Kind.MOVED, now=now, before=before)
    notifications.plan_reminders(booking, now=now)
    note_outcome(booking, Outcome.What.MOVED, now=now)


def swap(one: Booking, other: Booking, *, now: datetime) -> None:
    """Let two appointments of an office change desks, each at its own time.

    Raises NoDeskError where a desk does not serve the other's matter or is taken then, OverError,
    BusyError. Nobody is written to: people wait for a call, not for a desk.
    """
    pairs = ((one, other.time.desk_id), (other, one.time.desk_id))
    asks = [(booking, staff_ask(booking, now=now, desk=desk)) for booking, desk in pairs]
    days = {day_of(ask, booking.time.starts_at) for booking, ask in asks}
    with calendar_locked(one.office_id, days):
        times = [_movable(booking) for booking, _ask in sorted(asks, key=lambda pair: pair[0].pk)]
        Reservation.objects.filter(pk__in=[time.pk for time in times]).update(
            status=Reservation.Status.LAPSED
        )
        known = {time.pk: time for time in times}
        for booking, ask in asks:
            time = known[booking.time.pk]
            _take(booking, time, ask, time.starts_at, now=now)


def change_matter(
    booking: Booking, offering: Offering, persons: int, *, start: datetime, now: datetime
) -> None:
    """Let the appointment be for another matter, at `start`: at its own desk if that fits.

    Raises SlotTakenError where it does not fit then, DuplicateError, OverError, BusyError.
    """
    with calendar_locked(booking.office_id, _days(booking, start)):
        reservation = _movable(booking)
        before = reservation.starts_at
        _write_matter(booking, offering, persons)
        ask = staff_ask(booking, now=now)
        own = replace(ask, desks=_only(ask, reservation.desk_id))
        _take_one_of(booking, reservation, [own, ask], start, now=now)
        mark_person(booking)
        if start != before:
            _tell(booking, before, now)
        else:
            notifications.owe(booking, Message.Kind.CONFIRMATION, now=now)


def _days(booking: Booking, start: datetime) -> set[date]:
    zone = booking.office.zone
    return {moment.astimezone(zone).date() for moment in (start, booking.time.starts_at)}


def _write_matter(booking: Booking, offering: Offering, persons: int) -> None:
    """In place, so that the history tells what it was; further matters are dropped."""
    first, *others = booking.items.order_by("position")
    for item in others:
        item.delete()
    first.offering, first.persons = offering, persons
    first.save(update_fields=["offering", "persons"])
    booking.__dict__.pop("_prefetched_objects_cache", None)


def _take_one_of(
    booking: Booking,
    reservation: Reservation,
    asks: Iterable[Ask],
    start: datetime,
    *,
    now: datetime,
) -> None:
    for ask in asks:
        try:
            return _take(booking, reservation, ask, start, now=now)
        except (NoDeskError, SlotTakenError):
            continue
    raise SlotTakenError
