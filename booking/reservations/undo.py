"""Taking back what staff did last with an appointment, as far as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from booking.models import Booking, Reservation, Visit
from booking.reservations.cancel import restore
from booking.reservations.desks import give_time
from booking.reservations.refusals import (
    NoDeskError,
    NothingToUndoError,
    OverError,
    SlotTakenError,
    TimeGoneError,
)
from booking.reservations.visits import await_again, leave, reopen


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
    rows: list[Any] = list(booking.time.history.order_by("-pgh_id")[:2])  # type: ignore[attr-defined]
    if len(rows) < len(("newest", "before")) or not (rows[0].pgh_context or {}).get("user"):
        return None
    newest, before = rows
    if (before.desk_id, before.during) == (newest.desk_id, newest.during):
        return None
    return Before(before.desk_id, before.during.lower)


def undo(booking: Booking, step: Step, *, now: datetime) -> None:
    """Take back `step`, which whoever asks has seen.

    Raises NothingToUndoError when something else has happened since, and TimeGoneError when
    somebody else has the time or desk now, or it has passed.
    """
    if last_step(booking) is not step:
        raise NothingToUndoError
    try:
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
            before = moved_from(booking)
            assert before is not None  # noqa: S101
            give_time(booking, before.start, now=now, desk=before.desk)
