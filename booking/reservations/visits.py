"""What happened at the counter: somebody came, what came of it, or they did not come.

Each can be taken back. Staff alone call these; who it was is kept by the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from booking import notifications
from booking.models import (
    Booking,
    BookingItem,
    CheckedDocument,
    Message,
    Outcome,
    Reservation,
    Visit,
)
from booking.outcomes import note_outcome, take_back_outcome
from booking.reservations.alike import other_of
from booking.reservations.claim import calendar_locked, let_lapse
from booking.reservations.confirm import mark_person
from booking.reservations.hold import lock_time
from booking.reservations.refusals import (
    DuplicateError,
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
    next time; the person is written to about them. Saying it again corrects it, saying the same
    again does nothing. Raises NotYetError, OverError.
    """
    with transaction.atomic():
        reservation = lock_time(booking)
        if reservation.status != Status.ATTENDED:
            _begin(booking, reservation, now)
        visit = Visit.objects.select_for_update().get(booking=booking)
        lacks = set(missing) if result is Result.DOCUMENTS_MISSING else None
        if (visit.result, visit.minutes) != (result, minutes) or _lacks_other(booking, lacks):
            _say(booking, visit, result, minutes, now)
            if lacks is not None:
                _ask_for(booking, lacks, now)
    return visit


def _lacks_other(booking: Booking, lacks: set[int] | None) -> bool:
    """Whether other documents were said to be missing before."""
    return lacks is not None and lacks != set(_missing(booking).values_list("document", flat=True))


def _missing(booking: Booking) -> QuerySet[CheckedDocument]:
    return CheckedDocument.objects.filter(booking=booking, is_there=False)


def _say(
    booking: Booking, visit: Visit, result: Visit.Result, minutes: int | None, now: datetime
) -> None:
    """Write it down and count it; from then on the person may have another appointment."""
    if visit.result:
        _forget_result(booking, visit)
    visit.result, visit.minutes, visit.ended_at = result, minutes, now
    visit.save(update_fields=["result", "minutes", "ended_at"])
    note_outcome(booking, Outcome.What(result.value), now=now, took=minutes)
    _unmark(booking)


def _unmark(booking: Booking) -> None:
    """Rule 6 counts live appointments alone."""
    BookingItem.objects.filter(booking=booking).update(identity=None)


def _ask_for(booking: Booking, lacks: set[int], now: datetime) -> None:
    _missing(booking).exclude(document__in=lacks).delete()
    for document in sorted(lacks):
        CheckedDocument.objects.update_or_create(
            booking=booking, document_id=document, defaults={"is_there": False}
        )
    notifications.owe(booking, Message.Kind.MISSING, now=now)


def _forget_result(booking: Booking, visit: Visit) -> None:
    """What was counted is counted no more; a mail not yet sent is not sent."""
    what = Outcome.What(visit.result)
    take_back_outcome(booking, what, said_at=visit.ended_at, took=visit.minutes)
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
        _mark_unless_followed(booking)


def _mark_unless_followed(booking: Booking) -> None:
    """What was given since for the same matter has the mark; the person is here all the same."""
    try:
        with transaction.atomic():
            mark_person(booking)
    except DuplicateError:
        return


def leave(booking: Booking, *, now: datetime) -> Booking:
    """Take back that the person is here: a wrong press.

    Raises NothingToUndoError, also when somebody has said what came of the visit, and
    HasAnotherError when the person was given another appointment for the same matter.
    """
    with other_of(booking), transaction.atomic():
        reservation = lock_time(booking)
        visit = Visit.objects.filter(booking=booking).first()
        if reservation.status != Status.ATTENDED or visit is None or visit.result:
            raise NothingToUndoError
        visit.delete()
        take_back_outcome(booking, Outcome.What.ATTENDED, said_at=visit.came_at)
        _write(booking, reservation, Status.BOOKED)
        mark_person(booking)
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
            _unmark(booking)
            note_outcome(booking, Outcome.What.MISSED, now=now)
    return booking


def await_again(booking: Booking, *, now: datetime) -> Booking:
    """Take back that the person did not come.

    Raises TimeGoneError where somebody else has the desk then, HasAnotherError when the person has
    another appointment for the same matter, NothingToUndoError, BusyError.
    """
    day = day_at(booking.time.starts_at, booking.office.zone)
    try:
        with other_of(booking), calendar_locked(booking.office_id, [day]):
            reservation = lock_time(booking)
            if reservation.status != Status.MISSED:
                raise NothingToUndoError
            let_lapse(booking.office_id, reservation.during, now=now)
            take_back_outcome(booking, Outcome.What.MISSED)
            _write(booking, reservation, Status.BOOKED)
            mark_person(booking)
    except SlotTakenError as error:
        raise TimeGoneError from error
    return booking
