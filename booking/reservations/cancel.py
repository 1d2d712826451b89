"""Giving an appointment back, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from booking import notifications
from booking.availability import Ask, gaps_at
from booking.models import Booking, BookingItem, Message, Note, Outcome, Reservation
from booking.models.stage import Stage, is_ordered, stage_of
from booking.outcomes import note_outcome
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.confirm import mark_person
from booking.reservations.hold import lock_time
from booking.reservations.move import new_sequence, still_to_come
from booking.reservations.own import times_to_offer
from booking.reservations.refusals import OrderedError, OverError
from offices.models import Change, User

INSTANT = timedelta(microseconds=1)


def cancel(booking: Booking, *, now: datetime) -> Booking:
    """Give the appointment back; its time is free at once. Pressing twice cancels once.

    Raises OverError when it has begun, OrderedError where a written order to appear exists.
    """
    if is_ordered(booking):
        raise OrderedError
    return give_up(booking, now=now)


def cancel_for(booking: Booking, reason: str, *, by: User, now: datetime) -> Booking:
    """Cancel for the office; the person is told why, in these words. Pressing twice cancels once.

    Raises OverError.
    """
    with transaction.atomic():
        # Under the lock: of two who press at once, only one keeps a note.
        if lock_time(booking).status == Reservation.Status.CANCELLED:
            return booking
        note = Note.objects.create(
            booking=booking, from_office=True, text=reason, written_at=now, written_by=by
        )
        return give_up(booking, now=now, note=note)


def give_up(
    booking: Booking, *, now: datetime, note: Note | None = None, change: Change | None = None
) -> Booking:
    """Cancel whatever was ordered: for staff, because of a `change` of hours, and for somebody
    whose data are erased.
    """
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Reservation.Status.CANCELLED:
            reservation = still_to_come(booking, now)
            reservation.status = Reservation.Status.CANCELLED
            reservation.save(update_fields=["status"])
            booking.reservation = reservation
            _end(booking, now, note, change)
    return booking


def _end(booking: Booking, now: datetime, note: Note | None, change: Change | None) -> None:
    booking.ended_at = now
    booking.save(update_fields=["ended_at"])
    new_sequence(booking)
    BookingItem.objects.filter(booking=booking).update(identity=None)
    notifications.drop_reminders(booking)
    if stage_of(booking, now) is Stage.INVITED:  # the invitation is still good
        notifications.plan_last_call(booking, now=now)
    notifications.owe(booking, Message.Kind.CANCELLATION, now=now, note=note, change=change)
    what = Outcome.What.DISPLACED if change else Outcome.What.CANCELLED
    note_outcome(booking, what, now=now)


def restore(booking: Booking, *, now: datetime) -> Booking:
    """Take the same time once more after cancelling, if it is still free. Pressing twice does
    it once. Hours of staff, short notice and the horizon are no obstacle: it was theirs.

    Raises SlotTakenError, BusyError, OverError when the time has begun or something else was
    chosen since, DuplicateError when the person has booked the same matter anew.
    """
    ask, start = _its_own(booking, now), booking.time.starts_at
    with calendar_locked(ask.office, [day_of(ask, start)]):
        reservation = lock_time(booking)
        if reservation.status == Reservation.Status.BOOKED:
            return booking
        is_cancelled = reservation.status == Reservation.Status.CANCELLED
        if not is_cancelled or start <= now or _is_closed(booking):
            raise OverError
        reservation.desk_id, reservation.during = claim(ask, start, now=now)
        reservation.status = Reservation.Status.BOOKED
        reservation.save(update_fields=["desk", "during", "status"])
        booking.reservation = reservation
        _begin_again(booking, now)
    return booking


def may_be_restored(booking: Booking, *, now: datetime) -> bool:
    """Whether the time is still free, and rules still offer it."""
    start = booking.time.starts_at
    return start > now and bool(gaps_at(_its_own(booking, now), start, now=now))


def _its_own(booking: Booking, now: datetime) -> Ask:
    ask = times_to_offer(booking, now=now)
    return replace(ask, latest=max(ask.latest, booking.time.starts_at + INSTANT))


def _is_closed(booking: Booking) -> bool:
    """Whether it was erased, or its invitation withdrawn, since the page was shown; or it was
    only kept, and never booked.
    """
    gone = Q(forgotten_at__isnull=False) | Q(invitation__withdrawn_at__isnull=False)
    gone |= Q(confirmed_at=None)
    return Booking.objects.filter(gone, pk=booking.pk).exists()


def _begin_again(booking: Booking, now: datetime) -> None:
    booking.ended_at = None
    booking.save(update_fields=["ended_at"])
    new_sequence(booking)
    mark_person(booking)
    if hasattr(booking, "invitation"):
        notifications.drop_invitations(booking)
    notifications.owe(booking, Message.Kind.CONFIRMATION, now=now)
    notifications.plan_reminders(booking, now=now)
    note_outcome(booking, Outcome.What.BOOKED, now=now)
