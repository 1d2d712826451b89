"""What follows for people once a change is saved: one after the other, each in a transaction.

So it can stop anywhere and go on: whoever was done is marked in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

import pghistory
from django.db import transaction

from booking import notifications
from booking.models import Affected, Booking, Message, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations.again import Terms, choose_again
from booking.reservations.cancel import give_up
from booking.reservations.hold import lock_time
from booking.reservations.house import Told, tell_of_move
from booking.reservations.refusals import BusyError, OverError
from offices.models import Change

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
    """Whether anybody was left; what is in other hands is left to them."""
    with transaction.atomic():
        rows = Affected.objects.waiting().filter(change=change, change__stopped_at=None)
        one = rows.select_for_update(of=("self",), skip_locked=True).first()
        if one is None:
            return False
        try:
            one.status = _act(change, one, now)
        except BusyError:  # very many people are booking; in a moment once more
            return False
        one.done_at = now
        one.save(update_fields=["status", "kept_at", "done_at"])
    return True


def _act(change: Change, one: Affected, now: datetime) -> Status:
    booking = Booking.objects.select_related(
        "office__authority", "reservation", "invitation", "request"
    ).get(pk=one.booking_id)
    try:
        return ACTS[Decision(one.decision)](change, one, booking, now)
    except OverError:
        return Status.OVERTAKEN


def _is_as_it_was(one: Affected, taken: Reservation | None) -> bool:
    """The person may have moved or cancelled since, or somebody of the staff."""
    is_booked = taken is not None and taken.status == Reservation.Status.BOOKED
    return is_booked and taken is not None and taken.starts_at == one.starts_at


def _again(change: Change, one: Affected, booking: Booking, now: datetime) -> Status:
    if not _is_as_it_was(one, booking.reservation):
        return Status.OVERTAKEN
    terms = Terms(
        kept_until=datetime.fromisoformat(change.decisions["kept_until"]),
        latest=date.fromisoformat(change.decisions["latest"]),
        change=change,
    )
    one.kept_at = choose_again(booking, terms, now=now)
    return Status.DONE


def _cancel(change: Change, one: Affected, booking: Booking, now: datetime) -> Status:
    if not _is_as_it_was(one, lock_time(booking)):
        return Status.OVERTAKEN
    give_up(booking, now=now, change=change)
    return Status.DONE


def _other_desk(change: Change, one: Affected, booking: Booking, now: datetime) -> Status:
    """The desk was given when the change was saved; here the person is told, of a new building too
    if it stands there.
    """
    if not _is_as_it_was(one, lock_time(booking)):
        return Status.OVERTAKEN
    if tell_of_move(booking, now=now, change=change) is not Told.NEEDLESS:
        return Status.DONE
    notifications.owe(booking, Message.Kind.OTHER_DESK, now=now, change=change)
    return Status.DONE


def _given_back(change: Change, one: Affected, booking: Booking, now: datetime) -> Status:
    if stage_of(booking, now) not in (Stage.ASKED, Stage.INVITED):
        return Status.OVERTAKEN
    notifications.owe(
        booking, Message.Kind.OFFER_OVER, now=now, before=one.starts_at, change=change
    )
    return Status.DONE


def _new_place(change: Change, one: Affected, booking: Booking, now: datetime) -> Status:
    if not _is_as_it_was(one, lock_time(booking)):
        return Status.OVERTAKEN
    tell_of_move(booking, now=now, change=change)
    return Status.DONE


ACTS: dict[Decision, Callable[[Change, Affected, Booking, datetime], Status]] = {
    Decision.AGAIN: _again,
    Decision.CANCEL: _cancel,
    Decision.DESK: _other_desk,
    Decision.GIVEN_BACK: _given_back,
    Decision.PLACE: _new_place,
    Decision.LEAVE: _new_place,
}
