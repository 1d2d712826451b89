"""Where a booking stands, in one word; pages and mails ask this and nobody works it out anew."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from booking.models.booking import Booking
from booking.models.invitation import Invitation
from booking.models.request import Request
from booking.models.reservation import Reservation


class Stage(Enum):
    HELD = "held"  # somebody is typing
    LAPSED = "lapsed"  # the time was not confirmed
    BOOKED = "booked"
    PAST = "past"
    CANCELLED = "cancelled"
    INVITED = "invited"  # may choose a time
    OVERDUE = "overdue"  # was invited, and the latest day has passed
    WITHDRAWN = "withdrawn"  # the invitation, by the office
    ASKED = "asked"  # waits for the office
    QUESTION = "question"  # the office waits for an answer
    OFFERED = "offered"  # a time waits to be accepted
    KEPT = "kept"  # had an appointment, has to choose again; a time is kept meanwhile
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"  # the request, by the person
    FORGOTTEN = "forgotten"


OF_REQUEST = {
    Request.Status.OPEN: Stage.ASKED,
    Request.Status.OFFERED: Stage.ASKED,  # the offered time lapsed: the office has to act again
    Request.Status.INVITED: Stage.ASKED,
    Request.Status.QUESTION: Stage.QUESTION,
    Request.Status.DECLINED: Stage.DECLINED,
    Request.Status.WITHDRAWN: Stage.TAKEN_BACK,
}
TIMED = {
    Reservation.Status.BOOKED: Stage.BOOKED,
    Reservation.Status.ATTENDED: Stage.PAST,
    Reservation.Status.MISSED: Stage.PAST,
}


def stage_of(booking: Booking, now: datetime) -> Stage:
    """`now` is an instant in UTC; the days of invitations are those of the office's calendar."""
    if booking.forgotten_at is not None:
        return Stage.FORGOTTEN
    return _of_time(booking, now) or _of_papers(booking, now) or _of_what_was(booking)


def _of_time(booking: Booking, now: datetime) -> Stage | None:
    taken = booking.reservation
    if taken is None:
        return None
    if taken.is_held(now):
        return _of_hold(booking)
    stage = TIMED.get(Reservation.Status(taken.status))
    return Stage.PAST if stage and taken.ends_at <= now else stage


def _of_hold(booking: Booking) -> Stage:
    if is_kept(booking):
        return Stage.KEPT
    return Stage.OFFERED if is_offered(booking) else Stage.HELD


def is_kept(booking: Booking) -> bool:
    """Whether the time is the one that the office keeps, not one that the person has chosen."""
    invitation: Invitation | None = getattr(booking, "invitation", None)
    if invitation is None or invitation.kept_until is None or booking.reservation is None:
        return False
    return booking.reservation.expires_at == invitation.kept_until


def has_given_up(booking: Booking) -> bool:
    """Whether the person has said that the kept time, and any other, is not needed."""
    taken = booking.reservation
    return (
        is_kept(booking)
        and taken is not None
        and taken.status == Reservation.Status.CANCELLED
        and booking.confirmed_at is None
    )


def is_offered(booking: Booking) -> bool:
    """Whether the office chose this time for a request and waits for a yes."""
    request: Request | None = getattr(booking, "request", None)
    return request is not None and request.status == Request.Status.OFFERED


def is_ordered(booking: Booking) -> bool:
    """Whether the person must appear (§ 82(4) AufenthG): then the letter counts."""
    invitation: Invitation | None = getattr(booking, "invitation", None)
    return invitation is not None and invitation.is_order


def _of_papers(booking: Booking, now: datetime) -> Stage | None:
    invitation = getattr(booking, "invitation", None)
    if invitation is not None:
        if invitation.withdrawn_at is not None:
            return Stage.WITHDRAWN
        today = now.astimezone(booking.office.zone).date()
        return Stage.INVITED if today <= invitation.latest else Stage.OVERDUE
    request: Request | None = getattr(booking, "request", None)
    cancelled = booking.reservation and booking.reservation.status == Reservation.Status.CANCELLED
    return OF_REQUEST[Request.Status(request.status)] if request and not cancelled else None


def _of_what_was(booking: Booking) -> Stage:
    taken = booking.reservation
    cancelled = taken is not None and taken.status == Reservation.Status.CANCELLED
    return Stage.CANCELLED if cancelled else Stage.LAPSED
