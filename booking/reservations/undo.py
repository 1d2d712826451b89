"""Taking back what staff did last with an appointment, as far as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from booking.models import Booking, Reservation, Visit
from booking.reservations.alike import other_of
from booking.reservations.cancel import restore
from booking.reservations.claim import calendar_locked
from booking.reservations.desks import days_of, give_time
from booking.reservations.hold import lock_time
from booking.reservations.refusals import (
    NoDeskError,
    NothingToUndoError,
    OverError,
    SlotTakenError,
    TimeGoneError,
)
from booking.reservations.visits import await_again, leave, reopen
from offices.models.history import done_by


class Step(Enum):
    RESULT = "result"  # somebody said what came of the visit
    HERE = "here"
    MISSED = "missed"
    CANCELLED = "cancelled"
    MOVED = "moved"


@dataclass(frozen=True)
class Before:
    """Where the appointment was: desk and start (UTC), kept by the history."""

    desk: int
    start: datetime


def last_step(booking: Booking) -> Step | None:
    """What undo() would take back; None where there is nothing."""
    visit: Visit | None = getattr(booking, "visit", None)
    if visit is not None and visit.result:
        return Step.RESULT
    by_status = {
        Reservation.Status.ATTENDED: Step.HERE,
        Reservation.Status.MISSED: Step.MISSED,
        Reservation.Status.CANCELLED: Step.CANCELLED,
    }
    step = by_status.get(Reservation.Status(booking.time.status))
    return step or (Step.MOVED if moved_from(booking) else None)


def moved_from(booking: Booking) -> Before | None:
    """Where somebody of the staff moved it from, if that was the last that happened to it."""
    rows: list[Any] = list(booking.time.history.order_by("-pgh_id")[:3])  # type: ignore[attr-defined]
    if not rows or not done_by(rows[0]):
        return None
    now, *earlier = (Before(row.desk_id, row.during.lower) for row in rows)
    # Back where it was before the last move: that was taken back already.
    return None if not earlier or now in earlier else earlier[0]


def undo(booking: Booking, step: Step, *, now: datetime) -> None:
    """Take back `step`, which whoever asks has seen.

    Raises NothingToUndoError when something else has happened since, TimeGoneError when somebody
    else has the time or desk now, or it has passed, and HasAnotherError when the person has another
    appointment for the same matter.
    """
    if last_step(booking) is not step:
        raise NothingToUndoError
    try:
        with other_of(booking):
            _undo(booking, step, now)
    except (SlotTakenError, NoDeskError, OverError) as error:
        raise TimeGoneError from error


def _undo(booking: Booking, step: Step, now: datetime) -> None:
    match step:
        case Step.RESULT:
            reopen(booking)
        case Step.HERE:
            leave(booking, now=now)
        case Step.MISSED:
            await_again(booking, now=now)
        case Step.CANCELLED:
            restore(booking, now=now)
        case Step.MOVED:
            _move_back(booking, now)


def _move_back(booking: Booking, now: datetime) -> None:
    before = moved_from(booking)
    if before is None:
        raise NothingToUndoError
    with calendar_locked(booking.office_id, days_of(booking, before.start)):
        lock_time(booking)
        if moved_from(booking) != before:
            raise NothingToUndoError
        give_time(booking, before.start, now=now, desk=before.desk)
