"""What follows for people once a change is saved: one after the other, each in a transaction.

So it can stop anywhere and go on: whoever was done is marked in the same transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

import pghistory
from django.db import InterfaceError, OperationalError, transaction

from booking import notifications
from booking.availability import is_misfit
from booking.models import Affected, Booking, Message, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations.again import Terms, choose_again
from booking.reservations.cancel import give_up
from booking.reservations.choose import locked_dossier
from booking.reservations.claim import calendar_locked
from booking.reservations.hold import lock_time
from booking.reservations.house import Told, tell_of_move
from booking.reservations.refusals import BusyError, OverError
from offices.models import Change, Office
from offices.moments import day_at

logger = logging.getLogger(__name__)

Decision = Affected.Decision
Status = Affected.Status


def carry_out(change: Change, *, now: Callable[[], datetime], seconds: float) -> int:
    """Do what waits for at most so long; say how many were done. Safe to run twice at once.

    The history names whoever has saved the change.
    """
    ends, done = monotonic() + seconds, 0
    with pghistory.context(user=change.saved_by_id):
        while monotonic() < ends and _next(change, now()):
            done += 1
    return done


def carry_out_waiting(*, now: Callable[[], datetime], seconds: float) -> int:
    """The same for every change that nobody has stopped."""
    waiting = Affected.objects.waiting().filter(change__stopped_at=None)
    changes = Change.objects.filter(pk__in=waiting.values("change")).order_by("saved_at")
    return sum(carry_out(change, now=now, seconds=seconds) for change in changes)


def _next(change: Change, now: datetime) -> bool:
    """Whether anybody was left; what is in other hands is left to them.

    Under the lock of those who take times: nobody changes hours meanwhile.
    """
    try:
        with calendar_locked(change.office_id, []):
            rows = Affected.objects.waiting().filter(change=change, change__stopped_at=None)
            rows = rows.select_related("change")
            one = rows.select_for_update(of=("self",), skip_locked=True).first()
            if one is not None:
                one.status, one.done_at = _act(one, now), now
                one.save(update_fields=["status", "kept_at", "done_at"])
    except BusyError:  # very many people are booking; in a moment once more
        return False
    return one is not None


def _act(one: Affected, now: datetime) -> Status:
    """Whoever cannot be helped is left to the office, and stops nobody behind them."""
    try:
        with transaction.atomic():
            return ACTS[Decision(one.decision)](one, _read(one), now)
    except OverError:
        return Status.OVERTAKEN
    except (BusyError, OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - the others have the same right
        logger.warning("%s of booking %s: %s", one.decision, one.booking_id, type(error).__name__)
        return Status.REFUSED


def _read(one: Affected) -> Booking:
    near = Booking.objects.select_related(
        "office__authority", "reservation", "invitation", "request"
    )
    return near.get(pk=one.booking_id)


def _has_that_time(one: Affected, taken: Reservation) -> bool:
    """The person may have moved or cancelled since, or somebody of the staff."""
    return (taken.status, taken.starts_at) == (Reservation.Status.BOOKED, one.starts_at)


def _is_still_so(one: Affected, taken: Reservation, office: Office, now: datetime) -> bool:
    """Whether they have that time, and it does not fit.

    Somebody of the staff may have found another desk, or the hours are as before.
    """
    if not _has_that_time(one, taken):
        return False
    return is_misfit(office.pk, taken.pk, day_at(taken.starts_at, office.zone), now=now)


def is_too_late_to_choose(change: Change, office: Office, now: datetime) -> bool:
    """Whether the latest day for choosing again lies before today."""
    return date.fromisoformat(change.decisions["latest"]) < day_at(now, office.zone)


def _again(one: Affected, booking: Booking, now: datetime) -> Status:
    """Whoever could choose nothing any more, after a long stop, keeps the time: staff settle it."""
    if not _is_still_so(one, booking.time, booking.office, now):
        return Status.OVERTAKEN
    if is_too_late_to_choose(one.change, booking.office, now):
        return Status.REFUSED
    said = one.change.decisions
    terms = Terms(
        kept_until=datetime.fromisoformat(said["kept_until"]),
        latest=date.fromisoformat(said["latest"]),
        change=one.change,
    )
    one.kept_at = choose_again(booking, terms, now=now)
    return Status.DONE


def _cancel(one: Affected, booking: Booking, now: datetime) -> Status:
    if not _is_still_so(one, lock_time(booking), booking.office, now):
        return Status.OVERTAKEN
    give_up(booking, now=now, change=one.change)
    return Status.DONE


def _other_desk(one: Affected, booking: Booking, now: datetime) -> Status:
    """The desk was given when the change was saved; here the person is told, of a new building too
    if it stands there.
    """
    taken = lock_time(booking)
    if not _has_that_time(one, taken) or taken.desk_id != one.new_desk_id:
        return Status.OVERTAKEN
    if tell_of_move(booking, now=now, change=one.change) is not Told.NEEDLESS:
        return Status.DONE
    notifications.owe(booking, Message.Kind.OTHER_DESK, now=now, change=one.change)
    return Status.DONE


def _given_back(one: Affected, booking: Booking, now: datetime) -> Status:
    """Whoever was invited anew meanwhile knows of it already."""
    fresh, kind = locked_dossier(booking), Message.Kind.OFFER_OVER
    if stage_of(fresh, now) not in (Stage.ASKED, Stage.INVITED):
        return Status.OVERTAKEN
    if not fresh.messages.filter(kind=kind, change=one.change).exists():
        notifications.owe(fresh, kind, now=now, before=one.starts_at, change=one.change)
    return Status.DONE


def _new_place(one: Affected, booking: Booking, now: datetime) -> Status:
    """Whoever knows the building by then, of a second move for instance, is told nothing."""
    if not _has_that_time(one, lock_time(booking)):
        return Status.OVERTAKEN
    said = tell_of_move(booking, now=now, change=one.change)
    return Status.OVERTAKEN if said is Told.NEEDLESS else Status.DONE


ACTS: dict[Decision, Callable[[Affected, Booking, datetime], Status]] = {
    Decision.AGAIN: _again,
    Decision.CANCEL: _cancel,
    Decision.DESK: _other_desk,
    Decision.GIVEN_BACK: _given_back,
    Decision.PLACE: _new_place,
    Decision.LEAVE: _new_place,
}
