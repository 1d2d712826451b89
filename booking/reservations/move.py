"""Another time for an appointment: the new one taken and the old one freed, or neither."""

from __future__ import annotations

from datetime import datetime

from booking import notifications
from booking.models import Booking, Message, Outcome, Reservation
from booking.outcomes import note_outcome
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.hold import lock_time
from booking.reservations.own import ask_of
from booking.reservations.refusals import OverError
from booking.reservations.told import place_told
from offices.models import Place


def move(booking: Booking, start: datetime, *, now: datetime) -> Booking:
    """Move the appointment to `start`, at a desk that is free then. Pressing twice moves once.

    Raises SlotTakenError, BusyError (the present time stays theirs), and OverError when it has
    begun or was cancelled.
    """
    ask = ask_of(booking, now=now)
    days = {day_of(ask, start), day_of(ask, booking.time.starts_at)}
    with calendar_locked(ask.office, days):
        reservation = still_to_come(booking, now)
        if reservation.starts_at == start:
            return booking
        before = reservation.starts_at
        # Set aside for a moment, so that a time which overlaps one's own is no obstacle.
        Reservation.objects.filter(pk=reservation.pk).update(status=Reservation.Status.LAPSED)
        reservation.desk_id, reservation.during = claim(ask, start, now=now)
        reservation.save(update_fields=["desk", "during", "status"])
        booking.reservation = reservation
        _tell(booking, before, now)
    return booking


def still_to_come(booking: Booking, now: datetime) -> Reservation:
    """Lock the appointment and return it as it is now. Raises OverError unless it is to come."""
    reservation = lock_time(booking)
    if reservation.status != Reservation.Status.BOOKED or reservation.starts_at <= now:
        raise OverError
    return reservation


def _tell(booking: Booking, before: datetime, now: datetime) -> None:
    new_sequence(booking)
    notifications.owe(booking, Message.Kind.MOVED, now=now, before=before)
    notifications.plan_reminders(booking, now=now)
    note_outcome(booking, Outcome.What.MOVED, now=now)


def new_sequence(booking: Booking, place: Place | None = None) -> None:
    """Count the change for calendars and reminders; a "yes, I come" was for what was before.

    With it goes which place they are told: the one of its day, or `place`.
    """
    booking.refresh_from_db(fields=["sequence"])
    booking.sequence, booking.coming_at = booking.sequence + 1, None
    booking.told_place = (place or place_told(booking)).mark
    booking.save(update_fields=["sequence", "coming_at", "told_place"])
