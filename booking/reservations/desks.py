"""What staff alone may do with an appointment: hours of staff, short notice, any desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from booking import notifications
from booking.availability import Ask, gaps_at
from booking.models import Booking, Message, Outcome, Reservation
from booking.outcomes import note_outcome, take_back_outcome
from booking.reservations.alike import other_of
from booking.reservations.claim import calendar_locked, claim
from booking.reservations.confirm import mark_person
from booking.reservations.hold import lock_time
from booking.reservations.move import new_sequence
from booking.reservations.own import ask_of
from booking.reservations.refusals import (
    ChangedMeanwhileError,
    NoDeskError,
    OverError,
    SlotTakenError,
)
from offices.models import Audience, Desk, Offering

STAFF = (Audience.PUBLIC, Audience.INTERNAL)
YEAR = timedelta(days=366)
BOOKED, MISSED = Reservation.Status.BOOKED, Reservation.Status.MISSED


def staff_ask(booking: Booking, *, now: datetime, desk: int | None = None) -> Ask:
    """Ask for what staff may give this booking: at once, for a year, at one desk or all."""
    return for_staff(ask_of(booking, now=now, at_once=True), now=now, desk=desk)


def for_staff(ask: Ask, *, now: datetime, desk: int | None = None) -> Ask:
    """Without the notice and the horizon of the public, with what is kept back; the step of the
    grid that has just begun can still be given.
    """
    earliest = now - timedelta(minutes=ask.grid_minutes) + timedelta(microseconds=1)
    latest = max(ask.latest, now + YEAR)
    if ask.closes is not None:
        latest = min(latest, ask.closes)
    ask = replace(
        ask, earliest=earliest, latest=latest, audiences=STAFF, released=None, release=None
    )
    return ask if desk is None else replace(ask, desks=_only(ask, desk))


def _only(ask: Ask, desk: int) -> tuple[int, ...]:
    return (desk,) if ask.desks is None or desk in ask.desks else ()


@contextmanager
def at_desk(desk: int | None) -> Iterator[None]:
    """Raise NoDeskError for a SlotTakenError where one desk was asked for."""
    try:
        yield
    except SlotTakenError as error:
        if desk is None:
            raise
        raise NoDeskError from error


def give_time(booking: Booking, start: datetime, *, now: datetime, desk: int | None = None) -> None:
    """Move the appointment, whether it has begun or was missed; pressing twice moves once.

    The person is told of another time, not of another desk. Raises SlotTakenError, NoDeskError
    where a `desk` was asked for, BusyError, OverError for what is cancelled or has happened, and
    HasAnotherError where who missed it has another appointment for the same matter.
    """
    ask = staff_ask(booking, now=now, desk=desk)
    with other_of(booking), at_desk(desk), calendar_locked(ask.office, days_of(booking, start)):
        reservation = _locked(booking, BOOKED, MISSED)
        before = reservation.starts_at
        there = (BOOKED, start, desk or reservation.desk_id)
        if (reservation.status, before, reservation.desk_id) == there:
            return
        _take(booking, reservation, ask, start, now=now)
        if start != before:
            _tell(booking, before, now)


def days_of(booking: Booking, *starts: datetime) -> set[date]:
    """The days to lock for taking the appointment from its time to one of these."""
    zone = booking.office.zone
    return {moment.astimezone(zone).date() for moment in (*starts, booking.time.starts_at)}


def _locked(booking: Booking, *statuses: Reservation.Status) -> Reservation:
    reservation = lock_time(booking)
    if reservation.status not in statuses:
        raise OverError
    return reservation


def _take(
    booking: Booking, reservation: Reservation, ask: Ask, start: datetime, *, now: datetime
) -> None:
    """Set aside what is held now and claim the other.

    Whoever gets the time that they missed has not missed it.
    """
    is_kept, was_missed = start == reservation.starts_at, reservation.status == MISSED
    Reservation.objects.filter(pk=reservation.pk).update(status=Reservation.Status.LAPSED)
    if is_kept:
        ask = _begun_or_not(ask, start)
    reservation.desk_id, reservation.during = claim(ask, start, now=now)
    reservation.status = BOOKED
    reservation.save(update_fields=["desk", "during", "status"])
    booking.reservation = reservation
    if was_missed:
        mark_person(booking)
    if was_missed and is_kept:
        take_back_outcome(booking, Outcome.What.MISSED)


def _begun_or_not(ask: Ask, start: datetime) -> Ask:
    """Its own time may be kept when it has begun."""
    return replace(ask, earliest=min(ask.earliest, start))


def other_desks(booking: Booking, *, now: datetime) -> QuerySet[Desk]:
    """The desks that could take the appointment at its own time, in their order."""
    start = booking.time.starts_at
    gaps = gaps_at(_begun_or_not(staff_ask(booking, now=now), start), start, now=now)
    free = {gap.desk for gap in gaps} - {booking.time.desk_id}
    return Desk.objects.filter(pk__in=free).order_by("position")


def _tell(booking: Booking, before: datetime, now: datetime) -> None:
    new_sequence(booking)
    notifications.owe(booking, Message.Kind.MOVED, now=now, before=before)
    notifications.plan_reminders(booking, now=now)
    note_outcome(booking, Outcome.What.MOVED, now=now)


def swap(one: Booking, other: Booking, *, now: datetime) -> None:
    """Let two appointments of an office change desks, each at its own time.

    What whoever asks has seen decides: pressed twice, or from both sides, they swap once. Raises
    NoDeskError where a desk does not serve the other's matter or is taken then, OverError,
    ChangedMeanwhileError, BusyError. Nobody is written to: people wait for a call, not for a desk.
    """
    wanted = {one.pk: other.time.desk_id, other.pk: one.time.desk_id}
    both = sorted((one, other), key=lambda booking: booking.pk)
    asks = [staff_ask(booking, now=now, desk=wanted[booking.pk]) for booking in both]
    days = days_of(one) | days_of(other)
    with at_desk(one.time.desk_id), calendar_locked(one.office_id, days):
        times = [_locked(booking, BOOKED) for booking in both]
        if [time.desk_id for time in times] == [wanted[booking.pk] for booking in both]:
            return
        if not all(map(_is_as_seen, both, times)):
            raise ChangedMeanwhileError
        Reservation.objects.filter(pk__in=[time.pk for time in times]).update(
            status=Reservation.Status.LAPSED
        )
        for booking, time, ask in zip(both, times, asks, strict=True):
            _take(booking, time, ask, time.starts_at, now=now)


def _is_as_seen(booking: Booking, time: Reservation) -> bool:
    return (time.desk_id, time.during) == (booking.time.desk_id, booking.time.during)


def change_matter(
    booking: Booking, offering: Offering, persons: int, *, start: datetime, now: datetime
) -> None:
    """Let the appointment be for another matter, at `start`: at its own desk if that fits.

    Pressing twice changes it once. Raises SlotTakenError where it does not fit then,
    HasAnotherError, OverError, BusyError.
    """
    days = days_of(booking, start)
    with other_of(booking, offering.pk), calendar_locked(booking.office_id, days):
        reservation = _locked(booking, BOOKED, MISSED)
        before = reservation.starts_at
        matters = list(booking.items.order_by("position").values_list("offering", "persons"))
        if (reservation.status, before, matters) == (BOOKED, start, [(offering.pk, persons)]):
            return
        _write_matter(booking, offering, persons)
        _take_near(booking, reservation, start, now=now)
        mark_person(booking)
        if start != before:
            _tell(booking, before, now)
        else:
            _tell_matter(booking, now)


def _tell_matter(booking: Booking, now: datetime) -> None:
    """It may take longer, and be reminded of on other days: calendars take it as a change."""
    new_sequence(booking)
    notifications.owe(booking, Message.Kind.CONFIRMATION, now=now)
    notifications.plan_reminders(booking, now=now)


def _write_matter(booking: Booking, offering: Offering, persons: int) -> None:
    """In place, so that the history tells what it was; further matters are dropped."""
    first, *others = booking.items.order_by("position")
    for item in others:
        item.delete()
    # Without the mark, which is set again where all else is done and a clash can be told.
    first.offering, first.persons, first.identity = offering, persons, None
    first.save(update_fields=["offering", "persons", "identity"])
    booking.__dict__.pop("_prefetched_objects_cache", None)


def _take_near(
    booking: Booking, reservation: Reservation, start: datetime, *, now: datetime
) -> None:
    """At its own desk, else at any that fits."""
    ask = staff_ask(booking, now=now)
    for near in (replace(ask, desks=_only(ask, reservation.desk_id)), ask):
        try:
            return _take(booking, reservation, near, start, now=now)
        except SlotTakenError:
            continue
    raise SlotTakenError
