"""What happened at the counter: somebody came, what came of it, or they did not come.

Each can be taken back. Staff alone call these; who it was is kept by the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from booking import notifications
from booking.models import Booking, CheckedDocument, Message, Outcome, Reservation, Visit
from booking.outcomes import note_outcome, take_back_outcome
from booking.reservations.claim import calendar_locked, let_lapse
from booking.reservations.hold import lock_time
from booking.reservations.refusals import (
    NothingToUndoError,
    NotYetError,
    OverError,
    SlotTakenError,
    TimeGoneError,
)
from offices.moments import day_at

Status, Result = Reservation.Status, Visit.Result


def attend(booking: Booking, *, now: datetime) -> Booking:
    """Note that the person is here. Pressing twice does it once.

    Raises NotYetError before the day, OverError unless it is booked.
    """
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Status.ATTENDED:
            _begin(booking, reservation, now)
    return booking


def _begin(booking: Booking, reservation: Reservation, now: datetime) -> None:
    if reservation.status != Status.BOOKED:
        raise OverError
    zone = booking.office.zone
    if day_at(now, zone) < day_at(reservation.starts_at, zone):
        raise NotYetError
    _write(booking, reservation, Status.ATTENDED)
    Visit.objects.create(
        authority_id=booking.authority_id, office_id=booking.office_id, booking=booking, came_at=now
    )
    notifications.drop_reminders(booking)
    note_outcome(booking, Outcome.What.ATTENDED, now=now)


def _write(booking: Booking, reservation: Reservation, status: Reservation.Status) -> None:
    reservation.status = status
    reservation.save(update_fields=["status"])
    booking.reservation = reservation


def finish(
    booking: Booking,
    result: Visit.Result,
    *,
    now: datetime,
    minutes: int | None = None,
    missing: Iterable[int] = (),
) -> Visit:
    """Say what came of the visit, and how many minutes it really took.

    Whoever was not noted as here, was. `missing` are the RequiredDocuments that must be brought
    next time; the person is written to about them. Saying it again corrects it. Raises
    NotYetError, OverError.
    """
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Status.ATTENDED:
            _begin(booking, reservation, now)
        visit = Visit.objects.select_for_update().get(booking=booking)
        if visit.result:
            _forget_result(booking, visit)
        visit.result, visit.minutes, visit.ended_at = result, minutes, now
        visit.save(update_fields=["result", "minutes", "ended_at"])
        note_outcome(booking, Outcome.What(result.value), now=now, took=minutes)
        if result is Result.DOCUMENTS_MISSING:
            _ask_for(booking, missing, now)
    return visit


def _ask_for(booking: Booking, missing: Iterable[int], now: datetime) -> None:
    for document in missing:
        CheckedDocument.objects.update_or_create(
            booking=booking, document_id=document, defaults={"is_there": False}
        )
    notifications.owe(booking, Message.Kind.MISSING, now=now)


def _forget_result(booking: Booking, visit: Visit) -> None:
    """What was counted is counted no more; a mail not yet sent is not sent."""
    take_back_outcome(booking, Outcome.What(visit.result))
    owed = booking.messages.filter(kind=Message.Kind.MISSING, status=Message.Status.OWED)
    owed.update(status=Message.Status.DROPPED)


def reopen(booking: Booking) -> None:
    """Take back what came of the visit; the person is here still. Raises NothingToUndoError."""
    with transaction.atomic():
        lock_time(booking)
        visit = Visit.objects.select_for_update().filter(booking=booking).exclude(result="").first()
        if visit is None:
            raise NothingToUndoError
        _forget_result(booking, visit)
        visit.result, visit.minutes, visit.ended_at = "", None, None
        visit.save(update_fields=["result", "minutes", "ended_at"])


def leave(booking: Booking, *, now: datetime) -> Booking:
    """Take back that the person is here: a wrong press. Raises NothingToUndoError."""
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Status.ATTENDED:
            raise NothingToUndoError
        Visit.objects.filter(booking=booking).delete()
        take_back_outcome(booking, Outcome.What.ATTENDED)
        _write(booking, reservation, Status.BOOKED)
        if reservation.starts_at > now:
            notifications.plan_reminders(booking, now=now)
    return booking


def miss(booking: Booking, *, now: datetime) -> Booking:
    """Note that the person did not come; the rest of the time is free. Pressing twice is once.

    Raises NotYetError before the time has begun, OverError unless it is booked.
    """
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Status.MISSED:
            if reservation.status != Status.BOOKED:
                raise OverError
            if now < reservation.starts_at:
                raise NotYetError
            _write(booking, reservation, Status.MISSED)
            note_outcome(booking, Outcome.What.MISSED, now=now)
    return booking


def await_again(booking: Booking, *, now: datetime) -> Booking:
    """Take back that the person did not come.

    Raises TimeGoneError where somebody else has the desk then, NothingToUndoError, BusyError.
    """
    day = day_at(booking.time.starts_at, booking.office.zone)
    try:
        with calendar_locked(booking.office_id, [day]):
            reservation = lock_time(booking)
            if reservation.status != Status.MISSED:
                raise NothingToUndoError
            let_lapse(booking.office_id, reservation.during, now=now)
            take_back_outcome(booking, Outcome.What.MISSED)
            _write(booking, reservation, Status.BOOKED)
    except SlotTakenError as error:
        raise TimeGoneError from error
    return booking
